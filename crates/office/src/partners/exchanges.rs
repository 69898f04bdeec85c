//! Partners with the last exchange, and how many of a month's receivers use the hub.

use protocol::{OfficeNumber, UtcSeconds};

use super::PartnerEntry;
use crate::store::{Store, StoreError, partners};

/// A partner and when something was last exchanged with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The partner.
    pub partner: PartnerEntry,
    /// The last bundle that was sent to it.
    pub sent_at: Option<UtcSeconds>,
    /// The last bundle of it that arrived.
    pub received_at: Option<UtcSeconds>,
}

/// How many receivers of a month use the hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    /// Offices to which something about the month was sent or queued.
    pub receivers: u64,
    /// Of these, those in the hub's directory.
    pub joined: u64,
}

/// All partners with which something was exchanged, by number. An office that was only
/// looked up is not among them.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn list_exchanges(store: &mut Store) -> Result<Vec<Exchange>, StoreError> {
    store.read(|tx| {
        let mut exchanges = Vec::new();
        for partner in partners::all(tx)? {
            let (sent_at, received_at) = last_exchange(tx, partner.number)?;
            if sent_at.is_some() || received_at.is_some() {
                exchanges.push(Exchange {
                    partner,
                    sent_at,
                    received_at,
                });
            }
        }
        Ok(exchanges)
    })
}

fn last_exchange(
    tx: &rusqlite::Transaction<'_>,
    number: OfficeNumber,
) -> Result<(Option<UtcSeconds>, Option<UtcSeconds>), StoreError> {
    Ok((
        partners::last_sent(tx, number)?,
        partners::last_received(tx, number)?,
    ))
}

/// How many receivers of `month` (`"202612"`) use the hub.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn read_coverage(store: &mut Store, month: &str) -> Result<Coverage, StoreError> {
    store.read(|tx| partners::coverage(tx, month))
}
