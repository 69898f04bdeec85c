//! Queries on notices of the operator.

use protocol::UtcSeconds;
use protocol::message::Notice;
use rusqlite::{OptionalExtension, Transaction, params};

use super::StoreError;
use crate::notices::StoredNotice;

/// Those that hold at `now`, the newest first.
pub(crate) fn all(tx: &Transaction<'_>, now: UtcSeconds) -> Result<Vec<StoredNotice>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT number, subject, text, important, published_at, ends_at, read_at FROM notice
         WHERE ends_at IS NULL OR ends_at > ?1 ORDER BY number DESC",
    )?;
    let rows = statement.query_map([now.0], |row| {
        let time = |index: usize| -> rusqlite::Result<Option<UtcSeconds>> {
            Ok(row.get::<_, Option<i64>>(index)?.map(UtcSeconds))
        };
        let number: i64 = row.get(0)?;
        Ok(StoredNotice {
            notice: Notice {
                number: u64::try_from(number).unwrap_or(0),
                subject: row.get(1)?,
                text: row.get(2)?,
                important: row.get(3)?,
                published_at: UtcSeconds(row.get(4)?),
                ends_at: time(5)?,
            },
            read_at: time(6)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Adds a notice or brings it up to date; what was read stays read.
pub(crate) fn save(tx: &Transaction<'_>, notice: &Notice) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO notice (number, subject, text, important, published_at, ends_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (number) DO UPDATE SET subject = ?2, text = ?3, important = ?4, published_at = ?5, ends_at = ?6",
        params![
            i64::try_from(notice.number).unwrap_or(i64::MAX),
            notice.subject,
            notice.text,
            notice.important,
            notice.published_at.0,
            notice.ends_at.map(|end| end.0),
        ],
    )?;
    Ok(())
}

pub(crate) fn remove(tx: &Transaction<'_>, number: u64) -> Result<(), StoreError> {
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    tx.execute("DELETE FROM notice WHERE number = ?1", [number])?;
    Ok(())
}

/// Notes that somebody read it; whether there is such a notice.
pub(crate) fn mark_read(
    tx: &Transaction<'_>,
    number: u64,
    now: UtcSeconds,
) -> Result<bool, StoreError> {
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    let changed = tx.execute(
        "UPDATE notice SET read_at = coalesce(read_at, ?2) WHERE number = ?1",
        params![number, now.0],
    )?;
    Ok(changed == 1)
}

/// Until when those hold that were not read; nothing where they have no end.
pub(crate) fn unread(tx: &Transaction<'_>) -> Result<Vec<Option<UtcSeconds>>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT ends_at FROM notice WHERE read_at IS NULL")?;
    let rows = statement.query_map([], |row| Ok(row.get::<_, Option<i64>>(0)?.map(UtcSeconds)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// When the hub was last asked.
pub(crate) fn asked_at(tx: &Transaction<'_>) -> Result<Option<UtcSeconds>, StoreError> {
    let at = tx.query_row("SELECT at FROM notices_asked", [], |row| row.get(0));
    Ok(at.optional()?.map(UtcSeconds))
}

pub(crate) fn save_asked(tx: &Transaction<'_>, now: UtcSeconds) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO notices_asked (one, at) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET at = ?1",
        [now.0],
    )?;
    Ok(())
}
