//! Records as the forms read them: by the identifier of an item, as shown to people.
//!
//! A record is readable when it has as many fields as its form has items; everything else is kept
//! as [`Unreadable`] and shown with its line. Nothing is judged here: a date that does not exist is
//! shown as it stands, for `tsunagu check` says what is wrong with it.

use crate::era;
use crate::words::Words;
use standard::layout::{Column, Kind, Layout};
use standard::{Document, ServiceKind};

/// One readable record.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The line on which the record starts, from 1.
    pub(crate) line: u32,
    layout: &'static Layout,
    texts: Vec<String>,
}

/// A record that no form can show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The line on which the record starts, from 1.
    pub line: u32,
    /// How many fields it has.
    pub fields: usize,
    /// How many the form has.
    pub expected: usize,
    /// Its fields as they stand, joined by commas.
    pub contents: String,
}

/// Reads the records of `document`; empty lines are left out.
pub(crate) fn read_rows(document: &Document) -> (Vec<Row>, Vec<Unreadable>) {
    let Some(layout) = document.kind().layout() else {
        return (Vec::new(), Vec::new());
    };
    let (mut rows, mut unreadable) = (Vec::new(), Vec::new());
    for record in document.records() {
        let texts = document.texts(record);
        if texts.iter().all(String::is_empty) {
            continue;
        }
        if texts.len() == layout.columns.len() {
            rows.push(Row {
                line: record.line,
                layout,
                texts,
            });
        } else {
            unreadable.push(Unreadable {
                line: record.line,
                fields: texts.len(),
                expected: layout.columns.len(),
                contents: texts.join(","),
            });
        }
    }
    (rows, unreadable)
}

impl Row {
    /// The item `id` as it stands in the file.
    ///
    /// # Panics
    ///
    /// When the form of the record has no such item: a fault in this crate, not in a file.
    pub(crate) fn raw(&self, id: &str) -> &str {
        &self.texts[usize::from(self.column(id).number) - 1]
    }

    /// The item `id` as shown to people: codes by their meaning, dates in eras, figures grouped.
    pub(crate) fn words(&self, id: &str) -> Words {
        show_value(self.column(id), self.raw(id))
    }

    /// What the item `id` is called.
    pub(crate) fn column(&self, id: &str) -> &'static Column {
        let column = self.layout.columns.iter().find(|column| column.id == id);
        column.expect("the forms name items of their own layout")
    }

    /// All items as they stand, joined by commas: for what finds no place in a form.
    pub(crate) fn contents(&self) -> String {
        let texts: Vec<_> = self.texts.iter().map(String::as_str).collect();
        texts.join(",")
    }
}

/// What a person reads for `value` in an item.
pub(crate) fn show_value(column: &Column, value: &str) -> Words {
    if value.is_empty() {
        return Words::data("");
    }
    match column.kind {
        // Zeros say that the other of date and month is the one that counts.
        Kind::DateOrZeros if value == "00000000" => Words::data(""),
        Kind::MonthOrZeros if value == "000000" => Words::data(""),
        Kind::Date | Kind::BirthDate | Kind::DateOrZeros => era::day_words(value),
        Kind::Month | Kind::MonthOrZeros => era::month_words(value),
        Kind::Time | Kind::ServiceTime => Words::data(show_time(value)),
        Kind::Integer(_) => Words::data(group_digits(value)),
        Kind::ServiceKind => service_kind_words(value),
        Kind::Code(table) => match table.find(value.as_bytes()) {
            Some(code) => Words::label(code.ja, code.en),
            None => unknown_code(value),
        },
        _ => Words::data(value),
    }
}

/// A code that the standard does not know, shown as such.
pub(crate) fn unknown_code(code: &str) -> Words {
    Words::both(
        format!("{code}（意味の分からないコード）"),
        format!("{code} (code without a known meaning)"),
    )
}

/// The name of a service kind with its code: 訪問介護（11）.
pub(crate) fn service_kind_words(code: &str) -> Words {
    match service_kind_name(code) {
        Some((ja, en)) => Words::both(format!("{ja}（{code}）"), format!("{en} ({code})")),
        None => unknown_code(code),
    }
}

/// The name of a service kind in both languages.
pub(crate) fn service_kind_name(code: &str) -> Option<(&'static str, &'static str)> {
    let facts = standard::service_kind::find(ServiceKind::from_bytes(code.as_bytes())?)?;
    Some((facts.name_ja, facts.name_en))
}

/// `0930` as 9:30; 9999, a service without a time, as a dash; everything else as it stands.
pub(crate) fn show_time(value: &str) -> String {
    if value == NO_TIME {
        return "―".to_owned();
    }
    match minutes(value) {
        Some(minutes) => format!("{}:{:02}", minutes / 60, minutes % 60),
        None => value.to_owned(),
    }
}

/// The time of services without one, in tables 6.
pub(crate) const NO_TIME: &str = "9999";

/// `HHMM` as minutes after midnight. Some programs write the night as 2500, so hours go to 29.
pub(crate) fn minutes(value: &str) -> Option<u32> {
    if value.len() != 4 || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hour, minute): (u32, u32) = (value[..2].parse().ok()?, value[2..].parse().ok()?);
    (hour < 30 && minute < 60).then_some(hour * 60 + minute)
}

/// A whole number in groups of three; everything else as it stands.
pub(crate) fn group_digits(value: &str) -> String {
    let (sign, digits) = match value.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", value),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return value.to_owned();
    }
    let significant = digits.trim_start_matches('0');
    let significant = if significant.is_empty() {
        "0"
    } else {
        significant
    };
    let mut grouped = String::from(sign);
    for (index, digit) in significant.chars().enumerate() {
        if index > 0 && (significant.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_grouped_and_other_text_is_left_alone() {
        for (value, expected) in [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("36217", "36,217"),
            ("1234567", "1,234,567"),
            ("-244", "-244"),
            ("-1244", "-1,244"),
            ("007", "7"),
            ("1.5", "1.5"),
            ("-", "-"),
        ] {
            assert_eq!(group_digits(value), expected);
        }
    }

    #[test]
    fn times_are_read_to_the_end_of_the_night() {
        for (value, expected) in [
            ("0930", "9:30"),
            ("0000", "0:00"),
            ("2400", "24:00"),
            ("2500", "25:00"),
            ("9999", "―"),
            ("0960", "0960"),
            ("93", "93"),
        ] {
            assert_eq!(show_time(value), expected);
        }
    }
}
