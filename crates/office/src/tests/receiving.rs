//! Receiving step by step: twice, damaged, foreign, withdrawn.

use protocol::ReceiptKind;
use protocol::message::{BundleState, encode_signed};

use super::{CARE, START, VISIT, World, later};
use crate::inbox::{
    InboxFilter, OpenError, ReceivedId, ReceivedState, StoredContents, apply_fetch_problem,
    bundles_not_exported, count_inbox, due_contents, export_bundles, find_by_bundle,
    import_inbox_bundle, list_inbox, open_inbox_bundle, read_inbox_bundle, read_inbox_file,
    store_contents, store_inbox_page,
};
use crate::outbox::{Answer, apply_send_answer};
use crate::page::PageRequest;
use crate::receipts::{ReceiptOutcome, apply_receipt_answer, due_receipts};

impl World {
    /// Sends a bundle to the hub; its key at the receiver.
    pub(crate) fn deliver(&mut self, stamp: &str) -> ReceivedId {
        let trust = self.authority.trust();
        let id = self.care.queue(stamp, VISIT);
        self.seal(START);
        for attempt in self.care.attempts(START) {
            let answer = self.hub.answer(&attempt, &trust, START);
            apply_send_answer(&mut self.care.store, &trust, id, &answer, START).unwrap();
        }
        ReceivedId {
            sender: Some(self.care.number),
            id,
        }
    }

    pub(crate) fn announce(&mut self) -> crate::inbox::StoredPage {
        let page = self.hub.inbox(self.visit.number);
        let trust = self.authority.trust();
        store_inbox_page(&mut self.visit.store, &trust, &page, START).unwrap()
    }

    pub(crate) fn fetch(&mut self, key: ReceivedId) -> StoredContents {
        let sealed = self.hub.kept(key.id).sealed.clone();
        let (store, keys) = (&mut self.visit.store, &self.visit.keys);
        store_contents(store, keys, key, &sealed, later(1)).unwrap()
    }

    pub(crate) fn received_state(&mut self, key: ReceivedId) -> (ReceivedState, Option<String>) {
        let row = read_inbox_bundle(&mut self.visit.store, key)
            .unwrap()
            .unwrap()
            .row;
        (row.state, row.code)
    }

    fn due_kinds(&mut self) -> Vec<ReceiptKind> {
        let due = due_receipts(&mut self.visit.store, &self.visit.keys, later(100)).unwrap();
        due.iter().map(|receipt| receipt.kind).collect()
    }
}

#[test]
fn a_bundle_is_shown_once_however_often_it_comes() {
    let mut world = World::new();
    let key = world.deliver("20261001090000");
    assert_eq!(world.announce().announced, [key]);
    assert_eq!(world.announce().announced, []);
    assert_eq!(world.due_kinds(), []);
    assert_eq!(world.fetch(key), StoredContents::Received);
    assert_eq!(world.fetch(key), StoredContents::AlreadySettled);
    world.visit.crash();
    assert_eq!(world.announce().announced, []);
    assert_eq!(
        count_inbox(&mut world.visit.store, &InboxFilter::default()).unwrap(),
        1
    );
    assert_eq!(world.received_state(key), (ReceivedState::Received, None));
    assert_eq!(world.due_kinds(), [ReceiptKind::Fetched]);
    let bundle = read_inbox_bundle(&mut world.visit.store, key)
        .unwrap()
        .unwrap();
    let name = bundle.files[0].name.clone();
    assert_eq!(
        name,
        "DLTPLAN_202610_1370200015_43_1370300021_11_20261001090000.CSV"
    );
    let bytes = read_inbox_file(&mut world.visit.store, key, &name)
        .unwrap()
        .unwrap();
    assert_eq!(bytes, b"202407,131001,0000000001,202610\r\n");
    assert_eq!(bundle.row.clients, Some(1));
    assert_eq!((bundle.row.check_errors, bundle.row.check_warnings), (0, 0));
    assert_eq!(
        find_by_bundle(&mut world.visit.store, key.id).unwrap(),
        [key]
    );
}

