//! Queries on bundles of this office: drafts and outbox.
//!
//! Lists and rows are in `sent_rows.rs`; here are writing and the questions of
//! single operations. No rule lives here: whether a state may follow another is
//! decided in `outbox/`.

use protocol::{Address, BundleId, Digest, OfficeNumber, ReceiptKind, UtcSeconds};
use rusqlite::{OptionalExtension, Transaction, params};

use super::sendings::HELD;
use super::{StoreError, journal, parsed};
use crate::outbox::SentState;
use crate::subjects::Subjects;

pub(crate) use super::sent_proofs::{
    adopt_digests, all_sealed, digests, insert_proof, release_receiver, sealed_bytes,
};
#[cfg(test)]
pub(crate) use super::sent_rows::explain;
pub(crate) use super::sent_rows::{bundle, count, list, list_drafts, proof};
pub(crate) use super::sent_shared::{
    ask_withdrawal_elsewhere, code, created_at, fill_sealed, has_proof, is_own, pursue_withdrawal,
    set_draft_elsewhere, set_sent_elsewhere, set_withdrawn_elsewhere, take_header,
};

#[cfg(test)]
pub(crate) use super::sent_proofs::forget_sealing;

/// A draft on its way into the database.
pub(crate) struct NewSent<'a> {
    pub id: BundleId,
    pub from: Address,
    pub to: Address,
    pub set: Option<&'a str>,
    pub stamp: Option<&'a str>,
    pub months: &'a [String],
    pub subjects: &'a Subjects,
    pub message: &'a str,
    pub files: &'a [NewFile<'a>],
    pub files_sha256: Digest,
    pub check_program: &'a str,
    pub check_standard: &'a str,
    pub warnings: u32,
}

/// A file on its way into the database.
pub(crate) struct NewFile<'a> {
    pub name: &'a str,
    pub standard: bool,
    pub sha256: Digest,
    pub bytes: &'a [u8],
}

/// A waiting bundle, as sealing and sending see it.
pub(crate) struct Pending {
    pub id: BundleId,
    pub state: SentState,
    pub from: Address,
    pub to: Address,
    pub attempts: u32,
    pub withdraw_asked: bool,
}

/// What the envelope of a bundle says, for sealing.
pub(crate) struct DraftParts {
    pub set: Option<String>,
    pub stamp: Option<String>,
    pub months: Vec<String>,
    pub message: String,
    pub check_program: String,
    pub check_standard: String,
    pub warnings: u32,
    pub files: Vec<(String, bool, Vec<u8>)>,
}

/// Stores a draft and tells the other terminals of it.
pub(crate) fn insert_draft(
    tx: &Transaction<'_>,
    draft: &NewSent<'_>,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    insert_draft_row(tx, draft, now)?;
    journal::tell_draft_made(tx, draft.id, now)
}

/// Stores a draft, made at `now`, without telling anybody.
pub(crate) fn insert_draft_row(
    tx: &Transaction<'_>,
    draft: &NewSent<'_>,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    let id = draft.id.to_string();
    let standard_files = draft.files.iter().filter(|file| file.standard).count();
    let size_bytes: usize = draft.files.iter().map(|file| file.bytes.len()).sum();
    let clients = (standard_files > 0).then(|| integer(draft.subjects.clients.len()));
    tx.prepare_cached(
        "INSERT INTO sent (id, state, listed_at, from_service, to_office, to_service, set_kind, stamp, months,
             standard_files, attachments, clients, size_bytes, files_sha256, check_program, check_standard,
             warnings, created_at, message)
         VALUES (?1, 'draft', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?2, ?17)",
    )?
    .execute(params![
        id,
        now.0,
        draft.from.service.as_str(),
        draft.to.office.as_str(),
        draft.to.service.as_str(),
        draft.set,
        draft.stamp,
        draft.months.join(" "),
        integer(standard_files),
        integer(draft.files.len() - standard_files),
        clients,
        integer(size_bytes),
        draft.files_sha256.to_string(),
        draft.check_program,
        draft.check_standard,
        draft.warnings,
        draft.message,
    ])?;
    for month in draft.months {
        tx.prepare_cached("INSERT OR IGNORE INTO sent_month (month, id) VALUES (?1, ?2)")?
            .execute(params![month, id])?;
    }
    for (insurer, insured) in &draft.subjects.clients {
        tx.prepare_cached(
            "INSERT OR IGNORE INTO sent_client (insurer, insured, id) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![insurer, insured, id])?;
    }
    for (position, file) in draft.files.iter().enumerate() {
        tx.prepare_cached(
            "INSERT INTO sent_file (id, position, name, standard, size_bytes, sha256, bytes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            id,
            integer(position),
            file.name,
            file.standard,
            integer(file.bytes.len()),
            file.sha256.to_string(),
            file.bytes
        ])?;
    }
    super::subjects::insert_sent(tx, draft.id, draft.subjects)
}

