//! 接続キー: what a program of this machine shows to use the local interface.
//!
//! A key is shown once, when it is made; here is only its SHA-256. That is enough,
//! because a key is 256 random bits and cannot be guessed as a password can. A key
//! allows one or more of three things, see [`Scope`]. Easily got wrong: a revoked key
//! keeps its row, so that the list says what was used until when.

mod check;
mod create;
mod revoke;

use protocol::UtcSeconds;

use crate::store::{Store, StoreError, access_keys};

pub use check::{CheckedKey, check_access_key};
pub use create::{CreateKeyError, KEYS_MAX, NAME_CHARACTERS_MAX, NewKey, create_access_key};
pub use revoke::{RevokeKeyError, revoke_access_key};

/// What every key begins with, so that a key in a wrong place is recognised as one.
pub const KEY_PREFIX: &str = "tsunagu_";

/// One thing that a key may allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Check files, make drafts, send and withdraw them.
    Send,
    /// List and fetch received bundles, note that they were imported.
    Receive,
    /// See how the office stands and how far its bundles got.
    Read,
}

impl Scope {
    /// All of them.
    pub const ALL: [Scope; 3] = [Scope::Send, Scope::Receive, Scope::Read];

    /// The word in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Scope::Send => "send",
            Scope::Receive => "receive",
            Scope::Read => "read",
        }
    }

    /// Reads the word that [`Scope::as_str`] gives.
    pub fn from_word(word: &str) -> Option<Scope> {
        Scope::ALL.into_iter().find(|scope| scope.as_str() == word)
    }
}

/// A key as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessKey {
    /// Its number in this office; never used again.
    pub number: i64,
    /// What a person called it.
    pub name: String,
    /// What it allows.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub created_at: UtcSeconds,
    /// When it was last used, noted at least once a minute.
    pub used_at: Option<UtcSeconds>,
    /// Since when it is refused.
    pub revoked_at: Option<UtcSeconds>,
}

/// All keys, the newest first.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn list_access_keys(store: &mut Store) -> Result<Vec<AccessKey>, StoreError> {
    store.read(access_keys::all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error_code::ErrorCode;

    const NOW: UtcSeconds = UtcSeconds(1_790_000_000);

    fn later(seconds: i64) -> UtcSeconds {
        UtcSeconds(NOW.0 + seconds)
    }

    #[test]
    fn a_key_is_known_by_its_digest_until_it_is_revoked() {
        let mut store = Store::in_memory().unwrap();
        let scopes = [Scope::Read, Scope::Send];
        let key = create_access_key(&mut store, " 介護ソフト ", &scopes, NOW).unwrap();
        assert!(
            key.text.starts_with(KEY_PREFIX) && key.text.len() == 60,
            "{}",
            key.text
        );
        let found = check_access_key(&mut store, &key.text, later(5))
            .unwrap()
            .unwrap();
        assert_eq!(
            (found.number, found.scopes),
            (key.number, vec![Scope::Send, Scope::Read])
        );
        let listed = list_access_keys(&mut store).unwrap().remove(0);
        assert_eq!(
            (listed.name.as_str(), listed.used_at),
            ("介護ソフト", Some(later(5)))
        );
        // A use is noted once a minute, not with every request.
        check_access_key(&mut store, &key.text, later(64))
            .unwrap()
            .unwrap();
        assert_eq!(
            list_access_keys(&mut store).unwrap()[0].used_at,
            Some(later(5))
        );
        check_access_key(&mut store, &key.text, later(65))
            .unwrap()
            .unwrap();
        assert_eq!(
            list_access_keys(&mut store).unwrap()[0].used_at,
            Some(later(65))
        );
        for other in ["", "tsunagu_", &key.text[..59], &key.text.to_uppercase()] {
            assert_eq!(
                check_access_key(&mut store, other, NOW).unwrap(),
                None,
                "{other}"
            );
        }
        revoke_access_key(&mut store, key.number, later(90)).unwrap();
        revoke_access_key(&mut store, key.number, later(99)).unwrap();
        assert_eq!(
            check_access_key(&mut store, &key.text, later(91)).unwrap(),
            None
        );
        assert_eq!(
            list_access_keys(&mut store).unwrap()[0].revoked_at,
            Some(later(90))
        );
        let err = revoke_access_key(&mut store, 99, NOW).unwrap_err();
        assert_eq!(ErrorCode::from(&err).code(), "OFF-850");
    }

    #[test]
    fn a_key_has_a_name_and_allows_something() {
        let mut store = Store::in_memory().unwrap();
        let long = "名".repeat(NAME_CHARACTERS_MAX + 1);
        for (name, scopes) in [
            ("", &[Scope::Read][..]),
            (" ", &[Scope::Read]),
            (&long, &[Scope::Read]),
            ("a", &[]),
        ] {
            let err = create_access_key(&mut store, name, scopes, NOW).unwrap_err();
            assert_eq!(ErrorCode::from(&err).code(), "OFF-851", "{name}");
        }
        for number in 0..KEYS_MAX {
            create_access_key(&mut store, &format!("{number}"), &[Scope::Read], NOW).unwrap();
        }
        let err = create_access_key(&mut store, "more", &[Scope::Read], NOW).unwrap_err();
        assert_eq!(ErrorCode::from(&err).code(), "OFF-852");
    }
}
