//! Queries on what one press of 送信する sends, and until when it is held back.
//!
//! Which bundle may still be stopped is decided in `outbox/sending.rs`.

use protocol::{BundleId, UtcSeconds};
use rusqlite::{OptionalExtension, Transaction, params};

use super::{StoreError, parsed};

/// The longest time for which a bundle is held back. A `hold_until` further ahead was
/// written under a clock that was set back since, and does not count: a bundle that a
/// person sent must not wait for years.
pub(crate) const HOLD_SECONDS_MAX: i64 = 60;

/// The condition under which the bundle `sent.id` is held back at `?1`.
pub(crate) const HELD: &str = "EXISTS (SELECT 1 FROM sending_bundle JOIN sending ON sending.number = sending_bundle.sending \
     WHERE sending_bundle.id = sent.id AND hold_until > ?1 AND hold_until <= ?1 + 60)";

/// When a sending was asked for, and until when it is held back.
pub(crate) struct SendingTimes {
    pub queued_at: UtcSeconds,
    pub hold_until: UtcSeconds,
}

/// Notes a new sending; its number.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    queued_at: UtcSeconds,
    hold_until: UtcSeconds,
) -> Result<i64, StoreError> {
    tx.execute(
        "INSERT INTO sending (queued_at, hold_until) VALUES (?1, ?2)",
        params![queued_at.0, hold_until.0],
    )?;
    Ok(tx.last_insert_rowid())
}

/// Puts a queued bundle into a sending; the program acts on it when the time is over.
pub(crate) fn add(
    tx: &Transaction<'_>,
    number: i64,
    id: BundleId,
    hold_until: UtcSeconds,
) -> Result<(), StoreError> {
    let id = id.to_string();
    tx.prepare_cached("INSERT OR REPLACE INTO sending_bundle (id, sending) VALUES (?1, ?2)")?
        .execute(params![id, number])?;
    tx.prepare_cached("UPDATE sent SET next_attempt_at = ?2 WHERE id = ?1")?
        .execute(params![id, hold_until.0])?;
    Ok(())
}

pub(crate) fn times(tx: &Transaction<'_>, number: i64) -> Result<Option<SendingTimes>, StoreError> {
    Ok(tx
        .query_row(
            "SELECT queued_at, hold_until FROM sending WHERE number = ?1",
            [number],
            |row| {
                Ok(SendingTimes {
                    queued_at: UtcSeconds(row.get(0)?),
                    hold_until: UtcSeconds(row.get(1)?),
                })
            },
        )
        .optional()?)
}

/// The bundles of a sending, in the order in which they were made.
pub(crate) fn bundles(tx: &Transaction<'_>, number: i64) -> Result<Vec<BundleId>, StoreError> {
    let mut statement =
        tx.prepare_cached("SELECT id FROM sending_bundle WHERE sending = ?1 ORDER BY id")?;
    let rows = statement.query_map([number], |row| row.get::<_, String>(0))?;
    rows.map(|row| parsed("sending_bundle.id", &row?)).collect()
}

/// Whether the bundle must not leave yet.
pub(crate) fn is_held(
    tx: &Transaction<'_>,
    id: BundleId,
    now: UtcSeconds,
) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached(&format!("SELECT {HELD} FROM sent WHERE id = ?2"))?
        .query_row(params![now.0, id.to_string()], |row| row.get(0))
        .optional()?
        .unwrap_or(false))
}

/// Sendings that are held back now with the number of their bundles, newest first.
pub(crate) fn held(
    tx: &Transaction<'_>,
    now: UtcSeconds,
) -> Result<Vec<(i64, UtcSeconds, u64)>, StoreError> {
    // The last few are looked at: more cannot have been pressed within a minute.
    let mut statement = tx.prepare_cached(
        "SELECT number, hold_until,
             (SELECT count(*) FROM sending_bundle JOIN sent USING (id)
              WHERE sending = number AND state IN ('waiting', 'blocked'))
         FROM (SELECT * FROM sending ORDER BY number DESC LIMIT 100)
         WHERE hold_until > ?1 AND hold_until <= ?1 + 60
         ORDER BY number DESC",
    )?;
    let rows = statement.query_map([now.0], |row| {
        Ok((
            row.get(0)?,
            UtcSeconds(row.get(1)?),
            row.get::<_, i64>(2)?.cast_unsigned(),
        ))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Makes a bundle that never left a draft again, with the same id and contents. What was
/// sealed for it was never shown to anyone and is dropped.
/// Other terminals that were told of it are told that it is a draft again.
pub(crate) fn back_to_draft(tx: &Transaction<'_>, bundle: BundleId) -> Result<(), StoreError> {
    let id = bundle.to_string();
    tx.execute("DELETE FROM sent_proof WHERE id = ?1", [&id])?;
    tx.execute("DELETE FROM sending_bundle WHERE id = ?1", [&id])?;
    tx.execute(
        "UPDATE sent SET state = 'draft', listed_at = created_at, queued_at = NULL,
             next_attempt_at = NULL, code = NULL WHERE id = ?1",
        [&id],
    )?;
    super::journal::tell_again(tx, bundle)
}
