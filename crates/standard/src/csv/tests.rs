//! Shapes of records, short and damaged.

use super::*;
use expect_test::{Expect, expect};
use proptest::prelude::*;

/// Shows each record as `line: field | field … end`, with the problem if there is one.
#[track_caller]
fn check(file: &str, expected: Expect) {
    let bytes = file.as_bytes();
    let mut scanner = Scanner::new(bytes, 0);
    let mut record = Record::default();
    let mut shown = String::new();
    while scanner.read(&mut record) {
        let fields: Vec<String> = record
            .fields
            .iter()
            .map(|f| {
                String::from_utf8_lossy(&bytes[f.raw.clone()])
                    .replace('\n', "⏎")
                    .replace('\r', "↵")
            })
            .collect();
        shown += &format!(
            "{}: {} {:?}",
            record.line,
            fields.join(" | "),
            record.end.unwrap()
        );
        if let Some((index, problem)) = record.problem {
            shown += &format!(" field {}: {problem:?}", index + 1);
        }
        shown.push('\n');
    }
    expected.assert_eq(&shown);
}

#[test]
fn line_breaks_in_quotes_count_but_end_no_record() {
    check(
        "1,\"a\r\nb\nc\rd\"\r\n2,\"x\"\r\n",
        expect![[r#"
            1: 1 | "a↵⏎b⏎c↵d" CrLf
            5: 2 | "x" CrLf
        "#]],
    );
}

#[test]
fn every_line_end_ends_a_record() {
    check(
        "a\nb\rc\r\n\r\nd",
        expect![[r#"
            1: a Lf
            2: b Cr
            3: c CrLf
            4:  CrLf
            5: d Missing
        "#]],
    );
    check("", expect![""]);
    check("a,", expect!["1: a |  Missing\n"]);
}

#[test]
fn quotes_out_of_place_are_found_in_their_field() {
    check(
        "1,a\"b,2\r\n",
        expect![[r#"
        1: 1 | a"b | 2 CrLf field 2: StrayQuote
    "#]],
    );
    check(
        "1,\"a\"b,2\r\n",
        expect![[r#"
        1: 1 | "a"b | 2 CrLf field 2: TextAfterQuote
    "#]],
    );
    check(
        "1,\"say \"\"yes\"\"\",\"\"\r\n",
        expect![[r#"
        1: 1 | "say ""yes""" | "" CrLf
    "#]],
    );
}

#[test]
fn unclosed_quote_names_the_line_it_started_on() {
    check(
        "1\r\n2,\"a\r\nb\"\"\r\n3,x",
        expect![[r#"
        1: 1 CrLf
        2: 2 | "a↵⏎b""↵⏎3,x Missing field 2: UnclosedQuote { line: 2 }
    "#]],
    );
}

#[test]
fn removed_closing_quote_is_found_at_the_next_quote() {
    check(
        "1,\"a,2\r\n2,\"b\",3\r\n4\r\n",
        expect![[r#"
        1: 1 | "a,2↵⏎2,"b" | 3 CrLf field 2: TextAfterQuote
        3: 4 CrLf
    "#]],
    );
}

#[test]
fn content_is_what_stands_between_the_quotes() {
    let file = b"\"a\"\"b\",\"\",c,\"open";
    let mut record = Record::default();
    assert!(Scanner::new(file, 0).read(&mut record));
    let contents: Vec<&[u8]> = record
        .fields
        .iter()
        .map(|field| field.content(file))
        .collect();
    assert_eq!(contents, [&b"a\"\"b"[..], b"", b"c", b"open"]);
    assert!(record.fields[0].doubled && !record.fields[1].doubled);
}

/// Lines that often have the shape of the line before.
fn lines() -> impl Strategy<Value = Vec<u8>> {
    let byte = || prop::sample::select(b"ab7\x83\x41-,\"\r\n ".to_vec());
    let line = "[ab7]{0,9},\"?[ab7,]{0,6}\"?,[ab7]{3}";
    let changes = prop::collection::vec((any::<prop::sample::Index>(), byte()), 0..3);
    let lines = prop::collection::vec((prop::option::weighted(0.2, line), changes), 1..20);
    (line, lines).prop_map(|(first, lines)| {
        let mut last = [first.as_bytes(), b"\r\n"].concat();
        let mut bytes = last.clone();
        for (line, changes) in lines {
            if let Some(line) = line {
                last = [line.as_bytes(), b"\r\n"].concat();
            }
            for (place, byte) in changes {
                let place = place.index(last.len());
                last[place] = byte;
            }
            bytes.extend_from_slice(&last);
        }
        bytes
    })
}

proptest! {
    #[test]
    fn records_of_the_same_shape_are_read_as_any_others(bytes in lines()) {
        let (mut plain, mut quick) = (Scanner::new(&bytes, 0), Scanner::new(&bytes, 0));
        let (mut record, mut same) = (Record::default(), Record::default());
        let mut before: Vec<Vec<u8>> = Vec::new();
        while plain.read(&mut record) {
            prop_assert!(quick.read_after(&mut same, true));
            prop_assert_eq!(&same.fields, &record.fields);
            prop_assert_eq!((same.line, same.start, same.end, same.problem), (record.line, record.start, record.end, record.problem));
            prop_assert_eq!(quick.place(), plain.place());
            let values: Vec<Vec<u8>> = record.fields.iter().map(|field| bytes[field.raw.clone()].to_vec()).collect();
            if let Some(changed) = same.changed {
                prop_assert_eq!(values.len(), before.len());
                for (index, (value, last)) in values.iter().zip(&before).enumerate() {
                    prop_assert!(value == last || changed & (1 << index) != 0, "field {}", index + 1);
                }
            }
            before = values;
        }
        prop_assert!(!quick.read_after(&mut same, true));
    }
}

#[test]
fn of_lines_that_differ_in_the_day_what_stands_before_it_has_not_changed() {
    let bytes = b"202407,\"\x89\xee\x8c\xec\",244,,20261003,,1000\r\n202407,\"\x89\xee\x8c\xec\",244,,20261031,,1000\r\n";
    let mut scanner = Scanner::new(bytes, 0);
    let mut record = Record::default();
    assert!(scanner.read_after(&mut record, true) && record.changed.is_none());
    assert!(scanner.read_after(&mut record, true));
    // Whole words are compared, so that fields behind the day may count as changed.
    assert_eq!(record.changed.map(|fields| fields & 0b1_1111), Some(1 << 4));
}
