//! 受信 and 送信済 as a person searches them: by a client's name, by words, by month, partner and kind, and back to the whole
//! list. What is found, and what is left out, is what the page shows.
//!
//! Easily got wrong: the page offers months around the one of the machine's clock, so the second month of this test is one
//! that the page offers and not one that is written here.

use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use tsunagu_e2e::{Browser, CARE, Stage, act};

/// The service offices.
const SERVICE: usize = 1;
const OTHER: usize = 2;

/// How many bundles the list shows.
pub(crate) fn rows(browser: &Browser) -> Result<u64> {
    let found = browser.run(
        "return document.querySelectorAll('main tbody tr').length",
        &[],
    )?;
    found.as_u64().context("the rows of a list")
}

/// Opens the search where it is closed, fills it in and searches; the number of rows that are found.
fn search(browser: &Browser, fill_in: impl FnOnce() -> Result<()>) -> Result<u64> {
    let is_open = "return document.querySelector('search details').open";
    if browser.run(is_open, &[])? != true {
        browser.click("DisclosureTriangle", "条件を付けて探す")?;
    }
    // Fields to write in are as large as those to choose from; once they were not.
    let heights = "return ['#search-client', '#search-words', '#search-partner', '#search-kind'] \
        .map((field) => document.querySelector(field).offsetHeight)";
    let heights = browser.run(heights, &[])?;
    let heights: Vec<u64> = serde_json::from_value(heights).context("heights")?;
    ensure!(
        heights.iter().all(|height| *height == heights[3]),
        "{heights:?}"
    );
    fill_in()?;
    browser.follow("button", "探す")?;
    rows(browser)
}

/// Fails unless the page says that this condition holds.
fn holds(browser: &Browser, condition: &str, value: &str) -> Result<()> {
    let script = "return [...document.querySelectorAll('.held li')].map((one) => one.innerText)";
    let held = browser.run(script, &[])?;
    let held: Vec<String> = serde_json::from_value(held).context("the conditions")?;
    let fits = |one: &String| {
        let words: Vec<&str> = one.split_whitespace().collect();
        words.first() == Some(&condition) && words[1..].join(" ").starts_with(value)
    };
    ensure!(
        held.iter().any(fits),
        "{condition} {value} is not in {held:?}"
    );
    Ok(())
}

/// Takes all conditions away; a list that has nothing to show offers that a second time.
fn remove_all(browser: &Browser) -> Result<()> {
    let links = browser.find_all("link")?;
    let first = links.iter().find(|link| link.name == "条件をすべて外す");
    let first = first.context("a link that takes all conditions away")?;
    browser.leave_page(|| browser.click_node(first))
}

/// A person who is a client of `office` and not of `not`, by the pages of what was sent to both.
fn client_of(browser: &Browser, office: &str, not: &str) -> Result<String> {
    let clients = |of: &str| -> Result<Vec<String>> {
        browser.open("/sent")?;
        browser.follow("link", of)?;
        browser.follow("link", "中身を見る")?;
        let script = "return [...document.querySelectorAll('details nav.choices a')].map((a) => a.textContent)";
        let names = browser.run(script, &[])?;
        let names = names.as_array().context("the clients of a bundle")?;
        let name = |words: &serde_json::Value| {
            let words = words.as_str().unwrap_or_default();
            words.split(" 様").next().unwrap_or_default().to_owned()
        };
        Ok(names.iter().map(name).collect())
    };
    let others = clients(not)?;
    let own = clients(office)?;
    let only = own.iter().find(|name| !others.contains(name));
    only.cloned()
        .with_context(|| format!("{own:?} are all among {others:?}"))
}

/// A month that the search offers and that is not the month of the samples, as digits and in words.
fn other_month(browser: &Browser) -> Result<(String, String)> {
    browser.open("/sent")?;
    let script = "const offered = [...document.querySelector('#search-month').options]; \
        const month = offered.find((one) => one.value !== '' && one.value !== '202610'); \
        return [month.value, month.text]";
    let month = browser.run(script, &[])?;
    let word = |at: usize| month[at].as_str().map(str::to_owned);
    Ok((
        word(0).context("a month")?,
        word(1).context("a month in words")?,
    ))
}

/// The smallest file of another month, from the care-management office to a service office.
fn write_deletion(folder: &Path, stage: &Stage, to: usize, month: &str) -> Result<PathBuf> {
    let (from, to) = (stage.offices[CARE].number(), stage.offices[to].number());
    let service = &stage.sample.offices()[OTHER].services[0];
    let name = format!("DLTPLAN_{month}_{from}_43_{to}_{service}_20261025083000.CSV");
    let path = folder.join(name);
    std::fs::write(&path, format!("202407,131001,0000000001,{month}\r\n"))?;
    Ok(path)
}

