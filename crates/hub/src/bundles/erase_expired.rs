//! Erasing the sealed contents of bundles some time after they were opened or withdrawn.
//!
//! Headers and receipts stay: they are the proof, and hold no personal data. What nobody opened is never erased here.
//! Easily got wrong: the caller removes the files named in the answer after the commit, not before.

use protocol::UtcSeconds;

use crate::store::{Place, Records, StoreError};

const SECONDS_PER_DAY: i64 = 24 * 60 * 60;

/// Erases the contents of at most `rows_max` bundles that were opened or withdrawn more than `retention_days` ago.
///
/// Gives the number of bundles and the names of the files to remove after the commit.
///
/// # Errors
///
/// [`StoreError`]; then nothing was erased.
pub fn erase_expired(
    records: &mut dyn Records,
    retention_days: u32,
    rows_max: u32,
    now: UtcSeconds,
) -> Result<Erased, StoreError> {
    let ended_before = UtcSeconds(now.0 - i64::from(retention_days) * SECONDS_PER_DAY);
    let mut erased = Erased::default();
    for (bundle, place) in records.bundles_to_erase(ended_before, rows_max)? {
        records.erase_sealed_part(bundle)?;
        erased.bundles += 1;
        if let Place::File(file) = place {
            erased.files.push(file);
        }
    }
    Ok(erased)
}

/// What was erased.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Erased {
    /// How many bundles lost their contents.
    pub bundles: u32,
    /// Files to remove now.
    pub files: Vec<String>,
}
