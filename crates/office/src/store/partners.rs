//! Queries on partners: directory entries and pinned certificates.
//!
//! The rules (when a certificate is pinned, when sending is blocked) are in
//! `partners/`. Names here are the directory's, for display only.

use protocol::{Digest, OfficeNumber, UtcSeconds};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::settings::{join_services, split_services};
use super::{StoreError, parsed};
use crate::partners::{Coverage, MailboxPin, PartnerEntry};

const COLUMNS: &str = "number, name, services, certificate, fingerprint, pinned_at, \
     offered_certificate, offered_fingerprint, offered_at, asked_at";

struct RawPartner {
    number: String,
    name: Option<String>,
    services: String,
    pinned: Option<(Vec<u8>, String, i64)>,
    offered: Option<(Vec<u8>, String, i64)>,
    asked_at: Option<i64>,
}

fn raw(row: &Row<'_>) -> rusqlite::Result<RawPartner> {
    let triple = |first: usize| -> rusqlite::Result<Option<(Vec<u8>, String, i64)>> {
        let certificate: Option<Vec<u8>> = row.get(first)?;
        Ok(match certificate {
            Some(certificate) => Some((certificate, row.get(first + 1)?, row.get(first + 2)?)),
            None => None,
        })
    };
    Ok(RawPartner {
        number: row.get(0)?,
        name: row.get(1)?,
        services: row.get(2)?,
        pinned: triple(3)?,
        offered: triple(6)?,
        asked_at: row.get(9)?,
    })
}

fn entry(raw: RawPartner) -> Result<PartnerEntry, StoreError> {
    let pin = |triple: Option<(Vec<u8>, String, i64)>| -> Result<Option<MailboxPin>, StoreError> {
        let Some((certificate, fingerprint, at)) = triple else {
            return Ok(None);
        };
        Ok(Some(MailboxPin {
            certificate,
            fingerprint: parsed::<Digest>("partner.fingerprint", &fingerprint)?,
            at: UtcSeconds(at),
        }))
    };
    Ok(PartnerEntry {
        number: parsed("partner.number", &raw.number)?,
        name: raw.name,
        services: split_services("partner.services", &raw.services)?,
        pinned: pin(raw.pinned)?,
        offered: pin(raw.offered)?,
        asked_at: raw.asked_at.map(UtcSeconds),
    })
}

pub(crate) fn find(
    tx: &Transaction<'_>,
    number: OfficeNumber,
) -> Result<Option<PartnerEntry>, StoreError> {
    tx.query_row(
        &format!("SELECT {COLUMNS} FROM partner WHERE number = ?1"),
        [number.as_str()],
        raw,
    )
    .optional()?
    .map(entry)
    .transpose()
}

pub(crate) fn all(tx: &Transaction<'_>) -> Result<Vec<PartnerEntry>, StoreError> {
    let mut statement =
        tx.prepare_cached(&format!("SELECT {COLUMNS} FROM partner ORDER BY number"))?;
    let rows = statement.query_map([], raw)?;
    rows.map(|row| entry(row?)).collect()
}

pub(crate) fn save(tx: &Transaction<'_>, entry: &PartnerEntry) -> Result<(), StoreError> {
    let part = |pin: &Option<MailboxPin>| {
        (
            pin.as_ref().map(|pin| pin.certificate.clone()),
            pin.as_ref().map(|pin| pin.fingerprint.to_string()),
            pin.as_ref().map(|pin| pin.at.0),
        )
    };
    let (certificate, fingerprint, pinned_at) = part(&entry.pinned);
    let (offered, offered_fingerprint, offered_at) = part(&entry.offered);
    tx.execute(
        &format!(
            "INSERT INTO partner ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (number) DO UPDATE SET name = ?2, services = ?3, certificate = ?4, fingerprint = ?5,
                 pinned_at = ?6, offered_certificate = ?7, offered_fingerprint = ?8, offered_at = ?9, asked_at = ?10"
        ),
        params![
            entry.number.as_str(),
            entry.name,
            join_services(&entry.services),
            certificate,
            fingerprint,
            pinned_at,
            offered,
            offered_fingerprint,
            offered_at,
            entry.asked_at.map(|time| time.0),
        ],
    )?;
    Ok(())
}

