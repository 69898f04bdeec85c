//! Queries on receipts: those that came for sent bundles, and those owed for
//! received ones.
//!
//! Signed bytes are stored as they travelled. Whether a receipt is genuine was
//! decided before it gets here (`outbox/send.rs`, `receipts/`).

use protocol::{BundleId, Digest, ReceiptKind, UtcSeconds};
use rusqlite::{OptionalExtension, Transaction, params};

use super::{StoreError, parsed};
use crate::inbox::ReceivedId;
use crate::outbox::ReceiptRow;

/// A receipt that this office owes to the hub.
pub(crate) struct Owed {
    pub number: i64,
    pub bundle: ReceivedId,
    pub kind: ReceiptKind,
    pub at: UtcSeconds,
    pub signed: Option<Vec<u8>>,
    pub attempts: u32,
}

/// The word of a kind, as in the signed document.
pub(crate) fn kind_word(kind: ReceiptKind) -> &'static str {
    match kind {
        ReceiptKind::Accepted => "accepted",
        ReceiptKind::Fetched => "fetched",
        ReceiptKind::Imported => "imported",
        ReceiptKind::Opened => "opened",
        ReceiptKind::Withdrawn => "withdrawn",
        _ => "unknown",
    }
}

fn read_kind(word: &str) -> Result<ReceiptKind, StoreError> {
    match word {
        "accepted" => Ok(ReceiptKind::Accepted),
        "fetched" => Ok(ReceiptKind::Fetched),
        "imported" => Ok(ReceiptKind::Imported),
        "opened" => Ok(ReceiptKind::Opened),
        "withdrawn" => Ok(ReceiptKind::Withdrawn),
        _ => Err(StoreError::Unreadable { column: "kind" }),
    }
}

/// Keeps a verified receipt for a sent bundle; keeping it again changes nothing.
pub(crate) fn insert_for_sent(
    tx: &Transaction<'_>,
    id: BundleId,
    receipt: &ReceiptRow,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT OR IGNORE INTO sent_receipt (id, kind, at, signer, serial, sha256, signed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            id.to_string(),
            kind_word(receipt.kind),
            receipt.at.0,
            receipt.signer,
            receipt.serial,
            Digest::of(&receipt.signed).to_string(),
            receipt.signed
        ],
    )?;
    Ok(())
}

/// Whether the hub signed that it took this bundle back.
pub(crate) fn has_withdrawn(tx: &Transaction<'_>, id: BundleId) -> Result<bool, StoreError> {
    let mut statement =
        tx.prepare_cached("SELECT 1 FROM sent_receipt WHERE id = ?1 AND kind = 'withdrawn'")?;
    Ok(statement.exists([id.to_string()])?)
}

pub(crate) fn sent_receipts(
    tx: &Transaction<'_>,
    id: BundleId,
) -> Result<Vec<ReceiptRow>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT kind, at, signer, serial, signed FROM sent_receipt WHERE id = ?1 ORDER BY at, rowid",
    )?;
    let rows = statement.query_map([id.to_string()], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get(3)?,
            row.get(4)?,
        ))
    })?;
    rows.map(|row| {
        let (kind, at, signer, serial, signed) = row?;
        Ok(ReceiptRow {
            kind: read_kind(&kind)?,
            at: UtcSeconds(at),
            signer,
            serial,
            signed,
        })
    })
    .collect()
}

/// Notes that a receipt is owed. The first one of a kind stays, with its time.
pub(crate) fn owe(
    tx: &Transaction<'_>,
    number: i64,
    kind: ReceiptKind,
    at: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT OR IGNORE INTO owed_receipt (number, kind, at, next_attempt_at) VALUES (?1, ?2, ?3, ?3)",
        params![number, kind_word(kind), at.0],
    )?;
    Ok(())
}

