//! What an operation may ask of a storage engine about the terminals of an office and what they share.
//!
//! As `records.rs`, of which this is a part. Easily got wrong: a device that was removed is no terminal any more, though
//! its certificates are still known (as revoked).

use protocol::{DeviceId, Digest, EntryId, OfficeNumber, UtcSeconds, joining::Nonce};

use super::StoreError;

/// Terminals: their list, joining, history pieces, the recovery sheet.
pub trait TerminalRecords {
    /// All terminals of an office that were not removed and have a certificate, by the time of their enrolment.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the engine failed; so for every method of these traits.
    fn terminals(&self, office: OfficeNumber) -> Result<Vec<TerminalRecord>, StoreError>;

    /// One terminal of an office.
    fn terminal(
        &self,
        office: OfficeNumber,
        device: DeviceId,
    ) -> Result<Option<TerminalRecord>, StoreError>;

    /// Says whether a device may do nothing yet but join.
    fn set_waiting(&mut self, device: DeviceId, waiting: bool) -> Result<(), StoreError>;

    /// Marks a device as removed, with all that waits for it; the first time stays.
    fn set_removed(&mut self, device: DeviceId, removed_at: UtcSeconds) -> Result<(), StoreError>;

    /// Changes what the office calls a device.
    fn rename_device(&mut self, device: DeviceId, name: &str) -> Result<(), StoreError>;

    /// Notes that a device was heard from.
    fn note_seen(&mut self, device: DeviceId, seen_at: UtcSeconds) -> Result<(), StoreError>;

    /// How far a device got with joining; nothing before its commitment.
    fn joining(&self, device: DeviceId) -> Result<Option<JoiningRecord>, StoreError>;

    /// Keeps how far a device got with joining.
    fn save_joining(&mut self, device: DeviceId, joining: &JoiningRecord)
    -> Result<(), StoreError>;

    /// Adds a piece of history for a device. The caller has made sure that there is none of this number.
    fn add_history_piece(
        &mut self,
        device: DeviceId,
        number: u64,
        sealed: &[u8],
    ) -> Result<(), StoreError>;

    /// Numbers and sizes of the pieces that wait for a device, rising.
    fn history_pieces(&self, device: DeviceId) -> Result<Vec<(u64, u64)>, StoreError>;

    /// One piece.
    fn history_piece(&self, device: DeviceId, number: u64) -> Result<Option<Vec<u8>>, StoreError>;

    /// Removes a piece.
    fn drop_history_piece(&mut self, device: DeviceId, number: u64) -> Result<(), StoreError>;

    /// What is kept for the newest recovery sheet of an office.
    fn recovery(&self, office: OfficeNumber) -> Result<Option<RecoveryRecord>, StoreError>;

    /// Keeps that of a new sheet in the place of the old one.
    fn save_recovery(
        &mut self,
        office: OfficeNumber,
        recovery: &RecoveryRecord,
    ) -> Result<(), StoreError>;

    /// Forgets the mailbox certificate of an office and what is kept for its recovery sheet.
    fn forget_mailbox(&mut self, office: OfficeNumber) -> Result<(), StoreError>;

    /// Lets every enrolment code of an office that was not used have expired by `now`.
    fn end_enrolments(&mut self, office: OfficeNumber, now: UtcSeconds) -> Result<(), StoreError>;

    /// How many enrolment codes of an office can still be used at `now`.
    fn unused_enrolments(&self, office: OfficeNumber, now: UtcSeconds) -> Result<u32, StoreError>;
}

/// The journals: sealed entries of each office, in one order.
pub trait JournalRecords {
    /// The entry of this id.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the engine failed; so for every method of this trait.
    fn journal_entry(
        &self,
        office: OfficeNumber,
        id: EntryId,
    ) -> Result<Option<JournalRecord>, StoreError>;

    /// Entries of an office with a sequence above `after`, in its order, at most `rows_max`.
    fn journal(
        &self,
        office: OfficeNumber,
        after: u64,
        rows_max: u32,
    ) -> Result<Vec<JournalRecord>, StoreError>;

    /// The sealed entry of this sequence.
    fn journal_contents(&self, sequence: u64) -> Result<Vec<u8>, StoreError>;

    /// Adds an entry at the end and gives its sequence. The caller has made sure that there is none of this id.
    fn add_journal_entry(
        &mut self,
        office: OfficeNumber,
        id: EntryId,
        device: DeviceId,
        sealed: &[u8],
        stored_at: UtcSeconds,
    ) -> Result<u64, StoreError>;

    /// How many entries an office has, and their size together.
    fn journal_totals(&self, office: OfficeNumber) -> Result<(u64, u64), StoreError>;

    /// Erases an entry with its contents.
    fn erase_journal_entry(
        &mut self,
        office: OfficeNumber,
        entry: &JournalRecord,
    ) -> Result<(), StoreError>;

    /// Notes how far a device has read; never goes back.
    fn note_journal_read(&mut self, device: DeviceId, sequence: u64) -> Result<(), StoreError>;
}

/// A terminal that was not removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerminalRecord {
    /// The device.
    pub device: DeviceId,
    /// Its office.
    pub office: OfficeNumber,
    /// What the office calls it.
    pub name: String,
    /// When it was enrolled.
    pub enrolled_at: UtcSeconds,
    /// When it was heard from last.
    pub seen_at: Option<UtcSeconds>,
    /// Whether it may do nothing yet but join.
    pub waiting: bool,
    /// How far it has read the journal.
    pub journal_read: u64,
    /// Its newest certificate that was not revoked.
    pub certificate_pem: String,
}

/// How far a device got with joining.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoiningRecord {
    /// What it committed itself to.
    pub commitment: Digest,
    /// Who answered, and the nonce of the answer.
    pub offer: Option<(DeviceId, Nonce)>,
    /// Its own nonce, shown after the answer.
    pub nonce: Option<Nonce>,
    /// The mailbox key, sealed to it.
    pub approval: Option<Vec<u8>>,
}

/// What is kept for a recovery sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryRecord {
    /// Sealed under the code of the sheet.
    pub sealed: Vec<u8>,
    /// When the sheet was made.
    pub made_at: UtcSeconds,
}

/// One entry of a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalRecord {
    /// The place in the order; grows.
    pub sequence: u64,
    /// The id that the device chose.
    pub id: EntryId,
    /// The device that brought it.
    pub device: DeviceId,
    /// When.
    pub stored_at: UtcSeconds,
    /// Size of the sealed entry.
    pub size_bytes: u64,
    /// Digest of the sealed entry.
    pub sha256: Digest,
}
