//! Reading the history, newest first.

use protocol::UtcSeconds;

use super::{Action, Actor};
use crate::page::{Page, PageRequest};
use crate::staff::StaffId;
use crate::store::{Store, StoreError, history};

/// Which lines are wanted; all conditions together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HistoryFilter {
    /// Only what this member of staff did.
    pub staff: Option<StaffId>,
    /// Only what was done to this bundle or member of staff: an id.
    pub subject: Option<String>,
    /// Not before this time.
    pub from: Option<UtcSeconds>,
    /// Before this time.
    pub until: Option<UtcSeconds>,
}

/// One line of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryRow {
    /// 1, 2, 3 …
    pub number: i64,
    /// When, by the clock of this machine.
    pub at: UtcSeconds,
    /// Who.
    pub actor: Actor,
    /// What.
    pub action: Action,
    /// The id of a bundle or of a member of staff, or empty.
    pub subject: String,
    /// Clients that the data is about.
    pub clients: Option<u32>,
}

/// One page of the history, newest first.
///
/// # Errors
///
/// [`StoreError`] when the database failed or holds a line of a newer program.
pub fn list_history(
    store: &mut Store,
    filter: &HistoryFilter,
    request: &PageRequest,
) -> Result<Page<HistoryRow>, StoreError> {
    let rows = request.rows();
    let before = request
        .after
        .as_deref()
        .and_then(|cursor| cursor.parse().ok());
    let mut found = store.read(|tx| history::list(tx, filter, before, rows + 1))?;
    let more = found.len() > rows as usize;
    found.truncate(rows as usize);
    let next = found
        .last()
        .filter(|_| more)
        .map(|row| row.number.to_string());
    let rows = found
        .into_iter()
        .map(history::Row::read)
        .collect::<Result<_, _>>()?;
    Ok(Page { rows, next })
}

/// Who did this to this bundle last, and when: for 「送信した人」 beside a bundle. Known
/// on this terminal only; `None` for what was done elsewhere or before there was a
/// history.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn who_did(
    store: &mut Store,
    action: Action,
    subject: impl std::fmt::Display,
) -> Result<Option<(UtcSeconds, Actor)>, StoreError> {
    let subject = subject.to_string();
    store.read(|tx| history::last_actor(tx, &subject, action.as_str()))
}
