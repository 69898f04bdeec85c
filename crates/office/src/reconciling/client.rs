//! One client of a month in full: services by day, differences, risks, totals, and the bundles
//! that were compared.

use std::collections::BTreeSet;

use reconcile::{ClientMonth as Comparison, UnreadRecord};

use super::compare::compare;
use super::month::{ClientSummary, MonthSummary, read_sources, reconcile_month};
use super::{Side, SourceBundle};
use crate::store::reconciling as rows;
use crate::store::{Store, StoreError};

/// Everything about one client of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientView {
    /// The month, `"202611"`.
    pub month: String,
    /// Its line in the month.
    pub client: ClientSummary,
    /// What differs, in full; `None` when no record of the client can be read.
    pub comparison: Option<Comparison>,
    /// Records of its files that could not be read and so were not compared.
    pub unreadable: Vec<UnreadRecord>,
    /// The plan that counts.
    pub planned: Option<SourceBundle>,
    /// The actuals that count.
    pub actual: Vec<SourceBundle>,
    /// The whole month, for going on to the next client.
    pub of_month: MonthSummary,
}

/// The client with this number; `None` when there is no such client, or nothing of the month
/// is left of it.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn reconcile_client(
    store: &mut Store,
    side: Side,
    number: i64,
) -> Result<Option<ClientView>, StoreError> {
    let Some(month) = store.read(|tx| rows::month_of(tx, number))? else {
        return Ok(None);
    };
    let of_month = reconcile_month(store, side, &month)?;
    let found = of_month.clients.iter().find(|one| one.number == number);
    let Some(client) = found.cloned() else {
        return Ok(None);
    };
    store.read(|tx| {
        let sources = read_sources(tx, side, &month)?;
        let id = (client.insurer.clone(), client.insured.clone());
        let chosen = sources.clients.get(&id).cloned().unwrap_or_default();
        let result = compare(tx, side, &month, &sources, &BTreeSet::from([id]))?;
        Ok(Some(ClientView {
            client,
            comparison: result.clients.into_iter().next(),
            unreadable: result.unread,
            planned: chosen.planned,
            actual: chosen.actual,
            of_month,
            month,
        }))
    })
}
