//! Taking back what a partner has: deletion drafts, their stamps, and when there are none.

use protocol::{BundleId, ReceiptKind};

use super::{CARE, START, VISIT, World, later};
use crate::drafts::{DraftInput, DraftOptions, discard_draft};
use crate::error_code::ErrorCode;
use crate::history::{Actor, Entry};
use crate::outbox::{
    OutboxBundle, SentState, TakeBackError, queue_draft, read_outbox_bundle, read_outbox_file,
    take_back, withdraw_bundle,
};
use crate::partners::missing_actuals;
use crate::store::{Store, sent};

/// A plan of two clients for one month as sent; only what a deletion reads is real.
fn sent_plan(world: &mut World, stamp: &str) -> BundleId {
    let samples = samples::generate(&samples::Settings {
        seed: 5,
        offices: 2,
        clients: 3,
        month: "202610".parse().unwrap(),
    });
    let own = |name: &str| {
        let from = &samples.offices[0].number;
        let to = &samples.offices[1].number;
        let parts: Vec<String> = name.split('_').map(str::to_owned).collect();
        let renamed = parts.iter().map(|part| match part {
            part if part == from => CARE.to_owned(),
            part if part == to => VISIT.to_owned(),
            part if part.len() == 18 => format!("{stamp}.CSV"),
            part => part.clone(),
        });
        renamed.collect::<Vec<_>>().join("_")
    };
    let tickets = samples.files.iter().filter(|file| {
        file.name.starts_with("UPPLAN")
            || file.name.starts_with("UPSIKYU")
            || (file.name.starts_with("UPHOSOKU") && !file.name.contains("_000000_"))
    });
    let first = samples
        .files
        .iter()
        .find(|file| file.name.starts_with("UPPLAN"))
        .unwrap();
    let end = &first.name[first.name.len() - 44..];
    let inputs: Vec<DraftInput> = tickets
        .filter(|file| file.name.ends_with(end))
        .map(|file| DraftInput {
            path: own(&file.name),
            bytes: file.bytes.clone(),
        })
        .collect();
    let created = world.care.draft(&inputs, &DraftOptions::default());
    assert_eq!(created.drafts.len(), 1, "{:?}", created.problems);
    assert_eq!(created.drafts[0].set.as_deref(), Some("K2"));
    queue_draft(&mut world.care.store, created.drafts[0].id, START).unwrap()
}

/// The partner has got so far with it.
fn reach(store: &mut Store, id: BundleId, state: SentState, kind: ReceiptKind) {
    store
        .write(|tx| {
            sent::set_state(tx, id, state, None, None)?;
            sent::set_step_time(tx, id, kind, later(60))
        })
        .unwrap();
}

fn bundle(store: &mut Store, id: BundleId) -> OutboxBundle {
    read_outbox_bundle(store, id).unwrap().unwrap()
}

fn undo(
    store: &mut Store,
    id: BundleId,
    now: protocol::UtcSeconds,
) -> Result<Vec<BundleId>, TakeBackError> {
    take_back(store, id, now, |action| Entry::new(Actor::Terminal, action))
}

fn code(result: Result<Vec<BundleId>, TakeBackError>) -> &'static str {
    ErrorCode::from(&result.unwrap_err()).code()
}

#[test]
fn an_opened_plan_is_taken_back_by_a_deletion_with_a_later_stamp() {
    for (stamp, expected) in [
        // The clock is behind the last stamp, which care software drew.
        ("20351231235959", "20360101000000"),
        // 2026-11-22T00:00:00Z is nine o'clock in Japan.
        ("20261001090000", "20261122090000"),
    ] {
        let mut world = World::new();
        let id = sent_plan(&mut world, stamp);
        let store = &mut world.care.store;
        assert_eq!(code(undo(store, id, START)), "OFF-212", "nobody has it yet");
        reach(store, id, SentState::Opened, ReceiptKind::Opened);
        let drafts = undo(store, id, START).unwrap();
        assert_eq!(drafts.len(), 1);
        let draft = bundle(store, drafts[0]);
        let original = bundle(store, id);
        assert_eq!(draft.row.state, SentState::Draft, "a person confirms it");
        assert_eq!(draft.row.set.as_deref(), Some("K4"));
        assert_eq!(draft.row.stamp.as_deref(), Some(expected));
        assert_eq!(draft.row.clients, original.row.clients);
        assert_eq!(draft.row.partner, original.row.partner);
        assert_eq!(draft.warnings, 0);
        let name = &draft.files[0].name;
        assert_eq!(
            *name,
            format!("DLTPLAN_202610_{CARE}_43_{VISIT}_11_{expected}.CSV")
        );
        let bytes = read_outbox_file(store, drafts[0], name).unwrap().unwrap();
        let report = standard::check_files(&[standard::Input {
            path: name,
            bytes: &bytes,
        }]);
        assert_eq!(
            (
                report.files[0].findings.len(),
                report.sets[0].findings.len()
            ),
            (0, 0)
        );

        // Asked for twice, it is there once; thrown away, it is made again.
        assert_eq!(undo(store, id, later(5)).unwrap(), drafts);
        discard_draft(store, drafts[0]).unwrap();
        let again = undo(store, id, later(9)).unwrap();
        assert_ne!(again, drafts);
        queue_draft(store, again[0], later(10)).unwrap();
        assert_eq!(code(undo(store, id, later(11))), "OFF-213");
        assert_eq!(
            code(undo(store, again[0], later(11))),
            "OFF-212",
            "a deletion"
        );
        // The deletion itself was withdrawn before it left: then it may be made again.
        withdraw_bundle(store, again[0], later(12)).unwrap();
        assert_eq!(undo(store, id, later(13)).unwrap().len(), 1);
    }
}

#[test]
fn what_care_software_has_is_taken_back_even_after_it_was_withdrawn() {
    let mut world = World::new();
    let id = sent_plan(&mut world, "20261001090000");
    let store = &mut world.care.store;
    reach(store, id, SentState::Fetched, ReceiptKind::Fetched);
    assert_eq!(code(undo(store, id, START)), "OFF-212");
    reach(store, id, SentState::Imported, ReceiptKind::Imported);
    reach(store, id, SentState::Withdrawn, ReceiptKind::Withdrawn);
    assert_eq!(undo(store, id, START).unwrap().len(), 1);
    let unknown = "01a20040-1cc0-7fff-bfff-ffffffffffff".parse().unwrap();
    assert_eq!(code(undo(store, unknown, START)), "OFF-207");
}

/// The same plan, seen from the other end of the month: it asks for actuals.
#[test]
fn a_plan_that_went_out_asks_for_the_actuals_of_its_month() {
    let mut world = World::new();
    let id = sent_plan(&mut world, "20261001090000");
    let store = &mut world.care.store;
    let missing = |store: &mut Store, month: &str| -> Vec<String> {
        let partners = missing_actuals(store, month).unwrap().into_iter();
        partners.map(|partner| partner.number.to_string()).collect()
    };
    assert_eq!(missing(store, "202610"), [VISIT]);
    assert_eq!(missing(store, "202609"), [""; 0]);
    reach(store, id, SentState::Refused, ReceiptKind::Accepted);
    assert_eq!(missing(store, "202610"), [""; 0], "it never went out");
}

#[test]
fn our_own_mistakes_have_a_code_too() {
    let id = "01a20040-1cc0-7fff-bfff-ffffffffffff".parse().unwrap();
    let failed = TakeBackError::CheckFailed { id };
    assert_eq!(ErrorCode::from(&failed).code(), "OFF-214");
}
