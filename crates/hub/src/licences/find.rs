//! How the licence of an office stands, and whether it may send.

use protocol::{OfficeNumber, UtcSeconds, message::Licence};

use super::{LicenceTerms, standing::following};
use crate::store::{Records, StoreError};

/// The licence in force at `now`, or the last one if none is; nothing where none was granted or none is asked for.
///
/// # Errors
///
/// [`StoreError`] if the store failed.
pub fn find_licence(
    records: &dyn Records,
    terms: LicenceTerms,
    office: OfficeNumber,
    now: UtcSeconds,
) -> Result<Option<Licence>, StoreError> {
    if terms.months == 0 {
        return Ok(None);
    }
    let Some(record) = records.licence(office)? else {
        return Ok(None);
    };
    let mut period = record.last;
    if record.renews
        && let Some(next) = following(record.last, terms, now).pop()
    {
        period = next;
    }
    Ok(Some(Licence {
        began_at: period.began_at,
        ends_at: period.ends_at,
        renews: record.renews,
        fee_yen: period.fee_yen,
        next_months: terms.months,
        next_fee_yen: terms.fee_yen,
    }))
}

/// Whether the office may send at `now`. One that was approved before licences were asked for may: the worker grants its
/// first one.
///
/// # Errors
///
/// [`StoreError`] if the store failed.
pub fn may_send(
    records: &dyn Records,
    terms: LicenceTerms,
    office: OfficeNumber,
    now: UtcSeconds,
) -> Result<bool, StoreError> {
    let licence = find_licence(records, terms, office, now)?;
    Ok(licence.is_none_or(|licence| licence.holds(now)))
}
