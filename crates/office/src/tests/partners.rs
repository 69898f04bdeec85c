//! Partners: unknown, not ready, changed, accepted.

use protocol::certificate::{KeyPair, Role};
use protocol::message::OfficeEntry;

use super::{CARE, START, VISIT, World, later, new_mailbox};
use crate::outbox::{Attempt, SentState, read_outbox_bundle, seal_waiting};
use crate::partners::{
    AcceptPartnerError, Learned, accept_partner, find_partner, learn_partner, partners_to_ask,
};

impl World {
    fn sent_state(&mut self, id: protocol::BundleId) -> (SentState, Option<String>) {
        let row = read_outbox_bundle(&mut self.care.store, id)
            .unwrap()
            .unwrap()
            .row;
        (row.state, row.problem.map(|problem| problem.code))
    }

    /// Another mailbox certificate of the visiting office.
    fn renewed_entry(&self) -> OfficeEntry {
        let (pem, _) = new_mailbox(&self.authority, VISIT);
        OfficeEntry {
            mailbox_certificate: Some(pem),
            ..self.visit.entry()
        }
    }

    fn learn(&mut self, number: &str, entry: Option<&OfficeEntry>) -> Learned {
        let trust = self.authority.trust();
        let number = number.parse().unwrap();
        learn_partner(&mut self.care.store, &trust, number, entry, later(1)).unwrap()
    }
}

#[test]
fn a_partner_that_the_hub_does_not_know_blocks_until_it_joins() {
    let mut world = World::new();
    let number = "1370300039";
    let id = world.care.queue("20261001090000", number);
    // Not asked yet: nothing happens.
    world.seal(START);
    assert_eq!(world.sent_state(id), (SentState::Waiting, None));
    let to_ask = partners_to_ask(&mut world.care.store, START).unwrap();
    assert_eq!(to_ask, [number.parse().unwrap()]);
    assert_eq!(world.learn(number, None), Learned::Nothing);
    world.seal(START);
    assert_eq!(
        world.sent_state(id),
        (SentState::Blocked, Some("OFF-201".to_owned()))
    );
    // It is asked about in every pass while something waits for it.
    assert_eq!(
        partners_to_ask(&mut world.care.store, later(1))
            .unwrap()
            .len(),
        1
    );
    let mut entry = OfficeEntry {
        number: number.parse().unwrap(),
        name: "あとから".to_owned(),
        services: vec![],
        mailbox_certificate: None,
    };
    world.learn(number, Some(&entry));
    world.seal(START);
    assert_eq!(
        world.sent_state(id),
        (SentState::Blocked, Some("OFF-203".to_owned()))
    );
    entry.mailbox_certificate = Some(new_mailbox(&world.authority, number).0);
    assert_eq!(world.learn(number, Some(&entry)), Learned::Pinned);
    world.seal(later(2));
    assert_eq!(world.sent_state(id), (SentState::Waiting, None));
    assert_eq!(world.care.attempts(later(2)).len(), 1);
}

#[test]
fn a_changed_certificate_blocks_until_a_person_accepts_it() {
    let mut world = World::new();
    let sealed = world.care.queue("20261001090000", VISIT);
    world.seal(START);
    let unsealed = world.care.queue("20261001090001", VISIT);
    let renewed = world.renewed_entry();
    assert_eq!(
        world.learn(VISIT, Some(&renewed)),
        Learned::CertificateChanged
    );
    world.seal(later(1));
    assert_eq!(world.care.attempts(later(1)), []);
    let blocked = (SentState::Blocked, Some("OFF-202".to_owned()));
    assert_eq!(world.sent_state(sealed), blocked);
    assert_eq!(world.sent_state(unsealed), blocked);

    let number = VISIT.parse().unwrap();
    let partner = find_partner(&mut world.care.store, number)
        .unwrap()
        .unwrap();
    let old = partner.pinned.unwrap().fingerprint;
    let new = partner.offered.unwrap().fingerprint;
    let wrong = accept_partner(&mut world.care.store, number, old, later(2)).unwrap_err();
    assert_eq!(
        wrong.to_string(),
        format!("the certificate offered for office {VISIT} has fingerprint {new}")
    );
    assert_eq!(world.sent_state(sealed), blocked);
    accept_partner(&mut world.care.store, number, new, later(2)).unwrap();
    world.seal(later(2));
    assert_eq!(world.care.attempts(later(2)).len(), 2);
    let again = accept_partner(&mut world.care.store, number, new, later(3)).unwrap_err();
    assert!(matches!(again, AcceptPartnerError::NothingOffered { .. }));
}

