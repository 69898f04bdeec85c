//! Private keys: a key alone, and a key with its certificate.
//!
//! Where keys are stored is the programs' business; here they are values that wipe themselves from memory when dropped
//! and never print themselves. Easily got wrong: `key_pem` returns a `Zeroizing` text; copying it into a `String` undoes
//! that.

use std::{fmt, sync::Arc};

use aws_lc_rs::{
    encoding::AsBigEndian,
    hkdf::{HKDF_SHA256, Salt},
    hmac,
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use der::pem::{LineEnding, decode_vec, encode_string};
use rcgen::{CertificateParams, DistinguishedName, DnType, PublicKeyData, SigningKey};
use rustls_pki_types::{CertificateDer, pem::PemObject};
use x509_cert::Certificate;
use zeroize::Zeroizing;

use super::{CertificateError, CertificateFields, Role, subject};

/// Why a key or its certificate cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not PKCS#8 in PEM or DER, or not a P-256 key.
    #[error("the private key is not a P-256 key in PKCS#8")]
    Unreadable,
    /// The certificate that came with it cannot be used.
    #[error("{0}")]
    Certificate(#[from] CertificateError),
    /// Key and certificate belong to different pairs.
    #[error("the certificate does not belong to the private key")]
    Mismatch,
    /// The operating system gave no random bytes, or there was no memory.
    #[error("the key could not be made or used")]
    Failed,
    /// The name does not fit into a certificate request.
    #[error("the name cannot be written into a certificate request")]
    Name,
}

/// A P-256 key that has no certificate yet.
#[derive(Clone)]
pub struct KeyPair {
    pkcs8: Zeroizing<Vec<u8>>,
    signing: Arc<EcdsaKeyPair>,
}

impl KeyPair {
    /// Draws a new key from the operating system's random bytes.
    ///
    /// # Errors
    ///
    /// [`KeyError::Failed`] if there are none.
    pub fn generate() -> Result<KeyPair, KeyError> {
        let document =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new())
                .map_err(|_| KeyError::Failed)?;
        KeyPair::from_der(document.as_ref())
    }

    /// Reads a key from PKCS#8 (`BEGIN PRIVATE KEY`), as `openssl genpkey` writes it.
    ///
    /// # Errors
    ///
    /// [`KeyError::Unreadable`] for anything else, encrypted keys among it.
    pub fn from_pem(pem: &str) -> Result<KeyPair, KeyError> {
        let (label, bytes) = decode_vec(pem.as_bytes()).map_err(|_| KeyError::Unreadable)?;
        let bytes = Zeroizing::new(bytes);
        if label != "PRIVATE KEY" {
            return Err(KeyError::Unreadable);
        }
        KeyPair::from_der(&bytes)
    }

    /// Reads a key from PKCS#8 in DER.
    ///
    /// # Errors
    ///
    /// [`KeyError::Unreadable`] for anything else.
    pub fn from_der(der: &[u8]) -> Result<KeyPair, KeyError> {
        let signing = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, der)
            .map_err(|_| KeyError::Unreadable)?;
        Ok(KeyPair {
            pkcs8: Zeroizing::new(der.to_vec()),
            signing: Arc::new(signing),
        })
    }

    /// The key as PKCS#8 in PEM.
    pub fn key_pem(&self) -> Zeroizing<String> {
        private_key_pem(&self.pkcs8)
    }

    /// The key as PKCS#8 in DER.
    pub fn key_der(&self) -> &[u8] {
        &self.pkcs8
    }

    /// The public key as an uncompressed point, 65 bytes.
    pub fn public_key(&self) -> &[u8] {
        self.signing.public_key().as_ref()
    }

    /// A PKCS#10 request (RFC 2986) for a certificate of this key, PEM.
    ///
    /// The subject only helps people who look at the request: the CA writes its own. The signature shows that whoever
    /// asks holds the key; for a mailbox key this is the only signature it ever makes.
    ///
    /// # Errors
    ///
    /// [`KeyError::Name`] if the name cannot be written.
    pub fn request_pem(&self, role: Role, common_name: &str) -> Result<String, KeyError> {
        let mut parameters = CertificateParams::default();
        parameters.distinguished_name = distinguished_name(role.as_str(), common_name);
        let request = parameters
            .serialize_request(&RequestKey(self))
            .map_err(|_| KeyError::Name)?;
        encode_string("CERTIFICATE REQUEST", LineEnding::LF, request.der())
            .map_err(|_| KeyError::Name)
    }

    /// Joins the key with the certificate that was issued for it.
    ///
    /// # Errors
    ///
    /// [`KeyError::Certificate`] if it cannot be read, [`KeyError::Mismatch`] if it is for another key. Whether it may
    /// be trusted is not asked here.
    pub fn into_identity(self, certificate_pem: &str) -> Result<Identity, KeyError> {
        let der = CertificateDer::from_pem_slice(certificate_pem.as_bytes())
            .map_err(|_| KeyError::Certificate(CertificateError::Unreadable))?;
        Identity::new(self, &der)
    }

    /// A key for HMAC that only holders of this private key can derive: HKDF with SHA-256 over the private scalar.
    ///
    /// `purpose` keeps the keys of different uses apart.
    pub(crate) fn derive_mac_key(&self, purpose: &[u8]) -> Result<hmac::Key, KeyError> {
        let scalar = self
            .signing
            .private_key()
            .as_be_bytes()
            .map_err(|_| KeyError::Failed)?;
        let extracted = Salt::new(HKDF_SHA256, b"tsunagu").extract(scalar.as_ref());
        let info = [purpose];
        let expanded = extracted
            .expand(&info, hmac::HMAC_SHA256)
            .map_err(|_| KeyError::Failed)?;
        Ok(hmac::Key::from(expanded))
    }

    pub(crate) fn signing_key(&self) -> &EcdsaKeyPair {
        &self.signing
    }
}

