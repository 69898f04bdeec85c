//! The stable code of every finding, and how serious the problems of files are.
//!
//! Codes are never reused for another meaning: manuals, support and other
//! programs refer to them.

use std::fmt;

use crate::file_name::{NameProblem, PartProblem};
use crate::finding::{FileProblem, NameFinding, SetProblem, Severity};
use crate::layout::Layout;

/// The stable code of a finding: `T06-C15` for an item, `T06-R01` for a rule,
/// `NAM-01` for whole files and sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    prefix: &'static str,
    letter: &'static str,
    number: u16,
}

impl Code {
    /// The code of item `number` of a form.
    pub const fn item(layout: &Layout, number: u16) -> Code {
        Code {
            prefix: layout.prefix,
            letter: "C",
            number,
        }
    }

    /// The code of rule `number` of a form.
    pub const fn rule(layout: &Layout, number: u16) -> Code {
        Code {
            prefix: layout.prefix,
            letter: "R",
            number,
        }
    }

    /// A code about whole files or sets.
    pub(crate) const fn whole(prefix: &'static str, number: u16) -> Code {
        Code {
            prefix,
            letter: "",
            number,
        }
    }
}

/// `T06-C15`, `T06-R01`, `NAM-01`.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}{:02}", self.prefix, self.letter, self.number)
    }
}

impl NameFinding {
    /// The code: one for each thing that can be wrong with a name.
    pub fn code(&self) -> Code {
        Code::whole(
            "NAM",
            match self {
                NameFinding::Shape(problem) => match problem {
                    NameProblem::UnknownPrefix => 1,
                    NameProblem::FullWidth { .. } => 2,
                    NameProblem::Extension { .. } => 4,
                    NameProblem::Version3 => 5,
                    NameProblem::Version40 => 6,
                    NameProblem::Part(part) => part_number(part),
                },
                NameFinding::LowerCase { .. } => 3,
                NameFinding::Attachment(_) => 14,
                NameFinding::ServiceKindUnknown { .. } => 15,
                NameFinding::ServiceKindNotExchanged { .. } => 16,
                NameFinding::Archive => 17,
            },
        )
    }
}

fn part_number(problem: &PartProblem) -> u16 {
    match problem {
        PartProblem::Count { .. } => 7,
        PartProblem::Month { .. } => 8,
        PartProblem::Office { .. } => 9,
        PartProblem::Service { .. } => 10,
        PartProblem::StampShape { .. } => 11,
        PartProblem::StampTime { .. } => 12,
        PartProblem::Branch { .. } => 13,
    }
}

impl FileProblem {
    /// The code: `ENC` for characters, `CSV` for the shape, `FIL` for the rest.
    pub fn code(&self) -> Code {
        let (prefix, number) = match self {
            FileProblem::Utf8 { mark: false } => ("ENC", 1),
            FileProblem::Utf8 { mark: true } => ("ENC", 2),
            FileProblem::Utf16 => ("ENC", 3),
            FileProblem::StrayQuote => ("CSV", 1),
            FileProblem::TextAfterQuote => ("CSV", 2),
            FileProblem::UnclosedQuote { .. } => ("CSV", 3),
            FileProblem::FieldCount { .. } => ("CSV", 4),
            FileProblem::HeaderLine => ("CSV", 5),
            FileProblem::EmptyLine { .. } | FileProblem::BlankRecord => ("CSV", 6),
            FileProblem::OtherLineEnd { .. } => ("CSV", 7),
            FileProblem::MixedLineEnds => ("CSV", 8),
            FileProblem::NoFinalLineEnd => ("CSV", 9),
            FileProblem::RecordTooLong { .. } => ("CSV", 10),
            FileProblem::NoRecords { .. } => ("FIL", 1),
            FileProblem::RepeatedRecord { .. } => ("FIL", 2),
            FileProblem::RepeatedKey { .. } => ("FIL", 3),
            FileProblem::NotJpeg => ("FIL", 4),
            FileProblem::MoreFindings { .. } => ("FIL", 5),
            FileProblem::NotCompared => ("FIL", 6),
            FileProblem::NotCsv(_) => ("FIL", 7),
        };
        Code::whole(prefix, number)
    }

    /// How serious the problem is.
    pub fn severity(&self) -> Severity {
        match self {
            FileProblem::Utf8 { .. }
            | FileProblem::Utf16
            | FileProblem::StrayQuote
            | FileProblem::TextAfterQuote
            | FileProblem::UnclosedQuote { .. }
            | FileProblem::FieldCount { .. }
            | FileProblem::RecordTooLong { .. }
            | FileProblem::HeaderLine
            | FileProblem::EmptyLine { last: false }
            | FileProblem::NoRecords { sub_table: false }
            | FileProblem::RepeatedKey { .. }
            | FileProblem::BlankRecord
            | FileProblem::MoreFindings { .. }
            | FileProblem::NotCsv(_)
            | FileProblem::NotJpeg => Severity::Error,
            // The standard says nothing of line ends, and some programs end a file with empty lines. Nor does it
            // say whether a sub-table without lines is left out or sent empty.
            FileProblem::EmptyLine { last: true }
            | FileProblem::MixedLineEnds
            | FileProblem::OtherLineEnd {
                carriage_return: true,
            }
            | FileProblem::NoRecords { sub_table: true }
            | FileProblem::RepeatedRecord { .. } => Severity::Warning,
            FileProblem::OtherLineEnd {
                carriage_return: false,
            }
            | FileProblem::NotCompared
            | FileProblem::NoFinalLineEnd => Severity::Information,
        }
    }
}

impl SetProblem {
    /// The code: one for each thing that can be wrong in a set.
    pub fn code(&self) -> Code {
        Code::whole(
            "SET",
            match self {
                SetProblem::MissingFile { .. } => 1,
                SetProblem::SuperfluousFile { .. } => 2,
                SetProblem::OtherStamp { .. } => 3,
                SetProblem::SameName { .. } => 4,
                SetProblem::SenderRole { .. } => 5,
                SetProblem::ReceiverRole { .. } => 6,
                SetProblem::OtherMonth { .. } => 7,
                SetProblem::Orphan { .. } => 8,
                SetProblem::Childless { .. } => 9,
                SetProblem::PictureMissing => 10,
                SetProblem::PictureUnnamed => 11,
                SetProblem::Later { .. } => 12,
                SetProblem::NothingToDelete { .. } => 13,
            },
        )
    }
}
