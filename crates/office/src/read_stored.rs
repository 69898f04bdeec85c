//! Reading the files of bundles that were stored by a version without search.
//!
//! The migration lists them; the pages read them one by one in the background, so
//! that an office with years of data starts at once. Until a bundle was read it is
//! found by everything but the names and words in it.

use crate::office::Office;
use crate::store::{Store, StoreError, subjects};
use crate::subjects::subjects_of;

/// Reads all bundles of before, with room for other work between any two.
pub(crate) async fn read_stored_bundles(office: Office) {
    loop {
        match office.with_store(read_stored_bundle).await {
            Ok(true) => (),
            Ok(false) => return,
            Err(error) => {
                // What was not read is still listed for the next start.
                tracing::error!(%error, "bundles of before cannot be read for search");
                return;
            }
        }
    }
}

/// Reads the next bundle of before; `false` when none is left. Stopping between any
/// two calls loses nothing.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub(crate) fn read_stored_bundle(store: &mut Store) -> Result<bool, StoreError> {
    let Some(bundle) = store.read(subjects::next_to_read)? else {
        return Ok(false);
    };
    let files = bundle.files.iter();
    let found = subjects_of(files.map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
    store.write(|tx| subjects::store_read(tx, &bundle, &found))?;
    Ok(true)
}
