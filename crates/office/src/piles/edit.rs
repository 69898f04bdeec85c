//! Piles that begin with the files of a draft or of something sent.
//!
//! The draft stays what it is until the pile is finished; what was sent stays for good.
//! Files keep their bytes and their names, stamps included
//! (`docs/internals/decisions/sending-again-keeps-the-stamp.md`).

use protocol::{BundleId, UtcSeconds};
use rusqlite::Transaction;

use crate::drafts::AttachmentPlace;
use crate::error_code::ErrorCode;
use crate::outbox::{OutboxBundle, SentState};
use crate::store::{Store, StoreError, piles, sent};

/// Opens the draft `id` for editing; the number of its pile. A pile of the same draft in
/// which nothing was changed is taken again.
///
/// # Errors
///
/// [`EditError`]; no pile was made then.
pub fn edit_draft(store: &mut Store, id: BundleId, now: UtcSeconds) -> Result<i64, EditError> {
    store.write(|tx| {
        let draft = sent::bundle(tx, id)?.ok_or(EditError::NotFound { id })?;
        if draft.row.state != SentState::Draft {
            return Err(EditError::WrongState {
                id,
                state: draft.row.state,
            });
        }
        if let Some(pile) = piles::untouched_of(tx, id)? {
            return Ok(pile);
        }
        let pile = pile_of(tx, &draft, now)?;
        piles::add_base(tx, pile, id)?;
        Ok(pile)
    })
}

/// Begins a pile with the files of the sent bundle `id`, to send them once more; its
/// number.
///
/// # Errors
///
/// [`EditError`]; no pile was made then.
pub fn edit_sent(store: &mut Store, id: BundleId, now: UtcSeconds) -> Result<i64, EditError> {
    store.write(|tx| {
        let bundle = sent::bundle(tx, id)?.ok_or(EditError::NotFound { id })?;
        match bundle.row.state {
            // Still on its way by itself: sending it twice would be the mistake.
            SentState::Draft | SentState::Waiting | SentState::Blocked => {
                Err(EditError::WrongState {
                    id,
                    state: bundle.row.state,
                })
            }
            _ => Ok(pile_of(tx, &bundle, now)?),
        }
    })
}

fn pile_of(
    tx: &Transaction<'_>,
    bundle: &OutboxBundle,
    now: UtcSeconds,
) -> Result<i64, StoreError> {
    let pile = piles::insert(tx, now)?;
    let to = protocol::Address {
        office: bundle.row.partner.number,
        service: bundle.row.partner.service,
    };
    for file in &bundle.files {
        let bytes = sent::file(tx, bundle.row.id, &file.name)?.unwrap_or_default();
        let place = (!file.standard).then_some(AttachmentPlace::To(to));
        piles::add_file(tx, pile, &file.name, &bytes, place)?;
    }
    piles::begin_message(tx, pile, &bundle.message)?;
    let service = bundle.row.from_service.to_string();
    let again = bundle.row.state != SentState::Draft;
    piles::set_choices(tx, pile, Some(&service), again)?;
    Ok(pile)
}

/// Why nothing can be edited.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// There is no such draft or bundle.
    #[error("there is no bundle {id}")]
    NotFound {
        /// The id that was asked for.
        id: BundleId,
    },
    /// A draft that was sent meanwhile, or a bundle that is still on its way.
    #[error("bundle {id} is {} and cannot be edited", state.as_str())]
    WrongState {
        /// The bundle.
        id: BundleId,
        /// How far it got.
        state: SentState,
    },
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&EditError> for ErrorCode {
    fn from(err: &EditError) -> ErrorCode {
        match err {
            EditError::NotFound { .. } => ErrorCode::DraftNotFound,
            EditError::WrongState { .. } => ErrorCode::StillOnItsWay,
            EditError::Store(err) => ErrorCode::from(err),
        }
    }
}
