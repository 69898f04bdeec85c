//! The role 閲覧: a person sees every list and detail, finds no button and no link that is refused, and a request that no
//! button makes is refused as well.
//!
//! The pages are walked through as a person finds them: every link and every form of a page is tried. Easily got wrong: a
//! form without a button cannot be sent by anybody, and logging out would end the walk.

use crate::exchange::send_tickets_to;
use crate::reconcile::exchange_a_month;
use crate::staff::{OTHER_PASSWORD, add_viewer, log_in, register_first};
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::rc::Rc;
use tsunagu_e2e::{Browser, CARE, Stage, act};

/// The service offices; the last one has no dealings with anybody.
const SERVICE: usize = 1;
const IDLE: usize = 2;

/// Tries every link and form of the page without leaving it; returns the links that were tried and what was refused.
const TRY_ALL: &str = "return (async () => {
const [done, tried, refused] = [arguments[0], [], []];
async function ask(what, address, how) {
  // A redirect that is not followed has the status 0; a refusal has one of its own.
  const answer = await fetch(address, {redirect: 'manual', ...how});
  if (answer.status >= 400) refused.push(answer.status + ' ' + what + ' ' + address);
}
for (const link of document.querySelectorAll('a[href]')) {
  const address = new URL(link.href);
  const path = address.pathname + address.search;
  if (address.hash !== '' || done.includes(path) || tried.includes(path)) continue;
  tried.push(path);
  await ask('link ' + link.textContent.trim(), path, {});
}
for (const form of document.querySelectorAll('form')) {
  const own = form.querySelector('button:not([type=button])');
  const button = own || (form.id && document.querySelector('button[form=' + form.id + ']'));
  const path = new URL(form.action).pathname;
  if (!button || ['/logout', '/language'].includes(path)) continue;
  const body = new URLSearchParams(new FormData(form));
  if (button.name) body.append(button.name, button.value);
  const how = form.method === 'post' ? {method: 'POST', body} : {};
  await ask('button ' + button.textContent.trim(), form.method === 'post' ? path : path + '?' + body, how);
}
return [tried, refused];
})()";

/// Sends a form that the page does not have, with the token that it has; the status of the answer.
const POST: &str = "return (async () => {
const body = new URLSearchParams({token: document.querySelector('input[name=token]').value});
return (await fetch(arguments[0], {method: 'POST', body, redirect: 'manual'})).status;
})()";

/// Everything that changes something of the office or tells a partner something; `ID` stands for one of the office's own.
const REFUSED: &[&str] = &[
    "/new",
    "/new/files",
    "/send",
    "/drafts/ID/discard",
    "/drafts/ID/edit",
    "/sent/ID/withdraw",
    "/sent/ID/again",
    "/sent/ID/take-back",
    "/inbox/ID/open",
    "/inbox/save/open",
    "/reconcile/open",
    "/reconcile/ID",
    "/reconcile/ID/inquiry",
    "/actuals/fill",
    "/actuals/make",
    "/actuals/ID",
    "/actuals/ID/save",
    "/partners/ask",
    "/partners/search",
    "/notices/1/read",
    "/settings",
    "/settings/folders",
    "/settings/keys",
    "/settings/licence",
    "/settings/network",
    "/settings/offices",
    "/settings/staff",
    "/settings/terminals/code",
];

/// A browser in which somebody with the role 閲覧 is logged in, at the pages of `office`.
fn viewer(stage: &Stage, office: usize) -> Result<Rc<Browser>> {
    let admin = stage.browser(office)?;
    register_first(&admin)?;
    let start = add_viewer(&admin)?;
    let viewer = stage.browser(office)?;
    log_in(&viewer, "taro", &start)?;
    viewer.fill("textbox", "最初のパスワード", &start)?;
    viewer.fill("textbox", "新しいパスワード", OTHER_PASSWORD)?;
    viewer.fill("textbox", "もう一度同じパスワード", OTHER_PASSWORD)?;
    viewer.follow("button", "このパスワードにする")?;
    // What is tried and refused is what these tests are about.
    viewer.expect_trouble("the server responded with a status of 403");
    Ok(viewer)
}

