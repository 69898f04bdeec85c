//! Withdrawing a bundle that nobody has opened yet.
//!
//! The race between a withdrawal and an opening is decided by the store's writer: whichever is committed first wins, and
//! the other one is told. Easily got wrong: a withdrawn bundle stays in the receiver's list and moves to its end, so
//! that a terminal which has fetched it already learns of the withdrawal.

use protocol::{
    BundleId, ErrorCode, Receipt, ReceiptKind, UtcSeconds,
    certificate::Identity,
    message::{BundleState, Event},
    receipt::sign_receipt,
};

use super::Accepted;
use crate::{
    devices::ConnectedDevice,
    store::{BundleRecord, Records, StoreError},
};

/// Withdraws a bundle and gives the hub's signed receipt for that; again the first one for a repeat.
///
/// # Errors
///
/// [`WithdrawError`]. After [`WithdrawError::Store`] ask again.
pub fn withdraw_bundle(
    records: &mut dyn Records,
    id: BundleId,
    device: ConnectedDevice,
    hub: &Identity,
    now: UtcSeconds,
) -> Result<Accepted, WithdrawError> {
    let bundle = records
        .bundle_from(device.office(), id)?
        .ok_or(WithdrawError::NotFound)?;
    match bundle.state {
        BundleState::Opened => Err(WithdrawError::Opened),
        BundleState::Withdrawn => {
            let receipt = records.receipt(bundle.number, ReceiptKind::Withdrawn)?;
            let receipt = receipt.ok_or(WithdrawError::ReceiptMissing)?;
            Ok(Accepted {
                receipt,
                first: false,
            })
        }
        _ => withdraw_now(records, &bundle, hub, now),
    }
}

fn withdraw_now(
    records: &mut dyn Records,
    bundle: &BundleRecord,
    hub: &Identity,
    now: UtcSeconds,
) -> Result<Accepted, WithdrawError> {
    let receipt = Receipt {
        kind: ReceiptKind::Withdrawn,
        bundle: bundle.id,
        from: bundle.from,
        to: bundle.to,
        header_sha256: bundle.header_sha256,
        sealed_sha256: bundle.sealed_sha256,
        at: now,
    };
    let receipt = sign_receipt(&receipt, hub).map_err(|_| WithdrawError::Signing)?;
    records.add_receipt(bundle.number, ReceiptKind::Withdrawn, &receipt, now)?;
    records.change_bundle(bundle.number, BundleState::Withdrawn, now, Some(now))?;
    records.show_again_to_receiver(bundle.number)?;
    records.announce(bundle.to.office, Event::Inbox);
    records.announce(bundle.from.office, Event::Outbox);
    Ok(Accepted {
        receipt,
        first: true,
    })
}

/// Why a bundle was not withdrawn, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// The device's office sent no bundle of this id.
    #[error("the connected device's office sent no bundle of this id")]
    NotFound,
    /// The receiver was first.
    #[error("the receiver has opened the bundle")]
    Opened,
    /// The hub's signing key cannot be used; its operator is told by the log.
    #[error("the receipt could not be signed")]
    Signing,
    /// The database lacks a receipt that was committed with its state; its operator is told by the log.
    #[error("a withdrawn bundle has no receipt")]
    ReceiptMissing,
    /// The hub's disk or database failed; its operator is told by the log.
    #[error("the hub's store failed")]
    Store(#[from] StoreError),
}

impl From<&WithdrawError> for ErrorCode {
    fn from(err: &WithdrawError) -> ErrorCode {
        match err {
            WithdrawError::NotFound => ErrorCode::NotFound,
            WithdrawError::Opened => ErrorCode::AlreadyOpened,
            WithdrawError::Signing | WithdrawError::ReceiptMissing | WithdrawError::Store(_) => {
                ErrorCode::TryAgain
            }
        }
    }
}
