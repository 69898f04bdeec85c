//! Statements about the journals of the offices.
//!
//! No rules: `journal/append.rs` decides. Easily got wrong: the sequence comes from the one counter of the hub, inside
//! the writer's transaction, so a reader that has seen n never finds a new entry below n.

use protocol::{DeviceId, Digest, EntryId, OfficeNumber, UtcSeconds};
use rusqlite::{OptionalExtension, Row, params};

use super::{
    JournalRecord, JournalRecords, StoreError,
    sqlite::{SqliteRecords, parsed},
};

const SELECT: &str = "SELECT sequence, id, device, stored_at, size_bytes, sha256 FROM journal";

impl JournalRecords for SqliteRecords<'_> {
    fn journal_entry(
        &self,
        office: OfficeNumber,
        id: EntryId,
    ) -> Result<Option<JournalRecord>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{SELECT} WHERE office = ?1 AND id = ?2"))?;
        Ok(statement
            .query_row(params![office.as_str(), id.to_string()], read_entry)
            .optional()?)
    }

    fn journal(
        &self,
        office: OfficeNumber,
        after: u64,
        rows_max: u32,
    ) -> Result<Vec<JournalRecord>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{SELECT} WHERE office = ?1 AND sequence > ?2 ORDER BY sequence LIMIT ?3"
        ))?;
        let rows = statement.query_map(params![office.as_str(), after, rows_max], read_entry)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn journal_contents(&self, sequence: u64) -> Result<Vec<u8>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT sealed FROM journal_contents WHERE sequence = ?1")?;
        Ok(statement.query_row(params![sequence], |row| row.get(0))?)
    }

    fn add_journal_entry(
        &mut self,
        office: OfficeNumber,
        id: EntryId,
        device: DeviceId,
        sealed: &[u8],
        stored_at: UtcSeconds,
    ) -> Result<u64, StoreError> {
        let sequence = self.next_sequence()?;
        self.connection
            .prepare_cached(
                "INSERT INTO journal (sequence, office, id, device, stored_at, size_bytes, sha256)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                sequence,
                office.as_str(),
                id.to_string(),
                device.to_string(),
                stored_at.0,
                sealed.len(),
                Digest::of(sealed).to_string()
            ])?;
        self.connection
            .prepare_cached("INSERT INTO journal_contents (sequence, sealed) VALUES (?1, ?2)")?
            .execute(params![sequence, sealed])?;
        self.connection
            .prepare_cached(
                "INSERT INTO journal_totals (office, entries, size_bytes) VALUES (?1, 1, ?2)
                 ON CONFLICT (office) DO UPDATE SET entries = entries + 1, size_bytes = size_bytes + ?2",
            )?
            .execute(params![office.as_str(), sealed.len()])?;
        Ok(sequence)
    }

    fn journal_totals(&self, office: OfficeNumber) -> Result<(u64, u64), StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT entries, size_bytes FROM journal_totals WHERE office = ?1")?;
        let row = statement.query_row(params![office.as_str()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        });
        Ok(row.optional()?.unwrap_or_default())
    }

    fn erase_journal_entry(
        &mut self,
        office: OfficeNumber,
        entry: &JournalRecord,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM journal WHERE sequence = ?1")?
            .execute(params![entry.sequence])?;
        self.connection
            .prepare_cached(
                "UPDATE journal_totals SET entries = entries - 1, size_bytes = size_bytes - ?2
                 WHERE office = ?1",
            )?
            .execute(params![office.as_str(), entry.size_bytes])?;
        Ok(())
    }

    fn note_journal_read(&mut self, device: DeviceId, sequence: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE devices SET journal_read = max(journal_read, ?2) WHERE id = ?1",
            )?
            .execute(params![device.to_string(), sequence])?;
        Ok(())
    }
}

fn read_entry(row: &Row<'_>) -> rusqlite::Result<JournalRecord> {
    Ok(JournalRecord {
        sequence: row.get("sequence")?,
        id: parsed(row, "id")?,
        device: parsed(row, "device")?,
        stored_at: UtcSeconds(row.get("stored_at")?),
        size_bytes: row.get("size_bytes")?,
        sha256: parsed(row, "sha256")?,
    })
}
