//! The days of table 6: line by line, 予定 with 予定 and 実績 with 実績, day by day.
//!
//! Rows of a kind that only one of the two forms has are not compared: actuals that now stand beside
//! a plan have not changed the plan.

use super::plain::{comma, joined, lines, one_line, plain};
use super::{Change, mark};
use crate::month_block::{MonthBlock, MonthLine, MonthRow, MonthRowKind};
use crate::words::{Language, Words};

const KINDS: [MonthRowKind; 3] = [
    MonthRowKind::Planned,
    MonthRowKind::Actual,
    MonthRowKind::Proration,
];

/// Marks every day whose figure differs from the same line in `before`, and every new line.
pub(super) fn compare_days(block: &mut MonthBlock, before: &MonthBlock) -> Vec<Change> {
    let has = |block: &MonthBlock, kind| {
        let mut rows = block.lines.iter().flat_map(|line| &line.rows);
        rows.any(|row| row.kind == kind)
    };
    // Proration marks belong to single lines, so their absence elsewhere says nothing.
    let compared: Vec<MonthRowKind> = KINDS
        .into_iter()
        .filter(|kind| *kind == MonthRowKind::Proration || has(block, *kind) && has(before, *kind))
        .collect();
    let mut changes = Vec::new();
    let mut old: Vec<&MonthLine> = before.lines.iter().collect();
    for line in &mut block.lines {
        let place = old.iter().position(|old| old.key == line.key);
        let found = place.map(|place| old.remove(place));
        let name = name(line);
        match found {
            None if is_written(line, &compared) => mark(&mut line.service, Words::data("")),
            None => (),
            Some(old) => changes.extend(compare_service(line, old)),
        }
        for row in line
            .rows
            .iter_mut()
            .filter(|row| compared.contains(&row.kind))
        {
            let old = found.and_then(|line| line.rows.iter().find(|old| old.kind == row.kind));
            changes.extend(compare_row(&name, row, old));
        }
        let gone = found.map_or(&[][..], |line| &line.rows);
        let gone = gone.iter().filter(|old| {
            compared.contains(&old.kind) && !line.rows.iter().any(|row| row.kind == old.kind)
        });
        changes.extend(gone.map(|row| removed(&name, row)));
    }
    for line in old {
        let rows = line.rows.iter().filter(|row| compared.contains(&row.kind));
        let written = rows.filter(|row| row.days.iter().any(|day| !day.is_empty()));
        changes.extend(written.map(|row| removed(&name_of_gone(line), row)));
    }
    changes
}

/// The units, or the name of rented equipment, may change while the line stays the same.
fn compare_service(line: &mut MonthLine, old: &MonthLine) -> Option<Change> {
    let (now, before) = (plain(&line.service), plain(&old.service));
    if now == before {
        return None;
    }
    let place = joined(
        &[name(line), Words::label("サービス内容", "service")],
        |_| " / ",
    );
    mark(&mut line.service, before.clone());
    Some(Change { place, before, now })
}

fn is_written(line: &MonthLine, kinds: &[MonthRowKind]) -> bool {
    let rows = line.rows.iter().filter(|row| kinds.contains(&row.kind));
    let mut days = rows.flat_map(|row| &row.days);
    days.any(|day| !day.is_empty())
}

fn compare_row(name: &Words, row: &mut MonthRow, old: Option<&MonthRow>) -> Option<Change> {
    let empty = String::new();
    let old_day = |day: usize| old.and_then(|old| old.days.get(day)).unwrap_or(&empty);
    row.before = row
        .days
        .iter()
        .enumerate()
        .map(|(day, now)| (old_day(day) != now).then(|| old_day(day).clone()))
        .collect();
    row.sum_before = old.map(|old| old.sum.clone()).filter(|sum| *sum != row.sum);
    let changed: Vec<(usize, &String, &String)> = row
        .days
        .iter()
        .zip(&row.before)
        .enumerate()
        .filter_map(|(day, (now, before))| Some((day, before.as_ref()?, now)))
        .collect();
    if changed.is_empty() {
        return None;
    }
    let kind = row.kind;
    let list = |texts: Vec<(usize, &String)>| {
        let days: Vec<Words> = texts
            .into_iter()
            .map(|(day, text)| day_words(kind, day, text))
            .collect();
        joined(&days, comma)
    };
    Some(Change {
        place: joined(&[name.clone(), row.kind.words()], |_| " / "),
        before: list(
            changed
                .iter()
                .map(|(day, before, _)| (*day, *before))
                .collect(),
        ),
        now: list(changed.iter().map(|(day, _, now)| (*day, *now)).collect()),
    })
}

/// `16日 1回`, or `16日 なし`; a mark of proration stands as it is.
fn day_words(kind: MonthRowKind, day: usize, text: &str) -> Words {
    let number = day + 1;
    let times = match kind {
        MonthRowKind::Planned | MonthRowKind::Actual => "回",
        MonthRowKind::Proration => "",
    };
    match text.is_empty() {
        true => Words::both(format!("{number}日 なし"), format!("day {number}: none")),
        false => Words::both(
            format!("{number}日 {text}{times}"),
            format!("day {number}: {text}"),
        ),
    }
}

fn removed(name: &Words, row: &MonthRow) -> Change {
    let written = row
        .days
        .iter()
        .enumerate()
        .filter(|(_, text)| !text.is_empty());
    let kind = row.kind;
    let days: Vec<Words> = written
        .map(|(day, text)| day_words(kind, day, text))
        .collect();
    Change {
        place: joined(&[name.clone(), row.kind.words()], |_| " / "),
        before: joined(&days, comma),
        now: Words::data(""),
    }
}

fn name_of_gone(line: &MonthLine) -> Words {
    let gone = Words::label("行の削除", "row removed");
    joined(&[name(line), gone], |_| " / ")
}

/// A line by its time, service and office.
fn name(line: &MonthLine) -> Words {
    let time = match line.end.is_empty() {
        true => line.start.clone(),
        false => format!("{}〜{}", line.start, line.end),
    };
    let read = |language| {
        let service = one_line(&lines(&line.service, language).join("\n"));
        let office = lines(&line.office, language);
        let office = office.first().map_or("", String::as_str);
        one_line(&[time.as_str(), &service, office].join("\n"))
    };
    Words::both(read(Language::Japanese), read(Language::English))
}
