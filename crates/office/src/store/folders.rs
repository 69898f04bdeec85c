//! Queries on watched folders: the folders themselves and what was taken from them.
//!
//! What was laid into in-folders is in `handovers.rs`. No rule lives here.

use protocol::{BundleId, UtcSeconds};
use rusqlite::{Row, Transaction, params};

use super::{StoreError, parsed};
use crate::folders::{
    Direction, Folder, FolderCounts, FolderNeed, FolderStatus, InLayout, SendMode,
};

const COLUMNS: &str = "number, direction, path, mark, mode, send_minute, layout, added_at, failures, next_look_at, \
     looked_at, waiting, code, problem_path, problem_at";

struct RawFolder {
    number: i64,
    direction: String,
    path: String,
    mark: String,
    mode: Option<String>,
    send_minute: Option<u16>,
    layout: Option<String>,
    added_at: i64,
    failures: u32,
    next_look_at: Option<i64>,
    looked_at: Option<i64>,
    waiting: u64,
    code: Option<String>,
    problem_path: Option<String>,
    problem_at: Option<i64>,
}

fn raw(row: &Row<'_>) -> rusqlite::Result<RawFolder> {
    Ok(RawFolder {
        number: row.get(0)?,
        direction: row.get(1)?,
        path: row.get(2)?,
        mark: row.get(3)?,
        mode: row.get(4)?,
        send_minute: row.get(5)?,
        layout: row.get(6)?,
        added_at: row.get(7)?,
        failures: row.get(8)?,
        next_look_at: row.get(9)?,
        looked_at: row.get(10)?,
        waiting: row.get::<_, i64>(11)?.cast_unsigned(),
        code: row.get(12)?,
        problem_path: row.get(13)?,
        problem_at: row.get(14)?,
    })
}

fn folder(raw: &RawFolder) -> Result<Folder, StoreError> {
    let direction = match raw.direction.as_str() {
        "out" => Direction::Out(match (raw.mode.as_deref(), raw.send_minute) {
            (Some("draft"), _) => SendMode::Draft,
            (Some("send"), _) => SendMode::Send,
            (Some("at"), Some(minute)) => SendMode::At { minute },
            _ => return unreadable("folder.mode"),
        }),
        "in" => Direction::In(match raw.layout.as_deref() {
            Some("flat") => InLayout::Flat,
            Some("partner") => InLayout::Partner,
            _ => return unreadable("folder.layout"),
        }),
        _ => return unreadable("folder.direction"),
    };
    Ok(Folder {
        number: raw.number,
        path: raw.path.clone().into(),
        mark: raw.mark.clone(),
        direction,
        added_at: UtcSeconds(raw.added_at),
        failures: raw.failures,
        next_look_at: raw.next_look_at.map(UtcSeconds),
    })
}

fn unreadable<T>(column: &'static str) -> Result<T, StoreError> {
    Err(StoreError::Unreadable { column })
}

type DirectionWords = (
    &'static str,
    Option<&'static str>,
    Option<u16>,
    Option<&'static str>,
);

/// Direction, mode, minute and layout as they are stored.
fn words(direction: Direction) -> DirectionWords {
    match direction {
        Direction::Out(SendMode::Draft) => ("out", Some("draft"), None, None),
        Direction::Out(SendMode::Send) => ("out", Some("send"), None, None),
        Direction::Out(SendMode::At { minute }) => ("out", Some("at"), Some(minute), None),
        Direction::In(InLayout::Flat) => ("in", None, None, Some("flat")),
        Direction::In(InLayout::Partner) => ("in", None, None, Some("partner")),
    }
}

pub(crate) fn insert(
    tx: &Transaction<'_>,
    path: &str,
    mark: &str,
    direction: Direction,
    now: UtcSeconds,
) -> Result<i64, StoreError> {
    let (word, mode, minute, layout) = words(direction);
    tx.execute(
        "INSERT INTO folder (direction, path, mark, mode, send_minute, layout, added_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![word, path, mark, mode, minute, layout, now.0],
    )?;
    Ok(tx.last_insert_rowid())
}

/// Changes how a folder is used; its direction stays.
pub(crate) fn set_direction(
    tx: &Transaction<'_>,
    number: i64,
    direction: Direction,
) -> Result<(), StoreError> {
    let (_, mode, minute, layout) = words(direction);
    tx.execute(
        "UPDATE folder SET mode = ?2, send_minute = ?3, layout = ?4 WHERE number = ?1",
        params![number, mode, minute, layout],
    )?;
    Ok(())
}

