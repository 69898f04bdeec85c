//! The hours of a week as text: one line per time and service, with the days that it is on.

use super::lines::pad;
use super::{Page, lines};
use crate::week_block::{ACTIVITIES, WeekBlock, WeekEntry, weekday_heads};
use crate::words::Words;

/// Columns of the times.
const TIME_COLUMNS: usize = 14;

/// Columns of a day.
const DAY_COLUMNS: usize = 4;

/// Adds the middle of table 3.
pub(super) fn draw_week(page: &mut Page, block: &WeekBlock) {
    let (activities, services): (Vec<_>, Vec<_>) = block
        .entries
        .iter()
        .partition(|entry| entry.column == ACTIVITIES);
    let mut head = pad("", TIME_COLUMNS, false);
    for weekday in weekday_heads() {
        head.push_str(&pad(weekday.read(page.language), DAY_COLUMNS, false));
    }
    page.lines.push(head);
    for (first, columns) in same_lines(&services) {
        let mut line = pad(&first.time, TIME_COLUMNS, false);
        for column in 0..ACTIVITIES {
            let mark = if columns.contains(&column) { "*" } else { "." };
            line.push_str(&pad(mark, DAY_COLUMNS, false));
        }
        push_with_text(page, &line, &what(page, first));
    }
    if !activities.is_empty() {
        let heading = Words::label("[主な日常生活上の活動]", "[Activities of daily life]");
        page.push(heading.read(page.language).to_owned());
    }
    for entry in activities {
        let line = pad(&entry.time, TIME_COLUMNS, false);
        push_with_text(page, &line, &what(page, entry));
    }
}

/// What is done, with a word when the version before did not have it.
fn what(page: &Page, entry: &WeekEntry) -> String {
    let new = Words::label("（変更）", " (changed)");
    match entry.is_new {
        true => format!("{}{}", entry.what, new.read(page.language)),
        false => entry.what.clone(),
    }
}

/// The entries of one time and text with all days that they are on, in order of time.
fn same_lines<'a>(entries: &[&'a WeekEntry]) -> Vec<(&'a WeekEntry, Vec<usize>)> {
    let mut sorted = entries.to_vec();
    sorted.sort_by_key(|entry| {
        let what = entry.what.as_str();
        (entry.start, entry.end, what, entry.is_new, entry.column)
    });
    let mut lines: Vec<(&WeekEntry, Vec<usize>)> = Vec::new();
    for entry in sorted {
        match lines.last_mut() {
            Some((first, columns))
                if (&first.time, &first.what, first.is_new)
                    == (&entry.time, &entry.what, entry.is_new) =>
            {
                columns.push(entry.column);
            }
            _ => lines.push((entry, vec![entry.column])),
        }
    }
    lines
}

/// Adds `line` and a text that goes on below itself.
fn push_with_text(page: &mut Page, line: &str, text: &str) {
    let column = lines::width(line);
    let room = super::TEXT_COLUMNS_MAX - column;
    let wrapped = lines::split(text)
        .into_iter()
        .flat_map(|text| lines::wrap(&text, room));
    for (index, text) in wrapped.enumerate() {
        let before = if index == 0 {
            line.to_owned()
        } else {
            " ".repeat(column)
        };
        page.lines.push(format!("{before}{text}"));
    }
}
