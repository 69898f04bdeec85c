//! Names that say nothing: `mod.rs`, `util`, `common`, `helpers`, `manager`, and `get_` before a function.
//!
//! Only file, folder and function names are looked at; types and variables are left to the reader of a change.

use super::Finding;
use super::source::{Keep, line_at, mask};
use crate::tree::Tree;

const EMPTY_NAMES: &[&str] = &[
    "util", "utils", "common", "helper", "helpers", "manager", "managers", "misc",
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust_files() {
        if file.path.ends_with("/mod.rs") {
            findings.push(Finding {
                path: file.path.clone(),
                line: 0,
                rule: "file-name",
                message: "a module file is called mod.rs".to_owned(),
                remedy: "name it after its folder: `foo.rs` beside `foo/`",
            });
        }
        let path = file.path.trim_end_matches(".rs");
        if let Some(part) = path
            .split(['/', '_'])
            .find(|part| EMPTY_NAMES.contains(part))
        {
            findings.push(Finding {
                path: file.path.clone(),
                line: 0,
                rule: "file-name",
                message: format!("`{part}` does not say what is inside"),
                remedy: "name the file after the job it does",
            });
        }
        let masked = mask(&file.text, Keep::Code);
        for (at, _) in masked.match_indices("fn get_") {
            findings.push(Finding {
                path: file.path.clone(),
                line: line_at(&file.text, at),
                rule: "function-name",
                message: "a function's name begins with `get_`".to_owned(),
                remedy: "name what is returned, without `get_`",
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
    fn count(path: &str, text: &str) -> usize {
        check(&Tree::from_files(&[(path, text)])).len()
    }

    #[test]
    fn names_say_what_is_inside() {
        assert_eq!(
            count("crates/a/src/bundles/accept.rs", "fn accept_bundle() {}"),
            0
        );
        assert_eq!(count("crates/a/src/bundles/mod.rs", ""), 1);
        assert_eq!(count("crates/a/src/util.rs", ""), 1);
        assert_eq!(count("crates/a/src/date_helpers.rs", ""), 1);
        assert_eq!(count("crates/a/src/commonality.rs", ""), 0);
        assert_eq!(count("crates/a/src/a.rs", "fn get_name() {}"), 1);
        assert_eq!(
            count("crates/a/src/a.rs", "// fn get_name\nfn target_name() {}"),
            0
        );
    }
}
