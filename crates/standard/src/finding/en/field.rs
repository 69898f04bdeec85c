//! Words about the value of one item, in English.

use super::{found, item, words};
use crate::encoding::CharacterProblem;
use crate::finding::{FieldProblem, Finding, Severity, Text, VersionProblem};
use crate::layout::{Column, Kind};

const CORRECT: &str = "correct the value in the care software and export again";
const ENTER: &str = "enter the value in the care software and export again";
const UPDATE: &str = "update the care software to 4.1 (CSV version 202407) and export again";
const SPREADSHEET: &str = "a spreadsheet changes numbers, dates and times to this form when it saves; use the file as the care software exported it";
const EXPORT: &str =
    "export again from the care software; if it stays so, tell the maker of the care software";
const ZEROS: &str = "leading zeros seem to be lost: do not save the file in a spreadsheet, use it as the care software exported it";

pub(super) fn text(problem: &FieldProblem, finding: &Finding) -> Text {
    let kind = finding.column.map(expected_of).unwrap_or_default();
    words(
        message(problem, item(finding), &found(finding)),
        expected(problem, kind),
        remedy(problem, finding),
    )
}

fn message(problem: &FieldProblem, item: &str, found: &str) -> String {
    match problem {
        FieldProblem::Missing => format!("{item} is empty"),
        FieldProblem::MissingBecause { other, value } => {
            let value = with_meaning(other, value);
            format!("{item} is empty although {} is {value}", other.name_en)
        }
        FieldProblem::Character { problem, number } => {
            format!("character {number} of {item} is {}", character(*problem))
        }
        FieldProblem::Utf8 => format!("{item} alone is UTF-8"),
        FieldProblem::Length { found: length, .. } => {
            format!("{item} {found} has {length} characters")
        }
        FieldProblem::WrongCharacters { character, .. } => {
            format!("{item} {found} has the character \"{character}\", which is not allowed")
        }
        FieldProblem::NoDate => format!("{item} {found} is not a date that exists"),
        FieldProblem::BornLater => format!("{item} {found} lies after the day of the file"),
        FieldProblem::NoMonth => format!("{item} {found} is not a month that exists"),
        FieldProblem::NoTime => format!("{item} {found} is not a time of the day"),
        FieldProblem::Midnight => format!("{item} is 2400"),
        FieldProblem::NoInteger => format!("{item} {found} is not a whole number"),
        FieldProblem::Negative => format!("{item} {found} is negative"),
        FieldProblem::TooSmall => format!("{item} {found} is too small"),
        FieldProblem::NoDecimal => {
            format!("{item} {found} is not two digits, a point and two digits")
        }
        FieldProblem::NotInTable { .. } => format!("{item} {found} is not one of the codes"),
        FieldProblem::WrongForm => format!("{item} {found} does not have the right form"),
        FieldProblem::NotFixed => format!("{item} {found} is not the fixed value"),
        FieldProblem::Used => format!("{item}, which is not used, has the value {found}"),
        FieldProblem::Version(problem) => version(*problem, found),
        FieldProblem::ServiceKindUnknown => {
            format!("{item} {found} has a service kind that does not exist")
        }
        FieldProblem::ServiceKindNotExchanged { name_en, .. } => {
            format!("{item} {found} is a service that is not exchanged ({name_en})")
        }
        FieldProblem::ServiceKindOfPlanner => {
            format!("{item} {found} has the service kind of a planner (43, 46, AF)")
        }
        FieldProblem::TotalInTicket => {
            format!("{item} {found} is a code for subtotals and totals of table 7")
        }
        FieldProblem::Unquoted { records } => {
            format!("{item} is not in quotes (records: {records})")
        }
        FieldProblem::Quoted { records } => {
            format!("{item} is in quotes though it is not free text (records: {records})")
        }
        FieldProblem::DiffersFromName { name } => {
            format!("{item} {found} differs from \"{name}\" in the file name")
        }
        FieldProblem::NoPictureName => format!("{item} {found} is not the name of a picture"),
    }
}

