//! Discarding a draft: its files leave the database.
//!
//! Only drafts can be discarded. What was sent stays, for it is the proof.

use protocol::BundleId;

use crate::error_code::ErrorCode;
use crate::outbox::SentState;
use crate::store::{Store, StoreError, sent};

/// Deletes the draft `id` with its files.
///
/// # Errors
///
/// [`DiscardDraftError`], in the order of its checks; nothing was deleted then.
pub fn discard_draft(store: &mut Store, id: BundleId) -> Result<(), DiscardDraftError> {
    store.write(|tx| match sent::state(tx, id)? {
        None => Err(DiscardDraftError::NotFound { id }),
        Some(SentState::Draft) => Ok(sent::delete(tx, id)?),
        Some(state) => Err(DiscardDraftError::AlreadySent { id, state }),
    })
}

impl From<&DiscardDraftError> for ErrorCode {
    fn from(err: &DiscardDraftError) -> ErrorCode {
        match err {
            DiscardDraftError::NotFound { .. } | DiscardDraftError::AlreadySent { .. } => {
                ErrorCode::DraftNotFound
            }
            DiscardDraftError::Store(err) => ErrorCode::from(err),
        }
    }
}

/// Why a draft was not discarded.
#[derive(Debug, thiserror::Error)]
pub enum DiscardDraftError {
    /// There is no such draft; it may have been discarded in another window.
    #[error("there is no draft {id}")]
    NotFound {
        /// The id that was asked for.
        id: BundleId,
    },
    /// It was sent in the meantime.
    #[error("bundle {id} is {} and no draft any more", state.as_str())]
    AlreadySent {
        /// The bundle.
        id: BundleId,
        /// How far it got.
        state: SentState,
    },
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}
