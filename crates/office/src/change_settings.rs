//! Changing settings while the program runs: the file first, then the program.
//!
//! The file is replaced as a whole, so that a crash leaves the old one or the new one.
//! Easily got wrong: the hub's address is read once, when the connection is made, so a
//! change of it would need a restart; no page offers it.

use std::io::{self, Write};

use crate::config::{SETTINGS_FILE, Settings};
use crate::error_code::ErrorCode;
use crate::office::Office;

/// Writes what `change` makes of the present settings and uses it from now on.
///
/// # Errors
///
/// [`ChangeSettingsError`]; the old settings stay.
pub fn change_settings(
    office: &Office,
    change: impl FnOnce(&mut Settings),
) -> Result<(), ChangeSettingsError> {
    let mut settings = Settings::clone(&office.settings());
    change(&mut settings);
    let mut file = tempfile::NamedTempFile::new_in(office.dir())?;
    file.write_all(settings.to_toml().as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(office.dir().join(SETTINGS_FILE))
        .map_err(|err| err.error)?;
    crate::keys::sync_folder(office.dir())?;
    office.set_settings(settings);
    Ok(())
}

/// The settings file could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the settings file cannot be written")]
pub struct ChangeSettingsError(#[from] io::Error);

impl From<&ChangeSettingsError> for ErrorCode {
    fn from(_: &ChangeSettingsError) -> ErrorCode {
        ErrorCode::CannotWriteFolder
    }
}
