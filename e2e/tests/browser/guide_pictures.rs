//! The pictures of the guide: each is what a person sees at the step that the guide tells of.
//!
//! `cargo xtask guide-pictures` runs these tests and copies the pictures that pages of `docs/guide` show, so nobody copies by
//! hand. They run with the others too: a page that changed so much that a picture cannot be taken is noticed then. Easily got
//! wrong: what only this machine has (folders, ports, names of terminals) is written as on a PC of an office before a picture is
//! taken; nothing else of a page is changed.

mod month;
mod settings;
mod terminals;

use anyhow::Result;
use serde_json::json;
use tsunagu_e2e::Browser;

/// Scrolls to a part of the page and leaves a little of what is above it.
const SCROLL: &str = "const part = document.querySelector(arguments[0]); \
    scrollTo(0, part.getBoundingClientRect().top + scrollY - 24); return true";

/// Writes words of this machine as others see theirs, in texts and fields.
const REPLACE: &str = "const [from, to] = arguments; \
    const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); \
    let count = 0; \
    for (let node = all.nextNode(); node; node = all.nextNode()) { \
      if (node.data.includes(from)) { node.data = node.data.replaceAll(from, to); count += 1; } \
    } \
    for (const field of document.querySelectorAll('input, textarea')) { \
      if (field.value.includes(from)) { field.value = field.value.replaceAll(from, to); count += 1; } \
    } \
    return count";

/// Takes the picture NAME of the guide: the upper end of the page.
pub(crate) fn take(browser: &Browser, name: &str) -> Result<()> {
    take_at(browser, "body", name)
}

/// The same, from the first part of the page that `selector` names.
fn take_at(browser: &Browser, selector: &str, name: &str) -> Result<()> {
    browser.run(SCROLL, &[json!(selector)])?;
    browser.take_picture(&format!("guide-{name}"))?;
    Ok(())
}

/// Writes `from` as `to` on the page.
fn write_as(browser: &Browser, from: &str, to: &str) -> Result<()> {
    let count = browser.run(REPLACE, &[json!(from), json!(to)])?;
    anyhow::ensure!(
        count.as_u64() > Some(0),
        "{} does not show {from}",
        browser.path()?
    );
    Ok(())
}
