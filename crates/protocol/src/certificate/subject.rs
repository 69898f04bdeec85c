//! The fields of a certificate: subject, key, validity, key usage.
//!
//! Nothing here says that a certificate may be trusted; `certificate` asks the chain first. Easily got wrong: a subject
//! may hold the same attribute twice, and two programs then read two different offices from it. Such a subject is
//! refused.

use const_oid::db::{rfc4519, rfc5912};
use data_encoding::HEXLOWER;
use der::{Decode, asn1::ObjectIdentifier};
use x509_cert::{
    Certificate,
    ext::pkix::{BasicConstraints, KeyUsage, name::DirectoryString},
    name::Name,
};

use super::{CertificateError, Role};
use crate::{
    address::OfficeNumber, bundle::CERTIFICATE_SIZE_BYTES_MAX, id::DeviceId, time::UtcSeconds,
};

/// The organisation in the subject of every certificate of this system.
pub(crate) const ORGANISATION: &str = "Tsunagu";

/// What a key may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyPurpose {
    /// digitalSignature
    Sign,
    /// keyAgreement
    Agree,
}

/// The fields of a certificate that this system uses.
#[derive(Debug, Clone)]
pub(crate) struct CertificateFields {
    pub(crate) common_name: String,
    unit: String,
    device: Option<String>,
    pub(crate) serial: String,
    pub(crate) not_before: UtcSeconds,
    pub(crate) not_after: UtcSeconds,
    key_usage: Option<KeyUsage>,
    is_ca: bool,
    /// The public key as an uncompressed point, 65 bytes.
    pub(crate) public_key: Vec<u8>,
}

impl CertificateFields {
    /// Reads the fields. Proves nothing of them.
    ///
    /// # Errors
    ///
    /// `TooLarge`, `Unreadable`, `KeyAlgorithm` or `Subject`.
    pub(crate) fn read(der: &[u8]) -> Result<CertificateFields, CertificateError> {
        CertificateFields::of(&parse(der)?)
    }

    /// Takes the fields of a certificate that was parsed already.
    pub(crate) fn of(certificate: &Certificate) -> Result<CertificateFields, CertificateError> {
        let tbs = certificate.tbs_certificate();
        let public_key = p256_point(tbs.subject_public_key_info())?;
        let subject = tbs.subject();
        if attribute(subject, rfc4519::O)?.as_deref() != Some(ORGANISATION) {
            return Err(CertificateError::Subject);
        }
        let key_usage = tbs
            .get_extension::<KeyUsage>()
            .map_err(|_| CertificateError::Unreadable)?;
        let constraints = tbs
            .get_extension::<BasicConstraints>()
            .map_err(|_| CertificateError::Unreadable)?;
        Ok(CertificateFields {
            common_name: attribute(subject, rfc4519::CN)?.ok_or(CertificateError::Subject)?,
            unit: attribute(subject, rfc4519::OU)?.ok_or(CertificateError::Subject)?,
            device: attribute(subject, rfc4519::SERIAL_NUMBER)?,
            serial: serial_hex(tbs.serial_number().as_bytes()),
            not_before: utc_seconds(tbs.validity().not_before),
            not_after: utc_seconds(tbs.validity().not_after),
            key_usage: key_usage.map(|(_critical, usage)| usage),
            is_ca: constraints.is_some_and(|(_critical, constraints)| constraints.ca),
            public_key,
        })
    }

    /// The role in the subject.
    pub(crate) fn role(&self) -> Result<Role, CertificateError> {
        [Role::Device, Role::Mailbox, Role::Hub, Role::Server]
            .into_iter()
            .find(|role| role.as_str() == self.unit)
            .ok_or(CertificateError::Subject)
    }

    /// The office number in the subject.
    pub(crate) fn office(&self) -> Result<OfficeNumber, CertificateError> {
        self.common_name
            .parse()
            .map_err(|_| CertificateError::Subject)
    }

    /// The device id in the subject.
    pub(crate) fn device(&self) -> Result<DeviceId, CertificateError> {
        let id = self.device.as_deref().ok_or(CertificateError::Subject)?;
        id.parse().map_err(|_| CertificateError::Subject)
    }

