//! Removing an account: its secrets are erased, its sessions end, its name stays in
//! the history.

use protocol::UtcSeconds;

use super::change::is_last_administrator;
use super::member::StaffId;
use crate::error_code::ErrorCode;
use crate::history::{Action, Actor, Entry, append};
use crate::store::{Store, StoreError, login_attempts, staff};

/// Removes an account.
///
/// # Errors
///
/// [`RemoveStaffError::LastAdministrator`]: the pages would be open to everybody
/// again, or closed for good.
pub fn remove_staff(
    store: &mut Store,
    id: StaffId,
    actor: &Actor,
    now: UtcSeconds,
) -> Result<(), RemoveStaffError> {
    store.write(|tx| {
        let member = staff::find(tx, id)?.ok_or(RemoveStaffError::NotFound)?;
        if is_last_administrator(tx, &member)? {
            return Err(RemoveStaffError::LastAdministrator);
        }
        staff::remove(tx, id, now)?;
        login_attempts::forget(tx, &login_attempts::subject(&member.login_name))?;
        let entry = Entry::new(actor.clone(), Action::StaffRemoved).on(id);
        Ok(append(tx, &entry, now)?)
    })
}

/// Why an account was not removed.
#[derive(Debug, thiserror::Error)]
pub enum RemoveStaffError {
    /// There is no such account.
    #[error("there is no such account")]
    NotFound,
    /// Without this one there would be no administrator.
    #[error("the account is the last administrator's")]
    LastAdministrator,
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&RemoveStaffError> for ErrorCode {
    fn from(err: &RemoveStaffError) -> ErrorCode {
        match err {
            RemoveStaffError::NotFound => ErrorCode::StaffNotFound,
            RemoveStaffError::LastAdministrator => ErrorCode::LastAdministrator,
            RemoveStaffError::Store(err) => ErrorCode::from(err),
        }
    }
}
