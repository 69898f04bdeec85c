//! Crashes, lost answers and repetitions in any order: nothing lost, nothing twice.
//!
//! A run is a list of moves. Every move is one step of a pass at one office; it may
//! lose the hub's answer, and the program may die after it. Then both offices work on
//! in peace, and everything that was queued must be accepted once, shown once and
//! opened once.

use proptest::prelude::*;
use protocol::{BundleId, UtcSeconds};

use super::{START, VISIT, World};
use crate::inbox::{
    InboxFilter, ReceivedState, due_contents, list_inbox, open_inbox_bundle, store_contents,
    store_inbox_page,
};
use crate::outbox::{
    SentState, apply_outbox_page, apply_send_answer, begin_attempt, due_bundles, read_outbox_bundle,
};
use crate::page::PageRequest;
use crate::receipts::{apply_receipt_answer, due_receipts};

/// One step of one office.
#[derive(Debug, Clone, Copy)]
enum Step {
    Queue,
    Seal,
    Send,
    List,
    Fetch,
    Open,
    Deliver,
    Progress,
}

const STEPS: [Step; 8] = [
    Step::Queue,
    Step::Seal,
    Step::Send,
    Step::List,
    Step::Fetch,
    Step::Open,
    Step::Deliver,
    Step::Progress,
];

/// A step and what goes wrong with it.
#[derive(Debug, Clone, Copy)]
struct Move {
    step: Step,
    answer_lost: bool,
    crash: bool,
}

struct Run {
    world: World,
    queued: Vec<BundleId>,
    now: UtcSeconds,
}

impl Run {
    fn new() -> Run {
        Run {
            world: World::new(),
            queued: Vec::new(),
            now: START,
        }
    }

    fn play(&mut self, step: Move) {
        // Longer than any delay, so that whatever waits is due.
        self.now.0 += 1000;
        match step.step {
            Step::Queue => {
                let stamp = format!("20261001{:06}", self.queued.len());
                self.queued.push(self.world.care.queue(&stamp, VISIT));
            }
            Step::Seal => self.world.seal(self.now),
            Step::Send => self.send(step.answer_lost),
            Step::List => self.list(step.answer_lost),
            Step::Fetch => self.fetch(step.answer_lost),
            Step::Open => self.open(),
            Step::Deliver => self.deliver(step.answer_lost),
            Step::Progress => self.progress(step.answer_lost),
        }
        if step.crash {
            self.world.care.crash();
            self.world.visit.crash();
        }
    }

    fn send(&mut self, answer_lost: bool) {
        let trust = self.world.authority.trust();
        let due = due_bundles(&mut self.world.care.store, self.now).unwrap();
        for id in due {
            let store = &mut self.world.care.store;
            let attempt = begin_attempt(store, id, self.now, 0.5).unwrap().unwrap();
            let answer = self.world.hub.answer(&attempt, &trust, self.now);
            if !answer_lost {
                let store = &mut self.world.care.store;
                apply_send_answer(store, &trust, id, &answer, self.now).unwrap();
            }
        }
    }

    fn list(&mut self, answer_lost: bool) {
        let page = self.world.hub.inbox(self.world.visit.number);
        if !answer_lost {
            let trust = self.world.authority.trust();
            let store = &mut self.world.visit.store;
            store_inbox_page(store, &trust, &page, self.now).unwrap();
        }
    }

    fn fetch(&mut self, answer_lost: bool) {
        let due = due_contents(&mut self.world.visit.store, self.now).unwrap();
        for due in due {
            let sealed = self.world.hub.kept(due.key.id).sealed.clone();
            if !answer_lost {
                let visit = &mut self.world.visit;
                store_contents(&mut visit.store, &visit.keys, due.key, &sealed, self.now).unwrap();
            }
        }
    }

    fn open(&mut self) {
        let filter = InboxFilter {
            state: Some(ReceivedState::Received),
            ..InboxFilter::default()
        };
        let store = &mut self.world.visit.store;
        let unopened = list_inbox(store, &filter, &PageRequest::first(1)).unwrap();
        for row in unopened.rows {
            open_inbox_bundle(store, row.id, self.now).unwrap();
        }
    }

