//! The words of findings in Japanese, for people who work in care offices.
//!
//! One arm for each problem and no catch-all: a new problem does not compile
//! without its words. Where it is (file, line, item) is said by [`place`], not by
//! the message.

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

/// Where the finding is: `4行目 項目15「サービスコード」`; empty for a whole file.
pub fn place(finding: &Finding) -> String {
    let line = finding.line.map(|line| format!("{line}行目"));
    let item = finding
        .column
        .map(|column| format!("項目{}「{}」", column.number, column.name_ja));
    [line, item]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
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

/// The value found, in brackets.
fn found(finding: &Finding) -> String {
    match finding.found.as_deref() {
        Some("") | None => "空".to_string(),
        Some(value) => format!("「{value}」"),
    }
}

/// The name of the item, in brackets.
fn item(finding: &Finding) -> String {
    finding.column.map_or_else(
        || "この項目".to_string(),
        |column| format!("「{}」", column.name_ja),
    )
}
