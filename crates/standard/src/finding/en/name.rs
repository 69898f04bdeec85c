//! Words about file names, in English.

use super::{found, words};
use crate::file_name::{NameProblem, PartProblem};
use crate::finding::{Finding, NameFinding, Text};

const RENAME: &str = "correct the file name or export the file again";
const UPDATE: &str = "update the care software to 4.1 (CSV version 202407) and export again";

pub(super) fn text(problem: &NameFinding, finding: &Finding) -> Text {
    match problem {
        NameFinding::Shape(problem) => shape(problem, finding),
        NameFinding::LowerCase { upper } => words(
            "the file name has small letters, which are read as capitals",
            format!("the name in capitals {upper}"),
            "it can be sent as it is; if the receiver's program cannot read it, write the name in capitals",
        ),
        NameFinding::Attachment(format) => words(
            format!(
                "not a file name of the standard (a {format} file can be sent as an attachment)"
            ),
            "a file of the standard has a name that begins with UPPLAN_ or the like",
            "to send it as an attachment, leave it as it is",
        ),
        NameFinding::Archive => words(
            format!(
                "{} is a ZIP file; the files in it were not checked",
                found(finding)
            ),
            "CSV files of the standard, or pictures",
            "unpack the ZIP file and give the files in it",
        ),
        NameFinding::ServiceKindUnknown { sender } => words(
            format!(
                "the {}'s service kind {} does not exist",
                side(*sender),
                found(finding)
            ),
            "a service kind code of 2 characters (for example 43, 11, A2)",
            RENAME,
        ),
        NameFinding::ServiceKindNotExchanged {
            sender, name_en, ..
        } => words(
            format!(
                "the {}'s service kind {} ({name_en}) is not exchanged by the standard",
                side(*sender),
                found(finding)
            ),
            "the code of a service kind that is exchanged",
            "send what concerns this service in another way",
        ),
    }
}

fn side(sender: bool) -> &'static str {
    if sender { "sender" } else { "receiver" }
}

fn shape(problem: &NameProblem, finding: &Finding) -> Text {
    match problem {
        NameProblem::UnknownPrefix => words(
            format!("{} is not a file name of the standard", found(finding)),
            "a name that begins with UP1KYO, UPPLAN, UPJSK or another prefix of the standard",
            "check which file you want to send; if it was renamed, restore the exported name",
        ),
        NameProblem::FullWidth { half_width } => words(
            "the file name has full-width letters, digits or signs",
            format!("the half-width name {half_width}"),
            "write the file name in half-width characters",
        ),
        NameProblem::Extension { found, expected } => words(
            format!("the extension \"{found}\" is not the one of this kind of file"),
            format!("the extension {expected}"),
            "check whether the file was saved in another format, and export it again",
        ),
        NameProblem::Version3 => words(
            "a file name of standard 3 or older (it has no service kinds); only 4.1 is exchanged",
            "a name of 4.1 (a service kind of 2 characters after each office number)",
            "update the care software to 4.1 (CSV version 202407) and export again, or convert the file with tsunagu convert --to 4.1",
        ),
        NameProblem::Version40 => words(
            "a file name of standard 4.0: its service kinds have 3 characters",
            "a name of 4.1 (service kinds of 2 characters)",
            UPDATE,
        ),
        NameProblem::Part(problem) => part(problem),
    }
}

fn part(problem: &PartProblem) -> Text {
    match problem {
        PartProblem::Count { expected, found } => words(
            format!("the file name has {found} parts between underscores"),
            format!("{expected} parts between underscores"),
            RENAME,
        ),
        PartProblem::Month { found } => words(
            format!("the month \"{found}\" in the file name does not exist"),
            "a month YYYYMM (for example 202610)",
            RENAME,
        ),
        PartProblem::Office { found, sender } => words(
            format!(
                "the {}'s office number \"{found}\" is not 10 half-width characters (it has {})",
                side(*sender),
                found.chars().count()
            ),
            "an office number of 10 characters (digits and capitals)",
            "check whether a leading 0 was lost, and correct the file name",
        ),
        PartProblem::Service { found, sender } => words(
            format!(
                "the {}'s service kind \"{found}\" is not 2 half-width characters",
                side(*sender)
            ),
            "a service kind code of 2 characters (for example 43, 11, A2)",
            RENAME,
        ),
        PartProblem::StampShape { found } => words(
            format!("the stamp \"{found}\" is not 14 digits"),
            "the 14 digits of the time of export, YYYYMMDDHHMMSS",
            "take out what was added, such as \" (1)\", and give the file the name it was exported with",
        ),
        PartProblem::StampTime { found } => words(
            format!("the stamp \"{found}\" is not a date and time that exists"),
            "the 14 digits of the time of export, YYYYMMDDHHMMSS",
            RENAME,
        ),
        PartProblem::Branch { found } => words(
            format!("the branch number \"{found}\" of the picture is not 4 digits"),
            "a branch number of 4 digits (for example 0001)",
            RENAME,
        ),
    }
}
