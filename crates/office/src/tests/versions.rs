//! Versions: what a bundle corrects, what has replaced it, at both ends; and what
//! bundles of before give to search.

use protocol::BundleId;

use super::{CARE, START, VISIT, World, deletion, later};
use crate::clients::ClientMonth;
use crate::drafts::{DraftInput, DraftOptions, create_drafts, discard_draft};
use crate::inbox::{ReceivedId, find_earlier_received};
use crate::outbox::{apply_send_answer, find_earlier_sent, queue_draft, withdraw_bundle};
use crate::read_stored::read_stored_bundle;
use crate::store::Store;
use crate::store::subjects::{count_names, forget_subjects};
use crate::versions::{find_received_versions, find_sent_versions};

/// The tickets of the sample month for the home-visit office, with another stamp.
fn tickets(stamp: &str) -> Vec<DraftInput> {
    let month = samples::generate(&samples::Settings {
        seed: 7,
        offices: 2,
        clients: 3,
        month: "202610".parse().unwrap(),
    });
    let to_visit = format!("{CARE}_43_{VISIT}_11_");
    let mut found = Vec::new();
    for file in month.files {
        let ticket = ["UPPLAN", "UPSIKYU", "UPHOSOKU_202610"]
            .iter()
            .any(|kind| file.name.starts_with(kind));
        if !ticket || !file.name.contains(&to_visit) {
            continue;
        }
        let (before, _) = file.name.rsplit_once('_').unwrap();
        found.push(DraftInput {
            path: format!("{before}_{stamp}.CSV"),
            bytes: file.bytes,
        });
    }
    assert_eq!(found.len(), 3);
    found
}

impl World {
    /// Sends files to the home-visit office, which fetches them.
    fn exchange(&mut self, inputs: &[DraftInput], seconds: i64) -> ReceivedId {
        let now = later(seconds);
        let options = DraftOptions {
            send_again: true,
            ..DraftOptions::default()
        };
        let created = create_drafts(&mut self.care.store, inputs, &options, now).unwrap();
        assert_eq!(created.drafts.len(), 1, "{:?}", created.problems);
        let id = queue_draft(&mut self.care.store, created.drafts[0].id, now).unwrap();
        let trust = self.authority.trust();
        self.seal(now);
        for attempt in self.care.attempts(now) {
            let answer = self.hub.answer(&attempt, &trust, now);
            apply_send_answer(&mut self.care.store, &trust, id, &answer, now).unwrap();
        }
        self.announce();
        let key = ReceivedId {
            sender: Some(self.care.number),
            id,
        };
        self.fetch(key);
        key
    }
}

/// Of how many clients there is something earlier and newer, and in which bundles.
type Beside = (Option<(BundleId, u32, bool)>, Option<(BundleId, u32, bool)>);

fn received(store: &mut Store, key: ReceivedId) -> Beside {
    let found = find_received_versions(store, &[key]).unwrap().remove(0);
    let other = |other: crate::versions::OtherVersion<ReceivedId>| {
        (other.id.id, other.clients, other.deletes)
    };
    (found.earlier.map(other), found.newer.map(other))
}

fn sent(store: &mut Store, id: BundleId) -> Beside {
    let found = find_sent_versions(store, &[id]).unwrap().remove(0);
    let other =
        |other: crate::versions::OtherVersion<BundleId>| (other.id, other.clients, other.deletes);
    (found.earlier.map(other), found.newer.map(other))
}

