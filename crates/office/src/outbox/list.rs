//! Listing what was sent, newest first, with filters.
//!
//! Drafts are listed only when asked for by state; their own list is in `drafts/`.

use protocol::OfficeNumber;

use super::{OutboxRow, SentState};
use crate::page::{Page, PageRequest};
use crate::search::{ClientKey, Kind, Stretch, Words};
use crate::store::{Store, StoreError, sent};

/// Which bundles are wanted; `None` everywhere means all that were sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutboxFilter {
    /// Only in this state.
    pub state: Option<SentState>,
    /// Only in one of these states.
    pub group: Option<SentGroup>,
    /// Only to this office.
    pub partner: Option<OfficeNumber>,
    /// Only with files of this month, `"202610"`.
    pub month: Option<String>,
    /// Only of this kind.
    pub kind: Option<Kind>,
    /// Only what was handed over for sending in this time.
    pub listed: Option<Stretch>,
    /// Only with one of these clients; with none of them nothing is found.
    pub clients: Option<Vec<ClientKey>>,
    /// Only with these words in the message, names of files or the receiver's name.
    pub words: Option<Words>,
}

/// States that people ask for together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SentGroup {
    /// Accepted, fetched or imported: nobody has opened it yet.
    Unopened,
    /// Blocked or refused: a person of this office has to act.
    Stopped,
}

/// One page of the bundles that `filter` lets through, newest first.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn list_outbox(
    store: &mut Store,
    filter: &OutboxFilter,
    page: &PageRequest,
) -> Result<Page<OutboxRow>, StoreError> {
    store.read(|tx| sent::list(tx, filter, page))
}

/// How many bundles `filter` lets through.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn count_outbox(store: &mut Store, filter: &OutboxFilter) -> Result<u64, StoreError> {
    store.read(|tx| sent::count(tx, filter))
}
