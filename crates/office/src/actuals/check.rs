//! The file that a sheet would become, and what the check finds in it, line by line.

use standard::finding::{Finding, Severity};
use standard::{FileKind, Input, check_files, read_file, write_file};

use super::lines::{Line, item};

/// A finding with its place on the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineFinding {
    /// The line of the sheet, counted from 0; `None` when all of it is meant.
    pub line: Option<usize>,
    /// The day of the month.
    pub day: Option<u8>,
    /// What was found.
    pub finding: Finding,
}

impl LineFinding {
    /// Whether a file with it may not be sent.
    pub fn is_error(&self) -> bool {
        self.finding.severity == Severity::Error
    }
}

/// The records of the sheets of several clients, in the order of days and times inside of each.
pub(super) fn records(lines: &[Line], month: &str, created: &str) -> Vec<(usize, u8, Vec<String>)> {
    let mut records: Vec<(usize, u8, Vec<String>)> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let of_line = line.records(month, created).into_iter();
        records.extend(of_line.map(|(day, record)| (index, day, record)));
    }
    let start = |record: &[String]| record[item::START - 1].clone();
    records.sort_by_key(|one| (one.1, start(&one.2), one.0));
    records
}

/// What the check finds in the actuals of one client if they went out as `name`.
pub(super) fn check_lines(
    lines: &[Line],
    month: &str,
    created: &str,
    name: &str,
) -> Vec<LineFinding> {
    let records = records(lines, month, created);
    if records.is_empty() {
        return Vec::new();
    }
    let texts: Vec<Vec<String>> = records.iter().map(|(.., record)| record.clone()).collect();
    // What came in MS932 can be written in it; only an added line has typed text, in ASCII.
    let Ok(bytes) = write_file(FileKind::UpJsk, &texts) else {
        return Vec::new();
    };
    let document = read_file(&bytes, FileKind::UpJsk);
    let begins: Vec<u32> = document
        .records()
        .iter()
        .map(|record| record.line)
        .collect();
    let report = check_files(&[Input {
        path: name,
        bytes: &bytes,
    }]);
    let of_file = report.files.into_iter().flat_map(|file| file.findings);
    let of_sets = report.sets.into_iter().flat_map(|set| set.findings);
    of_file
        .chain(of_sets)
        .map(|finding| {
            let at = finding
                .line
                .and_then(|line| begins.iter().position(|begin| *begin == line));
            let place = at.and_then(|at| records.get(at));
            LineFinding {
                line: place.map(|(line, ..)| *line),
                day: place.map(|(_, day, _)| *day),
                finding,
            }
        })
        .collect()
}
