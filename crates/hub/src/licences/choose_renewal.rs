//! Switching the renewal of a licence on or off, by the office itself or by the operator for it.
//!
//! Easily got wrong: an office that stopped the renewal and comes back after the end begins anew today; the time between
//! is neither granted nor charged.

use protocol::{ErrorCode, OfficeNumber, UtcSeconds};

use super::{
    LicenceTerms,
    standing::{add_all, following, period_from, today},
};
use crate::store::{Records, StoreError};

/// Switches the renewal. Switched on after the end it begins a new period; the same choice again changes nothing.
///
/// # Errors
///
/// [`ChooseRenewalError`], in the order of its variants; then nothing was changed.
pub fn choose_renewal(
    records: &mut dyn Records,
    terms: LicenceTerms,
    office: OfficeNumber,
    renews: bool,
    now: UtcSeconds,
) -> Result<(), ChooseRenewalError> {
    if terms.months == 0 {
        return Err(ChooseRenewalError::NotAsked);
    }
    let known = records.licence(office)?;
    let known = known.ok_or(ChooseRenewalError::NotFound { number: office })?;
    match (known.renews, renews) {
        (true, true) | (false, false) => return Ok(()),
        // What renewed until now is charged, also if the worker did not come by yet.
        (true, false) => add_all(records, office, &following(known.last, terms, now), now)?,
        (false, true) if known.last.ends_at <= now => {
            let began_at = today(now).max(known.last.ends_at);
            let period = period_from(began_at, terms);
            add_all(records, office, period.as_slice(), now)?;
        }
        (false, true) => (),
    }
    records.set_licence_renews(office, renews)?;
    Ok(())
}

/// Why the renewal is as it was, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum ChooseRenewalError {
    /// The settings of the hub say so.
    #[error("this hub asks for no licence (licence_months in hub.toml is 0)")]
    NotAsked,
    /// Unknown, not approved yet, or approved before licences were asked for and not looked at by the worker since.
    #[error("office {number} has no licence")]
    NotFound {
        /// The number asked for.
        number: OfficeNumber,
    },
    /// The hub's disk or database failed.
    #[error("the hub's store failed")]
    Store(#[from] StoreError),
}

impl From<&ChooseRenewalError> for ErrorCode {
    fn from(err: &ChooseRenewalError) -> ErrorCode {
        match err {
            ChooseRenewalError::NotAsked | ChooseRenewalError::NotFound { .. } => {
                ErrorCode::NotFound
            }
            ChooseRenewalError::Store(_) => ErrorCode::TryAgain,
        }
    }
}
