//! What the lists share: choices above them, pages below them, what stands in
//! their place when they are empty, and notes about a step that was just made.
//!
//! Paging goes by the key of the last row, so page 2,000 costs what page 1 costs
//! and a bundle that arrives meanwhile does not shift the rows. There is therefore
//! no number of pages and no way to page 37; there is "next", and the browser's way
//! back.

use super::words::Status;

/// Rows of one page. With 44 pixels for each there are few screens to scroll.
pub(crate) const ROWS: u32 = 50;

/// A choice of what a list shows.
pub(crate) struct Choice {
    pub(crate) href: &'static str,
    pub(crate) name: &'static str,
    pub(crate) current: bool,
}

/// The links below a list.
#[derive(Default)]
pub(crate) struct PageLinks {
    pub(crate) first: Option<String>,
    pub(crate) next: Option<String>,
}

impl PageLinks {
    /// Links for a list at `path` (which may have a `?` already), whose present
    /// page began after `after` and ends before `next`.
    pub(crate) fn new(path: &str, after: Option<&str>, next: Option<&str>) -> PageLinks {
        let joint = if path.contains('?') { '&' } else { '?' };
        PageLinks {
            first: after.map(|_| path.to_owned()),
            next: next.map(|next| format!("{path}{joint}after={next}")),
        }
    }
}

/// What an empty list says.
pub(crate) struct Empty {
    pub(crate) what: &'static str,
    pub(crate) why: &'static str,
    pub(crate) href: &'static str,
    pub(crate) button: &'static str,
}

/// A line about a step that was just made.
pub(crate) type Note = Status;
