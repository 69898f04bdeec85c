//! Tables in which a need stands once beside all that is done for it.
//!
//! The files repeat or leave empty what belongs to several rows; on paper it is one tall cell. A
//! level is a group of columns that are merged together, the outermost level first.

use crate::sheet::{Cell, Content, RowKind, TableRow};

/// Columns that are merged together over the rows that belong to them.
pub(crate) struct Level {
    /// For each row whether its cells begin there; the first row always begins.
    pub(crate) begins: Vec<bool>,
    /// For each row what stands in its cells; looked at only where they begin.
    pub(crate) contents: Vec<Vec<Content>>,
}

/// The rows of a table made of `levels`, which all have as many rows.
pub(crate) fn merged_rows(levels: &[Level]) -> Vec<TableRow> {
    let rows = levels.first().map_or(0, |level| level.begins.len());
    (0..rows)
        .map(|index| TableRow {
            kind: if begins(&levels[0], index) {
                RowKind::First
            } else {
                RowKind::More
            },
            cells: levels
                .iter()
                .filter(|level| begins(level, index))
                .flat_map(|level| cells(level, index))
                .collect(),
        })
        .collect()
}

fn begins(level: &Level, index: usize) -> bool {
    index == 0 || level.begins[index]
}

fn cells(level: &Level, index: usize) -> impl Iterator<Item = Cell> {
    let further = level.begins[index + 1..]
        .iter()
        .take_while(|begins| !**begins)
        .count();
    let rows = u16::try_from(further + 1).unwrap_or(u16::MAX);
    level.contents[index].iter().map(move |content| Cell {
        content: content.clone(),
        rows,
        columns: 1,
    })
}
