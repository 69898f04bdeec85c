//! Every Rust file begins with `//!`: what is here, what is not, what a reader would get wrong.
//!
//! The rule sees that a header is there and is a sentence; whether it is a good one, a reader must judge.

use super::Finding;
use crate::tree::Tree;

/// Shorter than this is no sentence.
const HEADER_CHARACTERS_MIN: usize = 20;

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust_files() {
        let first = file.text.lines().next().unwrap_or_default();
        let has_header = first
            .strip_prefix("//!")
            .is_some_and(|text| text.trim().chars().count() >= HEADER_CHARACTERS_MIN);
        if !has_header {
            findings.push(Finding {
                path: file.path.clone(),
                line: 1,
                rule: "file-header",
                message: "the file does not begin with a `//!` sentence".to_owned(),
                remedy: "say what is here, what is deliberately not, and one thing a reader would get wrong",
            });
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::Tree;

    #[track_caller]
    fn count(text: &str) -> usize {
        check(&Tree::from_files(&[("crates/a/src/b.rs", text)])).len()
    }

    #[test]
    fn a_header_is_a_sentence_on_the_first_line() {
        assert_eq!(count("//! Reading and writing of one kind of file.\n"), 0);
        assert_eq!(count("//! Stuff.\n"), 1);
        assert_eq!(count("\n//! Reading and writing of one kind of file.\n"), 1);
        assert_eq!(count("use std::fs;\n"), 1);
        assert_eq!(count(""), 1);
    }
}
