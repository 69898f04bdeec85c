//! Versions live in one table, each line with its job; crates only point at it.
//!
//! Reads the manifests line by line and expects one dependency on one line, as this workspace writes them. The packages
//! under `fuzz/` are no members, since they need a nightly compiler, so no table can give them a version.

use super::Finding;
use crate::tree::{Tree, TreeFile};

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree
        .files()
        .filter(|file| file.path.ends_with("Cargo.toml"))
    {
        if file.path == "Cargo.toml" {
            findings.extend(check_table(file));
        } else if !file.path.ends_with("/fuzz/Cargo.toml") {
            findings.extend(check_member(file));
        }
    }
    findings
}

/// Each version of the workspace table has a comment on its line; our own crates need none.
fn check_table(file: &TreeFile) -> Vec<Finding> {
    dependency_lines(file)
        .filter(|(_, section, line)| {
            *section == "workspace.dependencies"
                && !line.contains("path =")
                && !line.contains(" # ")
        })
        .map(|(number, _, line)| Finding {
            path: file.path.clone(),
            line: number,
            rule: "dependency",
            message: format!("`{}` does not say what it is for", name_of(line)),
            remedy: "add a comment on the same line: its job, and why we do not write it",
        })
        .collect()
}

/// A member takes every version from the table.
fn check_member(file: &TreeFile) -> Vec<Finding> {
    dependency_lines(file)
        .filter(|(_, section, line)| {
            section.ends_with("dependencies") && !line.contains("workspace = true")
        })
        .map(|(number, _, line)| Finding {
            path: file.path.clone(),
            line: number,
            rule: "dependency",
            message: format!("`{}` has a version of its own", name_of(line)),
            remedy: "write `NAME.workspace = true` and put the version into the root Cargo.toml",
        })
        .collect()
}

/// Lines that say `name = …`, with their number (from 1) and the section they stand in.
fn dependency_lines(file: &TreeFile) -> impl Iterator<Item = (usize, &str, &str)> {
    let mut section = "";
    file.text
        .lines()
        .enumerate()
        .filter_map(move |(index, line)| {
            let line = line.trim();
            if let Some(name) = line.strip_prefix('[') {
                section = name.trim_end_matches(']');
                return None;
            }
            let is_entry = !line.is_empty() && !line.starts_with('#') && line.contains('=');
            is_entry.then_some((index + 1, section, line))
        })
}

fn name_of(line: &str) -> &str {
    line.split(['=', '.']).next().unwrap_or(line).trim()
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::Tree;

    #[test]
    fn the_table_says_what_each_line_is_for() {
        let table = "[workspace.dependencies]\n# Ours.\na = { path = \"a\" }\nb = \"1\" # job\nc = \"1\"\n[lints]\nd = 1\n";
        let findings = check(&Tree::from_files(&[("Cargo.toml", table)]));
        assert_eq!(findings.len(), 1);
        assert_eq!(
            (findings[0].line, findings[0].message.as_str()),
            (5, "`c` does not say what it is for")
        );
    }

    #[test]
    fn members_take_versions_from_the_table() {
        let member = "[package]\nname = \"a\"\n[dependencies]\nb.workspace = true\nc = { workspace = true, optional = true }\n[dev-dependencies]\nd = \"1\"\n";
        let findings = check(&Tree::from_files(&[("crates/a/Cargo.toml", member)]));
        assert_eq!(findings.len(), 1);
        assert_eq!(
            (findings[0].line, findings[0].message.as_str()),
            (7, "`d` has a version of its own")
        );
    }

    #[test]
    fn packages_outside_the_workspace_have_versions_of_their_own() {
        let fuzz = "[dependencies]\nlibfuzzer-sys = \"0.4\"\n";
        let findings = check(&Tree::from_files(&[("crates/a/fuzz/Cargo.toml", fuzz)]));
        assert!(findings.is_empty());
    }
}
