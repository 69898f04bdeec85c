//! What a person does on Windows who double-clicks: start, look at the page of the first setup, start
//! again, end. And what care software does: write a file and share it with nobody.

use super::Built;
use super::wine::{Wine, for_windows};
use crate::demo::read_page;
use anyhow::{Context, Result, bail, ensure};
use std::time::{Duration, Instant};

/// No step takes longer, however busy the machine is.
const STEP_SECONDS_MAX: u64 = 120;

/// Tries all of it on a machine that knows no office yet.
///
/// # Errors
///
/// The first step that did not hold.
pub(super) fn try_start(wine: &Wine, built: &Built) -> Result<()> {
    let data = wine.local_app_data()?.join("Tsunagu");
    // The small program has gone before the pages answer; the other one stays.
    let status = wine
        .command(for_windows(&built.exe("tsunagu-start")))
        .arg("--no-browser")
        .status()
        .context("starting tsunagu-start.exe")?;
    ensure!(status.success(), "tsunagu-start.exe ended with {status}");
    let address = wait("the pages of the first setup", || {
        let address = std::fs::read_to_string(data.join("address")).unwrap_or_default();
        address
            .starts_with("http://")
            .then(|| address.trim().to_owned())
    })?;
    let page = read_page(&address, "/")?;
    ensure!(
        page.contains("はじめての設定") && page.contains("name=\"code\""),
        "the page of the first setup is another one: {page}"
    );
    println!("first setup at {address}, data in {}", data.display());

    let again = wine
        .command(for_windows(&built.exe("tsunagu")))
        .args(["start", "--no-browser"])
        .output()
        .context("starting tsunagu.exe again")?;
    let said = String::from_utf8_lossy(&again.stdout);
    ensure!(
        again.status.success() && said.contains(&address),
        "a second start did not lead to the first: {said}"
    );
    println!("a second start leads to the first");

    let stopped = wine
        .command(for_windows(&built.exe("tsunagu")))
        .arg("stop")
        .output()
        .context("starting tsunagu.exe stop")?;
    let said = String::from_utf8_lossy(&stopped.stdout);
    ensure!(
        stopped.status.success() && !data.join("address").exists(),
        "it did not end: {said}"
    );
    ensure!(
        std::fs::metadata(data.join("tsunagu.log")).is_ok(),
        "there is no log"
    );
    println!("it ends when asked to");
    Ok(())
}

/// Asks until there is an answer.
pub(super) fn wait<T>(what: &str, ask: impl Fn() -> Option<T>) -> Result<T> {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(STEP_SECONDS_MAX) {
        if let Some(answer) = ask() {
            return Ok(answer);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    bail!("{what} did not come")
}
