//! When each terminal was heard from last.
//!
//! Kept in memory on every request, and written to the store about once an hour, so that a request costs no write.
//! Easily got wrong: after a restart the store's time stands until the terminal asks again.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use protocol::{DeviceId, UtcSeconds};

/// How often the time of a terminal is written to the store.
const WRITE_SECONDS: i64 = 60 * 60;

/// The last time of each terminal since the hub started, and when it was written.
#[derive(Debug, Default)]
pub struct Seen {
    terminals: Mutex<HashMap<DeviceId, (UtcSeconds, UtcSeconds)>>,
}

impl Seen {
    /// Notes that a terminal asked something now; tells whether this is to be written to the store.
    pub fn note(&self, device: DeviceId, now: UtcSeconds) -> bool {
        let mut terminals = self
            .terminals
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        match terminals.get_mut(&device) {
            Some((last, written)) => {
                *last = now;
                let due = now.0.saturating_sub(written.0) >= WRITE_SECONDS;
                if due {
                    *written = now;
                }
                due
            }
            None => {
                terminals.insert(device, (now, now));
                true
            }
        }
    }

    /// When a terminal asked something last since the hub started.
    pub fn last(&self, device: DeviceId) -> Option<UtcSeconds> {
        let terminals = self
            .terminals
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        terminals.get(&device).map(|(last, _)| *last)
    }
}

#[cfg(test)]
mod tests {
    use protocol::UtcMillis;

    use super::*;

    #[test]
    fn a_terminal_is_written_at_first_and_then_hourly() {
        let seen = Seen::default();
        let device = DeviceId::new(UtcMillis(1), [1; 10]);
        assert_eq!(seen.last(device), None);
        let times = [0, 10, 3_599, 3_600, 3_601, 7_200];
        let written: Vec<i64> = times
            .into_iter()
            .filter(|time| seen.note(device, UtcSeconds(*time)))
            .collect();
        assert_eq!(written, [0, 3_600, 7_200]);
        assert_eq!(seen.last(device), Some(UtcSeconds(7_200)));
    }
}
