//! Folders on real disks: whole looks, with the program ended or the disk filled at
//! every step.

pub(super) mod faults;
mod in_folder;
mod out_faults;
mod out_folder;
mod registering;
mod rounds;

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use protocol::UtcSeconds;

use self::faults::{Ended, Fault, Kind};
use super::disk::Disk;
use super::look::look_at_folder;
use super::watch::Watch;
use super::{Direction, Folder, FolderStatus, FolderWords, add_folder, list_folders};
use crate::error_code::Language;
use crate::store::folders;
use crate::tests::{START, TestOffice};

/// A registered folder, and the program that looks at it every five seconds.
pub(super) struct Desk {
    root: tempfile::TempDir,
    path: PathBuf,
    watch: Watch,
    now: UtcSeconds,
}

impl Desk {
    fn new(office: &mut TestOffice, direction: Direction) -> Desk {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("連携");
        fs::create_dir(&path).unwrap();
        add_folder(&mut office.store, &path, direction, START).unwrap();
        Desk {
            root,
            path,
            watch: Watch::default(),
            now: START,
        }
    }

    fn folder(&self, office: &mut TestOffice) -> Folder {
        office.store.read(folders::all).unwrap().remove(0)
    }

    fn status(&self, office: &mut TestOffice) -> FolderStatus {
        list_folders(&mut office.store).unwrap().remove(0)
    }

    /// The code of the last problem, or nothing.
    fn code(&self, office: &mut TestOffice) -> String {
        let problem = self.status(office).problem;
        problem.map(|problem| problem.code).unwrap_or_default()
    }

    fn look_with(&mut self, office: &mut TestOffice, disk: &Disk) {
        let folder = self.folder(office);
        let words = FolderWords::of(Language::Japanese);
        let times = (self.now, 0.5);
        let watch = &mut self.watch;
        look_at_folder(&mut office.store, disk, &folder, watch, words, times).unwrap();
        self.now.0 += 5;
    }

    fn look(&mut self, office: &mut TestOffice) {
        self.look_with(office, &Disk::default());
    }

    fn looks(&mut self, office: &mut TestOffice, times: u32) {
        for _ in 0..times {
            self.look(office);
        }
    }

    /// Looks with a fault. `true` when the program ended; it is started again then, and
    /// knows no more than what is on the disk.
    fn look_with_fault(&mut self, office: &mut TestOffice, kind: Kind) -> (bool, u32) {
        let disk = Disk {
            fault: Fault::new(kind),
        };
        let look = AssertUnwindSafe(|| self.look_with(office, &disk));
        let ended = match catch_unwind(look) {
            Ok(()) => false,
            Err(payload) if payload.is::<Ended>() => true,
            Err(payload) => std::panic::resume_unwind(payload),
        };
        if ended {
            office.crash();
            self.watch = Watch::default();
        }
        (ended, disk.fault.steps())
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path.join(name), bytes).unwrap();
    }

    /// All files below the folder but the mark, with their bytes.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.path, &self.path, &mut files);
        files.remove(super::MARK_FILE);
        files
    }

    fn names(&self) -> Vec<String> {
        self.files().into_keys().collect()
    }
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap();
            files.insert(name.replace('\\', "/"), fs::read(&path).unwrap());
        }
    }
}
