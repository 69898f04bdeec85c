//! Beginning to compare: a person at this terminal wants to see the digits of a new one.
//!
//! What a reader would get wrong: the nonce is drawn once for each attempt of the new terminal and bound to what that
//! committed itself to. Asking again shows the same digits.

use protocol::joining::Nonce;
use protocol::{DeviceId, UtcSeconds};

use super::TerminalError;
use super::learn::find;
use crate::store::Store;
use crate::store::terminals::save;

/// Draws this terminal's nonce for the new terminal `id`; the hub is told with the next contact.
///
/// # Errors
///
/// [`TerminalError`], in the order of its checks.
pub fn check_terminal(
    store: &mut Store,
    id: DeviceId,
    now: UtcSeconds,
) -> Result<(), TerminalError> {
    let nonce = Nonce::draw().map_err(|_| TerminalError::Random)?;
    store.write(|tx| {
        let Some(mut row) = find(tx, id)? else {
            return Err(TerminalError::NotFound { id });
        };
        let (true, Some(commitment)) = (row.waiting, row.commitment) else {
            return Err(TerminalError::NotReady { id });
        };
        if row.answered == Some(commitment) && row.problem.is_none() {
            return Ok(());
        }
        row.forget_attempt();
        row.checked_at = Some(now);
        row.nonce = Some(nonce);
        row.answered = Some(commitment);
        Ok(save(tx, &row)?)
    })
}
