//! Queries on piles: files that a person is putting together.
//!
//! What may become of a pile is decided in `piles/`.

use std::collections::BTreeMap;

use protocol::{Address, BundleId, Digest, UtcSeconds};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::sent::{integer, read_state};
use super::{StoreError, parsed};
use crate::drafts::AttachmentPlace;
use crate::outbox::SentState;
use crate::piles::{Pile, PileFile, PileRow};

const ROW: &str = "SELECT number, created_at, changed_at, left_over, \
     (SELECT count(*) FROM pile_file WHERE pile = pile.number), \
     (SELECT coalesce(sum(size_bytes), 0) FROM pile_file WHERE pile = pile.number), \
     EXISTS (SELECT 1 FROM pile_base WHERE pile = pile.number) FROM pile";

fn pile_row(row: &Row<'_>) -> rusqlite::Result<PileRow> {
    Ok(PileRow {
        number: row.get(0)?,
        created: UtcSeconds(row.get(1)?),
        changed: UtcSeconds(row.get(2)?),
        left_over: row.get(3)?,
        files: row.get::<_, i64>(4)?.cast_unsigned(),
        size_bytes: row.get::<_, i64>(5)?.cast_unsigned(),
        of_draft: row.get(6)?,
    })
}

pub(crate) fn insert(tx: &Transaction<'_>, now: UtcSeconds) -> Result<i64, StoreError> {
    tx.execute(
        "INSERT INTO pile (created_at, changed_at) VALUES (?1, ?1)",
        [now.0],
    )?;
    Ok(tx.last_insert_rowid())
}