#[test]
fn opening_is_a_persons_act_and_owes_one_receipt() {
    let mut world = World::new();
    let key = world.deliver("20261001090000");
    world.announce();
    let store = &mut world.visit.store;
    assert!(matches!(
        open_inbox_bundle(store, key, later(2)),
        Err(OpenError::NotHere { .. })
    ));
    world.fetch(key);
    let store = &mut world.visit.store;
    import_inbox_bundle(store, key, later(2)).unwrap();
    open_inbox_bundle(store, key, later(3)).unwrap();
    open_inbox_bundle(store, key, later(9)).unwrap();
    assert_eq!(world.received_state(key), (ReceivedState::Opened, None));
    assert_eq!(
        world.due_kinds(),
        [
            ReceiptKind::Fetched,
            ReceiptKind::Imported,
            ReceiptKind::Opened
        ]
    );
    let (store, keys) = (&mut world.visit.store, &world.visit.keys);
    let first = due_receipts(store, keys, later(100)).unwrap();
    world.visit.crash();
    let (store, keys) = (&mut world.visit.store, &world.visit.keys);
    assert_eq!(due_receipts(store, keys, later(100)).unwrap(), first);
    let trust = world.authority.trust();
    for receipt in first {
        let answer = world
            .hub
            .acknowledge(key.id, &receipt.signed, &trust, later(100));
        let store = &mut world.visit.store;
        let outcome = apply_receipt_answer(store, &receipt, &answer, later(100), 0.5).unwrap();
        assert_eq!(outcome, ReceiptOutcome::Delivered);
    }
    assert_eq!(world.due_kinds(), []);
    let bundle = read_inbox_bundle(&mut world.visit.store, key)
        .unwrap()
        .unwrap();
    assert_eq!(bundle.row.times.opened, Some(later(3)));
    assert_eq!(bundle.receipts.len(), 4);
}

#[test]
fn an_altered_sealed_part_is_damaged_kept_and_not_acknowledged() {
    let mut world = World::new();
    let key = world.deliver("20261001090000");
    let other = world.deliver("20261001090001");
    world.announce();
    let last = world.hub.kept(key.id).sealed.len() - 1;
    world.hub.kept(key.id).sealed[last] ^= 1;
    let damaged = StoredContents::Damaged(crate::ErrorCode::ContentsAltered);
    assert_eq!(world.fetch(key), damaged);
    assert_eq!(world.fetch(other), StoredContents::Received);
    assert_eq!(
        world.received_state(key),
        (ReceivedState::Damaged, Some("OFF-302".to_owned()))
    );
    assert_eq!(world.due_kinds(), [ReceiptKind::Fetched]);
    let store = &mut world.visit.store;
    assert_eq!(due_contents(store, later(9999)).unwrap(), []);
    assert!(matches!(
        open_inbox_bundle(store, key, later(2)),
        Err(OpenError::Damaged { .. })
    ));
    let bundle = read_inbox_bundle(store, key).unwrap().unwrap();
    assert!(bundle.sealed_sha256.is_some());
}

#[test]
fn an_altered_header_is_damaged_and_does_not_hold_up_the_rest() {
    let mut world = World::new();
    let key = world.deliver("20261001090000");
    let other = world.deliver("20261001090001");
    let mut page = world.hub.inbox(world.visit.number);
    let mut header = world.hub.kept(key.id).signed_header.clone();
    let middle = header.len() / 2;
    header[middle] ^= 1;
    page.bundles[0].header = encode_signed(&header);
    let trust = world.authority.trust();
    let stored = store_inbox_page(&mut world.visit.store, &trust, &page, START).unwrap();
    let unknown = ReceivedId {
        sender: None,
        id: key.id,
    };
    assert_eq!(stored.damaged, [unknown]);
    assert_eq!(stored.announced, [other]);
    assert_eq!(
        world.received_state(unknown),
        (ReceivedState::Damaged, Some("OFF-301".to_owned()))
    );
    assert_eq!(unknown.to_string().parse(), Ok(unknown));
}

