//! Queries of 予実突合: versions of a month, files of a bundle, what came out, what people
//! decided.
//!
//! Which version counts is decided in `reconciling/sources.rs`.

use std::collections::BTreeMap;

use protocol::{EntryId, UtcSeconds};
use rusqlite::{OptionalExtension, Transaction, params};

use super::received::sender_text;
use super::received_rows::key as received_key;
use super::{StoreError, parsed};
use crate::reconciling::{Check, CheckBody, ClientSummary, Outcome, SourceBundle};

/// What one bundle says about one client of the month.
#[derive(Debug, Clone)]
pub(crate) struct VersionRow {
    /// Insurer number and insured number.
    pub(crate) client: (String, String),
    /// The address of the other side, `1370300021-11`; of what this office sent as actuals
    /// its own.
    pub(crate) address: String,
    pub(crate) stamp: String,
    pub(crate) deletes: bool,
    pub(crate) bundle: SourceBundle,
    /// A received bundle that nobody opened.
    pub(crate) unread: bool,
    /// The check found errors in it.
    pub(crate) errors: bool,
}

/// What this office sent of a form about the month; drafts and what was taken back left out.
pub(crate) fn sent_versions(
    tx: &Transaction<'_>,
    form: &str,
    month: &str,
) -> Result<Vec<VersionRow>, StoreError> {
    // Actuals belong to the service that gave them, plans to whoever shall give.
    let mut statement = tx.prepare_cached(
        "SELECT insurer, insured,
                CASE WHEN form = 'actual' THEN (SELECT number FROM office) || '-' || sent.from_service
                     ELSE office || '-' || service END,
                version.stamp, deletes, version.id
         FROM sent_version AS version CROSS JOIN sent ON sent.id = version.id
         WHERE form = ?1 AND period = ?2
           AND state NOT IN ('draft', 'refused', 'withdrawn') AND withdraw_asked_at IS NULL",
    )?;
    let rows = statement.query_map([form, month], |row| {
        Ok((
            (row.get(0)?, row.get(1)?),
            row.get(2)?,
            row.get(3)?,
            row.get(4)?,
            row.get::<_, String>(5)?,
        ))
    })?;
    rows.map(|row| {
        let (client, address, stamp, deletes, id) = row?;
        Ok(VersionRow {
            client,
            address,
            stamp,
            deletes,
            bundle: SourceBundle::Sent(parsed("sent.id", &id)?),
            unread: false,
            errors: false,
        })
    })
    .collect()
}

/// What partners sent of a form about the month.
pub(crate) fn received_versions(
    tx: &Transaction<'_>,
    form: &str,
    month: &str,
) -> Result<Vec<VersionRow>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT insurer, insured, office || '-' || service, version.stamp, deletes, sender, id,
                state = 'received', check_errors > 0
         FROM received_version AS version CROSS JOIN received ON received.number = version.number
         WHERE form = ?1 AND period = ?2 AND state IN ('received', 'opened')",
    )?;
    let rows = statement.query_map([form, month], |row| {
        Ok((
            (row.get(0)?, row.get(1)?),
            row.get(2)?,
            row.get(3)?,
            row.get(4)?,
            (row.get::<_, String>(5)?, row.get::<_, String>(6)?),
            row.get(7)?,
            row.get(8)?,
        ))
    })?;
    rows.map(|row| {
        let (client, address, stamp, deletes, (sender, id), unread, errors) = row?;
        Ok(VersionRow {
            client,
            address,
            stamp,
            deletes,
            bundle: SourceBundle::Received(received_key(&sender, &id)?),
            unread,
            errors,
        })
    })
    .collect()
}

/// Name and bytes of the standard files of a bundle.
pub(crate) fn standard_files(
    tx: &Transaction<'_>,
    bundle: SourceBundle,
) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let files: Result<_, rusqlite::Error> = match bundle {
        SourceBundle::Sent(id) => tx
            .prepare_cached(
                "SELECT name, bytes FROM sent_file WHERE id = ?1 AND standard ORDER BY position",
            )?
            .query_map([id.to_string()], read)?
            .collect(),
        SourceBundle::Received(id) => tx
            .prepare_cached(
                "SELECT name, bytes FROM received_file AS file
                 JOIN received ON received.number = file.number
                 WHERE sender = ?1 AND id = ?2 AND standard ORDER BY position",
            )?
            .query_map([sender_text(id), id.id.to_string()], read)?
            .collect(),
    };
    Ok(files?)
}

