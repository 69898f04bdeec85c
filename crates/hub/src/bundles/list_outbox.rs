//! What became of what an office sent, in the order of the last change.
//!
//! A client that remembers its place asks only for what changed since. Easily got wrong: a bundle that changes moves to
//! the end, so within one walk through the pages it may be seen twice, but never be missed.

use protocol::OfficeNumber;

use crate::store::{OutboxRecord, Records, StoreError};

/// One page of an outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxList {
    /// The bundles, in order.
    pub bundles: Vec<OutboxLine>,
    /// The place after the last of them; the given place if there are none.
    pub last: u64,
    /// Whether there are more now.
    pub more: bool,
}

/// One bundle with all its proofs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxLine {
    /// The bundle.
    pub bundle: OutboxRecord,
    /// All signed receipts, oldest first.
    pub receipts: Vec<Vec<u8>>,
}

/// Lists at most `rows_max` bundles that changed after the place `after`.
///
/// # Errors
///
/// [`StoreError`].
pub fn list_outbox(
    records: &dyn Records,
    office: OfficeNumber,
    after: u64,
    rows_max: u32,
) -> Result<OutboxList, StoreError> {
    // One row more than asked for tells whether there are more.
    let mut rows = records.outbox(office, after, rows_max + 1)?;
    let more = rows.len() > rows_max as usize;
    rows.truncate(rows_max as usize);
    let last = rows.last().map_or(after, |row| row.sequence);
    let bundles = rows
        .into_iter()
        .map(|bundle| {
            Ok(OutboxLine {
                receipts: records.receipts(bundle.number)?,
                bundle,
            })
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(OutboxList {
        bundles,
        last,
        more,
    })
}
