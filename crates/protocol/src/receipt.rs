//! Receipts: signed statements about what happened to a bundle.
//!
//! Not here: the office's and the hub's bookkeeping of states (`message::BundleState` is a summary of these receipts).
//! Easily got wrong: a receipt proves what its *signer* states, at its signer's clock. The hub cannot state that a
//! bundle was opened, and a device cannot state that it was accepted.

use serde::{Deserialize, Serialize};

use crate::{address::Address, digest::Digest, id::BundleId, time::UtcSeconds};

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
