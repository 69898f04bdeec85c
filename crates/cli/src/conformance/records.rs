//! Compares the records of a file with those that a pattern asks for, whatever their order.
//!
//! Records that meet all facts are paired first. Of the rest, each expected record is paired with the one of the same
//! client that meets most facts, so that a wrong value is told as a wrong value and not as one record missing and one
//! foreign.

use standard::layout::Column;

use super::difference::{ContentProblem, Described, Difference};
use super::facts::{Fact, facts, is_met, is_optional, layout};
use super::file_set::KitFile;

/// A record must meet this share of the facts, in percent, to be taken for the expected one with a wrong value.
const LIKENESS_PERCENT_MIN: usize = 60;

type Found<'a> = &'a (u32, Vec<String>);

/// The differences between `records` (line and values) and the records of `expected`.
pub(super) fn compare_records(
    expected: &KitFile,
    name: &str,
    records: &[(u32, Vec<String>)],
) -> Vec<Difference> {
    let mut free: Vec<Found<'_>> = records.iter().collect();
    let mut open: Vec<Vec<Fact>> = Vec::new();
    for record in &expected.records {
        let wanted = facts(expected.kind, record);
        let met = |found: &Found<'_>| likeness(&wanted, &found.1) == wanted.len();
        match free.iter().position(met) {
            Some(index) => drop(free.remove(index)),
            None => open.push(wanted),
        }
    }
    let mut differences = Vec::new();
    for wanted in open {
        match nearest(&wanted, &free) {
            Some(index) => differences.extend(values(&wanted, name, free.remove(index))),
            None => {
                let record = wanted.iter().map(|fact| (fact.column, &fact.expected));
                let problem = ContentProblem::RecordMissing {
                    record: described(record),
                };
                differences.push(Difference::in_file(name, None, problem));
            }
        }
    }
    for (line, values) in free {
        if is_optional(expected.kind, values) {
            continue;
        }
        let columns = layout(expected.kind).columns.iter();
        let record = columns.zip(values);
        let problem = ContentProblem::RecordForeign {
            record: described(record),
        };
        differences.push(Difference::in_file(name, Some(*line), problem));
    }
    differences
}

fn found<'a>(fact: &Fact, values: &'a [String]) -> &'a str {
    let index = usize::from(fact.column.number) - 1;
    values.get(index).map_or("", String::as_str)
}

fn likeness(wanted: &[Fact], values: &[String]) -> usize {
    let met = |fact: &&Fact| is_met(fact, found(fact, values));
    wanted.iter().filter(met).count()
}

fn nearest(wanted: &[Fact], free: &[Found<'_>]) -> Option<usize> {
    let alike = free
        .iter()
        .enumerate()
        .map(|(index, record)| (likeness(wanted, &record.1), std::cmp::Reverse(index)));
    let (met, std::cmp::Reverse(index)) = alike.max()?;
    (met * 100 >= wanted.len() * LIKENESS_PERCENT_MIN).then_some(index)
}

fn values(wanted: &[Fact], name: &str, (line, values): Found<'_>) -> Vec<Difference> {
    let client = values.get(2).cloned().unwrap_or_default();
    wanted
        .iter()
        .filter(|fact| !is_met(fact, found(fact, values)))
        .map(|fact| {
            let problem = ContentProblem::Value {
                fact: Box::new(fact.clone()),
                found: found(fact, values).to_owned(),
                client: client.clone(),
            };
            Difference::in_file(name, Some(*line), problem)
        })
        .collect()
}

fn described<'a>(items: impl Iterator<Item = (&'static Column, &'a String)>) -> Described {
    const ITEMS_MAX: usize = 12;
    const CHARACTERS_MAX: usize = 20;
    let items: Vec<(&Column, String)> = items
        .filter(|(_, value)| !value.is_empty())
        .take(ITEMS_MAX)
        .map(|(column, value)| {
            let start: String = value.chars().take(CHARACTERS_MAX).collect();
            (column, start.replace(['\r', '\n'], " "))
        })
        .collect();
    let join = |separator: &str, name: fn(&Column) -> &'static str| {
        let parts: Vec<String> = items
            .iter()
            .map(|(column, value)| format!("{} {value}", name(column)))
            .collect();
        parts.join(separator)
    };
    Described {
        ja: join("・", |column| column.name_ja),
        en: join(", ", |column| column.name_en),
    }
}
