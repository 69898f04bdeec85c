//! A corporation adds its second office on the pages of the terminal that has the first one: nobody types a command, nobody
//! starts the program again.
//!
//! Easily got wrong: the first setup of the second office is at another port, and the pages that follow are made while the
//! program changes over. So a test waits for words, and never for a page.

use crate::staff::register_first;
use crate::terminals::{enrol, make_code};
use crate::two_offices::{office_shown, switch_to};
use anyhow::{Result, ensure};
use std::path::Path;
use std::rc::Rc;
use tsunagu_e2e::{Browser, CARE, Stage, act};

/// The offices of a corporation that is not on the stage yet.
const FIRST: (&str, &str, &str) = ("1370500043", "若葉居宅介護支援事業所", "43");
const SECOND: (&str, &str, &str) = ("1370600059", "若葉訪問介護ステーション", "11");

/// A browser at a terminal that has one office, set up by `tsunagu start`.
fn terminal_with_one_office(stage: &Stage) -> Result<Rc<Browser>> {
    let (number, name, service) = FIRST;
    let code = stage.hub.admit_office(number, name, &[service])?;
    let browser = stage.browser_of_new_terminal()?;
    browser.expect_other_ports();
    enrol(&browser, stage.hub.url(), &code, "事務室のパソコン")?;
    browser.wait_for_text("今日すること")?;
    Ok(browser)
}

/// From 設定 to the first setup of another office.
fn begin(browser: &Browser) -> Result<()> {
    browser.open("/settings")?;
    browser.follow("link", "事業所を見る")?;
    browser.follow("button", "事業所を加える")?;
    browser.wait_for_text("もう1つの事業所を加えます")
}

fn fill_in(browser: &Browser, stage: &Stage, code: &str) -> Result<()> {
    browser.fill("textbox", "接続先のアドレス", stage.hub.url())?;
    browser.fill("textbox", "登録コード", code)?;
    browser.fill("textbox", "この端末の呼び名", "事務室のパソコン")?;
    browser.follow("button", "この端末を登録する")
}

/// Opens the question, which may be open since the page was looked at, and says yes.
fn give_up(browser: &Browser) -> Result<()> {
    browser.run(
        "document.querySelector('details:has(#give-up)').open = true",
        &[],
    )?;
    browser.take_picture("adding-give-up")?;
    browser.follow("button", "やめて元の画面へ戻る")?;
    browser.wait_for_text("いま使える事業所")
}

fn nothing_wrong(browser: &Browser, name: &str) -> Result<()> {
    let problems = browser.problems_of_page(name)?;
    ensure!(problems.is_empty(), "{problems:?}");
    Ok(())
}

/// The names of the folders of further offices.
fn further(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder.join("offices"));
    let names = entries.into_iter().flatten().flatten();
    names
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}

/// The log says with a code that the office in this folder is not served.
fn log_names(folder: &Path, damaged: &str) -> Result<()> {
    let log = std::fs::read_to_string(folder.join("tsunagu.log"))?;
    let said = log
        .lines()
        .find(|line| line.contains("a further office is not served"));
    let named = said.is_some_and(|line| line.contains("OFF-") && line.contains(damaged));
    ensure!(named, "{log}");
    Ok(())
}

