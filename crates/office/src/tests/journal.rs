//! Several terminals of one office: whatever they do at once, and in whatever order they hear of it, they come to the
//! same state, nothing is sent twice, and no draft is lost.
//!
//! A run is a list of moves of three terminals that share a journal, kept here as the hub keeps it: in one order, sealed.
//! Then every terminal works on in peace until nothing changes any more.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use protocol::certificate::Identity;
use protocol::message::{JournalLine, JournalPage, OutboxPage};
use protocol::{BundleId, DeviceId, Digest, EntryId, UtcSeconds};

use super::{CARE, START, TestOffice, VISIT, World, another_terminal, deletion};
use crate::drafts::{DraftOptions, create_drafts, discard_draft, list_drafts};
use crate::inbox::{ReceivedState, open_inbox_bundle, store_contents, store_inbox_page};
use crate::journal::{
    OpenLine, apply_entry_answer, due_entries, due_missing, known_drafts, restore_from_journal,
    restore_from_sealed, store_journal_page,
};
use crate::outbox::{
    Answer, OutboxFilter, SentState, apply_outbox_page, apply_send_answer, apply_withdraw_answer,
    begin_attempt, count_outbox, due_bundles, list_outbox, queue_draft, read_outbox_bundle,
    seal_waiting, withdraw_bundle,
};
use crate::page::PageRequest;
use crate::partners::learn_partner;
use crate::receipts::{apply_receipt_answer, due_receipts};
use crate::store::settings::{Feed, read_cursor};
use crate::store::{StoreError, received};

/// One entry as the hub keeps it.
struct Kept {
    id: EntryId,
    device: DeviceId,
    at: UtcSeconds,
    sealed: Vec<u8>,
}

/// An office of three terminals, its partner, and the hub.
struct Circle {
    world: World,
    terminals: Vec<TestOffice>,
    journal: Vec<Kept>,
    now: UtcSeconds,
    made: Vec<BundleId>,
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Make,
    /// Replaces the oldest draft by another one, in the way of a person who corrects it.
    Edit,
    Discard,
    Queue,
    Send,
    Withdraw,
    Tell,
    Read,
    Outbox,
}

const STEPS: [Step; 9] = [
    Step::Make,
    Step::Edit,
    Step::Discard,
    Step::Queue,
    Step::Send,
    Step::Withdraw,
    Step::Tell,
    Step::Read,
    Step::Outbox,
];

#[derive(Debug, Clone, Copy)]
struct Move {
    terminal: usize,
    step: Step,
    answer_lost: bool,
}

impl Circle {
    fn new() -> Circle {
        let world = World::new();
        let mut terminals = Vec::new();
        for device in [11, 12, 13] {
            let mut terminal = another_terminal(&world.authority, &world.care, device);
            let trust = world.authority.trust();
            let entry = world.visit.entry();
            let number = world.visit.number;
            learn_partner(&mut terminal.store, &trust, number, Some(&entry), START).unwrap();
            terminals.push(terminal);
        }
        Circle {
            world,
            terminals,
            journal: Vec::new(),
            now: START,
            made: Vec::new(),
        }
    }

    fn play(&mut self, step: Move) {
        // Longer than any delay, so that whatever waits is due.
        self.now.0 += 1000;
        let index = step.terminal;
        match step.step {
            Step::Make => drop(self.make(index)),
            Step::Edit => {
                if let Some(old) = self.oldest(index) {
                    self.make(index);
                    discard_draft(&mut self.terminals[index].store, old).unwrap();
                }
            }
            Step::Discard => {
                if let Some(old) = self.oldest(index) {
                    discard_draft(&mut self.terminals[index].store, old).unwrap();
                }
            }
            Step::Queue => {
                if let Some(old) = self.oldest(index) {
                    queue_draft(&mut self.terminals[index].store, old, self.now).unwrap();
                }
            }
            Step::Send => self.send(index, step.answer_lost),
            Step::Withdraw => self.withdraw(index),
            Step::Tell => drop(self.tell(index, step.answer_lost)),
            Step::Read => self.read(index),
            Step::Outbox => self.outbox(index),
        }
    }

    fn make(&mut self, index: usize) -> BundleId {
        let stamp = format!("20261001{:06}", self.made.len());
        let input = deletion(CARE, VISIT, &stamp, "0000000001");
        let store = &mut self.terminals[index].store;
        let options = DraftOptions::default();
        let created = create_drafts(store, &[input], &options, self.now).unwrap();
        let id = created.drafts[0].id;
        self.made.push(id);
        id
    }