pub(crate) fn state(tx: &Transaction<'_>, id: BundleId) -> Result<Option<SentState>, StoreError> {
    let word: Option<String> = tx
        .query_row(
            "SELECT state FROM sent WHERE id = ?1",
            [id.to_string()],
            |row| row.get(0),
        )
        .optional()?;
    word.map(|word| read_state(&word)).transpose()
}

pub(crate) fn read_state(word: &str) -> Result<SentState, StoreError> {
    SentState::from_word(word).ok_or(StoreError::Unreadable {
        column: "sent.state",
    })
}

/// Deletes a draft with all that belongs to it, and tells the other terminals.
pub(crate) fn delete(tx: &Transaction<'_>, id: BundleId) -> Result<(), StoreError> {
    delete_row(tx, id)?;
    journal::tell_draft_gone(tx, id)
}

/// Deletes a draft with all that belongs to it, without telling anybody.
pub(crate) fn delete_row(tx: &Transaction<'_>, id: BundleId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM sent WHERE id = ?1", [id.to_string()])?;
    Ok(())
}

/// Bundles to `to` with the same files, newest first. What was withdrawn, refused
/// or never accepted by a person does not count as sent.
pub(crate) fn same_files(
    tx: &Transaction<'_>,
    to: Address,
    files_sha256: Digest,
) -> Result<Option<(BundleId, SentState)>, StoreError> {
    let row: Option<(String, String)> = tx
        .query_row(
            "SELECT id, state FROM sent
             WHERE files_sha256 = ?1 AND to_office = ?2 AND to_service = ?3
               AND state NOT IN ('withdrawn', 'refused')
             ORDER BY state = 'draft', listed_at DESC LIMIT 1",
            params![
                files_sha256.to_string(),
                to.office.as_str(),
                to.service.as_str()
            ],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    row.map(|(id, state)| Ok((parsed("sent.id", &id)?, read_state(&state)?)))
        .transpose()
}

/// Puts a bundle into `state` with the code that explains it, and sets when the
/// program acts on it next.
pub(crate) fn set_state(
    tx: &Transaction<'_>,
    id: BundleId,
    state: SentState,
    code: Option<&str>,
    next_attempt_at: Option<UtcSeconds>,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE sent SET state = ?2, code = ?3, next_attempt_at = ?4 WHERE id = ?1",
        params![
            id.to_string(),
            state.as_str(),
            code,
            next_attempt_at.map(|time| time.0)
        ],
    )?;
    Ok(())
}

/// Moves a bundle forward. The code of what held it up goes away; the code of a
/// withdrawal that came too late stays.
pub(crate) fn advance(
    tx: &Transaction<'_>,
    id: BundleId,
    state: SentState,
    next_attempt_at: Option<UtcSeconds>,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE sent SET code = CASE WHEN state IN ('waiting', 'blocked', 'refused') THEN NULL ELSE code END,
             state = ?2, next_attempt_at = ?3 WHERE id = ?1",
        params![
            id.to_string(),
            state.as_str(),
            next_attempt_at.map(|time| time.0)
        ],
    )?;
    Ok(())
}

