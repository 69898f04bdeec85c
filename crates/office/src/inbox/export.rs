//! Laying received files into folders for the care software.
//!
//! One folder per partner, in it one per bundle, named so that their order is the
//! order of the stamps in which care software must import (standard, 2.5). A file
//! appears under its name only when it is complete and on disk. Nothing is ever
//! overwritten: the same file again is left as it is, a different one is an error.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use protocol::UtcSeconds;

use super::{ReceivedId, ReceivedState};
use crate::error_code::ErrorCode;
use crate::keys::sync_folder;
use crate::store::{Store, StoreError, received};

/// What was laid out.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ExportReport {
    /// Files written now.
    pub written: Vec<PathBuf>,
    /// Files that lay there already with the same contents.
    pub present: Vec<PathBuf>,
    /// The bundles laid out, in the order of import.
    pub bundles: Vec<ReceivedId>,
}

/// Writes the files of the bundles below `folder` as
/// `PARTNER/STAMP_ID/FILE`, partner by partner in the order of their stamps.
///
/// Bundles without contents (announced, damaged, withdrawn) are passed over. A bundle
/// whose files are all there is noted as laid out, see [`bundles_not_exported`].
///
/// # Errors
///
/// [`ExportError`] at the first file that cannot be written; those before it stay.
pub fn export_bundles(
    store: &mut Store,
    keys: &[ReceivedId],
    folder: &Path,
    now: UtcSeconds,
) -> Result<ExportReport, ExportError> {
    let rows = store.read(|tx| received::export_rows(tx, keys))?;
    let mut report = ExportReport::default();
    for row in rows {
        let found = store.read(|tx| received::bundle(tx, row.key))?;
        let Some((bundle, _)) = found else {
            return Err(ExportError::NotFound { id: row.key });
        };
        let here = matches!(
            bundle.row.state,
            ReceivedState::Received | ReceivedState::Opened
        );
        let Some(sender) = row.key.sender.filter(|_| here) else {
            continue;
        };
        let stamp = match row.stamp.as_str() {
            "" => "00000000000000",
            stamp => stamp,
        };
        let target = folder
            .join(sender.to_string())
            .join(format!("{stamp}_{}", row.key.id));
        for file in &bundle.files {
            let bytes = store.read(|tx| received::file(tx, row.key, &file.name))?;
            let bytes = bytes.ok_or(ExportError::NotFound { id: row.key })?;
            let path = target.join(&file.name);
            match write_new(&path, &bytes)? {
                true => report.written.push(path),
                false => report.present.push(path),
            }
        }
        store.write(|tx| received::set_exported(tx, row.number, now))?;
        report.bundles.push(row.key);
    }
    Ok(report)
}

/// Bundles with contents that were never laid into a folder. After a crash in the
/// middle of laying out, they are all here again.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn bundles_not_exported(store: &mut Store) -> Result<Vec<ReceivedId>, StoreError> {
    store.read(received::not_exported)
}

/// Writes a file that is not there yet: temporary name, synced, renamed without
/// replacing. Returns `false` when the same file was there.
fn write_new(path: &Path, bytes: &[u8]) -> Result<bool, ExportError> {
    let cannot = |source: io::Error| ExportError::Write {
        path: path.to_owned(),
        source,
    };
    match fs::read(path) {
        Ok(present) if present == bytes => return Ok(false),
        Ok(_) => {
            return Err(ExportError::OtherFile {
                path: path.to_owned(),
            });
        }
        Err(err) if err.kind() == io::ErrorKind::NotFound => (),
        Err(err) => return Err(cannot(err)),
    }
    let folder = path
        .parent()
        .expect("the path has the folder of its bundle");
    fs::create_dir_all(folder).map_err(cannot)?;
    let mut file = tempfile::Builder::new()
        .prefix(".tsunagu-")
        .tempfile_in(folder)
        .map_err(cannot)?;
    file.write_all(bytes).map_err(cannot)?;
    file.as_file().sync_all().map_err(cannot)?;
    match file.persist_noclobber(path) {
        Ok(_) => (),
        // Another program was quicker: compare with what it wrote.
        Err(err) if err.error.kind() == io::ErrorKind::AlreadyExists => {
            return match fs::read(path) {
                Ok(present) if present == bytes => Ok(false),
                _ => Err(ExportError::OtherFile {
                    path: path.to_owned(),
                }),
            };
        }
        Err(err) => return Err(cannot(err.error)),
    }
    sync_folder(folder).map_err(cannot)?;
    Ok(true)
}

/// Why files were not laid out.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// There is no such bundle.
    #[error("there is no received bundle {id}")]
    NotFound {
        /// The key that was asked for.
        id: ReceivedId,
    },
    /// A different file has the name.
    #[error("{} exists with other contents", path.display())]
    OtherFile {
        /// The file in the way.
        path: PathBuf,
    },
    /// The folder cannot be written to.
    #[error("{} cannot be written", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&ExportError> for ErrorCode {
    fn from(err: &ExportError) -> ErrorCode {
        match err {
            ExportError::NotFound { .. } => ErrorCode::ReceivedNotFound,
            ExportError::OtherFile { .. } => ErrorCode::OtherFileInTheWay,
            ExportError::Write { .. } => ErrorCode::CannotWriteFolder,
            ExportError::Store(err) => ErrorCode::from(err),
        }
    }
}
