//! A terminal that speaks to the hub over the wire itself, without the office program.
//!
//! For requests that the office never makes (altered, replayed, under another certificate) and for load. Keys, requests
//! and sealing are the real ones of `protocol`. Easily got wrong: nothing is tried again and nothing is stored; each call
//! is one request and one [`Reply`].

use crate::hub_program::HubProgram;
use anyhow::{Context, Result, bail};
use protocol::certificate::{Identity, KeyPair, Role, Trust};
use protocol::header::CheckSummary;
use protocol::hub_code::EnrolmentCode;
use protocol::message::{EnrolmentReply, EnrolmentRequest};
use protocol::seal::{Draft, DraftFile, SealedBundle, seal_bundle};
use protocol::signed::sign_content;
use protocol::{Address, BundleId, UtcMillis, UtcSeconds};
use reqwest::multipart::{Form, Part};
use reqwest::{Certificate, Client, Method};
use serde_json::Value;
use std::time::{Duration, SystemTime};

/// The file that holds the certificate of a hub's authority, in the hub's folder.
const AUTHORITY_FILE: &str = "ca.pem";

/// No request of a test takes longer, however busy the machine is.
const REQUEST_SECONDS_MAX: u64 = 60;

/// One terminal of one office with one address.
pub struct WireDevice {
    /// The office and its service.
    pub address: Address,
    /// The device's certificate and key: connects and signs.
    pub identity: Identity,
    /// The mailbox's certificate and key: opens.
    pub mailbox: Identity,
    /// The hub's authority.
    pub trust: Trust,
    url: String,
    client: Client,
}

/// One answer of the hub.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub bytes: Vec<u8>,
}

impl Reply {
    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub fn json(&self) -> Result<Value> {
        serde_json::from_slice(&self.bytes).context("the reply is no JSON")
    }

    /// What an error reply says besides its code, for messages of tests.
    pub fn detail(&self) -> String {
        self.json()
            .ok()
            .and_then(|body| body["detail"].as_str().map(str::to_owned))
            .unwrap_or_default()
    }

    /// The status and, for an error reply, its code: `200` or `403 HUB-203`.
    pub fn summary(&self) -> String {
        let code = self
            .json()
            .ok()
            .and_then(|body| body["code"].as_str().map(str::to_owned));
        match code {
            Some(code) => format!("{} {code}", self.status),
            None => self.status.to_string(),
        }
    }
}

impl WireDevice {
    /// Makes the first terminal of an office that the hub does not know yet.
    ///
    /// # Errors
    ///
    /// When a command of the hub or the enrolment fails.
    pub async fn join(hub: &HubProgram, address: &str, name: &str) -> Result<WireDevice> {
        let address: Address = address.parse().context("an address")?;
        let code = hub.admit_office(address.office.as_str(), name, &[address.service.as_str()])?;
        WireDevice::enrol(hub, address, &code).await
    }

    /// Makes a terminal with an enrolment code; the authority must be the one that the code names.
    ///
    /// # Errors
    ///
    /// When the hub refuses.
    pub async fn enrol(hub: &HubProgram, address: Address, code: &str) -> Result<WireDevice> {
        let code: EnrolmentCode = code.parse().context("the enrolment code")?;
        let trust = read_trust(hub)?;
        if !code.ca().matches(trust.ca_der()) {
            bail!("the enrolment code names another authority than the hub's folder holds");
        }
        let device_key = KeyPair::generate().context("a device key")?;
        let mailbox_key = KeyPair::generate().context("a mailbox key")?;
        let office = address.office.as_str();
        let request = EnrolmentRequest {
            secret: code.secret_hex().to_string(),
            device_request: device_key
                .request_pem(Role::Device, office)
                .context("a request")?,
            mailbox_request: mailbox_key
                .request_pem(Role::Mailbox, office)
                .context("a request")?,
            device_name: "test".to_owned(),
        };
        let anonymous = client(&trust, None)?;
        let reply = anonymous
            .post(format!("{}/v1/enrolments", hub.url()))
            .json(&request)
            .send()
            .await
            .context("enrolling")?;
        let status = reply.status().as_u16();
        let body = reply.bytes().await.context("the answer to the enrolment")?;
        if !(200..300).contains(&status) {
            bail!(
                "the enrolment was refused with {status}: {}",
                String::from_utf8_lossy(&body)
            );
        }
        let entry: EnrolmentReply =
            serde_json::from_slice(&body).context("the answer to the enrolment")?;
        let identity = device_key
            .into_identity(&entry.device_certificate)
            .context("the device certificate")?;
        let mailbox = mailbox_key
            .into_identity(&entry.mailbox_certificate)
            .context("the mailbox certificate")?;
        let client = client(&trust, Some(&identity))?;
        Ok(WireDevice {
            address,
            identity,
            mailbox,
            trust,
            url: hub.url().to_owned(),
            client,
        })
    }

    /// The same terminal on a new connection, with `identity` as its certificate (nothing: without one).
    ///
    /// # Errors
    ///
    /// When the client cannot be made.
    pub fn connect_as(&self, identity: Option<&Identity>) -> Result<Connection> {
        Ok(Connection {
            client: client(&self.trust, identity)?,
            url: self.url.clone(),
        })
    }

