//! Shapes of records, short and damaged.

use super::*;
use expect_test::{Expect, expect};

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
