//! The token that stands in every form: it proves that the form came from a page
//! that this program made for this visitor and this office.
//!
//! It is derived, not stored: an HMAC under a key that is drawn at each start and
//! never leaves memory. So a page that was open while the program was started again
//! is refused once, and nothing on disk could be stolen. What a reader would get
//! wrong: the number in front of the token only tells which office the page was
//! made for, to explain a refusal; the proof covers it, but nothing relies on it.

use aws_lc_rs::hmac;
use protocol::OfficeNumber;

/// Makes and judges tokens.
pub(crate) struct FormTokens {
    key: hmac::Key,
}

impl FormTokens {
    /// With a new key: 256 bits, so no token can be guessed.
    pub(crate) fn draw() -> FormTokens {
        let key: [u8; 32] = crate::random::random_bytes();
        FormTokens {
            key: hmac::Key::new(hmac::HMAC_SHA256, &key),
        }
    }

    /// The token for the forms of `office`, shown to the visitor with `session`: the
    /// hash of the session's id, or nothing where nobody is logged in.
    pub(crate) fn of(&self, office: OfficeNumber, session: &[u8]) -> FormToken {
        let mut message = office.as_str().as_bytes().to_vec();
        message.push(b'.');
        message.extend_from_slice(session);
        let tag = hmac::sign(&self.key, &message);
        FormToken {
            text: format!("{office}.{}", data_encoding::HEXLOWER.encode(tag.as_ref())),
        }
    }

    /// The token for the form of the first setup, when there is no office yet.
    pub(crate) fn of_first_start(&self) -> FormToken {
        let tag = hmac::sign(&self.key, b"first start");
        FormToken {
            text: data_encoding::HEXLOWER.encode(tag.as_ref()),
        }
    }
}

/// The token of one visitor's forms at one office.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct FormToken {
    text: String,
}

impl FormToken {
    /// The text for the hidden field.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether a form carries this token. Takes the same time wherever the
    /// first difference lies, so that the token cannot be found piece by piece.
    pub(crate) fn fits(&self, given: &str) -> bool {
        let (own, given) = (self.text.as_bytes(), given.as_bytes());
        own.len() == given.len() && own.iter().zip(given).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
    }
}

/// Hidden from logs.
impl std::fmt::Debug for FormToken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("FormToken")
    }
}

/// The office for which a token says it was made.
pub(crate) fn office_named_in(token: &str) -> Option<&str> {
    token.split_once('.').map(|(office, _)| office)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_fits_one_program_one_office_and_one_session_only() {
        let tokens = FormTokens::draw();
        let [one, other] = ["1370200015", "1370300021"].map(|text| text.parse().unwrap());
        let token = tokens.of(one, b"session");
        assert!(token.fits(token.as_str()));
        assert!(token.fits(tokens.of(one, b"session").as_str()));
        assert_eq!(office_named_in(token.as_str()), Some("1370200015"));
        for foreign in [
            tokens.of(other, b"session"),
            tokens.of(one, b"another"),
            tokens.of(one, b""),
            FormTokens::draw().of(one, b"session"),
        ] {
            assert!(!token.fits(foreign.as_str()));
        }
        assert!(!token.fits(""));
        assert!(!token.fits(&token.as_str()[..token.as_str().len() - 1]));
    }
}
