//! 実績入力: from a plan that came to a file that the check accepts and the other side compares.

use standard::{FileKind, Input, check_files, read_file};

use super::reconciling::{MONTH, plan_to_visit};
use super::{START, VISIT, World, later};
use crate::actuals::{
    Change, NewLine, SheetError, SheetState, change_sheet, fill_as_planned, list_sheets,
    make_files, read_sheet,
};
use crate::error_code::ErrorCode;
use crate::filling::fill_received;
use crate::inbox::ReceivedState;
use crate::piles::{plan_pile, read_pile};
use crate::store::{Store, piles};

const STAMP: &str = "20261102090000";

/// The home-visit office, to which plans came.
fn planned() -> World {
    let mut world = World::new();
    let plans = plan_to_visit("20260925090000", START);
    fill_received(&mut world.visit.store, &[(plans, ReceivedState::Opened)]).unwrap();
    world
}

fn own() -> protocol::OfficeNumber {
    VISIT.parse().unwrap()
}

fn states(store: &mut Store) -> Vec<SheetState> {
    let sheets = list_sheets(store, own(), MONTH).unwrap();
    sheets.into_iter().map(|sheet| sheet.state).collect()
}

fn first(store: &mut Store) -> i64 {
    list_sheets(store, own(), MONTH).unwrap()[0].number
}

fn change(store: &mut Store, number: i64, change: &Change) -> Result<i64, SheetError> {
    change_sheet(store, own(), number, change, Vec::new(), later(5))
}

/// The records of the only file of a pile.
fn records(store: &mut Store, pile: i64) -> Vec<Vec<String>> {
    let pile = read_pile(store, pile).unwrap().unwrap();
    assert_eq!(pile.files.len(), 1, "{pile:?}");
    let bytes = store.read(|tx| piles::bytes(tx, pile.row.number)).unwrap();
    let bytes = &bytes[0];
    let input = Input {
        path: &pile.files[0].name,
        bytes,
    };
    let report = check_files(&[input]);
    assert_eq!(report.errors(), 0, "{report:?}");
    let document = read_file(bytes, FileKind::UpJsk);
    document
        .records()
        .iter()
        .map(|one| document.texts(one))
        .collect()
}

#[test]
fn everybody_as_planned_becomes_one_file_that_says_what_was_planned() {
    let mut world = planned();
    let store = &mut world.visit.store;
    assert_eq!(states(store), [SheetState::Nothing, SheetState::Nothing]);
    let nothing = make_files(store, own(), MONTH, STAMP, Vec::new(), later(1));
    assert_eq!(ErrorCode::from(&nothing.unwrap_err()).code(), "OFF-717");

    assert_eq!(
        fill_as_planned(store, own(), MONTH, Vec::new(), later(2)).unwrap(),
        2
    );
    assert_eq!(
        fill_as_planned(store, own(), MONTH, Vec::new(), later(2)).unwrap(),
        0
    );
    assert_eq!(states(store), [SheetState::Ready, SheetState::Ready]);
    let made = make_files(store, own(), MONTH, STAMP, Vec::new(), later(3)).unwrap();
    assert_eq!((made.clients, made.files), (2, 1));
    assert_eq!(states(store), [SheetState::Made, SheetState::Made]);

    // Day, times, count, code and units of each record are those of the plan.
    let facts = |record: &Vec<String>| [2, 9, 11, 12, 13, 14, 7].map(|index| record[index].clone());
    let mut given: Vec<_> = records(store, made.pile).iter().map(facts).collect();
    let plan = plan_to_visit("20260925090000", START);
    let plan = plan
        .files
        .iter()
        .find(|(name, ..)| name.starts_with("UPPLAN"))
        .unwrap();
    let plan = read_file(&plan.2, FileKind::UpPlan);
    let plan = plan.records().iter().map(|one| plan.texts(one));
    let mut expected: Vec<_> = plan
        .filter(|record| record[19] == VISIT)
        .map(|one| facts(&one))
        .collect();
    given.sort();
    expected.sort();
    assert_eq!(given, expected);

    let drafts = plan_pile(store, made.pile).unwrap();
    assert!(
        drafts.is_some_and(|plan| plan.bundles.len() == 1),
        "it can be sent"
    );
}