    /// Seals one attachment of `contents` for `receiver`.
    ///
    /// # Errors
    ///
    /// When sealing fails.
    pub fn seal(&self, receiver: &WireDevice, contents: &[u8]) -> Result<SealedBundle> {
        self.seal_as(receiver, contents, new_bundle_id()?)
    }

    /// Seals under a given id.
    ///
    /// # Errors
    ///
    /// When sealing fails.
    pub fn seal_as(
        &self,
        receiver: &WireDevice,
        contents: &[u8],
        id: BundleId,
    ) -> Result<SealedBundle> {
        let draft = Draft {
            id,
            from: self.address,
            to: receiver.address,
            set: None,
            stamp: None,
            months: Vec::new(),
            message: String::new(),
            files: vec![DraftFile {
                name: "note.txt".to_owned(),
                standard: false,
                bytes: contents.to_vec(),
            }],
            check: CheckSummary {
                program: "test".to_owned(),
                standard: "202407".to_owned(),
                errors: 0,
                warnings: 0,
            },
        };
        let receiver_mailbox = receiver.mailbox.certificate_der();
        seal_bundle(
            &draft,
            &self.identity,
            receiver_mailbox,
            self.mailbox.certificate_der(),
            utc_now(),
        )
        .context("sealing")
    }

    /// Signs any document as this device, also one that an honest program never signs.
    ///
    /// # Errors
    ///
    /// When signing fails.
    pub fn sign(&self, document: &impl serde::Serialize) -> Result<Vec<u8>> {
        let json = serde_json::to_vec(document).context("a document as JSON")?;
        sign_content(&json, &self.identity, utc_now()).context("signing")
    }

    /// Sends a sealed bundle under its own id.
    ///
    /// # Errors
    ///
    /// When there is no answer.
    pub async fn put(&self, bundle: &SealedBundle) -> Result<Reply> {
        self.connection()
            .put(
                &bundle.header.id.to_string(),
                &bundle.signed_header,
                &bundle.sealed,
            )
            .await
    }

    /// This terminal's connection.
    pub fn connection(&self) -> Connection {
        Connection {
            client: self.client.clone(),
            url: self.url.clone(),
        }
    }
}

/// A pool of connections to the hub under one certificate, or none.
#[derive(Clone)]
pub struct Connection {
    client: Client,
    url: String,
}

impl Connection {
    /// Sends header and sealed part under `id`, whatever they are.
    ///
    /// # Errors
    ///
    /// When there is no answer.
    pub async fn put(&self, id: &str, header: &[u8], sealed: &[u8]) -> Result<Reply> {
        let form = Form::new()
            .part("header", Part::bytes(header.to_vec()))
            .part("sealed", Part::bytes(sealed.to_vec()));
        let request = self
            .client
            .put(format!("{}/v1/bundles/{id}", self.url))
            .multipart(form);
        answer(request).await
    }

    /// Makes any other request; `path` begins with `/v1`.
    ///
    /// # Errors
    ///
    /// When there is no answer.
    pub async fn request(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Reply> {
        let mut request = self.client.request(method, format!("{}{path}", self.url));
        if let Some(body) = body {
            request = request.json(body);
        }
        answer(request).await
    }

    /// Reads something.
    ///
    /// # Errors
    ///
    /// When there is no answer.
    pub async fn read(&self, path: &str) -> Result<Reply> {
        self.request(Method::GET, path, None).await
    }
}

/// A new bundle id of now.
///
/// # Errors
///
/// When the system has no random bytes.
pub fn new_bundle_id() -> Result<BundleId> {
    let millis = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |time| u64::try_from(time.as_millis()).unwrap_or(0));
    let mut random = [0; 10];
    aws_lc_rs::rand::fill(&mut random).context("random bytes")?;
    Ok(BundleId::new(UtcMillis(millis), random))
}

/// The time of now, in whole seconds.
pub fn utc_now() -> UtcSeconds {
    let seconds = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |time| i64::try_from(time.as_secs()).unwrap_or(0));
    UtcSeconds(seconds)
}

fn read_trust(hub: &HubProgram) -> Result<Trust> {
    let path = hub.folder().join(AUTHORITY_FILE);
    let pem =
        std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    Trust::from_pem(&pem).context("the certificate of the hub's authority")
}

async fn answer(request: reqwest::RequestBuilder) -> Result<Reply> {
    let reply = request.send().await.context("asking the hub")?;
    let status = reply.status().as_u16();
    let bytes = reply
        .bytes()
        .await
        .context("reading the hub's answer")?
        .to_vec();
    Ok(Reply { status, bytes })
}

fn client(trust: &Trust, identity: Option<&Identity>) -> Result<Client> {
    let authority = Certificate::from_der(trust.ca_der()).context("the authority's certificate")?;
    let mut builder = Client::builder()
        .tls_certs_only([authority])
        .timeout(Duration::from_secs(REQUEST_SECONDS_MAX))
        .no_proxy();
    if let Some(identity) = identity {
        let pem = format!(
            "{}{}",
            identity.certificate_pem(),
            identity.key_pem().as_str()
        );
        builder = builder.identity(
            reqwest::Identity::from_pem(pem.as_bytes())
                .context("the device's certificate and key")?,
        );
    }
    builder.build().context("a client of the hub")
}
