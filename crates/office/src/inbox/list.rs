//! Listing what was received, newest first, with filters.
//!
//! The order here is that of arrival. Care software must import in the order of the
//! stamps: that order is `export.rs`.

use protocol::OfficeNumber;

use super::{InboxRow, ReceivedState};
use crate::page::{Page, PageRequest};
use crate::search::{ClientKey, Kind, Stretch, Words};
use crate::store::{Store, StoreError, received};

/// Which bundles are wanted; `None` everywhere means all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InboxFilter {
    /// Only in this state.
    pub state: Option<ReceivedState>,
    /// Only from this office.
    pub partner: Option<OfficeNumber>,
    /// Only with files of this month, `"202610"`.
    pub month: Option<String>,
    /// Only of this kind.
    pub kind: Option<Kind>,
    /// Only what was listed, that is announced, in this time.
    pub listed: Option<Stretch>,
    /// Only with one of these clients; with none of them nothing is found.
    pub clients: Option<Vec<ClientKey>>,
    /// Only with these words in names of files, the sender's name or the message; the
    /// message of a bundle counts once a person opened it.
    pub words: Option<Words>,
}

/// One page of the bundles that `filter` lets through, newest first.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn list_inbox(
    store: &mut Store,
    filter: &InboxFilter,
    page: &PageRequest,
) -> Result<Page<InboxRow>, StoreError> {
    store.read(|tx| received::list(tx, filter, page))
}

/// How many bundles `filter` lets through.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn count_inbox(store: &mut Store, filter: &InboxFilter) -> Result<u64, StoreError> {
    store.read(|tx| received::count(tx, filter))
}
