//! All clients of a month: who agrees, who differs, whose actuals are missing, who was looked at.
//!
//! Reading the files of a month takes longer than a page may (`docs/internals/decisions/
//! reconcile-is-kept.md`), so what came out for a client is kept and made anew only when other
//! bundles count for it, and bundles are looked through only when the month changed. What a reader would get wrong: that makes this a writing operation,
//! though it changes nothing that a person said.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::compare;
use super::sources::{ClientId, MonthSources};
use super::{Check, Outcome, Side, SourceBundle};
use crate::inbox::ReceivedId;
use crate::store::month_marks::{KeptMonth, changes_of_month, keep_month, kept_month};
use crate::store::reconciling as rows;
use crate::store::{Store, StoreError};

/// What is known about a month.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MonthSummary {
    /// Every client of plan or actuals, by the reading of the name.
    pub clients: Vec<ClientSummary>,
    /// Bundles of the month that nobody opened; they take part in nothing.
    pub unread: Vec<ReceivedId>,
    /// Bundles that take part although the check found errors in them.
    pub doubtful: Vec<ReceivedId>,
}

/// One client of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientSummary {
    /// The number in addresses of pages, on this terminal.
    pub number: i64,
    /// 保険者番号.
    pub insurer: String,
    /// 被保険者番号.
    pub insured: String,
    /// The name, where a file said it.
    pub name: Option<String>,
    /// Its reading; empty where none is known.
    pub kana: String,
    /// What came out.
    pub outcome: Outcome,
    /// The last decision of a person, for whichever data.
    pub check: Option<Check>,
}

/// Where a client of a month stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClientState {
    /// 差異あり.
    Differs,
    /// 実績待ち: nothing differs so far.
    Waiting,
    /// 一致: all is here and nothing differs.
    Agrees,
    /// 確認済み: a person has looked at exactly this data.
    Confirmed,
}

impl ClientSummary {
    /// Where the client stands.
    pub fn state(&self) -> ClientState {
        let confirmed = |check: &Check| check.confirmed && check.data == self.outcome.data;
        if self.check.as_ref().is_some_and(confirmed) {
            ClientState::Confirmed
        } else if self.outcome.differs() {
            ClientState::Differs
        } else if self.outcome.is_waiting() {
            ClientState::Waiting
        } else {
            ClientState::Agrees
        }
    }

    /// Whether a person had confirmed other data than this.
    pub fn is_reopened(&self) -> bool {
        let other = |check: &Check| check.confirmed && check.data != self.outcome.data;
        self.check.as_ref().is_some_and(other)
    }
}

impl MonthSummary {
    /// How many clients are in this state.
    pub fn count(&self, state: ClientState) -> usize {
        let in_state = |client: &&ClientSummary| client.state() == state;
        self.clients.iter().filter(in_state).count()
    }
}

/// What there is about `month` (`"202611"`).
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn reconcile_month(
    store: &mut Store,
    side: Side,
    month: &str,
) -> Result<MonthSummary, StoreError> {
    let made_for = format!("{} {side:?}", env!("CARGO_PKG_VERSION"));
    let kept = store.read(|tx| {
        let changes = changes_of_month(tx, month)?;
        match kept_month(tx, month, &made_for, changes)? {
            Some(kept) => Ok::<_, StoreError>(Some((kept, rows::clients(tx, month)?))),
            None => Ok(None),
        }
    })?;
    let (found, clients) = match kept {
        Some(kept) => kept,
        None => look_through(store, side, month, &made_for)?,
    };
    let by_name = |client: &ClientSummary| {
        let reading = client.kana.clone();
        (reading, client.insured.clone(), client.insurer.clone())
    };
    let mut clients = clients;
    clients.sort_by_cached_key(by_name);
    Ok(MonthSummary {
        clients,
        unread: found.unread.into_iter().collect(),
        doubtful: found.doubtful.into_iter().collect(),
    })
}

