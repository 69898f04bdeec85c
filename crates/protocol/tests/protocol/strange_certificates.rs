//! Certificates that our CA signed but would never write, and requests that other programs make.
//!
//! Easily got wrong: each certificate here has a good chain; it must be refused for what stands in it.

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, DnValue,
    ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
};
use tsunagu_protocol::{
    CertificateError, UtcSeconds, read_device_certificate, read_mailbox_certificate,
};

use crate::{
    strangers::Workbench,
    world::{NOW, World},
};

const DEVICE_ID: &str = "01a2008d-7400-7707-8707-070707070707";

/// What a device certificate is made of.
struct Parts {
    organisation: &'static str,
    unit: &'static str,
    common_name: &'static str,
    device: Option<&'static str>,
    key_usages: Vec<KeyUsagePurpose>,
    extended_key_usages: Vec<ExtendedKeyUsagePurpose>,
    is_ca: IsCa,
    algorithm: &'static rcgen::SignatureAlgorithm,
}

impl Parts {
    fn of_a_device() -> Parts {
        Parts {
            organisation: "Tsunagu",
            unit: "device",
            common_name: "1370200015",
            device: Some(DEVICE_ID),
            key_usages: vec![KeyUsagePurpose::DigitalSignature],
            extended_key_usages: vec![ExtendedKeyUsagePurpose::ClientAuth],
            is_ca: IsCa::NoCa,
            algorithm: &rcgen::PKCS_ECDSA_P256_SHA256,
        }
    }

    /// Signs the certificate with the CA of the world.
    fn sign(self, world: &World) -> Vec<u8> {
        let mut name = DistinguishedName::new();
        name.push(DnType::OrganizationName, self.organisation);
        name.push(DnType::OrganizationalUnitName, self.unit);
        name.push(DnType::CommonName, self.common_name);
        if let Some(id) = self.device {
            let id = DnValue::PrintableString(id.try_into().unwrap());
            name.push(DnType::CustomDnType(vec![2, 5, 4, 5]), id);
        }
        let mut parameters = CertificateParams::default();
        parameters.distinguished_name = name;
        parameters.key_usages = self.key_usages;
        parameters.extended_key_usages = self.extended_key_usages;
        parameters.is_ca = self.is_ca;
        parameters.not_before = rcgen::date_time_ymd(2026, 1, 1);
        parameters.not_after = rcgen::date_time_ymd(2027, 1, 1);
        let ca_key = KeyPair::from_pem(&world.authority.key_pem()).unwrap();
        let issuer = Issuer::from_ca_cert_pem(&world.authority.certificate_pem(), ca_key).unwrap();
        let key = KeyPair::generate_for(self.algorithm).unwrap();
        parameters.signed_by(&key, &issuer).unwrap().der().to_vec()
    }
}

#[test]
fn a_device_certificate_must_be_one_in_every_part() {
    let world = World::new();
    let trust = world.trust();
    let read = |change: &dyn Fn(&mut Parts)| {
        let mut parts = Parts::of_a_device();
        change(&mut parts);
        read_device_certificate(&parts.sign(&world), &trust, NOW)
            .map(|certificate| certificate.office.to_string())
    };
    assert_eq!(read(&|_| ()), Ok("1370200015".into()));
    let device = tsunagu_protocol::Role::Device;
    let subject = Err(CertificateError::Subject);
    assert_eq!(read(&|parts| parts.organisation = "Other"), subject);
    assert_eq!(read(&|parts| parts.unit = "agent"), subject);
    assert_eq!(
        read(&|parts| parts.unit = "mailbox"),
        Err(CertificateError::Role { expected: device })
    );
    assert_eq!(read(&|parts| parts.common_name = "137020001"), subject);
    assert_eq!(read(&|parts| parts.common_name = "1370200015 "), subject);
    assert_eq!(read(&|parts| parts.device = None), subject);
    assert_eq!(read(&|parts| parts.device = Some("7")), subject);
    let usage = Err(CertificateError::KeyUsage);
    assert_eq!(read(&|parts| parts.key_usages.clear()), usage);
    assert_eq!(
        read(&|parts| parts.key_usages = vec![KeyUsagePurpose::KeyAgreement]),
        usage
    );
    assert_eq!(
        read(&|parts| parts.key_usages.push(KeyUsagePurpose::KeyCertSign)),
        usage
    );
    assert_eq!(read(&|parts| parts.extended_key_usages.clear()), usage);
    let server = ExtendedKeyUsagePurpose::ServerAuth;
    assert_eq!(
        read(&|parts| parts.extended_key_usages = vec![server.clone()]),
        usage
    );
    let ca = IsCa::Ca(BasicConstraints::Unconstrained);
    assert_eq!(
        read(&|parts| parts.is_ca = ca),
        Err(CertificateError::NotTrusted)
    );
    let p384 = &rcgen::PKCS_ECDSA_P384_SHA384;
    assert_eq!(
        read(&|parts| parts.algorithm = p384),
        Err(CertificateError::KeyAlgorithm)
    );
}

