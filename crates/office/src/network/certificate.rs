//! The certificate with which this computer proves itself to browsers of the office.
//!
//! Nobody outside vouches for a computer of an office, so the certificate is signed by
//! its own key, and a colleague compares its fingerprint at the first visit. It may sign
//! no other certificate: whoever imports it into a browser trusts this computer and
//! nothing else. Key and certificate are one file, so that a crash cannot part them.
//!
//! What a reader would get wrong: a new certificate has a new fingerprint, so browsers
//! ask again. It is made only when the names change or the old one nears its end.

use std::fmt;
use std::fs;
use std::io;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use aws_lc_rs::rand;
use protocol::{Digest, UtcSeconds};
use rcgen::{
    CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose,
    PKCS_ECDSA_P256_SHA256, SanType, SerialNumber,
};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use x509_cert::der::{Decode, asn1::OctetString};
use x509_cert::ext::pkix::SubjectAltName;
use x509_cert::ext::pkix::name::GeneralName;

use super::NetworkName;
use crate::keys::{KeysError, write_private};

/// Key and certificate, below the office's folder.
pub const CERTIFICATE_FILE: &str = "keys/network.pem";

/// How long a certificate holds: just below 825 days, beyond which systems of Apple
/// refuse one whoever trusts it.
const VALIDITY_SECONDS: i64 = 800 * 86_400;

/// A certificate that ends sooner than this is replaced: two months in which the program
/// surely runs once.
const RENEW_SECONDS: i64 = 60 * 86_400;

/// Clocks of other computers may be this much behind.
const EARLY_SECONDS: i64 = 86_400;

/// The certificate and its key, ready for TLS.
pub struct NetworkCertificate {
    /// The certificate, DER.
    pub certificate: CertificateDer<'static>,
    /// Its key.
    pub key: PrivateKeyDer<'static>,
    /// The names that it is for.
    pub names: Vec<NetworkName>,
    /// From when it holds.
    pub not_before: UtcSeconds,
    /// Until when it holds.
    pub not_after: UtcSeconds,
}

impl fmt::Debug for NetworkCertificate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("NetworkCertificate")
            .field("names", &self.names)
            .field("not_after", &self.not_after)
            .finish_non_exhaustive()
    }
}

impl NetworkCertificate {
    /// SHA-256 of the certificate in groups of four digits, which eyes can compare with
    /// what a browser shows.
    pub fn fingerprint(&self) -> String {
        let digits = Digest::of(&self.certificate).to_string();
        let groups: Vec<&str> = (0..digits.len())
            .step_by(4)
            .map(|at| &digits[at..at + 4])
            .collect();
        groups.join(" ")
    }

    /// Whether it is for these names and holds long enough.
    pub(crate) fn serves(&self, names: &[NetworkName], now: UtcSeconds) -> bool {
        let mut wanted = names.to_vec();
        let mut found = self.names.clone();
        wanted.sort();
        found.sort();
        // A certificate of the future was made while the clock was wrong.
        wanted == found && self.not_before <= now && self.not_after.0 - now.0 > RENEW_SECONDS
    }
}

