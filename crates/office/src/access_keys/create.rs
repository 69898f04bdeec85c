//! Making a key: 256 random bits, shown once.

use protocol::{Digest, UtcSeconds};

use super::{KEY_PREFIX, Scope};
use crate::error_code::ErrorCode;
use crate::random::random_bytes;
use crate::store::{Store, StoreError, access_keys};

/// Longest name: one line of the list.
pub const NAME_CHARACTERS_MAX: usize = 40;

/// Keys in use at once: one for each program that an office connects, and some more.
pub const KEYS_MAX: usize = 20;

/// A key that was just made. Its `Debug` does not show the text.
pub struct NewKey {
    /// Its number.
    pub number: i64,
    /// What the program has to show. It is nowhere else.
    pub text: String,
}

impl std::fmt::Debug for NewKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "NewKey {{ number: {} }}", self.number)
    }
}

/// Makes a key called `name` that allows `scopes`.
///
/// # Errors
///
/// [`CreateKeyError`]; no key was made then.
pub fn create_access_key(
    store: &mut Store,
    name: &str,
    scopes: &[Scope],
    now: UtcSeconds,
) -> Result<NewKey, CreateKeyError> {
    let name = name.trim();
    let characters = name.chars().count();
    if !(1..=NAME_CHARACTERS_MAX).contains(&characters) || scopes.is_empty() {
        return Err(CreateKeyError::Incomplete);
    }
    let mut scopes = scopes.to_vec();
    scopes.sort_unstable();
    scopes.dedup();
    let mut random = data_encoding::BASE32_NOPAD.encode(&random_bytes::<32>());
    random.make_ascii_lowercase();
    let text = format!("{KEY_PREFIX}{random}");
    let digest = Digest::of(text.as_bytes());
    let number = store.write(|tx| {
        let known = access_keys::all(tx)?;
        let used = known.iter().filter(|key| key.revoked_at.is_none());
        if used.count() >= KEYS_MAX {
            return Err(CreateKeyError::TooMany);
        }
        Ok(access_keys::insert(tx, name, digest, &scopes, now)?)
    })?;
    Ok(NewKey { number, text })
}

/// Why no key was made.
#[derive(Debug, thiserror::Error)]
pub enum CreateKeyError {
    /// It has no name, a name that is too long, or allows nothing.
    #[error(
        "a key needs a name of at most {NAME_CHARACTERS_MAX} characters and something it allows"
    )]
    Incomplete,
    /// There are as many keys as anyone needs.
    #[error("there are {KEYS_MAX} keys already")]
    TooMany,
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&CreateKeyError> for ErrorCode {
    fn from(err: &CreateKeyError) -> ErrorCode {
        match err {
            CreateKeyError::Incomplete => ErrorCode::AccessKeyIncomplete,
            CreateKeyError::TooMany => ErrorCode::AccessKeysTooMany,
            CreateKeyError::Store(err) => ErrorCode::from(err),
        }
    }
}
