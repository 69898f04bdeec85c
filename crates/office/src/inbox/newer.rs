//! Whether newer data has come about a client and a month, and what came before.
//!
//! Only the stamp decides what is newer, as it does for care software (standard, 2.5).

use protocol::UtcSeconds;

use super::ReceivedId;
use crate::clients::ClientMonth;
use crate::store::{Store, StoreError, joined, versions};

/// A bundle that came in the place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewerReceived {
    /// Its key.
    pub id: ReceivedId,
    /// Whether it deletes, and does not replace.
    pub deletes: bool,
    /// When it was durably here.
    pub received: Option<UtcSeconds>,
}

/// The newest bundle of the same sender that replaces or deletes what the bundle
/// `than` says `of` a client and a month; `None` while `than` is the newest.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn find_newer_received(
    store: &mut Store,
    than: ReceivedId,
    of: &ClientMonth,
) -> Result<Option<NewerReceived>, StoreError> {
    store.read(|tx| joined::newer_received(tx, than, of))
}

/// A bundle in whose place another came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierReceived {
    /// Its key.
    pub id: ReceivedId,
    /// When it was durably here.
    pub received: Option<UtcSeconds>,
}

/// The newest bundle of the same sender that says something older than the bundle
/// `than` about the same client, form and month `of` it; `None` when `than` says it for
/// the first time. Deletions are passed over: they say nothing to compare with.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn find_earlier_received(
    store: &mut Store,
    than: ReceivedId,
    of: &ClientMonth,
) -> Result<Option<EarlierReceived>, StoreError> {
    store.read(|tx| versions::earlier_received(tx, than, of))
}
