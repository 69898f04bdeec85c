//! Granting a licence until a day: a campaign, a payment that came by another way, a correction in the office's favour.
//!
//! Easily got wrong: the period granted begins where the last one ends, so a grant never takes days away.

use protocol::{OfficeNumber, UtcSeconds};

use super::standing::today;
use crate::store::{LicencePeriod, OfficeState, Records, StoreError};

/// What is to be granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GrantedLicence {
    /// To which office.
    pub office: OfficeNumber,
    /// The first second that is not part of it.
    pub ends_at: UtcSeconds,
    /// Its fee, in yen with tax.
    pub fee_yen: u32,
}

/// Adds a period until `ends_at` and gives it.
///
/// # Errors
///
/// [`GrantError`], in the order of its variants; then nothing was granted.
pub fn grant_licence(
    records: &mut dyn Records,
    granted: &GrantedLicence,
    now: UtcSeconds,
) -> Result<LicencePeriod, GrantError> {
    let office = granted.office;
    match records.office(office)? {
        Some(known) if known.state != OfficeState::Applied => (),
        _ => return Err(GrantError::NotFound { number: office }),
    }
    let last = records.licence(office)?.map(|record| record.last.ends_at);
    let began_at = last.map_or(today(now), |end| end.max(today(now)));
    if granted.ends_at <= began_at {
        return Err(GrantError::NotLonger { began_at });
    }
    let period = LicencePeriod {
        began_at,
        ends_at: granted.ends_at,
        fee_yen: granted.fee_yen,
    };
    records.add_licence_period(office, &period, now)?;
    Ok(period)
}

/// Why nothing was granted, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum GrantError {
    /// Unknown, or not approved yet.
    #[error("office {number} was not approved")]
    NotFound {
        /// The number asked for.
        number: OfficeNumber,
    },
    /// The office has a licence until then already.
    #[error("the new period would begin at {began_at}; give a later day")]
    NotLonger {
        /// Where the new period would begin.
        began_at: UtcSeconds,
    },
    /// The hub's disk or database failed.
    #[error("the hub's store failed")]
    Store(#[from] StoreError),
}
