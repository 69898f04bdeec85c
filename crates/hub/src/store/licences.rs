//! Statements about licences.
//!
//! No rules: `licences/` decides.

use protocol::{OfficeNumber, UtcSeconds};
use rusqlite::{OptionalExtension, Row, params};

use super::{
    LicencePeriod, LicenceRecord, LicenceRecords, StoreError,
    sqlite::{SqliteRecords, parsed},
};

impl LicenceRecords for SqliteRecords<'_> {
    fn licence(&self, office: OfficeNumber) -> Result<Option<LicenceRecord>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT began_at, ends_at, fee_yen, licence_renews FROM licence_periods JOIN offices ON number = office
             WHERE office = ?1 ORDER BY began_at DESC LIMIT 1",
        )?;
        let record = statement.query_row(params![office.as_str()], |row| {
            Ok(LicenceRecord {
                last: read_period(row)?,
                renews: row.get("licence_renews")?,
            })
        });
        Ok(record.optional()?)
    }

    fn licence_periods(
        &self,
        office: Option<OfficeNumber>,
    ) -> Result<Vec<(OfficeNumber, LicencePeriod)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT office, began_at, ends_at, fee_yen FROM licence_periods
             WHERE ?1 IS NULL OR office = ?1 ORDER BY office, began_at",
        )?;
        let office = office.as_ref().map(OfficeNumber::as_str);
        let rows = statement.query_map(params![office], |row| {
            Ok((parsed(row, "office")?, read_period(row)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn licences_due(
        &self,
        now: UtcSeconds,
        rows_max: u32,
    ) -> Result<Vec<OfficeNumber>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number FROM offices
             WHERE state = 'active' AND licence_renews = 1
               AND coalesce((SELECT max(ends_at) FROM licence_periods WHERE office = number), ?1) <= ?1
             ORDER BY number LIMIT ?2",
        )?;
        let rows = statement.query_map(params![now.0, rows_max], |row| parsed(row, "number"))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn add_licence_period(
        &mut self,
        office: OfficeNumber,
        period: &LicencePeriod,
        granted_at: UtcSeconds,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO licence_periods (office, began_at, ends_at, fee_yen, granted_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                office.as_str(),
                period.began_at.0,
                period.ends_at.0,
                period.fee_yen,
                granted_at.0
            ])?;
        Ok(())
    }

    fn set_licence_renews(&mut self, office: OfficeNumber, renews: bool) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("UPDATE offices SET licence_renews = ?2 WHERE number = ?1")?
            .execute(params![office.as_str(), renews])?;
        Ok(())
    }
}

fn read_period(row: &Row<'_>) -> rusqlite::Result<LicencePeriod> {
    Ok(LicencePeriod {
        began_at: UtcSeconds(row.get("began_at")?),
        ends_at: UtcSeconds(row.get("ends_at")?),
        fee_yen: row.get("fee_yen")?,
    })
}
