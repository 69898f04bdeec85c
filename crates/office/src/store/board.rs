//! Everything of one month that the board counts: one query along the index of months
//! for what was sent, one for what came.

use protocol::UtcSeconds;
use rusqlite::{Transaction, params};

use super::received::read_state as received_state;
use super::received_rows::key;
use super::sent::read_state as sent_state;
use super::{StoreError, parsed};
use crate::outbox::Partner;
use crate::partners::{MonthReceived, MonthSent};

/// What was sent of the month in any of these two file sets, drafts and withdrawn
/// bundles left out.
pub(crate) fn sent(
    tx: &Transaction<'_>,
    month: &str,
    sets: [&str; 2],
) -> Result<Vec<MonthSent>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT sent.id, to_office, to_service, partner.name, state, queued_at
         FROM sent_month JOIN sent ON sent.id = sent_month.id
         LEFT JOIN partner ON partner.number = to_office
         WHERE month = ?1 AND set_kind IN (?2, ?3)
           AND state NOT IN ('draft', 'withdrawn') AND withdraw_asked_at IS NULL",
    )?;
    let rows = statement.query_map(params![month, sets[0], sets[1]], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, Option<String>>(3)?,
            row.get::<_, String>(4)?,
            row.get::<_, Option<i64>>(5)?,
        ))
    })?;
    rows.map(|row| {
        let (id, number, service, name, state, queued) = row?;
        Ok(MonthSent {
            id: parsed("sent.id", &id)?,
            partner: Partner {
                number: parsed("sent.to_office", &number)?,
                name,
                service: parsed("sent.to_service", &service)?,
            },
            state: sent_state(&state)?,
            queued: queued.map(UtcSeconds),
        })
    })
    .collect()
}

/// What came of the month in any of these two file sets and was not withdrawn.
pub(crate) fn received(
    tx: &Transaction<'_>,
    month: &str,
    sets: [&str; 2],
) -> Result<Vec<MonthReceived>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT sender, received.id, from_service, partner.name, state
         FROM received_month JOIN received ON received.number = received_month.number
         LEFT JOIN partner ON partner.number = sender
         WHERE month = ?1 AND set_kind IN (?2, ?3) AND state <> 'withdrawn'
           AND sender <> '' AND from_service IS NOT NULL",
    )?;
    let rows = statement.query_map(params![month, sets[0], sets[1]], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, Option<String>>(3)?,
            row.get::<_, String>(4)?,
        ))
    })?;
    rows.map(|row| {
        let (sender, id, service, name, state) = row?;
        Ok(MonthReceived {
            id: key(&sender, &id)?,
            partner: Partner {
                number: parsed("received.sender", &sender)?,
                name,
                service: parsed("received.from_service", &service)?,
            },
            state: received_state(&state)?,
        })
    })
    .collect()
}
