//! Printing to the terminal belongs to programs that talk to a person: the command line, the hub's commands, the tools.
//!
//! Everything else returns values or writes logs. Tests do not print either: a failed assertion says what was found.

use super::Finding;
use super::source::{Keep, find_words, line_at, mask};
use crate::tree::Tree;

const MACROS: &[&str] = &["println!", "eprintln!", "print!", "eprint!", "dbg!"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust_files().filter(|file| !may_print(&file.path)) {
        let masked = mask(&file.text, Keep::Code);
        for name in MACROS {
            for at in find_words(&masked, name) {
                findings.push(Finding {
                    path: file.path.clone(),
                    line: line_at(&masked, at),
                    rule: "printing",
                    message: format!("`{name}` outside a program that talks to a person"),
                    remedy: "return the fact, or log it with tracing",
                });
            }
        }
    }
    findings
}

fn may_print(path: &str) -> bool {
    path.starts_with("crates/cli/src/")
        || path.starts_with("crates/bench/")
        || path.starts_with("xtask/")
        || path.contains("/examples/")
        || path == "crates/hub/src/main.rs"
        || path == "crates/hub/src/commands.rs"
        || path.starts_with("crates/hub/src/commands/")
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
    fn only_programs_print() {
        let prints = "fn a() { println!(\"x\"); eprintln!(\"y\") }";
        assert_eq!(count("crates/office/src/a.rs", prints), 2);
        assert_eq!(count("crates/cli/src/main.rs", prints), 0);
        assert_eq!(count("crates/hub/src/commands/enrolment.rs", prints), 0);
        assert_eq!(count("crates/hub/src/http/bundles.rs", "print!(\"x\")"), 1);
        assert_eq!(
            count(
                "crates/office/src/a.rs",
                "// println!\nwriteln!(out, \"x\")"
            ),
            0
        );
    }
}
