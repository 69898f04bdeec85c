//! Asking the directory about an office with which nothing was exchanged yet.
//!
//! The question waits in the database and the next pass with the hub asks it, so a page
//! never waits for the network. An entry that was asked about today is not asked again.

use protocol::{OfficeNumber, UtcSeconds};

use super::PartnerEntry;
use crate::store::{Store, StoreError, partners};

/// An answer younger than this is good enough.
const ANSWER_SECONDS: i64 = 60;

/// Lets the next pass ask about `number`.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn ask_about(
    store: &mut Store,
    number: OfficeNumber,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    store.write(|tx| {
        let known = partners::find(tx, number)?;
        let mut entry = known.unwrap_or_else(|| PartnerEntry::new(number));
        let fresh = entry
            .asked_at
            .is_some_and(|at| now.0.saturating_sub(at.0) < ANSWER_SECONDS);
        if !fresh {
            entry.asked_at = None;
            partners::save(tx, &entry)?;
        }
        Ok(())
    })
}
