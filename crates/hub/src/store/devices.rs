//! Statements about devices and their certificates.
//!
//! No rules: `devices/authenticate.rs` decides who may act. Easily got wrong: the look-up by fingerprint runs on every
//! request and reads the database each time, because another process may have revoked the certificate meanwhile.

use protocol::{Digest, OfficeNumber, UtcSeconds};
use rusqlite::{OptionalExtension, Row, params};

use super::{
    CertificateRecord, DeviceRecords, StoreError,
    offices::read_office_state,
    sqlite::{SqliteRecords, parsed},
};

const SELECT: &str = "SELECT c.fingerprint, c.serial, c.device, d.name AS device_name, c.office,
         o.state AS office_state, d.waiting, c.certificate, c.not_after, c.revoked_at
     FROM certificates c
     JOIN devices d ON d.id = c.device
     JOIN offices o ON o.number = c.office";

impl DeviceRecords for SqliteRecords<'_> {
    fn certificate(&self, fingerprint: Digest) -> Result<Option<CertificateRecord>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{SELECT} WHERE c.fingerprint = ?1"))?;
        Ok(statement
            .query_row(params![fingerprint.to_string()], read_certificate)
            .optional()?)
    }

    fn certificate_by_serial(&self, serial: &str) -> Result<Option<CertificateRecord>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{SELECT} WHERE c.serial = ?1"))?;
        Ok(statement
            .query_row(params![serial], read_certificate)
            .optional()?)
    }

    fn certificates(
        &self,
        office: Option<OfficeNumber>,
    ) -> Result<Vec<CertificateRecord>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{SELECT} WHERE ?1 IS NULL OR c.office = ?1 ORDER BY c.office, c.not_after, c.serial"
        ))?;
        let office = office.as_ref().map(OfficeNumber::as_str);
        let rows = statement.query_map(params![office], read_certificate)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn add_device(
        &mut self,
        certificate: &CertificateRecord,
        enrolled_at: UtcSeconds,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO devices (id, office, name, enrolled_at, waiting) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                certificate.device.to_string(),
                certificate.office.as_str(),
                certificate.device_name,
                enrolled_at.0,
                certificate.waiting
            ])?;
        self.add_certificate(certificate)
    }

    fn add_certificate(&mut self, certificate: &CertificateRecord) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO certificates (fingerprint, serial, device, office, certificate, not_after)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                certificate.fingerprint.to_string(),
                certificate.serial,
                certificate.device.to_string(),
                certificate.office.as_str(),
                certificate.certificate_pem,
                certificate.not_after.0
            ])?;
        Ok(())
    }

    fn revoke_certificate(
        &mut self,
        fingerprint: Digest,
        revoked_at: UtcSeconds,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE certificates SET revoked_at = coalesce(revoked_at, ?2) WHERE fingerprint = ?1",
            )?
            .execute(params![fingerprint.to_string(), revoked_at.0])?;
        Ok(())
    }
}

fn read_certificate(row: &Row<'_>) -> rusqlite::Result<CertificateRecord> {
    let revoked_at: Option<i64> = row.get("revoked_at")?;
    Ok(CertificateRecord {
        fingerprint: parsed(row, "fingerprint")?,
        serial: row.get("serial")?,
        device: parsed(row, "device")?,
        device_name: row.get("device_name")?,
        office: parsed(row, "office")?,
        office_state: read_office_state(row, "office_state")?,
        waiting: row.get("waiting")?,
        certificate_pem: row.get("certificate")?,
        not_after: UtcSeconds(row.get("not_after")?),
        revoked_at: revoked_at.map(UtcSeconds),
    })
}
