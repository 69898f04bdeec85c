//! The one profile of CMS that this system writes and reads: names of algorithms, their parameters, key derivation.
//!
//! Why there is one profile only is told in `docs/internals/decisions/cms-profile.md`. Signing is in `signed`, sealing
//! in `seal`, opening in `open`. Easily got wrong: parameters that "mean the same" are other bytes. What is accepted
//! here is written out, absent or NULL where implementations differ, nothing else.

use aws_lc_rs::digest::{Context, SHA256};
use cms::{
    cert::IssuerAndSerialNumber,
    content_info::{CmsVersion, ContentInfo},
    enveloped_data::{EncryptedContentInfo, OriginatorInfo},
};
use const_oid::db::{rfc5911, rfc5912};
use der::{
    Any, Decode, Encode, EncodeValue, Sequence, Tag, Tagged,
    asn1::{ObjectIdentifier, OctetString, SetOfVec},
};
use spki::AlgorithmIdentifierOwned;
use x509_cert::{Certificate, attr::Attributes};
use zeroize::Zeroizing;

/// id-data: the type of everything inside (RFC 5652, section 4).
pub(crate) const DATA: ObjectIdentifier = rfc5911::ID_DATA;
/// id-signedData (RFC 5652, section 5).
pub(crate) const SIGNED_DATA: ObjectIdentifier = rfc5911::ID_SIGNED_DATA;
/// id-ct-authEnvelopedData (RFC 5083, section 2).
pub(crate) const AUTH_ENVELOPED_DATA: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.23");
/// Signed attribute contentType (RFC 5652, section 11.1).
pub(crate) const CONTENT_TYPE: ObjectIdentifier = rfc5911::ID_CONTENT_TYPE;
/// Signed attribute messageDigest (RFC 5652, section 11.2).
pub(crate) const MESSAGE_DIGEST: ObjectIdentifier = rfc5911::ID_MESSAGE_DIGEST;
/// Signed attribute signingTime (RFC 5652, section 11.3).
pub(crate) const SIGNING_TIME: ObjectIdentifier = rfc5911::ID_SIGNING_TIME;
/// Signed attribute smimeCapabilities (RFC 8551, section 2.5.2): what else the signer's program could do. Nothing of it
/// is used; `openssl cms -sign` adds it unless told otherwise.
pub(crate) const SMIME_CAPABILITIES: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.15");

const SHA_256: ObjectIdentifier = rfc5912::ID_SHA_256;
const ECDSA_SHA_256: ObjectIdentifier = rfc5912::ECDSA_WITH_SHA_256;
const AES_256_GCM: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.1.46");
const AES_256_WRAP: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.1.45");
/// dhSinglePass-stdDH-sha256kdf-scheme (RFC 5753, section 7.1.4).
const ECDH_SHA_256_KDF: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.1.11.1");

/// AES-GCM: 12 bytes of nonce, the length for which the mode is defined without hashing it.
pub(crate) const NONCE_BYTES: usize = 12;
/// AES-GCM: the full tag. Shorter tags, which CMS allows, make forgeries likelier.
pub(crate) const TAG_BYTES: usize = 16;
/// AES-256.
pub(crate) const KEY_BYTES: usize = 32;
/// A key wrapped by RFC 3394 is 8 bytes longer.
pub(crate) const WRAPPED_KEY_BYTES: usize = KEY_BYTES + 8;

