//! The calls about the terminals of this office and what they share.
//!
//! As in `hub_client.rs`: one call is one request, and an answer is carried back as a value.

use protocol::certificate::Identity;
use protocol::joining::Nonce;
use protocol::journal::ENTRY_SIZE_BYTES_MAX;
use protocol::message::{
    ApprovalRequest, CommitmentRequest, EnrolmentCodeReply, HistoryPage, JoiningReply, JournalPage,
    MailboxProofRequest, NameRequest, NonceRequest, RecoveryReply, RecoveryRequest, RenewalReply,
    RenewalRequest, TerminalList, encode_signed,
};
use protocol::{DeviceId, Digest, EntryId, Trust};
use reqwest::{Method, RequestBuilder};
use serde::Serialize;

use super::{
    Answer, EVENTS_SILENCE_TIMEOUT, HubClient, HubError, LARGE_REQUEST_TIMEOUT, SILENCE_TIMEOUT,
    body, build_client, json, respond, tls_with_identity,
};

impl HubClient {
    /// Prepares the client of a terminal that has no mailbox key yet.
    ///
    /// # Errors
    ///
    /// [`HubError::Unclear`] when keys or address cannot be used at all.
    pub fn joining(url: &str, device: &Identity, trust: &Trust) -> Result<HubClient, HubError> {
        let tls = tls_with_identity(trust, device).map_err(|_| HubError::Unclear)?;
        Ok(HubClient {
            client: build_client(url, tls.clone(), SILENCE_TIMEOUT)?,
            events_client: build_client(url, tls, EVENTS_SILENCE_TIMEOUT)?,
            url: url.to_owned(),
        })
    }

    /// Brings an entry of the journal: `PUT /v1/journal/{id}`.
    pub async fn bring_entry(&self, id: EntryId, sealed: Vec<u8>) -> Answer {
        let request = self
            .request(Method::PUT, &format!("/v1/journal/{id}"))
            .timeout(LARGE_REQUEST_TIMEOUT)
            .body(sealed);
        match respond(request).await {
            Ok(_) => Answer::Done {
                receipt: Vec::new(),
            },
            Err(err) => err.answer(),
        }
    }

    /// A page of the journal: `GET /v1/journal`.
    ///
    /// # Errors
    ///
    /// [`HubError`]; so for every call below.
    pub async fn journal(&self, after: Option<&str>) -> Result<JournalPage, HubError> {
        json(self.list("/v1/journal", after)).await
    }

