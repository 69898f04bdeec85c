//! Copying a hub, also while it runs, into a folder from which it can be run again.
//!
//! First the database in one consistent state, then the sealed files that this state names. Easily got wrong: a file may
//! be erased by the running hub in between, because its time was over; the copy then says erased too, and stays whole.

use std::{fs, io, path::Path};

use crate::{
    folder::{Folder, FolderError},
    store::{self, Access, BundleNumber, SqliteEngine, StoreError},
};

/// Names of sealed files looked at in one query.
const ROWS_MAX: u32 = 1_000;

/// What belongs to a hub beside the database and the sealed files.
const FILES: [&str; 5] = [
    "hub.toml",
    "ca.pem",
    "ca.key.pem",
    "server.pem",
    "signer.pem",
];

impl Folder {
    /// Copies this hub to the new folder `out` and gives the number of large sealed parts in it.
    ///
    /// On return everything is on disk. The copy holds all keys: keep it like the original.
    ///
    /// # Errors
    ///
    /// [`FolderError`]; then there is no folder `out`.
    pub fn back_up(&self, out: &Path) -> Result<u64, FolderError> {
        Folder::create_whole(out, |copy| {
            for name in FILES {
                copy_durably(&self.file(name), &copy.file(name))?;
            }
            self.engine(Access::Change)?
                .copy_to(&copy.file("hub.sqlite"))?;
            fs::create_dir_all(copy.file("sealed").join("incoming"))?;
            self.copy_sealed_files(copy)
        })
    }

    fn copy_sealed_files(&self, copy: &Folder) -> Result<u64, FolderError> {
        let mut engine = copy.engine(Access::Change)?;
        let (mut copied, mut after) = (0, BundleNumber(0));
        loop {
            let files = store::read(&mut engine, |records| records.sealed_files(after, ROWS_MAX))?;
            let Some((last, _)) = files.last() else { break };
            after = *last;
            for (bundle, name) in &files {
                let target = copy.file("sealed").join(name);
                match copy_durably(&self.file("sealed").join(name), &target) {
                    Ok(()) => copied += 1,
                    Err(err) if err.kind() == io::ErrorKind::NotFound => {
                        erase(&mut engine, *bundle)?;
                    }
                    Err(err) => return Err(err.into()),
                }
            }
        }
        store::sync_folder(&copy.file("sealed"))?;
        Ok(copied)
    }
}

fn erase(engine: &mut SqliteEngine, bundle: BundleNumber) -> Result<(), StoreError> {
    store::write(engine, |records| records.erase_sealed_part(bundle))
}

/// Copies a file with its mode.
fn copy_durably(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    fs::File::open(to)?.sync_all()
}
