//! The inbox: what partners sent to this office.
//!
//! A bundle comes in two durable steps. First its header is *announced* (stored
//! together with the place in the hub's list); then its contents are fetched,
//! opened, checked and stored, and only then is `fetched` acknowledged. A bundle
//! that cannot be opened stays visible as damaged and never holds up the others.
//!
//! Rows are keyed by sender and id ([`ReceivedId`]): an id alone is the sender's
//! choice, and a hostile sender might choose that of somebody else.

mod arrivals;
mod export;
mod list;
mod newer;
mod open;
mod open_many;
mod order;
mod read;
mod receive;

use std::fmt;
use std::str::FromStr;

use protocol::{BundleId, Digest, OfficeNumber, ServiceKind, UtcSeconds};
use serde::Serialize;

pub use crate::clients::ClientMonth;
use crate::outbox::{FileRow, Partner, ReceiptRow};

pub use arrivals::{Arrivals, list_arrivals};
pub use export::{ExportError, ExportReport, bundles_not_exported, export_bundles};
pub use list::{InboxFilter, count_inbox, list_inbox};
pub use newer::{EarlierReceived, NewerReceived, find_earlier_received, find_newer_received};
pub use open::{OpenError, import_inbox_bundle, open_inbox_bundle};
pub use open_many::open_inbox_bundles;
pub use order::{rows_in_order, unread_bundles};
pub use read::{
    find_by_bundle, find_received, read_inbox_bundle, read_inbox_file, read_inbox_proof,
};
pub(crate) use receive::announce_entries;
pub use receive::{
    DueContents, ReceiveError, StoredContents, StoredPage, apply_fetch_problem, due_contents,
    store_contents, store_inbox_page,
};

/// How far a received bundle got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ReceivedState {
    /// 取得中: the hub announced it; its contents are not here yet.
    Announced,
    /// 未開封: here, checked, not opened by a person.
    Received,
    /// 開封済み: a person of this office opened it.
    Opened,
    /// 破損: kept, but it could not be opened or verified; the row has its code.
    Damaged,
    /// 取り下げ: the sender withdrew it before it was opened.
    Withdrawn,
}

impl ReceivedState {
    /// All states, in the order of the list above.
    pub const ALL: [ReceivedState; 5] = [
        ReceivedState::Announced,
        ReceivedState::Received,
        ReceivedState::Opened,
        ReceivedState::Damaged,
        ReceivedState::Withdrawn,
    ];

    /// The word used in the database, in JSON and in addresses of pages.
    pub fn as_str(self) -> &'static str {
        match self {
            ReceivedState::Announced => "announced",
            ReceivedState::Received => "received",
            ReceivedState::Opened => "opened",
            ReceivedState::Damaged => "damaged",
            ReceivedState::Withdrawn => "withdrawn",
        }
    }

    /// Reads the word that [`ReceivedState::as_str`] gives.
    pub fn from_word(word: &str) -> Option<ReceivedState> {
        ReceivedState::ALL
            .into_iter()
            .find(|state| state.as_str() == word)
    }
}

/// The key of a received bundle: sender and id. Written `1370200015-0193…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReceivedId {
    /// The sending office; `None` when the header could not be verified.
    pub sender: Option<OfficeNumber>,
    /// The id that the sender chose.
    pub id: BundleId,
}

impl fmt::Display for ReceivedId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sender {
            Some(sender) => write!(formatter, "{sender}-{}", self.id),
            None => write!(formatter, "unknown-{}", self.id),
        }
    }
}

/// The text is not a key of a received bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("found no key of a received bundle, expected OFFICE-ID")]
pub struct ReceivedIdError;

impl FromStr for ReceivedId {
    type Err = ReceivedIdError;

    fn from_str(text: &str) -> Result<ReceivedId, ReceivedIdError> {
        let (sender, id) = text.split_once('-').ok_or(ReceivedIdError)?;
        let sender = match sender {
            "unknown" => None,
            number => Some(number.parse().map_err(|_| ReceivedIdError)?),
        };
        Ok(ReceivedId {
            sender,
            id: id.parse().map_err(|_| ReceivedIdError)?,
        })
    }
}

impl<'de> serde::Deserialize<'de> for ReceivedId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Serialize for ReceivedId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// When each step of a received bundle happened, UTC.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ReceivedTimes {
    /// The sender sealed it (time in the signed header).
    pub sent: Option<UtcSeconds>,
    /// The hub accepted it.
    pub accepted: Option<UtcSeconds>,
    /// It was durably here.
    pub received: Option<UtcSeconds>,
    /// It was handed to the care software.
    pub imported: Option<UtcSeconds>,
    /// A person of this office opened it.
    pub opened: Option<UtcSeconds>,
    /// This office learnt that the sender had withdrawn it.
    pub withdrawn: Option<UtcSeconds>,
}

/// One line of 受信一覧.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InboxRow {
    /// The key.
    pub id: ReceivedId,
    /// The sender; `None` when the header could not be verified.
    pub partner: Option<Partner>,
    /// The service kind of this office that it was sent to.
    pub to_service: Option<ServiceKind>,
    /// The permitted file set, `"K2"`; `None` when there are only attachments.
    pub set: Option<String>,
    /// ファイル連番, 14 digits: the order in which care software must import.
    pub stamp: Option<String>,
    /// The months of the standard files, `"202610"`, rising.
    pub months: Vec<String>,
    /// Number of files of the standard.
    pub standard_files: u32,
    /// Number of other files.
    pub attachments: u32,
    /// Different clients in the standard files; `None` when unknown.
    pub clients: Option<u32>,
    /// Size of all files.
    pub size_bytes: u64,
    /// The name of the first file; `None` until the contents are here.
    pub first_file: Option<String>,
    /// The first line of the message, at most 80 characters.
    pub message_start: String,
    /// How far it got.
    pub state: ReceivedState,
    /// When each step happened.
    pub times: ReceivedTimes,
    /// Errors and warnings that our own check found on receipt.
    pub check_errors: u32,
    /// See `check_errors`.
    pub check_warnings: u32,
    /// Why it is damaged or not here yet: `OFF-…` or `HUB-…`.
    pub code: Option<String>,
}

/// Everything about one received bundle but the bytes of its files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InboxBundle {
    /// The line of the list.
    pub row: InboxRow,
    /// The whole message.
    pub message: String,
    /// The files in the order of the sender.
    pub files: Vec<FileRow>,
    /// The hub's acceptance and our own receipts, oldest first. Ours appear once signed.
    pub receipts: Vec<ReceiptRow>,
    /// SHA-256 of the signed header.
    pub header_sha256: Digest,
    /// SHA-256 of the sealed part; `None` until the contents are here.
    pub sealed_sha256: Option<Digest>,
}
