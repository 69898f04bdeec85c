//! What must hold for every page, whatever it is for: access, no sideways scrolling, the keyboard, a quiet console.
//!
//! One file per check. Each returns all problems that it found, so that one run shows everything; a page without any gives
//! an empty list.

mod axe;
mod keyboard;
mod scroll;
pub(crate) mod troubles;

use crate::browser::Browser;
use crate::picture::{LARGE_TEXT_PERCENT, SCREEN_HEIGHT, SCREEN_WIDTH};
use anyhow::Result;
pub use keyboard::KeyboardStop;
use std::fmt;

/// Something that makes a page hard or impossible to use for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageProblem {
    /// Path of the page and the way it was looked at.
    pub page: String,
    /// What is wrong, and where.
    pub what: String,
}

impl fmt::Display for PageProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.page, self.what)
    }
}

impl Browser {
    /// Looks at the page as it is, on the smallest screen, in ordinary and in large text, and leaves pictures called `name`.
    ///
    /// # Errors
    ///
    /// When the browser does not answer; problems of the page are no error.
    pub fn problems_of_page(&self, name: &str) -> Result<Vec<PageProblem>> {
        let path = self.path()?;
        let mut problems = Vec::new();
        let mut add = |way: &str, found: Vec<String>| {
            problems.extend(found.into_iter().map(|what| PageProblem {
                page: format!("{path} ({way})"),
                what,
            }));
        };
        add("ordinary text", scroll::sideways(self)?);
        self.take_picture(name)?;
        // What a person can unfold is part of the page.
        let unfold = "for (const part of document.querySelectorAll('details')) part.open = true";
        self.run(unfold, &[])?;
        add("rules of access", axe::serious_findings(self)?);
        add("keyboard", keyboard::walk(self)?.1);
        self.set_text_percent(LARGE_TEXT_PERCENT)?;
        add("large text", scroll::sideways(self)?);
        self.run("document.activeElement.blur(); scrollTo(0, 0)", &[])?;
        self.take_picture(&format!("{name}-large"))?;
        self.set_text_percent(100)?;
        // Enlarging the whole page leaves half of the window in each direction.
        self.resize(SCREEN_WIDTH / 2, SCREEN_HEIGHT / 2)?;
        add("page enlarged twice", scroll::sideways(self)?);
        self.resize(SCREEN_WIDTH, SCREEN_HEIGHT)?;
        add("browser", self.take_troubles()?);
        Ok(problems)
    }

    /// Walks through the page by Tab alone and returns its stops in order.
    ///
    /// # Errors
    ///
    /// When the keyboard does not reach something, or the browser does not answer.
    pub fn walk_by_keyboard(&self) -> Result<Vec<KeyboardStop>> {
        let (stops, problems) = keyboard::walk(self)?;
        anyhow::ensure!(problems.is_empty(), "{}: {problems:#?}", self.path()?);
        Ok(stops)
    }
}
