//! The JSON bodies of licences: until when an office may send.
//!
//! Easily got wrong: an end is the first second that is not part of the licence any more, so its last day in Japan is the
//! day of the second before.

use serde::{Deserialize, Serialize};

use crate::time::UtcSeconds;

/// How the caller's licence stands: `GET /v1/licence`, and the answer to `PUT /v1/licence/renewal`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenceReply {
    /// Nothing where the hub asks for no licence.
    pub licence: Option<Licence>,
}

/// The period in force, or the last one if it has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Licence {
    /// When the period began.
    pub began_at: UtcSeconds,
    /// When it ends.
    pub ends_at: UtcSeconds,
    /// Whether another period follows by itself.
    pub renews: bool,
    /// What this period costs, in yen with tax.
    pub fee_yen: u32,
    /// Months of the next period.
    pub next_months: u32,
    /// What the next period would cost, in yen with tax.
    pub next_fee_yen: u32,
}

impl Licence {
    /// Whether the office may send: a licence that renews by itself never ends.
    pub fn holds(&self, now: UtcSeconds) -> bool {
        self.renews || now < self.ends_at
    }
}

/// Switches the renewal on or off: `PUT /v1/licence/renewal`.
///
/// Switched on after the licence has ended, it begins a new period at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LicenceRenewalRequest {
    /// Whether another period is to follow by itself.
    pub renews: bool,
}
