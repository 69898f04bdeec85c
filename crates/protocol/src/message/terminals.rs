//! The JSON bodies about the terminals of an office: joining, the list, the journal, the history for a new one, the
//! recovery sheet.
//!
//! Easily got wrong: whatever is sealed here stays base64 of bytes that the hub cannot open.

use serde::{Deserialize, Serialize};

use crate::{
    digest::Digest,
    id::{DeviceId, EntryId},
    joining::Nonce,
    time::UtcSeconds,
};

/// The terminals of the office: `GET /v1/devices`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TerminalList {
    /// Those that take part and those that wait, by the time of their enrolment. Removed ones are not among them.
    pub terminals: Vec<TerminalEntry>,
}

/// Asks for a new certificate of the same key: `POST /v1/certificate`, `POST /v1/mailbox-certificate`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenewalRequest {
    /// PKCS#10 request of that key, PEM.
    pub request: String,
}

/// The certificate in force: a new one, or the present one if its end is not near.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenewalReply {
    /// PEM.
    pub certificate: String,
}

/// One terminal of the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TerminalEntry {
    /// The device.
    pub id: DeviceId,
    /// What the office calls it.
    pub name: String,
    /// When it was enrolled.
    pub enrolled_at: UtcSeconds,
    /// When the hub heard from it last, to about an hour.
    pub seen_at: Option<UtcSeconds>,
    /// Its device certificate, PEM.
    pub certificate: String,
    /// How far it got with joining; nothing for a terminal that takes part.
    pub joining: Option<TerminalJoining>,
}

/// A terminal that asks to join, as the others see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TerminalJoining {
    /// What it committed itself to; nothing until it has.
    pub commitment: Option<Digest>,
    /// The terminal that answered, and its nonce.
    pub offer: Option<Offer>,
    /// Its nonce, once it was shown.
    pub nonce: Option<Nonce>,
}

/// The answer of an existing terminal to one that asks to join.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The existing terminal.
    pub device: DeviceId,
    /// What the office calls it.
    pub name: String,
    /// Its device certificate, PEM.
    pub certificate: String,
    /// Its nonce.
    pub nonce: Nonce,
}

/// How far this terminal got with joining: `GET /v1/joining`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoiningReply {
    /// Whether it still waits.
    pub waiting: bool,
    /// The answer of an existing terminal.
    pub offer: Option<Offer>,
    /// The mailbox key, sealed to this device's certificate, base64.
    pub approval: Option<String>,
}

/// Commits the new terminal to its certificate and nonce: `PUT /v1/joining`. A new commitment begins a new attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitmentRequest {
    /// See `joining::joining_commitment`.
    pub commitment: Digest,
}

/// Shows a nonce: `PUT /v1/joining/nonce` by the new terminal, `PUT /v1/devices/{id}/offer` by an existing one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NonceRequest {
    /// The nonce.
    pub nonce: Nonce,
}

/// Approves a terminal: `PUT /v1/devices/{id}/approval`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalRequest {
    /// The mailbox key, sealed to the new device's certificate, base64.
    pub approval: String,
}

/// Shows that this terminal holds the mailbox key already: `PUT /v1/joining/mailbox-proof`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxProofRequest {
    /// PKCS#10 request signed by the mailbox key, with the device id as its common name, PEM.
    pub request: String,
}

/// Changes what a terminal is called: `PUT /v1/devices/{id}/name`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameRequest {
    /// The new name.
    pub name: String,
}

/// An enrolment code for a further terminal: `POST /v1/enrolment-codes`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentCodeReply {
    /// The code, 7 groups of 5 characters.
    pub code: String,
    /// From when on it cannot be used.
    pub expires_at: UtcSeconds,
}

impl std::fmt::Debug for EnrolmentCodeReply {
    /// Prints all but the code.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EnrolmentCodeReply")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// A piece of the journal, in the hub's order: `GET /v1/journal`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalPage {
    /// The entries of this piece.
    pub entries: Vec<JournalLine>,
    /// Pass as `after` to get the next piece now; nothing when there is no more now.
    pub next: Option<String>,
    /// The place after the last entry: remember it and pass it as `after` the next time. Opaque.
    pub cursor: String,
}

/// One entry of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalLine {
    /// Its id.
    pub id: EntryId,
    /// The device that brought it.
    pub device: DeviceId,
    /// When the hub stored it.
    pub stored_at: UtcSeconds,
    /// Size of the sealed entry.
    pub size_bytes: u64,
    /// SHA-256 of the sealed entry.
    pub sha256: Digest,
    /// The sealed entry, base64, if it is small; otherwise ask `GET /v1/journal/{id}`.
    pub sealed: Option<String>,
}

/// The pieces of history that wait for this terminal: `GET /v1/history`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryPage {
    /// In their order.
    pub pieces: Vec<HistoryPiece>,
}

/// One sealed piece of history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryPiece {
    /// Its number, rising.
    pub number: u64,
    /// Size of the sealed piece.
    pub size_bytes: u64,
}

/// Keeps the sealed mailbox key of the newest recovery sheet: `PUT /v1/recovery`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryRequest {
    /// See `recovery::seal_recovery`, base64.
    pub sealed: String,
}

/// What the hub keeps for the newest recovery sheet: `GET /v1/recovery`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryReply {
    /// Sealed under the code of the sheet, base64.
    pub sealed: String,
    /// When the sheet was made, by the hub's clock.
    pub made_at: UtcSeconds,
}
