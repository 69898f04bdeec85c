//! One program for two offices of a corporation: a person switches at the top of the page, and nothing of one office is ever
//! shown in the other.
//!
//! Easily got wrong: one browser has one choice for all its windows. A page that still shows the other office says so, and
//! can change nothing.

use crate::exchange::addressed_to;
use anyhow::{Context, Result, ensure};
use tsunagu_e2e::{Browser, CARE, Stage, act};

/// The second office of the corporation, and an office of somebody else.
const OWN: usize = 1;
const PARTNER: usize = 2;

/// The pages that show data of an office.
const LISTS: &[&str] = &[
    "/",
    "/drafts",
    "/sent",
    "/inbox",
    "/board?month=202610",
    "/partners",
    "/reconcile?month=202610&show=all",
    "/actuals?month=202610",
];

/// The care-management office alone has dealings: it sent to the partner, has the partner's actuals and a draft.
fn fill(stage: &Stage) -> Result<()> {
    let care = &stage.offices[CARE];
    let partner = &stage.offices[PARTNER];
    let tickets = addressed_to(stage.files(CARE, "ticket")?, partner.number());
    care.command("office send", tickets)?.success()?;
    let actuals = stage.files(PARTNER, "actual")?;
    partner.command("office send", actuals)?.success()?;
    care.command("office receive", [""; 0])?.success()?;
    let plans = addressed_to(stage.files(CARE, "plan")?, partner.number());
    let mut draft = vec!["--draft".into()];
    draft.extend(plans);
    care.command("office send", draft)?.success()?;
    Ok(())
}

/// Chooses the office at the top of the page, and waits until its start page is there.
pub(crate) fn switch_to(browser: &Browser, name: &str) -> Result<()> {
    browser.choose("事業所", name)?;
    browser.follow("button", "事業所を切り替える")?;
    ensure!(browser.path()? == "/", "{}", browser.path()?);
    ensure!(
        office_shown(browser)?.contains(name),
        "{}",
        office_shown(browser)?
    );
    Ok(())
}

/// The office that the page names as its own.
pub(crate) fn office_shown(browser: &Browser) -> Result<String> {
    let shown = browser.run(
        "return document.querySelector('.side-office > p').innerText",
        &[],
    )?;
    Ok(shown.as_str().context("the page's office")?.to_owned())
}

/// What stands in the middle of the page, without menu and the list of own offices.
fn main_text(browser: &Browser) -> Result<String> {
    let text = browser.run("return document.querySelector('main').innerText", &[])?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

/// The address of the first thing in a list.
fn first_in(browser: &Browser, list: &str) -> Result<String> {
    browser.open(list)?;
    // What was not opened yet has a form instead of a link.
    let script = "const link = document.querySelector('main tbody :is(a, form):is([href], [action])'); \
        return link && (link.getAttribute('href') || link.getAttribute('action'))";
    let path = browser.run(script, &[])?;
    let path = path
        .as_str()
        .with_context(|| format!("{list} has nothing"))?;
    ensure!(path.starts_with(list), "{path} in {list}");
    Ok(path.trim_end_matches("/open").to_owned())
}

#[test]
fn what_belongs_to_one_office_is_never_shown_in_the_other() {
    act("two-offices", 6, |stage| {
        stage.start_together(CARE, OWN)?;
        fill(stage)?;
        let (care, own) = (stage.name(CARE).to_owned(), stage.name(OWN).to_owned());
        let partner = stage.name(PARTNER);
        let number = stage.offices[PARTNER].number();
        let browser = stage.browser(CARE)?;
        browser.open("/")?;
        ensure!(office_shown(&browser)?.contains(&care));
        let mut things = Vec::new();
        for list in ["/drafts", "/sent", "/inbox"] {
            things.push(first_in(&browser, list)?);
            ensure!(main_text(&browser)?.contains(partner), "{list}");
        }

        switch_to(&browser, &own)?;
        for list in LISTS {
            browser.open(list)?;
            ensure!(office_shown(&browser)?.contains(&own), "{list}");
            let text = main_text(&browser)?;
            ensure!(!text.contains(&care), "{list} shows {care}:\n{text}");
            // What a page only offers while somebody types is in its source.
            let source = browser.run("return document.documentElement.outerHTML", &[])?;
            let source = source.as_str().context("the page")?;
            let strange = [partner, number]
                .into_iter()
                .find(|words| source.contains(words));
            ensure!(strange.is_none(), "{list} has {strange:?}:\n{text}");
        }
        // Nor does the address of a thing lead to it.
        browser.expect_trouble("404");
        for thing in &things {
            for path in [thing.clone(), format!("{thing}/forms")] {
                browser.open(&path)?;
                ensure!(browser.heading()? == "見つかりません", "{path}");
                ensure!(!browser.text()?.contains(partner), "{path}");
            }
        }
        // The other way round it is all there.
        switch_to(&browser, &care)?;
        for (list, thing) in ["/drafts", "/sent", "/inbox"].into_iter().zip(&things) {
            ensure!(first_in(&browser, list)? == *thing, "{list}");
        }
        Ok(())
    });
}

#[test]
fn a_page_of_the_other_office_says_so_and_changes_nothing() {
    act("two-offices-two-windows", 4, |stage| {
        stage.start_together(CARE, OWN)?;
        fill(stage)?;
        let own = stage.name(OWN).to_owned();
        let browser = stage.browser(CARE)?;
        let draft = first_in(&browser, "/drafts")?;
        browser.open(&draft)?;
        let first = browser.window()?;
        browser.open_window()?;
        let second = browser.window()?;
        browser.open("/")?;
        switch_to(&browser, &own)?;

        browser.go_to_window(&first)?;
        browser.wait_for_text("ほかの画面で事業所が切り替えられました")?;
        browser.expect_trouble("403");
        browser.follow("button", "送信する")?;
        ensure!(browser.heading()? == "別の事業所の画面です");
        browser.go_to_window(&second)?;
        browser.open("/sent")?;
        browser.shows(&["送ったデータはまだありません"])?;
        let care = &stage.offices[CARE];
        let drafts = care
            .command("office drafts list", ["--json"])?
            .success()?
            .json()?;
        let id = draft.trim_start_matches("/drafts/");
        ensure!(drafts["drafts"][0]["id"] == id, "{drafts}");
        Ok(())
    });
}
