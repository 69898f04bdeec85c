//! Counting wrong enrolment codes, so that nobody can try many.
//!
//! A code has 80 random bits, so guessing is hopeless anyway; this keeps guessers from costing the hub work. Only wrong
//! codes count. Easily got wrong: many offices may share one address (a municipality's network), so the limit is for
//! wrong codes, never for enrolments.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

use protocol::UtcSeconds;

const WINDOW_SECONDS: i64 = 60;

/// Addresses remembered at the same time; with more, everybody waits for the next minute.
const ADDRESSES_MAX: usize = 10_000;

/// Wrong codes in the current minute, by address.
#[derive(Debug)]
pub struct Attempts {
    wrong_max: u32,
    window: Mutex<Window>,
}

#[derive(Debug)]
struct Window {
    begun: UtcSeconds,
    wrong: HashMap<IpAddr, u32>,
}

impl Attempts {
    /// Allows `wrong_max` wrong codes in a minute.
    pub fn new(wrong_max: u32) -> Attempts {
        let window = Window {
            begun: UtcSeconds(i64::MIN),
            wrong: HashMap::new(),
        };
        Attempts {
            wrong_max,
            window: Mutex::new(window),
        }
    }

    /// Whether `address` may try now.
    pub fn may_try(&self, address: IpAddr, now: UtcSeconds) -> bool {
        let window = self.current(now);
        let wrong = window.wrong.get(&address).copied();
        wrong.map_or(window.wrong.len() < ADDRESSES_MAX, |wrong| {
            wrong < self.wrong_max
        })
    }

    /// Counts a wrong code.
    pub fn count_wrong(&self, address: IpAddr, now: UtcSeconds) {
        *self.current(now).wrong.entry(address).or_default() += 1;
    }

    fn current(&self, now: UtcSeconds) -> std::sync::MutexGuard<'_, Window> {
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        // Also begins anew when the clock was set back.
        if now.0.saturating_sub(window.begun.0) >= WINDOW_SECONDS || now < window.begun {
            window.begun = now;
            window.wrong.clear();
        }
        window
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_codes_are_limited_for_each_address_and_minute() {
        let attempts = Attempts::new(2);
        let (here, there): (IpAddr, IpAddr) =
            ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        let at = UtcSeconds;
        attempts.count_wrong(here, at(100));
        assert!(attempts.may_try(here, at(100)));
        attempts.count_wrong(here, at(100));
        assert!(!attempts.may_try(here, at(159)));
        assert!(attempts.may_try(there, at(159)));
        assert!(attempts.may_try(here, at(160)));
    }

    #[test]
    fn a_clock_set_back_does_not_lock_anybody_out() {
        let attempts = Attempts::new(1);
        let here: IpAddr = "::1".parse().unwrap();
        attempts.count_wrong(here, UtcSeconds(1_000));
        assert!(!attempts.may_try(here, UtcSeconds(1_000)));
        assert!(attempts.may_try(here, UtcSeconds(10)));
    }
}
