//! What a partner has not opened.
//!
//! After its certificate changed it cannot open what was sealed for the one before; only this office can send that again.

use protocol::OfficeNumber;

use crate::store::{Store, StoreError, partners};

/// How many bundles that were sent to an office it has not opened.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn unopened_by(store: &mut Store, number: OfficeNumber) -> Result<u64, StoreError> {
    store.read(|tx| partners::unopened_by(tx, number))
}
