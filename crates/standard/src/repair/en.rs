//! The words of repairs in English, arm for arm like [`super::ja`].

use super::ja::RepairText;
use super::{Reason, Repair, RepairKind, Replacement};

/// The words of a repair.
pub fn text(repair: &Repair) -> RepairText {
    let item = repair.column.map_or("the item", |column| column.name_en);
    let (what, why) = words(repair.kind, item);
    RepairText {
        what,
        why: why.to_string(),
    }
}

fn words(kind: RepairKind, item: &str) -> (String, &'static str) {
    let (what, why) = match kind {
        RepairKind::FileName => (
            "write the file name as the standard does",
            "names of the standard are half-width capitals; the meaning of the name stays",
        ),
        RepairKind::Utf8 => (
            "convert the file to Shift JIS (MS932)",
            "the standard's character set is Shift JIS (MS932); the characters stay the same",
        ),
        RepairKind::ByteOrderMark => (
            "remove the invisible byte order mark",
            "with the mark the receiver cannot read the first item",
        ),
        RepairKind::Characters => {
            return (
                format!("write {item} with characters that MS932 has"),
                "user-defined characters and characters outside MS932 must be replaced by valid ones (section 4.3 of the specification); the report keeps the original",
            );
        }
        RepairKind::HeaderLine => (
            "remove the line with the names of the items",
            "a CSV file of the standard begins with data",
        ),
        RepairKind::BlankLines => (
            "remove lines with nothing in them",
            "an empty line is an error for the receiver",
        ),
        RepairKind::ExtraFields => (
            "remove empty fields after the last item",
            "a comma after the last item makes the number of items wrong",
        ),
        RepairKind::LineEnds => (
            "end lines with CR LF",
            "receiving programs expect CR LF; line breaks inside items are not changed",
        ),
        RepairKind::Quotes => {
            return (
                format!("put {item} in quotes"),
                "free text must be in quotes; the text stays the same",
            );
        }
        RepairKind::TornText => {
            return (
                format!("join {item}, torn by a comma, and put it in quotes"),
                "without quotes the comma in the text has split the item; look whether it is joined rightly",
            );
        }
        RepairKind::Version => (
            "change CSV version 202410 to 202407",
            "202410 is the month in which 4.1 was published; look whether the other items are those of 4.1 too",
        ),
        RepairKind::HalfWidth => {
            return (
                format!("write {item} in half width, without spaces around it"),
                "the item takes half-width characters only; look whether the value is right",
            );
        }
        RepairKind::LeadingZeros => {
            return (
                format!("put back the leading zeros of {item}"),
                "a spreadsheet seems to have dropped the leading zeros of a number of fixed length; look whether the number is right",
            );
        }
    };
    (what.to_string(), why)
}

/// `"𠮷" → "吉" (variant of the character)`.
pub fn replacement(replacement: &Replacement) -> String {
    let form = match replacement.form.as_str() {
        "" => "nothing".to_string(),
        form => format!("\"{form}\""),
    };
    format!(
        "\"{}\" → {form} ({})",
        replacement.character,
        reason(replacement.reason)
    )
}

/// Why one form stands for another.
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::SameSign => "the same sign under another number",
        Reason::Composed => "kana and sound mark as one character",
        Reason::Selector => "chooses a printed form and is no character",
        Reason::Invisible => "an invisible character or a space of another width",
        Reason::PrintedForm => "another printed form of the character",
        Reason::Variant => "variant of the character",
        Reason::Radical => "the same character under a number for radicals",
        Reason::Symbol => "a sign in other words",
        Reason::Own => "the office's own table",
    }
}
