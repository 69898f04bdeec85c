//! Codes that the operator gives to an office on paper: the enrolment code, which connects a terminal to its office, and the
//! application code (申込コード), with which an office applies.
//!
//! 35 characters of Crockford's base 32, in 7 groups of 5: 80 bits of secret, 80 bits of the SHA-256 of the hub's CA
//! certificate, 15 bits of check. Both kinds lead to the right hub before anything is told to it; the check differs, so one typed in
//! the place of the other is a typing mistake. The hub keeps the secret's state (used, expired); nothing of that is here.
//!
//! Easily got wrong: `Display` prints the secret, because printing the code is what it is for. Logs use `Debug`, which
//! prints nothing of it.

use std::{fmt, marker::PhantomData, str::FromStr};

use data_encoding::HEXLOWER;
use zeroize::Zeroizing;

use crate::{
    certificate::Trust,
    code_text::{BODY_BYTES, CHARACTERS, CodeTextError, DIGITS, read_code, write_code},
    digest::Digest,
};

const SECRET_BYTES: usize = 10;
const CA_BYTES: usize = 10;

/// What a code is for.
pub trait CodeKind {
    /// Goes into the check, so that another kind of code is none of this kind.
    const LABEL: &'static str;
}

/// The kind of [`EnrolmentCode`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Enrolment {}

impl CodeKind for Enrolment {
    const LABEL: &'static str = "tsunagu enrolment code 1";
}

/// The kind of [`ApplicationCode`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Application {}

impl CodeKind for Application {
    const LABEL: &'static str = "tsunagu application code 1";
}

/// What a person types once to connect a terminal to its office: the secret can be used once.
pub type EnrolmentCode = HubCode<Enrolment>;

/// What a person types to apply for an office: the same code serves all offices that the operator invites.
pub type ApplicationCode = HubCode<Application>;

/// A secret, wiped from memory when dropped, and the fingerprint of the CA it may be shown to.
#[derive(Clone, PartialEq, Eq)]
pub struct HubCode<K> {
    secret: Zeroizing<[u8; SECRET_BYTES]>,
    ca: CaFingerprint,
    kind: PhantomData<K>,
}

/// The part of a code that tells which hub it is for. No secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaFingerprint([u8; CA_BYTES]);

impl CaFingerprint {
    fn of(fingerprint: Digest) -> CaFingerprint {
        let mut part = [0; CA_BYTES];
        part.copy_from_slice(&fingerprint.as_bytes()[..CA_BYTES]);
        CaFingerprint(part)
    }

    /// Whether this is the CA certificate (DER) that the code was made for.
    ///
    /// The attack: somebody on the line answers in the hub's place, with a CA of their own, to learn the secret and to
    /// become the office's hub. They would need a second preimage of 80 bits of SHA-256.
    pub fn matches(&self, ca_der: &[u8]) -> bool {
        *self == CaFingerprint::of(Digest::of(ca_der))
    }
}

/// Why a text is not a code of this kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HubCodeError {
    /// Too few or too many characters, separators aside.
    #[error("a code has {CHARACTERS} characters, not {found}")]
    Length {
        /// How many there were.
        found: usize,
    },
    /// A character that no code has.
    #[error("character {number} of the code is none of {DIGITS}")]
    Character {
        /// Which, counted from 1, separators aside.
        number: usize,
    },
    /// Two characters swapped or one mistyped: 1 in 32,768 such mistakes stays unnoticed here, and then the hub
    /// refuses. Or a code of another kind.
    #[error("the code has a typing mistake")]
    Check,
}

impl<K: CodeKind> HubCode<K> {
    /// Makes the code of a secret for the hub with this CA. The secret must be random (the hub draws it).
    pub fn new(secret: [u8; SECRET_BYTES], trust: &Trust) -> HubCode<K> {
        HubCode {
            secret: Zeroizing::new(secret),
            ca: CaFingerprint::of(trust.fingerprint()),
            kind: PhantomData,
        }
    }

    /// The secret, to be shown to a hub only after [`CaFingerprint::matches`].
    pub fn secret(&self) -> &[u8; SECRET_BYTES] {
        &self.secret
    }

    /// The secret as it travels in `EnrolmentRequest` and `ApplicationRequest`.
    pub fn secret_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(HEXLOWER.encode(self.secret()))
    }

    /// Which hub it is for.
    pub fn ca(&self) -> CaFingerprint {
        self.ca
    }
}

impl<K: CodeKind> fmt::Display for HubCode<K> {
    /// Writes 7 groups of 5 characters with hyphens between them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut body = Zeroizing::new([0; BODY_BYTES]);
        body[..SECRET_BYTES].copy_from_slice(self.secret());
        body[SECRET_BYTES..].copy_from_slice(&self.ca.0);
        write_code(K::LABEL, &body, f)
    }
}

impl<K> fmt::Debug for HubCode<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HubCode(..)")
    }
}

impl<K: CodeKind> FromStr for HubCode<K> {
    type Err = HubCodeError;

    /// Reads what people type: small letters, full-width characters, missing or other separators, O for 0, I and L for 1.
    fn from_str(text: &str) -> Result<HubCode<K>, HubCodeError> {
        let bytes = read_code(K::LABEL, text).map_err(|err| match err {
            CodeTextError::Length { found } => HubCodeError::Length { found },
            CodeTextError::Character { number } => HubCodeError::Character { number },
            CodeTextError::Check => HubCodeError::Check,
        })?;
        let mut code = HubCode {
            secret: Zeroizing::new([0; SECRET_BYTES]),
            ca: CaFingerprint([0; CA_BYTES]),
            kind: PhantomData,
        };
        code.secret.copy_from_slice(&bytes[..SECRET_BYTES]);
        code.ca.0.copy_from_slice(&bytes[SECRET_BYTES..]);
        Ok(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> EnrolmentCode {
        EnrolmentCode {
            secret: Zeroizing::new(*b"0123456789"),
            ca: CaFingerprint(*b"abcdefghij"),
            kind: PhantomData,
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
        check("", "a code has 35 characters, not 0");
        check(&text[1..], "a code has 35 characters, not 34");
        check(&format!("{text}0"), "a code has 35 characters, not 36");
        check(
            &text.replacen("60R", "60U", 1),
            "character 3 of the code is none of 0123456789ABCDEFGHJKMNPQRSTVWXYZ",
        );
        check(
            &text.replacen("60R", "06R", 1),
            "the code has a typing mistake",
        );
        check(
            &text.replacen("60R", "60T", 1),
            "the code has a typing mistake",
        );
    }

    #[test]
    fn a_code_of_one_kind_is_none_of_the_other() {
        let text = example().to_string();
        assert_eq!(text.parse::<ApplicationCode>(), Err(HubCodeError::Check));
    }

    #[test]
    fn debug_shows_nothing() {
        assert_eq!(format!("{:?}", example()), "HubCode(..)");
    }
}
