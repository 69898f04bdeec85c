//! What folders need a person for, and that a person has seen to the files that could not be taken.
//!
//! What a reader would get wrong: a file that came again and was taken is no task either, without anybody saying so.

use crate::store::{Store, StoreError, folders};

/// A folder that needs somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderNeed {
    /// Its number.
    pub number: i64,
    /// Its place.
    pub path: String,
    /// Why the last look was not all right: `OFF-…`.
    pub code: Option<String>,
    /// Files with errors that nobody has seen to and that did not come again in order.
    pub unseen: u64,
}

/// Folders that need somebody, by number.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn folders_in_need(store: &mut Store) -> Result<Vec<FolderNeed>, StoreError> {
    store.read(folders::needing_somebody)
}

/// Notes that somebody saw to all files with errors that a folder has now.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn see_errors(store: &mut Store, folder: i64) -> Result<(), StoreError> {
    store.write(|tx| folders::see_errors(tx, folder))
}
