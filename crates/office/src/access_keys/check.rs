//! Checking a key that a program showed.

use protocol::{Digest, UtcSeconds};

use super::{KEY_PREFIX, Scope};
use crate::store::{Store, StoreError, access_keys};

/// A use within this time after the last noted one is not noted: a note is a write to
/// the disk, and programs ask every few seconds.
const NOTE_SECONDS: i64 = 60;

/// A key that may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedKey {
    /// Its number.
    pub number: i64,
    /// What it allows.
    pub scopes: Vec<Scope>,
}

/// The key with this text, if there is one that was not revoked. Finding it by its
/// digest takes the same time however much of a guess is right.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn check_access_key(
    store: &mut Store,
    text: &str,
    now: UtcSeconds,
) -> Result<Option<CheckedKey>, StoreError> {
    if !text.starts_with(KEY_PREFIX) {
        return Ok(None);
    }
    let digest = Digest::of(text.as_bytes());
    let found = store.read(|tx| access_keys::find(tx, digest))?;
    let Some(key) = found.filter(|key| key.revoked_at.is_none()) else {
        return Ok(None);
    };
    let old = key
        .used_at
        .is_none_or(|at| now.0.saturating_sub(at.0) >= NOTE_SECONDS);
    if old {
        store.write(|tx| access_keys::set_used(tx, key.number, now))?;
    }
    Ok(Some(CheckedKey {
        number: key.number,
        scopes: key.scopes,
    }))
}
