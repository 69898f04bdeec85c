//! Counts of attempts to log in, by the hash of the typed name: what was typed may be
//! a password in the wrong field, and is never kept.

use protocol::UtcSeconds;
use rusqlite::{OptionalExtension, Transaction, params};

use super::StoreError;
use crate::staff::Attempts;

/// The subject of all attempts together.
pub(crate) const TOGETHER: &str = "*";

/// Subjects that are kept; the oldest are forgotten first. Somebody who tries
/// thousands of names is stopped by the count of all together long before.
const SUBJECTS_MAX: u32 = 1000;

/// The subject of a login name, whether there is such an account or not.
pub(crate) fn subject(login_name: &str) -> String {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, login_name.as_bytes());
    data_encoding::HEXLOWER.encode(digest.as_ref())
}

pub(crate) fn read(tx: &Transaction<'_>, subject: &str) -> Result<Attempts, StoreError> {
    let found = tx
        .query_row(
            "SELECT count, last_at FROM login_attempts WHERE subject = ?1",
            [subject],
            |row| {
                Ok(Attempts {
                    count: row.get(0)?,
                    last_at: UtcSeconds(row.get(1)?),
                })
            },
        )
        .optional()?;
    Ok(found.unwrap_or(Attempts::NONE))
}

pub(crate) fn save(
    tx: &Transaction<'_>,
    subject: &str,
    attempts: Attempts,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO login_attempts (subject, count, last_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (subject) DO UPDATE SET count = ?2, last_at = ?3",
        params![subject, attempts.count, attempts.last_at.0],
    )?;
    Ok(())
}

pub(crate) fn forget(tx: &Transaction<'_>, subject: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM login_attempts WHERE subject = ?1", [subject])?;
    Ok(())
}

/// Takes an attempt that was right off the count of all together.
pub(crate) fn forgive_one(tx: &Transaction<'_>, now: UtcSeconds) -> Result<(), StoreError> {
    save(tx, TOGETHER, read(tx, TOGETHER)?.one_less(now))
}

pub(crate) fn forget_oldest(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM login_attempts WHERE subject <> ?1 AND subject NOT IN
         (SELECT subject FROM login_attempts WHERE subject <> ?1 ORDER BY last_at DESC LIMIT ?2)",
        params![TOGETHER, SUBJECTS_MAX],
    )?;
    Ok(())
}
