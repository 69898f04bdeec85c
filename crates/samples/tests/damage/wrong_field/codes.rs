//! Codes: of insurers, clients, offices, services and things, and those with a table.

use super::Expect::NoError;
use super::Expect::{Error, Noticed, Warning};
use super::{FULL_WIDTH_ONE, Wrong, place, plain, raw};
use crate::facts::Item;

/// Numbers of insurers, clients, offices, and codes of services and things: characters and length are fixed.
pub(super) fn codes_of_office(item: &Item, value: &[u8]) -> Vec<Wrong> {
    match place(item) {
        // The floor of a room may be anything of two characters.
        ("UPKIHON", 35) => {
            return vec![
                plain("three characters", "123", Error),
                plain("a sign", "*", NoError),
            ];
        }
        // A fixed value whose row in the printed table is uncertain.
        ("UPSIKYU", 34) => {
            return vec![
                plain("another value", "9999999998", Warning),
                plain("a digit short", "999999999", Noticed),
                plain("letters", "99999X9999", Noticed),
            ];
        }
        _ => (),
    }
    if matches!(place(item), ("UPPLAN", 16 | 17) | ("UPSIKYU", 10 | 11)) {
        equipment_codes(value)
    } else {
        fixed_codes(item, value)
    }
}

/// Codes of things that are lent: the printed form is an example only, so a shorter code or a full-width hyphen is a
/// warning.
fn equipment_codes(value: &[u8]) -> Vec<Wrong> {
    let base = if value.is_empty() {
        b"00001-000010"
    } else {
        value
    };
    vec![
        raw("one character too long", [base, b"1"].concat(), Error),
        raw("one character short", base[..11].to_vec(), Warning),
        raw("a sign in it", [&base[..11], b"*"].concat(), Error),
        raw("a blank before it", [b" ", base].concat(), Error),
        raw(
            "a blank instead of the last",
            [&base[..11], b" "].concat(),
            Error,
        ),
        raw(
            "a full-width hyphen",
            [&base[..5], b"\x81\x7c", &base[6..]].concat(),
            Warning,
        ),
    ]
}

fn fixed_codes(item: &Item, value: &[u8]) -> Vec<Wrong> {
    let longest = item.longest.expect("numbers and codes have a length");
    let base = if value.is_empty() {
        b"1".repeat(longest)
    } else {
        value.to_vec()
    };
    let start = &base[..base.len() - 1];
    let too_long = [&base[..], &b"1".repeat(longest + 1 - base.len())].concat();
    let mut wrong = vec![
        raw("one character too long", too_long, Error),
        raw("a sign in it", [start, b"*"].concat(), Error),
        raw("a blank before it", [b" ", &base[..]].concat(), Error),
        raw("a blank instead of the last", [start, b" "].concat(), Error),
        raw(
            "a full-width digit in it",
            [start, FULL_WIDTH_ONE].concat(),
            Error,
        ),
    ];
    if item.exact {
        wrong.push(raw("one character short", start.to_vec(), Error));
        let zeros = base.iter().take_while(|byte| **byte == b'0').count();
        if zeros > 0 {
            wrong.push(raw("leading zeros lost", base[zeros..].to_vec(), Error));
        }
    }
    if item.kind == "digits" {
        wrong.push(raw("a letter in it", [start, b"A"].concat(), Error));
        wrong.push(raw("a minus before it", [b"-", &base[1..]].concat(), Error));
    }
    // Item 3 of every form is the insured number: ten digits, or H and nine.
    if item.number == 3 {
        wrong.push(raw(
            "a letter that is not H",
            [b"A", &base[1..]].concat(),
            Error,
        ));
        wrong.push(raw(
            "H in the middle",
            [&base[..4], b"H", &base[5..]].concat(),
            Error,
        ));
        wrong.push(raw("a small h", [b"h", &base[1..]].concat(), Error));
    }
    wrong
}

pub(super) fn codes(item: &Item, value: &[u8]) -> Vec<Wrong> {
    let length = item.longest.expect("codes have a length");
    let mut wrong = Vec::new();
    for (what, outside) in [
        ("another digit", "9".repeat(length)),
        ("zero", "0".repeat(length)),
        ("the code seven", "7".repeat(length)),
        ("a letter", "X".repeat(length)),
        ("one more digit", "1".repeat(length + 1)),
        ("a minus", "-1".to_owned()),
        (
            "a number with a leading zero",
            format!("0{}", "1".repeat(length)),
        ),
        ("a blank before it", format!(" {}", item.codes[0])),
        ("a blank after it", format!("{} ", item.codes[0])),
        ("one digit less", item.codes[0][..length - 1].to_owned()),
        ("the code of non-cover in small letters", "n".repeat(length)),
    ] {
        if !outside.is_empty() && !item.codes.contains(&outside.as_str()) {
            wrong.push(plain(what, &outside, Error));
        }
    }
    if place(item) == ("UPKIHON", 23) || place(item) == ("UPKIHON", 26) {
        wrong.push(plain("a level of the other table", "06", Error));
    }
    if value.first() == Some(&b'0') && value.len() > 1 {
        wrong.push(raw("leading zero lost", value[1..].to_vec(), Error));
    }
    wrong.push(raw(
        "a full-width digit",
        [&b"0".repeat(length - 1)[..], FULL_WIDTH_ONE].concat(),
        Error,
    ));
    wrong
}
