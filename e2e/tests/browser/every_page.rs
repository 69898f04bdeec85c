//! Every page of the office, looked at in the same ways: rules of access, sideways scrolling, keyboard, console.
//!
//! Pictures of each page lie in `target/screenshots` afterwards, in both languages, in ordinary and in large text. Easily
//! got wrong: the pages come from `page_list.rs`; nothing about single pages belongs here.

use crate::page_list::{Example, PAGES};
use crate::reconcile;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::collections::BTreeMap;
use tsunagu_e2e::{Browser, CARE, PageProblem, Stage, act};

/// An office with drafts, with sent bundles in several states, and with received ones. What stands for what is being sent
/// is the draft that has to be sent first.
fn fill(stage: &Stage) -> Result<BTreeMap<Example, String>> {
    let care = &stage.offices[CARE];
    care.command("office send", stage.files(CARE, "ticket")?)?
        .success()?;
    let service = &stage.offices[1];
    service.command("office receive", [""; 0])?.success()?;
    service
        .command("office send", stage.files(1, "actual")?)?
        .success()?;
    let mut drafts = vec!["--draft".into()];
    drafts.extend(stage.files(CARE, "plan")?);
    care.command("office send", drafts)?.success()?;
    care.command("office receive", [""; 0])?.success()?;
    let status = care.status()?;
    let drafts = care
        .command("office drafts list", ["--json"])?
        .success()?
        .json()?;
    let id = |list: &Value, index: usize, field: &str| {
        let id = list[index][field].as_str().map(str::to_owned);
        id.with_context(|| format!("no `{field}` of {index} in {list}"))
    };
    let received = id(&status["received"], 0, "key")?;
    let out = tempfile::tempdir()?;
    let folder = out.path().to_string_lossy().into_owned();
    care.command("office open", ["--out", &folder, &received])?
        .success()?;
    Ok(BTreeMap::from([
        (Example::Draft, id(&drafts["drafts"], 0, "id")?),
        (Example::Sending, id(&drafts["drafts"], 1, "id")?),
        (Example::Sent, id(&status["sent"], 0, "id")?),
        (Example::Received, received),
        (Example::Folder, register_folder(stage, out.path())?),
    ]))
}

/// Registers a folder and returns its number.
fn register_folder(stage: &Stage, folder: &std::path::Path) -> Result<String> {
    let care = &stage.offices[CARE];
    let path = folder.to_string_lossy().into_owned();
    care.command("office folder in", [&path])?.success()?;
    Ok("1".to_owned())
}

/// Sends one draft from the page that asks before sending, and returns the number of this sending.
fn send_one(browser: &Browser, draft: &str) -> Result<String> {
    browser.open(&format!("/confirm?id={draft}"))?;
    browser.follow("button", "送信する（1件）")?;
    let path = browser.path()?;
    let number = path.strip_prefix("/sending/").context(path.clone())?;
    Ok(number.split(['?', '#']).next().unwrap_or(number).to_owned())
}

/// Puts files in that were sent before, and one that may not be sent; the number of this pile.
fn begin_one(browser: &Browser, stage: &Stage) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let mut files = stage.files(CARE, "ticket")?;
    let program = folder.path().join("program.exe");
    std::fs::write(&program, b"MZ\x90\0\x03")?;
    files.push(program);
    browser.open("/new")?;
    browser.drop_files("#drop-zone", &files)?;
    browser.wait_for_text("個のファイルを読み取り")?;
    let path = browser.path()?;
    let number = path.strip_prefix("/new/").context(path.clone())?;
    Ok(number.split(['?', '#']).next().unwrap_or(number).to_owned())
}

fn path_of(route: &str, example: Example, ids: &BTreeMap<Example, String>) -> String {
    match ids.get(&example) {
        Some(id) => route
            .replace("{id}", id)
            .replace("{number}", id)
            .replace("{pile}", id),
        // This page is of one of two kinds, which its address says.
        None if route == "/settings/folders/new" => format!("{route}?direction=out"),
        // Without a month it shows the one before the real one, which is not that of the samples.
        None if route == "/reconcile" => format!("{route}?month=202610&show=all"),
        None => route.replace("{page}", "tanmatsu"),
    }
}

fn look_at_all(
    browser: &Browser,
    language: &str,
    ids: &BTreeMap<Example, String>,
) -> Result<Vec<PageProblem>> {
    let mut problems = Vec::new();
    for (route, name, example) in PAGES {
        browser.open(&path_of(route, *example, ids))?;
        browser.heading()?;
        problems.extend(browser.problems_of_page(&format!("{language}-{name}"))?);
    }
    Ok(problems)
}

fn all_pages_are_good(language: &str) {
    act(&format!("every-page-{language}"), 8, |stage| {
        let mut ids = fill(stage)?;
        let browser = stage.browser(CARE)?;
        let sending = send_one(&browser, &ids[&Example::Sending])?;
        ids.insert(Example::Sending, sending);
        ids.insert(Example::Pile, begin_one(&browser, stage)?);
        // Clients of a month get their numbers when the month is looked at for the first time.
        browser.open("/reconcile?month=202610&show=all")?;
        reconcile::open_first(&browser)?;
        let client = browser.path()?.replace("/reconcile/", "");
        ids.insert(Example::Compared, client);
        browser.choose_language(language)?;
        let problems = look_at_all(&browser, language, &ids)?;
        ensure!(problems.is_empty(), "{}", lines(&problems));
        Ok(())
    });
}

fn lines(problems: &[PageProblem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

#[test]
fn all_pages_are_good_in_japanese() {
    all_pages_are_good("ja");
}

#[test]
fn all_pages_are_good_in_english() {
    all_pages_are_good("en");
}

#[test]
fn pages_of_an_office_that_has_nothing_yet_are_good() {
    act("every-page-empty", 2, |stage| {
        let browser = stage.browser(2)?;
        let mut problems = Vec::new();
        for (route, name, example) in PAGES {
            if *example == Example::Nothing {
                browser.open(&path_of(route, *example, &BTreeMap::new()))?;
                browser.heading()?;
                problems.extend(browser.problems_of_page(&format!("empty-{name}"))?);
            }
        }
        ensure!(problems.is_empty(), "{}", lines(&problems));
        Ok(())
    });
}
