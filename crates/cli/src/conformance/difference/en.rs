//! The words of differences in English.

use standard::finding::en;

use super::{ContentProblem, DeliveryProblem, Difference, Problem, Words, shown};

/// Where, found, expected, what to do.
type Parts = (String, String, String, String);

/// The words of `difference`.
pub(super) fn words(difference: &Difference) -> Words {
    let file = &difference.file;
    let line = difference
        .line
        .map_or(String::new(), |line| format!(" line {line}"));
    let place = format!("{file}{line}");
    let (place, found, expected, remedy) = match &difference.problem {
        Problem::Standard(finding) => {
            let text = en::text(finding);
            let place = format!("{file} {}", en::place(finding));
            (place, text.message, text.expected, text.remedy)
        }
        Problem::Delivery(problem) => delivery(problem, file, place),
        Problem::Content(problem) => content(problem, place),
    };
    Words {
        place: place.trim().to_owned(),
        found,
        expected,
        remedy,
    }
}

fn delivery(problem: &DeliveryProblem, file: &str, place: String) -> Parts {
    match problem {
        DeliveryProblem::SetMissing { kind, from, to } => (
            format!("{from} to {to}"),
            "missing".to_owned(),
            format!("a set with {}", kind.name_en()),
            "enter the situation and write the files for this receiver".to_owned(),
        ),
        DeliveryProblem::SetForeign { from, to } => (
            format!("{from} to {to} {}", file),
            "a set that the pattern does not ask for".to_owned(),
            "only the sets of the pattern".to_owned(),
            "look at the choice of clients and offices; write one set where the pattern says one"
                .to_owned(),
        ),
        DeliveryProblem::FileMissing { kind } => (
            place,
            "missing".to_owned(),
            format!("{} ({kind})", kind.name_en()),
            "write it in one set with one stamp".to_owned(),
        ),
        DeliveryProblem::FileForeign => (
            place,
            "a file that the pattern does not ask for".to_owned(),
            "only the files of the pattern".to_owned(),
            "take it out of the folder, or look at the settings of the output".to_owned(),
        ),
        DeliveryProblem::WrongAddress { found, expected } => (
            place,
            found.clone(),
            expected.clone(),
            "look at the office numbers and service kinds of sender and receiver".to_owned(),
        ),
        DeliveryProblem::WrongMonth { found, expected } => (
            format!("{place} month"),
            found.clone(),
            expected.clone(),
            "look at the month that is written".to_owned(),
        ),
        DeliveryProblem::Order { found, before } => (
            format!("{place} stamp"),
            found.clone(),
            format!("later than {before}"),
            "write the sets in the order of the pattern, with the time of writing as stamp"
                .to_owned(),
        ),
    }
}

fn content(problem: &ContentProblem, place: String) -> Parts {
    match problem {
        ContentProblem::Value { fact, found, client } => (
            format!("{place} client {client} item {} ({})", fact.column.number, fact.column.name_en),
            shown(found, "(empty)"),
            shown(&fact.expected, "(empty)"),
            "look at the value entered, or at how the software writes it".to_owned(),
        ),
        ContentProblem::RecordMissing { record } => (
            place,
            "missing".to_owned(),
            record.en.clone(),
            "look for what was not entered, or for a condition under which it is not written".to_owned(),
        ),
        ContentProblem::RecordForeign { record } => (
            place,
            record.en.clone(),
            "no such record".to_owned(),
            "look for clients or services that do not belong to the pattern".to_owned(),
        ),
        ContentProblem::Answer { question, found } => (
            format!("answers.txt {} {}", question.id, question.en),
            shown(found, "(no answer)"),
            question.answer.clone(),
            "import in the order of the stamps and write what the screens show; if it differs, look at the import".to_owned(),
        ),
        ContentProblem::More { count } => (
            String::new(),
            format!("{count} more"),
            String::new(),
            "mend what stands above and judge again".to_owned(),
        ),
    }
}
