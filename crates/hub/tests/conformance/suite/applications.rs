//! What an engine must do for application codes and applications.

use protocol::{Digest, UtcSeconds};
use tsunagu_hub::{
    offices::{Application, apply_for_office},
    store::{ContactRecord, Engine, read, write},
};

use super::{Maker, NOW, exchange, momiji, sakura};

pub(crate) fn application_codes_serve_until_they_are_removed(maker: &dyn Maker) {
    let mut engine = maker.open();
    let later = UtcSeconds(NOW.0 + 60);
    let add = |engine: &mut dyn Engine, secret: &[u8]| {
        let secret = Digest::of(secret);
        write(engine, |records| {
            records.add_application_code(secret, NOW, later)
        })
        .unwrap()
    };
    let (first, second) = (add(engine.as_mut(), b"1"), add(engine.as_mut(), b"2"));
    let find = |engine: &mut dyn Engine, secret: &[u8]| {
        read(engine, |records| {
            records.application_code(Digest::of(secret))
        })
        .unwrap()
    };
    let found = find(engine.as_mut(), b"1").unwrap();
    assert_eq!(
        (found.number, found.created_at, found.expires_at),
        (first, NOW, later)
    );
    assert_eq!(find(engine.as_mut(), b"3"), None);
    let remove = |engine: &mut dyn Engine| {
        write(engine, |records| {
            records.remove_application_code(first, NOW)
        })
        .unwrap()
    };
    assert!(remove(engine.as_mut()));
    assert!(!remove(engine.as_mut()), "once only");
    let mut other = maker.open();
    assert_eq!(find(other.as_mut(), b"1"), None);
    let codes = read(other.as_mut(), |records| records.application_codes()).unwrap();
    assert_eq!(
        codes.iter().map(|code| code.number).collect::<Vec<_>>(),
        [second]
    );
}

pub(crate) fn an_application_is_kept_with_its_contact_and_removed_without_a_trace(
    maker: &dyn Maker,
) {
    let mut engine = maker.open();
    exchange(engine.as_mut());
    let application = Application {
        number: "1370600056".parse().unwrap(),
        name: "ひまわり".to_owned(),
        services: vec!["11".parse().unwrap()],
    };
    let number = application.number;
    let contact = |telephone: &str| ContactRecord {
        telephone: telephone.to_owned(),
        mail: String::new(),
    };
    let waiting =
        |engine: &mut dyn Engine| read(engine, |records| records.applications_waiting()).unwrap();
    assert_eq!(waiting(engine.as_mut()), 0, "both offices were approved");
    write(engine.as_mut(), |records| {
        apply_for_office(records, &application, NOW)
    })
    .unwrap();
    for telephone in ["03", "06"] {
        let contact = contact(telephone);
        write(engine.as_mut(), |records| {
            records.set_contact(number, &contact)
        })
        .unwrap();
    }
    assert_eq!(waiting(engine.as_mut()), 1);
    let kept = |engine: &mut dyn Engine| read(engine, |records| records.contact(number)).unwrap();
    assert_eq!(kept(engine.as_mut()), Some(contact("06")));
    assert_eq!(
        read(engine.as_mut(), |records| records.contact(sakura())).unwrap(),
        None
    );
    write(engine.as_mut(), |records| {
        records.remove_application(number)
    })
    .unwrap();
    assert_eq!((waiting(engine.as_mut()), kept(engine.as_mut())), (0, None));
    assert!(
        read(engine.as_mut(), |records| records.office(number))
            .unwrap()
            .is_none()
    );
    assert!(
        read(engine.as_mut(), |records| records.office(momiji()))
            .unwrap()
            .is_some()
    );
}
