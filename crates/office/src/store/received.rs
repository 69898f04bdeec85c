//! Queries on received bundles: announcing, contents, steps.
//!
//! Lists and rows are in `received_rows.rs`. Rows are keyed by sender and id; the
//! number is the order of arrival and stays inside `store/` and its callers.

use protocol::{Address, Digest, UtcSeconds};
use rusqlite::{OptionalExtension, Transaction, params};

use super::sent::{NewFile, integer};
use super::{StoreError, journal};
use crate::inbox::{ReceivedId, ReceivedState};
use crate::journal::kind;
use crate::subjects::Subjects;

#[cfg(test)]
pub(crate) use super::received_rows::explain;
pub(crate) use super::received_rows::{
    all, bundle, by_bundle, count, export_rows, key as read_key, list, not_exported,
    oldest_in_state, proof, row, row_of,
};

/// What an announcement says about a bundle.
pub(crate) struct NewReceived<'a> {
    pub key: ReceivedId,
    pub state: ReceivedState,
    pub addresses: Option<(Address, Address)>,
    pub set: Option<&'a str>,
    pub stamp: Option<&'a str>,
    pub months: &'a [String],
    pub standard_files: u32,
    pub attachments: u32,
    pub size_bytes: u64,
    pub sent_at: Option<UtcSeconds>,
    pub accepted_at: UtcSeconds,
    pub code: Option<&'a str>,
    pub signed_header: &'a [u8],
    pub accepted: &'a [u8],
}

/// A bundle whose contents are still to be fetched, or that was found by its key.
pub(crate) struct KnownReceived {
    pub number: i64,
    pub state: ReceivedState,
    pub attempts: u32,
    pub signed_header: Vec<u8>,
}

/// What opening and checking gave, on its way into the database.
pub(crate) struct NewContents<'a> {
    pub message: &'a str,
    pub files: &'a [NewFile<'a>],
    pub subjects: &'a Subjects,
    pub check_errors: u32,
    pub check_warnings: u32,
    pub sealed: &'a [u8],
}

/// The text of the sender in the key: empty while it is unknown.
pub(crate) fn sender_text(key: ReceivedId) -> String {
    key.sender
        .map(|sender| sender.to_string())
        .unwrap_or_default()
}

/// Stores an announcement. Returns `false` when the bundle is known already.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    new: &NewReceived<'_>,
    now: UtcSeconds,
) -> Result<bool, StoreError> {
    let due = (new.state == ReceivedState::Announced).then_some(now.0);
    let withdrawn_at = (new.state == ReceivedState::Withdrawn).then_some(now.0);
    let inserted = tx
        .prepare_cached(
            "INSERT OR IGNORE INTO received (sender, id, state, listed_at, from_service, to_service, set_kind, stamp,
                 months, standard_files, attachments, size_bytes, sent_at, accepted_at, next_attempt_at, code,
                 withdrawn_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        )?
        .execute(params![
            sender_text(new.key),
            new.key.id.to_string(),
            new.state.as_str(),
            now.0,
            new.addresses.map(|(from, _)| from.service.to_string()),
            new.addresses.map(|(_, to)| to.service.to_string()),
            new.set,
            new.stamp.unwrap_or_default(),
            new.months.join(" "),
            new.standard_files,
            new.attachments,
            new.size_bytes.cast_signed(),
            new.sent_at.map(|time| time.0),
            new.accepted_at.0,
            due,
            new.code,
            withdrawn_at,
        ])?;
    if inserted == 0 {
        return Ok(false);
    }
    let number = tx.last_insert_rowid();
    tx.execute(
        "INSERT INTO received_proof (number, header_sha256, signed_header, accepted) VALUES (?1, ?2, ?3, ?4)",
        params![
            number,
            Digest::of(new.signed_header).to_string(),
            new.signed_header,
            new.accepted
        ],
    )?;
    for month in new.months {
        tx.execute(
            "INSERT OR IGNORE INTO received_month (month, number) VALUES (?1, ?2)",
            params![month, number],
        )?;
    }
    Ok(true)
}

