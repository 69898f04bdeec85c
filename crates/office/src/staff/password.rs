//! Passwords: how long, how guessable, how kept.
//!
//! Kept as Argon2id (RFC 9106) in the PHC form, with 46 MiB, two passes and one
//! lane: twice the passes that OWASP asks for at this size, and a tenth of a second
//! on an office PC. Lengths follow NIST SP 800-63B and the
//! Japanese guidance for care data: 13 characters alone, 8 beside a second factor;
//! no rules about kinds of characters, no change by the calendar.

use std::sync::LazyLock;

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use protocol::UtcSeconds;

use super::guessable::is_guessable;
use super::member::StaffId;
use super::names::normal_password;
use crate::error_code::ErrorCode;
use crate::history::{Action, Actor, Entry, append};
use crate::random::random_bytes;
use crate::store::{Store, StoreError, staff};

/// Fewest characters of a password that stands alone.
pub const PASSWORD_CHARACTERS_MIN: usize = 13;

/// Fewest characters beside a second factor.
pub const PASSWORD_CHARACTERS_MIN_WITH_CODE: usize = 8;

/// Most characters: far beyond any sentence, and hashing stays quick.
pub const PASSWORD_CHARACTERS_MAX: usize = 200;

/// Earlier passwords of an account that are not taken again, the present one
/// included. Each costs one hashing, so a change takes a second.
pub(crate) const EARLIER_PASSWORDS: u32 = 5;

const MEMORY_KIB: u32 = 46 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the limits allow these");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The PHC string of a password in its normal form.
pub(super) fn hash(password: &str) -> String {
    let salt: [u8; 16] = random_bytes();
    argon2()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .expect("46 MiB of memory are there")
        .to_string()
}

/// Whether `password` is the one that was hashed. An empty or broken hash fits none.
pub(super) fn fits(password: &str, stored: &str) -> bool {
    PasswordHash::new(stored).is_ok_and(|stored| {
        argon2()
            .verify_password(password.as_bytes(), &stored)
            .is_ok()
    })
}

/// A hash that no password fits, for attempts on accounts that are not there: they
/// must take as long as others.
pub(super) fn nobody() -> &'static str {
    static NOBODY: LazyLock<String> = LazyLock::new(|| {
        let random: [u8; 32] = random_bytes();
        hash(&data_encoding::HEXLOWER.encode(&random))
    });
    &NOBODY
}

/// What has to be known about an account to judge its new password.
pub struct PasswordFacts {
    pub(super) id: StaffId,
    pub(super) epoch: i64,
    pub(super) has_second_factor: bool,
    /// Words that somebody would try first.
    pub(super) context: Vec<String>,
    pub(super) earlier: Vec<String>,
}

/// Reads what [`check_new_password`] needs; `None` when there is no such account.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn read_password_facts(
    store: &mut Store,
    id: StaffId,
) -> Result<Option<PasswordFacts>, StoreError> {
    store.read(|tx| {
        let Some(member) = staff::find(tx, id)? else {
            return Ok(None);
        };
        let mut context = context_of_office(tx)?;
        context.push(member.login_name);
        context.push(member.name);
        Ok(Some(PasswordFacts {
            id,
            epoch: member.epoch,
            has_second_factor: member.has_second_factor,
            context,
            earlier: staff::earlier_passwords(tx, id, EARLIER_PASSWORDS)?,
        }))
    })
}

/// Number and name of the office, of which a password should not be made.
pub(super) fn context_of_office(tx: &rusqlite::Transaction<'_>) -> Result<Vec<String>, StoreError> {
    let own = crate::store::settings::own_office(tx)?;
    Ok(own
        .into_iter()
        .flat_map(|own| [own.number.to_string(), own.name])
        .collect())
}

/// A password that was judged good; only its hash is left.
pub struct NewPassword {
    pub(super) hash: String,
    pub(super) long: bool,
}

