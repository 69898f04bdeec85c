//! Accepting bundles: the moment the hub takes responsibility for one.
//!
//! Nothing here knows HTTP or reads the clock; `http/bundles.rs` does both, and has `protocol::verify` check signature
//! and digests first. Easily got wrong: a repeat is recognised before anything that can change with time (such as
//! whether the receiver is still registered), for its sender must learn that the first attempt had succeeded.

use protocol::{
    Address, BundleId, ErrorCode, Receipt, ReceiptKind, UtcSeconds, certificate::Identity,
    message::Event, receipt::sign_receipt, verify::VerifiedBundle,
};

use crate::{
    devices::authenticate::{ConnectedDevice, Signer, compare_signer},
    licences::{LicenceTerms, may_send},
    store::{BundleRecord, Contents, NewBundle, OfficeState, Records, StoreError},
};

/// A bundle as one request brings it.
#[derive(Debug)]
pub struct Delivery<'a> {
    /// The id that the request names.
    pub id: BundleId,
    /// Who sends it.
    pub device: ConnectedDevice,
    /// The header, verified against the sealed part that arrived.
    pub bundle: &'a VerifiedBundle,
    /// The sealed part itself, or its durable file.
    pub contents: &'a Contents,
}

/// The sender's proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The hub's signed receipt; the same bytes for every repeat.
    pub receipt: Vec<u8>,
    /// Whether this call accepted the bundle; false if an earlier one had. Then the contents brought are not kept.
    pub first: bool,
}

/// Accepts a verified bundle for delivery and gives the sender's receipt.
///
/// Once this is committed the bundle survives a crash, so the sender may rely on the receipt. Accepting the same bundle
/// again gives the first receipt, so a sender that saw no answer simply sends again.
///
/// `terms` say whether the sender needs a licence. `now` is the hub's time; the receipt states it. `hub` signs the receipt.
///
/// # Errors
///
/// After [`AcceptError::Store`] it is unknown whether the bundle was stored: send it again unchanged. After any other
/// error it was not.
pub fn accept_bundle(
    records: &mut dyn Records,
    delivery: &Delivery<'_>,
    terms: LicenceTerms,
    hub: &Identity,
    now: UtcSeconds,
) -> Result<Accepted, AcceptError> {
    let header = delivery.bundle.header();
    match compare_signer(
        records,
        delivery.bundle.signer().fingerprint,
        &delivery.device,
    )? {
        Signer::Connected => (),
        Signer::Other => return Err(AcceptError::OtherSigner),
        Signer::Revoked => return Err(AcceptError::SignerRevoked),
    }
    if header.id != delivery.id {
        return Err(AcceptError::OtherId { header: header.id });
    }
    let earlier = records.bundle_from(delivery.device.office(), header.id)?;
    if let Some(earlier) = &earlier
        && is_same(earlier, delivery.bundle)
    {
        let receipt = records.receipt(earlier.number, ReceiptKind::Accepted)?;
        let receipt = receipt.ok_or(AcceptError::ReceiptMissing)?;
        return Ok(Accepted {
            receipt,
            first: false,
        });
    }
    if header.check.errors > 0 {
        return Err(AcceptError::CheckErrors {
            errors: header.check.errors,
        });
    }
    if header.from.office != delivery.device.office() || !takes_part(records, header.from)? {
        return Err(AcceptError::ForeignSender { from: header.from });
    }
    if !may_send(records, terms, header.from.office, now)? {
        return Err(AcceptError::LicenceEnded);
    }
    if !takes_part(records, header.to)? {
        return Err(AcceptError::UnknownReceiver { to: header.to });
    }
    // The receiver too must find one bundle under one id, whoever chose it.
    if earlier.is_some() || records.bundle_to(header.to.office, header.id)?.is_some() {
        return Err(AcceptError::IdReused);
    }
    store_bundle(records, delivery, hub, now)
}

/// Whether the bundle that was accepted under this id is this one.
fn is_same(earlier: &BundleRecord, bundle: &VerifiedBundle) -> bool {
    earlier.header_sha256 == bundle.header_digest()
        && earlier.sealed_sha256 == bundle.header().sealed.sha256
}

