//! What an administrator changes about an account: role and name, a new start
//! password, the end of a lock. All sessions of the account end with the first two.

use protocol::UtcSeconds;

use super::add::StartPassword;
use super::member::{Role, StaffId, StaffMember};
use super::names::staff_name;
use crate::error_code::ErrorCode;
use crate::history::{Action, Actor, Entry, append};
use crate::store::{Store, StoreError, login_attempts, staff};

/// Gives an account another name or role.
///
/// # Errors
///
/// [`ChangeStaffError::LastAdministrator`] when nobody could change it back.
pub fn change_staff(
    store: &mut Store,
    id: StaffId,
    name: &str,
    role: Role,
    actor: &Actor,
    now: UtcSeconds,
) -> Result<(), ChangeStaffError> {
    let name = staff_name(name).ok_or(ChangeStaffError::Name)?;
    store.write(|tx| {
        let member = staff::find(tx, id)?.ok_or(ChangeStaffError::NotFound)?;
        if role != Role::Administrator && is_last_administrator(tx, &member)? {
            return Err(ChangeStaffError::LastAdministrator);
        }
        if member.name == name && member.role == role {
            return Ok(());
        }
        staff::set_name_and_role(tx, id, &name, role, now)?;
        let entry = Entry::new(actor.clone(), Action::StaffChanged).on(id);
        Ok(append(tx, &entry, now)?)
    })
}

/// Gives an account a start password in place of a forgotten one. The second factor
/// is removed too: whoever lost the telephone comes in again this way.
///
/// # Errors
///
/// [`ChangeStaffError::NotFound`] when there is no such account.
pub fn reset_password(
    store: &mut Store,
    id: StaffId,
    password: &StartPassword,
    actor: &Actor,
    now: UtcSeconds,
) -> Result<(), ChangeStaffError> {
    store.write(|tx| {
        let member = staff::find(tx, id)?.ok_or(ChangeStaffError::NotFound)?;
        staff::clear_code(tx, id, now)?;
        staff::set_password(tx, id, &password.hash, true, Some(password.until), now)?;
        login_attempts::forget(tx, &login_attempts::subject(&member.login_name))?;
        let entry = Entry::new(actor.clone(), Action::StaffReset).on(id);
        Ok(append(tx, &entry, now)?)
    })
}

/// Lets an account that is locked after failed attempts log in again at once.
///
/// # Errors
///
/// [`ChangeStaffError::NotFound`] when there is no such account.
pub fn unlock_login(
    store: &mut Store,
    id: StaffId,
    actor: &Actor,
    now: UtcSeconds,
) -> Result<(), ChangeStaffError> {
    store.write(|tx| {
        let member = staff::find(tx, id)?.ok_or(ChangeStaffError::NotFound)?;
        login_attempts::forget(tx, &login_attempts::subject(&member.login_name))?;
        let entry = Entry::new(actor.clone(), Action::Unlocked).on(id);
        Ok(append(tx, &entry, now)?)
    })
}

pub(super) fn is_last_administrator(
    tx: &rusqlite::Transaction<'_>,
    member: &StaffMember,
) -> Result<bool, StoreError> {
    let all = staff::all(tx)?;
    let others = all
        .iter()
        .filter(|other| other.role == Role::Administrator && other.id != member.id);
    Ok(member.role == Role::Administrator && others.count() == 0)
}

/// Why an account stayed as it was.
#[derive(Debug, thiserror::Error)]
pub enum ChangeStaffError {
    /// There is no such account.
    #[error("there is no such account")]
    NotFound,
    /// The name is empty or too long.
    #[error("the name does not fit")]
    Name,
    /// Without this one there would be no administrator.
    #[error("the account is the last administrator's")]
    LastAdministrator,
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&ChangeStaffError> for ErrorCode {
    fn from(err: &ChangeStaffError) -> ErrorCode {
        match err {
            ChangeStaffError::NotFound => ErrorCode::StaffNotFound,
            ChangeStaffError::Name => ErrorCode::StaffNameUnfit,
            ChangeStaffError::LastAdministrator => ErrorCode::LastAdministrator,
            ChangeStaffError::Store(err) => ErrorCode::from(err),
        }
    }
}
