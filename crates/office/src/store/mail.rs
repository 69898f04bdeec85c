//! Queries on the mail that tells of arrivals: what is new, and how the last attempt went.

use protocol::UtcSeconds;
use rusqlite::{OptionalExtension, Transaction, params};

use super::{StoreError, parsed};
use crate::mail::{MailState, NewFrom};

/// How mail stands; `None` before it was ever turned on.
pub(crate) fn state(tx: &Transaction<'_>) -> Result<Option<MailState>, StoreError> {
    let sql = "SELECT told, sent_at, failed_at, code, attempts, next_at, refused FROM mail";
    let row = tx.query_row(sql, [], |row| {
        let time = |index: usize| -> rusqlite::Result<Option<UtcSeconds>> {
            Ok(row.get::<_, Option<i64>>(index)?.map(UtcSeconds))
        };
        Ok(MailState {
            told: row.get(0)?,
            sent_at: time(1)?,
            failed_at: time(2)?,
            code: row.get(3)?,
            attempts: row.get(4)?,
            next_at: time(5)?,
            refused: row
                .get::<_, String>(6)?
                .lines()
                .map(str::to_owned)
                .collect(),
        })
    });
    Ok(row.optional()?)
}

pub(crate) fn save_state(tx: &Transaction<'_>, state: &MailState) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO mail (one, told, sent_at, failed_at, code, attempts, next_at, refused) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (one) DO UPDATE SET told = ?1, sent_at = ?2, failed_at = ?3, code = ?4, attempts = ?5, next_at = ?6, refused = ?7",
        params![
            state.told,
            state.sent_at.map(|at| at.0),
            state.failed_at.map(|at| at.0),
            state.code,
            state.attempts,
            state.next_at.map(|at| at.0),
            state.refused.join("\n"),
        ],
    )?;
    Ok(())
}

/// The place of the last arrival; 0 when nothing ever arrived.
pub(crate) fn last_place(tx: &Transaction<'_>) -> Result<i64, StoreError> {
    let last = tx.query_row("SELECT coalesce(max(place), 0) FROM arrival", [], |row| {
        row.get(0)
    })?;
    Ok(last)
}

/// What arrived after the place `told` and nobody opened yet, by sender.
pub(crate) fn new_from(tx: &Transaction<'_>, told: i64) -> Result<Vec<NewFrom>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT received.sender, partner.name, count(*), min(received.received_at), max(arrival.place)
         FROM arrival JOIN received ON received.number = arrival.received
         LEFT JOIN partner ON partner.number = received.sender
         WHERE arrival.place > ?1 AND received.state = 'received'
         GROUP BY received.sender ORDER BY received.sender",
    )?;
    let rows = statement.query_map([told], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get(1)?,
            row.get::<_, i64>(2)?,
            row.get(3)?,
            row.get(4)?,
        ))
    })?;
    let mut found = Vec::new();
    for row in rows {
        let (number, name, count, first, place) = row?;
        found.push(NewFrom {
            number: parsed("received.sender", &number)?,
            name,
            count: u64::try_from(count).unwrap_or(0),
            first_at: UtcSeconds(first),
            place,
        });
    }
    Ok(found)
}
