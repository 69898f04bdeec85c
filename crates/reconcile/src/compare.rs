//! Pairs what was planned with what was given, and says what is left.
//!
//! Pairs are made from the closest likeness to the loosest: same day and time; same day, other
//! time; same day, other service at that time; other day. What finds no partner was not given or
//! not planned. Not obvious: the passes run one after the other over everything, so that a
//! service that was moved never takes the partner of one that was given as planned.

use crate::result::DifferenceKind;
use crate::service::Occurrence;

/// What differs at one office and service kind; both slices are of that address.
pub(crate) fn compare(planned: &[Occurrence], actual: &[Occurrence]) -> Vec<DifferenceKind> {
    let mut pairing = Pairing::new(planned, actual);
    let mut found: Vec<(u8, DifferenceKind)> = Vec::new();
    pairing.pair(|one, other| {
        one.is_monthly() && one.code == other.code && one.equipment == other.equipment
    });
    let same_day = |one: &Occurrence, other: &Occurrence| {
        one.day == other.day && !one.is_monthly() && !other.is_monthly()
    };
    pairing.pair(|one, other| {
        same_day(one, other) && one.code == other.code && one.times == other.times
    });
    for (one, other) in pairing.pairs.clone() {
        found.extend(same_service(&planned[one], &actual[other]));
    }
    let mut differ = |pairs: Vec<(usize, usize)>,
                      kind: fn(Occurrence, Occurrence) -> DifferenceKind| {
        for (one, other) in pairs {
            let (one, other) = (planned[one].clone(), actual[other].clone());
            found.push((one.day, kind(one, other)));
        }
    };
    let other_time = pairing.pair(|one, other| same_day(one, other) && one.code == other.code);
    differ(other_time, |planned, actual| DifferenceKind::OtherTime {
        planned,
        actual,
    });
    // Of aids, another one of the same code; of flat rates, another level of the same service.
    let other_service = pairing.pair(|one, other| {
        same_day(one, other) && one.times.overlap(other.times)
            || one.is_monthly()
                && other.is_monthly()
                && (one.code == other.code || one.equipment.is_none() && other.equipment.is_none())
    });
    differ(other_service, |planned, actual| {
        DifferenceKind::OtherService { planned, actual }
    });
    differ(pairing.pair_nearest_day(), |planned, actual| {
        DifferenceKind::OtherDay { planned, actual }
    });
    for one in pairing.planned_left() {
        let planned = planned[one].clone();
        found.push((planned.day, DifferenceKind::NotGiven { planned }));
    }
    for other in pairing.actual_left() {
        let actual = actual[other].clone();
        found.push((actual.day, DifferenceKind::NotPlanned { actual }));
    }
    found.sort_by_key(|(day, _)| *day);
    let mut kinds: Vec<DifferenceKind> = found.into_iter().map(|(_, kind)| kind).collect();
    kinds.extend(other_units(planned, actual, &pairing.pairs));
    kinds
}

/// What differs between two records of the same service at the same time.
fn same_service(planned: &Occurrence, actual: &Occurrence) -> Option<(u8, DifferenceKind)> {
    let pair = || (planned.clone(), actual.clone());
    if planned.proration != actual.proration {
        let (planned, actual) = pair();
        let day = planned.day;
        return Some((day, DifferenceKind::OtherProration { planned, actual }));
    }
    if planned.count != actual.count {
        let (planned, actual) = pair();
        let day = planned.day;
        return Some((day, DifferenceKind::OtherCount { planned, actual }));
    }
    None
}

/// Units that differ, once for each service code and pair of units.
///
/// Actual files have 0 where an addition by percent cannot be computed (table 6, item 8), so 0
/// says nothing.
fn other_units(
    planned: &[Occurrence],
    actual: &[Occurrence],
    pairs: &[(usize, usize)],
) -> Vec<DifferenceKind> {
    let mut found: Vec<DifferenceKind> = Vec::new();
    for (one, other) in pairs {
        let (one, other) = (&planned[*one], &actual[*other]);
        let (Some(planned_units), Some(actual_units)) = (one.units, other.units) else {
            continue;
        };
        if one.code != other.code || planned_units == actual_units || actual_units == 0 {
            continue;
        }
        let known = found.iter_mut().find_map(|kind| match kind {
            DifferenceKind::OtherUnits {
                code,
                planned,
                actual,
                records,
            } if (&*code, *planned, *actual) == (&one.code, planned_units, actual_units) => {
                Some(records)
            }
            _ => None,
        });
        match known {
            Some(records) => *records += 1,
            None => found.push(DifferenceKind::OtherUnits {
                code: one.code.clone(),
                planned: planned_units,
                actual: actual_units,
                records: 1,
            }),
        }
    }
    found
}

/// Which planned record belongs to which given one; each has at most one partner.
struct Pairing<'a> {
    planned: &'a [Occurrence],
    actual: &'a [Occurrence],
    planned_taken: Vec<bool>,
    actual_taken: Vec<bool>,
    pairs: Vec<(usize, usize)>,
}

impl<'a> Pairing<'a> {
    fn new(planned: &'a [Occurrence], actual: &'a [Occurrence]) -> Pairing<'a> {
        Pairing {
            planned,
            actual,
            planned_taken: vec![false; planned.len()],
            actual_taken: vec![false; actual.len()],
            pairs: Vec::new(),
        }
    }

    /// Pairs each free planned record with the first free given one that `fits`, and gives the
    /// new pairs.
    fn pair(&mut self, fits: impl Fn(&Occurrence, &Occurrence) -> bool) -> Vec<(usize, usize)> {
        let mut new = Vec::new();
        for one in 0..self.planned.len() {
            if self.planned_taken[one] {
                continue;
            }
            let partner = (0..self.actual.len()).find(|other| {
                !self.actual_taken[*other] && fits(&self.planned[one], &self.actual[*other])
            });
            if let Some(other) = partner {
                self.take(one, other);
                new.push((one, other));
            }
        }
        new
    }

    /// Pairs free records of the same service code on different days, the nearest days first,
    /// and at the same distance those at the same time.
    fn pair_nearest_day(&mut self) -> Vec<(usize, usize)> {
        let mut candidates = Vec::new();
        for one in self.planned_left() {
            for other in self.actual_left() {
                let (planned, actual) = (&self.planned[one], &self.actual[other]);
                if planned.code == actual.code && !planned.is_monthly() && !actual.is_monthly() {
                    let distance = planned.day.abs_diff(actual.day);
                    candidates.push((distance, planned.times != actual.times, one, other));
                }
            }
        }
        candidates.sort_unstable();
        let mut new = Vec::new();
        for (_, _, one, other) in candidates {
            if !self.planned_taken[one] && !self.actual_taken[other] {
                self.take(one, other);
                new.push((one, other));
            }
        }
        new.sort_unstable();
        new
    }

    fn take(&mut self, one: usize, other: usize) {
        self.planned_taken[one] = true;
        self.actual_taken[other] = true;
        self.pairs.push((one, other));
    }

    fn planned_left(&self) -> Vec<usize> {
        left(&self.planned_taken)
    }

    fn actual_left(&self) -> Vec<usize> {
        left(&self.actual_taken)
    }
}

fn left(taken: &[bool]) -> Vec<usize> {
    (0..taken.len()).filter(|index| !taken[*index]).collect()
}
