//! Records that no form can show, with their lines, so that nothing vanishes without a word.
//!
//! What exactly is wrong with them is the work of `tsunagu check`.

use crate::pile::Pile;
use crate::sheet::{Block, Client, Column, Content, Form, RowKind, Sheet, Table};
use crate::words::Words;

/// The sheet of the unreadable records of the file `index`; `None` when there are none.
pub(crate) fn draw_unreadable(pile: &Pile, index: usize) -> Option<Sheet> {
    let file = &pile.files[index];
    if file.unreadable.is_empty() {
        return None;
    }
    let mut table = Table::new(
        Words::both(
            format!("{}（{}）", file.kind.name_ja(), file.name),
            format!("{} ({})", file.kind.name_en(), file.name),
        ),
        "long",
        vec![
            Column::mark(Words::label("行", "Line"), 1),
            Column::text(Words::label("理由", "Why"), 3),
            Column::text(Words::label("内容", "Contents"), 9),
        ],
    );
    for record in &file.unreadable {
        let why = Words::both(
            format!(
                "項目が{}個あります（正しくは{}個）",
                record.fields, record.expected
            ),
            format!("{} fields instead of {}", record.fields, record.expected),
        );
        let line = Content::Text(Words::data(record.line.to_string()));
        let contents = Content::Text(Words::data(record.contents.as_str()));
        table.push(RowKind::First, [line, why.into(), contents]);
    }
    let nobody = Client {
        insurer: String::new(),
        insured: String::new(),
        name: String::new(),
        kana: String::new(),
    };
    Some(Sheet {
        title: Words::label("読めない行", "Records that cannot be read"),
        client: None,
        ..pile.sheet(index, Form::Unreadable, &nobody, vec![Block::Table(table)])
    })
}
