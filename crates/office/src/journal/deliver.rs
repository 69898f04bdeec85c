//! Telling the others: entries are sealed, kept, and brought to the hub in their order.
//!
//! What a reader would get wrong: a draft that was sent and accepted meanwhile is not told any more, for the others see
//! it in the hub's list of what the office sent, and fetch it from there.

use protocol::journal::{JournalEntry, seal_entry};
use protocol::{EntryId, ErrorCode as HubCode, UtcSeconds};

use super::{kind, read_draft_body};
use crate::keys::Keys;
use crate::outbox::{Answer, Attempts, SentState, next_attempt};
use crate::store::journal::{Told, due, forget, keep_sealed, put_off};
use crate::store::settings::own_office;
use crate::store::{Store, StoreError, receipts, sent};

/// Entries brought in one pass.
const ENTRIES_PER_PASS_MAX: u32 = 1000;

/// An entry that must be brought now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueEntry {
    /// Its id.
    pub id: EntryId,
    /// The sealed entry; the same in every attempt.
    pub sealed: Vec<u8>,
    number: i64,
    attempts: u32,
}

/// The next entry to bring, sealed; `None` when nothing is due. Entries of a terminal keep their order.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn due_entries(
    store: &mut Store,
    keys: &Keys,
    now: UtcSeconds,
) -> Result<Option<DueEntry>, StoreError> {
    for _ in 0..ENTRIES_PER_PASS_MAX {
        let Some(told) = store.read(|tx| due(tx, now))? else {
            return Ok(None);
        };
        if let Some(sealed) = &told.sealed {
            return Ok(Some(DueEntry {
                id: told.id,
                sealed: sealed.clone(),
                number: told.number,
                attempts: told.attempts,
            }));
        }
        match entry_of(store, &told, now)? {
            // Outside of any transaction: sealing 10 MiB takes tens of milliseconds.
            Some(entry) => match seal_entry(&entry, &keys.device, &keys.mailbox) {
                Ok(sealed) => store.write(|tx| keep_sealed(tx, told.number, &sealed))?,
                Err(err) => {
                    tracing::error!(entry = %told.id, %err, "an entry could not be sealed");
                    store.write(|tx| forget(tx, told.number))?;
                }
            },
            None => store.write(|tx| forget(tx, told.number))?,
        }
    }
    Ok(None)
}

/// The entry in full; `None` when there is nothing left to tell.
fn entry_of(
    store: &mut Store,
    told: &Told,
    now: UtcSeconds,
) -> Result<Option<JournalEntry>, StoreError> {
    store.read(|tx| {
        let Some(own) = own_office(tx)? else {
            return Ok(None);
        };
        let about = match told.kind.as_str() {
            kind::DRAFT_MADE | kind::BUNDLE_SENT => told.bundle(),
            _ => None,
        };
        if let Some(id) = about {
            let at_hub = match sent::state(tx, id)? {
                None => true,
                // Withdrawn before it left: the hub knows nothing of it.
                Some(SentState::Withdrawn) => receipts::has_withdrawn(tx, id)?,
                Some(state) => state >= SentState::Accepted,
            };
            if at_hub {
                return Ok(None);
            }
        }
        let body = match &told.body {
            Some(body) => Some(body.clone()),
            None => read_draft_body(tx, told.id.as_draft())?,
        };
        Ok(body.map(|body| JournalEntry {
            id: told.id,
            office: own.number,
            at: told.at.unwrap_or(now),
            kind: told.kind.clone(),
            body,
        }))
    })
}

/// Applies the hub's answer to an entry. Returns whether the next one may follow.
///
/// # Errors
///
/// [`StoreError`] when the database failed; the entry is then brought again, which is harmless.
pub fn apply_entry_answer(
    store: &mut Store,
    entry: &DueEntry,
    answer: &Answer,
    now: UtcSeconds,
    jitter: f64,
) -> Result<bool, StoreError> {
    let done = match answer {
        Answer::Done { .. } => true,
        // Repeating it cannot change these answers; the others live without it.
        Answer::Problem { code } => matches!(
            HubCode::from_code(code),
            Some(HubCode::RequestMalformed | HubCode::TooLarge | HubCode::JournalEntryChanged)
        ),
        Answer::None { .. } => false,
    };
    store.write(|tx| match done {
        true => forget(tx, entry.number),
        false => {
            let made = entry.attempts.saturating_add(1);
            put_off(
                tx,
                entry.number,
                next_attempt(Attempts { made }, now, jitter),
            )
        }
    })?;
    Ok(done)
}