/// Judges a password and hashes it. Takes up to a second; the database is not used.
///
/// # Errors
///
/// [`PasswordError`], in the order of its checks.
pub fn check_new_password(
    typed: &str,
    facts: &PasswordFacts,
) -> Result<NewPassword, PasswordError> {
    let password = normal_password(typed);
    let long = judge(&password, facts.has_second_factor, &facts.context)?;
    if facts.earlier.iter().any(|earlier| fits(&password, earlier)) {
        return Err(PasswordError::UsedBefore);
    }
    Ok(NewPassword {
        hash: hash(&password),
        long,
    })
}

/// Length and guessability; whether it is long enough to stand alone.
pub(super) fn judge(
    password: &str,
    has_second_factor: bool,
    context: &[String],
) -> Result<bool, PasswordError> {
    let characters = password.chars().count();
    if characters > PASSWORD_CHARACTERS_MAX {
        return Err(PasswordError::TooLong);
    }
    let long = characters >= PASSWORD_CHARACTERS_MIN;
    match has_second_factor {
        false if !long => return Err(PasswordError::TooShort),
        true if characters < PASSWORD_CHARACTERS_MIN_WITH_CODE => {
            return Err(PasswordError::TooShortWithCode);
        }
        _ => (),
    }
    if is_guessable(password, context) {
        return Err(PasswordError::Guessable);
    }
    Ok(long)
}

/// Stores the password that its owner chose. All sessions of the account end.
///
/// # Errors
///
/// [`PasswordError::Changed`] when the account was changed since the facts were read.
pub fn save_password(
    store: &mut Store,
    facts: &PasswordFacts,
    password: &NewPassword,
    actor: &Actor,
    now: UtcSeconds,
) -> Result<(), PasswordError> {
    store.write(|tx| {
        let member = staff::find(tx, facts.id)?;
        if member.is_none_or(|member| member.epoch != facts.epoch) {
            return Err(PasswordError::Changed);
        }
        staff::set_password(tx, facts.id, &password.hash, password.long, None, now)?;
        let entry = Entry::new(actor.clone(), Action::PasswordChanged).on(facts.id);
        Ok(append(tx, &entry, now)?)
    })
}

/// Why a password is not taken.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// It is longer than any limit.
    #[error("the password has more than {PASSWORD_CHARACTERS_MAX} characters")]
    TooLong,
    /// It stands alone and is too short for that.
    #[error("the password has fewer than {PASSWORD_CHARACTERS_MIN} characters")]
    TooShort,
    /// It is too short even beside a second factor.
    #[error("the password has fewer than {PASSWORD_CHARACTERS_MIN_WITH_CODE} characters")]
    TooShortWithCode,
    /// Somebody would try it early.
    #[error("the password is easy to guess")]
    Guessable,
    /// The account had it before.
    #[error("the password was used before")]
    UsedBefore,
    /// The account was changed or removed meanwhile.
    #[error("the account was changed meanwhile")]
    Changed,
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&PasswordError> for ErrorCode {
    fn from(err: &PasswordError) -> ErrorCode {
        match err {
            PasswordError::TooLong => ErrorCode::PasswordTooLong,
            PasswordError::TooShort => ErrorCode::PasswordTooShort,
            PasswordError::TooShortWithCode => ErrorCode::PasswordTooShortWithCode,
            PasswordError::Guessable => ErrorCode::PasswordGuessable,
            PasswordError::UsedBefore => ErrorCode::PasswordUsedBefore,
            PasswordError::Changed => ErrorCode::StaffNotFound,
            PasswordError::Store(err) => ErrorCode::from(err),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_says_how_it_was_made_and_fits_its_password_only() {
        let stored = hash("たいせつな ことば 三つ");
        assert!(
            stored.starts_with("$argon2id$v=19$m=47104,t=2,p=1$"),
            "{stored}"
        );
        assert!(fits("たいせつな ことば 三つ", &stored));
        assert!(!fits("たいせつな ことば 三", &stored));
        assert!(!fits("", ""));
        assert!(!fits("x", "x"));
        assert_ne!(hash("a"), hash("a"), "the salt differs");
    }

    /// A hash of the argon2 command of the reference implementation:
    /// `echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32`.
    #[test]
    fn hashes_of_the_reference_implementation_are_understood() {
        let stored = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assert!(fits("password", stored));
        assert!(!fits("passwort", stored));
    }
}
