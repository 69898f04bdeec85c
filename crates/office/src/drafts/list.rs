//! Listing drafts, newest first.
//!
//! Not the outbox: what was sent is in `outbox/list.rs`.

use crate::outbox::OutboxRow;
use crate::page::{Page, PageRequest};
use crate::store::{Store, StoreError, sent};

/// One page of the drafts, newest first.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn list_drafts(store: &mut Store, page: &PageRequest) -> Result<Page<OutboxRow>, StoreError> {
    store.read(|tx| sent::list_drafts(tx, page))
}
