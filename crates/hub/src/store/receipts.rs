//! Statements about receipts.
//!
//! No rules and no verification: `bundles/acknowledge.rs` makes sure that only what was verified comes here. Easily got
//! wrong: the order of receipts is the order in which the hub stored them, not the times that they state.

use protocol::{ReceiptKind, UtcSeconds};
use rusqlite::{OptionalExtension, params};

use super::{BundleNumber, ReceiptRecords, StoreError, sqlite::SqliteRecords};

impl ReceiptRecords for SqliteRecords<'_> {
    fn receipt(
        &self,
        bundle: BundleNumber,
        kind: ReceiptKind,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT signed FROM receipts WHERE bundle = ?1 AND kind = ?2")?;
        let signed = statement
            .query_row(params![bundle.0, kind_word(kind)?], |row| row.get(0))
            .optional()?;
        Ok(signed)
    }

    fn receipts(&self, bundle: BundleNumber) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT signed FROM receipts WHERE bundle = ?1 ORDER BY number")?;
        let rows = statement.query_map(params![bundle.0], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn add_receipt(
        &mut self,
        bundle: BundleNumber,
        kind: ReceiptKind,
        signed: &[u8],
        stored_at: UtcSeconds,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO receipts (bundle, kind, signed, stored_at) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![bundle.0, kind_word(kind)?, signed, stored_at.0])?;
        Ok(())
    }
}

fn kind_word(kind: ReceiptKind) -> Result<&'static str, StoreError> {
    match kind {
        ReceiptKind::Accepted => Ok("accepted"),
        ReceiptKind::Fetched => Ok("fetched"),
        ReceiptKind::Imported => Ok("imported"),
        ReceiptKind::Opened => Ok("opened"),
        ReceiptKind::Withdrawn => Ok("withdrawn"),
        // A kind of a later protocol needs a migration before it can be kept.
        _ => Err(StoreError::UnknownWord),
    }
}
