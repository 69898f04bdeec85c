//! 利用期間: seeing until when the office may send, stopping the renewal, and going on.
//!
//! Easily got wrong: the page shows what the hub said last and asks it anew, so a change at the hub is there after one
//! more look.

use crate::guide_pictures::take;
use anyhow::Result;
use jiff::tz::{TimeZone, offset};
use jiff::{ToSpan, Zoned};
use tsunagu_e2e::{Browser, CARE, Stage, act};

/// Lets the hub ask for licences, and gives the care-management office one for so many days.
fn licensed(stage: &mut Stage, days: i64) -> Result<()> {
    stage.hub.set("licence_months", 12)?;
    stage.hub.set("licence_fee_yen", 21_000)?;
    let last = Zoned::now().with_time_zone(TimeZone::fixed(offset(9)));
    let last = last.checked_add(days.days())?.date().to_string();
    let number = stage.offices[CARE].number().to_owned();
    let granted = ["--office", &number, "--until", &last, "--fee", "21000"];
    stage.hub.command("licence grant", granted)?.success()?;
    Ok(())
}

/// Opens the question, which the tree of the page calls no button, and says yes.
fn choose(browser: &Browser, yes: &str) -> Result<()> {
    browser.run(
        "document.querySelector('details.reveal summary').click()",
        &[],
    )?;
    browser.follow("button", yes)
}

#[test]
fn the_renewal_is_stopped_and_taken_up_again() {
    act("licence", 4, |stage| {
        let care = stage.browser(CARE)?;
        care.open("/settings/licence")?;
        care.reload_until_text("期限なし")?;
        licensed(stage, 20)?;
        care.open("/settings")?;
        care.follow("link", "利用期間を見る")?;
        care.reload_until_text("21,000円（税込）")?;
        care.shows(&["利用できます", "自動更新", "次の期間", "12か月"])?;
        take(&care, "licence")?;
        choose(&care, "やめる")?;
        care.reload_until_text("あと20日で終わります")?;
        care.shows(&["しない", "続ける場合", "続けて使う"])?;
        care.open("/")?;
        care.shows(&["期限が近い", "利用期間は あと20日で終わります"])?;
        care.follow("link", "利用期間を見る")?;
        choose(&care, "続ける")?;
        care.reload_until_text("利用できます")?;
        care.open("/")?;
        let text = care.text()?;
        anyhow::ensure!(!text.contains("利用期間"), "{text}");
        let listed = stage
            .hub
            .command("licence list", [""; 0])?
            .success()?
            .stdout;
        anyhow::ensure!(listed.contains("\trenews"), "{listed}");
        Ok(())
    });
}
