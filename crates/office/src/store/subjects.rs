//! Writing what lists are searched by: names of clients, versions, words.
//!
//! The rows are made when a bundle is stored, and for bundles of before this version
//! by `read_stored_bundles`. Writing them again changes nothing.

use protocol::BundleId;
use rusqlite::{OptionalExtension, Transaction, params};

use super::StoreError;
use crate::compared::compared_text;
use crate::subjects::{ClientName, Subjects};

/// The side on which a bundle is kept.
#[derive(Clone, Copy)]
enum Side {
    Sent,
    Received,
}

/// Writes what a bundle of this office is about.
pub(crate) fn insert_sent(
    tx: &Transaction<'_>,
    id: BundleId,
    subjects: &Subjects,
) -> Result<(), StoreError> {
    insert(tx, Side::Sent, &id.to_string(), subjects)
}

/// Writes what a received bundle is about.
pub(crate) fn insert_received(
    tx: &Transaction<'_>,
    number: i64,
    subjects: &Subjects,
) -> Result<(), StoreError> {
    insert(tx, Side::Received, &number.to_string(), subjects)
}

fn insert(
    tx: &Transaction<'_>,
    side: Side,
    key: &str,
    subjects: &Subjects,
) -> Result<(), StoreError> {
    for name in &subjects.names {
        insert_name(tx, name)?;
    }
    // The key is written as the column's type wants it: SQLite turns the text of a
    // number into the number.
    let sql = match side {
        Side::Sent => {
            "INSERT OR IGNORE INTO sent_version
                 (insurer, insured, office, service, form, period, stamp, id, deletes)
             SELECT ?2, ?3, to_office, to_service, ?4, ?5, stamp, id, ?6
             FROM sent WHERE id = ?1 AND stamp IS NOT NULL"
        }
        Side::Received => {
            "INSERT OR IGNORE INTO received_version
                 (insurer, insured, office, service, form, period, stamp, number, deletes)
             SELECT ?2, ?3, sender, from_service, ?4, ?5, stamp, number, ?6
             FROM received WHERE number = ?1 AND stamp <> '' AND from_service IS NOT NULL"
        }
    };
    let mut statement = tx.prepare_cached(sql)?;
    for version in &subjects.versions {
        statement.execute(params![
            key,
            version.insurer,
            version.insured,
            version.form.as_str(),
            version.period,
            version.deletes
        ])?;
    }
    Ok(())
}

fn insert_name(tx: &Transaction<'_>, name: &ClientName) -> Result<(), StoreError> {
    // A line break keeps name and reading apart: no search has one.
    let compared = format!(
        "{}\n{}",
        compared_text(&name.name),
        compared_text(&name.kana)
    );
    tx.prepare_cached(
        "INSERT OR IGNORE INTO client_name (insurer, insured, name, kana, compared) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        name.insurer,
        name.insured,
        name.name,
        name.kana,
        compared
    ])?;
    Ok(())
}

/// Writes the words of a sent bundle; called when it is queued, for until then its
/// message may change.
pub(crate) fn insert_sent_text(tx: &Transaction<'_>, id: BundleId) -> Result<(), StoreError> {
    let key = id.to_string();
    let message: Option<String> = tx
        .prepare_cached("SELECT message FROM sent WHERE id = ?1")?
        .query_row([&key], |row| row.get(0))
        .optional()?;
    let Some(message) = message else {
        return Ok(());
    };
    let files = names(
        tx,
        "SELECT name FROM sent_file WHERE id = ?1 ORDER BY position",
        &key,
    )?;
    tx.prepare_cached("INSERT OR REPLACE INTO sent_text (id, files, message) VALUES (?1, ?2, ?3)")?
        .execute(params![key, files, compared_text(&message)])?;
    Ok(())
}

