//! House rules that no compiler checks. One rule, one file, tested on made-up input.
//!
//! The rules themselves are explained in `docs/internals/HACKING.md`; each finding carries its own remedy.
//! Not obvious: rules see the files that git tracks or would track, not what lies in the folder.

mod arrows;
mod catalogues;
mod clock;
mod codes;
mod decisions;
mod dependency_lines;
mod document_names;
mod file_headers;
mod file_names;
mod printing;
mod sizes;
mod source;
mod sql;
mod words;

use crate::tree::Tree;
use anyhow::Result;
use std::fmt;
use std::path::Path;

/// One breach of a house rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    path: String,
    /// From 1; 0 when the finding is about the whole file.
    line: usize,
    rule: &'static str,
    message: String,
    remedy: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        write!(
            f,
            ": {}: {}\n    remedy: {}",
            self.rule, self.message, self.remedy
        )
    }
}

/// Runs all rules and prints their findings; `Ok(false)` when there is one.
///
/// # Errors
///
/// When git or cargo cannot be asked about the workspace.
pub(crate) fn run_tidy(root: &Path) -> Result<bool> {
    let tree = Tree::read(root)?;
    let metadata = arrows::read_metadata(root)?;
    let mut findings = Vec::new();
    findings.extend(arrows::check(&metadata));
    findings.extend(dependency_lines::check(&tree));
    findings.extend(file_headers::check(&tree));
    findings.extend(file_names::check(&tree));
    findings.extend(sizes::check(&tree));
    findings.extend(clock::check(&tree));
    findings.extend(sql::check(&tree));
    findings.extend(printing::check(&tree));
    findings.extend(codes::check(&tree));
    findings.extend(catalogues::check(&tree));
    findings.extend(document_names::check(&tree));
    findings.extend(decisions::check(&tree));
    findings.extend(words::check(&tree));
    for finding in &findings {
        println!("{finding}");
    }
    let files = tree.rust_files().count();
    match findings.len() {
        0 => println!("tidy: {files} Rust files, nothing to mend"),
        count => println!("tidy: {count} findings in {files} Rust files"),
    }
    Ok(findings.is_empty())
}

#[cfg(test)]
mod tests {
    use super::Finding;

    #[test]
    fn a_finding_says_place_rule_and_remedy() {
        let finding = Finding {
            path: "crates/a/src/b.rs".to_owned(),
            line: 3,
            rule: "clock",
            message: "reads the clock".to_owned(),
            remedy: "take the time as a value",
        };
        assert_eq!(
            finding.to_string(),
            "crates/a/src/b.rs:3: clock: reads the clock\n    remedy: take the time as a value"
        );
    }
}
