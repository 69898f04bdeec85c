//! Table 7 of one client: what the month's services come to, and who pays.
//!
//! Rounding is the usual one: yen are always cut off, never rounded; the cost is units times the unit price; the
//! insurer pays its percentage of the cost, cut off; the client pays the rest. Units above the monthly limit are paid
//! in full by the client and are taken from the last services first.
//!
//! A kind with several lines has its money on the subtotal line only, as on the printed form.

use crate::client::Client;
use crate::schedule::{Part, Visit};
use crate::service::{Equipment, KindFacts, kind_facts};

/// One line of table 7.
pub(crate) struct Line {
    pub(crate) subject: Subject,
    /// Units times count; on totals, of all lines that they sum up.
    pub(crate) service_units: u32,
    /// The part that counts towards the limit; `None` on lines outside it.
    pub(crate) managed_units: Option<u32>,
    /// Set on the lines that carry the money.
    pub(crate) money: Option<Money>,
}

/// What a line is about.
pub(crate) enum Subject {
    Service {
        use_index: usize,
        code: &'static str,
        units: u32,
        count: u32,
        equipment: Option<&'static Equipment>,
    },
    /// `nnAAAA`, or `nnEEEE` for what lies outside the limit.
    Subtotal {
        use_index: usize,
        within_limit: bool,
    },
    Total,
}

/// Units within and above the limit, and yen.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub(crate) struct Money {
    pub(crate) excess_units: u32,
    pub(crate) within_units: u32,
    /// Outside the limit: units that are paid but not counted.
    pub(crate) outside_units: u32,
    /// Yen per unit times 100; 0 on the total.
    pub(crate) unit_price: u32,
    pub(crate) cost: u32,
    pub(crate) insured: u32,
    pub(crate) copay: u32,
    pub(crate) copay_full: u32,
}

/// The statement of a month.
pub(crate) struct Statement {
    pub(crate) lines: Vec<Line>,
}

impl Statement {
    /// Units above the limit in the whole month.
    pub(crate) fn excess_units(&self) -> u32 {
        self.lines
            .last()
            .and_then(|total| total.money)
            .map_or(0, |money| money.excess_units)
    }
}

/// Money of one group of lines: `units` of a kind, of which `excess_units` are above the limit.
pub(crate) fn money(
    units: u32,
    excess_units: u32,
    unit_price: u32,
    benefit_percent: u32,
    within_limit: bool,
) -> Money {
    let paid_units = units - excess_units;
    let cost = yen(paid_units, unit_price);
    let insured = cost * benefit_percent / 100;
    Money {
        excess_units,
        within_units: if within_limit { paid_units } else { 0 },
        outside_units: if within_limit { 0 } else { paid_units },
        unit_price,
        cost,
        insured,
        copay: cost - insured,
        copay_full: yen(excess_units, unit_price),
    }
}

/// Units times the price in hundredths of a yen, cut off to whole yen.
fn yen(units: u32, unit_price: u32) -> u32 {
    units * unit_price / 100
}

/// Completes the month of `client` with the percentage additions and works out the statement.
pub(crate) fn settle(
    client: &Client,
    visits: &mut Vec<Visit>,
    last_day: jiff::civil::Date,
) -> Statement {
    let excess = excess_by_use(client, visits);
    for (use_index, one) in client.uses.iter().enumerate() {
        let facts = kind_facts(one.kind);
        let basis = units_of(visits, use_index, |_| true) - excess[use_index];
        if let Some(row) = percentage_row(facts, use_index, basis, last_day) {
            let after = visits
                .iter()
                .rposition(|visit| visit.use_index == use_index)
                .map_or(visits.len(), |at| at + 1);
            visits.insert(after, row);
        }
    }
    let mut lines = Vec::new();
    for (use_index, excess) in excess.into_iter().enumerate() {
        lines.extend(kind_lines(client, visits, use_index, excess));
    }
    lines.push(total(&lines));
    Statement { lines }
}

/// The row of the percentage addition for `basis` units of a kind; `None` if there is nothing to add to.
pub(crate) fn percentage_row(
    facts: &KindFacts,
    use_index: usize,
    basis: u32,
    date: jiff::civil::Date,
) -> Option<Visit> {
    let percentage = facts.percentage.filter(|_| basis > 0)?;
    Some(Visit {
        use_index,
        date,
        time: None,
        code: percentage.code,
        name: percentage.name,
        units: percentage.units(basis),
        times: 1,
        part: Part::Percentage,
        within_limit: false,
        equipment: None,
        detail_number: 0,
        charged_days: None,
    })
}

/// How often a row counts in table 7: its times, or the days that are charged.
fn count(visit: &Visit) -> u32 {
    visit
        .charged_days
        .map_or(visit.times, crate::schedule::ChargedDays::count)
}

/// Units of the visits of a use that `which` accepts.
pub(crate) fn units_of(visits: &[Visit], use_index: usize, which: impl Fn(&Visit) -> bool) -> u32 {
    let of_use = visits
        .iter()
        .filter(|visit| visit.use_index == use_index && which(visit));
    of_use.map(|visit| visit.units * count(visit)).sum()
}

