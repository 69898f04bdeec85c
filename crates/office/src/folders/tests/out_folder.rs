//! Out-folders: what is taken, when, and what is said about what is not.

use std::fs;

use expect_test::{Expect, expect};

use super::Desk;
use crate::drafts::DraftInput;
use crate::folders::schedule::queue_due;
use crate::folders::{Direction, SendMode, see_errors};
use crate::outbox::{OutboxFilter, SentState, list_outbox};
use crate::page::PageRequest;
use crate::tests::{CARE, START, TestOffice, VISIT, World, deletion, later};

const STAMP: &str = "20261001090000";
const LATER_STAMP: &str = "20261001090001";

pub(super) fn file(stamp: &str) -> DraftInput {
    let mut input = deletion(CARE, VISIT, stamp, "0000000001");
    input.path = input.path.rsplit('/').next().unwrap().to_owned();
    input
}

/// The states of all sent bundles and drafts, newest first.
pub(super) fn states(office: &mut TestOffice) -> Vec<SentState> {
    let page = PageRequest::first(100);
    let sent = list_outbox(&mut office.store, &OutboxFilter::default(), &page).unwrap();
    let drafts = crate::drafts::list_drafts(&mut office.store, &page).unwrap();
    let rows = sent.rows.into_iter().chain(drafts.rows);
    rows.map(|row| row.state).collect()
}

fn out(mode: SendMode) -> (World, Desk) {
    let mut world = World::new();
    let desk = Desk::new(&mut world.care, Direction::Out(mode));
    (world, desk)
}

#[test]
fn a_complete_file_is_sent_and_moves_aside() {
    let (mut world, mut desk) = out(SendMode::Send);
    let input = file(STAMP);
    desk.put(&input.path, &input.bytes);
    desk.look(&mut world.care);
    assert_eq!(states(&mut world.care), []);
    assert_eq!(desk.status(&mut world.care).counts.waiting, 1);
    desk.look(&mut world.care);
    assert_eq!(states(&mut world.care), [SentState::Waiting]);
    assert_eq!(desk.names(), [format!("送信済/202611/{}", input.path)]);
    let status = desk.status(&mut world.care);
    let counts = status.counts;
    assert_eq!(
        (
            counts.waiting,
            counts.taken,
            counts.rejected,
            counts.to_move
        ),
        (0, 1, 0, 0)
    );
    assert_eq!((status.problem, status.looked_at), (None, Some(later(5))));
}

#[test]
fn the_mode_decides_whether_and_when_it_is_sent() {
    let input = file(STAMP);
    let (mut world, mut desk) = out(SendMode::Draft);
    desk.put(&input.path, &input.bytes);
    desk.looks(&mut world.care, 2);
    assert_eq!(states(&mut world.care), [SentState::Draft]);
    assert!(!queue_due(&mut world.care.store, later(1_000_000)).unwrap());

    // The test begins at 09:00 in Japan.
    let (mut world, mut desk) = out(SendMode::At {
        minute: 9 * 60 + 30,
    });
    desk.put(&input.path, &input.bytes);
    desk.looks(&mut world.care, 2);
    world.care.crash();
    assert!(!queue_due(&mut world.care.store, later(1799)).unwrap());
    assert_eq!(states(&mut world.care), [SentState::Draft]);
    assert!(queue_due(&mut world.care.store, later(1800)).unwrap());
    assert_eq!(states(&mut world.care), [SentState::Waiting]);
    assert!(!queue_due(&mut world.care.store, later(1800)).unwrap());
}

#[test]
fn unfinished_and_temporary_files_are_left_alone() {
    let (mut world, mut desk) = out(SendMode::Send);
    let input = file(STAMP);
    for name in ["~$a.CSV", "a.tmp", "a.part", ".a.CSV"] {
        desk.put(name, b"x");
    }
    for length in 1..input.bytes.len() {
        desk.put(&input.path, &input.bytes[..length]);
        desk.look(&mut world.care);
    }
    assert_eq!(states(&mut world.care), []);
    desk.put(&input.path, &input.bytes);
    desk.looks(&mut world.care, 2);
    assert_eq!(states(&mut world.care), [SentState::Waiting]);
    assert_eq!(desk.names().len(), 5);
}

#[test]
fn an_unfinished_set_is_rejected_after_a_quiet_minute() {
    let (mut world, mut desk) = out(SendMode::Send);
    let name = "UPPLAN_202610_1370200015_43_1370300021_11_20261001090000.CSV";
    desk.put(name, b"");
    desk.looks(&mut world.care, 12);
    assert_eq!(desk.names(), [name]);
    desk.look(&mut world.care);
    let rejected = format!("エラー/202611/{name}");
    assert_eq!(
        desk.names(),
        [rejected.clone(), format!("{rejected}_説明.txt")]
    );
    assert_eq!(states(&mut world.care), []);
}

