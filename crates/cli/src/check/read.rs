//! Checking the files of `tsunagu check`: read piece by piece, and as many files at once as there are processors.
//!
//! No file is in memory as a whole, so that a file of any size can be checked; the limits are those of
//! [`standard::FileChecker`]. Easily got wrong: files are checked in any order, but reported in the order given.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use standard::{CheckedFile, FileChecker, Report, join_files};

use crate::files::Unreadable;

/// Large enough that asking the system costs nothing beside the check, small enough for the processor's cache.
const PIECE_SIZE_BYTES: usize = 256 * 1024;

/// Checks the files; the report has them in the order of `paths`.
///
/// # Errors
///
/// The first file in that order that cannot be read.
pub(super) fn check_paths(paths: &[PathBuf]) -> Result<Report, Unreadable> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let mut checked = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.min(paths.len()))
            .map(|_| scope.spawn(|| check_some(paths, &next)))
            .collect();
        let results = workers
            .into_iter()
            .flat_map(|worker| worker.join().expect("a check only returns findings"));
        results.collect::<Vec<_>>()
    });
    checked.sort_by_key(|(index, _)| *index);
    let files: Result<Vec<CheckedFile>, Unreadable> = checked
        .into_iter()
        .map(|(index, file)| {
            file.map_err(|source| Unreadable {
                path: paths[index].clone(),
                source,
            })
        })
        .collect();
    Ok(join_files(files?))
}

/// Checks one file after the other of those that no other thread has taken.
fn check_some(paths: &[PathBuf], next: &AtomicUsize) -> Vec<(usize, io::Result<CheckedFile>)> {
    let mut piece = vec![0; PIECE_SIZE_BYTES];
    let indexes = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
    indexes
        .take_while(|index| *index < paths.len())
        .map(|index| (index, check_path(&paths[index], &mut piece)))
        .collect()
}

fn check_path(path: &Path, piece: &mut [u8]) -> io::Result<CheckedFile> {
    let mut file = File::open(path)?;
    let mut checker = FileChecker::new(&path.to_string_lossy());
    loop {
        match file.read(piece) {
            Ok(0) => return Ok(checker.finish()),
            Ok(size) => checker.feed(&piece[..size]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => (),
            Err(error) => return Err(error),
        }
    }
}
