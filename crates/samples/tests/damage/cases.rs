//! Cases of damage: files as they are given to the check, and what must come of it.

use standard::{Input, Report, Severity, check_files};

use crate::pool::{RawSet, SETS};

/// What must come of a case.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Expect {
    /// An error in the file with this index, at this line if one is given.
    FileError(usize, Option<u32>),
    /// At least a warning in the file with this index.
    FileNoticed(usize),
    /// An error anywhere: in a file or about a set.
    Error,
    /// A warning or error anywhere.
    Noticed,
    /// Any finding in the file with this index, be it information.
    Mentioned(usize),
    /// A warning, but no error.
    Warning,
    /// Information, and neither error nor warning.
    Information,
    /// No error.
    NoError,
    /// Neither error nor warning.
    Clean,
}

/// Files as they are given to the check.
pub(crate) type Files = Vec<(String, Vec<u8>)>;

pub(crate) struct Cases {
    failures: Vec<String>,
    count: usize,
}

impl Cases {
    pub(crate) fn new() -> Cases {
        Cases {
            failures: Vec::new(),
            count: 0,
        }
    }

    pub(crate) fn check(&mut self, what: &str, files: &Files, expect: Expect) {
        self.count += 1;
        let inputs: Vec<Input<'_>> = files
            .iter()
            .map(|(path, bytes)| Input { path, bytes })
            .collect();
        let report = check_files(&inputs);
        if !holds(&report, expect) {
            self.failures.push(format!(
                "{what}: expected {expect:?}, came {:?}",
                came(&report)
            ));
        }
    }

    #[track_caller]
    pub(crate) fn finish(self, count_min: usize) {
        assert!(self.count >= count_min, "only {} cases", self.count);
        let (failed, count) = (self.failures.len(), self.count);
        assert!(
            failed == 0,
            "{failed} of {count} cases\n{}",
            self.failures.join("\n")
        );
    }
}

pub(crate) fn holds(report: &Report, expect: Expect) -> bool {
    let in_file = |index: usize, worst: Severity| {
        report.files[index]
            .findings
            .iter()
            .any(|finding| finding.severity <= worst)
    };
    match expect {
        Expect::FileError(index, line) => report.files[index]
            .findings
            .iter()
            .any(|f| f.severity == Severity::Error && (line.is_none() || f.line == line)),
        Expect::FileNoticed(index) => in_file(index, Severity::Warning),
        Expect::Error => report.errors() > 0,
        Expect::Noticed => report.errors() + report.warnings() > 0,
        Expect::Mentioned(index) => in_file(index, Severity::Information),
        Expect::Warning => report.errors() == 0 && report.warnings() > 0,
        Expect::Information => {
            let all = (0..report.files.len()).any(|index| in_file(index, Severity::Information));
            all && report.errors() + report.warnings() == 0
        }
        Expect::NoError => report.errors() == 0,
        Expect::Clean => report.errors() + report.warnings() == 0,
    }
}

pub(crate) fn came(report: &Report) -> Vec<String> {
    let of_files = report.files.iter().flat_map(|file| &file.findings);
    let of_sets = report.sets.iter().flat_map(|set| &set.findings);
    of_files
        .chain(of_sets)
        .take(4)
        .map(|f| format!("{:?} {} {:?} {:?}", f.severity, f.code, f.line, f.item))
        .collect()
}

pub(crate) fn files_of(set: &RawSet) -> Files {
    set.files
        .iter()
        .map(|file| (file.name.clone(), file.bytes()))
        .collect()
}

/// The set for `prefix` and the index of the file of that kind.
pub(crate) fn set_with(prefix: &str) -> (RawSet, usize) {
    let set = SETS[prefix].clone();
    let index = set
        .files
        .iter()
        .position(|file| file.prefix() == prefix)
        .unwrap();
    (set, index)
}

/// The ticket set and the index of its table 7, and so on: the set K2 whatever its addressee.
pub(crate) fn ticket() -> RawSet {
    SETS["UPSIKYU"].clone()
}

pub(crate) fn position(set: &RawSet, prefix: &str) -> usize {
    set.files
        .iter()
        .position(|file| file.prefix() == prefix)
        .unwrap()
}
