//! The order in which contents of received bundles came to be here, for programs that
//! ask for what is new. The database itself keeps it: see the triggers of the migration.

use rusqlite::{Transaction, params};

use super::{StoreError, received};
use crate::inbox::InboxRow;

/// Up to `limit` bundles after the place `after`, each with its place, rising.
pub(crate) fn after(
    tx: &Transaction<'_>,
    after: i64,
    limit: u32,
) -> Result<Vec<(i64, InboxRow)>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT place, received FROM arrival WHERE place > ?1 ORDER BY place LIMIT ?2",
    )?;
    let found = statement.query_map(params![after, limit], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
    })?;
    let mut rows = Vec::new();
    for row in found {
        let (place, number) = row?;
        if let Some(row) = received::row_of(tx, number)? {
            rows.push((place, row));
        }
    }
    Ok(rows)
}
