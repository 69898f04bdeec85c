//! Reading one received bundle: details, the bytes of a file, the proof.
//!
//! Reading marks nothing as opened; that is `open.rs`, and only a person's act.

use protocol::BundleId;

use super::{InboxBundle, ReceivedId};
use crate::error_code::ErrorCode;
use crate::outbox::Proof;
use crate::receipts::hub_receipt_row;
use crate::store::{Store, StoreError, received};

/// Everything about one bundle; `None` when there is none.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn read_inbox_bundle(
    store: &mut Store,
    id: ReceivedId,
) -> Result<Option<InboxBundle>, StoreError> {
    store.read(|tx| {
        let Some((mut bundle, accepted)) = received::bundle(tx, id)? else {
            return Ok(None);
        };
        if let Some(row) = hub_receipt_row(&accepted, bundle.row.times.accepted) {
            bundle.receipts.insert(0, row);
        }
        Ok(Some(bundle))
    })
}

/// The original bytes of the file `name`; `None` when the bundle has no such file.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn read_inbox_file(
    store: &mut Store,
    id: ReceivedId,
    name: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    store.read(|tx| received::file(tx, id, name))
}

/// What proves that the bundle was received; `None` when it is unknown or its
/// sender could not be verified.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn read_inbox_proof(store: &mut Store, id: ReceivedId) -> Result<Option<Proof>, StoreError> {
    store.read(|tx| {
        let Some((mut proof, accepted)) = received::proof(tx, id)? else {
            return Ok(None);
        };
        let at = received::bundle(tx, id)?.and_then(|(bundle, _)| bundle.row.times.accepted);
        if let Some(row) = hub_receipt_row(&accepted, at) {
            proof.receipts.insert(0, row);
        }
        Ok(Some(proof))
    })
}

/// The bundle that a person names by its id or, if a hostile sender used the id of
/// another, by sender and id (`1370200015-0193…`).
///
/// The inner error is [`ErrorCode::ReceivedNotFound`] or [`ErrorCode::KeyAmbiguous`].
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn find_received(
    store: &mut Store,
    text: &str,
) -> Result<Result<ReceivedId, ErrorCode>, StoreError> {
    if let Ok(id) = text.parse::<BundleId>() {
        return Ok(match find_by_bundle(store, id)?.as_slice() {
            [key] => Ok(*key),
            [] => Err(ErrorCode::ReceivedNotFound),
            _ => Err(ErrorCode::KeyAmbiguous),
        });
    }
    let Ok(key) = text.parse::<ReceivedId>() else {
        return Ok(Err(ErrorCode::ReceivedNotFound));
    };
    let known = store.read(|tx| received::find(tx, key))?;
    Ok(known.map(|_| key).ok_or(ErrorCode::ReceivedNotFound))
}

/// The keys of all received bundles with this id. There is one, unless a hostile
/// sender used the id of another.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn find_by_bundle(store: &mut Store, id: BundleId) -> Result<Vec<ReceivedId>, StoreError> {
    store.read(|tx| received::by_bundle(tx, id))
}
