//! Receipts: signed statements about what happened to a bundle.
//!
//! Not here: the office's and the hub's bookkeeping of states (`message::BundleState` is a summary of these receipts).
//! Easily got wrong: a receipt proves what its *signer* states, at its signer's clock. The hub cannot state that a
//! bundle was opened, and a device cannot state that it was accepted.

use serde::{Deserialize, Serialize};

use crate::{
    address::{Address, OfficeNumber},
    bundle::SIGNED_RECEIPT_SIZE_BYTES_MAX,
    certificate::{
        CertificateError, Identity, Role, SignerCertificate, Trust, read_signer_certificate,
    },
    digest::Digest,
    error_code::ErrorCode,
    id::BundleId,
    signed::{SignError, SignedContentError, read_signed, sign_content},
    time::UtcSeconds,
};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ReceiptKind {
    /// The hub has the bundle on disk and answers for it. Signed by the hub.
    Accepted,
    /// The receiver's program has it on disk. Signed by a device of the receiver.
    Fetched,
    /// The receiver handed it to its care software. Signed by a device of the receiver.
    Imported,
    /// A person at the receiver opened it. Signed by a device of the receiver.
    Opened,
    /// The hub took it back on the sender's request. Signed by the hub.
    Withdrawn,
}

/// A statement about one bundle. In JSON `"type"` is `"tsunagu.receipt.1"`, unknown fields are ignored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Document", into = "Document")]
pub struct Receipt {
    /// What happened.
    pub kind: ReceiptKind,
    /// To which bundle.
    pub bundle: BundleId,
    /// Its sender.
    pub from: Address,
    /// Its receiver.
    pub to: Address,
    /// SHA-256 of the signed header as it travelled.
    pub header_sha256: Digest,
    /// SHA-256 of the sealed part as it travelled.
    pub sealed_sha256: Digest,
    /// When, by the signer's clock.
    pub at: UtcSeconds,
}

#[derive(Clone, Serialize, Deserialize)]
struct Document {
    #[serde(rename = "type")]
    document_type: DocumentType,
    kind: ReceiptKind,
    bundle: BundleId,
    from: Address,
    to: Address,
    header_sha256: Digest,
    sealed_sha256: Digest,
    at: UtcSeconds,
}

#[derive(Clone, Serialize, Deserialize)]
enum DocumentType {
    #[serde(rename = "tsunagu.receipt.1")]
    Receipt1,
}

impl From<Document> for Receipt {
    fn from(document: Document) -> Receipt {
        let DocumentType::Receipt1 = document.document_type;
        Receipt {
            kind: document.kind,
            bundle: document.bundle,
            from: document.from,
            to: document.to,
            header_sha256: document.header_sha256,
            sealed_sha256: document.sealed_sha256,
            at: document.at,
        }
    }
}

impl From<Receipt> for Document {
    fn from(receipt: Receipt) -> Document {
        Document {
            document_type: DocumentType::Receipt1,
            kind: receipt.kind,
            bundle: receipt.bundle,
            from: receipt.from,
            to: receipt.to,
            header_sha256: receipt.header_sha256,
            sealed_sha256: receipt.sealed_sha256,
            at: receipt.at,
        }
    }
}

/// A receipt whose signature, signer and role were checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedReceipt {
    receipt: Receipt,
    signer: SignerCertificate,
}

impl VerifiedReceipt {
    /// The receipt.
    pub fn receipt(&self) -> &Receipt {
        &self.receipt
    }

    /// Who signed it.
    pub fn signer(&self) -> &SignerCertificate {
        &self.signer
    }
}