/// Both service offices get their tickets and answer with actuals.
fn exchange(stage: &Stage) -> Result<()> {
    let care = &stage.offices[CARE];
    let mut tickets = vec!["--message".into(), "今月の予定です。".into()];
    tickets.extend(stage.files(CARE, "ticket")?);
    care.command("office send", tickets)?.success()?;
    for office in [SERVICE, OTHER] {
        let service = &stage.offices[office];
        service
            .command("office send", stage.files(office, "actual")?)?
            .success()?;
    }
    care.command("office receive", [""; 0])?.success()?;
    Ok(())
}

#[test]
fn what_was_sent_is_found_by_client_word_month_partner_and_kind() {
    act("search-sent", 6, |stage| {
        exchange(stage)?;
        let care = stage.browser(CARE)?;
        let folder = tempfile::tempdir()?;
        let (month, month_words) = other_month(&care)?;
        let deletion = write_deletion(folder.path(), stage, OTHER, &month)?;
        let client = client_of(&care, stage.name(OTHER), stage.name(SERVICE))?;
        stage.offices[CARE]
            .command("office send", [&deletion])?
            .success()?;
        care.open("/sent")?;
        ensure!(rows(&care)? == 3);

        let found = search(&care, || care.fill("textbox", "利用者", &client))?;
        ensure!(found == 1, "{client}: {found} rows");
        care.shows(&[stage.name(OTHER)])?;
        holds(&care, "利用者", &format!("{client} 様"))?;
        care.follow("link", "条件「利用者")?;
        ensure!(rows(&care)? == 3, "the list is whole again");

        let found = search(&care, || care.fill("textbox", "言葉", "dltplan_"))?;
        ensure!(found == 1, "by the name of a file: {found} rows");
        care.shows(&[stage.name(OTHER), "削除"])?;
        care.follow("link", "条件「言葉")?;
        let found = search(&care, || care.fill("textbox", "言葉", "今月の予定"))?;
        ensure!(found == 2, "by the message: {found} rows");
        care.follow("link", "条件「言葉")?;

        let found = search(&care, || care.choose("何月分", &month_words))?;
        ensure!(found == 1, "{month_words}: {found} rows");
        let found = search(&care, || care.choose("種別", "予定"))?;
        ensure!(found == 0, "{found} rows have this month and this kind");
        care.shows(&["この条件に合うデータはありません"])?;
        holds(&care, "何月分", &month_words)?;
        holds(&care, "種別", "予定")?;
        care.follow("link", "条件「何月分")?;
        ensure!(rows(&care)? == 2, "the kind alone");
        care.follow("link", "条件「種別")?;

        let part: String = stage.name(SERVICE).chars().take(4).collect();
        let found = search(&care, || care.fill("combobox", "宛先", &part))?;
        ensure!(found == 1, "{part}: {found} rows");
        let found = search(&care, || care.choose("状態", "開封済"))?;
        ensure!(
            found == 0,
            "nobody has opened it, but {found} rows are found"
        );
        remove_all(&care)?;
        ensure!(rows(&care)? == 3 && care.path()? == "/sent");
        Ok(())
    });
}

#[test]
fn what_came_is_found_by_client_file_partner_and_kind() {
    act("search-inbox", 6, |stage| {
        exchange(stage)?;
        let care = stage.browser(CARE)?;
        let client = client_of(&care, stage.name(OTHER), stage.name(SERVICE))?;
        care.open("/inbox")?;
        care.reload_until_text("未読 2件")?;

        let found = search(&care, || care.fill("textbox", "利用者", &client))?;
        ensure!(found == 1, "{client}: {found} rows");
        care.shows(&[stage.name(OTHER)])?;
        // Who is found is nobody's business but this person's: no address has the name.
        ensure!(!care.path()?.contains('%'), "{}", care.path()?);
        care.follow("link", "条件「利用者")?;

        let number = stage.offices[OTHER].number();
        let file = format!("UPJSK_202610_{number}");
        let found = search(&care, || care.fill("textbox", "言葉", &file))?;
        ensure!(found == 1, "{file}: {found} rows");
        care.shows(&[stage.name(OTHER)])?;
        care.follow("link", "条件「言葉")?;

        let found = search(&care, || care.fill("combobox", "送信元", number))?;
        ensure!(found == 1, "{number}: {found} rows");
        let found = search(&care, || care.choose("種別", "計画書"))?;
        ensure!(found == 0, "{found} rows are plans");
        care.shows(&["この条件に合うデータはありません"])?;
        holds(&care, "種別", "計画書")?;
        remove_all(&care)?;
        ensure!(rows(&care)? == 2 && care.path()? == "/inbox");

        let found = search(&care, || care.fill("textbox", "利用者", "だれでもない"))?;
        ensure!(found == 0);
        care.shows(&["この名前や番号の利用者は、やりとりしたデータの中にいません。"])
    });
}
