//! The connection to the hub: the only file that opens one.
//!
//! TLS 1.3, the pinned CA and nothing else as trust, the terminal's certificate as
//! identity, a time limit on everything, a size limit on every answer. Each call is
//! one request; when to repeat it is decided in `outbox/retry.rs`. Answers are
//! carried back as values; what they mean is decided where they are applied.
//!
//! `hub_client/` has the TLS set-up and the stream of events.
//! A reader may expect redirects to be followed. They are not: a bundle goes to the
//! hub of this office or nowhere.

mod directory;
mod events;
mod terminals;
mod tls;

use std::error::Error as StdError;
use std::time::Duration;

use protocol::bundle::SEALED_SIZE_BYTES_MAX;
use protocol::certificate::Trust;
use protocol::hub_code::{ApplicationCode, EnrolmentCode};
use protocol::message::{
    AcceptReply, ApplicationReply, ApplicationRequest, EnrolmentReply, EnrolmentRequest, InboxPage,
    OfficeEntry, OutboxPage, Problem, ReceiptRequest, decode_signed, encode_signed,
};
use protocol::{BundleId, ErrorCode as HubCode, OfficeNumber};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use rustls::ClientConfig;
use serde::de::DeserializeOwned;

use self::tls::{Seen, tls_for_code, tls_with_identity};
use crate::error_code::ErrorCode;
use crate::keys::Keys;
use crate::outbox::Answer;

pub use self::events::EventStream;

/// Name lookup, TCP and TLS together. A hub that needs longer is not usable anyway.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

/// The longest silence within a request: longer means that the line is gone.
const SILENCE_TIMEOUT: Duration = Duration::from_secs(30);

/// A request without contents, from beginning to end.
const SMALL_REQUEST_TIMEOUT: Duration = Duration::from_secs(60);

/// A request with contents: 16 MiB over a line of 256 kbit/s take 9 minutes.
const LARGE_REQUEST_TIMEOUT: Duration = Duration::from_secs(15 * 60);

/// The longest silence on the stream of events; the hub sends a sign of life more
/// often than that.
const EVENTS_SILENCE_TIMEOUT: Duration = Duration::from_secs(120);

/// A page of a list or any other JSON answer. A page has some hundred entries of
/// about 10 KiB (header and receipt in base64).
const JSON_SIZE_BYTES_MAX: u64 = 32 * 1024 * 1024;

/// Bundles in one page of a list.
pub const PAGE_ROWS: u32 = 100;

/// Why a request brought no answer, or what the hub refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HubError {
    /// No connection.
    #[error("the hub cannot be reached")]
    Unreachable,
    /// The server is not the hub that this office joined; nothing was sent.
    #[error("the server is not the hub of this office")]
    NotTrusted,
    /// The server is not the hub of the enrolment code; the secret was not sent.
    #[error("the server is not the hub of the enrolment code")]
    OtherThanCode,
    /// The hub ended the connection because of this terminal's certificate.
    #[error("the hub does not accept the certificate of this terminal")]
    CertificateRefused,
    /// Too slow; whether the hub acted is unknown.
    #[error("the hub did not answer in time")]
    TooSlow,
    /// An answer that makes no sense; whether the hub acted is unknown.
    #[error("the hub's answer could not be understood")]
    Unclear,
    /// The hub refused, with its code.
    #[error("the hub refused: {code}")]
    Refused {
        /// `HUB-…`.
        code: String,
    },
}

impl HubError {
    /// The code to show: the hub's own, or ours.
    pub fn code(&self) -> &str {
        match self {
            HubError::Refused { code } => code,
            HubError::Unreachable => ErrorCode::HubUnreachable.code(),
            HubError::NotTrusted => ErrorCode::HubNotTrusted.code(),
            HubError::OtherThanCode => ErrorCode::HubDoesNotMatchCode.code(),
            HubError::CertificateRefused => ErrorCode::CertificateRefused.code(),
            HubError::TooSlow => ErrorCode::HubTooSlow.code(),
            HubError::Unclear => ErrorCode::HubAnswerUnclear.code(),
        }
    }

