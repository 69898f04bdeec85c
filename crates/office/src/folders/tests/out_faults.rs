//! Out-folders when the program ends, the disk fills or both, at every step.
//!
//! Whatever happens, each file set is sent once and every file lies in one place in the
//! end, with its bytes.

use proptest::prelude::*;

use super::faults::{Fault, Kind};
use super::out_folder::{file, states};
use super::{Desk, Disk};
use crate::folders::{Direction, SendMode};
use crate::outbox::SentState;
use crate::tests::World;

const STAMP: &str = "20261001090000";

/// One good file and one that is rejected; a look with a fault; then peace. The steps of
/// the faulty look, and whether the fault came.
fn play(kind: Kind) -> bool {
    let mut world = World::new();
    let mut desk = Desk::new(&mut world.care, Direction::Out(SendMode::Send));
    let input = file(STAMP);
    desk.put(&input.path, &input.bytes);
    desk.put("memo.pdf", b"%PDF-1.7");
    desk.look(&mut world.care);
    let (ended, steps) = desk.look_with_fault(&mut world.care, kind);
    let full = matches!(kind, Kind::Full { from } if from <= steps);
    if full {
        assert_eq!(desk.code(&mut world.care), "OFF-703", "{kind:?}");
        assert!(
            desk.folder(&mut world.care).next_look_at.is_some(),
            "{kind:?}"
        );
    }
    desk.looks(&mut world.care, 4);
    assert_eq!(states(&mut world.care), [SentState::Waiting], "{kind:?}");
    let files = desk.files();
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let sent = format!("送信済/202611/{}", input.path);
    let expected = [
        "エラー/202611/memo.pdf",
        "エラー/202611/memo.pdf_説明.txt",
        &sent,
    ];
    assert_eq!(names, expected, "{kind:?}");
    assert_eq!(files[&sent], input.bytes, "{kind:?}");
    assert_eq!(files["エラー/202611/memo.pdf"], b"%PDF-1.7", "{kind:?}");
    assert_eq!(desk.code(&mut world.care), "", "{kind:?}");
    assert_eq!(desk.status(&mut world.care).counts.to_move, 0, "{kind:?}");
    ended || full
}

#[test]
fn the_program_may_end_at_every_step() {
    let mut at = 1;
    while play(Kind::End { at }) {
        at += 1;
    }
    // Reading, recording, explaining, two moves and the notes between them.
    assert!(at > 25, "only {at} steps were tried");
}

#[test]
fn the_disk_may_be_full_from_every_step_on() {
    let mut from = 1;
    while play(Kind::Full { from }) {
        from += 1;
    }
    assert!(from > 25, "only {from} steps were tried");
}

#[test]
fn a_move_over_volumes_may_end_at_every_step() {
    let mut ended = 0;
    for at in 1.. {
        let dir = tempfile::tempdir().unwrap();
        let (from, to) = (dir.path().join("from"), dir.path().join("to"));
        std::fs::write(&from, b"bytes").unwrap();
        std::fs::File::create_new(&to).unwrap();
        let disk = Disk {
            fault: Fault::new(Kind::End { at }),
        };
        let moving = std::panic::AssertUnwindSafe(|| disk.move_over(&from, &to).unwrap());
        let done = std::panic::catch_unwind(moving).is_ok();
        // One of both is whole at every moment.
        let whole = |path| std::fs::read(path).is_ok_and(|bytes| bytes == b"bytes");
        assert!(whole(&from) || whole(&to), "step {at}");
        if done {
            assert!(!from.exists() && whole(&to));
            break;
        }
        ended += 1;
    }
    assert_eq!(ended, 4);
}

#[test]
fn a_file_that_was_not_read_is_compared_before_its_original_goes() {
    let mut world = World::new();
    let mut desk = Desk::new(&mut world.care, Direction::Out(SendMode::Send));
    desk.put("memo.pdf", b"%PDF-1.7");
    desk.look(&mut world.care);
    for at in 1.. {
        let (ended, _) = desk.look_with_fault(&mut world.care, Kind::End { at });
        assert!(ended, "no step was between the record and the move");
        if desk.status(&mut world.care).counts.to_move == 1 {
            break;
        }
        desk.look(&mut world.care);
    }
    let errors = desk.path.join("エラー/202611");
    std::fs::create_dir_all(&errors).unwrap();
    std::fs::write(errors.join("memo.pdf"), b"%PDF-1.4").unwrap();
    desk.look(&mut world.care);
    let files = desk.files();
    assert_eq!(files["エラー/202611/memo.pdf"], b"%PDF-1.4");
    assert_eq!(files["エラー/202611/memo (2).pdf"], b"%PDF-1.7");
}

