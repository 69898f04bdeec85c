//! Which file names may travel: plain names that mean one file in one folder on every system.
//!
//! Not the names of the standard (crate `standard` knows those). Easily got wrong: the receiver checks too. A name that
//! arrives is written by someone else's program, and "it is only shown" turns into "it is saved" with the next button.

use crate::bundle::FILE_NAME_BYTES_MAX;

/// The list of contents inside the archive; no file may take its name.
pub const CONTENTS_LIST_NAME: &str = "bundle.json";

/// Why a name may not travel. Carries no name: names of attachments are personal data and do not belong in a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FileNameError {
    /// Nothing to save it under.
    #[error("a file name is empty")]
    Empty,
    /// Longer than common file systems hold.
    #[error("a file name is longer than {FILE_NAME_BYTES_MAX} bytes")]
    TooLong,
    /// A slash, backslash, colon, or a name of dots only: it could leave the folder that the receiver chose.
    #[error("a file name has a path part")]
    PathPart,
    /// A control character, a character that Windows refuses, or one that turns the reading direction around.
    #[error("a file name has a forbidden character")]
    ForbiddenCharacter,
    /// A dot or space at the end, which Windows drops: two names would become one.
    #[error("a file name ends in a dot or a space")]
    TrailingDotOrSpace,
    /// `CON`, `NUL`, `COM1` …: Windows opens a device instead of a file.
    #[error("a file name is reserved by Windows")]
    ReservedByWindows,
    /// `bundle.json` is the list of contents.
    #[error("a file may not be called bundle.json")]
    ListOfContents,
}

/// Checks that a name is plain: no path, no trick, the same file on every system.
///
/// # Errors
///
/// The first [`FileNameError`] that applies.
pub fn check_file_name(name: &str) -> Result<(), FileNameError> {
    if name.is_empty() {
        return Err(FileNameError::Empty);
    }
    if name.len() > FILE_NAME_BYTES_MAX {
        return Err(FileNameError::TooLong);
    }
    // "../../.ssh/authorized_keys" or "C:\…" in an archive is the oldest attack on programs that unpack; a colon also
    // names an alternate stream on NTFS.
    if name.contains(['/', '\\', ':']) || name.bytes().all(|byte| byte == b'.') {
        return Err(FileNameError::PathPart);
    }
    if name.chars().any(is_forbidden) {
        return Err(FileNameError::ForbiddenCharacter);
    }
    if name.ends_with(['.', ' ']) {
        return Err(FileNameError::TrailingDotOrSpace);
    }
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    if is_reserved_by_windows(stem) {
        return Err(FileNameError::ReservedByWindows);
    }
    if name.eq_ignore_ascii_case(CONTENTS_LIST_NAME) {
        return Err(FileNameError::ListOfContents);
    }
    Ok(())
}

/// Two names that are one file on a system that does not distinguish case have the same key.
pub(crate) fn duplicate_key(name: &str) -> String {
    name.to_lowercase()
}

fn is_forbidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '<' | '>' | '"' | '|' | '?' | '*')
        // Marks that reorder what is shown: "計画\u{202e}fdp.exe" would read as a PDF.
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_reserved_by_windows(stem: &str) -> bool {
    let upper = stem.to_ascii_uppercase();
    if matches!(
        upper.as_str(),
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$"
    ) {
        return true;
    }
    let Some(number) = upper
        .strip_prefix("COM")
        .or_else(|| upper.strip_prefix("LPT"))
    else {
        return false;
    };
    matches!(
        number,
        "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_may_travel() {
        for name in [
            "UPPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV",
            "訪問看護指示書（10月）.pdf",
            ".hidden",
            "a..b",
            "CONSOLE.txt",
            "COM10.txt",
        ] {
            assert_eq!(check_file_name(name), Ok(()), "{name}");
        }
    }

    #[test]
    fn other_names_may_not() {
        let long = "あ".repeat(86);
        for (name, expected) in [
            ("", "a file name is empty"),
            (long.as_str(), "a file name is longer than 255 bytes"),
            ("../a.csv", "a file name has a path part"),
            ("a\\b.csv", "a file name has a path part"),
            ("C:a.csv", "a file name has a path part"),
            ("..", "a file name has a path part"),
            ("a\0.csv", "a file name has a forbidden character"),
            ("a?.csv", "a file name has a forbidden character"),
            (
                "計画\u{202e}fdp.exe",
                "a file name has a forbidden character",
            ),
            ("a.csv.", "a file name ends in a dot or a space"),
            ("a.csv ", "a file name ends in a dot or a space"),
            ("nul", "a file name is reserved by Windows"),
            ("Com1.csv", "a file name is reserved by Windows"),
            ("AUX .txt", "a file name is reserved by Windows"),
            ("Bundle.JSON", "a file may not be called bundle.json"),
        ] {
            assert_eq!(
                check_file_name(name).unwrap_err().to_string(),
                expected,
                "{name:?}"
            );
        }
    }
}
