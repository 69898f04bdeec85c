//! The first licence of an office, which comes with its approval.

use protocol::{OfficeNumber, UtcSeconds};

use super::{
    LicenceTerms,
    standing::{period_from, today},
};
use crate::store::{Records, StoreError};

/// Grants the first period, from today on, unless the office has had one or the hub asks for none.
///
/// # Errors
///
/// [`StoreError`]; then nothing was granted.
pub fn begin_licence(
    records: &mut dyn Records,
    terms: LicenceTerms,
    office: OfficeNumber,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    if terms.months == 0 || records.licence(office)?.is_some() {
        return Ok(());
    }
    match period_from(today(now), terms) {
        Some(period) => records.add_licence_period(office, &period, now),
        None => Ok(()),
    }
}
