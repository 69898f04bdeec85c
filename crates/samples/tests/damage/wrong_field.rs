//! Wrong values for one item, each with what the standard lets expect: the judgement is made from the item's kind,
//! length and codes, and from the list of points that the standard leaves open.
//!
//! "Open" points are those where the printed standard can be read in two ways; there a warning is due, never an error.

use crate::facts::Item;

mod codes;
mod numbers;
mod texts;

use codes::{codes, codes_of_office};
use numbers::{dates, decimals, flags, integers, months, phones, postals, times};
use texts::{free_texts, short_texts};

/// What must come of a damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expect {
    /// An error at the line and item.
    Error,
    /// An error at the line; the item may be named or not.
    ErrorInLine,
    /// A warning at the line and item, and no error anywhere.
    Warning,
    /// At least a warning at the line and item.
    Noticed,
    /// No error anywhere.
    NoError,
}

/// A wrong (or odd, but permitted) field as raw bytes, quotes included.
pub(crate) struct Wrong {
    pub(crate) what: &'static str,
    pub(crate) raw: Vec<u8>,
    pub(crate) expect: Expect,
}

use Expect::{Error, NoError, Noticed, Warning};

/// A full-width digit one in MS932.
const FULL_WIDTH_ONE: &[u8] = b"\x82\x50";

/// Bytes that are no character of the standard: each is wrong in every item of every form.
const NO_CHARACTERS: &[(&str, &[u8])] = &[
    ("a user-defined character (F040)", b"\xf0\x40"),
    ("the last user-defined character (F9FC)", b"\xf9\xfc"),
    ("the byte 80", b"\x80"),
    ("the byte A0", b"\xa0"),
    ("the byte FD", b"\xfd"),
    ("the byte FF", b"\xff"),
    ("an unassigned pair (85A0)", b"\x85\xa0"),
    ("an unassigned pair (81AD)", b"\x81\xad"),
    ("a lead byte before a digit", b"\x811"),
];

/// Every damage of `item`, whose valid contents are `value`.
pub(crate) fn wrong_fields(item: &Item, value: &[u8]) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    if !value.is_empty() {
        wrong.extend(emptied(item).map(|expect| Wrong {
            what: "emptied",
            raw: Vec::new(),
            expect,
        }));
    }
    for (what, bytes) in NO_CHARACTERS {
        let raw = if item.kind == "free_text" {
            quoted(&[value, bytes].concat())
        } else {
            [value, bytes].concat()
        };
        wrong.push(Wrong {
            what,
            raw,
            expect: Error,
        });
    }
    if !matches!(item.kind, "free_text" | "phone" | "unused") && place(item) != ("UPKIHON", 35) {
        wrong.push(Wrong {
            what: "kanji",
            raw: b"\x8e\x52\x93\x63".to_vec(),
            expect: kanji(item),
        });
        wrong.push(Wrong {
            what: "a tab after it",
            raw: [value, b"\t"].concat(),
            expect: Error,
        });
    }
    let more = match item.kind {
        "free_text" if item.longest.is_some() => short_texts(),
        "free_text" => free_texts(value),
        "digits" | "alnum" => codes_of_office(item, value),
        "code" => codes(item, value),
        "date_ymd" => dates(item, value),
        "month_ym" => months(item, value),
        "time_hhmm" => times(item, value),
        "integer" => integers(item, value),
        "decimal" => decimals(),
        "postal" => postals(),
        "phone" => phones(),
        "flag_string" => flags(),
        "unused" => vec![plain("filled though unused", "X", NoError)],
        kind => panic!("facts.tsv has a kind without damages: {kind}"),
    };
    let names_picture = place(item) == ("UPKIHON", 62);
    wrong.extend(more.into_iter().map(|wrong| match wrong.expect {
        // This text is the name of a picture of the set: what is no such name is noticed, but a picture is only
        // recommended.
        NoError if names_picture && !wrong.raw.is_empty() => Wrong {
            expect: Warning,
            ..wrong
        },
        _ => wrong,
    }));
    wrong
}

fn quoted(content: &[u8]) -> Vec<u8> {
    let mut raw = vec![b'"'];
    for byte in content {
        if *byte == b'"' {
            raw.push(b'"');
        }
        raw.push(*byte);
    }
    raw.push(b'"');
    raw
}

fn plain(what: &'static str, content: &str, expect: Expect) -> Wrong {
    assert!(content.is_ascii());
    Wrong {
        what,
        raw: content.as_bytes().to_vec(),
        expect,
    }
}

fn raw(what: &'static str, raw: Vec<u8>, expect: Expect) -> Wrong {
    Wrong { what, raw, expect }
}

/// The place of an item for the lists of open points.
fn place(item: &Item) -> (&'static str, usize) {
    (item.form, item.number)
}

/// What is due when a filled item becomes empty; `None` where that depends on other records.
fn emptied(item: &Item) -> Option<Expect> {
    match place(item) {
        // The circles of these items cannot be assigned with certainty.
        ("UPPLAN", 6..=8) | ("UPHOSOKU", 5) => Some(Warning),
        // Needed by one column of the standard, not by the other.
        ("UPKIHON" | "UPYOBO", 6) => Some(Warning),
        // Asked for by the value of the item before.
        ("UPKIHON", 9 | 13) => Some(Noticed),
        // Either of the two codes; valid rows have only one.
        ("UPPLAN", 16 | 17) | ("UPSIKYU", 10 | 11) => Some(Error),
        ("UPPLAN", 11 | 19 | 22) | ("UPSIKYU", 8) => None,
        _ if item.required == "y" => Some(Error),
        _ => Some(NoError),
    }
}

/// Words where a number or code belongs: an error, but where the kind of the item itself is in doubt.
fn kanji(item: &Item) -> Expect {
    match place(item) {
        ("UPYOBO", 43..=48) | ("UPSIKYU", 34 | 35) => Noticed,
        _ => Error,
    }
}
