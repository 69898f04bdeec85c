//! The journal of an office: what its terminals tell each other, sealed so that the hub stores it and cannot read it.
//!
//! ```text
//! entry.p7m   CMS AuthEnvelopedData ─ entry.p7s          for the office's own mailbox
//!                 entry.p7s   CMS SignedData ─ entry.json   signed by the terminal that wrote it
//! ```
//!
//! What the kinds of entries mean is the office's business; here a kind is a word and a body is JSON. Easily got wrong:
//! sealing needs the mailbox's public key only, and a hub can certify a device of any office. So the signature alone
//! does not show that an entry comes from inside. `member` does: it is a MAC under a key that only holders of the
//! mailbox's private key can derive.

use aws_lc_rs::hmac;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use x509_cert::Certificate;

use crate::{
    address::OfficeNumber,
    bundle::SEALED_SIZE_BYTES_MAX,
    certificate::{
        CertificateError, DeviceCertificate, Identity, KeyError, Trust, read_device_certificate,
    },
    digest::Digest,
    id::EntryId,
    open::{DecryptError, decrypt},
    seal::{SealError, encrypt},
    signed::{SignError, SignedContentError, read_signed, sign_content},
    time::UtcSeconds,
};

/// A sealed entry. The files of one bundle (10 MiB) in base64 are 13.4 MiB, message and list 0.2 MiB.
pub const ENTRY_SIZE_BYTES_MAX: u64 = SEALED_SIZE_BYTES_MAX;

/// The word of a kind, in bytes.
const KIND_BYTES_MAX: usize = 64;

/// Keeps the MAC key apart from others derived from the mailbox key.
const MEMBER_PURPOSE: &[u8] = b"tsunagu journal member 1";

/// One thing that a terminal tells the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalEntry {
    /// Its id, unique in the office.
    pub id: EntryId,
    /// The office.
    pub office: OfficeNumber,
    /// When it happened, by the terminal's clock.
    pub at: UtcSeconds,
    /// What kind of thing, such as `draft.made`. Kinds that a program does not know are kept and passed over.
    pub kind: String,
    /// What exactly.
    pub body: Value,
}

/// An entry whose signature, membership and office were checked. Only [`open_entry`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedEntry {
    entry: JournalEntry,
    signer: DeviceCertificate,
}

impl OpenedEntry {
    /// The entry.
    pub fn entry(&self) -> &JournalEntry {
        &self.entry
    }

    /// The terminal that wrote it.
    pub fn signer(&self) -> &DeviceCertificate {
        &self.signer
    }
}

#[derive(Serialize, Deserialize)]
enum EntryType {
    #[serde(rename = "tsunagu.journal.1")]
    Journal1,
}

#[derive(Serialize, Deserialize)]
struct Document {
    r#type: EntryType,
    id: EntryId,
    office: OfficeNumber,
    at: UtcSeconds,
    kind: String,
    member: String,
    body: Value,
}