#[test]
fn a_mailbox_certificate_must_not_connect() {
    let world = World::new();
    let read = |extended_key_usages| {
        let parts = Parts {
            unit: "mailbox",
            device: None,
            key_usages: vec![KeyUsagePurpose::KeyAgreement],
            extended_key_usages,
            ..Parts::of_a_device()
        };
        read_mailbox_certificate(&parts.sign(&world), &world.trust(), NOW).map(|_| ())
    };
    assert_eq!(read(vec![]), Ok(()));
    let client = ExtendedKeyUsagePurpose::ClientAuth;
    assert_eq!(read(vec![client]), Err(CertificateError::KeyUsage));
}

#[test]
fn what_is_no_certificate_is_refused() {
    let world = World::new();
    let trust = world.trust();
    let check = |der: &[u8], expected: &str| {
        let err = read_device_certificate(der, &trust, NOW).unwrap_err();
        assert_eq!(err.to_string(), expected);
    };
    check(b"", "the certificate is not readable");
    check(
        &[0x30; 8 * 1024 + 1],
        "the certificate has more than 8192 bytes",
    );
    let mut longer = world.sender.device.certificate_der().to_vec();
    longer.push(0);
    check(&longer, "the certificate is not readable");
    let p384 = Parts {
        algorithm: &rcgen::PKCS_ECDSA_P384_SHA384,
        ..Parts::of_a_device()
    };
    check(
        &p384.sign(&world),
        "the key of the certificate is not a P-256 key",
    );
    let other = Parts {
        organisation: "Other",
        ..Parts::of_a_device()
    };
    check(
        &other.sign(&world),
        "the subject of the certificate is not one of this system",
    );
    let usage = Parts {
        key_usages: vec![],
        ..Parts::of_a_device()
    };
    check(
        &usage.sign(&world),
        "the certificate does not allow this use of its key",
    );
}

#[test]
fn requests_of_openssl_are_answered_if_they_are_for_p256() {
    let world = World::new();
    let bench = Workbench::new(&world);
    let issue = |key: &str, more: &str| {
        bench
            .run(&format!(
                "openssl req -new -nodes -subj /CN=x -keyout k.pem -out r.pem {key} {more}"
            ))
            .unwrap();
        let request = String::from_utf8(bench.read("r.pem")).unwrap();
        let issued = world
            .authority
            .issue_mailbox(&request, world.sender.address.office, NOW);
        issued.map(|_| ()).map_err(|err| err.to_string())
    };
    let p256 = "-newkey ec -pkeyopt ec_paramgen_curve:P-256";
    assert_eq!(issue(p256, ""), Ok(()));
    let key_error = Err("the key in the certificate request is not a P-256 key".to_owned());
    assert_eq!(issue("-newkey rsa:2048", ""), key_error);
    assert_eq!(
        issue("-newkey ec -pkeyopt ec_paramgen_curve:P-384", ""),
        key_error
    );
    let signature_error = Err("the signature of the certificate request is not valid".to_owned());
    assert_eq!(issue(p256, "-sha384"), signature_error);
    let err = world
        .authority
        .issue_mailbox("", world.sender.address.office, UtcSeconds(0))
        .unwrap_err();
    assert_eq!(tsunagu_protocol::ErrorCode::from(&err).code(), "HUB-207");
}
