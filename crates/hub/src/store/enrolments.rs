//! Statements about one-time enrolment codes.
//!
//! No rules: `offices/enrol.rs` decides. Easily got wrong: the key is the SHA-256 of the secret; the secret itself is
//! never written anywhere.

use protocol::{Digest, OfficeNumber, UtcSeconds};
use rusqlite::{OptionalExtension, Row, params};

use super::{
    EnrolmentRecord, EnrolmentRecords, EnrolmentUse, StoreError,
    sqlite::{SqliteRecords, parsed},
};

impl EnrolmentRecords for SqliteRecords<'_> {
    fn enrolment(&self, secret: Digest) -> Result<Option<EnrolmentRecord>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT office, expires_at, used_at, device, device_request_sha256, mailbox_request_sha256
             FROM enrolments WHERE secret_sha256 = ?1",
        )?;
        Ok(statement
            .query_row(params![secret.to_string()], read_enrolment)
            .optional()?)
    }

    fn add_enrolment(
        &mut self,
        secret: Digest,
        office: OfficeNumber,
        created_at: UtcSeconds,
        expires_at: UtcSeconds,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO enrolments (secret_sha256, office, created_at, expires_at)
                 VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![
                secret.to_string(),
                office.as_str(),
                created_at.0,
                expires_at.0
            ])?;
        Ok(())
    }

    fn use_enrolment(&mut self, secret: Digest, usage: &EnrolmentUse) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE enrolments SET used_at = ?2, device = ?3, device_request_sha256 = ?4,
                     mailbox_request_sha256 = ?5
                 WHERE secret_sha256 = ?1",
            )?
            .execute(params![
                secret.to_string(),
                usage.used_at.0,
                usage.device.to_string(),
                usage.device_request.to_string(),
                usage.mailbox_request.to_string()
            ])?;
        Ok(())
    }
}

fn read_enrolment(row: &Row<'_>) -> rusqlite::Result<EnrolmentRecord> {
    let used_at: Option<i64> = row.get("used_at")?;
    let usage = match used_at {
        None => None,
        Some(used_at) => Some(EnrolmentUse {
            used_at: UtcSeconds(used_at),
            device: parsed(row, "device")?,
            device_request: parsed(row, "device_request_sha256")?,
            mailbox_request: parsed(row, "mailbox_request_sha256")?,
        }),
    };
    Ok(EnrolmentRecord {
        office: parsed(row, "office")?,
        expires_at: UtcSeconds(row.get("expires_at")?),
        usage,
    })
}
