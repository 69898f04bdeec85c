//! 予実突合 at an office: which bundles count, what a person decides and for which data, and
//! what other terminals hear of it.
//!
//! Bundles are put into the store as the exchange leaves them; how they get there is tested
//! elsewhere.

use protocol::UtcSeconds;
use standard::{FileKind, FileName, read_file, write_file};

use super::{CARE, START, VISIT, World, later};
use crate::error_code::ErrorCode;
use crate::filling::{Invented, fill_received, fill_sent};
use crate::history::{Action, Actor, HistoryFilter, list_history};
use crate::inbox::{ReceivedState, open_inbox_bundles};
use crate::outbox::SentState;
use crate::page::PageRequest;
use crate::reconciling::{
    ClientState, ClientSummary, Decision, Judgement, MarkError, MonthSummary, Side, check_told,
    checks_told, mark_client, reconcile_client, reconcile_month,
};
use crate::store::month_marks::{KeptMonth, changes_of_month, keep_month};
use crate::store::subjects::forget_subjects;
use crate::store::{Store, journal};

pub(super) const MONTH: &str = "202610";

/// The files of the sample month between the two offices, all clients with plan and actuals.
fn files(prefixes: &[&str], between: &str) -> Vec<(String, bool, Vec<u8>)> {
    let month = samples::generate(&samples::Settings {
        seed: 7,
        offices: 2,
        clients: 3,
        month: MONTH.parse().unwrap(),
    });
    let files = month.files.into_iter();
    let wanted = |name: &str| {
        prefixes.iter().any(|prefix| name.starts_with(prefix)) && name.contains(between)
    };
    let found: Vec<_> = files
        .filter(|file| wanted(&file.name))
        .map(|file| (file.name, true, file.bytes))
        .collect();
    assert_eq!(found.len(), prefixes.len(), "{prefixes:?} {between}");
    found
}

fn bundle(set: &str, files: Vec<(String, bool, Vec<u8>)>, stamp: &str, at: UtcSeconds) -> Invented {
    let files: Vec<_> = files
        .into_iter()
        .map(|(name, standard, bytes)| {
            let (before, _) = name.rsplit_once('_').unwrap();
            (format!("{before}_{stamp}.CSV"), standard, bytes)
        })
        .collect();
    Invented {
        partner: format!("{VISIT}-11").parse().unwrap(),
        own_service: "43".parse().unwrap(),
        set: Some(set.to_owned()),
        stamp: Some(stamp.to_owned()),
        months: vec![MONTH.to_owned()],
        files,
        message: String::new(),
        at,
    }
}

fn plan(stamp: &str, at: UtcSeconds) -> Invented {
    let names = ["UPPLAN", "UPSIKYU", "UPHOSOKU_202610"];
    let between = format!("_{CARE}_43_{VISIT}_11_");
    bundle("K2", files(&names, &between), stamp, at)
}

/// What was given: exactly what was planned for the home-visit office, but for the days that
/// `change` alters.
fn actual(stamp: &str, at: UtcSeconds, change: impl Fn(&mut Vec<Vec<String>>)) -> Invented {
    let plan = files(&["UPPLAN"], &format!("_{CARE}_43_{VISIT}_11_"));
    let document = read_file(&plan[0].2, FileKind::UpPlan);
    let rows = document.records().iter().map(|one| document.texts(one));
    let mut rows: Vec<Vec<String>> = rows.filter(|row| row[19] == VISIT).collect();
    change(&mut rows);
    let bytes = write_file(FileKind::UpJsk, &rows).unwrap();
    let name = format!("UPJSK_{MONTH}_{VISIT}_11_{CARE}_43_{stamp}.CSV");
    assert!(FileName::parse(&name).is_ok());
    bundle("K5", vec![(name, true, bytes)], stamp, at)
}

/// What the home-nursing office gave, as planned.
fn nursing(stamp: &str, at: UtcSeconds) -> Invented {
    let plan = files(&["UPPLAN"], &format!("_{CARE}_43_{VISIT}_11_"));
    let document = read_file(&plan[0].2, FileKind::UpPlan);
    let rows = document.records().iter().map(|one| document.texts(one));
    let rows: Vec<Vec<String>> = rows.filter(|row| row[19] != VISIT).collect();
    let number = rows[0][19].clone();
    let bytes = write_file(FileKind::UpJsk, &rows).unwrap();
    let name = format!("UPJSK_{MONTH}_{number}_13_{CARE}_43_{stamp}.CSV");
    Invented {
        partner: format!("{number}-13").parse().unwrap(),
        ..bundle("K5", vec![(name, true, bytes)], stamp, at)
    }
}

fn as_planned(_: &mut Vec<Vec<String>>) {}

fn without_first(rows: &mut Vec<Vec<String>>) {
    rows.remove(0);
}

fn month(store: &mut Store) -> MonthSummary {
    reconcile_month(store, Side::Care, MONTH).unwrap()
}

fn states(store: &mut Store) -> Vec<ClientState> {
    month(store)
        .clients
        .iter()
        .map(ClientSummary::state)
        .collect()
}

