//! Appending an entry to the journal of an office.
//!
//! Easily got wrong: an entry may be erased only when every terminal of the office has read it; and it is, oldest first,
//! only when room is needed, so that a restored office still finds what lies here.

use protocol::{Digest, EntryId, ErrorCode, UtcSeconds, message::Event};

use crate::{
    devices::ConnectedDevice,
    store::{Records, StoreError},
};

/// How much may lie in the journal of one office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JournalLimits {
    /// Entries.
    pub entries_max: u64,
    /// Size of all entries together.
    pub size_bytes_max: u64,
}

/// 200 bundles a month make about 600 entries: more than ten years of them. Drafts carry their files: 4,000 of 250 KB.
pub const JOURNAL_LIMITS: JournalLimits = JournalLimits {
    entries_max: 100_000,
    size_bytes_max: 1024 * 1024 * 1024,
};

/// Entries erased by one append at most: the writer's other operations wait meanwhile.
const ERASED_AT_ONCE_MAX: u32 = 200;

/// Whether an append added something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// `false` for a repeat.
    pub first: bool,
}

/// Adds an entry at the end. The same entry again changes nothing.
///
/// # Errors
///
/// [`AppendError`], in the order of its variants.
pub fn append_entry(
    records: &mut dyn Records,
    device: ConnectedDevice,
    id: EntryId,
    sealed: &[u8],
    limits: JournalLimits,
    now: UtcSeconds,
) -> Result<Appended, AppendError> {
    let office = device.office();
    if let Some(known) = records.journal_entry(office, id)? {
        return match known.sha256 == Digest::of(sealed) {
            true => Ok(Appended { first: false }),
            // Two terminals that tell of the same draft tell the same, under its id; the first telling stays.
            false if known.device != device.device() => Ok(Appended { first: false }),
            false => Err(AppendError::Changed),
        };
    }
    make_room(records, device, sealed.len() as u64, limits)?;
    records.add_journal_entry(office, id, device.device(), sealed, now)?;
    records.announce(office, Event::Journal);
    Ok(Appended { first: true })
}

fn make_room(
    records: &mut dyn Records,
    device: ConnectedDevice,
    needed_bytes: u64,
    limits: JournalLimits,
) -> Result<(), AppendError> {
    let office = device.office();
    let fits = |(entries, size_bytes): (u64, u64)| {
        entries < limits.entries_max
            && size_bytes.saturating_add(needed_bytes) <= limits.size_bytes_max
    };
    if fits(records.journal_totals(office)?) {
        return Ok(());
    }
    let terminals = records.terminals(office)?;
    let members = terminals.iter().filter(|terminal| !terminal.waiting);
    let read_by_all = members.map(|terminal| terminal.journal_read).min();
    for entry in records.journal(office, 0, ERASED_AT_ONCE_MAX)? {
        if read_by_all.is_none_or(|read| entry.sequence > read) {
            break;
        }
        records.erase_journal_entry(office, &entry)?;
        if fits(records.journal_totals(office)?) {
            return Ok(());
        }
    }
    match fits(records.journal_totals(office)?) {
        true => Ok(()),
        false => Err(AppendError::Full),
    }
}

/// Why an entry was not added, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The same terminal used the id for other bytes.
    #[error("the id was used before for another entry")]
    Changed,
    /// No room, and some terminal has not read the oldest entries.
    #[error("the journal of the office is full")]
    Full,
    /// The store failed.
    #[error("the hub's store failed")]
    Store(#[from] StoreError),
}

impl From<&AppendError> for ErrorCode {
    fn from(err: &AppendError) -> ErrorCode {
        match err {
            AppendError::Changed => ErrorCode::JournalEntryChanged,
            AppendError::Full => ErrorCode::JournalFull,
            AppendError::Store(_) => ErrorCode::TryAgain,
        }
    }
}
