//! The system's clock, read here and nowhere else in the library.
//!
//! Tests bring a clock of their own. Easily got wrong: this is the wall clock, which an administrator may set back; do
//! not measure durations with it.

use std::sync::Arc;

use jiff::Timestamp;
use protocol::UtcSeconds;

use crate::hub::Clock;

/// The time now.
pub fn now() -> UtcSeconds {
    UtcSeconds(Timestamp::now().as_second())
}

/// The system's clock, for a hub that runs for real.
pub fn system_clock() -> Clock {
    Arc::new(now)
}