/// Why a receipt is refused, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum ReceiptError {
    /// More bytes than a receipt may have.
    #[error("the signed receipt has more than {SIGNED_RECEIPT_SIZE_BYTES_MAX} bytes")]
    TooLarge,
    /// The signature.
    #[error("the receipt: {0}")]
    Signature(#[from] SignedContentError),
    /// The signer's certificate.
    #[error("the signer of the receipt: {0}")]
    Signer(#[from] CertificateError),
    /// The signed text is not a receipt: not JSON, another type of document, or a field missing, doubled or of another
    /// kind. The place only, for this text may get into a log.
    #[error("not a tsunagu.receipt.1 document at line {line}, column {column}")]
    Document {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
    },
    /// The hub states what only the receiver can, or the other way round.
    #[error("a receipt of this kind is signed by another party")]
    WrongParty,
    /// A device of an office that is not the receiver.
    #[error("the receiver is office {receiver}, the signing device belongs to office {device}")]
    ReceiverForeign {
        /// The office that the receipt names as the receiver.
        receiver: OfficeNumber,
        /// The office of the device.
        device: OfficeNumber,
    },
}

impl From<&ReceiptError> for ErrorCode {
    fn from(err: &ReceiptError) -> ErrorCode {
        match err {
            ReceiptError::TooLarge
            | ReceiptError::Signature(_)
            | ReceiptError::Signer(_)
            | ReceiptError::Document { .. }
            | ReceiptError::WrongParty
            | ReceiptError::ReceiverForeign { .. } => ErrorCode::ReceiptInvalid,
        }
    }
}

impl ReceiptKind {
    /// Whose statement it is.
    fn signed_by(self) -> Role {
        match self {
            ReceiptKind::Accepted | ReceiptKind::Withdrawn => Role::Hub,
            ReceiptKind::Fetched | ReceiptKind::Imported | ReceiptKind::Opened => Role::Device,
        }
    }
}

/// Signs a receipt: accepted and withdrawn by the hub, the others by a device of the receiver.
///
/// The signing time is the receipt's time.
///
/// # Errors
///
/// [`SignError::ReceiptKind`] if this signer may not give this receipt; others if signing fails.
pub fn sign_receipt(receipt: &Receipt, signer: &Identity) -> Result<Vec<u8>, SignError> {
    if signer.role()? != receipt.kind.signed_by() {
        return Err(SignError::ReceiptKind);
    }
    if receipt.kind.signed_by() == Role::Device && signer.fields().office()? != receipt.to.office {
        return Err(SignError::ReceiptKind);
    }
    let json = serde_json::to_vec(receipt).map_err(|_| SignError::Time)?;
    sign_content(&json, signer, receipt.at)
}

/// Reads a receipt and checks its signature, the signer's certificate at the time `at`, and that this signer may state
/// this.
///
/// Whether it belongs to *your* bundle is yours to compare: id, addresses and both digests.
///
/// # Errors
///
/// The first [`ReceiptError`] that applies.
pub fn verify_receipt(
    signed: &[u8],
    trust: &Trust,
    at: UtcSeconds,
) -> Result<VerifiedReceipt, ReceiptError> {
    if signed.len() > SIGNED_RECEIPT_SIZE_BYTES_MAX {
        return Err(ReceiptError::TooLarge);
    }
    let signed = read_signed(signed)?;
    let signer = read_signer_certificate(&signed.certificate_der, trust, at)?;
    let receipt: Receipt =
        serde_json::from_slice(&signed.content).map_err(|err| ReceiptError::Document {
            line: err.line(),
            column: err.column(),
        })?;
    match (receipt.kind.signed_by(), &signer) {
        // A hub that could sign "opened" could make a sender believe that a plan was read which it never delivered.
        (Role::Hub, SignerCertificate::Hub(_)) => (),
        // Any office could otherwise confirm bundles of others, which it may know by id.
        (Role::Device, SignerCertificate::Device(device)) => {
            if device.office != receipt.to.office {
                return Err(ReceiptError::ReceiverForeign {
                    receiver: receipt.to.office,
                    device: device.office,
                });
            }
        }
        _ => return Err(ReceiptError::WrongParty),
    }
    Ok(VerifiedReceipt { receipt, signer })
}
