//! Sending step by step: what each answer of the hub means.

use protocol::receipt::sign_receipt;
use protocol::{Digest, ReceiptKind, UtcSeconds};

use super::{START, VISIT, World, later};
use crate::error_code::ErrorCode;
use crate::outbox::{
    Answer, Applied, Attempt, SentState, WithdrawOutcome, apply_outbox_page, apply_send_answer,
    apply_withdraw_answer, begin_attempt, read_outbox_bundle, read_outbox_proof, withdraw_bundle,
};

/// An hour: longer than the longest delay between attempts.
const HOUR: i64 = 3600;

fn bytes_of(attempt: &Attempt) -> (&[u8], &[u8]) {
    match attempt {
        Attempt::Send {
            signed_header,
            sealed,
            ..
        } => (signed_header, sealed),
        Attempt::Withdraw { .. } => panic!("a withdrawal, expected a bundle"),
    }
}

impl World {
    fn state(&mut self, id: protocol::BundleId) -> (SentState, Option<String>) {
        let row = read_outbox_bundle(&mut self.care.store, id)
            .unwrap()
            .unwrap()
            .row;
        (row.state, row.problem.map(|problem| problem.code))
    }

    fn apply(&mut self, id: protocol::BundleId, answer: &Answer, now: UtcSeconds) -> Applied {
        let trust = self.authority.trust();
        apply_send_answer(&mut self.care.store, &trust, id, answer, now).unwrap()
    }
}

#[test]
fn the_same_bytes_go_out_until_the_hub_proves_that_it_has_them() {
    let mut world = World::new();
    let trust = world.authority.trust();
    let id = world.care.queue("20261001090000", VISIT);
    world.seal(START);
    let first = world.care.attempts(START);
    assert_eq!(first.len(), 1);
    // Not before its time.
    assert_eq!(world.care.attempts(START), []);
    let no_answer = Answer::None {
        code: ErrorCode::HubTooSlow,
    };
    world.apply(id, &no_answer, START);
    assert_eq!(
        world.state(id),
        (SentState::Waiting, Some("OFF-404".to_owned()))
    );
    world.care.crash();
    let second = world.care.attempts(later(HOUR));
    assert_eq!(bytes_of(&first[0]), bytes_of(&second[0]));
    let answer = world.hub.answer(&second[0], &trust, later(HOUR));
    assert_eq!(world.apply(id, &answer, later(HOUR)), Applied::Accepted);
    assert_eq!(world.state(id), (SentState::Accepted, None));
    assert_eq!(world.care.attempts(later(2 * HOUR)), []);
    let bundle = read_outbox_bundle(&mut world.care.store, id)
        .unwrap()
        .unwrap();
    assert_eq!(bundle.row.times.accepted, Some(later(HOUR)));
    assert_eq!(bundle.receipts.len(), 1);
    assert_eq!(bundle.receipts[0].signer, "テスト連携基盤");
}

#[test]
fn a_receipt_that_does_not_name_our_bytes_proves_nothing() {
    let mut world = World::new();
    let id = world.care.queue("20261001090000", VISIT);
    world.seal(START);
    let attempt = world.care.attempts(START).remove(0);
    let trust = world.authority.trust();
    world.hub.answer(&attempt, &trust, START);
    let right = world.hub.kept(id).receipt(ReceiptKind::Accepted, START);
    let mut wrong_digest = right.clone();
    wrong_digest.sealed_sha256 = Digest::of(b"other");
    let mut wrong_kind = right.clone();
    wrong_kind.kind = ReceiptKind::Withdrawn;
    for receipt in [wrong_digest, wrong_kind] {
        let signed = sign_receipt(&receipt, &world.hub.signer).unwrap();
        let applied = world.apply(id, &Answer::Done { receipt: signed }, START);
        let code = "OFF-204".to_owned();
        assert_eq!(applied, Applied::TryAgain { code: code.clone() });
        assert_eq!(world.state(id), (SentState::Waiting, Some(code)));
    }
    // A receipt of another authority's hub is none either.
    let stranger = World::new();
    let signed = sign_receipt(&right, &stranger.hub.signer).unwrap();
    world.apply(id, &Answer::Done { receipt: signed }, START);
    assert_eq!(world.state(id).0, SentState::Waiting);
}

#[test]
fn refusals_end_wait_or_block_by_their_code() {
    let cases = [
        ("HUB-102", SentState::Refused),
        ("HUB-105", SentState::Refused),
        ("HUB-107", SentState::Refused),
        ("HUB-108", SentState::Refused),
        ("HUB-109", SentState::Blocked),
        ("HUB-110", SentState::Refused),
        ("HUB-115", SentState::Withdrawn),
        ("HUB-203", SentState::Waiting),
        ("HUB-205", SentState::Waiting),
        ("HUB-301", SentState::Waiting),
        ("HUB-501", SentState::Waiting),
        ("HUB-999", SentState::Waiting),
    ];
    let mut world = World::new();
    for (index, (code, state)) in cases.into_iter().enumerate() {
        let id = world.care.queue(&format!("202610010900{index:02}"), VISIT);
        world.seal(START);
        let _ = world.care.attempts(START);
        let answer = Answer::Problem {
            code: code.to_owned(),
        };
        world.apply(id, &answer, START);
        assert_eq!(world.state(id), (state, Some(code.to_owned())), "{code}");
        let tried_again = world.care.attempts(later(HOUR)).len();
        let goes_on = matches!(state, SentState::Waiting | SentState::Blocked);
        // Earlier cases that go on are due as well.
        assert!(tried_again >= usize::from(goes_on), "{code}");
        let bundle = read_outbox_bundle(&mut world.care.store, id)
            .unwrap()
            .unwrap();
        let next = bundle.row.problem.unwrap().next_attempt_at;
        assert_eq!(next.is_some(), goes_on, "{code}");
    }
}

