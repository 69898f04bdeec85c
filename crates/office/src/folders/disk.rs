//! The disk as a look uses it: list, read what is complete, move, write; never over
//! something else.
//!
//! Every step goes through [`Disk::step`], at which tests end the program or fill the
//! disk. A file gets its name by taking the name first (an empty file that only we
//! create) and then renaming onto it: that is safe on every file system, also on those
//! of network drives and sticks, which have no other way to rename without replacing.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;
use std::time::SystemTime;

use protocol::{Digest, DigestBuilder};

use super::place::{MARK_FILE, is_ignored};
use super::{Folder, LookError};
use crate::error_code::ErrorCode;
use crate::keys::sync_folder;

/// The disk. Without a fault outside of tests.
#[derive(Debug, Default)]
pub(crate) struct Disk {
    #[cfg(test)]
    pub(super) fault: super::tests::faults::Fault,
}

/// A file in an out-folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub name: String,
    pub size_bytes: u64,
    /// `None` on a file system without it; then the size alone tells of a change.
    pub modified: Option<SystemTime>,
}

/// What writing without replacing came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// It is there now.
    New,
    /// The same was there.
    Present,
    /// Something else has the name; nothing was changed.
    OtherFile,
}

/// The code that a person sees for what the system said.
pub(super) fn code_of(err: &io::Error) -> ErrorCode {
    match err.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ErrorCode::FolderDiskFull,
        ErrorKind::NotFound
        | ErrorKind::NotADirectory
        | ErrorKind::NotConnected
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::StaleNetworkFileHandle => ErrorCode::FolderMissing,
        _ => ErrorCode::FolderRefuses,
    }
}

impl Disk {
    /// The point between two steps.
    pub(super) fn step(&self) -> io::Result<()> {
        #[cfg(test)]
        self.fault.step()?;
        Ok(())
    }

    /// Whether the folder is there and the one that was registered.
    pub(super) fn check_mark(&self, folder: &Folder) -> Result<(), LookError> {
        match self.read_mark(&folder.path) {
            Ok(Some(mark)) if mark == folder.mark => Ok(()),
            Ok(Some(_)) => Err(LookError::NotTheSame),
            Ok(None) if folder.path.is_dir() => Err(LookError::NotTheSame),
            Ok(None) => Err(LookError::Missing),
            Err(source) => Err(LookError::Disk {
                path: MARK_FILE.to_owned(),
                source,
            }),
        }
    }

