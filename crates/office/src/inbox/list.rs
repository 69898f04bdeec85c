//! Listing what was received, newest first, with filters.
//!
//! The order here is that of arrival. Care software must import in the order of the
//! stamps: that order is `export.rs`.

use protocol::OfficeNumber;

use super::{InboxRow, ReceivedState};
use crate::page::{Page, PageRequest};
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
    /// Only this file set, `"K5"`.
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