/// Owed receipts whose time has come, in the order in which they arose.
pub(crate) fn due(
    tx: &Transaction<'_>,
    now: UtcSeconds,
    limit: u32,
) -> Result<Vec<Owed>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT owed_receipt.number, received.sender, received.id, kind, at, signed, owed_receipt.attempts
         FROM owed_receipt JOIN received ON received.number = owed_receipt.number
         WHERE owed_receipt.next_attempt_at <= ?1
         ORDER BY at, owed_receipt.rowid LIMIT ?2",
    )?;
    let rows = statement.query_map(params![now.0, limit], |row| {
        Ok((
            row.get(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, String>(3)?,
            row.get(4)?,
            row.get(5)?,
            row.get(6)?,
        ))
    })?;
    rows.map(|row| {
        let (number, sender, id, kind, at, signed, attempts) = row?;
        Ok(Owed {
            number,
            bundle: ReceivedId {
                sender: Some(parsed("received.sender", &sender)?),
                id: parsed("received.id", &id)?,
            },
            kind: read_kind(&kind)?,
            at: UtcSeconds(at),
            signed,
            attempts,
        })
    })
    .collect()
}

/// The earliest time at which an owed receipt needs the program.
pub(crate) fn next_due(tx: &Transaction<'_>) -> Result<Option<UtcSeconds>, StoreError> {
    let time: Option<i64> = tx.query_row(
        "SELECT min(next_attempt_at) FROM owed_receipt WHERE next_attempt_at IS NOT NULL",
        [],
        |row| row.get(0),
    )?;
    Ok(time.map(UtcSeconds))
}

/// Stores the signed form before the first attempt. If another program was first,
/// its form stays and is returned.
pub(crate) fn keep_signed(
    tx: &Transaction<'_>,
    number: i64,
    kind: ReceiptKind,
    signed: &[u8],
    serial: &str,
) -> Result<Vec<u8>, StoreError> {
    tx.execute(
        "UPDATE owed_receipt SET signed = ?3, serial = ?4 WHERE number = ?1 AND kind = ?2 AND signed IS NULL",
        params![number, kind_word(kind), signed, serial],
    )?;
    Ok(tx.query_row(
        "SELECT signed FROM owed_receipt WHERE number = ?1 AND kind = ?2",
        params![number, kind_word(kind)],
        |row| row.get(0),
    )?)
}

/// The end or the next attempt of an owed receipt.
pub(crate) fn set_owed(
    tx: &Transaction<'_>,
    number: i64,
    kind: ReceiptKind,
    delivered_at: Option<UtcSeconds>,
    next_attempt_at: Option<UtcSeconds>,
    code: Option<&str>,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE owed_receipt SET delivered_at = ?3, next_attempt_at = ?4, code = ?5, attempts = attempts + 1
         WHERE number = ?1 AND kind = ?2",
        params![
            number,
            kind_word(kind),
            delivered_at.map(|time| time.0),
            next_attempt_at.map(|time| time.0),
            code
        ],
    )?;
    Ok(())
}

/// Stops all receipts of a bundle that are still owed, because it was withdrawn.
pub(crate) fn stop_owed(tx: &Transaction<'_>, number: i64, code: &str) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE owed_receipt SET next_attempt_at = NULL, code = ?2
         WHERE number = ?1 AND next_attempt_at IS NOT NULL",
        params![number, code],
    )?;
    Ok(())
}

/// Our own signed receipts for a received bundle, oldest first.
pub(crate) fn signed_by_us(
    tx: &Transaction<'_>,
    number: i64,
) -> Result<Vec<ReceiptRow>, StoreError> {
    let own: Option<String> = tx
        .query_row("SELECT number FROM office", [], |row| row.get(0))
        .optional()?;
    let signer = own.unwrap_or_default();
    let mut statement = tx.prepare_cached(
        "SELECT kind, at, serial, signed FROM owed_receipt
         WHERE number = ?1 AND signed IS NOT NULL ORDER BY at, rowid",
    )?;
    let rows = statement.query_map([number], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get(1)?,
            row.get::<_, Option<String>>(2)?,
            row.get(3)?,
        ))
    })?;
    rows.map(|row| {
        let (kind, at, serial, signed) = row?;
        Ok(ReceiptRow {
            kind: read_kind(&kind)?,
            at: UtcSeconds(at),
            signer: signer.clone(),
            serial: serial.unwrap_or_default(),
            signed,
        })
    })
    .collect()
}
