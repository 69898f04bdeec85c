//! Reading one sent bundle: details, the bytes of a file, the proof.
//!
//! Nothing here changes anything.

use protocol::BundleId;

use super::{OutboxBundle, Proof};
use crate::store::{Store, StoreError, sent};

/// Everything about one bundle, drafts included; `None` when there is none.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn read_outbox_bundle(
    store: &mut Store,
    id: BundleId,
) -> Result<Option<OutboxBundle>, StoreError> {
    store.read(|tx| sent::bundle(tx, id))
}

/// The original bytes of the file `name`; `None` when the bundle has no such file.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn read_outbox_file(
    store: &mut Store,
    id: BundleId,
    name: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    store.read(|tx| sent::file(tx, id, name))
}

/// What proves that the bundle was sent and received; `None` until it is sealed.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn read_outbox_proof(store: &mut Store, id: BundleId) -> Result<Option<Proof>, StoreError> {
    store.read(|tx| sent::proof(tx, id))
}
