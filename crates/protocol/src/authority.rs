//! The hub's certificate authority: makes the CA and issues the certificates of devices, mailboxes and the hub itself.
//!
//! Who may have a certificate is decided by the hub before it calls; nothing here remembers what was issued. From a
//! request only the public key is taken: name, role, times and usages are the CA's, whatever the request asks for.
//!
//! Easily got wrong: the CA's key decides who every office is. A hub needs it only while it issues.

use std::time::Duration;

use aws_lc_rs::{
    rand,
    signature::{ECDSA_P256_SHA256_ASN1, ParsedPublicKey},
};
use const_oid::db::{rfc4519, rfc5912};
use der::{Decode, Encode, pem::decode_vec};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, DnValue, ExtendedKeyUsagePurpose, IsCa, Issuer,
    KeyUsagePurpose, PublicKeyData, SerialNumber, string::PrintableString,
};
use rustls_pki_types::{CertificateDer, pem::PemObject};
use x509_cert::request::CertReq;
use zeroize::Zeroizing;

use crate::{
    address::OfficeNumber,
    bundle::CERTIFICATE_SIZE_BYTES_MAX,
    certificate::{
        CertificateError, CertificateFields, Identity, KeyError, KeyPair, RequestKey, Role, Trust,
        attribute, certificate_pem, distinguished_name, p256_point,
    },
    error_code::ErrorCode,
    id::DeviceId,
    time::UtcSeconds,
};

const DAY_SECONDS: u64 = 24 * 60 * 60;

/// 20 years: changing the CA means a visit to every terminal, and P-256 is expected to hold that long.
const CA_VALIDITY_SECONDS: u64 = 20 * 365 * DAY_SECONDS;

/// 3 years, as the certificates of the official system; renewal is offered from 90 days before the end.
const LEAF_VALIDITY_SECONDS: u64 = 3 * 365 * DAY_SECONDS;

/// Certificates start a day early: an office's machine whose clock is behind must be able to use what it was just given.
const EARLY_SECONDS: u64 = DAY_SECONDS;

/// Names in a subject, in characters (X.520, ub-common-name).
const COMMON_NAME_CHARACTERS_MAX: usize = 64;

/// Why nothing was issued, in the order of the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AuthorityError {
    /// Not a PKCS#10 request in PEM.
    #[error("the certificate request is not readable")]
    RequestUnreadable,
    /// The key in the request is not on the curve P-256.
    #[error("the key in the certificate request is not a P-256 key")]
    RequestKey,
    /// Whoever asks does not hold the key, or the request was damaged.
    #[error("the signature of the certificate request is not valid")]
    RequestSignature,
    /// A name is empty or does not fit into a certificate.
    #[error("the name does not fit into a certificate")]
    Name,
    /// The time is before 1970 or after 9999.
    #[error("the time does not fit into a certificate")]
    Time,
    /// The CA's own key or certificate cannot be used.
    #[error("the key of the certificate authority cannot be used: {0}")]
    Key(#[from] KeyError),
    /// The operating system gave no random bytes, or signing failed.
    #[error("the certificate could not be made")]
    Failed,
}

impl From<&AuthorityError> for ErrorCode {
    fn from(err: &AuthorityError) -> ErrorCode {
        match err {
            AuthorityError::RequestUnreadable
            | AuthorityError::RequestKey
            | AuthorityError::RequestSignature => ErrorCode::CertificateRequestInvalid,
            AuthorityError::Name
            | AuthorityError::Time
            | AuthorityError::Key(_)
            | AuthorityError::Failed => ErrorCode::TryAgain,
        }
    }
}

/// A certificate authority: its certificate and its private key.
#[derive(Debug, Clone)]
pub struct Authority {
    key: KeyPair,
    trust: Trust,
}

impl Authority {
    /// Makes a new CA: a key and its own certificate, valid for 20 years from a day before `now`.
    ///
    /// # Errors
    ///
    /// [`AuthorityError`].
    pub fn create(name: &str, now: UtcSeconds) -> Result<Authority, AuthorityError> {
        let key = KeyPair::generate()?;
        let mut parameters = parameters("ca", name, now, CA_VALIDITY_SECONDS)?;
        // Path length 0: whatever this CA signs can sign nothing itself.
        parameters.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        parameters.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let certificate = parameters
            .self_signed(&RequestKey(&key))
            .map_err(|_| AuthorityError::Failed)?;
        let trust = Trust::from_der(certificate.der()).map_err(KeyError::Certificate)?;
        Ok(Authority { key, trust })
    }

    /// Reads the CA back from its certificate and its key.
    ///
    /// # Errors
    ///
    /// [`AuthorityError::Key`]: unreadable, no CA certificate, or not belonging together.
    pub fn from_pem(certificate_pem: &str, key_pem: &str) -> Result<Authority, AuthorityError> {
        let key = KeyPair::from_pem(key_pem)?;
        let trust = Trust::from_pem(certificate_pem).map_err(KeyError::Certificate)?;
        Identity::new(key.clone(), trust.ca_der())?;
        Ok(Authority { key, trust })
    }

