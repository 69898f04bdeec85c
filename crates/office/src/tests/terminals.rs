//! A new terminal as an existing one sees it: digits, approval, and what a hostile hub could try.

use protocol::authority::Authority;
use protocol::certificate::{Identity, KeyPair, Role};
use protocol::joining::{Nonce, joining_commitment, joining_digits, open_approval};
use protocol::message::{Offer, TerminalEntry, TerminalJoining, TerminalList};
use protocol::{BundleId, DeviceId, UtcMillis, read_device_certificate};

use super::{CARE, START, TestOffice, VISIT, World, another_terminal, deletion, later};
use crate::drafts::DraftOptions;
use crate::error_code::ErrorCode;
use crate::inbox::{
    InboxFilter, ReceivedState, list_inbox, open_inbox_bundle, store_contents, store_inbox_page,
};
use crate::outbox::{OutboxFilter, SentState, apply_send_answer, list_outbox, read_outbox_bundle};
use crate::page::PageRequest;
use crate::past::{brought, next_piece, take_piece, wants_past};
use crate::store::past::begin_taking;
use crate::store::terminals::{all, save};
use crate::store::{Store, past};
use crate::terminals::{
    Joining, Terminal, TerminalError, approve_terminal, check_terminal, learn_terminals,
    list_terminals, remove_terminal, rename_terminal,
};

/// A terminal that asks to join, with what the hub would list about it.
struct New {
    device: Identity,
    id: DeviceId,
    nonce: Nonce,
    entry: TerminalEntry,
}

fn new_terminal(authority: &Authority, number: u8) -> New {
    let key = KeyPair::generate().unwrap();
    let request = key.request_pem(Role::Device, "office").unwrap();
    let id = DeviceId::new(UtcMillis(9), [number; 10]);
    let office = CARE.parse().unwrap();
    let pem = authority.issue_device(&request, office, id, START).unwrap();
    let device = key.into_identity(&pem).unwrap();
    let nonce = Nonce::from_bytes([number; 32]);
    let commitment = joining_commitment(office, device.certificate_der(), nonce);
    New {
        entry: TerminalEntry {
            id,
            name: "事務室".to_owned(),
            enrolled_at: START,
            seen_at: None,
            certificate: pem,
            joining: Some(TerminalJoining {
                commitment: Some(commitment),
                offer: None,
                nonce: None,
            }),
        },
        device,
        id,
        nonce,
    }
}

fn learn(office: &mut TestOffice, entry: &TerminalEntry) -> Vec<Terminal> {
    let list = TerminalList {
        terminals: vec![own_entry(office), entry.clone()],
    };
    learn_terminals(&mut office.store, &office.keys, &list, START).unwrap();
    list_terminals(&mut office.store).unwrap()
}

fn own_entry(office: &TestOffice) -> TerminalEntry {
    TerminalEntry {
        id: own_id(office),
        name: "受付".to_owned(),
        enrolled_at: START,
        seen_at: Some(START),
        certificate: office.keys.device.certificate_pem(),
        joining: None,
    }
}

fn own_id(office: &TestOffice) -> DeviceId {
    let der = office.keys.device.certificate_der();
    read_device_certificate(der, &office.keys.trust, START)
        .unwrap()
        .device
}

/// The hub's list after this terminal's answer has reached it and the new one has shown a nonce.
fn answered(office: &mut TestOffice, new: &New, shown: Nonce) -> TerminalEntry {
    let rows = office.store.read(all).unwrap();
    let row = rows.into_iter().find(|row| row.id == new.id).unwrap();
    let mut entry = new.entry.clone();
    let joining = entry.joining.as_mut().unwrap();
    joining.nonce = Some(shown);
    joining.offer = Some(Offer {
        device: own_id(office),
        name: "受付".to_owned(),
        certificate: office.keys.device.certificate_pem(),
        nonce: row.nonce.unwrap(),
    });
    entry
}

