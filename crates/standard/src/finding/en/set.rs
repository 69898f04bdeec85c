//! Words about the files of a set, in English.

use super::{found, item, words};
use crate::finding::{Finding, SetProblem, Text};

const SAME_KEY: &str = "a record of the same insurer, insured person and date (month)";
const CHECK_KEYS: &str = "check the numbers and dates, and export the whole set again";

pub(super) fn text(problem: &SetProblem, finding: &Finding) -> Text {
    match problem {
        SetProblem::MissingFile { kind } => words(
            format!(
                "the {} ({kind}) that belongs to the set is missing",
                kind.name_en()
            ),
            "a combination of files listed in the standard, all with one stamp",
            "export the missing file as well and send them together",
        ),
        SetProblem::SuperfluousFile { kind } => words(
            format!("the {} ({kind}) cannot be sent in this set", kind.name_en()),
            "a combination of files listed in the standard, all with one stamp",
            "export this file separately and send it with a stamp of its own",
        ),
        SetProblem::OtherStamp { stamp } => words(
            format!("the files of one set have two stamps (the other is {stamp})"),
            "one stamp for files that are sent together",
            "export the files of the set again in one go",
        ),
        SetProblem::SameName { same_bytes: true } => words(
            "the same file is given twice",
            "each file once",
            "leave one of them out",
        ),
        SetProblem::SameName { same_bytes: false } => words(
            "two files have the same name and different contents",
            "one file for each name",
            "keep the right one of them",
        ),
        SetProblem::SenderRole {
            kind,
            reversed: true,
        } => words(
            format!(
                "the sender's service kind does not send the {} ({kind})",
                kind.name_en()
            ),
            "actual services from the service office to the care manager",
            "check whether the service kinds of sender and receiver are exchanged",
        ),
        SetProblem::SenderRole {
            kind,
            reversed: false,
        } => words(
            format!(
                "the sender's service kind does not send the {} ({kind})",
                kind.name_en()
            ),
            "plans from care managers or support centres",
            "check the sender's office number and service kind, and export again",
        ),
        SetProblem::ReceiverRole { kind } => words(
            format!(
                "the receiver's service kind does not receive the {} ({kind})",
                kind.name_en()
            ),
            "plans to service offices, actual services to care managers or support centres",
            "check the receiver's office number and service kind, and export again",
        ),
        SetProblem::OtherMonth { expected } => words(
            "the files of one set are for different months",
            match expected {
                Some(month) => format!("the month {month}"),
                None => "the month 000000 for the supplement of a care plan".to_string(),
            },
            "export the files of the same month together again",
        ),
        SetProblem::Orphan { parent } => words(
            no_record(finding, parent.name_en(), parent.as_str()),
            SAME_KEY,
            CHECK_KEYS,
        ),
        SetProblem::Childless { child } => words(
            no_record(finding, child.name_en(), child.as_str()),
            SAME_KEY,
            CHECK_KEYS,
        ),
        SetProblem::PictureMissing => words(
            format!("the picture {} is not there", found(finding)),
            "the picture named in item 62 sent with the file",
            "give the picture file as well",
        ),
        SetProblem::PictureUnnamed => words(
            "no record of the basic information names this picture (item 62)",
            "the name of the picture in item 62 of the basic information",
            "export the basic information and its pictures again",
        ),
    }
}

fn no_record(finding: &Finding, name: &str, kind: &str) -> String {
    format!(
        "no record in the {name} ({kind}) fits {} {}",
        item(finding),
        found(finding)
    )
}