#[test]
fn a_replayed_acceptance_or_a_foreign_address_is_damaged() {
    let mut world = World::new();
    let first = world.deliver("20261001090000");
    let second = world.deliver("20261001090001");
    let trust = world.authority.trust();
    // The hub's receipt of one bundle beside the header of the other.
    let mut page = world.hub.inbox(world.visit.number);
    page.bundles[1].accepted = page.bundles[0].accepted.clone();
    let stored = store_inbox_page(&mut world.visit.store, &trust, &page, START).unwrap();
    assert_eq!(stored.announced, [first]);
    assert_eq!(stored.damaged.len(), 1);
    assert_eq!(stored.damaged[0].id, second.id);
    // A bundle for the visiting office in the list of the care office.
    let page = world.hub.inbox(world.visit.number);
    let stored = store_inbox_page(&mut world.care.store, &trust, &page, START).unwrap();
    assert_eq!(stored.announced, []);
    assert_eq!(stored.damaged.len(), 2);
    let unknown = ReceivedId {
        sender: None,
        id: first.id,
    };
    let bundle = read_inbox_bundle(&mut world.care.store, unknown)
        .unwrap()
        .unwrap();
    assert_eq!(bundle.row.code.as_deref(), Some("OFF-304"));
}

#[test]
fn a_withdrawal_is_taken_over_unless_a_person_was_first() {
    let mut world = World::new();
    let announced = world.deliver("20261001090000");
    let here = world.deliver("20261001090001");
    let opened = world.deliver("20261001090002");
    world.announce();
    world.fetch(here);
    world.fetch(opened);
    open_inbox_bundle(&mut world.visit.store, opened, later(2)).unwrap();
    let mut page = world.hub.inbox(world.visit.number);
    for entry in &mut page.bundles {
        entry.state = BundleState::Withdrawn;
    }
    let trust = world.authority.trust();
    let stored = store_inbox_page(&mut world.visit.store, &trust, &page, later(3)).unwrap();
    assert_eq!(stored.withdrawn, [announced, here]);
    for key in [announced, here] {
        assert_eq!(
            world.received_state(key),
            (ReceivedState::Withdrawn, Some("OFF-305".to_owned()))
        );
    }
    assert_eq!(world.received_state(opened).0, ReceivedState::Opened);
    // What was fetched before is not acknowledged any more; the opening still is.
    assert_eq!(
        world.due_kinds(),
        [ReceiptKind::Fetched, ReceiptKind::Opened]
    );
}

#[test]
fn an_opening_that_loses_the_race_is_marked_withdrawn() {
    let mut world = World::new();
    let key = world.deliver("20261001090000");
    world.announce();
    world.fetch(key);
    open_inbox_bundle(&mut world.visit.store, key, later(2)).unwrap();
    let (store, keys) = (&mut world.visit.store, &world.visit.keys);
    let due = due_receipts(store, keys, later(3)).unwrap();
    let refused = Answer::Problem {
        code: "HUB-115".to_owned(),
    };
    let outcome = apply_receipt_answer(store, &due[0], &refused, later(3), 0.5).unwrap();
    assert_eq!(outcome, ReceiptOutcome::Withdrawn);
    assert_eq!(world.received_state(key).0, ReceivedState::Withdrawn);
    assert_eq!(world.due_kinds(), []);
}

