//! 担当者: accounts, roles, passwords, second factor.
//!
//! ```text
//! begin_login (counts the attempt) → LoginAttempt::verify (slow, no database)
//!   → finish_login (who it is, or why not)
//! ```
//!
//! While there is no account, the pages ask for none. The first account is an
//! administrator's. Hashing takes a tenth of a second and 46 MiB on purpose, so it
//! never runs while the database is held.
//!
//! What a reader would get wrong: nobody's password is ever known to an
//! administrator for long. A start password is drawn by the program, holds for a
//! week and opens one page: the one on which its owner chooses a password.

mod add;
mod change;
mod code;
mod guessable;
mod login;
mod member;
mod names;
mod password;
mod remove;
mod second_factor;

pub use add::{AddStaffError, NewStaff, StartPassword, add_first_administrator, add_staff};
pub use change::{ChangeStaffError, change_staff, reset_password, unlock_login};
pub use code::{CODE_SECONDS, code_at, code_secret_text};
pub(crate) use login::Attempts;
pub use login::{
    LoggedIn, LoginAttempt, LoginError, Proof, begin_login, finish_login, finish_proof,
};
pub use member::{Role, StaffId, StaffMember};
pub use names::{login_name, staff_name};
pub(crate) use password::EARLIER_PASSWORDS;
pub use password::{
    NewPassword, PASSWORD_CHARACTERS_MAX, PASSWORD_CHARACTERS_MIN,
    PASSWORD_CHARACTERS_MIN_WITH_CODE, PasswordError, PasswordFacts, check_new_password,
    read_password_facts, save_password,
};
pub use remove::{RemoveStaffError, remove_staff};
pub use second_factor::{
    SecondFactorError, confirm_second_factor, offer_second_factor, remove_second_factor,
};

use crate::store::{Store, StoreError, staff};

/// All accounts that were not removed, by name.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn list_staff(store: &mut Store) -> Result<Vec<StaffMember>, StoreError> {
    store.read(staff::all)
}

/// One account, unless it was removed.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn find_staff(store: &mut Store, id: StaffId) -> Result<Option<StaffMember>, StoreError> {
    store.read(|tx| staff::find(tx, id))
}

/// Whether there is any account, so that the pages ask for a login.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn has_staff(store: &mut Store) -> Result<bool, StoreError> {
    store.read(staff::any)
}
