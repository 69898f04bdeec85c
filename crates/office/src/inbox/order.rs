//! The order in which care software must import: by stamp over all partners.
//!
//! What has no stamp (documents alone) stands where it arrived.

use protocol::UtcSeconds;

use super::{InboxRow, ReceivedId, ReceivedState};
use crate::store::{Store, StoreError, received};

/// Unread bundles, the oldest first, at most `limit`.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn unread_bundles(store: &mut Store, limit: u32) -> Result<Vec<ReceivedId>, StoreError> {
    store.read(|tx| received::oldest_in_state(tx, ReceivedState::Received, limit))
}

/// The rows of these bundles in the order of import; unknown ones are left out.
/// `digits` writes a time as the 14 digits of a stamp, in the time of Japan.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn rows_in_order(
    store: &mut Store,
    ids: &[ReceivedId],
    digits: impl Fn(UtcSeconds) -> String,
) -> Result<Vec<(String, InboxRow)>, StoreError> {
    let mut rows = store.read(|tx| {
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            rows.extend(received::row(tx, *id)?);
        }
        Ok::<_, StoreError>(rows)
    })?;
    rows.sort_by_cached_key(|row| (place(row, &digits), row.id));
    rows.dedup_by_key(|row| row.id);
    Ok(rows
        .into_iter()
        .map(|row| (place(&row, &digits), row))
        .collect())
}

fn place(row: &InboxRow, digits: &impl Fn(UtcSeconds) -> String) -> String {
    row.stamp.clone().unwrap_or_else(|| {
        let arrived = row.times.received.or(row.times.accepted);
        arrived.map(digits).unwrap_or_default()
    })
}