/// AuthEnvelopedData (RFC 5083, section 2.1), with its recipients unread.
///
/// Not the type of the `cms` crate: that one puts recipients in an order of its own, which is not that of DER (bytes from
/// 0x80 come before smaller ones), so what it writes is not DER every second time, and DER of others looks wrong to it.
#[derive(Sequence)]
pub(crate) struct Envelope {
    pub(crate) version: CmsVersion,
    #[asn1(
        context_specific = "0",
        tag_mode = "IMPLICIT",
        constructed = "true",
        optional = "true"
    )]
    pub(crate) originator_info: Option<OriginatorInfo>,
    pub(crate) recipients: SetOfVec<Any>,
    pub(crate) content: EncryptedContentInfo,
    #[asn1(
        context_specific = "1",
        tag_mode = "IMPLICIT",
        constructed = "true",
        optional = "true"
    )]
    pub(crate) authenticated_attributes: Option<Attributes>,
    pub(crate) tag: OctetString,
    #[asn1(
        context_specific = "2",
        tag_mode = "IMPLICIT",
        constructed = "true",
        optional = "true"
    )]
    pub(crate) unauthenticated_attributes: Option<Attributes>,
}

/// Parameters of AES-GCM (RFC 5084, section 3.2).
#[derive(Sequence)]
struct GcmParameters {
    nonce: OctetString,
    #[asn1(default = "default_tag_bytes")]
    tag_bytes: u8,
}

fn default_tag_bytes() -> u8 {
    12
}

/// What goes into the key derivation beside the shared secret (RFC 5753, section 7.2).
#[derive(Sequence)]
struct SharedInfo {
    key_info: AlgorithmIdentifierOwned,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    user_keying_material: Option<OctetString>,
    #[asn1(context_specific = "2", tag_mode = "EXPLICIT")]
    key_bits: OctetString,
}

fn algorithm(oid: ObjectIdentifier) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid,
        parameters: None,
    }
}

fn is_absent_or_null(parameters: Option<&Any>) -> bool {
    parameters.is_none_or(|any| any.tag() == Tag::Null && any.value().is_empty())
}

/// SHA-256 as it is written: without parameters (RFC 5754, section 2).
pub(crate) fn sha_256() -> AlgorithmIdentifierOwned {
    algorithm(SHA_256)
}

/// SHA-256 as it is read: also with NULL, which RFC 5754 asks readers to accept.
pub(crate) fn is_sha_256(algorithm: &AlgorithmIdentifierOwned) -> bool {
    algorithm.oid == SHA_256 && is_absent_or_null(algorithm.parameters.as_ref())
}

/// ECDSA with SHA-256 (RFC 5758, section 3.2): never with parameters.
pub(crate) fn ecdsa_sha_256() -> AlgorithmIdentifierOwned {
    algorithm(ECDSA_SHA_256)
}

/// AES-256 key wrap (RFC 3565, section 2.3.2): never with parameters.
pub(crate) fn aes_256_wrap() -> AlgorithmIdentifierOwned {
    algorithm(AES_256_WRAP)
}

/// ECDH with the X9.63 KDF over SHA-256, its parameter the wrap algorithm (RFC 5753, section 7.1.4).
pub(crate) fn ecdh_sha_256_kdf() -> der::Result<AlgorithmIdentifierOwned> {
    Ok(AlgorithmIdentifierOwned {
        oid: ECDH_SHA_256_KDF,
        parameters: Some(Any::encode_from(&aes_256_wrap())?),
    })
}

/// AES-256-GCM with this nonce and the full tag.
pub(crate) fn aes_256_gcm(nonce: &[u8; NONCE_BYTES]) -> der::Result<AlgorithmIdentifierOwned> {
    let parameters = GcmParameters {
        nonce: OctetString::new(nonce.as_slice())?,
        tag_bytes: TAG_BYTES as u8,
    };
    Ok(AlgorithmIdentifierOwned {
        oid: AES_256_GCM,
        parameters: Some(Any::encode_from(&parameters)?),
    })
}

/// The nonce of AES-256-GCM with the full tag; nothing for any other algorithm.
pub(crate) fn aes_256_gcm_nonce(algorithm: &AlgorithmIdentifierOwned) -> Option<[u8; NONCE_BYTES]> {
    let parameters: GcmParameters = algorithm.parameters.as_ref()?.decode_as().ok()?;
    if algorithm.oid != AES_256_GCM || usize::from(parameters.tag_bytes) != TAG_BYTES {
        return None;
    }
    parameters.nonce.as_bytes().try_into().ok()
}

