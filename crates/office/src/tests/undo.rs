//! Stopping what was sent: the time that the database keeps, and who comes first.

use protocol::{BundleId, UtcSeconds};

use super::{CARE, START, VISIT, World, deletion, later};
use crate::drafts::{DraftOptions, list_drafts};
use crate::history::{Action, Actor, Entry, HistoryFilter, list_history};
use crate::outbox::{
    SentState, StopError, Stopped, begin_attempt, due_bundles, held_sendings, read_outbox_bundle,
    read_sending, seal_waiting, send_drafts, stop_sending,
};
use crate::page::PageRequest;
use crate::store::{Store, sent};

impl World {
    fn drafted(&mut self, stamps: &[&str]) -> Vec<BundleId> {
        let inputs: Vec<_> = stamps
            .iter()
            .map(|stamp| deletion(CARE, VISIT, stamp, "0000000001"))
            .collect();
        let created = self.care.draft(&inputs, &DraftOptions::default());
        let mut ids: Vec<_> = created.drafts.iter().map(|draft| draft.id).collect();
        // Ids of one second are in no order of their own.
        ids.sort();
        ids
    }

    fn state_of(&mut self, id: BundleId) -> SentState {
        let bundle = read_outbox_bundle(&mut self.care.store, id).unwrap();
        bundle.unwrap().row.state
    }

    fn drafts(&mut self) -> Vec<BundleId> {
        let page = list_drafts(&mut self.care.store, &PageRequest::first(50)).unwrap();
        page.rows.iter().map(|row| row.id).collect()
    }

    /// Whether anything would go out at `now`.
    fn leaves(&mut self, now: UtcSeconds) -> bool {
        self.seal(now);
        !self.care.attempts(now).is_empty()
    }
}

fn stop(store: &mut Store, sending: i64) -> Result<Stopped, StopError> {
    stop_sending(store, sending, START, |action| {
        Entry::new(Actor::Terminal, action)
    })
}

#[test]
fn nothing_is_sealed_or_sent_before_the_time_is_over_and_then_by_itself() {
    for hold in [0_u32, 1, 30, 60, 3_600] {
        let mut world = World::new();
        let ids = world.drafted(&["20261001090000"]);
        let queued = send_drafts(&mut world.care.store, &ids, hold, START).unwrap();
        assert_eq!((queued.queued, queued.missed), (ids.clone(), vec![]));
        let hold = i64::from(hold.min(60));
        if hold > 0 {
            assert!(!world.leaves(START));
            // The program is started again in the middle.
            world.care.crash();
            assert!(!world.leaves(later(hold - 1)));
            let proof = |world: &mut World| {
                world
                    .care
                    .store
                    .read(|tx| sent::sealed_bytes(tx, ids[0]))
                    .unwrap()
            };
            assert_eq!(proof(&mut world), None, "sealed before its time");
            let due = world.care.store.read(sent::next_due).unwrap();
            assert_eq!(due, Some(later(hold)), "the worker wakes for it");
        }
        assert!(world.leaves(later(hold)), "{hold}");
    }
}

#[test]
fn a_sending_that_is_stopped_becomes_drafts_with_the_same_ids() {
    let mut world = World::new();
    let ids = world.drafted(&["20261001090000", "20261001090001"]);
    let sending = send_drafts(&mut world.care.store, &ids, 30, START)
        .unwrap()
        .sending;
    let held = held_sendings(&mut world.care.store, later(29)).unwrap();
    assert_eq!(held.len(), 1);
    assert_eq!((held[0].sending, held[0].bundles), (sending, 2));
    assert_eq!(held_sendings(&mut world.care.store, later(30)).unwrap(), []);
    world.care.crash();
    let stopped = stop(&mut world.care.store, sending).unwrap();
    assert_eq!(stopped.left, []);
    let filter = HistoryFilter::default();
    let history = list_history(&mut world.care.store, &filter, &PageRequest::first(9)).unwrap();
    let mut told: Vec<_> = history
        .rows
        .iter()
        .map(|row| (row.action, row.subject.clone()))
        .collect();
    told.sort_by(|a, b| a.1.cmp(&b.1));
    assert_eq!(
        told,
        [0, 1].map(|at: usize| (Action::SendStopped, ids[at].to_string()))
    );
    let mut drafts = world.drafts();
    drafts.sort();
    assert_eq!(drafts, ids);
    assert!(!world.leaves(later(3_600)));
    assert_eq!(held_sendings(&mut world.care.store, later(1)).unwrap(), []);

    // Sent again, they go out like any draft, once.
    let again = send_drafts(&mut world.care.store, &ids, 30, later(100)).unwrap();
    assert_eq!(again.queued, ids);
    let twice = send_drafts(&mut world.care.store, &ids, 30, later(101)).unwrap();
    assert_eq!((twice.queued, twice.missed), (vec![], ids.clone()));
    assert!(!world.leaves(later(129)));
    world.seal(later(130));
    assert_eq!(world.care.attempts(later(130)).len(), 2);
}