#[test]
fn a_second_office_is_added_on_the_pages_and_is_there_after_a_restart() {
    act("adding-an-office", 2, |stage| {
        let browser = terminal_with_one_office(stage)?;
        let folder = stage.folder_of_new_terminal()?;
        browser.open("/settings/offices")?;
        browser.shows(&[FIRST.0, FIRST.1, "表示中"])?;
        browser.take_picture("offices-one")?;
        nothing_wrong(&browser, "offices-one")?;

        // Whoever changes their mind leaves nothing behind.
        begin(&browser)?;
        browser.take_picture("adding-form")?;
        nothing_wrong(&browser, "further-office")?;
        give_up(&browser)?;
        ensure!(further(&folder).is_empty() && browser.path()? == "/settings/offices");

        // The office that is there is not added again, nor harmed.
        begin(&browser)?;
        let again = stage.hub.another_code(FIRST.0)?;
        browser.expect_trouble("409");
        fill_in(&browser, stage, &again)?;
        browser.shows(&["この事業所は、もうこの端末にあります", "OFF-801"])?;
        browser.take_picture("adding-twice")?;
        ensure!(further(&folder).is_empty(), "{:?}", further(&folder));

        let code = stage.hub.admit_office(SECOND.0, SECOND.1, &[SECOND.2])?;
        // The address and the name are still there.
        browser.fill("textbox", "登録コード", &code)?;
        browser.follow("button", "この端末を登録する")?;
        browser.wait_for_text("今日すること")?;
        ensure!(browser.path()? == "/", "{}", browser.path()?);
        let shown = office_shown(&browser)?;
        ensure!(
            shown.contains(SECOND.0) && shown.contains(SECOND.1),
            "{shown}"
        );
        browser.take_picture("adding-done")?;
        ensure!(further(&folder) == [SECOND.0]);
        browser.reload_until_text("接続中")?;
        browser.open("/settings/offices")?;
        browser.shows(&[FIRST.0, FIRST.1, SECOND.0, SECOND.1])?;
        browser.take_picture("offices-two")?;
        switch_to(&browser, FIRST.1)?;
        browser.reload_until_text("接続中")?;

        browser.expect_trouble("ERR_CONNECTION_REFUSED");
        // A folder that cannot be opened keeps none of the others from starting.
        let damaged = folder.join("offices").join("1370700065");
        std::fs::create_dir_all(&damaged)?;
        std::fs::write(damaged.join("office.db"), "this is no database")?;
        let browser = stage.browser_of_restarted_terminal()?;
        browser.open("/")?;
        ensure!(office_shown(&browser)?.contains(FIRST.1));
        switch_to(&browser, SECOND.1)?;
        browser.open("/settings/offices")?;
        browser.shows(&[FIRST.1, SECOND.1])?;
        log_names(&folder, "1370700065")?;

        // The history of the office from whose page it was begun names who and what.
        switch_to(&browser, FIRST.1)?;
        register_first(&browser)?;
        browser.open("/settings/history")?;
        browser.shows(&["事業所の追加", SECOND.0, SECOND.1])
    });
}

#[test]
fn an_office_with_terminals_elsewhere_is_added_once_one_of_them_approved() {
    act("adding-by-digits", 2, |stage| {
        let care = stage.browser(CARE)?;
        let (_, code) = make_code(&care)?;
        let browser = terminal_with_one_office(stage)?;
        begin(&browser)?;
        fill_in(&browser, stage, &code)?;
        browser.wait_for_text("もう1台の端末の操作を待っています")?;

        // Meanwhile the first office is worked with, and the way back is on its page.
        browser.open("/settings/offices")?;
        browser.shows(&["事業所を加える作業が途中です"])?;
        browser.take_picture("offices-begun")?;
        browser.expect_trouble("ERR_CONNECTION_REFUSED");
        let browser = stage.browser_of_restarted_terminal()?;
        browser.expect_other_ports();
        browser.open("/settings/offices")?;
        let care_name = stage.name(CARE);
        ensure!(!browser.text()?.contains(care_name), "it is no office yet");
        browser.follow("button", "途中の画面を開く")?;
        browser.wait_for_text("もう1台の端末の操作を待っています")?;
        browser.shows(&["加えるのをやめる"])?;
        browser.take_long_picture("adding-joining")?;

        care.open("/settings/terminals")?;
        care.reload_until_text("承認を待っています")?;
        care.follow("link", "事務室のパソコン を開く")?;
        care.follow("button", "数字を表示する")?;
        care.reload_until_text("新しい端末の画面にも、同じ数字が出ていますか")?;
        browser.wait_for_text("もう1台の画面と、同じ数字ですか")?;
        browser.follow("button", "同じ数字です")?;
        care.follow("button", "同じ数字なので承認する")?;
        browser.wait_for_text("今日すること")?;
        let shown = office_shown(&browser)?;
        ensure!(shown.contains(care_name), "{shown}");
        switch_to(&browser, FIRST.1)
    });
}
