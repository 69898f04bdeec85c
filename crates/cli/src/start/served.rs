//! The offices that `start` serves: that of its folder, and the further ones below it.
//!
//! Each folder is locked as `office run` locks it, so no other program serves the same office. What a reader
//! would get wrong: only the first office must be there. What is wrong with a further one is said in the log, and
//! the others go on.

use std::fs::File;
use std::path::{Path, PathBuf};

use office::further::{further_folders, is_unfinished, open_further};
use office::keys::read_keys;
use office::web::check_offices;
use office::{ErrorCode, Office};

use crate::office_commands::serving::lock;

/// Offices that are open, in the order in which they are offered.
pub(super) struct Served {
    offices: Vec<Office>,
    /// Held as long as the program runs; the first office's is held by `start` itself.
    locks: Vec<File>,
}

impl Served {
    /// The office of `dir`, which is open and locked already, and all further ones that can be opened.
    pub(super) fn with_further(dir: &Path, first: Office) -> Served {
        let mut served = Served {
            offices: vec![first],
            locks: Vec::new(),
        };
        let folders = further_folders(dir).unwrap_or_else(|error| {
            let code = ErrorCode::CannotWriteFolder.code();
            tracing::error!(code, %error, "the folder of further offices cannot be read");
            Vec::new()
        });
        for folder in folders {
            served.add(&folder);
        }
        served
    }

    /// All of them.
    pub(super) fn offices(&self) -> &[Office] {
        &self.offices
    }

    /// Opens one more; the log says why if it cannot be served.
    pub(super) fn add(&mut self, folder: &Path) {
        // Somebody began to add an office and did not finish: nothing is wrong.
        if is_unfinished(folder) {
            return;
        }
        if let Err(code) = self.open(folder) {
            let name = folder.file_name().map(PathBuf::from).unwrap_or_default();
            let (code, folder) = (code.code(), name.display());
            tracing::error!(code, %folder, "a further office is not served");
        }
    }

    fn open(&mut self, folder: &Path) -> Result<(), ErrorCode> {
        let office = open_further(folder).map_err(|error| ErrorCode::from(&error))?;
        let mut all = self.offices.clone();
        all.push(office.clone());
        check_offices(&all).map_err(|error| ErrorCode::from(&error))?;
        // A worker without keys ends the program, which serves other offices too.
        read_keys(office.dir()).map_err(|error| ErrorCode::from(&error))?;
        let lock = lock(office.dir()).map_err(|_| ErrorCode::CannotWriteFolder)?;
        self.locks.push(lock.ok_or(ErrorCode::RunsAlready)?);
        self.offices = all;
        // As they are found at the next start, whenever each of them came.
        self.offices[1..].sort_by_key(|office| office.number().as_str().to_owned());
        Ok(())
    }
}
