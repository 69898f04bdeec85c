//! SQL stands only under `store.rs` and `store/`, so that another engine has one place to be written.
//!
//! Looks into string literals for statements in capitals, as this project writes them. A test that opens the database
//! to damage it belongs beside the store as well.

use super::Finding;
use super::source::{Keep, find_words, line_at, mask};
use crate::tree::Tree;

const STATEMENTS: &[&str] = &[
    "SELECT",
    "INSERT INTO",
    "INSERT OR",
    "UPDATE",
    "DELETE FROM",
    "CREATE TABLE",
    "CREATE INDEX",
    "ALTER TABLE",
    "PRAGMA",
    "SAVEPOINT",
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust_files() {
        let in_store = file
            .path
            .split('/')
            .any(|part| matches!(part, "store" | "store.rs"));
        if in_store || file.path.starts_with("xtask/") {
            continue;
        }
        let strings = mask(&file.text, Keep::Strings);
        for statement in STATEMENTS {
            for at in find_words(&strings, statement).filter(|&at| begins_literal(&strings, at)) {
                findings.push(Finding {
                    path: file.path.clone(),
                    line: line_at(&strings, at),
                    rule: "sql",
                    message: format!("a `{statement}` statement outside the store"),
                    remedy: "move the query into store.rs or store/ and give it a name there",
                });
            }
        }
    }
    findings
}

/// Whether only blanks stand between the literal's opening mark (or the line's start) and `at`.
fn begins_literal(strings: &str, at: usize) -> bool {
    let before = strings[..at].trim_end_matches([' ', '\n']);
    before.is_empty() || before.ends_with(['"', '#', ';', '('])
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::Tree;

    #[track_caller]
    fn count(path: &str, text: &str) -> usize {
        check(&Tree::from_files(&[(path, text)])).len()
    }

    #[test]
    fn statements_stand_in_the_store_only() {
        let query = "db.query(\"SELECT id FROM bundles\")";
        assert_eq!(count("crates/hub/src/store/bundles.rs", query), 0);
        assert_eq!(count("crates/hub/src/store.rs", query), 0);
        assert_eq!(count("crates/hub/src/bundles/accept.rs", query), 1);
        assert_eq!(
            count("crates/hub/src/a.rs", "db.run(\"\n  DELETE FROM x\")"),
            1
        );
        assert_eq!(count("crates/hub/src/a.rs", "// SELECT id FROM x"), 0);
        assert_eq!(
            count(
                "crates/hub/src/a.rs",
                "say(\"UPDATED\"); say(\"please SELECT one\")"
            ),
            0
        );
    }
}