/// Why an entry was not sealed.
#[derive(Debug, thiserror::Error)]
pub enum SealEntryError {
    /// The kind is empty or too long, or the sealed entry too large.
    #[error("the entry is larger than the journal takes")]
    TooLarge,
    /// A key or certificate of this terminal cannot be used.
    #[error("{0}")]
    Key(#[from] KeyError),
    /// Signing failed.
    #[error("{0}")]
    Sign(#[from] SignError),
    /// Encrypting failed.
    #[error("{0}")]
    Seal(#[from] SealError),
}

/// Why an entry is not taken, in the order of the checks. Never quotes the entry.
#[derive(Debug, thiserror::Error)]
pub enum OpenEntryError {
    /// More bytes than any entry has.
    #[error("the entry has more than {ENTRY_SIZE_BYTES_MAX} bytes")]
    TooLarge,
    /// Not sealed for any of the mailbox keys given.
    #[error("{0}")]
    Decrypt(#[from] DecryptError),
    /// The signature inside is not valid.
    #[error("{0}")]
    Signature(#[from] SignedContentError),
    /// The signer is not a device of this system.
    #[error("{0}")]
    Signer(#[from] CertificateError),
    /// Not JSON of this form.
    #[error("the entry cannot be read (line {line}, column {column})")]
    Document {
        /// Line in the JSON text.
        line: usize,
        /// Column in that line.
        column: usize,
    },
    /// Of another office, or signed by a device of another one.
    #[error("the entry belongs to another office")]
    Foreign,
    /// Whoever wrote it does not know the mailbox key.
    #[error("the entry was not written by a terminal that holds the mailbox key")]
    NotMember,
}

/// Seals an entry for the office's own mailbox, signed by this device.
///
/// Sealing the same entry twice gives different bytes: seal once, store the result, send that.
///
/// # Errors
///
/// [`SealEntryError`].
pub fn seal_entry(
    entry: &JournalEntry,
    device: &Identity,
    mailbox: &Identity,
) -> Result<Vec<u8>, SealEntryError> {
    if entry.kind.is_empty() || entry.kind.len() > KIND_BYTES_MAX {
        return Err(SealEntryError::TooLarge);
    }
    let tag = member_tag(mailbox, entry.office, device.certificate_der())?;
    seal_with_tag(entry, device, mailbox.certificate(), tag)
}

fn seal_with_tag(
    entry: &JournalEntry,
    device: &Identity,
    mailbox: &Certificate,
    tag: hmac::Tag,
) -> Result<Vec<u8>, SealEntryError> {
    let document = Document {
        r#type: EntryType::Journal1,
        id: entry.id,
        office: entry.office,
        at: entry.at,
        kind: entry.kind.clone(),
        member: HEXLOWER.encode(tag.as_ref()),
        body: entry.body.clone(),
    };
    let json = serde_json::to_vec(&document).map_err(|_| SealEntryError::Sign(SignError::Time))?;
    let signed = sign_content(&json, device, entry.at)?;
    drop(json);
    let sealed = encrypt(signed, &[mailbox])?;
    if sealed.len() as u64 > ENTRY_SIZE_BYTES_MAX {
        return Err(SealEntryError::TooLarge);
    }
    Ok(sealed)
}

/// Opens an entry with the office's mailbox keys, the one in force first, and checks all of it.
///
/// `at` is the time for which the signer's certificate must be valid: when the hub stored the entry.
///
/// # Errors
///
/// The first [`OpenEntryError`] that applies; an entry with one must be passed over.
pub fn open_entry(
    sealed: &[u8],
    mailboxes: &[Identity],
    office: OfficeNumber,
    trust: &Trust,
    at: UtcSeconds,
) -> Result<OpenedEntry, OpenEntryError> {
    if sealed.len() as u64 > ENTRY_SIZE_BYTES_MAX {
        return Err(OpenEntryError::TooLarge);
    }
    let (mailbox, plain) = decrypt_with_any(sealed, mailboxes)?;
    let signed = read_signed(&plain)?;
    drop(plain);
    let signer = read_device_certificate(&signed.certificate_der, trust, at)?;
    let document: Document =
        serde_json::from_slice(&signed.content).map_err(|err| OpenEntryError::Document {
            line: err.line(),
            column: err.column(),
        })?;
    if document.office != office || signer.office != office {
        return Err(OpenEntryError::Foreign);
    }
    let tag = HEXLOWER.decode(document.member.as_bytes());
    let key = mailbox.key().derive_mac_key(MEMBER_PURPOSE);
    let is_member = match (key, tag) {
        (Ok(key), Ok(tag)) => {
            hmac::verify(&key, &member_text(office, &signed.certificate_der), &tag).is_ok()
        }
        _ => false,
    };
    if !is_member {
        return Err(OpenEntryError::NotMember);
    }
    Ok(OpenedEntry {
        entry: JournalEntry {
            id: document.id,
            office: document.office,
            at: document.at,
            kind: document.kind,
            body: document.body,
        },
        signer,
    })
}

fn decrypt_with_any<'a>(
    sealed: &[u8],
    mailboxes: &'a [Identity],
) -> Result<(&'a Identity, Vec<u8>), DecryptError> {
    let mut last = DecryptError::NotRecipient;
    for mailbox in mailboxes {
        match decrypt(sealed, mailbox) {
            Ok(plain) => return Ok((mailbox, plain)),
            Err(err) => last = err,
        }
    }
    Err(last)
}

/// What says that the holder of this device certificate also holds the mailbox key.
fn member_tag(
    mailbox: &Identity,
    office: OfficeNumber,
    device_der: &[u8],
) -> Result<hmac::Tag, KeyError> {
    let key = mailbox.key().derive_mac_key(MEMBER_PURPOSE)?;
    Ok(hmac::sign(&key, &member_text(office, device_der)))
}

fn member_text(office: OfficeNumber, device_der: &[u8]) -> Vec<u8> {
    let mut text = office.as_str().as_bytes().to_vec();
    text.extend_from_slice(Digest::of(device_der).as_bytes());
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Authority, DeviceId, KeyPair, Role, UtcMillis};

    const NOW: UtcSeconds = UtcSeconds(1_795_305_600);

    #[test]
    fn a_device_that_the_hub_made_up_is_no_member() {
        let authority = Authority::create("hub", NOW).unwrap();
        let office: OfficeNumber = "1370200015".parse().unwrap();
        let mailbox = || {
            let key = KeyPair::generate().unwrap();
            let request = key.request_pem(Role::Mailbox, "office").unwrap();
            let issued = authority.issue_mailbox(&request, office, NOW).unwrap();
            key.into_identity(&issued).unwrap()
        };
        let key = KeyPair::generate().unwrap();
        let request = key.request_pem(Role::Device, "office").unwrap();
        let id = DeviceId::new(UtcMillis(1), [1; 10]);
        let issued = authority.issue_device(&request, office, id, NOW).unwrap();
        let device = key.into_identity(&issued).unwrap();
        let (real, made_up) = (mailbox(), mailbox());
        let entry = JournalEntry {
            id: EntryId::new(UtcMillis(1), [2; 10]),
            office,
            at: NOW,
            kind: "x".into(),
            body: Value::Null,
        };
        // The hub knows the mailbox's certificate, so it can seal to it; the tag needs the private key.
        let tag = member_tag(&made_up, office, device.certificate_der()).unwrap();
        let forged = seal_with_tag(&entry, &device, real.certificate(), tag).unwrap();
        let refused = open_entry(&forged, &[real], office, &authority.trust(), NOW);
        assert!(
            matches!(refused, Err(OpenEntryError::NotMember)),
            "{refused:?}"
        );
    }
}
