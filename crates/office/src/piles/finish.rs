//! Making drafts of a pile, and sending some of them, in one transaction.
//!
//! What is in order becomes drafts; what is not stays in the pile. A draft that the pile
//! was made from goes in the same transaction, so it is never there twice and never gone.
//! What a reader would get wrong: when that draft is gone already (edited or sent in
//! another window), the pile still becomes drafts, but nothing of it is sent: the person
//! decides which of the two is right.

use protocol::{BundleId, Digest, UtcSeconds};
use rusqlite::Transaction;

use super::plan::{Loaded, describe, load};
use super::{PileBundle, PilePlan};
use crate::drafts::{AttachmentPlace, PlannedBundle, store_planned};
use crate::error_code::ErrorCode;
use crate::history::{self, Action, Entry};
use crate::outbox::{Queued, SentState, queue_held};
use crate::store::{Store, StoreError, piles, sent};

/// A bundle as the page showed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// [`PileBundle::key`].
    pub key: String,
    /// [`PileBundle::digest`].
    pub digest: Digest,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finish {
    /// 一時保存: drafts of all that is in order.
    Save,
    /// 送信する: the chosen bundles go out `hold_seconds` from now, and all else that is
    /// in order becomes drafts.
    Send {
        /// The bundles as the page showed them.
        chosen: Vec<Chosen>,
        /// Seconds in which the sending can be stopped.
        hold_seconds: u32,
    },
}

/// What came of a pile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// The drafts made, those that were queued included.
    pub drafts: Vec<BundleId>,
    /// What goes out.
    pub sending: Option<Queued>,
    /// Files that stay in the pile.
    pub kept_files: u64,
    /// The draft that was edited is gone: another window edited or sent it. What was
    /// edited here is a draft of its own, and nothing was sent.
    pub base_gone: bool,
}

/// Makes drafts of the pile. `did` begins a line of the history for each draft that was
/// saved or sent, kept in the same transaction.
///
/// # Errors
///
/// [`FinishError`]; nothing was made or sent then.
pub fn finish_pile(
    store: &mut Store,
    pile: i64,
    finish: &Finish,
    now: UtcSeconds,
    did: impl Fn(Action) -> Entry,
) -> Result<Finished, FinishError> {
    let loaded = store.read(|tx| load(tx, pile))?;
    let loaded = loaded.ok_or(FinishError::NotFound { pile })?;
    // Outside of the transaction: checking many files takes a while.
    let planned = loaded.plan();
    store.write(|tx| {
        let now_there = piles::find(tx, pile)?.ok_or(FinishError::NotFound { pile })?;
        if now_there != loaded.pile {
            return Err(FinishError::Changed);
        }
        let (plan, bundles) = describe(tx, &loaded, planned)?;
        let chosen = match finish {
            Finish::Save => Vec::new(),
            Finish::Send { chosen, .. } => chosen_bundles(&plan, chosen)?,
        };
        let wanted = plan.bundles.iter().zip(&bundles);
        let wanted: Vec<_> = wanted.filter(|(own, _)| plan.is_wanted(own)).collect();
        let base_gone = !wanted.is_empty() && !remove_bases(tx, &plan)?;
        let mut drafts = Vec::new();
        let mut to_send = Vec::new();
        for (own, bundle) in &wanted {
            let id = make_draft(tx, &loaded, own, bundle, now)?;
            drafts.push(id);
            let sends = !base_gone && chosen.contains(&own.key.as_str());
            let action = if sends { Action::Sent } else { Action::Drafted };
            let clients = (own.standard_files > 0).then_some(own.clients);
            history::append(tx, &did(action).on(id).clients(clients), now)?;
            if sends {
                to_send.push(id);
            }
        }
        let sending = match finish {
            Finish::Send { hold_seconds, .. } if !base_gone => {
                Some(queue_held(tx, &to_send, *hold_seconds, now)?)
            }
            _ => None,
        };
        let made: Vec<&PileBundle> = wanted.iter().map(|(own, _)| *own).collect();
        let kept_files = keep_the_rest(tx, &plan, &made, now)?;
        Ok(Finished {
            drafts,
            sending,
            kept_files,
            base_gone,
        })
    })
}

