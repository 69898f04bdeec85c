//! Folders shared with the care software, as a person sets them up: what lies in an out-folder becomes a draft or leaves at
//! once, a wrong file goes aside with its explanation, and what arrives is laid into an in-folder until it was taken.
//!
//! The care software of these tests is the test itself: it lays files and takes them away. Easily got wrong: the program
//! looks every few seconds, and takes a set only when two looks saw the same.

use crate::exchange::{addressed_to, drop_and_send};
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use tsunagu_e2e::{Browser, CARE, Stage, act};

/// The service offices.
const SERVICE: usize = 1;
const OTHER: usize = 2;

/// Registers a folder that is not there yet, from the settings; `direction` is 送信 or 受信, `how` one of its ways.
pub(crate) fn register(browser: &Browser, direction: &str, folder: &Path, how: &str) -> Result<()> {
    browser.open("/settings")?;
    browser.follow("link", "フォルダを設定する")?;
    browser.follow("link", &format!("{direction}フォルダを登録する"))?;
    browser.fill("textbox", "フォルダの場所", &folder.to_string_lossy())?;
    browser.click("radio", how)?;
    browser.follow("button", "登録する")?;
    browser.shows(&["その場所にフォルダはありません。新しく作って登録しますか。"])?;
    browser.follow("button", "フォルダを作って登録する")?;
    browser.shows(&["フォルダを登録しました。", &folder.to_string_lossy()])?;
    ensure!(folder.is_dir());
    Ok(())
}

/// Lays files as a care software that writes them one after the other.
fn export(files: &[PathBuf], folder: &Path) -> Result<()> {
    for file in files {
        std::fs::copy(file, folder.join(file.file_name().context("a name")?))?;
    }
    Ok(())
}