/// The drafts from a folder that wait for their time go out at `send_at` instead.
pub(crate) fn set_sends_of(
    tx: &Transaction<'_>,
    number: i64,
    send_at: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE folder_send SET send_at = ?2
         WHERE bundle IN (SELECT bundle FROM folder_file WHERE folder = ?1)",
        params![number, send_at.0],
    )?;
    Ok(())
}

/// The drafts from a folder that wait for their time stay drafts.
pub(crate) fn end_sends_of(tx: &Transaction<'_>, number: i64) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM folder_send WHERE bundle IN (SELECT bundle FROM folder_file WHERE folder = ?1)",
        [number],
    )?;
    Ok(())
}

/// Ends the watching of a folder; its records stay.
pub(crate) fn set_removed(
    tx: &Transaction<'_>,
    number: i64,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE folder SET removed_at = ?2 WHERE number = ?1",
        params![number, now.0],
    )?;
    Ok(())
}

pub(crate) fn all(tx: &Transaction<'_>) -> Result<Vec<Folder>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM folder WHERE removed_at IS NULL ORDER BY number");
    let mut statement = tx.prepare_cached(&sql)?;
    let rows = statement.query_map([], raw)?;
    rows.map(|row| folder(&row?)).collect()
}

/// Every folder with its counts, for people.
pub(crate) fn statuses(tx: &Transaction<'_>) -> Result<Vec<FolderStatus>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM folder WHERE removed_at IS NULL ORDER BY number");
    let mut statement = tx.prepare_cached(&sql)?;
    let rows = statement.query_map([], raw)?;
    rows.map(|row| {
        let row = row?;
        Ok(FolderStatus::new(
            folder(&row)?,
            row.looked_at.map(UtcSeconds),
            counts(tx, row.number, row.waiting)?,
            row.code,
            row.problem_path,
            row.problem_at.map(UtcSeconds),
        ))
    })
    .collect()
}

fn counts(tx: &Transaction<'_>, folder: i64, waiting: u64) -> Result<FolderCounts, StoreError> {
    let count = |sql: &str| -> Result<u64, StoreError> {
        let count: i64 = tx
            .prepare_cached(sql)?
            .query_row([folder], |row| row.get(0))?;
        Ok(count.cast_unsigned())
    };
    Ok(FolderCounts {
        waiting,
        taken: count("SELECT count(*) FROM folder_file WHERE folder = ?1 AND bundle IS NOT NULL")?,
        rejected: count("SELECT count(*) FROM folder_file WHERE folder = ?1 AND bundle IS NULL")?,
        unseen: unseen(tx, folder)?,
        to_move: count("SELECT count(*) FROM folder_file WHERE folder = ?1 AND moved_at IS NULL")?,
        laid: count("SELECT count(*) FROM handover WHERE folder = ?1")?,
        imported: count(
            "SELECT count(*) FROM handover WHERE folder = ?1 AND taken_at IS NOT NULL",
        )?,
    })
}

/// Files with errors that nobody has seen to and that did not come again in order.
fn unseen(tx: &Transaction<'_>, folder: i64) -> Result<u64, StoreError> {
    let count: i64 = tx
        .prepare_cached(
            "SELECT count(*) FROM folder_file f WHERE folder = ?1 AND bundle IS NULL
               AND number > (SELECT errors_seen FROM folder WHERE number = ?1)
               AND NOT EXISTS (SELECT 1 FROM folder_file g WHERE g.folder = ?1 AND g.name = f.name
                               AND g.number > f.number AND g.bundle IS NOT NULL)",
        )?
        .query_row([folder], |row| row.get(0))?;
    Ok(count.cast_unsigned())
}

/// Folders with a problem, or with files that nobody has seen to. Counts nothing else, so that it is quick.
pub(crate) fn needing_somebody(tx: &Transaction<'_>) -> Result<Vec<FolderNeed>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT number, path, code FROM folder WHERE removed_at IS NULL ORDER BY number",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(FolderNeed {
            number: row.get(0)?,
            path: row.get(1)?,
            code: row.get(2)?,
            unseen: 0,
        })
    })?;
    let mut needs = Vec::new();
    for row in rows {
        let mut need = row?;
        need.unseen = unseen(tx, need.number)?;
        if need.code.is_some() || need.unseen > 0 {
            needs.push(need);
        }
    }
    Ok(needs)
}

