//! The pages while the network is down: everything that lies here is shown, what waits is said, and it leaves by itself later.

use anyhow::Result;
use tsunagu_e2e::{CARE, act};

#[test]
fn pages_work_without_the_hub_and_say_what_waits() {
    act("line-down", 4, |stage| {
        let care = stage.browser(CARE)?;
        care.open("/")?;
        care.reload_until_text("接続中")?;
        stage.hub.kill()?;

        care.open("/new")?;
        care.drop_files("#drop-zone", &stage.files(CARE, "ticket")?)?;
        care.wait_for_text("個のファイルを読み取り")?;
        care.follow("button", "送信する（2件）")?;
        care.open("/")?;
        care.reload_until_text("2件が送信を待っています")?;
        care.shows(&["つながりしだい、自動で送ります"])?;
        care.reload_until_text("接続できません")?;
        look_around(&care)?;

        stage.hub.restart()?;
        // The program would try again by itself, but after minutes; a person who sees the line come back asks at once.
        care.open("/inbox")?;
        care.follow("button", "データ取得")?;
        care.open("/sent")?;
        care.reload_until_text("受付済")?;
        care.open("/")?;
        care.reload_until_text("接続中")
    });
}

/// Every page of the menu answers as ever.
fn look_around(care: &tsunagu_e2e::Browser) -> Result<()> {
    for (path, heading) in [
        ("/", "今日すること"),
        ("/drafts", "下書き"),
        ("/sent", "送信済"),
        ("/inbox", "受信"),
        ("/board", "月次ボード"),
    ] {
        care.open(path)?;
        anyhow::ensure!(care.heading()? == heading, "{path}: {}", care.heading()?);
    }
    care.open("/sent")?;
    care.shows(&["送信待ち"])
}
