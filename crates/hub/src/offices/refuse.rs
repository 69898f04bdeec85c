//! Refusing an application: it is forgotten, and the number can apply again.
//!
//! Easily got wrong: an office that was ever approved is suspended, never refused; its bundles and receipts are proof.

use protocol::OfficeNumber;

use crate::store::{OfficeState, Records, StoreError};

/// Forgets an application that was not approved.
///
/// # Errors
///
/// [`RefuseError`], in the order of its variants; then nothing was changed.
pub fn refuse_application(
    records: &mut dyn Records,
    number: OfficeNumber,
) -> Result<(), RefuseError> {
    match records.office(number)?.map(|office| office.state) {
        None => Err(RefuseError::NotFound { number }),
        Some(OfficeState::Applied) => Ok(records.remove_application(number)?),
        Some(OfficeState::Active | OfficeState::Suspended) => Err(RefuseError::Approved { number }),
    }
}

/// Why an application was not refused, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum RefuseError {
    /// It has not applied.
    #[error("office {number} has not applied")]
    NotFound {
        /// The number asked for.
        number: OfficeNumber,
    },
    /// It takes part, or did.
    #[error("office {number} was approved; `application suspend` keeps it out")]
    Approved {
        /// The number asked for.
        number: OfficeNumber,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
