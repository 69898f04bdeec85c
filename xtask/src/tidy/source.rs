//! Rust text with comments and literals blanked out, so that rules can search the code alone.
//!
//! A scanner, not a parser: it knows line and block comments (nested), strings, byte and raw strings, and characters
//! against lifetimes. Macros are read like any code. Blanks keep their length in bytes and all line ends stay, so an
//! offset in the masked text is the same place in the original.

/// Which parts of a Rust text [`mask`] leaves readable.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// Code without comments and without the contents of literals.
    Code,
    /// Only the contents of string literals.
    Strings,
}

/// Returns `text` with everything but the kept parts replaced by spaces.
pub(super) fn mask(text: &str, keep: Keep) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let (end, part) = next_part(bytes, at);
        let kept = match part {
            Part::Code => keep == Keep::Code,
            Part::String => keep == Keep::Strings,
            Part::Comment | Part::Character => false,
        };
        for &byte in &bytes[at..end] {
            out.push(if kept || byte == b'\n' { byte } else { b' ' });
        }
        at = end;
    }
    // Parts end at ASCII characters and are kept or blanked whole, so no character is cut.
    String::from_utf8(out).unwrap_or_default()
}

#[derive(Clone, Copy)]
enum Part {
    Code,
    String,
    Character,
    Comment,
}

/// The end of the part that begins at `at`, and what it is. Code comes in pieces of one word or one sign.
fn next_part(bytes: &[u8], at: usize) -> (usize, Part) {
    let rest = &bytes[at..];
    if rest.starts_with(b"//") {
        return (at + find(rest, b"\n").unwrap_or(rest.len()), Part::Comment);
    }
    if rest.starts_with(b"/*") {
        return (at + block_comment_length(rest), Part::Comment);
    }
    if rest[0] == b'"' {
        return (at + string_length(rest), Part::String);
    }
    if rest[0] == b'\'' {
        return character_or_lifetime(bytes, at);
    }
    if is_word(rest[0]) {
        let word = rest.iter().take_while(|&&byte| is_word(byte)).count();
        if matches!(&rest[..word], b"r" | b"br" | b"cr")
            && let Some(length) = raw_string_length(&rest[word..])
        {
            return (at + word + length, Part::String);
        }
        return (at + word, Part::Code);
    }
    (at + 1, Part::Code)
}

fn block_comment_length(rest: &[u8]) -> usize {
    let mut depth = 0_u32;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

/// The length of a string that begins with a quotation mark, escapes included.
fn string_length(rest: &[u8]) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// The length of `#"…"#` (any number of signs) after the letter `r`; `None` when this is no raw string.
fn raw_string_length(rest: &[u8]) -> Option<usize> {
    let signs = rest.iter().take_while(|&&byte| byte == b'#').count();
    if rest.get(signs) != Some(&b'"') {
        return None;
    }
    let mut end = vec![b'"'];
    end.extend(std::iter::repeat_n(b'#', signs));
    let start = signs + 1;
    Some(find(&rest[start..], &end).map_or(rest.len(), |found| start + found + end.len()))
}

/// `'a'` and `'\n'` are characters, `'a` is a lifetime.
fn character_or_lifetime(bytes: &[u8], at: usize) -> (usize, Part) {
    let rest = &bytes[at..];
    if rest.get(1) == Some(&b'\\') {
        let close = rest.iter().skip(3).position(|&byte| byte == b'\'');
        return (
            at + close.map_or(rest.len(), |found| found + 4),
            Part::Character,
        );
    }
    // One character of up to four bytes, then the closing mark.
    for length in 1..=4 {
        if rest.get(1 + length) == Some(&b'\'')
            && std::str::from_utf8(&rest[1..=length]).is_ok_and(|inner| inner.chars().count() == 1)
        {
            return (at + length + 2, Part::Character);
        }
    }
    (at + 1, Part::Code)
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}

/// Whether a byte can be part of an identifier (bytes above ASCII count as such).
pub(super) fn is_word(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// The number of the line (from 1) that holds byte `offset`.
pub(super) fn line_at(text: &str, offset: usize) -> usize {
    1 + text.as_bytes()[..offset]
        .iter()
        .filter(|&&byte| byte == b'\n')
        .count()
}

/// The offsets at which `word` stands in `masked` as a whole path or identifier.
pub(super) fn find_words<'a>(masked: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let bytes = masked.as_bytes();
    masked
        .match_indices(word)
        .map(|(at, _)| at)
        .filter(move |&at| {
            let end = at + word.len();
            let before = at == 0 || !is_word(bytes[at - 1]) || !is_word(bytes[at]);
            let after = end >= bytes.len() || !is_word(bytes[end]) || !is_word(bytes[end - 1]);
            before && after
        })
}

/// The offset of the brace that closes the one at `open`; `None` when the text ends first.
pub(super) fn closing_brace(masked: &str, open: usize) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, byte) in masked.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => (),
        }
    }
    None
}

