//! Findings about items and lines against each other, word for word.

use expect_test::Expect;
use tsunagu_standard::FileKind;

use crate::data::{TestFile, sets};
use crate::shown;

mod across;
mod limits;
mod plans;
mod tickets;

/// Changes items of the last record of the file of `kind` and compares the findings.
#[track_caller]
pub(crate) fn check(kind: FileKind, changes: &[(u16, &str)], expected: Expect) {
    let mut set = set_with(kind);
    let file = set.iter_mut().find(|file| file.kind == kind).unwrap();
    let record = if kind == FileKind::UpSikyu {
        2
    } else {
        file.records.len() - 1
    };
    change(file, record, changes);
    compare(&set, expected);
}

pub(crate) fn set_with(kind: FileKind) -> Vec<TestFile> {
    sets()
        .into_iter()
        .find(|set| set.iter().any(|file| file.kind == kind))
        .unwrap()
}

pub(crate) fn change(file: &mut TestFile, record: usize, changes: &[(u16, &str)]) {
    for (number, text) in changes {
        file.records[record][usize::from(*number) - 1] = text.to_string();
    }
}

#[track_caller]
pub(crate) fn compare(set: &[TestFile], expected: Expect) {
    let report = crate::data::check(set);
    expected.assert_eq(
        &shown::all(&report)
            .into_iter()
            .map(shown::full)
            .collect::<String>(),
    );
}
