//! Statements about offices and their services.
//!
//! No rules: `offices/` decides. Easily got wrong: an office's mailbox certificate is what others seal to; it is public
//! and has no row among the device certificates.

use protocol::{OfficeNumber, ServiceKind, UtcSeconds};
use rusqlite::{OptionalExtension, Row, params};

use super::{
    OfficeRecord, OfficeRecords, OfficeState, StoreError,
    sqlite::{SqliteRecords, UnknownWord, parsed},
};

impl OfficeRecords for SqliteRecords<'_> {
    fn office(&self, number: OfficeNumber) -> Result<Option<OfficeRecord>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, name, state, mailbox_certificate, applied_at FROM offices WHERE number = ?1",
        )?;
        let office = statement
            .query_row(params![number.as_str()], read_office)
            .optional()?;
        office.map(|office| self.with_services(office)).transpose()
    }

    fn offices(&self) -> Result<Vec<OfficeRecord>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, name, state, mailbox_certificate, applied_at FROM offices ORDER BY number",
        )?;
        let rows = statement.query_map([], read_office)?;
        rows.map(|office| self.with_services(office?)).collect()
    }

    fn add_office(
        &mut self,
        number: OfficeNumber,
        name: &str,
        services: &[ServiceKind],
        applied_at: UtcSeconds,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO offices (number, name, state, applied_at) VALUES (?1, ?2, 'applied', ?3)",
            )?
            .execute(params![number.as_str(), name, applied_at.0])?;
        let mut statement = self
            .connection
            .prepare_cached("INSERT INTO office_services (office, service) VALUES (?1, ?2)")?;
        for service in services {
            statement.execute(params![number.as_str(), service.as_str()])?;
        }
        Ok(())
    }

    fn change_office(
        &mut self,
        number: OfficeNumber,
        state: OfficeState,
        now: UtcSeconds,
    ) -> Result<(), StoreError> {
        let approved_at = (state == OfficeState::Active).then_some(now.0);
        self.connection
            .prepare_cached(
                "UPDATE offices SET state = ?2, approved_at = coalesce(approved_at, ?3) WHERE number = ?1",
            )?
            .execute(params![number.as_str(), office_state_word(state), approved_at])?;
        Ok(())
    }

    fn set_mailbox_certificate(
        &mut self,
        number: OfficeNumber,
        certificate_pem: &str,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("UPDATE offices SET mailbox_certificate = ?2 WHERE number = ?1")?
            .execute(params![number.as_str(), certificate_pem])?;
        Ok(())
    }
}

impl SqliteRecords<'_> {
    fn with_services(&self, mut office: OfficeRecord) -> Result<OfficeRecord, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT service FROM office_services WHERE office = ?1 ORDER BY service",
        )?;
        let rows = statement.query_map(params![office.number.as_str()], |row| {
            parsed::<ServiceKind>(row, "service")
        })?;
        office.services = rows.collect::<Result<_, _>>()?;
        Ok(office)
    }
}

fn read_office(row: &Row<'_>) -> rusqlite::Result<OfficeRecord> {
    Ok(OfficeRecord {
        number: parsed(row, "number")?,
        name: row.get("name")?,
        state: read_office_state(row, "state")?,
        services: Vec::new(),
        mailbox_certificate: row.get("mailbox_certificate")?,
        applied_at: UtcSeconds(row.get("applied_at")?),
    })
}

/// Reads the state of an office, in this table or joined to another.
pub(super) fn read_office_state(row: &Row<'_>, column: &str) -> rusqlite::Result<OfficeState> {
    let index = row.as_ref().column_index(column)?;
    match row.get_ref(index)?.as_str()? {
        "applied" => Ok(OfficeState::Applied),
        "active" => Ok(OfficeState::Active),
        "suspended" => Ok(OfficeState::Suspended),
        _ => Err(rusqlite::Error::FromSqlConversionFailure(
            index,
            rusqlite::types::Type::Text,
            Box::new(UnknownWord),
        )),
    }
}

fn office_state_word(state: OfficeState) -> &'static str {
    match state {
        OfficeState::Applied => "applied",
        OfficeState::Active => "active",
        OfficeState::Suspended => "suspended",
    }
}
