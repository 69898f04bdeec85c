//! Signing any content as CMS SignedData (RFC 5652, section 5) and reading it back: headers, receipts, sealed archives.
//!
//! Whether the signer may be trusted is asked by the caller (`verify`, `open`, `receipt`), for only it knows which role
//! and time to ask for. The algorithms are those of `profile`.
//!
//! Easily got wrong: the signature covers the *signed attributes*, and these cover the content by its digest. Both links
//! must be checked.

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1, ParsedPublicKey},
};
use cms::{
    cert::CertificateChoices,
    content_info::CmsVersion,
    signed_data::{
        CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo,
        SignerInfos,
    },
};
use der::{
    Any, DateTime, Encode, Tag,
    asn1::{GeneralizedTime, ObjectIdentifier, OctetString, OctetStringRef, SetOfVec, UtcTime},
};
use x509_cert::{
    Certificate,
    attr::{Attribute, Attributes},
    time::Time,
};

use crate::{
    certificate::{CertificateError, CertificateFields, Identity, utc_seconds},
    digest::Digest,
    profile::{
        CONTENT_TYPE, ContentInfoError, DATA, MESSAGE_DIGEST, SIGNED_DATA, SIGNING_TIME,
        SMIME_CAPABILITIES, ecdsa_sha_256, is_sha_256, issuer_and_serial_number, read_content_info,
        sha_256, write_content_info,
    },
    time::UtcSeconds,
};

/// A content, who signed it, and when by the signer's own word. The signature was checked, the signer was not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedContent {
    /// What was signed, as it came.
    pub content: Vec<u8>,
    /// The certificate that came with it and fits the signature, DER. Not checked: anybody can make one.
    pub certificate_der: Vec<u8>,
    /// The time in the signature. A claim of the signer, used for nothing but showing it.
    pub signed_at: UtcSeconds,
}

/// Why nothing was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// The certificate is for another purpose, or for another office.
    #[error("this certificate may not sign this: {0}")]
    Certificate(#[from] CertificateError),
    /// The kind of receipt is not this signer's to give.
    #[error("a receipt of this kind is signed by another party")]
    ReceiptKind,
    /// The time is before 1970 or after 9999.
    #[error("the time does not fit into a signature")]
    Time,
    /// The operating system gave no random bytes, or the content is too large to be written.
    #[error("signing failed")]
    Failed,
}

impl From<der::Error> for SignError {
    fn from(_: der::Error) -> SignError {
        SignError::Failed
    }
}

/// Signs a content. The content stands inside the result, with the signer's certificate.
///
/// `signed_at` becomes the signingTime. Nothing is checked of the content or of the signer's role.
///
/// # Errors
///
/// [`SignError::Time`] or [`SignError::Failed`].
pub fn sign_content(
    content: &[u8],
    signer: &Identity,
    signed_at: UtcSeconds,
) -> Result<Vec<u8>, SignError> {
    sign_with_attributes(
        content,
        signer,
        signed_attributes(Digest::of(content), signed_at)?,
    )
}

fn sign_with_attributes(
    content: &[u8],
    signer: &Identity,
    attributes: Attributes,
) -> Result<Vec<u8>, SignError> {
    let signature = signer
        .key()
        .signing_key()
        .sign(&SystemRandom::new(), &attributes.to_der()?)
        .map_err(|_| SignError::Failed)?;
    let certificate = signer.certificate();
    let signer_info = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(issuer_and_serial_number(certificate)),
        digest_alg: sha_256(),
        signed_attrs: Some(attributes),
        signature_algorithm: ecdsa_sha_256(),
        signature: OctetString::new(signature.as_ref())?,
        unsigned_attrs: None,
    };
    let signed_data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![sha_256()])?,
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: DATA,
            econtent: Some(Any::new(Tag::OctetString, content)?),
        },
        certificates: Some(CertificateSet::try_from(vec![
            CertificateChoices::Certificate(certificate.clone()),
        ])?),
        crls: None,
        signer_infos: SignerInfos::try_from(vec![signer_info])?,
    };
    Ok(write_content_info(SIGNED_DATA, &signed_data)?)
}

