//! Queries on the journal: what is to be told, and the marks of what others told.
//!
//! What a mark means for a row is decided in `journal/apply.rs`. What a reader would get wrong: telling is part of the
//! transaction of the change, so nothing is told that did not happen, and nothing happens that is not told.

use protocol::journal::JournalEntry;
use protocol::message::OutboxEntry;
use protocol::{BundleId, DeviceId, EntryId, UtcSeconds};
use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde::Serialize;
use serde_json::Value;

use super::received::sender_text;
use super::{StoreError, parsed};
use crate::inbox::ReceivedId;
use crate::journal::{BundleBody, PinBody, ReceivedBody, kind};
use crate::random::new_entry_id;
use crate::reconciling::CheckBody;

/// Something that is to be told.
pub(crate) struct Told {
    pub number: i64,
    pub id: EntryId,
    pub kind: String,
    pub at: Option<UtcSeconds>,
    /// `None`: the draft of this id.
    pub body: Option<Value>,
    pub sealed: Option<Vec<u8>>,
    pub attempts: u32,
}

impl Told {
    /// The bundle that it is about.
    pub(crate) fn bundle(&self) -> Option<BundleId> {
        match &self.body {
            None => Some(self.id.as_draft()),
            Some(body) => body.get("bundle")?.as_str()?.parse().ok(),
        }
    }
}

