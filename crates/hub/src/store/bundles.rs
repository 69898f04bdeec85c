//! Statements about bundles, their headers and their sealed parts.
//!
//! No rules: the operations in `bundles/` decide. Easily got wrong: every place in a list comes from the one counter,
//! taken in the same transaction; never compute it from the rows that are there.

use protocol::{Address, BundleId, OfficeNumber, UtcSeconds, message::BundleState};
use rusqlite::{OptionalExtension, Row, named_params, params};

use super::{
    BundleNumber, BundleRecord, BundleRecords, Contents, InboxRecord, NewBundle, OutboxRecord,
    Place, StoreError,
    sqlite::{SqliteRecords, UnknownWord, parsed},
};

const COLUMNS: &str = "number, id, from_office, from_service, to_office, to_service, header_sha256, sealed_sha256, \
                       sealed_size_bytes, state, accepted_at, place, file";

impl BundleRecords for SqliteRecords<'_> {
    fn bundle_from(
        &self,
        sender: OfficeNumber,
        id: BundleId,
    ) -> Result<Option<BundleRecord>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM bundles WHERE from_office = ?1 AND id = ?2");
        self.one_bundle(&sql, sender, id)
    }

    fn bundle_to(
        &self,
        receiver: OfficeNumber,
        id: BundleId,
    ) -> Result<Option<BundleRecord>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM bundles WHERE to_office = ?1 AND id = ?2");
        self.one_bundle(&sql, receiver, id)
    }

    fn inbox(
        &self,
        receiver: OfficeNumber,
        after: u64,
        rows_max: u32,
    ) -> Result<Vec<InboxRecord>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT b.inbox_sequence, b.id, h.signed AS header, b.accepted_at, r.signed AS accepted, b.state
             FROM bundles b
             JOIN headers h ON h.bundle = b.number
             JOIN receipts r ON r.bundle = b.number AND r.kind = 'accepted'
             WHERE b.to_office = ?1 AND b.inbox_sequence > ?2
             ORDER BY b.inbox_sequence LIMIT ?3",
        )?;
        let rows = statement.query_map(params![receiver.as_str(), after, rows_max], |row| {
            Ok(InboxRecord {
                sequence: row.get("inbox_sequence")?,
                id: parsed(row, "id")?,
                signed_header: row.get("header")?,
                accepted_at: UtcSeconds(row.get("accepted_at")?),
                accepted: row.get("accepted")?,
                state: read_state(row)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn outbox(
        &self,
        sender: OfficeNumber,
        after: u64,
        rows_max: u32,
    ) -> Result<Vec<OutboxRecord>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT outbox_sequence, number, id, state, changed_at, signed
             FROM bundles JOIN headers ON headers.bundle = bundles.number
             WHERE from_office = ?1 AND outbox_sequence > ?2
             ORDER BY outbox_sequence LIMIT ?3",
        )?;
        let rows = statement.query_map(params![sender.as_str(), after, rows_max], |row| {
            Ok(OutboxRecord {
                sequence: row.get("outbox_sequence")?,
                number: BundleNumber(row.get("number")?),
                id: parsed(row, "id")?,
                state: read_state(row)?,
                changed_at: UtcSeconds(row.get("changed_at")?),
                signed_header: row.get("signed")?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn add_bundle(&mut self, bundle: &NewBundle<'_>) -> Result<BundleNumber, StoreError> {
        let sequence = self.next_sequence()?;
        let (place, file) = match bundle.contents {
            Contents::Small(_) => ("database", None),
            Contents::File(file) => ("file", Some(file)),
        };
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO bundles (id, from_office, from_service, to_office, to_service, header_sha256, sealed_sha256,
                 sealed_size_bytes, state, accepted_at, changed_at, inbox_sequence, outbox_sequence, place, file)
             VALUES (:id, :from_office, :from_service, :to_office, :to_service, :header, :sealed,
                 :size, 'accepted', :at, :at, :sequence, :sequence, :place, :file)",
        )?;
        let number = statement.insert(named_params! {
            ":id": bundle.id.to_string(),
            ":from_office": bundle.from.office.as_str(),
            ":from_service": bundle.from.service.as_str(),
            ":to_office": bundle.to.office.as_str(),
            ":to_service": bundle.to.service.as_str(),
            ":header": bundle.header_sha256.to_string(),
            ":sealed": bundle.sealed_sha256.to_string(),
            ":size": bundle.sealed_size_bytes,
            ":at": bundle.accepted_at.0,
            ":sequence": sequence,
            ":place": place,
            ":file": file,
        })?;
        self.connection
            .prepare_cached("INSERT INTO headers (bundle, signed) VALUES (?1, ?2)")?
            .execute(params![number, bundle.signed_header])?;
        if let Contents::Small(contents) = bundle.contents {
            self.connection
                .prepare_cached("INSERT INTO sealed_parts (bundle, contents) VALUES (?1, ?2)")?
                .execute(params![number, contents])?;
        }
        Ok(BundleNumber(number))
    }

    fn change_bundle(
        &mut self,
        bundle: BundleNumber,
        state: BundleState,
        changed_at: UtcSeconds,
        ended_at: Option<UtcSeconds>,
    ) -> Result<(), StoreError> {
        let sequence = self.next_sequence()?;
        self.connection
            .prepare_cached(
                "UPDATE bundles SET state = ?2, changed_at = ?3, ended_at = coalesce(ended_at, ?4),
                     outbox_sequence = ?5
                 WHERE number = ?1",
            )?
            .execute(params![
                bundle.0,
                state_word(state)?,
                changed_at.0,
                ended_at.map(|at| at.0),
                sequence
            ])?;
        Ok(())
    }

    fn show_again_to_receiver(&mut self, bundle: BundleNumber) -> Result<(), StoreError> {
        let sequence = self.next_sequence()?;
        self.connection
            .prepare_cached("UPDATE bundles SET inbox_sequence = ?2 WHERE number = ?1")?
            .execute(params![bundle.0, sequence])?;
        Ok(())
    }

    fn sealed_part(
        &self,
        bundle: BundleNumber,
        start: u64,
        length: u64,
    ) -> Result<Vec<u8>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT substr(contents, ?2 + 1, ?3) FROM sealed_parts WHERE bundle = ?1",
        )?;
        Ok(statement.query_row(params![bundle.0, start, length], |row| row.get(0))?)
    }

    fn bundles_to_erase(
        &self,
        ended_before: UtcSeconds,
        rows_max: u32,
    ) -> Result<Vec<(BundleNumber, Place)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, place, file FROM bundles
             WHERE ended_at IS NOT NULL AND place <> 'erased' AND ended_at < ?1
             ORDER BY ended_at LIMIT ?2",
        )?;
        let rows = statement.query_map(params![ended_before.0, rows_max], |row| {
            Ok((BundleNumber(row.get("number")?), read_place(row)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn erase_sealed_part(&mut self, bundle: BundleNumber) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("UPDATE bundles SET place = 'erased', file = NULL WHERE number = ?1")?
            .execute(params![bundle.0])?;
        self.connection
            .prepare_cached("DELETE FROM sealed_parts WHERE bundle = ?1")?
            .execute(params![bundle.0])?;
        Ok(())
    }

    fn sealed_files(
        &self,
        after: BundleNumber,
        rows_max: u32,
    ) -> Result<Vec<(BundleNumber, String)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, file FROM bundles
             WHERE number > ?1 AND place = 'file' ORDER BY number LIMIT ?2",
        )?;
        let rows = statement.query_map(params![after.0, rows_max], |row| {
            Ok((BundleNumber(row.get("number")?), row.get("file")?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn sealed_file_is_known(&self, file: &str) -> Result<bool, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT 1 FROM bundles WHERE file = ?1")?;
        Ok(statement.exists(params![file])?)
    }
}

impl SqliteRecords<'_> {
    fn one_bundle(
        &self,
        sql: &str,
        office: OfficeNumber,
        id: BundleId,
    ) -> Result<Option<BundleRecord>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement
            .query_row(params![office.as_str(), id.to_string()], read_bundle)
            .optional()?)
    }

    /// The next number of the one order in which everything happens.
    pub(super) fn next_sequence(&self) -> Result<u64, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "UPDATE counters SET value = value + 1 WHERE name = 'change' RETURNING value",
        )?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }
}

fn read_bundle(row: &Row<'_>) -> rusqlite::Result<BundleRecord> {
    Ok(BundleRecord {
        number: BundleNumber(row.get("number")?),
        id: parsed(row, "id")?,
        from: Address {
            office: parsed(row, "from_office")?,
            service: parsed(row, "from_service")?,
        },
        to: Address {
            office: parsed(row, "to_office")?,
            service: parsed(row, "to_service")?,
        },
        header_sha256: parsed(row, "header_sha256")?,
        sealed_sha256: parsed(row, "sealed_sha256")?,
        sealed_size_bytes: row.get("sealed_size_bytes")?,
        state: read_state(row)?,
        accepted_at: UtcSeconds(row.get("accepted_at")?),
        place: read_place(row)?,
    })
}

fn read_place(row: &Row<'_>) -> rusqlite::Result<Place> {
    let index = row.as_ref().column_index("place")?;
    match row.get_ref(index)?.as_str()? {
        "database" => Ok(Place::Database),
        "file" => Ok(Place::File(row.get("file")?)),
        "erased" => Ok(Place::Erased),
        _ => Err(unknown_word(index)),
    }
}

fn read_state(row: &Row<'_>) -> rusqlite::Result<BundleState> {
    let index = row.as_ref().column_index("state")?;
    match row.get_ref(index)?.as_str()? {
        "accepted" => Ok(BundleState::Accepted),
        "fetched" => Ok(BundleState::Fetched),
        "imported" => Ok(BundleState::Imported),
        "opened" => Ok(BundleState::Opened),
        "withdrawn" => Ok(BundleState::Withdrawn),
        _ => Err(unknown_word(index)),
    }
}

fn state_word(state: BundleState) -> Result<&'static str, StoreError> {
    match state {
        BundleState::Accepted => Ok("accepted"),
        BundleState::Fetched => Ok("fetched"),
        BundleState::Imported => Ok("imported"),
        BundleState::Opened => Ok("opened"),
        BundleState::Withdrawn => Ok("withdrawn"),
        // A state of a later protocol needs a migration before it can be kept.
        _ => Err(StoreError::UnknownWord),
    }
}

fn unknown_word(index: usize) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(
        index,
        rusqlite::types::Type::Text,
        Box::new(UnknownWord),
    )
}