    /// One sealed entry: `GET /v1/journal/{id}`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn entry(&self, id: EntryId) -> Result<Vec<u8>, HubError> {
        self.sealed_thing(&format!("/v1/journal/{id}")).await
    }

    /// The terminals of this office: `GET /v1/devices`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn terminals(&self) -> Result<TerminalList, HubError> {
        json(self.request(Method::GET, "/v1/devices")).await
    }

    /// Answers a terminal that asks to join: `PUT /v1/devices/{id}/offer`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn offer(&self, device: DeviceId, nonce: Nonce) -> Result<(), HubError> {
        self.put(
            &format!("/v1/devices/{device}/offer"),
            &NonceRequest { nonce },
        )
        .await
    }

    /// Approves a terminal: `PUT /v1/devices/{id}/approval`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn approve(&self, device: DeviceId, approval: &[u8]) -> Result<(), HubError> {
        let body = ApprovalRequest {
            approval: encode_signed(approval),
        };
        self.put(&format!("/v1/devices/{device}/approval"), &body)
            .await
    }

    /// Renames a terminal: `PUT /v1/devices/{id}/name`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn rename(&self, device: DeviceId, name: String) -> Result<(), HubError> {
        self.put(&format!("/v1/devices/{device}/name"), &NameRequest { name })
            .await
    }

    /// Removes a terminal: `DELETE /v1/devices/{id}`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn remove(&self, device: DeviceId) -> Result<(), HubError> {
        self.done(self.request(Method::DELETE, &format!("/v1/devices/{device}")))
            .await
    }

    /// Asks for an enrolment code: `POST /v1/enrolment-codes`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn enrolment_code(&self) -> Result<EnrolmentCodeReply, HubError> {
        json(self.request(Method::POST, "/v1/enrolment-codes")).await
    }

    /// Lets the hub keep what belongs to a recovery sheet: `PUT /v1/recovery`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn keep_recovery(&self, sealed: &[u8]) -> Result<(), HubError> {
        let body = RecoveryRequest {
            sealed: encode_signed(sealed),
        };
        self.put("/v1/recovery", &body).await
    }

    /// What the hub keeps for the newest recovery sheet: `GET /v1/recovery`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn recovery(&self) -> Result<RecoveryReply, HubError> {
        json(self.request(Method::GET, "/v1/recovery")).await
    }

    /// Brings a piece of history for another terminal: `PUT /v1/devices/{id}/history/{number}`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn bring_history(
        &self,
        device: DeviceId,
        number: u64,
        sealed: Vec<u8>,
    ) -> Result<(), HubError> {
        let path = format!("/v1/devices/{device}/history/{number}");
        let request = self.request(Method::PUT, &path);
        self.done(request.timeout(LARGE_REQUEST_TIMEOUT).body(sealed))
            .await
    }

    /// The pieces of history that wait for this terminal: `GET /v1/history`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn history(&self) -> Result<HistoryPage, HubError> {
        json(self.request(Method::GET, "/v1/history")).await
    }

    /// One piece: `GET /v1/history/{number}`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn history_piece(&self, number: u64) -> Result<Vec<u8>, HubError> {
        self.sealed_thing(&format!("/v1/history/{number}")).await
    }

    /// Says that a piece was taken: `DELETE /v1/history/{number}`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn take_history(&self, number: u64) -> Result<(), HubError> {
        self.done(self.request(Method::DELETE, &format!("/v1/history/{number}")))
            .await
    }

    /// How far this terminal got with joining: `GET /v1/joining`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn joining_state(&self) -> Result<JoiningReply, HubError> {
        json(self.request(Method::GET, "/v1/joining")).await
    }

    /// Begins an attempt to join: `PUT /v1/joining`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn commit_joining(&self, commitment: Digest) -> Result<(), HubError> {
        self.put("/v1/joining", &CommitmentRequest { commitment })
            .await
    }

    /// Shows the nonce of this attempt: `PUT /v1/joining/nonce`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn reveal_joining(&self, nonce: Nonce) -> Result<(), HubError> {
        self.put("/v1/joining/nonce", &NonceRequest { nonce }).await
    }

    /// Shows that this terminal holds the mailbox key: `PUT /v1/joining/mailbox-proof`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn prove_mailbox(&self, request: String) -> Result<(), HubError> {
        self.put(
            "/v1/joining/mailbox-proof",
            &MailboxProofRequest { request },
        )
        .await
    }

    /// Renews the certificate of this terminal; PEM: `POST /v1/certificate`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn renew_certificate(&self, request: String) -> Result<String, HubError> {
        self.renew("/v1/certificate", request).await
    }

    /// Renews the certificate of the office's mailbox; PEM: `POST /v1/mailbox-certificate`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn renew_mailbox_certificate(&self, request: String) -> Result<String, HubError> {
        self.renew("/v1/mailbox-certificate", request).await
    }

    async fn renew(&self, path: &str, request: String) -> Result<String, HubError> {
        let request = self
            .request(Method::POST, path)
            .json(&RenewalRequest { request });
        Ok(json::<RenewalReply>(request).await?.certificate)
    }

    async fn put(&self, path: &str, body: &impl Serialize) -> Result<(), HubError> {
        self.done(self.request(Method::PUT, path).json(body)).await
    }

    async fn done(&self, request: RequestBuilder) -> Result<(), HubError> {
        respond(request).await.map(drop)
    }

    async fn sealed_thing(&self, path: &str) -> Result<Vec<u8>, HubError> {
        let request = self
            .request(Method::GET, path)
            .timeout(LARGE_REQUEST_TIMEOUT);
        body(respond(request).await?, ENTRY_SIZE_BYTES_MAX).await
    }
}
