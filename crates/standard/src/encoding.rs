//! Characters: MS932 (Windows-31J) bytes to text and back, without exceptions.
//!
//! Reading names the place and the sort of every byte that is not allowed;
//! writing refuses what MS932 lacks and never puts a substitute. The tables are
//! those of `encoding_rs`, narrowed: it accepts the byte 80 and the private
//! area F040 to F9FC (外字), which the standard does not.
//!
//! Reading and writing are not inverse on bytes: 398 of the 9,604 codes are
//! second codes of a character (NEC and IBM duplicates). Bytes that were received
//! are therefore kept, never written anew.

use std::collections::HashMap;
use std::sync::OnceLock;

/// A byte sequence that the standard does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadCharacter {
    /// Where it begins, counted in bytes from 0.
    pub offset: usize,
    /// How many characters stand before it.
    pub characters_before: usize,
    /// What it is.
    pub problem: CharacterProblem,
}

/// What is wrong with a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CharacterProblem {
    /// A user-defined character (外字), F040 to F9FC.
    Gaiji(u16),
    /// Two bytes that stand for no character.
    Unassigned(u16),
    /// One of the bytes 80, A0, FD, FE, FF, which stand for no character.
    SingleByte(u8),
    /// The first byte of a character without a second.
    Truncated(u8),
    /// A control character other than a line break.
    Control(u8),
}

/// A character that MS932 does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncodeError {
    /// The number of the character in the text, counted from 1.
    pub number: usize,
    /// The character.
    pub character: char,
}

/// Finds the first byte sequence in `bytes` that the standard does not allow.
///
/// Line feed and carriage return are allowed: free text may have several lines.
pub fn find_bad_character(bytes: &[u8]) -> Option<BadCharacter> {
    // Most fields are plain ASCII; one pass without the table settles them.
    if is_plain(bytes) {
        return None;
    }
    let table = table();
    let (mut offset, mut characters_before) = (0, 0);
    while offset < bytes.len() {
        match character_at(bytes, offset, table) {
            Ok(length) => offset += length,
            Err(problem) => {
                return Some(BadCharacter {
                    offset,
                    characters_before,
                    problem,
                });
            }
        }
        characters_before += 1;
    }
    None
}

/// Whether `bytes` are printable ASCII alone.
pub(crate) fn is_plain(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| matches!(byte, 0x20..=0x7e))
}

/// The text of `bytes`, if every byte of them is allowed.
pub fn decode(bytes: &[u8]) -> Result<String, BadCharacter> {
    match find_bad_character(bytes) {
        Some(bad) => Err(bad),
        None => Ok(decode_lossy(bytes)),
    }
}

/// The text of `bytes` for people: what is not allowed is shown as `<F040>`.
pub fn decode_lossy(bytes: &[u8]) -> String {
    let table = table();
    let mut text = String::with_capacity(bytes.len() * 2);
    let mut offset = 0;
    while offset < bytes.len() {
        match character_at(bytes, offset, table) {
            Ok(1) if bytes[offset] < 0x80 => {
                text.push(char::from(bytes[offset]));
                offset += 1;
            }
            Ok(1) => {
                text.push(half_width_kana(bytes[offset]));
                offset += 1;
            }
            Ok(length) => {
                text.push(table.characters[index(bytes[offset], bytes[offset + 1])]);
                offset += length;
            }
            Err(problem) => offset += push_bad(&mut text, problem),
        }
    }
    text
}

/// Shows what is not allowed in hexadecimal; returns how many bytes that were.
fn push_bad(text: &mut String, problem: CharacterProblem) -> usize {
    let (shown, length) = match problem {
        CharacterProblem::Gaiji(code) | CharacterProblem::Unassigned(code) => (
            format!("<{code:04X}>"),
            if code & 0xff < 0x40 { 1 } else { 2 },
        ),
        CharacterProblem::SingleByte(byte)
        | CharacterProblem::Truncated(byte)
        | CharacterProblem::Control(byte) => (format!("<{byte:02X}>"), 1),
    };
    text.push_str(&shown);
    length
}

/// The MS932 bytes of `text`.
///
/// # Errors
///
/// The first character that MS932 lacks. [`permitted_form`] may know another way to write it.
pub fn encode(text: &str) -> Result<Vec<u8>, EncodeError> {
    let mut bytes = Vec::with_capacity(text.len());
    for (character, number) in text.chars().zip(1..) {
        match character {
            '\u{0}'..='\u{7e}' => bytes.push(character as u8),
            '\u{ff61}'..='\u{ff9f}' => bytes.push((u32::from(character) - 0xff61 + 0xa1) as u8),
            other => match table().codes.get(&other) {
                Some(code) => bytes.extend_from_slice(&code.to_be_bytes()),
                None => return Err(EncodeError { number, character }),
            },
        }
    }
    Ok(bytes)
}