    /// Whether further requests of this pass would fare the same.
    pub fn stops_pass(&self) -> bool {
        match self {
            HubError::Unreachable
            | HubError::NotTrusted
            | HubError::OtherThanCode
            | HubError::CertificateRefused => true,
            HubError::TooSlow | HubError::Unclear => false,
            HubError::Refused { code } => matches!(
                HubCode::from_code(code),
                Some(
                    HubCode::CertificateRequired
                        | HubCode::CertificateUnknown
                        | HubCode::CertificateRevoked
                        | HubCode::CertificateExpired
                        | HubCode::OfficeSuspended
                        | HubCode::TooManyRequests
                        | HubCode::TryAgain
                )
            ),
        }
    }

    /// Whether the hub has nothing of that name for this office.
    pub fn is_not_found(&self) -> bool {
        matches!(self, HubError::Refused { code } if HubCode::from_code(code) == Some(HubCode::NotFound))
    }

    fn answer(self) -> Answer {
        match self {
            HubError::Refused { code } => Answer::Problem { code },
            HubError::Unreachable => Answer::None {
                code: ErrorCode::HubUnreachable,
            },
            HubError::NotTrusted | HubError::OtherThanCode => Answer::None {
                code: ErrorCode::HubNotTrusted,
            },
            HubError::CertificateRefused => Answer::None {
                code: ErrorCode::CertificateRefused,
            },
            HubError::TooSlow => Answer::None {
                code: ErrorCode::HubTooSlow,
            },
            HubError::Unclear => Answer::None {
                code: ErrorCode::HubAnswerUnclear,
            },
        }
    }
}

/// A client of one hub, with this terminal's identity. Cheap to clone.
#[derive(Clone)]
pub struct HubClient {
    client: Client,
    events_client: Client,
    url: String,
}

impl HubClient {
    /// Prepares the client; connects only when asked for something.
    ///
    /// # Errors
    ///
    /// [`HubError::Unclear`] when keys or address cannot be used at all.
    pub fn new(url: &str, keys: &Keys) -> Result<HubClient, HubError> {
        let tls = tls_with_identity(&keys.trust, &keys.device).map_err(|_| HubError::Unclear)?;
        Ok(HubClient {
            client: build_client(url, tls.clone(), SILENCE_TIMEOUT)?,
            events_client: build_client(url, tls, EVENTS_SILENCE_TIMEOUT)?,
            url: url.to_owned(),
        })
    }

    /// Sends a bundle: `PUT /v1/bundles/{id}`.
    pub async fn send_bundle(
        &self,
        id: BundleId,
        signed_header: Vec<u8>,
        sealed: Vec<u8>,
    ) -> Answer {
        let form = Form::new()
            .part("header", Part::bytes(signed_header))
            .part("sealed", Part::bytes(sealed));
        let request = self
            .request(Method::PUT, &format!("/v1/bundles/{id}"))
            .timeout(LARGE_REQUEST_TIMEOUT)
            .multipart(form);
        receipt_answer(json::<AcceptReply>(request).await)
    }

    /// Withdraws a bundle: `DELETE /v1/bundles/{id}`.
    pub async fn withdraw_bundle(&self, id: BundleId) -> Answer {
        let request = self.request(Method::DELETE, &format!("/v1/bundles/{id}"));
        receipt_answer(json::<AcceptReply>(request).await)
    }

    /// Delivers a signed receipt: `POST /v1/bundles/{id}/receipts`.
    pub async fn deliver_receipt(&self, id: BundleId, signed: &[u8]) -> Answer {
        let request = self
            .request(Method::POST, &format!("/v1/bundles/{id}/receipts"))
            .json(&ReceiptRequest {
                receipt: encode_signed(signed),
            });
        match respond(request).await {
            Ok(_) => Answer::Done {
                receipt: Vec::new(),
            },
            Err(err) => err.answer(),
        }
    }

