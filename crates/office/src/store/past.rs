//! Queries on the history for a new terminal: the next thing to bring, and how far it got.
//!
//! What belongs into a piece is decided in `past/`.

use protocol::{BundleId, DeviceId, UtcSeconds};
use rusqlite::{OptionalExtension, Transaction, params};

use super::received::sender_text;
use super::{StoreError, parsed};
use crate::error_code::ErrorCode;
use crate::inbox::ReceivedId;

/// A received bundle with all that the hub once gave.
pub(crate) struct ReceivedHistory {
    pub number: i64,
    pub id: BundleId,
    pub accepted_at: UtcSeconds,
    pub listed_at: UtcSeconds,
    pub opened_at: Option<UtcSeconds>,
    pub imported_at: Option<UtcSeconds>,
    pub signed_header: Vec<u8>,
    pub accepted: Vec<u8>,
    pub sealed: Vec<u8>,
}

/// The first received bundle with contents after `number`.
pub(crate) fn next_received(
    tx: &Transaction<'_>,
    number: i64,
) -> Result<Option<ReceivedHistory>, StoreError> {
    let row = tx
        .query_row(
            "SELECT received.number, id, accepted_at, coalesce(received_at, listed_at), opened_at, imported_at,
                 signed_header, accepted, sealed
             FROM received JOIN received_proof ON received_proof.number = received.number
             WHERE received.number > ?1 AND state IN ('received', 'opened') AND sealed IS NOT NULL
               AND accepted_at IS NOT NULL
             ORDER BY received.number LIMIT 1",
            [number],
            |row| {
                Ok((
                    row.get::<_, String>(1)?,
                    ReceivedHistory {
                        number: row.get(0)?,
                        // Read below; a placeholder of the right type.
                        id: BundleId::new(protocol::UtcMillis(0), [0; 10]),
                        accepted_at: UtcSeconds(row.get(2)?),
                        listed_at: UtcSeconds(row.get(3)?),
                        opened_at: row.get::<_, Option<i64>>(4)?.map(UtcSeconds),
                        imported_at: row.get::<_, Option<i64>>(5)?.map(UtcSeconds),
                        signed_header: row.get(6)?,
                        accepted: row.get(7)?,
                        sealed: row.get(8)?,
                    },
                ))
            },
        )
        .optional()?;
    row.map(|(id, row)| {
        Ok(ReceivedHistory {
            id: parsed("received.id", &id)?,
            ..row
        })
    })
    .transpose()
}

/// The first bundle of this office, drafts among them, after the place `row`.
pub(crate) fn next_sent(
    tx: &Transaction<'_>,
    row: i64,
) -> Result<Option<(i64, BundleId)>, StoreError> {
    let found: Option<(i64, String)> = tx
        .query_row(
            "SELECT rowid, id FROM sent WHERE rowid > ?1 ORDER BY rowid LIMIT 1",
            [row],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    found
        .map(|(row, id)| Ok((row, parsed("sent.id", &id)?)))
        .transpose()
}

/// How far the history for a terminal was brought, and the number of the last piece; `None` when nothing is owed.
pub(crate) fn place_of(
    tx: &Transaction<'_>,
    device: DeviceId,
) -> Result<Option<(i64, u64)>, StoreError> {
    let found: Option<(Option<i64>, i64)> = tx
        .query_row(
            "SELECT history_row, history_piece FROM terminal WHERE id = ?1 AND waiting = 0",
            [device.to_string()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    Ok(found.and_then(|(place, number)| Some((place?, number.cast_unsigned()))))
}

pub(crate) fn set_place(
    tx: &Transaction<'_>,
    device: DeviceId,
    place: Option<i64>,
    number: u64,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE terminal SET history_row = ?2, history_piece = ?3 WHERE id = ?1",
        params![device.to_string(), place, number.cast_signed()],
    )?;
    Ok(())
}

/// Terminals that are owed history.
pub(crate) fn owed(tx: &Transaction<'_>) -> Result<Vec<DeviceId>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT id FROM terminal WHERE history_row IS NOT NULL AND waiting = 0 ORDER BY id",
    )?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    rows.map(|row| parsed("terminal.id", &row?)).collect()
}

/// This terminal has just joined: it takes the history of its office.
pub(crate) fn begin_taking(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("INSERT OR IGNORE INTO history_in (one) VALUES (1)", [])?;
    Ok(())
}

pub(crate) fn is_taking(tx: &Transaction<'_>) -> Result<bool, StoreError> {
    let mut statement = tx.prepare_cached("SELECT 1 FROM history_in")?;
    Ok(statement.exists([])?)
}

/// Whether there are contents at another terminal or at the hub that nobody has asked for yet.
pub(crate) fn any_to_fetch(tx: &Transaction<'_>) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM sent_elsewhere WHERE attempts = 0)";
    Ok(tx.query_row(sql, [], |row| row.get(0))?)
}

pub(crate) fn end_taking(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("DELETE FROM history_in", [])?;
    Ok(())
}

/// Whether a bundle is damaged only because the hub had erased its contents.
pub(crate) fn is_erased(tx: &Transaction<'_>, key: ReceivedId) -> Result<bool, StoreError> {
    let code = ErrorCode::ContentsErased.code();
    let mut statement =
        tx.prepare_cached("SELECT 1 FROM received WHERE sender = ?1 AND id = ?2 AND code = ?3")?;
    Ok(statement.exists(params![sender_text(key), key.id.to_string(), code])?)
}

/// Shows a received bundle in the lists at the time at which the office had it.
pub(crate) fn set_listed(
    tx: &Transaction<'_>,
    number: i64,
    at: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE received SET listed_at = min(listed_at, ?2) WHERE number = ?1",
        params![number, at.0],
    )?;
    Ok(())
}

/// Shows a received bundle as received at the time at which the office had it.
pub(crate) fn set_received(
    tx: &Transaction<'_>,
    number: i64,
    at: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE received SET received_at = min(received_at, ?2) WHERE number = ?1 AND received_at IS NOT NULL",
        params![number, at.0],
    )?;
    Ok(())
}

/// Shows a sent bundle in the lists at the time at which it was sent.
pub(crate) fn set_sent_listed(
    tx: &Transaction<'_>,
    id: BundleId,
    at: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE sent SET listed_at = ?2, queued_at = ?2 WHERE id = ?1 AND sender_device IS NOT NULL",
        params![id.to_string(), at.0],
    )?;
    Ok(())
}
