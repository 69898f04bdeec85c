//! Queries on the small tables: this office, cursors, last contact.
//!
//! Not here: the settings file (`config.rs`) and the keys (`keys.rs`), which are
//! files so that a person can look at them and a backup can leave keys out.

use protocol::{DeviceId, OfficeNumber, ServiceKind, UtcSeconds};
use rusqlite::{OptionalExtension, Transaction, params};

use super::{StoreError, parsed};

/// This office as the hub knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnOffice {
    /// The office number.
    pub number: OfficeNumber,
    /// The name in the directory.
    pub name: String,
    /// The services for which it may send and receive.
    pub services: Vec<ServiceKind>,
    /// The name of the hub.
    pub hub_name: String,
    /// This terminal.
    pub device: DeviceId,
}

/// What the last contacts with the hub gave.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Contact {
    /// The last time at which the hub answered.
    pub reached_at: Option<UtcSeconds>,
    /// The time of the failure since then.
    pub failed_at: Option<UtcSeconds>,
    /// Why: `OFF-…` or `HUB-…`.
    pub code: Option<String>,
}

/// One of the hub's lists that is read by cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feed {
    Inbox,
    Outbox,
    Journal,
}

impl Feed {
    fn as_str(self) -> &'static str {
        match self {
            Feed::Inbox => "inbox",
            Feed::Outbox => "outbox",
            Feed::Journal => "journal",
        }
    }
}

pub(crate) fn own_office(tx: &Transaction<'_>) -> Result<Option<OwnOffice>, StoreError> {
    let row = tx
        .query_row(
            "SELECT number, name, services, hub_name, device FROM office",
            [],
            |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get(1)?,
                    row.get::<_, String>(2)?,
                    row.get(3)?,
                    row.get::<_, String>(4)?,
                ))
            },
        )
        .optional()?;
    let Some((number, name, services, hub_name, device)) = row else {
        return Ok(None);
    };
    Ok(Some(OwnOffice {
        number: parsed("office.number", &number)?,
        name,
        services: split_services("office.services", &services)?,
        hub_name,
        device: parsed("office.device", &device)?,
    }))
}

pub(crate) fn save_own_office(tx: &Transaction<'_>, office: &OwnOffice) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO office (one, number, name, services, hub_name, device) VALUES (1, ?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (one) DO UPDATE SET number = ?1, name = ?2, services = ?3, hub_name = ?4, device = ?5",
        params![
            office.number.as_str(),
            office.name,
            join_services(&office.services),
            office.hub_name,
            office.device.to_string()
        ],
    )?;
    Ok(())
}

pub(crate) fn read_cursor(tx: &Transaction<'_>, feed: Feed) -> Result<Option<String>, StoreError> {
    Ok(tx
        .query_row(
            "SELECT position FROM cursor WHERE feed = ?1",
            [feed.as_str()],
            |row| row.get(0),
        )
        .optional()?)
}

pub(crate) fn save_cursor(
    tx: &Transaction<'_>,
    feed: Feed,
    position: &str,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO cursor (feed, position) VALUES (?1, ?2) ON CONFLICT (feed) DO UPDATE SET position = ?2",
        params![feed.as_str(), position],
    )?;
    Ok(())
}

/// Forgets how far a list was read: the next pass reads it from the beginning.
pub(crate) fn forget_cursor(tx: &Transaction<'_>, feed: Feed) -> Result<(), StoreError> {
    tx.execute("DELETE FROM cursor WHERE feed = ?1", [feed.as_str()])?;
    Ok(())
}

pub(crate) fn contact(tx: &Transaction<'_>) -> Result<Contact, StoreError> {
    Ok(tx
        .query_row(
            "SELECT reached_at, failed_at, code FROM contact",
            [],
            |row| {
                Ok(Contact {
                    reached_at: row.get::<_, Option<i64>>(0)?.map(UtcSeconds),
                    failed_at: row.get::<_, Option<i64>>(1)?.map(UtcSeconds),
                    code: row.get(2)?,
                })
            },
        )
        .optional()?
        .unwrap_or_default())
}

pub(crate) fn save_contact(tx: &Transaction<'_>, contact: &Contact) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO contact (one, reached_at, failed_at, code) VALUES (1, ?1, ?2, ?3)
         ON CONFLICT (one) DO UPDATE SET reached_at = coalesce(?1, reached_at), failed_at = ?2, code = ?3",
        params![
            contact.reached_at.map(|time| time.0),
            contact.failed_at.map(|time| time.0),
            contact.code
        ],
    )?;
    Ok(())
}

pub(crate) fn join_services(services: &[ServiceKind]) -> String {
    let words: Vec<&str> = services.iter().map(ServiceKind::as_str).collect();
    words.join(" ")
}

pub(crate) fn split_services(
    column: &'static str,
    text: &str,
) -> Result<Vec<ServiceKind>, StoreError> {
    text.split_whitespace()
        .map(|word| parsed(column, word))
        .collect()
}