fn tell(
    tx: &Transaction<'_>,
    id: EntryId,
    kind: &str,
    at: Option<UtcSeconds>,
    body: Option<&impl Serialize>,
) -> Result<(), StoreError> {
    let body = body.map(|body| serde_json::to_string(body).expect("plain values are JSON"));
    tx.prepare_cached(
        "INSERT OR IGNORE INTO journal_out (id, kind, at, body) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![id.to_string(), kind, at.map(|at| at.0), body])?;
    Ok(())
}

/// Tells that a draft was made.
pub(crate) fn tell_draft_made(
    tx: &Transaction<'_>,
    id: BundleId,
    at: UtcSeconds,
) -> Result<(), StoreError> {
    let entry = EntryId::of_draft(id);
    tell(tx, entry, kind::DRAFT_MADE, Some(at), None::<&BundleBody>)
}

/// Tells that a draft is gone. One that nobody was told of yet was never there for the others.
pub(crate) fn tell_draft_gone(tx: &Transaction<'_>, bundle: BundleId) -> Result<(), StoreError> {
    mark_gone(tx, bundle)?;
    let untold = tx.execute(
        "DELETE FROM journal_out WHERE id = ?1 AND attempts = 0 AND sealed IS NULL",
        [bundle.to_string()],
    )?;
    if untold > 0 {
        return Ok(());
    }
    let body = BundleBody { bundle };
    tell(tx, new_entry_id(), kind::DRAFT_GONE, None, Some(&body))
}

/// Tells something about a bundle of this office.
pub(crate) fn tell_bundle(
    tx: &Transaction<'_>,
    kind: &str,
    bundle: BundleId,
    at: UtcSeconds,
) -> Result<(), StoreError> {
    let body = BundleBody { bundle };
    tell(tx, new_entry_id(), kind, Some(at), Some(&body))
}

/// Tells that this terminal begins to send a bundle; once is enough.
pub(crate) fn tell_sent(
    tx: &Transaction<'_>,
    bundle: BundleId,
    at: UtcSeconds,
) -> Result<(), StoreError> {
    let Some(own) = own_device(tx)? else {
        return Ok(());
    };
    match mark_sent(tx, bundle, own, at)? {
        false => Ok(()),
        true => tell_bundle(tx, kind::BUNDLE_SENT, bundle, at),
    }
}

/// Tells that a bundle is a draft again, if anybody was told that this terminal sends it.
pub(crate) fn tell_again(tx: &Transaction<'_>, bundle: BundleId) -> Result<(), StoreError> {
    let Some(own) = own_device(tx)? else {
        return Ok(());
    };
    if !unmark_sent(tx, bundle, own)? {
        return Ok(());
    }
    let body = BundleBody { bundle };
    tell(tx, new_entry_id(), kind::DRAFT_AGAIN, None, Some(&body))
}

fn own_device(tx: &Transaction<'_>) -> Result<Option<DeviceId>, StoreError> {
    let own: Option<String> = tx
        .query_row("SELECT device FROM office", [], |row| row.get(0))
        .optional()?;
    own.map(|own| parsed("office.device", &own)).transpose()
}

/// Tells what was done with a received bundle.
pub(crate) fn tell_received(
    tx: &Transaction<'_>,
    kind: &str,
    number: i64,
    at: UtcSeconds,
) -> Result<(), StoreError> {
    let (sender, id): (String, String) = tx.query_row(
        "SELECT sender, id FROM received WHERE number = ?1",
        [number],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    if sender.is_empty() {
        return Ok(());
    }
    let body = ReceivedBody {
        sender: parsed("received.sender", &sender)?,
        bundle: parsed("received.id", &id)?,
        at,
    };
    tell(tx, new_entry_id(), kind, Some(at), Some(&body))
}

/// Tells what a person decided about a client's month.
pub(crate) fn tell_check(
    tx: &Transaction<'_>,
    id: EntryId,
    body: &CheckBody,
) -> Result<(), StoreError> {
    tell(tx, id, kind::CLIENT_CHECKED, Some(body.at), Some(body))
}

/// Tells that a certificate was pinned.
pub(crate) fn tell_pin(
    tx: &Transaction<'_>,
    body: &PinBody,
    at: UtcSeconds,
) -> Result<(), StoreError> {
    tell(
        tx,
        new_entry_id(),
        kind::PARTNER_PINNED,
        Some(at),
        Some(body),
    )
}

/// The first thing to be told; `None` when there is nothing, or it is not due.
pub(crate) fn due(tx: &Transaction<'_>, now: UtcSeconds) -> Result<Option<Told>, StoreError> {
    let row = tx
        .query_row(
            "SELECT number, id, kind, at, body, sealed, attempts, next_attempt_at FROM journal_out
             ORDER BY number LIMIT 1",
            [],
            |row| {
                Ok((
                    read_told(row)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, i64>(7)?,
                ))
            },
        )
        .optional()?;
    let Some(((number, kind, at, body, sealed, attempts), id, next)) = row else {
        return Ok(None);
    };
    if next > now.0 {
        return Ok(None);
    }
    let body = match body {
        None => None,
        Some(text) => Some(
            serde_json::from_str(&text).map_err(|_| StoreError::Unreadable {
                column: "journal_out.body",
            })?,
        ),
    };
    Ok(Some(Told {
        number,
        id: parsed("journal_out.id", &id)?,
        kind,
        at: at.map(UtcSeconds),
        body,
        sealed,
        attempts,
    }))
}

type RawTold = (
    i64,
    String,
    Option<i64>,
    Option<String>,
    Option<Vec<u8>>,
    u32,
);

fn read_told(row: &Row<'_>) -> rusqlite::Result<RawTold> {
    Ok((
        row.get(0)?,
        row.get(2)?,
        row.get(3)?,
        row.get(4)?,
        row.get(5)?,
        row.get(6)?,
    ))
}

/// The earliest time at which there is something to tell, or contents to fetch.
pub(crate) fn next_due(tx: &Transaction<'_>) -> Result<Option<UtcSeconds>, StoreError> {
    let time: Option<i64> = tx.query_row(
        "SELECT min(time) FROM (
             SELECT next_attempt_at AS time FROM journal_out WHERE number = (SELECT min(number) FROM journal_out)
             UNION ALL SELECT min(next_attempt_at) FROM sent_elsewhere WHERE next_attempt_at IS NOT NULL)",
        [],
        |row| row.get(0),
    )?;
    Ok(time.map(UtcSeconds))
}

/// Stores the sealed form before the first attempt.
pub(crate) fn keep_sealed(
    tx: &Transaction<'_>,
    number: i64,
    sealed: &[u8],
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE journal_out SET sealed = ?2 WHERE number = ?1 AND sealed IS NULL",
        params![number, sealed],
    )?;
    Ok(())
}

