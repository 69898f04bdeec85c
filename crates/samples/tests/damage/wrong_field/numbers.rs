//! Dates, months, times, numbers, postal codes, telephone numbers and flags.

use super::Expect::{Error, NoError, Warning};
use super::{FULL_WIDTH_ONE, Wrong, place, plain, raw};
use crate::facts::Item;

pub(super) fn dates(item: &Item, value: &[u8]) -> Vec<Wrong> {
    let mut wrong: Vec<Wrong> = [
        ("30 February", "20260230"),
        ("29 February of a short year", "20270229"),
        ("29 February of 2100", "21000229"),
        ("31 April", "20260431"),
        ("month 13", "20261301"),
        ("month 0", "20260001"),
        ("day 0", "20260100"),
        ("day 32", "20260132"),
        ("all nines", "99999999"),
        ("a digit short", "2026101"),
        ("a digit more", "202610011"),
        ("slashes", "2026/1/1"),
        ("hyphens", "2026-10-01"),
        ("a letter", "2026100X"),
        ("a minus", "-2026101"),
        ("a blank before it", " 20261001"),
        ("a blank in it", "202610 1"),
        ("an era", "R8.10.1"),
        ("year and month only", "202610"),
    ]
    .into_iter()
    .map(|(what, text)| plain(what, text, Error))
    .collect();
    let may_be_zero = place(item) == ("UPHOSOKU", 4);
    if !may_be_zero {
        wrong.push(plain("all zeros", "00000000", Error));
    }
    wrong.push(raw(
        "a full-width digit",
        [b"2026100", FULL_WIDTH_ONE].concat(),
        Error,
    ));
    if value.starts_with(b"0") {
        wrong.push(plain("leading zeros lost", "0", Error));
    }
    wrong
}

pub(super) fn months(item: &Item, _value: &[u8]) -> Vec<Wrong> {
    let mut wrong: Vec<Wrong> = [
        ("month 13", "202613"),
        ("month 0", "202600"),
        ("a digit short", "20261"),
        ("a day too", "20261001"),
        ("a letter", "20261X"),
        ("a blank after it", "202610 "),
        ("a hyphen", "2026-1"),
        ("a minus", "-20261"),
    ]
    .into_iter()
    .map(|(what, text)| plain(what, text, Error))
    .collect();
    wrong.push(raw(
        "a full-width digit",
        [b"20261", FULL_WIDTH_ONE].concat(),
        Error,
    ));
    // The month of the records is the month of the name; one file has one version.
    let what = if item.number == 1 {
        "another version"
    } else {
        "another month"
    };
    wrong.push(plain(what, "202011", Error));
    wrong
}

pub(super) fn times(item: &Item, value: &[u8]) -> Vec<Wrong> {
    let mut wrong: Vec<Wrong> = [
        ("minute 60", "1060"),
        ("minute 99", "0999"),
        ("hour 99", "9930"),
        ("three digits", "930"),
        ("five digits", "09300"),
        ("a colon", "9:30"),
        ("a colon and five characters", "09:30"),
        ("a letter", "09X0"),
        ("a blank before it", " 930"),
        ("a minus", "-930"),
    ]
    .into_iter()
    .map(|(what, text)| plain(what, text, Error))
    .collect();
    if value.starts_with(b"0") {
        wrong.push(raw("leading zero lost", value[1..].to_vec(), Error));
    }
    if item.form == "UP3KYO" {
        wrong.push(plain(
            "the value for no time, which only table 6 has",
            "9999",
            Error,
        ));
    }
    wrong.push(raw(
        "a full-width digit",
        [b"093", FULL_WIDTH_ONE].concat(),
        Error,
    ));
    wrong
}