#[test]
fn a_correction_and_what_it_corrects_know_each_other_at_both_ends() {
    let mut world = World::new();
    let first = world.exchange(&tickets("20261001090000"), 1);
    assert_eq!(received(&mut world.visit.store, first), (None, None));
    let second = world.exchange(&tickets("20261005090000"), 10);
    let both = [
        (first, (None, Some((second.id, 2, false)))),
        (second, (Some((first.id, 2, false)), None)),
    ];
    for (key, expected) in &both {
        assert_eq!(received(&mut world.visit.store, *key), *expected);
        assert_eq!(sent(&mut world.care.store, key.id), *expected);
    }

    let names = crate::subjects::subjects_of(
        tickets("20261005090000")
            .iter()
            .map(|input| (input.path.as_str(), input.bytes.as_slice())),
    );
    let (insurer, insured) = names.clients[0].clone();
    let gone = world.exchange(
        &[DraftInput {
            bytes: format!("202407,{insurer},{insured},202610\r\n").into_bytes(),
            ..deletion(CARE, VISIT, "20261006090000", &insured)
        }],
        20,
    );
    assert_eq!(
        received(&mut world.visit.store, second),
        (Some((first.id, 2, false)), Some((gone.id, 1, true)))
    );
    assert_eq!(
        received(&mut world.visit.store, gone),
        (Some((second.id, 1, false)), None)
    );

    let of = ClientMonth {
        insurer,
        insured,
        month: "202610".to_owned(),
    };
    let earlier = find_earlier_received(&mut world.visit.store, gone, &of).unwrap();
    assert_eq!(earlier.map(|found| found.id), Some(second));
    let earlier = find_earlier_sent(&mut world.care.store, second.id, &of).unwrap();
    assert_eq!(earlier.map(|found| found.id), Some(first.id));
    let of = ClientMonth {
        month: "202611".to_owned(),
        ..of
    };
    let earlier = find_earlier_received(&mut world.visit.store, gone, &of).unwrap();
    assert_eq!(earlier, None);
}

#[test]
fn what_was_taken_back_replaces_nothing() {
    let mut world = World::new();
    let first = world.exchange(&tickets("20261001090000"), 1);
    let second = world.exchange(&tickets("20261005090000"), 10);
    withdraw_bundle(&mut world.care.store, second.id, later(20)).unwrap();
    assert_eq!(sent(&mut world.care.store, first.id), (None, None));
    // The receiver has not heard of it.
    assert_eq!(
        received(&mut world.visit.store, first),
        (None, Some((second.id, 2, false)))
    );
    // A draft is not said yet.
    let options = DraftOptions::default();
    create_drafts(
        &mut world.care.store,
        &tickets("20261007090000"),
        &options,
        later(30),
    )
    .unwrap();
    assert_eq!(sent(&mut world.care.store, first.id), (None, None));
}

fn names(store: &mut Store) -> u64 {
    store.read(count_names).unwrap()
}

#[test]
fn names_go_with_the_last_bundle_that_has_the_client() {
    let mut world = World::new();
    let store = &mut world.care.store;
    let options = DraftOptions::default();
    let mut draft = |stamp: &str| {
        let created = create_drafts(store, &tickets(stamp), &options, START).unwrap();
        created.drafts[0].id
    };
    let (first, second) = (draft("20261001090000"), draft("20261002090000"));
    let store = &mut world.care.store;
    assert_eq!(names(store), 2);
    discard_draft(store, first).unwrap();
    assert_eq!(names(store), 2);
    discard_draft(store, second).unwrap();
    assert_eq!(names(store), 0);
}

#[test]
fn bundles_of_before_are_read_once() {
    let mut world = World::new();
    let first = world.exchange(&tickets("20261001090000"), 1);
    let second = world.exchange(&tickets("20261005090000"), 10);
    for store in [&mut world.care.store, &mut world.visit.store] {
        let before = names(store);
        // As the migration leaves a database that has bundles.
        store.write(forget_subjects).unwrap();
        assert_eq!(names(store), 0);
        let mut read = 0;
        while read_stored_bundle(store).unwrap() {
            read += 1;
        }
        assert_eq!((read, names(store)), (2, before));
    }
    assert_eq!(
        received(&mut world.visit.store, second),
        (Some((first.id, 2, false)), None)
    );
    assert_eq!(
        sent(&mut world.care.store, first.id),
        (None, Some((second.id, 2, false)))
    );
}