/// What is expected: what the item takes, unless the problem is about something else.
fn expected(problem: &FieldProblem, kind: String) -> String {
    match problem {
        FieldProblem::MissingBecause { other, value } => {
            let value = with_meaning(other, value);
            format!("an explanation when {} is {value}", other.name_en)
        }
        FieldProblem::Character { .. } | FieldProblem::Utf8 => {
            "only characters of Shift JIS (MS932), no user-defined characters".to_string()
        }
        FieldProblem::Version(VersionProblem::TooEarly) => {
            "the version of that time for services before April 2025".to_string()
        }
        FieldProblem::Version(VersionProblem::Mixed) => {
            "one version in one file (202407)".to_string()
        }
        FieldProblem::ServiceKindNotExchanged { .. } => {
            "only lines of services that are exchanged".to_string()
        }
        FieldProblem::Unquoted { .. } => "free text in quotes".to_string(),
        FieldProblem::Quoted { .. } => {
            "quotes around free text only (others can be read)".to_string()
        }
        FieldProblem::DiffersFromName { name } => format!("\"{name}\" as in the file name"),
        FieldProblem::Missing
        | FieldProblem::Length { .. }
        | FieldProblem::WrongCharacters { .. }
        | FieldProblem::NoDate
        | FieldProblem::BornLater
        | FieldProblem::NoMonth
        | FieldProblem::NoTime
        | FieldProblem::Midnight
        | FieldProblem::NoInteger
        | FieldProblem::Negative
        | FieldProblem::TooSmall
        | FieldProblem::NoDecimal
        | FieldProblem::NotInTable { .. }
        | FieldProblem::WrongForm
        | FieldProblem::NotFixed
        | FieldProblem::Used
        | FieldProblem::Version(
            VersionProblem::Version40
            | VersionProblem::Version3
            | VersionProblem::NotVersion3
            | VersionProblem::Older
            | VersionProblem::Publication
            | VersionProblem::Unknown,
        )
        | FieldProblem::ServiceKindUnknown
        | FieldProblem::ServiceKindOfPlanner
        | FieldProblem::TotalInTicket
        | FieldProblem::NoPictureName => kind,
    }
}

fn remedy(problem: &FieldProblem, finding: &Finding) -> String {
    let severity = finding.severity;
    let remedy = match problem {
        FieldProblem::Missing | FieldProblem::MissingBecause { .. } => ENTER,
        FieldProblem::Character { .. } => {
            "replace it by another character (a common one or kana) in the care software and export again"
        }
        FieldProblem::Utf8 => "enter the text again in the care software and export again",
        FieldProblem::Length {
            zeros_lost: true, ..
        } => ZEROS,
        FieldProblem::NotInTable {
            zeros_lost: Some(code),
        } => {
            return format!("\"{code}\" seems to be meant; {ZEROS}");
        }
        FieldProblem::WrongCharacters {
            full_width: true, ..
        } => "enter it in half-width characters and export again",
        FieldProblem::WrongCharacters { .. } if finding.is_of_spreadsheet() => SPREADSHEET,
        FieldProblem::Midnight => "ask whether the receiver reads it, or use 0000 or 2359",
        FieldProblem::Negative if severity == Severity::Error => CORRECT,
        FieldProblem::Negative => {
            "if it is right, as for reduced services, leave it as it is; otherwise correct it"
        }
        FieldProblem::Used | FieldProblem::NotFixed => EXPORT,
        FieldProblem::Version(VersionProblem::TooEarly) => {
            "check the month; if it is right, ask whether the receiver can read it"
        }
        FieldProblem::Version(VersionProblem::Mixed) => {
            "check whether files exported apart were joined by hand, and export again from the care software"
        }
        FieldProblem::Version(_) => UPDATE,
        FieldProblem::ServiceKindNotExchanged { .. } => {
            "leave this line out and send what concerns this service in another way"
        }
        FieldProblem::TotalInTicket => "leave lines of subtotals and totals out of table 6",
        FieldProblem::Unquoted { .. } => {
            "it can be sent, but some receivers cannot read it: update the care software, and if it stays so, tell its maker"
        }
        FieldProblem::Quoted { .. } => "leave it as it is",
        FieldProblem::DiffersFromName { .. } if severity == Severity::Warning => {
            "check the file name and the data; if both are right, leave them as they are"
        }
        FieldProblem::DiffersFromName { .. } => {
            "check whether the file name or the data is right, and export again"
        }
        FieldProblem::Length {
            zeros_lost: false, ..
        }
        | FieldProblem::NotInTable { zeros_lost: None }
        | FieldProblem::WrongCharacters {
            full_width: false, ..
        }
        | FieldProblem::NoDate
        | FieldProblem::BornLater
        | FieldProblem::NoMonth
        | FieldProblem::NoTime
        | FieldProblem::NoInteger
        | FieldProblem::TooSmall
        | FieldProblem::NoDecimal
        | FieldProblem::WrongForm
        | FieldProblem::ServiceKindUnknown
        | FieldProblem::ServiceKindOfPlanner
        | FieldProblem::NoPictureName => CORRECT,
    };
    remedy.to_string()
}