#[test]
fn a_new_terminal_is_approved_when_the_digits_are_the_same() {
    let mut world = World::new();
    let new = new_terminal(&world.authority, 1);
    let care = &mut world.care;
    let listed = learn(care, &new.entry);
    assert_eq!(listed.len(), 2);
    assert!(listed[0].own && listed[0].joining.is_none());
    assert_eq!(listed[1].joining, Some(Joining::Asks));
    check_terminal(&mut care.store, new.id, START).unwrap();
    assert_eq!(learn(care, &new.entry)[1].joining, Some(Joining::Begun));
    let entry = answered(care, &new, new.nonce);
    let offer = entry.joining.clone().unwrap().offer.unwrap();
    let existing = care.keys.device.certificate_der();
    let own = new.device.certificate_der();
    let digits = joining_digits(care.number, own, existing, new.nonce, offer.nonce);
    let joining = learn(care, &entry)[1].joining.clone();
    assert_eq!(joining, Some(Joining::Digits(digits.clone())));
    // Asking again draws no other nonce.
    check_terminal(&mut care.store, new.id, START).unwrap();
    assert_eq!(learn(care, &entry)[1].joining, joining);

    let wrong = approve_terminal(&mut care.store, &care.keys, new.id, "000000", START);
    assert!(matches!(wrong, Err(TerminalError::OtherDigits)));
    let typed = format!("{} {}", &digits[..3], &digits[3..]);
    approve_terminal(&mut care.store, &care.keys, new.id, &typed, START).unwrap();
    assert_eq!(learn(care, &entry)[1].joining, Some(Joining::Approved));
    let rows = care.store.read(all).unwrap();
    let row = rows.into_iter().find(|row| row.id == new.id).unwrap();
    let trust = world.authority.trust();
    let existing = care.keys.device.certificate_der();
    let mailbox = open_approval(&row.approval.unwrap(), &new.device, existing, &trust, START);
    assert_eq!(mailbox.unwrap().key_der(), care.keys.mailbox.key_der());
}

#[test]
fn a_nonce_that_was_not_committed_to_gives_no_digits() {
    let mut world = World::new();
    let new = new_terminal(&world.authority, 1);
    let care = &mut world.care;
    learn(care, &new.entry);
    check_terminal(&mut care.store, new.id, START).unwrap();
    // The hub knows our nonce now and would like to choose the other one.
    let entry = answered(care, &new, Nonce::from_bytes([7; 32]));
    let code = ErrorCode::JoiningForged.code();
    assert_eq!(code, "OFF-523");
    assert_eq!(
        learn(care, &entry)[1].joining,
        Some(Joining::Failed(code.to_owned()))
    );
    let refused = approve_terminal(&mut care.store, &care.keys, new.id, "000000", START);
    assert!(matches!(refused, Err(TerminalError::NotReady { .. })));
    // A new commitment is a new attempt, with a new nonce of ours.
    let mut again = new_terminal(&world.authority, 1).entry;
    again.certificate.clone_from(&new.entry.certificate);
    assert_eq!(learn(care, &again)[1].joining, Some(Joining::Asks));
}

#[test]
fn a_certificate_that_the_hub_swaps_later_loses_its_digits() {
    let mut world = World::new();
    let new = new_terminal(&world.authority, 1);
    let care = &mut world.care;
    learn(care, &new.entry);
    check_terminal(&mut care.store, new.id, START).unwrap();
    let mut entry = answered(care, &new, new.nonce);
    learn(care, &entry);
    // The same device id with another key: the digits were not for this one.
    let other = new_terminal(&world.authority, 1);
    entry.certificate = other.entry.certificate;
    assert_eq!(learn(care, &entry)[1].joining, Some(Joining::Asks));
    let refused = approve_terminal(&mut care.store, &care.keys, new.id, "000000", START);
    assert!(matches!(refused, Err(TerminalError::NotReady { .. })));
    // A certificate of another office is not even listed.
    entry.certificate = world.visit.keys.device.certificate_pem();
    assert_eq!(learn(&mut world.care, &entry).len(), 1);
}

#[test]
fn terminals_are_renamed_and_removed() {
    let mut world = World::new();
    let new = new_terminal(&world.authority, 1);
    let care = &mut world.care;
    learn(care, &new.entry);
    let own = own_id(care);
    let refused = rename_terminal(&mut care.store, own, " ");
    assert!(matches!(refused, Err(TerminalError::Name)));
    let refused = rename_terminal(&mut care.store, own, &"長".repeat(101));
    assert!(matches!(refused, Err(TerminalError::Name)));
    rename_terminal(&mut care.store, own, " 受付 1番 ").unwrap();
    let refused = remove_terminal(&mut care.store, own, START);
    assert!(matches!(refused, Err(TerminalError::Own)));
    remove_terminal(&mut care.store, new.id, START).unwrap();
    let listed = list_terminals(&mut care.store).unwrap();
    assert_eq!(
        (listed[0].name.as_str(), listed[0].removing),
        ("受付 1番", false)
    );
    assert!(listed[1].removing);
    let unknown = DeviceId::new(UtcMillis(1), [99; 10]);
    let refused = remove_terminal(&mut care.store, unknown, START);
    assert!(matches!(refused, Err(TerminalError::NotFound { .. })));
}

