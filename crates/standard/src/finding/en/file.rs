//! Words about whole files and the shape of records, in English.

use super::words;
use crate::finding::{CountHint, FileProblem, Finding, Text};

const EXPORT_AGAIN: &str = "export the file again from the care software";
const RAW: &str = "if a spreadsheet or the like saved the file, use it as it was exported; if it is as exported, tell the maker of the care software";
const DO_NOT_EDIT: &str = "if the file was edited or saved by a spreadsheet, use the file as the care software exported it";
const SET_SHIFT_JIS: &str = "set the export of the care software to Shift JIS and export again";

pub(super) fn text(problem: &FileProblem, _finding: &Finding) -> Text {
    words(message(problem), expected(problem), remedy(problem))
}

fn message(problem: &FileProblem) -> String {
    match problem {
        FileProblem::Utf8 { mark: true } => "the file is UTF-8 (with byte order mark)".to_string(),
        FileProblem::Utf8 { mark: false } => "the file is UTF-8".to_string(),
        FileProblem::Utf16 => "the file is UTF-16".to_string(),
        FileProblem::StrayQuote => {
            "a quote stands inside an item that does not begin with one".to_string()
        }
        FileProblem::TextAfterQuote => "text follows a closing quote".to_string(),
        FileProblem::UnclosedQuote { opened } => {
            format!("the quote opened on line {opened} is never closed")
        }
        FileProblem::RecordTooLong { mebibytes_max } => format!(
            "the record is longer than {mebibytes_max} MiB; nothing from here on was checked"
        ),
        FileProblem::FieldCount { found, hint, .. } => {
            let hint = match hint {
                None => "",
                Some(CountHint::Version3) => " (as many as in standard 3)",
                Some(CountHint::Version41) => " (as many as in 4.1, but the name is of standard 3)",
                Some(CountHint::Comma) => " (this item seems to have a comma in it)",
                Some(CountHint::LineBreak) => " (this item seems to have a line break in it)",
                Some(CountHint::TrailingComma) => " (nothing but commas follows the last item)",
            };
            format!("the record has {}{hint}", items(*found))
        }
        FileProblem::HeaderLine => {
            "the first line is a heading with the names of items".to_string()
        }
        FileProblem::EmptyLine { last: true } => "the file ends with an empty line".to_string(),
        FileProblem::EmptyLine { last: false } => "an empty line between records".to_string(),
        FileProblem::BlankRecord => "a line has nothing but commas".to_string(),
        FileProblem::OtherLineEnd {
            carriage_return: true,
        } => "the lines end with CR alone".to_string(),
        FileProblem::OtherLineEnd {
            carriage_return: false,
        } => "the lines end with LF alone".to_string(),
        FileProblem::MixedLineEnds => "the lines end in different ways (CR LF, LF, CR)".to_string(),
        FileProblem::NoFinalLineEnd => "the last line has no line end".to_string(),
        FileProblem::NoRecords { .. } => "the file has no record".to_string(),
        FileProblem::RepeatedRecord { first } => format!("the same record as on line {first}"),
        FileProblem::RepeatedKey { first } => {
            format!("a record of the same client and date (month) as on line {first}")
        }
        FileProblem::NotJpeg => "the picture is not a JPEG".to_string(),
        FileProblem::NotCsv(format) => {
            format!("the name is that of a CSV file, but the contents are {format}")
        }
        FileProblem::MoreFindings { listed } => {
            format!("there are more findings; only {listed} are shown")
        }
        FileProblem::NotCompared => {
            "the file is so large that some lines were not compared with other lines and files"
                .to_string()
        }
    }
}

fn items(count: usize) -> String {
    match count {
        1 => "1 item".to_string(),
        _ => format!("{count} items"),
    }
}

