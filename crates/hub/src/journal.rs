//! The journal of an office: sealed entries in one order, which the hub keeps and cannot read.
//!
//! One operation for each file. Easily got wrong: the order of the entries is the order of the commits, and a reader
//! that keeps its place misses nothing while others write.

pub mod append;
pub mod list;

pub use append::{AppendError, Appended, JOURNAL_LIMITS, JournalLimits, append_entry};
pub use list::{JournalList, list_journal};
