//! 練習 as a new person goes through it: by the steps of its page alone, at an office that has nothing yet.
//!
//! The hub is stopped meanwhile: practice needs nobody.

use anyhow::{Result, ensure};
use tsunagu_e2e::{Browser, act};

#[test]
fn five_steps_lead_a_newcomer_through_the_first_exchange() {
    act("practice", 2, |stage| {
        stage.hub.kill()?;
        let browser = stage.browser(1)?;
        browser.open("/")?;
        browser.follow("link", "練習")?;
        browser.follow("button", "練習を始める")?;
        is_practice(&browser)?;
        check_page(&browser, "practice-begun")?;

        browser.follow("button", "練習用のファイルを入れる")?;
        is_practice(&browser)?;
        browser.shows(&["送信できません", "サービスコード", "T06-C15"])?;
        browser.follow("link", "手順を見る")?;
        browser.follow("button", "直したファイルを入れる")?;
        browser.follow("button", "送信する（2件）")?;
        browser.wait_for_text("すべて送信しました")?;
        browser.follow("link", "手順を見る")?;
        // The page says by itself what has happened.
        browser.wait_for_text("次はここ")?;
        browser.wait_for_text("受信を開く")?;
        check_page(&browser, "practice-answered")?;
        browser.follow("link", "受信を開く")?;
        browser.follow("button", "開く")?;
        browser.follow("link", "中身を見る")?;
        browser.shows(&["実績"])?;
        let printed = browser.print("practice-form")?;
        ensure!(
            printed.pages.iter().any(|page| page.contains("練習中")),
            "what is printed in practice must say so"
        );
        browser.follow("link", "手順を見る")?;
        browser.shows(&["5つの手順がすべて終わりました"])?;

        let leave = browser.find_all("button")?;
        let leave = leave.iter().find(|node| node.name == "練習をやめる");
        browser.leave_page(|| browser.click_node(leave.expect("the button of the band")))?;
        browser.shows(&["練習をやめました。ここからは本番です。", stage.name(1)])?;
        ensure!(!browser.text()?.contains("練習中"));
        browser.open("/inbox")?;
        browser.shows(&["受信したデータはまだありません"])
    });
}

fn is_practice(browser: &Browser) -> Result<()> {
    browser.shows(&["練習中", "ここで送っても、どこにも届きません。", "（練習）"])
}

fn check_page(browser: &Browser, name: &str) -> Result<()> {
    let problems = browser.problems_of_page(name)?;
    ensure!(problems.is_empty(), "{problems:#?}");
    Ok(())
}