/// Goes through all bundles of the month and keeps what comes out.
fn look_through(
    store: &mut Store,
    side: Side,
    month: &str,
    made_for: &str,
) -> Result<(KeptMonth, Vec<ClientSummary>), StoreError> {
    let (changes, sources, kept) = store.read(|tx| {
        Ok::<_, StoreError>((
            changes_of_month(tx, month)?,
            read_sources(tx, side, month)?,
            rows::kept(tx, month)?,
        ))
    })?;
    let arrived = sources.arrived_digest();
    let inputs: BTreeMap<ClientId, String> = sources
        .clients
        .iter()
        .map(|(client, chosen)| (client.clone(), chosen.inputs(made_for, &arrived)))
        .collect();
    let stale: BTreeSet<ClientId> = inputs
        .iter()
        .filter(|(client, inputs)| kept.get(*client).is_none_or(|kept| kept != *inputs))
        .map(|(client, _)| client.clone())
        .collect();
    let gone: Vec<&ClientId> = kept
        .keys()
        .filter(|client| !inputs.contains_key(*client))
        .collect();
    let found = match stale.is_empty() {
        true => Vec::new(),
        false => store.read(|tx| outcomes(tx, side, month, &sources, &stale))?,
    };
    let month_found = KeptMonth {
        unread: sources.unread,
        doubtful: sources.doubtful,
    };
    let clients = store.write(|tx| {
        for client in &gone {
            rows::forget(tx, month, client)?;
        }
        for (client, outcome) in &found {
            rows::keep(tx, month, client, &inputs[client], outcome)?;
        }
        keep_month(tx, month, made_for, changes, &month_found)?;
        rows::clients(tx, month)
    })?;
    Ok((month_found, clients))
}

/// Every client of the month with the plan that counts, if there is one.
pub(crate) fn planned_of_month(
    store: &mut Store,
    side: Side,
    month: &str,
) -> Result<Vec<(ClientSummary, Option<SourceBundle>)>, StoreError> {
    let found = reconcile_month(store, side, month)?;
    let sources = store.read(|tx| read_sources(tx, side, month))?;
    let planned = |client: ClientSummary| {
        let id = (client.insurer.clone(), client.insured.clone());
        let plan = sources.clients.get(&id).and_then(|chosen| chosen.planned);
        (client, plan)
    };
    Ok(found.clients.into_iter().map(planned).collect())
}

/// Which bundles count for whom in `month`.
pub(super) fn read_sources(
    tx: &rusqlite::Transaction<'_>,
    side: Side,
    month: &str,
) -> Result<MonthSources, StoreError> {
    let (planned, actual) = match side {
        Side::Care => (
            rows::sent_versions(tx, "ticket", month)?,
            rows::received_versions(tx, "actual", month)?,
        ),
        Side::Service(_) => (
            rows::received_versions(tx, "ticket", month)?,
            rows::sent_versions(tx, "actual", month)?,
        ),
    };
    Ok(MonthSources::choose(planned, actual))
}

fn outcomes(
    tx: &rusqlite::Transaction<'_>,
    side: Side,
    month: &str,
    sources: &MonthSources,
    stale: &BTreeSet<ClientId>,
) -> Result<Vec<(ClientId, Outcome)>, StoreError> {
    let result = compare(tx, side, month, sources, stale)?;
    let mut found: BTreeMap<ClientId, Outcome> = result
        .clients
        .iter()
        .map(|client| {
            let id = (
                client.key.insurer.to_string(),
                client.key.insured.to_string(),
            );
            (id, Outcome::of(client))
        })
        .collect();
    // A client all of whose records were deleted or cannot be read has nothing to compare; the
    // empty outcome is kept, or its files would be read at every look.
    let empty = Outcome {
        data: String::new(),
        differences: 0,
        risks: Vec::new(),
        offices: Vec::new(),
    };
    Ok(stale
        .iter()
        .map(|client| {
            let outcome = found.remove(client).unwrap_or_else(|| empty.clone());
            (client.clone(), outcome)
        })
        .collect())
}