/// The key of an originator: id-ecPublicKey on P-256.
pub(crate) fn p256_key() -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid: rfc5912::ID_EC_PUBLIC_KEY,
        parameters: Some(Any::from(&rfc5912::SECP_256_R_1)),
    }
}

/// The key of an originator as it is read: RFC 5753, section 3.1.1, lets the curve be absent or NULL too, for it is
/// the recipient's. Another curve is refused.
pub(crate) fn is_p256_key(algorithm: &AlgorithmIdentifierOwned) -> bool {
    let parameters = algorithm.parameters.as_ref();
    let names_p256 = parameters.is_some_and(|any| any.decode_as() == Ok(rfc5912::SECP_256_R_1));
    algorithm.oid == rfc5912::ID_EC_PUBLIC_KEY && (is_absent_or_null(parameters) || names_p256)
}

/// The X9.63 key derivation with SHA-256 (SEC 1, section 3.6.1) for the key that wraps. 32 bytes are one round.
pub(crate) fn derive_wrapping_key(
    shared_secret: &[u8],
    user_keying_material: Option<&OctetString>,
) -> der::Result<Zeroizing<[u8; KEY_BYTES]>> {
    let key_bits = (KEY_BYTES as u32) * 8;
    let info = SharedInfo {
        key_info: aes_256_wrap(),
        user_keying_material: user_keying_material.cloned(),
        key_bits: OctetString::new(key_bits.to_be_bytes().as_slice())?,
    };
    let mut context = Context::new(&SHA256);
    context.update(shared_secret);
    context.update(&1u32.to_be_bytes());
    context.update(&info.to_der()?);
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    key.copy_from_slice(context.finish().as_ref());
    Ok(key)
}

/// How CMS names a certificate.
pub(crate) fn issuer_and_serial_number(certificate: &Certificate) -> IssuerAndSerialNumber {
    let tbs = certificate.tbs_certificate();
    IssuerAndSerialNumber {
        issuer: tbs.issuer().clone(),
        serial_number: tbs.serial_number().clone(),
    }
}

/// Wraps a CMS structure in ContentInfo (RFC 5652, section 3).
pub(crate) fn write_content_info(
    content_type: ObjectIdentifier,
    content: &(impl EncodeValue + Tagged),
) -> der::Result<Vec<u8>> {
    ContentInfo {
        content_type,
        content: Any::encode_from(content)?,
    }
    .to_der()
}

/// Reads a CMS structure of one type; nothing if it is another type or not DER.
///
/// The attack: BER has many spellings for one value, and SETs of any order are put in order silently by the decoder. Two
/// messages of different digests could then say the same, and two programs read two things from one. So the structure is
/// written again and must give the bytes that came.
pub(crate) fn read_content_info<T>(
    bytes: &[u8],
    content_type: ObjectIdentifier,
) -> Result<T, ContentInfoError>
where
    T: for<'a> Decode<'a, Error = der::Error>
        + for<'a> der::DecodeValue<'a, Error = der::Error>
        + EncodeValue
        + der::FixedTag,
{
    let info = ContentInfo::from_der(bytes).map_err(|_| ContentInfoError::NotDer)?;
    if info.content_type != content_type {
        return Err(ContentInfoError::OtherType);
    }
    let content: T = info
        .content
        .decode_as()
        .map_err(|_| ContentInfoError::NotDer)?;
    drop(info);
    let again = write_content_info(content_type, &content).map_err(|_| ContentInfoError::NotDer)?;
    if again != bytes {
        return Err(ContentInfoError::NotDer);
    }
    Ok(content)
}

/// Why [`read_content_info`] refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ContentInfoError {
    /// Not the one DER encoding of the structure.
    NotDer,
    /// Another CMS type.
    OtherType,
}
