//! Files stay under 500 lines and functions under 70.
//!
//! Functions are measured by counting braces in the masked text, from the line of `fn` to the closing brace, without lines
//! that lie wholly inside square brackets: a table of cases is data and may be long. Limits of that: a function that a macro writes is not seen, and braces in a signature (a const argument such as
//! `Array<{ N + 1 }>`) would be taken for the body. Both make a function look shorter, never longer.

use super::Finding;
use super::source::{Keep, closing_brace, find_words, line_at, mask};
use crate::tree::Tree;

const FILE_LINES_BELOW: usize = 500;
const FUNCTION_LINES_BELOW: usize = 70;

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust_files() {
        let lines = file.text.lines().count();
        if lines >= FILE_LINES_BELOW {
            findings.push(Finding {
                path: file.path.clone(),
                line: 0,
                rule: "file-size",
                message: format!("{lines} lines; a file stays below {FILE_LINES_BELOW}"),
                remedy: "cut it by job into a folder of the same name; long tests move to `tests.rs`",
            });
        }
        for (line, name, lines) in long_functions(&file.text) {
            findings.push(Finding {
                path: file.path.clone(),
                line,
                rule: "function-size",
                message: format!(
                    "`{name}` has {lines} lines; a function stays below {FUNCTION_LINES_BELOW}"
                ),
                remedy: "keep the branches here and move straight work into functions of their own",
            });
        }
    }
    findings
}

/// Line, name and number of lines of each function that is too long.
fn long_functions(text: &str) -> Vec<(usize, String, usize)> {
    let masked = mask(text, Keep::Code);
    let mut found = Vec::new();
    for at in find_words(&masked, "fn") {
        let rest = &masked[at + 2..];
        let name: String = rest
            .trim_start()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        // Without a name it is a type such as `fn(u32) -> bool`; with `;` before `{` a declaration.
        let Some(open) = body_start(rest).filter(|_| !name.is_empty()) else {
            continue;
        };
        let Some(close) = closing_brace(&masked, at + 2 + open) else {
            continue;
        };
        let lines =
            line_at(&masked, close) - line_at(&masked, at) + 1 - data_lines(&masked[at..close]);
        if lines >= FUNCTION_LINES_BELOW {
            found.push((line_at(&masked, at), name, lines));
        }
    }
    found
}

/// The number of lines that begin and end inside square brackets.
fn data_lines(function: &str) -> usize {
    let mut depth = 0_i32;
    let mut count = 0;
    for line in function.lines() {
        let mut lowest = depth;
        for byte in line.bytes() {
            match byte {
                b'[' => depth += 1,
                b']' => depth -= 1,
                _ => (),
            }
            lowest = lowest.min(depth);
        }
        count += usize::from(lowest > 0);
    }
    count
}

/// The offset of the first `{` outside parentheses and brackets, unless a `;` comes before it.
fn body_start(signature: &str) -> Option<usize> {
    let mut depth = 0_i32;
    for (at, byte) in signature.bytes().enumerate() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            b'{' if depth == 0 => return Some(at),
            b';' if depth == 0 => return None,
            _ => (),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{check, long_functions};
    use crate::tree::Tree;

    fn function_of(lines: usize) -> String {
        format!(
            "fn long(a: [u8; 4]) {{\n{}}}\n",
            "    a();\n".repeat(lines - 2)
        )
    }

    #[test]
    fn functions_of_70_lines_are_too_long() {
        assert!(long_functions(&function_of(69)).is_empty());
        assert_eq!(
            long_functions(&function_of(70)),
            [(1, "long".to_owned(), 70)]
        );
        assert!(long_functions(&format!("trait T {{ fn a(); }}\n{}", "\n".repeat(90))).is_empty());
        assert!(
            long_functions(&format!(
                "type F = fn(u8) -> u8;\nmod m {{{}}}",
                "\n".repeat(90)
            ))
            .is_empty()
        );
    }

    #[test]
    fn tables_of_cases_do_not_count() {
        let table = format!(
            "fn cases() {{\n    for case in [\n{}    ] {{\n    }}\n}}\n",
            "        [1],\n".repeat(90)
        );
        assert!(long_functions(&table).is_empty());
        let work = format!("fn work() {{\n{}}}\n", "    list[0] = 1;\n".repeat(90));
        assert_eq!(long_functions(&work).len(), 1);
    }

    #[test]
    fn files_of_500_lines_are_too_long() {
        let ok = "x\n".repeat(499);
        let long = "x\n".repeat(500);
        assert!(check(&Tree::from_files(&[("a.rs", &ok)])).is_empty());
        assert_eq!(check(&Tree::from_files(&[("a.rs", &long)])).len(), 1);
        assert!(check(&Tree::from_files(&[("a.md", &long)])).is_empty());
    }
}