/// The MS932 form of a character that other systems write for the same sign.
///
/// Text from macOS, Java or JIS tables has U+301C where Windows has U+FF5E. The
/// list is closed on purpose: normalising (NFKC) would change 211 characters of
/// MS932 itself, among them those in people's names.
pub fn permitted_form(character: char) -> Option<char> {
    Some(match character {
        '\u{301c}' => '\u{ff5e}', // wave dash
        '\u{2016}' => '\u{2225}', // double vertical line
        '\u{2212}' => '\u{ff0d}', // minus
        '\u{2014}' => '\u{2015}', // dash
        '\u{a2}' => '\u{ffe0}',   // cent
        '\u{a3}' => '\u{ffe1}',   // pound
        '\u{ac}' => '\u{ffe2}',   // not
        '\u{a5}' => '\u{ffe5}',   // yen
        '\u{203e}' => '\u{ffe3}', // overline
        '\u{a6}' => '\u{ffe4}',   // broken bar
        _ => return None,
    })
}

/// Whether all of `bytes` is Japanese text in UTF-8.
///
/// Bytes of MS932 can be UTF-8 by chance, but then without characters from
/// U+3000 on, unless half-width kana and kanji alternate without any sense.
pub fn is_japanese_utf8(bytes: &[u8]) -> bool {
    !bytes.is_ascii()
        && std::str::from_utf8(bytes).is_ok_and(|text| text.chars().any(|c| c >= '\u{3000}'))
}

/// The length in bytes of the character at `offset`, or what is wrong with it.
fn character_at(bytes: &[u8], offset: usize, table: &Table) -> Result<usize, CharacterProblem> {
    let lead = bytes[offset];
    match lead {
        b'\n' | b'\r' | 0x20..=0x7e | 0xa1..=0xdf => Ok(1),
        0x00..=0x1f | 0x7f => Err(CharacterProblem::Control(lead)),
        0x80 | 0xa0 | 0xfd..=0xff => Err(CharacterProblem::SingleByte(lead)),
        0x81..=0x9f | 0xe0..=0xfc => match bytes.get(offset + 1) {
            None => Err(CharacterProblem::Truncated(lead)),
            Some(&trail) => {
                let code = u16::from_be_bytes([lead, trail]);
                // A second byte below 40 is a character of its own, so that a
                // broken pair does not hide it.
                if !is_trail(trail) {
                    Err(CharacterProblem::Unassigned(code))
                } else if (0xf0..=0xf9).contains(&lead) {
                    Err(CharacterProblem::Gaiji(code))
                } else if table.characters[index(lead, trail)] == UNASSIGNED {
                    Err(CharacterProblem::Unassigned(code))
                } else {
                    Ok(2)
                }
            }
        },
    }
}

fn is_trail(byte: u8) -> bool {
    matches!(byte, 0x40..=0x7e | 0x80..=0xfc)
}

/// `byte` from A1 to DF stands for U+FF61 to U+FF9F.
fn half_width_kana(byte: u8) -> char {
    char::from_u32(0xff61 + u32::from(byte) - 0xa1).unwrap_or(UNASSIGNED)
}

const UNASSIGNED: char = '\u{fffd}';

/// The two-byte codes in both directions, without the private area.
struct Table {
    characters: Vec<char>,
    codes: HashMap<char, u16>,
}

fn index(lead: u8, trail: u8) -> usize {
    (usize::from(lead) - 0x81) * 256 + usize::from(trail)
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut characters = vec![UNASSIGNED; (0xfc - 0x81 + 1) * 256];
        let mut codes = HashMap::new();
        let leads = || (0x81..=0x9f).chain(0xe0..=0xef).chain(0xfa..=0xfc);
        for lead in leads() {
            for trail in 0x40..=0xfc {
                if let Some(character) = is_trail(trail).then(|| decode_pair(lead, trail)).flatten()
                {
                    characters[index(lead, trail)] = character;
                    // Windows writes a character that has several codes with the lowest,
                    // and of the NEC selection (ED, EE) only what stands nowhere else.
                    if lead != 0xed && lead != 0xee {
                        codes
                            .entry(character)
                            .or_insert(u16::from_be_bytes([lead, trail]));
                    }
                }
            }
        }
        Table { characters, codes }
    })
}

fn decode_pair(lead: u8, trail: u8) -> Option<char> {
    let pair = [lead, trail];
    let text = encoding_rs::SHIFT_JIS.decode_without_bom_handling_and_without_replacement(&pair)?;
    let mut characters = text.chars();
    let character = characters.next()?;
    characters.next().is_none().then_some(character)
}

#[cfg(test)]
mod tests;