fn signed_attributes(digest: Digest, signed_at: UtcSeconds) -> Result<Attributes, SignError> {
    let seconds = u64::try_from(signed_at.0).map_err(|_| SignError::Time)?;
    let date_time = DateTime::from_unix_duration(std::time::Duration::from_secs(seconds))
        .map_err(|_| SignError::Time)?;
    // UTCTime until 2049, then GeneralizedTime (RFC 5652, section 11.3).
    let time = match UtcTime::from_date_time(date_time) {
        Ok(time) => Any::encode_from(&time)?,
        Err(_) => Any::encode_from(&GeneralizedTime::from_date_time(date_time))?,
    };
    let attribute = |oid: ObjectIdentifier, value: Any| -> der::Result<Attribute> {
        Ok(Attribute {
            oid,
            values: SetOfVec::try_from(vec![value])?,
        })
    };
    Ok(SetOfVec::try_from(vec![
        attribute(CONTENT_TYPE, Any::from(&DATA))?,
        attribute(
            MESSAGE_DIGEST,
            Any::new(Tag::OctetString, digest.as_bytes().as_slice())?,
        )?,
        attribute(SIGNING_TIME, time)?,
    ])?)
}

/// Why something is not a valid signed content of this system's one profile, in the order of the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignedContentError {
    /// Not DER, or BER that says the same in another way.
    #[error("not a CMS structure in DER")]
    NotDer,
    /// Some other CMS type.
    #[error("not a CMS SignedData")]
    NotSignedData,
    /// Version 1 only: no subject key identifiers, no attribute certificates.
    #[error("not version 1 of SignedData")]
    Version,
    /// The content is not of type id-data.
    #[error("the signed content is not of type data")]
    ContentType,
    /// Detached: the content did not come with the signature.
    #[error("the signed content is missing")]
    ContentMissing,
    /// Not exactly one X.509 certificate, or revocation lists.
    #[error("the signature does not come with exactly one certificate")]
    Certificates,
    /// Not exactly one signer. With two, one could be good and the other bad, and readers would disagree.
    #[error("there is not exactly one signer")]
    Signers,
    /// The certificate that came is not the one that the signer names.
    #[error("the certificate is not that of the signer")]
    SignerCertificate,
    /// Anything but SHA-256 and ECDSA.
    #[error("the signature is not ECDSA with SHA-256")]
    Algorithm,
    /// Signed attributes missing, doubled, or unknown; or unsigned ones, which anybody could have added.
    #[error("the attributes of the signature are not those of the profile")]
    Attributes,
    /// The certificate cannot be read.
    #[error("{0}")]
    Certificate(#[from] CertificateError),
    /// The content is not the one that was signed.
    #[error("the signed content was altered")]
    Digest,
    /// The attributes are not those that were signed, or the key is another.
    #[error("the signature is not valid")]
    Signature,
}

/// Reads a signed content and checks its signature with the certificate that came with it.
///
/// On return the holder of that certificate's key has signed exactly this content. Who that is, and whether the CA says
/// so, is still to be asked.
///
/// # Errors
///
/// The first [`SignedContentError`] that applies.
pub fn read_signed(bytes: &[u8]) -> Result<SignedContent, SignedContentError> {
    let signed: SignedData = read_content_info(bytes, SIGNED_DATA).map_err(|err| match err {
        ContentInfoError::NotDer => SignedContentError::NotDer,
        ContentInfoError::OtherType => SignedContentError::NotSignedData,
    })?;
    if signed.version != CmsVersion::V1 {
        return Err(SignedContentError::Version);
    }
    if signed.encap_content_info.econtent_type != DATA {
        return Err(SignedContentError::ContentType);
    }
    let content = signed
        .encap_content_info
        .econtent
        .as_ref()
        .ok_or(SignedContentError::ContentMissing)?;
    let content: &OctetStringRef = content
        .decode_as()
        .map_err(|_| SignedContentError::ContentMissing)?;
    let certificate = the_certificate(&signed)?;
    let [signer] = signed.signer_infos.0.as_slice() else {
        return Err(SignedContentError::Signers);
    };
    check_signer(&signed, signer, certificate)?;
    let attributes = signer
        .signed_attrs
        .as_ref()
        .ok_or(SignedContentError::Attributes)?;
    let signed_at = check_attributes(attributes, Digest::of(content.as_bytes()))?;
    let public_key = CertificateFields::of(certificate)?.public_key;
    let public_key = ParsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, &public_key)
        .map_err(|_| SignedContentError::Certificate(CertificateError::KeyAlgorithm))?;
    // The signature is over the attributes as SET OF (RFC 5652, section 5.4). The attack on messages without
    // attributes, whose content is made to look like attributes, ends here: attributes must be there.
    let signed_bytes = attributes
        .to_der()
        .map_err(|_| SignedContentError::NotDer)?;
    public_key
        .verify_sig(&signed_bytes, signer.signature.as_bytes())
        .map_err(|_| SignedContentError::Signature)?;
    Ok(SignedContent {
        content: content.as_bytes().to_vec(),
        certificate_der: certificate
            .to_der()
            .map_err(|_| SignedContentError::NotDer)?,
        signed_at,
    })
}

