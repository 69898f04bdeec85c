//! Letting an office start anew that lost all its terminals and its recovery sheet.
//!
//! Its mailbox key is gone for good: the next terminal that enrols brings another one. Easily got wrong: what waits for the office
//! was sealed for the key that is gone, so it stays unreadable; its partners see the new certificate, compare it by telephone,
//! and send again. A terminal that still has the old key is shut out with the others.

use protocol::{OfficeNumber, UtcSeconds, message::Event};

use crate::{
    devices::{RevokeError, Target, revoke_certificates},
    store::{OfficeState, Records, StoreError},
};

/// Revokes every terminal and every unused code of the office, and forgets its mailbox certificate and its recovery sheet.
///
/// Done again it changes nothing.
///
/// # Errors
///
/// [`StartAnewError`], in the order of its variants; then nothing was changed.
pub fn start_anew(
    records: &mut dyn Records,
    number: OfficeNumber,
    now: UtcSeconds,
) -> Result<(), StartAnewError> {
    match records.office(number)?.map(|office| office.state) {
        Some(OfficeState::Active) => (),
        Some(OfficeState::Applied | OfficeState::Suspended) => {
            return Err(StartAnewError::NotActive { number });
        }
        None => return Err(StartAnewError::NotFound { number }),
    }
    match revoke_certificates(records, &Target::Office(number), now) {
        // It never had a terminal, or did this before.
        Ok(_) | Err(RevokeError::NotFound) => (),
        Err(RevokeError::Store(err)) => return Err(StartAnewError::Store(err)),
    }
    for certificate in records.certificates(Some(number))? {
        records.set_removed(certificate.device, now)?;
    }
    records.forget_mailbox(number)?;
    // Whoever uses the next code is this office: an older one may be in other hands.
    records.end_enrolments(number, now)?;
    records.announce(number, Event::Terminals);
    Ok(())
}

/// Why an office does not start anew, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum StartAnewError {
    /// It waits for its approval, or is suspended.
    #[error("office {number} is not active")]
    NotActive {
        /// The number asked for.
        number: OfficeNumber,
    },
    /// It has not applied.
    #[error("office {number} has not applied")]
    NotFound {
        /// The number asked for.
        number: OfficeNumber,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
