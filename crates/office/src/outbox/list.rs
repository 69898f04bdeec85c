//! Listing what was sent, newest first, with filters.
//!
//! Drafts are listed only when asked for by state; their own list is in `drafts/`.

use protocol::OfficeNumber;

use super::{OutboxRow, SentState};
use crate::page::{Page, PageRequest};
use crate::store::{Store, StoreError, sent};

/// Which bundles are wanted; `None` everywhere means all that were sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutboxFilter {
    /// Only in this state.
    pub state: Option<SentState>,
    /// Only to this office.
    pub partner: Option<OfficeNumber>,
    /// Only with files of this month, `"202610"`.
    pub month: Option<String>,
    /// Only this file set, `"K2"`.
    pub set: Option<String>,
    /// Only with this client, by insured number.
    pub insured: Option<String>,
    /// Only with this text in the message or the partner's name.
    pub text: Option<String>,
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
