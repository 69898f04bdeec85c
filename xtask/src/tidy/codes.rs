//! Every code that a person can be shown is tried by a test.
//!
//! A code is a string literal such as `HUB-102` in the product's code, or a code of the standard as [`standard_codes`]
//! finds it. It counts as tried when test code names it, or names the variant that `=> "HUB-102"` belongs to. Codes of
//! single items (`T06-C15`) are made from the layout tables and not written anywhere, so the tests of `samples` walk
//! through the tables instead. That each code has both texts is seen by the compiler: the texts are matches without a
//! `_` arm.

mod standard_codes;

use super::Finding;
use super::source::{Keep, find_words, is_test_file, line_at, mask, test_ranges};
use crate::tree::Tree;
use std::collections::BTreeMap;

const CRATES: &[&str] = &[
    "crates/standard/src/",
    "crates/protocol/src/",
    "crates/office/src/",
    "crates/hub/src/",
];

/// Where a code is defined, and the variant that carries it, if the line shows one.
struct Definition {
    path: String,
    line: usize,
    variant: Option<String>,
}

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let definitions = definitions(tree);
    if definitions.is_empty() {
        return Vec::new();
    }
    let tests = test_text(tree);
    definitions
        .into_iter()
        .filter(|(code, definition)| {
            let by_code = find_words(&tests, code).next().is_some();
            let by_variant = definition.variant.as_deref().is_some_and(|variant| {
                tests
                    .match_indices(variant)
                    .any(|(at, _)| tests[..at].ends_with("::"))
            });
            !by_code && !by_variant
        })
        .map(|(code, definition)| Finding {
            path: definition.path,
            line: definition.line,
            rule: "code-test",
            message: format!("no test tries `{code}`"),
            remedy: "write a test in which this code comes out, and name the code in it",
        })
        .collect()
}

/// All codes in the product's code, the first place of each.
fn definitions(tree: &Tree) -> BTreeMap<String, Definition> {
    let mut found = BTreeMap::new();
    for file in tree.rust_files() {
        if file.path.starts_with("crates/standard/src/") && !is_test_file(&file.path) {
            for (code, at) in standard_codes::find(&file.text) {
                found.entry(code).or_insert_with(|| Definition {
                    path: file.path.clone(),
                    line: line_at(&file.text, at),
                    variant: None,
                });
            }
        }
        if !CRATES.iter().any(|folder| file.path.starts_with(folder)) || is_test_file(&file.path) {
            continue;
        }
        let tests = test_ranges(&mask(&file.text, Keep::Code));
        let strings = mask(&file.text, Keep::Strings);
        for (at, _) in strings.match_indices('"') {
            let Some(code) = strings[at + 1..]
                .split('"')
                .next()
                .filter(|code| is_code(code))
            else {
                continue;
            };
            if tests.iter().any(|range| range.contains(&at)) {
                continue;
            }
            let line = line_at(&file.text, at);
            let line_start = file.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
            found.entry(code.to_owned()).or_insert_with(|| Definition {
                path: file.path.clone(),
                line,
                variant: variant_of(&file.text[line_start..at]),
            });
        }
    }
    found
}

/// The last name with a capital letter before the code: `ErrorCode::IdReused => "HUB-110"` or `IdReused "HUB-110" 409`.
fn variant_of(before_code: &str) -> Option<String> {
    before_code
        .rsplit(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty())
        .filter(|word| word.starts_with(char::is_uppercase))
        .map(str::to_owned)
}

/// Three characters, a hyphen, then an optional letter and two or three digits.
fn is_code(text: &str) -> bool {
    let Some((prefix, number)) = text.split_once('-') else {
        return false;
    };
    let digits = number
        .strip_prefix(|c: char| c.is_ascii_uppercase())
        .unwrap_or(number);
    prefix.len() == 3
        && prefix.starts_with(|c: char| c.is_ascii_uppercase())
        && prefix
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        && (2..=3).contains(&digits.len())
        && digits.chars().all(|c| c.is_ascii_digit())
}

/// All test code of the workspace with its comments, so that a code named beside a case counts.
fn test_text(tree: &Tree) -> String {
    let mut text = String::new();
    for file in tree.files() {
        if file.path.starts_with("xtask/") {
            continue;
        }
        let is_vector = file.path.contains("/tests/") && !file.path.ends_with(".rs");
        if is_vector || (file.path.ends_with(".rs") && is_test_file(&file.path)) {
            text.push_str(&file.text);
        } else if file.path.ends_with(".rs") {
            for range in test_ranges(&mask(&file.text, Keep::Code)) {
                text.push_str(file.text.get(range).unwrap_or_default());
            }
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{check, is_code};
    use crate::tree::Tree;

    #[test]
    fn codes_have_a_form() {
        for code in ["HUB-101", "NAM-01", "T06-R02", "OFF-12"] {
            assert!(is_code(code), "{code}");
        }
        for other in ["HUB-1", "UTF-8", "a-01", "SHA-256X", "HUB101", "2026-11-22"] {
            assert!(!is_code(other), "{other}");
        }
    }

    #[track_caller]
    fn messages(files: &[(&str, &str)]) -> Vec<String> {
        check(&Tree::from_files(files))
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }

    #[test]
    fn each_code_is_tried() {
        let code = (
            "crates/protocol/src/error_code.rs",
            "match self {\n    ErrorCode::IdReused => \"HUB-110\",\n}",
        );
        assert_eq!(messages(&[code]), ["no test tries `HUB-110`"]);
        assert!(
            messages(&[
                code,
                (
                    "crates/hub/tests/http/a.rs",
                    "assert_eq!(code, \"HUB-110\")"
                )
            ])
            .is_empty()
        );
        assert!(
            messages(&[
                code,
                (
                    "crates/hub/tests/http/a.rs",
                    "assert_eq!(code, ErrorCode::IdReused)"
                )
            ])
            .is_empty()
        );
        assert_eq!(
            messages(&[code, ("crates/hub/src/a.rs", "// HUB-110")]).len(),
            1
        );
        assert!(
            messages(&[
                code,
                (
                    "crates/hub/src/a.rs",
                    "#[cfg(test)]\nmod tests { fn a() { is(\"HUB-110\") } }"
                )
            ])
            .is_empty()
        );
    }
}
