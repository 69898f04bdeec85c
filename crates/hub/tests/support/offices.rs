//! Offices that take part, and their terminals, made by the hub's own operations without HTTP.

use protocol::{
    Address, Authority, DeviceId, Digest, OfficeNumber, UtcMillis, UtcSeconds,
    certificate::{KeyPair, Role},
};
use tsunagu_hub::{
    offices::{
        Application, Enrolment, NewEnrolment, apply_for_office, approve_office, create_enrolment,
        enrol_device,
    },
    store,
};

use super::{Device, ten_bytes};

/// The office of an address.
pub(crate) fn office_of(address: &str) -> OfficeNumber {
    address.parse::<Address>().unwrap().office
}

/// Makes an office known and approves it.
pub(crate) fn admit(engine: &mut dyn store::Engine, address: &str, name: &str, now: UtcSeconds) {
    let address: Address = address.parse().unwrap();
    let application = Application {
        number: address.office,
        name: name.into(),
        services: vec![address.service],
    };
    store::write(engine, |records| {
        apply_for_office(records, &application, now)
    })
    .unwrap();
    store::write(engine, |records| {
        approve_office(records, address.office, now)
    })
    .unwrap();
}

pub(super) fn make_code(
    engine: &mut dyn store::Engine,
    office: OfficeNumber,
    secret: [u8; 10],
    now: UtcSeconds,
) {
    let enrolment = NewEnrolment {
        office,
        secret_sha256: Digest::of(&secret),
        valid_days: 14,
    };
    store::write(engine, |records| create_enrolment(records, &enrolment, now)).unwrap();
}

/// Enrols a terminal by the hub's own operation.
pub(crate) fn enrol(
    engine: &mut dyn store::Engine,
    authority: &Authority,
    address: &str,
    now: UtcSeconds,
) -> Device {
    let address: Address = address.parse().unwrap();
    let secret = ten_bytes();
    make_code(engine, address.office, secret, now);
    let (device_key, mailbox_key) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
    let name = address.office.as_str();
    let enrolment = Enrolment {
        secret_sha256: Digest::of(&secret),
        device_request: device_key.request_pem(Role::Device, name).unwrap(),
        mailbox_request: mailbox_key.request_pem(Role::Mailbox, name).unwrap(),
        device_name: "受付のパソコン".into(),
        new_device: DeviceId::new(UtcMillis(now.0.unsigned_abs() * 1000), ten_bytes()),
    };
    let enrolled = store::write(engine, |records| {
        enrol_device(records, authority, &enrolment, now)
    })
    .unwrap();
    if enrolled.waiting {
        // How terminals join has tests of its own; here a second one is there already.
        let device = enrolled.device;
        store::write(engine, |records| records.set_waiting(device, false)).unwrap();
    }
    Device {
        id: enrolled.device,
        address,
        identity: device_key
            .into_identity(&enrolled.device_certificate)
            .unwrap(),
        mailbox: mailbox_key
            .into_identity(&enrolled.mailbox_certificate)
            .ok(),
    }
}
