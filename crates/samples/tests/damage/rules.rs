//! Broken rules between items and records, and what the standard leaves open.

use crate::cases::{Cases, Expect, Files, files_of, position, ticket};
use crate::pool::{RawFile, SETS};

/// A subtotal that is needed: several lines of its kind count towards the limit.
fn needed_subtotal(file: &RawFile) -> Option<usize> {
    let same_kind = |one: usize, other: usize| {
        let alike = [3, 7]
            .iter()
            .all(|item| file.content(one, *item) == file.content(other, *item));
        alike && file.content(one, 9)[..2] == file.content(other, 9)[..2]
    };
    let counts = |line: usize| !file.content(line, 18).is_empty();
    (0..file.records.len()).find(|index| {
        let lines =
            (0..file.records.len()).filter(|line| counts(*line) && same_kind(*line, *index));
        // The subtotal itself is one of them.
        file.content(*index, 9).ends_with(b"AAAA") && lines.count() > 2
    })
}

#[test]
fn broken_totals_of_table_07_are_found() {
    let mut cases = Cases::new();
    let set = ticket();
    let at = position(&set, "UPSIKYU");
    let file = &set.files[at];
    let total = (0..file.records.len())
        .find(|index| file.content(*index, 9) == b"999999")
        .unwrap();
    let subtotal = needed_subtotal(file).unwrap();
    for (what, index) in [
        ("the grand total", total),
        ("a subtotal that is needed", subtotal),
    ] {
        let mut damaged = set.clone();
        damaged.files[at].records.remove(index);
        let what = format!("table 7 without {what}");
        cases.check(&what, &files_of(&damaged), Expect::FileError(at, None));
    }
    let error = |index: usize| Expect::FileError(at, Some(file.line(index)));
    let noticed = Expect::FileNoticed(at);
    for (what, index, item, value, expect) in [
        ("units on the grand total", total, 13, "5", noticed),
        ("units on a subtotal", subtotal, 13, "5", noticed),
        (
            "a discounted rate on a subtotal",
            subtotal,
            14,
            "95",
            noticed,
        ),
        (
            "discounted units on the grand total",
            total,
            15,
            "95",
            noticed,
        ),
        (
            "an office on the grand total",
            total,
            7,
            "1370300021",
            noticed,
        ),
        ("a kind that does not exist", 0, 9, "ZZ1111", error(0)),
        ("a kind outside the exchange", 0, 9, "511111", error(0)),
        (
            "a subtotal of no kind",
            subtotal,
            9,
            "ZZAAAA",
            error(subtotal),
        ),
        (
            "a subtotal with a wrong ending",
            subtotal,
            9,
            "11AAAB",
            noticed,
        ),
    ] {
        let mut damaged = set.clone();
        damaged.files[at].records[index][item - 1] = value.as_bytes().to_vec();
        cases.check(&format!("table 7: {what}"), &files_of(&damaged), expect);
    }
    cases.finish(11);
}

/// What is wrong, the kind of file, the item of the first record, its value; whether that is an error there or at
/// least a warning.
const FIRST_RECORD: &[(&str, &str, usize, &str, bool)] = &[
    (
        "a service day of another month",
        "UPPLAN",
        10,
        "20250110",
        false,
    ),
    (
        "a service day of another month",
        "UPJSK",
        10,
        "20250110",
        false,
    ),
    ("a kind outside the exchange", "UPPLAN", 15, "511111", true),
    ("a kind that does not exist", "UPPLAN", 15, "ZZ1111", true),
    (
        "services of another kind than in the name",
        "UPJSK",
        15,
        "121111",
        false,
    ),
    (
        "services of another office than in the name",
        "UPJSK",
        20,
        "1379900018",
        false,
    ),
    ("an end without its start", "UPPLAN", 12, "9999", false),
    (
        "another month in the supplement of a ticket",
        "UPHOSOKU",
        63,
        "202011",
        true,
    ),
    (
        "no month in the supplement of a ticket",
        "UPHOSOKU",
        63,
        "000000",
        true,
    ),
    (
        "a day in the supplement of a ticket",
        "UPHOSOKU",
        4,
        "20260901",
        true,
    ),
    ("a kind outside the exchange", "DLTJSK", 6, "51", true),
    ("another month", "DLTPLAN", 4, "202011", true),
    ("another month", "DLTJSK", 4, "202011", true),
];