pub(crate) fn find(
    tx: &Transaction<'_>,
    key: ReceivedId,
) -> Result<Option<KnownReceived>, StoreError> {
    let row = tx
        .query_row(
            "SELECT received.number, state, attempts, signed_header
             FROM received JOIN received_proof ON received_proof.number = received.number
             WHERE sender = ?1 AND id = ?2",
            params![sender_text(key), key.id.to_string()],
            |row| {
                Ok((
                    row.get::<_, i64>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, u32>(2)?,
                    row.get::<_, Vec<u8>>(3)?,
                ))
            },
        )
        .optional()?;
    row.map(|(number, state, attempts, signed_header)| {
        Ok(KnownReceived {
            number,
            state: read_state(&state)?,
            attempts,
            signed_header,
        })
    })
    .transpose()
}

pub(crate) fn read_state(word: &str) -> Result<ReceivedState, StoreError> {
    ReceivedState::from_word(word).ok_or(StoreError::Unreadable {
        column: "received.state",
    })
}

/// Keys of announced bundles whose contents should be fetched now, oldest first.
pub(crate) fn due(
    tx: &Transaction<'_>,
    now: UtcSeconds,
    limit: u32,
) -> Result<Vec<ReceivedId>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT sender, id FROM received WHERE next_attempt_at <= ?1 ORDER BY next_attempt_at, number LIMIT ?2",
    )?;
    let rows = statement.query_map(params![now.0, limit], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    rows.map(|row| {
        let (sender, id) = row?;
        super::received_rows::key(&sender, &id)
    })
    .collect()
}

/// The earliest time at which contents should be fetched.
pub(crate) fn next_due(tx: &Transaction<'_>) -> Result<Option<UtcSeconds>, StoreError> {
    let time: Option<i64> = tx.query_row(
        "SELECT min(next_attempt_at) FROM received WHERE next_attempt_at IS NOT NULL",
        [],
        |row| row.get(0),
    )?;
    Ok(time.map(UtcSeconds))
}

/// Puts a bundle into `state` with the code that explains it, and sets when its
/// contents are fetched next.
pub(crate) fn set_state(
    tx: &Transaction<'_>,
    number: i64,
    state: ReceivedState,
    code: Option<&str>,
    next_attempt_at: Option<UtcSeconds>,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE received SET state = ?2, code = ?3, next_attempt_at = ?4 WHERE number = ?1",
        params![
            number,
            state.as_str(),
            code,
            next_attempt_at.map(|time| time.0)
        ],
    )?;
    Ok(())
}

pub(crate) fn count_attempt(
    tx: &Transaction<'_>,
    number: i64,
    code: &str,
    next_attempt_at: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE received SET attempts = attempts + 1, code = ?2, next_attempt_at = ?3 WHERE number = ?1",
        params![number, code, next_attempt_at.0],
    )?;
    Ok(())
}

pub(crate) fn insert_contents(
    tx: &Transaction<'_>,
    number: i64,
    contents: &NewContents<'_>,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    let standard_files = contents.files.iter().filter(|file| file.standard).count();
    let clients = (standard_files > 0).then(|| integer(contents.subjects.clients.len()));
    tx.execute(
        "UPDATE received SET state = 'received', code = NULL, next_attempt_at = NULL, received_at = ?2, message = ?3,
             clients = ?4, first_file = ?5, check_errors = ?6, check_warnings = ?7 WHERE number = ?1",
        params![
            number,
            now.0,
            contents.message,
            clients,
            contents.files.first().map(|file| file.name),
            contents.check_errors,
            contents.check_warnings
        ],
    )?;
    for (position, file) in contents.files.iter().enumerate() {
        tx.prepare_cached(
            "INSERT INTO received_file (number, position, name, standard, size_bytes, sha256, bytes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            number,
            integer(position),
            file.name,
            file.standard,
            integer(file.bytes.len()),
            file.sha256.to_string(),
            file.bytes
        ])?;
    }
    for (insurer, insured) in &contents.subjects.clients {
        tx.execute(
            "INSERT OR IGNORE INTO received_client (insurer, insured, number) VALUES (?1, ?2, ?3)",
            params![insurer, insured, number],
        )?;
    }
    super::subjects::insert_received(tx, number, contents.subjects)?;
    super::subjects::insert_received_text(tx, number)?;
    keep_sealed(tx, number, contents.sealed)
}