/// Writes the words of a received bundle.
pub(crate) fn insert_received_text(tx: &Transaction<'_>, number: i64) -> Result<(), StoreError> {
    let key = number.to_string();
    let message: String = tx
        .prepare_cached("SELECT message FROM received WHERE number = ?1")?
        .query_row([number], |row| row.get(0))?;
    let files = names(
        tx,
        "SELECT name FROM received_file WHERE number = ?1 ORDER BY position",
        &key,
    )?;
    tx.prepare_cached(
        "INSERT OR REPLACE INTO received_text (number, files, message) VALUES (?1, ?2, ?3)",
    )?
    .execute(params![number, files, compared_text(&message)])?;
    Ok(())
}

fn names(tx: &Transaction<'_>, sql: &str, key: &str) -> Result<String, StoreError> {
    let mut statement = tx.prepare_cached(sql)?;
    let rows = statement.query_map([key], |row| row.get::<_, String>(0))?;
    let names: Vec<String> = rows
        .map(|name| Ok(compared_text(&name?)))
        .collect::<Result<_, StoreError>>()?;
    Ok(names.join("\n"))
}

/// A bundle of before, whose files are still to be read: name and bytes of each.
pub(crate) struct BundleToRead {
    side: Side,
    key: String,
    pub(crate) files: Vec<(String, Vec<u8>)>,
}

/// The next bundle whose files are still to be read.
pub(crate) fn next_to_read(tx: &Transaction<'_>) -> Result<Option<BundleToRead>, StoreError> {
    let found: Option<(String, String)> = tx
        .prepare_cached("SELECT side, key FROM bundle_to_read LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((side, key)) = found else {
        return Ok(None);
    };
    let (side, sql) = match side.as_str() {
        "sent" => (
            Side::Sent,
            "SELECT name, bytes FROM sent_file WHERE id = ?1 AND standard ORDER BY position",
        ),
        _ => (
            Side::Received,
            "SELECT name, bytes FROM received_file WHERE number = ?1 AND standard ORDER BY position",
        ),
    };
    let mut statement = tx.prepare_cached(sql)?;
    let rows = statement.query_map([&key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let files = rows.collect::<Result<_, _>>()?;
    Ok(Some(BundleToRead { side, key, files }))
}

/// Writes what the files of a bundle of before are about.
pub(crate) fn store_read(
    tx: &Transaction<'_>,
    bundle: &BundleToRead,
    subjects: &Subjects,
) -> Result<(), StoreError> {
    let (side, present) = match bundle.side {
        Side::Sent => ("sent", "SELECT 1 FROM sent WHERE id = ?1"),
        Side::Received => ("received", "SELECT 1 FROM received WHERE number = ?1"),
    };
    // A draft may have been discarded while its files were read.
    let present = tx
        .prepare_cached(present)?
        .query_row([&bundle.key], |_| Ok(()))
        .optional()?;
    if present.is_some() {
        insert(tx, bundle.side, &bundle.key, subjects)?;
        match bundle.side {
            Side::Sent => insert_sent_text(tx, super::parsed("sent.id", &bundle.key)?)?,
            Side::Received => {
                insert_received_text(tx, super::parsed("received.number", &bundle.key)?)?;
            }
        }
    }
    tx.prepare_cached("DELETE FROM bundle_to_read WHERE side = ?1 AND key = ?2")?
        .execute(params![side, bundle.key])?;
    Ok(())
}

/// How many names of clients are known.
#[cfg(test)]
pub(crate) fn count_names(tx: &Transaction<'_>) -> Result<u64, StoreError> {
    let count: i64 = tx.query_row("SELECT count(*) FROM client_name", [], |row| row.get(0))?;
    Ok(count.cast_unsigned())
}

/// Leaves the database as the migration leaves one that has bundles.
#[cfg(test)]
pub(crate) fn forget_subjects(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute_batch(
        "DELETE FROM client_name; DELETE FROM sent_version; DELETE FROM received_version;
         DELETE FROM sent_text; DELETE FROM received_text;
         INSERT INTO bundle_to_read SELECT 'sent', id FROM sent;
         INSERT INTO bundle_to_read SELECT 'received', number FROM received WHERE received_at IS NOT NULL;",
    )?;
    Ok(())
}
