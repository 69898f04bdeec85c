//! Sealing: from the files and the message of a draft to what travels.
//!
//! The order is pack, sign, encrypt, then sign the header over the digest of the whole encrypted part. Whether the files
//! are right by the standard is asked before, by the office. Opening is in `open`.
//!
//! Easily got wrong: `seal_bundle` encrypts for whatever mailbox certificate it is given. It checks that the
//! certificate is the receiver's by name and time, but it has no CA to ask: take the certificate out of
//! `read_mailbox_certificate`, never straight from a reply of the hub.

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree},
    key_wrap::{AES_256, AesKek, KeyWrap},
    rand,
};
use cms::{
    content_info::CmsVersion,
    enveloped_data::{
        EncryptedContentInfo, KeyAgreeRecipientIdentifier, KeyAgreeRecipientInfo,
        OriginatorIdentifierOrKey, OriginatorPublicKey, RecipientEncryptedKey, RecipientInfo,
    },
};
use der::{
    Any, Decode, Encode,
    asn1::{BitString, OctetString, SetOfVec},
};
use x509_cert::Certificate;
use zeroize::Zeroizing;

use crate::{
    address::{Address, OfficeNumber},
    bundle::SEALED_SIZE_BYTES_MAX,
    certificate::{CertificateError, CertificateFields, Identity, KeyPurpose, Role, parse},
    contents::{ContentsError, ContentsList, ListType, ListedFile, check_list, write_contents},
    digest::Digest,
    header::{CheckSummary, FileEntry, Header, HeaderError, Others, SealedPart},
    id::BundleId,
    profile::{
        AUTH_ENVELOPED_DATA, DATA, Envelope, KEY_BYTES, NONCE_BYTES, WRAPPED_KEY_BYTES,
        aes_256_gcm, derive_wrapping_key, ecdh_sha_256_kdf, issuer_and_serial_number, p256_key,
        write_content_info,
    },
    signed::{SignError, sign_content},
    time::UtcSeconds,
};

/// A bundle before sealing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The id, drawn and stored before the first attempt to send.
    pub id: BundleId,
    /// The sender; must be the office of the device that signs.
    pub from: Address,
    /// The receiver; must be the office of its mailbox certificate.
    pub to: Address,
    /// The permitted combination of the standard files (`K2`), if they are one.
    pub set: Option<String>,
    /// The stamp of the standard files, 14 digits.
    pub stamp: Option<String>,
    /// The months of the standard files, `YYYYMM`.
    pub months: Vec<String>,
    /// What the sender writes to the receiver. The hub cannot read it.
    pub message: String,
    /// All files, in the order in which they are to be shown.
    pub files: Vec<DraftFile>,
    /// What the check of the standard files said.
    pub check: CheckSummary,
}

