//! Verifying a bundle without opening it: what the hub does, and what everybody does first.
//!
//! Only [`verify_bundle`] makes a [`VerifiedBundle`], so whoever is given one need not ask again. Revocation and the
//! rights of the sender are the hub's questions; opening is in `open`.
//!
//! Easily got wrong: a verified header says that *some* device of the sender's office signed it. That it is the device
//! that is connected, the hub compares itself.

use crate::{
    address::OfficeNumber,
    bundle::{SEALED_SIZE_BYTES_MAX, SIGNED_HEADER_SIZE_BYTES_MAX},
    certificate::{CertificateError, DeviceCertificate, Trust, read_device_certificate},
    digest::Digest,
    error_code::ErrorCode,
    header::{Header, HeaderError},
    signed::{SignedContentError, read_signed},
    time::UtcSeconds,
};

/// A bundle whose header was signed by a device of its sender and belongs to this sealed part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedBundle {
    header: Header,
    signed_header: Vec<u8>,
    header_digest: Digest,
    signer: DeviceCertificate,
}

impl VerifiedBundle {
    /// The header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The header's bytes as they came; store these.
    pub fn signed_header(&self) -> &[u8] {
        &self.signed_header
    }

    /// SHA-256 of [`VerifiedBundle::signed_header`], as receipts name it.
    pub fn header_digest(&self) -> Digest {
        self.header_digest
    }

    /// The device that signed.
    pub fn signer(&self) -> &DeviceCertificate {
        &self.signer
    }

    /// The header and the device that signed, for `open`.
    pub(crate) fn into_parts(self) -> (Header, Digest, DeviceCertificate) {
        (self.header, self.header_digest, self.signer)
    }
}

/// Why a bundle is refused, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// More bytes than a header may have.
    #[error("the signed header has more than {SIGNED_HEADER_SIZE_BYTES_MAX} bytes")]
    HeaderTooLarge,
    /// More bytes than a sealed part may have.
    #[error("the sealed part has more than {SEALED_SIZE_BYTES_MAX} bytes")]
    SealedTooLarge,
    /// The signature of the header.
    #[error("the header: {0}")]
    Signature(#[from] SignedContentError),
    /// The signer's certificate.
    #[error("the signer of the header: {0}")]
    Signer(#[from] CertificateError),
    /// The signed text is not a header.
    #[error("the header: {0}")]
    Header(#[from] HeaderError),
    /// A device signed in the name of another office.
    #[error("the sender is office {sender}, the signing device belongs to office {device}")]
    SenderForeign {
        /// The office that the header names as the sender.
        sender: OfficeNumber,
        /// The office of the device.
        device: OfficeNumber,
    },
    /// The sealed part has another size than the header says.
    #[error("the sealed part has {found} bytes, the header says {expected}")]
    SealedSize {
        /// By the header.
        expected: u64,
        /// As it came.
        found: u64,
    },
    /// The sealed part has another digest than the header says.
    #[error("the sealed part is not the one that the header was signed for")]
    SealedDigest,
}

impl From<&VerifyError> for ErrorCode {
    fn from(err: &VerifyError) -> ErrorCode {
        match err {
            VerifyError::HeaderTooLarge | VerifyError::SealedTooLarge => ErrorCode::TooLarge,
            VerifyError::Signature(_) | VerifyError::Header(_) => ErrorCode::HeaderInvalid,
            VerifyError::Signer(err) => match err {
                CertificateError::NotYetValid | CertificateError::Expired => {
                    ErrorCode::CertificateExpired
                }
                CertificateError::TooLarge
                | CertificateError::Unreadable
                | CertificateError::NotTrusted
                | CertificateError::KeyAlgorithm
                | CertificateError::Subject
                | CertificateError::Role { .. }
                | CertificateError::KeyUsage => ErrorCode::HeaderInvalid,
            },
            VerifyError::SenderForeign { .. } => ErrorCode::SenderAddressForeign,
            VerifyError::SealedSize { .. } | VerifyError::SealedDigest => ErrorCode::SealedMismatch,
        }
    }
}

/// Checks a header and that the sealed part is the one it was signed for. The sealed part itself is not needed.
///
/// `now` is the time for which the signer's certificate must be valid: for the hub the time of acceptance, for an old
/// proof the time of the hub's receipt.
///
/// # Errors
///
/// The first [`VerifyError`] that applies.
pub fn verify_bundle(
    signed_header: &[u8],
    sealed_size_bytes: u64,
    sealed_digest: Digest,
    trust: &Trust,
    now: UtcSeconds,
) -> Result<VerifiedBundle, VerifyError> {
    if signed_header.len() > SIGNED_HEADER_SIZE_BYTES_MAX {
        return Err(VerifyError::HeaderTooLarge);
    }
    if sealed_size_bytes > SEALED_SIZE_BYTES_MAX {
        return Err(VerifyError::SealedTooLarge);
    }
    let signed = read_signed(signed_header)?;
    // Any office's mailbox, the hub and any stranger's CA can make a valid signature. Only a device of our CA counts.
    let signer = read_device_certificate(&signed.certificate_der, trust, now)?;
    let header = Header::from_json(&signed.content)?;
    // An office that takes part could otherwise send plans in the name of another.
    if header.from.office != signer.office {
        return Err(VerifyError::SenderForeign {
            sender: header.from.office,
            device: signer.office,
        });
    }
    if header.sealed.size_bytes != sealed_size_bytes {
        return Err(VerifyError::SealedSize {
            expected: header.sealed.size_bytes,
            found: sealed_size_bytes,
        });
    }
    // CMS does not protect the list of recipients, and a hub could exchange the sealed part for an older one of the same
    // sender. The digest binds every byte.
    if header.sealed.sha256 != sealed_digest {
        return Err(VerifyError::SealedDigest);
    }
    Ok(VerifiedBundle {
        header,
        signed_header: signed_header.to_vec(),
        header_digest: Digest::of(signed_header),
        signer,
    })
}
