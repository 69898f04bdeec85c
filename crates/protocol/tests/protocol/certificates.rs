//! Keys, certificates and the CA: what is issued reads back, and every other certificate is refused with its reason.

use tsunagu_protocol::{
    Authority, DeviceId, Identity, KeyPair, Role, Trust, UtcMillis, UtcSeconds,
    read_device_certificate, read_hub_certificate, read_mailbox_certificate,
};

use crate::world::{NOW, World, device};

const DAY: i64 = 24 * 60 * 60;

#[test]
fn what_the_ca_issues_reads_back() {
    let world = World::new();
    let trust = world.trust();
    let device =
        read_device_certificate(world.sender.device.certificate_der(), &trust, NOW).unwrap();
    assert_eq!(device.office, world.sender.address.office);
    assert_eq!(
        device.device,
        DeviceId::new(UtcMillis(1_795_305_600_000), [7; 10])
    );
    assert_eq!(device.serial.len(), 32);
    assert_eq!(device.not_before, UtcSeconds(NOW.0 - DAY));
    assert_eq!(device.not_after, UtcSeconds(NOW.0 + 3 * 365 * DAY));
    let mailbox =
        read_mailbox_certificate(world.sender.mailbox.certificate_der(), &trust, NOW).unwrap();
    assert_eq!(mailbox.office, world.sender.address.office);
    let hub = read_hub_certificate(world.hub.certificate_der(), &trust, NOW).unwrap();
    assert_eq!(hub.name, "hub.example");
}

#[test]
fn a_certificate_serves_one_purpose() {
    let world = World::new();
    let trust = world.trust();
    let server = world
        .authority
        .issue_server(&["localhost".into(), "127.0.0.1".into()], NOW)
        .unwrap();
    let all = [
        (Role::Device, &world.sender.device),
        (Role::Mailbox, &world.sender.mailbox),
        (Role::Hub, &world.hub),
        (Role::Server, &server),
    ];
    for (role, identity) in all {
        assert_eq!(identity.role(), Ok(role));
        let der = identity.certificate_der();
        assert_eq!(
            read_device_certificate(der, &trust, NOW).is_ok(),
            role == Role::Device,
            "{role} as device"
        );
        assert_eq!(
            read_mailbox_certificate(der, &trust, NOW).is_ok(),
            role == Role::Mailbox,
            "{role} as mailbox"
        );
        assert_eq!(
            read_hub_certificate(der, &trust, NOW).is_ok(),
            role == Role::Hub,
            "{role} as hub"
        );
    }
    let err = read_mailbox_certificate(world.hub.certificate_der(), &trust, NOW).unwrap_err();
    assert_eq!(err.to_string(), "the certificate is not one of a mailbox");
    let err = read_device_certificate(world.hub.certificate_der(), &trust, NOW).unwrap_err();
    assert_eq!(
        err.to_string(),
        "the certificate does not allow this use of its key"
    );
}

#[test]
fn time_and_issuer_are_checked() {
    let world = World::new();
    let der = world.sender.device.certificate_der();
    let check = |trust: &Trust, at: i64, expected: &str| {
        let err = read_device_certificate(der, trust, UtcSeconds(at)).unwrap_err();
        assert_eq!(err.to_string(), expected);
    };
    check(
        &world.trust(),
        NOW.0 - 2 * DAY,
        "the certificate is not valid yet",
    );
    check(&world.trust(), -1, "the certificate is not valid yet");
    check(
        &world.trust(),
        NOW.0 + 3 * 365 * DAY + 1,
        "the certificate has expired",
    );
    // A CA of the same name with another key: the name alone must not be enough.
    let foreign = Authority::create("つなぐ 試験", NOW).unwrap();
    check(
        &foreign.trust(),
        NOW.0,
        "the certificate was not issued by a trusted CA",
    );
    let both = Trust::from_pem(&format!(
        "{}{}",
        foreign.certificate_pem(),
        world.authority.certificate_pem()
    ))
    .unwrap();
    assert!(read_device_certificate(der, &both, NOW).is_ok());
}

