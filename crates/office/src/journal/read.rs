//! Reading the journal: entries in the hub's order, applied with the place after them in one transaction.
//!
//! What a reader would get wrong: an entry that does not open is passed over, not retried. It was altered, or written by
//! somebody who does not hold the mailbox key; neither will ever open.

use std::collections::HashSet;

use protocol::message::JournalPage;
use protocol::{BundleId, DeviceId, EntryId, UtcSeconds, journal::open_entry};

use super::apply_entry;
use crate::keys::Keys;
use crate::store::settings::{Feed, own_office, save_cursor};
use crate::store::{Store, StoreError, journal, sent};

/// A line of the journal with its sealed contents; without them it is passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenLine {
    /// The entry.
    pub id: EntryId,
    /// When the hub stored it.
    pub stored_at: UtcSeconds,
    /// The device that brought it.
    pub device: DeviceId,
    /// The sealed entry.
    pub sealed: Option<Vec<u8>>,
}

/// Which of these entries are drafts that are here already, or gone for good: their contents need not be fetched.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn known_drafts(store: &mut Store, page: &JournalPage) -> Result<HashSet<EntryId>, StoreError> {
    store.read(|tx| {
        let mut known = HashSet::new();
        for line in &page.entries {
            let id: BundleId = line.id.as_draft();
            let here = sent::state(tx, id)?.is_some();
            if here || (journal::is_gone(tx, id)? && journal::sent_mark(tx, id)?.is_none()) {
                known.insert(line.id);
            }
        }
        Ok(known)
    })
}

/// Applies entries in their order and remembers the place after them. Returns how many were applied.
///
/// # Errors
///
/// [`StoreError`] when the database failed; the page is then read again.
pub fn store_journal_page(
    store: &mut Store,
    keys: &Keys,
    lines: &[OpenLine],
    cursor: &str,
    now: UtcSeconds,
) -> Result<u32, StoreError> {
    let Some(own) = store.read(own_office)? else {
        return Ok(0);
    };
    // Outside of any transaction: opening takes a while.
    let mut opened = Vec::with_capacity(lines.len());
    for line in lines {
        let Some(sealed) = &line.sealed else {
            continue;
        };
        let mailboxes = std::slice::from_ref(&keys.mailbox);
        match open_entry(sealed, mailboxes, own.number, &keys.trust, line.stored_at) {
            Ok(entry) if entry.entry().id == line.id => opened.push(entry),
            Ok(_) => tracing::warn!(entry = %line.id, "an entry lies under another id"),
            Err(err) => tracing::warn!(entry = %line.id, %err, "an entry could not be opened"),
        }
    }
    store.write(|tx| {
        let mut applied = 0;
        for entry in &opened {
            apply_entry(tx, entry.entry(), entry.signer().device, &keys.trust, now)?;
            applied += u32::from(entry.signer().device != own.device);
        }
        save_cursor(tx, Feed::Journal, cursor)?;
        Ok(applied)
    })
}