/// Why there is no certificate. Never carries anything of a key.
#[derive(Debug, thiserror::Error)]
pub enum NetworkCertificateError {
    /// The file is there and cannot be read, or cannot be written.
    #[error("{}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The file could not be stored.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// No key or certificate could be made.
    #[error("a certificate could not be made")]
    Make(#[from] rcgen::Error),
    /// The TLS library refuses it.
    #[error("the certificate cannot be used")]
    Tls(#[source] rustls::Error),
    /// The machine gives no random bytes.
    #[error("there are no random bytes")]
    Random,
}

/// The certificate in `dir`; a new one when there is none, when it is for other names,
/// or when it ends soon.
///
/// # Errors
///
/// [`NetworkCertificateError`].
pub fn network_certificate(
    dir: &Path,
    names: &[NetworkName],
    now: UtcSeconds,
) -> Result<NetworkCertificate, NetworkCertificateError> {
    match read_network_certificate(dir)? {
        Some(certificate) if certificate.serves(names, now) => Ok(certificate),
        _ => renew_network_certificate(dir, names, now),
    }
}

/// The certificate in `dir`, whatever it is for; `None` when there is none, or when what
/// is there is none.
///
/// # Errors
///
/// [`NetworkCertificateError::File`].
pub fn read_network_certificate(
    dir: &Path,
) -> Result<Option<NetworkCertificate>, NetworkCertificateError> {
    let path = dir.join(CERTIFICATE_FILE);
    match fs::read(&path) {
        Ok(pem) => Ok(parse(&pem)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(NetworkCertificateError::File { path, source }),
    }
}

/// Makes a certificate with a new key and puts it into the place of the old one.
///
/// # Errors
///
/// [`NetworkCertificateError`]; the old one stays.
pub fn renew_network_certificate(
    dir: &Path,
    names: &[NetworkName],
    now: UtcSeconds,
) -> Result<NetworkCertificate, NetworkCertificateError> {
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
    let certificate = parameters(names, now)?.self_signed(&key)?;
    let pem = zeroize::Zeroizing::new(format!("{}{}", key.serialize_pem(), certificate.pem()));
    write_private(&dir.join(CERTIFICATE_FILE), pem.as_bytes())?;
    parse(pem.as_bytes()).ok_or(NetworkCertificateError::Make(
        rcgen::Error::CouldNotParseCertificate,
    ))
}

fn parameters(
    names: &[NetworkName],
    now: UtcSeconds,
) -> Result<CertificateParams, NetworkCertificateError> {
    let mut parameters = CertificateParams::default();
    let first = names.first().map(ToString::to_string).unwrap_or_default();
    let subject = &mut parameters.distinguished_name;
    *subject = rcgen::DistinguishedName::new();
    subject.push(DnType::CommonName, format!("Tsunagu {first}"));
    for name in names {
        parameters.subject_alt_names.push(match name {
            NetworkName::Host(host) => SanType::DnsName(host.as_str().try_into()?),
            NetworkName::Address(address) => SanType::IpAddress(*address),
        });
    }
    let mut serial = [0; 16];
    rand::fill(&mut serial).map_err(|_| NetworkCertificateError::Random)?;
    // Positive, and with a first byte that is not zero, so that all programs write the same digits.
    serial[0] = serial[0] & 0x7f | 0x40;
    parameters.serial_number = Some(SerialNumber::from_slice(&serial));
    parameters.is_ca = IsCa::ExplicitNoCa;
    parameters.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    parameters.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let epoch = rcgen::date_time_ymd(1970, 1, 1);
    let at = |seconds: i64| epoch + Duration::from_secs(u64::try_from(seconds).unwrap_or(0));
    parameters.not_before = at(now.0 - EARLY_SECONDS);
    parameters.not_after = at(now.0 + VALIDITY_SECONDS);
    Ok(parameters)
}

/// Key and certificate in a file; `None` when it holds something else, or two that do not
/// belong together.
fn parse(pem: &[u8]) -> Option<NetworkCertificate> {
    let certificate = CertificateDer::from_pem_slice(pem).ok()?;
    let key = PrivateKeyDer::from_pem_slice(pem).ok()?;
    let signer = rustls::crypto::aws_lc_rs::sign::any_ecdsa_type(&key).ok()?;
    let read = x509_cert::Certificate::from_der(&certificate).ok()?;
    let fields = read.tbs_certificate();
    let public = signer.public_key()?;
    let own = x509_cert::spki::SubjectPublicKeyInfoOwned::from_der(&public).ok()?;
    if &own != fields.subject_public_key_info() {
        return None;
    }
    let (_, alternative) = fields.get_extension::<SubjectAltName>().ok()??;
    let names = alternative.0.iter().map(name_of).collect::<Option<_>>()?;
    let seconds = |time: x509_cert::time::Time| {
        UtcSeconds(i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX))
    };
    Some(NetworkCertificate {
        not_before: seconds(fields.validity().not_before),
        not_after: seconds(fields.validity().not_after),
        certificate,
        key,
        names,
    })
}

fn name_of(name: &GeneralName) -> Option<NetworkName> {
    match name {
        GeneralName::DnsName(host) => Some(NetworkName::Host(host.as_str().to_owned())),
        GeneralName::IpAddress(bytes) => address_of(bytes).map(NetworkName::Address),
        _ => None,
    }
}

fn address_of(bytes: &OctetString) -> Option<IpAddr> {
    let bytes = bytes.as_bytes();
    match <[u8; 4]>::try_from(bytes) {
        Ok(four) => Some(IpAddr::from(four)),
        Err(_) => <[u8; 16]>::try_from(bytes).ok().map(IpAddr::from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UtcSeconds = UtcSeconds(1_796_686_920);
    const DAY: i64 = 86_400;

    fn names(texts: &[&str]) -> Vec<NetworkName> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn it_is_kept_until_the_names_change_or_its_end_is_near() {
        let dir = tempfile::tempdir().unwrap();
        let asked = names(&["aoba-pc", "192.168.1.20", "fe80::1"]);
        let first = network_certificate(dir.path(), &asked, NOW).unwrap();
        assert_eq!(first.names, asked);
        assert_eq!(first.not_after.0 - NOW.0, 800 * DAY);
        assert_eq!(first.fingerprint().len(), 16 * 5 - 1);
        let other_order = names(&["192.168.1.20", "fe80::1", "aoba-pc"]);
        let at = |days: i64| UtcSeconds(NOW.0 + days * DAY);
        let again = network_certificate(dir.path(), &other_order, at(739)).unwrap();
        assert_eq!(again.certificate, first.certificate);
        let renewed = network_certificate(dir.path(), &asked, at(740)).unwrap();
        assert_ne!(renewed.fingerprint(), first.fingerprint());
        assert_eq!(renewed.not_after, at(740 + 800));
        let renamed = network_certificate(dir.path(), &names(&["aoba-pc"]), at(741)).unwrap();
        assert_ne!(renamed.fingerprint(), renewed.fingerprint());
    }

    #[test]
    fn one_of_the_future_is_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let asked = names(&["aoba-pc"]);
        network_certificate(dir.path(), &asked, UtcSeconds(NOW.0 + 30 * DAY)).unwrap();
        let now = network_certificate(dir.path(), &asked, NOW).unwrap();
        assert!(now.not_before <= NOW);
    }

    #[test]
    fn a_file_that_is_damaged_or_mixed_is_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let other = tempfile::tempdir().unwrap();
        let asked = names(&["aoba-pc"]);
        let first = network_certificate(dir.path(), &asked, NOW).unwrap();
        network_certificate(other.path(), &asked, NOW).unwrap();
        let path = dir.path().join(CERTIFICATE_FILE);
        let read = |dir: &Path| fs::read_to_string(dir.join(CERTIFICATE_FILE)).unwrap();
        let (key, _) = split(&read(other.path()));
        let (_, certificate) = split(&read(dir.path()));
        for text in [
            "",
            "nothing",
            &format!("{key}{certificate}"),
            &key,
            &certificate,
        ] {
            fs::write(&path, text).unwrap();
            assert!(read_network_certificate(dir.path()).unwrap().is_none());
            let made = network_certificate(dir.path(), &asked, NOW).unwrap();
            assert_ne!(made.certificate, first.certificate);
        }
    }

    fn split(pem: &str) -> (String, String) {
        let at = pem.find("-----BEGIN CERTIFICATE").unwrap();
        (pem[..at].to_owned(), pem[at..].to_owned())
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_reads_its_key() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        network_certificate(dir.path(), &names(&["aoba-pc"]), NOW).unwrap();
        let metadata = fs::metadata(dir.path().join(CERTIFICATE_FILE)).unwrap();
        assert_eq!(metadata.permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_place_that_cannot_be_used_is_named() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("keys"), "a file").unwrap();
        let error = network_certificate(dir.path(), &names(&["aoba-pc"]), NOW).unwrap_err();
        assert!(error.to_string().contains("network.pem"), "{error}");
        let code = crate::ErrorCode::from(&super::super::NetworkError::Certificate(error));
        assert_eq!(code, crate::ErrorCode::NetworkCertificateFailed);
    }
}
