//! Random numbers from the operating system's generator: ids and jitter.
//!
//! Keys and nonces are drawn in `protocol`, never here.

use protocol::{EntryId, UtcMillis};

/// Fresh random bytes.
pub(crate) fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    aws_lc_rs::rand::fill(&mut bytes).expect("the operating system has random bytes");
    bytes
}

/// A fresh id of an entry of the journal. It carries no time: entries have one of their own.
pub(crate) fn new_entry_id() -> EntryId {
    EntryId::new(UtcMillis(0), random_bytes())
}

/// A random number from 0 to 1, to spread attempts in time.
pub(crate) fn jitter() -> f64 {
    f64::from(u32::from_le_bytes(random_bytes())) / f64::from(u32::MAX)
}
