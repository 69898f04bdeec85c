//! The page itself never scrolls sideways; wide tables do so in a region of their own.
//!
//! Easily got wrong: what sticks out is named, or one would have to search for it in a picture.

use crate::browser::Browser;
use anyhow::Result;

/// Returns what is wider than the window, if anything is.
const SCRIPT: &str = "
const page = document.scrollingElement;
if (page.scrollWidth <= innerWidth) return null;
const out = [...document.body.querySelectorAll('*')].filter((e) => {
  if (e.getBoundingClientRect().right <= innerWidth + 0.5) return false;
  for (let p = e.parentElement; p; p = p.parentElement) {
    if (getComputedStyle(p).overflowX !== 'visible' && p !== document.body && p !== page) return false;
  }
  return true;
});
return page.scrollWidth + ' pixels in a window of ' + innerWidth + ', because of ' +
  out.slice(-3).map((e) => e.outerHTML.slice(0, 160)).join(' | ');
";

pub(super) fn sideways(browser: &Browser) -> Result<Vec<String>> {
    let wide = browser.run(SCRIPT, &[])?;
    Ok(wide
        .as_str()
        .map(|what| format!("the page scrolls sideways: {what}"))
        .into_iter()
        .collect())
}
