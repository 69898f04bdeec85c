//! Places in a list as they travel: opaque to clients, different for each list.
//!
//! A cursor proves nothing and hides nothing secret; an office sees its own list whatever number it brings. Easily got
//! wrong: the form may change with any version, so clients must not take cursors apart or make them.

use axum::extract::{Query, rejection::QueryRejection};
use data_encoding::BASE64URL_NOPAD;
use protocol::OfficeNumber;
use serde::Deserialize;

use super::problem::Refusal;

/// Rows of a page if the client does not say.
const ROWS_DEFAULT: u32 = 100;

/// Rows of a page at most.
const ROWS_MAX: u32 = 500;

/// Which list a cursor belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    /// The inbox.
    Inbox = 1,
    /// The outbox.
    Outbox = 2,
    /// The journal.
    Journal = 3,
    /// The directory.
    Offices = 4,
}

/// What a client asks of a list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PageQuery {
    after: Option<String>,
    limit: Option<u32>,
}

/// Reads `after` and `limit`: the place to begin after, and the number of rows.
pub(crate) fn read_page(
    query: Result<Query<PageQuery>, QueryRejection>,
    list: List,
) -> Result<(u64, u32), Refusal> {
    let Query(query) = query?;
    let after = match query.after {
        None => 0,
        Some(cursor) => read_cursor(&cursor, list)
            .ok_or_else(|| Refusal::malformed("after: not a cursor of this list"))?,
    };
    let rows = query.limit.unwrap_or(ROWS_DEFAULT);
    if rows == 0 || rows > ROWS_MAX {
        return Err(Refusal::malformed(format!(
            "limit: found {rows}, expected 1 to {ROWS_MAX}"
        )));
    }
    Ok((after, rows))
}

/// Writes the place after `sequence`.
pub(crate) fn write_cursor(list: List, sequence: u64) -> String {
    let mut bytes = vec![list as u8];
    bytes.extend_from_slice(&sequence.to_be_bytes());
    BASE64URL_NOPAD.encode(&bytes)
}

/// Writes the place after an office of the directory.
pub(crate) fn write_office_cursor(number: OfficeNumber) -> String {
    let mut bytes = vec![List::Offices as u8];
    bytes.extend_from_slice(number.as_str().as_bytes());
    BASE64URL_NOPAD.encode(&bytes)
}

/// Reads a place in the directory.
pub(crate) fn read_office_cursor(cursor: &str) -> Option<OfficeNumber> {
    let bytes = BASE64URL_NOPAD.decode(cursor.as_bytes()).ok()?;
    let (first, number) = bytes.split_first()?;
    let number = std::str::from_utf8(number).ok()?.parse().ok()?;
    (*first == List::Offices as u8).then_some(number)
}

fn read_cursor(cursor: &str, list: List) -> Option<u64> {
    let bytes = BASE64URL_NOPAD.decode(cursor.as_bytes()).ok()?;
    let (first, number) = bytes.split_first()?;
    let number = u64::from_be_bytes(number.try_into().ok()?);
    // The store counts in 63 bits.
    (*first == list as u8 && i64::try_from(number).is_ok()).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_in_its_own_list_only() {
        for sequence in [0, 1, 77, u64::MAX / 2] {
            let cursor = write_cursor(List::Inbox, sequence);
            assert_eq!(read_cursor(&cursor, List::Inbox), Some(sequence));
            assert_eq!(read_cursor(&cursor, List::Outbox), None);
        }
        assert_eq!(
            read_cursor(&write_cursor(List::Inbox, u64::MAX), List::Inbox),
            None
        );
        for text in ["", "1", "AQ", "AQAAAAAAAAAB=", "AQAAAAAAAAABAA", "ＡＱ"] {
            assert_eq!(read_cursor(text, List::Inbox), None, "{text}");
        }
    }
}