    fn oldest(&mut self, index: usize) -> Option<BundleId> {
        let store = &mut self.terminals[index].store;
        let drafts = list_drafts(store, &PageRequest::first(100)).unwrap();
        drafts.rows.last().map(|row| row.id)
    }

    fn send(&mut self, index: usize, answer_lost: bool) {
        let trust = self.world.authority.trust();
        let terminal = &mut self.terminals[index];
        seal_waiting(&mut terminal.store, &terminal.keys, self.now).unwrap();
        for id in due_bundles(&mut terminal.store, self.now).unwrap() {
            let Some(attempt) = begin_attempt(&mut terminal.store, id, self.now, 0.5).unwrap()
            else {
                continue;
            };
            let answer = self.world.hub.answer(&attempt, &trust, self.now);
            if answer_lost {
                continue;
            }
            let store = &mut terminal.store;
            match attempt {
                crate::outbox::Attempt::Send { .. } => {
                    apply_send_answer(store, &trust, id, &answer, self.now).unwrap();
                }
                crate::outbox::Attempt::Withdraw { .. } => {
                    apply_withdraw_answer(store, &trust, id, &answer, self.now).unwrap();
                }
            }
        }
    }

    fn withdraw(&mut self, index: usize) {
        let store = &mut self.terminals[index].store;
        let sent = list_outbox(store, &OutboxFilter::default(), &PageRequest::first(100)).unwrap();
        if let Some(row) = sent.rows.last() {
            // A bundle that cannot be withdrawn any more is as good.
            let _ = withdraw_bundle(store, row.id, self.now);
        }
    }

    /// Brings everything that is to be told, or one entry whose answer is lost.
    fn tell(&mut self, index: usize, answer_lost: bool) -> bool {
        let mut told = false;
        loop {
            let terminal = &mut self.terminals[index];
            let due = due_entries(&mut terminal.store, &terminal.keys, self.now).unwrap();
            let Some(due) = due else { return told };
            let known = self.journal.iter().any(|kept| kept.id == due.id);
            if !known {
                told = true;
                self.journal.push(Kept {
                    id: due.id,
                    device: device_of(terminal),
                    at: self.now,
                    sealed: due.sealed.clone(),
                });
            }
            if answer_lost {
                return told;
            }
            let answer = Answer::Done {
                receipt: Vec::new(),
            };
            apply_entry_answer(&mut terminal.store, &due, &answer, self.now, 0.5).unwrap();
        }
    }

    fn read(&mut self, index: usize) {
        let terminal = &mut self.terminals[index];
        let cursor = terminal.store.read(|tx| read_cursor(tx, Feed::Journal));
        let after: usize = cursor.unwrap().map_or(0, |text| text.parse().unwrap());
        let page = JournalPage {
            entries: self.journal[after..].iter().map(line).collect(),
            next: None,
            cursor: self.journal.len().to_string(),
        };
        let known = known_drafts(&mut terminal.store, &page).unwrap();
        let lines: Vec<OpenLine> = self.journal[after..]
            .iter()
            .map(|kept| OpenLine {
                id: kept.id,
                stored_at: kept.at,
                device: kept.device,
                sealed: (!known.contains(&kept.id)).then(|| kept.sealed.clone()),
            })
            .collect();
        let (keys, now) = (&terminal.keys, self.now);
        store_journal_page(&mut terminal.store, keys, &lines, &page.cursor, now).unwrap();
        for missing in due_missing(&mut terminal.store, now).unwrap() {
            if missing.at_hub {
                let sealed = self.world.hub.kept(missing.id).sealed.clone();
                restore_from_sealed(&mut terminal.store, keys, missing.id, &sealed, now).unwrap();
            } else if let Some(kept) = self.journal.iter().find(|kept| kept.id == missing.entry()) {
                let store = &mut terminal.store;
                restore_from_journal(store, keys, missing.id, &kept.sealed, now).unwrap();
            }
        }
    }

    fn outbox(&mut self, index: usize) {
        let page: OutboxPage = self.world.hub.outbox(self.world.care.number, self.now);
        let trust = self.world.authority.trust();
        let terminal = &mut self.terminals[index];
        apply_outbox_page(&mut terminal.store, &trust, &page, self.now).unwrap();
    }