/// Whether the office is active and registered for this service.
fn takes_part(records: &dyn Records, address: Address) -> Result<bool, StoreError> {
    let office = records.office(address.office)?;
    Ok(office.is_some_and(|office| {
        office.state == OfficeState::Active && office.services.contains(&address.service)
    }))
}

fn store_bundle(
    records: &mut dyn Records,
    delivery: &Delivery<'_>,
    hub: &Identity,
    now: UtcSeconds,
) -> Result<Accepted, AcceptError> {
    let header = delivery.bundle.header();
    let header_sha256 = delivery.bundle.header_digest();
    let receipt = Receipt {
        kind: ReceiptKind::Accepted,
        bundle: header.id,
        from: header.from,
        to: header.to,
        header_sha256,
        sealed_sha256: header.sealed.sha256,
        at: now,
    };
    let receipt = sign_receipt(&receipt, hub).map_err(|_| AcceptError::Signing)?;
    let number = records.add_bundle(&NewBundle {
        id: header.id,
        from: header.from,
        to: header.to,
        signed_header: delivery.bundle.signed_header(),
        header_sha256,
        sealed_sha256: header.sealed.sha256,
        sealed_size_bytes: header.sealed.size_bytes,
        contents: delivery.contents,
        accepted_at: now,
    })?;
    records.add_receipt(number, ReceiptKind::Accepted, &receipt, now)?;
    records.announce(header.to.office, Event::Inbox);
    records.announce(header.from.office, Event::Outbox);
    Ok(Accepted {
        receipt,
        first: true,
    })
}

/// Why the hub refused a bundle, in the order of its checks: when several reasons apply, the sender learns the first.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// A stolen header cannot be sent from another terminal.
    #[error("the header was signed by another device")]
    OtherSigner,
    /// Whoever found the revoked key could have signed this.
    #[error("the header was signed with a revoked certificate")]
    SignerRevoked,
    /// A bundle cannot be accepted twice under two ids.
    #[error("the header belongs to bundle {header}")]
    OtherId {
        /// The id in the header.
        header: BundleId,
    },
    /// The sender's program found errors; wrong data does not leave.
    #[error("the sender's check found {errors} errors")]
    CheckErrors {
        /// How many.
        errors: u32,
    },
    /// The device belongs to another office, or the office has no such service.
    #[error("{from} is not an address of the connected device's office")]
    ForeignSender {
        /// The sender address in the header.
        from: Address,
    },
    /// The office renews its licence and sends the same again.
    #[error("the licence of the sender's office has ended")]
    LicenceEnded,
    /// The sender must correct the address and seal anew.
    #[error("{to} is not registered with this hub")]
    UnknownReceiver {
        /// The receiver address in the header.
        to: Address,
    },
    /// The sender used one id for two bundles, which is a fault in its program.
    #[error("this id was used before for other contents")]
    IdReused,
    /// The hub's signing key cannot be used; its operator is told by the log.
    #[error("the receipt could not be signed")]
    Signing,
    /// The database lacks a receipt that was committed with its bundle; its operator is told by the log.
    #[error("an accepted bundle has no receipt")]
    ReceiptMissing,
    /// The hub's disk or database failed; its operator is told by the log.
    #[error("the hub's store failed")]
    Store(#[from] StoreError),
}

impl From<&AcceptError> for ErrorCode {
    fn from(err: &AcceptError) -> ErrorCode {
        match err {
            AcceptError::OtherSigner => ErrorCode::SignerNotConnectedDevice,
            AcceptError::SignerRevoked => ErrorCode::CertificateRevoked,
            AcceptError::OtherId { .. } => ErrorCode::IdMismatch,
            AcceptError::CheckErrors { .. } => ErrorCode::CheckErrors,
            AcceptError::ForeignSender { .. } => ErrorCode::SenderAddressForeign,
            AcceptError::LicenceEnded => ErrorCode::LicenceEnded,
            AcceptError::UnknownReceiver { .. } => ErrorCode::ReceiverUnknown,
            AcceptError::IdReused => ErrorCode::IdReused,
            AcceptError::Signing | AcceptError::ReceiptMissing | AcceptError::Store(_) => {
                ErrorCode::TryAgain
            }
        }
    }
}
