//! SHA-256 digests (FIPS 180-4), whole or piece by piece.
//!
//! Not keyed and not salted: whoever knows the bytes can compute the digest, so a digest of something guessable (a
//! name, an insured number) must never leave the sealed part. Easily got wrong: the digest of a header is that of the
//! signed DER bytes.

use std::{fmt, str::FromStr};

use aws_lc_rs::digest::{Context, SHA256, digest};
use data_encoding::HEXLOWER;

use crate::text_form::text_form;

/// A SHA-256 digest. As text and in JSON: 64 hexadecimal digits in lower case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

/// Computes a [`Digest`] of bytes that arrive in pieces.
#[derive(Clone)]
pub struct DigestBuilder(Context);

/// Why a text is not a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a digest has 64 hexadecimal digits in lower case")]
pub struct DigestError;

impl Digest {
    /// The digest of these bytes.
    pub fn of(bytes: &[u8]) -> Digest {
        Digest::from_output(digest(&SHA256, bytes))
    }

    /// The 32 bytes of the digest.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Takes 32 bytes that are a digest already, such as [`Digest::as_bytes`] gave.
    pub fn from_bytes(bytes: [u8; 32]) -> Digest {
        Digest(bytes)
    }

    fn from_output(output: aws_lc_rs::digest::Digest) -> Digest {
        Digest(output.as_ref().try_into().expect("SHA-256 gives 32 bytes"))
    }
}

impl DigestBuilder {
    /// Starts with no bytes.
    pub fn new() -> DigestBuilder {
        DigestBuilder(Context::new(&SHA256))
    }

    /// Adds the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all bytes added.
    pub fn finish(self) -> Digest {
        Digest::from_output(self.0.finish())
    }
}

impl Default for DigestBuilder {
    fn default() -> DigestBuilder {
        DigestBuilder::new()
    }
}

impl FromStr for Digest {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Digest, DigestError> {
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| DigestError)?;
        bytes.try_into().map(Digest).map_err(|_| DigestError)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl fmt::Debug for DigestBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DigestBuilder")
    }
}

text_form!(Digest);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_sha_256() {
        // The example of FIPS 180-4's companion page, "abc".
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Digest::of(b"abc").to_string(), expected);
        let mut builder = DigestBuilder::new();
        builder.update(b"a");
        builder.update(b"");
        builder.update(b"bc");
        assert_eq!(builder.finish().to_string(), expected);
        assert_eq!(expected.parse(), Ok(Digest::of(b"abc")));
    }

    #[test]
    fn other_spellings_are_refused() {
        let good = Digest::of(b"").to_string();
        for text in ["", &good[1..], &good.to_uppercase(), &format!("{good}00")] {
            assert_eq!(text.parse::<Digest>(), Err(DigestError), "{text}");
        }
    }
}
