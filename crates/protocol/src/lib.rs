//! What care offices and the hub say to each other: ids, envelope, sealing, receipts.
//!
//! The way of one bundle through this crate:
//!
//! ```text
//! sender    Draft ── seal_bundle ──▶ SealedBundle { signed_header, sealed }
//! hub       signed_header + size and digest of sealed ── verify_bundle ──▶ VerifiedBundle      (cannot go on: it has no key)
//! receiver  signed_header + sealed + mailbox key ── open_bundle ──▶ OpenedBundle
//! anyone    signed receipt ── verify_receipt ──▶ VerifiedReceipt
//! ```
//!
//! A `VerifiedBundle`, `OpenedBundle` or `VerifiedReceipt` can be made by these functions only, so whoever holds one
//! knows that every check was made.
//!
//! Deliberately not here: files, sockets, clocks, threads, async, and what the files mean (crate `standard`). Time comes
//! in as a value. Random bytes come from the operating system and are drawn in `seal`, `certificate` and `authority`
//! only; the nonce of an ECDSA signature is drawn inside aws-lc.
//!
//! Easily got wrong: the *digest of a header* is that of the signed DER bytes as they travelled, never of JSON written
//! anew. Keep those bytes.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod contents;
mod profile;
mod text_form;

pub mod address;
pub mod authority;
pub mod bundle;
pub mod certificate;
pub mod digest;
pub mod enrolment_code;
pub mod error_code;
pub mod file_name;
pub mod header;
pub mod id;
pub mod message;
pub mod open;
pub mod receipt;
pub mod seal;
pub mod signed;
pub mod time;
pub mod verify;

pub use address::{Address, OfficeNumber, ServiceKind};
pub use authority::{Authority, AuthorityError};
pub use certificate::{
    CertificateError, DeviceCertificate, HubCertificate, Identity, KeyError, KeyPair,
    MailboxCertificate, Role, SignerCertificate, Trust, read_device_certificate,
    read_hub_certificate, read_mailbox_certificate,
};
pub use contents::ContentsError;
pub use digest::{Digest, DigestBuilder};
pub use enrolment_code::EnrolmentCode;
pub use error_code::ErrorCode;
pub use header::Header;
pub use id::{BundleId, DeviceId};
pub use open::{OpenError, OpenedBundle, OpenedFile, open_bundle};
pub use receipt::{
    Receipt, ReceiptError, ReceiptKind, VerifiedReceipt, sign_receipt, verify_receipt,
};
pub use seal::{Draft, DraftFile, SealError, SealedBundle, seal_bundle};
pub use time::{UtcMillis, UtcSeconds};
pub use verify::{VerifiedBundle, VerifyError, verify_bundle};
