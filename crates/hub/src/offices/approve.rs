//! Approving an application: from now on the office can enrol, send and receive.
//!
//! Easily got wrong: approving again is allowed and changes nothing, so the operator may repeat a command whose output
//! was lost; but a suspended office is resumed by its own command, never by accident through this one.

use protocol::{OfficeNumber, UtcSeconds};

use crate::store::{OfficeState, Records, StoreError};

/// Makes an office that applied active.
///
/// # Errors
///
/// [`ApproveError`], in the order of its variants.
pub fn approve_office(
    records: &mut dyn Records,
    number: OfficeNumber,
    now: UtcSeconds,
) -> Result<(), ApproveError> {
    let office = records
        .office(number)?
        .ok_or(ApproveError::NotFound { number })?;
    match office.state {
        OfficeState::Active => Ok(()),
        OfficeState::Applied => Ok(records.change_office(number, OfficeState::Active, now)?),
        OfficeState::Suspended => Err(ApproveError::Suspended { number }),
    }
}

/// Why an office was not approved, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum ApproveError {
    /// It has not applied.
    #[error("office {number} has not applied")]
    NotFound {
        /// The number asked for.
        number: OfficeNumber,
    },
    /// It was approved long ago and is suspended.
    #[error("office {number} is suspended; `application resume` ends that")]
    Suspended {
        /// The number asked for.
        number: OfficeNumber,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