/// Notes that it is told, or need not be.
pub(crate) fn forget(tx: &Transaction<'_>, number: i64) -> Result<(), StoreError> {
    tx.execute("DELETE FROM journal_out WHERE number = ?1", [number])?;
    Ok(())
}

pub(crate) fn put_off(
    tx: &Transaction<'_>,
    number: i64,
    next_attempt_at: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE journal_out SET attempts = attempts + 1, next_attempt_at = ?2 WHERE number = ?1",
        params![number, next_attempt_at.0],
    )?;
    Ok(())
}

/// Keeps an entry of a kind that this program does not know.
pub(crate) fn keep_unknown(
    tx: &Transaction<'_>,
    entry: &JournalEntry,
    device: DeviceId,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT OR IGNORE INTO journal_unknown (id, device, kind, at, body) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            entry.id.to_string(),
            device.to_string(),
            entry.kind,
            entry.at.0,
            entry.body.to_string()
        ],
    )?;
    Ok(())
}

pub(crate) fn mark_gone(tx: &Transaction<'_>, id: BundleId) -> Result<(), StoreError> {
    tx.execute(
        "INSERT OR IGNORE INTO draft_gone (id) VALUES (?1)",
        [id.to_string()],
    )?;
    Ok(())
}

pub(crate) fn is_gone(tx: &Transaction<'_>, id: BundleId) -> Result<bool, StoreError> {
    let mut statement = tx.prepare_cached("SELECT 1 FROM draft_gone WHERE id = ?1")?;
    Ok(statement.exists([id.to_string()])?)
}

/// Notes that a terminal began to send; its first time stays.
pub(crate) fn mark_sent(
    tx: &Transaction<'_>,
    id: BundleId,
    device: DeviceId,
    at: UtcSeconds,
) -> Result<bool, StoreError> {
    let added = tx.execute(
        "INSERT OR IGNORE INTO sent_mark (id, device, at) VALUES (?1, ?2, ?3)",
        params![id.to_string(), device.to_string(), at.0],
    )?;
    Ok(added > 0)
}

/// Notes that a terminal stopped before anything left. Returns whether it had begun.
pub(crate) fn unmark_sent(
    tx: &Transaction<'_>,
    id: BundleId,
    device: DeviceId,
) -> Result<bool, StoreError> {
    let removed = tx.execute(
        "DELETE FROM sent_mark WHERE id = ?1 AND device = ?2",
        params![id.to_string(), device.to_string()],
    )?;
    Ok(removed > 0)
}

