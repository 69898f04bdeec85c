//! What an operation may ask of a storage engine about notices and about the directory as a list.

use protocol::{OfficeNumber, ServiceKind, UtcSeconds};

use super::StoreError;
use crate::notices::NewNotice;

/// Notices of the operator.
pub trait NoticeRecords {
    /// Those that hold at `now`, the newest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the engine failed; so for every method of these traits.
    fn notices(&self, now: UtcSeconds) -> Result<Vec<NoticeRecord>, StoreError>;

    /// A value that changes whenever a notice is added or removed.
    fn notice_mark(&self) -> Result<(u64, u64), StoreError>;

    /// Adds a notice; its number.
    fn add_notice(&mut self, notice: &NewNotice, now: UtcSeconds) -> Result<u64, StoreError>;

    /// Marks a notice as removed; whether there was one.
    fn remove_notice(&mut self, number: u64, now: UtcSeconds) -> Result<bool, StoreError>;
}

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRecord {
    /// Its number.
    pub number: u64,
    /// One line.
    pub subject: String,
    /// The text.
    pub text: String,
    /// Whether everybody should read it at once.
    pub important: bool,
    /// When it was published.
    pub published_at: UtcSeconds,
    /// Until when it holds.
    pub ends_at: Option<UtcSeconds>,
}

/// The directory as a list.
pub trait DirectoryRecords {
    /// Number and name of active offices that come after `after`, by number, at most `rows_max`.
    fn directory(
        &self,
        after: &str,
        area: &str,
        service: Option<ServiceKind>,
        rows_max: u32,
    ) -> Result<Vec<(OfficeNumber, String)>, StoreError>;
}