fn the_certificate(signed: &SignedData) -> Result<&Certificate, SignedContentError> {
    let certificates = signed
        .certificates
        .as_ref()
        .ok_or(SignedContentError::Certificates)?;
    match certificates.0.as_slice() {
        [CertificateChoices::Certificate(certificate)] if signed.crls.is_none() => Ok(certificate),
        _ => Err(SignedContentError::Certificates),
    }
}

fn check_signer(
    signed: &SignedData,
    signer: &SignerInfo,
    certificate: &Certificate,
) -> Result<(), SignedContentError> {
    if signer.version != CmsVersion::V1 {
        return Err(SignedContentError::Version);
    }
    if signer.sid != SignerIdentifier::IssuerAndSerialNumber(issuer_and_serial_number(certificate))
    {
        return Err(SignedContentError::SignerCertificate);
    }
    let [digest_algorithm] = signed.digest_algorithms.as_slice() else {
        return Err(SignedContentError::Algorithm);
    };
    if !is_sha_256(digest_algorithm)
        || !is_sha_256(&signer.digest_alg)
        || signer.signature_algorithm != ecdsa_sha_256()
    {
        return Err(SignedContentError::Algorithm);
    }
    if signer.unsigned_attrs.is_some() {
        return Err(SignedContentError::Attributes);
    }
    Ok(())
}

/// Checks that contentType, messageDigest and signingTime are there exactly once with the right values; gives the time.
///
/// smimeCapabilities may be there once: it says what the signer's program could decrypt, which nobody here asks. Any
/// other attribute could change what the signature means to a reader that knows it, so it is refused.
fn check_attributes(
    attributes: &Attributes,
    digest: Digest,
) -> Result<UtcSeconds, SignedContentError> {
    let mut seen = Vec::new();
    let mut signed_at = None;
    for attribute in attributes.iter() {
        let [value] = attribute.values.as_slice() else {
            return Err(SignedContentError::Attributes);
        };
        if seen.contains(&attribute.oid) {
            return Err(SignedContentError::Attributes);
        }
        seen.push(attribute.oid);
        match attribute.oid {
            CONTENT_TYPE => {
                if value.decode_as() != Ok(DATA) {
                    return Err(SignedContentError::Attributes);
                }
            }
            MESSAGE_DIGEST => {
                let found: &OctetStringRef = value
                    .decode_as()
                    .map_err(|_| SignedContentError::Attributes)?;
                if found.as_bytes() != digest.as_bytes() {
                    return Err(SignedContentError::Digest);
                }
            }
            SIGNING_TIME => {
                let time: Time = value
                    .decode_as()
                    .map_err(|_| SignedContentError::Attributes)?;
                signed_at = Some(utc_seconds(time));
            }
            SMIME_CAPABILITIES => (),
            _ => return Err(SignedContentError::Attributes),
        }
    }
    if !seen.contains(&CONTENT_TYPE) || !seen.contains(&MESSAGE_DIGEST) {
        return Err(SignedContentError::Attributes);
    }
    signed_at.ok_or(SignedContentError::Attributes)
}

#[cfg(test)]
mod tests;
