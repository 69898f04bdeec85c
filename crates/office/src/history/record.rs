//! Writing one line of the history: [`record_action`] by itself, [`append`] inside
//! the transaction of an operation.

use protocol::UtcSeconds;
use rusqlite::Transaction;
use serde_json::json;

use super::Entry;
use crate::store::{Store, StoreError, history};

/// Adds a line to the history, in a transaction of its own: for what changes nothing
/// else, such as looking at forms. A change is recorded with [`Store::recorded`].
///
/// # Errors
///
/// [`StoreError`] when the database failed; then there is no line.
pub fn record_action(store: &mut Store, entry: &Entry, now: UtcSeconds) -> Result<(), StoreError> {
    store.write(|tx| append(tx, entry, now))
}

/// Adds a line to the history in the transaction of what it tells.
pub(crate) fn append(
    tx: &Transaction<'_>,
    entry: &Entry,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    let (last, previous) = history::end(tx)?;
    let mut row = history::Row::of(entry, last + 1, now);
    row.hash = hash_of(&row, &previous);
    history::insert(tx, &row)
}

/// SHA-256 of the row as a JSON array, behind the hash before it. Public so far as
/// the format goes: whoever has a saved history can compute it.
pub(super) fn hash_of(row: &history::Row, previous: &[u8]) -> Vec<u8> {
    let text = json!([
        data_encoding::HEXLOWER.encode(previous),
        row.number,
        row.at,
        row.who,
        row.staff,
        row.staff_name,
        row.action,
        row.subject,
        row.clients,
    ])
    .to_string();
    aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, text.as_bytes())
        .as_ref()
        .to_vec()
}
