//! Registering folders and ending that.
//!
//! A registered folder gets a hidden file with a random mark. The record comes first:
//! if the mark cannot be written, the record goes again; if the program ends in between,
//! looks say that the mark is missing, and nothing else happens.

use std::io;
use std::path::{Path, PathBuf};

use protocol::UtcSeconds;
use standard::FileName;

use super::disk::{Disk, Written, code_of};
use super::place::MARK_FILE;
use super::{Direction, Folder, FolderStatus};
use crate::error_code::ErrorCode;
use crate::random::random_bytes;
use crate::store::{Store, StoreError, folders};

/// Registers the existing folder `path`. An out-folder is empty at first, or holds only
/// files with names of the standard.
///
/// # Errors
///
/// [`FolderError`]; nothing is registered then.
pub fn add_folder(
    store: &mut Store,
    path: &Path,
    direction: Direction,
    now: UtcSeconds,
) -> Result<(), FolderError> {
    let disk = Disk::default();
    let path = absolute(path)?;
    if !path.is_dir() {
        return Err(FolderError::Missing { path });
    }
    let text = path
        .to_str()
        .ok_or_else(|| FolderError::Name { path: path.clone() })?;
    let known = store.read(folders::all)?;
    if known.iter().any(|folder| is_same(&folder.path, &path)) {
        return Err(FolderError::Registered { path });
    }
    if let Direction::Out(_) = direction {
        check_other_files(&disk, &path)?;
    }
    let refuses = |source| FolderError::Disk {
        path: path.clone(),
        source,
    };
    if disk.read_mark(&path).map_err(refuses)?.is_some() {
        return Err(FolderError::OfAnother { path });
    }
    let mark = data_encoding::HEXLOWER.encode(&random_bytes::<16>());
    let number = store.write(|tx| folders::insert(tx, text, &mark, direction, now))?;
    let line = format!("{mark}\n");
    let problem = match disk.write_new(&path.join(MARK_FILE), line.as_bytes()) {
        Ok(Written::New | Written::Present) => return Ok(()),
        Ok(Written::OtherFile) => FolderError::OfAnother { path },
        Err(source) => FolderError::Disk { path, source },
    };
    store.write(|tx| folders::set_removed(tx, number, now))?;
    Err(problem)
}

/// A folder of documents must not become an out-folder: everything in it that is no
/// file of the standard would move aside at the first look.
fn check_other_files(disk: &Disk, path: &Path) -> Result<(), FolderError> {
    let (entries, _) = disk.list(path).map_err(|source| FolderError::Disk {
        path: path.to_owned(),
        source,
    })?;
    let others = entries
        .iter()
        .filter(|entry| FileName::parse(&entry.name).is_err());
    match others.count() {
        0 => Ok(()),
        count => Err(FolderError::OtherFiles {
            path: path.to_owned(),
            count,
        }),
    }
}

/// Makes the folder `path` in a folder that is there, so that it can be registered. One
/// that is there already is left as it is.
///
/// # Errors
///
/// [`FolderError::Disk`] when it cannot be made, [`FolderError::Missing`] when the folder
/// around it is not there.
pub fn make_folder(path: &Path) -> Result<(), FolderError> {
    let path = absolute(path)?;
    match std::fs::create_dir(&path) {
        Ok(()) => Ok(()),
        Err(err) if err.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        Err(err) if err.kind() == io::ErrorKind::NotFound => Err(FolderError::Missing { path }),
        Err(source) => Err(FolderError::Disk { path, source }),
    }
}

/// Ends the watching of `path`. Files in it stay; only the mark is removed, if the
/// folder is there and the mark is ours.
///
/// # Errors
///
/// [`FolderError::Unknown`] when no such folder is registered.
pub fn remove_folder(store: &mut Store, path: &Path, now: UtcSeconds) -> Result<(), FolderError> {
    let path = absolute(path)?;
    let known = store.read(folders::all)?;
    let found = known
        .into_iter()
        .find(|folder| folder.path == path || is_same(&folder.path, &path));
    let Some(folder) = found else {
        return Err(FolderError::Unknown { path });
    };
    store.write(|tx| {
        // What waits for its time stays a draft: nothing leaves by a folder that is gone.
        folders::end_sends_of(tx, folder.number)?;
        folders::set_removed(tx, folder.number, now)
    })?;
    remove_mark(&folder);
    Ok(())
}

/// A folder that is away keeps its mark: whoever registers it again is told what to do.
fn remove_mark(folder: &Folder) {
    let disk = Disk::default();
    if disk.check_mark(folder).is_ok()
        && let Err(err) = disk.remove(&folder.path.join(MARK_FILE))
    {
        tracing::warn!(error = %err.kind(), "the mark of a folder could not be removed");
    }
}

/// Every registered folder and how it stands.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn list_folders(store: &mut Store) -> Result<Vec<FolderStatus>, StoreError> {
    store.read(folders::statuses)
}

/// One registered folder; `None` when it was removed or never was.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn find_folder(store: &mut Store, number: i64) -> Result<Option<FolderStatus>, StoreError> {
    let known = list_folders(store)?;
    Ok(known.into_iter().find(|folder| folder.number == number))
}

fn absolute(path: &Path) -> Result<PathBuf, FolderError> {
    std::path::absolute(path).map_err(|source| FolderError::Disk {
        path: path.to_owned(),
        source,
    })
}

/// Whether two paths lead to the same folder, also over links and other spellings.
fn is_same(left: &Path, right: &Path) -> bool {
    match (left.canonicalize(), right.canonicalize()) {
        (Ok(left), Ok(right)) => left == right,
        _ => left == right,
    }
}

/// Why a folder was not registered or removed, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// It is not there, or it is a file.
    #[error("{} is no folder", path.display())]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// Its name is not Unicode.
    #[error("{} has a name that cannot be stored", path.display())]
    Name {
        /// The path.
        path: PathBuf,
    },
    /// It is registered already.
    #[error("{} is registered", path.display())]
    Registered {
        /// The path.
        path: PathBuf,
    },
    /// It is to be an out-folder and holds files that are not of the standard.
    #[error("{} holds {count} files that are not of the standard", path.display())]
    OtherFiles {
        /// The path.
        path: PathBuf,
        /// How many there are.
        count: usize,
    },
    /// It has the mark of another registration.
    #[error("{} has the mark of another registration", path.display())]
    OfAnother {
        /// The path.
        path: PathBuf,
    },
    /// No such folder is registered.
    #[error("{} is not registered", path.display())]
    Unknown {
        /// The path.
        path: PathBuf,
    },
    /// The disk refused.
    #[error("{} cannot be read or written", path.display())]
    Disk {
        /// The path.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&FolderError> for ErrorCode {
    fn from(err: &FolderError) -> ErrorCode {
        match err {
            FolderError::Missing { .. } => ErrorCode::FolderMissing,
            FolderError::Name { .. } => ErrorCode::NameNotUsable,
            FolderError::Registered { .. } => ErrorCode::FolderRegistered,
            FolderError::OtherFiles { .. } => ErrorCode::FolderHasOtherFiles,
            FolderError::OfAnother { .. } => ErrorCode::FolderOfAnother,
            FolderError::Unknown { .. } => ErrorCode::FolderUnknown,
            FolderError::Disk { source, .. } => code_of(source),
            FolderError::Store(err) => ErrorCode::from(err),
        }
    }
}
