//! When the program tries again: the one place that decides it.
//!
//! Pure: the caller brings the time and the random number. What is repeated is
//! repeated unchanged and for as long as no answer is known; there is no "given up",
//! because the person believes the bundle to be on its way.

use protocol::UtcSeconds;

/// The delay after the first attempt: long enough for a router to come back, short
/// enough that a person who watches sees it happen.
const ATTEMPT_DELAY_SECONDS_FIRST: u32 = 5;

/// The longest delay, 15 minutes: after a night without network the plans must be
/// out soon after the office opens.
pub const ATTEMPT_DELAY_SECONDS_MAX: u32 = 15 * 60;

/// How often something was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempts {
    /// Attempts begun so far, the one that is just beginning included.
    pub made: u32,
}

/// The time of the next attempt.
///
/// The delay doubles from 5 seconds to 15 minutes. `jitter`, from 0 to 1, moves it
/// between its half and its full length, so that 36,000 offices do not come back in
/// the same second after an outage.
pub fn next_attempt(attempts: Attempts, now: UtcSeconds, jitter: f64) -> UtcSeconds {
    let doublings = attempts.made.saturating_sub(1).min(16);
    let full = ATTEMPT_DELAY_SECONDS_FIRST
        .saturating_mul(1 << doublings)
        .min(ATTEMPT_DELAY_SECONDS_MAX);
    let half = f64::from(full) / 2.0;
    let delay = half + half * jitter.clamp(0.0, 1.0);
    // At most 900, so the conversion is exact.
    UtcSeconds(now.0.saturating_add(delay.ceil() as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_up_to_a_quarter_of_an_hour() {
        let delays = |jitter: f64| -> Vec<i64> {
            [0, 1, 2, 3, 7, 8, 9, 10, 1000, u32::MAX]
                .map(|made| next_attempt(Attempts { made }, UtcSeconds(0), jitter).0)
                .to_vec()
        };
        assert_eq!(delays(1.0), [5, 5, 10, 20, 320, 640, 900, 900, 900, 900]);
        assert_eq!(delays(0.0), [3, 3, 5, 10, 160, 320, 450, 450, 450, 450]);
        assert_eq!(delays(f64::MAX), delays(1.0));
    }

    #[test]
    fn the_next_attempt_is_always_later() {
        let now = UtcSeconds(1_800_000_000);
        for made in 0..40 {
            for jitter in [0.0, 0.3, 1.0] {
                assert!(next_attempt(Attempts { made }, now, jitter) > now);
            }
        }
    }
}
