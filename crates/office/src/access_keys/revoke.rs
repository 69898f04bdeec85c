//! Revoking a key: the next request with it is refused.

use protocol::UtcSeconds;

use crate::error_code::ErrorCode;
use crate::store::{Store, StoreError, access_keys};

/// Refuses the key from now on. Revoking it again changes nothing.
///
/// # Errors
///
/// [`RevokeKeyError`].
pub fn revoke_access_key(
    store: &mut Store,
    number: i64,
    now: UtcSeconds,
) -> Result<(), RevokeKeyError> {
    store.write(|tx| match access_keys::set_revoked(tx, number, now)? {
        true => Ok(()),
        false => Err(RevokeKeyError::NotFound),
    })
}

/// Why a key was not revoked.
#[derive(Debug, thiserror::Error)]
pub enum RevokeKeyError {
    /// There is no such key.
    #[error("there is no such key")]
    NotFound,
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&RevokeKeyError> for ErrorCode {
    fn from(err: &RevokeKeyError) -> ErrorCode {
        match err {
            RevokeKeyError::NotFound => ErrorCode::AccessKeyNotFound,
            RevokeKeyError::Store(err) => ErrorCode::from(err),
        }
    }
}
