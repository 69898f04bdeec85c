//! What an operation may ask of a storage engine about licences.

use protocol::{OfficeNumber, UtcSeconds};

use super::StoreError;

/// Periods for which offices may send, and whether more follow by themselves.
pub trait LicenceRecords {
    /// The latest period of an office; nothing before its first one.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the engine failed; so for every method of these traits.
    fn licence(&self, office: OfficeNumber) -> Result<Option<LicenceRecord>, StoreError>;

    /// All periods of one office or of all, by office and beginning.
    fn licence_periods(
        &self,
        office: Option<OfficeNumber>,
    ) -> Result<Vec<(OfficeNumber, LicencePeriod)>, StoreError>;

    /// Active offices that have no period yet, or whose last one ended by `now` and renews; by number, at most `rows_max`.
    fn licences_due(&self, now: UtcSeconds, rows_max: u32)
    -> Result<Vec<OfficeNumber>, StoreError>;

    /// Adds a period. The caller has made sure that it begins at or after the end of the last one.
    fn add_licence_period(
        &mut self,
        office: OfficeNumber,
        period: &LicencePeriod,
        granted_at: UtcSeconds,
    ) -> Result<(), StoreError>;

    /// Sets whether a period follows by itself.
    fn set_licence_renews(&mut self, office: OfficeNumber, renews: bool) -> Result<(), StoreError>;
}

/// A period of a licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LicencePeriod {
    /// Its first second.
    pub began_at: UtcSeconds,
    /// The first second that is not part of it.
    pub ends_at: UtcSeconds,
    /// Its fee, in yen with tax.
    pub fee_yen: u32,
}

/// How the licence of an office stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LicenceRecord {
    /// The latest period.
    pub last: LicencePeriod,
    /// Whether another one follows by itself.
    pub renews: bool,
}
