//! Queries about how often a month changed, and what was found at which of its changes.
//!
//! Triggers of the database count the changes, so that no operation can forget to. What a
//! reader would get wrong: names and decisions are not counted, for they are read at each look.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, Transaction, params};

use super::StoreError;
use super::received::sender_text;
use super::received_rows::key as received_key;
use crate::inbox::ReceivedId;

/// What is told about a month beside its clients.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct KeptMonth {
    /// Bundles that nobody opened.
    pub(crate) unread: BTreeSet<ReceivedId>,
    /// Bundles that count although the check found errors in them.
    pub(crate) doubtful: BTreeSet<ReceivedId>,
}

/// How often the plans and actuals of the month changed.
pub(crate) fn changes_of_month(tx: &Transaction<'_>, month: &str) -> Result<i64, StoreError> {
    let changes = tx
        .prepare_cached("SELECT changes FROM month_mark WHERE month = ?1")?
        .query_row([month], |row| row.get(0))
        .optional()?;
    Ok(changes.unwrap_or(0))
}

/// What was found at so many changes.
pub(crate) fn kept_month(
    tx: &Transaction<'_>,
    month: &str,
    made_for: &str,
    changes: i64,
) -> Result<Option<KeptMonth>, StoreError> {
    let row: Option<(String, String)> = tx
        .prepare_cached(
            "SELECT unread, doubtful FROM reconciled_month
             WHERE month = ?1 AND made_for = ?2 AND changes = ?3",
        )?
        .query_row(params![month, made_for, changes], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    let Some((unread, doubtful)) = row else {
        return Ok(None);
    };
    Ok(Some(KeptMonth {
        unread: read_ids("reconciled_month.unread", &unread)?,
        doubtful: read_ids("reconciled_month.doubtful", &doubtful)?,
    }))
}

/// Keeps what was found.
pub(crate) fn keep_month(
    tx: &Transaction<'_>,
    month: &str,
    made_for: &str,
    changes: i64,
    found: &KeptMonth,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO reconciled_month (month, made_for, changes, unread, doubtful)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        month,
        made_for,
        changes,
        write_ids(&found.unread),
        write_ids(&found.doubtful)
    ])?;
    Ok(())
}

fn write_ids(ids: &BTreeSet<ReceivedId>) -> String {
    let ids: Vec<(String, String)> = ids
        .iter()
        .map(|id| (sender_text(*id), id.id.to_string()))
        .collect();
    serde_json::to_string(&ids).expect("plain values are JSON")
}

fn read_ids(column: &'static str, text: &str) -> Result<BTreeSet<ReceivedId>, StoreError> {
    let ids: Vec<(String, String)> =
        serde_json::from_str(text).map_err(|_| StoreError::Unreadable { column })?;
    ids.iter()
        .map(|(sender, id)| received_key(sender, id))
        .collect()
}
