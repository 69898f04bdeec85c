//! Codes that people type: 160 bits and 15 bits of check as 7 groups of 5 characters of Crockford's base 32.
//!
//! What the 160 bits are is told in `hub_code` and `recovery`. Each kind of code has a label that goes into its
//! check, so that one kind typed in the place of another is a typing mistake. Easily got wrong: the bytes are secrets;
//! they are held in memory that wipes itself.

use std::{fmt, sync::LazyLock};

use data_encoding::{Encoding, Specification};
use zeroize::Zeroizing;

use crate::digest::Digest;

/// Characters in a code. 175 bits at 5 bits each.
pub(crate) const CHARACTERS: usize = 35;
/// Characters in a group: as many as people keep in mind while they type.
const GROUP_CHARACTERS: usize = 5;
/// Bytes of a code without its check.
pub(crate) const BODY_BYTES: usize = 20;
/// 20 bytes are 160 bits, 32 characters; the check takes the last 3.
const BODY_CHARACTERS: usize = 32;

/// Crockford's digits: without I, L, O and U, which look like 1, 1, 0 and V.
pub(crate) const DIGITS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static BASE32: LazyLock<Encoding> = LazyLock::new(|| {
    let mut specification = Specification::new();
    specification.symbols.push_str(DIGITS);
    specification
        .encoding()
        .expect("32 different ASCII characters are an encoding")
});

/// Why a text is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CodeTextError {
    /// So many characters, separators aside.
    Length { found: usize },
    /// A character that no code has, counted from 1, separators aside.
    Character { number: usize },
    /// The check does not fit.
    Check,
}

/// The first 15 bits of SHA-256 over the label and the body, as three characters.
fn check_characters(label: &str, body: &[u8; BODY_BYTES]) -> String {
    let mut bytes = Zeroizing::new(label.as_bytes().to_vec());
    bytes.extend_from_slice(body);
    // 5 bytes are 8 characters; the first 3 of them are the first 15 bits.
    let digest = Digest::of(&bytes);
    let mut characters = BASE32.encode(&digest.as_bytes()[..5]);
    characters.truncate(CHARACTERS - BODY_CHARACTERS);
    characters
}

/// Writes 7 groups of 5 characters with hyphens between them.
pub(crate) fn write_code(
    label: &str,
    body: &[u8; BODY_BYTES],
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let mut text = Zeroizing::new(BASE32.encode(body));
    text.push_str(&check_characters(label, body));
    for (index, character) in text.char_indices() {
        if index > 0 && index % GROUP_CHARACTERS == 0 {
            f.write_str("-")?;
        }
        fmt::Write::write_char(f, character)?;
    }
    Ok(())
}

/// Reads what people type: small letters, full-width characters, missing or other separators, O for 0, I and L for 1.
pub(crate) fn read_code(
    label: &str,
    text: &str,
) -> Result<Zeroizing<[u8; BODY_BYTES]>, CodeTextError> {
    // A limit, for the text may be pasted: 1,000 characters are more than any way of writing 35 of them.
    let mut typed = Zeroizing::new(String::with_capacity(CHARACTERS));
    let characters = text
        .chars()
        .take(1_000)
        .map(narrow)
        .filter(|character| !is_separator(*character));
    for (index, character) in characters.enumerate() {
        let digit = match character.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        if !DIGITS.contains(digit) {
            return Err(CodeTextError::Character { number: index + 1 });
        }
        typed.push(digit);
    }
    if typed.len() != CHARACTERS {
        return Err(CodeTextError::Length { found: typed.len() });
    }
    let (body, check) = typed.split_at(BODY_CHARACTERS);
    let bytes = Zeroizing::new(
        BASE32
            .decode(body.as_bytes())
            .map_err(|_| CodeTextError::Check)?,
    );
    let bytes: [u8; BODY_BYTES] = bytes
        .as_slice()
        .try_into()
        .map_err(|_| CodeTextError::Check)?;
    let bytes = Zeroizing::new(bytes);
    if check_characters(label, &bytes) != check {
        return Err(CodeTextError::Check);
    }
    Ok(bytes)
}

/// A Japanese input method types full-width letters and digits unless told otherwise.
fn narrow(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0)
            .expect("the full-width block mirrors printable ASCII"),
        other => other,
    }
}

/// Spaces and every kind of stroke that a keyboard or a word processor makes of a hyphen.
fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' | '\u{ff70}'
        )
}