    /// A page of what was sent to this office: `GET /v1/inbox`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn inbox(&self, after: Option<&str>) -> Result<InboxPage, HubError> {
        json(self.list("/v1/inbox", after)).await
    }

    /// A page of what this office sent: `GET /v1/outbox`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn outbox(&self, after: Option<&str>) -> Result<OutboxPage, HubError> {
        json(self.list("/v1/outbox", after)).await
    }

    /// The sealed part of a received bundle: `GET /v1/bundles/{id}/sealed`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn sealed(&self, id: BundleId) -> Result<Vec<u8>, HubError> {
        let request = self
            .request(Method::GET, &format!("/v1/bundles/{id}/sealed"))
            .timeout(LARGE_REQUEST_TIMEOUT);
        body(respond(request).await?, SEALED_SIZE_BYTES_MAX).await
    }

    /// The directory's entry of an office; `None` when the hub does not know it:
    /// `GET /v1/offices/{number}`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn office(&self, number: OfficeNumber) -> Result<Option<OfficeEntry>, HubError> {
        let request = self.request(Method::GET, &format!("/v1/offices/{number}"));
        match json(request).await {
            Ok(entry) => Ok(Some(entry)),
            Err(HubError::Refused { code })
                if HubCode::from_code(&code) == Some(HubCode::NotFound) =>
            {
                Ok(None)
            }
            Err(err) => Err(err),
        }
    }

    /// The stream of events: `GET /v1/events`. An event says that asking is worth
    /// while, never what is new.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn events(&self) -> Result<EventStream, HubError> {
        let url = format!("{}/v1/events", self.url);
        let request = self
            .events_client
            .get(url)
            .header("accept", "text/event-stream");
        Ok(EventStream::new(respond(request).await?))
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client
            .request(method, format!("{}{path}", self.url))
            .timeout(SMALL_REQUEST_TIMEOUT)
    }

    fn list(&self, path: &str, after: Option<&str>) -> RequestBuilder {
        let mut target = format!("{path}?limit={PAGE_ROWS}");
        if let Some(after) = after {
            target.push_str("&after=");
            target.push_str(&percent_encoded(after));
        }
        self.request(Method::GET, &target)
    }
}

/// Enrols this terminal: `POST /v1/enrolments`, on a connection that trusts only the
/// CA whose digest is in the code. Returns the reply and that CA.
///
/// # Errors
///
/// [`HubError::OtherThanCode`] before the secret was sent; otherwise [`HubError`].
pub async fn enrol(
    url: &str,
    code: &EnrolmentCode,
    request: &EnrolmentRequest,
) -> Result<(EnrolmentReply, Trust), HubError> {
    let (tls, verifier) = tls_for_code(code.ca()).map_err(|_| HubError::Unclear)?;
    let client = build_client(url, tls, SILENCE_TIMEOUT)?;
    let request = client
        .post(format!("{url}/v1/enrolments"))
        .timeout(SMALL_REQUEST_TIMEOUT)
        .json(request);
    let reply = json(request).await;
    match (reply, verifier.seen()) {
        (_, Seen::OtherCa) => Err(HubError::OtherThanCode),
        (Ok(reply), Seen::Ca(der)) => {
            let trust = Trust::from_der(&der).map_err(|_| HubError::NotTrusted)?;
            Ok((reply, trust))
        }
        (Ok(_), Seen::Nothing) => Err(HubError::NotTrusted),
        (Err(err), _) => Err(err),
    }
}

/// Applies for an office: `POST /v1/applications`, on a connection that trusts only the CA whose digest is in the code.
///
/// # Errors
///
/// [`HubError::OtherThanCode`] before the secret was sent; otherwise [`HubError`].
pub(crate) async fn apply(
    url: &str,
    code: &ApplicationCode,
    request: &ApplicationRequest,
) -> Result<ApplicationReply, HubError> {
    let (tls, verifier) = tls_for_code(code.ca()).map_err(|_| HubError::Unclear)?;
    let client = build_client(url, tls, SILENCE_TIMEOUT)?;
    let request = client
        .post(format!("{url}/v1/applications"))
        .timeout(SMALL_REQUEST_TIMEOUT)
        .json(request);
    let reply = json(request).await;
    match verifier.seen() {
        Seen::OtherCa => Err(HubError::OtherThanCode),
        Seen::Ca(_) | Seen::Nothing => reply,
    }
}

/// A cursor as the value of a query: it is opaque, so nothing is assumed of it.
fn percent_encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

