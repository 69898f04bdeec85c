//! Putting away: files that the database has recorded move to where it says.
//!
//! Every step may be the last: the next look finds the record without `moved_at` and
//! goes on. A file that is not the recorded one any more is never moved; what was
//! recorded of an accepted file is in its draft, byte for byte.

use std::path::Path;

use protocol::{Digest, UtcSeconds};

use super::disk::{Disk, Written};
use super::{Folder, LookError, Records, place};
use crate::store::StoreError;
use crate::store::folders::{FileToMove, files_to_move, set_moved, set_target};

/// Other files of one name beyond this are no accident but a fault somewhere.
pub(super) const NAMES_MAX: u32 = 10_000;

/// Moves what is recorded. Returns the names that could not be moved now and why the
/// first of them could not.
pub(super) fn put_away<R: Records>(
    records: &mut R,
    disk: &Disk,
    folder: &Folder,
    now: UtcSeconds,
) -> Result<(Vec<String>, Option<LookError>), LookError> {
    let files = records.run(|store| store.read(|tx| files_to_move(tx, folder.number)))?;
    let mut stuck = Vec::new();
    let mut first = None;
    for file in files {
        match put_away_one(records, disk, folder, &file, now) {
            Ok(()) => (),
            Err(LookError::Store(err)) => return Err(err.into()),
            Err(err) => {
                stuck.push(file.name);
                first.get_or_insert(err);
            }
        }
    }
    Ok((stuck, first))
}

fn put_away_one<R: Records>(
    records: &mut R,
    disk: &Disk,
    folder: &Folder,
    file: &FileToMove,
    now: UtcSeconds,
) -> Result<(), LookError> {
    let failed = |source| LookError::Disk {
        path: file.name.clone(),
        source,
    };
    let source = folder.path.join(&file.name);
    let found = disk.digest(&source).map_err(failed)?;
    if is_recorded(found, file) {
        let target = place::below(&folder.path, &file.target);
        // Compared with each other: of a file that was not read only the size is recorded.
        let moved = disk.digest(&target).map_err(failed)? == found;
        match moved && file.size_bytes > 0 {
            // The end of a move over volumes is missing; the bytes are there.
            true => disk.remove(&source).map_err(failed)?,
            false => move_to_free_name(records, disk, folder, file)?,
        }
    }
    disk.step().map_err(failed)?;
    records.run(|store| store.write(|tx| set_moved(tx, file.number, now)))?;
    disk.step().map_err(failed)?;
    Ok(())
}

/// Whether a file of this size and digest is the one that was recorded.
fn is_recorded(found: Option<(u64, Digest)>, file: &FileToMove) -> bool {
    found.is_some_and(|(size_bytes, digest)| {
        size_bytes == file.size_bytes
            && file
                .sha256
                .as_ref()
                .is_none_or(|recorded| *recorded == digest.to_string())
    })
}

/// Lays the explanation, then moves the file, so that no file lies among the rejected
/// without its explanation. Where something else has the name, the next name is
/// recorded first and then used.
fn move_to_free_name<R: Records>(
    records: &mut R,
    disk: &Disk,
    folder: &Folder,
    file: &FileToMove,
) -> Result<(), LookError> {
    let failed = |source| LookError::Disk {
        path: file.name.clone(),
        source,
    };
    let source = folder.path.join(&file.name);
    let mut target = file.target.clone();
    for number in 2..NAMES_MAX {
        if try_target(disk, folder, file, &source, &target).map_err(failed)? {
            return Ok(());
        }
        target = place::target(place::parent_of(&file.target), &file.name, number);
        disk.step().map_err(failed)?;
        records
            .run(|store| store.write(|tx| set_target(tx, file.number, &target)))
            .map_err(|err: StoreError| LookError::Store(err))?;
    }
    Err(failed(std::io::ErrorKind::AlreadyExists.into()))
}

fn try_target(
    disk: &Disk,
    folder: &Folder,
    file: &FileToMove,
    source: &Path,
    target: &str,
) -> std::io::Result<bool> {
    let place = place::below(&folder.path, target);
    if disk
        .digest(&place)?
        .is_some_and(|(size_bytes, _)| size_bytes > 0)
    {
        return Ok(false);
    }
    if let Some(explanation) = &file.explanation {
        let beside = place::below(&folder.path, &place::explanation_of(target));
        let text = explanation.replace('\n', "\r\n");
        if disk.write_new(&beside, text.as_bytes())? == Written::OtherFile {
            return Ok(false);
        }
    }
    Ok(disk.move_new(source, &place)? != Written::OtherFile)
}
