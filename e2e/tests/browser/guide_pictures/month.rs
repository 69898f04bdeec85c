//! Pictures of the work of a month: a care-management office and two service offices, by their sides.

use super::{take, take_at};
use crate::exchange::{addressed_to, spoil_ticket};
use crate::reconcile::open_first;
use anyhow::{Context, Result};
use tsunagu_e2e::{Browser, CARE, Stage, act};

/// The service offices.
const SERVICE: usize = 1;
const OTHER: usize = 2;

/// Tickets are out, the first office opened its own and answered with actuals; plans lie in the drafts.
fn exchange(stage: &Stage) -> Result<()> {
    let care = &stage.offices[CARE];
    let words = "10月分の予定です。ご確認ください。";
    let mut tickets = vec!["--message".into(), words.into()];
    tickets.extend(stage.files(CARE, "ticket")?);
    care.command("office send", tickets)?.success()?;
    for (office, words) in [
        (SERVICE, "10月分の実績です。"),
        (OTHER, "10月分の実績です。月末の訪問を1回追加しています。"),
    ] {
        let service = stage.browser(office)?;
        service.open("/inbox")?;
        service.reload_until_text("未読 1件")?;
        if office == SERVICE {
            service.follow("button", "開く")?;
            entered(&service)?;
        }
        let mut actuals = vec!["--message".into(), words.into()];
        actuals.extend(stage.files(office, "actual")?);
        stage.offices[office]
            .command("office send", actuals)?
            .success()?;
    }
    let mut plans = vec!["--draft".into()];
    plans.extend(stage.files(CARE, "plan")?);
    care.command("office send", plans)?.success()?;
    Ok(())
}

/// What came, opened in part.
fn arrived(care: &Browser, stage: &Stage) -> Result<()> {
    care.open("/inbox")?;
    care.reload_until_text("未読 2件")?;
    care.open("/")?;
    care.shows(&["未読のデータが 2件あります", "下書き"])?;
    take(care, "home")?;
    care.open("/inbox")?;
    care.follow("button", &format!("{} 10月分", stage.name(SERVICE)))?;
    care.shows(&["標準仕様にそっています"])?;
    take(care, "received")?;
    care.open("/inbox")?;
    take(care, "inbox")?;
    care.follow("button", "未読1件をまとめて保存")?;
    take(care, "save-all")?;
    care.open("/inbox")?;
    care.click("DisclosureTriangle", "条件を付けて探す")?;
    take(care, "search")
}

/// What was sent, and what has to be corrected before it can be.
fn sent(care: &Browser, stage: &Stage) -> Result<()> {
    care.open("/sent")?;
    care.reload_until_text("開封済")?;
    take(care, "sent-list")?;
    care.follow("link", stage.name(OTHER))?;
    care.shows(&["まだ開封されていません"])?;
    take(care, "sent")?;
    care.click("DisclosureTriangle", "取り下げる")?;
    take_at(care, "section[aria-labelledby=withdraw]", "withdraw")?;
    care.open("/sent")?;
    care.follow("link", stage.name(SERVICE))?;
    care.follow("link", "中身を見る")?;
    care.shows(&["サービス利用票"])?;
    take(care, "forms")?;

    let folder = tempfile::tempdir()?;
    let number = stage.offices[SERVICE].number();
    let mut tickets = addressed_to(stage.files(CARE, "ticket")?, number);
    spoil_ticket(&mut tickets, number, folder.path())?;
    care.open("/new")?;
    take(care, "new")?;
    care.drop_files("#drop-zone", &tickets)?;
    care.wait_for_text("送信できません")?;
    take(care, "finding")?;
    care.open("/drafts")?;
    take(care, "drafts")
}

/// The month as a whole, and plan against actuals.
fn compared(care: &Browser) -> Result<()> {
    care.open("/board?month=202610")?;
    take(care, "board")?;
    care.open("/reconcile?month=202610")?;
    care.follow("button", "すべて開いて突き合わせる")?;
    care.open("/reconcile?month=202610")?;
    care.shows(&["差異あり"])?;
    take(care, "reconcile")?;
    open_first(care)?;
    take(care, "reconcile-client")?;
    care.open("/partners")?;
    take(care, "partners")
}

/// Actuals of an office without care software.
fn entered(service: &Browser) -> Result<()> {
    service.open("/actuals?month=202610")?;
    service.follow("button", "予定どおりにする")?;
    service.shows(&["入力済み"])?;
    take(service, "actuals")?;
    let links = service.find_all("link")?;
    let first = links
        .iter()
        .find(|link| link.name.ends_with("の実績を入力する"));
    let first = first.context("a client to enter")?;
    service.leave_page(|| service.click_node(first))?;
    let script = "const days = [...document.querySelectorAll('.count-field')]; \
                  days.find((day) => day.value !== '').focus()";
    service.run(script, &[])?;
    service.press("Delete")?;
    service.wait_for_text("に保存しました")?;
    take(service, "actual-sheet")
}

#[test]
fn of_the_work_of_a_month() {
    act("guide-month", 8, |stage| {
        exchange(stage)?;
        let care = stage.browser(CARE)?;
        arrived(&care, stage)?;
        sent(&care, stage)?;
        compared(&care)?;
        announced(&care, stage)
    });
}

/// A notice of the exchange to all offices.
fn announced(care: &Browser, stage: &Stage) -> Result<()> {
    let text = "次の日曜日の午前1時から3時まで、連携基盤を止めて点検します。\n\
                そのあいだに送ったデータは、終わりしだい自動で届きます。";
    let notice = ["--subject", "連携基盤の点検のお知らせ", "--text", text];
    stage.hub.command("notice add", notice)?.success()?;
    care.open("/notices")?;
    care.reload_until_text("連携基盤の点検のお知らせ")?;
    take(care, "notices")
}
