//! Two browsers at two terminals of one office: a second terminal joins in the browser alone, sees what the first one has,
//! and is removed; an office that lost all its terminals is restored with its recovery sheet.
//!
//! Easily got wrong: the page of the new terminal loads itself again when there is something to do, so a test waits for
//! its words and never for a page.

use anyhow::{Context, Result, ensure};
use tsunagu_e2e::{Browser, CARE, act};

/// The words that stand behind a name in a list of facts.
fn fact(browser: &Browser, name: &str) -> Result<String> {
    let script = "const name = [...document.querySelectorAll('dt')].find(dt => dt.textContent === arguments[0]);
                  return name ? name.nextElementSibling.textContent : null";
    let found = browser.run(script, &[name.into()])?;
    Ok(found
        .as_str()
        .with_context(|| format!("no fact is called {name}"))?
        .to_owned())
}

/// Types address and code into the first setup.
pub(crate) fn enrol(browser: &Browser, hub: &str, code: &str, name: &str) -> Result<()> {
    browser.open("/")?;
    browser.shows(&["はじめての設定"])?;
    browser.fill("textbox", "接続先のアドレス", hub)?;
    browser.fill("textbox", "登録コード", code)?;
    browser.fill("textbox", "この端末の呼び名", name)?;
    browser.follow("button", "この端末を登録する")
}

/// The six digits of a page.
fn digits(browser: &Browser) -> Result<String> {
    let found = browser.run(
        "return document.querySelector('.typed-code').textContent",
        &[],
    )?;
    let digits = found.as_str().context("a page with digits")?.to_owned();
    ensure!(digits.len() == 7, "{digits}");
    Ok(digits)
}

/// The code for a further terminal, made at `first`.
pub(crate) fn make_code(first: &Browser) -> Result<(String, String)> {
    first.open("/settings/terminals")?;
    first.follow("button", "登録コードを作る")?;
    first.reload_until_text("1台に使えます")?;
    Ok((fact(first, "接続先のアドレス")?, fact(first, "登録コード")?))
}

fn nothing_wrong(browser: &Browser, name: &str) -> Result<()> {
    let problems = browser.problems_of_page(name)?;
    ensure!(problems.is_empty(), "{problems:?}");
    Ok(())
}

/// A page that shows other digits than the joining has by now confirms nothing, and says so.
fn confirm_older_digits(second: &Browser) -> Result<()> {
    second.run(
        "const field = document.querySelector('[name=digits]');
         field.value = field.value === '000000' ? '000001' : '000000'",
        &[],
    )?;
    second.expect_trouble("409");
    second.follow("button", "同じ数字です")?;
    second.shows(&["2台の端末の数字が違います", "OFF-522"])?;
    second.open("/")?;
    second.wait_for_text("もう1台の画面と、同じ数字ですか")
}

#[test]
fn a_second_terminal_joins_in_the_browser_sees_the_drafts_and_is_removed() {
    act("second-terminal", 4, |stage| {
        let first = stage.browser(CARE)?;
        first.open("/new")?;
        first.drop_files("#drop-zone", &stage.files(CARE, "plan")?)?;
        first.wait_for_text("送信できます")?;
        first.follow("button", "一時保存")?;
        let (hub, code) = make_code(&first)?;
        first.take_picture("terminals-code")?;

        let second = stage.browser_of_new_terminal()?;
        second.open("/")?;
        second.take_picture("first-setup")?;
        enrol(&second, &hub, &code, "相談室のパソコン")?;
        second.wait_for_text("もう1台の端末の操作を待っています")?;
        second.take_long_picture("joining-waiting")?;
        nothing_wrong(&second, "joining-waiting")?;

        first.open("/settings/terminals")?;
        first.reload_until_text("承認を待っています")?;
        let shown = first.text()?;
        ensure!(!shown.contains(&code), "a code that was used: {shown}");
        first.follow("link", "相談室のパソコン を開く")?;
        first.follow("button", "数字を表示する")?;
        first.reload_until_text("新しい端末の画面にも、同じ数字が出ていますか")?;
        second.wait_for_text("もう1台の画面と、同じ数字ですか")?;
        ensure!(digits(&first)? == digits(&second)?);
        first.take_picture("terminal-digits")?;
        nothing_wrong(&first, "terminal-digits")?;
        second.take_picture("joining-digits")?;
        nothing_wrong(&second, "joining-digits")?;

        confirm_older_digits(&second)?;
        second.follow("button", "同じ数字です")?;
        second.shows(&["もう1台の端末の承認を待っています"])?;
        second.take_picture("joining-confirmed")?;
        first.follow("button", "同じ数字なので承認する")?;
        second.wait_for_text("今日すること")?;
        second.open("/drafts")?;
        second.reload_until_text("計画書（第1〜3表）")?;
        let number = stage.offices[CARE].number();
        second.shows(&[number])?;
        second.take_picture("second-terminal-drafts")?;

        first.open("/settings/terminals")?;
        first.reload_until_text("使用中")?;
        first.take_picture("terminals-two")?;
        first.follow("link", "相談室のパソコン を開く")?;
        first.run(
            "document.querySelector('details.reveal summary').click()",
            &[],
        )?;
        first.take_picture("terminal-remove")?;
        first.follow("button", "外すことを確定する")?;
        first.shows(&["端末を外しました"])?;
        second.open("/")?;
        second.reload_until_text("HUB-203")?;
        second.take_picture("terminal-removed")?;
        Ok(())
    });
}

#[test]
fn an_office_that_lost_its_terminals_is_restored_with_the_sheet() {
    act("recovery-sheet", 2, |stage| {
        let first = stage.browser(CARE)?;
        first.open("/settings/terminals")?;
        first.run(
            "document.querySelector('#sheet ~ details summary').click()",
            &[],
        )?;
        first.shows(&["事業所のほかの復旧シートは使えなくなります。"])?;
        first.follow("button", "作る")?;
        first.shows(&["復旧コード", "このページを印刷してから閉じてください"])?;
        let code = digits_of_sheet(&first)?;
        first.take_picture("recovery-sheet")?;
        let printed = first.print("recovery-sheet")?.pages.join("\n");
        ensure!(printed.contains(&code[..5]), "{printed}");
        ensure!(!printed.contains("端末の一覧へ戻る"), "{printed}");
        first.open("/settings/terminals")?;
        first.reload_until_text("に作りました")?;
        stage.stop_office(CARE)?;

        let again = stage.browser_of_new_terminal()?;
        let number = stage.offices[CARE].number();
        let enrolment = stage.hub.another_code(number)?;
        enrol(&again, stage.hub.url(), &enrolment, "新しいパソコン")?;
        again.wait_for_text("もう1台の端末がないとき")?;
        again.run(
            "document.querySelector('details.reveal summary').click()",
            &[],
        )?;
        again.expect_trouble("409");
        let wrong: String = code.chars().rev().collect();
        again.fill("textbox", "復旧コード", &wrong)?;
        again.follow("button", "事業所を元に戻す")?;
        again.shows(&["先へ進めません", "OFF-52"])?;
        again.take_picture("recovery-refused")?;
        nothing_wrong(&again, "recovery-refused")?;
        again.fill("textbox", "復旧コード", &code)?;
        again.follow("button", "事業所を元に戻す")?;
        again.wait_for_text("今日すること")?;
        again.shows(&[number])
    });
}

fn digits_of_sheet(browser: &Browser) -> Result<String> {
    let found = browser.run(
        "return document.querySelector('.typed-code').textContent",
        &[],
    )?;
    Ok(found.as_str().context("a recovery code")?.to_owned())
}