#[test]
fn what_commands_and_folders_queue_is_not_delayed() {
    let mut world = World::new();
    world.care.queue("20261001090000", VISIT);
    assert!(world.leaves(START));
}

/// The database decides between the person and the worker: each order of their steps.
#[test]
fn the_first_attempt_and_stopping_exclude_each_other() {
    // Stopping comes between sealing and the attempt.
    let mut world = World::new();
    let ids = world.drafted(&["20261001090000"]);
    let sending = send_drafts(&mut world.care.store, &ids, 30, START)
        .unwrap()
        .sending;
    world.seal(later(30));
    let due = due_bundles(&mut world.care.store, later(30)).unwrap();
    assert_eq!(due, ids);
    let stopped = stop(&mut world.care.store, sending).unwrap();
    assert_eq!(stopped.drafts, ids);
    let attempt = begin_attempt(&mut world.care.store, ids[0], later(30), 0.5).unwrap();
    assert_eq!(attempt, None, "the worker finds nothing to do");
    assert_eq!(world.state_of(ids[0]), SentState::Draft);

    // The attempt comes first.
    let mut world = World::new();
    let ids = world.drafted(&["20261001090000", "20261001090001"]);
    let sending = send_drafts(&mut world.care.store, &ids, 30, START)
        .unwrap()
        .sending;
    world.seal(later(30));
    let attempt = begin_attempt(&mut world.care.store, ids[0], later(30), 0.5).unwrap();
    assert!(attempt.is_some());
    let stopped = stop(&mut world.care.store, sending).unwrap();
    let expected = Stopped {
        drafts: vec![ids[1]],
        left: vec![ids[0]],
    };
    assert_eq!(stopped, expected);
    assert_eq!(world.state_of(ids[0]), SentState::Waiting);

    // Stopping comes while the worker seals outside of any transaction: what it sealed
    // is not kept, and the draft may be sent anew.
    let mut world = World::new();
    let ids = world.drafted(&["20261001090000"]);
    let first = send_drafts(&mut world.care.store, &ids, 30, START).unwrap();
    stop(&mut world.care.store, first.sending).unwrap();
    send_drafts(&mut world.care.store, &ids, 30, later(30)).unwrap();
    let report = seal_waiting(&mut world.care.store, &world.care.keys, later(31)).unwrap();
    assert_eq!(report.sealed, []);
    assert!(!world.leaves(later(59)));
    assert!(world.leaves(later(60)));
}

/// A clock that was years ahead when the person sent, and was set right afterwards.
#[test]
fn a_clock_that_is_set_back_holds_nothing_back_for_good() {
    let mut world = World::new();
    let ids = world.drafted(&["20261001090000"]);
    let ahead = later(4 * 365 * 86_400);
    let sending = send_drafts(&mut world.care.store, &ids, 30, ahead)
        .unwrap()
        .sending;
    let shown = read_sending(&mut world.care.store, sending, START).unwrap();
    assert_eq!(shown.unwrap().seconds_left, 0);
    world.seal(START);
    let proof = world.care.store.read(|tx| sent::sealed_bytes(tx, ids[0]));
    assert!(proof.unwrap().is_some(), "sealing makes it due");
    assert_eq!(world.care.attempts(START).len(), 1);
}

#[test]
fn a_sending_tells_how_far_it_is() {
    let mut world = World::new();
    let trust = world.authority.trust();
    let ids = world.drafted(&["20261001090000", "20261001090001"]);
    let sending = send_drafts(&mut world.care.store, &ids, 30, START)
        .unwrap()
        .sending;
    let read = |world: &mut World, now| {
        read_sending(&mut world.care.store, sending, now)
            .unwrap()
            .unwrap()
    };
    let shown = read(&mut world, START);
    assert_eq!((shown.seconds_left, shown.stoppable), (30, 2));
    let shown = read(&mut world, later(29));
    assert_eq!(shown.seconds_left, 1);
    world.seal(later(30));
    let attempt = begin_attempt(&mut world.care.store, ids[0], later(30), 0.5).unwrap();
    let answer = world.hub.answer(&attempt.unwrap(), &trust, later(30));
    crate::outbox::apply_send_answer(&mut world.care.store, &trust, ids[0], &answer, later(31))
        .unwrap();
    let shown = read(&mut world, later(31));
    assert_eq!((shown.seconds_left, shown.stoppable), (0, 1));
    let states: Vec<_> = shown.bundles.iter().map(|row| row.state).collect();
    assert_eq!(states, [SentState::Accepted, SentState::Waiting]);
    assert_eq!(
        read_sending(&mut world.care.store, 99, START).unwrap(),
        None
    );
}
