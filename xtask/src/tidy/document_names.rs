//! Paths and names in the documents for developers exist in the tree.
//!
//! Looks at what stands in backquotes in `docs/internals/` and `docs/glossary.md`: paths by their slash or ending, names
//! of code by their form (`snake_case`, `CamelCase`, `a::b`, `f()`). A path followed by a comma and a name promises that
//! the name is in that file. Plain words, commands and text in fences are left alone.

use super::Finding;
use super::source::{Keep, find_words, mask};
use crate::tree::{Tree, TreeFile};
use std::collections::BTreeSet;

const ENDINGS: &[&str] = &[
    ".rs", ".md", ".toml", ".sql", ".html", ".css", ".js", ".sh", ".tsv", ".json",
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let documents: Vec<&TreeFile> = tree.files().filter(|file| is_checked(&file.path)).collect();
    if documents.is_empty() {
        return Vec::new();
    }
    let words = code_words(tree);
    documents
        .into_iter()
        .flat_map(|document| check_document(tree, document, &words))
        .collect()
}

fn is_checked(path: &str) -> bool {
    (path.starts_with("docs/internals/") || path == "docs/glossary.md") && path.ends_with(".md")
}

/// Every identifier of every Rust file; column names of SQL and keys of manifests are not among them.
fn code_words(tree: &Tree) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for file in tree.rust_files() {
        let masked = mask(&file.text, Keep::Code);
        for word in masked.split(|c: char| !(c.is_alphanumeric() || c == '_')) {
            words.insert(word.to_owned());
        }
    }
    words
}

fn check_document(tree: &Tree, document: &TreeFile, words: &BTreeSet<String>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut fenced = false;
    for (index, line) in document.text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        if fenced {
            continue;
        }
        let mut last_path: Option<&TreeFile> = None;
        // Odd pieces stand inside backquotes, even ones between them.
        let pieces: Vec<&str> = line.split('`').collect();
        for (position, piece) in pieces.iter().enumerate().skip(1).step_by(2) {
            let message = if is_path(piece) {
                last_path = tree.file(piece);
                (!tree.has_path(piece)).then(|| format!("the path `{piece}` does not exist"))
            } else if let Some(name) = code_name(piece) {
                let follows = pieces
                    .get(position - 1)
                    .is_some_and(|between| between.trim() == ",");
                match last_path.filter(|file| follows && file.path.ends_with(".rs")) {
                    Some(file) if !contains(file, name) => {
                        Some(format!("`{name}` is not in `{}`", file.path))
                    }
                    Some(_) => None,
                    None => (!words.contains(name)).then(|| format!("no code is called `{name}`")),
                }
            } else {
                None
            };
            findings.extend(message.map(|message| Finding {
                path: document.path.clone(),
                line: index + 1,
                rule: "document-name",
                message,
                remedy: "mend the document: it must send a newcomer to the right place",
            }));
        }
    }
    findings
}

fn contains(file: &TreeFile, name: &str) -> bool {
    find_words(&mask(&file.text, Keep::Code), name)
        .next()
        .is_some()
}

/// A path inside the project: relative, without blanks, placeholders or a scheme.
fn is_path(piece: &str) -> bool {
    let plain = piece
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-'));
    let inside = ["crates/", "docs/", "xtask/", ".cargo/", ".ci/"]
        .iter()
        .any(|folder| piece.starts_with(folder));
    let root_file = !piece.contains('/')
        && ENDINGS.iter().any(|ending| piece.ends_with(ending))
        && piece.len() > 5;
    plain && (inside || (root_file && piece.chars().next().is_some_and(char::is_uppercase)))
}

/// The identifier that `piece` names, if it has the form of one.
fn code_name(piece: &str) -> Option<&str> {
    let name = piece.strip_suffix("()").unwrap_or(piece);
    let last = name.rsplit("::").next()?;
    let is_identifier = last.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && last.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    let snake = last.contains('_') && last.chars().any(|c| c.is_ascii_lowercase());
    let camel = last.chars().next().is_some_and(char::is_uppercase)
        && last.chars().skip(1).any(char::is_uppercase)
        && last.chars().any(|c| c.is_ascii_lowercase());
    let qualified = name.contains("::") || piece.ends_with("()");
    (is_identifier && (snake || camel || qualified)).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::Tree;

    #[track_caller]
    fn messages(document: &str) -> Vec<String> {
        let tree = Tree::from_files(&[
            (
                "crates/hub/src/bundles/accept.rs",
                "pub fn accept_bundle() {} // other_name",
            ),
            (
                "crates/hub/src/open.rs",
                "pub struct OpenedBundle; impl OpenedBundle { fn files() {} }",
            ),
            ("docs/internals/ARCHITECTURE.md", document),
        ]);
        check(&tree)
            .into_iter()
            .map(|finding| format!("{}: {}", finding.line, finding.message))
            .collect()
    }

    #[test]
    fn paths_exist() {
        assert!(
            messages("`crates/hub/src/bundles/accept.rs`, `crates/hub/` and `crates/hub/src`")
                .is_empty()
        );
        assert_eq!(
            messages("a\n`crates/hub/src/gone.rs`"),
            ["2: the path `crates/hub/src/gone.rs` does not exist"]
        );
    }

    #[test]
    fn names_exist() {
        assert!(
            messages(
                "`accept_bundle`, `OpenedBundle`, `OpenedBundle::files`, `files()`, `git log`, `K2`"
            )
            .is_empty()
        );
        assert_eq!(
            messages("`other_name` and `ClosedBundle`"),
            [
                "1: no code is called `other_name`",
                "1: no code is called `ClosedBundle`"
            ]
        );
    }

    #[test]
    fn a_name_after_a_path_is_in_that_file() {
        assert!(messages("| `crates/hub/src/bundles/accept.rs`, `accept_bundle` |").is_empty());
        assert_eq!(
            messages("`crates/hub/src/open.rs`, `accept_bundle`"),
            ["1: `accept_bundle` is not in `crates/hub/src/open.rs`"]
        );
    }

    #[test]
    fn fences_are_left_alone() {
        assert!(messages("```\n`no_such_name`\n```").is_empty());
    }
}
