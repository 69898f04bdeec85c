//! Enrolment codes: what a person types once to connect a terminal to its office and to the right hub.
//!
//! 35 characters of Crockford's base 32, in 7 groups of 5: 80 bits of one-time secret, 80 bits of the SHA-256 of the
//! hub's CA certificate, 15 bits of check. The hub keeps the secret's state (used, expired); nothing of that is here.
//!
//! Easily got wrong: `Display` prints the secret, because printing the code is what it is for. Logs use `Debug`, which
//! prints nothing of it.

use std::{fmt, str::FromStr};

use data_encoding::{Encoding, HEXLOWER, Specification};
use std::sync::LazyLock;
use zeroize::Zeroizing;

use crate::{certificate::Trust, digest::Digest};

/// Characters in a code. 175 bits at 5 bits each.
const CHARACTERS: usize = 35;
/// Characters in a group: as many as people keep in mind while they type.
const GROUP_CHARACTERS: usize = 5;
const SECRET_BYTES: usize = 10;
const CA_BYTES: usize = 10;
/// 20 bytes are 160 bits, 32 characters; the check takes the last 3.
const BODY_CHARACTERS: usize = 32;

/// Crockford's digits: without I, L, O and U, which look like 1, 1, 0 and V.
const DIGITS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static BASE32: LazyLock<Encoding> = LazyLock::new(|| {
    let mut specification = Specification::new();
    specification.symbols.push_str(DIGITS);
    specification
        .encoding()
        .expect("32 different ASCII characters are an encoding")
});

/// A one-time secret, wiped from memory when dropped, and the fingerprint of the CA it may be shown to.
#[derive(Clone, PartialEq, Eq)]
pub struct EnrolmentCode {
    secret: Zeroizing<[u8; SECRET_BYTES]>,
    ca: [u8; CA_BYTES],
}

/// Why a text is not an enrolment code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnrolmentCodeError {
    /// Too few or too many characters, separators aside.
    #[error("an enrolment code has {CHARACTERS} characters, not {found}")]
    Length {
        /// How many there were.
        found: usize,
    },
    /// A character that no code has.
    #[error("character {number} of the enrolment code is none of {DIGITS}")]
    Character {
        /// Which, counted from 1, separators aside.
        number: usize,
    },
    /// Two characters swapped or one mistyped: 1 in 32,768 such mistakes stays unnoticed here, and then the hub
    /// refuses.
    #[error("the enrolment code has a typing mistake")]
    Check,
}

impl EnrolmentCode {
    /// Makes the code of a secret for the hub with this CA. The secret must be random (the hub draws it).
    pub fn new(secret: [u8; SECRET_BYTES], trust: &Trust) -> EnrolmentCode {
        EnrolmentCode {
            secret: Zeroizing::new(secret),
            ca: ca_part(trust.fingerprint()),
        }
    }

    /// The one-time secret, to be shown to a hub only after [`EnrolmentCode::matches`].
    pub fn secret(&self) -> &[u8; SECRET_BYTES] {
        &self.secret
    }

    /// The one-time secret as it travels in `EnrolmentRequest`.
    pub fn secret_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(HEXLOWER.encode(self.secret()))
    }

    /// Whether this is the CA certificate (DER) that the code was made for.
    ///
    /// The attack: somebody on the line answers in the hub's place, with a CA of their own, to learn the secret and to
    /// become the office's hub. They would need a second preimage of 80 bits of SHA-256.
    pub fn matches(&self, ca_der: &[u8]) -> bool {
        self.ca == ca_part(Digest::of(ca_der))
    }
}

fn ca_part(fingerprint: Digest) -> [u8; CA_BYTES] {
    let mut part = [0; CA_BYTES];
    part.copy_from_slice(&fingerprint.as_bytes()[..CA_BYTES]);
    part
}

/// The first 15 bits of SHA-256 over a fixed text and the body, as three characters.
fn check_characters(body: &[u8; SECRET_BYTES + CA_BYTES]) -> String {
    let mut bytes = Zeroizing::new(b"tsunagu enrolment code 1".to_vec());
    bytes.extend_from_slice(body);
    // 2 bytes are 16 bits; the encoder pads to 20 bits, and the first 3 characters are the first 15 of them.
    let digest = Digest::of(&bytes);
    let mut characters = BASE32.encode(&digest.as_bytes()[..5]);
    characters.truncate(CHARACTERS - BODY_CHARACTERS);
    characters
}

