//! Opening several received bundles at once, because a person saves their files.

use protocol::{ReceiptKind, UtcSeconds};

use super::{ReceivedId, ReceivedState};
use crate::store::{Store, StoreError, receipts, received};

/// Marks those of the bundles that are here and unread as opened and owes their
/// receipts, all in one step. Others stay as they are: a withdrawn bundle is not
/// brought back by being in the list. Returns how many were opened now.
///
/// # Errors
///
/// [`StoreError`] when the database failed; none was opened then.
pub fn open_inbox_bundles(
    store: &mut Store,
    ids: &[ReceivedId],
    now: UtcSeconds,
) -> Result<u64, StoreError> {
    store.write(|tx| {
        let mut opened = 0;
        for id in ids {
            let Some(known) = received::find(tx, *id)? else {
                continue;
            };
            if known.state == ReceivedState::Received {
                received::set_opened(tx, known.number, now)?;
                receipts::owe(tx, known.number, ReceiptKind::Opened, now)?;
                opened += 1;
            }
        }
        Ok(opened)
    })
}
