//! Tables as text: side by side where the columns fit, else one line of names and values per row.

use super::lines::{side_by_side, width, wrap};
use super::{COLUMN_GAP, Page, TEXT_COLUMNS_MAX};
use crate::html::positions;
use crate::sheet::{Align, RowKind, Table};

/// What begins a row that is written as names and values.
const BULLET: &str = "- ";

/// A column of text is never narrower than this, unless all it holds is.
const TEXT_WIDTH_MIN: usize = 8;

/// The name of a column of figures is wrapped to no less than this.
const FIGURE_WIDTH_MIN: usize = 4;

/// Adds the table.
pub(super) fn draw_table(page: &mut Page, table: &Table) {
    page.push(format!("[{}]", table.caption.read(page.language)));
    let rows = grid(page, table);
    match widths(page, table, &rows) {
        Some(widths) => draw_columns(page, table, &rows, &widths),
        None => draw_packed(page, table, &rows),
    }
}

/// The lines of every cell by row and column; empty where a cell above or at the left reaches.
fn grid(page: &Page, table: &Table) -> Vec<Vec<Vec<String>>> {
    let mut rows = Vec::with_capacity(table.rows.len());
    for (row, positions) in table.rows.iter().zip(positions(table)) {
        let mut cells = vec![Vec::new(); table.columns.len()];
        for (cell, position) in row.cells.iter().zip(positions) {
            if let Some(lines) = cells.get_mut(position) {
                *lines = page.content(&cell.content);
            }
        }
        rows.push(cells);
    }
    rows
}

/// The name of each column on one line.
fn names(page: &Page, table: &Table) -> Vec<String> {
    let name = |column: &crate::sheet::Column| column.words.read(page.language).replace('\n', "");
    table.columns.iter().map(name).collect()
}

/// The width of each column, `None` when they do not fit side by side.
fn widths(page: &Page, table: &Table, rows: &[Vec<Vec<String>>]) -> Option<Vec<usize>> {
    let names = names(page, table);
    let longest = |index: usize| {
        let lines = rows.iter().flat_map(|row| &row[index]);
        lines.map(|line| width(line)).max().unwrap_or(0)
    };
    let (mut wanted, mut least) = (Vec::new(), Vec::new());
    for (index, column) in table.columns.iter().enumerate() {
        let data = longest(index);
        // Names may be wrapped, figures may not.
        let name = width(&names[index]);
        wanted.push(data.max(name));
        least.push(match column.align {
            Align::Start => data.max(name).min(TEXT_WIDTH_MIN),
            Align::Middle | Align::End => data.max(name.min(FIGURE_WIDTH_MIN)),
        });
    }
    let room = TEXT_COLUMNS_MAX.checked_sub(COLUMN_GAP.len() * (table.columns.len() - 1))?;
    if least.iter().sum::<usize>() > room {
        return None;
    }
    while wanted.iter().sum::<usize>() > room {
        let can_shrink = (0..wanted.len()).filter(|index| wanted[*index] > least[*index]);
        let widest = can_shrink.max_by_key(|index| wanted[*index])?;
        wanted[widest] -= 1;
    }
    Some(wanted)
}

fn draw_columns(page: &mut Page, table: &Table, rows: &[Vec<Vec<String>>], widths: &[usize]) {
    let right: Vec<bool> = table
        .columns
        .iter()
        .map(|column| column.align == Align::End)
        .collect();
    let heads: Vec<Vec<String>> = names(page, table)
        .iter()
        .zip(widths)
        .map(|(name, width)| wrap(name, *width))
        .collect();
    page.columns(&heads, widths, &right);
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    page.lines.push(rule.join(COLUMN_GAP));
    let several = rows.iter().flatten().any(|lines| lines.len() > 1);
    for (index, (row, cells)) in table.rows.iter().zip(rows).enumerate() {
        if index > 0 && several && row.kind != RowKind::More {
            page.lines.push(String::new());
        }
        let wrapped: Vec<Vec<String>> = cells
            .iter()
            .zip(widths)
            .map(|(lines, width)| lines.iter().flat_map(|line| wrap(line, *width)).collect())
            .collect();
        page.columns(&wrapped, widths, &right);
    }
}

/// One block of names and values per row, without empty values.
fn draw_packed(page: &mut Page, table: &Table, rows: &[Vec<Vec<String>>]) {
    let names = names(page, table);
    for cells in rows {
        let parts: Vec<String> = names
            .iter()
            .zip(cells)
            .filter(|(_, lines)| !lines.is_empty())
            .map(|(name, lines)| {
                let value = lines.join(" / ");
                if name.is_empty() {
                    value
                } else {
                    format!("{name}: {value}")
                }
            })
            .collect();
        let room = TEXT_COLUMNS_MAX - BULLET.len();
        for (index, line) in side_by_side(&parts, room).into_iter().enumerate() {
            let before = if index == 0 {
                BULLET.to_owned()
            } else {
                " ".repeat(BULLET.len())
            };
            page.lines.push(format!("{before}{line}"));
        }
    }
}