/// Piles, changed last first.
pub(crate) fn list(tx: &Transaction<'_>, limit: u32) -> Result<Vec<PileRow>, StoreError> {
    let mut statement = tx.prepare_cached(&format!(
        "{ROW} ORDER BY changed_at DESC, number DESC LIMIT ?1"
    ))?;
    let rows = statement.query_map([limit], pile_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Everything about a pile but the bytes of its files.
pub(crate) fn find(tx: &Transaction<'_>, number: i64) -> Result<Option<Pile>, StoreError> {
    let row = tx
        .query_row(&format!("{ROW} WHERE number = ?1"), [number], pile_row)
        .optional()?;
    let Some(row) = row else { return Ok(None) };
    let (message, from_service, send_again, files_version, words_version) = tx.query_row(
        "SELECT message, from_service, send_again, files_version, words_version
         FROM pile WHERE number = ?1",
        [number],
        |row| {
            Ok((
                row.get(0)?,
                row.get::<_, Option<String>>(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
            ))
        },
    )?;
    Ok(Some(Pile {
        row,
        message,
        messages: messages(tx, number)?,
        from_service: from_service
            .map(|service| parsed("pile.from_service", &service))
            .transpose()?,
        send_again,
        files_version,
        words_version,
        files: files(tx, number)?,
        bases: bases(tx, number)?,
    }))
}

fn messages(tx: &Transaction<'_>, number: i64) -> Result<BTreeMap<String, String>, StoreError> {
    let mut statement =
        tx.prepare_cached("SELECT bundle, message FROM pile_message WHERE pile = ?1")?;
    let rows = statement.query_map([number], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn files(tx: &Transaction<'_>, number: i64) -> Result<Vec<PileFile>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT number, name, size_bytes, sha256, place FROM pile_file WHERE pile = ?1 ORDER BY number",
    )?;
    let rows = statement.query_map([number], |row| {
        Ok((
            row.get(0)?,
            row.get(1)?,
            row.get::<_, i64>(2)?.cast_unsigned(),
            row.get::<_, String>(3)?,
            row.get::<_, String>(4)?,
        ))
    })?;
    rows.map(|row| {
        let (number, name, size_bytes, sha256, place) = row?;
        Ok(PileFile {
            number,
            name,
            size_bytes,
            sha256: parsed("pile_file.sha256", &sha256)?,
            place: read_place(&place)?,
        })
    })
    .collect()
}

fn read_place(text: &str) -> Result<Option<AttachmentPlace>, StoreError> {
    Ok(match text {
        "" => None,
        "all" => Some(AttachmentPlace::Everyone),
        address => Some(AttachmentPlace::To(parsed("pile_file.place", address)?)),
    })
}

fn place_word(place: Option<AttachmentPlace>) -> String {
    match place {
        None => String::new(),
        Some(AttachmentPlace::Everyone) => "all".to_owned(),
        Some(AttachmentPlace::To(address)) => address.to_string(),
    }
}

/// The bytes of the files, in the order of [`find`].
pub(crate) fn bytes(tx: &Transaction<'_>, number: i64) -> Result<Vec<Vec<u8>>, StoreError> {
    let mut statement =
        tx.prepare_cached("SELECT bytes FROM pile_file WHERE pile = ?1 ORDER BY number")?;
    let rows = statement.query_map([number], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn add_file(
    tx: &Transaction<'_>,
    pile: i64,
    name: &str,
    bytes: &[u8],
    place: Option<AttachmentPlace>,
) -> Result<PileFile, StoreError> {
    let sha256 = Digest::of(bytes);
    tx.prepare_cached(
        "INSERT INTO pile_file (pile, name, size_bytes, sha256, place, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        pile,
        name,
        integer(bytes.len()),
        sha256.to_string(),
        place_word(place),
        bytes
    ])?;
    Ok(PileFile {
        number: tx.last_insert_rowid(),
        name: name.to_owned(),
        size_bytes: bytes.len() as u64,
        sha256,
        place,
    })
}

pub(crate) fn remove_file(tx: &Transaction<'_>, pile: i64, file: i64) -> Result<bool, StoreError> {
    let removed = tx
        .prepare_cached("DELETE FROM pile_file WHERE pile = ?1 AND number = ?2")?
        .execute([pile, file])?;
    Ok(removed > 0)
}

pub(crate) fn set_place(
    tx: &Transaction<'_>,
    pile: i64,
    file: i64,
    place: Option<AttachmentPlace>,
) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE pile_file SET place = ?3 WHERE pile = ?1 AND number = ?2")?
        .execute(params![pile, file, place_word(place)])?;
    Ok(())
}

/// Notes that files or their places are other ones now.
pub(crate) fn files_changed(
    tx: &Transaction<'_>,
    pile: i64,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE pile SET files_version = files_version + 1, changed_at = ?2 WHERE number = ?1",
        params![pile, now.0],
    )?;
    Ok(())
}

/// Replaces the messages: the common one, and those of single bundles.
pub(crate) fn set_messages(
    tx: &Transaction<'_>,
    pile: i64,
    message: &str,
    messages: &BTreeMap<String, String>,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE pile SET message = ?2, words_version = words_version + 1, changed_at = ?3 WHERE number = ?1",
        params![pile, message, now.0],
    )?;
    tx.execute("DELETE FROM pile_message WHERE pile = ?1", [pile])?;
    for (bundle, message) in messages {
        tx.prepare_cached("INSERT INTO pile_message (pile, bundle, message) VALUES (?1, ?2, ?3)")?
            .execute(params![pile, bundle, message])?;
    }
    Ok(())
}

/// Gives a new pile the message of what it was made from; nobody changed it yet.
pub(crate) fn begin_message(
    tx: &Transaction<'_>,
    pile: i64,
    message: &str,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE pile SET message = ?2 WHERE number = ?1",
        params![pile, message],
    )?;
    Ok(())
}

/// Sets the service of documents that go alone, and whether files may go again.
pub(crate) fn set_choices(
    tx: &Transaction<'_>,
    pile: i64,
    from_service: Option<&str>,
    send_again: bool,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE pile SET from_service = ?2, send_again = ?3 WHERE number = ?1",
        params![pile, from_service, send_again],
    )?;
    Ok(())
}

