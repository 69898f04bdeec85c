//! Something arrives while a person looks at 今日すること or 受信: the page says so by itself, moves nothing, and shows it when
//! the person asks.
//!
//! Easily got wrong: a page that was loaded again would say the same. Each page here is marked before, and has to have its
//! mark afterwards.

use crate::exchange::addressed_to;
use crate::lists::rows;
use anyhow::{Result, ensure};
use tsunagu_e2e::{Browser, CARE, Stage, act};

/// The first service office.
const SERVICE: usize = 1;

const NEWS: &str = "新しいデータが届きました";

/// Marks the page, so that one that was loaded again is known by the missing mark.
fn mark(browser: &Browser) -> Result<()> {
    browser.run("window.isSamePage = true", &[])?;
    Ok(())
}

fn is_same_page(browser: &Browser) -> Result<()> {
    let same = browser.run("return window.isSamePage === true", &[])?;
    ensure!(same == true, "{} was loaded again", browser.path()?);
    Ok(())
}

fn send(stage: &Stage, kind: &str) -> Result<()> {
    let files = addressed_to(stage.files(CARE, kind)?, stage.offices[SERVICE].number());
    stage.offices[CARE]
        .command("office send", files)?
        .success()?;
    Ok(())
}

#[test]
fn an_arrival_appears_on_the_start_page_by_itself() {
    act("arrival-home", 2, |stage| {
        let service = stage.browser(SERVICE)?;
        service.open("/")?;
        service.reload_until_text("今日することはありません")?;
        ensure!(!service.text()?.contains(NEWS));
        mark(&service)?;
        send(stage, "ticket")?;
        service.wait_for_text(NEWS)?;
        is_same_page(&service)?;
        // Somebody who only hears the page is told as well.
        let role = service.run("return document.getElementById('news').role", &[])?;
        ensure!(role == "status", "{role}");
        service.shows(&["今日することはありません"])?;
        service.follow("link", "表示を新しくする")?;
        service.shows(&["未読のデータが 1件あります", stage.name(CARE)])?;
        ensure!(!service.text()?.contains(NEWS));
        Ok(())
    });
}

#[test]
fn an_arrival_at_the_list_moves_nothing_that_somebody_reads_or_chose() {
    act("arrival-inbox", 2, |stage| {
        let service = stage.browser(SERVICE)?;
        send(stage, "ticket")?;
        service.open("/inbox")?;
        service.reload_until_text("未読 1件")?;
        service.click("checkbox", &format!("{} ", stage.name(CARE)))?;
        service.wait_for_text("1件を選択")?;
        mark(&service)?;
        send(stage, "plan")?;
        service.wait_for_text(NEWS)?;
        is_same_page(&service)?;
        ensure!(rows(&service)? == 1, "a row came in between");
        service.shows(&["1件を選択"])?;
        service.take_picture("arrival-inbox")?;
        service.follow("link", "表示を新しくする")?;
        ensure!(rows(&service)? == 2);
        service.shows(&["未読 2件", "計画書（第1〜3表）"])?;
        ensure!(!service.text()?.contains(NEWS));
        Ok(())
    });
}