/// Opens each page and tries everything on it, each link once.
fn nothing_is_refused(browser: &Browser, pages: &[String]) -> Result<()> {
    let mut tried = Vec::new();
    let mut refused = Vec::new();
    for page in pages {
        browser.open(page)?;
        let status = "return performance.getEntriesByType('navigation')[0].responseStatus";
        let status = browser.run(status, &[])?;
        ensure!(status == 200, "{page}: {status}");
        let found = browser.run(TRY_ALL, &[json!(tried)])?;
        let list = |at: usize| -> Result<Vec<String>> {
            serde_json::from_value(found[at].clone()).context("what was tried")
        };
        tried.extend(list(0)?);
        refused.extend(list(1)?.into_iter().map(|what| format!("{page}: {what}")));
    }
    ensure!(!tried.is_empty(), "{pages:?} lead nowhere");
    ensure!(refused.is_empty(), "refused:\n{}", refused.join("\n"));
    Ok(())
}

/// Sends each of [`REFUSED`] about `thing`.
fn everything_else_is_refused(browser: &Browser, thing: &str) -> Result<()> {
    for route in REFUSED {
        let path = route.replace("ID", thing);
        let status = browser.run(POST, &[json!(path)])?;
        ensure!(status == 403, "POST {path}: {status}");
    }
    Ok(())
}

/// The part of an address after the last `/` of the first link in the page's middle that begins with `path`.
fn first_link(browser: &Browser, path: &str) -> Result<String> {
    let script = "const link = document.querySelector('main a[href^=\"' + arguments[0] + '\"]'); \
        return link && link.getAttribute('href')";
    let found = browser.run(script, &[json!(path)])?;
    let found = found.as_str().map(str::to_owned);
    found.with_context(|| {
        format!(
            "no link to {path} at {}",
            browser.path().unwrap_or_default()
        )
    })
}

#[test]
fn who_may_only_look_sees_everything_of_a_care_office_and_changes_nothing() {
    act("viewing-care", 6, |stage| {
        exchange_a_month(stage)?;
        let care = &stage.offices[CARE];
        let mut plans = vec!["--draft".into()];
        plans.extend(stage.files(CARE, "plan")?);
        care.command("office send", plans)?.success()?;
        let viewer = viewer(stage, CARE)?;
        let lists = ["/", "/drafts", "/sent", "/inbox", "/board?month=202610"];
        // The month before has nothing, in the next one nothing was begun.
        let months = ["/board?month=202609", "/board?month=202611"];
        let own = [
            "/reconcile?month=202610&show=all",
            "/partners",
            "/notices",
            "/account",
            "/help",
        ];
        let mut pages: Vec<String> = Vec::new();
        for page in lists.into_iter().chain(months).chain(own) {
            pages.push(page.to_owned());
        }
        let mut things = Vec::new();
        for list in ["/drafts", "/sent", "/inbox"] {
            viewer.open(list)?;
            viewer.shows(&[stage.name(SERVICE)])?;
            things.push(first_link(&viewer, &format!("{list}/"))?.replace("/forms", ""));
        }
        for thing in &things {
            pages.extend([thing.clone(), format!("{thing}/forms")]);
        }
        // Nobody has opened what came, so this person reads nothing of it.
        viewer.open("/inbox")?;
        ensure!(!viewer.has("button", "開く")?);
        viewer.open(&things[2])?;
        viewer.shows(&["開くのは「送受信」か「管理者」の担当者です。"])?;
        pages.retain(|page| *page != format!("{}/forms", things[2]));
        viewer.open("/reconcile?month=202610&show=all")?;
        pages.push(first_link(&viewer, "/reconcile/")?);
        nothing_is_refused(&viewer, &pages)?;
        for thing in &things {
            let id = thing.rsplit('/').next().unwrap_or_default();
            everything_else_is_refused(&viewer, id)?;
        }
        still_as_before(stage)?;
        practises(&viewer)
    });
}

