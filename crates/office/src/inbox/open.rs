//! Opening: a person of this office looks at a received bundle for the first time.
//!
//! Only a person's act comes here; listing and reading leave a bundle unopened. The
//! receipt is owed from the same moment on, and the sender learns of it with the
//! next contact.

use protocol::{ReceiptKind, UtcSeconds};

use super::{ReceivedId, ReceivedState};
use crate::error_code::ErrorCode;
use crate::store::{Store, StoreError, receipts, received};

/// Marks the bundle as opened and owes the receipt. Opening it again changes
/// nothing.
///
/// # Errors
///
/// [`OpenError`]; the bundle is then as before.
pub fn open_inbox_bundle(
    store: &mut Store,
    id: ReceivedId,
    now: UtcSeconds,
) -> Result<(), OpenError> {
    store.write(|tx| {
        let Some(known) = received::find(tx, id)? else {
            return Err(OpenError::NotFound { id });
        };
        match known.state {
            ReceivedState::Opened => Ok(()),
            ReceivedState::Received => {
                received::set_opened(tx, known.number, now)?;
                receipts::owe(tx, known.number, ReceiptKind::Opened, now)?;
                Ok(())
            }
            ReceivedState::Announced => Err(OpenError::NotHere { id }),
            ReceivedState::Damaged => Err(OpenError::Damaged { id }),
            ReceivedState::Withdrawn => Err(OpenError::Withdrawn { id }),
        }
    })
}

/// Notes that the bundle was handed to the care software and owes the receipt.
/// Handing it over again changes nothing.
///
/// # Errors
///
/// [`OpenError`]; the bundle is then as before.
pub fn import_inbox_bundle(
    store: &mut Store,
    id: ReceivedId,
    now: UtcSeconds,
) -> Result<(), OpenError> {
    store.write(|tx| {
        let Some(known) = received::find(tx, id)? else {
            return Err(OpenError::NotFound { id });
        };
        match known.state {
            ReceivedState::Opened | ReceivedState::Received => {
                received::set_imported(tx, known.number, now)?;
                receipts::owe(tx, known.number, ReceiptKind::Imported, now)?;
                Ok(())
            }
            ReceivedState::Announced => Err(OpenError::NotHere { id }),
            ReceivedState::Damaged => Err(OpenError::Damaged { id }),
            ReceivedState::Withdrawn => Err(OpenError::Withdrawn { id }),
        }
    })
}

/// Why a bundle could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no such bundle.
    #[error("there is no received bundle {id}")]
    NotFound {
        /// The key that was asked for.
        id: ReceivedId,
    },
    /// Its contents have not been fetched yet.
    #[error("the contents of bundle {id} are not here yet")]
    NotHere {
        /// The bundle.
        id: ReceivedId,
    },
    /// It could not be verified; its row has the code.
    #[error("bundle {id} is damaged")]
    Damaged {
        /// The bundle.
        id: ReceivedId,
    },
    /// The sender took it back.
    #[error("bundle {id} was withdrawn by its sender")]
    Withdrawn {
        /// The bundle.
        id: ReceivedId,
    },
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&OpenError> for ErrorCode {
    fn from(err: &OpenError) -> ErrorCode {
        match err {
            OpenError::NotFound { .. } => ErrorCode::ReceivedNotFound,
            OpenError::NotHere { .. } => ErrorCode::ContentsNotHere,
            OpenError::Damaged { .. } => ErrorCode::ContentsNotOpenable,
            OpenError::Withdrawn { .. } => ErrorCode::WithdrawnBySender,
            OpenError::Store(err) => ErrorCode::from(err),
        }
    }
}