/// Who began to send it first, and when.
pub(crate) fn sent_mark(
    tx: &Transaction<'_>,
    id: BundleId,
) -> Result<Option<(DeviceId, UtcSeconds)>, StoreError> {
    let row: Option<(String, i64)> = tx
        .query_row(
            "SELECT device, at FROM sent_mark WHERE id = ?1 ORDER BY at, device LIMIT 1",
            [id.to_string()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    row.map(|(device, at)| Ok((parsed("sent_mark.device", &device)?, UtcSeconds(at))))
        .transpose()
}

/// Notes that the contents of a bundle have to be fetched, with the hub's line about it once there is one.
pub(crate) fn miss(
    tx: &Transaction<'_>,
    id: BundleId,
    line: Option<&OutboxEntry>,
) -> Result<(), StoreError> {
    let line = line.map(|line| serde_json::to_string(line).expect("a line is JSON"));
    tx.execute(
        "INSERT INTO sent_elsewhere (id, line, next_attempt_at) VALUES (?1, ?2, 0)
         ON CONFLICT (id) DO UPDATE SET
             next_attempt_at = CASE WHEN line IS NULL AND ?2 IS NOT NULL THEN 0 ELSE next_attempt_at END,
             line = coalesce(?2, line)",
        params![id.to_string(), line],
    )?;
    Ok(())
}

pub(crate) fn forget_missing(tx: &Transaction<'_>, id: BundleId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM sent_elsewhere WHERE id = ?1", [id.to_string()])?;
    Ok(())
}

pub(crate) fn put_off_missing(
    tx: &Transaction<'_>,
    id: BundleId,
    next_attempt_at: Option<UtcSeconds>,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE sent_elsewhere SET attempts = attempts + 1, next_attempt_at = ?2 WHERE id = ?1",
        params![id.to_string(), next_attempt_at.map(|at| at.0)],
    )?;
    Ok(())
}

/// The hub's line about a bundle whose contents are missing.
pub(crate) fn line_of(
    tx: &Transaction<'_>,
    id: BundleId,
) -> Result<Option<OutboxEntry>, StoreError> {
    let text: Option<Option<String>> = tx
        .query_row(
            "SELECT line FROM sent_elsewhere WHERE id = ?1",
            [id.to_string()],
            |row| row.get(0),
        )
        .optional()?;
    let Some(text) = text.flatten() else {
        return Ok(None);
    };
    serde_json::from_str(&text)
        .map(Some)
        .map_err(|_| StoreError::Unreadable {
            column: "sent_elsewhere.line",
        })
}

pub(crate) fn has_line(tx: &Transaction<'_>, id: BundleId) -> Result<bool, StoreError> {
    Ok(line_of(tx, id)?.is_some())
}

/// Bundles whose contents should be fetched now: id, whether the hub has them, attempts.
pub(crate) fn missing(
    tx: &Transaction<'_>,
    now: UtcSeconds,
    limit: u32,
) -> Result<Vec<(BundleId, bool, u32)>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT id, line IS NOT NULL, attempts FROM sent_elsewhere
         WHERE next_attempt_at <= ?1 ORDER BY next_attempt_at, id LIMIT ?2",
    )?;
    let rows = statement.query_map(params![now.0, limit], |row| {
        Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?))
    })?;
    rows.map(|row| {
        let (id, at_hub, attempts) = row?;
        Ok((parsed("sent_elsewhere.id", &id)?, at_hub, attempts))
    })
    .collect()
}

/// Notes what another terminal did with a received bundle; the earliest time stays.
pub(crate) fn mark_received(
    tx: &Transaction<'_>,
    key: ReceivedId,
    opened_at: Option<UtcSeconds>,
    imported_at: Option<UtcSeconds>,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO received_mark (sender, id, opened_at, imported_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (sender, id) DO UPDATE SET
             opened_at = min(coalesce(opened_at, ?3), coalesce(?3, opened_at)),
             imported_at = min(coalesce(imported_at, ?4), coalesce(?4, imported_at))",
        params![
            sender_text(key),
            key.id.to_string(),
            opened_at.map(|at| at.0),
            imported_at.map(|at| at.0)
        ],
    )?;
    Ok(())
}

/// Notes that the hub had receipts of this office for it before it was announced here.
pub(crate) fn mark_acknowledged(
    tx: &Transaction<'_>,
    key: ReceivedId,
    opened: bool,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO received_mark (sender, id, fetched, opened) VALUES (?1, ?2, 1, ?3)
         ON CONFLICT (sender, id) DO UPDATE SET fetched = 1, opened = max(opened, ?3)",
        params![sender_text(key), key.id.to_string(), opened],
    )?;
    Ok(())
}

/// What other terminals did with a received bundle.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ReceivedMark {
    /// The hub has the receipt `fetched` of this office.
    pub fetched: bool,
    /// Opened, at a time that nobody told.
    pub opened: bool,
    pub opened_at: Option<UtcSeconds>,
    pub imported_at: Option<UtcSeconds>,
}

pub(crate) fn received_mark(
    tx: &Transaction<'_>,
    key: ReceivedId,
) -> Result<Option<ReceivedMark>, StoreError> {
    Ok(tx
        .query_row(
            "SELECT fetched, opened, opened_at, imported_at FROM received_mark WHERE sender = ?1 AND id = ?2",
            params![sender_text(key), key.id.to_string()],
            |row| {
                Ok(ReceivedMark {
                    fetched: row.get(0)?,
                    opened: row.get(1)?,
                    opened_at: row.get::<_, Option<i64>>(2)?.map(UtcSeconds),
                    imported_at: row.get::<_, Option<i64>>(3)?.map(UtcSeconds),
                })
            },
        )
        .optional()?)
}
