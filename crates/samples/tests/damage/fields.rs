//! One damaged field in an otherwise valid set: the finding names the file, the line where the record starts, and the
//! item.

use standard::{Report, Severity};

use crate::facts::{Item, items};
use crate::pool::{RawFile, RawSet, SETS};
use crate::wrong_field::{Expect, Wrong, wrong_fields};

/// Fewer cases than this mean that the test has lost its material.
const CASES_MIN: usize = 6_000;

#[test]
fn every_damage_of_every_item_is_found_at_its_place() {
    let sets = &*SETS;
    let all = items();
    let (mut cases, mut lines_before, mut failures) = (0, 0, Vec::new());
    for (prefix, set) in sets {
        assert_eq!(set.check().errors(), 0, "the set with {prefix} is valid");
        let at = set
            .files
            .iter()
            .position(|file| file.prefix() == prefix)
            .unwrap();
        let file = &set.files[at];
        for item in all.iter().filter(|item| item.form == file.form()) {
            for record in records_to_damage(file, item) {
                let line = file.line(record);
                lines_before += usize::from(line as usize > record + 1);
                for wrong in wrong_fields(item, &file.content(record, item.number)) {
                    cases += 1;
                    let mut damaged = set.clone();
                    damaged.files[at].records[record][item.number - 1] = wrong.raw.clone();
                    // What must be an error is one in the file alone; what must be none, in the set.
                    let at = if matches!(wrong.expect, Expect::Error | Expect::ErrorInLine) {
                        damaged.files = vec![damaged.files.swap_remove(at)];
                        0
                    } else {
                        at
                    };
                    let report = damaged.check();
                    if !holds(&report, at, line, item, wrong.expect) {
                        failures.push(describe(&report, file, line, item, &wrong));
                    }
                }
            }
        }
    }
    assert_eq!(
        sets.len(),
        17,
        "every kind of file but the picture: {:?}",
        sets.keys()
    );
    assert!(cases >= CASES_MIN, "only {cases} cases");
    assert!(
        lines_before > 200,
        "only {lines_before} records come after line breaks inside quotes"
    );
    assert!(
        failures.is_empty(),
        "{} of {cases} cases\n{}",
        failures.len(),
        failures.join("\n")
    );
}

/// The first record that has the item, and the last one after line breaks inside quotes; a record without it if none has
/// it. In table 7 only lines of services: totals have rules of their own.
fn records_to_damage(file: &RawFile, item: &Item) -> Vec<usize> {
    let is_total =
        |code: &[u8]| code == b"999999" || code.ends_with(b"AAAA") || code.ends_with(b"EEEE");
    let is_detail = |index: &usize| file.form() != "UPSIKYU" || !is_total(&file.content(*index, 9));
    let details: Vec<usize> = (0..file.records.len()).filter(is_detail).collect();
    let filled = |index: &&usize| !file.content(**index, item.number).is_empty();
    let after_breaks = |index: &&usize| file.line(**index) as usize > **index + 1;
    let mut chosen: Vec<usize> = [
        details.iter().find(filled),
        details
            .iter()
            .filter(filled)
            .rfind(after_breaks)
            .or(details.iter().rfind(filled)),
    ]
    .into_iter()
    .flatten()
    .copied()
    .collect();
    if chosen.is_empty() {
        chosen.extend(details.last());
    }
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

fn holds(report: &Report, at: usize, line: u32, item: &Item, expect: Expect) -> bool {
    // Of the two codes of a thing that is lent either may be named.
    let items: &[usize] = match (item.form, item.number) {
        ("UPPLAN", 16 | 17) => &[16, 17],
        ("UPSIKYU", 10 | 11) => &[10, 11],
        _ => std::slice::from_ref(&item.number),
    };
    let here = |severities: &[Severity]| {
        report.files[at].findings.iter().any(|finding| {
            let found = finding.item.map(usize::from);
            severities.contains(&finding.severity)
                && finding.line == Some(line)
                && found.is_some_and(|found| items.contains(&found))
        })
    };
    match expect {
        Expect::Error => here(&[Severity::Error]),
        // A break in the last item leaves a whole record and begins another one.
        Expect::ErrorInLine => report.files[at].findings.iter().any(|finding| {
            let is_here = finding.line == Some(line) || is_last(item);
            finding.severity == Severity::Error && is_here
        }),
        Expect::Warning => here(&[Severity::Warning]) && report.errors() == 0,
        Expect::Noticed => here(&[Severity::Warning, Severity::Error]),
        Expect::NoError => report.errors() == 0,
    }
}

fn is_last(item: &Item) -> bool {
    items()
        .iter()
        .all(|other| other.form != item.form || other.number <= item.number)
}

fn describe(report: &Report, file: &RawFile, line: u32, item: &Item, wrong: &Wrong) -> String {
    let shown = String::from_utf8_lossy(&wrong.raw[..wrong.raw.len().min(40)]).into_owned();
    let of_files = report.files.iter().flat_map(|file| &file.findings);
    let came: Vec<String> = of_files
        .chain(report.sets.iter().flat_map(|set| &set.findings))
        .filter(|finding| finding.severity != Severity::Information)
        .take(3)
        .map(|f| {
            format!(
                "{:?} {} line {:?} item {:?}",
                f.severity, f.code, f.line, f.item
            )
        })
        .collect();
    format!(
        "{} line {line} item {} ({}): {} {shown:?}: expected {:?}, came {came:?}",
        file.prefix(),
        item.number,
        item.kind,
        wrong.what,
        wrong.expect
    )
}

#[test]
fn what_is_taken_apart_is_put_together_as_it_was() {
    let sets = &*SETS;
    let files: Vec<&RawFile> = sets.values().flat_map(|set: &RawSet| &set.files).collect();
    assert!(files.iter().all(|file| !file.records.is_empty()));
    let with_breaks = files
        .iter()
        .filter(|file| file.line(file.records.len() - 1) as usize > file.records.len());
    assert!(with_breaks.count() > 3);
}
