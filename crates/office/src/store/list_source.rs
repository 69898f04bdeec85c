//! Where a list begins: one index or one small set, chosen by what narrows most.
//!
//! The database keeps no statistics, so it cannot know that few bundles are unread
//! and most are opened; the choice is made here and is the same for every office.
//! `FROM` names the index, or joins from the small set in a fixed order. What a
//! reader would get wrong: a condition that chose the source stays a condition,
//! for a partial index is only used where its condition stands in the query.

use rusqlite::Transaction;
use rusqlite::types::Value;

use super::StoreError;
use super::search::{WithWords, received_with_words, sent_with_words};
use super::sent_rows::Conditions;
use crate::inbox::{InboxFilter, ReceivedState};
use crate::outbox::{OutboxFilter, SentGroup, SentState};
use crate::search::{ClientKey, Kind};

/// A `FROM` with the conditions behind it; the values are in the order of their signs.
pub(crate) struct Source {
    pub(crate) from: String,
    pub(crate) found: Conditions,
}

impl Source {
    /// The indexed table alone.
    pub(crate) fn index(table: &str, index: &str) -> Source {
        Source {
            from: format!("{table} INDEXED BY {index}"),
            found: Conditions::default(),
        }
    }

    /// The table from the keys that `keys` selects.
    fn keys(table: &str, key: &str, keys: &str, values: Vec<Value>) -> Source {
        let mut found = Conditions::default();
        found.values = values;
        Source {
            from: format!(
                "(SELECT DISTINCT {key} AS found FROM {keys}) AS keys CROSS JOIN {table} ON {table}.{key} = keys.found"
            ),
            found,
        }
    }
}

/// Rows of a client table for these clients.
fn of_clients(table: &str, clients: &[ClientKey]) -> (String, Vec<Value>) {
    if clients.is_empty() {
        return (format!("{table} WHERE 0"), Vec::new());
    }
    let rows = vec!["(?, ?)"; clients.len()].join(", ");
    let values = clients
        .iter()
        .flat_map(|client| {
            [
                Value::Text(client.insured.clone()),
                Value::Text(client.insurer.clone()),
            ]
        })
        .collect();
    (
        format!(
            "(VALUES {rows}) AS wanted CROSS JOIN {table}
             ON {table}.insured = wanted.column1 AND {table}.insurer = wanted.column2"
        ),
        values,
    )
}

/// The condition that a kind is.
fn kind_term(kind: Kind) -> &'static str {
    match kind {
        Kind::Registration => "about IN ('plan', 'ticket', 'actual', 'basics', 'other')",
        Kind::Deletion => "about = 'deletion'",
        Kind::Documents => "attachments > 0",
        Kind::Plan => "about = 'plan'",
        Kind::Ticket => "about = 'ticket'",
        Kind::Actual => "about = 'actual'",
        Kind::Basics => "about = 'basics'",
    }
}

/// Where the list of received bundles begins.
pub(crate) fn received(tx: &Transaction<'_>, filter: &InboxFilter) -> Result<Source, StoreError> {
    let words = match &filter.words {
        Some(words) if !words.is_empty() => Some(received_with_words(tx, words)?),
        _ => None,
    };
    let mut month_is_source = false;
    let mut source = if let Some(clients) = &filter.clients {
        let (keys, values) = of_clients("received_client", clients);
        Source::keys("received", "number", &keys, values)
    } else if filter.partner.is_some() {
        Source::index("received", "received_by_partner")
    } else if let Some(WithWords::Few(numbers)) = &words {
        let keys = "(SELECT value AS number FROM json_each(?))";
        let values = vec![Value::Text(numbers.clone())];
        Source::keys("received", "number", keys, values)
    } else if filter
        .state
        .is_some_and(|state| state != ReceivedState::Opened)
    {
        Source::index("received", "received_by_state")
    } else if let Some(month) = &filter.month {
        month_is_source = true;
        let values = vec![Value::Text(month.clone())];
        Source::keys(
            "received",
            "number",
            "received_month WHERE month = ?",
            values,
        )
    } else {
        Source::index("received", received_index(filter))
    };
    let found = &mut source.found;
    match words {
        Some(WithWords::Few(numbers)) if filter.clients.is_some() || filter.partner.is_some() => {
            found.add(
                "received.number IN (SELECT value FROM json_each(?))",
                [Value::Text(numbers)],
            );
        }
        Some(WithWords::Many(many)) => found.add_all(many),
        _ => (),
    }
    if let Some(state) = filter.state {
        found.add("state = ?", [Value::Text(state.as_str().to_owned())]);
    }
    if let Some(partner) = filter.partner {
        found.add("sender = ?", [Value::Text(partner.to_string())]);
    }
    if let Some(month) = filter.month.as_ref().filter(|_| !month_is_source) {
        found.add(
            "EXISTS (SELECT 1 FROM received_month AS of_month
                     WHERE of_month.month = ? AND of_month.number = received.number)",
            [Value::Text(month.clone())],
        );
    }
    if let Some(kind) = filter.kind {
        found.add(kind_term(kind), []);
    }
    if let Some(stretch) = filter.listed {
        found.add(
            "listed_at >= ? AND listed_at < ?",
            [
                Value::Integer(stretch.from.0),
                Value::Integer(stretch.until.0),
            ],
        );
    }
    Ok(source)
}

