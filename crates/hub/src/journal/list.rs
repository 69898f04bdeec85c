//! Listing the journal of an office after a place.
//!
//! Easily got wrong: small entries come with the list, large ones are asked for one by one, so that a page has a size
//! that a poor line can carry.

use protocol::OfficeNumber;

use crate::store::{JournalRecord, Records, StoreError};

/// Entries up to this size come with the list. Marks have under 4 KiB, drafts with one form under 100 KiB.
const INLINE_SIZE_BYTES_MAX: u64 = 64 * 1024;

/// Contents in one page: 500 small entries of 4 KiB.
const PAGE_SIZE_BYTES_MAX: u64 = 2 * 1024 * 1024;

/// A page of a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalList {
    /// The entries, with their contents if they are small.
    pub entries: Vec<(JournalRecord, Option<Vec<u8>>)>,
    /// The place after the last of them; the given place if there are none.
    pub last: u64,
    /// Whether there are more now.
    pub more: bool,
}

/// Lists at most `rows_max` entries after the place `after`.
///
/// # Errors
///
/// [`StoreError`].
pub fn list_journal(
    records: &dyn Records,
    office: OfficeNumber,
    after: u64,
    rows_max: u32,
) -> Result<JournalList, StoreError> {
    // One row more than asked for tells whether there are more.
    let mut rows = records.journal(office, after, rows_max + 1)?;
    let more = rows.len() > rows_max as usize;
    rows.truncate(rows_max as usize);
    let last = rows.last().map_or(after, |row| row.sequence);
    let mut left = PAGE_SIZE_BYTES_MAX;
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        let inline = row.size_bytes <= INLINE_SIZE_BYTES_MAX && row.size_bytes <= left;
        let contents = match inline {
            true => Some(records.journal_contents(row.sequence)?),
            false => None,
        };
        left -= contents
            .as_ref()
            .map_or(0, |contents| contents.len() as u64);
        entries.push((row, contents));
    }
    Ok(JournalList {
        entries,
        last,
        more,
    })
}