#[test]
fn days_are_stored_as_typed_and_nothing_is_written_over_unseen() {
    let mut world = planned();
    let store = &mut world.visit.store;
    let number = first(store);
    let typed = |version, line, day, text: &str| Change {
        version,
        days: [((line, day), text.to_owned())].into(),
        ..Change::default()
    };
    assert_eq!(change(store, number, &typed(0, 0, 3, "2")).unwrap(), 1);
    let view = read_sheet(store, own(), number).unwrap().unwrap();
    assert_eq!(view.sheet.lines[0].given.get(&3), Some(&2));
    assert_eq!(
        states(store)
            .iter()
            .filter(|one| **one == SheetState::Begun)
            .count(),
        1
    );

    let unseen = change(store, number, &typed(0, 0, 4, "1"));
    assert_eq!(ErrorCode::from(&unseen.unwrap_err()).code(), "OFF-721");
    for wrong in ["x", "100", "-1", "1.5"] {
        let refused = change(store, number, &typed(1, 0, 5, wrong));
        assert!(
            matches!(
                refused,
                Err(SheetError::NotANumber {
                    line: 0,
                    day: Some(5)
                })
            ),
            "{wrong}: {refused:?}"
        );
    }
    assert_eq!(change(store, number, &typed(1, 0, 3, "")).unwrap(), 2);
    let view = read_sheet(store, own(), number).unwrap().unwrap();
    assert!(view.sheet.lines[0].given.is_empty());
    let nobody = change(store, 99, &typed(0, 0, 3, "1"));
    assert!(
        matches!(nobody, Err(SheetError::NotFound { number: 99 })),
        "{nobody:?}"
    );
}

#[test]
fn what_is_wrong_is_said_at_its_line_and_goes_into_no_file() {
    let mut world = planned();
    let store = &mut world.visit.store;
    let number = first(store);
    let new = |code: &str, start: &str, end: &str| Change {
        version: 0,
        as_planned: true,
        add: Some(NewLine {
            code: code.to_owned(),
            start: start.to_owned(),
            end: end.to_owned(),
            units: "100".to_owned(),
        }),
        ready: Some(true),
        ..Change::default()
    };
    for (code, start, end) in [
        ("1111", "09:00", "10:00"),
        ("111111", "9", ""),
        ("", "", ""),
    ] {
        let refused = change(store, number, &new(code, start, end));
        assert_eq!(ErrorCode::from(&refused.unwrap_err()).code(), "OFF-720");
    }
    // There is no such time of the day.
    change(store, number, &new("111111", "25:00", "26:00")).unwrap();
    let view = read_sheet(store, own(), number).unwrap().unwrap();
    let line = view.sheet.lines.len() - 1;
    let day = Change {
        version: view.sheet.version,
        days: [((line, 7), "1".to_owned())].into(),
        ready: Some(true),
        ..Change::default()
    };
    let version = change(store, number, &day).unwrap();
    let view = read_sheet(store, own(), number).unwrap().unwrap();
    let places: Vec<_> = view.findings.iter().filter(|one| one.is_error()).collect();
    assert!(!places.is_empty());
    assert!(
        places
            .iter()
            .all(|one| (one.line, one.day) == (Some(line), Some(7))),
        "{places:?}"
    );
    assert!(states(store).contains(&SheetState::Wrong));
    let refused = make_files(store, own(), MONTH, STAMP, Vec::new(), later(9));
    assert_eq!(ErrorCode::from(&refused.unwrap_err()).code(), "OFF-718");

    let without = Change {
        version,
        remove: Some(line),
        ready: Some(true),
        ..Change::default()
    };
    change(store, number, &without).unwrap();
    assert_eq!(
        make_files(store, own(), MONTH, STAMP, Vec::new(), later(9))
            .unwrap()
            .clients,
        1
    );
}

#[test]
fn a_newer_plan_is_said_and_taken_over_with_what_was_entered() {
    let mut world = planned();
    let store = &mut world.visit.store;
    assert_eq!(
        fill_as_planned(store, own(), MONTH, Vec::new(), later(1)).unwrap(),
        2
    );
    let newer = plan_to_visit("20261001090000", later(2));
    fill_received(store, &[(newer, ReceivedState::Opened)]).unwrap();
    let sheets = list_sheets(store, own(), MONTH).unwrap();
    assert!(sheets.iter().all(|sheet| sheet.plan_changed));
    let number = sheets[0].number;
    let before = read_sheet(store, own(), number).unwrap().unwrap().sheet;
    let follow = Change {
        version: before.version,
        follow_plan: true,
        ..Change::default()
    };
    change(store, number, &follow).unwrap();
    let view = read_sheet(store, own(), number).unwrap().unwrap();
    assert!(!view.plan_changed && !view.sheet.ready);
    assert_eq!(
        view.sheet.lines, before.lines,
        "the same plan again keeps every day"
    );
}

#[test]
fn a_correction_goes_into_a_new_file() {
    let mut world = planned();
    let store = &mut world.visit.store;
    fill_as_planned(store, own(), MONTH, Vec::new(), later(1)).unwrap();
    make_files(store, own(), MONTH, STAMP, Vec::new(), later(2)).unwrap();
    let number = first(store);
    let view = read_sheet(store, own(), number).unwrap().unwrap();
    let day = *view.sheet.lines[0].given.keys().next().unwrap();
    let correct = Change {
        version: view.sheet.version,
        days: [((0, day), String::new())].into(),
        ready: Some(true),
        ..Change::default()
    };
    change(store, number, &correct).unwrap();
    assert_eq!(
        states(store)
            .iter()
            .filter(|one| **one == SheetState::Ready)
            .count(),
        1
    );
    let made = make_files(store, own(), MONTH, "20261103090000", Vec::new(), later(4)).unwrap();
    assert_eq!(made.clients, 1);
}
