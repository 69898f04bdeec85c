//! The work of a month between two offices, each in front of a browser of its own: by mouse, and by keyboard alone.
//!
//! What the other side sees comes by the real hub. Easily got wrong: the receiver's page must say that something arrived
//! without anybody loading it again; only the test that plays that part may wait for it.

use crate::pdf::client_shown;
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use tsunagu_e2e::{Browser, CARE, Stage, act};

/// The first service office.
const SERVICE: usize = 1;

/// The files of `files` that are addressed to an office, by the receiver in their names.
pub(crate) fn addressed_to(files: Vec<PathBuf>, number: &str) -> Vec<PathBuf> {
    let is_for = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.rsplit('_').nth(2) == Some(number)
    };
    files.into_iter().filter(is_for).collect()
}

/// Has the care office send the tickets for an office as its care software would, without a page.
pub(crate) fn send_tickets_to(stage: &Stage, office: usize) -> Result<()> {
    let tickets = addressed_to(stage.files(CARE, "ticket")?, stage.offices[office].number());
    stage.offices[CARE]
        .command("office send", tickets)?
        .success()?;
    Ok(())
}

/// Drops files and sends all that is ready; returns when the hub has it.
pub(crate) fn drop_and_send(browser: &Browser, files: &[PathBuf]) -> Result<()> {
    browser.open("/new")?;
    browser.drop_files("#drop-zone", files)?;
    browser.wait_for_text(&format!("{}個のファイルを読み取り", files.len()))?;
    browser.follow("button", "送信する")?;
    browser.wait_for_text("すべて送信しました")
}

#[test]
fn plans_go_out_are_seen_and_printed_and_actuals_come_back() {
    act("exchange", 6, |stage| {
        let care = stage.browser(CARE)?;
        let service = stage.browser(SERVICE)?;
        service.open("/")?;
        service.reload_until_text("今日することはありません")?;
        let number = stage.offices[SERVICE].number().to_owned();
        let tickets = addressed_to(stage.files(CARE, "ticket")?, &number);
        drop_and_send(&care, &tickets)?;

        // The other office is told without loading anything, then opens it.
        service.wait_for_text("新しいデータが届きました")?;
        service.open("/")?;
        service.follow("link", "受信を開く")?;
        service.shows(&[stage.name(CARE), "未読"])?;
        service.follow("button", "開く")?;
        service.shows(&["開封済", "標準仕様にそっています"])?;
        service.follow("link", "中身を見る")?;
        service.shows(&["サービス利用票", "予定"])?;
        let client = client_shown(&service)?;
        check_print(&service, "exchange-ticket", &client)?;

        let archive = tickets.len();
        service.open("/inbox")?;
        service.follow("link", "を開く")?;
        service.click("link", &format!("すべて保存（{archive}個）"))?;
        let saved = service.wait_for_saved(".zip")?;
        ensure!(
            std::fs::metadata(&saved)?.len() > 0,
            "{} is empty",
            saved.display()
        );

        // The sender sees who opened it and when.
        care.follow("link", "送信済")?;
        care.reload_until_text("開封済")?;
        drop_and_send(&service, &stage.files(SERVICE, "actual")?)?;
        care.open("/inbox")?;
        care.reload_until_text("未読 1件")?;
        care.follow("button", "開く")?;
        care.follow("link", "中身を見る")?;
        care.shows(&["実績"])?;

        care.open("/board?month=202610")?;
        care.shows(&[
            stage.name(SERVICE),
            "予定を送った",
            "実績が届いた",
            "終わった　1件",
        ])
    });
}

/// The print must be the form that people know, on A4 across, with the same client, and without menu and buttons.
fn check_print(browser: &Browser, name: &str, client: &str) -> Result<()> {
    let printed = browser.print(name)?;
    let first = printed.pages.first().context("no page was printed")?;
    let words: String = first.split_whitespace().collect();
    for word in ["サービス利用票", "令和8年10月分", "第6表", "予定", "合計"] {
        ensure!(
            words.contains(word),
            "{word} is not on the first page:\n{first}"
        );
    }
    for word in ["新規作成", "月次ボード", "次の利用者"] {
        ensure!(!words.contains(word), "{word} is printed:\n{first}");
    }
    let client: String = client.split_whitespace().collect();
    ensure!(
        words.contains(&client),
        "{client} is not on the first page:\n{first}"
    );
    let size = paper_size(&printed.path)?;
    ensure!(
        size == "842 x 595",
        "the paper is {size} points, not A4 across"
    );
    Ok(())
}

