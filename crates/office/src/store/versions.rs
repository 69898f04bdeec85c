//! Queries on versions of the same data: from one bundle to those before and after it.
//!
//! All begin at the clients of one bundle and seek along the primary key of the
//! version tables, so they cost the same with 100,000 bundles.

use std::collections::BTreeSet;

use protocol::{BundleId, UtcSeconds};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::received::sender_text;
use super::received_rows::key as received_key;
use super::{StoreError, parsed};
use crate::clients::ClientMonth;
use crate::inbox::{EarlierReceived, ReceivedId};
use crate::outbox::EarlierSent;
use crate::versions::{OtherVersion, Versions};

/// Other versions of what a received bundle says; one row for each client and other.
const RECEIVED: &str = "SELECT mine.insurer, mine.insured, mine.stamp, other.stamp, other.deletes,
        bundle.sender, bundle.id, bundle.received_at
     FROM received_version AS mine
     CROSS JOIN received_version AS other ON other.insured = mine.insured AND other.insurer = mine.insurer
        AND other.office = mine.office AND other.service = mine.service
        AND other.form = mine.form AND other.period = mine.period AND other.stamp <> mine.stamp
     CROSS JOIN received AS bundle ON bundle.number = other.number AND bundle.state IN ('received', 'opened')
     WHERE mine.number = ?1";

/// The same of a sent bundle.
const SENT: &str = "SELECT mine.insurer, mine.insured, mine.stamp, other.stamp, other.deletes,
        '', bundle.id, bundle.queued_at
     FROM sent_version AS mine
     CROSS JOIN sent_version AS other ON other.insured = mine.insured AND other.insurer = mine.insurer
        AND other.office = mine.office AND other.service = mine.service
        AND other.form = mine.form AND other.period = mine.period AND other.stamp <> mine.stamp
     CROSS JOIN sent AS bundle ON bundle.id = other.id
        AND bundle.state NOT IN ('draft', 'refused', 'withdrawn') AND bundle.withdraw_asked_at IS NULL
     WHERE mine.id = ?1";

/// What one bundle and another say about the same client.
struct Pair {
    client: (String, String),
    mine: String,
    other: String,
    deletes: bool,
    sender: String,
    id: String,
    at: Option<i64>,
}

fn pair(row: &Row<'_>) -> rusqlite::Result<Pair> {
    Ok(Pair {
        client: (row.get(0)?, row.get(1)?),
        mine: row.get(2)?,
        other: row.get(3)?,
        deletes: row.get(4)?,
        sender: row.get(5)?,
        id: row.get(6)?,
        at: row.get(7)?,
    })
}

/// The versions beside a received bundle.
pub(crate) fn received(
    tx: &Transaction<'_>,
    id: ReceivedId,
) -> Result<Versions<ReceivedId>, StoreError> {
    let Some(number) = received_number(tx, id)? else {
        return Ok(Versions {
            clients: 0,
            earlier: None,
            newer: None,
        });
    };
    let clients = tx
        .prepare_cached(
            "SELECT count(*) FROM (SELECT DISTINCT insurer, insured FROM received_version WHERE number = ?1)",
        )?
        .query_row([number], |row| row.get(0))?;
    let mut statement = tx.prepare_cached(RECEIVED)?;
    let pairs: Vec<Pair> = statement
        .query_map([number], pair)?
        .collect::<Result<_, _>>()?;
    beside(clients, &pairs, |pair| received_key(&pair.sender, &pair.id))
}

/// The versions beside a sent bundle.
pub(crate) fn sent(tx: &Transaction<'_>, id: BundleId) -> Result<Versions<BundleId>, StoreError> {
    let clients = tx
        .prepare_cached(
            "SELECT count(*) FROM (SELECT DISTINCT insurer, insured FROM sent_version WHERE id = ?1)",
        )?
        .query_row([id.to_string()], |row| row.get(0))?;
    let mut statement = tx.prepare_cached(SENT)?;
    let pairs: Vec<Pair> = statement
        .query_map([id.to_string()], pair)?
        .collect::<Result<_, _>>()?;
    beside(clients, &pairs, |pair| parsed("sent.id", &pair.id))
}

fn beside<Key>(
    clients: u32,
    pairs: &[Pair],
    key: impl Fn(&Pair) -> Result<Key, StoreError>,
) -> Result<Versions<Key>, StoreError> {
    // Before a deletion there is nothing that a registration could correct, but the
    // deletion itself has something before it; both are registrations.
    let earlier = pairs
        .iter()
        .filter(|pair| pair.other < pair.mine && !pair.deletes);
    let newer = pairs.iter().filter(|pair| pair.other > pair.mine);
    Ok(Versions {
        clients,
        earlier: newest(earlier, &key)?,
        newer: newest(newer, &key)?,
    })
}

fn newest<'a, Key>(
    pairs: impl Iterator<Item = &'a Pair> + Clone,
    key: impl Fn(&Pair) -> Result<Key, StoreError>,
) -> Result<Option<OtherVersion<Key>>, StoreError> {
    let clients: BTreeSet<_> = pairs.clone().map(|pair| &pair.client).collect();
    let Some(found) = pairs.max_by(|left, right| left.other.cmp(&right.other)) else {
        return Ok(None);
    };
    Ok(Some(OtherVersion {
        id: key(found)?,
        at: found.at.map(UtcSeconds),
        deletes: found.deletes,
        clients: u32::try_from(clients.len()).unwrap_or(u32::MAX),
    }))
}

fn received_number(tx: &Transaction<'_>, id: ReceivedId) -> Result<Option<i64>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT number FROM received WHERE sender = ?1 AND id = ?2")?
        .query_row(params![sender_text(id), id.id.to_string()], |row| {
            row.get(0)
        })
        .optional()?)
}

/// The newest registration before `than` of what it says about the client and month.
pub(crate) fn earlier_received(
    tx: &Transaction<'_>,
    than: ReceivedId,
    of: &ClientMonth,
) -> Result<Option<EarlierReceived>, StoreError> {
    let Some(number) = received_number(tx, than)? else {
        return Ok(None);
    };
    let sql = format!(
        "{RECEIVED} AND mine.insurer = ?2 AND mine.insured = ?3 AND mine.period = ?4
         AND other.stamp < mine.stamp AND NOT other.deletes ORDER BY other.stamp DESC LIMIT 1"
    );
    let found = tx
        .prepare_cached(&sql)?
        .query_row(params![number, of.insurer, of.insured, of.month], pair)
        .optional()?;
    found
        .map(|pair| {
            Ok(EarlierReceived {
                id: received_key(&pair.sender, &pair.id)?,
                received: pair.at.map(UtcSeconds),
            })
        })
        .transpose()
}

/// The newest registration before `than` of what it says about the client and month.
pub(crate) fn earlier_sent(
    tx: &Transaction<'_>,
    than: BundleId,
    of: &ClientMonth,
) -> Result<Option<EarlierSent>, StoreError> {
    let sql = format!(
        "{SENT} AND mine.insurer = ?2 AND mine.insured = ?3 AND mine.period = ?4
         AND other.stamp < mine.stamp AND NOT other.deletes ORDER BY other.stamp DESC LIMIT 1"
    );
    let found = tx
        .prepare_cached(&sql)?
        .query_row(
            params![than.to_string(), of.insurer, of.insured, of.month],
            pair,
        )
        .optional()?;
    found
        .map(|pair| {
            Ok(EarlierSent {
                id: parsed("sent.id", &pair.id)?,
                sent: pair.at.map(UtcSeconds),
            })
        })
        .transpose()
}