#[test]
fn what_never_left_is_withdrawn_at_once() {
    let mut world = World::new();
    let id = world.care.queue("20261001090000", VISIT);
    world.seal(START);
    let outcome = withdraw_bundle(&mut world.care.store, id, later(1)).unwrap();
    assert_eq!(outcome, WithdrawOutcome::Withdrawn);
    assert_eq!(world.state(id), (SentState::Withdrawn, None));
    assert_eq!(world.care.attempts(later(HOUR)), []);
}

#[test]
fn what_may_have_left_is_sent_to_its_end_before_it_is_withdrawn() {
    let mut world = World::new();
    let trust = world.authority.trust();
    let id = world.care.queue("20261001090000", VISIT);
    world.seal(START);
    let lost = world.care.attempts(START).remove(0);
    // The hub has it, but the answer is lost.
    world.hub.answer(&lost, &trust, START);
    let outcome = withdraw_bundle(&mut world.care.store, id, later(1)).unwrap();
    assert_eq!(outcome, WithdrawOutcome::Asked);
    world.care.crash();
    let again = world.care.attempts(later(HOUR)).remove(0);
    assert_eq!(bytes_of(&again), bytes_of(&lost));
    let answer = world.hub.answer(&again, &trust, later(HOUR));
    world.apply(id, &answer, later(HOUR));
    let withdraw = begin_attempt(&mut world.care.store, id, later(HOUR), 0.5)
        .unwrap()
        .unwrap();
    assert_eq!(withdraw, Attempt::Withdraw { id });
    let answer = world.hub.answer(&withdraw, &trust, later(HOUR));
    let store = &mut world.care.store;
    apply_withdraw_answer(store, &trust, id, &answer, later(HOUR)).unwrap();
    assert_eq!(world.state(id), (SentState::Withdrawn, None));
    let bundle = read_outbox_bundle(&mut world.care.store, id)
        .unwrap()
        .unwrap();
    assert!(!bundle.row.withdrawing);
    assert_eq!(bundle.receipts.len(), 2);
}

#[test]
fn a_withdrawal_that_comes_too_late_says_so() {
    let mut world = World::new();
    let trust = world.authority.trust();
    let id = world.care.queue("20261001090000", VISIT);
    world.seal(START);
    let attempt = world.care.attempts(START).remove(0);
    let answer = world.hub.answer(&attempt, &trust, START);
    world.apply(id, &answer, START);
    withdraw_bundle(&mut world.care.store, id, later(1)).unwrap();
    assert_eq!(world.care.attempts(later(1)), [Attempt::Withdraw { id }]);
    let refused = Answer::Problem {
        code: "HUB-112".to_owned(),
    };
    let store = &mut world.care.store;
    apply_withdraw_answer(store, &trust, id, &refused, later(1)).unwrap();
    assert_eq!(
        world.state(id),
        (SentState::Accepted, Some("OFF-206".to_owned()))
    );
    assert_eq!(world.care.attempts(later(HOUR)), []);
}

#[test]
fn a_terminal_that_was_set_back_learns_that_the_hub_has_the_bundle() {
    let mut world = World::new();
    let trust = world.authority.trust();
    let id = world.care.queue("20261001090000", VISIT);
    // The hub has the bundle, sealed by a terminal that forgot it: other bytes, same id.
    world.seal(START);
    let (first_header, first_sealed) = {
        let attempt = world.care.attempts(START).remove(0);
        let (header, sealed) = bytes_of(&attempt);
        world.hub.answer(&attempt, &trust, START);
        (header.to_vec(), sealed.to_vec())
    };
    world
        .care
        .store
        .write(|tx| crate::store::sent::forget_sealing(tx, id))
        .unwrap();
    world.seal(later(10));
    let attempt = world.care.attempts(later(10)).remove(0);
    assert_ne!(bytes_of(&attempt), (&first_header[..], &first_sealed[..]));
    let answer = world.hub.answer(&attempt, &trust, later(10));
    world.apply(id, &answer, later(10));
    assert_eq!(
        world.state(id),
        (SentState::Refused, Some("HUB-110".to_owned()))
    );
    let page = world.hub.outbox(world.care.number, later(10));
    let store = &mut world.care.store;
    let changed = apply_outbox_page(store, &trust, &page, later(10)).unwrap();
    assert_eq!(changed, [id]);
    assert_eq!(world.state(id), (SentState::Accepted, None));
    let proof = read_outbox_proof(&mut world.care.store, id)
        .unwrap()
        .unwrap();
    assert_eq!(proof.signed_header, b"");
    let bundle = read_outbox_bundle(&mut world.care.store, id)
        .unwrap()
        .unwrap();
    assert_eq!(bundle.header_sha256, Some(Digest::of(&first_header)));
    assert_eq!(bundle.sealed_sha256, Some(Digest::of(&first_sealed)));
}
