//! What really happened in the month: the plan, with the differences that life makes.
//!
//! Most visits are as planned. Some are cancelled, come at another time or on another day, and now and then there is
//! one more. Whatever happens to a visit happens to its additions too.

use std::collections::HashSet;

use jiff::civil::Date;

use crate::calendar::{Month, plus_days};
use crate::client::Client;
use crate::dice::Dice;
use crate::schedule::{Part, Visit};
use crate::service::{Pattern, kind_facts};
use crate::statement::{percentage_row, units_of};

/// Earliest start and latest end of a visit that comes at another time, in minutes since midnight.
const TIMES: std::ops::RangeInclusive<u32> = 360..=1320;

/// The actual services of one use of `client`, made from its planned `visits`; empty if all were cancelled.
///
/// With `computes_percentage` the office's program works out the percentage addition; without, it writes 0 units, as
/// the standard allows.
pub(crate) fn actual_visits(
    dice: &mut Dice,
    client: &Client,
    use_index: usize,
    visits: &[Visit],
    month: Month,
    computes_percentage: bool,
) -> Vec<Visit> {
    let facts = kind_facts(client.uses[use_index].kind);
    let planned: Vec<&Visit> = visits
        .iter()
        .filter(|visit| visit.use_index == use_index && visit.part != Part::Percentage)
        .collect();
    let mut actual = match facts.pattern {
        Pattern::Weekly { .. } => visited_weekly(dice, &planned, month),
        Pattern::Stay => stayed(dice, &planned),
        Pattern::Monthly | Pattern::Lease | Pattern::WholeMonth => {
            planned.into_iter().cloned().collect()
        }
    };
    let basis = units_of(&actual, use_index, |_| true);
    if let Some(mut row) = percentage_row(facts, use_index, basis, month.last()) {
        if !computes_percentage {
            row.units = 0;
        }
        actual.push(row);
    }
    actual
}

/// What may happen to one visit.
enum Event {
    AsPlanned,
    Cancelled,
    OtherTime,
    OtherDay,
}

fn event(dice: &mut Dice) -> Event {
    match dice.below(100) {
        0..=4 => Event::Cancelled,
        5..=8 => Event::OtherTime,
        9..=11 => Event::OtherDay,
        _ => Event::AsPlanned,
    }
}

fn visited_weekly(dice: &mut Dice, planned: &[&Visit], month: Month) -> Vec<Visit> {
    let mut days: Vec<(Date, Option<(u32, u32)>)> = planned
        .iter()
        .map(|visit| (visit.date, visit.time))
        .collect();
    days.dedup();
    let mut taken: HashSet<Date> = days.iter().map(|(date, _)| *date).collect();
    let mut actual: Vec<Visit> = Vec::new();
    for day in &days {
        let rows = planned
            .iter()
            .filter(|visit| (visit.date, visit.time) == *day);
        let (date, time) = match event(dice) {
            Event::AsPlanned => *day,
            Event::Cancelled => continue,
            Event::OtherTime => (day.0, other_time(dice, day.1)),
            Event::OtherDay => (
                other_day(dice, day.0, month, &mut taken).unwrap_or(day.0),
                day.1,
            ),
        };
        actual.extend(rows.map(|row| Visit {
            date,
            time,
            ..(*row).clone()
        }));
    }
    if dice.percent(15) {
        actual.extend(extra_visit(dice, planned, month, &mut taken));
    }
    actual.sort_by_key(|visit| (visit.date, visit.time, visit.part == Part::Addition));
    actual
}

/// One more visit like the first one, about the middle of the month.
fn extra_visit(
    dice: &mut Dice,
    planned: &[&Visit],
    month: Month,
    taken: &mut HashSet<Date>,
) -> Option<Visit> {
    let like = planned.iter().find(|visit| visit.part == Part::Basic)?;
    let date = other_day(dice, month.day(month.days() / 2), month, taken)?;
    Some(Visit {
        date,
        ..(*like).clone()
    })
}

fn other_time(dice: &mut Dice, time: Option<(u32, u32)>) -> Option<(u32, u32)> {
    let (start, end) = time?;
    let shift = 5 * dice.between(1, 12);
    let (earlier, later) = (start.saturating_sub(shift), start + shift);
    let length = end - start;
    let moved = if dice.percent(50) { later } else { earlier };
    let fits = |start: &u32| TIMES.contains(start) && TIMES.contains(&(start + length));
    Some(moved)
        .filter(fits)
        .map(|start| (start, start + length))
        .or(time)
}

/// A day near `date` within the month on which the client has no visit of the kind.
fn other_day(dice: &mut Dice, date: Date, month: Month, taken: &mut HashSet<Date>) -> Option<Date> {
    let mut gaps = [-2, -1, 1, 2, 3];
    dice.shuffle(&mut gaps);
    let in_month = |day: &Date| (month.first()..=month.last()).contains(day);
    let day = gaps
        .iter()
        .map(|gap| plus_days(date, *gap))
        .find(|day| in_month(day) && !taken.contains(day))?;
    taken.insert(day);
    Some(day)
}

/// Now and then a client goes home a day early.
fn stayed(dice: &mut Dice, planned: &[&Visit]) -> Vec<Visit> {
    let mut actual: Vec<Visit> = planned.iter().map(|visit| (*visit).clone()).collect();
    let Some(last) = actual.iter().map(|visit| visit.date).max() else {
        return actual;
    };
    if dice.percent(15) {
        actual.retain(|visit| visit.date != last || visit.part == Part::Addition);
        for visit in actual.iter_mut().filter(|visit| visit.date == last) {
            visit.date = plus_days(last, -1);
        }
    }
    actual
}
