//! Changing how a registered folder is used: what is sent when, how files are laid.
//!
//! What was recorded stays, also what was laid. Easily got wrong: drafts that wait for
//! their time follow the change, so that nothing leaves at a time that nobody sees any
//! more; with "at once" they keep theirs.

use protocol::UtcSeconds;

use super::schedule::next_time;
use super::{Direction, SendMode};
use crate::error_code::ErrorCode;
use crate::store::{Store, StoreError, folders};

/// Uses the folder `number` as `direction` says from the next look on.
///
/// # Errors
///
/// [`ChangeFolderError`]; nothing was changed then.
pub fn change_folder(
    store: &mut Store,
    number: i64,
    direction: Direction,
    now: UtcSeconds,
) -> Result<(), ChangeFolderError> {
    store.write(|tx| {
        let known = folders::all(tx)?;
        let folder = known
            .into_iter()
            .find(|folder| folder.number == number)
            .ok_or(ChangeFolderError::Unknown)?;
        match (folder.direction, direction) {
            (Direction::Out(_), Direction::Out(_)) | (Direction::In(_), Direction::In(_)) => (),
            _ => return Err(ChangeFolderError::OtherDirection),
        }
        folders::set_direction(tx, number, direction)?;
        match direction {
            Direction::Out(SendMode::Draft) => folders::end_sends_of(tx, number)?,
            Direction::Out(SendMode::At { minute }) => {
                folders::set_sends_of(tx, number, next_time(minute, now))?;
            }
            Direction::Out(SendMode::Send) | Direction::In(_) => (),
        }
        Ok(())
    })
}

/// Why a folder was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeFolderError {
    /// No folder with this number is registered.
    #[error("there is no such folder")]
    Unknown,
    /// A folder for sending stays one, and so does one for receiving.
    #[error("a folder keeps its direction")]
    OtherDirection,
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&ChangeFolderError> for ErrorCode {
    fn from(err: &ChangeFolderError) -> ErrorCode {
        match err {
            ChangeFolderError::Unknown => ErrorCode::FolderUnknown,
            ChangeFolderError::OtherDirection => ErrorCode::FolderOtherDirection,
            ChangeFolderError::Store(err) => ErrorCode::from(err),
        }
    }
}
