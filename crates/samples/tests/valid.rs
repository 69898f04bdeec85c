//! Everything that is generated is valid: no error and no warning in two hundred worlds of different sizes and months.
//!
//! Information is allowed: it says what is worth knowing, not what is wrong. Each set is checked alone, as an office
//! sends it, and all files of a world together, as someone might drop them.

#![allow(clippy::unwrap_used)]

use standard::{Input, Report, Severity, check_files};
use tsunagu_samples::{SampleFile, SampleMonth, Settings, generate};

const MONTHS: &[&str] = &[
    "202602", "202612", "202610", "202802", "202504", "202701", "203002",
];
const SIZES: &[(u32, u32)] = &[(2, 1), (1, 2), (2, 5), (3, 8), (5, 7), (9, 12), (16, 24)];

#[test]
fn two_hundred_worlds_have_neither_errors_nor_warnings() {
    let mut files = 0;
    for seed in 0..200 {
        let world = world(seed);
        files += world.files.len();
        for set in sets(&world.files) {
            assert_clean(seed, &set);
        }
        let all: Vec<&SampleFile> = world.files.iter().collect();
        assert_clean(seed, &all);
    }
    assert!(files > 5000, "only {files} files were checked");
}

#[test]
fn a_set_of_four_hundred_clients_is_clean() {
    let month = "202603".parse().unwrap();
    let world = generate(&Settings {
        seed: 1,
        offices: 4,
        clients: 400,
        month,
    });
    let all: Vec<&SampleFile> = world.files.iter().collect();
    assert_clean(1, &all);
}

fn world(seed: u64) -> SampleMonth {
    let index = usize::try_from(seed).unwrap();
    let (offices, clients) = SIZES[index % SIZES.len()];
    let month = MONTHS[index / SIZES.len() % MONTHS.len()].parse().unwrap();
    generate(&Settings {
        seed,
        offices,
        clients,
        month,
    })
}

/// The files of each set: they stand together and end alike.
fn sets(files: &[SampleFile]) -> Vec<Vec<&SampleFile>> {
    let end = |file: &SampleFile| file.name[file.name.len() - 44..].to_owned();
    let mut sets: Vec<Vec<&SampleFile>> = Vec::new();
    for file in files {
        match sets.last_mut() {
            Some(set) if end(set[0]) == end(file) => set.push(file),
            _ => sets.push(vec![file]),
        }
    }
    sets
}

#[track_caller]
fn assert_clean(seed: u64, files: &[&SampleFile]) {
    let inputs: Vec<Input<'_>> = files
        .iter()
        .map(|file| Input {
            path: &file.name,
            bytes: &file.bytes,
        })
        .collect();
    let report = check_files(&inputs);
    let serious = serious(&report);
    assert!(serious.is_empty(), "seed {seed}: {}", serious.join("\n"));
    assert!(
        report.files.iter().all(|file| file.records > 0),
        "seed {seed}: a file without records"
    );
    assert!(
        report.sets.iter().all(|set| set.set.is_some()),
        "seed {seed}: a set that is not permitted"
    );
}

fn serious(report: &Report) -> Vec<String> {
    let of_files = report.files.iter().flat_map(|file| {
        file.findings
            .iter()
            .map(move |finding| (&file.name, finding))
    });
    let none = String::new();
    let of_sets = report
        .sets
        .iter()
        .flat_map(|set| set.findings.iter())
        .map(|finding| (&none, finding));
    of_files
        .chain(of_sets)
        .filter(|(_, finding)| finding.severity != Severity::Information)
        .take(5)
        .map(|(name, finding)| format!("{name}: {finding:?}"))
        .collect()
}
