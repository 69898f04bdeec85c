//! Units and times of each office and service kind, planned and given, and those that count
//! against the limit of the care level.

use crate::pile::Pile;
use crate::result::{Arrival, LimitUnits, OfficeMonth};
use crate::service::{ClientKey, Occurrence};
use standard::Address;
use std::collections::BTreeSet;

/// One entry for each office and service kind of plan or actuals.
pub(crate) fn offices(
    pile: &Pile,
    key: &ClientKey,
    planned: &[Occurrence],
    actual: &[Occurrence],
) -> Vec<OfficeMonth> {
    let addresses: BTreeSet<Address> = planned
        .iter()
        .chain(actual)
        .map(Occurrence::address)
        .collect();
    addresses
        .into_iter()
        .map(|address| {
            let of = |all: &[Occurrence]| -> (i64, i64) {
                all.iter()
                    .filter(|one| one.address() == address)
                    .fold((0, 0), |(units, count), one| {
                        (units + one.total_units(), count + one.count)
                    })
            };
            let (planned_units, planned_count) = of(planned);
            let (actual_units, actual_count) = of(actual);
            let has_records = actual.iter().any(|one| one.address() == address);
            let arrival = if has_records {
                Arrival::Arrived
            } else if pile.has_actuals_of(address, key.month) {
                Arrival::WithoutClient
            } else {
                Arrival::Waiting
            };
            OfficeMonth {
                address,
                name: pile.office_name(address.office),
                arrival,
                planned_units,
                actual_units,
                planned_count,
                actual_count,
            }
        })
        .collect()
}

/// The units that count against the limit, where the files say the limit.
///
/// Which services count is read off table 7: those lines have units within or above the limit.
/// An office whose actuals have not come is taken to give what was planned.
pub(crate) fn limit(
    pile: &Pile,
    key: &ClientKey,
    planned: &[Occurrence],
    actual: &[Occurrence],
    offices: &[OfficeMonth],
) -> Option<LimitUnits> {
    let limit = pile.limit_of(key)?;
    let counts = |one: &&Occurrence| pile.counts_against_limit(key, one);
    let sum = |all: &mut dyn Iterator<Item = &Occurrence>| -> i64 {
        all.map(Occurrence::total_units).sum()
    };
    let waiting = |one: &&Occurrence| {
        offices
            .iter()
            .any(|office| office.address == one.address() && office.arrival == Arrival::Waiting)
    };
    Some(LimitUnits {
        limit,
        planned: sum(&mut planned.iter().filter(counts)),
        actual: sum(&mut actual.iter().filter(counts))
            + sum(&mut planned.iter().filter(counts).filter(waiting)),
    })
}
