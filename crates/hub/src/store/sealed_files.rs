//! Sealed parts too large for the database: received into a temporary file, made durable, then named.
//!
//! The order is: write, fsync the file, rename, fsync the folder, and only then commit the row that names the file. So
//! a row never names a file that is not there; a crash leaves at most a file that no row names, and those are removed
//! at start. Nothing here knows what a sealed part means. Easily got wrong: file names are new for every attempt, never
//! derived from the bundle alone, so a refused repeat can remove its own file and not that of the bundle accepted.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use protocol::{BundleId, Digest, DigestBuilder};
use tempfile::NamedTempFile;

use super::{Contents, Engine, StoreError, engine};

/// Sealed parts up to this size go into the database: below it, one commit for all is cheaper than two more fsyncs for
/// a file of its own. The median bundle has about 60 KB.
const SMALL_SIZE_BYTES_MAX: usize = 256 * 1024;

/// How much of a large sealed part is collected in memory before it is written to its file.
const WAITING_SIZE_BYTES: usize = 1024 * 1024;

/// The folder of sealed parts.
#[derive(Debug, Clone)]
pub struct SealedFiles {
    folder: PathBuf,
    incoming: PathBuf,
}

/// A sealed part while it arrives. Dropping it removes what was written.
#[derive(Debug)]
pub struct Upload {
    incoming: PathBuf,
    waiting: Vec<u8>,
    file: Option<NamedTempFile>,
    digest: DigestBuilder,
    size_bytes: u64,
}

impl SealedFiles {
    /// Uses `folder`, making it and the folder for what is arriving if need be.
    ///
    /// # Errors
    ///
    /// The system's error if they cannot be made.
    pub fn open(folder: &Path) -> Result<SealedFiles, StoreError> {
        let incoming = folder.join("incoming");
        fs::create_dir_all(&incoming).map_err(StoreError::file)?;
        Ok(SealedFiles {
            folder: folder.to_owned(),
            incoming,
        })
    }

    /// Begins to receive one sealed part.
    pub fn begin(&self) -> Upload {
        Upload {
            incoming: self.incoming.clone(),
            waiting: Vec::new(),
            file: None,
            digest: DigestBuilder::new(),
            size_bytes: 0,
        }
    }

    /// Makes a completely received sealed part durable, unless it is small: then the commit of its row does.
    ///
    /// Blocks for one or two fsyncs when it is large.
    ///
    /// # Errors
    ///
    /// The system's error; nothing is left behind.
    pub fn keep(&self, mut upload: Upload, id: BundleId) -> Result<Contents, StoreError> {
        if !upload.is_small() {
            upload.write_out()?;
        }
        let Some(file) = upload.file else {
            return Ok(Contents::Small(upload.waiting));
        };
        self.name_durably(file, id).map_err(StoreError::file)
    }

    fn name_durably(&self, file: NamedTempFile, id: BundleId) -> io::Result<Contents> {
        file.as_file().sync_all()?;
        let attempt = file
            .path()
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let name = format!("{id}{attempt}");
        file.persist_noclobber(self.folder.join(&name))
            .map_err(|err| err.error)?;
        if let Err(err) = sync_folder(&self.folder) {
            self.remove(&name);
            return Err(err);
        }
        Ok(Contents::File(name))
    }

    /// Opens a sealed part for reading.
    ///
    /// # Errors
    ///
    /// The system's error; a missing file is one, for the row says it is there.
    pub fn read(&self, name: &str) -> Result<File, StoreError> {
        File::open(self.folder.join(name)).map_err(StoreError::file)
    }

    /// Removes a file that no row names (any more). A failure is logged; the next start tries again.
    pub fn remove(&self, name: &str) {
        match fs::remove_file(self.folder.join(name)) {
            Ok(()) => (),
            Err(err) if err.kind() == io::ErrorKind::NotFound => (),
            Err(err) => tracing::warn!(error = %err, "a sealed part could not be removed"),
        }
    }

    /// Removes what a crash left: everything that was still arriving, and files that no bundle names. Returns how many.
    ///
    /// To be called before anything is received.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the folder or the database cannot be read.
    pub fn remove_orphans(&self, engine: &mut dyn Engine) -> Result<u32, StoreError> {
        let mut removed = 0;
        for entry in fs::read_dir(&self.incoming).map_err(StoreError::file)? {
            fs::remove_file(entry.map_err(StoreError::file)?.path()).map_err(StoreError::file)?;
            removed += 1;
        }
        let entries = fs::read_dir(&self.folder).map_err(StoreError::file)?;
        engine::read(engine, |records| {
            for entry in entries {
                let entry = entry.map_err(StoreError::file)?;
                let name = entry.file_name().to_string_lossy().into_owned();
                if entry.path() == self.incoming || records.sealed_file_is_known(&name)? {
                    continue;
                }
                self.remove(&name);
                removed += 1;
            }
            Ok(removed)
        })
    }
}

impl Upload {
    /// Takes the next bytes into memory. Call [`Upload::write_out`] whenever [`Upload::is_full`] says so.
    pub fn add(&mut self, bytes: &[u8]) {
        self.digest.update(bytes);
        self.size_bytes += bytes.len() as u64;
        self.waiting.extend_from_slice(bytes);
    }

    /// Whether more is in memory than should be.
    pub fn is_full(&self) -> bool {
        let limit = if self.file.is_some() {
            WAITING_SIZE_BYTES
        } else {
            SMALL_SIZE_BYTES_MAX
        };
        self.waiting.len() > limit
    }

    /// Whether everything is in memory still, so that keeping it will not block.
    pub fn is_small(&self) -> bool {
        self.file.is_none()
    }

    /// Moves what is in memory to the temporary file. Blocks.
    ///
    /// # Errors
    ///
    /// The system's error when the temporary file cannot be written.
    pub fn write_out(&mut self) -> Result<(), StoreError> {
        self.try_write_out().map_err(StoreError::file)
    }

    fn try_write_out(&mut self) -> io::Result<()> {
        if self.file.is_none() {
            self.file = Some(
                tempfile::Builder::new()
                    .prefix(".")
                    .tempfile_in(&self.incoming)?,
            );
        }
        if let Some(file) = &mut self.file {
            file.write_all(&self.waiting)?;
        }
        self.waiting.clear();
        Ok(())
    }

    /// How much arrived so far.
    pub fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    /// The digest of what arrived so far.
    pub fn digest(&self) -> Digest {
        self.digest.clone().finish()
    }
}

/// Makes names in a folder durable. Windows has no such call; there the file system's journal orders the rename.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}
