//! Free text: nearly everything is permitted, but for characters outside MS932.

use super::Expect::{Error, ErrorInLine, NoError, Warning};
use super::{FULL_WIDTH_ONE, Wrong, plain, quoted, raw};

pub(super) fn free_texts(value: &[u8]) -> Vec<Wrong> {
    let unquoted = !value.iter().any(|byte| b",\"\r\n".contains(byte));
    let mut odd = vec![
        raw(
            "a very long text",
            quoted(&b"\x82\xa0".repeat(3000)),
            NoError,
        ),
        raw(
            "NEC and IBM characters",
            quoted(b"\x87\x40\xfb\xfc\xfa\xb1\xed\x40"),
            NoError,
        ),
        raw("half-width katakana", quoted(b"\xb1\xb2\xdd"), NoError),
        raw("full-width digits", quoted(b"\x82\x4f\x82\x50"), NoError),
        raw("blanks around", quoted(b" a \x81\x40"), NoError),
        raw("a negative number", quoted(b"-1"), NoError),
        raw(
            "comma, quote, line break",
            quoted(b"a,b\r\n\"c\"\r\n"),
            NoError,
        ),
        raw("a line feed alone inside", quoted(b"a\nb"), NoError),
        raw(
            "a second byte 5C and 7C",
            quoted(b"\x95\x5c\x8a\x7c"),
            NoError,
        ),
        // In MS932, and texts pasted from tables have it.
        raw("a tab", quoted(b"a\tb"), Warning),
        raw(
            "UTF-8 among MS932",
            quoted("訪問介護サービス".as_bytes()),
            Error,
        ),
        // Without its quotes, or with one too few, a text tears its record.
        raw("a comma without quotes", b"a,b".to_vec(), Error),
        raw("two commas without quotes", b"a,b,\x82\xa0".to_vec(), Error),
        raw(
            "a line break without quotes",
            b"a\r\nb".to_vec(),
            ErrorInLine,
        ),
        raw(
            "a quote inside that is not doubled",
            b"\"a\"b\"".to_vec(),
            Error,
        ),
        raw("an unclosed quote", b"\"a".to_vec(), Error),
        raw("a quote in an unquoted text", b"a\"b".to_vec(), Error),
        raw(
            "half a character before the closing quote",
            b"\"\x82\xa0\x81\"".to_vec(),
            Error,
        ),
    ];
    if unquoted {
        odd.push(raw("without quotes", value.to_vec(), NoError));
    }
    odd
}

/// The numbers of UPYOBO_SUB: free text by the letter, two characters, numbers by their nature.
pub(super) fn short_texts() -> Vec<Wrong> {
    vec![
        raw("three characters", quoted(b"123"), Error),
        plain("three digits without quotes", "123", Error),
        raw("letters", quoted(b"AB"), Warning),
        raw("a full-width digit", quoted(FULL_WIDTH_ONE), Warning),
        raw("a digit in quotes", quoted(b"1"), NoError),
        raw("two digits", b"12".to_vec(), NoError),
    ]
}