impl fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyPair(..)")
    }
}

/// A private key with its certificate. The key is wiped from memory when the last copy is dropped.
#[derive(Clone)]
pub struct Identity {
    key: KeyPair,
    certificate_der: Vec<u8>,
    certificate: Certificate,
    fields: CertificateFields,
}

impl Identity {
    /// Joins a key with its certificate.
    ///
    /// # Errors
    ///
    /// As [`KeyPair::into_identity`].
    pub fn new(key: KeyPair, certificate_der: &[u8]) -> Result<Identity, KeyError> {
        let certificate = subject::parse(certificate_der)?;
        let fields = CertificateFields::of(&certificate)?;
        if fields.public_key != key.public_key() {
            return Err(KeyError::Mismatch);
        }
        Ok(Identity {
            key,
            certificate_der: certificate_der.to_vec(),
            certificate,
            fields,
        })
    }

    /// Reads certificate and key from PEM.
    ///
    /// # Errors
    ///
    /// [`KeyError`]: unreadable, or not belonging together.
    pub fn from_pem(certificate_pem: &str, key_pem: &str) -> Result<Identity, KeyError> {
        KeyPair::from_pem(key_pem)?.into_identity(certificate_pem)
    }

    /// The certificate, PEM.
    pub fn certificate_pem(&self) -> String {
        certificate_pem(&self.certificate_der)
    }

    /// The certificate, DER.
    pub fn certificate_der(&self) -> &[u8] {
        &self.certificate_der
    }

    /// The private key as PKCS#8 in PEM.
    pub fn key_pem(&self) -> Zeroizing<String> {
        self.key.key_pem()
    }

    /// The private key as PKCS#8 in DER.
    pub fn key_der(&self) -> &[u8] {
        self.key.key_der()
    }

    /// The role in the certificate's subject.
    ///
    /// # Errors
    ///
    /// [`CertificateError::Subject`] if it is none of this system's.
    pub fn role(&self) -> Result<Role, CertificateError> {
        self.fields.role()
    }

    pub(crate) fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    pub(crate) fn fields(&self) -> &CertificateFields {
        &self.fields
    }

    pub(crate) fn key(&self) -> &KeyPair {
        &self.key
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("serial", &self.fields.serial)
            .finish_non_exhaustive()
    }
}

/// A key as rcgen wants it: rcgen asks for signatures and never holds the key.
pub(crate) struct RequestKey<'a>(pub(crate) &'a KeyPair);

impl PublicKeyData for RequestKey<'_> {
    fn der_bytes(&self) -> &[u8] {
        self.0.public_key()
    }

    fn algorithm(&self) -> &'static rcgen::SignatureAlgorithm {
        &rcgen::PKCS_ECDSA_P256_SHA256
    }
}

impl SigningKey for RequestKey<'_> {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        let signature = self
            .0
            .signing
            .sign(&SystemRandom::new(), message)
            .map_err(|_| rcgen::Error::RingUnspecified)?;
        Ok(signature.as_ref().to_vec())
    }
}

/// The subject of this system's certificates: organisation, role, name.
pub(crate) fn distinguished_name(unit: &str, common_name: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::OrganizationName, subject::ORGANISATION);
    name.push(DnType::OrganizationalUnitName, unit);
    name.push(DnType::CommonName, common_name);
    name
}

/// A certificate as PEM.
pub(crate) fn certificate_pem(der: &[u8]) -> String {
    encode_string("CERTIFICATE", LineEnding::LF, der)
        .expect("a certificate of some kilobytes has a PEM form")
}

fn private_key_pem(pkcs8: &[u8]) -> Zeroizing<String> {
    Zeroizing::new(
        encode_string("PRIVATE KEY", LineEnding::LF, pkcs8)
            .expect("a key of 138 bytes has a PEM form"),
    )
}
