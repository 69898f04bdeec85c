//! Pictures of the settings: folders, keys for the care software, staff, other computers; and of a practice.

use super::{take, take_at, write_as};
use crate::folders::register;
use crate::network::{free_port, open_to_network};
use crate::staff::{add_viewer, register_first};
use anyhow::Result;
use tsunagu_e2e::{Browser, CARE, act};

/// Where an office has the folders of its care software.
const FOLDERS: &str = "C:\\介護ソフト\\";

/// The port of the pages on the network, unless somebody changes it.
const PORT: &str = "8743";

fn folders(care: &Browser) -> Result<()> {
    let root = tempfile::tempdir()?;
    let below = format!("{}/", root.path().display());
    register(care, "送信", &root.path().join("送信"), "下書きに入れる")?;
    register(
        care,
        "受信",
        &root.path().join("受信"),
        "ファイルを並べて置く",
    )?;
    care.open("/settings/folders")?;
    care.wait_for("both folders were looked at", || {
        if care.text()?.contains("まだ見ていません") {
            care.open("/settings/folders")?;
            return Ok(None);
        }
        Ok(Some(()))
    })?;
    write_as(care, &below, FOLDERS)?;
    take(care, "folders")?;
    care.open("/settings/folders/new?direction=out")?;
    care.run(
        "document.querySelector('section[aria-labelledby=suggestions]').remove()",
        &[],
    )?;
    care.fill("textbox", "フォルダの場所", &format!("{FOLDERS}送信"))?;
    // A browser shows times as its own language has them; those of offices are Japanese.
    care.run(
        "const time = document.querySelector('input[type=time]'); \
         const width = time.offsetWidth; time.type = 'text'; time.style.width = width + 'px'",
        &[],
    )?;
    take(care, "folder-new")
}

fn keys(care: &Browser) -> Result<()> {
    care.open("/settings/keys")?;
    care.fill("textbox", "名前", "介護ソフト")?;
    care.follow("button", "接続キーを作る")?;
    care.shows(&["接続キーを作りました"])?;
    take(care, "access-keys")
}

fn practice(care: &Browser) -> Result<()> {
    care.open("/practice")?;
    care.follow("button", "練習を始める")?;
    care.shows(&["練習中", "次はここ"])?;
    take(care, "practice")?;
    let leave = care.find_all("button")?;
    let leave = leave.iter().find(|node| node.name == "練習をやめる");
    care.leave_page(|| care.click_node(leave.expect("the button of the band")))
}

fn staff_and_network(care: &Browser) -> Result<()> {
    register_first(care)?;
    add_viewer(care)?;
    care.open("/settings/staff")?;
    take(care, "staff")?;
    let port = free_port()?.to_string();
    open_to_network(care, &port, "aoba-pc")?;
    write_as(care, &port, PORT)?;
    take_at(care, "section[aria-labelledby=state]", "network")
}

#[test]
fn of_the_settings_and_of_a_practice() {
    act("guide-settings", 2, |stage| {
        stage.hold_sendings(CARE, 30)?;
        let care = stage.browser(CARE)?;
        care.open("/settings")?;
        care.reload_until_text("接続中")?;
        write_as(&care, stage.hub.url(), super::terminals::HUB)?;
        write_as(&care, "Test hub", "介護連携基盤")?;
        take(&care, "settings")?;
        practice(&care)?;
        folders(&care)?;
        keys(&care)?;
        care.open("/settings/mail")?;
        take(&care, "mail")?;
        care.open("/help")?;
        take(&care, "help")?;
        staff_and_network(&care)?;
        let colleague = stage.browser(CARE)?;
        colleague.open("/")?;
        take(&colleague, "login")
    });
}
