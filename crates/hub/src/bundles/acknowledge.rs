//! Keeping the receiver's signed receipts: fetched, imported, opened.
//!
//! The signature was verified by `protocol::receipt`; here it is compared with the bundle and the device. The hub cannot
//! make such a receipt itself. Easily got wrong: receipts may arrive late and out of order; the state never goes back,
//! but every kind is kept once and shown to the sender.

use protocol::{
    BundleId, ErrorCode, Receipt, ReceiptKind, UtcSeconds,
    message::{BundleState, Event},
    receipt::VerifiedReceipt,
};

use crate::{
    devices::authenticate::{ConnectedDevice, Signer, compare_signer},
    store::{BundleRecord, Records, StoreError},
};

/// Keeps a receipt of the receiver and gives the state of the bundle afterwards.
///
/// A receipt of a kind that is kept already changes nothing, so it may be sent again; the first one stays.
///
/// # Errors
///
/// [`AcknowledgeError`], in the order of its variants. After [`AcknowledgeError::Store`] send it again.
pub fn acknowledge_bundle(
    records: &mut dyn Records,
    id: BundleId,
    device: ConnectedDevice,
    receipt: &VerifiedReceipt,
    signed: &[u8],
    now: UtcSeconds,
) -> Result<BundleState, AcknowledgeError> {
    let bundle = records
        .bundle_to(device.office(), id)?
        .ok_or(AcknowledgeError::NotFound)?;
    let kind = receipt.receipt().kind;
    let reached = reached_state(kind).ok_or(AcknowledgeError::NotTheReceivers)?;
    match compare_signer(records, receipt.signer().fingerprint(), &device)? {
        Signer::Connected => (),
        Signer::Other => return Err(AcknowledgeError::OtherSigner),
        Signer::Revoked => return Err(AcknowledgeError::SignerRevoked),
    }
    if !is_about(receipt.receipt(), &bundle) {
        return Err(AcknowledgeError::OtherBundle);
    }
    if records.receipt(bundle.number, kind)?.is_some() {
        return Ok(bundle.state);
    }
    if bundle.state == BundleState::Withdrawn {
        return Err(AcknowledgeError::Withdrawn);
    }
    // `BundleState` is ordered by how far a bundle got.
    let state = bundle.state.max(reached);
    let ended_at = (state == BundleState::Opened).then_some(now);
    records.add_receipt(bundle.number, kind, signed, now)?;
    records.change_bundle(bundle.number, state, now, ended_at)?;
    records.announce(bundle.from.office, Event::Outbox);
    Ok(state)
}

/// The state that a receipt of the receiver brings about; nothing for kinds that only the hub may sign.
fn reached_state(kind: ReceiptKind) -> Option<BundleState> {
    match kind {
        ReceiptKind::Fetched => Some(BundleState::Fetched),
        ReceiptKind::Imported => Some(BundleState::Imported),
        ReceiptKind::Opened => Some(BundleState::Opened),
        _ => None,
    }
}

/// Whether every word of the receipt but kind and time is about this bundle.
fn is_about(receipt: &Receipt, bundle: &BundleRecord) -> bool {
    receipt.bundle == bundle.id
        && receipt.from == bundle.from
        && receipt.to == bundle.to
        && receipt.header_sha256 == bundle.header_sha256
        && receipt.sealed_sha256 == bundle.sealed_sha256
}

/// Why a receipt was not kept, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum AcknowledgeError {
    /// The device's office was sent no bundle of this id.
    #[error("no bundle of this id was sent to the connected device's office")]
    NotFound,
    /// Accepted and withdrawn are the hub's to state.
    #[error("a receiver states that a bundle was fetched, imported or opened, and nothing else")]
    NotTheReceivers,
    /// Another terminal's receipt must come from that terminal.
    #[error("the receipt was signed by another device")]
    OtherSigner,
    /// Whoever found the revoked key could have signed this.
    #[error("the receipt was signed with a revoked certificate")]
    SignerRevoked,
    /// The receipt is genuine, but for something else.
    #[error("the receipt is about another bundle or other contents")]
    OtherBundle,
    /// The sender was first.
    #[error("the sender has withdrawn the bundle")]
    Withdrawn,
    /// The hub's disk or database failed; its operator is told by the log.
    #[error("the hub's store failed")]
    Store(#[from] StoreError),
}

impl From<&AcknowledgeError> for ErrorCode {
    fn from(err: &AcknowledgeError) -> ErrorCode {
        match err {
            AcknowledgeError::NotFound => ErrorCode::NotFound,
            AcknowledgeError::NotTheReceivers
            | AcknowledgeError::OtherSigner
            | AcknowledgeError::OtherBundle => ErrorCode::ReceiptInvalid,
            AcknowledgeError::SignerRevoked => ErrorCode::CertificateRevoked,
            AcknowledgeError::Withdrawn => ErrorCode::Withdrawn,
            AcknowledgeError::Store(_) => ErrorCode::TryAgain,
        }
    }
}
