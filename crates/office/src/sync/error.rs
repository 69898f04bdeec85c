//! Why a pass between office and hub could not do its work.

use std::io;

#[cfg(doc)]
use super::PassReport;
use crate::error_code::ErrorCode;
use crate::keys::KeysError;
use crate::store::StoreError;

/// Why a pass could not do its work. A hub that cannot be reached is no error but
/// [`PassReport::problem`].
#[derive(Debug, thiserror::Error)]
pub enum PassError {
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
    /// The keys of this terminal cannot be read.
    #[error("the keys of this terminal cannot be read")]
    Keys(#[from] KeysError),
    /// The office is one of a practice, which has no hub.
    #[error("this is the office of a practice")]
    Practice,
    /// The lock file cannot be used.
    #[error("the lock of the office's folder cannot be used")]
    Lock(#[source] io::Error),
}

impl From<&PassError> for ErrorCode {
    fn from(err: &PassError) -> ErrorCode {
        match err {
            PassError::Store(err) => ErrorCode::from(err),
            PassError::Keys(err) => ErrorCode::from(err),
            PassError::Practice => ErrorCode::PracticeHasNoHub,
            PassError::Lock(_) => ErrorCode::CannotWriteFolder,
        }
    }
}
