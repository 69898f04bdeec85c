//! The kit tested with a vendor of our own: software that knows nothing but `pattern.json` and the standard.
//!
//! It writes the facts in another order, with another day of making, other stamps and line breaks, so that what is
//! said to be left to the software really is. Each damage of its files must be found in its pattern and nowhere else.

use std::collections::BTreeMap;

use serde_json::Value;
use standard::{FileKind, Month, read_file, write_file};

use super::describe::pattern_json;
use super::file_set::{FileSet, stamp};
use super::judge::{Delivered, judge};
use super::pattern::{PATTERNS, Pattern, patterns};
use super::world::{Kit, Role};

mod commands;
mod damages;
mod reference;
mod words;

pub(super) fn kit(role: Role, seed: u64, month: &str) -> Kit {
    let month = Month::from_bytes(month.as_bytes()).unwrap();
    Kit { role, seed, month }
}

pub(super) fn pattern(id: &str) -> &'static Pattern {
    PATTERNS.iter().find(|one| one.id == id).unwrap()
}

/// The files that the vendor's software makes for a pattern.
pub(super) fn vendor(kit: Kit, pattern: &Pattern) -> Vec<Delivered> {
    let case = pattern.case(kit);
    let json = serde_json::to_value(pattern_json(kit, pattern, &case)).unwrap();
    let mut delivered: Vec<Delivered> = json["produce"]
        .as_array()
        .unwrap()
        .iter()
        .enumerate()
        .flat_map(|(index, set)| vendor_set(kit, index, set))
        .collect();
    if !case.questions.is_empty() {
        let answers: String = case
            .questions
            .iter()
            .map(|one| format!("{}：{}\r\n", one.id, one.answer))
            .collect();
        delivered.push(Delivered {
            name: "answers.txt".to_owned(),
            bytes: answers.into_bytes(),
        });
    }
    delivered
}

fn vendor_set(kit: Kit, index: usize, set: &Value) -> Vec<Delivered> {
    let files = set["files"].as_array().unwrap().iter();
    files
        .map(|file| {
            let kind = FileKind::of_stem(file["kind"].as_str().unwrap()).unwrap();
            let month = file["month"]
                .as_str()
                .map(|text| Month::from_bytes(text.as_bytes()).unwrap());
            let mut records: Vec<Vec<String>> = file["records"]
                .as_array()
                .unwrap()
                .iter()
                .map(|facts| vendor_record(kind, facts))
                .collect();
            records.reverse();
            let name = FileSet {
                from: set["from"].as_str().unwrap().parse().unwrap(),
                to: set["to"].as_str().unwrap().parse().unwrap(),
                files: Vec::new(),
            };
            let part = super::file_set::KitFile::new(kind, month, Vec::new());
            Delivered {
                // Stamps of its own: ten minutes after those of the kit.
                name: name.name(&part, stamp(kit.month, index + 10)),
                bytes: write_file(kind, &records).unwrap(),
            }
        })
        .collect()
}

/// The facts, and what the software adds by itself.
fn vendor_record(kind: FileKind, facts: &Value) -> Vec<String> {
    let facts = facts.as_object().unwrap();
    let fact = |id: &str| facts.get(id).and_then(Value::as_str);
    let mut own = BTreeMap::from([("csv_version", "202407"), ("created_date", "20251015")]);
    if kind == FileKind::UpSikyu {
        own.extend([("office_number_fixed", "9999999999"), ("over_30_days", "0")]);
        own.extend([
            ("units", "0"),
            ("count", "0"),
            ("total_cost_insured", "12345"),
        ]);
        let grand = fact("service_code") == Some("999999");
        own.insert(
            "service_office_number",
            if grand { "9999999999" } else { "1370300021" },
        );
    }
    kind.layout()
        .unwrap()
        .columns
        .iter()
        .map(|column| {
            let value = fact(column.id).or_else(|| own.get(column.id).copied());
            let value = value.unwrap_or_default().replace('𠮷', "吉");
            value.replace("\r\n", "\n")
        })
        .collect()
}

/// The codes of the differences that fail.
pub(super) fn failures(kit: Kit, pattern: &Pattern, delivered: &[Delivered]) -> Vec<String> {
    judge(&pattern.case(kit), delivered)
        .iter()
        .filter(|difference| difference.problem.fails())
        .map(|difference| format!("{} {:?}", difference.problem.code(), difference.en()))
        .collect()
}

