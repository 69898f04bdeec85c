//! What a check returns: every file with its findings, and the sets they form.

use crate::address::Address;
use crate::calendar::Stamp;
use crate::file_kind::FileKind;
use crate::file_name::FileName;
use crate::file_set::SetKind;
use crate::finding::{FileProblem, Finding, Problem, Severity};
use crate::version3::FileName3;

/// At most so many findings are listed for one file: more help nobody, and a file of
/// a million wrong records must not fill the memory.
pub(crate) const FINDINGS_MAX: usize = 10_000;

/// A file to check.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The path as the caller gave it, shown in messages; the name is its last part.
    pub path: &'a str,
    /// The contents.
    pub bytes: &'a [u8],
}

/// The result of a check.
#[derive(Debug)]
pub struct Report {
    /// The files in the order of the inputs.
    pub files: Vec<FileReport>,
    /// The sets in the order of their stamps, in which receivers import them.
    pub sets: Vec<SetReport>,
}

/// What was found in one file.
#[derive(Debug)]
pub struct FileReport {
    /// The path as the caller gave it.
    pub path: String,
    /// The last part of the path.
    pub name: String,
    /// The kind that the name begins with, even if the rest of the name is wrong.
    pub kind: Option<FileKind>,
    /// The parts of the name if it is a right name of 4.1.
    pub file_name: Option<FileName>,
    /// The parts of the name if it is a right name of standard 3.
    pub version3: Option<FileName3>,
    /// The CSV version of the first record.
    pub version: Option<String>,
    /// How many records the file has; empty lines and a header line are none.
    pub records: u32,
    /// The findings in the order of lines and items.
    pub findings: Vec<Finding>,
}

/// Files of one sender, one receiver and one stamp.
#[derive(Debug)]
pub struct SetReport {
    /// The permitted set that the files form; `None` if they form none.
    pub set: Option<SetKind>,
    /// The stamp of the files.
    pub stamp: Stamp,
    /// Who sends.
    pub from: Address,
    /// Who receives.
    pub to: Address,
    /// The files, as indexes into [`Report::files`].
    pub files: Vec<usize>,
    /// What is wrong between the files; findings with a line are in the files' own lists.
    pub findings: Vec<Finding>,
}

impl FileReport {
    /// Adds what the comparison with other files found, in the order of lines and items.
    pub(crate) fn add_compared(&mut self, findings: Vec<Finding>) {
        if findings.is_empty() {
            return;
        }
        let more = |finding: &Finding| {
            matches!(
                finding.problem,
                Problem::File(FileProblem::MoreFindings { .. })
            )
        };
        let known = self.findings.iter().position(more);
        let unlisted = known.map(|index| self.findings.remove(index).severity);
        self.findings.extend(findings);
        self.findings
            .sort_by_key(|finding| (finding.line, finding.item));
        let cut = self.findings.len().min(FINDINGS_MAX);
        let worst = self.findings.split_off(cut).into_iter();
        let worst = worst.map(|finding| finding.severity).chain(unlisted).min();
        self.findings.extend(worst.map(Finding::of_unlisted));
    }
}

impl Report {
    /// How many findings are errors.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many findings are warnings.
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        let files = self.files.iter().flat_map(|file| &file.findings);
        let sets = self.sets.iter().flat_map(|set| &set.findings);
        files
            .chain(sets)
            .filter(|finding| finding.severity == severity)
            .count()
    }
}
