//! Making accounts: the first one with a password of its owner, all others with a
//! start password that the program draws.

use protocol::UtcSeconds;

use super::member::{Role, StaffId};
use super::names::{login_name, normal_password, staff_name};
use super::password::{PasswordError, hash, judge};
use crate::error_code::ErrorCode;
use crate::history::{Action, Actor, Entry, append};
use crate::random::random_bytes;
use crate::store::{Store, StoreError, staff};

/// How long a start password holds: a new colleague may begin next week.
const START_SECONDS: i64 = 7 * 24 * 3600;

/// What is needed to make an account.
#[derive(Debug, Clone)]
pub struct NewStaff {
    /// What the person will type to log in.
    pub login_name: String,
    /// The person's name.
    pub name: String,
    /// What the person may do.
    pub role: Role,
}

/// A password that is shown once and handed over; its owner chooses another at the
/// first login.
pub struct StartPassword {
    text: String,
    pub(super) hash: String,
    pub(super) until: UtcSeconds,
}

impl StartPassword {
    /// Draws one and hashes it. Takes a tenth of a second.
    pub fn draw(now: UtcSeconds) -> StartPassword {
        let text = draw_syllables();
        StartPassword {
            hash: hash(&text),
            until: UtcSeconds(now.0 + START_SECONDS),
            text,
        }
    }

    /// The text to show. Small letters and hyphens: it can be read over a telephone.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Until when it holds.
    pub fn until(&self) -> UtcSeconds {
        self.until
    }
}

/// Eight syllables of Japanese sound: 45 bits, for a password that holds a week behind
/// a lock-out.
fn draw_syllables() -> String {
    const CONSONANTS: &[u8] = b"bdghkmnprst";
    const VOWELS: &[u8] = b"aeiou";
    const COUNT: usize = 55;
    let mut text = String::new();
    let mut syllables = 0;
    while syllables < 8 {
        let [byte] = random_bytes::<1>();
        let drawn = usize::from(byte);
        // Beyond a multiple of the count, some syllables would come more often.
        if drawn >= 256 / COUNT * COUNT {
            continue;
        }
        if syllables > 0 && syllables % 2 == 0 {
            text.push('-');
        }
        let syllable = drawn % COUNT;
        text.push(char::from(CONSONANTS[syllable / VOWELS.len()]));
        text.push(char::from(VOWELS[syllable % VOWELS.len()]));
        syllables += 1;
    }
    text
}

/// Makes an account with a start password.
///
/// # Errors
///
/// [`AddStaffError`]; [`AddStaffError::NoAdministrator`] while there is no account.
pub fn add_staff(
    store: &mut Store,
    new: &NewStaff,
    password: &StartPassword,
    actor: &Actor,
    now: UtcSeconds,
) -> Result<StaffId, AddStaffError> {
    let login_name = login_name(&new.login_name).ok_or(AddStaffError::LoginName)?;
    let name = staff_name(&new.name).ok_or(AddStaffError::Name)?;
    store.write(|tx| {
        if !staff::any(tx)? {
            return Err(AddStaffError::NoAdministrator);
        }
        if staff::secrets_of(tx, &login_name)?.is_some() {
            return Err(AddStaffError::LoginNameTaken);
        }
        let id = StaffId::draw(now);
        staff::insert(tx, id, &login_name, &name, new.role, now)?;
        let until = Some(password.until);
        staff::set_password(tx, id, &password.hash, true, until, now)?;
        append(
            tx,
            &Entry::new(actor.clone(), Action::StaffAdded).on(id),
            now,
        )?;
        Ok(id)
    })
}

/// Makes the first account, an administrator's, with a password of its owner. From
/// then on the pages ask for a login. Takes a tenth of a second.
///
/// # Errors
///
/// [`AddStaffError`]; [`AddStaffError::NotFirst`] when there is an account already.
pub fn add_first_administrator(
    store: &mut Store,
    typed_login_name: &str,
    typed_name: &str,
    password: &str,
    actor: &Actor,
    now: UtcSeconds,
) -> Result<StaffId, AddStaffError> {
    let login_name = login_name(typed_login_name).ok_or(AddStaffError::LoginName)?;
    let name = staff_name(typed_name).ok_or(AddStaffError::Name)?;
    let password = normal_password(password);
    let mut context = store.read(super::password::context_of_office)?;
    context.extend([login_name.clone(), name.clone()]);
    judge(&password, false, &context).map_err(AddStaffError::Password)?;
    // Nobody else waits for the database while there is no account.
    let hash = hash(&password);
    store.write(|tx| {
        if staff::any(tx)? {
            return Err(AddStaffError::NotFirst);
        }
        let id = StaffId::draw(now);
        staff::insert(tx, id, &login_name, &name, Role::Administrator, now)?;
        staff::set_password(tx, id, &hash, true, None, now)?;
        append(
            tx,
            &Entry::new(actor.clone(), Action::StaffAdded).on(id),
            now,
        )?;
        Ok(id)
    })
}

/// Why no account was made.
#[derive(Debug, thiserror::Error)]
pub enum AddStaffError {
    /// The login name is empty, too long or has spaces.
    #[error("the login name does not fit")]
    LoginName,
    /// The name is empty or too long.
    #[error("the name does not fit")]
    Name,
    /// Somebody else has this login name.
    #[error("the login name is taken")]
    LoginNameTaken,
    /// The first account must be an administrator's.
    #[error("there is no administrator yet")]
    NoAdministrator,
    /// There is an account already, so an administrator must log in.
    #[error("there is an account already")]
    NotFirst,
    /// The password of the first account is not taken.
    #[error("the password is not taken")]
    Password(#[source] PasswordError),
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&AddStaffError> for ErrorCode {
    fn from(err: &AddStaffError) -> ErrorCode {
        match err {
            AddStaffError::LoginName => ErrorCode::LoginNameUnfit,
            AddStaffError::Name => ErrorCode::StaffNameUnfit,
            AddStaffError::LoginNameTaken => ErrorCode::LoginNameTaken,
            AddStaffError::NoAdministrator => ErrorCode::NoAdministratorYet,
            AddStaffError::NotFirst => ErrorCode::AccountsThere,
            AddStaffError::Password(err) => ErrorCode::from(err),
            AddStaffError::Store(err) => ErrorCode::from(err),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_password_can_be_read_aloud_and_is_drawn_anew() {
        let text = draw_syllables();
        assert_eq!(text.len(), 19, "{text}");
        let groups: Vec<&str> = text.split('-').collect();
        assert_eq!(groups.len(), 4);
        assert!(
            text.chars()
                .all(|one| one.is_ascii_lowercase() || one == '-')
        );
        assert_ne!(text, draw_syllables());
    }
}
