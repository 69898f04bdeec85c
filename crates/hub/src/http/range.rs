//! The header `Range` (RFC 9110, section 14) for one range of bytes, so that an interrupted download can go on.
//!
//! Several ranges at once are not served; like every server may, we then send everything. Easily got wrong: a range
//! that cannot be read is ignored, one that lies outside of the contents is an error.

use axum::http::{HeaderMap, header};

/// The part of the contents to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    /// The first byte.
    pub start: u64,
    /// How many bytes.
    pub length: u64,
    /// Whether the client asked for a part.
    pub partial: bool,
}

/// The range lies behind the end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct OutOfRange;

/// Reads which part of `size_bytes` bytes is asked for. With `If-Range`, a part is sent only if `tag` is the entity tag
/// that the client has its first bytes from.
pub(crate) fn read_range(
    headers: &HeaderMap,
    size_bytes: u64,
    tag: &str,
) -> Result<Part, OutOfRange> {
    let all = Part {
        start: 0,
        length: size_bytes,
        partial: false,
    };
    if headers
        .get(header::IF_RANGE)
        .is_some_and(|known| known.as_bytes() != tag.as_bytes())
    {
        return Ok(all);
    }
    let range = headers
        .get(header::RANGE)
        .and_then(|value| value.to_str().ok());
    let Some((first, last)) = range
        .and_then(|value| value.strip_prefix("bytes="))
        .and_then(|value| value.trim().split_once('-'))
    else {
        return Ok(all);
    };
    let (start, end) = match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(first), Ok(last)) if first <= last => (first, last.saturating_add(1)),
        (Ok(first), Err(_)) if last.is_empty() => (first, size_bytes),
        // The last so many bytes.
        (Err(_), Ok(last)) if first.is_empty() => (size_bytes.saturating_sub(last), size_bytes),
        _ => return Ok(all),
    };
    let end = end.min(size_bytes);
    if start >= end {
        return Err(OutOfRange);
    }
    Ok(Part {
        start,
        length: end - start,
        partial: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(range: &str, size_bytes: u64) -> Option<(u64, u64, bool)> {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, range.parse().unwrap());
        let part = read_range(&headers, size_bytes, "\"t\"").ok()?;
        Some((part.start, part.length, part.partial))
    }

    #[test]
    fn ranges_at_their_boundaries() {
        let everything = Some((0, 10, false));
        for (range, expected) in [
            ("bytes=0-", Some((0, 10, true))),
            ("bytes=0-0", Some((0, 1, true))),
            ("bytes=9-", Some((9, 1, true))),
            ("bytes=9-9", Some((9, 1, true))),
            ("bytes=9-100", Some((9, 1, true))),
            ("bytes=10-", None),
            ("bytes=10-11", None),
            ("bytes=-1", Some((9, 1, true))),
            ("bytes=-10", Some((0, 10, true))),
            ("bytes=-11", Some((0, 10, true))),
            ("bytes=-0", None),
            ("bytes=2-18446744073709551615", Some((2, 8, true))),
            ("bytes=5-4", everything),
            ("bytes=-", everything),
            ("bytes=0-1,3-4", everything),
            ("items=0-1", everything),
            ("bytes=a-b", everything),
        ] {
            assert_eq!(read(range, 10), expected, "{range}");
        }
        assert_eq!(read("bytes=0-", 0), None);
    }

    #[test]
    fn a_part_of_something_else_is_not_sent() {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, "bytes=3-".parse().unwrap());
        headers.insert(header::IF_RANGE, "\"t\"".parse().unwrap());
        assert_eq!(
            read_range(&headers, 10, "\"t\"").map(|part| part.start),
            Ok(3)
        );
        assert_eq!(
            read_range(&headers, 10, "\"u\"").map(|part| part.start),
            Ok(0)
        );
    }
}
