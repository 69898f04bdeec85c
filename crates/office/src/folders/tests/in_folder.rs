//! In-folders: the order, what counts as imported, withdrawals, and ends at every step.

use std::fs;

use expect_test::expect;
use protocol::ReceiptKind;

use super::Desk;
use super::faults::Kind;
use crate::error_code::ErrorCode;
use crate::folders::{ConfirmError, Direction, InLayout, confirm_handover};
use crate::inbox::{ReceivedId, read_inbox_bundle};
use crate::outbox::Attempt;
use crate::receipts::due_receipts;
use crate::tests::{World, later};

fn world(layout: InLayout) -> (World, Desk) {
    let mut world = World::new();
    let desk = Desk::new(&mut world.visit, Direction::In(layout));
    (world, desk)
}

fn name(stamp: &str) -> String {
    format!("DLTPLAN_202610_1370200015_43_1370300021_11_{stamp}.CSV")
}

const STAMPS: [&str; 3] = ["20261001090000", "20261001090001", "20261001090002"];

/// Three bundles, sent and announced out of order.
fn three(world: &mut World) -> [ReceivedId; 3] {
    let [second, third, first] = [1, 2, 0].map(|index| world.deliver(STAMPS[index]));
    world.announce();
    [first, second, third]
}

fn is_imported(world: &mut World, key: ReceivedId) -> bool {
    let due = due_receipts(&mut world.visit.store, &world.visit.keys, later(10_000)).unwrap();
    let owed = due
        .iter()
        .any(|receipt| receipt.bundle == key && receipt.kind == ReceiptKind::Imported);
    let bundle = read_inbox_bundle(&mut world.visit.store, key)
        .unwrap()
        .unwrap();
    assert_eq!(bundle.row.times.imported.is_some(), owed);
    owed
}

#[test]
fn a_later_stamp_waits_for_the_earlier_ones() {
    let (mut world, mut desk) = world(InLayout::Flat);
    let [first, second, third] = three(&mut world);
    world.fetch(third);
    world.fetch(first);
    desk.look(&mut world.visit);
    assert_eq!(desk.names(), [name(STAMPS[0])]);
    world.fetch(second);
    desk.look(&mut world.visit);
    assert_eq!(desk.names(), STAMPS.map(name));
    assert_eq!(
        desk.files()[&name(STAMPS[0])],
        b"202407,131001,0000000001,202610\r\n"
    );
    assert_eq!(desk.status(&mut world.visit).counts.laid, 3);
}

#[test]
fn each_bundle_may_have_a_folder_of_its_own() {
    let (mut world, mut desk) = world(InLayout::Partner);
    let key = world.deliver(STAMPS[0]);
    world.announce();
    world.fetch(key);
    desk.look(&mut world.visit);
    let place = format!("1370200015/{}_{}/{}", STAMPS[0], key.id, name(STAMPS[0]));
    assert_eq!(desk.names(), [place]);
}

#[test]
fn a_different_file_in_the_way_holds_up_its_partner_and_is_kept() {
    let (mut world, mut desk) = world(InLayout::Flat);
    for key in three(&mut world) {
        world.fetch(key);
    }
    desk.put(&name(STAMPS[1]), b"other");
    desk.look(&mut world.visit);
    assert_eq!(desk.names(), [name(STAMPS[0]), name(STAMPS[1])]);
    assert_eq!(desk.files()[&name(STAMPS[1])], b"other");
    let problem = desk.status(&mut world.visit).problem.unwrap();
    assert_eq!(problem.code, "OFF-309");
    assert_eq!(problem.path.as_deref(), Some(name(STAMPS[1]).as_str()));
    fs::remove_file(desk.path.join(name(STAMPS[1]))).unwrap();
    desk.look(&mut world.visit);
    assert_eq!(desk.names().len(), 3);
    assert_eq!(desk.code(&mut world.visit), "");
}

#[test]
fn what_the_care_software_took_is_imported_after_two_looks() {
    let (mut world, mut desk) = world(InLayout::Flat);
    let [first, second, _] = three(&mut world);
    world.fetch(first);
    world.fetch(second);
    desk.looks(&mut world.visit, 3);
    assert!(!is_imported(&mut world, first));
    fs::remove_file(desk.path.join(name(STAMPS[0]))).unwrap();
    desk.look(&mut world.visit);
    assert!(!is_imported(&mut world, first));
    desk.look(&mut world.visit);
    assert!(is_imported(&mut world, first));
    assert!(!is_imported(&mut world, second));
    desk.looks(&mut world.visit, 3);
    // It is not laid again.
    assert_eq!(desk.names(), [name(STAMPS[1])]);
    let counts = desk.status(&mut world.visit).counts;
    assert_eq!((counts.laid, counts.imported), (2, 1));
}

