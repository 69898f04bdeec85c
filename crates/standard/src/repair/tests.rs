//! Each kind of repair: what is proposed, and the bytes that come out.

use super::characters::{is_in_ms932, permit, rows};
use super::*;
use crate::check_files;

const DELETION: &str = "DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV";
const SERVICE: &str = "UPPLAN_202610_1370200015_43_1370300021_11_20260925101500.CSV";
const PLAN: &str = "UP3KYO_1370200015_43_1370300021_11_20260925101500.CSV";

/// A right record of table 6.
const TICKET: &str = "202407,131059,0000000123,20260925,202610,1370200015,\"支援 花子\",000245,,20261001,,0900,0930,1,111111,,,,,1370300021,\"訪問\",,1,,\r\n";

fn ms932(text: &str) -> Vec<u8> {
    crate::encoding::encode(text).unwrap()
}

fn input<'a>(path: &'a str, bytes: &'a [u8]) -> Input<'a> {
    Input { path, bytes }
}

/// `kind item lines: before → after` for each proposed repair.
fn shown(proposal: &Proposal) -> Vec<String> {
    let show = |repair: &Repair| {
        let item = repair.column.map_or(0, |column| column.number);
        format!(
            "{} {item} {:?}: {} → {}",
            repair.kind.as_str(),
            repair.lines,
            repair.before,
            repair.after
        )
    };
    proposal.repairs.iter().map(show).collect()
}

/// Proposes for one file, applies everything, and proposes again: nothing may be left to repair.
fn check(path: &str, bytes: &[u8], expected: &[&str], repaired: &[u8]) {
    let input = input(path, bytes);
    let proposal = propose_repairs(&[input], &OwnForms::default());
    assert_eq!(shown(&proposal), expected);
    let all: Vec<&Repair> = proposal.repairs.iter().collect();
    let after = apply_repairs(&input, &all);
    assert_eq!(
        crate::encoding::decode_lossy(&after.bytes),
        crate::encoding::decode_lossy(repaired)
    );
    assert_eq!(after.bytes, repaired);
    let again = Input {
        path: &after.name,
        bytes: &after.bytes,
    };
    assert_eq!(propose_repairs(&[again], &OwnForms::default()).repairs, []);
    assert_eq!(apply_repairs(&input, &[]).bytes, bytes);
}

#[test]
fn right_file_gets_no_repair() {
    check(SERVICE, &ms932(TICKET), &[], &ms932(TICKET));
}

#[test]
fn utf8_becomes_ms932_with_and_without_mark() {
    let right = ms932(TICKET);
    check(
        SERVICE,
        TICKET.as_bytes(),
        &["utf-8 0 []: UTF-8 → MS932"],
        &right,
    );
    let marked = format!("\u{feff}{TICKET}");
    check(
        SERVICE,
        marked.as_bytes(),
        &["utf-8 0 []: UTF-8 (BOM) → MS932"],
        &right,
    );
    let marked = [b"\xef\xbb\xbf", right.as_slice()].concat();
    check(
        SERVICE,
        &marked,
        &["byte-order-mark 0 []: EF BB BF → "],
        &right,
    );
}

#[test]
fn characters_get_their_permitted_form() {
    let utf8 = TICKET.replace("支援 花子", "𠮷田\u{3000}髙﨑①☎か\u{3099}葛\u{e0100}〜");
    check(
        SERVICE,
        utf8.as_bytes(),
        &[
            "utf-8 0 []: UTF-8 → MS932",
            "characters 7 [1]: 𠮷田\u{3000}髙﨑①☎か\u{3099}葛\u{e0100}〜 → 吉田\u{3000}髙﨑①電話が葛～",
        ],
        &ms932(&TICKET.replace("支援 花子", "吉田\u{3000}髙﨑①電話が葛～")),
    );
}

#[test]
fn character_without_a_form_is_named_and_its_file_stays() {
    let utf8 = TICKET.replace("支援", "𩸽").replace("\r\n", "\n");
    let input = input(SERVICE, utf8.as_bytes());
    let proposal = propose_repairs(&[input], &OwnForms::default());
    assert_eq!(shown(&proposal), ["line-ends 0 [1]: LF → CRLF"]);
    let unknown = &proposal.unknown_characters[0];
    let column = unknown.column.map(|column| column.number);
    assert_eq!(
        (unknown.line, column, unknown.character.as_str()),
        (1, Some(7), "𩸽")
    );
    let own = OwnForms::parse("# ours\n𩸽 ほっけ\n").unwrap();
    let proposal = propose_repairs(&[input], &own);
    let all: Vec<&Repair> = proposal.repairs.iter().collect();
    let repaired = apply_repairs(&input, &all).bytes;
    assert_eq!(repaired, ms932(&TICKET.replace("支援", "ほっけ")));
}

