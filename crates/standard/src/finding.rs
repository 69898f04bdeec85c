//! Findings: what a check says about a file, as data.
//!
//! A finding carries facts, never sentences; [`ja`] and [`en`] make the
//! sentences. It may quote the value found, which is personal data, so it stays
//! in the office that owns the file and never goes into a log.

use crate::layout::Column;

mod across;
mod code;
pub mod en;
pub mod explain;
pub mod ja;
mod problem;

pub use across::{AmountProblem, LimitProblem, NumberProblem, TicketProblem};
pub use code::Code;
pub use problem::{
    CountHint, FieldProblem, FileProblem, NameFinding, OrderProblem, Problem, RuleProblem,
    SetProblem, TotalProblem, VersionProblem,
};

/// How serious a finding is, the most serious first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The standard forbids it: the file must not be sent.
    Error,
    /// The standard can be read both ways, or a receiver may refuse it.
    Warning,
    /// Worth knowing; nothing is wrong.
    Information,
}

/// One result of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How serious it is.
    pub severity: Severity,
    /// Its stable code.
    pub code: Code,
    /// The line on which the record starts, counted from 1; `None` for whole files and sets.
    pub line: Option<u32>,
    /// The number of the item, counted from 1; `None` for whole records, files and sets.
    pub item: Option<u16>,
    /// The item itself, for its names.
    pub column: Option<&'static Column>,
    /// The value found, shortened for people.
    pub found: Option<String>,
    /// The name of the file, in findings about sets that concern one file of the set.
    pub file: Option<String>,
    /// What is wrong, with the facts.
    pub problem: Problem,
}

/// The words of a finding in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// What was found.
    pub message: String,
    /// What the standard expects.
    pub expected: String,
    /// What to do.
    pub remedy: String,
}

impl Finding {
    /// A finding without a place.
    pub(crate) fn new(severity: Severity, code: Code, problem: impl Into<Problem>) -> Finding {
        Finding {
            severity,
            code,
            line: None,
            item: None,
            column: None,
            found: None,
            file: None,
            problem: problem.into(),
        }
    }

    /// A finding about a whole file.
    pub(crate) fn of_file(problem: FileProblem) -> Finding {
        Finding::new(problem.severity(), problem.code(), problem)
    }

    /// There are more findings than are listed; `worst` is the most serious of them.
    pub(crate) fn of_unlisted(worst: Severity) -> Finding {
        let listed = crate::report::FINDINGS_MAX;
        let mut finding = Finding::of_file(FileProblem::MoreFindings { listed });
        finding.severity = worst;
        finding
    }

    /// The same at item `column` of the record on `line`.
    pub(crate) fn at(mut self, line: u32, column: &'static Column) -> Finding {
        self.line = Some(line);
        self.item = Some(column.number);
        self.column = Some(column);
        self
    }

    /// Whether the value looks as a spreadsheet saves numbers (1.37E+09), dates (2026/10/1) and times (9:00).
    fn is_of_spreadsheet(&self) -> bool {
        use crate::layout::Kind;
        let Some(found) = self.found.as_deref() else {
            return false;
        };
        let made_of = |signs: &[char]| {
            let known = |c: char| c.is_ascii_digit() || signs.contains(&c);
            found.starts_with(|c: char| c.is_ascii_digit()) && found.chars().all(known)
        };
        match self.column.map(|column| column.kind) {
            Some(Kind::Date | Kind::BirthDate | Kind::DateOrZeros | Kind::Month) => made_of(&['/']),
            Some(Kind::Time | Kind::ServiceTime) => made_of(&[':']),
            Some(Kind::InsurerNumber | Kind::InsuredNumber | Kind::OfficeNumber) => {
                found.contains("E+") && made_of(&['.', 'E', '+'])
            }
            _ => false,
        }
    }

    /// The same with the value found.
    pub(crate) fn with_found(mut self, found: String) -> Finding {
        self.found = Some(found);
        self
    }
}

impl Severity {
    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information => "info",
        }
    }
}

/// Whether an item tells clients apart, rather than an insurer or a date that many of them share.
fn is_insured_number(column: &Column) -> bool {
    column.id == "insured_number"
}

impl PartialEq for Column {
    fn eq(&self, other: &Column) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Column {}