/// For which inputs something is kept, by client.
pub(crate) fn kept(
    tx: &Transaction<'_>,
    month: &str,
) -> Result<BTreeMap<(String, String), String>, StoreError> {
    let mut statement =
        tx.prepare_cached("SELECT insurer, insured, inputs FROM reconciled WHERE month = ?1")?;
    let rows = statement.query_map([month], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Keeps what came out; the number of the client in this month stays.
pub(crate) fn keep(
    tx: &Transaction<'_>,
    month: &str,
    client: &(String, String),
    inputs: &str,
    outcome: &Outcome,
) -> Result<(), StoreError> {
    let outcome = serde_json::to_string(outcome).expect("plain values are JSON");
    tx.prepare_cached(
        "INSERT INTO reconciled (month, insurer, insured, inputs, outcome) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (month, insurer, insured) DO UPDATE SET inputs = ?4, outcome = ?5",
    )?
    .execute(params![month, client.0, client.1, inputs, outcome])?;
    Ok(())
}

/// Forgets what came out for a client of whom nothing of the month is left.
pub(crate) fn forget(
    tx: &Transaction<'_>,
    month: &str,
    client: &(String, String),
) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM reconciled WHERE month = ?1 AND insurer = ?2 AND insured = ?3",
        params![month, client.0, client.1],
    )?;
    Ok(())
}

/// The month of the client with this number.
pub(crate) fn month_of(tx: &Transaction<'_>, number: i64) -> Result<Option<String>, StoreError> {
    Ok(tx
        .query_row(
            "SELECT month FROM reconciled WHERE number = ?1",
            [number],
            |row| row.get(0),
        )
        .optional()?)
}

/// Every client of the month with what came out and what was decided.
pub(crate) fn clients(tx: &Transaction<'_>, month: &str) -> Result<Vec<ClientSummary>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT number, insurer, insured, outcome, data, confirmed, note, staff, at,
                (SELECT name FROM client_name AS known WHERE known.insured = reconciled.insured
                    AND known.insurer = reconciled.insurer ORDER BY name LIMIT 1),
                (SELECT kana FROM client_name AS known WHERE known.insured = reconciled.insured
                    AND known.insurer = reconciled.insurer ORDER BY name LIMIT 1)
         FROM reconciled LEFT JOIN client_check USING (month, insurer, insured)
         WHERE month = ?1",
    )?;
    let rows = statement.query_map([month], |row| {
        let check = match row.get::<_, Option<String>>(4)? {
            None => None,
            Some(data) => Some(Check {
                data,
                confirmed: row.get(5)?,
                note: row.get(6)?,
                staff: row.get(7)?,
                at: UtcSeconds(row.get(8)?),
            }),
        };
        let summary = ClientSummary {
            number: row.get(0)?,
            insurer: row.get(1)?,
            insured: row.get(2)?,
            name: row.get(9)?,
            kana: row.get::<_, Option<String>>(10)?.unwrap_or_default(),
            outcome: Outcome {
                data: String::new(),
                differences: 0,
                risks: Vec::new(),
                offices: Vec::new(),
            },
            check,
        };
        Ok((summary, row.get::<_, String>(3)?))
    })?;
    rows.map(|row| {
        let (summary, outcome) = row?;
        let outcome = serde_json::from_str(&outcome).map_err(|_| StoreError::Unreadable {
            column: "reconciled.outcome",
        })?;
        Ok(ClientSummary { outcome, ..summary })
    })
    .collect()
}

/// Keeps a decision unless a later one is known.
pub(crate) fn keep_check(
    tx: &Transaction<'_>,
    body: &CheckBody,
    entry: EntryId,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO client_check (month, insurer, insured, data, confirmed, note, staff, at, entry)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (month, insurer, insured) DO UPDATE SET
             data = ?4, confirmed = ?5, note = ?6, staff = ?7, at = ?8, entry = ?9
         WHERE (?8, ?9) > (at, entry)",
        params![
            body.month,
            body.insurer,
            body.insured,
            body.data,
            body.confirmed,
            body.note,
            body.staff,
            body.at.0,
            entry.to_string()
        ],
    )?;
    Ok(())
}

/// Every decision that is kept.
pub(crate) fn all_checks(tx: &Transaction<'_>) -> Result<Vec<(EntryId, CheckBody)>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT entry, month, insurer, insured, data, confirmed, note, staff, at FROM client_check
         ORDER BY month, insured, insurer",
    )?;
    let rows = statement.query_map([], |row| {
        let body = CheckBody {
            month: row.get(1)?,
            insurer: row.get(2)?,
            insured: row.get(3)?,
            data: row.get(4)?,
            confirmed: row.get(5)?,
            note: row.get(6)?,
            staff: row.get(7)?,
            at: UtcSeconds(row.get(8)?),
        };
        Ok((row.get::<_, String>(0)?, body))
    })?;
    rows.map(|row| {
        let (entry, body) = row?;
        Ok((parsed("client_check.entry", &entry)?, body))
    })
    .collect()
}
