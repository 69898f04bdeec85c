//! Statements about applications that offices send themselves.
//!
//! No rules: `offices/` decides.

use protocol::{Digest, OfficeNumber, UtcSeconds};
use rusqlite::{OptionalExtension, Row, params};

use super::{
    ApplicationCodeRecord, ApplicationRecords, ContactRecord, StoreError, sqlite::SqliteRecords,
};

impl ApplicationRecords for SqliteRecords<'_> {
    fn application_code(
        &self,
        secret: Digest,
    ) -> Result<Option<ApplicationCodeRecord>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, created_at, expires_at FROM application_codes WHERE secret_sha256 = ?1 AND removed_at IS NULL",
        )?;
        let code = statement.query_row(params![secret.to_string()], read_code);
        Ok(code.optional()?)
    }

    fn application_codes(&self) -> Result<Vec<ApplicationCodeRecord>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, created_at, expires_at FROM application_codes WHERE removed_at IS NULL ORDER BY number DESC",
        )?;
        let rows = statement.query_map([], read_code)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn add_application_code(
        &mut self,
        secret: Digest,
        created_at: UtcSeconds,
        expires_at: UtcSeconds,
    ) -> Result<u64, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO application_codes (secret_sha256, created_at, expires_at) VALUES (?1, ?2, ?3) RETURNING number",
        )?;
        let values = params![secret.to_string(), created_at.0, expires_at.0];
        Ok(statement.query_row(values, |row| row.get(0))?)
    }

    fn remove_application_code(
        &mut self,
        number: u64,
        now: UtcSeconds,
    ) -> Result<bool, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "UPDATE application_codes SET removed_at = ?2 WHERE number = ?1 AND removed_at IS NULL",
        )?;
        Ok(statement.execute(params![number, now.0])? == 1)
    }

    fn applications_waiting(&self) -> Result<u64, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT count(*) FROM offices WHERE state = 'applied'")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    fn contact(&self, office: OfficeNumber) -> Result<Option<ContactRecord>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT telephone, mail FROM office_contacts WHERE office = ?1")?;
        let contact = statement.query_row(params![office.as_str()], |row| {
            Ok(ContactRecord {
                telephone: row.get("telephone")?,
                mail: row.get("mail")?,
            })
        });
        Ok(contact.optional()?)
    }

    fn set_contact(
        &mut self,
        office: OfficeNumber,
        contact: &ContactRecord,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO office_contacts (office, telephone, mail) VALUES (?1, ?2, ?3)
                 ON CONFLICT (office) DO UPDATE SET telephone = ?2, mail = ?3",
            )?
            .execute(params![office.as_str(), contact.telephone, contact.mail])?;
        Ok(())
    }

    fn remove_application(&mut self, office: OfficeNumber) -> Result<(), StoreError> {
        // An office that was approved has more rows than these, and the database refuses to let it go.
        for statement in [
            "DELETE FROM office_contacts WHERE office = ?1",
            "DELETE FROM office_services WHERE office = ?1",
            "DELETE FROM offices WHERE number = ?1 AND state = 'applied'",
        ] {
            self.connection
                .prepare_cached(statement)?
                .execute(params![office.as_str()])?;
        }
        Ok(())
    }
}

fn read_code(row: &Row<'_>) -> rusqlite::Result<ApplicationCodeRecord> {
    Ok(ApplicationCodeRecord {
        number: row.get("number")?,
        created_at: UtcSeconds(row.get("created_at")?),
        expires_at: UtcSeconds(row.get("expires_at")?),
    })
}
