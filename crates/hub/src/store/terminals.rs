//! Statements about the terminals of an office: their list, joining, history pieces, the recovery sheet.
//!
//! No rules: the operations in `devices/` decide. Easily got wrong: a removed device keeps its row, for receipts and
//! audit name it; lists leave it out.

use protocol::{DeviceId, Digest, OfficeNumber, UtcSeconds, joining::Nonce};
use rusqlite::{OptionalExtension, Row, params};

use super::{
    JoiningRecord, RecoveryRecord, StoreError, TerminalRecord, TerminalRecords,
    sqlite::{SqliteRecords, parsed},
};

const TERMINAL: &str =
    "SELECT d.id, d.office, d.name, d.enrolled_at, d.seen_at, d.waiting, d.journal_read,
         (SELECT c.certificate FROM certificates c WHERE c.device = d.id AND c.revoked_at IS NULL
          ORDER BY c.not_after DESC LIMIT 1) AS certificate
     FROM devices d WHERE d.removed_at IS NULL";

impl TerminalRecords for SqliteRecords<'_> {
    fn terminals(&self, office: OfficeNumber) -> Result<Vec<TerminalRecord>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT * FROM ({TERMINAL} AND d.office = ?1) WHERE certificate IS NOT NULL
             ORDER BY enrolled_at, id"
        ))?;
        let rows = statement.query_map(params![office.as_str()], read_terminal)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn terminal(
        &self,
        office: OfficeNumber,
        device: DeviceId,
    ) -> Result<Option<TerminalRecord>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT * FROM ({TERMINAL} AND d.office = ?1 AND d.id = ?2) WHERE certificate IS NOT NULL"
        ))?;
        Ok(statement
            .query_row(params![office.as_str(), device.to_string()], read_terminal)
            .optional()?)
    }

    fn set_waiting(&mut self, device: DeviceId, waiting: bool) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("UPDATE devices SET waiting = ?2 WHERE id = ?1")?
            .execute(params![device.to_string(), waiting])?;
        Ok(())
    }

    fn set_removed(&mut self, device: DeviceId, removed_at: UtcSeconds) -> Result<(), StoreError> {
        let id = device.to_string();
        self.connection
            .prepare_cached(
                "UPDATE devices SET removed_at = coalesce(removed_at, ?2) WHERE id = ?1",
            )?
            .execute(params![id, removed_at.0])?;
        for table in ["joinings", "history_pieces"] {
            self.connection
                .prepare_cached(&format!("DELETE FROM {table} WHERE device = ?1"))?
                .execute(params![id])?;
        }
        Ok(())
    }

    fn rename_device(&mut self, device: DeviceId, name: &str) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("UPDATE devices SET name = ?2 WHERE id = ?1")?
            .execute(params![device.to_string(), name])?;
        Ok(())
    }

    fn note_seen(&mut self, device: DeviceId, seen_at: UtcSeconds) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE devices SET seen_at = max(coalesce(seen_at, 0), ?2) WHERE id = ?1",
            )?
            .execute(params![device.to_string(), seen_at.0])?;
        Ok(())
    }

    fn joining(&self, device: DeviceId) -> Result<Option<JoiningRecord>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT commitment, offered_by, offer, nonce, approval FROM joinings WHERE device = ?1",
        )?;
        Ok(statement
            .query_row(params![device.to_string()], read_joining)
            .optional()?)
    }

    fn save_joining(
        &mut self,
        device: DeviceId,
        joining: &JoiningRecord,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO joinings (device, commitment, offered_by, offer, nonce, approval)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                device.to_string(),
                joining.commitment.to_string(),
                joining.offer.map(|(by, _)| by.to_string()),
                joining.offer.map(|(_, nonce)| nonce.to_string()),
                joining.nonce.map(|nonce| nonce.to_string()),
                joining.approval
            ])?;
        Ok(())
    }

    fn add_history_piece(
        &mut self,
        device: DeviceId,
        number: u64,
        sealed: &[u8],
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO history_pieces (device, number, size_bytes, sha256, sealed)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                device.to_string(),
                number,
                sealed.len(),
                Digest::of(sealed).to_string(),
                sealed
            ])?;
        Ok(())
    }

    fn history_pieces(&self, device: DeviceId) -> Result<Vec<(u64, u64)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, size_bytes FROM history_pieces WHERE device = ?1 ORDER BY number",
        )?;
        let rows = statement.query_map(params![device.to_string()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn history_piece(&self, device: DeviceId, number: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT sealed FROM history_pieces WHERE device = ?1 AND number = ?2",
        )?;
        Ok(statement
            .query_row(params![device.to_string(), number], |row| row.get(0))
            .optional()?)
    }

    fn drop_history_piece(&mut self, device: DeviceId, number: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM history_pieces WHERE device = ?1 AND number = ?2")?
            .execute(params![device.to_string(), number])?;
        Ok(())
    }

    fn recovery(&self, office: OfficeNumber) -> Result<Option<RecoveryRecord>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT sealed, made_at FROM recoveries WHERE office = ?1")?;
        Ok(statement
            .query_row(params![office.as_str()], |row| {
                Ok(RecoveryRecord {
                    sealed: row.get(0)?,
                    made_at: UtcSeconds(row.get(1)?),
                })
            })
            .optional()?)
    }

    fn save_recovery(
        &mut self,
        office: OfficeNumber,
        recovery: &RecoveryRecord,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO recoveries (office, sealed, made_at) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![
                office.as_str(),
                recovery.sealed,
                recovery.made_at.0
            ])?;
        Ok(())
    }

    fn forget_mailbox(&mut self, office: OfficeNumber) -> Result<(), StoreError> {
        for statement in [
            "UPDATE offices SET mailbox_certificate = NULL WHERE number = ?1",
            "DELETE FROM recoveries WHERE office = ?1",
        ] {
            self.connection
                .prepare_cached(statement)?
                .execute(params![office.as_str()])?;
        }
        Ok(())
    }

    fn end_enrolments(&mut self, office: OfficeNumber, now: UtcSeconds) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE enrolments SET expires_at = ?2 - 1
                 WHERE office = ?1 AND used_at IS NULL AND expires_at >= ?2",
            )?
            .execute(params![office.as_str(), now.0])?;
        Ok(())
    }

    fn unused_enrolments(&self, office: OfficeNumber, now: UtcSeconds) -> Result<u32, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT count(*) FROM enrolments WHERE office = ?1 AND used_at IS NULL AND expires_at >= ?2",
        )?;
        Ok(statement.query_row(params![office.as_str(), now.0], |row| row.get(0))?)
    }
}

fn read_terminal(row: &Row<'_>) -> rusqlite::Result<TerminalRecord> {
    let seen_at: Option<i64> = row.get("seen_at")?;
    Ok(TerminalRecord {
        device: parsed(row, "id")?,
        office: parsed(row, "office")?,
        name: row.get("name")?,
        enrolled_at: UtcSeconds(row.get("enrolled_at")?),
        seen_at: seen_at.map(UtcSeconds),
        waiting: row.get("waiting")?,
        journal_read: row.get("journal_read")?,
        certificate_pem: row.get("certificate")?,
    })
}

fn read_joining(row: &Row<'_>) -> rusqlite::Result<JoiningRecord> {
    let offered_by: Option<String> = row.get("offered_by")?;
    let nonce: Option<String> = row.get("nonce")?;
    let offer = match offered_by {
        None => None,
        Some(_) => Some((
            parsed::<DeviceId>(row, "offered_by")?,
            parsed::<Nonce>(row, "offer")?,
        )),
    };
    Ok(JoiningRecord {
        commitment: parsed(row, "commitment")?,
        offer,
        nonce: match nonce {
            None => None,
            Some(_) => Some(parsed(row, "nonce")?),
        },
        approval: row.get("approval")?,
    })
}
