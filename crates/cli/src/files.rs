//! Finding and reading the files that a command names: files, and folders with all below them. Writing pages.
//!
//! Hidden files are passed over in folders, never when named. Symbolic links to folders are not followed, so that no
//! circle of links can hold the program. What is neither file nor folder, such as a broken link, cannot be read: were
//! it passed over, somebody would take the result for that of the whole folder.

use std::fs::{self, File};
use std::io::{self, Read};
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

/// All files at and below the paths, sorted within each folder.
pub(crate) fn list_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Unreadable> {
    let mut files = Vec::new();
    for path in paths {
        let unreadable = |source| Unreadable {
            path: path.clone(),
            source,
        };
        match fs::metadata(path).map_err(unreadable)?.is_dir() {
            true => list_folder(path, &mut files)?,
            false => files.push(path.clone()),
        }
    }
    Ok(files)
}

/// Reads all files at and below the paths, sorted within each folder.
pub(crate) fn read_files(paths: &[PathBuf]) -> Result<Vec<DraftInput>, Unreadable> {
    let files = list_files(paths)?;
    files.iter().map(|path| read_file(path)).collect()
}

fn list_folder(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Unreadable> {
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
        let link = entry.file_type().map_err(unreadable)?.is_symlink();
        let facts = fs::metadata(&path).map_err(|source| Unreadable {
            path: path.clone(),
            source,
        })?;
        if facts.is_dir() && !link {
            list_folder(&path, files)?;
        } else if facts.is_file() {
            files.push(path);
        } else if !facts.is_dir() {
            let source = io::Error::from(io::ErrorKind::InvalidInput);
            return Err(Unreadable { path, source });
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

/// Why a page was not written.
#[derive(Debug)]
pub(crate) enum PageProblem {
    /// A file that is no such page is there already.
    OtherFile,
    /// The place cannot be written.
    CannotWrite(io::Error),
}

/// Writes a page of HTML or a PDF, over an older one if need be, and over nothing else: with `--html *.CSV` the shell
/// puts a file of the office where the page's name should stand.
pub(crate) fn write_page(path: &Path, page: &[u8]) -> Result<(), PageProblem> {
    let is_file = fs::metadata(path).is_ok_and(|facts| facts.is_file());
    if is_file && !begins_alike(path, page).map_err(PageProblem::CannotWrite)? {
        return Err(PageProblem::OtherFile);
    }
    fs::write(path, page).map_err(PageProblem::CannotWrite)
}

/// So many bytes tell a page: `<!doctype html>` or `%PDF-`.
const PAGE_START_SIZE_BYTES: usize = 5;

/// Whether the file begins as `page` does, or is empty.
fn begins_alike(path: &Path, page: &[u8]) -> io::Result<bool> {
    let mut start = Vec::new();
    let file = File::open(path)?.take(PAGE_START_SIZE_BYTES as u64);
    { file }.read_to_end(&mut start)?;
    Ok(start.is_empty() || page.starts_with(&start))
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

    #[cfg(unix)]
    #[test]
    fn links_are_read_as_files_and_not_followed_as_folders() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap();
        let inner = dir.path().join("inner");
        fs::create_dir(&inner).unwrap();
        fs::write(dir.path().join("a.txt"), "a").unwrap();
        symlink("../a.txt", inner.join("b.txt")).unwrap();
        symlink("../inner", inner.join("circle")).unwrap();
        assert_eq!(
            list_files(std::slice::from_ref(&inner)).unwrap(),
            [inner.join("b.txt")]
        );
        // Named, a link to a folder is that folder.
        let circle = inner.join("circle");
        let named = list_files(std::slice::from_ref(&circle)).unwrap();
        assert_eq!(named, [circle.join("b.txt")]);
        symlink("nowhere", inner.join("c.txt")).unwrap();
        let err = list_files(std::slice::from_ref(&inner)).unwrap_err();
        assert_eq!(err.path, inner.join("c.txt"));
    }

    #[test]
    fn a_page_is_written_over_pages_only() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("UPPLAN.CSV");
        fs::write(&path, "202407,131059").unwrap();
        let written = write_page(&path, b"<!doctype html>\nnew");
        assert!(matches!(written, Err(PageProblem::OtherFile)));
        assert_eq!(fs::read(&path).unwrap(), b"202407,131059");
        fs::write(&path, "<!doctype html>\nold").unwrap();
        write_page(&path, b"<!doctype html>\nnew").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"<!doctype html>\nnew");
        write_page(&dir.path().join("new.pdf"), b"%PDF-1.7").unwrap();
        let nowhere = dir.path().join("missing").join("page.html");
        let written = write_page(&nowhere, b"<!doctype html>");
        assert!(matches!(written, Err(PageProblem::CannotWrite(_))));
    }

    #[test]
    fn a_missing_path_is_named() {
        let missing = PathBuf::from("/no/such/file");
        let err = read_files(std::slice::from_ref(&missing)).unwrap_err();
        assert_eq!(err.path, missing);
        assert_eq!(err.source.kind(), io::ErrorKind::NotFound);
    }
}
