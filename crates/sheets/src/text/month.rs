//! The days of a month as text: three columns per day, 予定 and 実績 below each other.

use super::lines::pad;
use super::{INDENT, Page};
use crate::month_block::{MonthBlock, MonthLine};
use crate::words::{Language, Words};

/// Columns of a day: two figures and a space.
const DAY_COLUMNS: usize = 3;

/// The label of the line below a row of which days changed.
const BEFORE: Words = Words::label("前", "was");

/// Adds the middle of table 6.
pub(super) fn draw_month(page: &mut Page, block: &MonthBlock) {
    let numbers = block.days.iter().map(|day| day.number.to_string());
    page.lines.push(days_line(INDENT, numbers));
    let language = page.language;
    let weekdays = block
        .days
        .iter()
        .map(|day| day.weekday.read(language).to_owned());
    page.lines.push(days_line(INDENT, weekdays));
    for line in &block.lines {
        draw_line(page, line);
    }
}

fn draw_line(page: &mut Page, line: &MonthLine) {
    let mut parts = vec![match (line.end.is_empty(), page.language) {
        (true, _) => line.start.clone(),
        (false, Language::Japanese) => format!("{}〜{}", line.start, line.end),
        (false, Language::English) => format!("{}-{}", line.start, line.end),
    }];
    parts.push(page.content(&line.service).join(" "));
    parts.push(page.content(&line.office).join(" "));
    let sums = line
        .rows
        .iter()
        .filter(|row| !row.sum.is_empty())
        .map(|row| {
            let times = Words::both(format!("{}回", row.sum), format!(" {}", row.sum));
            format!(
                "{}{}",
                row.kind.words().read(page.language),
                times.read(page.language)
            )
        });
    parts.push(sums.collect::<Vec<_>>().join(" "));
    page.lines.push(String::new());
    page.parts(&parts);
    for row in &line.rows {
        let label = pad(row.kind.words().read(page.language), INDENT.len(), false);
        let days = row.days.iter().map(|text| {
            if text.is_empty() {
                ".".to_owned()
            } else {
                text.clone()
            }
        });
        page.lines.push(days_line(&label, days));
        if row.has_changes() {
            // The days that changed, with what stood there before; the list above says it in words.
            let label = pad(BEFORE.read(page.language), INDENT.len(), false);
            let before = row.before.iter().map(|before| match before.as_deref() {
                None => String::new(),
                Some("") => "-".to_owned(),
                Some(text) => text.to_owned(),
            });
            page.lines.push(days_line(&label, before));
        }
    }
}

fn days_line(label: &str, days: impl Iterator<Item = String>) -> String {
    let mut line = label.to_owned();
    for day in days {
        line.push_str(&pad(&day, DAY_COLUMNS, true));
    }
    line
}
