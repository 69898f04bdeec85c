//! Joining: the hub carries what two terminals of an office say to each other, and opens the door when one approves.
//!
//! What is said and why the hub need not be trusted with it is in `protocol::joining`. Easily got wrong: a commitment is
//! answered once and never changed after it was answered, for the digits are worth something only then; who wants
//! another attempt commits anew, and everything begins again.

use protocol::{
    DeviceId, Digest, ErrorCode, OfficeNumber,
    authority::{AuthorityError, request_is_by_key_of},
    joining::Nonce,
    message::Event,
};

use super::ConnectedDevice;
use crate::store::{JoiningRecord, Records, StoreError, TerminalRecord};

/// Begins an attempt of the waiting device `device`. The same commitment again changes nothing.
///
/// # Errors
///
/// [`JoinError::NotWaiting`] or [`JoinError::Store`].
pub fn commit_joining(
    records: &mut dyn Records,
    device: ConnectedDevice,
    commitment: Digest,
) -> Result<(), JoinError> {
    own(records, device)?;
    if records
        .joining(device.device())?
        .is_some_and(|known| known.commitment == commitment)
    {
        return Ok(());
    }
    let joining = JoiningRecord {
        commitment,
        offer: None,
        nonce: None,
        approval: None,
    };
    records.save_joining(device.device(), &joining)?;
    records.announce(device.office(), Event::Terminals);
    Ok(())
}

/// Keeps the answer of an existing terminal to the waiting device `new`. The same answer again changes nothing.
///
/// # Errors
///
/// [`JoinError`], in the order of its variants.
pub fn offer_joining(
    records: &mut dyn Records,
    device: ConnectedDevice,
    new: DeviceId,
    nonce: Nonce,
) -> Result<(), JoinError> {
    let (_, mut joining) = waiting(records, device.office(), new)?;
    match joining.offer {
        Some(known) if known == (device.device(), nonce) => Ok(()),
        Some(_) => Err(JoinError::Conflict),
        None => {
            joining.offer = Some((device.device(), nonce));
            records.save_joining(new, &joining)?;
            Ok(())
        }
    }
}

/// Keeps the nonce that the waiting device shows after it has been answered.
///
/// # Errors
///
/// [`JoinError`], in the order of its variants.
pub fn reveal_joining(
    records: &mut dyn Records,
    device: ConnectedDevice,
    nonce: Nonce,
) -> Result<(), JoinError> {
    let (_, mut joining) = waiting(records, device.office(), device.device())?;
    match (joining.offer, joining.nonce) {
        (Some(_), Some(known)) if known == nonce => Ok(()),
        (None, _) | (_, Some(_)) => Err(JoinError::Conflict),
        (Some(_), None) => {
            joining.nonce = Some(nonce);
            records.save_joining(device.device(), &joining)?;
            records.announce(device.office(), Event::Terminals);
            Ok(())
        }
    }
}

/// Takes the approval of the terminal that answered: from now on the new device takes part.
///
/// Repeating it changes nothing.
///
/// # Errors
///
/// [`JoinError`], in the order of its variants.
pub fn approve_joining(
    records: &mut dyn Records,
    device: ConnectedDevice,
    new: DeviceId,
    approval: &[u8],
) -> Result<(), JoinError> {
    let terminal = records
        .terminal(device.office(), new)?
        .ok_or(JoinError::NotFound)?;
    let mut joining = records.joining(new)?.ok_or(JoinError::Conflict)?;
    let answered = joining.offer.is_some_and(|(by, _)| by == device.device());
    if !answered || joining.nonce.is_none() {
        return Err(JoinError::Conflict);
    }
    if !terminal.waiting {
        return Ok(());
    }
    joining.approval = Some(approval.to_vec());
    records.save_joining(new, &joining)?;
    records.set_waiting(new, false)?;
    records.announce(device.office(), Event::Terminals);
    Ok(())
}

/// Lets a waiting device take part that holds the mailbox key already: it was restored from a recovery sheet.
///
/// `request` is a PKCS#10 request, signed by the mailbox key, with the device id as its common name.
///
/// # Errors
///
/// [`JoinError::Unproven`] among others.
pub fn prove_mailbox(
    records: &mut dyn Records,
    device: ConnectedDevice,
    request: &str,
) -> Result<(), JoinError> {
    let terminal = records
        .terminal(device.office(), device.device())?
        .ok_or(JoinError::NotFound)?;
    let office = records.office(device.office())?;
    let certificate = office
        .and_then(|office| office.mailbox_certificate)
        .ok_or(JoinError::Unproven)?;
    let name = device.device().to_string();
    if !request_is_by_key_of(request, &certificate, Some(&name))? {
        return Err(JoinError::Unproven);
    }
    if terminal.waiting {
        records.set_waiting(device.device(), false)?;
        records.announce(device.office(), Event::Terminals);
    }
    Ok(())
}

/// The waiting terminal itself.
fn own(records: &dyn Records, device: ConnectedDevice) -> Result<TerminalRecord, JoinError> {
    let terminal = records
        .terminal(device.office(), device.device())?
        .ok_or(JoinError::NotFound)?;
    match terminal.waiting {
        true => Ok(terminal),
        false => Err(JoinError::NotWaiting),
    }
}

fn waiting(
    records: &dyn Records,
    office: OfficeNumber,
    new: DeviceId,
) -> Result<(TerminalRecord, JoiningRecord), JoinError> {
    let terminal = records.terminal(office, new)?.ok_or(JoinError::NotFound)?;
    if !terminal.waiting {
        return Err(JoinError::NotWaiting);
    }
    let joining = records.joining(new)?.ok_or(JoinError::Conflict)?;
    Ok((terminal, joining))
}

/// Why a step of joining was not taken, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// No such terminal of this office, or removed.
    #[error("the office has no such terminal")]
    NotFound,
    /// It takes part already.
    #[error("the terminal does not wait")]
    NotWaiting,
    /// Out of order: nothing was committed to, somebody else answered, or the attempt is over.
    #[error("the step does not fit those before it")]
    Conflict,
    /// The request is not by the mailbox key, or for another device.
    #[error("the request does not show that the device holds the mailbox key")]
    Unproven,
    /// The request cannot be read.
    #[error(transparent)]
    Request(#[from] AuthorityError),
    /// The store failed.
    #[error("the hub's store failed")]
    Store(#[from] StoreError),
}

impl From<&JoinError> for ErrorCode {
    fn from(err: &JoinError) -> ErrorCode {
        match err {
            JoinError::NotFound => ErrorCode::NotFound,
            JoinError::NotWaiting | JoinError::Conflict => ErrorCode::JoiningConflict,
            JoinError::Unproven => ErrorCode::MailboxKeyUnproven,
            JoinError::Request(err) => ErrorCode::from(err),
            JoinError::Store(_) => ErrorCode::TryAgain,
        }
    }
}
