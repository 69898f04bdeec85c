//! Taking a notice back: it vanishes at every office with its next question.

use protocol::UtcSeconds;

use crate::store::{Records, StoreError};

/// Takes a notice back.
///
/// # Errors
///
/// [`RemoveNoticeError`].
pub fn remove_notice(
    records: &mut dyn Records,
    number: u64,
    now: UtcSeconds,
) -> Result<(), RemoveNoticeError> {
    match records.remove_notice(number, now)? {
        true => Ok(()),
        false => Err(RemoveNoticeError::NotFound),
    }
}

/// Why no notice was taken back.
#[derive(Debug, thiserror::Error)]
pub enum RemoveNoticeError {
    /// There is none with this number, or it was taken back before.
    #[error("there is no notice with this number; see notice list")]
    NotFound,
    /// The hub's disk or database failed.
    #[error("the hub's store failed")]
    Store(#[from] StoreError),
}
