//! What is wrong with a delivery: facts first, words in both languages after.
//!
//! Every difference says where, what was found, what was expected and what to do.

mod en;
mod ja;

use serde::Serialize;
use standard::{Address, FileKind, Finding, Severity};

use super::facts::Fact;
use super::pattern::Question;

/// One difference between what a pattern asks for and what was delivered.
#[derive(Debug, Clone)]
pub(super) struct Difference {
    /// The file concerned; empty when there is none.
    pub(super) file: String,
    /// The line of the file, where the difference has one.
    pub(super) line: Option<u32>,
    pub(super) problem: Problem,
}

/// What is wrong.
#[derive(Debug, Clone)]
pub(super) enum Problem {
    /// The check of the standard found it.
    Standard(Box<Finding>),
    Delivery(DeliveryProblem),
    Content(ContentProblem),
}

/// What is wrong with sets and files.
#[derive(Debug, Clone)]
pub(super) enum DeliveryProblem {
    SetMissing {
        kind: FileKind,
        from: Address,
        to: Address,
    },
    SetForeign {
        from: Address,
        to: Address,
    },
    FileMissing {
        kind: FileKind,
    },
    FileForeign,
    WrongAddress {
        found: String,
        expected: String,
    },
    WrongMonth {
        found: String,
        expected: String,
    },
    /// The stamp is not after that of the set before.
    Order {
        found: String,
        before: String,
    },
}

/// What is wrong with records and answers.
#[derive(Debug, Clone)]
pub(super) enum ContentProblem {
    Value {
        fact: Box<Fact>,
        found: String,
        client: String,
    },
    RecordMissing {
        record: Described,
    },
    RecordForeign {
        record: Described,
    },
    Answer {
        question: Box<Question>,
        found: String,
    },
    /// More differences of this pattern than are listed.
    More {
        count: usize,
    },
}

impl From<DeliveryProblem> for Problem {
    fn from(problem: DeliveryProblem) -> Problem {
        Problem::Delivery(problem)
    }
}

impl From<ContentProblem> for Problem {
    fn from(problem: ContentProblem) -> Problem {
        Problem::Content(problem)
    }
}

/// The first items of a record that have a value, enough to find it on the screen.
#[derive(Debug, Clone)]
pub(super) struct Described {
    pub(super) ja: String,
    pub(super) en: String,
}

/// The words of a difference in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Words {
    #[serde(rename = "where")]
    pub(super) place: String,
    pub(super) found: String,
    pub(super) expected: String,
    pub(super) remedy: String,
}

impl Problem {
    /// A word for programs; the code of the finding where the standard is broken.
    pub(super) fn code(&self) -> String {
        let word = match self {
            Problem::Standard(finding) => return finding.code.to_string(),
            Problem::Delivery(problem) => match problem {
                DeliveryProblem::SetMissing { .. } => "set_missing",
                DeliveryProblem::SetForeign { .. } => "set_foreign",
                DeliveryProblem::FileMissing { .. } => "file_missing",
                DeliveryProblem::FileForeign => "file_foreign",
                DeliveryProblem::WrongAddress { .. } => "address",
                DeliveryProblem::WrongMonth { .. } => "month",
                DeliveryProblem::Order { .. } => "order",
            },
            Problem::Content(problem) => match problem {
                ContentProblem::Value { .. } => "value",
                ContentProblem::RecordMissing { .. } => "record_missing",
                ContentProblem::RecordForeign { .. } => "record_foreign",
                ContentProblem::Answer { .. } => "answer",
                ContentProblem::More { .. } => "more",
            },
        };
        word.to_owned()
    }

    /// Whether the delivery fails by it: warnings of the standard are notes.
    pub(super) fn fails(&self) -> bool {
        match self {
            Problem::Standard(finding) => finding.severity == Severity::Error,
            _ => true,
        }
    }
}

impl Difference {
    pub(super) fn of(problem: impl Into<Problem>) -> Difference {
        Difference {
            file: String::new(),
            line: None,
            problem: problem.into(),
        }
    }

    pub(super) fn in_file(
        file: &str,
        line: Option<u32>,
        problem: impl Into<Problem>,
    ) -> Difference {
        Difference {
            file: file.to_owned(),
            line,
            problem: problem.into(),
        }
    }

    pub(super) fn ja(&self) -> Words {
        ja::words(self)
    }

    pub(super) fn en(&self) -> Words {
        en::words(self)
    }
}

/// The value, or a word for an empty one; line breaks visible.
fn shown(value: &str, empty: &str) -> String {
    match value {
        "" => empty.to_owned(),
        value => value.replace("\r\n", "↵").replace(['\r', '\n'], "↵"),
    }
}
