//! The care-plan data standard 4.1 (ケアプランデータ連携標準仕様): names, characters,
//! layouts, checks and writing.
//!
//! Pure: bytes and values in, values out; no files, no clock. Start at
//! [`check_files`] to judge files, [`FileName::parse`] for a name, [`read_file`]
//! and [`write_file`] for contents. The forms are in [`tables`], one file each.
//!
//! Items, lines and records count from 1, as in the standard and in every message.

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod address;
pub mod calendar;
pub mod check;
pub mod checker;
pub mod codes;
pub mod csv;
pub mod deletion;
pub mod document;
pub mod encoding;
mod field;
mod file_check;
pub mod file_kind;
pub mod file_name;
pub mod file_set;
pub mod finding;
mod hash;
pub mod json;
mod keyed;
pub mod layout;
mod lines;
mod links;
mod name_check;
pub mod nothing_to_delete;
pub mod record;
pub mod records;
pub mod repair;
pub mod report;
mod rules;
pub mod service_kind;
mod shape;
mod statement;
pub mod tables;
mod ticket;
pub mod version3;

pub use address::{Address, OfficeNumber, ServiceKind};
pub use calendar::{Day, Month, Stamp};
pub use check::{check_files, join_files};
pub use checker::{CheckedFile, FileChecker};
pub use document::{Document, WriteError, read_file, write_file};
pub use file_kind::FileKind;
pub use file_name::{FileName, NameProblem};
pub use file_set::SetKind;
pub use finding::{Code, Finding, Problem, Severity, Text};
pub use report::{FileReport, Input, Report, SetReport};
pub use service_kind::service_kind_name;