    /// The CA's certificate, PEM.
    pub fn certificate_pem(&self) -> String {
        certificate_pem(self.trust.ca_der())
    }

    /// The CA's private key as PKCS#8 in PEM.
    pub fn key_pem(&self) -> Zeroizing<String> {
        self.key.key_pem()
    }

    /// The trust in this CA.
    pub fn trust(&self) -> Trust {
        self.trust.clone()
    }

    /// Issues the certificate of a device for 3 years.
    ///
    /// # Errors
    ///
    /// The first [`AuthorityError`] that applies.
    pub fn issue_device(
        &self,
        request_pem: &str,
        office: OfficeNumber,
        device: DeviceId,
        now: UtcSeconds,
    ) -> Result<String, AuthorityError> {
        let key = read_request(request_pem)?;
        let mut parameters = parameters(
            Role::Device.as_str(),
            office.as_str(),
            now,
            LEAF_VALIDITY_SECONDS,
        )?;
        // X.520 wants the serialNumber attribute as a PrintableString.
        let id = PrintableString::try_from(device.to_string()).map_err(|_| AuthorityError::Name)?;
        parameters.distinguished_name.push(
            DnType::CustomDnType(vec![2, 5, 4, 5]),
            DnValue::PrintableString(id),
        );
        // Agreement is used once: the mailbox key comes to a new terminal sealed to this certificate.
        parameters.key_usages = vec![
            KeyUsagePurpose::DigitalSignature,
            KeyUsagePurpose::KeyAgreement,
        ];
        parameters.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        self.issue(parameters, &key)
            .map(|der| certificate_pem(&der))
    }

    /// Issues the certificate of an office's mailbox for 3 years.
    ///
    /// # Errors
    ///
    /// The first [`AuthorityError`] that applies.
    pub fn issue_mailbox(
        &self,
        request_pem: &str,
        office: OfficeNumber,
        now: UtcSeconds,
    ) -> Result<String, AuthorityError> {
        let key = read_request(request_pem)?;
        let mut parameters = parameters(
            Role::Mailbox.as_str(),
            office.as_str(),
            now,
            LEAF_VALIDITY_SECONDS,
        )?;
        parameters.key_usages = vec![KeyUsagePurpose::KeyAgreement];
        self.issue(parameters, &key)
            .map(|der| certificate_pem(&der))
    }

    /// Makes a key for the hub's TLS connection and issues its certificate for 3 years.
    ///
    /// `names` are host names or IP addresses; the first also stands in the subject.
    ///
    /// # Errors
    ///
    /// The first [`AuthorityError`] that applies.
    pub fn issue_server(
        &self,
        names: &[String],
        now: UtcSeconds,
    ) -> Result<Identity, AuthorityError> {
        let first = names.first().ok_or(AuthorityError::Name)?;
        let mut parameters = parameters(Role::Server.as_str(), first, now, LEAF_VALIDITY_SECONDS)?;
        parameters.subject_alt_names = CertificateParams::new(names)
            .map_err(|_| AuthorityError::Name)?
            .subject_alt_names;
        parameters.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        parameters.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        self.issue_with_key(parameters)
    }

    /// Makes the key with which the hub signs receipts and issues its certificate for 3 years.
    ///
    /// # Errors
    ///
    /// The first [`AuthorityError`] that applies.
    pub fn issue_hub_signer(
        &self,
        name: &str,
        now: UtcSeconds,
    ) -> Result<Identity, AuthorityError> {
        let mut parameters = parameters(Role::Hub.as_str(), name, now, LEAF_VALIDITY_SECONDS)?;
        parameters.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        self.issue_with_key(parameters)
    }

    fn issue_with_key(&self, parameters: CertificateParams) -> Result<Identity, AuthorityError> {
        let key = KeyPair::generate()?;
        let der = self.issue(parameters, &RequestKey(&key))?;
        Ok(Identity::new(key, &der)?)
    }

    fn issue(
        &self,
        mut parameters: CertificateParams,
        key: &impl PublicKeyData,
    ) -> Result<Vec<u8>, AuthorityError> {
        parameters.is_ca = IsCa::ExplicitNoCa;
        parameters.use_authority_key_identifier_extension = true;
        let ca = CertificateDer::from(self.trust.ca_der());
        let issuer = Issuer::from_ca_cert_der(&ca, RequestKey(&self.key))
            .map_err(|_| AuthorityError::Failed)?;
        let certificate = parameters
            .signed_by(key, &issuer)
            .map_err(|_| AuthorityError::Failed)?;
        Ok(certificate.der().to_vec())
    }
}

