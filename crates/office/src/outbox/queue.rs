//! Queueing: a draft becomes a bundle that the program has to deliver.
//!
//! Nothing is sent here. From the return on, the promise holds that it goes out.

use protocol::{BundleId, UtcSeconds};

use super::SentState;
use crate::error_code::ErrorCode;
use crate::store::{Store, StoreError, sent};

/// Puts the draft `id` into the outbox; its id stays.
///
/// Queueing what is already in the outbox changes nothing, so a double click or a
/// second terminal sends once.
///
/// # Errors
///
/// [`QueueError::NotFound`] when the draft was discarded.
pub fn queue_draft(
    store: &mut Store,
    id: BundleId,
    now: UtcSeconds,
) -> Result<BundleId, QueueError> {
    queue_drafts(store, &[id], now)?;
    Ok(id)
}

/// Puts several drafts into the outbox, all or none.
///
/// # Errors
///
/// [`QueueError::NotFound`] for the first that was discarded; none was queued then.
pub fn queue_drafts(
    store: &mut Store,
    ids: &[BundleId],
    now: UtcSeconds,
) -> Result<(), QueueError> {
    store.write(|tx| {
        for id in ids {
            match sent::state(tx, *id)? {
                None => return Err(QueueError::NotFound { id: *id }),
                Some(SentState::Draft) => sent::set_queued(tx, *id, now)?,
                Some(_) => (),
            }
        }
        Ok(())
    })
}

/// Why a draft was not queued.
#[derive(Debug, thiserror::Error)]
pub enum QueueError {
    /// There is no such draft.
    #[error("there is no draft {id}")]
    NotFound {
        /// The id that was asked for.
        id: BundleId,
    },
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&QueueError> for ErrorCode {
    fn from(err: &QueueError) -> ErrorCode {
        match err {
            QueueError::NotFound { .. } => ErrorCode::DraftNotFound,
            QueueError::Store(err) => ErrorCode::from(err),
        }
    }
}
