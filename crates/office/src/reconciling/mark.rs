//! Confirming a client's month, or leaving a note to go on later.
//!
//! The decision is bound to the data that the person saw: the form carries its digest, and
//! other data by then is refused. Other terminals are told by the journal; of several decisions
//! the last one counts. What a reader would get wrong: nothing is deleted when data changes.
//! The decision stays with its digest, and the client counts as not confirmed.

use protocol::{EntryId, UtcSeconds};
use rusqlite::Transaction;
use serde::{Deserialize, Serialize};

use super::{Check, Side, reconcile_client};
use crate::error_code::ErrorCode;
use crate::history::{Action, Actor, Entry};
use crate::random::new_entry_id;
use crate::store::reconciling as rows;
use crate::store::{Store, StoreError, journal};

/// Characters of a note: a few sentences, as on the back of the paper form. It travels in the
/// journal of the office, whose entries are many.
pub const NOTE_CHARACTERS_MAX: usize = 500;

/// What a person decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// 確認済みにする.
    Confirm,
    /// あとで続ける: only the note is kept.
    Later,
    /// 確認を取り消す.
    Reopen,
}

/// What a person decides, with what they saw and noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// What to do.
    pub decision: Decision,
    /// The note; it takes the place of an earlier one.
    pub note: String,
    /// The data that the person saw: [`super::Outcome::data`].
    pub data: String,
}

/// What other terminals are told of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CheckBody {
    pub(crate) month: String,
    pub(crate) insurer: String,
    pub(crate) insured: String,
    pub(crate) data: String,
    pub(crate) confirmed: bool,
    pub(crate) note: String,
    pub(crate) staff: String,
    pub(crate) at: UtcSeconds,
}

/// Keeps what `actor` decided about the client with this number, and adds it to the history.
///
/// # Errors
///
/// [`MarkError`]; nothing was changed then.
pub fn mark_client(
    store: &mut Store,
    side: Side,
    number: i64,
    judgement: &Judgement,
    actor: Actor,
    now: UtcSeconds,
) -> Result<(), MarkError> {
    let Judgement {
        decision,
        note,
        data,
    } = judgement;
    let decision = *decision;
    let characters = note.chars().count();
    if characters > NOTE_CHARACTERS_MAX {
        return Err(MarkError::NoteTooLong { found: characters });
    }
    let view = reconcile_client(store, side, number)?.ok_or(MarkError::NotFound { number })?;
    if decision == Decision::Confirm && view.client.outcome.data != *data {
        return Err(MarkError::OtherData { number });
    }
    // A terminal with a clock that is ahead may have decided "later" than now; what a person
    // does here and knows of that decision still comes after it.
    let at = match &view.client.check {
        Some(known) if known.at >= now => UtcSeconds(known.at.0 + 1),
        _ => now,
    };
    let body = CheckBody {
        month: view.month.clone(),
        insurer: view.client.insurer.clone(),
        insured: view.client.insured.clone(),
        data: view.client.outcome.data.clone(),
        confirmed: decision == Decision::Confirm,
        note: note.clone(),
        staff: match &actor {
            Actor::Staff { name, .. } => name.clone(),
            _ => String::new(),
        },
        at,
    };
    let action = match decision {
        Decision::Confirm => Action::MonthConfirmed,
        Decision::Later => Action::MonthNoted,
        Decision::Reopen => Action::MonthReopened,
    };
    let entry = Entry::new(actor, action).on(&view.month).clients(Some(1));
    store.recorded(entry, now, |store| {
        store.write(|tx| {
            let id = new_entry_id();
            journal::tell_check(tx, id, &body)?;
            rows::keep_check(tx, &body, id)?;
            Ok(())
        })
    })
}

/// Takes over what another terminal tells.
pub(crate) fn check_told(
    tx: &Transaction<'_>,
    id: EntryId,
    body: &CheckBody,
) -> Result<(), StoreError> {
    rows::keep_check(tx, body, id)
}

/// All decisions, for a new terminal.
pub(crate) fn checks_told(tx: &Transaction<'_>) -> Result<Vec<(EntryId, CheckBody)>, StoreError> {
    rows::all_checks(tx)
}

impl From<CheckBody> for Check {
    fn from(body: CheckBody) -> Check {
        Check {
            data: body.data,
            confirmed: body.confirmed,
            note: body.note,
            staff: body.staff,
            at: body.at,
        }
    }
}

/// Why a decision was not kept.
#[derive(Debug, thiserror::Error)]
pub enum MarkError {
    /// The note is too long.
    #[error("the note has {found} characters, at most {NOTE_CHARACTERS_MAX} are allowed")]
    NoteTooLong {
        /// How many it has.
        found: usize,
    },
    /// Nothing of the month is left of this client.
    #[error("there is no client {number}")]
    NotFound {
        /// The number that was asked for.
        number: i64,
    },
    /// Other data counts than the person saw.
    #[error("other data of client {number} counts than the person saw")]
    OtherData {
        /// The number of the client.
        number: i64,
    },
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&MarkError> for ErrorCode {
    fn from(err: &MarkError) -> ErrorCode {
        match err {
            MarkError::NoteTooLong { .. } => ErrorCode::NoteTooLong,
            MarkError::NotFound { .. } => ErrorCode::ClientNotInMonth,
            MarkError::OtherData { .. } => ErrorCode::ComparedDataChanged,
            MarkError::Store(err) => ErrorCode::from(err),
        }
    }
}
