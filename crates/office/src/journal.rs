//! The journal: what the terminals of this office tell each other through the hub, which cannot read it.
//!
//! ```text
//! here      change ─┬─ rows            in one transaction
//!                   └─ journal_out ──▶ sealed ──▶ hub
//! others    hub, in its order ──▶ opened, checked ──▶ apply_entry ──▶ rows
//! ```
//!
//! Entries are marks that only add: a draft was made, a draft is gone, a bundle is being sent. Rows follow from the set
//! of marks and not from their order, so every terminal comes to the same state whatever came first: *sent* is stronger
//! than *gone*, *gone* is stronger than *made*. Only pinned certificates look at the order: the first one stands, and a terminal can take back its own
//! *sent* (`draft.again`) while nothing left.
//! What a reader would get wrong: applying an entry never tells anything again.

mod apply;
mod deliver;
mod draft;
mod read;
mod restore;

pub(crate) use apply::{apply_entry, apply_received_marks, draft_told, pin_told};
pub use deliver::{DueEntry, apply_entry_answer, due_entries};
pub(crate) use draft::{DraftBody, read_draft_body};
pub use read::{OpenLine, known_drafts, store_journal_page};
pub(crate) use restore::verify_line;
pub use restore::{
    MissingBundle, apply_missing_problem, due_missing, restore_from_journal, restore_from_sealed,
};

use protocol::{BundleId, OfficeNumber, UtcSeconds};
use serde::{Deserialize, Serialize};

/// The word of each kind of entry that this program writes.
pub(crate) mod kind {
    /// A draft with its files.
    pub(crate) const DRAFT_MADE: &str = "draft.made";
    /// A draft was discarded, or replaced by another one.
    pub(crate) const DRAFT_GONE: &str = "draft.gone";
    /// A terminal that had begun to send a bundle stopped before anything left.
    pub(crate) const DRAFT_AGAIN: &str = "draft.again";
    /// A terminal began to send a bundle.
    pub(crate) const BUNDLE_SENT: &str = "bundle.sent";
    /// A person wants a bundle withdrawn that another terminal is sending.
    pub(crate) const BUNDLE_WITHDRAW: &str = "bundle.withdraw";
    /// A bundle was withdrawn before it left.
    pub(crate) const BUNDLE_WITHDRAWN: &str = "bundle.withdrawn";
    /// A person opened a received bundle.
    pub(crate) const INBOX_OPENED: &str = "inbox.opened";
    /// A received bundle was handed to the care software.
    pub(crate) const INBOX_IMPORTED: &str = "inbox.imported";
    /// A person confirmed a client's month, or took that back.
    pub(crate) const CLIENT_CHECKED: &str = "client.checked";
    /// A partner's mailbox certificate was pinned.
    pub(crate) const PARTNER_PINNED: &str = "partner.pinned";
}

/// The body of the entries about a bundle or draft of this office.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct BundleBody {
    pub(crate) bundle: BundleId,
}

/// The body of the entries about a received bundle.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ReceivedBody {
    pub(crate) sender: OfficeNumber,
    pub(crate) bundle: BundleId,
    pub(crate) at: UtcSeconds,
}

/// The body of an entry about a pinned certificate.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PinBody {
    pub(crate) partner: OfficeNumber,
    /// DER, base64.
    pub(crate) certificate: String,
    /// Whether a person accepted it in the place of another one.
    pub(crate) accepted: bool,
}
