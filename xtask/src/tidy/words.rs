//! Words that must not be in the repository: paths of one machine, promises that no network can keep, loose ends.
//!
//! The list is short on purpose; it is about what misleads a stranger who cloned the project, not about taste.
//! Not obvious: this file writes its own samples in two halves, since it is read by the rule too.

use super::Finding;
use super::source::line_at;
use crate::tree::Tree;

struct Word {
    /// Compared without regard to case.
    text: &'static str,
    /// Only where the word begins, not after a letter, digit, dot or slash.
    at_start: bool,
    message: &'static str,
    remedy: &'static str,
}

const MACHINE: &str = "a path of one machine";
const MACHINE_REMEDY: &str = "use a path relative to the project, or an argument";

const PROMISE: &str = "a promise that no network can keep";
const PROMISE_REMEDY: &str =
    "write what docs/internals/GOALS.md promises: at least once on the wire, once on the screen";

const WORDS: &[Word] = &[
    Word {
        text: concat!("/wo", "rk/"),
        at_start: true,
        message: MACHINE,
        remedy: MACHINE_REMEDY,
    },
    Word {
        text: concat!("/ro", "ot/"),
        at_start: true,
        message: MACHINE,
        remedy: MACHINE_REMEDY,
    },
    Word {
        text: concat!("/ho", "me/"),
        at_start: true,
        message: MACHINE,
        remedy: MACHINE_REMEDY,
    },
    Word {
        text: concat!("../sha", "red"),
        at_start: false,
        message: "a path outside the project",
        remedy: MACHINE_REMEDY,
    },
    Word {
        text: concat!("delivered exactly", " once"),
        at_start: true,
        message: PROMISE,
        remedy: PROMISE_REMEDY,
    },
    Word {
        text: concat!("exactly", "-once"),
        at_start: true,
        message: PROMISE,
        remedy: PROMISE_REMEDY,
    },
    Word {
        text: concat!("FIX", "ME"),
        at_start: true,
        message: "a loose end",
        remedy: "mend it, or file an issue and write TODO with its number",
    },
    Word {
        text: concat!("language", " model"),
        at_start: true,
        message: "a word that does not belong to this product",
        remedy: "say what the code does",
    },
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree
        .files()
        .filter(|file| file.is_text && file.path != "Cargo.lock")
    {
        let lower = file.text.to_ascii_lowercase();
        for word in WORDS {
            let text = word.text.to_ascii_lowercase();
            for (at, _) in lower.match_indices(&text) {
                if word.at_start && continues_word(&lower, at) {
                    continue;
                }
                findings.push(Finding {
                    path: file.path.clone(),
                    line: line_at(&file.text, at),
                    rule: "words",
                    message: format!("`{}` is {}", word.text, word.message),
                    remedy: word.remedy,
                });
            }
        }
        findings.extend(loose_todos(&file.path, &file.text));
    }
    findings
}

fn continues_word(text: &str, at: usize) -> bool {
    text[..at]
        .chars()
        .next_back()
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '/' | '_' | '-' | '~' | '}'))
}

/// A `TODO` names the issue that will do it: `TODO(#12)`.
fn loose_todos(path: &str, text: &str) -> Vec<Finding> {
    let todo = concat!("TO", "DO");
    text.match_indices(todo)
        .filter(|(at, _)| {
            let rest = &text[at + todo.len()..];
            let comment = text[..*at].trim_end().ends_with("//");
            comment && !rest.starts_with("(#") && !rest.starts_with(" #")
        })
        .map(|(at, _)| Finding {
            path: path.to_owned(),
            line: line_at(text, at),
            rule: "words",
            message: format!("a {todo} without the number of its issue"),
            remedy: "file an issue and name it",
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::Tree;

    #[track_caller]
    fn count(text: &str) -> usize {
        check(&Tree::from_files(&[("docs/a.md", text)])).len()
    }

    #[test]
    fn paths_of_one_machine_are_found() {
        assert_eq!(count(concat!("see /wo", "rk/a.txt")), 1);
        assert_eq!(count(concat!("`/ho", "me/x`")), 1);
        assert_eq!(count(concat!("src/ho", "me/x and a/wo", "rk/b")), 0);
        assert_eq!(count(concat!("../sha", "red/design.md")), 1);
    }

    #[test]
    fn promises_and_loose_ends_are_found() {
        assert_eq!(count(concat!("delivered Exactly", " once")), 1);
        assert_eq!(count(concat!("// TO", "DO later")), 1);
        assert_eq!(count(concat!("// TO", "DO(#12): later")), 0);
        assert_eq!(count("at least once on the wire"), 0);
    }
}
