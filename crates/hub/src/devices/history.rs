//! Handing the history of an office to a new terminal: sealed pieces, brought by one terminal and taken by the other.
//!
//! Easily got wrong: few pieces lie here at a time, so that an office of ten years does not fill the hub's disk; the
//! bringing terminal goes on when the new one has taken some.

use protocol::{DeviceId, Digest, ErrorCode};

use super::ConnectedDevice;
use crate::store::{Records, StoreError};

/// Pieces that wait for one terminal at a time. A piece has at most 16 MiB, most have less than one.
const PIECES_MAX: usize = 16;

/// Bytes that wait for one terminal at a time.
const PIECES_SIZE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Keeps a piece for the terminal `receiver`. The same piece again changes nothing.
///
/// # Errors
///
/// [`HistoryError`], in the order of its variants.
pub fn bring_history(
    records: &mut dyn Records,
    device: ConnectedDevice,
    receiver: DeviceId,
    number: u64,
    sealed: &[u8],
) -> Result<(), HistoryError> {
    let known = records.terminal(device.office(), receiver)?;
    if known.is_none_or(|known| known.waiting) {
        return Err(HistoryError::NotFound);
    }
    if let Some(known) = records.history_piece(receiver, number)? {
        return match Digest::of(&known) == Digest::of(sealed) {
            true => Ok(()),
            false => Err(HistoryError::Changed),
        };
    }
    let waiting = records.history_pieces(receiver)?;
    let size_bytes: u64 = waiting.iter().map(|(_, size_bytes)| size_bytes).sum();
    if waiting.len() >= PIECES_MAX
        || size_bytes.saturating_add(sealed.len() as u64) > PIECES_SIZE_BYTES_MAX
    {
        return Err(HistoryError::Waiting);
    }
    records.add_history_piece(receiver, number, sealed)?;
    records.announce(device.office(), protocol::message::Event::Terminals);
    Ok(())
}

/// Forgets a piece that the connected terminal has taken. One that is gone already is no error.
///
/// # Errors
///
/// [`HistoryError::Store`].
pub fn take_history(
    records: &mut dyn Records,
    device: ConnectedDevice,
    number: u64,
) -> Result<(), HistoryError> {
    records.drop_history_piece(device.device(), number)?;
    records.announce(device.office(), protocol::message::Event::Terminals);
    Ok(())
}

/// Why a piece was not kept, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// No such terminal of this office, or not approved yet.
    #[error("the office has no such terminal")]
    NotFound,
    /// Another piece has this number.
    #[error("the number was used for another piece")]
    Changed,
    /// The new terminal has not taken the earlier ones.
    #[error("too many pieces wait")]
    Waiting,
    /// The store failed.
    #[error("the hub's store failed")]
    Store(#[from] StoreError),
}

impl From<&HistoryError> for ErrorCode {
    fn from(err: &HistoryError) -> ErrorCode {
        match err {
            HistoryError::NotFound => ErrorCode::NotFound,
            HistoryError::Changed => ErrorCode::JournalEntryChanged,
            HistoryError::Waiting => ErrorCode::HistoryWaiting,
            HistoryError::Store(_) => ErrorCode::TryAgain,
        }
    }
}
