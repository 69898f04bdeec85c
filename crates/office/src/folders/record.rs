//! What a folder did: files that were taken or rejected, bundles that were handed over.
//!
//! Newest first, page by page, from the database alone: the disk is not looked at.

use protocol::{BundleId, UtcSeconds};
use serde::Serialize;

use crate::inbox::InboxRow;
use crate::page::{Page, PageRequest};
use crate::store::{Store, StoreError, folder_records};

/// A file that was taken from an out-folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FolderFile {
    /// Its name when it lay in the folder.
    pub name: String,
    /// Its size.
    pub size_bytes: u64,
    /// The bundle that has its contents; `None` when it was rejected.
    pub bundle: Option<BundleId>,
    /// Why it was rejected.
    pub code: Option<String>,
    /// What was laid beside a rejected file.
    pub explanation: Option<String>,
    /// Where it went, below the folder, parts separated by `/`.
    pub target: String,
    /// When it was taken or rejected.
    pub taken_at: UtcSeconds,
    /// When it had moved; `None` while it still has to.
    pub moved_at: Option<UtcSeconds>,
}

/// A received bundle that was laid into an in-folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HandedOver {
    /// The bundle as the list of received ones shows it.
    pub row: InboxRow,
    /// When it was laid.
    pub laid_at: UtcSeconds,
    /// When the care software took it, or a person said so.
    pub taken_at: Option<UtcSeconds>,
}

/// One page of the files that were taken from the folder `number`, newest first.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn list_folder_files(
    store: &mut Store,
    number: i64,
    page: &PageRequest,
) -> Result<Page<FolderFile>, StoreError> {
    store.read(|tx| folder_records::files(tx, number, page))
}

/// One page of the bundles that were laid into the folder `number`, newest first.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn list_handovers(
    store: &mut Store,
    number: i64,
    page: &PageRequest,
) -> Result<Page<HandedOver>, StoreError> {
    store.read(|tx| folder_records::handovers(tx, number, page))
}
