//! Queries on the sheets of 実績入力.
//!
//! What a sheet may hold is decided in `actuals/`.

use protocol::{Address, UtcSeconds};
use rusqlite::{OptionalExtension, Transaction, params};

use super::received::sender_text;
use super::{StoreError, parsed};
use crate::actuals::Sheet;
use crate::inbox::ReceivedId;

/// The stored sheet of a client.
pub(crate) fn find(
    tx: &Transaction<'_>,
    month: &str,
    client: &(String, String),
) -> Result<Option<Sheet>, StoreError> {
    let row = tx
        .prepare_cached(
            "SELECT plan, lines, ready, version, changed_at, made_version, made_at FROM actual_sheet
             WHERE month = ?1 AND insurer = ?2 AND insured = ?3",
        )?
        .query_row(params![month, client.0, client.1], |row| {
            let made: Option<i64> = row.get(5)?;
            let made_at: Option<i64> = row.get(6)?;
            let sheet = Sheet {
                plan: row.get(0)?,
                lines: Vec::new(),
                ready: row.get(2)?,
                version: row.get(3)?,
                changed: Some(UtcSeconds(row.get(4)?)),
                made: made.zip(made_at.map(UtcSeconds)),
            };
            Ok((sheet, row.get::<_, String>(1)?))
        })
        .optional()?;
    row.map(|(sheet, lines)| {
        let lines = serde_json::from_str(&lines).map_err(|_| StoreError::Unreadable {
            column: "actual_sheet.lines",
        })?;
        Ok(Sheet { lines, ..sheet })
    })
    .transpose()
}

/// Stores a sheet.
pub(crate) fn save(
    tx: &Transaction<'_>,
    month: &str,
    client: &(String, String),
    sheet: &Sheet,
) -> Result<(), StoreError> {
    let lines = serde_json::to_string(&sheet.lines).expect("plain values are JSON");
    tx.execute(
        "INSERT OR REPLACE INTO actual_sheet
             (month, insurer, insured, plan, lines, ready, version, changed_at, made_version, made_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            month,
            client.0,
            client.1,
            sheet.plan,
            lines,
            sheet.ready,
            sheet.version,
            sheet.changed.map_or(0, |at| at.0),
            sheet.made.map(|(version, _)| version),
            sheet.made.map(|(_, at)| at.0)
        ],
    )?;
    Ok(())
}

/// Notes that a version went into a file.
pub(crate) fn set_made(
    tx: &Transaction<'_>,
    month: &str,
    client: &(String, String),
    version: i64,
    at: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE actual_sheet SET made_version = ?4, made_at = ?5
         WHERE month = ?1 AND insurer = ?2 AND insured = ?3",
        params![month, client.0, client.1, version, at.0],
    )?;
    Ok(())
}

/// Who sent a bundle, with the service.
pub(crate) fn sender(
    tx: &Transaction<'_>,
    bundle: ReceivedId,
) -> Result<Option<Address>, StoreError> {
    let row: Option<(String, Option<String>)> = tx
        .query_row(
            "SELECT sender, from_service FROM received WHERE sender = ?1 AND id = ?2",
            params![sender_text(bundle), bundle.id.to_string()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    match row {
        Some((sender, Some(service))) if !sender.is_empty() => Ok(Some(Address {
            office: parsed("received.sender", &sender)?,
            service: parsed("received.from_service", &service)?,
        })),
        _ => Ok(None),
    }
}
