//! Several terminals of one office: entries of the journal, the approval of a new terminal, the recovery sheet.

use serde_json::json;
use tsunagu_protocol::{
    DeviceId, EntryId, Identity, KeyPair, Role, UtcMillis,
    authority::request_is_by_key_of,
    joining::{open_approval, seal_approval},
    journal::{JournalEntry, open_entry, seal_entry},
    recovery::{RecoveryCode, open_recovery, seal_recovery},
};

use crate::world::{NOW, World, device, mailbox};

fn entry(world: &World) -> JournalEntry {
    JournalEntry {
        id: EntryId::new(UtcMillis(1_795_305_600_000), [3; 10]),
        office: world.sender.address.office,
        at: NOW,
        kind: "draft.gone".into(),
        body: json!({ "draft": "01a2008e-cbc0-7fff-bfff-ffffffffffff" }),
    }
}

/// A device of the sending office that another party could have certified.
fn other_device(world: &World) -> Identity {
    let key = KeyPair::generate().unwrap();
    let request = key.request_pem(Role::Device, "office").unwrap();
    let id = DeviceId::new(UtcMillis(1_795_305_600_000), [8; 10]);
    let office = world.sender.address.office;
    let issued = world.authority.issue_device(&request, office, id, NOW);
    key.into_identity(&issued.unwrap()).unwrap()
}

#[test]
fn an_entry_opens_with_the_mailbox_key_and_names_its_terminal() {
    let world = World::new();
    let office = &world.sender;
    let entry = entry(&world);
    let sealed = seal_entry(&entry, &office.device, &office.mailbox).unwrap();
    let earlier = mailbox(&world.authority, office.address);
    for mailboxes in [
        vec![office.mailbox.clone()],
        vec![earlier.clone(), office.mailbox.clone()],
    ] {
        let opened = open_entry(&sealed, &mailboxes, entry.office, &world.trust(), NOW).unwrap();
        assert_eq!(*opened.entry(), entry);
        assert_eq!(opened.signer().der, office.device.certificate_der());
    }
    let refused = open_entry(&sealed, &[earlier], entry.office, &world.trust(), NOW);
    assert_eq!(
        refused.unwrap_err().to_string(),
        "the bundle is not sealed for this mailbox"
    );
}

#[test]
fn every_terminal_with_the_mailbox_key_may_write_and_no_other_office() {
    let world = World::new();
    let office = &world.sender;
    let entry = entry(&world);
    let own = std::slice::from_ref(&office.mailbox);
    let sealed = seal_entry(&entry, &other_device(&world), &office.mailbox).unwrap();
    assert!(open_entry(&sealed, own, entry.office, &world.trust(), NOW).is_ok());
    // A device of another office may not, whatever it knows.
    let sealed = seal_entry(&entry, &world.receiver.device, &office.mailbox).unwrap();
    let refused = open_entry(&sealed, own, entry.office, &world.trust(), NOW);
    assert_eq!(
        refused.unwrap_err().to_string(),
        "the entry belongs to another office"
    );
}

#[test]
fn an_altered_entry_is_refused_at_every_byte() {
    let world = World::new();
    let office = &world.sender;
    let entry = entry(&world);
    let sealed = seal_entry(&entry, &office.device, &office.mailbox).unwrap();
    for index in (0..sealed.len()).step_by(7) {
        let mut altered = sealed.clone();
        altered[index] ^= 1;
        let mailboxes = std::slice::from_ref(&office.mailbox);
        let opened = open_entry(&altered, mailboxes, entry.office, &world.trust(), NOW);
        // The recipient's name (issuer) is not protected by CMS; what opens is the entry unaltered.
        if let Ok(opened) = opened {
            assert_eq!(*opened.entry(), entry);
        }
    }
}

#[test]
fn an_approval_reaches_the_new_terminal_only_and_only_from_the_compared_one() {
    let world = World::new();
    let office = &world.sender;
    let new = other_device(&world);
    let (trust, der) = (world.trust(), new.certificate_der());
    let sealed = seal_approval(&office.mailbox, &office.device, der, &trust, NOW).unwrap();
    let signer = office.device.certificate_der();
    let mailbox = open_approval(&sealed, &new, signer, &trust, NOW).unwrap();
    assert_eq!(mailbox.key_der(), office.mailbox.key_der());
    assert_eq!(mailbox.certificate_der(), office.mailbox.certificate_der());
    // Another terminal cannot open it, not even one of the office.
    assert!(open_approval(&sealed, &office.device, signer, &trust, NOW).is_err());
    // From a terminal whose digits nobody compared it counts for nothing.
    let stranger = device(&world.authority, office.address);
    let refused = open_approval(&sealed, &new, stranger.certificate_der(), &trust, NOW);
    assert_eq!(
        refused.unwrap_err().to_string(),
        "the approval comes from another terminal than the one whose digits were compared"
    );
    // The mailbox key never goes to a device of another office.
    let foreign = world.receiver.device.certificate_der();
    assert!(seal_approval(&office.mailbox, &office.device, foreign, &trust, NOW).is_err());
}

#[test]
fn a_recovery_sheet_opens_its_own_office_only() {
    let world = World::new();
    let office = &world.sender;
    let code = RecoveryCode::draw().unwrap();
    let number = office.address.office;
    let sealed = seal_recovery(&code, number, &office.mailbox).unwrap();
    let typed: RecoveryCode = code.to_string().parse().unwrap();
    let mailbox = open_recovery(&typed, number, &sealed, &world.trust(), NOW).unwrap();
    assert_eq!(mailbox.key_der(), office.mailbox.key_der());
    let wrong = [
        open_recovery(
            &RecoveryCode::draw().unwrap(),
            number,
            &sealed,
            &world.trust(),
            NOW,
        ),
        open_recovery(
            &code,
            world.receiver.address.office,
            &sealed,
            &world.trust(),
            NOW,
        ),
        open_recovery(
            &code,
            number,
            &sealed[..sealed.len() - 1],
            &world.trust(),
            NOW,
        ),
        open_recovery(&code, number, &[], &world.trust(), NOW),
    ];
    for refused in wrong {
        assert_eq!(
            refused.unwrap_err().to_string(),
            "the code does not open what the hub keeps for this office"
        );
    }
}

#[test]
fn a_request_shows_who_holds_the_mailbox_key_and_for_which_device() {
    let world = World::new();
    let office = &world.sender;
    let certificate = office.mailbox.certificate_pem();
    let key = KeyPair::from_der(office.mailbox.key_der()).unwrap();
    let request = key.request_pem(Role::Mailbox, "device 1").unwrap();
    let by = |request: &str, name| request_is_by_key_of(request, &certificate, name).unwrap();
    assert!(by(&request, None));
    assert!(by(&request, Some("device 1")));
    assert!(!by(&request, Some("device 2")));
    let other = KeyPair::generate().unwrap();
    assert!(!by(
        &other.request_pem(Role::Mailbox, "device 1").unwrap(),
        None
    ));
    assert!(request_is_by_key_of("nothing", &certificate, None).is_err());
}
