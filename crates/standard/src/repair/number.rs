//! Items of half-width characters: full-width digits, spaces and lost leading zeros.
//!
//! A value is proposed only if the item takes it and did not take what stands there. How many zeros were lost is
//! known for numbers of fixed length; where a number could also have been cut, a person decides.

use super::RepairKind;
use crate::csv::Field;
use crate::field;
use crate::layout::{Column, Kind};

/// The value that item `column` takes instead of `value`, and what is repaired.
pub(super) fn right_value(value: &str, column: &'static Column) -> Option<(RepairKind, String)> {
    if value.is_empty() || column.is_text() || takes(value, column) {
        return None;
    }
    if matches!(column.kind, Kind::Version) && value == "202410" {
        return Some((RepairKind::Version, "202407".to_string()));
    }
    let half: String = value.chars().map(half_width).collect();
    let half = half.trim().to_string();
    if half != value && takes(&half, column) {
        return Some((RepairKind::HalfWidth, half));
    }
    let padded = with_zeros(&half, column)?;
    takes(&padded, column).then_some((RepairKind::LeadingZeros, padded))
}

/// Whether the item takes `value` without an error; all values here are ASCII or wrong.
fn takes(value: &str, column: &'static Column) -> bool {
    let field = Field {
        raw: 0..value.len(),
        quoted: false,
        doubled: false,
    };
    value.is_ascii() && field::fits(value.as_bytes(), &field, column)
}

fn with_zeros(value: &str, column: &'static Column) -> Option<String> {
    if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let length = match column.kind {
        // Both begin with the prefecture, 01 to 47, so that one zero at most can be lost.
        Kind::InsurerNumber if value.len() == 5 && !value.starts_with('0') => 6,
        Kind::OfficeNumber if value.len() == 9 && !value.starts_with('0') => 10,
        Kind::InsuredNumber if value.len() < 10 => 10,
        Kind::Time | Kind::ServiceTime if value.len() < 4 => 4,
        Kind::DateOrZeros if value == "0" => 8,
        Kind::MonthOrZeros if value == "0" => 6,
        Kind::Code(table) if value.len() < table.length() => table.length(),
        _ => return None,
    };
    Some(format!("{value:0>length$}"))
}

/// The half-width form of full-width ASCII and of the signs that are typed for a hyphen.
fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        '\u{2010}' | '\u{2011}' | '\u{2013}' | '\u{2014}' | '\u{2015}' | '\u{2212}'
        | '\u{30fc}' => '-',
        '\u{3000}' | '\u{a0}' => ' ',
        other => other,
    }
}

/// The half-width form of a whole text.
pub(super) fn to_half_width(text: &str) -> String {
    text.chars().map(half_width).collect()
}
