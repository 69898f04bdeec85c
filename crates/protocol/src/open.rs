//! Opening a bundle: verify, decrypt, verify again inside, unpack, compare with the header.
//!
//! Only [`open_bundle`] makes an [`OpenedBundle`]. What the files mean is checked afterwards by crate `standard`;
//! nothing is written to a disk here.
//!
//! Easily got wrong: a bundle may be opened by anyone it was sealed for, the sender among them, so that "could be
//! opened" does not say that it was addressed to this office. Compare `header().to`.

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree},
    key_wrap::{AES_256, AesKek, KeyWrap},
};
use cms::{
    cert::IssuerAndSerialNumber,
    content_info::CmsVersion,
    enveloped_data::{KeyAgreeRecipientIdentifier, OriginatorIdentifierOrKey, RecipientInfo},
};
use der::{Any, Decode, Encode, asn1::OctetString};
use zeroize::Zeroizing;

use crate::{
    certificate::{DeviceCertificate, Identity, Trust},
    contents::{ContentsError, ContentsList, read_contents},
    digest::Digest,
    header::Header,
    profile::{
        AUTH_ENVELOPED_DATA, ContentInfoError, DATA, Envelope, KEY_BYTES, TAG_BYTES,
        WRAPPED_KEY_BYTES, aes_256_gcm_nonce, derive_wrapping_key, ecdh_sha_256_kdf, is_p256_key,
        issuer_and_serial_number, read_content_info,
    },
    signed::{SignedContentError, read_signed},
    time::UtcSeconds,
    verify::{VerifyError, verify_bundle},
};

/// A bundle that was opened and is consistent in all its parts.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenedBundle {
    header: Header,
    header_digest: Digest,
    message: String,
    files: Vec<OpenedFile>,
    signer: DeviceCertificate,
}

/// A file of an opened bundle, as it was sealed.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenedFile {
    /// Its name; plain (see [`check_file_name`](crate::file_name::check_file_name)) and different from all others.
    pub name: String,
    /// Whether the sender's header lists it as a file of the standard.
    pub standard: bool,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// SHA-256 of its bytes.
    pub sha256: Digest,
}

impl OpenedBundle {
    /// The header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// SHA-256 of the signed header, as receipts name it.
    pub fn header_digest(&self) -> Digest {
        self.header_digest
    }

    /// SHA-256 of the sealed part, as receipts name it.
    pub fn sealed_digest(&self) -> Digest {
        self.header.sealed.sha256
    }

    /// The sender's message; may be empty.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The files, in the sender's order.
    pub fn files(&self) -> &[OpenedFile] {
        &self.files
    }

    /// The device that signed header and contents.
    pub fn signer(&self) -> &DeviceCertificate {
        &self.signer
    }
}

impl std::fmt::Debug for OpenedBundle {
    /// Prints the header only: message, names and contents are personal data.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenedBundle")
            .field("header", &self.header)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for OpenedFile {
    /// Prints the size only: name and contents are personal data.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenedFile")
            .field("size_bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// Why a sealed part cannot be decrypted, in the order of the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecryptError {
    /// Not DER, or BER that says the same in another way.
    #[error("not a CMS structure in DER")]
    NotDer,
    /// EnvelopedData without authentication (CBC) among others.
    #[error("not a CMS AuthEnvelopedData")]
    NotAuthEnvelopedData,
    /// Another version, or parts that the profile does not have: originator's certificates, attributes.
    #[error("the envelope has parts that are not in the profile")]
    Parts,
    /// Not AES-256-GCM with 12 bytes of nonce and 16 bytes of tag.
    #[error("the contents are not encrypted with AES-256-GCM")]
    ContentAlgorithm,
    /// No recipient, or more than a bundle has.
    #[error("the envelope does not have 1 to {RECIPIENTS_MAX} recipients")]
    RecipientCount,
    /// A recipient whose key is not wrapped in the one way of the profile. One weak recipient opens the whole.
    #[error(
        "a recipient is not of the profile: ECDH on P-256, X9.63 with SHA-256, AES-256 key wrap"
    )]
    RecipientAlgorithm,
    /// Sealed for others.
    #[error("the bundle is not sealed for this mailbox")]
    NotRecipient,
    /// The part for this mailbox was altered, or the mailbox key is another.
    #[error("the key of the envelope cannot be unwrapped")]
    Key,
    /// The contents were altered.
    #[error("the contents of the envelope were altered")]
    Contents,
}

