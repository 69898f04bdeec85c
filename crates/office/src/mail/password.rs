//! The password at the mail server, a file beside the keys that only its owner reads.
//!
//! It is no setting, so that the settings file can be shown to somebody who helps. Easily
//! got wrong: it must be readable to be used, so whoever has this folder has it.

use std::fs;
use std::io;
use std::path::Path;

use zeroize::Zeroizing;

use crate::keys::{KeysError, write_private};

/// The file below the office's folder.
const PASSWORD_FILE: &str = "keys/mail.password";

/// Keeps the password.
///
/// # Errors
///
/// [`KeysError`] when it cannot be stored.
pub fn save_password(dir: &Path, password: &str) -> Result<(), KeysError> {
    write_private(&dir.join(PASSWORD_FILE), password.as_bytes())
}

/// Forgets the password; there may be none.
///
/// # Errors
///
/// [`KeysError`] when the file stays.
pub fn remove_password(dir: &Path) -> Result<(), KeysError> {
    let path = dir.join(PASSWORD_FILE);
    match fs::remove_file(&path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            Err(KeysError::File { path, source })
        }
        _ => Ok(()),
    }
}

/// Whether a password is kept.
pub fn has_password(dir: &Path) -> bool {
    dir.join(PASSWORD_FILE).is_file()
}

/// The password; `None` when none is kept.
pub(super) fn read_password(dir: &Path) -> Result<Option<Zeroizing<String>>, KeysError> {
    let path = dir.join(PASSWORD_FILE);
    match fs::read_to_string(&path) {
        Ok(password) => Ok(Some(Zeroizing::new(password))),
        Err(source) if source.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(KeysError::File { path, source }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_kept_for_its_owner_and_forgotten() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!has_password(dir.path()));
        assert!(read_password(dir.path()).unwrap().is_none());
        save_password(dir.path(), "ひみつ").unwrap();
        assert_eq!(
            read_password(dir.path()).unwrap().unwrap().as_str(),
            "ひみつ"
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let metadata = fs::metadata(dir.path().join(PASSWORD_FILE)).unwrap();
            assert_eq!(metadata.permissions().mode() & 0o777, 0o600);
        }
        remove_password(dir.path()).unwrap();
        remove_password(dir.path()).unwrap();
        assert!(!has_password(dir.path()));
    }
}
