//! Certificates: who an office, a device, a mailbox and a hub are, and until when.
//!
//! Issuing is in `authority`; the keys themselves are in `certificate::key`, the fields of a certificate in
//! `certificate::subject`. Revocation is not here: who is revoked is the hub's knowledge of the moment, asked on every
//! request.
//!
//! Easily got wrong: a certificate read here is valid *at the time given*, which for an old receipt is the time of the
//! receipt and not now.

mod key;
mod subject;

use std::{fmt, time::Duration};

use rustls_pki_types::{CertificateDer, TrustAnchor, UnixTime, pem::PemObject};
use webpki::{EndEntityCert, KeyUsage, anchor_from_trusted_cert};

pub use key::{Identity, KeyError, KeyPair};
pub(crate) use key::{RequestKey, certificate_pem, distinguished_name};
pub(crate) use subject::{
    CertificateFields, KeyPurpose, attribute, p256_point, parse, utc_seconds,
};

use crate::{
    address::OfficeNumber, bundle::CERTIFICATE_SIZE_BYTES_MAX, digest::Digest, id::DeviceId,
    time::UtcSeconds,
};

/// What a certificate is for; stands in its subject as OU.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// One terminal of an office: signs headers and receipts, connects to the hub.
    Device,
    /// The office's mailbox: bundles are sealed for it.
    Mailbox,
    /// The hub's signature on receipts.
    Hub,
    /// The hub's TLS connection.
    Server,
}

impl Role {
    /// The role as it stands in a subject.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Device => "device",
            Role::Mailbox => "mailbox",
            Role::Hub => "hub",
            Role::Server => "server",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Why a certificate is not accepted, in the order of the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// Far more bytes than a certificate of this system has.
    #[error("the certificate has more than {CERTIFICATE_SIZE_BYTES_MAX} bytes")]
    TooLarge,
    /// Not an X.509 certificate in DER.
    #[error("the certificate is not readable")]
    Unreadable,
    /// No chain to a CA that this party trusts.
    #[error("the certificate was not issued by a trusted CA")]
    NotTrusted,
    /// The time asked for is before its validity.
    #[error("the certificate is not valid yet")]
    NotYetValid,
    /// The time asked for is after its validity.
    #[error("the certificate has expired")]
    Expired,
    /// The key is not one on the curve P-256 in uncompressed form.
    #[error("the key of the certificate is not a P-256 key")]
    KeyAlgorithm,
    /// The subject is not one that this system's CA writes.
    #[error("the subject of the certificate is not one of this system")]
    Subject,
    /// A certificate for another purpose.
    #[error("the certificate is not one of a {expected}")]
    Role {
        /// The purpose that was needed.
        expected: Role,
    },
    /// Key usage or extended key usage does not allow what the role needs.
    #[error("the certificate does not allow this use of its key")]
    KeyUsage,
}

/// A certificate may be renewed when so much of its time is left: 90 days.
pub const RENEWAL_SECONDS: i64 = 90 * 24 * 60 * 60;

/// Whether it is time to renew a certificate that ends at `not_after`.
pub fn is_renewal_due(not_after: UtcSeconds, now: UtcSeconds) -> bool {
    not_after.0.saturating_sub(now.0) <= RENEWAL_SECONDS
}

/// Whether two certificates (DER) are of one key. Proves nothing else of them.
///
/// # Errors
///
/// [`CertificateError`] when one of them cannot be read.
pub fn are_of_one_key(first: &[u8], second: &[u8]) -> Result<bool, CertificateError> {
    let [first, second] = [first, second].map(CertificateFields::read);
    Ok(first?.public_key == second?.public_key)
}

/// The CA certificates that this party trusts; the first is the one in force, others may be its predecessors.
#[derive(Clone)]
pub struct Trust {
    cas: Vec<CertificateDer<'static>>,
    anchors: Vec<TrustAnchor<'static>>,
}

/// CA certificates in one trust: the one in force and its predecessors in 20 years' steps. Bounds the work of a chain.
const CAS_MAX: usize = 8;