/// Takes a file up to the record, puts `found` where it goes, and looks again.
fn find_at_target(found: &[u8]) -> (World, Desk, String) {
    let mut world = World::new();
    let mut desk = Desk::new(&mut world.care, Direction::Out(SendMode::Send));
    let input = file(STAMP);
    desk.put(&input.path, &input.bytes);
    desk.look(&mut world.care);
    for at in 1.. {
        let (ended, _) = desk.look_with_fault(&mut world.care, Kind::End { at });
        assert!(ended, "no step was between the record and the move");
        if desk.status(&mut world.care).counts.to_move == 1 {
            break;
        }
        desk.look(&mut world.care);
    }
    let target = desk.path.join("送信済/202611");
    std::fs::create_dir_all(&target).unwrap();
    std::fs::write(target.join(&input.path), found).unwrap();
    desk.look(&mut world.care);
    assert_eq!(states(&mut world.care), [SentState::Waiting]);
    assert_eq!(desk.status(&mut world.care).counts.to_move, 0);
    (world, desk, format!("送信済/202611/{}", input.path))
}

#[test]
fn a_copy_whose_original_is_still_there_is_finished() {
    let (_world, desk, target) = find_at_target(&file(STAMP).bytes);
    assert_eq!(desk.names(), [target]);
}

#[test]
fn what_came_into_the_way_after_the_record_is_kept() {
    let (_world, desk, target) = find_at_target(b"other");
    let second = target.replace(".CSV", " (2).CSV");
    let files = desk.files();
    assert_eq!(files.len(), 2);
    assert_eq!(files[&target], b"other");
    assert_eq!(files[&second], file(STAMP).bytes);
}

/// What the care software, a person or the machine does.
#[derive(Debug, Clone, Copy)]
enum Act {
    Put { number: u8 },
    PutHalf { number: u8 },
    Look,
    End { at: u32 },
    Full { from: u32 },
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        (0..3u8).prop_map(|number| Act::Put { number }),
        (0..3u8).prop_map(|number| Act::PutHalf { number }),
        Just(Act::Look),
        Just(Act::Look),
        (1..40u32).prop_map(|at| Act::End { at }),
        (1..40u32).prop_map(|from| Act::Full { from }),
    ];
    prop::collection::vec(act, 1..25)
}

fn input(number: u8) -> crate::drafts::DraftInput {
    file(&format!("2026100109000{number}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_set_is_sent_once_and_no_file_is_lost(acts in acts()) {
        let mut world = World::new();
        let mut desk = Desk::new(&mut world.care, Direction::Out(SendMode::Send));
        let mut put = std::collections::BTreeSet::new();
        let office = &mut world.care;
        for act in acts {
            match act {
                Act::Put { number } => {
                    desk.put(&input(number).path, &input(number).bytes);
                    put.insert(number);
                }
                // Over a whole file it would be the software's own overwriting.
                Act::PutHalf { number } if !desk.path.join(input(number).path).exists() => {
                    desk.put(&input(number).path, &input(number).bytes[..9]);
                }
                Act::PutHalf { .. } => (),
                Act::Look => desk.look(office),
                Act::End { at } => {
                    desk.look_with_fault(office, Kind::End { at });
                }
                Act::Full { from } => {
                    desk.look_with_fault(office, Kind::Full { from });
                }
            }
        }
        desk.looks(office, 16);
        prop_assert_eq!(states(office), vec![SentState::Waiting; put.len()]);
        let files = desk.files();
        prop_assert!(files.keys().all(|name| name.contains('/')), "{:?}", files.keys());
        for number in put {
            let input = input(number);
            let sent = format!("送信済/202611/{}", input.path);
            prop_assert_eq!(files.get(&sent), Some(&input.bytes));
        }
        prop_assert_eq!(desk.code(office), "");
    }
}
