//! Text with characters outside MS932 to text that MS932 has, and what was replaced.
//!
//! Only rows of [`super::table`] and of the office's own table are used. Text is never normalised as a whole:
//! that would change 211 characters of MS932 itself, among them those in people's names.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use super::table::{KANJI, Reason, SIGNS};
use crate::encoding;

/// A character that was replaced, kept for the report.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Replacement {
    /// What stood there; a 外字 is shown as `<F040>`.
    pub character: String,
    /// What stands there now; empty when the character was dropped.
    pub form: String,
    /// Why one stands for the other.
    pub reason: Reason,
}

/// The office's own forms, above all for 外字, which mean something on its own machines only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnForms {
    forms: BTreeMap<char, String>,
}

/// Text after replacing.
#[derive(Debug, Default)]
pub(super) struct Permitted {
    /// The text; what has no form stands in it unchanged, or as `<F040>`.
    pub(super) text: String,
    pub(super) replacements: Vec<Replacement>,
    /// What has no form, as shown to people.
    pub(super) missing: Vec<String>,
}

impl OwnForms {
    /// Reads a table of lines `F040 吉` or `𩸽 ほっけ`: a code of the 外字 area in hexadecimal or the character
    /// itself, white space, what to write. Empty lines and lines from `#` on are passed over.
    ///
    /// # Errors
    ///
    /// The number, from 1, of the first line that says nothing, or whose form MS932 lacks or has a comma or quote.
    pub fn parse(text: &str) -> Result<OwnForms, usize> {
        let mut forms = BTreeMap::new();
        for (line, number) in text.trim_start_matches('\u{feff}').lines().zip(1..) {
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            let (from, to) = line.split_once(char::is_whitespace).ok_or(number)?;
            let to = to.trim();
            let character = own_character(from).ok_or(number)?;
            let breaks = |c: char| c.is_control() || matches!(c, ',' | '"');
            if to.contains(breaks) || encoding::encode(to).is_err() {
                return Err(number);
            }
            forms.insert(character, to.to_string());
        }
        Ok(OwnForms { forms })
    }
}

fn own_character(from: &str) -> Option<char> {
    let mut characters = from.chars();
    match (characters.next(), characters.next()) {
        (Some(character), None) => Some(character),
        _ => u16::from_str_radix(from, 16).ok().and_then(gaiji_character),
    }
}

/// The private character that Windows has for a code of the 外字 area, F040 to F9FC.
fn gaiji_character(code: u16) -> Option<char> {
    let [lead, trail] = code.to_be_bytes();
    if !(0xf0..=0xf9).contains(&lead) || !matches!(trail, 0x40..=0x7e | 0x80..=0xfc) {
        return None;
    }
    let index = u32::from(trail) - 0x40 - u32::from(trail > 0x7f);
    char::from_u32(0xe000 + u32::from(lead - 0xf0) * 188 + index)
}

/// A private character as people know it: `<F040>`.
fn shown(character: char) -> String {
    let code = u32::from(character);
    if !(0xe000..0xe000 + 1880).contains(&code) {
        return character.to_string();
    }
    let (lead, index) = ((code - 0xe000) / 188, (code - 0xe000) % 188);
    let trail = 0x40 + index + u32::from(index >= 0x3f);
    format!("<{:02X}{trail:02X}>", 0xf0 + lead)
}

/// A text of a repair as people can read it: 外字, which have no glyph, as `<F040>`.
pub fn readable(text: &str) -> String {
    text.chars().map(shown).collect()
}

/// The text of MS932 `bytes`, 外字 as private characters; `None` with anything else that is not allowed.
pub(super) fn decode_with_gaiji(bytes: &[u8]) -> Option<String> {
    let (mut text, mut rest) = (String::new(), bytes);
    while let Some(bad) = encoding::find_bad_character(rest) {
        let encoding::CharacterProblem::Gaiji(code) = bad.problem else {
            return None;
        };
        text.push_str(&encoding::decode_lossy(&rest[..bad.offset]));
        text.push(gaiji_character(code)?);
        rest = &rest[bad.offset + 2..];
    }
    Some(text + &encoding::decode_lossy(rest))
}

/// Replaces what MS932 lacks in `text`.
pub(super) fn permit(text: &str, own: &OwnForms) -> Permitted {
    let mut permitted = Permitted::default();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if let Some(whole) = characters.peek().and_then(|&mark| compose(character, mark)) {
            let mark = characters.next().unwrap_or_default();
            permitted.text.push(whole);
            permitted.replacements.push(Replacement {
                character: format!("{character}{mark}"),
                form: whole.to_string(),
                reason: Reason::Composed,
            });
        } else if is_in_ms932(character) {
            permitted.text.push(character);
        } else if let Some((form, reason)) = form_of(character, own) {
            permitted.text.push_str(&form);
            permitted.replacements.push(Replacement {
                character: shown(character),
                form,
                reason,
            });
        } else {
            permitted.text.push_str(&shown(character));
            permitted.missing.push(shown(character));
        }
    }
    permitted
}

pub(super) fn is_in_ms932(character: char) -> bool {
    let mut buffer = [0; 4];
    character.is_ascii() || encoding::encode(character.encode_utf8(&mut buffer)).is_ok()
}

fn form_of(character: char, own: &OwnForms) -> Option<(String, Reason)> {
    if let Some(form) = own.forms.get(&character) {
        return Some((form.clone(), Reason::Own));
    }
    if let Some(same) = encoding::permitted_form(character) {
        return Some((same.to_string(), Reason::SameSign));
    }
    if matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}') {
        return Some((String::new(), Reason::Selector));
    }
    let (form, reason) = rows().get(&character)?;
    Some((form.clone(), *reason))
}

/// All rows of the table by character.
pub(super) fn rows() -> &'static HashMap<char, (String, Reason)> {
    static ROWS: OnceLock<HashMap<char, (String, Reason)>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let pairs = KANJI.iter().flat_map(|(reason, pairs)| {
            pairs.split(' ').filter_map(|pair| {
                let mut pair = pair.chars();
                Some((pair.next()?, (pair.collect::<String>(), *reason)))
            })
        });
        let signs = SIGNS
            .iter()
            .map(|&(from, to, reason)| (from, (to.to_string(), reason)));
        pairs.chain(signs).collect()
    })
}

/// Kana and a sound mark apart as one kana: か and U+3099 as が, は and U+309A as ぱ.
fn compose(kana: char, mark: char) -> Option<char> {
    let step = match mark {
        '\u{3099}' => 1,
        '\u{309a}' => 2,
        _ => return None,
    };
    let voiced = "かきくけこさしすせそたちつてとはひふへほカキクケコサシスセソタチツテトハヒフヘホ";
    let half_voiced = "はひふへほハヒフヘホ";
    match kana {
        'ウ' | 'う' if step == 1 => Some('ヴ'),
        _ if step == 1 && voiced.contains(kana) || step == 2 && half_voiced.contains(kana) => {
            char::from_u32(u32::from(kana) + step)
        }
        _ => None,
    }
}