#[test]
fn own_table_gives_gaiji_a_form() {
    let mut bytes = ms932(&TICKET.replace("支援", "★"));
    let at = bytes
        .windows(2)
        .position(|pair| pair == ms932("★"))
        .unwrap();
    bytes.splice(at..at + 2, [0xf0, 0x40]);
    let input = input(SERVICE, &bytes);
    let proposal = propose_repairs(&[input], &OwnForms::default());
    assert_eq!(proposal.repairs, []);
    assert_eq!(proposal.unknown_characters[0].character, "<F040>");
    let own = OwnForms::parse("F040 吉").unwrap();
    let proposal = propose_repairs(&[input], &own);
    assert_eq!(proposal.repairs[0].replacements[0].character, "<F040>");
    assert_eq!(readable(&proposal.repairs[0].before), "<F040> 花子");
    let all: Vec<&Repair> = proposal.repairs.iter().collect();
    assert_eq!(
        apply_repairs(&input, &all).bytes,
        ms932(&TICKET.replace("支援", "吉"))
    );
    assert_eq!(OwnForms::parse("F040 吉\n\nF041 𠮷"), Err(3));
    assert_eq!(OwnForms::parse("あい う"), Err(1));
}

#[test]
fn field_of_utf8_in_a_file_of_ms932_is_converted() {
    let mut bytes = ms932(&TICKET.replace("支援 花子", "X"));
    let at = bytes.iter().position(|&byte| byte == b'X').unwrap();
    bytes.splice(at..=at, "支援 花子".bytes());
    check(
        SERVICE,
        &bytes,
        &["characters 7 [1]: 支援 花子 → 支援 花子"],
        &ms932(TICKET),
    );
}

#[test]
fn shape_of_lines_is_put_right() {
    let names: Vec<&str> = crate::tables::table06::LAYOUT
        .columns
        .iter()
        .map(|column| column.name_ja)
        .collect();
    let damaged = format!(
        "{}\n{}\n,,,,\n",
        names.join(","),
        TICKET.trim_end().to_string() + ","
    );
    check(
        SERVICE,
        &ms932(&damaged),
        &[
            "header-line 0 [1]: CSVバージョン,… → ",
            "blank-lines 0 [3]: ,,,, → ",
            "extra-fields 0 [2]: 26 → 25",
            "line-ends 0 [1, 2, 3]: LF → CRLF",
        ],
        &ms932(TICKET),
    );
}

#[test]
fn line_break_of_torn_text_is_no_line_end() {
    let cut = ms932(&TICKET.replace("\"支援 花子\"", "支援\n花子"));
    let proposal = propose_repairs(&[input(SERVICE, &cut)], &OwnForms::default());
    assert_eq!(shown(&proposal), Vec::<String>::new());
}

#[test]
fn free_text_gets_its_quotes() {
    let bare = ms932(&TICKET.replace('"', ""));
    check(
        SERVICE,
        &bare,
        &[
            "quotes 7 [1]: 支援 花子 → \"支援 花子\"",
            "quotes 21 [1]: 訪問 → \"訪問\"",
        ],
        &ms932(TICKET),
    );
    let stray = ms932(&TICKET.replace("\"支援 花子\"", "支援\"花子\""));
    check(
        SERVICE,
        &stray,
        &["quotes 7 [1]: 支援\"花子\" → \"支援\"\"花子\"\"\""],
        &ms932(&TICKET.replace("支援 花子", "支援\"\"花子\"\"")),
    );
}

#[test]
fn text_torn_by_its_comma_is_joined_when_confirmed() {
    let torn = ms932(&TICKET.replace("\"支援 花子\"", "支援,花子"));
    check(
        SERVICE,
        &torn,
        &["torn-text 7 [1]: 支援,花子 → \"支援,花子\""],
        &ms932(&TICKET.replace("支援 花子", "支援,花子")),
    );
}

#[test]
fn values_that_a_spreadsheet_changed() {
    let damaged = TICKET
        .replace("202407", "202410")
        .replace("131059", "11056")
        .replace("0000000123", "123")
        .replace("0900,0930,1", "900,０９３０,1 ");
    check(
        SERVICE,
        &ms932(&damaged),
        &[
            "version 1 [1]: 202410 → 202407",
            "half-width 13 [1]: ０９３０ → 0930",
            "half-width 14 [1]: 1  → 1",
            "leading-zeros 2 [1]: 11056 → 011056",
            "leading-zeros 3 [1]: 123 → 0000000123",
            "leading-zeros 12 [1]: 900 → 0900",
        ],
        &ms932(&TICKET.replace("131059", "011056")),
    );
}