/// Notes why the last attempt did not end it; state and next attempt stay.
pub(crate) fn set_code(tx: &Transaction<'_>, id: BundleId, code: &str) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE sent SET code = ?2 WHERE id = ?1",
        params![id.to_string(), code],
    )?;
    Ok(())
}

/// Changes the state of a bundle that goes on being tried.
pub(crate) fn set_waiting_as(
    tx: &Transaction<'_>,
    id: BundleId,
    state: SentState,
    code: &str,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE sent SET state = ?2, code = ?3 WHERE id = ?1",
        params![id.to_string(), state.as_str(), code],
    )?;
    Ok(())
}

pub(crate) fn set_queued(
    tx: &Transaction<'_>,
    id: BundleId,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE sent SET state = 'waiting', listed_at = ?2, queued_at = ?2, next_attempt_at = ?2 WHERE id = ?1",
        params![id.to_string(), now.0],
    )?;
    super::subjects::insert_sent_text(tx, id)
}

/// Keeps the time inside a receipt; the first one of a kind stays.
pub(crate) fn set_step_time(
    tx: &Transaction<'_>,
    id: BundleId,
    kind: ReceiptKind,
    at: UtcSeconds,
) -> Result<(), StoreError> {
    let column = match kind {
        ReceiptKind::Accepted => "accepted_at",
        ReceiptKind::Fetched => "fetched_at",
        ReceiptKind::Imported => "imported_at",
        ReceiptKind::Opened => "opened_at",
        ReceiptKind::Withdrawn => "withdrawn_at",
        _ => return Ok(()),
    };
    tx.execute(
        &format!("UPDATE sent SET {column} = min(coalesce({column}, ?2), ?2) WHERE id = ?1"),
        params![id.to_string(), at.0],
    )?;
    Ok(())
}

/// Counts an attempt before it is made, so that a crash cannot hide that the hub
/// may have the bundle.
pub(crate) fn count_attempt(
    tx: &Transaction<'_>,
    id: BundleId,
    next_attempt_at: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE sent SET attempts = attempts + 1, next_attempt_at = ?2 WHERE id = ?1",
        params![id.to_string(), next_attempt_at.0],
    )?;
    Ok(())
}

pub(crate) fn ask_withdrawal(
    tx: &Transaction<'_>,
    id: BundleId,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE sent SET withdraw_asked_at = coalesce(withdraw_asked_at, ?2), next_attempt_at = ?2 WHERE id = ?1",
        params![id.to_string(), now.0],
    )?;
    Ok(())
}

pub(crate) fn end_withdrawal(tx: &Transaction<'_>, id: BundleId) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE sent SET withdraw_asked_at = NULL WHERE id = ?1",
        [id.to_string()],
    )?;
    Ok(())
}

const PENDING: &str = "SELECT sent.id, state, from_service, to_office, to_service, attempts, \
     withdraw_asked_at IS NOT NULL, (SELECT number FROM office) \
     FROM sent LEFT JOIN sent_proof ON sent_proof.id = sent.id";

type PendingRow = (String, String, String, String, String, u32, bool, String);

fn pending_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<PendingRow> {
    Ok((
        row.get(0)?,
        row.get(1)?,
        row.get(2)?,
        row.get(3)?,
        row.get(4)?,
        row.get(5)?,
        row.get(6)?,
        row.get(7)?,
    ))
}

fn pending(row: PendingRow) -> Result<Pending, StoreError> {
    let (id, state, from_service, to_office, to_service, attempts, withdraw_asked, own) = row;
    Ok(Pending {
        id: parsed("sent.id", &id)?,
        state: read_state(&state)?,
        from: Address {
            office: parsed("office.number", &own)?,
            service: parsed("sent.from_service", &from_service)?,
        },
        to: Address {
            office: parsed("sent.to_office", &to_office)?,
            service: parsed("sent.to_service", &to_service)?,
        },
        attempts,
        withdraw_asked,
    })
}

pub(crate) fn find_pending(
    tx: &Transaction<'_>,
    id: BundleId,
) -> Result<Option<Pending>, StoreError> {
    tx.query_row(
        &format!("{PENDING} WHERE sent.id = ?1"),
        [id.to_string()],
        pending_row,
    )
    .optional()?
    .map(pending)
    .transpose()
}

