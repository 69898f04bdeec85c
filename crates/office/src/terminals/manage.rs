//! The list, and a person's acts on it: renaming, removing, asking for a code for a further terminal.
//!
//! Acts are written down here and done with the next contact. What a reader would get wrong: a terminal that is shown as
//! removed here still works until the hub has been told, so the pages wake the worker at once.

use protocol::{DeviceId, UtcSeconds};

use super::learn::find;
use super::{EnrolmentCodeState, Joining, Terminal};
use crate::error_code::ErrorCode;
use crate::store::settings::own_office;
use crate::store::terminals::{TerminalRow, all, ask_code, code, save};
use crate::store::{Store, StoreError};

/// Names of terminals, in characters; longer ones break every list.
const NAME_CHARACTERS_MAX: usize = 100;

/// The terminals of this office as the hub listed them last, this one first.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn list_terminals(store: &mut Store) -> Result<Vec<Terminal>, StoreError> {
    store.read(|tx| {
        let own = own_office(tx)?.map(|own| own.device);
        let mut terminals: Vec<Terminal> =
            all(tx)?.into_iter().map(|row| terminal(row, own)).collect();
        terminals.sort_by_key(|terminal| (!terminal.own, terminal.enrolled_at, terminal.id));
        Ok(terminals)
    })
}

fn terminal(row: TerminalRow, own: Option<DeviceId>) -> Terminal {
    let joining = row.waiting.then(|| joining(&row));
    Terminal {
        id: row.id,
        own: own == Some(row.id),
        name: row.new_name.unwrap_or(row.name),
        enrolled_at: row.enrolled_at,
        seen_at: row.seen_at,
        joining,
        removing: row.remove_at.is_some(),
    }
}

fn joining(row: &TerminalRow) -> Joining {
    if let Some(code) = &row.problem {
        return Joining::Failed(code.clone());
    }
    if row.approval.is_some() {
        return Joining::Approved;
    }
    match (&row.digits, row.nonce, row.commitment) {
        (Some(digits), _, _) => Joining::Digits(digits.clone()),
        (None, Some(_), _) => Joining::Begun,
        (None, None, Some(_)) => Joining::Asks,
        (None, None, None) => Joining::Silent,
    }
}

/// Gives the terminal `id` another name.
///
/// # Errors
///
/// [`TerminalError`], in the order of its checks.
pub fn rename_terminal(store: &mut Store, id: DeviceId, name: &str) -> Result<(), TerminalError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > NAME_CHARACTERS_MAX {
        return Err(TerminalError::Name);
    }
    store.write(|tx| {
        let Some(mut row) = find(tx, id)? else {
            return Err(TerminalError::NotFound { id });
        };
        row.new_name = Some(name.to_owned());
        Ok(save(tx, &row)?)
    })
}

/// Removes the terminal `id`, which may also be one that asks to join.
///
/// # Errors
///
/// [`TerminalError`], in the order of its checks.
pub fn remove_terminal(
    store: &mut Store,
    id: DeviceId,
    now: UtcSeconds,
) -> Result<(), TerminalError> {
    store.write(|tx| {
        if own_office(tx)?.is_some_and(|own| own.device == id) {
            return Err(TerminalError::Own);
        }
        let Some(mut row) = find(tx, id)? else {
            return Err(TerminalError::NotFound { id });
        };
        row.remove_at = row.remove_at.or(Some(now));
        Ok(save(tx, &row)?)
    })
}

/// Asks the hub for an enrolment code for a further terminal.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn ask_enrolment_code(store: &mut Store, now: UtcSeconds) -> Result<(), StoreError> {
    store.write(|tx| ask_code(tx, now))
}

/// The enrolment code that was asked for last; `None` when there is none, or its time is over.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn enrolment_code(
    store: &mut Store,
    now: UtcSeconds,
) -> Result<Option<EnrolmentCodeState>, StoreError> {
    let state = store.read(code)?;
    Ok(state.filter(|state| match state {
        EnrolmentCodeState::Made { expires_at, .. } => *expires_at >= now,
        _ => true,
    }))
}

/// Why an act on a terminal was not taken, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum TerminalError {
    /// The name is empty or too long.
    #[error("a name has 1 to {NAME_CHARACTERS_MAX} characters")]
    Name,
    /// Only another terminal can do that.
    #[error("a terminal cannot remove itself")]
    Own,
    /// The office has no such terminal (any more).
    #[error("there is no terminal {id}")]
    NotFound {
        /// The id that was asked for.
        id: DeviceId,
    },
    /// It does not ask to join, or its digits are not here yet.
    #[error("terminal {id} has no digits to compare yet")]
    NotReady {
        /// The terminal.
        id: DeviceId,
    },
    /// The digits of the two screens differ.
    #[error("the digits are not the same")]
    OtherDigits,
    /// The operating system gave no random bytes, or a key cannot be used.
    #[error("the keys of this terminal cannot be used")]
    Random,
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&TerminalError> for ErrorCode {
    fn from(err: &TerminalError) -> ErrorCode {
        match err {
            TerminalError::Name => ErrorCode::TerminalName,
            TerminalError::Own => ErrorCode::OwnTerminal,
            TerminalError::NotFound { .. } => ErrorCode::TerminalNotFound,
            TerminalError::NotReady { .. } => ErrorCode::TerminalNotReady,
            TerminalError::OtherDigits => ErrorCode::DigitsDiffer,
            TerminalError::Random => ErrorCode::KeysUnreadable,
            TerminalError::Store(err) => ErrorCode::from(err),
        }
    }
}