fn expected(problem: &FileProblem) -> String {
    let text = match problem {
        FileProblem::Utf8 { .. } | FileProblem::Utf16 => "Shift JIS (MS932)",
        FileProblem::StrayQuote => {
            "free text in quotes as a whole, with every quote inside doubled"
        }
        FileProblem::TextAfterQuote => {
            "quotes inside free text doubled, and a comma or line end after the closing quote"
        }
        FileProblem::UnclosedQuote { .. } => "a closing quote at the end of free text",
        FileProblem::RecordTooLong { .. } => "records of some thousand characters at most",
        FileProblem::FieldCount {
            expected,
            hint: Some(CountHint::Comma | CountHint::LineBreak),
            ..
        } => {
            return format!(
                "{expected} items; text with commas or line breaks in quotes as a whole"
            );
        }
        FileProblem::FieldCount { expected, .. } => return format!("{expected} items"),
        FileProblem::HeaderLine => "CSV without a heading: data from the first line",
        FileProblem::EmptyLine { .. } | FileProblem::BlankRecord => "CSV without empty lines",
        FileProblem::OtherLineEnd { .. } => "CR LF is usual, though the standard does not say so",
        FileProblem::MixedLineEnds => "one sort of line end in the whole file",
        FileProblem::NoFinalLineEnd => {
            "a line end after the last line is usual, though the standard does not say so"
        }
        FileProblem::NoRecords { sub_table: false } => "at least one record",
        FileProblem::NoRecords { sub_table: true } => {
            "at least one record (the standard does not say whether a sub-table without lines is left out)"
        }
        FileProblem::RepeatedRecord { .. } => "each record once",
        FileProblem::RepeatedKey { .. } => "one record for each client and date (month)",
        FileProblem::NotJpeg => "a JPEG picture (.jpg)",
        FileProblem::NotCsv(_) => "the CSV file that the care software exported",
        FileProblem::MoreFindings { .. } => "",
        FileProblem::NotCompared => "a file that can be sent at once (10 MB)",
    };
    text.to_string()
}

fn remedy(problem: &FileProblem) -> &'static str {
    match problem {
        FileProblem::Utf8 { .. } | FileProblem::Utf16 => SET_SHIFT_JIS,
        FileProblem::StrayQuote
        | FileProblem::TextAfterQuote
        | FileProblem::OtherLineEnd {
            carriage_return: true,
        } => EXPORT_AGAIN,
        FileProblem::RecordTooLong { .. } => {
            "look for a quote on this line that is never closed, and export the file again"
        }
        FileProblem::UnclosedQuote { .. } => {
            "check whether the file was cut off, and export it again"
        }
        FileProblem::FieldCount {
            hint: Some(CountHint::Version3),
            ..
        } => "update the care software to 4.1 (CSV version 202407) and export again",
        FileProblem::FieldCount {
            hint: Some(CountHint::Version41),
            ..
        } => "check whether the file was renamed, and give it the name it was exported with",
        FileProblem::FieldCount { .. } => RAW,
        FileProblem::EmptyLine { .. } | FileProblem::BlankRecord | FileProblem::MixedLineEnds => {
            DO_NOT_EDIT
        }
        FileProblem::HeaderLine => {
            "switch the heading off in the export of the care software, or remove the line"
        }
        FileProblem::OtherLineEnd {
            carriage_return: false,
        } => "leave it as it is; if the receiver cannot read it, change the line ends to CR LF",
        FileProblem::NoFinalLineEnd => {
            "check whether the file was cut off; if not, leave it as it is"
        }
        FileProblem::NoRecords { sub_table: true } => {
            "leave it as it is if the sub-table has nothing to say"
        }
        FileProblem::NoRecords { sub_table: false } => {
            "check whether clients were selected, and export again"
        }
        FileProblem::RepeatedRecord { .. } => {
            "check in the care software whether it was entered twice"
        }
        FileProblem::RepeatedKey { .. } => {
            "check in the care software whether it was entered twice, and export again"
        }
        FileProblem::NotCsv(_) => {
            "check whether the file was renamed or badly saved by a browser, and export it again"
        }
        FileProblem::NotJpeg => "save the picture as a JPEG",
        FileProblem::MoreFindings { .. } => "correct what is shown, then check again",
        FileProblem::NotCompared => {
            "export fewer clients at a time to have everything compared; each line by itself was checked"
        }
    }
}
