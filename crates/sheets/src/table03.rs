//! 週間サービス計画表（第3表）: the week, the activities of daily life, and what is not weekly.
//!
//! A record may fill any of the three parts. Services without a weekday or time are listed below
//! the week, for the form has no place where they would be true.

use crate::pile::{Group, Pile};
use crate::record::{Row, minutes, show_time};
use crate::sheet::{Block, Content, Field, Fields, Form, Sheet};
use crate::table01::plan_head;
use crate::unplaced::{Unplaced, unplaced_block};
use crate::week_block::{ACTIVITIES, WeekBlock, WeekEntry};
use crate::words::Words;

/// Minutes of a day.
const DAY_MINUTES: u32 = 24 * 60;

/// The items of a service: what, from, until.
const SERVICE: [&str; 3] = ["service_content", "service_start_time", "service_end_time"];

/// The items of an activity: what, from, until.
const ACTIVITY: [&str; 3] = ["daily_activity", "activity_start_time", "activity_end_time"];

/// Draws the records of the file `index`, one sheet per client and plan.
pub(crate) fn draw_table03(pile: &Pile, index: usize) -> Vec<Sheet> {
    pile.groups(index)
        .iter()
        .map(|group| draw_week_plan(pile, index, group))
        .collect()
}

fn draw_week_plan(pile: &Pile, index: usize, group: &Group<'_>) -> Sheet {
    let mut entries = Vec::new();
    let mut unplaced = Vec::new();
    for row in &group.rows {
        let column = row
            .raw("weekday")
            .parse()
            .ok()
            .filter(|day| (1..=7).contains(day));
        let parts = [
            (SERVICE, "weekday", column.map(|day: usize| day - 1)),
            (ACTIVITY, ACTIVITY[0], Some(ACTIVITIES)),
        ];
        for (items, further, column) in parts {
            if items
                .iter()
                .chain([&further])
                .all(|id| row.raw(id).is_empty())
            {
                continue;
            }
            match column.and_then(|column| entry(row, items, column)) {
                Some(entry) => entries.push(entry),
                None => unplaced.push(Unplaced::of(row)),
            }
        }
    }
    unplaced.dedup();
    entries.sort_by(|one, other| {
        (one.column, one.start, one.end).cmp(&(other.column, other.start, other.end))
    });
    let mut blocks = vec![
        plan_head(group),
        Block::Week(WeekBlock { entries }),
        other_services(group),
    ];
    blocks.extend(unplaced_block(&unplaced));
    Sheet {
        title: Words::label("週間サービス計画表", "Weekly plan"),
        corner_right: Words::label("第3表", "Table 3"),
        ..pile.sheet(index, Form::Table3, &group.client, blocks)
    }
}

/// The part of a record that `items` make, when it has times. What ends before it begins goes on
/// into the next day; what has no end takes no time.
fn entry(row: &Row, [what, start, end]: [&str; 3], column: usize) -> Option<WeekEntry> {
    let from = minutes(row.raw(start))?;
    let to = if row.raw(end).is_empty() {
        from
    } else {
        minutes(row.raw(end))?
    };
    let start = show_time(row.raw(start));
    let time = if to == from {
        start
    } else {
        format!("{start}〜{}", show_time(row.raw(end)))
    };
    Some(WeekEntry {
        column,
        start: from,
        end: if to < from { to + DAY_MINUTES } else { to },
        time,
        is_new: false,
        what: row.raw(what).to_owned(),
    })
}

/// 週単位以外のサービス.
fn other_services(group: &Group<'_>) -> Block {
    let texts = group
        .rows
        .iter()
        .map(|row| Content::Text(row.words("non_weekly_service")));
    let label = Words::label("週単位以外の\nサービス", "Services that are not weekly");
    Fields::block(
        Words::label("週単位以外のサービス", "Services that are not weekly"),
        vec![vec![Field {
            tall: true,
            ..Field::new(label, 4, Content::stack(texts), Fields::COLUMNS - 4)
        }]],
    )
}
