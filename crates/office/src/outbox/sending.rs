//! One press of 送信する: drafts become bundles that leave together after a short time
//! in which the person may still stop them.
//!
//! Nothing of a held bundle leaves this machine, nor is it sealed. The time is in the
//! database, so it holds over a restart. Who comes first, the person or the worker, is
//! decided there as well: stopping and counting the first attempt are transactions on
//! the same row. What a reader would get wrong: a bundle may be stopped even after its
//! time, as long as no attempt was counted, for nothing has left then.

use protocol::{BundleId, UtcSeconds};

use super::{OutboxRow, SentState};
use crate::error_code::ErrorCode;
use crate::history::{self, Action, Entry};
use crate::store::sendings::HOLD_SECONDS_MAX;
use crate::store::{Store, StoreError, sendings, sent};

/// What was queued by one press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queued {
    /// The number of this sending, for [`read_sending`] and [`stop_sending`].
    pub sending: i64,
    /// The drafts that are now bundles on their way.
    pub queued: Vec<BundleId>,
    /// Drafts that were discarded or sent elsewhere meanwhile; nothing was done to them.
    pub missed: Vec<BundleId>,
}

/// One sending as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    /// When it was asked for.
    pub queued_at: UtcSeconds,
    /// Seconds until its bundles may leave; 0 when they may.
    pub seconds_left: u32,
    /// Its bundles, in the order in which their drafts were made.
    pub bundles: Vec<OutboxRow>,
    /// How many of them can still be stopped.
    pub stoppable: u32,
}

/// A sending that is held back, for the list of what is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldSending {
    /// Its number.
    pub sending: i64,
    /// Until when it is held back.
    pub hold_until: UtcSeconds,
    /// How many bundles wait in it.
    pub bundles: u64,
}

/// What came of stopping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stopped {
    /// Drafts again.
    pub drafts: Vec<BundleId>,
    /// Too late: the first attempt has begun, or the bundle was withdrawn.
    pub left: Vec<BundleId>,
}

/// Puts drafts into the outbox, to leave `hold_seconds` from now (at most
/// 60; 0 lets them go at once).
///
/// A draft that is in the outbox already is left as it is and counts as missed, so a
/// double click sends once.
///
/// # Errors
///
/// [`StoreError`] when the database failed; nothing was queued then.
pub fn send_drafts(
    store: &mut Store,
    ids: &[BundleId],
    hold_seconds: u32,
    now: UtcSeconds,
) -> Result<Queued, StoreError> {
    store.write(|tx| queue_held(tx, ids, hold_seconds, now))
}

pub(crate) fn queue_held(
    tx: &rusqlite::Transaction<'_>,
    ids: &[BundleId],
    hold_seconds: u32,
    now: UtcSeconds,
) -> Result<Queued, StoreError> {
    let hold = i64::from(hold_seconds).min(HOLD_SECONDS_MAX);
    let hold_until = UtcSeconds(now.0 + hold);
    let sending = sendings::insert(tx, now, hold_until)?;
    let mut report = Queued {
        sending,
        queued: Vec::new(),
        missed: Vec::new(),
    };
    for id in ids {
        if sent::state(tx, *id)? == Some(SentState::Draft) {
            sent::set_queued(tx, *id, now)?;
            sendings::add(tx, sending, *id, hold_until)?;
            report.queued.push(*id);
        } else {
            report.missed.push(*id);
        }
    }
    Ok(report)
}

/// Makes drafts again of all bundles of a sending that have not left. `did` begins a line
/// of the history for each of them, kept in the same transaction.
///
/// # Errors
///
/// [`StopError`]; nothing was changed then.
pub fn stop_sending(
    store: &mut Store,
    sending: i64,
    now: UtcSeconds,
    did: impl Fn(Action) -> Entry,
) -> Result<Stopped, StopError> {
    store.write(|tx| {
        if sendings::times(tx, sending)?.is_none() {
            return Err(StopError::NotFound { sending });
        }
        let mut stopped = Stopped {
            drafts: Vec::new(),
            left: Vec::new(),
        };
        for id in sendings::bundles(tx, sending)? {
            if can_stop(tx, id)? {
                sendings::back_to_draft(tx, id)?;
                history::append(tx, &did(Action::SendStopped).on(id), now)?;
                stopped.drafts.push(id);
            } else {
                stopped.left.push(id);
            }
        }
        Ok(stopped)
    })
}

/// An attempt is counted before it is made, so without one nothing has left.
fn can_stop(tx: &rusqlite::Transaction<'_>, id: BundleId) -> Result<bool, StoreError> {
    let Some(pending) = sent::find_pending(tx, id)? else {
        return Ok(false);
    };
    let waits = matches!(pending.state, SentState::Waiting | SentState::Blocked);
    Ok(waits && pending.attempts == 0)
}

/// One sending as it stands at `now`; `None` when there is none of this number.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn read_sending(
    store: &mut Store,
    sending: i64,
    now: UtcSeconds,
) -> Result<Option<Sending>, StoreError> {
    store.read(|tx| {
        let Some(times) = sendings::times(tx, sending)? else {
            return Ok(None);
        };
        let left = times.hold_until.0 - now.0;
        let seconds_left = u32::try_from(left)
            .ok()
            .filter(|_| left <= HOLD_SECONDS_MAX)
            .unwrap_or(0);
        let mut bundles = Vec::new();
        let mut stoppable = 0;
        for id in sendings::bundles(tx, sending)? {
            stoppable += u32::from(can_stop(tx, id)?);
            bundles.extend(sent::bundle(tx, id)?.map(|bundle| bundle.row));
        }
        Ok(Some(Sending {
            queued_at: times.queued_at,
            seconds_left,
            bundles,
            stoppable,
        }))
    })
}

/// The sendings that are held back at `now`, newest first.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn held_sendings(store: &mut Store, now: UtcSeconds) -> Result<Vec<HeldSending>, StoreError> {
    store.read(|tx| {
        let held = sendings::held(tx, now)?.into_iter();
        Ok(held
            .filter(|(_, _, bundles)| *bundles > 0)
            .map(|(sending, hold_until, bundles)| HeldSending {
                sending,
                hold_until,
                bundles,
            })
            .collect())
    })
}

/// Why nothing was stopped.
#[derive(Debug, thiserror::Error)]
pub enum StopError {
    /// There is no such sending.
    #[error("there is no sending {sending}")]
    NotFound {
        /// The number that was asked for.
        sending: i64,
    },
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&StopError> for ErrorCode {
    fn from(err: &StopError) -> ErrorCode {
        match err {
            StopError::NotFound { .. } => ErrorCode::SentNotFound,
            StopError::Store(err) => ErrorCode::from(err),
        }
    }
}