/// Everybody may practise. It comes last: what is tried begins a practice, and then the pages are those of its office.
fn practises(viewer: &Browser) -> Result<()> {
    nothing_is_refused(viewer, &["/practice".to_owned()])?;
    viewer.open("/")?;
    viewer.shows(&["練習中"])
}

/// Nothing was sent, opened, discarded or withdrawn.
fn still_as_before(stage: &Stage) -> Result<()> {
    let status = stage.offices[CARE].status()?;
    let state = |list: &str| -> Vec<String> {
        let rows = status[list].as_array().cloned().unwrap_or_default();
        let states = rows.iter().map(|row| row["state"].to_string());
        states.collect()
    };
    ensure!(state("received") == ["\"received\""], "{status}");
    ensure!(state("sent").len() == 2, "{status}");
    let drafts = stage.offices[CARE]
        .command("office drafts list", ["--json"])?
        .success()?
        .json()?;
    let drafts = drafts["drafts"].as_array().map(Vec::len);
    ensure!(drafts == Some(2), "{drafts:?} drafts");
    Ok(())
}

#[test]
fn who_may_only_look_sees_comparison_and_actuals_and_enters_nothing() {
    act("viewing-actuals", 6, |stage| {
        send_tickets_to(stage, SERVICE)?;
        // Somebody else of the office has begun: plans are opened and sheets are there.
        let colleague = stage.browser(SERVICE)?;
        colleague.open("/actuals?month=202610")?;
        colleague.reload_until_text("まだ開いていない予定が")?;
        colleague.follow("button", "すべて開いて入力を始める")?;
        colleague.follow("button", "予定どおりにする")?;
        colleague.open("/reconcile?month=202610&show=all")?;

        // Their pages are those of nobody as soon as there are accounts.
        colleague.expect_trouble("/state");
        let viewer = viewer(stage, SERVICE)?;
        viewer.open("/actuals?month=202610")?;
        viewer.shows(&["入力済み"])?;
        let sheet = first_link(&viewer, "/actuals/")?;
        viewer.open(&sheet)?;
        viewer.shows(&["予定", "実績"])?;
        ensure!(viewer.find_all("textbox")?.is_empty(), "there is a field");
        viewer.open("/reconcile?month=202610&show=all")?;
        let client = first_link(&viewer, "/reconcile/")?;
        viewer.open(&client)?;
        ensure!(viewer.find_all("textbox")?.is_empty(), "there is a field");
        let months = ["/actuals?month=202610", "/reconcile?month=202610&show=all"];
        let mut pages: Vec<String> = months.map(str::to_owned).to_vec();
        pages.extend([sheet.clone(), client]);
        // What a colleague has opened, this person reads as well.
        viewer.open("/inbox")?;
        let received = first_link(&viewer, "/inbox/")?.replace("/forms", "");
        viewer.open(&received)?;
        viewer.shows(&["標準仕様にそっています"])?;
        pages.extend([format!("{received}/forms"), received]);
        nothing_is_refused(&viewer, &pages)?;
        viewer.open("/")?;
        let number = sheet.rsplit('/').next().unwrap_or_default();
        everything_else_is_refused(&viewer, number)?;
        viewer.open("/actuals?month=202610")?;
        viewer.shows(&["入力済み"])
    });
}

#[test]
fn who_may_only_look_finds_no_refused_button_in_an_office_without_anything() {
    act("viewing-nothing", 2, |stage| {
        let viewer = viewer(stage, IDLE)?;
        let lists = ["/", "/drafts", "/sent", "/inbox", "/board", "/reconcile"];
        let others = ["/actuals", "/partners", "/notices", "/account"];
        let pages: Vec<String> = lists.into_iter().chain(others).map(str::to_owned).collect();
        nothing_is_refused(&viewer, &pages)
    });
}