    fn deliver(&mut self, answer_lost: bool) {
        let trust = self.world.authority.trust();
        let visit = &mut self.world.visit;
        let due = due_receipts(&mut visit.store, &visit.keys, self.now).unwrap();
        for receipt in due {
            let answer =
                self.world
                    .hub
                    .acknowledge(receipt.id(), &receipt.signed, &trust, self.now);
            if !answer_lost {
                let store = &mut self.world.visit.store;
                apply_receipt_answer(store, &receipt, &answer, self.now, 0.5).unwrap();
            }
        }
    }

    fn progress(&mut self, answer_lost: bool) {
        let page = self.world.hub.outbox(self.world.care.number, self.now);
        if !answer_lost {
            let trust = self.world.authority.trust();
            let store = &mut self.world.care.store;
            apply_outbox_page(store, &trust, &page, self.now).unwrap();
        }
    }

    /// Works on without any trouble until nothing is left to do, and looks.
    fn finish(mut self) {
        let in_peace = |step| Move {
            step,
            answer_lost: false,
            crash: false,
        };
        for _ in 0..3 + self.queued.len() {
            for step in &STEPS[1..] {
                self.play(in_peace(*step));
            }
        }
        assert_eq!(self.world.hub.accepts as usize, self.queued.len());
        let store = &mut self.world.visit.store;
        let shown = list_inbox(store, &InboxFilter::default(), &PageRequest::first(500)).unwrap();
        let mut shown: Vec<BundleId> = shown
            .rows
            .iter()
            .map(|row| {
                assert_eq!(row.state, ReceivedState::Opened);
                row.id.id
            })
            .collect();
        shown.sort();
        let mut queued = self.queued.clone();
        queued.sort();
        assert_eq!(shown, queued);
        for id in &self.queued {
            let sent = read_outbox_bundle(&mut self.world.care.store, *id)
                .unwrap()
                .unwrap();
            assert_eq!(sent.row.state, SentState::Opened);
            // Accepted, fetched, opened: each once.
            assert_eq!(sent.receipts.len(), 3);
        }
    }
}

/// After every single step of one exchange: lost answer, crash, and both.
#[test]
fn a_crash_after_any_step_loses_nothing_and_doubles_nothing() {
    for broken in 0..STEPS.len() {
        for (answer_lost, crash) in [(true, false), (false, true), (true, true)] {
            let mut run = Run::new();
            for (index, step) in STEPS.into_iter().enumerate() {
                let here = index == broken;
                run.play(Move {
                    step,
                    answer_lost: answer_lost && here,
                    crash: crash && here,
                });
            }
            run.finish();
        }
    }
}

fn any_move() -> impl Strategy<Value = Move> {
    (0..STEPS.len(), any::<bool>(), any::<bool>()).prop_map(|(step, answer_lost, crash)| Move {
        step: STEPS[step],
        answer_lost,
        crash,
    })
}

proptest! {
    // Every case makes keys and databases, so there are few; each has many moves.
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_queued_bundle_is_opened_once_whatever_fails(
        moves in prop::collection::vec(any_move(), 0..40)
    ) {
        let mut run = Run::new();
        for step in moves {
            run.play(step);
        }
        run.finish();
    }
}

proptest! {
    /// Receipts in any order, late and repeated, never move a bundle back.
    #[test]
    fn a_state_never_goes_back(kinds in prop::collection::vec(0_usize..5, 0..12)) {
        use protocol::ReceiptKind::{Accepted, Fetched, Imported, Opened, Withdrawn};
        let all = [Accepted, Fetched, Imported, Opened, Withdrawn];
        let mut state = SentState::Waiting;
        for kind in kinds {
            let next = state.after_receipt(all[kind]);
            let ended = matches!(state, SentState::Opened | SentState::Withdrawn);
            let kept_order = (ended && next == state) || (!ended && next >= state);
            prop_assert!(kept_order, "{state:?} became {next:?}");
            state = next;
        }
    }
}
