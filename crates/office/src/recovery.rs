//! Making a recovery sheet: a code for paper, and what the hub keeps for it.
//!
//! What a reader would get wrong: the code is returned once and stored nowhere. A sheet counts once the hub has its part
//! ([`recovery_sheet`] tells); from then on every earlier sheet is worthless.

use protocol::recovery::{RecoveryCode, seal_recovery};
use protocol::{KeyError, UtcSeconds};

use crate::error_code::ErrorCode;
use crate::keys::Keys;
use crate::store::settings::own_office;
use crate::store::terminals::{save_sheet, sheet};
use crate::store::{Store, StoreError};

/// The newest recovery sheet that this terminal made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecoverySheet {
    /// When.
    pub made_at: UtcSeconds,
    /// Whether the hub has its part, so that the sheet counts.
    pub kept: bool,
}

/// Makes a new recovery sheet; the hub gets its part with the next contact.
///
/// # Errors
///
/// [`RecoveryError`]; the earlier sheet then still counts.
pub fn make_recovery_sheet(
    store: &mut Store,
    keys: &Keys,
    now: UtcSeconds,
) -> Result<RecoveryCode, RecoveryError> {
    let code = RecoveryCode::draw()?;
    let own = store.read(own_office)?.ok_or(RecoveryError::NotAnOffice)?;
    let sealed = seal_recovery(&code, own.number, &keys.mailbox)?;
    store.write(|tx| save_sheet(tx, &sealed, now))?;
    Ok(code)
}

/// The newest sheet that this terminal made; `None` when it never made one.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn recovery_sheet(store: &mut Store) -> Result<Option<RecoverySheet>, StoreError> {
    let found = store.read(sheet)?;
    Ok(found.map(|(made_at, kept, _)| RecoverySheet { made_at, kept }))
}

/// Why no sheet was made.
#[derive(Debug, thiserror::Error)]
pub enum RecoveryError {
    /// The operating system gave no random bytes, or the key cannot be used.
    #[error("the keys of this terminal cannot be used")]
    Key(#[from] KeyError),
    /// Enrolment did not finish.
    #[error("the office is not enrolled")]
    NotAnOffice,
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&RecoveryError> for ErrorCode {
    fn from(err: &RecoveryError) -> ErrorCode {
        match err {
            RecoveryError::Key(_) => ErrorCode::KeysUnreadable,
            RecoveryError::NotAnOffice => ErrorCode::NotAnOffice,
            RecoveryError::Store(err) => ErrorCode::from(err),
        }
    }
}
