//! Evidence: what an office shows an inspector, and how anyone verifies it.
//!
//! An evidence folder holds signed documents as they travelled. It can be verified
//! without any office and any hub, by this program or by `openssl cms -verify`.
//!
//! ```text
//! ca.pem                                   the hub's CA
//! sent/ID/header.p7s  sealed.p7m  receipt-1-accepted.p7s …
//! received/OFFICE-ID/header.p7s  sealed.p7m  receipt-1-accepted.p7s …
//! ```
//!
//! What a reader would get wrong: a folder that verifies proves what the holders of
//! that CA's certificates stated. That it is the right CA is proven only by
//! comparing its fingerprint.

mod export;
mod verify;

pub use export::{EvidenceExport, ExportEvidenceError, export_evidence};
pub use verify::{
    BundleEvidence, EvidenceProblem, EvidenceReport, ReceiptEvidence, VerifyEvidenceError,
    verify_evidence,
};

/// The file of the hub's CA in an evidence folder.
pub const CA_FILE: &str = "ca.pem";

/// The signed header of a bundle.
pub const HEADER_FILE: &str = "header.p7s";

/// The sealed part of a bundle.
pub const SEALED_FILE: &str = "sealed.p7m";
