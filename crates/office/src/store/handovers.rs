//! Queries on hand-overs: what was laid into in-folders and what was taken there.
//!
//! Which bundle may be laid next is decided in `folders/lay.rs`.

use protocol::{Digest, OfficeNumber, UtcSeconds};
use rusqlite::{Transaction, params};

use super::{StoreError, parsed};
use crate::inbox::{ReceivedId, ReceivedState};

/// A bundle that has not been laid into a folder.
pub(crate) struct ToLay {
    pub number: i64,
    pub key: ReceivedId,
    pub sender: OfficeNumber,
    pub state: ReceivedState,
    pub stamp: String,
}

/// Bundles that are not in the folder yet, partner by partner by their stamps. Those
/// whose contents are still to come are among them. What was handed over in another
/// way before the folder was added at `added_at` is not.
pub(crate) fn to_lay(
    tx: &Transaction<'_>,
    folder: i64,
    added_at: UtcSeconds,
) -> Result<Vec<ToLay>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT number, sender, id, state, stamp FROM received
         WHERE sender <> '' AND state IN ('announced', 'received', 'opened')
           AND coalesce(exported_at, ?2) >= ?2 AND coalesce(imported_at, ?2) >= ?2
           AND NOT EXISTS (SELECT 1 FROM handover WHERE folder = ?1 AND received = received.number)
         ORDER BY sender, stamp, number",
    )?;
    let rows = statement.query_map(params![folder, added_at.0], |row| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, String>(3)?,
            row.get::<_, String>(4)?,
        ))
    })?;
    rows.map(|row| {
        let (number, sender, id, state, stamp) = row?;
        let sender = parsed("received.sender", &sender)?;
        Ok(ToLay {
            number,
            key: ReceivedId {
                sender: Some(sender),
                id: parsed("received.id", &id)?,
            },
            sender,
            state: super::received::read_state(&state)?,
            stamp,
        })
    })
    .collect()
}

/// A file that lies in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LaidFile {
    pub path: String,
    pub standard: bool,
    pub sha256: Digest,
}

pub(crate) fn insert(
    tx: &Transaction<'_>,
    folder: i64,
    received: i64,
    files: &[LaidFile],
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO handover (folder, received, laid_at) VALUES (?1, ?2, ?3)",
        params![folder, received, now.0],
    )?;
    for file in files {
        tx.prepare_cached(
            "INSERT INTO handover_file (folder, received, path, standard, sha256) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            folder,
            received,
            file.path,
            file.standard,
            file.sha256.to_string()
        ])?;
    }
    Ok(())
}

/// A bundle that lies in a folder.
pub(crate) struct Laid {
    pub received: i64,
    pub key: ReceivedId,
    pub files: Vec<LaidFile>,
}

fn laid_where(tx: &Transaction<'_>, folder: i64, condition: &str) -> Result<Vec<Laid>, StoreError> {
    let sql = format!(
        "SELECT handover.received, sender, id FROM handover JOIN received ON received.number = handover.received
         WHERE folder = ?1 AND {condition} ORDER BY handover.received"
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let rows = statement.query_map([folder], |row| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
        ))
    })?;
    rows.map(|row| {
        let (received, sender, id) = row?;
        Ok(Laid {
            received,
            key: super::received::read_key(&sender, &id)?,
            files: files(tx, folder, received)?,
        })
    })
    .collect()
}

/// Bundles that lie there as far as we know, the withdrawn ones left out.
pub(crate) fn not_taken(tx: &Transaction<'_>, folder: i64) -> Result<Vec<Laid>, StoreError> {
    laid_where(
        tx,
        folder,
        "taken_at IS NULL AND state IN ('received', 'opened')",
    )
}

/// Bundles that were laid and then withdrawn, and whose notice is missing.
pub(crate) fn not_noticed(tx: &Transaction<'_>, folder: i64) -> Result<Vec<Laid>, StoreError> {
    laid_where(tx, folder, "noticed_at IS NULL AND state = 'withdrawn'")
}

fn files(tx: &Transaction<'_>, folder: i64, received: i64) -> Result<Vec<LaidFile>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT path, standard, sha256 FROM handover_file WHERE folder = ?1 AND received = ?2 ORDER BY path",
    )?;
    let rows = statement.query_map(params![folder, received], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?))
    })?;
    rows.map(|row| {
        let (path, standard, sha256) = row?;
        Ok(LaidFile {
            path,
            standard,
            sha256: parsed("handover_file.sha256", &sha256)?,
        })
    })
    .collect()
}

/// Notes that the care software has a bundle, in one folder or (`None`) in all.
pub(crate) fn set_taken(
    tx: &Transaction<'_>,
    folder: Option<i64>,
    received: i64,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE handover SET taken_at = ?3
         WHERE received = ?2 AND taken_at IS NULL AND (?1 IS NULL OR folder = ?1)",
        params![folder, received, now.0],
    )?;
    Ok(())
}

pub(crate) fn set_noticed(
    tx: &Transaction<'_>,
    folder: i64,
    received: i64,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE handover SET noticed_at = ?3 WHERE folder = ?1 AND received = ?2",
        params![folder, received, now.0],
    )?;
    Ok(())
}

/// Whether a bundle was ever laid into a folder.
pub(crate) fn was_laid(tx: &Transaction<'_>, received: i64) -> Result<bool, StoreError> {
    Ok(tx.query_row(
        "SELECT EXISTS (SELECT 1 FROM handover WHERE received = ?1)",
        [received],
        |row| row.get(0),
    )?)
}