/// A file of a draft.
#[derive(Clone, PartialEq, Eq)]
pub struct DraftFile {
    /// Its name; see [`check_file_name`](crate::file_name::check_file_name).
    pub name: String,
    /// Whether it is a file of the standard: then the hub learns its name and size.
    pub standard: bool,
    /// Its bytes; they arrive as they are here.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for DraftFile {
    /// Prints the size only: name and contents are personal data.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DraftFile")
            .field("size_bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// A bundle as it travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedBundle {
    /// The header, readable.
    pub header: Header,
    /// The header as it travels, CMS SignedData in DER. Keep these bytes: receipts name their digest.
    pub signed_header: Vec<u8>,
    /// The sealed part as it travels, CMS AuthEnvelopedData in DER.
    pub sealed: Vec<u8>,
}

/// Why a draft was not sealed, in the order of the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The signing certificate is not one of a device, or out of its time.
    #[error("the certificate of this device: {0}")]
    Device(CertificateError),
    /// The sender address is of another office than the device.
    #[error("the sender address belongs to office {sender}, this device to office {device}")]
    SenderForeign {
        /// The office of the sender address.
        sender: OfficeNumber,
        /// The office of the device.
        device: OfficeNumber,
    },
    /// The receiver's mailbox certificate cannot be used.
    #[error("the mailbox certificate of the receiver: {0}")]
    ReceiverMailbox(CertificateError),
    /// The certificate given for the receiver is another office's: sealing would show it the contents.
    #[error("the mailbox certificate given for office {receiver} belongs to office {mailbox}")]
    ReceiverForeign {
        /// The office of the receiver address.
        receiver: OfficeNumber,
        /// The office of the certificate.
        mailbox: OfficeNumber,
    },
    /// The sender's own mailbox certificate cannot be used.
    #[error("the mailbox certificate of this office: {0}")]
    OwnMailbox(CertificateError),
    /// The certificate given for the sender is another office's.
    #[error("the mailbox certificate given for office {sender} belongs to office {mailbox}")]
    OwnForeign {
        /// The office of the sender address.
        sender: OfficeNumber,
        /// The office of the certificate.
        mailbox: OfficeNumber,
    },
    /// Message, names, number or size of the files.
    #[error("{0}")]
    Contents(#[from] ContentsError),
    /// Set, stamp, months or names of standard files.
    #[error("{0}")]
    Header(#[from] HeaderError),
    /// The time is before 1970 or after 9999, or signing failed.
    #[error("{0}")]
    Sign(#[from] SignError),
    /// The operating system gave no random bytes, or there was no memory.
    #[error("sealing failed")]
    Failed,
}

impl From<der::Error> for SealError {
    fn from(_: der::Error) -> SealError {
        SealError::Failed
    }
}

/// Seals a draft for the receiver's mailbox and the sender's own, signed by this device.
///
/// `receiver_mailbox` and `own_mailbox` are certificates in DER that the caller has checked against its CA
/// ([`read_mailbox_certificate`](crate::certificate::read_mailbox_certificate)) and compared with what is pinned. `now`
/// becomes the header's `sent_at` and the signing time.
///
/// Sealing the same draft twice gives different bytes: seal once, store the result, send that.
///
/// # Errors
///
/// The first [`SealError`] that applies.
pub fn seal_bundle(
    draft: &Draft,
    device: &Identity,
    receiver_mailbox: &[u8],
    own_mailbox: &[u8],
    now: UtcSeconds,
) -> Result<SealedBundle, SealError> {
    let device_office = check_device(device, now).map_err(SealError::Device)?;
    if draft.from.office != device_office {
        return Err(SealError::SenderForeign {
            sender: draft.from.office,
            device: device_office,
        });
    }
    let (receiver, mailbox) =
        check_mailbox(receiver_mailbox, now).map_err(SealError::ReceiverMailbox)?;
    if mailbox != draft.to.office {
        return Err(SealError::ReceiverForeign {
            receiver: draft.to.office,
            mailbox,
        });
    }
    let (own, mailbox) = check_mailbox(own_mailbox, now).map_err(SealError::OwnMailbox)?;
    if mailbox != draft.from.office {
        return Err(SealError::OwnForeign {
            sender: draft.from.office,
            mailbox,
        });
    }
    let list = contents_list(draft);
    check_list(&list)?;
    let mut header = header_of(draft, now);
    header.check()?;

    let files: Vec<&[u8]> = draft
        .files
        .iter()
        .map(|file| file.bytes.as_slice())
        .collect();
    let archive = write_contents(&list, &files).ok_or(SealError::Failed)?;
    let signed = sign_content(&archive, device, now)?;
    drop(archive);
    let sealed = encrypt(signed, &[&receiver, &own])?;
    header.sealed = SealedPart {
        size_bytes: sealed.len() as u64,
        sha256: Digest::of(&sealed),
    };
    if header.sealed.size_bytes > SEALED_SIZE_BYTES_MAX {
        return Err(SealError::Header(HeaderError::SealedTooLarge));
    }
    let json = serde_json::to_vec(&header).map_err(|_| SealError::Sign(SignError::Time))?;
    let signed_header = sign_content(&json, device, now)?;
    Ok(SealedBundle {
        header,
        signed_header,
        sealed,
    })
}

/// Checks that an identity is a device's and in its time; gives its office.
fn check_device(device: &Identity, now: UtcSeconds) -> Result<OfficeNumber, CertificateError> {
    let fields = device.fields();
    if fields.role()? != Role::Device {
        return Err(CertificateError::Role {
            expected: Role::Device,
        });
    }
    if !fields.allows(KeyPurpose::Sign) {
        return Err(CertificateError::KeyUsage);
    }
    fields.check_time(now)?;
    fields.office()
}

/// Checks all of a mailbox certificate but its chain; gives it with its office.
fn check_mailbox(
    der: &[u8],
    now: UtcSeconds,
) -> Result<(Certificate, OfficeNumber), CertificateError> {
    let certificate = parse(der)?;
    let fields = CertificateFields::of(&certificate)?;
    if fields.role()? != Role::Mailbox {
        return Err(CertificateError::Role {
            expected: Role::Mailbox,
        });
    }
    if !fields.allows(KeyPurpose::Agree) {
        return Err(CertificateError::KeyUsage);
    }
    fields.check_time(now)?;
    let office = fields.office()?;
    Ok((certificate, office))
}

fn contents_list(draft: &Draft) -> ContentsList {
    let listed = draft.files.iter().map(|file| ListedFile {
        name: file.name.clone(),
        standard: file.standard,
        size_bytes: file.bytes.len() as u64,
        sha256: Digest::of(&file.bytes),
    });
    ContentsList {
        kind: ListType::Contents1,
        id: draft.id,
        from: draft.from,
        to: draft.to,
        message: draft.message.clone(),
        files: listed.collect(),
    }
}

/// The header of a draft; its sealed part is filled in when that exists.
fn header_of(draft: &Draft, now: UtcSeconds) -> Header {
    let mut files = Vec::new();
    let mut others = Others {
        count: 0,
        size_bytes: 0,
    };
    for file in &draft.files {
        let size_bytes = file.bytes.len() as u64;
        if file.standard {
            files.push(FileEntry {
                name: file.name.clone(),
                size_bytes,
            });
        } else {
            others.count += 1;
            others.size_bytes += size_bytes;
        }
    }
    Header {
        id: draft.id,
        from: draft.from,
        to: draft.to,
        sent_at: now,
        set: draft.set.clone(),
        stamp: draft.stamp.clone(),
        months: draft.months.clone(),
        files,
        others,
        check: draft.check.clone(),
        sealed: SealedPart {
            size_bytes: 0,
            sha256: Digest::of(&[]),
        },
    }
}

/// Encrypts with AES-256-GCM under a fresh key, wrapped for each recipient (RFC 5083, RFC 5084, RFC 5753).
///
/// The key and nonce must never repeat together: both are drawn anew for each call, so the key alone does not repeat.
pub(crate) fn encrypt(content: Vec<u8>, recipients: &[&Certificate]) -> Result<Vec<u8>, SealError> {
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    rand::fill(key.as_mut_slice()).map_err(|_| SealError::Failed)?;
    let mut nonce = [0; NONCE_BYTES];
    rand::fill(&mut nonce).map_err(|_| SealError::Failed)?;

    let mut recipient_infos = Vec::new();
    for recipient in recipients {
        recipient_infos.push(Any::from_der(&wrap_key(&key, recipient)?.to_der()?)?);
    }
    let cipher =
        LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &*key).map_err(|_| SealError::Failed)?);
    let mut buffer = content;
    let tag = cipher
        .seal_in_place_separate_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::empty(),
            &mut buffer,
        )
        .map_err(|_| SealError::Failed)?;
    let envelope = Envelope {
        version: CmsVersion::V0,
        originator_info: None,
        recipients: SetOfVec::try_from(recipient_infos)?,
        content: EncryptedContentInfo {
            content_type: DATA,
            content_enc_alg: aes_256_gcm(&nonce)?,
            encrypted_content: Some(OctetString::new(buffer)?),
        },
        authenticated_attributes: None,
        tag: OctetString::new(tag.as_ref())?,
        unauthenticated_attributes: None,
    };
    Ok(write_content_info(AUTH_ENVELOPED_DATA, &envelope)?)
}

