//! The JSON bodies of the hub's API, as they travel.
//!
//! Only shapes: which call takes and gives which is in `docs/reference`, and what the hub does with them is in crate
//! `hub`. Signed things travel as base64 (RFC 4648, section 4, with padding) of their DER bytes.
//!
//! Easily got wrong: everything here comes from the other side and proves nothing. A receipt counts after
//! `verify_receipt`, a header after `verify_bundle`, a certificate after `read_mailbox_certificate`.

mod applications;
mod licences;
mod notices;
mod terminals;

use std::fmt;

use data_encoding::BASE64;
use serde::{Deserialize, Serialize};

use crate::{
    address::{OfficeNumber, ServiceKind},
    error_code::ErrorCode,
    id::{BundleId, DeviceId},
    time::UtcSeconds,
};

pub use applications::{
    APPLICATION_NAME_CHARACTERS_MAX, ApplicationReply, ApplicationRequest, CONTACT_CHARACTERS_MAX,
};
pub use licences::{Licence, LicenceRenewalRequest, LicenceReply};
pub use notices::{
    ListedOffice, NOTICE_SUBJECT_CHARACTERS_MAX, NOTICE_TEXT_CHARACTERS_MAX, NOTICES_MAX, Notice,
    NoticeList, OfficePage,
};
pub use terminals::{
    ApprovalRequest, CommitmentRequest, EnrolmentCodeReply, HistoryPage, HistoryPiece,
    JoiningReply, JournalLine, JournalPage, MailboxProofRequest, NameRequest, NonceRequest, Offer,
    RecoveryReply, RecoveryRequest, RenewalReply, RenewalRequest, TerminalEntry, TerminalJoining,
    TerminalList,
};

/// Asks for the certificates of a new device: `POST /v1/enrolments`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentRequest {
    /// The secret of the enrolment code: 20 hexadecimal digits in lower case.
    pub secret: String,
    /// PKCS#10 request of the device key, PEM.
    pub device_request: String,
    /// PKCS#10 request of the mailbox key, PEM.
    pub mailbox_request: String,
    /// What the office calls this terminal; shown in the list of terminals.
    pub device_name: String,
}

/// Prints everything but the secret, which is worth a certificate to whoever reads it first.
impl fmt::Debug for EnrolmentRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EnrolmentRequest")
            .field("device_name", &self.device_name)
            .finish_non_exhaustive()
    }
}

/// The new device's certificates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentReply {
    /// The office that the code belonged to.
    pub office: OfficeEntry,
    /// The id that the hub gave the device.
    pub device: DeviceId,
    /// Certificate of the device key, PEM.
    pub device_certificate: String,
    /// Certificate of the mailbox key, PEM.
    pub mailbox_certificate: String,
    /// The hub's name, for people.
    pub hub_name: String,
    /// Whether the device can do nothing yet but join: the office has terminals, and one of them must approve it.
    #[serde(default)]
    pub waiting: bool,
}

/// One office as the directory shows it: `GET /v1/offices/{number}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeEntry {
    /// Its number.
    pub number: OfficeNumber,
    /// Its name.
    pub name: String,
    /// Its services; with the number they make its addresses.
    pub services: Vec<ServiceKind>,
    /// Certificate of its mailbox key, PEM; nothing until its first device is enrolled.
    pub mailbox_certificate: Option<String>,
}

/// The answer to `PUT /v1/bundles/{id}` and `DELETE /v1/bundles/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptReply {
    /// The hub's signed receipt, base64; the same bytes for every repeat.
    pub receipt: String,
    /// Whether this call did it (`true`) or an earlier one had.
    pub first: bool,
}

/// A piece of the inbox, in the order of acceptance: `GET /v1/inbox`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxPage {
    /// The bundles of this piece.
    pub bundles: Vec<InboxEntry>,
    /// Pass as `after` to get the next piece now; nothing when there is no more now.
    pub next: Option<String>,
    /// The place after the last entry seen: remember it and pass it as `after` the next time. Opaque.
    pub cursor: String,
}

/// One bundle that waits for, or was taken by, the receiver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxEntry {
    /// The bundle.
    pub id: BundleId,
    /// The signed header, base64.
    pub header: String,
    /// When the hub accepted it.
    pub accepted_at: UtcSeconds,
    /// The hub's signed receipt for the sender, base64.
    pub accepted: String,
    /// How far it got.
    pub state: BundleState,
}

/// A piece of the outbox, in the order of the last change, so that a client asks only for what changed:
/// `GET /v1/outbox`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxPage {
    /// The bundles of this piece.
    pub bundles: Vec<OutboxEntry>,
    /// Pass as `after` to get the next piece now; nothing when there is no more now.
    pub next: Option<String>,
    /// The place after the last entry seen: remember it and pass it as `after` the next time. Opaque.
    pub cursor: String,
}

