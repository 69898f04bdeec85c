//! Names inside registered folders: the mark, targets, and what is never looked at.
//!
//! Pure. Parts of a stored path are separated by `/` on every system.

use std::path::{Path, PathBuf};

/// The hidden file that tells a registered folder from an empty mount point or a
/// stranger's drive.
pub const MARK_FILE: &str = ".tsunagu-folder";

/// What follows the name of a rejected file in the name of its explanation.
const EXPLANATION_ENDING: &str = "_説明.txt";

/// What follows the name of a file in the name of the notice of its withdrawal.
const NOTICE_ENDING: &str = "_取り下げ.txt";

/// Files that some program is still writing or keeps for itself.
pub(super) fn is_ignored(name: &str) -> bool {
    let lower = name.to_lowercase();
    name.starts_with('.')
        || name.starts_with('~')
        || lower.ends_with('~')
        || [".tmp", ".part", ".partial", ".crdownload"]
            .iter()
            .any(|ending| lower.ends_with(ending))
        || ["thumbs.db", "desktop.ini"].contains(&lower.as_str())
}

/// The place of a stored path below `folder`.
pub(super) fn below(folder: &Path, path: &str) -> PathBuf {
    path.split('/')
        .fold(folder.to_owned(), |place, part| place.join(part))
}

/// The `number`th choice for a file in a folder where other files may have its name:
/// `a.CSV`, `a (2).CSV`, `a (3).CSV`.
pub(super) fn target(parent: &str, name: &str, number: u32) -> String {
    if number <= 1 {
        return format!("{parent}/{name}");
    }
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => {
            format!("{parent}/{stem} ({number}).{ending}")
        }
        _ => format!("{parent}/{name} ({number})"),
    }
}

/// The folder part of a target.
pub(super) fn parent_of(target: &str) -> &str {
    target.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// Where the explanation of a rejected file goes.
pub(super) fn explanation_of(target: &str) -> String {
    format!("{target}{EXPLANATION_ENDING}")
}

/// Where the notice about a withdrawn bundle goes, beside its first file.
pub(super) fn notice_of(path: &str) -> String {
    format!("{path}{NOTICE_ENDING}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn temporary_and_hidden_names_are_not_looked_at() {
        for name in [
            ".a.CSV",
            "~$a.CSV",
            "a.tmp",
            "a.CSV.TMP",
            "a.part",
            "a.CSV~",
            "Thumbs.db",
            MARK_FILE,
        ] {
            assert!(is_ignored(name), "{name}");
        }
        for name in ["a.CSV", "part", "tmp.csv", "a.pdf", "a.partx"] {
            assert!(!is_ignored(name), "{name}");
        }
    }

    #[test]
    fn further_files_of_one_name_are_numbered() {
        assert_eq!(target("エラー/202610", "a.CSV", 1), "エラー/202610/a.CSV");
        assert_eq!(target("x", "a.b.CSV", 2), "x/a.b (2).CSV");
        assert_eq!(target("x", "a", 3), "x/a (3)");
        assert_eq!(parent_of("x/y/a"), "x/y");
        assert_eq!(explanation_of("x/a.CSV"), "x/a.CSV_説明.txt");
    }
}
