//! All clients of a month whose plan came: who is entered, who is left; and everybody who is
//! left as planned in one step.

use std::collections::BTreeSet;

use protocol::{Address, OfficeNumber, UtcSeconds};
use rusqlite::Transaction;

use super::change::as_planned;
use super::read::{Plans, view};
use super::{Sheet, SheetView};
use crate::history::Entry;
use crate::reconciling::{Side, planned_of_month};
use crate::store::{Store, StoreError, actuals as rows, reconciling as reconciled};

/// Where the actuals of a client are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SheetState {
    /// Errors that the check found: no file is made of it.
    Wrong,
    /// Begun.
    Begun,
    /// Nothing entered yet.
    Nothing,
    /// A person says that it is complete.
    Ready,
    /// In a file that lies in 新規作成 or the drafts, or was sent.
    Made,
    /// Sent from this office.
    Sent,
}

/// One client of the month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetSummary {
    /// The number in addresses of pages.
    pub number: i64,
    /// 保険者番号.
    pub insurer: String,
    /// 被保険者番号.
    pub insured: String,
    /// The name, where a file said it.
    pub name: Option<String>,
    /// Who made the plan.
    pub partner: Option<Address>,
    /// Where it is.
    pub state: SheetState,
    /// Days that differ from the plan.
    pub differing: usize,
    /// Errors that the check found.
    pub errors: usize,
    /// Whether anything was given.
    pub is_empty: bool,
    /// A newer plan came than the sheet follows.
    pub plan_changed: bool,
    /// When it was changed last.
    pub changed: Option<UtcSeconds>,
}

/// The clients of `month` whose plan came, by the reading of the name.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn list_sheets(
    store: &mut Store,
    own: OfficeNumber,
    month: &str,
) -> Result<Vec<SheetSummary>, StoreError> {
    let sent: BTreeSet<(String, String)> = store
        .read(|tx| reconciled::sent_versions(tx, "actual", month))?
        .into_iter()
        .filter(|version| !version.deletes)
        .map(|version| version.client)
        .collect();
    let mut found = Vec::new();
    for view in views(store, own, month)? {
        let is_sent = sent.contains(&(view.insurer.clone(), view.insured.clone()));
        found.push(summary(view, is_sent));
    }
    Ok(found)
}

/// The sheets of all clients of the month.
pub(super) fn views(
    store: &mut Store,
    own: OfficeNumber,
    month: &str,
) -> Result<Vec<SheetView>, StoreError> {
    let mut views = Vec::new();
    let mut plans = Plans::default();
    for (client, plan) in planned_of_month(store, Side::Service(own), month)? {
        views.extend(view(store, &mut plans, own, month, &client, plan)?);
    }
    // A plan for somebody else's services only is nothing to enter here.
    views.retain(|view| !view.sheet.lines.is_empty());
    Ok(views)
}

fn summary(view: SheetView, is_sent: bool) -> SheetSummary {
    let errors = view.findings.iter().filter(|one| one.is_error()).count();
    let sheet = &view.sheet;
    let state = match sheet {
        Sheet { version: 0, .. } if is_sent => SheetState::Sent,
        Sheet { version: 0, .. } => SheetState::Nothing,
        _ if errors > 0 => SheetState::Wrong,
        _ if !sheet.ready => SheetState::Begun,
        _ if !sheet.is_made() => SheetState::Ready,
        _ if is_sent => SheetState::Sent,
        _ => SheetState::Made,
    };
    SheetSummary {
        number: view.number,
        state,
        differing: sheet.differing_days(),
        errors,
        is_empty: sheet.is_empty(),
        plan_changed: view.plan_changed,
        changed: sheet.changed,
        partner: view.partner,
        name: view.name,
        insurer: view.insurer,
        insured: view.insured,
    }
}

/// Fills in everything as planned for each client of whom nothing is entered and nothing was
/// sent, and calls it complete, with `entries` for the history. How many these were.
///
/// # Errors
///
/// [`StoreError`] when the database failed; nothing was filled in then.
pub fn fill_as_planned(
    store: &mut Store,
    own: OfficeNumber,
    month: &str,
    entries: Vec<Entry>,
    now: UtcSeconds,
) -> Result<usize, StoreError> {
    let left: BTreeSet<i64> = list_sheets(store, own, month)?
        .into_iter()
        .filter(|one| one.state == SheetState::Nothing)
        .map(|one| one.number)
        .collect();
    let views = views(store, own, month)?;
    let chosen: Vec<SheetView> = views
        .into_iter()
        .filter(|view| left.contains(&view.number))
        .collect();
    if chosen.is_empty() {
        return Ok(0);
    }
    let fill = |tx: &Transaction<'_>| {
        for view in &chosen {
            let mut sheet = view.sheet.clone();
            as_planned(&mut sheet);
            sheet.ready = true;
            sheet.version = 1;
            sheet.changed = Some(now);
            let client = (view.insurer.clone(), view.insured.clone());
            rows::save(tx, month, &client, &sheet)?;
        }
        Ok::<_, StoreError>(chosen.len())
    };
    store.recorded(entries, now, |store| store.write(fill))
}
