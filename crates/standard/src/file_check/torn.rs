//! Where a record with a wrong number of fields was torn.
//!
//! Only a place that is the only possible one is named: a wrong hint costs a care worker more
//! than none.

use crate::csv::Field;
use crate::field;
use crate::layout::{Column, Layout};

/// The item that a comma without quotes has torn into several fields: the only one after
/// which the other fields fit their items. `None` if that cannot be told.
pub(crate) fn torn_item(file: &[u8], fields: &[Field], layout: &Layout) -> Option<u16> {
    let columns = layout.columns;
    let extra = fields
        .len()
        .checked_sub(columns.len())
        .filter(|&extra| extra > 0)?;
    let fits = |field: &Field, column: &Column| field::fits(file, field, column);
    let before = fields
        .iter()
        .zip(columns)
        .take_while(|(field, column)| fits(field, column));
    let after = fields.iter().rev().zip(columns.iter().rev());
    let after = after
        .take_while(|(field, column)| fits(field, column))
        .count();
    let first = (columns.len() - 1).saturating_sub(after);
    let candidates: Vec<usize> = (first..=before.count().min(columns.len() - 1))
        .filter(|&index| {
            fields[index..=index + extra]
                .iter()
                .all(|field| !field.raw.is_empty())
        })
        .collect();
    // Between numbers, 1,234 is more likely one number than 234 and the next are.
    let thousands = |&index: &usize| {
        fields[index..=index + extra]
            .iter()
            .enumerate()
            .all(|(place, field)| {
                let part = &file[field.raw.clone()];
                let length = if place == 0 { 1..=3 } else { 3..=3 };
                length.contains(&part.len()) && part.iter().all(u8::is_ascii_digit)
            })
    };
    let numbers: Vec<usize> = candidates.iter().copied().filter(thousands).collect();
    match (candidates.as_slice(), numbers.as_slice()) {
        ([index], _) | (_, [index]) => Some(*index as u16 + 1),
        _ => None,
    }
}

/// The free text without quotes at whose line break a record ends too early: everything
/// before it fits its item.
pub(super) fn cut_item(file: &[u8], fields: &[Field], layout: &Layout) -> Option<u16> {
    let (last, before) = fields.split_last()?;
    let column = layout.columns[..layout.columns.len() - 1].get(before.len())?;
    let all_fit = before
        .iter()
        .zip(layout.columns)
        .all(|(a, b)| field::fits(file, a, b));
    (all_fit && column.is_text() && !field::fits(file, last, column)).then_some(column.number)
}

/// Whether a record is whole, and nothing but commas follows: a spreadsheet writes as many fields in every line as
/// in the longest.
pub(super) fn ends_in_commas(file: &[u8], fields: &[Field], layout: &Layout) -> bool {
    let count = layout.columns.len();
    let whole = fields.iter().zip(layout.columns);
    fields.len() > count
        && fields[count..].iter().all(|field| field.raw.is_empty())
        && whole.into_iter().all(|(a, b)| field::fits(file, a, b))
}
