//! The outbox: what this office sent or is about to send, and how far it got.
//!
//! One bundle is one row from draft to "opened by the partner"; its id is chosen
//! when the draft is made, so that the same draft sent from two machines is still
//! one bundle at the hub. Drafts themselves are in `drafts/`.
//!
//! A row's state never goes back: see [`SentState`]. The one exception is a person who
//! stops a bundle before anything of it left (`sending.rs`).

mod list;
mod newer;
mod queue;
mod read;
mod retry;
mod seal;
mod send;
mod sending;
mod take_back;
mod withdraw;

use protocol::{Address, BundleId, Digest, OfficeNumber, ReceiptKind, ServiceKind, UtcSeconds};
use serde::Serialize;

pub use list::{OutboxFilter, SentGroup, count_outbox, list_outbox};
pub use newer::{EarlierSent, NewerSent, find_earlier_sent, find_newer_sent, find_plan_sent};
pub use queue::{QueueError, queue_draft, queue_drafts};
pub use read::{read_outbox_bundle, read_outbox_file, read_outbox_proof};
pub use retry::{ATTEMPT_DELAY_SECONDS_MAX, Attempts, next_attempt};
pub use seal::{SealReport, seal_waiting};
pub(crate) use send::apply_receipts;
pub use send::{
    Answer, Applied, Attempt, apply_outbox_page, apply_send_answer, apply_withdraw_answer,
    begin_attempt, due_bundles,
};
pub(crate) use sending::queue_held;
pub use sending::{
    HeldSending, Queued, Sending, StopError, Stopped, held_sendings, read_sending, send_drafts,
    stop_sending,
};
pub use take_back::{TakeBackError, can_take_back, take_back};
pub(crate) use withdraw::withdraw_in;
pub use withdraw::{WithdrawError, WithdrawOutcome, withdraw_bundle};

/// How far a bundle of this office got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SentState {
    /// 下書き: not sent; may be discarded.
    Draft,
    /// 送信待ち: in the outbox; nobody has confirmed it yet.
    Waiting,
    /// 送信できません: waits for a decision of this office (partner unknown or its certificate changed).
    Blocked,
    /// 拒否: the hub refused it for good, with its code.
    Refused,
    /// 受付済み: the hub has it and signed for it.
    Accepted,
    /// 受信済み: a device of the partner fetched it.
    Fetched,
    /// 取込済み: handed to the partner's care software.
    Imported,
    /// 開封済み: a person at the partner opened it.
    Opened,
    /// 取り下げ: withdrawn before anyone opened it.
    Withdrawn,
}

impl SentState {
    /// All states, in the order of the list above.
    pub const ALL: [SentState; 9] = [
        SentState::Draft,
        SentState::Waiting,
        SentState::Blocked,
        SentState::Refused,
        SentState::Accepted,
        SentState::Fetched,
        SentState::Imported,
        SentState::Opened,
        SentState::Withdrawn,
    ];

    /// The word used in the database, in JSON and in addresses of pages.
    pub fn as_str(self) -> &'static str {
        match self {
            SentState::Draft => "draft",
            SentState::Waiting => "waiting",
            SentState::Blocked => "blocked",
            SentState::Refused => "refused",
            SentState::Accepted => "accepted",
            SentState::Fetched => "fetched",
            SentState::Imported => "imported",
            SentState::Opened => "opened",
            SentState::Withdrawn => "withdrawn",
        }
    }

    /// Reads the word that [`SentState::as_str`] gives.
    pub fn from_word(word: &str) -> Option<SentState> {
        SentState::ALL
            .into_iter()
            .find(|state| state.as_str() == word)
    }

    /// The state after the hub showed a receipt of `kind`.
    ///
    /// Receipts may arrive late, twice and in any order, so a receipt only ever
    /// moves a bundle forward; and nothing moves one that was opened or withdrawn.
    #[must_use]
    pub fn after_receipt(self, kind: ReceiptKind) -> SentState {
        let reached = match kind {
            ReceiptKind::Accepted => SentState::Accepted,
            ReceiptKind::Fetched => SentState::Fetched,
            ReceiptKind::Imported => SentState::Imported,
            ReceiptKind::Opened => SentState::Opened,
            ReceiptKind::Withdrawn => SentState::Withdrawn,
            // A kind of a later protocol version says nothing that this one knows.
            _ => return self,
        };
        match self {
            SentState::Opened | SentState::Withdrawn => self,
            _ => self.max(reached),
        }
    }
}

