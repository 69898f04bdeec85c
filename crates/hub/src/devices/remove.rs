//! Removing and renaming a terminal: an office's own acts on its terminals.
//!
//! Easily got wrong: as with every revocation, what the terminal holds stays readable on it; only the hub lets it in no
//! more, from the next request on, and its stream of events ends with the hint that this operation announces.

use protocol::{DeviceId, ErrorCode, UtcSeconds, message::Event};

use super::{ConnectedDevice, RevokeError, Target, revoke_certificates};
use crate::{
    offices::enrol::plain_name,
    store::{Records, StoreError},
};

/// Revokes all certificates of a terminal of the caller's office. Removing it again changes nothing.
///
/// # Errors
///
/// [`TerminalError`], in the order of its variants.
pub fn remove_terminal(
    records: &mut dyn Records,
    device: ConnectedDevice,
    removed: DeviceId,
    now: UtcSeconds,
) -> Result<(), TerminalError> {
    if removed == device.device() {
        return Err(TerminalError::Own);
    }
    let known = records.certificates(Some(device.office()))?;
    if !known
        .iter()
        .any(|certificate| certificate.device == removed)
    {
        return Err(TerminalError::NotFound);
    }
    revoke_certificates(records, &Target::Device(removed), now).map_err(|err| match err {
        RevokeError::NotFound => TerminalError::NotFound,
        RevokeError::Store(err) => TerminalError::Store(err),
    })?;
    records.set_removed(removed, now)?;
    records.announce(device.office(), Event::Terminals);
    Ok(())
}

/// Changes what the office calls a terminal.
///
/// # Errors
///
/// [`TerminalError`], in the order of its variants.
pub fn rename_terminal(
    records: &mut dyn Records,
    device: ConnectedDevice,
    renamed: DeviceId,
    name: &str,
) -> Result<(), TerminalError> {
    if records.terminal(device.office(), renamed)?.is_none() {
        return Err(TerminalError::NotFound);
    }
    records.rename_device(renamed, &plain_name(name))?;
    records.announce(device.office(), Event::Terminals);
    Ok(())
}

/// Why a terminal was not removed or renamed, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum TerminalError {
    /// Whoever removes itself might leave an office without any terminal by one wrong press.
    #[error("a terminal cannot remove itself")]
    Own,
    /// No such terminal of this office.
    #[error("the office has no such terminal")]
    NotFound,
    /// The store failed.
    #[error("the hub's store failed")]
    Store(#[from] StoreError),
}

impl From<&TerminalError> for ErrorCode {
    fn from(err: &TerminalError) -> ErrorCode {
        match err {
            TerminalError::Own => ErrorCode::OwnTerminal,
            TerminalError::NotFound => ErrorCode::NotFound,
            TerminalError::Store(_) => ErrorCode::TryAgain,
        }
    }
}
