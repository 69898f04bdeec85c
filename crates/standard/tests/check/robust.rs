//! Whatever the bytes are, the check ends, and every finding has a place in the file.

use proptest::prelude::*;
use tsunagu_standard::finding::{en, ja};
use tsunagu_standard::{FileKind, Input, check_files, read_file};

use crate::data::{TestFile, sets};

fn check_places(name: &str, bytes: &[u8]) {
    let report = check_files(&[Input { path: name, bytes }]);
    let lines = bytes
        .iter()
        .filter(|byte| matches!(byte, b'\n' | b'\r'))
        .count() as u32
        + 1;
    for finding in &report.files[0].findings {
        assert!(
            finding.line.is_none_or(|line| (1..=lines).contains(&line)),
            "{finding:?}"
        );
        assert!(!ja::text(finding).message.is_empty() && !en::text(finding).remedy.is_empty());
    }
}

fn files() -> Vec<TestFile> {
    sets()
        .into_iter()
        .flatten()
        .filter(|file| file.bytes.is_none())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_bytes_are_judged(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for file in files() {
            check_places(&file.name, &bytes);
        }
    }

    #[test]
    fn any_name_is_judged(name in "(UPPLAN|upkihon|UPKIHON_IMAGE|ＵＰ)?[_0-9A-Za-z.あ/]{0,70}") {
        check_places(&name, b"");
    }

    #[test]
    fn valid_files_with_bytes_changed_are_judged_and_written_back(
        index in 0usize..17,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let files = files();
        let file = &files[index % files.len()];
        let mut bytes = file.to_bytes();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        check_places(&file.name, &bytes);
        prop_assert_eq!(read_file(&bytes, file.kind).to_bytes(), bytes);
    }
}

#[test]
fn a_document_gives_the_texts_of_a_record() {
    let file = files()
        .into_iter()
        .find(|file| file.kind == FileKind::Up1Kyo)
        .unwrap();
    let document = read_file(&file.to_bytes(), file.kind);
    let texts: Vec<Vec<String>> = document
        .records()
        .iter()
        .map(|record| document.texts(record))
        .collect();
    assert_eq!(texts, file.records);
}
