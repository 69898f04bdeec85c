//! 予実突合 from the first click to the last: actuals come, what differs is looked at, confirmed, and asked about.

use anyhow::{Context, Result, ensure};
use tsunagu_e2e::{Browser, CARE, Stage, act};

/// The first service office.
const SERVICE: usize = 1;

/// Plans go to the service office, and its actuals come back unopened.
pub(crate) fn exchange_a_month(stage: &Stage) -> Result<()> {
    let care = &stage.offices[CARE];
    care.command("office send", stage.files(CARE, "ticket")?)?
        .success()?;
    let service = &stage.offices[SERVICE];
    service.command("office receive", [""; 0])?.success()?;
    service
        .command("office send", stage.files(SERVICE, "actual")?)?
        .success()?;
    care.command("office receive", [""; 0])?.success()?;
    Ok(())
}

#[test]
fn what_differs_is_looked_at_and_confirmed() {
    act("reconcile", 8, |stage| {
        let care = stage.browser(CARE)?;
        exchange_a_month(stage)?;
        care.open("/reconcile?month=202610")?;
        care.shows(&["予実突合", "まだ開いていない実績が 1件あります"])?;
        care.take_picture("reconcile-unread")?;
        care.follow("button", "すべて開いて突き合わせる")?;
        care.shows(&["1件を開きました。", "差異あり"])?;
        care.take_long_picture("reconcile-month")?;

        open_first(&care)?;
        care.shows(&["ちがうところ", "事業所ごとの合計", "確認済みにする"])?;
        care.take_long_picture("reconcile-client-open")?;
        let name = care.heading()?;
        care.fill("textbox", "メモ", "電話で確かめた。休みとのこと。")?;
        care.follow("button", "確認済みにする")?;
        confirmed_stays(&care, &name)
    });
}

/// Opens the first client of the list, who is the most urgent one.
pub(crate) fn open_first(care: &Browser) -> Result<()> {
    let links = care.find_all("link")?;
    let first = links.iter().find(|node| node.name.ends_with("を確かめる"));
    let first = first.context("a client to look at")?;
    care.leave_page(|| care.click_node(first))
}

/// Whoever comes back finds the client confirmed, with the note and the time.
fn confirmed_stays(care: &Browser, name: &str) -> Result<()> {
    care.open("/reconcile?month=202610&show=confirmed")?;
    care.shows(&[name, "確認済み", "電話で確かめた。"])?;
    care.follow("link", &format!("{name} を確かめる"))?;
    care.follow("button", "確認を取り消す")?;
    care.shows(&["確認済みにする"])?;

    let summaries = care.find_all("DisclosureTriangle")?;
    let ask = summaries.iter().find(|node| node.name.contains("1370"));
    care.click_node(ask.context("an office to ask")?)?;
    care.take_long_picture("reconcile-ask")?;
    care.follow("button", "新規作成に入れる")?;
    let text = care.text()?;
    ensure!(text.contains("問い合わせ_"), "{text}");
    Ok(())
}