#[test]
fn what_is_ambiguous_is_left() {
    for (right, wrong) in [
        ("131059", "1059"),      // a prefecture has lost one zero at most
        ("1370300021", "37030"), // cut, not stripped
        ("20261001", "1001"),    // no day begins with zeros
        ("0900", "９時"),
        ("202407", "202499"),
    ] {
        let damaged = ms932(&TICKET.replacen(right, wrong, 1));
        let proposal = propose_repairs(&[input(SERVICE, &damaged)], &OwnForms::default());
        assert_eq!(shown(&proposal), Vec::<String>::new(), "{wrong}");
    }
}

#[test]
fn same_repair_at_many_lines_is_one() {
    let two = TICKET.replace("131059", "11056").repeat(2);
    let proposal = propose_repairs(&[input(SERVICE, &ms932(&two))], &OwnForms::default());
    assert_eq!(shown(&proposal), ["leading-zeros 2 [1, 2]: 11056 → 011056"]);
    let other = propose_repairs(&[input(PLAN, &ms932(&two))], &OwnForms::default());
    assert!(
        other
            .repairs
            .iter()
            .all(|repair| repair.id != proposal.repairs[0].id)
    );
}

#[test]
fn names_are_written_as_the_standard_does() {
    let bytes = b"202407,131059,0000000123,20260925\r\n";
    for wrong in [
        DELETION.to_lowercase(),
        DELETION.replace(".CSV", ".csv"),
        DELETION.replace("DLT", "ＤＬＴ").replace('_', "＿"),
    ] {
        let input = input(&wrong, bytes);
        let proposal = propose_repairs(&[input], &OwnForms::default());
        assert_eq!(
            shown(&proposal),
            [format!("file-name 0 []: {wrong} → {DELETION}")]
        );
        let all: Vec<&Repair> = proposal.repairs.iter().collect();
        assert_eq!(apply_repairs(&input, &all).name, DELETION);
    }
    for right in [
        DELETION,
        "UPKIHON_IMAGE_1370200015_43_1370300021_11_20260925101500_0001.JPG",
        "memo.csv",
        "DLT1KYO_1370200015_1370300021_20260925101500.CSV",
    ] {
        let proposal = propose_repairs(&[input(right, bytes)], &OwnForms::default());
        assert_eq!(proposal.repairs, [], "{right}");
    }
}

#[test]
fn repair_for_another_file_changes_nothing() {
    let damaged = ms932(&TICKET.replace("131059", "11056"));
    let repairs = propose_repairs(&[input(SERVICE, &damaged)], &OwnForms::default()).repairs;
    let right = ms932(TICKET);
    let all: Vec<&Repair> = repairs.iter().collect();
    assert_eq!(apply_repairs(&input(SERVICE, &right), &all).bytes, right);
}

#[test]
fn table_has_no_character_of_ms932_and_only_forms_of_it() {
    for (character, (form, _)) in rows() {
        assert!(
            !is_in_ms932(*character),
            "{character} is permitted as it is"
        );
        assert!(form.chars().all(is_in_ms932), "{character} → {form}");
        assert!(
            !form.contains([',', '"', '\r', '\n']),
            "{form} would break a record"
        );
    }
    for permitted in "髙﨑辻祇葛濵邉曻昻瀨黑①Ⅳ㈱℡№".chars() {
        assert!(is_in_ms932(permitted), "{permitted}");
    }
}

#[test]
fn replacing_twice_is_replacing_once() {
    let all: String = rows().keys().collect();
    let once = permit(&all, &OwnForms::default());
    let twice = permit(&once.text, &OwnForms::default());
    assert_eq!(
        (twice.text, twice.replacements, twice.missing),
        (once.text, vec![], vec![])
    );
}

#[test]
fn every_kind_has_words_in_both_languages() {
    let damaged = ms932(&TICKET.replace("131059", "11056"));
    let proposal = propose_repairs(&[input(SERVICE, &damaged)], &OwnForms::default());
    for kind in RepairKind::ALL {
        let repair = Repair {
            kind,
            ..proposal.repairs[0].clone()
        };
        assert!(!ja::text(&repair).what.is_ascii(), "{kind:?}");
        let english = en::text(&repair);
        assert!(
            english.what.is_ascii() && english.why.is_ascii(),
            "{kind:?}"
        );
    }
}

#[test]
fn repaired_file_has_no_error_left() {
    let damaged = TICKET.replace("131059", "11056").replace("花子", "花子☎");
    let input = input(SERVICE, damaged.as_bytes());
    let proposal = propose_repairs(&[input], &OwnForms::default());
    let all: Vec<&Repair> = proposal.repairs.iter().collect();
    let after = apply_repairs(&input, &all);
    let report = check_files(&[Input {
        path: &after.name,
        bytes: &after.bytes,
    }]);
    assert_eq!(report.files[0].findings, []);
}