/// All files below a folder that a person sees, as paths relative to it.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_dir() {
                folders.push(path);
            } else if !name.starts_with('.') {
                found.push(path.strip_prefix(folder)?.to_owned());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A file of the standard whose month is none, from the care-management office to the other service office.
fn write_wrong(stage: &Stage, folder: &Path) -> Result<PathBuf> {
    let (from, to) = (stage.offices[CARE].number(), stage.offices[OTHER].number());
    let service = &stage.sample.offices()[OTHER].services[0];
    let name = format!("DLTPLAN_202610_{from}_43_{to}_{service}_20261025083000.CSV");
    let path = folder.join(name);
    std::fs::write(&path, "202407,131001,0000000001,202613\r\n")?;
    Ok(path)
}

/// The wrong file lies aside with its explanation, and the record of the folder says the same.
fn is_explained(browser: &Browser, out: &Path, wrong: &Path) -> Result<()> {
    browser.open("/settings/folders")?;
    browser.follow("link", "の記録を見る")?;
    let name = wrong.file_name().context("a name")?.to_string_lossy();
    browser.reload_until_text(&name)?;
    browser.reload_until_text("へ移しました")?;
    browser.click("DisclosureTriangle", &format!("{name} の説明を見る"))?;
    browser.shows(&["エラー", "202613", "DLTPLAN_202610"])?;
    let aside: Vec<PathBuf> = files_below(out)?
        .into_iter()
        .filter(|path| path.starts_with("エラー"))
        .collect();
    let [file, explanation] = aside.as_slice() else {
        anyhow::bail!("not a file with its explanation: {aside:?}");
    };
    ensure!(file.ends_with(&*name), "{}", file.display());
    let beside = format!("{}_説明.txt", file.display());
    ensure!(explanation.to_string_lossy() == beside, "{explanation:?}");
    let text = std::fs::read_to_string(out.join(explanation))?;
    ensure!(text.contains("202613") && text.contains(&*name), "{text}");
    Ok(())
}

#[test]
fn an_out_folder_makes_drafts_or_sends_and_explains_what_is_wrong() {
    act("folder-out", 4, |stage| {
        let care = stage.browser(CARE)?;
        let root = tempfile::tempdir()?;
        let out = root.path().join("つなぐ送信");
        register(&care, "送信", &out, "下書きに入れる")?;
        care.shows(&["下書きに入れる（人が確かめて送る）", "まだ見ていません"])?;

        let number = stage.offices[SERVICE].number().to_owned();
        let tickets = addressed_to(stage.files(CARE, "ticket")?, &number);
        export(&tickets, &out)?;
        let wrong = write_wrong(stage, &out)?;
        care.open("/drafts")?;
        care.reload_until_text(stage.name(SERVICE))?;
        care.shows(&["予定"])?;
        is_explained(&care, &out, &wrong)?;
        // What became a draft went aside as well, and nothing left the office.
        care.shows(&[&format!("取り込み {}件", tickets.len()), "エラー 1件"])?;
        let taken = files_below(&out)?;
        ensure!(
            taken
                .iter()
                .filter(|path| path.starts_with("送信済"))
                .count()
                == tickets.len(),
            "{taken:?}"
        );
        ensure!(stage.offices[CARE].status()?["sent"] == serde_json::json!([]));
        let ticket = tickets[0].file_name().context("a name")?;
        let ticket = format!("{} のデータを見る", ticket.to_string_lossy());
        care.follow("link", &ticket)?;
        care.shows(&[stage.name(SERVICE)])?;

        care.open("/settings/folders")?;
        care.click("DisclosureTriangle", "の使い方を変える")?;
        care.click("radio", "すぐに送る")?;
        care.follow("button", "この使い方にする")?;
        care.shows(&["フォルダの使い方を変えました。", "すぐに送る"])?;
        export(&addressed_to(stage.files(CARE, "plan")?, &number), &out)?;
        let service = stage.browser(SERVICE)?;
        service.open("/inbox")?;
        service.reload_until_text("未読 1件")?;
        service.shows(&["計画書（第1〜3表）"])?;
        care.open("/sent")?;
        care.shows(&["計画書（第1〜3表）"])?;
        // The draft is still one: it waits for a person.
        care.open("/drafts")?;
        care.shows(&["予定"])
    });
}

#[test]
fn what_arrives_is_laid_into_an_in_folder_until_the_care_software_took_it() {
    act("folder-in", 4, |stage| {
        let care = stage.browser(CARE)?;
        let root = tempfile::tempdir()?;
        let inward = root.path().join("つなぐ受信");
        register(&care, "受信", &inward, "事業所ごとのフォルダに分けて置く")?;
        for office in [SERVICE, OTHER] {
            let sender = stage.browser(office)?;
            drop_and_send(&sender, &stage.files(office, "actual")?)?;
        }
        care.follow("link", "の記録を見る")?;
        care.reload_until_text(stage.name(SERVICE))?;
        care.reload_until_text(stage.name(OTHER))?;
        care.shows(&[
            "置いてあります",
            "置いたデータ 2件",
            "介護ソフトへ渡し済み 0件",
        ])?;
        for office in [SERVICE, OTHER] {
            let of_office = inward.join(stage.offices[office].number());
            let laid = files_below(&of_office)?;
            let sent = stage.files(office, "actual")?;
            ensure!(laid.len() == sent.len(), "{laid:?}");
            for (laid, sent) in laid.iter().zip(&sent) {
                ensure!(std::fs::read(of_office.join(laid))? == std::fs::read(sent)?);
            }
        }

        // The care software takes the files of one away; of the other a person says so.
        let of_service = inward.join(stage.offices[SERVICE].number());
        for file in files_below(&of_service)? {
            std::fs::remove_file(of_service.join(file))?;
        }
        care.reload_until_text("介護ソフトへ渡し済み 1件")?;
        care.follow("button", stage.name(OTHER))?;
        care.shows(&[
            "介護ソフトに取り込んだことを記録し、送信元へ知らせます。",
            "介護ソフトへ渡し済み 2件",
        ])?;
        ensure!(!care.has("button", "介護ソフトに取り込んだ")?);
        // Both senders see it, although nobody opened anything.
        for office in [SERVICE, OTHER] {
            let sender = stage.browser(office)?;
            sender.open("/sent")?;
            sender.reload_until_text("取込済")?;
        }
        care.open("/inbox")?;
        care.shows(&["未読 2件"])
    });
}
