//! Every code is explained, the reference is up to date, and wrong codes get suggestions.

use std::collections::BTreeSet;
use std::path::Path;

use super::*;

#[test]
fn reference_page_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/findings.md");
    expect_test::expect_file![path].assert_eq(&findings_page());
}

/// Codes such as `T06-R01` and `NAM-01` in the sources and tests of this crate.
fn codes_in(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            codes_in(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(path).unwrap();
            let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
            found.extend(words.filter(|word| is_code(word)).map(str::to_string));
        }
    }
}

fn is_code(word: &str) -> bool {
    let known = |prefix: &str| {
        ["NAM", "ENC", "CSV", "FIL", "SET"].contains(&prefix)
            || layouts().any(|(_, layout)| layout.prefix == prefix)
    };
    word.split_once('-').is_some_and(|(prefix, number)| {
        let digits = number.trim_start_matches(['R', 'C']);
        known(prefix) && digits.len() >= 2 && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[test]
fn every_code_that_the_sources_and_tests_name_is_explained() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeSet::new();
    for folder in ["src", "tests"] {
        codes_in(&root.join(folder), &mut found);
    }
    assert!(found.len() > 80, "only {} codes found", found.len());
    let unexplained: Vec<&String> = found
        .iter()
        .filter(|code| explain(code).is_none())
        // Codes that tests use because they do not exist.
        .filter(|code| !["T06-C00", "T06-C99"].contains(&code.as_str()))
        .collect();
    assert_eq!(unexplained, Vec::<&String>::new());
}

#[test]
fn every_code_has_one_explanation_in_both_languages() {
    let codes = codes();
    let distinct: BTreeSet<&String> = codes.iter().collect();
    assert_eq!(distinct.len(), codes.len());
    for code in &codes {
        match explain(code).unwrap() {
            Explanation::Entry(entry) => {
                let english = [entry.cause.en, entry.remedy.en, entry.clause.en];
                let japanese = [entry.cause.ja, entry.remedy.ja, entry.clause.ja];
                // An example or a code of the standard may stand in either language.
                assert!(english.iter().all(|text| !text.is_empty()), "{code}");
                assert!(japanese.iter().all(|text| !text.is_ascii()), "{code}");
                assert_ne!(entry.wrong, entry.right, "{code}");
            }
            Explanation::Item { layout, column, .. } => {
                let (ja, en) = (ItemWords::ja(layout, column), ItemWords::en(layout, column));
                assert!(!ja.form.is_empty() && !en.form.is_empty(), "{code}");
                assert_ne!(ja.wrong, ja.right, "{code}");
            }
        }
    }
}

#[test]
fn entries_stand_in_the_order_of_their_codes_within_each_prefix() {
    let codes: Vec<&str> = entries().map(|entry| entry.code).collect();
    for pair in codes.windows(2) {
        assert!(
            pair[0][..3] != pair[1][..3] || pair[0] < pair[1],
            "{pair:?}"
        );
    }
}

#[test]
fn small_letters_are_understood_and_wrong_codes_get_suggestions() {
    assert!(
        matches!(explain(" t06-c15 "), Some(Explanation::Item { column, .. }) if column.number == 15)
    );
    assert!(
        matches!(explain("V06-C17"), Some(Explanation::Item { column, layout, .. })
            if column.id == "service_office_number" && layout.name_ja == "サービス利用票（第6表）（第3版）")
    );
    assert!(explain("Ｔ０６－Ｃ１５").is_some() && explain("ｎａｍー０１").is_some());
    assert!(explain("V06-C23").is_none() && explain("V01-C01").is_none());
    assert!(explain("T06-C99").is_none() && explain("T06-C00").is_none() && explain("x").is_none());
    assert_eq!(near("T6-C15")[0], "T06-C15");
    assert!(near("NAM1").contains(&"NAM-01".to_string()));
    assert_eq!(near("zzzzzzzzzz"), Vec::<String>::new());
}
