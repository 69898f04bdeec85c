//! What was sent to an office, in the order in which the hub accepted it.
//!
//! Lists everything, also what was opened long ago or withdrawn, because each terminal keeps its own place. Easily got
//! wrong: paging is safe while bundles arrive, because numbers are given in the order of commits; so a page never has a
//! gap that is filled later.

use protocol::OfficeNumber;

use crate::store::{InboxRecord, Records, StoreError};

/// A page ends when its headers have this much. A header has about 3 KB, so it is reached only by offices that send
/// unusually large ones; then the page stays within some megabytes of JSON.
const PAGE_SIZE_BYTES_MAX: usize = 4 * 1024 * 1024;

/// One page of an inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxList {
    /// The bundles, in order.
    pub bundles: Vec<InboxRecord>,
    /// The place after the last of them; the given place if there are none.
    pub last: u64,
    /// Whether there are more now.
    pub more: bool,
}

/// Lists at most `rows_max` bundles that follow the place `after`.
///
/// # Errors
///
/// [`StoreError`].
pub fn list_inbox(
    records: &dyn Records,
    office: OfficeNumber,
    after: u64,
    rows_max: u32,
) -> Result<InboxList, StoreError> {
    // One row more than asked for tells whether there are more.
    let mut bundles = records.inbox(office, after, rows_max + 1)?;
    let mut size_bytes = 0;
    let rows = bundles
        .iter()
        .take(rows_max as usize)
        .take_while(|bundle| {
            let fits = size_bytes < PAGE_SIZE_BYTES_MAX;
            size_bytes += bundle.signed_header.len() + bundle.accepted.len();
            fits
        })
        .count();
    let more = bundles.len() > rows;
    bundles.truncate(rows);
    let last = bundles.last().map_or(after, |bundle| bundle.sequence);
    Ok(InboxList {
        bundles,
        last,
        more,
    })
}
