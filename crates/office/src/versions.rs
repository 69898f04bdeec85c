//! Other versions of what one bundle says: what it corrects, and what has replaced it.
//!
//! A sender may correct a form by sending it again for the same client and the same
//! month or date; nothing has to be deleted first (standard, 2.5). The stamp decides
//! which version is the newer one, as it does for care software. What was withdrawn,
//! refused or never left counts as never said.

use protocol::{BundleId, UtcSeconds};

use crate::inbox::ReceivedId;
use crate::store::{Store, StoreError, versions};

/// What is older and newer than a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versions<Key> {
    /// Different clients that the bundle speaks of in forms that have versions.
    pub clients: u32,
    /// The newest earlier bundle that it replaces for at least one client.
    pub earlier: Option<OtherVersion<Key>>,
    /// The newest later bundle that replaces or deletes what it says of at least one
    /// client.
    pub newer: Option<OtherVersion<Key>>,
}

/// A bundle that holds another version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherVersion<Key> {
    /// The newest such bundle.
    pub id: Key,
    /// When it was here, or was handed over for sending.
    pub at: Option<UtcSeconds>,
    /// Whether that bundle deletes, and does not replace.
    pub deletes: bool,
    /// Of how many clients there is another version, in this bundle or in others.
    pub clients: u32,
}

/// The versions beside each of these received bundles, in the order of `ids`. A
/// bundle that is not known has none.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn find_received_versions(
    store: &mut Store,
    ids: &[ReceivedId],
) -> Result<Vec<Versions<ReceivedId>>, StoreError> {
    store.read(|tx| ids.iter().map(|id| versions::received(tx, *id)).collect())
}

/// The versions beside each of these sent bundles, in the order of `ids`.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn find_sent_versions(
    store: &mut Store,
    ids: &[BundleId],
) -> Result<Vec<Versions<BundleId>>, StoreError> {
    store.read(|tx| ids.iter().map(|id| versions::sent(tx, *id)).collect())
}
