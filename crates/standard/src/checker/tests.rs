//! Pieces of any size give what the whole file gives, and nothing grows with the file.

use super::{FileChecker, HEAD_SIZE_BYTES, RECORD_SIZE_BYTES_MAX};
use crate::finding::en;
use crate::join_files;

const NAME: &str = "DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV";

fn findings(name: &str, pieces: &[&[u8]]) -> Vec<String> {
    let mut checker = FileChecker::new(name);
    pieces.iter().for_each(|piece| checker.feed(piece));
    let report = join_files(vec![checker.finish()]);
    let list = report.files[0].findings.iter();
    list.map(|finding| {
        let line = finding.line.unwrap_or(0);
        format!("{} {line} {}", finding.code, en::text(finding).message)
    })
    .collect()
}

/// Records with line ends of every sort, a quote that holds them, and damage.
fn contents(records: usize) -> Vec<u8> {
    let ends: [&[u8]; 3] = [b"\r\n", b"\n", b"\r"];
    let mut bytes = Vec::new();
    for number in 0..records {
        let date = if number % 5000 == 7 {
            "20260231"
        } else {
            "20260925"
        };
        bytes.extend_from_slice(format!("202407,131059,{number:010},{date}").as_bytes());
        if number % 9000 == 11 {
            bytes.extend_from_slice(b",\"a\r\n\"\"b\rc\n\"");
        }
        bytes.extend_from_slice(ends[number % 4 % 3]);
    }
    bytes
}

#[test]
fn pieces_of_any_size_give_what_the_whole_gives() {
    let small = contents(20);
    let large = contents(60_000);
    assert!(large.len() > HEAD_SIZE_BYTES + HEAD_SIZE_BYTES / 2);
    for (bytes, sizes) in [
        (&small, [1, 2, 3, 7, 100]),
        (&large, [4093, 65_536, 99_991, 1 << 20, 1 << 21]),
    ] {
        let whole = findings(NAME, &[bytes]);
        assert!(whole.len() >= 3, "{whole:?}");
        for size in sizes {
            let pieces: Vec<&[u8]> = bytes.chunks(size).collect();
            assert_eq!(findings(NAME, &pieces), whole, "pieces of {size} bytes");
        }
    }
}

#[test]
fn a_record_without_end_is_a_finding_and_does_not_stay_in_memory() {
    let start = b"202407,131059,0000000123,20260925\r\n202407,\"";
    let piece = vec![b'a'; 1 << 20];
    let mut checker = FileChecker::new(NAME);
    checker.feed(start);
    for _ in 0..20 {
        checker.feed(&piece);
        assert!(checker.pending.capacity() <= 3 * RECORD_SIZE_BYTES_MAX);
    }
    let report = join_files(vec![checker.finish()]);
    let finding = &report.files[0].findings;
    assert_eq!(report.files[0].records, 2);
    let (code, text) = (finding[0].code.to_string(), en::text(&finding[0]).message);
    assert_eq!((code.as_str(), finding[0].line), ("CSV-10", Some(2)));
    assert_eq!(
        text,
        "the record is longer than 4 MiB; nothing from here on was checked"
    );
    assert_eq!(finding.len(), 1);
}

#[test]
fn the_beginning_tells_the_character_set_even_if_a_character_is_cut() {
    let mut bytes = "202407,131059,介護"
        .repeat(HEAD_SIZE_BYTES / 10)
        .into_bytes();
    bytes.push(b'\n');
    for cut in HEAD_SIZE_BYTES - 3..HEAD_SIZE_BYTES + 3 {
        let found = findings(NAME, &[&bytes[..cut], &bytes[cut..]]);
        let utf8 = found.iter().any(|text| text.starts_with("ENC-01 1 "));
        assert!(utf8, "{cut}: {found:?}");
    }
}

#[test]
fn a_large_text_is_an_attachment_wherever_its_beginning_ends() {
    let utf8 = "めも".repeat(HEAD_SIZE_BYTES);
    let (ms932, _, _) = encoding_rs::SHIFT_JIS.encode(&utf8);
    for bytes in [utf8.as_bytes(), &ms932, &[b"a", &*ms932].concat()] {
        let pieces: Vec<&[u8]> = bytes.chunks(65_537).collect();
        let found = findings("memo.txt", &pieces);
        assert!(found[0].starts_with("NAM-14"), "{found:?}");
    }
}
