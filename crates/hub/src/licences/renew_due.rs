//! Writing down what renewed by itself, and the first period of offices that were approved before licences were asked for.

use protocol::UtcSeconds;

use super::{
    LicenceTerms,
    begin::begin_licence,
    standing::{add_all, following},
};
use crate::store::{Records, StoreError};

/// Looks at no more than `rows_max` offices and gives how many got a period.
///
/// # Errors
///
/// [`StoreError`]; then nothing was granted.
pub fn renew_due(
    records: &mut dyn Records,
    terms: LicenceTerms,
    rows_max: u32,
    now: UtcSeconds,
) -> Result<u32, StoreError> {
    if terms.months == 0 {
        return Ok(0);
    }
    let mut renewed = 0;
    for office in records.licences_due(now, rows_max)? {
        match records.licence(office)? {
            None => begin_licence(records, terms, office, now)?,
            Some(known) => add_all(records, office, &following(known.last, terms, now), now)?,
        }
        renewed += 1;
    }
    Ok(renewed)
}
