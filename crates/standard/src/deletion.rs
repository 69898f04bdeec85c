//! Files that take back what a set registered: DLT1KYO, DLTPLAN, DLTJSK, DLTKIHON, DLTYOBO.
//!
//! A deletion names records by their keys and nothing else, so it is made from the files that
//! were sent (standard, 2.3 and 3.3). Each deletion file is a set of its own with its own stamp.
//! What a reader would get wrong: a deletion takes back whatever is registered under the key
//! when it is processed, also what a later file registered; and nothing takes back a supplement
//! by itself.

use std::collections::BTreeSet;
use std::fmt;

use crate::calendar::Stamp;
use crate::document::{WriteError, read_file, write_file};
use crate::field::VERSION;
use crate::file_kind::FileKind;
use crate::file_name::FileName;

/// One file that takes back records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeletionFile {
    /// Its name, with the addresses of the file that it takes back.
    pub name: FileName,
    /// Its contents.
    pub bytes: Vec<u8>,
    /// How many records it has.
    pub records: usize,
}

/// Why nothing can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeletionError {
    /// No file among them registers records that the standard can delete.
    NothingToDelete,
    /// A key has a character that MS932 lacks; a checked file has none.
    Write(WriteError),
}

/// Makes the files that take back what `files` registered: their names and contents as they
/// were sent. `next_stamp` gives the stamp of each file made, each later than the one before
/// and than those of `files`.
///
/// A plan of prevention goes before the basic information that it stands on.
///
/// # Errors
///
/// [`DeletionError::NothingToDelete`] when there is no UP1KYO, UPPLAN, UPJSK, UPKIHON or
/// UPYOBO with a record.
pub fn make_deletions(
    files: &[(FileName, &[u8])],
    mut next_stamp: impl FnMut() -> Stamp,
) -> Result<Vec<DeletionFile>, DeletionError> {
    let mut made = Vec::new();
    for (registering, deleting) in PAIRS {
        for (name, bytes) in files.iter().filter(|(name, _)| name.kind == registering) {
            let records = keys(*name, bytes);
            if records.is_empty() {
                continue;
            }
            let bytes = write_file(deleting, &records).map_err(DeletionError::Write)?;
            made.push(DeletionFile {
                name: FileName {
                    kind: deleting,
                    month: name.month.filter(|_| deleting.has_month()),
                    from: name.from,
                    to: name.to,
                    stamp: next_stamp(),
                    branch: None,
                },
                bytes,
                records: records.len(),
            });
        }
    }
    if made.is_empty() {
        Err(DeletionError::NothingToDelete)
    } else {
        Ok(made)
    }
}

/// Which file takes back which, in the order in which they are to be processed.
const PAIRS: [(FileKind, FileKind); 5] = [
    (FileKind::Up1Kyo, FileKind::Dlt1Kyo),
    (FileKind::UpPlan, FileKind::DltPlan),
    (FileKind::UpJsk, FileKind::DltJsk),
    (FileKind::UpYobo, FileKind::DltYobo),
    (FileKind::UpKihon, FileKind::DltKihon),
];

/// Items of table 6 that name who gave the service, beside the key of the form.
const SERVICE_CODE: u16 = 15;
const SERVICE_OFFICE: u16 = 20;

/// The records of the deletion: each key once, in the order in which the file names them.
fn keys(name: FileName, bytes: &[u8]) -> Vec<Vec<String>> {
    let Some(layout) = name.kind.layout() else {
        return Vec::new();
    };
    let document = read_file(bytes, name.kind);
    let mut seen = BTreeSet::new();
    let mut keys = Vec::new();
    for record in document.records() {
        let item = |number| document.text(record, number).unwrap_or_default();
        let mut key = vec![
            String::from_utf8_lossy(VERSION).into_owned(),
            item(layout.key.insurer),
            item(layout.key.insured),
            item(layout.key.date),
        ];
        if name.kind == FileKind::UpJsk {
            // Actuals are taken back for one office and one kind of service.
            let code = item(SERVICE_CODE);
            key.push(item(SERVICE_OFFICE));
            key.push(code.chars().take(2).collect());
        }
        // An empty line has none of it.
        if !key[2].is_empty() && seen.insert(key.clone()) {
            keys.push(key);
        }
    }
    keys
}

impl fmt::Display for DeletionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DeletionError::NothingToDelete => {
                f.write_str("there is no file that the standard can take back")
            }
            DeletionError::Write(error) => write!(f, "the deletion cannot be written: {error}"),
        }
    }
}

impl std::error::Error for DeletionError {}
