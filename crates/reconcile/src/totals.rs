//! Units and times of each office and service kind, planned and given.

use crate::pile::Pile;
use crate::result::{Arrival, OfficeMonth};
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
