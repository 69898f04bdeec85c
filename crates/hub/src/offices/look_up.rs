//! Looking an office up: its name, its services, and the certificate to which others seal.
//!
//! For every enrolled device. Easily got wrong: offices that only applied are not shown, since their name is not checked
//! yet, and suspended ones are not shown, since nothing can be sent to them.

use protocol::{ErrorCode, OfficeNumber};

use crate::store::{OfficeRecord, OfficeState, Records, StoreError};

/// Gives an active office.
///
/// # Errors
///
/// [`LookUpError`].
pub fn look_up_office(
    records: &dyn Records,
    number: OfficeNumber,
) -> Result<OfficeRecord, LookUpError> {
    match records.office(number)? {
        Some(office) if office.state == OfficeState::Active => Ok(office),
        _ => Err(LookUpError::NotFound),
    }
}

/// Why no office is shown.
#[derive(Debug, thiserror::Error)]
pub enum LookUpError {
    /// None with this number takes part.
    #[error("no office with this number takes part")]
    NotFound,
    /// The hub's disk or database failed; its operator is told by the log.
    #[error("the hub's store failed")]
    Store(#[from] StoreError),
}

impl From<&LookUpError> for ErrorCode {
    fn from(err: &LookUpError) -> ErrorCode {
        match err {
            LookUpError::NotFound => ErrorCode::NotFound,
            LookUpError::Store(_) => ErrorCode::TryAgain,
        }
    }
}
