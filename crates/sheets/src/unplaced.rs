//! Records that a form has no place for: shown below it, with their lines, as they stand.
//!
//! A day that is no day, a time that is no time: the form must not hide such a record, and must not
//! guess where it belongs.

use crate::record::Row;
use crate::sheet::{Block, Column, Content, RowKind, Table};
use crate::words::Words;

/// A record without a place in its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// Which of the files of the form, where there are several: 予定, 実績.
    pub source: Option<Words>,
    /// The line of the file on which the record starts, from 1.
    pub line: u32,
    /// Its fields as they stand, joined by commas.
    pub contents: String,
}

impl Unplaced {
    pub(crate) fn of(row: &Row) -> Unplaced {
        Unplaced {
            source: None,
            line: row.line,
            contents: row.contents(),
        }
    }
}

/// The list of records without a place; `None` when there are none.
pub(crate) fn unplaced_block(unplaced: &[Unplaced]) -> Option<Block> {
    let mut table = Table::new(
        Words::label(
            "この表に置けない行（日付・時刻・回数などが読めません）",
            "Records without a place in this form (day, time or count cannot be read)",
        ),
        "long",
        vec![
            Column::mark(Words::label("行", "Line"), 1),
            Column::text(Words::label("内容", "Contents"), 9),
        ],
    );
    for row in unplaced {
        let number = Content::Text(Words::data(row.line.to_string()));
        let source = row.source.clone().unwrap_or(Words::data(""));
        let line = Content::Line(vec![source.into(), number]);
        table.push(
            RowKind::First,
            [line, Content::Text(Words::data(row.contents.as_str()))],
        );
    }
    (!unplaced.is_empty()).then_some(Block::Table(table))
}
