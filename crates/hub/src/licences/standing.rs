//! When a period follows another one.
//!
//! Easily got wrong: the hub may have stood still when a period ended. What renews by itself is therefore reckoned here on
//! every look, without a gap, and written down whenever the worker comes by.

use protocol::{OfficeNumber, UtcSeconds};

use super::LicenceTerms;
use crate::{
    calendar::{japan_day, months_later, start_of_day},
    store::{LicencePeriod, Records, StoreError},
};

/// Periods that one look adds at most: a hub that slept longer than ten years has other worries.
const PERIODS_MAX: usize = 120;

/// The periods that follow `last` until one is in force at `now`; none if `last` still is.
pub(super) fn following(
    last: LicencePeriod,
    terms: LicenceTerms,
    now: UtcSeconds,
) -> Vec<LicencePeriod> {
    let mut periods = Vec::new();
    let mut latest = last;
    while latest.ends_at <= now && periods.len() < PERIODS_MAX {
        let Some(next) = period_from(latest.ends_at, terms) else {
            break;
        };
        periods.push(next);
        latest = next;
    }
    periods
}

/// The period that begins at this second, or nothing for times that no calendar has.
pub(super) fn period_from(began_at: UtcSeconds, terms: LicenceTerms) -> Option<LicencePeriod> {
    let ends_at = months_later(began_at, terms.months)?;
    (ends_at > began_at).then_some(LicencePeriod {
        began_at,
        ends_at,
        fee_yen: terms.fee_yen,
    })
}

/// The first second of today in Japan: whole days are granted.
pub(super) fn today(now: UtcSeconds) -> UtcSeconds {
    japan_day(now).and_then(start_of_day).unwrap_or(now)
}

/// Writes down periods in their order.
pub(super) fn add_all(
    records: &mut dyn Records,
    office: OfficeNumber,
    periods: &[LicencePeriod],
    now: UtcSeconds,
) -> Result<(), StoreError> {
    for period in periods {
        records.add_licence_period(office, period, now)?;
    }
    Ok(())
}
