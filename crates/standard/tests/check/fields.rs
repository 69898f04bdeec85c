//! Every item of every form, damaged in several ways.
//!
//! `tests/vectors/fields/T06.txt` and its like list each damage with the finding
//! it must give: another implementation can use them.

use std::fmt::Write;

use expect_test::expect_file;
use tsunagu_standard::finding::{en, ja};
use tsunagu_standard::layout::{Column, Kind, Need};
use tsunagu_standard::{FileKind, Severity};

use crate::data::{TestFile, check, sets};
use crate::shown;

/// A damage and the bytes that it puts into the field, without quotes around.
struct Damage {
    label: &'static str,
    raw: Vec<u8>,
}

fn damages(column: &Column, old: &[u8]) -> Vec<Damage> {
    let mut list = Vec::new();
    let mut add = |label, raw: &[u8]| {
        list.push(Damage {
            label,
            raw: raw.to_vec(),
        })
    };
    add("empty", b"");
    add("外字", &[old, b"\xf0\x40"].concat());
    add("byte FD", &[b"\xfd", old].concat());
    add("UTF-8", "渋谷".as_bytes());
    let number = !matches!(
        column.kind,
        Kind::FreeText | Kind::Short(_) | Kind::LineNumber
    );
    if number {
        add(
            "too long",
            &[old, b"0000000000000000000000000000000"].concat(),
        );
        add(
            "small letter",
            &[&old[..old.len().saturating_sub(1)], b"x"].concat(),
        );
        add("full-width", b"\x82\x4f\x82\x50");
        add("leading digit lost", &old[1.min(old.len())..]);
    }
    let own: &[&[u8]] = match column.kind {
        Kind::Version => &[b"202504", b"202208", b"202003", b"202410", b"202408"],
        Kind::Version3 => &[b"202407"],
        Kind::InsuredNumber => &[b"h000000456", b"H00000456", b"H0000004567"],
        Kind::FixedNines => &[b"1370200015"],
        Kind::Date | Kind::DateOrZeros => &[b"20260230", b"20261301", b"00000000", b"18671231"],
        Kind::BirthDate => &[b"20260926", b"19380431"],
        Kind::Month | Kind::MonthOrZeros => &[b"202613", b"202609"],
        Kind::Time | Kind::ServiceTime => &[b"2460", b"2400", b"2500", b"9999", b"10:0"],
        Kind::Integer(_) => &[b"-1", b"1.5", b"0", b"999", b"999999"],
        Kind::Decimal => &[b"11.4", b"1140", b"9.99", b"011.40"],
        Kind::Code(_) => &[b"9", b"99", b"A"],
        Kind::ServiceKind => &[b"99", b"33", b"43", b"2A"],
        Kind::ServiceCode => &[b"991111", b"331111", b"431111", b"11AAAA", b"999999"],
        Kind::StatementCode => &[b"991111", b"331111", b"431111", b"99AAAA"],
        Kind::EquipmentCode => &[b"00001000010", b"00001\x81\x7c000010", b"A0001-000010"],
        Kind::Postal => &[b"1500001", b"150-001", b"15-00001"],
        Kind::Phone => &[b"03-1234-567A", b"\x8c\x67\x91\xd1", b"03\x8c\x67\x91\xd1"],
        Kind::ProrationDays => &[b"101", b"1010000000000000000000000000002"],
        Kind::Short(_) | Kind::LineNumber => &[b"123", b"\x82\x50\x82\x51", b"ab"],
        Kind::Unused => &[b"1", b"12"],
        Kind::FreeText => &[b"a\x00b", b"\x85\x40", b"\x88"],
        Kind::InsurerNumber | Kind::OfficeNumber | Kind::Alphanumeric(_) => &[],
    };
    own.iter().for_each(|raw| add("value", raw));
    list
}

/// The damages of the last record of `file` and what is found, for the vectors.
fn list_form(set: &[TestFile], index: usize) -> String {
    let file = &set[index];
    let layout = file.kind.layout().unwrap();
    let record = if file.kind == FileKind::UpSikyu {
        2
    } else {
        file.records.len() - 1
    };
    let line = file.line(record);
    let mut shown = format!("# {} {} / {}\n", file.kind, layout.name_ja, layout.name_en);
    for column in layout.columns {
        let need = match column.need {
            Need::Required => " (required)",
            Need::Expected => " (expected)",
            Need::Conditional | Need::Optional => "",
        };
        writeln!(
            shown,
            "\n{} {} / {}{need}",
            column.number, column.name_ja, column.name_en
        )
        .unwrap();
        let old = &file.records[record][usize::from(column.number) - 1];
        let old = tsunagu_standard::encoding::encode(&old.replace('"', "\"\"")).unwrap();
        for damage in damages(column, &old) {
            if damage.raw == old {
                continue;
            }
            let mut files = set.to_vec();
            files[index] = file.damaged(record, column.number, &damage.raw);
            let report = check(&files);
            let value = tsunagu_standard::encoding::decode_lossy(&damage.raw);
            writeln!(shown, "  {} [{}]", damage.label, value.replace("\r\n", "⏎")).unwrap();
            for finding in shown::all(&report) {
                if finding.severity == Severity::Information && finding.item != Some(column.number)
                {
                    continue;
                }
                let text = (ja::text(finding), en::text(finding));
                writeln!(
                    shown,
                    "    {} {} / {}",
                    shown::head(finding),
                    text.0.message,
                    text.1.message
                )
                .unwrap();
                writeln!(shown, "      = {} / {}", text.0.expected, text.1.expected).unwrap();
            }
            if matches!(damage.label, "外字" | "byte FD" | "UTF-8")
                || damage.label == "empty" && column.need == Need::Required
            {
                let found = report.files[index].findings.iter().any(|finding| {
                    finding.severity == Severity::Error
                        && finding.line == Some(line)
                        && finding.item == Some(column.number)
                });
                assert!(
                    found,
                    "{} item {} {}",
                    file.kind, column.number, damage.label
                );
            }
        }
    }
    shown
}

#[test]
fn every_damage_of_every_item_is_found_at_its_place() {
    for set in sets() {
        for (index, file) in set.iter().enumerate() {
            if file.kind.layout().is_none() {
                continue;
            }
            let variant = if file.kind == FileKind::UpHosoku && file.name.contains("_000000_") {
                "-plan"
            } else {
                ""
            };
            let path = format!("../vectors/fields/{}{variant}.txt", file.kind);
            expect_file![path].assert_eq(&list_form(&set, index));
        }
    }
}

#[test]
fn valid_sets_have_no_error_and_no_warning() {
    for set in sets() {
        let report = check(&set);
        let found: Vec<String> = shown::all(&report)
            .into_iter()
            .filter(|finding| finding.severity != Severity::Information)
            .map(shown::full)
            .collect();
        assert!(found.is_empty(), "{} {found:#?}", set[0].kind);
        assert!(
            report.sets.iter().all(|set| set.set.is_some()),
            "{}",
            set[0].kind
        );
    }
}
