//! Reading the files that a command names: files, and folders with all below them.
//!
//! Hidden files are passed over in folders, never when named. Symbolic links to
//! folders are not followed, so that no circle of links can hold the program.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use office::drafts::DraftInput;

/// Larger than anything that may be sent; read further, a disk image dropped by
/// mistake would fill the memory.
const FILE_SIZE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// A path that cannot be read.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub path: PathBuf,
    pub source: io::Error,
}

/// Reads all files at and below the paths, sorted within each folder.
pub(crate) fn read_files(paths: &[PathBuf]) -> Result<Vec<DraftInput>, Unreadable> {
    let mut inputs = Vec::new();
    for path in paths {
        let unreadable = |source| Unreadable {
            path: path.clone(),
            source,
        };
        match fs::metadata(path).map_err(unreadable)?.is_dir() {
            true => read_folder(path, &mut inputs)?,
            false => inputs.push(read_file(path)?),
        }
    }
    Ok(inputs)
}

fn read_folder(folder: &Path, inputs: &mut Vec<DraftInput>) -> Result<(), Unreadable> {
    let unreadable = |source| Unreadable {
        path: folder.to_owned(),
        source,
    };
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        entries.push(entry.map_err(unreadable)?);
    }
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let path = entry.path();
        let kind = entry.file_type().map_err(unreadable)?;
        if kind.is_dir() {
            read_folder(&path, inputs)?;
        } else if path.is_file() {
            inputs.push(read_file(&path)?);
        }
    }
    Ok(())
}

fn read_file(path: &Path) -> Result<DraftInput, Unreadable> {
    let unreadable = |source| Unreadable {
        path: path.to_owned(),
        source,
    };
    let size_bytes = fs::metadata(path).map_err(unreadable)?.len();
    if size_bytes > FILE_SIZE_BYTES_MAX {
        return Err(unreadable(io::Error::from(io::ErrorKind::FileTooLarge)));
    }
    Ok(DraftInput {
        path: path.to_string_lossy().into_owned(),
        bytes: fs::read(path).map_err(unreadable)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_read_whole_and_in_order() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("b")).unwrap();
        for name in ["c.txt", "b/d.txt", "a.txt", ".hidden"] {
            fs::write(dir.path().join(name), name).unwrap();
        }
        let read = read_files(&[dir.path().to_owned(), dir.path().join(".hidden")]).unwrap();
        let contents: Vec<String> = read
            .into_iter()
            .map(|input| String::from_utf8(input.bytes).unwrap())
            .collect();
        assert_eq!(contents, ["a.txt", "b/d.txt", "c.txt", ".hidden"]);
    }

    #[test]
    fn a_missing_path_is_named() {
        let missing = PathBuf::from("/no/such/file");
        let err = read_files(std::slice::from_ref(&missing)).unwrap_err();
        assert_eq!(err.path, missing);
        assert_eq!(err.source.kind(), io::ErrorKind::NotFound);
    }
}