/// Brings the whole history of `from` to `to`; with `lost`, the answer to every piece is lost once.
fn hand_over(from: &mut TestOffice, to: &mut TestOffice, device: DeviceId, lost: bool) {
    to.store.write(begin_taking).unwrap();
    let mut lose = lost;
    while let Some(piece) = next_piece(&mut from.store, &from.keys, device, later(10)).unwrap() {
        take_piece(&mut to.store, &to.keys, &piece.sealed, later(20)).unwrap();
        brought(&mut from.store, &piece, !lose).unwrap();
        lose = lost && !lose;
    }
}

/// An office that sent two bundles and has a draft, and one that received them and opened the first.
fn with_a_past() -> (World, [BundleId; 2], BundleId) {
    let mut world = World::new();
    let trust = world.authority.trust();
    // The other office sends; this one receives and opens one of two, and sends and drafts itself.
    let ids = ["20261001000000", "20261002000000"].map(|stamp| world.care.queue(stamp, VISIT));
    world.seal(START);
    for attempt in world.care.attempts(START) {
        let answer = world.hub.answer(&attempt, &trust, START);
        let crate::outbox::Attempt::Send { id, .. } = attempt else {
            unreachable!()
        };
        apply_send_answer(&mut world.care.store, &trust, id, &answer, START).unwrap();
    }
    let draft = world.care.draft(
        &[deletion(CARE, VISIT, "20261003000000", "0000000001")],
        &DraftOptions::default(),
    );
    let page = world.hub.inbox(world.visit.number);
    let visit = &mut world.visit;
    store_inbox_page(&mut visit.store, &trust, &page, START).unwrap();
    let rows = list_inbox(
        &mut visit.store,
        &InboxFilter::default(),
        &PageRequest::first(9),
    );
    for row in rows.unwrap().rows {
        let sealed = world.hub.kept(row.id.id).sealed.clone();
        store_contents(&mut visit.store, &visit.keys, row.id, &sealed, START).unwrap();
        if row.id.id == ids[0] {
            open_inbox_bundle(&mut visit.store, row.id, later(5)).unwrap();
        }
    }
    let draft = draft.drafts[0].id;
    (world, ids, draft)
}

/// The received bundles are as the office has had them for long.
fn check_received(store: &mut Store, opened: BundleId) {
    let rows = list_inbox(store, &InboxFilter::default(), &PageRequest::first(9));
    let rows = rows.unwrap().rows;
    assert_eq!(rows.len(), 2);
    for row in rows {
        let expected = match row.id.id == opened {
            true => (ReceivedState::Opened, Some(later(5))),
            false => (ReceivedState::Received, None),
        };
        assert_eq!((row.state, row.times.opened), expected);
        assert_eq!(row.times.received, Some(START));
        assert_eq!(row.standard_files, 1);
    }
}

#[test]
fn a_new_terminal_gets_the_whole_history_also_what_the_hub_has_erased() {
    for lost in [false, true] {
        let (mut world, ids, draft) = with_a_past();
        let device = DeviceId::new(UtcMillis(3), [3; 10]);
        for office in [&mut world.care, &mut world.visit] {
            let mut row = crate::store::terminals::TerminalRow::new(device);
            row.certificate = vec![1];
            row.history_row = Some(0);
            office.store.write(|tx| save(tx, &row)).unwrap();
        }
        // The new terminals know nothing but the mailbox key; the hub has erased all contents.
        let mut care = another_terminal(&world.authority, &world.care, 31);
        let mut visit = another_terminal(&world.authority, &world.visit, 32);
        hand_over(&mut world.care, &mut care, device, lost);
        hand_over(&mut world.visit, &mut visit, device, lost);

        let sent = list_outbox(
            &mut care.store,
            &OutboxFilter::default(),
            &PageRequest::first(9),
        );
        assert_eq!(sent.unwrap().rows.len(), 2);
        for id in ids {
            let bundle = read_outbox_bundle(&mut care.store, id).unwrap().unwrap();
            assert_eq!(bundle.row.state, SentState::Accepted);
            assert_eq!((bundle.files.len(), bundle.receipts.len()), (1, 1));
        }
        let bundle = read_outbox_bundle(&mut care.store, draft).unwrap().unwrap();
        assert_eq!(bundle.row.state, SentState::Draft);

        check_received(&mut visit.store, ids[0]);
        let due = crate::receipts::due_receipts(&mut visit.store, &visit.keys, later(99));
        assert_eq!(
            due.unwrap(),
            [],
            "the office has acknowledged them long ago"
        );
        assert!(!wants_past(&mut visit.store).unwrap());
        let owed = world.visit.store.read(|tx| past::place_of(tx, device));
        assert_eq!(owed.unwrap(), None);
    }
}
