//! Words about the files of a set, in English.

use super::{found, item, words};
use crate::file_kind::FileKind;
use crate::finding::is_insured_number;
use crate::finding::{Finding, SetProblem, Text};

pub(super) fn text(problem: &SetProblem, finding: &Finding) -> Text {
    words(
        message(problem, finding),
        expected(problem),
        remedy(problem),
    )
}

fn named(kind: FileKind) -> String {
    format!("the {} ({kind})", kind.name_en())
}

fn message(problem: &SetProblem, finding: &Finding) -> String {
    let (item, found) = (item(finding), found(finding));
    match problem {
        SetProblem::MissingFile {
            kind,
            misnamed: None,
        } => {
            format!("{}, which belongs to the set, is missing", named(*kind))
        }
        SetProblem::MissingFile {
            kind,
            misnamed: Some(name),
        } => format!(
            "{}, which belongs to the set, is missing (\"{name}\", whose name is wrong, may be it)",
            named(*kind)
        ),
        SetProblem::SuperfluousFile { kind } => {
            format!("{} cannot be sent in this set", named(*kind))
        }
        SetProblem::OtherStamp { stamp } => {
            format!("the files of one set have two stamps (the other is {stamp})")
        }
        SetProblem::SameName { same_bytes: true } => "the same file is given twice".to_string(),
        SetProblem::SameName { same_bytes: false } => {
            "two files have the same name and different contents".to_string()
        }
        SetProblem::SenderRole { kind, .. } => {
            format!("the sender's service kind does not send {}", named(*kind))
        }
        SetProblem::ReceiverRole { kind } => {
            format!(
                "the receiver's service kind does not receive {}",
                named(*kind)
            )
        }
        SetProblem::OtherMonth { .. } => {
            "the files of one set are for different months".to_string()
        }
        SetProblem::Orphan { parent: other } | SetProblem::Childless { child: other } => {
            let other = named(*other);
            match finding.column.is_some_and(is_insured_number) {
                true => format!("there is no record of the client with {item} {found} in {other}"),
                false => {
                    format!("there is no record of this client with {item} {found} in {other}")
                }
            }
        }
        SetProblem::PictureMissing => format!("the picture {found} is not there"),
        SetProblem::Later {
            stamp,
            deletes: true,
        } => format!("the deletion with the later stamp {stamp} deletes these data"),
        SetProblem::Later {
            stamp,
            deletes: false,
        } => format!("the data with the later stamp {stamp} replace these data"),
        SetProblem::NothingToDelete { kind } => format!(
            "there is no record of having sent this client's {} to this receiver",
            kind.name_en()
        ),
        SetProblem::PictureUnnamed => {
            "no record of the basic information names this picture (item 62)".to_string()
        }
    }
}

fn expected(problem: &SetProblem) -> String {
    let text = match problem {
        SetProblem::MissingFile { .. } | SetProblem::SuperfluousFile { .. } => {
            "a combination of files listed in the standard, all with one stamp"
        }
        SetProblem::OtherStamp { .. } => "one stamp for files that are sent together",
        SetProblem::SameName { same_bytes: true } => "each file once",
        SetProblem::SameName { same_bytes: false } => "one file for each name",
        SetProblem::SenderRole { reversed: true, .. } => {
            "actual services from the service office to the care manager"
        }
        SetProblem::SenderRole {
            reversed: false, ..
        } => "plans from care managers or support centres",
        SetProblem::ReceiverRole { .. } => {
            "plans to service offices, actual services to care managers or support centres"
        }
        SetProblem::OtherMonth {
            expected: Some(month),
        } => return format!("the month {month} in all files of the set"),
        SetProblem::OtherMonth { expected: None } => {
            "the month 000000 for the supplement of a care plan"
        }
        SetProblem::Orphan { .. } | SetProblem::Childless { .. } => {
            "a record of the same insurer, insured person and date (month)"
        }
        SetProblem::PictureMissing => "the picture named in item 62 sent with the file",
        SetProblem::Later { .. } => "sets are imported in the order of their stamps",
        SetProblem::NothingToDelete { .. } => {
            "a deletion of what was sent before, of the same client and date (month)"
        }
        SetProblem::PictureUnnamed => "the name of the picture in item 62 of the basic information",
    };
    text.to_string()
}

fn remedy(problem: &SetProblem) -> &'static str {
    match problem {
        SetProblem::MissingFile {
            misnamed: Some(_), ..
        } => "correct the name of that file first, then check again",
        SetProblem::MissingFile { misnamed: None, .. } => {
            "export the missing file as well and send them together"
        }
        SetProblem::SuperfluousFile { .. } => {
            "export this file separately and send it with a stamp of its own"
        }
        SetProblem::OtherStamp { .. } => "export the files of the set again in one go",
        SetProblem::SameName { same_bytes: true } => "leave one of them out",
        SetProblem::SameName { same_bytes: false } => "keep the right one of them",
        SetProblem::SenderRole { reversed: true, .. } => {
            "check whether the service kinds of sender and receiver are exchanged"
        }
        SetProblem::SenderRole {
            reversed: false, ..
        } => "check the sender's office number and service kind, and export again",
        SetProblem::ReceiverRole { .. } => {
            "check the receiver's office number and service kind, and export again"
        }
        SetProblem::OtherMonth { .. } => "export the files of the same month together again",
        SetProblem::Childless { .. } => {
            "check whether this client was exported in all files, and the numbers and dates, and export the whole set again"
        }
        SetProblem::Orphan { .. } => "check the numbers and dates, and export the whole set again",
        SetProblem::PictureMissing => "give the picture file as well",
        SetProblem::Later { .. } => "leave it as it is if both are meant to be sent",
        SetProblem::NothingToDelete { .. } => {
            "check the client and the date (month); leave it as it is if the data were sent in another way"
        }
        SetProblem::PictureUnnamed => "export the basic information and its pictures again",
    }
}