/// The byte ranges of items under `#[cfg(test)]` in `masked`.
pub(super) fn test_ranges(masked: &str) -> Vec<std::ops::Range<usize>> {
    let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, _) in masked.match_indices("#[cfg(test)]") {
        let rest = &masked[at..];
        let brace = rest.find('{');
        let semicolon = rest.find(';');
        let end = match (brace, semicolon) {
            (Some(brace), Some(semicolon)) if semicolon < brace => at + semicolon,
            (Some(brace), _) => closing_brace(masked, at + brace).unwrap_or(masked.len()),
            (None, Some(semicolon)) => at + semicolon,
            (None, None) => masked.len(),
        };
        ranges.push(at..end + 1);
    }
    ranges
}

/// Whether the whole file is test code: under a `tests` folder, or `tests.rs` beside its module.
pub(super) fn is_test_file(path: &str) -> bool {
    path.split('/')
        .any(|part| part == "tests" || part == "tests.rs")
}

#[cfg(test)]
mod tests {
    use super::{Keep, closing_brace, find_words, is_test_file, line_at, mask, test_ranges};

    #[track_caller]
    fn check(text: &str, code: &str) {
        assert_eq!(mask(text, Keep::Code), code);
        assert_eq!(mask(text, Keep::Code).len(), text.len());
    }

    #[test]
    fn comments_and_literals_are_blank() {
        check("a // b\nc", "a     \nc");
        check("a /* b /* c */ d */ e", "a                   e");
        check(r#"f("a\"b{", 'x')"#, "f(       ,    )");
        check(r##"f(r#"a"b"#, b"c")"##, "f(        , b   )");
        check("let 'a: '{', '\\n', 'つ'", "let 'a:    ,     ,      ");
        check("<'a>(x: &'static str)", "<'a>(x: &'static str)");
    }

    #[test]
    fn strings_alone_can_be_kept() {
        assert_eq!(
            mask("x(\"ab\") // \"c\"", Keep::Strings),
            "  \"ab\"        "
        );
    }

    #[test]
    fn words_are_whole_and_lines_count_from_one() {
        let masked = "get_x get\nget::y";
        assert_eq!(find_words(masked, "get").collect::<Vec<_>>(), [6, 10]);
        assert_eq!(line_at(masked, 6), 1);
        assert_eq!(line_at(masked, 10), 2);
    }

    #[test]
    fn braces_close_and_test_items_are_found() {
        assert_eq!(closing_brace("a { { } } b", 2), Some(8));
        assert_eq!(closing_brace("a { {", 2), None);
        let text = "fn a() {}\n#[cfg(test)]\nmod tests { fn b() {} }\nfn c() {}";
        let ranges = test_ranges(text);
        assert_eq!(
            &text[ranges[0].clone()],
            "#[cfg(test)]\nmod tests { fn b() {} }"
        );
        assert_eq!(
            test_ranges("#[cfg(test)]\nmod tests;\nfn c() {}")[0].end,
            23
        );
        assert!(is_test_file("crates/a/src/b/tests.rs"));
        assert!(is_test_file("crates/a/tests/x.rs"));
        assert!(!is_test_file("crates/a/src/b.rs"));
    }
}