/// Waiting bundles that have no sealed part yet and are not held back, oldest first.
pub(crate) fn unsealed(
    tx: &Transaction<'_>,
    now: UtcSeconds,
    limit: u32,
) -> Result<Vec<Pending>, StoreError> {
    let mut statement = tx.prepare_cached(&format!(
        "{PENDING} WHERE state IN ('waiting', 'blocked') AND sent_proof.id IS NULL AND sender_device IS NULL
             AND NOT {HELD}
         ORDER BY listed_at, sent.id LIMIT ?2"
    ))?;
    let rows = statement.query_map(params![now.0, limit], pending_row)?;
    rows.map(|row| pending(row?)).collect()
}

/// Sealed bundles with something to do now, oldest first.
pub(crate) fn due(
    tx: &Transaction<'_>,
    now: UtcSeconds,
    limit: u32,
) -> Result<Vec<Pending>, StoreError> {
    let mut statement = tx.prepare_cached(&format!(
        "{PENDING} WHERE next_attempt_at <= ?1 AND sent_proof.id IS NOT NULL
         ORDER BY next_attempt_at, sent.id LIMIT ?2"
    ))?;
    let rows = statement.query_map(params![now.0, limit], pending_row)?;
    rows.map(|row| pending(row?)).collect()
}

/// The earliest time at which a bundle needs the program.
pub(crate) fn next_due(tx: &Transaction<'_>) -> Result<Option<UtcSeconds>, StoreError> {
    let time: Option<i64> = tx.query_row(
        "SELECT min(next_attempt_at) FROM sent WHERE next_attempt_at IS NOT NULL",
        [],
        |row| row.get(0),
    )?;
    Ok(time.map(UtcSeconds))
}

/// Receivers of bundles that are not sealed yet.
pub(crate) fn unsealed_receivers(tx: &Transaction<'_>) -> Result<Vec<OfficeNumber>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT DISTINCT to_office FROM sent LEFT JOIN sent_proof ON sent_proof.id = sent.id
         WHERE state IN ('waiting', 'blocked') AND sent_proof.id IS NULL AND sender_device IS NULL
         ORDER BY to_office",
    )?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    rows.map(|row| parsed("sent.to_office", &row?)).collect()
}

pub(crate) fn draft_parts(
    tx: &Transaction<'_>,
    id: BundleId,
) -> Result<Option<DraftParts>, StoreError> {
    let found = tx
        .query_row(
            "SELECT set_kind, stamp, months, message, check_program, check_standard, warnings
             FROM sent WHERE id = ?1",
            [id.to_string()],
            |row| {
                Ok(DraftParts {
                    set: row.get(0)?,
                    stamp: row.get(1)?,
                    months: words(&row.get::<_, String>(2)?),
                    message: row.get(3)?,
                    check_program: row.get(4)?,
                    check_standard: row.get(5)?,
                    warnings: row.get(6)?,
                    files: Vec::new(),
                })
            },
        )
        .optional()?;
    let Some(mut parts) = found else {
        return Ok(None);
    };
    let mut statement = tx.prepare_cached(
        "SELECT name, standard, bytes FROM sent_file WHERE id = ?1 ORDER BY position",
    )?;
    let rows = statement.query_map([id.to_string()], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    parts.files = rows.collect::<Result<_, _>>()?;
    Ok(Some(parts))
}

/// The bytes of one file by its name; `None` when there is no such file.
pub(crate) fn file(
    tx: &Transaction<'_>,
    id: BundleId,
    name: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(tx
        .query_row(
            "SELECT bytes FROM sent_file WHERE id = ?1 AND name = ?2",
            params![id.to_string(), name],
            |row| row.get(0),
        )
        .optional()?)
}

/// A count or a size in memory as the database's integer.
pub(crate) fn integer(count: usize) -> i64 {
    i64::try_from(count).expect("nothing in memory is larger than i64::MAX")
}

/// Splits a column of words.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}
