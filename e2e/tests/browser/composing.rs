//! Putting files together and taking them back, by mouse: a folder with sixty files for twenty partners, a wrong one among
//! them that is replaced, a sending that is stopped, and deletion data for what a partner has opened.
//!
//! Easily got wrong: a page of 新規作成 is left when files were read, so a test waits for what the next page says.

use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use tsunagu_e2e::{Browser, CARE, act};

/// The first service office.
const SERVICE: usize = 1;

/// The smallest file of the standard: the deletion of one client's month.
fn write_deletion(
    folder: &Path,
    from: &str,
    partner: usize,
    number: usize,
    month: &str,
) -> Result<PathBuf> {
    let to = format!("13990{partner:05}");
    let name = format!("DLTPLAN_202610_{from}_43_{to}_11_202610250830{number:02}.CSV");
    let path = folder.join(name);
    std::fs::write(&path, format!("202407,131001,0000000001,{month}\r\n"))?;
    Ok(path)
}

/// Sixty files for twenty partners in a folder with a folder inside; the path of the wrong one.
fn write_sixty(folder: &Path, from: &str) -> Result<PathBuf> {
    let inner = folder.join("inner");
    std::fs::create_dir_all(&inner)?;
    std::fs::write(folder.join("Thumbs.db"), b"x")?;
    let mut wrong = None;
    for number in 0..60 {
        let month = if number == 31 { "202613" } else { "202610" };
        let place = if number % 2 == 0 { folder } else { &inner };
        let path = write_deletion(place, from, number / 3, number % 3, month)?;
        if number == 31 {
            wrong = Some(path);
        }
    }
    wrong.context("one is wrong")
}

fn number_of_pile(browser: &Browser) -> Result<String> {
    let path = browser.path()?;
    let path = path.split(['?', '#']).next().unwrap_or(&path).to_owned();
    ensure!(path.starts_with("/new/"), "{path}");
    Ok(path)
}

#[test]
fn sixty_files_for_twenty_partners_are_dropped_stopped_and_corrected() {
    act("sixty-files", 2, |stage| {
        stage.hold_sendings(CARE, 60)?;
        let folder = tempfile::tempdir()?;
        let from = stage.offices[CARE].number().to_owned();
        let dropped = folder.path().join("export");
        let wrong = write_sixty(&dropped, &from)?;
        let care = stage.browser(CARE)?;
        care.open("/new")?;
        care.fill("textbox", "宛先すべてに付く文", "十月分の取り消しです。")?;
        care.drop_files("#drop-zone", &[dropped])?;
        care.wait_for_text("60個のファイルを読み取り")?;
        care.shows(&[
            "送信できます　59件",
            "送信できません　1件",
            "送信する（59件）",
            "202613",
            "直し方",
        ])?;
        let typed = care.run("return document.getElementById('message').value", &[])?;
        ensure!(
            typed == "十月分の取り消しです。",
            "what was typed is now {typed}"
        );
        care.take_long_picture("sixty-files")?;
        let pile = number_of_pile(&care)?;

        // More come in a second go, beside the zone: it is the same pile.
        let memo = folder.path().join("memo.txt");
        std::fs::write(&memo, "皆さまへ\n")?;
        care.drop_files("h1", &[memo])?;
        care.wait_for_text("61個のファイルを読み取り")?;
        ensure!(number_of_pile(&care)? == pile);
        care.shows(&["宛先が決まっていません"])?;
        care.follow("button", "memo.txt を外す")?;

        care.follow("button", "送信する（59件）")?;
        care.shows(&[
            "秒で送信します",
            "59件中0件",
            "送れないファイルが 1個あります",
        ])?;
        care.take_picture("sending-held")?;
        // The start page tells of both, and leads back to the button.
        care.open("/")?;
        care.shows(&[
            "59件をもうすぐ送信します",
            "送れなかったファイルが 1個 残っています",
        ])?;
        care.follow("link", "送信をやめる画面へ")?;
        care.follow("button", "送信をやめる")?;
        care.shows(&[
            "59件の送信をやめて、下書きに戻しました。",
            "送れなかった残り",
        ])?;

        // The wrong file is replaced by a corrected one: choosing it is enough.
        care.follow("link", "続ける")?;
        let corrected = write_deletion(folder.path(), &from, 10, 1, "202610")?;
        ensure!(corrected.file_name() == wrong.file_name());
        care.run(
            "document.querySelector('details.replace summary').click()",
            &[],
        )?;
        care.leave_page(|| care.choose_files(".replace-pick", &[&corrected]))?;
        care.shows(&[
            "1個のファイルを新しいものに入れ替えました。",
            "送信する（1件）",
        ])?;
        care.follow("button", "一時保存")?;
        care.shows(&["1件を下書きに保存しました。"])
    });
}

#[test]
fn what_was_opened_is_taken_back_by_deletion_data() {
    act("taken-back", 4, |stage| {
        let care = stage.browser(CARE)?;
        let service = stage.browser(SERVICE)?;
        let number = stage.offices[SERVICE].number().to_owned();
        let tickets: Vec<PathBuf> = stage
            .files(CARE, "ticket")?
            .into_iter()
            .filter(|path| {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                name.rsplit('_').nth(2) == Some(&number)
            })
            .collect();
        care.open("/new")?;
        care.drop_files("#drop-zone", &tickets)?;
        care.wait_for_text("個のファイルを読み取り")?;
        care.follow("button", "送信する（1件）")?;
        care.wait_for_text("すべて送信しました")?;
        service.open("/inbox")?;
        service.reload_until_text("未読 1件")?;
        service.follow("button", "開く")?;

        care.open("/sent")?;
        care.reload_until_text("開封済")?;
        care.follow("link", "を開く")?;
        care.shows(&["送信の取り下げはできません", "取り消し（削除データ）"])?;
        care.run("document.querySelector('details summary').click()", &[])?;
        care.take_long_picture("take-back")?;
        care.follow("button", "削除データを作って確かめる")?;
        care.shows(&["DLTPLAN_", "削除", "送信する（1件）"])?;
        care.follow("button", "送信する（1件）")?;
        care.wait_for_text("すべて送信しました")?;
        service.open("/inbox")?;
        service.reload_until_text("未読 1件")?;
        service.follow("button", "開く")?;
        service.shows(&["削除", "標準仕様にそっています"])
    });
}
