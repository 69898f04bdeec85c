//! Further offices of one data folder: `DIR/offices/NUMBER/`, each a complete folder of an office.
//!
//! Which number a folder will have is known once its terminal is enrolled. Until then it is called
//! `new` (or `new2`, …), and it gets its number as name before anything in it is opened for good.
//! What a reader would get wrong: the name decides nothing. What is inside is the office; so a folder
//! that could not be renamed is served as it is, and renamed at another start.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::joining::is_joining;
use crate::keys::sync_folder;
use crate::office::{Office, OpenOfficeError};

/// Where further offices lie, in the folder of the first one.
pub const OFFICES_FOLDER: &str = "offices";

/// How the name of a folder begins whose office is not there yet. No office number begins so.
const UNFINISHED: &str = "new";

/// The folders of further offices below `dir`, by name; also those that are not finished.
///
/// # Errors
///
/// Those of the file system; a folder that was never made is no error.
pub fn further_folders(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(dir.join(OFFICES_FOLDER)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut folders = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}

/// Whether this is the folder of an office that somebody began to add and did not finish.
pub fn is_unfinished(folder: &Path) -> bool {
    is_called_new(folder)
        && matches!(
            Office::open(folder),
            Err(OpenOfficeError::NotAnOffice { .. } | OpenOfficeError::Joins { .. })
        )
}

/// Opens a further office, whose folder gets the number as its name if it does not have it yet.
///
/// # Errors
///
/// Those of [`Office::open`].
pub fn open_further(folder: &Path) -> Result<Office, OpenOfficeError> {
    let office = Office::open(folder)?;
    let settled = folder.with_file_name(office.number().as_str());
    if !is_called_new(folder) || settled.exists() {
        return Ok(office);
    }
    // Windows renames no folder in which a file is open, and a virus scanner may have one open for a moment.
    drop(office);
    if let Err(error) = fs::rename(folder, &settled) {
        tracing::warn!(%error, "the folder of a new office keeps its name until another start");
        return Office::open(folder);
    }
    if let Some(offices) = settled.parent()
        && let Err(error) = sync_folder(offices)
    {
        tracing::warn!(%error, "the folder of the offices could not be synchronised");
    }
    Office::open(&settled)
}

/// The folder in which a further office is set up: that of an earlier try that was not finished, or one that
/// is not there yet.
pub fn unfinished_folder(dir: &Path) -> PathBuf {
    let offices = dir.join(OFFICES_FOLDER);
    let mut folder = offices.join(UNFINISHED);
    let mut number = 1_u32;
    // A finished office may still have such a name; it is never touched.
    while folder.exists() && !is_unfinished(&folder) {
        number += 1;
        folder = offices.join(format!("{UNFINISHED}{number}"));
    }
    folder
}

/// Whether an office was begun below `dir` that waits for its approval by another terminal.
pub fn waits_for_approval(dir: &Path) -> bool {
    is_joining(&unfinished_folder(dir))
}

/// Removes the folder of a try to add an office, with all that is in it; nothing happens to other folders.
///
/// # Errors
///
/// Those of the file system. What is left is used again or removed at the next try.
pub(crate) fn remove_try(folder: &Path) -> io::Result<()> {
    if !is_called_new(folder) {
        return Ok(());
    }
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => (),
    }
    // Only an empty folder can be removed so; where there are other offices it stays.
    if let Some(offices) = folder.parent() {
        let _ = fs::remove_dir(offices);
    }
    Ok(())
}

fn is_called_new(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default();
    name.to_string_lossy().starts_with(UNFINISHED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_try_that_was_not_finished_is_used_again_and_can_be_removed() {
        let dir = tempfile::tempdir().unwrap();
        assert!(further_folders(dir.path()).unwrap().is_empty());
        let folder = unfinished_folder(dir.path());
        assert_eq!(folder, dir.path().join("offices").join("new"));
        fs::create_dir_all(folder.join("keys")).unwrap();
        assert!(is_unfinished(&folder));
        assert_eq!(unfinished_folder(dir.path()), folder);
        let known = further_folders(dir.path()).unwrap();
        assert_eq!(known, std::slice::from_ref(&folder));
        remove_try(&folder).unwrap();
        assert!(!dir.path().join("offices").exists());
        remove_try(&folder).unwrap();
    }

    #[test]
    fn a_folder_with_a_database_that_cannot_be_opened_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let folder = unfinished_folder(dir.path());
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("office.db"), "no database").unwrap();
        assert!(!is_unfinished(&folder));
        assert_eq!(
            unfinished_folder(dir.path()),
            dir.path().join("offices").join("new2")
        );
    }

    #[test]
    fn the_folder_of_an_office_is_never_removed() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("offices").join("1370300021");
        fs::create_dir_all(&folder).unwrap();
        remove_try(&folder).unwrap();
        assert!(folder.exists());
        assert!(!is_unfinished(&folder));
    }
}