/// Whether a request (PEM) was signed by the key of this certificate (PEM): whoever made it holds that key.
///
/// With `name`, the request must also name it as its common name, so that it cannot be used for somebody else.
///
/// # Errors
///
/// [`AuthorityError`] when the request or the certificate cannot be read, or the signature is not valid.
pub fn request_is_by_key_of(
    request_pem: &str,
    certificate_pem: &str,
    name: Option<&str>,
) -> Result<bool, AuthorityError> {
    let requested = read_request(request_pem)?;
    let certificate = CertificateDer::from_pem_slice(certificate_pem.as_bytes())
        .map_err(|_| AuthorityError::Key(KeyError::Certificate(CertificateError::Unreadable)))?;
    let fields = CertificateFields::read(&certificate).map_err(KeyError::Certificate)?;
    let names_it = match name {
        None => true,
        Some(name) => requested.common_name.as_deref() == Some(name),
    };
    Ok(names_it && requested.point == fields.public_key)
}

/// What all certificates of this CA share: subject, random serial number, validity.
fn parameters(
    unit: &str,
    common_name: &str,
    now: UtcSeconds,
    validity_seconds: u64,
) -> Result<CertificateParams, AuthorityError> {
    let length = common_name.chars().count();
    if length == 0
        || length > COMMON_NAME_CHARACTERS_MAX
        || common_name.chars().any(char::is_control)
    {
        return Err(AuthorityError::Name);
    }
    let now = u64::try_from(now.0).map_err(|_| AuthorityError::Time)?;
    let not_after = now
        .checked_add(validity_seconds)
        .ok_or(AuthorityError::Time)?;
    // 9999-12-31T00:00:00Z; certificates have four digits for the year.
    if not_after > 253_402_214_400 {
        return Err(AuthorityError::Time);
    }
    let epoch = rcgen::date_time_ymd(1970, 1, 1);
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name = distinguished_name(unit, common_name);
    parameters.serial_number = Some(random_serial()?);
    parameters.not_before = epoch + Duration::from_secs(now.saturating_sub(EARLY_SECONDS));
    parameters.not_after = epoch + Duration::from_secs(not_after);
    Ok(parameters)
}

/// 126 random bits: nobody can predict what will be signed (RFC 5280 wants 64 at least), and no counter must be kept.
fn random_serial() -> Result<SerialNumber, AuthorityError> {
    let mut bytes = [0; 16];
    rand::fill(&mut bytes).map_err(|_| AuthorityError::Failed)?;
    // Positive, and with a first byte that is not zero, so that all programs write the same digits.
    bytes[0] = bytes[0] & 0x7f | 0x40;
    Ok(SerialNumber::from_slice(&bytes))
}

/// The public key of a request whose signature was checked.
struct RequestedKey {
    point: Vec<u8>,
    /// What the request asks to be called; the CA never writes it into a certificate.
    common_name: Option<String>,
}

impl PublicKeyData for RequestedKey {
    fn der_bytes(&self) -> &[u8] {
        &self.point
    }

    fn algorithm(&self) -> &'static rcgen::SignatureAlgorithm {
        &rcgen::PKCS_ECDSA_P256_SHA256
    }
}

/// Reads a request and checks that it was signed by the key it asks for: otherwise anybody could have the public key
/// of another office's device certified under their own name and claim its signatures.
fn read_request(request_pem: &str) -> Result<RequestedKey, AuthorityError> {
    // Base64 makes 4 bytes of 3, and the lines need some more.
    if request_pem.len() > CERTIFICATE_SIZE_BYTES_MAX * 3 / 2 {
        return Err(AuthorityError::RequestUnreadable);
    }
    let (label, der) =
        decode_vec(request_pem.as_bytes()).map_err(|_| AuthorityError::RequestUnreadable)?;
    if label != "CERTIFICATE REQUEST" && label != "NEW CERTIFICATE REQUEST" {
        return Err(AuthorityError::RequestUnreadable);
    }
    let request = CertReq::from_der(&der).map_err(|_| AuthorityError::RequestUnreadable)?;
    let point = p256_point(&request.info.public_key)
        .map_err(|_: CertificateError| AuthorityError::RequestKey)?;
    let key = ParsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, &point)
        .map_err(|_| AuthorityError::RequestKey)?;
    if request.algorithm.oid != rfc5912::ECDSA_WITH_SHA_256 {
        return Err(AuthorityError::RequestSignature);
    }
    let signed = request
        .info
        .to_der()
        .map_err(|_| AuthorityError::RequestUnreadable)?;
    let signature = request
        .signature
        .as_bytes()
        .ok_or(AuthorityError::RequestSignature)?;
    key.verify_sig(&signed, signature)
        .map_err(|_| AuthorityError::RequestSignature)?;
    let common_name = attribute(&request.info.subject, rfc4519::CN).unwrap_or_default();
    Ok(RequestedKey { point, common_name })
}