pub(super) fn integers(item: &Item, value: &[u8]) -> Vec<Wrong> {
    let longest = item.longest.expect("integers have a length");
    let nines = |count: usize| "9".repeat(count);
    match place(item) {
        // The counts of the checklist have no printed form.
        ("UPYOBO", 43..=48) => {
            return vec![
                plain("two digits", "12", Error),
                plain("a letter", "X", Warning),
                plain("nine", "9", NoError),
            ];
        }
        // The printed length may be a misprint.
        ("UPPLAN", 19) => {
            return vec![
                plain("three digits", "100", Warning),
                plain("a letter", "X", Error),
            ];
        }
        _ => (),
    }
    let mut wrong = vec![
        plain("a letter", "X", Error),
        raw("a full-width digit", FULL_WIDTH_ONE.to_vec(), Error),
    ];
    if longest > 1 {
        wrong.push(plain("a blank before it", " 1", Error));
        wrong.push(plain("a blank after it", "1 ", Error));
        wrong.push(plain("a letter after it", "1X", Error));
    }
    if longest > 2 {
        wrong.push(plain("a fraction", "1.5", Error));
        // Nothing forbids zeros in front, and widths are only limits.
        let zeros = format!(
            "{}{}",
            "0".repeat(longest - value.len().max(1)),
            String::from_utf8_lossy(value)
        );
        if value.len() > 1 && zeros.len() > value.len() {
            wrong.push(plain("zeros in front", &zeros, NoError));
        }
    }
    match place(item) {
        ("UPSIKYU", 17) => {
            wrong.push(plain("six digits", &nines(6), Warning));
            wrong.push(plain("seven digits", &nines(7), Error));
        }
        ("UPSIKYU", 30) => {
            wrong.push(plain("five digits", &nines(5), NoError));
            wrong.push(plain("six digits", &nines(6), Error));
        }
        _ => wrong.push(plain("one digit too long", &nines(longest + 1), Error)),
    }
    wrong.extend(signed(item));
    // An amount of a kind's limit (items 20 to 55, four for each kind) says nothing without the kind.
    let needs_kind = item.form == "UPHOSOKU" && (20..=55).contains(&item.number);
    if value.is_empty() && !needs_kind {
        wrong.push(plain("a number", "1", NoError));
    }
    wrong
}

/// Zero and negative numbers, where something is said about them.
fn signed(item: &Item) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    match place(item) {
        ("UP2KYO", 6 | 8 | 13) => {
            wrong.push(plain("zero where numbers run from 1", "0", Error));
            wrong.push(plain("a negative number", "-1", Error));
        }
        // Reductions may have negative units; the standard does not say.
        ("UPPLAN", 8) | ("UPSIKYU", 13 | 15) => wrong.push(plain("negative units", "-1", NoError)),
        // Nothing happens a negative number of times or days.
        ("UPPLAN", 9 | 14) | ("UPSIKYU", 16 | 30 | 31 | 32) | ("UPHOSOKU", 57 | 58) => {
            wrong.push(plain("a negative number", "-1", Error));
        }
        _ => (),
    }
    wrong
}

pub(super) fn decimals() -> Vec<Wrong> {
    let mut wrong: Vec<Wrong> = [
        ("too long", "1000.00"),
        ("a letter", "11.4X"),
        ("two points", "1.1.40"),
        ("a minus", "-11.40"),
        ("a blank before it", " 11.40"),
        ("a blank after it", "11.40 "),
        ("three decimal places", "11.400"),
        ("three digits before the point", "111.40"),
        ("no digit before the point", ".40"),
        ("no digit after the point", "11."),
    ]
    .into_iter()
    .map(|(what, text)| plain(what, text, Error))
    .collect();
    wrong.push(raw(
        "a full-width digit",
        [b"11.4", FULL_WIDTH_ONE].concat(),
        Error,
    ));
    wrong.push(plain("exactly ten", "10.00", NoError));
    wrong
}

pub(super) fn postals() -> Vec<Wrong> {
    let mut wrong: Vec<Wrong> = [
        ("without its hyphen", "1500001"),
        ("eight digits", "15000011"),
        ("a digit short", "150-000"),
        ("a digit more", "150-00011"),
        ("the hyphen elsewhere", "1500-001"),
        ("a letter", "150-000X"),
        ("a blank for the hyphen", "150 0001"),
        ("a blank before it", " 150-0001"),
        ("a leading zero lost", "60-0001"),
    ]
    .into_iter()
    .map(|(what, text)| plain(what, text, Error))
    .collect();
    wrong.push(raw(
        "a full-width hyphen",
        b"150\x81\x7c0001".to_vec(),
        Error,
    ));
    wrong.push(raw(
        "a full-width digit",
        [b"150-000", FULL_WIDTH_ONE].concat(),
        Error,
    ));
    wrong
}

pub(super) fn phones() -> Vec<Wrong> {
    vec![
        plain("sixteen digits", "0901234567890123", Error),
        plain("brackets", "(03)1234-5678", NoError),
        plain("fifteen digits", "090123456789012", NoError),
        raw(
            "a character before the number",
            b"\x8e\xa903-1234-5678".to_vec(),
            Warning,
        ),
    ]
}

pub(super) fn flags() -> Vec<Wrong> {
    vec![
        plain("thirty flags", &"1".repeat(30), Error),
        plain("thirty-two flags", &"1".repeat(32), Error),
        plain("a two among them", &format!("2{}", "1".repeat(30)), Error),
        plain("a blank among them", &format!(" {}", "1".repeat(30)), Error),
        plain("a letter", "Y", Error),
        raw(
            "a full-width flag",
            [&b"1".repeat(30)[..], FULL_WIDTH_ONE].concat(),
            Error,
        ),
    ]
}