impl Trust {
    /// Trusts the CA certificates in this PEM text.
    ///
    /// # Errors
    ///
    /// [`CertificateError::Unreadable`] without at least one, or with one that is no CA certificate.
    pub fn from_pem(pem: &str) -> Result<Trust, CertificateError> {
        let cas: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes())
            .take(CAS_MAX)
            .collect();
        Trust::from_certificates(cas.map_err(|_| CertificateError::Unreadable)?)
    }

    /// Trusts one CA certificate.
    ///
    /// # Errors
    ///
    /// [`CertificateError::Unreadable`] if it is no CA certificate.
    pub fn from_der(der: &[u8]) -> Result<Trust, CertificateError> {
        Trust::from_certificates(vec![CertificateDer::from(der.to_vec())])
    }

    fn from_certificates(cas: Vec<CertificateDer<'static>>) -> Result<Trust, CertificateError> {
        if cas.is_empty() {
            return Err(CertificateError::Unreadable);
        }
        let mut anchors = Vec::new();
        for ca in &cas {
            // Trusting an end-entity certificate by mistake would make its holder a CA.
            if !subject::is_ca(ca)? {
                return Err(CertificateError::Unreadable);
            }
            let anchor = anchor_from_trusted_cert(ca).map_err(|_| CertificateError::Unreadable)?;
            anchors.push(anchor.to_owned());
        }
        Ok(Trust { cas, anchors })
    }

    /// The CA certificate in force, DER.
    pub fn ca_der(&self) -> &[u8] {
        &self.cas[0]
    }

    /// All trusted CA certificates, PEM.
    pub fn ca_pem(&self) -> String {
        self.cas.iter().map(|ca| key::certificate_pem(ca)).collect()
    }

    /// The SHA-256 of the CA certificate in force.
    pub fn fingerprint(&self) -> Digest {
        Digest::of(self.ca_der())
    }

    /// Checks the chain of a certificate, its time, and that its extended key usage allows `usage`.
    fn check_chain(
        &self,
        der: &[u8],
        at: UtcSeconds,
        usage: KeyUsage,
    ) -> Result<(), CertificateError> {
        let der = CertificateDer::from(der);
        let certificate =
            EndEntityCert::try_from(&der).map_err(|_| CertificateError::Unreadable)?;
        let seconds = u64::try_from(at.0).map_err(|_| CertificateError::NotYetValid)?;
        let time = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
        // One algorithm only, and no intermediate certificates: our CA signs leaves itself.
        let algorithms = [webpki::aws_lc_rs::ECDSA_P256_SHA256];
        match certificate.verify_for_usage(&algorithms, &self.anchors, &[], time, usage, None, None)
        {
            Ok(_) => Ok(()),
            Err(webpki::Error::CertExpired { .. }) => Err(CertificateError::Expired),
            Err(webpki::Error::CertNotValidYet { .. }) => Err(CertificateError::NotYetValid),
            Err(webpki::Error::RequiredEkuNotFoundContext(_)) => Err(CertificateError::KeyUsage),
            Err(_) => Err(CertificateError::NotTrusted),
        }
    }
}

impl PartialEq for Trust {
    fn eq(&self, other: &Trust) -> bool {
        self.cas == other.cas
    }
}

impl Eq for Trust {}

impl fmt::Debug for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Trust({})", self.fingerprint())
    }
}

/// The certificate of a device, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceCertificate {
    /// The office that the device belongs to.
    pub office: OfficeNumber,
    /// The device.
    pub device: DeviceId,
    /// The serial number, hexadecimal in lower case, without leading zero bytes.
    pub serial: String,
    /// Valid from.
    pub not_before: UtcSeconds,
    /// Valid until.
    pub not_after: UtcSeconds,
    /// SHA-256 of the certificate.
    pub fingerprint: Digest,
    /// The certificate.
    pub der: Vec<u8>,
}

/// The certificate of an office's mailbox, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailboxCertificate {
    /// The office whose mailbox it is.
    pub office: OfficeNumber,
    /// The serial number, hexadecimal in lower case, without leading zero bytes.
    pub serial: String,
    /// Valid from.
    pub not_before: UtcSeconds,
    /// Valid until.
    pub not_after: UtcSeconds,
    /// SHA-256 of the certificate; what partners pin.
    pub fingerprint: Digest,
    /// The certificate.
    pub der: Vec<u8>,
}

/// The certificate with which a hub signs receipts, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubCertificate {
    /// The hub's name.
    pub name: String,
    /// The serial number, hexadecimal in lower case, without leading zero bytes.
    pub serial: String,
    /// Valid from.
    pub not_before: UtcSeconds,
    /// Valid until.
    pub not_after: UtcSeconds,
    /// SHA-256 of the certificate.
    pub fingerprint: Digest,
    /// The certificate.
    pub der: Vec<u8>,
}

/// Who signed a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignerCertificate {
    /// A device of an office.
    Device(DeviceCertificate),
    /// A hub.
    Hub(HubCertificate),
}

impl SignerCertificate {
    /// The certificate, DER.
    pub fn der(&self) -> &[u8] {
        match self {
            SignerCertificate::Device(certificate) => &certificate.der,
            SignerCertificate::Hub(certificate) => &certificate.der,
        }
    }