#[test]
fn a_drive_that_is_away_took_nothing() {
    let (mut world, mut desk) = world(InLayout::Flat);
    let key = world.deliver(STAMPS[0]);
    world.announce();
    world.fetch(key);
    desk.look(&mut world.visit);
    let away = desk.root.path().join("away");
    fs::rename(&desk.path, &away).unwrap();
    fs::create_dir(&desk.path).unwrap();
    desk.looks(&mut world.visit, 3);
    assert_eq!(desk.code(&mut world.visit), "OFF-702");
    assert_eq!(fs::read_dir(&desk.path).unwrap().count(), 0);
    fs::remove_dir(&desk.path).unwrap();
    fs::rename(&away, &desk.path).unwrap();
    desk.looks(&mut world.visit, 3);
    assert!(!is_imported(&mut world, key));
    assert_eq!(desk.names(), [name(STAMPS[0])]);
}

#[test]
fn a_person_confirms_what_the_software_left_lying() {
    let (mut world, mut desk) = world(InLayout::Flat);
    let key = world.deliver(STAMPS[0]);
    world.announce();
    let store = &mut world.visit.store;
    let code = |err: ConfirmError| ErrorCode::from(&err).code();
    let refused = confirm_handover(store, key, later(1)).unwrap_err();
    assert_eq!(code(refused), "OFF-308");
    world.fetch(key);
    let store = &mut world.visit.store;
    let refused = confirm_handover(store, key, later(1)).unwrap_err();
    assert_eq!(code(refused), "OFF-710");
    desk.look(&mut world.visit);
    confirm_handover(&mut world.visit.store, key, later(9)).unwrap();
    confirm_handover(&mut world.visit.store, key, later(10)).unwrap();
    assert!(is_imported(&mut world, key));
    assert_eq!(desk.status(&mut world.visit).counts.imported, 1);
    desk.looks(&mut world.visit, 2);
    assert_eq!(desk.names(), [name(STAMPS[0])]);
}

#[test]
fn a_withdrawn_bundle_is_not_laid_and_a_laid_one_gets_a_notice() {
    let (mut world, mut desk) = world(InLayout::Flat);
    let [first, second, third] = three(&mut world);
    for key in [first, second, third] {
        world.fetch(key);
    }
    fs::create_dir(desk.path.join(name(STAMPS[1]))).unwrap();
    desk.look(&mut world.visit);
    assert_eq!(desk.names(), [name(STAMPS[0])]);
    fs::remove_dir(desk.path.join(name(STAMPS[1]))).unwrap();
    let trust = world.authority.trust();
    for key in [first, second] {
        let asked = Attempt::Withdraw { id: key.id };
        world.hub.answer(&asked, &trust, later(30));
    }
    world.announce();
    desk.looks(&mut world.visit, 2);
    let notice = format!("{}_取り下げ.txt", name(STAMPS[0]));
    assert_eq!(
        desk.names(),
        [name(STAMPS[0]), notice.clone(), name(STAMPS[2])]
    );
    let text = String::from_utf8(desk.files()[&notice].clone()).unwrap();
    expect![[r#"
        OFF-305 送信元が取り下げました。
        取り込まないでください。必要なら送信元に確かめてください。
        送信元: 1370200015
        日時（日本時間）: 2026-11-22 09:00
          DLTPLAN_202610_1370200015_43_1370300021_11_20261001090000.CSV

        ----------------------------------------

        OFF-305 The sender withdrew this bundle.
        Do not use it. Ask the sender if in doubt.
        Sender: 1370200015
        Time (Japan): 2026-11-22 09:00
          DLTPLAN_202610_1370200015_43_1370300021_11_20261001090000.CSV
    "#]]
    .assert_eq(&text.replace("\r\n", "\n"));
}

#[test]
fn the_program_may_end_and_the_disk_fill_at_every_step() {
    for make in [|at| Kind::End { at }, |from| Kind::Full { from }] {
        let mut steps = 1;
        loop {
            let (mut world, mut desk) = world(InLayout::Flat);
            let keys = three(&mut world);
            for key in keys {
                world.fetch(key);
            }
            let kind = make(steps);
            let (ended, made) = desk.look_with_fault(&mut world.visit, kind);
            // What lies there is the beginning of the list, whole.
            let names = desk.names();
            assert_eq!(names, STAMPS.map(name)[..names.len()], "{kind:?}");
            let whole = |bytes: &Vec<u8>| bytes.is_empty() || bytes.len() == 33;
            assert!(desk.files().values().all(whole), "{kind:?}");
            let full = matches!(kind, Kind::Full { from } if from <= made);
            if full {
                assert_eq!(desk.code(&mut world.visit), "OFF-703", "{kind:?}");
            }
            desk.look(&mut world.visit);
            assert_eq!(desk.names(), STAMPS.map(name), "{kind:?}");
            assert!(
                desk.files().values().all(|bytes| bytes.len() == 33),
                "{kind:?}"
            );
            for key in keys {
                assert!(!is_imported(&mut world, key), "{kind:?}");
            }
            if !ended && !full {
                break;
            }
            steps += 1;
        }
        assert!(steps > 20, "only {steps} steps were tried");
    }
}