/// Whether the pinned certificate stands in the journal.
pub(crate) fn is_pin_told(tx: &Transaction<'_>, number: OfficeNumber) -> Result<bool, StoreError> {
    let mut statement =
        tx.prepare_cached("SELECT 1 FROM partner WHERE number = ?1 AND pin_told = 1")?;
    Ok(statement.exists([number.as_str()])?)
}

/// Notes that the pinned certificate stands in the journal.
pub(crate) fn set_pin_told(tx: &Transaction<'_>, number: OfficeNumber) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE partner SET pin_told = 1 WHERE number = ?1",
        [number.as_str()],
    )?;
    Ok(())
}

/// Offices that appear in sent or received bundles, or that somebody looked up, and that
/// the directory was not asked about since `before`.
pub(crate) fn to_ask(
    tx: &Transaction<'_>,
    before: UtcSeconds,
    limit: u32,
) -> Result<Vec<OfficeNumber>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT office FROM (SELECT DISTINCT to_office AS office FROM sent
                             UNION SELECT DISTINCT sender FROM received WHERE sender <> ''
                             UNION SELECT number FROM partner WHERE asked_at IS NULL)
         LEFT JOIN partner ON partner.number = office
         WHERE asked_at IS NULL OR asked_at < ?1
         ORDER BY asked_at, office LIMIT ?2",
    )?;
    let rows = statement.query_map(params![before.0, limit], |row| row.get::<_, String>(0))?;
    rows.map(|row| parsed("office", &row?)).collect()
}

/// Receivers of bundles that were never tried, if the directory was not asked about them since `before`.
pub(crate) fn untried_receivers(
    tx: &Transaction<'_>,
    before: UtcSeconds,
) -> Result<Vec<OfficeNumber>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT DISTINCT to_office FROM sent LEFT JOIN partner ON number = to_office
         WHERE state = 'waiting' AND attempts = 0 AND (asked_at IS NULL OR asked_at < ?1) ORDER BY to_office",
    )?;
    let rows = statement.query_map([before.0], |row| row.get::<_, String>(0))?;
    rows.map(|row| parsed("sent.to_office", &row?)).collect()
}

/// How many bundles that an office has not opened are at the hub or there.
pub(crate) fn unopened_by(tx: &Transaction<'_>, number: OfficeNumber) -> Result<u64, StoreError> {
    let count: i64 = tx
        .prepare_cached(
            "SELECT count(*) FROM sent WHERE to_office = ?1 AND state IN ('accepted', 'fetched', 'imported')",
        )?
        .query_row([number.as_str()], |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// When something was last sent to an office.
pub(crate) fn last_sent(
    tx: &Transaction<'_>,
    number: OfficeNumber,
) -> Result<Option<UtcSeconds>, StoreError> {
    let at: Option<i64> = tx
        .prepare_cached(
            "SELECT listed_at FROM sent WHERE to_office = ?1 AND state <> 'draft'
             ORDER BY listed_at DESC LIMIT 1",
        )?
        .query_row([number.as_str()], |row| row.get(0))
        .optional()?;
    Ok(at.map(UtcSeconds))
}

/// When something of an office last arrived.
pub(crate) fn last_received(
    tx: &Transaction<'_>,
    number: OfficeNumber,
) -> Result<Option<UtcSeconds>, StoreError> {
    let at: Option<i64> = tx
        .prepare_cached("SELECT max(received_at) FROM received WHERE sender = ?1")?
        .query_row([number.as_str()], |row| row.get(0))?;
    Ok(at.map(UtcSeconds))
}

/// The receivers of a month, and those of them that the directory knows.
pub(crate) fn coverage(tx: &Transaction<'_>, month: &str) -> Result<Coverage, StoreError> {
    let (receivers, joined) = tx
        .prepare_cached(
            "SELECT count(*), count(partner.name)
             FROM (SELECT DISTINCT to_office FROM sent_month JOIN sent ON sent.id = sent_month.id
                   WHERE month = ?1 AND state <> 'draft')
             LEFT JOIN partner ON partner.number = to_office",
        )?
        .query_row([month], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
        })?;
    Ok(Coverage {
        receivers: receivers.cast_unsigned(),
        joined: joined.cast_unsigned(),
    })
}