    /// Whether the key usage, which must be there, allows this purpose and the certificate is none of a CA.
    pub(crate) fn allows(&self, purpose: KeyPurpose) -> bool {
        let Some(usage) = &self.key_usage else {
            return false;
        };
        let allowed = match purpose {
            KeyPurpose::Sign => usage.digital_signature(),
            KeyPurpose::Agree => usage.key_agreement(),
        };
        allowed && !usage.key_cert_sign() && !self.is_ca
    }

    /// Whether `at` lies in the validity.
    pub(crate) fn check_time(&self, at: UtcSeconds) -> Result<(), CertificateError> {
        if at < self.not_before {
            return Err(CertificateError::NotYetValid);
        }
        if at > self.not_after {
            return Err(CertificateError::Expired);
        }
        Ok(())
    }
}

/// Parses a certificate of reasonable size.
pub(crate) fn parse(der: &[u8]) -> Result<Certificate, CertificateError> {
    if der.len() > CERTIFICATE_SIZE_BYTES_MAX {
        return Err(CertificateError::TooLarge);
    }
    Certificate::from_der(der).map_err(|_| CertificateError::Unreadable)
}

/// Whether this is the certificate of a CA.
pub(crate) fn is_ca(der: &[u8]) -> Result<bool, CertificateError> {
    let certificate = parse(der)?;
    let constraints = certificate
        .tbs_certificate()
        .get_extension::<BasicConstraints>()
        .map_err(|_| CertificateError::Unreadable)?;
    Ok(constraints.is_some_and(|(_critical, constraints)| constraints.ca))
}

/// The uncompressed point of a P-256 key (RFC 5480, section 2.2). Whether it lies on the curve is checked by its use.
pub(crate) fn p256_point(
    key: &spki::SubjectPublicKeyInfoOwned,
) -> Result<Vec<u8>, CertificateError> {
    let parameters = key
        .algorithm
        .parameters
        .as_ref()
        .ok_or(CertificateError::KeyAlgorithm)?;
    let curve: ObjectIdentifier = parameters
        .decode_as()
        .map_err(|_| CertificateError::KeyAlgorithm)?;
    if key.algorithm.oid != rfc5912::ID_EC_PUBLIC_KEY || curve != rfc5912::SECP_256_R_1 {
        return Err(CertificateError::KeyAlgorithm);
    }
    let point = key
        .subject_public_key
        .as_bytes()
        .ok_or(CertificateError::KeyAlgorithm)?;
    if point.len() != 65 || point[0] != 4 {
        return Err(CertificateError::KeyAlgorithm);
    }
    Ok(point.to_vec())
}

/// The one value of an attribute of a name; nothing if there is none.
pub(crate) fn attribute(
    name: &Name,
    oid: ObjectIdentifier,
) -> Result<Option<String>, CertificateError> {
    let mut values = name.iter().filter(|attribute| attribute.oid == oid);
    let Some(first) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        return Err(CertificateError::Subject);
    }
    let text = DirectoryString::try_from(&first.value).map_err(|_| CertificateError::Subject)?;
    Ok(Some(text.value().into_owned()))
}

fn serial_hex(bytes: &[u8]) -> String {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    HEXLOWER.encode(&bytes[zeros.min(bytes.len().saturating_sub(1))..])
}

/// The time of a certificate: never before 1970 and never after 9999, so it always fits.
pub(crate) fn utc_seconds(time: x509_cert::time::Time) -> UtcSeconds {
    UtcSeconds(time.to_unix_duration().as_secs().cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_that_comes_twice_is_refused() {
        let name: Name = "CN=1370200015,OU=device,O=Tsunagu".parse().unwrap();
        assert_eq!(attribute(&name, rfc4519::CN), Ok(Some("1370200015".into())));
        assert_eq!(attribute(&name, rfc4519::SERIAL_NUMBER), Ok(None));
        for twice in ["CN=1370200015,CN=1370300021", "CN=1370200015+CN=1370300021"] {
            let name: Name = twice.parse().unwrap();
            assert_eq!(
                attribute(&name, rfc4519::CN),
                Err(CertificateError::Subject),
                "{twice}"
            );
        }
    }

    #[test]
    fn serial_numbers_have_one_text() {
        assert_eq!(serial_hex(&[0, 0x8f, 1]), "8f01");
        assert_eq!(serial_hex(&[0]), "00");
        assert_eq!(serial_hex(&[1, 0]), "0100");
    }
}
