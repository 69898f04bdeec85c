//! The page by keyboard alone: Tab reaches everything that can be used, in reading order, visibly, and gets out again.
//!
//! Easily got wrong: a group of radio buttons is one stop, and a disabled button is none. Browsers also stop at regions that
//! scroll; such stops are allowed but not asked for.

use crate::browser::Browser;
use anyhow::{Context, Result};
use serde_json::{Value, json};

/// One thing that got the focus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyboardStop {
    /// Tag and text, to know it by.
    pub what: String,
}

/// Marks all that should be reached, forgets the focus, and returns how much it is.
const PREPARE: &str = "
const can = 'a[href], button, input, select, textarea, summary, [tabindex]';
const seen = new Set();
window.tabStops = [...document.querySelectorAll(can)].filter((e) => {
  if (e.disabled || e.tabIndex < 0 || e.type === 'hidden' || e.closest('[inert]')) return false;
  if (!e.checkVisibility({visibilityProperty: true})) return false;
  if (e.type !== 'radio') return true;
  const group = [...document.getElementsByName(e.name)];
  if (group.some((other) => other.checked)) return e.checked;
  if (seen.has(e.name)) return false;
  seen.add(e.name);
  return true;
});
document.activeElement.blur();
getSelection().removeAllRanges();
// A field that had the focus when the page was loaded is where Tab would go on; the walk begins at the top.
const top_of_page = document.createElement('span');
top_of_page.tabIndex = -1;
document.body.prepend(top_of_page);
top_of_page.focus();
top_of_page.remove();
scrollTo(0, 0);
return tabStops.length;
";

/// What has the focus: which of the marked, how it looks, whether it can be seen.
const LOOK: &str = "
const e = document.activeElement;
if (!e || e === document.body || e === document.documentElement) return null;
const css = getComputedStyle(e);
const r = e.getBoundingClientRect();
const name = e.getAttribute('aria-label') || e.innerText || (e.labels && e.labels[0] && e.labels[0].innerText) || e.name || '';
const shows = (c) => c.outlineStyle !== 'none' && parseFloat(c.outlineWidth) >= 2;
const label = e.labels && e.labels[0];
return {
  index: tabStops.indexOf(e),
  what: e.tagName.toLowerCase() + ' ' + name.trim().replaceAll(/\\s+/g, ' ').slice(0, 60),
  visible: shows(css) || (label !== null && label !== undefined && shows(getComputedStyle(label))),
  inWindow: r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth,
};
";

/// Presses Tab until the focus leaves the page or begins again; returns the stops and what is wrong with them.
pub(super) fn walk(browser: &Browser) -> Result<(Vec<KeyboardStop>, Vec<String>)> {
    let count = browser
        .run(PREPARE, &[])?
        .as_u64()
        .context("what Tab should reach")?;
    let mut stops = Vec::new();
    let mut problems = Vec::new();
    let mut reached: Vec<u64> = Vec::new();
    // Regions that scroll may be further stops; twice as many steps as things means that the focus is caught.
    for _ in 0..=count * 2 + 10 {
        browser.press("Tab")?;
        let look = browser.run(LOOK, &[])?;
        let index = look["index"].as_u64();
        if index.is_some() && index == reached.last().copied() {
            // A field for a time has a stop each for its hours and its minutes.
            continue;
        }
        if look.is_null() || index.is_some_and(|index| reached.contains(&index)) {
            break;
        }
        let what = look["what"].as_str().unwrap_or_default().to_owned();
        if let Some(index) = index {
            if reached.last().is_some_and(|last| *last > index) {
                problems.push(format!(
                    "Tab goes back to {what:?}, against the reading order"
                ));
            }
            reached.push(index);
        }
        if look["visible"] == Value::Bool(false) {
            problems.push(format!("nobody sees that {what:?} has the focus"));
        }
        if look["inWindow"] == Value::Bool(false) {
            problems.push(format!("{what:?} has the focus outside of the window"));
        }
        stops.push(KeyboardStop { what });
    }
    for index in (0..count).filter(|index| !reached.contains(index)) {
        let html = browser.run(
            "return tabStops[arguments[0]].outerHTML.slice(0, 200)",
            &[json!(index)],
        )?;
        problems.push(format!("Tab does not reach {html}"));
    }
    Ok((stops, problems))
}