#[test]
fn what_may_be_at_the_hub_keeps_its_bytes_when_the_certificate_changes() {
    let mut world = World::new();
    world.care.queue("20261001090000", VISIT);
    world.seal(START);
    let first = world.care.attempts(START);
    let renewed = world.renewed_entry();
    world.learn(VISIT, Some(&renewed));
    let number = VISIT.parse().unwrap();
    let partner = find_partner(&mut world.care.store, number)
        .unwrap()
        .unwrap();
    let new = partner.offered.unwrap().fingerprint;
    accept_partner(&mut world.care.store, number, new, later(2)).unwrap();
    seal_waiting(&mut world.care.store, &world.care.keys, later(2)).unwrap();
    let again: Vec<Attempt> = world.care.attempts(later(3600));
    assert_eq!(again, first);
}

#[test]
fn a_receiver_is_asked_about_once_more_before_the_first_attempt() {
    let mut world = World::new();
    let number: protocol::OfficeNumber = VISIT.parse().unwrap();
    let to_ask = |world: &mut World, at| partners_to_ask(&mut world.care.store, at).unwrap();
    let entry = world.visit.entry();
    world.learn(VISIT, Some(&entry));
    world.care.queue("20261001090000", VISIT);
    world.seal(later(1));
    assert_eq!(to_ask(&mut world, later(2)), [], "asked a second ago");
    assert_eq!(to_ask(&mut world, later(70)), [number]);
    // What is sealed and was never tried waits for the answer, and for a person.
    let renewed = world.renewed_entry();
    world.learn(VISIT, Some(&renewed));
    assert_eq!(world.care.attempts(later(71)), []);
}

#[test]
fn a_certificate_that_goes_back_is_no_change_any_more() {
    let mut world = World::new();
    let renewed = world.renewed_entry();
    world.learn(VISIT, Some(&renewed));
    let entry = world.visit.entry();
    assert_eq!(world.learn(VISIT, Some(&entry)), Learned::Nothing);
    let number = VISIT.parse().unwrap();
    let partner = find_partner(&mut world.care.store, number)
        .unwrap()
        .unwrap();
    assert!(partner.offered.is_none());
}

#[test]
fn a_certificate_of_another_office_or_authority_is_never_pinned() {
    let mut world = World::new();
    let number = "1370300039";
    let stranger = World::new();
    let wrong = [
        Some(new_mailbox(&world.authority, CARE).0),
        Some(new_mailbox(&stranger.authority, number).0),
        Some("no certificate".to_owned()),
    ];
    for mailbox_certificate in wrong {
        let entry = OfficeEntry {
            number: number.parse().unwrap(),
            name: "あやしい".to_owned(),
            services: vec![],
            mailbox_certificate,
        };
        assert_eq!(
            world.learn(number, Some(&entry)),
            Learned::CertificateInvalid
        );
    }
    let partner = find_partner(&mut world.care.store, number.parse().unwrap())
        .unwrap()
        .unwrap();
    assert!(partner.pinned.is_none());
}

#[test]
fn a_renewed_certificate_of_the_same_key_takes_the_place_of_the_pinned_one() {
    let mut world = World::new();
    let entry = world.visit.entry();
    let key = KeyPair::from_pem(&world.visit.keys.mailbox.key_pem()).unwrap();
    let request = key.request_pem(Role::Mailbox, "office").unwrap();
    let office = VISIT.parse().unwrap();
    let renewed = world.authority.issue_mailbox(&request, office, later(0));
    let entry = OfficeEntry {
        mailbox_certificate: Some(renewed.unwrap()),
        ..entry
    };
    assert_eq!(world.learn(VISIT, Some(&entry)), Learned::Nothing);
    let partner = find_partner(&mut world.care.store, office)
        .unwrap()
        .unwrap();
    assert!(partner.offered.is_none());
    let pinned = partner.pinned.unwrap().certificate;
    assert_ne!(pinned, world.visit.keys.mailbox.certificate_der());
    // Another key is still a question.
    let other = world.renewed_entry();
    assert_eq!(
        world.learn(VISIT, Some(&other)),
        Learned::CertificateChanged
    );
}