fn decide(store: &mut Store, number: i64, decision: Decision, data: &str) -> Result<(), MarkError> {
    let judgement = Judgement {
        decision,
        note: "電話で確かめた".to_owned(),
        data: data.to_owned(),
    };
    mark_client(
        store,
        Side::Care,
        number,
        &judgement,
        Actor::Terminal,
        later(900),
    )
}

/// What waits to be told to other terminals.
fn told_kinds(store: &mut Store) -> Vec<String> {
    let mut kinds = Vec::new();
    while let Some(told) = store.read(|tx| journal::due(tx, later(9_000))).unwrap() {
        store.write(|tx| journal::forget(tx, told.number)).unwrap();
        kinds.push(told.kind);
    }
    kinds
}

fn code(result: Result<(), MarkError>) -> &'static str {
    ErrorCode::from(&result.unwrap_err()).code()
}

/// An office that sent its plans.
fn planned() -> World {
    let mut world = World::new();
    let store = &mut world.care.store;
    fill_sent(store, &[(plan("20260925090000", START), SentState::Opened)]).unwrap();
    world
}

fn receive(store: &mut Store, bundle: Invented) {
    fill_received(store, &[(bundle, ReceivedState::Opened)]).unwrap();
}

#[test]
fn a_client_waits_then_agrees_or_differs_and_a_correction_is_compared_anew() {
    use ClientState::{Agrees, Differs, Waiting};
    let mut world = planned();
    let store = &mut world.care.store;
    assert_eq!(states(store), [Waiting, Waiting]);
    receive(store, actual("20261101090000", later(10), without_first));
    assert_eq!(
        states(store).iter().filter(|one| **one == Differs).count(),
        1
    );
    let numbers: Vec<i64> = month(store).clients.iter().map(|one| one.number).collect();
    receive(store, actual("20261102090000", later(20), as_planned));
    assert!(
        states(store).iter().all(|one| *one != Differs),
        "{:?}",
        month(store)
    );
    receive(store, nursing("20261103090000", later(30)));
    assert!(states(store).contains(&Agrees), "{:?}", month(store));
    let after: Vec<i64> = month(store).clients.iter().map(|one| one.number).collect();
    assert_eq!(numbers, after, "addresses of pages stay");
}

#[test]
fn what_nobody_opened_takes_no_part() {
    let mut world = planned();
    let store = &mut world.care.store;
    let came = actual("20261101090000", later(10), without_first);
    fill_received(store, &[(came, ReceivedState::Received)]).unwrap();
    let found = month(store);
    assert_eq!(found.unread.len(), 1);
    assert!(
        found
            .clients
            .iter()
            .all(|one| one.state() == ClientState::Waiting)
    );
    open_inbox_bundles(store, &found.unread, later(20)).unwrap();
    let found = month(store);
    assert_eq!(found.unread.len(), 0);
    assert_eq!(found.count(ClientState::Differs), 1);
}

#[test]
fn a_decision_holds_for_the_data_that_was_seen_and_no_other() {
    let mut world = planned();
    let store = &mut world.care.store;
    receive(store, actual("20261101090000", later(10), without_first));
    let differing = |store: &mut Store| {
        let found = month(store);
        let mut clients = found.clients.into_iter();
        clients.find(|one| one.state() == ClientState::Differs)
    };
    let client = differing(store).unwrap();
    let stale = decide(store, client.number, Decision::Confirm, "another digest");
    assert_eq!(code(stale), "OFF-714");
    decide(
        store,
        client.number,
        Decision::Confirm,
        &client.outcome.data,
    )
    .unwrap();
    assert!(differing(store).is_none());

    // The same again in a newer file: nobody has to look again.
    receive(store, actual("20261103090000", later(20), without_first));
    assert!(differing(store).is_none());

    // Two visits less: the confirmation stays, for the data that it was about.
    receive(
        store,
        actual("20261104090000", later(30), |rows| {
            rows.remove(0);
            rows.remove(0);
        }),
    );
    let again = differing(store).unwrap();
    assert!(again.is_reopened());
    assert_eq!(again.check.unwrap().note, "電話で確かめた");

    decide(store, client.number, Decision::Later, "").unwrap();
    assert!(!differing(store).unwrap().is_reopened());
    let actions = list_history(store, &HistoryFilter::default(), &PageRequest::first(5)).unwrap();
    let actions: Vec<(Action, String)> = actions
        .rows
        .into_iter()
        .map(|row| (row.action, row.subject))
        .collect();
    assert_eq!(
        actions,
        [
            (Action::MonthNoted, MONTH.to_owned()),
            (Action::MonthConfirmed, MONTH.to_owned())
        ]
    );
}

