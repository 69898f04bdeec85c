//! Whether newer data has come about a client and a month.
//!
//! Only the stamp decides what is newer, as it does for care software (standard, 2.5).

use protocol::UtcSeconds;

use super::ReceivedId;
use crate::clients::ClientMonth;
use crate::store::{Store, StoreError, joined};

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
