//! What the review of claims compares with the benefit management sheet (給付管理票).
//!
//! The care-management office makes that sheet of its plan: units by client, office and service
//! kind. A claim that the sheet does not have, or that is above it, comes back. Additions that
//! stand alone are in `addition.rs`.

use crate::pile::Pile;
use crate::result::{Arrival, LimitUnits, OfficeMonth, Risk, RiskKind};
use crate::service::{ClientKey, Occurrence};

/// The risks of one client's month.
pub(crate) fn of_client(
    pile: &Pile,
    key: &ClientKey,
    planned: &[Occurrence],
    limit: Option<LimitUnits>,
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
    risks.extend(limit.and_then(above_limit));
    risks
}

/// Whether what was given goes above the limit of the care level, and the plan did not.
fn above_limit(units: LimitUnits) -> Option<Risk> {
    let LimitUnits {
        limit,
        planned,
        actual,
    } = units;
    (actual > limit && actual > planned).then_some(Risk {
        address: None,
        kind: RiskKind::AboveLimit {
            limit,
            planned,
            actual,
        },
    })
}