    /// SHA-256 of the certificate.
    pub fn fingerprint(&self) -> Digest {
        match self {
            SignerCertificate::Device(certificate) => certificate.fingerprint,
            SignerCertificate::Hub(certificate) => certificate.fingerprint,
        }
    }

    /// The serial number, hexadecimal in lower case.
    pub fn serial(&self) -> &str {
        match self {
            SignerCertificate::Device(certificate) => &certificate.serial,
            SignerCertificate::Hub(certificate) => &certificate.serial,
        }
    }
}

/// Reads the certificate of a device and checks it: chain, time, role, key usage.
///
/// # Errors
///
/// The first [`CertificateError`] that applies.
pub fn read_device_certificate(
    der: &[u8],
    trust: &Trust,
    at: UtcSeconds,
) -> Result<DeviceCertificate, CertificateError> {
    // The extended key usage must be there: a mailbox or hub certificate has none and would pass a laxer check.
    let usage = KeyUsage::required(CLIENT_AUTH);
    let fields = read_checked(der, trust, at, usage, Role::Device, KeyPurpose::Sign)?;
    Ok(DeviceCertificate {
        office: fields.office()?,
        device: fields.device()?,
        serial: fields.serial,
        not_before: fields.not_before,
        not_after: fields.not_after,
        fingerprint: Digest::of(der),
        der: der.to_vec(),
    })
}

/// Reads the certificate of an office's mailbox and checks it: chain, time, role, key usage.
///
/// # Errors
///
/// The first [`CertificateError`] that applies.
pub fn read_mailbox_certificate(
    der: &[u8],
    trust: &Trust,
    at: UtcSeconds,
) -> Result<MailboxCertificate, CertificateError> {
    let usage = KeyUsage::required_if_present(NO_PURPOSE);
    let fields = read_checked(der, trust, at, usage, Role::Mailbox, KeyPurpose::Agree)?;
    Ok(MailboxCertificate {
        office: fields.office()?,
        serial: fields.serial,
        not_before: fields.not_before,
        not_after: fields.not_after,
        fingerprint: Digest::of(der),
        der: der.to_vec(),
    })
}

/// Reads the certificate with which a hub signs receipts and checks it: chain, time, role, key usage.
///
/// # Errors
///
/// The first [`CertificateError`] that applies.
pub fn read_hub_certificate(
    der: &[u8],
    trust: &Trust,
    at: UtcSeconds,
) -> Result<HubCertificate, CertificateError> {
    let usage = KeyUsage::required_if_present(NO_PURPOSE);
    let fields = read_checked(der, trust, at, usage, Role::Hub, KeyPurpose::Sign)?;
    Ok(HubCertificate {
        name: fields.common_name,
        serial: fields.serial,
        not_before: fields.not_before,
        not_after: fields.not_after,
        fingerprint: Digest::of(der),
        der: der.to_vec(),
    })
}

/// Reads the certificate of whoever signed a receipt and checks it.
///
/// # Errors
///
/// The first [`CertificateError`] that applies.
pub(crate) fn read_signer_certificate(
    der: &[u8],
    trust: &Trust,
    at: UtcSeconds,
) -> Result<SignerCertificate, CertificateError> {
    // What the certificate says of itself only chooses the check that follows.
    match CertificateFields::read(der)?.role()? {
        Role::Hub => read_hub_certificate(der, trust, at).map(SignerCertificate::Hub),
        Role::Device | Role::Mailbox | Role::Server => {
            read_device_certificate(der, trust, at).map(SignerCertificate::Device)
        }
    }
}

/// id-kp-clientAuth, 1.3.6.1.5.5.7.3.2, without tag and length.
const CLIENT_AUTH: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x02];

/// An extended key usage that nobody has (0.0): with "required if present" it means "must have none at all".
const NO_PURPOSE: &[u8] = &[0x00];

fn read_checked(
    der: &[u8],
    trust: &Trust,
    at: UtcSeconds,
    usage: KeyUsage,
    role: Role,
    purpose: KeyPurpose,
) -> Result<CertificateFields, CertificateError> {
    if der.len() > CERTIFICATE_SIZE_BYTES_MAX {
        return Err(CertificateError::TooLarge);
    }
    trust.check_chain(der, at, usage)?;
    let fields = CertificateFields::read(der)?;
    // One CA issues for all roles, so the chain alone proves nothing about the purpose: a mailbox key, which every
    // terminal of an office holds and which a backup may hold, must not sign in the name of a device.
    if fields.role()? != role {
        return Err(CertificateError::Role { expected: role });
    }
    if !fields.allows(purpose) {
        return Err(CertificateError::KeyUsage);
    }
    Ok(fields)
}