fn build_client(url: &str, tls: ClientConfig, silence: Duration) -> Result<Client, HubError> {
    let mut builder = Client::builder()
        .tls_backend_preconfigured(tls)
        .https_only(true)
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(CONNECT_TIMEOUT)
        .read_timeout(silence)
        .user_agent(concat!("tsunagu/", env!("CARGO_PKG_VERSION")));
    let host = url
        .parse::<reqwest::Url>()
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned));
    // A hub on this very machine (demo, tests) is never behind the office's proxy.
    if matches!(host.as_deref(), Some("localhost" | "127.0.0.1" | "[::1]")) {
        builder = builder.no_proxy();
    }
    builder.build().map_err(|_| HubError::Unclear)
}

fn receipt_answer(reply: Result<AcceptReply, HubError>) -> Answer {
    match reply {
        Ok(reply) => match decode_signed(&reply.receipt) {
            Ok(receipt) => Answer::Done { receipt },
            Err(_) => HubError::Unclear.answer(),
        },
        Err(err) => err.answer(),
    }
}

async fn json<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, HubError> {
    let bytes = body(respond(request).await?, JSON_SIZE_BYTES_MAX).await?;
    serde_json::from_slice(&bytes).map_err(|_| HubError::Unclear)
}

/// Sends a request; an answer that is no success becomes the hub's code.
async fn respond(request: RequestBuilder) -> Result<Response, HubError> {
    let response = request.send().await.map_err(|err| transport(&err))?;
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let bytes = body(response, JSON_SIZE_BYTES_MAX).await?;
    match serde_json::from_slice::<Problem>(&bytes) {
        Ok(problem) => Err(HubError::Refused { code: problem.code }),
        // A proxy between us and the hub speaks HTML.
        Err(_) if status == StatusCode::PROXY_AUTHENTICATION_REQUIRED => Err(HubError::Unreachable),
        Err(_) => Err(HubError::Unclear),
    }
}

/// Reads a body of at most `size_bytes_max`.
async fn body(mut response: Response, size_bytes_max: u64) -> Result<Vec<u8>, HubError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|err| transport(&err))? {
        if (bytes.len() + chunk.len()) as u64 > size_bytes_max {
            return Err(HubError::Unclear);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// What a failure on the way means for this office.
fn transport(err: &reqwest::Error) -> HubError {
    let mut source: Option<&(dyn StdError + 'static)> = err.source();
    while let Some(cause) = source {
        let inner = cause
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref)
            .and_then(|inner| inner.downcast_ref::<rustls::Error>());
        match cause.downcast_ref::<rustls::Error>().or(inner) {
            Some(rustls::Error::InvalidCertificate(_)) => return HubError::NotTrusted,
            Some(rustls::Error::AlertReceived(_)) => return HubError::CertificateRefused,
            Some(_) => return HubError::NotTrusted,
            None => source = cause.source(),
        }
    }
    if err.is_timeout() {
        return HubError::TooSlow;
    }
    HubError::Unreachable
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_travels_whatever_it_holds() {
        assert_eq!(percent_encoded("aZ09-._~"), "aZ09-._~");
        assert_eq!(percent_encoded("1+2/3=&あ"), "1%2B2%2F3%3D%26%E3%81%82");
    }

    #[test]
    fn every_failure_has_a_code_with_words() {
        use crate::error_code::{Language, text_of};
        let refused = HubError::Refused {
            code: "HUB-203".to_owned(),
        };
        for err in [
            HubError::Unreachable,
            HubError::NotTrusted,
            HubError::OtherThanCode,
            HubError::CertificateRefused,
            HubError::TooSlow,
            HubError::Unclear,
            refused,
        ] {
            assert!(text_of(err.code(), Language::Japanese).is_some(), "{err}");
        }
    }

    #[tokio::test]
    async fn a_server_that_is_not_there_is_unreachable() {
        // A port that was free a moment ago and has no listener.
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!(
            "https://localhost:{}",
            listener.local_addr().unwrap().port()
        );
        drop(listener);
        let authority =
            protocol::authority::Authority::create("test", protocol::UtcSeconds(0)).unwrap();
        let code = EnrolmentCode::new([7; 10], &authority.trust());
        let request = EnrolmentRequest {
            secret: code.secret_hex().to_string(),
            device_request: String::new(),
            mailbox_request: String::new(),
            device_name: String::new(),
        };
        let err = enrol(&url, &code, &request).await.unwrap_err();
        assert_eq!(err, HubError::Unreachable);
    }
}
