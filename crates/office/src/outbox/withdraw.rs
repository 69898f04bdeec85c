//! Withdrawing: taking back what nobody has opened yet.
//!
//! A bundle that never left is withdrawn at once. For any other the wish is stored
//! and the program asks the hub; if it is unknown whether the hub has the bundle,
//! the program first finds out by sending it again, so that a late request cannot
//! deliver what was withdrawn.

use protocol::{BundleId, UtcSeconds};

use rusqlite::Transaction;

use super::SentState;
use crate::error_code::ErrorCode;
use crate::journal::kind;
use crate::store::{Store, StoreError, journal, sent};

/// What became of the wish to withdraw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithdrawOutcome {
    /// It is withdrawn; it never left or was withdrawn before.
    Withdrawn,
    /// The hub will be asked; the answer shows in the bundle's state.
    Asked,
}

/// Withdraws the sent bundle `id`.
///
/// # Errors
///
/// [`WithdrawError`], in the order of its checks.
pub fn withdraw_bundle(
    store: &mut Store,
    id: BundleId,
    now: UtcSeconds,
) -> Result<WithdrawOutcome, WithdrawError> {
    store.write(|tx| withdraw_in(tx, id, now))
}

/// As [`withdraw_bundle`], inside a transaction.
pub(crate) fn withdraw_in(
    tx: &Transaction<'_>,
    id: BundleId,
    now: UtcSeconds,
) -> Result<WithdrawOutcome, WithdrawError> {
    let Some(bundle) = sent::find_pending(tx, id)? else {
        return Err(WithdrawError::NotFound { id });
    };
    match bundle.state {
        SentState::Draft | SentState::Refused => Err(WithdrawError::WrongState {
            id,
            state: bundle.state,
        }),
        SentState::Opened => Err(WithdrawError::AlreadyOpened { id }),
        SentState::Withdrawn => Ok(WithdrawOutcome::Withdrawn),
        // Only the terminal that sends it knows whether it left.
        SentState::Waiting | SentState::Blocked if !sent::is_own(tx, id)? => {
            sent::ask_withdrawal_elsewhere(tx, id, now)?;
            journal::tell_bundle(tx, kind::BUNDLE_WITHDRAW, id, now)?;
            Ok(WithdrawOutcome::Asked)
        }
        SentState::Waiting | SentState::Blocked if bundle.attempts == 0 => {
            sent::set_state(tx, id, SentState::Withdrawn, None, None)?;
            sent::set_step_time(tx, id, protocol::ReceiptKind::Withdrawn, now)?;
            journal::tell_bundle(tx, kind::BUNDLE_WITHDRAWN, id, now)?;
            Ok(WithdrawOutcome::Withdrawn)
        }
        SentState::Waiting
        | SentState::Blocked
        | SentState::Accepted
        | SentState::Fetched
        | SentState::Imported => {
            sent::ask_withdrawal(tx, id, now)?;
            Ok(WithdrawOutcome::Asked)
        }
    }
}

/// Why a bundle was not withdrawn.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// There is no such bundle.
    #[error("there is no sent bundle {id}")]
    NotFound {
        /// The id that was asked for.
        id: BundleId,
    },
    /// Drafts are discarded, and refused bundles never reached anyone.
    #[error("bundle {id} is {} and cannot be withdrawn", state.as_str())]
    WrongState {
        /// The bundle.
        id: BundleId,
        /// How far it got.
        state: SentState,
    },
    /// A person at the partner has seen it.
    #[error("bundle {id} was opened by the partner")]
    AlreadyOpened {
        /// The bundle.
        id: BundleId,
    },
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&WithdrawError> for ErrorCode {
    fn from(err: &WithdrawError) -> ErrorCode {
        match err {
            WithdrawError::NotFound { .. } => ErrorCode::SentNotFound,
            WithdrawError::WrongState { .. } => ErrorCode::NotWithdrawable,
            WithdrawError::AlreadyOpened { .. } => ErrorCode::AlreadyOpened,
            WithdrawError::Store(err) => ErrorCode::from(err),
        }
    }
}
