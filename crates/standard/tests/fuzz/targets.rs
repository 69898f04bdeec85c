//! What must hold for any bytes from outside: the functions that `fuzz/fuzz_targets` and this test both call.
//!
//! Each takes the bytes as they come and panics when something does not hold. The first byte of most inputs chooses
//! what the rest is taken for, so that a fuzzer finds every kind of file.

use std::collections::BTreeMap;
use tsunagu_standard::finding::{en, ja};
use tsunagu_standard::repair::{OwnForms, Repair, apply_repairs, propose_repairs};
use tsunagu_standard::{
    FileChecker, FileKind, FileName, Finding, Input, Report, Text, check_files, join_files,
    read_file,
};

/// Separates the files of a set; a file is its name, a line feed and its contents.
pub(crate) const SEPARATOR: u8 = 0;

/// A name: what is read of it, written again, is read as the same.
pub(crate) fn name(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(name) = FileName::parse(&text) {
        let written = name.to_string();
        assert_eq!(FileName::parse(&written), Ok(name), "{written}");
    }
    let report = check_files(&[Input {
        path: &text,
        bytes: b"",
    }]);
    look_at(&report);
}

/// Contents of any kind: read and written again they are the same bytes.
pub(crate) fn bytes(data: &[u8]) {
    let Some((&kind, bytes)) = data.split_first() else {
        return;
    };
    let document = read_file(bytes, kind_of(kind));
    assert_eq!(document.to_bytes(), bytes);
    for record in document.records() {
        assert!(!document.texts(record).is_empty());
    }
}

/// One file under a right name of its kind: every finding has words and a place in the file, and pieces of another size
/// give the same findings.
pub(crate) fn file(data: &[u8]) {
    let [kind, size, bytes @ ..] = data else {
        return;
    };
    let path = right_name(kind_of(*kind));
    let report = check_files(&[Input { path: &path, bytes }]);
    look_at(&report);
    let lines = bytes
        .iter()
        .filter(|byte| matches!(byte, b'\n' | b'\r'))
        .count() as u32
        + 1;
    for finding in &report.files[0].findings {
        assert!(finding.line.unwrap_or(1) <= lines, "{finding:?}");
    }
    let mut checker = FileChecker::new(&path);
    bytes
        .chunks(usize::from(*size) + 1)
        .for_each(|piece| checker.feed(piece));
    let pieces = join_files(vec![checker.finish()]);
    assert_eq!(pieces.files[0].findings, report.files[0].findings);
}

/// Several files with names of their own.
pub(crate) fn set(data: &[u8]) {
    let files: Vec<(String, &[u8])> = data
        .split(|&byte| byte == SEPARATOR)
        .take(8)
        .map(split_name)
        .collect();
    let inputs: Vec<Input<'_>> = files
        .iter()
        .map(|(path, bytes)| Input { path, bytes })
        .collect();
    let report = check_files(&inputs);
    look_at(&report);
    let mut times: BTreeMap<usize, usize> = BTreeMap::new();
    report
        .sets
        .iter()
        .flat_map(|set| &set.files)
        .for_each(|&file| *times.entry(file).or_default() += 1);
    for (index, file) in report.files.iter().enumerate() {
        let expected = usize::from(file.file_name.is_some());
        assert_eq!(
            times.get(&index).copied().unwrap_or(0),
            expected,
            "{}",
            file.path
        );
    }
}

/// Repairs: none chosen changes nothing, and what all of them make can be checked and proposed for again.
pub(crate) fn repair(data: &[u8]) {
    let [kind, bytes @ ..] = data else {
        return;
    };
    let path = right_name(kind_of(*kind));
    let input = Input { path: &path, bytes };
    assert_eq!(apply_repairs(&input, &[]).bytes, bytes);
    let own = OwnForms::default();
    let proposal = propose_repairs(&[input], &own);
    let all: Vec<&Repair> = proposal.repairs.iter().collect();
    let repaired = apply_repairs(&input, &all);
    let input = Input {
        path: &repaired.name,
        bytes: &repaired.bytes,
    };
    look_at(&check_files(&[input]));
    propose_repairs(&[input], &own);
}

fn split_name(file: &[u8]) -> (String, &[u8]) {
    let end = file
        .iter()
        .position(|&byte| byte == b'\n')
        .unwrap_or(file.len());
    let contents = file.get(end + 1..).unwrap_or_default();
    (String::from_utf8_lossy(&file[..end]).into_owned(), contents)
}

fn kind_of(byte: u8) -> FileKind {
    FileKind::ALL[usize::from(byte) % FileKind::ALL.len()]
}

fn right_name(kind: FileKind) -> String {
    let month = if kind.has_month() { "_202610" } else { "" };
    let rest = "1370200015_43_1370300021_11_20260925101500";
    match kind {
        FileKind::UpKihonImage => format!("{kind}_{rest}_01.JPG"),
        _ => format!("{kind}{month}_{rest}.CSV"),
    }
}

/// Every finding has words in both languages.
fn look_at(report: &Report) {
    let files = report.files.iter().flat_map(|file| &file.findings);
    let sets = report.sets.iter().flat_map(|set| &set.findings);
    let words: [fn(&Finding) -> Text; 2] = [ja::text, en::text];
    for finding in files.chain(sets) {
        for text in words.map(|words| words(finding)) {
            assert!(
                !text.message.is_empty() && !text.remedy.is_empty(),
                "{finding:?}"
            );
        }
    }
}