#[test]
fn a_device_certificate_is_no_ca() {
    let world = World::new();
    let err = Trust::from_der(world.sender.device.certificate_der()).unwrap_err();
    assert_eq!(err.to_string(), "the certificate is not readable");
    // Even if somebody trusted it, or signed with it as if it were a CA, its leaf is refused by the path length.
    let fake = Authority::from_pem(
        &world.sender.device.certificate_pem(),
        &world.sender.device.key_pem(),
    );
    assert!(fake.is_err());
}

#[test]
fn the_ca_reads_back_and_goes_on_issuing() {
    let world = World::new();
    let again = Authority::from_pem(
        &world.authority.certificate_pem(),
        &world.authority.key_pem(),
    )
    .unwrap();
    let device = device(&again, world.sender.address);
    assert!(read_device_certificate(device.certificate_der(), &world.trust(), NOW).is_ok());
    let other = Authority::create("other", NOW).unwrap();
    let err =
        Authority::from_pem(&world.authority.certificate_pem(), &other.key_pem()).unwrap_err();
    assert_eq!(
        err.to_string(),
        "the key of the certificate authority cannot be used: the certificate does not belong to the private key"
    );
}

#[test]
fn requests_are_checked() {
    let world = World::new();
    let key = KeyPair::generate().unwrap();
    let good = key.request_pem(Role::Device, "1370200015").unwrap();
    let office = world.sender.address.office;
    let issue = |request: &str| {
        let issued = world.authority.issue_mailbox(request, office, NOW);
        issued.map(|_| ()).map_err(|err| err.to_string())
    };
    assert_eq!(issue(&good), Ok(()));
    let unreadable = Err("the certificate request is not readable".to_owned());
    assert_eq!(issue(""), unreadable);
    assert_eq!(issue(&good.replace("REQUEST", "REQUESTS")), unreadable);
    assert_eq!(issue(&"A".repeat(20_000)), unreadable);
    assert_eq!(issue(&world.authority.certificate_pem()), unreadable);

    // Every byte of a request is covered by its signature or by its structure.
    let (label, der) = der::pem::decode_vec(good.as_bytes()).unwrap();
    for index in 0..der.len() {
        let mut altered = der.clone();
        altered[index] ^= 1;
        let altered = der::pem::encode_string(label, der::pem::LineEnding::LF, &altered).unwrap();
        assert!(issue(&altered).is_err(), "byte {index}");
    }
}

#[test]
fn names_that_do_not_fit_are_refused() {
    let long = "あ".repeat(65);
    for name in ["", &long, "a\nb"] {
        let err = Authority::create(name, NOW).unwrap_err();
        assert_eq!(
            err.to_string(),
            "the name does not fit into a certificate",
            "{name}"
        );
    }
    assert!(Authority::create(&"あ".repeat(64), NOW).is_ok());
    let err = Authority::create("x", UtcSeconds(-1)).unwrap_err();
    assert_eq!(err.to_string(), "the time does not fit into a certificate");
    assert!(Authority::create("x", UtcSeconds(i64::MAX)).is_err());
}

#[test]
fn keys_never_print_themselves() {
    let world = World::new();
    let key = KeyPair::generate().unwrap();
    assert_eq!(format!("{key:?}"), "KeyPair(..)");
    let text = format!("{:?} {:?}", world.sender.device, world.authority);
    let serial =
        read_device_certificate(world.sender.device.certificate_der(), &world.trust(), NOW)
            .unwrap()
            .serial;
    let trust = world.trust().fingerprint();
    assert_eq!(
        text,
        format!(
            "Identity {{ serial: {serial:?}, .. }} Authority {{ key: KeyPair(..), trust: Trust({trust}) }}"
        )
    );
}

#[test]
fn key_and_certificate_must_belong_together() {
    let world = World::new();
    let err = Identity::from_pem(
        &world.sender.device.certificate_pem(),
        &world.sender.mailbox.key_pem(),
    )
    .unwrap_err();
    assert_eq!(
        err.to_string(),
        "the certificate does not belong to the private key"
    );
    let same = Identity::from_pem(
        &world.sender.device.certificate_pem(),
        &world.sender.device.key_pem(),
    )
    .unwrap();
    assert_eq!(
        same.certificate_der(),
        world.sender.device.certificate_der()
    );
    let err = KeyPair::from_pem(&world.sender.device.certificate_pem()).unwrap_err();
    assert_eq!(
        err.to_string(),
        "the private key is not a P-256 key in PKCS#8"
    );
}
