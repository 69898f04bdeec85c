//! Finding a folder of this machine: what a page offers in place of typing a path.
//!
//! A browser cannot hand over the path of a folder, so the program lists folders itself,
//! with the rights of the person under whom it runs. Only names of folders are told,
//! never files, and hidden folders are left out.

use std::fs;
use std::path::{Path, PathBuf};

use super::register::FolderError;

/// Folders of one list. More is not looked through by eye; whoever has more types.
const SUBFOLDERS_MAX: usize = 300;

/// A folder inside another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subfolder {
    /// Its name; on Windows that of a drive in the list of drives.
    pub name: String,
    /// Its whole path.
    pub path: String,
}

/// What is in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Browsed {
    /// The folder.
    pub path: String,
    /// The folder around it; `None` at the top.
    pub parent: Option<String>,
    /// The folders in it by name, at most 300.
    pub subfolders: Vec<Subfolder>,
    /// Whether there are more than are listed.
    pub more: bool,
}

/// The folders in `path`. Those whose names are not Unicode are left out.
///
/// # Errors
///
/// [`FolderError::Missing`] when it is no folder, [`FolderError::Disk`] when it cannot be read.
pub fn browse_folders(path: &Path) -> Result<Browsed, FolderError> {
    if !path.is_absolute() || !path.is_dir() {
        return Err(FolderError::Missing {
            path: path.to_owned(),
        });
    }
    let failed = |source| FolderError::Disk {
        path: path.to_owned(),
        source,
    };
    let mut subfolders = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        // One that cannot be looked at is left out; the others can still be chosen.
        let Ok(entry) = entry else { continue };
        let full = entry.path();
        let name = entry.file_name();
        let (Some(name), Some(text)) = (name.to_str(), full.to_str()) else {
            continue;
        };
        if name.starts_with(['.', '$']) || !full.is_dir() {
            continue;
        }
        subfolders.push(Subfolder {
            name: name.to_owned(),
            path: text.to_owned(),
        });
    }
    subfolders.sort_by(|left, right| left.name.cmp(&right.name));
    let more = subfolders.len() > SUBFOLDERS_MAX;
    subfolders.truncate(SUBFOLDERS_MAX);
    Ok(Browsed {
        path: path.to_string_lossy().into_owned(),
        parent: path.parent().and_then(Path::to_str).map(str::to_owned),
        subfolders,
        more,
    })
}

/// Folders of this machine's user that are there: documents, desktop, home, and the
/// drives of Windows.
pub fn suggest_folders() -> Vec<Subfolder> {
    let mut places: Vec<PathBuf> = Vec::new();
    if let Some(home) = std::env::home_dir() {
        for name in [
            "Documents",
            "ドキュメント",
            "OneDrive/Documents",
            "OneDrive/ドキュメント",
            "Desktop",
            "デスクトップ",
        ] {
            places.push(home.join(name));
        }
        places.push(home);
    }
    if cfg!(windows) {
        places.extend(('C'..='Z').map(|letter| PathBuf::from(format!("{letter}:\\"))));
    }
    places
        .into_iter()
        .filter(|place| place.is_dir())
        .filter_map(|place| {
            let path = place.to_str()?.to_owned();
            let name = place.file_name().and_then(|name| name.to_str());
            Some(Subfolder {
                name: name.unwrap_or(&path).to_owned(),
                path,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_listed_by_name_and_files_are_not() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b", "a", ".hidden"] {
            fs::create_dir(dir.path().join(name)).unwrap();
        }
        fs::write(dir.path().join("c.txt"), "c").unwrap();
        let browsed = browse_folders(dir.path()).unwrap();
        let names: Vec<&str> = browsed
            .subfolders
            .iter()
            .map(|subfolder| subfolder.name.as_str())
            .collect();
        assert_eq!(names, ["a", "b"]);
        assert_eq!(
            browsed.parent.as_deref(),
            dir.path().parent().and_then(Path::to_str)
        );
        assert!(!browsed.more);
    }

    #[test]
    fn what_is_no_folder_is_said_so() {
        let dir = tempfile::tempdir().unwrap();
        for path in [dir.path().join("missing"), PathBuf::from("relative")] {
            let err = browse_folders(&path).unwrap_err();
            assert!(matches!(err, FolderError::Missing { .. }), "{err}");
        }
    }
}
