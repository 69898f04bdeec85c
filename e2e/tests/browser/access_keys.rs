//! 介護ソフトとの接続: a person makes an access key, sees it once, a program uses it over HTTP, and after it was revoked the
//! program is refused.
//!
//! Easily got wrong: the program here is no browser. Browsers are refused whatever key they have.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tsunagu_e2e::{Browser, CARE, act};

/// What the local interface answers to a program: status and document.
fn ask(address: &str, path: &str, key: Option<&str>) -> Result<(u16, Value)> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let client = reqwest::Client::builder().no_proxy().build()?;
        let mut request = client.get(format!("{address}{path}"));
        if let Some(key) = key {
            request = request.bearer_auth(key);
        }
        let response = request.send().await.context("asking the interface")?;
        let status = response.status().as_u16();
        Ok((status, response.json().await.context("the answer")?))
    })
}

/// Key and address as the page shows them to whoever sets up the care software.
fn shown_key(browser: &Browser) -> Result<(String, String)> {
    let script = "return [...document.querySelectorAll('.confirm code.value')].map((code) => code.textContent)";
    let shown = browser.run(script, &[])?;
    let word = |at: usize| shown[at].as_str().map(str::to_owned);
    Ok((
        word(0).context("a key")?,
        word(1).context("an address beside it")?,
    ))
}

#[test]
fn a_key_is_shown_once_opens_the_interface_and_no_longer_when_it_is_revoked() {
    act("access-keys", 2, |stage| {
        let care = stage.browser(CARE)?;
        care.open("/settings")?;
        care.follow("link", "接続を設定する")?;
        care.shows(&["接続キーはまだありません。"])?;
        care.fill("textbox", "名前", "介護ソフト甲")?;
        care.click("checkbox", "送る（")?;
        care.follow("button", "接続キーを作る")?;
        care.shows(&[
            "接続キーを作りました",
            "いま一度だけ表示します",
            "介護ソフト甲",
        ])?;
        let (key, address) = shown_key(&care)?;
        care.take_picture("access-key-made")?;
        care.shows(&["まだ使われていません", "受け取る　状況を見る"])?;

        let (status, office) = ask(&address, "/status", Some(&key))?;
        ensure!(
            status == 200 && office["office"] == stage.offices[CARE].number(),
            "{status} {office}"
        );
        let (status, received) = ask(&address, "/received", Some(&key))?;
        ensure!(status == 200, "{status} {received}");
        // What the person did not allow, and what has no key or a wrong one, is refused.
        let (status, problem) = ask(&address, "/drafts", Some(&key))?;
        ensure!(status == 403, "{status} {problem}");
        let wrong: String = key.chars().rev().collect();
        for refused in [None, Some(wrong.as_str())] {
            let (status, problem) = ask(&address, "/status", refused)?;
            ensure!(status == 401, "{status} {problem}");
        }

        care.follow("link", "写し終えた")?;
        care.shows(&["介護ソフト甲", "使えます"])?;
        let source = care.run("return document.documentElement.outerHTML", &[])?;
        let source = source.as_str().context("the page")?;
        ensure!(!source.contains(&key), "the key is shown a second time");
        ensure!(!care.text()?.contains("まだ使われていません"));

        care.click("DisclosureTriangle", "介護ソフト甲 の接続キーを無効にする")?;
        care.shows(&["この接続キーを無効にしますか"])?;
        care.follow("button", "無効にする")?;
        care.shows(&["接続キーを無効にしました。", "無効 "])?;
        let (status, problem) = ask(&address, "/status", Some(&key))?;
        ensure!(status == 401, "{status} {problem}");
        ensure!(!care.has("DisclosureTriangle", "無効にする")?);
        Ok(())
    });
}
