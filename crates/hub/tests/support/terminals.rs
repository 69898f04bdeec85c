//! Terminals that join over HTTP, and the calls that only they need.

use protocol::{
    Address, KeyPair, Role,
    message::{EnrolmentReply, EnrolmentRequest},
};
use reqwest::{Client, Response};

use super::{Device, World};

impl World {
    /// A terminal of an office that has others: it was enrolled over HTTP and waits for its approval.
    pub(crate) async fn waiting_device(&self, address: &str) -> Device {
        let secret = self.secret(address);
        let address: Address = address.parse().unwrap();
        let (device_key, mailbox_key) =
            (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
        let request = EnrolmentRequest {
            secret: secret.iter().map(|byte| format!("{byte:02x}")).collect(),
            device_request: device_key.request_pem(Role::Device, "office").unwrap(),
            mailbox_request: mailbox_key.request_pem(Role::Mailbox, "office").unwrap(),
            device_name: "事務室のパソコン".into(),
        };
        let reply = self
            .stranger()
            .post(self.url("/v1/enrolments"))
            .json(&request)
            .send()
            .await
            .unwrap();
        assert_eq!(reply.status(), 200);
        let reply: EnrolmentReply = reply.json().await.unwrap();
        assert!(reply.waiting);
        Device {
            id: reply.device,
            address,
            identity: device_key.into_identity(&reply.device_certificate).unwrap(),
            mailbox: None,
        }
    }

    /// Puts JSON.
    pub(crate) async fn put_json(
        &self,
        client: &Client,
        path: &str,
        body: &impl serde::Serialize,
    ) -> Response {
        client.put(self.url(path)).json(body).send().await.unwrap()
    }

    /// Puts bytes.
    pub(crate) async fn put_bytes(&self, client: &Client, path: &str, body: &[u8]) -> Response {
        client
            .put(self.url(path))
            .body(body.to_vec())
            .send()
            .await
            .unwrap()
    }

    /// Deletes what has this URL.
    pub(crate) async fn delete_path(&self, client: &Client, path: &str) -> Response {
        client.delete(self.url(path)).send().await.unwrap()
    }
}
