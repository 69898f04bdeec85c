//! Which values of a record are facts that the software must give, and when a value found is the one expected.
//!
//! Facts are what was typed in or imported. Left to the software: the day of making, money, codes of who updated, and
//! items that the pattern says nothing about. Empty are facts only where a value would change the meaning (proration,
//! satellite, equipment).

use standard::FileKind;
use standard::layout::{Column, Kind, Layout};

use super::file_set::is_permitted;

/// Made by the software in every form.
const FREE: [&str; 5] = [
    "csv_version",
    "created_date",
    "updater_office_number",
    "identifier_unused",
    "input_operator_code",
];

/// Facts of table 7: everything else on it is money or derived from it.
const STATEMENT: [&str; 12] = [
    "insurer_number",
    "insured_number",
    "target_month",
    "service_office_number",
    "satellite_no",
    "service_code",
    "tais_code",
    "equipment_notification_code",
    "units",
    "count",
    "service_units",
    "over_30_days",
];

/// Facts of a total in table 7: that it is there.
const TOTAL: [&str; 4] = [
    "insurer_number",
    "insured_number",
    "target_month",
    "service_code",
];

/// Must be empty where they are empty in the pattern.
const EMPTY_COUNTS: [&str; 5] = [
    "proration_days",
    "tais_code",
    "equipment_notification_code",
    "satellite_no",
    "detail_no",
];

/// One fact of a record: the item and the value expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) column: &'static Column,
    pub(super) expected: String,
}

/// The form of `kind`, which has records.
pub(super) fn layout(kind: FileKind) -> &'static Layout {
    kind.layout().expect("only kinds with records come here")
}

/// The facts of an expected record, in the order of the form.
pub(super) fn facts(kind: FileKind, record: &[String]) -> Vec<Fact> {
    let total = kind == FileKind::UpSikyu && is_total(record);
    layout(kind)
        .columns
        .iter()
        .zip(record)
        .filter(|(column, value)| {
            let listed = match kind {
                FileKind::UpSikyu if total => TOTAL.contains(&column.id),
                FileKind::UpSikyu => STATEMENT.contains(&column.id),
                _ => !FREE.contains(&column.id),
            };
            listed && (!value.is_empty() || EMPTY_COUNTS.contains(&column.id))
        })
        .map(|(column, value)| Fact {
            column,
            expected: value.clone(),
        })
        .collect()
}

/// Whether a record of table 7 is one that software may add of its own accord: subtotals of what lies outside the
/// limit or above 30 days, and a subtotal of a single line.
pub(super) fn is_optional(kind: FileKind, record: &[String]) -> bool {
    kind == FileKind::UpSikyu && is_total(record) && record.get(8).is_some_and(|c| c != "999999")
}

fn is_total(record: &[String]) -> bool {
    let code = record.get(8).map_or("", String::as_str);
    code == "999999"
        || ["AAAA", "EEEE", "ZZZZ"]
            .iter()
            .any(|end| code.ends_with(end))
}

/// Whether `found` says what the fact demands.
///
/// Numbers are compared as numbers, line breaks in texts are all alike, and a character that MS932 lacks may have
/// become one to three others, but no question mark.
pub(super) fn is_met(fact: &Fact, found: &str) -> bool {
    let expected = fact.expected.as_str();
    if matches!(fact.column.kind, Kind::Integer(_))
        && let (Ok(one), Ok(other)) = (expected.parse::<i64>(), found.parse::<i64>())
    {
        return one == other;
    }
    let (expected, found) = (one_break(expected), one_break(found));
    let expected: Vec<char> = expected.chars().collect();
    let found: Vec<char> = found.chars().collect();
    matches(&expected, &found)
}

/// The most characters that one outside MS932 may become: enough for `(株)`.
const REPLACEMENT_CHARACTERS_MAX: usize = 3;

fn matches(expected: &[char], found: &[char]) -> bool {
    let Some((first, rest)) = expected.split_first() else {
        return found.is_empty();
    };
    if is_permitted(*first) {
        return found
            .split_first()
            .is_some_and(|(character, others)| character == first && matches(rest, others));
    }
    (1..=REPLACEMENT_CHARACTERS_MAX.min(found.len())).any(|length| {
        let (replaced, others) = found.split_at(length);
        let lost = |character: &char| matches!(character, '?' | '？') || !is_permitted(*character);
        !replaced.iter().any(lost) && matches(rest, others)
    })
}

fn one_break(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(id: &str, expected: &str, found: &str, met: bool) {
        let column = layout(FileKind::UpPlan)
            .columns
            .iter()
            .find(|column| column.id == id)
            .unwrap();
        let expected = expected.to_owned();
        assert_eq!(is_met(&Fact { column, expected }, found), met, "{found}");
    }

    #[test]
    fn numbers_are_numbers_and_codes_are_texts() {
        check("units", "244", "0244", true);
        check("units", "244", "245", false);
        check("service_count", "1", "01", true);
        check("satellite_no", "1", "01", false);
        check("start_time", "0900", "900", false);
    }

    #[test]
    fn texts_are_compared_character_by_character() {
        check("equipment_name", "a\r\nb", "a\nb", true);
        check("equipment_name", "a\r\nb", "a b", false);
        check("equipment_name", "髙﨑①㈱", "髙﨑①㈱", true);
        check("equipment_name", "髙﨑", "高崎", false);
        check("equipment_name", "ａ", "a", false);
    }

    #[test]
    fn what_ms932_lacks_may_become_others_but_not_be_lost() {
        check("equipment_name", "𠮷田", "吉田", true);
        check("equipment_name", "𠮷田", "〓田", true);
        check("equipment_name", "𠮷田", "(吉)田", true);
        check("equipment_name", "𠮷田", "田", false);
        check("equipment_name", "𠮷田", "?田", false);
        check("equipment_name", "𠮷田", "？田", false);
        check("equipment_name", "𠮷田", "吉日", false);
    }
}
