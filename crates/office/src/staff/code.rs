//! The second factor: time-based one-time codes (RFC 6238) as every authenticator
//! shows them: SHA-1, 30 seconds, six digits.
//!
//! SHA-1 is right here: the code is an HMAC, which its known weakness does not
//! touch, and some authenticators ignore any other choice. A code is good for one
//! step before and after, for clocks that differ, and only once.

use aws_lc_rs::hmac;
use protocol::UtcSeconds;

/// Seconds of one step.
pub const CODE_SECONDS: i64 = 30;

/// Steps before and after the present one that are accepted.
const STEPS_AROUND: i64 = 1;

/// Bytes of a secret: as many as SHA-1 gives (RFC 4226, section 4).
pub(super) const SECRET_BYTES: usize = 20;

/// The six digits at a time.
pub fn code_at(secret: &[u8], at: UtcSeconds) -> String {
    code_of_step(secret, at.0.div_euclid(CODE_SECONDS))
}

fn code_of_step(secret: &[u8], step: i64) -> String {
    format!("{:06}", truncated(secret, step) % 1_000_000)
}

/// The dynamic truncation of RFC 4226, section 5.3.
fn truncated(secret: &[u8], step: i64) -> u32 {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let tag = tag.as_ref();
    let at = usize::from(tag[tag.len() - 1] & 0x0f);
    u32::from_be_bytes([tag[at] & 0x7f, tag[at + 1], tag[at + 2], tag[at + 3]])
}

/// The step whose code this is, if it is near `now` and later than `last_used`.
pub(super) fn step_of(
    secret: &[u8],
    typed: &str,
    last_used: Option<i64>,
    now: UtcSeconds,
) -> Option<i64> {
    let present = now.0.div_euclid(CODE_SECONDS);
    (present - STEPS_AROUND..=present + STEPS_AROUND)
        .filter(|step| last_used.is_none_or(|used| *step > used))
        // All are computed, so that the time says nothing.
        .fold(None, |found, step| {
            let fits = same(code_of_step(secret, step).as_bytes(), typed.as_bytes());
            if fits { Some(step) } else { found }
        })
}

/// Compares in a time that does not depend on where the texts differ.
pub(super) fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

/// The secret as text for typing into an authenticator: groups of four.
pub fn code_secret_text(secret: &[u8]) -> String {
    let text = data_encoding::BASE32_NOPAD.encode(secret);
    let characters: Vec<char> = text.chars().collect();
    let groups: Vec<String> = characters
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, the SHA-1 column (eight digits there).
    #[test]
    fn the_vectors_of_the_rfc_are_met() {
        let secret = b"12345678901234567890";
        for (at, code) in [
            (59, 94_287_082),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000, 65_353_130),
        ] {
            let step = i64::div_euclid(at, CODE_SECONDS);
            assert_eq!(truncated(secret, step) % 100_000_000, code, "at {at}");
            assert_eq!(
                code_at(secret, UtcSeconds(at)),
                format!("{:06}", code % 1_000_000)
            );
        }
    }

    #[test]
    fn a_code_is_good_for_a_step_around_and_once() {
        let secret = b"12345678901234567890";
        let at = UtcSeconds(1_111_111_111);
        let step = at.0 / CODE_SECONDS;
        for (shift, good) in [
            (-61, false),
            (-30, true),
            (0, true),
            (30, true),
            (61, false),
        ] {
            let code = code_at(secret, UtcSeconds(at.0 + shift));
            assert_eq!(step_of(secret, &code, None, at).is_some(), good, "{shift}");
        }
        let code = code_at(secret, at);
        assert_eq!(step_of(secret, &code, Some(step), at), None, "used before");
        assert_eq!(step_of(secret, &code, Some(step - 1), at), Some(step));
        assert_eq!(step_of(secret, "", None, at), None);
    }

    #[test]
    fn a_secret_is_typed_in_groups() {
        assert_eq!(
            code_secret_text(b"12345678901234567890"),
            "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
        );
    }
}