    /// Lets everyone work on until nothing changes any more.
    fn settle(&mut self) {
        for _ in 0..8 {
            self.now.0 += 1000;
            for index in 0..self.terminals.len() {
                for _ in 0..2 {
                    self.send(index, false);
                    self.outbox(index);
                }
                self.tell(index, false);
                self.read(index);
                self.outbox(index);
            }
        }
    }

    fn states(&mut self, index: usize) -> BTreeMap<BundleId, SentState> {
        let store = &mut self.terminals[index].store;
        let made = &self.made;
        made.iter()
            .filter_map(|id| {
                let bundle = read_outbox_bundle(store, *id).unwrap()?;
                Some((*id, bundle.row.state))
            })
            .collect()
    }
}

fn device_of(terminal: &TestOffice) -> DeviceId {
    device_id(&terminal.keys.device, &terminal.keys.trust)
}

fn device_id(device: &Identity, trust: &protocol::Trust) -> DeviceId {
    protocol::read_device_certificate(device.certificate_der(), trust, START)
        .unwrap()
        .device
}

fn line(kept: &Kept) -> JournalLine {
    JournalLine {
        id: kept.id,
        device: kept.device,
        stored_at: kept.at,
        size_bytes: kept.sealed.len() as u64,
        sha256: Digest::of(&kept.sealed),
        sealed: None,
    }
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = (
        0..3_usize,
        proptest::sample::select(&STEPS[..]),
        proptest::bool::weighted(0.2),
    );
    let one = one.prop_map(|(terminal, step, answer_lost)| Move {
        terminal,
        step,
        answer_lost,
    });
    proptest::collection::vec(one, 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn any_interleaving_comes_to_the_same_state_everywhere(moves in moves()) {
        let mut circle = Circle::new();
        for step in moves {
            circle.play(step);
        }
        circle.settle();
        let states: Vec<_> = (0..3).map(|index| circle.states(index)).collect();
        prop_assert_eq!(&states[0], &states[1]);
        prop_assert_eq!(&states[0], &states[2]);
        let at_hub: Vec<BundleId> = circle.world.hub.bundles.iter().map(|kept| kept.header.id).collect();
        let different: BTreeSet<&BundleId> = at_hub.iter().collect();
        prop_assert_eq!(different.len(), at_hub.len(), "nothing is accepted twice");
        for id in &at_hub {
            let state = states[0].get(id);
            prop_assert!(
                matches!(state, Some(SentState::Accepted | SentState::Withdrawn)),
                "what the hub has is shown as sent: {:?}", state
            );
        }
        for (id, state) in &states[0] {
            // Nothing waits for ever: it is a draft, or it never left, or the hub has it.
            prop_assert!(
                matches!(state, SentState::Draft | SentState::Withdrawn) || at_hub.contains(id),
                "{:?}", state
            );
        }
    }
}

fn play(circle: &mut Circle, steps: &[(usize, Step)]) {
    for (terminal, step) in steps {
        circle.play(Move {
            terminal: *terminal,
            step: *step,
            answer_lost: false,
        });
    }
}

#[test]
fn edits_of_one_draft_at_two_terminals_both_survive() {
    let mut circle = Circle::new();
    play(
        &mut circle,
        &[(0, Step::Make), (0, Step::Tell), (1, Step::Read)],
    );
    play(&mut circle, &[(0, Step::Edit), (1, Step::Edit)]);
    circle.settle();
    for index in 0..3 {
        let states = circle.states(index);
        let ids: Vec<_> = states.keys().copied().collect();
        assert_eq!(ids.len(), 2, "{states:?}");
        assert!(!states.contains_key(&circle.made[0]));
    }
}

#[test]
fn a_draft_that_one_terminal_sends_cannot_be_discarded_or_replaced_at_another() {
    for change in [Step::Discard, Step::Edit] {
        for order in [[0, 1], [1, 0]] {
            let mut circle = Circle::new();
            play(
                &mut circle,
                &[(0, Step::Make), (0, Step::Tell), (1, Step::Read)],
            );
            play(&mut circle, &[(0, Step::Queue), (1, change)]);
            play(&mut circle, &order.map(|terminal| (terminal, Step::Tell)));
            circle.settle();
            for index in 0..3 {
                let states = circle.states(index);
                assert_eq!(states[&circle.made[0]], SentState::Accepted, "{change:?}");
                let edits = usize::from(matches!(change, Step::Edit));
                assert_eq!(states.len(), 1 + edits, "the edit is a draft of its own");
                let store = &mut circle.terminals[index].store;
                let bundle = read_outbox_bundle(store, circle.made[0]).unwrap().unwrap();
                assert_eq!((bundle.files.len(), bundle.receipts.len()), (1, 1));
                assert!(bundle.sealed_sha256.is_some());
            }
        }
    }
}

#[test]
fn a_draft_sent_at_both_terminals_at_once_goes_out_once() {
    let mut circle = Circle::new();
    play(
        &mut circle,
        &[(0, Step::Make), (0, Step::Tell), (1, Step::Read)],
    );
    play(&mut circle, &[(0, Step::Queue), (1, Step::Queue)]);
    play(&mut circle, &[(0, Step::Send), (1, Step::Send)]);
    circle.settle();
    assert_eq!(circle.world.hub.bundles.len(), 1);
    for index in 0..3 {
        assert_eq!(circle.states(index)[&circle.made[0]], SentState::Accepted);
    }
}

#[test]
fn withdrawing_at_one_terminal_what_another_is_sending_reaches_the_hub() {
    let mut circle = Circle::new();
    play(
        &mut circle,
        &[(0, Step::Make), (0, Step::Tell), (1, Step::Read)],
    );
    // The second terminal withdraws before it left there, while the first one sends it.
    play(
        &mut circle,
        &[(0, Step::Queue), (1, Step::Queue), (1, Step::Withdraw)],
    );
    play(&mut circle, &[(0, Step::Send)]);
    circle.settle();
    for index in 0..3 {
        assert_eq!(circle.states(index)[&circle.made[0]], SentState::Withdrawn);
    }
    let kept = &circle.world.hub.bundles[0];
    assert!(
        kept.receipts
            .contains_key(&protocol::ReceiptKind::Withdrawn)
    );
}

#[test]
fn what_one_terminal_opened_is_opened_at_the_others_and_acknowledged_once() {
    let mut world = World::new();
    let mut other = another_terminal(&world.authority, &world.visit, 21);
    let id = world.care.queue("20261001000000", VISIT);
    world.seal(START);
    let trust = world.authority.trust();
    for attempt in world.care.attempts(START) {
        world.hub.answer(&attempt, &trust, START);
    }
    let sealed = world.hub.kept(id).sealed.clone();
    // The first terminal fetches, opens, and tells both the hub and the others.
    let page = world.hub.inbox(world.visit.number);
    let visit = &mut world.visit;
    let key = store_inbox_page(&mut visit.store, &trust, &page, START)
        .unwrap()
        .announced[0];
    store_contents(&mut visit.store, &visit.keys, key, &sealed, START).unwrap();
    open_inbox_bundle(&mut visit.store, key, START).unwrap();
    for receipt in due_receipts(&mut visit.store, &visit.keys, START).unwrap() {
        let answer = world.hub.acknowledge(id, &receipt.signed, &trust, START);
        apply_receipt_answer(&mut visit.store, &receipt, &answer, START, 0.5).unwrap();
    }
    let entry = due_entries(&mut visit.store, &visit.keys, START)
        .unwrap()
        .unwrap();
    let line = OpenLine {
        id: entry.id,
        stored_at: START,
        device: device_of(visit),
        sealed: Some(entry.sealed),
    };
    // The second one hears of it before, and once more after, it has the contents.
    let lines = [line];
    let page = world.hub.inbox(world.visit.number);
    for step in 0..3 {
        store_journal_page(&mut other.store, &other.keys, &lines, "1", START).unwrap();
        if step == 1 {
            store_inbox_page(&mut other.store, &trust, &page, START).unwrap();
            store_contents(&mut other.store, &other.keys, key, &sealed, START).unwrap();
        }
    }
    let state = other
        .store
        .read(|tx| Ok::<_, StoreError>(received::find(tx, key)?.unwrap().state));
    assert_eq!(state.unwrap(), ReceivedState::Opened);
    assert_eq!(
        due_receipts(&mut other.store, &other.keys, START).unwrap(),
        []
    );
    assert_eq!(
        count_outbox(&mut other.store, &OutboxFilter::default()).unwrap(),
        0
    );
}