#[track_caller]
fn check_explanation(desk: &Desk, name: &str, expected: Expect) {
    let files = desk.files();
    let path = format!("エラー/202611/{name}_説明.txt");
    let text = files
        .get(&path)
        .unwrap_or_else(|| panic!("no {path} in {:?}", files.keys()));
    let text = String::from_utf8(text.clone()).unwrap();
    assert_eq!(text.matches("\r\n").count(), text.matches('\n').count());
    expected.assert_eq(&text.replace("\r\n", "\n"));
}

#[test]
fn a_rejected_file_has_its_explanation_in_both_languages() {
    let (mut world, mut desk) = out(SendMode::Send);
    let wrong = DraftInput {
        bytes: b"202407,131001,00000001,202610\r\n".to_vec(),
        ..file(STAMP)
    };
    desk.put(&wrong.path, &wrong.bytes);
    desk.put("memo.pdf", b"%PDF-1.7");
    desk.looks(&mut world.care, 2);
    assert_eq!(states(&mut world.care), []);
    check_explanation(
        &desk,
        &wrong.path,
        expect![[r#"
        このファイルは送信していません。
        ファイル: DLTPLAN_202610_1370200015_43_1370300021_11_20261001090000.CSV
        日時（日本時間）: 2026-11-22 09:00

        OFF-102 標準仕様の検査でエラーがあるため、このファイルは送信しません。
        対処: 指摘の行と項目を介護ソフトで直し、ファイルを出力し直してください。

        D06-C03 1行目: 「被保険者番号」の「00000001」は8桁です
          正しい形: 半角数字10桁（生活保護単独は H と数字9桁）
          直し方: 先頭の0が落ちているようです。表計算ソフトで保存し直さず、介護ソフトから出力したファイルを使ってください

        ----------------------------------------

        This file was not sent.
        File: DLTPLAN_202610_1370200015_43_1370300021_11_20261001090000.CSV
        Time (Japan): 2026-11-22 09:00

        OFF-102 This file is not sent because the check found errors in it.
        What to do: Correct the lines and items of the findings in the care software and write the file again.

        D06-C03 line 1: insured number "00000001" has 8 characters
          Expected: 10 digits (H and 9 digits for public assistance alone)
          To correct it: leading zeros seem to be lost: do not save the file in a spreadsheet, use it as the care software exported it
    "#]],
    );
    check_explanation(
        &desk,
        "memo.pdf",
        expect![[r#"
        このファイルは送信していません。
        ファイル: memo.pdf
        日時（日本時間）: 2026-11-22 09:00

        OFF-708 標準仕様のファイルではないため、フォルダからは送信しません。
        対処: 添付ファイルは宛先が決まらないため、画面の新規作成から送ってください。

        ----------------------------------------

        This file was not sent.
        File: memo.pdf
        Time (Japan): 2026-11-22 09:00

        OFF-708 This is not a file of the standard and is not sent from a folder.
        What to do: An attachment does not say to whom it goes: send it from the page for a new message.
    "#]],
    );
    let counts = desk.status(&mut world.care).counts;
    assert_eq!((counts.taken, counts.rejected), (0, 2));
}

#[test]
fn a_file_with_errors_is_a_task_until_it_comes_again_in_order_or_somebody_saw_to_it() {
    let (mut world, mut desk) = out(SendMode::Send);
    let good = file(STAMP);
    desk.put(&good.path, b"202407,131001,00000001,202610\r\n");
    desk.put("memo.pdf", b"%PDF-1.7");
    desk.looks(&mut world.care, 2);
    let unseen = |desk: &Desk, world: &mut World| desk.status(&mut world.care).counts.unseen;
    assert_eq!(unseen(&desk, &mut world), 2);
    desk.put(&good.path, &good.bytes);
    desk.looks(&mut world.care, 2);
    assert_eq!(unseen(&desk, &mut world), 1, "the corrected file was taken");
    let number = desk.folder(&mut world.care).number;
    see_errors(&mut world.care.store, number).unwrap();
    assert_eq!(unseen(&desk, &mut world), 0);
    desk.put("notes.pdf", b"%PDF-1.7");
    desk.looks(&mut world.care, 2);
    assert_eq!(unseen(&desk, &mut world), 1, "a later one is a task again");
}

#[test]
fn files_of_another_office_say_whose_they_are() {
    let (mut world, mut desk) = out(SendMode::Send);
    let input = deletion("1370200023", VISIT, STAMP, "0000000001");
    let name = input.path.rsplit('/').next().unwrap();
    desk.put(name, &input.bytes);
    desk.looks(&mut world.care, 2);
    check_explanation(
        &desk,
        name,
        expect![[r#"
        このファイルは送信していません。
        ファイル: DLTPLAN_202610_1370200023_43_1370300021_11_20261001090000.CSV
        日時（日本時間）: 2026-11-22 09:00

        OFF-104 送信元がこの事業所ではありません。
          ファイル名: 1370200023
          この事業所: 1370200015
        対処: ファイル名の送信元事業所番号を確かめてください。ほかの事業所のファイルは、その事業所から送ります。

        ----------------------------------------

        This file was not sent.
        File: DLTPLAN_202610_1370200023_43_1370300021_11_20261001090000.CSV
        Time (Japan): 2026-11-22 09:00

        OFF-104 The sender in the file name is not this office.
          In the name: 1370200023
          This office: 1370200015
        What to do: Check the sender's office number in the file name. Files of another office are sent by that office.
    "#]],
    );
}

#[test]
fn the_same_file_again_is_not_sent_twice() {
    let (mut world, mut desk) = out(SendMode::Send);
    let input = file(STAMP);
    for _ in 0..3 {
        desk.put(&input.path, &input.bytes);
        desk.looks(&mut world.care, 2);
    }
    assert_eq!(states(&mut world.care), [SentState::Waiting]);
    let stem = input.path.strip_suffix(".CSV").unwrap();
    let mut names = vec![
        format!("エラー/202611/{stem} (2).CSV"),
        format!("エラー/202611/{stem} (2).CSV_説明.txt"),
        format!("エラー/202611/{stem}.CSV"),
        format!("エラー/202611/{stem}.CSV_説明.txt"),
        format!("送信済/202611/{stem}.CSV"),
    ];
    names.sort();
    assert_eq!(desk.names(), names);
    let text = String::from_utf8(desk.files()[&names[3]].clone()).unwrap();
    assert!(
        text.contains("OFF-709 同じ内容のファイルを同じ宛先に送信済みか"),
        "{text}"
    );
    assert!(
        text.contains("(送信済み)") && text.contains("(sent)"),
        "{text}"
    );
}

#[test]
fn a_file_that_ends_in_the_middle_of_a_line_is_waited_for() {
    let (mut world, mut desk) = out(SendMode::Send);
    let input = file(STAMP);
    let half = &input.bytes[..input.bytes.len() / 2];
    desk.put(&input.path, half);
    desk.looks(&mut world.care, 12);
    assert_eq!(
        desk.names(),
        [input.path.as_str()],
        "it may still be written"
    );
    desk.put(&input.path, &input.bytes);
    desk.looks(&mut world.care, 2);
    assert_eq!(desk.names(), [format!("送信済/202611/{}", input.path)]);

    let later = file(LATER_STAMP);
    desk.put(&later.path, &later.bytes[..later.bytes.len() / 2]);
    desk.looks(&mut world.care, 13);
    let files = desk.files();
    let text = &files[&format!("エラー/202611/{}_説明.txt", later.path)];
    let text = String::from_utf8_lossy(text);
    assert!(
        text.contains("書き出しの途中だったおそれがあります。"),
        "{text}"
    );
    assert!(text.contains("while it was still being written"), "{text}");
}

#[test]
fn nothing_in_the_way_is_overwritten() {
    let (mut world, mut desk) = out(SendMode::Send);
    let input = file(STAMP);
    let taken = desk.path.join("送信済/202611");
    fs::create_dir_all(&taken).unwrap();
    fs::write(taken.join(&input.path), b"other").unwrap();
    desk.put(&input.path, &input.bytes);
    desk.looks(&mut world.care, 2);
    assert_eq!(fs::read(taken.join(&input.path)).unwrap(), b"other");
    let second = input.path.replace(".CSV", " (2).CSV");
    assert_eq!(fs::read(taken.join(second)).unwrap(), input.bytes);
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let (mut world, mut desk) = out(SendMode::Send);
    let input = file(STAMP);
    let large = fs::File::create(desk.path.join(&input.path)).unwrap();
    large.set_len(11 * 1024 * 1024).unwrap();
    desk.looks(&mut world.care, 2);
    let files = desk.files();
    let text = &files[&format!("エラー/202611/{}_説明.txt", input.path)];
    assert!(String::from_utf8_lossy(text).contains("OFF-110 ファイルが大きすぎます。"));
    assert_eq!(files.len(), 2);
}

#[test]
fn a_folder_that_is_away_is_looked_at_later_and_loses_nothing() {
    let (mut world, mut desk) = out(SendMode::Send);
    let input = file(STAMP);
    desk.put(&input.path, &input.bytes);
    desk.look(&mut world.care);
    let away = desk.root.path().join("away");
    fs::rename(&desk.path, &away).unwrap();
    let mut delays = Vec::new();
    for _ in 0..9 {
        let now = desk.now;
        desk.look(&mut world.care);
        delays.push(desk.folder(&mut world.care).next_look_at.unwrap().0 - now.0);
    }
    assert_eq!(delays, [4, 8, 15, 30, 60, 120, 240, 300, 300]);
    assert_eq!(desk.code(&mut world.care), "OFF-701");
    // An empty mount point is not the folder.
    fs::create_dir(&desk.path).unwrap();
    desk.look(&mut world.care);
    assert_eq!(desk.code(&mut world.care), "OFF-702");
    fs::remove_dir(&desk.path).unwrap();
    fs::rename(&away, &desk.path).unwrap();
    desk.looks(&mut world.care, 2);
    assert_eq!(desk.code(&mut world.care), "");
    assert_eq!(desk.folder(&mut world.care).next_look_at, None);
    assert_eq!(states(&mut world.care), [SentState::Waiting]);
    assert_eq!(desk.status(&mut world.care).added_at, START);
}