#[test]
fn a_note_has_a_limit_and_a_client_must_be_there() {
    let mut world = planned();
    let store = &mut world.care.store;
    let client = month(store).clients.remove(0);
    let judgement = Judgement {
        decision: Decision::Later,
        note: "あ".repeat(501),
        data: String::new(),
    };
    let actor = Actor::Terminal;
    let long = mark_client(
        store,
        Side::Care,
        client.number,
        &judgement,
        actor,
        later(1),
    );
    assert!(
        matches!(long, Err(MarkError::NoteTooLong { found: 501 })),
        "{long:?}"
    );
    assert_eq!(code(long), "OFF-716");
    let nobody = decide(store, 9_999, Decision::Later, "");
    assert_eq!(code(nobody), "OFF-715");
}

#[test]
fn another_terminal_comes_to_the_same_and_the_last_decision_counts_in_any_order() {
    let mut world = planned();
    let came = || actual("20261101090000", later(10), without_first);
    receive(&mut world.care.store, came());
    let found = month(&mut world.care.store);
    let client = found
        .clients
        .into_iter()
        .find(|one| one.outcome.differs())
        .unwrap();
    decide(
        &mut world.care.store,
        client.number,
        Decision::Confirm,
        &client.outcome.data,
    )
    .unwrap();
    let first = world.care.store.read(checks_told).unwrap();
    decide(&mut world.care.store, client.number, Decision::Reopen, "").unwrap();
    let second = world.care.store.read(checks_told).unwrap();
    let told = told_kinds(&mut world.care.store);
    assert_eq!(
        told.iter().filter(|kind| *kind == "client.checked").count(),
        2
    );
    assert!(first[0].1.confirmed && !second[0].1.confirmed);

    for order in [[&first, &second], [&second, &first]] {
        let mut other = planned();
        receive(&mut other.care.store, came());
        for checks in order {
            for (id, body) in checks {
                other
                    .care
                    .store
                    .write(|tx| check_told(tx, *id, body))
                    .unwrap();
            }
        }
        let told = month(&mut other.care.store);
        let same = told
            .clients
            .into_iter()
            .find(|one| one.insured == client.insured)
            .unwrap();
        assert_eq!(same.outcome, client.outcome, "both terminals compare alike");
        assert_eq!(same.state(), ClientState::Differs);
        assert!(!same.check.unwrap().confirmed);
    }
}

/// The plan as the home-visit office received it.
pub(super) fn plan_to_visit(stamp: &str, at: UtcSeconds) -> Invented {
    Invented {
        partner: format!("{CARE}-43").parse().unwrap(),
        own_service: "11".parse().unwrap(),
        ..plan(stamp, at)
    }
}

#[test]
fn an_office_that_gives_services_answers_for_its_own() {
    let mut world = World::new();
    let store = &mut world.visit.store;
    let to_care = |bundle: Invented| Invented {
        partner: format!("{CARE}-43").parse().unwrap(),
        own_service: "11".parse().unwrap(),
        ..bundle
    };
    let plans = plan_to_visit("20260925090000", START);
    fill_received(store, &[(plans, ReceivedState::Opened)]).unwrap();
    let given = to_care(actual("20261101090000", later(10), without_first));
    fill_sent(store, &[(given, SentState::Accepted)]).unwrap();
    let side = Side::Service(VISIT.parse().unwrap());
    let found = reconcile_month(store, side, MONTH).unwrap();
    assert_eq!(found.count(ClientState::Differs), 1, "{found:?}");
    assert_eq!(found.count(ClientState::Waiting), 0, "{found:?}");
    for client in &found.clients {
        let view = reconcile_client(store, side, client.number)
            .unwrap()
            .unwrap();
        let own = |office: &reconcile::OfficeMonth| office.address.office.as_str() == VISIT;
        assert!(view.comparison.unwrap().offices.iter().all(own));
    }
}

#[test]
fn what_is_gone_is_no_longer_listed() {
    let mut world = planned();
    let store = &mut world.care.store;
    let client = month(store).clients.remove(0);
    store.write(forget_subjects).unwrap();
    assert!(month(store).clients.is_empty());
    assert!(
        reconcile_client(store, Side::Care, client.number)
            .unwrap()
            .is_none()
    );
}

#[test]
fn a_month_is_looked_through_again_only_when_it_changed() {
    let mut world = planned();
    let store = &mut world.care.store;
    assert!(!month(store).clients.is_empty());
    let changes = store.read(|tx| changes_of_month(tx, MONTH)).unwrap();
    assert!(changes > 0);
    // Something that was never found stands for what a look would not find again.
    let id = crate::inbox::ReceivedId {
        sender: Some(VISIT.parse().unwrap()),
        id: protocol::BundleId::new(protocol::UtcMillis(1_790_000_000_000), [7; 10]),
    };
    let found = KeptMonth {
        unread: [id].into(),
        ..KeptMonth::default()
    };
    let made_for = format!("{} {:?}", env!("CARGO_PKG_VERSION"), Side::Care);
    store
        .write(|tx| keep_month(tx, MONTH, &made_for, changes, &found))
        .unwrap();
    assert_eq!(month(store).unread, [id]);
    receive(store, actual("20261101090000", later(10), as_planned));
    assert!(store.read(|tx| changes_of_month(tx, MONTH)).unwrap() > changes);
    assert!(month(store).unread.is_empty());
}