/// Notes that somebody saw to all files of a folder that were taken or rejected until now.
pub(crate) fn see_errors(tx: &Transaction<'_>, folder: i64) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE folder SET errors_seen = coalesce((SELECT max(number) FROM folder_file WHERE folder = ?1), 0)
         WHERE number = ?1",
        [folder],
    )?;
    Ok(())
}

/// What a look found: `waiting` files, and perhaps a problem that concerns one of them.
pub(crate) fn set_looked(
    tx: &Transaction<'_>,
    number: i64,
    waiting: u64,
    problem: Option<(&str, Option<&str>)>,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE folder SET looked_at = ?2, waiting = ?3, failures = 0, next_look_at = NULL, code = ?4,
             problem_path = ?5, problem_at = CASE WHEN ?4 IS NULL THEN NULL ELSE ?2 END WHERE number = ?1",
        params![
            number,
            now.0,
            waiting.cast_signed(),
            problem.map(|(code, _)| code),
            problem.and_then(|(_, path)| path)
        ],
    )?;
    Ok(())
}

/// The folder could not be looked at; it is looked at again at `next_look_at`.
pub(crate) fn set_failed(
    tx: &Transaction<'_>,
    number: i64,
    (code, path): (&str, Option<&str>),
    now: UtcSeconds,
    next_look_at: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE folder SET failures = failures + 1, next_look_at = ?2, code = ?3, problem_path = ?4, problem_at = ?5
         WHERE number = ?1",
        params![number, next_look_at.0, code, path, now.0],
    )?;
    Ok(())
}

/// A file on its way into the record.
pub(crate) struct NewFolderFile<'a> {
    pub name: &'a str,
    pub size_bytes: u64,
    pub sha256: Option<String>,
    pub bundle: Option<BundleId>,
    pub code: Option<&'a str>,
    pub explanation: Option<&'a str>,
    pub target: &'a str,
}

pub(crate) fn insert_file(
    tx: &Transaction<'_>,
    folder: i64,
    file: &NewFolderFile<'_>,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO folder_file (folder, name, size_bytes, sha256, bundle, code, explanation, target, taken_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            folder,
            file.name,
            file.size_bytes.cast_signed(),
            file.sha256,
            file.bundle.map(|id| id.to_string()),
            file.code,
            file.explanation,
            file.target,
            now.0
        ],
    )?;
    Ok(())
}

/// A recorded file that still has to move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileToMove {
    pub number: i64,
    pub name: String,
    pub size_bytes: u64,
    pub sha256: Option<String>,
    pub explanation: Option<String>,
    pub target: String,
}

pub(crate) fn files_to_move(
    tx: &Transaction<'_>,
    folder: i64,
) -> Result<Vec<FileToMove>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT number, name, size_bytes, sha256, explanation, target FROM folder_file
         WHERE folder = ?1 AND moved_at IS NULL ORDER BY number",
    )?;
    let rows = statement.query_map([folder], |row| {
        Ok(FileToMove {
            number: row.get(0)?,
            name: row.get(1)?,
            size_bytes: row.get::<_, i64>(2)?.cast_unsigned(),
            sha256: row.get(3)?,
            explanation: row.get(4)?,
            target: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Chooses another place for a file that has not moved yet.
pub(crate) fn set_target(
    tx: &Transaction<'_>,
    number: i64,
    target: &str,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE folder_file SET target = ?2 WHERE number = ?1",
        params![number, target],
    )?;
    Ok(())
}

pub(crate) fn set_moved(
    tx: &Transaction<'_>,
    number: i64,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE folder_file SET moved_at = ?2 WHERE number = ?1",
        params![number, now.0],
    )?;
    Ok(())
}

/// Lets a draft go out at `send_at`.
pub(crate) fn send_later(
    tx: &Transaction<'_>,
    bundle: BundleId,
    send_at: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO folder_send (bundle, send_at) VALUES (?1, ?2)",
        params![bundle.to_string(), send_at.0],
    )?;
    Ok(())
}

/// Drafts whose time has come.
pub(crate) fn sends_due(
    tx: &Transaction<'_>,
    now: UtcSeconds,
) -> Result<Vec<BundleId>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT bundle FROM folder_send WHERE send_at <= ?1 ORDER BY send_at, bundle",
    )?;
    let rows = statement.query_map([now.0], |row| row.get::<_, String>(0))?;
    rows.map(|row| parsed("folder_send.bundle", &row?))
        .collect()
}

pub(crate) fn end_send_later(tx: &Transaction<'_>, bundle: BundleId) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM folder_send WHERE bundle = ?1",
        [bundle.to_string()],
    )?;
    Ok(())
}
