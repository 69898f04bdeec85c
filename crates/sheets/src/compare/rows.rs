//! Tables: rows that are the same pair up first, whatever their order; of the others those that
//! have most in common.

use super::plain::{comma, cut, joined, one_line, plain};
use super::{Change, mark};
use crate::html::positions;
use crate::sheet::{Block, Cell, Table};
use crate::words::{Language, Words};
use std::collections::BTreeMap;

/// The most pairs of rows that are tried: 500 changed rows of 500. A form of one client has some
/// dozen; beyond this every row counts as removed and added, so that no file can keep us busy.
const PAIRS_MAX: usize = 250_000;

/// Longest part of a row's name, in characters.
const NAME_CHARACTERS_MAX: usize = 20;

/// The texts of a row, one per column; a cell that reaches over several rows counts in each.
type Texts = Vec<Words>;

/// Marks every cell whose text differs from the same cell of the row's pair in `before`, and every
/// row without a pair.
pub(super) fn compare_tables(blocks: &mut [Block], before: &[Block]) -> Vec<Change> {
    let tables = before.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let mut old: Vec<&Table> = tables.collect();
    let mut changes = Vec::new();
    for block in blocks {
        let Block::Table(table) = block else {
            continue;
        };
        let place = old.iter().position(|old| old.caption == table.caption);
        let before = place.map(|place| texts(old.remove(place)));
        changes.extend(compare_table(table, &before.unwrap_or_default()));
    }
    for gone in old {
        changes.extend(texts(gone).iter().map(|row| removed(gone, row)));
    }
    changes
}

fn compare_table(table: &mut Table, before: &[Texts]) -> Vec<Change> {
    let now = texts(table);
    let pairs = pair(&now, before);
    let mut changes = Vec::new();
    let positions = positions(table);
    for (index, positions) in positions.iter().enumerate() {
        let old = pairs[index].map(|old| &before[old]);
        if old.is_none() {
            changes.push(added(table, &now[index]));
            // The last cells of a row are its own; the first may reach over several rows.
            let own = table.rows[index].cells.iter_mut();
            let written = own.filter(|cell| cell.rows == 1 && !cell.content.is_empty());
            mark_first(written);
            continue;
        }
        for (cell, position) in positions.iter().enumerate() {
            let (Some(old), Some(new)) = (
                old.and_then(|old| old.get(*position)),
                now[index].get(*position),
            ) else {
                continue;
            };
            if old == new {
                continue;
            }
            mark(&mut table.rows[index].cells[cell].content, old.clone());
            let column = column(table, *position);
            changes.push(Change {
                place: joined(&[name(table, &now[index]), column], |_| " / "),
                before: old.clone(),
                now: new.clone(),
            });
        }
    }
    let kept: Vec<usize> = pairs.iter().copied().flatten().collect();
    let gone = before.iter().enumerate();
    let gone = gone.filter(|(index, _)| !kept.contains(index));
    changes.extend(gone.map(|(_, row)| removed(table, row)));
    changes
}

fn mark_first<'a>(mut cells: impl Iterator<Item = &'a mut Cell>) {
    if let Some(cell) = cells.next() {
        mark(&mut cell.content, Words::data(""));
    }
}

/// For each row of `now` its pair in `before`.
fn pair(now: &[Texts], before: &[Texts]) -> Vec<Option<usize>> {
    let text = |row: &Texts| {
        let cells: Vec<&str> = row
            .iter()
            .map(|words| words.read(Language::Japanese))
            .collect();
        cells.join("\u{1f}")
    };
    let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, row) in before.iter().enumerate().rev() {
        same.entry(text(row)).or_default().push(index);
    }
    let mut pairs: Vec<Option<usize>> = now
        .iter()
        .map(|row| same.get_mut(&text(row)).and_then(Vec::pop))
        .collect();
    let mut free: Vec<usize> = same.into_values().flatten().collect();
    free.sort_unstable();
    let open: Vec<usize> = (0..now.len())
        .filter(|index| pairs[*index].is_none())
        .collect();
    if open.len().saturating_mul(free.len()) > PAIRS_MAX {
        return pairs;
    }
    for index in open {
        let like = |old: &usize| likeness(&now[index], &before[*old]);
        // Of several that are as like, the first: `max_by_key` gives the last.
        let best = free.iter().rev().copied().max_by_key(like);
        let Some(best) = best.filter(|old| is_same_row(&now[index], &before[*old])) else {
            continue;
        };
        pairs[index] = Some(best);
        free.retain(|old| *old != best);
    }
    pairs
}

/// How many written cells two rows have in common.
fn likeness(one: &Texts, other: &Texts) -> usize {
    let same = |(one, other): &(&Words, &Words)| one == other && !one.is_empty();
    one.iter().zip(other).filter(same).count()
}

/// Whether two rows are one row before and after a change: a third of what is written is the same.
fn is_same_row(one: &Texts, other: &Texts) -> bool {
    let written = |row: &Texts| row.iter().filter(|words| !words.is_empty()).count();
    likeness(one, other) * 3 >= written(one).max(written(other)).max(1)
}

/// The texts of all rows.
fn texts(table: &Table) -> Vec<Texts> {
    let mut rows = vec![vec![Words::both("", ""); table.columns.len()]; table.rows.len()];
    for (index, (row, positions)) in table.rows.iter().zip(positions(table)).enumerate() {
        for (cell, position) in row.cells.iter().zip(positions) {
            let text = plain(&cell.content);
            let last = (index + usize::from(cell.rows.max(1))).min(rows.len());
            for row in &mut rows[index..last] {
                if let Some(place) = row.get_mut(position) {
                    place.clone_from(&text);
                }
            }
        }
    }
    rows
}

fn column(table: &Table, position: usize) -> Words {
    let words = &table.columns[position].words;
    let read = |language| words.read(language).replace('\n', "");
    Words::both(read(Language::Japanese), read(Language::English))
}

/// A row by what stands in its first two written columns.
fn name(table: &Table, row: &Texts) -> Words {
    let written: Vec<Words> = row
        .iter()
        .filter(|words| !words.is_empty())
        .take(2)
        .map(|words| {
            let cut = |language| cut(&one_line(words.read(language)), NAME_CHARACTERS_MAX);
            Words::both(cut(Language::Japanese), cut(Language::English))
        })
        .collect();
    match written.is_empty() {
        true => table.caption.clone(),
        false => joined(&written, |_| " "),
    }
}

/// All that is written in a row, on one line.
fn whole(row: &Texts) -> Words {
    let one_line = |words: &Words| {
        let read = |language| one_line(words.read(language));
        Words::both(read(Language::Japanese), read(Language::English))
    };
    let parts: Vec<Words> = row.iter().map(one_line).collect();
    joined(&parts, comma)
}

fn added(table: &Table, row: &Texts) -> Change {
    Change {
        place: joined(
            &[name(table, row), Words::label("行の追加", "row added")],
            |_| " / ",
        ),
        before: Words::data(""),
        now: whole(row),
    }
}

fn removed(table: &Table, row: &Texts) -> Change {
    Change {
        place: joined(
            &[name(table, row), Words::label("行の削除", "row removed")],
            |_| " / ",
        ),
        before: whole(row),
        now: Words::data(""),
    }
}
