//! Queries on access keys. The text of a key is never here.

use protocol::{Digest, UtcSeconds};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::StoreError;
use crate::access_keys::{AccessKey, Scope};

const COLUMNS: &str = "number, name, scopes, created_at, used_at, revoked_at";

fn key(row: &Row<'_>) -> rusqlite::Result<(AccessKey, String)> {
    let time = |index: usize| -> rusqlite::Result<Option<UtcSeconds>> {
        Ok(row.get::<_, Option<i64>>(index)?.map(UtcSeconds))
    };
    let key = AccessKey {
        number: row.get(0)?,
        name: row.get(1)?,
        scopes: Vec::new(),
        created_at: UtcSeconds(row.get(3)?),
        used_at: time(4)?,
        revoked_at: time(5)?,
    };
    Ok((key, row.get(2)?))
}

fn with_scopes((key, scopes): (AccessKey, String)) -> Result<AccessKey, StoreError> {
    let scopes = scopes
        .split_whitespace()
        .map(|word| {
            Scope::from_word(word).ok_or(StoreError::Unreadable {
                column: "access_key.scopes",
            })
        })
        .collect::<Result<_, _>>()?;
    Ok(AccessKey { scopes, ..key })
}

pub(crate) fn all(tx: &Transaction<'_>) -> Result<Vec<AccessKey>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM access_key ORDER BY number DESC");
    let mut statement = tx.prepare_cached(&sql)?;
    let rows = statement.query_map([], key)?;
    rows.map(|row| with_scopes(row?)).collect()
}

pub(crate) fn find(tx: &Transaction<'_>, digest: Digest) -> Result<Option<AccessKey>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM access_key WHERE sha256 = ?1");
    let mut statement = tx.prepare_cached(&sql)?;
    let found = statement.query_row([digest.to_string()], key).optional()?;
    found.map(with_scopes).transpose()
}

pub(crate) fn insert(
    tx: &Transaction<'_>,
    name: &str,
    digest: Digest,
    scopes: &[Scope],
    now: UtcSeconds,
) -> Result<i64, StoreError> {
    let words: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
    tx.execute(
        "INSERT INTO access_key (name, sha256, scopes, created_at) VALUES (?1, ?2, ?3, ?4)",
        params![name, digest.to_string(), words.join(" "), now.0],
    )?;
    Ok(tx.last_insert_rowid())
}

pub(crate) fn set_used(
    tx: &Transaction<'_>,
    number: i64,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE access_key SET used_at = ?2 WHERE number = ?1",
        params![number, now.0],
    )?;
    Ok(())
}

/// Whether there is such a key.
pub(crate) fn set_revoked(
    tx: &Transaction<'_>,
    number: i64,
    now: UtcSeconds,
) -> Result<bool, StoreError> {
    let changed = tx.execute(
        "UPDATE access_key SET revoked_at = coalesce(revoked_at, ?2) WHERE number = ?1",
        params![number, now.0],
    )?;
    Ok(changed > 0)
}
