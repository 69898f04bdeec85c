//! 利用を申し込む: from the operator's application code to an enrolled office, in the browser alone.

use crate::guide_pictures::take;
use crate::terminals::enrol;
use anyhow::{Context, Result, ensure};
use tsunagu_e2e::{Browser, Stage, act};

const NUMBER: &str = "1370600056";
const NAME: &str = "ひまわり訪問介護ステーション";

/// The code that the operator prints in the letter to all offices.
fn application_code(stage: &Stage) -> Result<String> {
    let made = stage.hub.command("invitation create", ["--json"])?;
    let document: serde_json::Value = serde_json::from_str(&made.success()?.stdout)?;
    let code = document["code"].as_str().context("a code")?;
    Ok(code.to_owned())
}

fn fill_in(new: &Browser, hub: &str, code: &str) -> Result<()> {
    new.fill("textbox", "接続先のアドレス", hub)?;
    new.fill("textbox", "申込コード", code)?;
    // A Japanese input method writes full-width digits.
    new.fill("textbox", "事業所番号", "１３７０６０００５６")?;
    new.fill("textbox", "事業所の名前", NAME)?;
    new.click("checkbox", "訪問介護 11")?;
    new.click("checkbox", "訪問看護 13")?;
    new.fill("textbox", "電話番号", "03-0000-0000")
}

#[test]
fn an_office_applies_waits_for_the_operator_and_enrols() {
    act("applying", 4, |stage| {
        let code = application_code(stage)?;
        let new = stage.browser_of_new_terminal()?;
        new.open("/")?;
        new.follow("link", "利用を申し込む")?;
        new.shows(&["申込コード", "サービスの種類", "ほかの事業所には見えません"])?;
        ensure!(new.problems_of_page("apply")?.is_empty());
        take(&new, "apply")?;
        // An enrolment code is no application code; what was typed is still there.
        let other = stage.hub.another_code(stage.offices[0].number())?;
        fill_in(&new, stage.hub.url(), &other)?;
        new.expect_trouble("the server responded with a status of 409");
        new.follow("button", "申し込む")?;
        new.shows(&["申し込めませんでした", "OFF-895"])?;
        new.run(
            "document.querySelector('#code').value = arguments[0]",
            &[code.into()],
        )?;
        new.follow("button", "申し込む")?;
        new.shows(&[
            "申し込みました",
            NAME,
            "登録のお知らせ",
            "訪問介護 11",
            NUMBER,
        ])?;
        ensure!(new.problems_of_page("applied")?.is_empty());
        new.take_picture("applied")?;

        let listed = stage
            .hub
            .command("application list", ["--json"])?
            .success()?;
        let listed: serde_json::Value = serde_json::from_str(&listed.stdout)?;
        let kept = listed.as_array().context("a list")?;
        let kept = kept.iter().find(|office| office["office"] == NUMBER);
        let kept = kept.context("the application")?;
        ensure!(
            kept["state"] == "applied" && kept["telephone"] == "03-0000-0000",
            "{kept}"
        );
        ensure!(
            kept["services"] == serde_json::json!(["11", "13"]),
            "{kept}"
        );
        let approved = stage
            .hub
            .command("application approve", ["--office", NUMBER, "--json"])?
            .success()?;
        let approved: serde_json::Value = serde_json::from_str(&approved.stdout)?;
        let code = approved["code"].as_str().context("a code")?.to_owned();
        new.follow("link", "はじめての設定を開く")?;
        enrol(&new, stage.hub.url(), &code, "事務室のパソコン")?;
        new.shows(&["今日すること", "ひまわり", NUMBER])?;
        Ok(())
    });
}
