//! Throwing a pile away: its files leave the database.
//!
//! A draft that the pile would have replaced stays as it is.

use crate::store::{Store, StoreError, piles};

/// Deletes the pile with its files; whether it was there.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn discard_pile(store: &mut Store, pile: i64) -> Result<bool, StoreError> {
    store.write(|tx| piles::delete(tx, pile))
}
