//! The past of this office, handed to a new terminal: what was sent and received, in sealed pieces.
//!
//! The terminal that approved brings pieces, the new one takes them; few lie at the hub at a time, and both sides remember
//! how far they are, so a break costs nothing. What a reader would get wrong: a new terminal also reads the hub's lists
//! and the journal by itself. Pieces bring what these do not have any more, so taking one changes nothing that is here.

mod bring;
mod take;

pub use bring::{PastPiece, brought, next_piece};
pub use take::{take_piece, wants_past};

use protocol::message::{InboxEntry, OutboxEntry};
use protocol::{BundleId, EntryId, UtcSeconds};
use serde::{Deserialize, Serialize};

use crate::journal::{DraftBody, PinBody};
use crate::reconciling::CheckBody;

/// The kind of the entry in which a piece is sealed; it never stands in the journal.
pub(crate) const PAST_KIND: &str = "history";

/// A piece as it is sealed.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PieceBody {
    pub(crate) items: Vec<Item>,
    /// Nothing follows.
    pub(crate) last: bool,
}

/// One thing that this office has.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Item {
    Received(Box<ReceivedItem>),
    Sent(Box<SentItem>),
    Pin(PinBody),
    Check(CheckItem),
    /// Of a later version.
    #[serde(other)]
    Unknown,
}

/// What a person decided about a client's month, with the id of its entry in the journal.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CheckItem {
    pub(crate) entry: EntryId,
    pub(crate) body: CheckBody,
}

/// A received bundle.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ReceivedItem {
    /// As the hub listed it.
    pub(crate) line: InboxEntry,
    /// Base64.
    pub(crate) sealed: String,
    pub(crate) listed_at: UtcSeconds,
    pub(crate) opened_at: Option<UtcSeconds>,
    pub(crate) imported_at: Option<UtcSeconds>,
}

/// A bundle of this office, or a draft.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SentItem {
    pub(crate) id: BundleId,
    /// The word of its state.
    pub(crate) state: String,
    pub(crate) listed_at: UtcSeconds,
    pub(crate) code: Option<String>,
    /// With header and receipts, once the hub had it.
    pub(crate) line: Option<OutboxEntry>,
    /// Base64; nothing when only the files are here.
    pub(crate) sealed: Option<String>,
    /// The files, when there is no sealed part.
    pub(crate) draft: Option<DraftBody>,
}
