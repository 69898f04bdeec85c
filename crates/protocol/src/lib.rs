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
//! in as a value. Random bytes come from the operating system and are drawn in `seal`, `certificate`, `authority`,
//! `joining` and `recovery` only; the nonce of an ECDSA signature is drawn inside aws-lc.
//!
//! ```
//! use tsunagu_protocol::*;
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let now = UtcSeconds(1_795_305_600);
//! let hub = Authority::create("hub", now)?;
//! let sender: Address = "1370200015-43".parse()?;
//! let receiver: Address = "1370300021-11".parse()?;
//!
//! // Each office makes its keys and has them certified.
//! let device_id = DeviceId::new(UtcMillis(1_795_305_600_000), [1; 10]);
//! let device = KeyPair::generate()?;
//! let request = device.request_pem(Role::Device, "1370200015")?;
//! let device = device.into_identity(&hub.issue_device(&request, sender.office, device_id, now)?)?;
//! let mailbox = |address: Address| -> Result<Identity, Box<dyn std::error::Error>> {
//!     let key = KeyPair::generate()?;
//!     let request = key.request_pem(Role::Mailbox, address.office.as_str())?;
//!     Ok(key.into_identity(&hub.issue_mailbox(&request, address.office, now)?)?)
//! };
//! let (sender_mailbox, receiver_mailbox) = (mailbox(sender)?, mailbox(receiver)?);
//!
//! // The sender seals.
//! let draft = Draft {
//!     id: BundleId::new(UtcMillis(1_795_305_600_000), [2; 10]),
//!     from: sender,
//!     to: receiver,
//!     set: None,
//!     stamp: None,
//!     months: vec!["202610".into()],
//!     message: "10月分です。".into(),
//!     files: vec![DraftFile { name: "メモ.txt".into(), standard: false, bytes: b"...".to_vec() }],
//!     check: header::CheckSummary { program: "example".into(), standard: "202407".into(), errors: 0, warnings: 0 },
//! };
//! let checked = read_mailbox_certificate(receiver_mailbox.certificate_der(), &hub.trust(), now)?;
//! let bundle = seal_bundle(&draft, &device, &checked.der, sender_mailbox.certificate_der(), now)?;
//!
//! // The hub verifies, the receiver opens.
//! let (size_bytes, digest) = (bundle.sealed.len() as u64, Digest::of(&bundle.sealed));
//! let verified = verify_bundle(&bundle.signed_header, size_bytes, digest, &hub.trust(), now)?;
//! assert_eq!(verified.signer().device, device_id);
//! let opened = open_bundle(&bundle.signed_header, &bundle.sealed, &receiver_mailbox, &hub.trust(), now)?;
//! assert_eq!(opened.message(), "10月分です。");
//! # Ok(())
//! # }
//! ```
//!
//! Easily got wrong: the *digest of a header* is that of the signed DER bytes as they travelled, never of JSON written
//! anew. Keep those bytes.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod code_text;
mod contents;
mod profile;
mod text_form;

pub mod address;
pub mod authority;
pub mod bundle;
pub mod certificate;
pub mod digest;
pub mod error_code;
pub mod file_name;
pub mod header;
pub mod hub_code;
pub mod id;
pub mod joining;
pub mod journal;
pub mod message;
pub mod open;
pub mod receipt;
pub mod recovery;
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
pub use error_code::ErrorCode;
pub use header::Header;
pub use hub_code::{ApplicationCode, EnrolmentCode};
pub use id::{BundleId, DeviceId, EntryId};
pub use open::{OpenError, OpenedBundle, OpenedFile, open_bundle};
pub use receipt::{
    Receipt, ReceiptError, ReceiptKind, VerifiedReceipt, sign_receipt, verify_receipt,
};
pub use seal::{Draft, DraftFile, SealError, SealedBundle, seal_bundle};
pub use time::{UtcMillis, UtcSeconds};
pub use verify::{VerifiedBundle, VerifyError, verify_bundle};
