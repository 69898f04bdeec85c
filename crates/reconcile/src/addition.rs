//! Additions without the service that they go with.
//!
//! The files have no master of service codes, so what goes with what is taken from the plan: an
//! addition all of whose planned days and times are those of another service of the same office
//! goes with that service. What is an addition is told by the third character of its code, by
//! which the master numbers basic services from 1 to 3 and 7 and additions otherwise; a code
//! that breaks this habit gives no risk, or one that a person sees through.

use crate::result::{Risk, RiskKind};
use crate::service::Occurrence;
use standard::Address;
use standard::records::value::ServiceCode;
use std::collections::BTreeSet;

/// The additions that stand alone in the actuals of one office and service kind.
pub(crate) fn alone(address: Address, planned: &[Occurrence], actual: &[Occurrence]) -> Vec<Risk> {
    let additions: BTreeSet<&ServiceCode> = actual
        .iter()
        .filter(|one| is_addition(&one.code) && !one.is_monthly())
        .map(|one| &one.code)
        .collect();
    let mut risks = Vec::new();
    for code in additions {
        let Some(base) = base_of(code, planned) else {
            continue;
        };
        let base_days: BTreeSet<u8> = days(base, actual).collect();
        let days: Vec<u8> = days(code, actual)
            .filter(|day| !base_days.contains(day))
            .collect::<BTreeSet<u8>>()
            .into_iter()
            .collect();
        if !days.is_empty() {
            risks.push(Risk {
                address: Some(address),
                kind: RiskKind::AdditionAlone {
                    code: code.clone(),
                    base: base.clone(),
                    days,
                },
            });
        }
    }
    risks
}

fn days<'a>(code: &'a ServiceCode, all: &'a [Occurrence]) -> impl Iterator<Item = u8> + 'a {
    all.iter()
        .filter(move |one| one.code == *code)
        .map(|one| one.day)
}

/// The basic service that the plan has wherever it has the addition, unless there are several.
fn base_of<'a>(addition: &ServiceCode, planned: &'a [Occurrence]) -> Option<&'a ServiceCode> {
    let slots: BTreeSet<_> = planned
        .iter()
        .filter(|one| one.code == *addition)
        .map(|one| (one.day, one.times))
        .collect();
    if slots.is_empty() {
        return None;
    }
    let bases: BTreeSet<&ServiceCode> = planned
        .iter()
        .filter(|one| !is_addition(&one.code))
        .map(|one| &one.code)
        .collect();
    let mut fitting = bases.into_iter().filter(|base| {
        let has: BTreeSet<_> = planned
            .iter()
            .filter(|one| one.code == **base)
            .map(|one| (one.day, one.times))
            .collect();
        slots.is_subset(&has)
    });
    let base = fitting.next()?;
    fitting.next().is_none().then_some(base)
}

fn is_addition(code: &ServiceCode) -> bool {
    !matches!(code.as_str().as_bytes()[2], b'1' | b'2' | b'3' | b'7')
}