/// The other side of a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Partner {
    /// The office number.
    pub number: OfficeNumber,
    /// The name in the hub's directory; `None` until the directory was asked.
    pub name: Option<String>,
    /// The service kind of the address.
    pub service: ServiceKind,
}

/// When each step of a sent bundle happened, UTC. Steps after `queued` are the
/// times inside the signed receipts, not the times at which they came in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SentTimes {
    /// The draft was made.
    pub created: Option<UtcSeconds>,
    /// A person sent it.
    pub queued: Option<UtcSeconds>,
    /// The hub accepted it.
    pub accepted: Option<UtcSeconds>,
    /// The partner's device fetched it.
    pub fetched: Option<UtcSeconds>,
    /// It was handed to the partner's care software.
    pub imported: Option<UtcSeconds>,
    /// A person at the partner opened it.
    pub opened: Option<UtcSeconds>,
    /// It was withdrawn.
    pub withdrawn: Option<UtcSeconds>,
}

/// Why a bundle is not on its way, and when the program tries again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SendProblem {
    /// `HUB-…` or `OFF-…`; `error_code::text_of` gives its words.
    pub code: String,
    /// Attempts made so far.
    pub attempts: u32,
    /// The next attempt; `None` when a person has to act first.
    pub next_attempt_at: Option<UtcSeconds>,
}

/// One line of 送信済一覧.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutboxRow {
    /// The bundle.
    pub id: BundleId,
    /// The receiver.
    pub partner: Partner,
    /// The service kind that this office sent as.
    pub from_service: ServiceKind,
    /// The permitted file set, `"K2"`; `None` when there are only attachments.
    pub set: Option<String>,
    /// ファイル連番, 14 digits.
    pub stamp: Option<String>,
    /// The months of the standard files, `"202610"`, rising.
    pub months: Vec<String>,
    /// Number of files of the standard.
    pub standard_files: u32,
    /// Number of other files (PDF, images, texts).
    pub attachments: u32,
    /// Different clients in the standard files; `None` when there are none.
    pub clients: Option<u32>,
    /// Size of all files.
    pub size_bytes: u64,
    /// The first line of the message, at most 80 characters.
    pub message_start: String,
    /// How far it got.
    pub state: SentState,
    /// When each step happened.
    pub times: SentTimes,
    /// What holds it up, if anything.
    pub problem: Option<SendProblem>,
    /// A person asked for withdrawal and the hub has not answered yet.
    pub withdrawing: bool,
}

/// One file of a sent or received bundle, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileRow {
    /// The name, without any folder.
    pub name: String,
    /// A file of the standard (`true`) or an attachment.
    pub standard: bool,
    /// Size of the file.
    pub size_bytes: u64,
    /// SHA-256 of the original bytes.
    pub sha256: Digest,
}

/// One signed receipt with the facts that were verified when it came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReceiptRow {
    /// What it states.
    pub kind: ReceiptKind,
    /// The time inside the signed document.
    pub at: UtcSeconds,
    /// Who signed: the hub, or a device of an office.
    pub signer: String,
    /// Serial number of the signer's certificate, hexadecimal.
    pub serial: String,
    /// The signed document itself (CMS SignedData, DER).
    #[serde(skip)]
    pub signed: Vec<u8>,
}

/// Everything about one sent bundle but the bytes of its files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutboxBundle {
    /// The line of the list.
    pub row: OutboxRow,
    /// The whole message.
    pub message: String,
    /// The files in the order in which they were given.
    pub files: Vec<FileRow>,
    /// Receipts, oldest first.
    pub receipts: Vec<ReceiptRow>,
    /// SHA-256 of the signed header; `None` until sealed.
    pub header_sha256: Option<Digest>,
    /// SHA-256 of the sealed part; `None` until sealed.
    pub sealed_sha256: Option<Digest>,
    /// Warnings of the check when the draft was made.
    pub warnings: u32,
}

/// The bytes that prove what was sent: signed header, sealed part, receipts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Sender of the bundle.
    pub from: Address,
    /// Receiver of the bundle.
    pub to: Address,
    /// The signed header (CMS SignedData, DER).
    pub signed_header: Vec<u8>,
    /// The sealed part (CMS AuthEnvelopedData, DER).
    pub sealed: Vec<u8>,
    /// The receipts, oldest first.
    pub receipts: Vec<ReceiptRow>,
}