impl fmt::Display for EnrolmentCode {
    /// Writes 7 groups of 5 characters with hyphens between them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut body = Zeroizing::new([0; SECRET_BYTES + CA_BYTES]);
        body[..SECRET_BYTES].copy_from_slice(self.secret());
        body[SECRET_BYTES..].copy_from_slice(&self.ca);
        let mut text = Zeroizing::new(BASE32.encode(&*body));
        text.push_str(&check_characters(&body));
        for (index, character) in text.char_indices() {
            if index > 0 && index % GROUP_CHARACTERS == 0 {
                f.write_str("-")?;
            }
            fmt::Write::write_char(f, character)?;
        }
        Ok(())
    }
}

impl fmt::Debug for EnrolmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EnrolmentCode(..)")
    }
}

impl FromStr for EnrolmentCode {
    type Err = EnrolmentCodeError;

    /// Reads what people type: small letters, full-width characters, missing or other separators, O for 0, I and L for 1.
    fn from_str(text: &str) -> Result<EnrolmentCode, EnrolmentCodeError> {
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
                return Err(EnrolmentCodeError::Character { number: index + 1 });
            }
            typed.push(digit);
        }
        if typed.len() != CHARACTERS {
            return Err(EnrolmentCodeError::Length { found: typed.len() });
        }
        let (body, check) = typed.split_at(BODY_CHARACTERS);
        let bytes = Zeroizing::new(
            BASE32
                .decode(body.as_bytes())
                .map_err(|_| EnrolmentCodeError::Check)?,
        );
        let bytes: &[u8; SECRET_BYTES + CA_BYTES] = bytes
            .as_slice()
            .try_into()
            .map_err(|_| EnrolmentCodeError::Check)?;
        if check_characters(bytes) != check {
            return Err(EnrolmentCodeError::Check);
        }
        let mut code = EnrolmentCode {
            secret: Zeroizing::new([0; SECRET_BYTES]),
            ca: [0; CA_BYTES],
        };
        code.secret.copy_from_slice(&bytes[..SECRET_BYTES]);
        code.ca.copy_from_slice(&bytes[SECRET_BYTES..]);
        Ok(code)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> EnrolmentCode {
        EnrolmentCode {
            secret: Zeroizing::new(*b"0123456789"),
            ca: *b"abcdefghij",
        }
    }

    #[test]
    fn a_code_reads_back_however_it_is_typed() {
        let text = example().to_string();
        assert_eq!(text, "60RK4-CSM6M-V3EE1-SC5H6-6S35C-SKPGT-BACP7");
        let wide: String = text
            .chars()
            .map(|c| char::from_u32(c as u32 + 0xfee0).unwrap())
            .collect();
        for typed in [
            text.clone(),
            text.to_lowercase(),
            text.replace('-', ""),
            text.replace('-', " "),
            text.replace('-', "ー"),
            text.replace('0', "O").replace('1', "l"),
            text.replace('1', "I"),
            format!("\u{3000}{wide}\n"),
        ] {
            assert_eq!(typed.parse(), Ok(example()), "{typed}");
        }
    }

    #[test]
    fn mistakes_are_told_apart() {
        let text = example().to_string();
        let check = |typed: &str, expected: &str| {
            assert_eq!(
                typed.parse::<EnrolmentCode>().unwrap_err().to_string(),
                expected,
                "{typed}"
            );
        };
        check("", "an enrolment code has 35 characters, not 0");
        check(&text[1..], "an enrolment code has 35 characters, not 34");
        check(
            &format!("{text}0"),
            "an enrolment code has 35 characters, not 36",
        );
        check(
            &text.replacen("60R", "60U", 1),
            "character 3 of the enrolment code is none of 0123456789ABCDEFGHJKMNPQRSTVWXYZ",
        );
        check(
            &text.replacen("60R", "06R", 1),
            "the enrolment code has a typing mistake",
        );
        check(
            &text.replacen("60R", "60T", 1),
            "the enrolment code has a typing mistake",
        );
    }

    #[test]
    fn debug_shows_nothing() {
        assert_eq!(format!("{:?}", example()), "EnrolmentCode(..)");
    }
}
