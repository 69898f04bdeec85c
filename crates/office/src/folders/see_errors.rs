//! A person has seen to the files of a folder that could not be taken: they are no task any more.
//!
//! What a reader would get wrong: a file that came again and was taken is no task either, without anybody saying so.

use crate::store::{Store, StoreError, folders};

/// Notes that somebody saw to all files with errors that a folder has now.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn see_errors(store: &mut Store, folder: i64) -> Result<(), StoreError> {
    store.write(|tx| folders::see_errors(tx, folder))
}
