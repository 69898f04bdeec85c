//! 変わったところ: the list above a form.

use super::Change;
use super::plain::quote;
use crate::era;
use crate::sheet::{Block, Column, Content, RowKind, Sheet, Table};
use crate::words::{Language, Words};

/// The list of `changes` against `before`; a sentence when there are none.
pub(super) fn draw_list(changes: &[Change], before: &Sheet) -> Block {
    let (ja, en) = against(before);
    if changes.is_empty() {
        return Block::Note(Words::both(
            format!("変わったところ: ありません（{ja}と同じ内容です）"),
            format!("What changed: nothing, it is the same as {en}"),
        ));
    }
    let caption = Words::both(
        format!("変わったところ {}件（{ja}と比べて）", changes.len()),
        format!("What changed against {en}: {}", changes.len()),
    );
    let columns = vec![
        Column::text(Words::label("項目", "Item"), 8),
        Column::text(Words::label("前", "Before"), 6),
        Column::text(Words::label("今回", "Now"), 6),
    ];
    let mut table = Table::new(caption, "changes", columns);
    let nothing = || Words::label("なし", "none");
    for change in changes {
        let quoted = [&change.before, &change.now].map(|words| match words.is_empty() {
            true => nothing(),
            false => quote(words),
        });
        let [old, new] = quoted;
        table.push(
            RowKind::First,
            [
                Content::Text(change.place.clone()),
                Content::Text(old),
                Content::Strong(new),
            ],
        );
    }
    Block::Table(table)
}

/// Which version it was, by the stamp of its file.
fn against(before: &Sheet) -> (String, String) {
    let Some(name) = before.file else {
        return ("前のデータ".to_owned(), "the version before".to_owned());
    };
    let stamp = name.stamp.to_string();
    let day = era::day_words(stamp.get(..8).unwrap_or_default());
    let hour: u8 = stamp
        .get(8..10)
        .and_then(|hour| hour.parse().ok())
        .unwrap_or(0);
    let time = format!("{hour}:{}", stamp.get(10..12).unwrap_or_default());
    (
        format!("{} {time} の前のデータ", day.read(Language::Japanese)),
        format!("the version of {} {time}", day.read(Language::English)),
    )
}
