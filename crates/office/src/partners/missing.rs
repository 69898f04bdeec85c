//! Whose actuals have not come: what must be here before the claims of the 10th.
//!
//! What a reader would get wrong: a partner is asked only if a plan of that month was sent
//! to it; nobody has said who else belongs to the month.

use super::{Month, read_month};
use crate::inbox::ReceivedState;
use crate::outbox::{Partner, SentState};
use crate::store::{Store, StoreError};

/// The partners, by number, to whom this office sent a plan of `month` (`"202611"`) and
/// from whom no actual of that month has come.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn missing_actuals(store: &mut Store, month: &str) -> Result<Vec<Partner>, StoreError> {
    let Month { sent, received } = read_month(store, month, true)?;
    let went_out = |state: SentState| !matches!(state, SentState::Blocked | SentState::Refused);
    let has_come = |partner: &Partner| {
        received.iter().any(|bundle| {
            let usable = bundle.state != ReceivedState::Damaged;
            usable
                && (bundle.partner.number, bundle.partner.service)
                    == (partner.number, partner.service)
        })
    };
    let mut missing: Vec<Partner> = sent
        .into_iter()
        .filter(|bundle| went_out(bundle.state) && !has_come(&bundle.partner))
        .map(|bundle| bundle.partner)
        .collect();
    missing.sort_by_key(|partner| (partner.number, partner.service));
    missing.dedup_by_key(|partner| (partner.number, partner.service));
    Ok(missing)
}
