//! Queries that lead from what one bundle says about a client to other bundles: the
//! plan that actuals answer, and newer data about the same client and month.
//!
//! All of them begin at the client, of whom there are a few bundles a year, so they
//! cost the same with 100,000 bundles. Forms without a month (table 1) have no such
//! question: the database does not know the dates in their records.

use protocol::{Address, BundleId, UtcSeconds};
use rusqlite::{OptionalExtension, Transaction, params};

use super::received::sender_text;
use super::received_rows::key;
use super::{StoreError, parsed};
use crate::clients::ClientMonth;
use crate::inbox::{NewerReceived, ReceivedId};
use crate::outbox::NewerSent;

/// The newest plan or ticket of the month that went to `to` and was not taken back.
pub(crate) fn plan_sent(
    tx: &Transaction<'_>,
    to: Address,
    of: &ClientMonth,
) -> Result<Option<BundleId>, StoreError> {
    let id: Option<String> = tx
        .prepare_cached(
            "SELECT sent.id FROM sent_client AS client JOIN sent ON sent.id = client.id
             WHERE client.insured = ?1 AND client.insurer = ?2
               AND to_office = ?4 AND to_service = ?5
               AND set_kind IN ('K2', 'Y4')
               AND state NOT IN ('draft', 'refused', 'withdrawn') AND withdraw_asked_at IS NULL
               AND EXISTS (SELECT 1 FROM sent_month AS month WHERE month.month = ?3 AND month.id = sent.id)
             ORDER BY stamp DESC, listed_at DESC LIMIT 1",
        )?
        .query_row(
            params![
                of.insured,
                of.insurer,
                of.month,
                to.office.as_str(),
                to.service.as_str()
            ],
            |row| row.get(0),
        )
        .optional()?;
    id.map(|id| parsed("sent.id", &id)).transpose()
}

/// What the sender of `than` sent later about the client and the month: the same
/// set, or the one that deletes it.
pub(crate) fn newer_received(
    tx: &Transaction<'_>,
    than: ReceivedId,
    of: &ClientMonth,
) -> Result<Option<NewerReceived>, StoreError> {
    let found = tx
        .prepare_cached(
            "SELECT newer.sender, newer.id, newer.set_kind, newer.received_at
             FROM received AS old
             JOIN received_client AS client ON client.insured = ?1 AND client.insurer = ?2
             JOIN received AS newer ON newer.number = client.number
             WHERE old.sender = ?4 AND old.id = ?5
               AND newer.sender = old.sender AND newer.from_service = old.from_service
               AND newer.stamp > old.stamp AND newer.state IN ('received', 'opened')
               AND (newer.set_kind = old.set_kind OR (old.set_kind, newer.set_kind) IN
                   (VALUES ('K2', 'K4'), ('K5', 'K6'), ('Y4', 'Y7'), ('Y8', 'Y9')))
               AND EXISTS (SELECT 1 FROM received_month AS month
                           WHERE month.month = ?3 AND month.number = newer.number)
             ORDER BY newer.stamp DESC LIMIT 1",
        )?
        .query_row(
            params![
                of.insured,
                of.insurer,
                of.month,
                sender_text(than),
                than.id.to_string()
            ],
            |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, String>(2)?,
                    row.get::<_, Option<i64>>(3)?,
                ))
            },
        )
        .optional()?;
    found
        .map(|(sender, id, set, at)| {
            Ok(NewerReceived {
                id: key(&sender, &id)?,
                deletes: deletes(&set),
                received: at.map(UtcSeconds),
            })
        })
        .transpose()
}

/// What this office sent to the same address later than `than` about the client and
/// the month: the same set, or the one that deletes it. What was taken back or never
/// went out does not count.
pub(crate) fn newer_sent(
    tx: &Transaction<'_>,
    than: BundleId,
    of: &ClientMonth,
) -> Result<Option<NewerSent>, StoreError> {
    let found = tx
        .prepare_cached(
            "SELECT newer.id, newer.set_kind, newer.queued_at
             FROM sent AS old
             JOIN sent_client AS client ON client.insured = ?1 AND client.insurer = ?2
             JOIN sent AS newer ON newer.id = client.id
             WHERE old.id = ?4
               AND newer.to_office = old.to_office AND newer.to_service = old.to_service
               AND newer.stamp > old.stamp
               AND newer.state NOT IN ('draft', 'refused', 'withdrawn') AND newer.withdraw_asked_at IS NULL
               AND (newer.set_kind = old.set_kind OR (old.set_kind, newer.set_kind) IN
                   (VALUES ('K2', 'K4'), ('K5', 'K6'), ('Y4', 'Y7'), ('Y8', 'Y9')))
               AND EXISTS (SELECT 1 FROM sent_month AS month
                           WHERE month.month = ?3 AND month.id = newer.id)
             ORDER BY newer.stamp DESC LIMIT 1",
        )?
        .query_row(
            params![of.insured, of.insurer, of.month, than.to_string()],
            |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, Option<i64>>(2)?,
                ))
            },
        )
        .optional()?;
    found
        .map(|(id, set, at)| {
            Ok(NewerSent {
                id: parsed("sent.id", &id)?,
                deletes: deletes(&set),
                sent: at.map(UtcSeconds),
            })
        })
        .transpose()
}

/// Whether the set takes back what another one registered.
fn deletes(set: &str) -> bool {
    matches!(set, "K4" | "K6" | "Y7" | "Y9")
}