/// Wraps the key for one recipient with a key agreed between an ephemeral key and the recipient's.
fn wrap_key(key: &[u8; KEY_BYTES], recipient: &Certificate) -> Result<RecipientInfo, SealError> {
    let public_key = CertificateFields::of(recipient)
        .map_err(SealError::ReceiverMailbox)?
        .public_key;
    let ephemeral = PrivateKey::generate(&ECDH_P256).map_err(|_| SealError::Failed)?;
    let ephemeral_public = ephemeral
        .compute_public_key()
        .map_err(|_| SealError::Failed)?;
    // Agreement refuses a point that is not on the curve.
    let peer = UnparsedPublicKey::new(&ECDH_P256, &public_key);
    let wrapping_key = agree(&ephemeral, peer, SealError::Failed, |secret| {
        Ok(derive_wrapping_key(secret, None)?)
    })?;
    let mut output = [0; WRAPPED_KEY_BYTES];
    let wrapped = AesKek::new(&AES_256, wrapping_key.as_slice())
        .and_then(|wrapping_key| wrapping_key.wrap(key, &mut output))
        .map_err(|_| SealError::Failed)?;
    Ok(RecipientInfo::Kari(KeyAgreeRecipientInfo {
        version: CmsVersion::V3,
        originator: OriginatorIdentifierOrKey::OriginatorKey(OriginatorPublicKey {
            algorithm: p256_key(),
            public_key: BitString::from_bytes(ephemeral_public.as_ref())?,
        }),
        ukm: None,
        key_enc_alg: ecdh_sha_256_kdf()?,
        recipient_enc_keys: vec![RecipientEncryptedKey {
            rid: KeyAgreeRecipientIdentifier::IssuerAndSerialNumber(issuer_and_serial_number(
                recipient,
            )),
            enc_key: OctetString::new(&*wrapped)?,
        }],
    }))
}
