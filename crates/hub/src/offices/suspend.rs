//! Suspending an office, and ending that.
//!
//! A suspended office is refused with the next request of any of its terminals, and nobody can send to it; what waits
//! for it stays. Easily got wrong: this is not revocation; once resumed, the same certificates work again.

use protocol::{OfficeNumber, UtcSeconds};

use crate::store::{OfficeState, Records, StoreError};

/// Suspends an active office; a suspended one stays so.
///
/// # Errors
///
/// [`SuspendError`].
pub fn suspend_office(
    records: &mut dyn Records,
    number: OfficeNumber,
    now: UtcSeconds,
) -> Result<(), SuspendError> {
    change(records, number, OfficeState::Suspended, now)
}

/// Ends the suspension of an office; an active one stays so.
///
/// # Errors
///
/// [`SuspendError`].
pub fn resume_office(
    records: &mut dyn Records,
    number: OfficeNumber,
    now: UtcSeconds,
) -> Result<(), SuspendError> {
    change(records, number, OfficeState::Active, now)
}

fn change(
    records: &mut dyn Records,
    number: OfficeNumber,
    state: OfficeState,
    now: UtcSeconds,
) -> Result<(), SuspendError> {
    let office = records.office(number)?;
    match office {
        Some(office) if office.state != OfficeState::Applied => {
            Ok(records.change_office(number, state, now)?)
        }
        _ => Err(SuspendError::NotApproved { number }),
    }
}

/// Why the state of an office was not changed.
#[derive(Debug, thiserror::Error)]
pub enum SuspendError {
    /// It is unknown, or waits for its approval.
    #[error("office {number} has not been approved")]
    NotApproved {
        /// The number asked for.
        number: OfficeNumber,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
