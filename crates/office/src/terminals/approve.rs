//! Approving a new terminal: a person has compared the digits, and the mailbox key is sealed for it.
//!
//! What a reader would get wrong: this is the one place where the mailbox key leaves this machine, so the digits that the
//! person saw must still be those of the terminal that gets it.

use protocol::joining::seal_approval;
use protocol::{DeviceId, UtcSeconds};

use super::TerminalError;
use super::learn::find;
use crate::keys::Keys;
use crate::store::Store;
use crate::store::terminals::save;

/// Approves the terminal `id` whose screen shows `digits`; the hub is told with the next contact.
///
/// Blanks and full-width digits are read as people type them.
///
/// # Errors
///
/// [`TerminalError`], in the order of its checks; nothing was approved then.
pub fn approve_terminal(
    store: &mut Store,
    keys: &Keys,
    id: DeviceId,
    digits: &str,
    now: UtcSeconds,
) -> Result<(), TerminalError> {
    let typed = plain_digits(digits);
    store.write(|tx| {
        let Some(mut row) = find(tx, id)? else {
            return Err(TerminalError::NotFound { id });
        };
        if !row.waiting || row.approval.is_some() {
            return Ok(());
        }
        let Some(shown) = &row.digits else {
            return Err(TerminalError::NotReady { id });
        };
        if *shown != typed {
            return Err(TerminalError::OtherDigits);
        }
        let sealed = seal_approval(
            &keys.mailbox,
            &keys.device,
            &row.certificate,
            &keys.trust,
            now,
        );
        row.approval = Some(sealed.map_err(|_| TerminalError::Random)?);
        Ok(save(tx, &row)?)
    })
}

/// Six digits as people type them.
pub(crate) fn plain_digits(text: &str) -> String {
    text.chars()
        .filter_map(|character| match character {
            '０'..='９' => char::from_digit(character as u32 - '０' as u32, 10),
            '0'..='9' => Some(character),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::plain_digits;

    #[test]
    fn digits_are_read_as_they_are_typed() {
        for typed in ["123456", "123 456", "１２３４５６", " 123-456\n"] {
            assert_eq!(plain_digits(typed), "123456");
        }
        assert_eq!(plain_digits(""), "");
    }
}
