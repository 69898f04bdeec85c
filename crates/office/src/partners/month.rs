//! What was exchanged with each partner about one month, for the board.
//!
//! An office that makes care plans sends plans and receives actuals; an office that
//! provides services the other way round. Corrections and repeats are bundles of
//! their own here. What a reader would get wrong: deletions and withdrawn bundles do
//! not count as sent or received.

use protocol::{BundleId, UtcSeconds};

use crate::inbox::{ReceivedId, ReceivedState};
use crate::outbox::{Partner, SentState};
use crate::store::{Store, StoreError, board};

/// The file sets with the planned month of a client.
const PLANS: [&str; 2] = ["K2", "Y4"];

/// The file sets with what was given.
const ACTUALS: [&str; 2] = ["K5", "Y8"];

/// A bundle of this office about the month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthSent {
    /// Its id.
    pub id: BundleId,
    /// To whom.
    pub partner: Partner,
    /// How far it got.
    pub state: SentState,
    /// When it was handed over for sending.
    pub queued: Option<UtcSeconds>,
}

/// A bundle of a partner about the month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthReceived {
    /// Its key.
    pub id: ReceivedId,
    /// From whom.
    pub partner: Partner,
    /// How far it got.
    pub state: ReceivedState,
}

/// All bundles of one month that the board shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Month {
    /// Plans of an office that makes them, actuals of one that gives services.
    pub sent: Vec<MonthSent>,
    /// The other side's answer, or request.
    pub received: Vec<MonthReceived>,
}

/// What was exchanged about `month` (`"202612"`); `sends_plans` tells which side this
/// office is on. Reads only rows of that month.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn read_month(store: &mut Store, month: &str, sends_plans: bool) -> Result<Month, StoreError> {
    let (out, back) = if sends_plans {
        (PLANS, ACTUALS)
    } else {
        (ACTUALS, PLANS)
    };
    store.read(|tx| {
        Ok(Month {
            sent: board::sent(tx, month, out)?,
            received: board::received(tx, month, back)?,
        })
    })
}
