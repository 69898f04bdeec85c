//! Adding and removing the second factor of an account, and its recovery codes.
//!
//! A secret is offered first and counts only once a code of it was typed: nobody
//! shuts themselves out by a picture that was never scanned.

use protocol::UtcSeconds;

use super::code::{SECRET_BYTES, step_of};
use super::member::StaffId;
use super::names::normal_password;
use crate::error_code::ErrorCode;
use crate::history::{Action, Actor, Entry, append};
use crate::random::random_bytes;
use crate::store::{Store, StoreError, staff};

/// Recovery codes that are handed out at once: enough for years, and they fit on a card.
const RECOVERY_CODES: usize = 10;

/// Bytes of one recovery code: 16 characters, and no guessing.
const RECOVERY_BYTES: usize = 10;

/// The secret that this account is offered: the same until it is confirmed, so that
/// the page may be loaded again.
///
/// # Errors
///
/// [`SecondFactorError::NotFound`] when there is no such account.
pub fn offer_second_factor(
    store: &mut Store,
    id: StaffId,
    now: UtcSeconds,
) -> Result<Vec<u8>, SecondFactorError> {
    store.write(|tx| {
        staff::find(tx, id)?.ok_or(SecondFactorError::NotFound)?;
        if let Some(offered) = staff::offered_code(tx, id)? {
            return Ok(offered);
        }
        let secret: [u8; SECRET_BYTES] = random_bytes();
        staff::offer_code(tx, id, &secret, now)?;
        Ok(secret.to_vec())
    })
}

/// Adds the second factor when `typed` is a code of the offered secret. Returns the
/// recovery codes; they are shown this once. Other sessions of the account end.
///
/// # Errors
///
/// [`SecondFactorError::Wrong`] for any other code.
pub fn confirm_second_factor(
    store: &mut Store,
    id: StaffId,
    typed: &str,
    actor: &Actor,
    now: UtcSeconds,
) -> Result<Vec<String>, SecondFactorError> {
    let typed: String = normal_password(typed)
        .chars()
        .filter(|one| !one.is_whitespace())
        .collect();
    store.write(|tx| {
        staff::find(tx, id)?.ok_or(SecondFactorError::NotFound)?;
        let secret = staff::offered_code(tx, id)?.ok_or(SecondFactorError::Wrong)?;
        let step = step_of(&secret, &typed, None, now).ok_or(SecondFactorError::Wrong)?;
        let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| draw_recovery_code()).collect();
        let hashes: Vec<Vec<u8>> = codes
            .iter()
            .filter_map(|code| recovery_hash(&code.replace('-', "")))
            .collect();
        staff::set_code(tx, id, &secret, step, &hashes, now)?;
        append(
            tx,
            &Entry::new(actor.clone(), Action::SecondFactorAdded).on(id),
            now,
        )?;
        Ok(codes)
    })
}

/// Removes the second factor. Other sessions of the account end.
///
/// # Errors
///
/// [`SecondFactorError::PasswordShort`] when the password is too short to stand alone.
pub fn remove_second_factor(
    store: &mut Store,
    id: StaffId,
    actor: &Actor,
    now: UtcSeconds,
) -> Result<(), SecondFactorError> {
    store.write(|tx| {
        let member = staff::find(tx, id)?.ok_or(SecondFactorError::NotFound)?;
        if !member.password_long {
            return Err(SecondFactorError::PasswordShort);
        }
        staff::clear_code(tx, id, now)?;
        let entry = Entry::new(actor.clone(), Action::SecondFactorRemoved).on(id);
        Ok(append(tx, &entry, now)?)
    })
}

fn draw_recovery_code() -> String {
    let random: [u8; RECOVERY_BYTES] = random_bytes();
    let text = data_encoding::BASE32_NOPAD.encode(&random);
    let (front, back) = text.split_at(8);
    format!(
        "{}-{}-{}-{}",
        &front[..4],
        &front[4..],
        &back[..4],
        &back[4..]
    )
}

/// The hash under which a recovery code is kept; `None` for what cannot be one.
/// SHA-256 is enough: a code has 80 random bits.
pub(super) fn recovery_hash(typed: &str) -> Option<Vec<u8>> {
    let bytes = data_encoding::BASE32_NOPAD.decode(typed.as_bytes()).ok()?;
    if bytes.len() != RECOVERY_BYTES {
        return None;
    }
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &bytes);
    Some(digest.as_ref().to_vec())
}

/// Why the second factor stayed as it was.
#[derive(Debug, thiserror::Error)]
pub enum SecondFactorError {
    /// There is no such account.
    #[error("there is no such account")]
    NotFound,
    /// The code does not belong to the offered secret, or its time is over.
    #[error("the code is wrong")]
    Wrong,
    /// Without the second factor the password would have to be longer.
    #[error("the password is too short to stand alone")]
    PasswordShort,
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&SecondFactorError> for ErrorCode {
    fn from(err: &SecondFactorError) -> ErrorCode {
        match err {
            SecondFactorError::NotFound => ErrorCode::StaffNotFound,
            SecondFactorError::Wrong => ErrorCode::CodeWrong,
            SecondFactorError::PasswordShort => ErrorCode::SecondFactorNeeded,
            SecondFactorError::Store(err) => ErrorCode::from(err),
        }
    }
}
