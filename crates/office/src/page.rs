//! Pages of long lists: the rows and where the next page begins.
//!
//! Paging goes by key, never by "skip n rows": page 2,000 costs as much as page 1
//! and a bundle that arrives while someone reads does not shift the rows.
//! The cursor is opaque; only the list that made it can read it.

use serde::{Deserialize, Serialize};

/// Rows in one page when the caller does not say: what one screen can show.
pub const ROWS_DEFAULT: u32 = 50;

/// Most rows in one page. A page of 500 rows is about 200 KiB of HTML, which is
/// still drawn at once on an old PC.
pub const ROWS_MAX: u32 = 500;

/// Which part of a list is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRequest {
    /// The `next` of the page before; `None` for the first page.
    pub after: Option<String>,
    /// Rows wanted; 0 stands for [`ROWS_DEFAULT`], more than [`ROWS_MAX`] for `ROWS_MAX`.
    pub limit: u32,
}

impl PageRequest {
    /// The first page with `limit` rows.
    pub fn first(limit: u32) -> PageRequest {
        PageRequest { after: None, limit }
    }

    /// The number of rows to read, within 1 to [`ROWS_MAX`].
    pub fn rows(&self) -> u32 {
        match self.limit {
            0 => ROWS_DEFAULT,
            limit => limit.min(ROWS_MAX),
        }
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// The rows, in the order of the list.
    pub rows: Vec<T>,
    /// Pass as [`PageRequest::after`] to read on; `None` at the end of the list.
    pub next: Option<String>,
}

/// The place of a row in a list that is ordered by time and then by key, both
/// falling. Written as `time.key`.
pub(crate) fn cursor(time: i64, key: &str) -> String {
    format!("{time}.{key}")
}

/// Reads what [`cursor`] wrote. A cursor that was tampered with reads as `None`,
/// which begins the list again: it can only come from a hand-made address.
pub(crate) fn read_cursor(text: &str) -> Option<(i64, String)> {
    let (time, key) = text.split_once('.')?;
    Some((time.parse().ok()?, key.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_rows_stays_within_its_limits() {
        for (asked, rows) in [(0, ROWS_DEFAULT), (1, 1), (500, 500), (501, 500)] {
            assert_eq!(PageRequest::first(asked).rows(), rows);
        }
    }

    #[test]
    fn a_cursor_is_read_back_and_a_broken_one_is_not() {
        assert_eq!(
            read_cursor(&cursor(17, "a.b")),
            Some((17, "a.b".to_owned()))
        );
        for broken in ["", "17", "x.y"] {
            assert_eq!(read_cursor(broken), None);
        }
    }
}