/// Notes that a part of the pile became drafts and this is the rest.
pub(crate) fn set_left_over(tx: &Transaction<'_>, pile: i64) -> Result<(), StoreError> {
    tx.execute("UPDATE pile SET left_over = 1 WHERE number = ?1", [pile])?;
    tx.execute("DELETE FROM pile_base WHERE pile = ?1", [pile])?;
    Ok(())
}

pub(crate) fn delete(tx: &Transaction<'_>, pile: i64) -> Result<bool, StoreError> {
    let deleted = tx.execute("DELETE FROM pile WHERE number = ?1", [pile])?;
    Ok(deleted > 0)
}

/// A pile with the same files, choices and drafts to replace, without messages.
pub(crate) fn copy(tx: &Transaction<'_>, pile: i64, now: UtcSeconds) -> Result<i64, StoreError> {
    tx.execute(
        "INSERT INTO pile (created_at, changed_at, from_service, send_again, left_over)
         SELECT ?2, ?2, from_service, send_again, left_over FROM pile WHERE number = ?1",
        params![pile, now.0],
    )?;
    let copied = tx.last_insert_rowid();
    tx.execute(
        "INSERT INTO pile_file (pile, name, size_bytes, sha256, place, bytes)
         SELECT ?2, name, size_bytes, sha256, place, bytes FROM pile_file WHERE pile = ?1 ORDER BY number",
        [pile, copied],
    )?;
    tx.execute(
        "INSERT INTO pile_base (pile, draft) SELECT ?2, draft FROM pile_base WHERE pile = ?1",
        [pile, copied],
    )?;
    Ok(copied)
}

pub(crate) fn add_base(tx: &Transaction<'_>, pile: i64, draft: BundleId) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO pile_base (pile, draft) VALUES (?1, ?2)",
        params![pile, draft.to_string()],
    )?;
    Ok(())
}

fn bases(tx: &Transaction<'_>, pile: i64) -> Result<Vec<BundleId>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT draft FROM pile_base WHERE pile = ?1")?;
    let rows = statement.query_map([pile], |row| row.get::<_, String>(0))?;
    rows.map(|row| parsed("pile_base.draft", &row?)).collect()
}

/// A pile that was made from `draft` and in which nothing was changed yet.
pub(crate) fn untouched_of(
    tx: &Transaction<'_>,
    draft: BundleId,
) -> Result<Option<i64>, StoreError> {
    Ok(tx
        .query_row(
            "SELECT number FROM pile JOIN pile_base ON pile = number
             WHERE draft = ?1 AND files_version = 0 AND words_version = 0 ORDER BY number DESC LIMIT 1",
            [draft.to_string()],
            |row| row.get(0),
        )
        .optional()?)
}

/// The newest bundle to `to` with the same files, without the drafts that `pile` will
/// take the place of. What was withdrawn or refused does not count.
pub(crate) fn same_files(
    tx: &Transaction<'_>,
    pile: i64,
    to: Address,
    files_sha256: Digest,
) -> Result<Option<(BundleId, SentState)>, StoreError> {
    let row: Option<(String, String)> = tx
        .prepare_cached(
            "SELECT id, state FROM sent
             WHERE files_sha256 = ?1 AND to_office = ?2 AND to_service = ?3
               AND state NOT IN ('withdrawn', 'refused')
               AND NOT (state = 'draft' AND id IN (SELECT draft FROM pile_base WHERE pile = ?4))
             ORDER BY state = 'draft', listed_at DESC LIMIT 1",
        )?
        .query_row(
            params![
                files_sha256.to_string(),
                to.office.as_str(),
                to.service.as_str(),
                pile
            ],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    row.map(|(id, state)| Ok((parsed("sent.id", &id)?, read_state(&state)?)))
        .transpose()
}

/// The names of all files in piles.
pub(crate) fn file_names(tx: &Transaction<'_>) -> Result<Vec<String>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT DISTINCT name FROM pile_file ORDER BY name")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