/// Width and height of the first page in whole points, from the PDF itself.
fn paper_size(pdf: &Path) -> Result<String> {
    let told = std::process::Command::new("pdfinfo").arg(pdf).output()?;
    let told = String::from_utf8(told.stdout)?;
    let line = told
        .lines()
        .find_map(|line| line.strip_prefix("Page size:"))
        .with_context(|| told.clone())?;
    let mut sides = line
        .split_whitespace()
        .filter_map(|word| word.parse::<f64>().ok());
    let (width, height) = (sides.next(), sides.next());
    let whole = |side: Option<f64>| side.unwrap_or_default().round();
    Ok(format!("{} x {}", whole(width), whole(height)))
}

#[test]
fn a_bundle_is_sent_and_opened_by_keyboard_alone() {
    act("keyboard-alone", 4, |stage| {
        let care = stage.browser(CARE)?;
        let service = stage.browser(SERVICE)?;
        let number = stage.offices[SERVICE].number().to_owned();
        let plans = addressed_to(stage.files(CARE, "plan")?, &number);
        let files: Vec<&Path> = plans.iter().map(PathBuf::as_path).collect();

        care.open("/")?;
        care.press("Tab")?;
        ensure!(care.focused()? == Some(("link".to_owned(), "本文へ移動".to_owned())));
        care.press("Enter")?;
        ensure!(care.focused()?.is_some_and(|(role, _)| role == "main"));
        care.follow_by_keyboard("link", "新規作成")?;
        // The system's window of files is no page; the browser gives the same files to the field that has the focus.
        care.tab_to("button", "ファイルを選ぶ")?;
        care.choose_files("#files", &files)?;
        care.wait_for_text(&format!("{}個のファイルを読み取り", files.len()))?;
        care.tab_to("textbox", "宛先すべてに付く文")?;
        care.type_text("来月分です。ご確認ください。")?;
        care.follow_by_keyboard("button", "送信する（1件）")?;
        care.wait_for_text("すべて送信しました")?;

        service.open("/inbox")?;
        service.reload_until_text("未読 1件")?;
        service.follow_by_keyboard("button", "開く")?;
        service.shows(&["来月分です。ご確認ください。"])?;
        service.follow_by_keyboard("link", "中身を見る")?;
        service.shows(&["居宅サービス計画書"])?;
        service.follow_by_keyboard("link", "へ戻る")?;
        service.follow_by_keyboard("link", "月次ボード")?;
        care.follow_by_keyboard("link", "送信済")?;
        care.reload_until_text("開封済")?;
        care.follow_by_keyboard("link", "開く")?;
        care.shows(&[stage.name(SERVICE), "開封"])
    });
}

#[test]
fn a_wrong_file_is_held_back_and_the_rest_leaves() {
    act("wrong-file", 4, |stage| {
        let care = stage.browser(CARE)?;
        let mut files = stage.files(CARE, "ticket")?;
        let number = stage.offices[SERVICE].number().to_owned();
        let folder = tempfile::tempdir()?;
        spoil_ticket(&mut files, &number, folder.path())?;
        care.open("/new")?;
        care.drop_files("#drop-zone", &files)?;
        care.wait_for_text(&format!("{}個のファイルを読み取り", files.len()))?;
        care.shows(&["送信できません", "エラー", "直し方", "202699", "T06-C05"])?;
        care.take_long_picture("wrong-file")?;
        care.follow("button", "送信する（1件）")?;
        care.wait_for_text("すべて送信しました")?;
        let sent = stage.offices[CARE].status()?;
        let partners: Vec<_> = sent["sent"]
            .as_array()
            .context("the list of what was sent")?
            .iter()
            .map(|row| row["partner"]["number"].clone())
            .collect();
        ensure!(
            partners == [stage.offices[2].number()],
            "something else left: {partners:?}"
        );
        Ok(())
    });
}

/// Puts a ticket into the place of the one among `files` that is for `number`: it has a month that no year has.
pub(crate) fn spoil_ticket(files: &mut [PathBuf], number: &str, folder: &Path) -> Result<()> {
    let ticket = files.iter_mut().find(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("UPPLAN") && name.rsplit('_').nth(2) == Some(number)
    });
    let ticket = ticket.context("a ticket for this office")?;
    let spoilt = folder.join(ticket.file_name().context("a file name")?);
    std::fs::write(&spoilt, spoil(&std::fs::read(&*ticket)?))?;
    *ticket = spoilt;
    Ok(())
}

/// The file with its second record's month changed to one that the file name does not say.
fn spoil(bytes: &[u8]) -> Vec<u8> {
    let mut spoilt = bytes.to_vec();
    let at = spoilt.windows(6).position(|part| part == b"202610");
    if let Some(at) = at {
        spoilt[at..at + 6].copy_from_slice(b"202699");
    }
    spoilt
}
