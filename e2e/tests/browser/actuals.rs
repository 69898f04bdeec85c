//! 実績入力 as an office without care software uses it: a plan comes, everybody is as planned, one person is corrected by
//! keyboard, the file goes out, and the other side compares it.

use anyhow::{Context, Result, ensure};
use tsunagu_e2e::{Browser, CARE, act};

/// The first service office.
const SERVICE: usize = 1;

const MONTH: &str = "/actuals?month=202610";

#[test]
fn actuals_are_entered_beside_the_plan_and_sent() {
    act("actuals", 6, |stage| {
        let care = &stage.offices[CARE];
        care.command("office send", stage.files(CARE, "ticket")?)?
            .success()?;
        stage.offices[SERVICE]
            .command("office receive", [""; 0])?
            .success()?;
        let service = stage.browser(SERVICE)?;
        service.open(MONTH)?;
        service.shows(&["まだ開いていない予定が"])?;
        service.follow("button", "すべて開いて入力を始める")?;
        service.shows(&["未入力", "予定どおりにする"])?;
        service.take_picture("actuals-begun")?;
        service.follow("button", "予定どおりにする")?;
        service.shows(&["人を予定どおりにしました", "入力済み"])?;

        correct_one(&service)?;
        check_page(&service)?;
        service.open(MONTH)?;
        service.shows(&["1日ちがう"])?;
        service.take_long_picture("actuals-month")?;
        service.follow("button", "のファイルを作る")?;
        service.shows(&["UPJSK_202610_"])?;
        service.follow("button", "送信する")?;
        service.wait_for_text("すべて送信しました")?;
        service.open(MONTH)?;
        service.reload_until_text("送信済")?;

        let care = stage.browser(CARE)?;
        care.open("/reconcile?month=202610")?;
        care.reload_until_text("まだ開いていない実績が")?;
        care.follow("button", "すべて開いて突き合わせる")?;
        care.shows(&["差異あり　1人"])
    });
}

/// Opens the first client, empties the first planned day by keyboard alone, and waits until it is saved by itself.
fn correct_one(service: &Browser) -> Result<()> {
    let links = service.find_all("link")?;
    let first = links
        .iter()
        .find(|node| node.name.ends_with("の実績を入力する"));
    let first = first.context("a client to enter")?;
    service.leave_page(|| service.click_node(first))?;
    service.shows(&["検査で見つかったこと", "標準仕様にそっています"])?;
    let script = "const days = [...document.querySelectorAll('.count-field')]; \
                  days.find((day) => day.value !== '').focus(); return days.length;";
    let fields = service.run(script, &[])?;
    ensure!(fields.as_u64().unwrap_or(0) >= 31, "{fields}");
    service.press("Delete")?;
    let before = service.focused()?;
    service.press("Right")?;
    ensure!(
        service.focused()? != before,
        "the arrow leads to the next day"
    );
    service.press("Left")?;
    ensure!(service.focused()? == before, "and back");
    service.wait_for_text("に保存しました")?;
    service.wait_for("the version of what was saved", || {
        let version = service.run(
            "return document.getElementsByName('version')[0].value;",
            &[],
        )?;
        Ok((version.as_str() == Some("2")).then_some(()))
    })?;
    service.take_long_picture("actual-sheet")?;
    service.follow("button", "入力済みにして次の人へ")
}

/// The page of one client is good in both languages; `every_page` looks from an office that enters nothing.
fn check_page(service: &Browser) -> Result<()> {
    service.open(MONTH)?;
    let links = service.find_all("link")?;
    let first = links
        .iter()
        .find(|node| node.name.ends_with("の実績を入力する"));
    let first = first.context("a client to enter")?;
    service.leave_page(|| service.click_node(first))?;
    let path = service.path()?;
    for language in ["ja", "en"] {
        service.choose_language(language)?;
        for (path, name) in [
            (MONTH, "actuals-list"),
            (path.as_str(), "actual-sheet-checked"),
        ] {
            service.open(path)?;
            let problems = service.problems_of_page(&format!("{language}-{name}"))?;
            ensure!(problems.is_empty(), "{problems:#?}");
        }
    }
    service.choose_language("ja")
}
