//! Licences: until when an office may send.
//!
//! One operation for each file; `standing.rs` is the one place that knows when a period follows another. Easily got wrong:
//! a hub whose settings ask for no licence looks at none, and an office whose licence ended goes on receiving: what others
//! sent to it is not lost.

mod begin;
mod choose_renewal;
mod find;
mod grant;
mod renew_due;
mod standing;

pub use begin::begin_licence;
pub use choose_renewal::{ChooseRenewalError, choose_renewal};
pub use find::{find_licence, may_send};
pub use grant::{GrantError, GrantedLicence, grant_licence};
pub use renew_due::renew_due;

/// For how long and for what fee this hub grants licences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LicenceTerms {
    /// Months of a period; 0 where no licence is asked for.
    pub months: u32,
    /// Fee of a period, in yen with tax.
    pub fee_yen: u32,
}
