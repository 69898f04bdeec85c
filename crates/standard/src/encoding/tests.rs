//! The character tables, code by code.

use super::*;

#[test]
fn every_code_that_reads_writes_a_code_that_reads_the_same() {
    let (mut codes, mut other_bytes) = (0, 0);
    for lead in 0x81..=0xfcu8 {
        for trail in 0..=0xffu8 {
            let pair = [lead, trail];
            if (0xa0..=0xdf).contains(&lead) || find_bad_character(&pair).is_some() {
                continue;
            }
            codes += 1;
            let written = encode(&decode(&pair).unwrap()).unwrap();
            other_bytes += usize::from(written != pair);
            assert_eq!(decode(&written), decode(&pair), "{lead:02X}{trail:02X}");
        }
    }
    // 9,604 codes of Windows-31J less the 1,880 of the private area; 398 are second codes.
    assert_eq!((codes, other_bytes), (7_724, 398));
}

#[test]
fn signs_that_differ_between_tables_read_and_write_as_windows_does() {
    for (bytes, text) in [
        ([0x81, 0x60], "\u{ff5e}"),
        ([0x81, 0x61], "\u{2225}"),
        ([0x81, 0x7c], "\u{ff0d}"),
        ([0x81, 0x5c], "\u{2015}"),
        ([0x81, 0x91], "\u{ffe0}"),
        ([0x81, 0x92], "\u{ffe1}"),
        ([0x81, 0xca], "\u{ffe2}"),
        ([0x81, 0x50], "\u{ffe3}"),
        ([0xfb, 0xfc], "髙"),
        ([0xfa, 0xb1], "﨑"),
        ([0x87, 0x40], "①"),
        ([0x87, 0x8a], "㈱"),
        ([0x94, 0x5c], "能"),
    ] {
        assert_eq!(decode(&bytes).unwrap(), text);
        assert_eq!(encode(text).unwrap(), bytes);
    }
    assert_eq!(decode(&[0x5c, 0x7e]).unwrap(), "\\~");
    assert_eq!(decode(&[0xb1, 0xdf]).unwrap(), "ｱﾟ");
    assert_eq!(encode("ｱﾟ").unwrap(), [0xb1, 0xdf]);
}

#[test]
fn second_codes_are_written_as_the_first() {
    assert_eq!(
        encode(&decode(&[0xfa, 0x4a]).unwrap()).unwrap(),
        [0x87, 0x54]
    );
    assert_eq!(
        encode(&decode(&[0xed, 0x40]).unwrap()).unwrap(),
        [0xfa, 0x5c]
    );
}

#[test]
fn characters_outside_are_refused_and_some_have_a_permitted_form() {
    for (text, number) in [
        ("𠮷野家", 1),
        ("葛\u{e0100}", 2),
        ("a\u{301c}", 2),
        ("\u{a5}", 1),
        ("\u{e000}", 1),
        ("\u{7f}", 1),
    ] {
        assert_eq!(encode(text).unwrap_err().number, number, "{text}");
    }
    for character in [
        '\u{301c}', '\u{2016}', '\u{2212}', '\u{2014}', '\u{a2}', '\u{a3}', '\u{ac}', '\u{a5}',
        '\u{203e}', '\u{a6}',
    ] {
        let form = permitted_form(character).unwrap();
        assert!(encode(&form.to_string()).is_ok(), "{character}");
    }
    assert_eq!(permitted_form('髙'), None);
}

#[test]
fn bad_characters_have_their_place_and_sort() {
    use CharacterProblem::*;
    for (bytes, offset, before, problem) in [
        (&b"\x88\xc0\xf0\x40"[..], 2, 1, Gaiji(0xf040)),
        (b"ab\xf9\xfc", 2, 2, Gaiji(0xf9fc)),
        (b"\x85\x40", 0, 0, Unassigned(0x8540)),
        (b"\x88,", 0, 0, Unassigned(0x882c)),
        (b"\x80", 0, 0, SingleByte(0x80)),
        (b"\xa0", 0, 0, SingleByte(0xa0)),
        (b"\xfd", 0, 0, SingleByte(0xfd)),
        (b"\xfe", 0, 0, SingleByte(0xfe)),
        (b"\xff", 0, 0, SingleByte(0xff)),
        (b"ab\x83", 2, 2, Truncated(0x83)),
        (b"a\x00", 1, 1, Control(0)),
        (b"a\tb", 1, 1, Control(9)),
        (b"\x7f", 0, 0, Control(0x7f)),
    ] {
        let expected = BadCharacter {
            offset,
            characters_before: before,
            problem,
        };
        assert_eq!(find_bad_character(bytes), Some(expected));
    }
    assert_eq!(find_bad_character(b"one\r\ntwo\nthree"), None);
}

#[test]
fn bad_characters_are_shown_and_the_rest_is_kept() {
    assert_eq!(
        decode_lossy(b"\x88\xc0\xf0\x40,\x88,\x80b\x83"),
        "安<F040>,<882C>,<80>b<83>"
    );
}

#[test]
fn utf8_is_told_from_ms932() {
    assert!(is_japanese_utf8("東京".as_bytes()));
    assert!(is_japanese_utf8("東京,渋谷".as_bytes()));
    assert!(!is_japanese_utf8(&encode("東京").unwrap()));
    assert!(!is_japanese_utf8(&encode("ﾃｽ").unwrap()));
    assert!(!is_japanese_utf8(b"Tokyo"));
}
