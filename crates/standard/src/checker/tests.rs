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

const TICKET_NAME: &str = "UPPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV";

const TICKET_LINE: &str = "202407,131059,0000000001,20261001,202610,1370200015,\"Aoba\",244,,20261003,,1000,1020,1,111111,,,,,\
                           1370300021,\"Care\",,0,1370200015,\r\n";

/// Lines of one service, most of them with the day alone changed, and damage that stays for some lines.
fn lines_of_one_shape(count: usize) -> Vec<Vec<u8>> {
    let mut line = TICKET_LINE.as_bytes().to_vec();
    let mut random: u64 = 7;
    let mut next = |bound: usize| {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (random >> 33) as usize % bound
    };
    (0..count)
        .map(|_| {
            match next(9) {
                0 => line = TICKET_LINE.as_bytes().to_vec(),
                1 => line = TICKET_LINE.replace("\"Aoba\"", "Aoba").into_bytes(),
                2 => {
                    let place = next(line.len());
                    line[place] = b"0129A-,\"\r\n \x83"[next(12)];
                }
                _ => {
                    let month = line.windows(9).position(|part| part == b",,2026100");
                    month.inspect(|start| line[start + 9] = b'0' + next(10) as u8);
                }
            }
            line.clone()
        })
        .collect()
}

#[test]
fn lines_of_one_shape_are_judged_as_if_each_stood_alone() {
    let lines = lines_of_one_shape(2_000);
    let first = (0..HEAD_SIZE_BYTES / 100).flat_map(|number| {
        let mut line = TICKET_LINE.as_bytes().to_vec();
        line[14..24].copy_from_slice(format!("{:010}", number + 10).as_bytes());
        line
    });
    let first: Vec<u8> = first.collect();
    // Between two pieces nothing is known of the line before.
    let mut pieces = vec![first.as_slice()];
    pieces.extend(lines.iter().map(Vec::as_slice));
    let alone = findings(TICKET_NAME, &pieces);
    assert!(alone.len() > 2_000, "{}", alone.len());
    let whole = pieces.concat();
    let (head, rest) = whole.split_at(first.len());
    assert_eq!(findings(TICKET_NAME, &[head, rest]), alone);
}

#[test]
fn what_a_header_has_in_common_with_the_first_record_is_judged() {
    let header = TICKET_LINE.replace(|digit: char| digit.is_ascii_digit(), "x");
    let record = TICKET_LINE.replace("1370300021", "xxxxxxxxxx");
    let found = findings(TICKET_NAME, &[header.as_bytes(), record.as_bytes()]);
    assert!(found[0].starts_with("CSV-05 1 "), "{found:?}");
    assert!(found[1].starts_with("T06-C20 2 "), "{found:?}");
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
