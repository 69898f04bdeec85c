//! The words of findings in English, arm for arm like [`super::ja`].
//!
//! Item names and codes come from the forms; forms and Japanese terms that a
//! reader meets on screen are kept in brackets where there is no good English word.

use super::{Finding, Problem, Text};

mod across;
mod field;
mod file;
mod name;
mod rule;
mod set;

/// The message, the expectation of the standard and the remedy.
pub fn text(finding: &Finding) -> Text {
    match &finding.problem {
        Problem::Name(problem) => name::text(problem, finding),
        Problem::File(problem) => file::text(problem, finding),
        Problem::Field(problem) => field::text(problem, finding),
        Problem::Order(problem) => rule::order(problem, finding),
        Problem::Rule(problem) => rule::rule(problem, finding),
        Problem::Total(problem) => rule::total(problem, finding),
        Problem::Amount(problem) => across::amounts(problem, finding),
        Problem::Ticket(problem) => across::tables(problem, finding),
        Problem::Limit(problem) => across::limits(problem, finding),
        Problem::Number(problem) => across::numbers(problem, finding),
        Problem::Set(problem) => set::text(problem, finding),
    }
}

/// Where the finding is: `line 4, item 15 (service code)`; empty for a whole file.
pub fn place(finding: &Finding) -> String {
    let line = finding.line.map(|line| format!("line {line}"));
    let item = finding
        .column
        .map(|column| format!("item {} ({})", column.number, column.name_en));
    [line, item]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

fn words(
    message: impl Into<String>,
    expected: impl Into<String>,
    remedy: impl Into<String>,
) -> Text {
    Text {
        message: message.into(),
        expected: expected.into(),
        remedy: remedy.into(),
    }
}

/// The value found, in quotes.
fn found(finding: &Finding) -> String {
    match finding.found.as_deref() {
        Some("") | None => "nothing".to_string(),
        Some(value) => format!("\"{value}\""),
    }
}

/// The name of the item.
fn item(finding: &Finding) -> &'static str {
    finding.column.map_or("this item", |column| column.name_en)
}