/// The keys of the chosen bundles, if each is still what the page showed.
fn chosen_bundles<'a>(plan: &PilePlan, chosen: &'a [Chosen]) -> Result<Vec<&'a str>, FinishError> {
    if chosen.is_empty() {
        return Err(FinishError::NothingChosen);
    }
    let still_there = |wanted: &Chosen| {
        plan.bundles
            .iter()
            .filter(|bundle| plan.is_wanted(bundle))
            .any(|bundle| bundle.key == wanted.key && bundle.digest == wanted.digest)
    };
    if chosen.iter().all(still_there) {
        Ok(chosen.iter().map(|chosen| chosen.key.as_str()).collect())
    } else {
        Err(FinishError::Changed)
    }
}

/// Removes the drafts that the pile takes the place of; whether all were still there.
fn remove_bases(tx: &Transaction<'_>, plan: &PilePlan) -> Result<bool, StoreError> {
    let mut all = true;
    for base in &plan.pile.bases {
        if sent::state(tx, *base)? == Some(SentState::Draft) {
            sent::delete(tx, *base)?;
        } else {
            all = false;
        }
    }
    Ok(all)
}

fn make_draft(
    tx: &Transaction<'_>,
    loaded: &Loaded,
    own: &PileBundle,
    bundle: &PlannedBundle,
    now: UtcSeconds,
) -> Result<BundleId, StoreError> {
    let message = loaded.pile.messages.get(&own.key);
    let message = message.unwrap_or(&loaded.pile.message);
    store_planned(tx, &loaded.inputs, bundle, message, now)
}

/// Takes the files of the drafts out of the pile, and the pile away when nothing is left.
/// How many files are left.
fn keep_the_rest(
    tx: &Transaction<'_>,
    plan: &PilePlan,
    made: &[&PileBundle],
    now: UtcSeconds,
) -> Result<u64, StoreError> {
    let pile = plan.pile.row.number;
    let used = |number: &i64| made.iter().any(|bundle| bundle.files.contains(number));
    let standard_waits = plan.checked.iter().any(|number| !used(number));
    for file in &plan.pile.files {
        // What is for everyone is also for those whose own files are not in order yet.
        let still_needed = standard_waits && file.place == Some(AttachmentPlace::Everyone);
        if used(&file.number) && !still_needed {
            piles::remove_file(tx, pile, file.number)?;
        }
    }
    let left = piles::find(tx, pile)?.map_or(0, |pile| pile.row.files);
    if left == 0 {
        piles::delete(tx, pile)?;
    } else if !made.is_empty() {
        piles::set_left_over(tx, pile)?;
        piles::files_changed(tx, pile, now)?;
    }
    Ok(left)
}

/// Why nothing was made of a pile.
#[derive(Debug, thiserror::Error)]
pub enum FinishError {
    /// There is no such pile: it was finished or discarded in another window.
    #[error("there is no pile {pile}")]
    NotFound {
        /// The number that was asked for.
        pile: i64,
    },
    /// No bundle was chosen for sending.
    #[error("no bundle was chosen")]
    NothingChosen,
    /// The pile is no longer what the page showed.
    #[error("the pile was changed since the page was shown")]
    Changed,
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&FinishError> for ErrorCode {
    fn from(err: &FinishError) -> ErrorCode {
        match err {
            FinishError::NotFound { .. } => ErrorCode::PileNotFound,
            FinishError::NothingChosen => ErrorCode::NothingChosen,
            FinishError::Changed => ErrorCode::PileChanged,
            FinishError::Store(err) => ErrorCode::from(err),
        }
    }
}