/// One bundle that the office sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxEntry {
    /// The bundle.
    pub id: BundleId,
    /// How far it got.
    pub state: BundleState,
    /// When it got there, by the hub's clock.
    pub changed_at: UtcSeconds,
    /// The signed header, base64: for terminals of the office that did not send it.
    #[serde(default)]
    pub header: Option<String>,
    /// All signed receipts, base64, oldest first.
    pub receipts: Vec<String>,
}

/// How far a bundle got. A later state includes the earlier ones, except that a withdrawn bundle was never opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum BundleState {
    /// The hub has it on disk.
    Accepted,
    /// The receiver's program has it on disk.
    Fetched,
    /// The receiver handed it to its care software.
    Imported,
    /// A person at the receiver opened it.
    Opened,
    /// The sender took it back before it was opened.
    Withdrawn,
}

/// Brings a receipt of the receiver: `POST /v1/bundles/{id}/receipts`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptRequest {
    /// The signed receipt, base64.
    pub receipt: String,
}

/// An error reply (RFC 9457, `application/problem+json`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// `urn:tsunagu:error:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened, in English.
    pub title: String,
    /// What happened, in Japanese.
    pub title_ja: String,
    /// The HTTP status, repeated.
    pub status: u16,
    /// The code, `HUB-102`.
    pub code: String,
    /// Facts that help, without personal data.
    pub detail: Option<String>,
}

impl Problem {
    /// The reply for a code. `detail` must hold no personal data, no key, no token and no name of an attachment.
    pub fn new(code: ErrorCode, detail: Option<String>) -> Problem {
        Problem {
            kind: format!("urn:tsunagu:error:{code}"),
            title: code.title_en().to_owned(),
            title_ja: code.title_ja().to_owned(),
            status: code.status(),
            code: code.code().to_owned(),
            detail,
        }
    }
}

/// The name of a server-sent event of `GET /v1/events`. Its data is `{}`: a hint to ask again, never contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Event {
    /// The inbox changed.
    Inbox,
    /// The outbox changed.
    Outbox,
    /// There is a new notice.
    Notice,
    /// A certificate of the office changed.
    Certificate,
    /// The journal grew.
    Journal,
    /// A terminal asks to join, joined, or was removed.
    Terminals,
}

impl Event {
    /// The name as it travels.
    pub fn as_str(self) -> &'static str {
        match self {
            Event::Inbox => "inbox",
            Event::Outbox => "outbox",
            Event::Notice => "notice",
            Event::Certificate => "certificate",
            Event::Journal => "journal",
            Event::Terminals => "terminals",
        }
    }
}

/// Writes signed bytes as they travel in JSON.
pub fn encode_signed(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

/// Reads signed bytes as they travel in JSON. Nothing is verified.
///
/// # Errors
///
/// [`NotBase64`] for anything but base64 with padding, without line breaks.
pub fn decode_signed(text: &str) -> Result<Vec<u8>, NotBase64> {
    BASE64.decode(text.as_bytes()).map_err(|_| NotBase64)
}

/// A text that should be base64 is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not base64 with padding")]
pub struct NotBase64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_names_its_code_three_times() {
        let problem = Problem::new(ErrorCode::ReceiverUnknown, Some("1370300021-11".into()));
        assert_eq!(
            serde_json::to_string(&problem).unwrap(),
            r#"{"type":"urn:tsunagu:error:HUB-109","title":"the receiver is not registered here","title_ja":"宛先の事業所またはサービスが登録されていません","status":422,"code":"HUB-109","detail":"1370300021-11"}"#
        );
    }

    #[test]
    fn an_enrolment_request_does_not_print_its_secret() {
        let request = EnrolmentRequest {
            secret: "00112233445566778899".into(),
            device_request: "PEM".into(),
            mailbox_request: "PEM".into(),
            device_name: "受付".into(),
        };
        assert_eq!(
            format!("{request:?}"),
            r#"EnrolmentRequest { device_name: "受付", .. }"#
        );
    }

    #[test]
    fn states_and_events_are_lower_case() {
        assert_eq!(
            serde_json::to_string(&BundleState::Withdrawn).unwrap(),
            r#""withdrawn""#
        );
        for event in [
            Event::Inbox,
            Event::Outbox,
            Event::Notice,
            Event::Certificate,
            Event::Journal,
            Event::Terminals,
        ] {
            assert_eq!(
                serde_json::to_string(&event).unwrap(),
                format!("\"{}\"", event.as_str())
            );
        }
        assert_eq!(
            decode_signed(&encode_signed(b"\x30\x80")),
            Ok(b"\x30\x80".to_vec())
        );
        assert_eq!(decode_signed("MIA"), Err(NotBase64));
    }
}