/// What each use has above the limit, the last uses first.
fn excess_by_use(client: &Client, visits: &[Visit]) -> Vec<u32> {
    let managed: Vec<u32> = (0..client.uses.len())
        .map(|index| units_of(visits, index, |visit| visit.within_limit))
        .collect();
    let mut left = managed
        .iter()
        .sum::<u32>()
        .saturating_sub(client.level.limit_units());
    let mut excess = vec![0; managed.len()];
    for (index, units) in managed.iter().enumerate().rev() {
        excess[index] = left.min(*units);
        left -= excess[index];
    }
    excess
}

/// The lines of one kind of service, then its subtotals where it has several.
fn kind_lines(client: &Client, visits: &[Visit], use_index: usize, excess: u32) -> Vec<Line> {
    let mut lines = service_lines(visits, use_index);
    let facts = kind_facts(client.uses[use_index].kind);
    let several = lines.len() > 1;
    let mut subtotals = Vec::new();
    for (within_limit, excess) in [(true, excess), (false, 0)] {
        let mut group: Vec<&mut Line> = lines
            .iter_mut()
            .filter(|(_, within)| *within == within_limit)
            .map(|(line, _)| line)
            .collect();
        let units: u32 = group.iter().map(|line| line.service_units).sum();
        let money = Some(money(
            units,
            excess,
            facts.unit_price,
            client.benefit_percent,
            within_limit,
        ));
        match group.as_mut_slice() {
            [] => (),
            [only] if !several || !within_limit => only.money = money,
            _ => subtotals.push(Line {
                subject: Subject::Subtotal {
                    use_index,
                    within_limit,
                },
                service_units: units,
                managed_units: within_limit.then_some(units),
                money,
            }),
        }
    }
    lines
        .into_iter()
        .map(|(line, _)| line)
        .chain(subtotals)
        .collect()
}

/// One line for each service that differs from the others; the flag says whether the limit counts it.
fn service_lines(visits: &[Visit], use_index: usize) -> Vec<(Line, bool)> {
    let mut lines: Vec<(Line, bool)> = Vec::new();
    for visit in visits.iter().filter(|visit| visit.use_index == use_index) {
        let units = visit.units * count(visit);
        let known = lines
            .iter_mut()
            .find(|(line, _)| is_about(&line.subject, visit));
        if let Some((line, _)) = known {
            line.service_units += units;
            line.managed_units = line.managed_units.map(|managed| managed + units);
            if let Subject::Service { count: times, .. } = &mut line.subject {
                *times += count(visit);
            }
            continue;
        }
        let subject = Subject::Service {
            use_index,
            code: visit.code,
            units: visit.units,
            count: count(visit),
            equipment: visit.equipment,
        };
        let managed_units = visit.within_limit.then_some(units);
        lines.push((
            Line {
                subject,
                service_units: units,
                managed_units,
                money: None,
            },
            visit.within_limit,
        ));
    }
    lines
}

fn is_about(subject: &Subject, visit: &Visit) -> bool {
    match subject {
        Subject::Service {
            code,
            units,
            equipment,
            ..
        } => {
            let tais = |thing: Option<&Equipment>| thing.map(|thing| thing.name);
            *code == visit.code
                && *units == visit.units
                && tais(*equipment) == tais(visit.equipment)
        }
        Subject::Subtotal { .. } | Subject::Total => false,
    }
}

fn total(lines: &[Line]) -> Line {
    let details = lines
        .iter()
        .filter(|line| matches!(line.subject, Subject::Service { .. }));
    let (mut service_units, mut managed_units) = (0, 0);
    for line in details {
        service_units += line.service_units;
        managed_units += line.managed_units.unwrap_or(0);
    }
    let mut sum = Money::default();
    for money in lines.iter().filter_map(|line| line.money) {
        sum.excess_units += money.excess_units;
        sum.within_units += money.within_units;
        sum.outside_units += money.outside_units;
        sum.cost += money.cost;
        sum.insured += money.insured;
        sum.copay += money.copay;
        sum.copay_full += money.copay_full;
    }
    Line {
        subject: Subject::Total,
        service_units,
        managed_units: Some(managed_units),
        money: Some(sum),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yen_are_cut_off_and_the_client_pays_the_rest() {
        // 1,952 units at 11.40 yen are 22,252.8 yen; 90 % of 22,252 are 20,026.8.
        let expected = Money {
            excess_units: 0,
            within_units: 1952,
            outside_units: 0,
            unit_price: 1140,
            cost: 22_252,
            insured: 20_026,
            copay: 2_226,
            copay_full: 0,
        };
        assert_eq!(money(1952, 0, 1140, 90, true), expected);
    }

    #[test]
    fn units_above_the_limit_are_paid_in_full() {
        let money = money(1000, 333, 1109, 80, true);
        assert_eq!((money.within_units, money.excess_units), (667, 333));
        assert_eq!(
            (money.cost, money.insured, money.copay),
            (7_397, 5_917, 1_480)
        );
        assert_eq!(money.copay_full, 3_692);
    }

    #[test]
    fn units_outside_the_limit_are_not_counted_within() {
        let money = money(515, 0, 1000, 70, false);
        assert_eq!(
            (
                money.within_units,
                money.outside_units,
                money.cost,
                money.copay
            ),
            (0, 515, 5_150, 1_545)
        );
    }
}