/// Why a bundle is not opened, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The header, its signer, or the digest of the sealed part.
    #[error("{0}")]
    Verify(#[from] VerifyError),
    /// The envelope.
    #[error("the sealed part: {0}")]
    Decrypt(#[from] DecryptError),
    /// The signature inside the envelope.
    #[error("the signature inside the sealed part: {0}")]
    Signature(#[from] SignedContentError),
    /// The contents were signed with another certificate than the header.
    #[error("header and contents were signed by different devices")]
    OtherSigner,
    /// The archive.
    #[error("{0}")]
    Contents(#[from] ContentsError),
    /// The contents were sealed under another id.
    #[error("the contents belong to another bundle")]
    OtherId,
    /// The contents were sealed for other addresses.
    #[error("the contents were sealed for other addresses")]
    OtherAddress,
    /// Names, sizes or numbers of files differ between header and contents.
    #[error("the header lists other files than the contents")]
    OtherFiles,
}

/// Opens a bundle with a mailbox key, and checks everything in it.
///
/// On return: a device of `header().from.office`, certified by `trust` at the time `at`, signed both the header and the
/// contents; the contents are bound to this id and these addresses; every file has the digest that was signed; names
/// are plain and different; all limits hold.
///
/// # Errors
///
/// The first [`OpenError`] that applies. None of them carries a name or a content.
pub fn open_bundle(
    signed_header: &[u8],
    sealed: &[u8],
    mailbox: &Identity,
    trust: &Trust,
    at: UtcSeconds,
) -> Result<OpenedBundle, OpenError> {
    let verified = verify_bundle(
        signed_header,
        sealed.len() as u64,
        Digest::of(sealed),
        trust,
        at,
    )?;
    let (header, header_digest, signer) = verified.into_parts();
    let plain = decrypt(sealed, mailbox)?;
    let signed = read_signed(&plain)?;
    drop(plain);
    // Whoever can seal for a mailbox (anybody: its key is public) could otherwise wrap somebody else's signed archive
    // into a header of their own. The same device, to the byte of its certificate, which the header's check has found
    // good; so this one needs no chain of its own.
    if signed.certificate_der != signer.der {
        return Err(OpenError::OtherSigner);
    }
    let (list, contents) = read_contents(&signed.content)?;
    check_against_header(&list, &header)?;
    let files = list
        .files
        .into_iter()
        .zip(contents)
        .map(|(listed, bytes)| OpenedFile {
            name: listed.name,
            standard: listed.standard,
            bytes,
            sha256: listed.sha256,
        });
    Ok(OpenedBundle {
        files: files.collect(),
        header,
        header_digest,
        message: list.message,
        signer,
    })
}

/// The attack: a signed archive is taken out of one bundle by a receiver who could open it, and put into another, to
/// another receiver, or under another date. A device signs both parts, but a stolen old archive is signed too. So the
/// archive names its bundle, and what the hub and the lists show (the header) must be what is inside.
fn check_against_header(list: &ContentsList, header: &Header) -> Result<(), OpenError> {
    if list.id != header.id {
        return Err(OpenError::OtherId);
    }
    if list.from != header.from || list.to != header.to {
        return Err(OpenError::OtherAddress);
    }
    let standard = list
        .files
        .iter()
        .filter(|file| file.standard)
        .map(|file| (file.name.as_str(), file.size_bytes));
    let in_header = header
        .files
        .iter()
        .map(|file| (file.name.as_str(), file.size_bytes));
    let others = list.files.iter().filter(|file| !file.standard);
    let others_count = others.clone().count();
    let others_size_bytes: u64 = others.map(|file| file.size_bytes).sum();
    let others_match = others_count == header.others.count as usize
        && others_size_bytes == header.others.size_bytes;
    if !standard.eq(in_header) || !others_match {
        return Err(OpenError::OtherFiles);
    }
    Ok(())
}

/// Recipients of one envelope: receiver and sender, with room for an agent of each and a second mailbox while one is
/// being replaced. Bounds what a hostile envelope can make us compute.
const RECIPIENTS_MAX: usize = 8;

pub(crate) fn decrypt(sealed: &[u8], mailbox: &Identity) -> Result<Vec<u8>, DecryptError> {
    let envelope: Envelope =
        read_content_info(sealed, AUTH_ENVELOPED_DATA).map_err(|err| match err {
            ContentInfoError::NotDer => DecryptError::NotDer,
            ContentInfoError::OtherType => DecryptError::NotAuthEnvelopedData,
        })?;
    let info = envelope.content;
    let has_other_parts = envelope.version != CmsVersion::V0
        || envelope.originator_info.is_some()
        || envelope.authenticated_attributes.is_some()
        || envelope.unauthenticated_attributes.is_some()
        || info.content_type != DATA;
    if has_other_parts {
        return Err(DecryptError::Parts);
    }
    let nonce = aes_256_gcm_nonce(&info.content_enc_alg).ok_or(DecryptError::ContentAlgorithm)?;
    // The attack: CMS lets the sender choose tags of 4 to 16 bytes, and a short one can be guessed.
    if envelope.tag.as_bytes().len() != TAG_BYTES {
        return Err(DecryptError::ContentAlgorithm);
    }
    let recipients = envelope.recipients.as_slice();
    if recipients.is_empty() || recipients.len() > RECIPIENTS_MAX {
        return Err(DecryptError::RecipientCount);
    }
    let mut buffer = info
        .encrypted_content
        .ok_or(DecryptError::Parts)?
        .into_bytes()
        .into_vec();
    let key = unwrap_key(recipients, mailbox)?;
    let cipher = UnboundKey::new(&AES_256_GCM, key.as_slice()).map_err(|_| DecryptError::Key)?;
    buffer.extend_from_slice(envelope.tag.as_bytes());
    let plain_bytes = LessSafeKey::new(cipher)
        .open_in_place(
            Nonce::assume_unique_for_key(nonce),
            Aad::empty(),
            &mut buffer,
        )
        .map_err(|_| DecryptError::Contents)?
        .len();
    buffer.truncate(plain_bytes);
    Ok(buffer)
}

/// Finds this mailbox among the recipients and unwraps the key. Every recipient must be of the profile, ours or not.
///
/// A renewed certificate has the key of the one before and another name, so recipients of other names are tried as well:
/// a wrapped key can be unwrapped by whom it was wrapped for and by nobody else (RFC 3394).
fn unwrap_key(
    recipients: &[Any],
    mailbox: &Identity,
) -> Result<Zeroizing<[u8; KEY_BYTES]>, DecryptError> {
    let own_name = issuer_and_serial_number(mailbox.certificate());
    let recipients: Option<Vec<_>> = recipients.iter().map(profile_recipient).collect();
    let recipients = recipients.ok_or(DecryptError::RecipientAlgorithm)?;
    let private_key = PrivateKey::from_private_key_der(&ECDH_P256, mailbox.key_der())
        .map_err(|_| DecryptError::Key)?;
    match recipients
        .iter()
        .find(|recipient| recipient.name == own_name)
    {
        Some(own) => unwrap_for(own, &private_key),
        None => recipients
            .iter()
            .find_map(|other| unwrap_for(other, &private_key).ok())
            .ok_or(DecryptError::NotRecipient),
    }
}

fn unwrap_for(
    own: &ProfileRecipient,
    private_key: &PrivateKey,
) -> Result<Zeroizing<[u8; KEY_BYTES]>, DecryptError> {
    // Agreement refuses a point that is not on the curve; such points would leak the private key bit by bit.
    let ephemeral = UnparsedPublicKey::new(&ECDH_P256, &own.ephemeral_public);
    let material = own.user_keying_material.as_ref();
    let wrapping_key = agree(private_key, ephemeral, DecryptError::Key, |secret| {
        derive_wrapping_key(secret, material).map_err(|_| DecryptError::Key)
    })?;
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    AesKek::new(&AES_256, wrapping_key.as_slice())
        .and_then(|wrapping_key| {
            wrapping_key
                .unwrap(&own.wrapped_key, key.as_mut_slice())
                .map(|_| ())
        })
        .map_err(|_| DecryptError::Key)?;
    Ok(key)
}

/// A recipient of the profile, taken apart.
struct ProfileRecipient {
    name: IssuerAndSerialNumber,
    ephemeral_public: Vec<u8>,
    user_keying_material: Option<OctetString>,
    wrapped_key: [u8; WRAPPED_KEY_BYTES],
}

fn profile_recipient(recipient: &Any) -> Option<ProfileRecipient> {
    let bytes = recipient.to_der().ok()?;
    let read = RecipientInfo::from_der(&bytes).ok()?;
    if read.to_der().ok()? != bytes {
        return None;
    }
    let RecipientInfo::Kari(info) = read else {
        return None;
    };
    let OriginatorIdentifierOrKey::OriginatorKey(originator) = info.originator else {
        return None;
    };
    let [key] = info.recipient_enc_keys.as_slice() else {
        return None;
    };
    let KeyAgreeRecipientIdentifier::IssuerAndSerialNumber(name) = &key.rid else {
        return None;
    };
    let point = originator.public_key.as_bytes()?;
    let is_profile = info.version == CmsVersion::V3
        && is_p256_key(&originator.algorithm)
        && point.len() == 65
        && point[0] == 4
        && Ok(&info.key_enc_alg) == ecdh_sha_256_kdf().as_ref();
    is_profile.then_some(ProfileRecipient {
        name: name.clone(),
        ephemeral_public: point.to_vec(),
        user_keying_material: info.ukm,
        wrapped_key: key.enc_key.as_bytes().try_into().ok()?,
    })
}

#[cfg(test)]
mod tests;