#[test]
fn contents_that_do_not_come_are_asked_for_again_or_given_up_by_their_code() {
    let mut world = World::new();
    for (index, (code, state, again)) in [
        ("OFF-404", ReceivedState::Announced, true),
        ("HUB-111", ReceivedState::Announced, true),
        ("HUB-501", ReceivedState::Announced, true),
        ("HUB-114", ReceivedState::Damaged, false),
        ("HUB-115", ReceivedState::Withdrawn, false),
    ]
    .into_iter()
    .enumerate()
    {
        let key = world.deliver(&format!("202610010900{index:02}"));
        world.announce();
        let store = &mut world.visit.store;
        apply_fetch_problem(store, key, code, START, 0.5).unwrap();
        assert_eq!(world.received_state(key).0, state, "{code}");
        let shown = match code {
            "HUB-114" => "OFF-306",
            "HUB-115" => "OFF-305",
            other => other,
        };
        assert_eq!(world.received_state(key).1.as_deref(), Some(shown));
        let due = due_contents(&mut world.visit.store, later(3600)).unwrap();
        assert_eq!(due.iter().any(|due| due.key == key), again, "{code}");
    }
}

#[test]
fn the_list_of_one_partner_is_in_the_order_of_stamps_whatever_the_order_of_arrival() {
    let mut world = World::new();
    let stamps = [
        "20261001090005",
        "20261001090001",
        "20261001090009",
        "20261001090003",
    ];
    for (seconds, stamp) in stamps.iter().enumerate() {
        world.deliver(stamp);
        let page = world.hub.inbox(world.visit.number);
        let trust = world.authority.trust();
        // Each arrives in a second of its own.
        let now = later(seconds as i64);
        store_inbox_page(&mut world.visit.store, &trust, &page, now).unwrap();
    }
    let mut listed = |partner: Option<&str>, limit: u32| {
        let filter = InboxFilter {
            partner: partner.map(|number| number.parse().unwrap()),
            ..InboxFilter::default()
        };
        let mut page = PageRequest::first(limit);
        let mut listed = Vec::new();
        loop {
            let found = list_inbox(&mut world.visit.store, &filter, &page).unwrap();
            let stamps = found.rows.into_iter().filter_map(|row| row.stamp);
            listed.extend(stamps.map(|stamp| stamp[12..].to_owned()));
            match found.next {
                Some(next) => page.after = Some(next),
                None => return listed,
            }
        }
    };
    for limit in [1, 3, 50] {
        assert_eq!(listed(None, limit), ["03", "09", "01", "05"]);
        assert_eq!(listed(Some(CARE), limit), ["09", "05", "03", "01"]);
        assert_eq!(listed(Some(VISIT), limit), [] as [&str; 0]);
    }
}

#[test]
fn files_are_laid_out_in_the_order_of_stamps_once_and_never_over_others() {
    let mut world = World::new();
    let later_stamp = world.deliver("20261001090005");
    let earlier_stamp = world.deliver("20261001090001");
    world.announce();
    world.fetch(later_stamp);
    world.fetch(earlier_stamp);
    let out = tempfile::tempdir().unwrap();
    let store = &mut world.visit.store;
    let keys = bundles_not_exported(store).unwrap();
    let report = export_bundles(store, &keys, out.path(), later(2)).unwrap();
    assert_eq!(report.bundles, [earlier_stamp, later_stamp]);
    assert_eq!(report.written.len(), 2);
    let path = out
        .path()
        .join(CARE)
        .join(format!("20261001090001_{}", earlier_stamp.id));
    assert!(report.written[0].starts_with(&path));
    assert_eq!(bundles_not_exported(store).unwrap(), []);
    // Again: the same files are there.
    let report = export_bundles(store, &keys, out.path(), later(3)).unwrap();
    assert_eq!((report.written.len(), report.present.len()), (0, 2));
    // A different file is never replaced.
    let file = &report.present[0];
    std::fs::write(file, "edited by hand").unwrap();
    let err = export_bundles(store, &keys, out.path(), later(4)).unwrap_err();
    assert_eq!(
        err.to_string(),
        format!("{} exists with other contents", file.display())
    );
    assert_eq!(std::fs::read(file).unwrap(), b"edited by hand");
}