#[test]
fn broken_rules_of_records_are_found() {
    let mut cases = Cases::new();
    for (what, prefix, item, value, error) in FIRST_RECORD {
        let mut damaged = if *prefix == "UPHOSOKU" {
            ticket()
        } else {
            SETS[*prefix].clone()
        };
        let at = position(&damaged, prefix);
        damaged.files[at].records[0][item - 1] = value.as_bytes().to_vec();
        let expect = if *error {
            Expect::FileError(at, Some(1))
        } else {
            Expect::FileNoticed(at)
        };
        cases.check(&format!("{prefix}: {what}"), &files_of(&damaged), expect);
    }
    let plan = SETS["UP1KYO"].clone();
    let at = position(&plan, "UPHOSOKU");
    for (what, item, value) in [
        ("a month", 63, "202610"),
        ("no day of the plan", 4, "00000000"),
    ] {
        let mut damaged = plan.clone();
        damaged.files[at].records[0][item - 1] = value.as_bytes().to_vec();
        let expect = Expect::FileError(at, Some(1));
        cases.check(
            &format!("supplement of a plan: {what}"),
            &files_of(&damaged),
            expect,
        );
    }
    cases.finish(15);
}

/// What the standard allows or leaves open must pass: forwarding, and addresses that are not often seen.
#[test]
fn unusual_addresses_are_no_errors() {
    let mut cases = Cases::new();
    let actual = &SETS["UPJSK"].files[0];
    for (what, address, expect) in [
        (
            "a care office forwards to the centre",
            "1370200015_43_1300500046_46",
            Expect::NoError,
        ),
        (
            "the kinds the wrong way round",
            "1370600059_43_1370200015_17",
            Expect::Warning,
        ),
        (
            "an office of the same number",
            "1370200015_17_1370200015_43",
            Expect::NoError,
        ),
        (
            "an office number with a letter",
            "13A0600059_17_1370200015_43",
            Expect::NoError,
        ),
        (
            "the municipality's programme",
            "1370600059_17_1370200015_AF",
            Expect::NoError,
        ),
    ] {
        let name = with_address(&actual.name, address);
        cases.check(
            &format!("actuals: {what}"),
            &vec![(name, actual.bytes())],
            expect,
        );
    }
    for (what, address, expect) in [
        (
            "from the care office to the centre",
            "1370200015_43_1300500046_46",
            Expect::NoError,
        ),
        (
            "of a small multi-purpose office",
            "1370200015_73_1370300021_11",
            Expect::NoError,
        ),
        (
            "in the wrong direction",
            "1370300021_11_1370200015_43",
            Expect::Noticed,
        ),
    ] {
        let files: Files = files_of(&ticket())
            .into_iter()
            .map(|(name, bytes)| (with_address(&name, address), bytes))
            .collect();
        cases.check(&format!("a ticket {what}"), &files, expect);
    }
    cases.finish(8);
}

/// A name with a month and another sender and receiver.
fn with_address(name: &str, address: &str) -> String {
    let parts: Vec<&str> = name.split('_').collect();
    [&parts[..2], &[address], &parts[6..]].concat().join("_")
}

/// Records that come twice, visits over midnight: odd, but the standard has no word against them.
#[test]
fn odd_records_are_no_errors() {
    let mut cases = Cases::new();
    for (prefix, set) in SETS.iter() {
        let at = position(set, prefix);
        let mut doubled = set.clone();
        let first = doubled.files[at].records[0].clone();
        doubled.files[at].records.push(first);
        // A second head of a client's plan contradicts "one record for one plan"; other repeats are open.
        if [
            "UPPLAN",
            "UPJSK",
            "UP2KYO",
            "UP3KYO",
            "UPKIHON_SUB1",
            "UPKIHON_SUB2",
        ]
        .contains(&prefix.as_str())
        {
            cases.check(
                &format!("{prefix}: a record twice"),
                &files_of(&doubled),
                Expect::NoError,
            );
        }
    }
    for prefix in ["UPPLAN", "UPJSK"] {
        let mut set = SETS[prefix].clone();
        let at = position(&set, prefix);
        let record = &mut set.files[at].records[0];
        record[11] = b"2200".to_vec();
        record[12] = b"0600".to_vec();
        cases.check(
            &format!("{prefix}: over midnight"),
            &files_of(&set),
            Expect::NoError,
        );
    }
    cases.finish(8);
}

#[test]
fn a_month_before_version_4_is_a_warning_in_version_4() {
    let mut old = SETS["UPJSK"].files[0].clone();
    let month = old.name[6..12].to_owned();
    old.name = old.name.replacen(&month, "202503", 1);
    for field in old.records.iter_mut().flatten() {
        if field.starts_with(month.as_bytes()) {
            field.splice(..6, *b"202503");
        }
    }
    let mut cases = Cases::new();
    cases.check(
        "March 2025",
        &vec![(old.name.clone(), old.bytes())],
        Expect::Warning,
    );
    cases.finish(1);
}