/// Keeps the sealed part as it came, also of a bundle that cannot be opened.
pub(crate) fn keep_sealed(
    tx: &Transaction<'_>,
    number: i64,
    sealed: &[u8],
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE received_proof SET sealed = ?2, sealed_sha256 = ?3 WHERE number = ?1",
        params![number, sealed, Digest::of(sealed).to_string()],
    )?;
    Ok(())
}

/// Notes that a person opened it, and tells the other terminals; the first time stays.
pub(crate) fn set_opened(
    tx: &Transaction<'_>,
    number: i64,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    let changed = tx.execute(
        "UPDATE received SET state = 'opened', opened_at = ?2 WHERE number = ?1 AND opened_at IS NULL",
        params![number, now.0],
    )?;
    match changed {
        0 => Ok(()),
        _ => journal::tell_received(tx, kind::INBOX_OPENED, number, now),
    }
}

/// Notes that a person opened it at another terminal, which owes the receipt; the earliest known time
/// stays.
pub(crate) fn set_opened_elsewhere(
    tx: &Transaction<'_>,
    number: i64,
    at: Option<UtcSeconds>,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE received SET state = 'opened',
             opened_at = min(coalesce(opened_at, ?2), coalesce(?2, opened_at)) WHERE number = ?1",
        params![number, at.map(|at| at.0)],
    )?;
    Ok(())
}

/// Notes that another terminal handed it to the care software; the earliest time stays.
pub(crate) fn set_imported_elsewhere(
    tx: &Transaction<'_>,
    number: i64,
    at: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE received SET imported_at = min(coalesce(imported_at, ?2), ?2) WHERE number = ?1",
        params![number, at.0],
    )?;
    Ok(())
}

/// Notes that it was handed to the care software, and tells the other terminals; the first time stays.
pub(crate) fn set_imported(
    tx: &Transaction<'_>,
    number: i64,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    let changed = tx.execute(
        "UPDATE received SET imported_at = ?2 WHERE number = ?1 AND imported_at IS NULL",
        params![number, now.0],
    )?;
    match changed {
        0 => Ok(()),
        _ => journal::tell_received(tx, kind::INBOX_IMPORTED, number, now),
    }
}

/// Notes that its files were laid into a folder; the first time stays.
pub(crate) fn set_exported(
    tx: &Transaction<'_>,
    number: i64,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE received SET exported_at = coalesce(exported_at, ?2) WHERE number = ?1",
        params![number, now.0],
    )?;
    Ok(())
}

/// Notes that the sender withdrew it before it was opened here.
pub(crate) fn set_withdrawn(
    tx: &Transaction<'_>,
    number: i64,
    code: &str,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE received SET state = 'withdrawn', code = ?2, next_attempt_at = NULL,
             withdrawn_at = coalesce(withdrawn_at, ?3) WHERE number = ?1",
        params![number, code, now.0],
    )?;
    Ok(())
}

/// The bytes of one file by its name; `None` when there is no such file.
pub(crate) fn file(
    tx: &Transaction<'_>,
    key: ReceivedId,
    name: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(tx
        .query_row(
            "SELECT bytes FROM received_file JOIN received ON received.number = received_file.number
             WHERE sender = ?1 AND received.id = ?2 AND name = ?3",
            params![sender_text(key), key.id.to_string(), name],
            |row| row.get(0),
        )
        .optional()?)
}
