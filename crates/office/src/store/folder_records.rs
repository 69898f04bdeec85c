//! Queries on what folders did, for people: files taken, bundles handed over.
//!
//! What a look has to know is in `folders.rs` and `handovers.rs`.

use protocol::UtcSeconds;
use rusqlite::{Transaction, params};

use super::{StoreError, parsed, received};
use crate::folders::{FolderFile, HandedOver};
use crate::page::{Page, PageRequest, cursor, read_cursor};

/// The place of a row; before the first page it is behind every row.
fn place(page: &PageRequest) -> (i64, i64) {
    let read = |text: &str| {
        let (time, number) = read_cursor(text)?;
        Some((time, number.parse().ok()?))
    };
    page.after
        .as_deref()
        .and_then(read)
        .unwrap_or((i64::MAX, i64::MAX))
}

/// Cuts off the row that was read to see whether there is another page.
fn cut<T>(mut rows: Vec<(i64, i64, T)>, wanted: usize) -> Page<T> {
    let more = rows.len() > wanted;
    rows.truncate(wanted);
    let next = rows
        .last()
        .filter(|_| more)
        .map(|(time, number, _)| cursor(*time, &number.to_string()));
    Page {
        rows: rows.into_iter().map(|(_, _, row)| row).collect(),
        next,
    }
}

pub(crate) fn files(
    tx: &Transaction<'_>,
    folder: i64,
    page: &PageRequest,
) -> Result<Page<FolderFile>, StoreError> {
    let (_, before) = place(page);
    let wanted = page.rows();
    let mut statement = tx.prepare_cached(
        "SELECT number, name, size_bytes, bundle, code, explanation, target, taken_at, moved_at
         FROM folder_file WHERE folder = ?1 AND number < ?2 ORDER BY number DESC LIMIT ?3",
    )?;
    let found = statement.query_map(params![folder, before, wanted + 1], |row| {
        let number: i64 = row.get(0)?;
        let bundle: Option<String> = row.get(3)?;
        let file = FolderFile {
            name: row.get(1)?,
            size_bytes: row.get::<_, i64>(2)?.cast_unsigned(),
            bundle: None,
            code: row.get(4)?,
            explanation: row.get(5)?,
            target: row.get(6)?,
            taken_at: UtcSeconds(row.get(7)?),
            moved_at: row.get::<_, Option<i64>>(8)?.map(UtcSeconds),
        };
        Ok((number, bundle, file))
    })?;
    let mut rows = Vec::new();
    for row in found {
        let (number, bundle, file) = row?;
        let bundle = bundle
            .map(|id| parsed("folder_file.bundle", &id))
            .transpose()?;
        rows.push((file.taken_at.0, number, FolderFile { bundle, ..file }));
    }
    Ok(cut(rows, wanted as usize))
}

pub(crate) fn handovers(
    tx: &Transaction<'_>,
    folder: i64,
    page: &PageRequest,
) -> Result<Page<HandedOver>, StoreError> {
    let (time, number) = place(page);
    let wanted = page.rows();
    let mut statement = tx.prepare_cached(
        "SELECT laid_at, received, taken_at FROM handover
         WHERE folder = ?1 AND (laid_at, received) < (?2, ?3)
         ORDER BY laid_at DESC, received DESC LIMIT ?4",
    )?;
    let found = statement.query_map(params![folder, time, number, wanted + 1], |row| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, i64>(1)?,
            row.get::<_, Option<i64>>(2)?,
        ))
    })?;
    let mut rows = Vec::new();
    for row in found {
        let (laid_at, number, taken_at) = row?;
        // The row is there: its hand-over refers to it.
        let Some(row) = received::row_of(tx, number)? else {
            continue;
        };
        let handed_over = HandedOver {
            row,
            laid_at: UtcSeconds(laid_at),
            taken_at: taken_at.map(UtcSeconds),
        };
        rows.push((laid_at, number, handed_over));
    }
    Ok(cut(rows, wanted as usize))
}