    /// The mark in a folder; `None` when there is none.
    pub(super) fn read_mark(&self, folder: &Path) -> io::Result<Option<String>> {
        self.step()?;
        match fs::read(folder.join(MARK_FILE)) {
            Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).trim().to_owned())),
            Err(err) if [ErrorKind::NotFound, ErrorKind::NotADirectory].contains(&err.kind()) => {
                Ok(None)
            }
            Err(err) => Err(err),
        }
    }

    /// The files directly in `folder`, by name, and whether one was left out because its
    /// name is not Unicode. Folders, links and temporary names are not files here.
    pub(super) fn list(&self, folder: &Path) -> io::Result<(Vec<Entry>, bool)> {
        self.step()?;
        let mut entries = Vec::new();
        let mut strange = false;
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let metadata = match entry.metadata() {
                Ok(metadata) => metadata,
                // It went away while we looked.
                Err(err) if err.kind() == ErrorKind::NotFound => continue,
                Err(err) => return Err(err),
            };
            // Of the entry itself: a link is no file.
            if !metadata.is_file() {
                continue;
            }
            match name.to_str() {
                Some(name) if is_ignored(name) => (),
                Some(name) => entries.push(Entry {
                    name: name.to_owned(),
                    size_bytes: metadata.len(),
                    modified: metadata.modified().ok(),
                }),
                None => strange = true,
            }
        }
        entries.sort_by(|left, right| left.name.cmp(&right.name));
        Ok((entries, strange))
    }

    /// The bytes of a file that is still as `entry` says after it was read; `None` when
    /// it changed or went away.
    pub(super) fn read(&self, folder: &Path, entry: &Entry) -> io::Result<Option<Vec<u8>>> {
        self.step()?;
        let path = folder.join(&entry.name);
        let read = || -> io::Result<Vec<u8>> {
            let mut bytes = Vec::new();
            // One byte more than expected shows that it grew.
            File::open(&path)?
                .take(entry.size_bytes + 1)
                .read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        let bytes = match read() {
            Ok(bytes) => bytes,
            Err(err) if err.kind() == ErrorKind::NotFound => return Ok(None),
            Err(err) => return Err(err),
        };
        let metadata = fs::metadata(&path)?;
        let same = bytes.len() as u64 == entry.size_bytes
            && metadata.len() == entry.size_bytes
            && metadata.modified().ok() == entry.modified;
        Ok(same.then_some(bytes))
    }

    /// Whether a file is there.
    pub(super) fn exists(&self, path: &Path) -> io::Result<bool> {
        self.step()?;
        path.try_exists()
    }

    /// The size and digest of a file; `None` when it is not there.
    pub(super) fn digest(&self, path: &Path) -> io::Result<Option<(u64, Digest)>> {
        self.step()?;
        let mut file = match File::open(path) {
            Ok(file) => file,
            Err(err) if err.kind() == ErrorKind::NotFound => return Ok(None),
            Err(err) => return Err(err),
        };
        let mut builder = DigestBuilder::new();
        let mut size_bytes = 0;
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let read = file.read(&mut buffer)?;
            if read == 0 {
                return Ok(Some((size_bytes, builder.finish())));
            }
            size_bytes += read as u64;
            builder.update(&buffer[..read]);
        }
    }

    /// Moves `from` to `to`, where nothing may be but an empty file of an earlier try.
    pub(super) fn move_new(&self, from: &Path, to: &Path) -> io::Result<Written> {
        if !self.take_name(to)? {
            return Ok(Written::OtherFile);
        }
        self.step()?;
        match fs::rename(from, to) {
            Ok(()) => (),
            Err(err) if err.kind() == ErrorKind::CrossesDevices => self.move_over(from, to)?,
            Err(err) => {
                // Nothing but our own empty file is removed.
                let _ = fs::remove_file(to);
                return Err(err);
            }
        }
        self.sync_parent(to)?;
        self.sync_parent(from)?;
        Ok(Written::New)
    }

    /// Moves to another volume: the copy is whole and on disk before the original goes.
    pub(super) fn move_over(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        let mut copy = temporary_beside(to)?;
        io::copy(&mut File::open(from)?, &mut copy)?;
        copy.as_file().sync_all()?;
        self.step()?;
        copy.persist(to).map_err(|err| err.error)?;
        self.sync_parent(to)?;
        self.step()?;
        fs::remove_file(from)
    }

    /// Removes a file whose bytes lie elsewhere.
    pub(super) fn remove(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        fs::remove_file(path)?;
        self.sync_parent(path)
    }

    /// Writes a file that is not there yet: it appears whole and on disk.
    pub(super) fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<Written> {
        self.step()?;
        match fs::read(path) {
            Ok(present) if present == bytes => return Ok(Written::Present),
            // An empty file is what an interrupted try left.
            Ok(present) if present.is_empty() => (),
            Ok(_) => return Ok(Written::OtherFile),
            Err(err) if err.kind() == ErrorKind::NotFound => (),
            Err(err) => return Err(err),
        }
        fs::create_dir_all(parent(path))?;
        self.step()?;
        let mut file = temporary_beside(path)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        if !self.take_name(path)? {
            return Ok(Written::OtherFile);
        }
        self.step()?;
        file.persist(path).map_err(|err| err.error)?;
        self.sync_parent(path)?;
        Ok(Written::New)
    }

    /// Takes a name with an empty file. `false` when a file with contents has it.
    fn take_name(&self, path: &Path) -> io::Result<bool> {
        self.step()?;
        fs::create_dir_all(parent(path))?;
        match File::create_new(path) {
            Ok(_) => Ok(true),
            Err(err) if err.kind() == ErrorKind::AlreadyExists => {
                let metadata = fs::symlink_metadata(path)?;
                Ok(metadata.is_file() && metadata.len() == 0)
            }
            Err(err) => Err(err),
        }
    }

    fn sync_parent(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        match sync_folder(parent(path)) {
            // Some network drives know no such call for folders.
            Err(err)
                if [
                    ErrorKind::InvalidInput,
                    ErrorKind::Unsupported,
                    ErrorKind::PermissionDenied,
                ]
                .contains(&err.kind()) =>
            {
                Ok(())
            }
            outcome => outcome,
        }
    }
}

fn parent(path: &Path) -> &Path {
    path.parent().expect("the path is below a folder")
}

/// A hidden temporary file in the folder of `path`, so that renaming stays on one volume.
fn temporary_beside(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new()
        .prefix(".tsunagu-")
        .tempfile_in(parent(path))
}
