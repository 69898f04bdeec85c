//! How far a practice got: five steps, each read from what the office has done.
//!
//! Easily got wrong: a step that is done stays done, whatever is deleted later, as long as a later step is done too.

use crate::inbox::{InboxFilter, ReceivedState, count_inbox, list_inbox};
use crate::outbox::{OutboxFilter, OutboxRow, SentState, list_outbox};
use crate::page::PageRequest;
use crate::piles::{list_piles, plan_pile};
use crate::store::{Store, StoreError};

/// Bundles that are looked at; practice has a handful.
const ROWS: u32 = 50;

/// The set of tickets: the one with the wrong file.
const TICKETS: &str = "K2";

/// Which steps are done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct PracticeProgress {
    /// How many steps are done, one after the other, 0 to 5: put in, corrected, sent, answered, looked at.
    pub(crate) done: u8,
    /// Whether the partner opened the tickets and prepares its answer.
    pub(crate) opened: bool,
    /// The files that are being put together, if there are any.
    pub(crate) pile: Option<i64>,
}

/// Reads how far the practice office got.
///
/// # Errors
///
/// [`StoreError`] when its database failed.
pub(crate) fn read_progress(store: &mut Store) -> Result<PracticeProgress, StoreError> {
    let rows = PageRequest::first(ROWS);
    let sent = list_outbox(store, &OutboxFilter::default(), &rows)?.rows;
    let drafts_and_sent = sent
        .into_iter()
        .chain(list_outbox(store, &drafts(), &rows)?.rows)
        .collect::<Vec<OutboxRow>>();
    let tickets = || {
        drafts_and_sent
            .iter()
            .filter(|row| row.set.as_deref() == Some(TICKETS))
    };
    let pile = list_piles(store, 1)?.first().map(|row| row.number);
    let plan = match pile {
        Some(number) => plan_pile(store, number)?,
        None => None,
    };
    let planned = plan.is_some_and(|plan| {
        plan.bundles
            .iter()
            .any(|bundle| bundle.set.as_deref() == Some(TICKETS))
    });
    let at_the_hub = |row: &OutboxRow| row.times.accepted.is_some();
    let steps = [
        pile.is_some() || !drafts_and_sent.is_empty(),
        planned || tickets().next().is_some(),
        tickets().any(at_the_hub),
        !list_inbox(store, &InboxFilter::default(), &rows)?
            .rows
            .is_empty(),
        count_inbox(store, &opened())? > 0,
    ];
    let last = steps.iter().rposition(|done| *done);
    Ok(PracticeProgress {
        done: last.map_or(0, |index| u8::try_from(index + 1).unwrap_or(u8::MAX)),
        opened: tickets().any(|row| row.state == SentState::Opened),
        pile,
    })
}

fn drafts() -> OutboxFilter {
    OutboxFilter {
        state: Some(SentState::Draft),
        ..OutboxFilter::default()
    }
}

fn opened() -> InboxFilter {
    InboxFilter {
        state: Some(ReceivedState::Opened),
        ..InboxFilter::default()
    }
}