fn received_index(filter: &InboxFilter) -> &'static str {
    match (filter.kind, filter.state) {
        (Some(Kind::Documents), _) => "received_with_documents",
        (Some(Kind::Registration) | None, Some(_)) => "received_by_state",
        (Some(Kind::Registration) | None, None) => "received_by_time",
        (Some(_), _) => "received_by_about",
    }
}

/// Where the list of sent bundles begins.
pub(crate) fn sent(tx: &Transaction<'_>, filter: &OutboxFilter) -> Result<Source, StoreError> {
    let words = match &filter.words {
        Some(words) if !words.is_empty() => Some(sent_with_words(tx, words)?),
        _ => None,
    };
    let mut month_is_source = false;
    let mut source = if let Some(clients) = &filter.clients {
        let (keys, values) = of_clients("sent_client", clients);
        Source::keys("sent", "id", &keys, values)
    } else if filter.partner.is_some() {
        Source::index("sent", "sent_by_partner")
    } else if let Some(WithWords::Few(ids)) = &words {
        let keys = "(SELECT value AS id FROM json_each(?))";
        Source::keys("sent", "id", keys, vec![Value::Text(ids.clone())])
    } else if let Some(group) = filter.group {
        Source::index("sent", group_index(group))
    } else if filter.state.is_some_and(is_rare) {
        Source::index("sent", "sent_by_state")
    } else if let Some(month) = &filter.month {
        month_is_source = true;
        let values = vec![Value::Text(month.clone())];
        Source::keys("sent", "id", "sent_month WHERE month = ?", values)
    } else {
        Source::index("sent", sent_index(filter))
    };
    let found = &mut source.found;
    match words {
        Some(WithWords::Few(ids)) if filter.clients.is_some() || filter.partner.is_some() => {
            found.add(
                "sent.id IN (SELECT value FROM json_each(?))",
                [Value::Text(ids)],
            );
        }
        Some(WithWords::Many(many)) => found.add_all(many),
        _ => (),
    }
    if filter.state != Some(SentState::Draft) {
        found.add("state <> 'draft'", []);
    }
    if let Some(state) = filter.state {
        found.add("state = ?", [Value::Text(state.as_str().to_owned())]);
    }
    if let Some(group) = filter.group {
        found.add(group_term(group), []);
    }
    if let Some(partner) = filter.partner {
        found.add("to_office = ?", [Value::Text(partner.to_string())]);
    }
    if let Some(month) = filter.month.as_ref().filter(|_| !month_is_source) {
        found.add(
            "EXISTS (SELECT 1 FROM sent_month AS of_month
                     WHERE of_month.month = ? AND of_month.id = sent.id)",
            [Value::Text(month.clone())],
        );
    }
    if let Some(kind) = filter.kind {
        found.add(kind_term(kind), []);
    }
    if let Some(stretch) = filter.listed {
        found.add(
            "listed_at >= ? AND listed_at < ?",
            [
                Value::Integer(stretch.from.0),
                Value::Integer(stretch.until.0),
            ],
        );
    }
    Ok(source)
}

/// States in which few bundles stay for long.
fn is_rare(state: SentState) -> bool {
    matches!(
        state,
        SentState::Draft
            | SentState::Waiting
            | SentState::Blocked
            | SentState::Refused
            | SentState::Withdrawn
    )
}

fn group_index(group: SentGroup) -> &'static str {
    match group {
        SentGroup::Unopened => "sent_unopened",
        SentGroup::Stopped => "sent_stopped",
    }
}

/// The condition of the partial index, word for word.
fn group_term(group: SentGroup) -> &'static str {
    match group {
        SentGroup::Unopened => "state IN ('accepted', 'fetched', 'imported')",
        SentGroup::Stopped => "state IN ('blocked', 'refused')",
    }
}

fn sent_index(filter: &OutboxFilter) -> &'static str {
    match (filter.kind, filter.state) {
        (Some(Kind::Documents), _) => "sent_with_documents",
        (Some(Kind::Registration) | None, Some(_)) => "sent_by_state",
        (Some(Kind::Registration) | None, None) => "sent_by_time",
        (Some(_), _) => "sent_by_about",
    }
}
