//! 担当者: the first administrator, a second person with the start password, what a role may not do, the lock after wrong
//! passwords and its end, a session that is ended, and the history of it all. Each page on the way is looked at like those
//! of `every_page`, which cannot reach them: they need a person who is logged in.
//!
//! Easily got wrong: browsers have profiles of their own here, so each is another person at the same terminal.

use anyhow::{Context, Result, ensure};
use tsunagu_e2e::{Browser, CARE, act};

/// Long enough, and what people are advised to take: words in a row.
pub(crate) const PASSWORD: &str = "春の小川は さらさら行くよ 岸の";
pub(crate) const OTHER_PASSWORD: &str = "岸のすみれ れんげの花に すがた";

/// More wrong passwords than an account bears before it is locked.
const WRONG_TIMES: usize = 12;

/// Looks at the page in both languages and comes back to Japanese.
fn look(browser: &Browser, name: &str) -> Result<()> {
    let mut problems = browser.problems_of_page(&format!("ja-{name}"))?;
    let path = browser.path()?;
    browser.choose_language("en")?;
    browser.open(&path)?;
    problems.extend(browser.problems_of_page(&format!("en-{name}"))?);
    browser.choose_language("ja")?;
    browser.open(&path)?;
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    ensure!(lines.is_empty(), "{name}:\n{}", lines.join("\n"));
    Ok(())
}

pub(crate) fn log_in(browser: &Browser, name: &str, password: &str) -> Result<()> {
    browser.open("/")?;
    browser.shows(&["ログイン名とパスワードを入力してください。"])?;
    browser.fill("textbox", "ログイン名", name)?;
    browser.fill("textbox", "パスワード", password)?;
    browser.follow("button", "ログインする")
}

/// Registers the first administrator; from then on everybody logs in.
pub(crate) fn register_first(browser: &Browser) -> Result<()> {
    browser.open("/settings/staff")?;
    look(browser, "staff-first")?;
    browser.fill("textbox", "氏名", "管理 花子")?;
    browser.fill("textbox", "ログイン名", "hanako")?;
    browser.fill("textbox", "パスワード 13文字以上", PASSWORD)?;
    browser.fill("textbox", "もう一度同じパスワード", PASSWORD)?;
    browser.follow("button", "管理者を登録する")?;
    browser.shows(&["担当者の一覧", "管理 花子"])
}

/// Adds somebody who may only look, and returns the start password.
pub(crate) fn add_viewer(browser: &Browser) -> Result<String> {
    browser.open("/settings/staff")?;
    browser.fill("textbox", "氏名", "閲覧 太郎")?;
    browser.fill("textbox", "ログイン名", "taro")?;
    browser.run(
        "document.querySelector('input[name=role][value=viewing]').click()",
        &[],
    )?;
    browser.follow("button", "担当者を追加する")?;
    browser.take_picture("ja-staff-start")?;
    let shown = browser.run(
        "return document.getElementById('start-password').textContent",
        &[],
    )?;
    let password = shown.as_str().context("a start password")?.to_owned();
    browser.follow("link", "渡しました")?;
    Ok(password)
}

/// The viewer's first login: a password of their own, and pages without what they may not do.
fn first_login(browser: &Browser, start: &str) -> Result<()> {
    log_in(browser, "taro", start)?;
    browser.shows(&["これから使うパスワードを決めてください。"])?;
    look(browser, "password-first")?;
    browser.fill("textbox", "最初のパスワード", start)?;
    browser.fill("textbox", "新しいパスワード", OTHER_PASSWORD)?;
    browser.fill("textbox", "もう一度同じパスワード", OTHER_PASSWORD)?;
    browser.follow("button", "このパスワードにする")?;
    browser.open("/")?;
    browser.shows(&["今日すること", "閲覧 太郎"])?;
    ensure!(
        !browser.has("link", "新規作成")?,
        "who may only look is offered to send"
    );
    let settings = browser.run(
        "return document.querySelector('a[href=\"/settings\"]')",
        &[],
    )?;
    ensure!(
        settings.is_null(),
        "who may only look is offered the settings"
    );
    for page in ["/new", "/settings/staff", "/settings"] {
        browser.expect_trouble("403");
        browser.open(page)?;
        browser.take_picture("not-allowed")?;
        let heading = browser.heading()?;
        ensure!(heading == "この操作は行えません", "{page}: {heading}");
    }
    browser.open("/account")?;
    look(browser, "account")?;
    browser.open("/account/password")?;
    look(browser, "account-password")?;
    browser.open("/account/code")?;
    look(browser, "account-code")
}

#[test]
fn accounts_roles_locks_and_the_history_of_it() {
    act("staff", 3, |stage| {
        let admin = stage.browser(CARE)?;
        register_first(&admin)?;
        let start = add_viewer(&admin)?;
        look(&admin, "staff")?;

        let viewer = stage.browser(CARE)?;
        viewer.open("/")?;
        look(&viewer, "login")?;
        first_login(&viewer, &start)?;

        // The administrator sees where somebody is logged in, and ends it.
        admin.open("/settings/staff")?;
        admin.follow("link", "閲覧 太郎 さんの設定を変える")?;
        look(&admin, "staff-member")?;
        admin.follow("button", "すべて終わらせる")?;
        admin.shows(&["ログインを終わらせました"])?;
        viewer.open("/inbox")?;
        viewer.shows(&["ログイン名とパスワードを入力してください。"])?;

        // Wrong passwords lock the account, also for the right one, until the administrator ends that.
        for _ in 0..WRONG_TIMES {
            viewer.expect_trouble("401");
            viewer.expect_trouble("403");
            viewer.expect_trouble("429");
            log_in(&viewer, "taro", "これは違うパスワードです")?;
        }
        log_in(&viewer, "taro", OTHER_PASSWORD)?;
        viewer.shows(&["しばらく使えません"])?;
        viewer.take_picture("ja-login-locked")?;
        admin.follow("button", "停止を解除する")?;
        admin.shows(&["停止を解除しました"])?;
        log_in(&viewer, "taro", OTHER_PASSWORD)?;
        viewer.shows(&["今日すること"])?;
        viewer.follow("button", "ログアウト")?;
        viewer.shows(&["ログイン名とパスワードを入力してください。"])?;

        admin.open("/settings/history")?;
        admin.shows(&["管理 花子", "閲覧 太郎"])?;
        look(&admin, "history")?;
        admin.follow("button", "変えられていないか点検する")?;
        admin.shows(&["書かれたときのままです"])
    });
}
