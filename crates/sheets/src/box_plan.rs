//! Forms written down as tables: which item stands in which box, how wide, under which label.
//!
//! Most boxes of the paper forms hold one item of one record. Their plan is data, so that it can be
//! compared with the paper line by line. Boxes that need more than a record are drawn by their form.

use crate::content::{choice_of, period, person, suffixed};
use crate::pile::Pile;
use crate::record::Row;
use crate::sheet::{Block, Client, Content, Field, Fields};
use crate::words::{Language, Words};

/// One box: label, columns of the label, what stands in it, columns of the value.
pub(crate) struct BoxPlan {
    label: Words,
    label_columns: u8,
    item: Item,
    value_columns: u8,
}

/// What stands in a box, by the identifiers of items.
#[derive(Clone, Copy)]
pub(crate) enum Item {
    /// An item as people read it.
    Text(&'static str),
    /// An item that the eye should find first.
    Strong(&'static str),
    /// Long text, in a box with room.
    Free(&'static str),
    /// One box per digit.
    Digits(&'static str),
    /// All choices of a code with the one that applies.
    Choice(&'static str),
    /// Several items, one below the other.
    Lines(&'static [&'static str]),
    /// First and last day.
    Period(&'static str, &'static str),
    /// Items that are `1` where their word applies.
    Flags(&'static [(&'static str, &'static str, &'static str)]),
    /// Reading and name of a person.
    Person(&'static str, &'static str),
    /// Number and, where the record has it, name of an office.
    Office(&'static str, Option<&'static str>),
    /// A figure with its unit in both languages.
    Figure(&'static str, &'static str, &'static str),
    /// A heading without a value.
    Nothing,
}

/// A box of a plan.
pub(crate) const fn boxed(
    ja: &'static str,
    en: &'static str,
    label_columns: u8,
    item: Item,
    value_columns: u8,
) -> BoxPlan {
    BoxPlan {
        label: Words::label(ja, en),
        label_columns,
        item,
        value_columns,
    }
}

/// A box of long text over the whole width.
pub(crate) const fn free(ja: &'static str, en: &'static str, id: &'static str) -> BoxPlan {
    boxed(ja, en, 5, Item::Free(id), Fields::COLUMNS - 5)
}

/// Draws the boxes of `plan` for one record.
pub(crate) fn draw_boxes(pile: &Pile, row: &Row, caption: Words, plan: &[&[BoxPlan]]) -> Block {
    Fields::block(caption, box_rows(pile, row, plan))
}

/// The rows of boxes of `plan` for one record.
pub(crate) fn box_rows(pile: &Pile, row: &Row, plan: &[&[BoxPlan]]) -> Vec<Vec<Field>> {
    let draw_row = |boxes: &&[BoxPlan]| boxes.iter().map(|one| draw_box(pile, row, one)).collect();
    plan.iter().map(draw_row).collect()
}

fn draw_box(pile: &Pile, row: &Row, plan: &BoxPlan) -> Field {
    let value = content(pile, row, plan.item);
    let mut field = Field::new(
        plan.label.clone(),
        plan.label_columns,
        value,
        plan.value_columns,
    );
    field.tall = matches!(plan.item, Item::Free(_));
    field
}

fn content(pile: &Pile, row: &Row, item: Item) -> Content {
    match item {
        Item::Text(id) | Item::Free(id) => row.words(id).into(),
        Item::Strong(id) => Content::Strong(row.words(id)),
        Item::Digits(id) => Content::Digits(row.raw(id).to_owned()),
        Item::Choice(id) => choice_of(row, id),
        Item::Lines(ids) => Content::stack(ids.iter().map(|id| Content::Text(row.words(id)))),
        Item::Period(start, end) => period(Some(row), start, end),
        Item::Flags(flags) => flag_content(row, flags),
        Item::Person(kana, name) => person(&Client {
            insurer: String::new(),
            insured: String::new(),
            name: row.raw(name).to_owned(),
            kana: row.raw(kana).to_owned(),
        }),
        Item::Office(number, name) => {
            let own = name.map_or("", |id| row.raw(id));
            let number = row.raw(number);
            let name = if own.is_empty() {
                pile.office_name(number)
            } else {
                own
            };
            Content::office(name, number, Words::data(""))
        }
        Item::Figure(id, ja, en) => suffixed(row.words(id).read(Language::Japanese), ja, en).into(),
        Item::Nothing => Content::empty(),
    }
}

/// The words of all flags with those marked that apply; a value other than 0 and 1 is shown behind its word.
fn flag_content(row: &Row, flags: &[(&'static str, &'static str, &'static str)]) -> Content {
    let words = |(id, ja, en): &(&'static str, &'static str, &'static str)| match row.raw(id) {
        "1" => (Words::label(ja, en), true),
        "0" | "" => (Words::label(ja, en), false),
        other => (
            Words::both(format!("{ja} {other}"), format!("{en} {other}")),
            true,
        ),
    };
    Content::Choice(flags.iter().map(words).collect())
}
