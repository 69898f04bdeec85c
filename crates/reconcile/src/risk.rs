//! What the review of claims compares with the benefit management sheet (給付管理票).
//!
//! The care-management office makes that sheet of its plan: units by client, office and service
//! kind. A claim that the sheet does not have, or that is above it, comes back. Additions that
//! stand alone are in `addition.rs`.

use crate::pile::Pile;
use crate::result::{Arrival, OfficeMonth, Risk, RiskKind};
use crate::service::{ClientKey, Occurrence};

/// The risks of one client's month.
pub(crate) fn of_client(
    pile: &Pile,
    key: &ClientKey,
    planned: &[Occurrence],
    actual: &[Occurrence],
    offices: &[OfficeMonth],
) -> Vec<Risk> {
    if planned.is_empty() {
        return vec![Risk {
            address: None,
            kind: RiskKind::ClientNotPlanned {
                other_insurer: pile.planned_insurer_of(key),
            },
        }];
    }
    let mut risks = Vec::new();
    for office in offices {
        let kind = if office.planned_count == 0 && office.actual_count > 0 {
            RiskKind::OfficeNotPlanned
        } else if office.arrival == Arrival::Arrived && office.actual_units > office.planned_units {
            RiskKind::UnitsAbovePlan {
                planned: office.planned_units,
                actual: office.actual_units,
            }
        } else {
            continue;
        };
        risks.push(Risk {
            address: Some(office.address),
            kind,
        });
    }
    risks.extend(above_limit(pile, key, planned, actual, offices));
    risks
}

/// Whether what counts against the limit of the care level goes above it by what was given.
///
/// Which services count is read off table 7: those lines have units within or above the limit.
/// An office whose actuals have not come is taken to give what was planned.
fn above_limit(
    pile: &Pile,
    key: &ClientKey,
    planned: &[Occurrence],
    actual: &[Occurrence],
    offices: &[OfficeMonth],
) -> Option<Risk> {
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
    let planned_units = sum(&mut planned.iter().filter(counts));
    let actual_units = sum(&mut actual.iter().filter(counts))
        + sum(&mut planned.iter().filter(counts).filter(waiting));
    (actual_units > limit && actual_units > planned_units).then_some(Risk {
        address: None,
        kind: RiskKind::AboveLimit {
            limit,
            planned: planned_units,
            actual: actual_units,
        },
    })
}