#[test]
fn the_vendor_passes_every_pattern() {
    let months = ["202611", "202802", "202512"];
    for (seed, month) in (1..).zip(months) {
        for role in Role::ALL {
            let kit = kit(role, seed * 5, month);
            for pattern in patterns(role) {
                let delivered = vendor(kit, pattern);
                assert!(!delivered.is_empty(), "{}", pattern.id);
                let none: Vec<String> = Vec::new();
                assert_eq!(
                    failures(kit, pattern, &delivered),
                    none,
                    "{} {month}",
                    pattern.id
                );
            }
        }
    }
}

#[test]
fn what_the_kit_itself_writes_has_no_finding() {
    for role in Role::ALL {
        let kit = kit(role, 3, "202611");
        for pattern in patterns(role) {
            let case = pattern.case(kit);
            let sets = [&case.input, &case.expected];
            for (index, set) in sets.iter().flat_map(|sets| sets.iter().enumerate()) {
                for_set(pattern.id, set, index, kit);
            }
        }
    }
}

fn for_set(id: &str, set: &FileSet, index: usize, kit: Kit) {
    let stamp = stamp(kit.month, index);
    let files: Vec<(String, Vec<u8>)> = set
        .files
        .iter()
        .map(|file| (set.name(file, stamp), file.bytes()))
        .collect();
    let inputs: Vec<standard::Input<'_>> = files
        .iter()
        .map(|(path, bytes)| standard::Input { path, bytes })
        .collect();
    let report = standard::check_files(&inputs);
    let findings: Vec<String> = report
        .files
        .iter()
        .flat_map(|file| &file.findings)
        .chain(report.sets.iter().flat_map(|set| &set.findings))
        .filter(|finding| finding.severity != standard::Severity::Information)
        .map(|finding| standard::finding::en::text(finding).message)
        .collect();
    assert_eq!(findings, Vec::<String>::new(), "{id}");
    assert!(report.sets.iter().all(|set| set.set.is_some()), "{id}");
}

#[test]
fn the_same_kit_is_written_twice_and_another_seed_is_another_kit() {
    for role in Role::ALL {
        let one = super::kit_file::KitJson::of(kit(role, 1, "202611"));
        assert_eq!(one, super::kit_file::KitJson::of(kit(role, 1, "202611")));
        let other = super::kit_file::KitJson::of(kit(role, 2, "202611"));
        assert_ne!(one.patterns_sha256, other.patterns_sha256);
    }
}

#[test]
fn ids_are_unique_and_begin_with_the_letter_of_the_role() {
    let mut ids: Vec<&str> = PATTERNS.iter().map(|one| one.id).collect();
    for one in PATTERNS {
        let letter = match one.role {
            Role::Kyotaku => 'C',
            Role::Service => 'S',
            Role::Hokatsu => 'H',
        };
        assert!(one.id.starts_with(letter), "{}", one.id);
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), PATTERNS.len());
}

#[test]
fn samples_of_another_world_are_foreign_and_judged_without_a_panic() {
    let settings = samples::Settings {
        seed: 1,
        offices: 3,
        clients: 4,
        month: "202611".parse().unwrap(),
    };
    let delivered: Vec<Delivered> = samples::generate(&settings)
        .files
        .into_iter()
        .map(|file| Delivered {
            name: file.name,
            bytes: file.bytes,
        })
        .collect();
    for role in Role::ALL {
        let kit = kit(role, 1, "202611");
        for pattern in patterns(role) {
            let found = failures(kit, pattern, &delivered);
            let foreign = |one: &String| one.starts_with("set_foreign");
            assert!(found.iter().any(foreign), "{}: {found:#?}", pattern.id);
        }
    }
}

/// The records of a delivered file, changed by `edit`, as the same file.
pub(super) fn edited(file: &Delivered, edit: impl FnOnce(&mut Vec<Vec<String>>)) -> Delivered {
    let kind = FileKind::of_stem(file.name.split('.').next().unwrap()).unwrap();
    let document = read_file(&file.bytes, kind);
    let mut records: Vec<Vec<String>> = document
        .records()
        .iter()
        .map(|record| document.texts(record))
        .collect();
    edit(&mut records);
    Delivered {
        name: file.name.clone(),
        bytes: write_file(kind, &records).unwrap(),
    }
}
