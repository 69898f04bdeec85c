//! Enrolment codes: what a person types once to connect a terminal to its office and to the right hub.
//!
//! 35 characters of Crockford's base 32, in 7 groups of 5: 80 bits of one-time secret, 80 bits of the SHA-256 of the
//! hub's CA certificate, 15 bits of check. The hub keeps the secret's state (used, expired); nothing of that is here.
//!
//! Easily got wrong: `Display` prints the secret, because printing the code is what it is for. Logs use `Debug`, which
//! prints nothing of it.

use std::{fmt, str::FromStr};

use data_encoding::HEXLOWER;
use zeroize::Zeroizing;

use crate::{
    certificate::Trust,
    code_text::{BODY_BYTES, CHARACTERS, CodeTextError, DIGITS, read_code, write_code},
    digest::Digest,
};

const SECRET_BYTES: usize = 10;
const CA_BYTES: usize = 10;

/// Goes into the check, so that another kind of code is none of this kind.
const LABEL: &str = "tsunagu enrolment code 1";

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

impl fmt::Display for EnrolmentCode {
    /// Writes 7 groups of 5 characters with hyphens between them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut body = Zeroizing::new([0; BODY_BYTES]);
        body[..SECRET_BYTES].copy_from_slice(self.secret());
        body[SECRET_BYTES..].copy_from_slice(&self.ca);
        write_code(LABEL, &body, f)
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
        let bytes = read_code(LABEL, text).map_err(|err| match err {
            CodeTextError::Length { found } => EnrolmentCodeError::Length { found },
            CodeTextError::Character { number } => EnrolmentCodeError::Character { number },
            CodeTextError::Check => EnrolmentCodeError::Check,
        })?;
        let mut code = EnrolmentCode {
            secret: Zeroizing::new([0; SECRET_BYTES]),
            ca: [0; CA_BYTES],
        };
        code.secret.copy_from_slice(&bytes[..SECRET_BYTES]);
        code.ca.copy_from_slice(&bytes[SECRET_BYTES..]);
        Ok(code)
    }
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
