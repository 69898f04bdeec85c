//! Standard 3: its files are read by its own forms, and converted to 4.1 and back.
//!
//! The sets are those of 4.1 converted to standard 3, so that every item has a value.

use expect_test::{Expect, expect};
use tsunagu_standard::version3::{Change, Converted, Kinds, to_version_3, to_version_41};
use tsunagu_standard::{FileKind, Input, Report, check_files};

use crate::data::{TestFile, set_of, sets};
use crate::shown;

/// A file of standard 3: its name and bytes.
type File3 = (String, Vec<u8>);

fn down(file: &TestFile) -> Converted {
    let bytes = file.to_bytes();
    let input = Input {
        path: &file.name,
        bytes: &bytes,
    };
    to_version_3(&input).unwrap()
}

fn old_set(kind: FileKind) -> Vec<File3> {
    let converted = set_of(kind).into_iter().map(|file| down(&file));
    converted.filter_map(|c| Some((c.name?, c.bytes))).collect()
}

fn inputs(files: &[File3]) -> Vec<Input<'_>> {
    files
        .iter()
        .map(|(path, bytes)| Input { path, bytes })
        .collect()
}

fn check(files: &[File3]) -> Report {
    check_files(&inputs(files))
}

#[track_caller]
fn compare(files: &[File3], expected: Expect) {
    let report = check(files);
    let others = shown::all(&report)
        .into_iter()
        .filter(|finding| finding.code.to_string() != "NAM-05");
    expected.assert_eq(
        &others
            .map(shown::head)
            .map(|line| line + "\n")
            .collect::<String>(),
    );
}

/// Replaces the first `from` in the file of `kind`.
#[track_caller]
fn damaged(mut files: Vec<File3>, kind: &str, from: &str, to: &str) -> Vec<File3> {
    let file = files.iter_mut().find(|(name, _)| name.starts_with(kind));
    let bytes = &mut file.unwrap().1;
    let at = bytes
        .windows(from.len())
        .position(|part| part == from.as_bytes())
        .unwrap();
    bytes.splice(at..at + from.len(), to.bytes());
    files
}

#[test]
fn sets_of_standard_3_are_read_with_a_warning_only() {
    for kind in [
        FileKind::Up1Kyo,
        FileKind::UpPlan,
        FileKind::Dlt1Kyo,
        FileKind::DltPlan,
        FileKind::UpJsk,
        FileKind::DltJsk,
    ] {
        let files = old_set(kind);
        compare(&files, expect![]);
        let report = check(&files);
        assert_eq!((report.errors(), report.warnings()), (0, files.len()));
        assert_eq!(report.files[0].version.as_deref(), Some("202208"));
        assert!(report.files[0].version3.is_some() && report.files[0].file_name.is_none());
        assert!(report.sets.is_empty());
    }
}

#[test]
fn findings_have_the_item_numbers_of_standard_3() {
    // Item 20 of 4.1 is item 17 of standard 3.
    let files = damaged(
        old_set(FileKind::UpPlan),
        "UPPLAN",
        "1370300021,\"",
        "137030002,\"",
    );
    compare(
        &files,
        expect![[r#"
        error V06-C17 line 1 item 17
    "#]],
    );
    let files = damaged(old_set(FileKind::UpJsk), "UPJSK", "202208", "202407");
    compare(
        &files,
        expect![[r#"
            error V06-C01 line 1 item 1
        "#]],
    );
    // Rules across items hold as in 4.1; a count of three digits does not fit.
    let files = damaged(old_set(FileKind::UpPlan), "UPPLAN", "20261005", "20261105");
    compare(
        &files,
        expect![[r#"
        error T06-R03 line 1 item 10
    "#]],
    );
    let files = damaged(
        old_set(FileKind::UpPlan),
        "UPSIKYU",
        ",1,1,1,1,1",
        ",1,1,1,100,1",
    );
    compare(
        &files,
        expect![[r#"
        error V07-C13 line 1 item 13
    "#]],
    );
}

#[test]
fn files_must_form_a_set_of_standard_3() {
    let mut files = old_set(FileKind::Up1Kyo);
    files.retain(|(name, _)| !name.starts_with("UP2KYO"));
    compare(
        &files,
        expect![[r#"
        error SET-01 file UP1KYO_1370200015_1370300021_20260925101500.CSV
    "#]],
    );
    let files = damaged(old_set(FileKind::Up1Kyo), "UP2KYO", "131059", "131058");
    compare(
        &files,
        expect![[r#"
        warning SET-09 line 1 item 2
        error SET-08 line 1 item 2
    "#]],
    );
}

#[test]
fn converting_back_gives_the_same_bytes_but_for_what_is_lost() {
    for set in sets() {
        for file in set {
            let bytes = file.to_bytes();
            let input = Input {
                path: &file.name,
                bytes: &bytes,
            };
            let Ok(old) = to_version_3(&input) else {
                continue;
            };
            let Some(name) = old.name.clone() else {
                assert_eq!(file.kind, FileKind::Up3Kyo);
                continue;
            };
            let kinds: Vec<&str> = file.name.split('_').rev().collect();
            let kinds = Kinds {
                from: kinds[3].parse().ok(),
                to: kinds[1].parse().ok(),
            };
            let input = Input {
                path: &name,
                bytes: &old.bytes,
            };
            let new = to_version_41(&[input], kinds).remove(0).unwrap();
            assert_eq!(new.name.as_deref(), Some(file.name.as_str()));
            let lost = |change: &Change| matches!(change, Change::ValueLost { .. });
            assert_eq!(
                new.bytes == bytes,
                !old.changes.iter().any(lost),
                "{}",
                file.name
            );
            let again = Input {
                path: new.name.as_deref().unwrap(),
                bytes: &new.bytes,
            };
            let oldest = to_version_3(&again).unwrap();
            assert_eq!((oldest.name, oldest.bytes), (Some(name), old.bytes));
        }
    }
}
