//! From a client and a month to what was sent about them: the plan that actuals
//! answer, and newer data in the place of older.
//!
//! What was withdrawn is not found here: nobody is to work with it.

use protocol::{Address, BundleId, UtcSeconds};

use crate::clients::ClientMonth;
use crate::store::{Store, StoreError, joined, versions};

/// A bundle that was sent in the place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewerSent {
    /// Its id.
    pub id: BundleId,
    /// Whether it deletes, and does not replace.
    pub deletes: bool,
    /// When it was handed over for sending.
    pub sent: Option<UtcSeconds>,
}

/// The newest bundle with a plan or ticket `of` the client and the month that was
/// sent to `to`.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn find_plan_sent(
    store: &mut Store,
    to: Address,
    of: &ClientMonth,
) -> Result<Option<BundleId>, StoreError> {
    store.read(|tx| joined::plan_sent(tx, to, of))
}

/// The newest bundle to the same address that replaces or deletes what the bundle
/// `than` says `of` a client and a month; `None` while `than` is the newest.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn find_newer_sent(
    store: &mut Store,
    than: BundleId,
    of: &ClientMonth,
) -> Result<Option<NewerSent>, StoreError> {
    store.read(|tx| joined::newer_sent(tx, than, of))
}

/// A bundle in whose place another was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierSent {
    /// Its id.
    pub id: BundleId,
    /// When it was handed over for sending.
    pub sent: Option<UtcSeconds>,
}

/// The newest bundle to the same address that says something older than the bundle
/// `than` about the same client, form and month `of` it. Deletions are passed over.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn find_earlier_sent(
    store: &mut Store,
    than: BundleId,
    of: &ClientMonth,
) -> Result<Option<EarlierSent>, StoreError> {
    store.read(|tx| versions::earlier_sent(tx, than, of))
}