fn character(problem: CharacterProblem) -> String {
    match problem {
        CharacterProblem::Gaiji(code) => format!("user-defined (外字 {code:04X})"),
        CharacterProblem::Unassigned(code) => format!("a code without a character ({code:04X})"),
        CharacterProblem::SingleByte(byte) => format!("a byte that is not allowed ({byte:02X})"),
        CharacterProblem::Truncated(byte) => format!("cut off ({byte:02X})"),
        CharacterProblem::Control(b'\t') => "a tab (09)".to_string(),
        CharacterProblem::Control(byte) => format!("a control character ({byte:02X})"),
    }
}

fn version(problem: VersionProblem, found: &str) -> String {
    match problem {
        VersionProblem::Version40 => {
            format!("CSV version {found} is the value of 4.0, which 4.1 changed to 202407")
        }
        VersionProblem::Version3 => format!("CSV version {found} is the value of standard 3"),
        VersionProblem::NotVersion3 => {
            format!("CSV version {found} is not that of standard 3, of which the file name is")
        }
        VersionProblem::Older => format!("CSV version {found} is the value of standard 2 or older"),
        VersionProblem::Publication => {
            format!("CSV version {found} is the month in which 4.1 was published, not a version")
        }
        VersionProblem::Unknown => format!("CSV version {found} is not a value of the standard"),
        VersionProblem::Mixed => format!("CSV version {found} differs from that of other lines"),
        VersionProblem::TooEarly => {
            format!(
                "CSV version {found} applies to services from April 2025, and the file is for a month before"
            )
        }
    }
}

/// `03 (other)`: a code with its meaning, so that nobody has to look it up.
fn with_meaning(column: &'static Column, value: &str) -> String {
    match column.kind {
        Kind::Code(table) => match table.find(value.as_bytes()) {
            Some(entry) => format!("{value} ({})", entry.en),
            None => value.to_string(),
        },
        _ => value.to_string(),
    }
}

/// What the standard expects of an item.
fn expected_of(column: &'static Column) -> String {
    let text = match column.kind {
        Kind::Version => "202407",
        Kind::Version3 => "202208",
        Kind::InsurerNumber => "6 digits",
        Kind::InsuredNumber => "10 digits (H and 9 digits for public assistance alone)",
        Kind::OfficeNumber => "an office number of 10 characters (digits and capitals)",
        Kind::FixedNines => "9999999999",
        Kind::Date => "a date YYYYMMDD that exists",
        Kind::BirthDate => "a date YYYYMMDD that exists, not after the day of the file",
        Kind::DateOrZeros => "a date YYYYMMDD that exists (00000000 with tables 6 and 7)",
        Kind::Month => "a month YYYYMM that exists",
        Kind::MonthOrZeros => "a month YYYYMM that exists (000000 with a care plan)",
        Kind::Time => "a time HHMM from 0000 to 2359",
        Kind::ServiceTime => "a time HHMM from 0000 to 2359, or 9999 for a service without a time",
        Kind::Integer(bounds) if bounds.min > 0 => {
            return format!(
                "a whole number from {} on, of at most {} digits",
                bounds.min, bounds.digits
            );
        }
        Kind::Integer(bounds) => {
            return format!("a whole number of at most {} digits", bounds.digits);
        }
        Kind::Decimal => "two digits, a point, two digits (for example 10.00)",
        Kind::Code(table) => {
            let codes: Vec<String> = table
                .codes
                .iter()
                .map(|value| format!("{}: {}", value.code, value.en))
                .collect();
            return codes.join(", ");
        }
        Kind::Alphanumeric(length_max) => {
            return format!("at most {length_max} half-width letters and digits");
        }
        Kind::Short(length_max) => return format!("at most {length_max} characters"),
        Kind::LineNumber => "a number of at most 2 digits",
        Kind::ServiceKind => "the code of a service kind that is exchanged (2 characters)",
        Kind::ServiceCode => {
            "a service code of 6 characters (2 of a kind that is exchanged, 4 of the item)"
        }
        Kind::StatementCode => {
            "a service code of 6 characters (subtotals end with AAAA, EEEE or ZZZZ, the grand total is 999999)"
        }
        Kind::EquipmentCode => "12 half-width characters 99999-999999",
        Kind::Postal => "a postal code 999-9999",
        Kind::Phone => "a telephone number of at most 15 half-width characters",
        Kind::ProrationDays => "31 characters 0 or 1, for days 1 to 31 (1: the day is charged)",
        Kind::FreeText if column.id == "family_image_file_name" => {
            "UPKIHON_IMAGE_… and a branch number of 4 digits, .jpg"
        }
        Kind::FreeText => "text in quotes",
        Kind::Unused => "nothing",
    };
    text.to_string()
}
