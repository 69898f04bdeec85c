//! Sending what is due: attempts, and what the hub's answers mean.
//!
//! No network here: `sync.rs` carries an [`Attempt`] to the hub and brings back an
//! [`Answer`]. An attempt is counted before it is made. A bundle counts as accepted
//! only when the hub's receipt was verified and names exactly our bytes; until then
//! the same bytes are sent again.

use protocol::certificate::{SignerCertificate, Trust};
use protocol::message::{BundleState, OutboxEntry, OutboxPage, decode_signed};
use protocol::receipt::verify_receipt;
use protocol::{Address, BundleId, Digest, ErrorCode as HubCode, Receipt, ReceiptKind, UtcSeconds};

use super::retry::{Attempts, next_attempt};
use super::{ReceiptRow, SentState};
use crate::error_code::ErrorCode;
use crate::journal::verify_line;
use crate::store::settings::{Feed, forget_cursor, save_cursor};
use crate::store::{Store, StoreError, journal, partners, receipts, sendings, sent};

/// Bundles looked at in one pass.
const BUNDLES_PER_PASS_MAX: u32 = 1000;

/// One request that must be made now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attempt {
    /// Send these bytes under this id.
    Send {
        /// The bundle.
        id: BundleId,
        /// The signed header.
        signed_header: Vec<u8>,
        /// The sealed part.
        sealed: Vec<u8>,
    },
    /// Ask the hub to withdraw the bundle.
    Withdraw {
        /// The bundle.
        id: BundleId,
    },
}

/// What the hub said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Done; this is the hub's signed receipt.
    Done {
        /// The signed receipt, DER.
        receipt: Vec<u8>,
    },
    /// The hub refused, with its code.
    Problem {
        /// `HUB-…`, possibly of a newer hub.
        code: String,
    },
    /// It is unknown whether the hub has acted.
    None {
        /// Why: not reached, too slow, answer unclear.
        code: ErrorCode,
    },
}

/// What an answer changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applied {
    /// The hub has the bundle, proven by its receipt.
    Accepted,
    /// The bundle is withdrawn.
    Withdrawn,
    /// It goes no further; the code says why.
    Refused {
        /// The code.
        code: String,
    },
    /// It is tried again by itself.
    TryAgain {
        /// The code.
        code: String,
    },
}

/// Bundles with something to do now, oldest first.
///
/// Sealed bundles that were never tried and whose partner's certificate changed
/// meanwhile are blocked instead.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn due_bundles(store: &mut Store, now: UtcSeconds) -> Result<Vec<BundleId>, StoreError> {
    store.write(|tx| {
        let mut ids = Vec::new();
        for pending in sent::due(tx, now, BUNDLES_PER_PASS_MAX)? {
            let changed = partners::find(tx, pending.to.office)?
                .is_some_and(|partner| partner.offered.is_some());
            if changed && pending.attempts == 0 {
                let code = ErrorCode::PartnerCertificateChanged.code();
                sent::set_state(tx, pending.id, SentState::Blocked, Some(code), None)?;
            } else {
                ids.push(pending.id);
            }
        }
        Ok(ids)
    })
}

/// Counts an attempt, sets the time of the next one, and returns what to do;
/// `None` when there is nothing to do any more.
///
/// # Errors
///
/// [`StoreError`] when the database failed; then nothing may be sent.
pub fn begin_attempt(
    store: &mut Store,
    id: BundleId,
    now: UtcSeconds,
    jitter: f64,
) -> Result<Option<Attempt>, StoreError> {
    store.write(|tx| {
        let Some(pending) = sent::find_pending(tx, id)? else {
            return Ok(None);
        };
        if sendings::is_held(tx, id, now)? {
            return Ok(None);
        }
        let attempts = Attempts {
            made: pending.attempts.saturating_add(1),
        };
        let attempt = match pending.state {
            SentState::Waiting | SentState::Blocked => {
                sent::sealed_bytes(tx, id)?.map(|(signed_header, sealed)| Attempt::Send {
                    id,
                    signed_header,
                    sealed,
                })
            }
            SentState::Accepted | SentState::Fetched | SentState::Imported
                if pending.withdraw_asked =>
            {
                Some(Attempt::Withdraw { id })
            }
            _ => None,
        };
        if attempt.is_some() {
            journal::tell_sent(tx, id, now)?;
            sent::count_attempt(tx, id, next_attempt(attempts, now, jitter))?;
        }
        Ok(attempt)
    })
}

/// Applies the hub's answer to an attempt to send bundle `id`.
///
/// # Errors
///
/// [`StoreError`] when the database failed; the attempt is then repeated, which is
/// harmless.
pub fn apply_send_answer(
    store: &mut Store,
    trust: &Trust,
    id: BundleId,
    answer: &Answer,
    now: UtcSeconds,
) -> Result<Applied, StoreError> {
    store.write(|tx| {
        let receipt = match answer {
            Answer::Done { receipt } => receipt,
            Answer::Problem { code } => return apply_send_problem(tx, id, code),
            Answer::None { code } => return keep_trying(tx, id, code.code()),
        };
        let Some(row) = verified_receipt(tx, trust, id, receipt, now)? else {
            return keep_trying(tx, id, ErrorCode::HubReceiptInvalid.code());
        };
        if row.kind != ReceiptKind::Accepted {
            return keep_trying(tx, id, ErrorCode::HubReceiptInvalid.code());
        }
        keep_receipt(tx, id, &row, now)?;
        Ok(Applied::Accepted)
    })
}

/// Applies the hub's answer to an attempt to withdraw bundle `id`.
///
/// # Errors
///
/// [`StoreError`] when the database failed; the attempt is then repeated, which is
/// harmless.
pub fn apply_withdraw_answer(
    store: &mut Store,
    trust: &Trust,
    id: BundleId,
    answer: &Answer,
    now: UtcSeconds,
) -> Result<Applied, StoreError> {
    store.write(|tx| {
        let receipt = match answer {
            Answer::Done { receipt } => receipt,
            Answer::Problem { code } => {
                let kept = match HubCode::from_code(code) {
                    Some(HubCode::AlreadyOpened) => ErrorCode::AlreadyOpened.code(),
                    Some(HubCode::NotFound) => code,
                    _ => return keep_trying(tx, id, code),
                };
                let state = sent::state(tx, id)?.unwrap_or(SentState::Accepted);
                sent::end_withdrawal(tx, id)?;
                sent::set_state(tx, id, state, Some(kept), None)?;
                return Ok(Applied::Refused {
                    code: kept.to_owned(),
                });
            }
            Answer::None { code } => return keep_trying(tx, id, code.code()),
        };
        match verified_receipt(tx, trust, id, receipt, now)? {
            Some(row) if row.kind == ReceiptKind::Withdrawn => {
                keep_receipt(tx, id, &row, now)?;
                Ok(Applied::Withdrawn)
            }
            _ => keep_trying(tx, id, ErrorCode::HubReceiptInvalid.code()),
        }
    })
}

/// Takes over what the hub's list says about sent bundles, and remembers how far
/// the list was read, in one transaction.
///
/// Only receipts that verify and name our bytes count. What another terminal sent and
/// is not here is noted, so that its contents are fetched. Returns the bundles whose
/// state changed.
///
/// # Errors
///
/// [`StoreError`] when the database failed; the page is then read again.
pub fn apply_outbox_page(
    store: &mut Store,
    trust: &Trust,
    page: &OutboxPage,
    now: UtcSeconds,
) -> Result<Vec<BundleId>, StoreError> {
    store.write(|tx| {
        let mut changed = Vec::new();
        for entry in &page.bundles {
            let Some(before) = sent::state(tx, entry.id)? else {
                journal::miss(tx, entry.id, Some(entry))?;
                continue;
            };
            take_over_elsewhere(tx, trust, entry, before, now)?;
            apply_receipts(tx, trust, entry, now)?;
            if sent::state(tx, entry.id)? != Some(before) {
                changed.push(entry.id);
            }
        }
        save_cursor(tx, Feed::Outbox, &page.cursor)?;
        Ok(changed)
    })
}

/// Applies the receipts in the hub's line about a bundle that is here.
pub(crate) fn apply_receipts(
    tx: &rusqlite::Transaction<'_>,
    trust: &Trust,
    entry: &OutboxEntry,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    for encoded in &entry.receipts {
        let Ok(signed) = decode_signed(encoded) else {
            tracing::warn!(bundle = %entry.id, "a receipt is not base64");
            continue;
        };
        if adopt_earlier_sealing(tx, trust, entry.id, &signed, now)? {
            journal::miss(tx, entry.id, Some(entry))?;
        }
        match verified_receipt(tx, trust, entry.id, &signed, now)? {
            Some(row) => keep_receipt(tx, entry.id, &row, now)?,
            None => tracing::warn!(bundle = %entry.id, "a receipt could not be verified"),
        }
    }
    Ok(())
}

/// Makes a bundle that another terminal sealed known by its header, which receipts name.
fn take_over_elsewhere(
    tx: &rusqlite::Transaction<'_>,
    trust: &Trust,
    entry: &OutboxEntry,
    before: SentState,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    let Some(verified) = verify_line(trust, entry) else {
        return Ok(());
    };
    let on_its_way = entry.state < BundleState::Opened;
    let withdrawn_here = before == SentState::Withdrawn && on_its_way;
    if withdrawn_here && !receipts::has_withdrawn(tx, entry.id)? {
        sent::pursue_withdrawal(tx, entry.id, now)?;
    }
    let header = verified.header();
    let own = sent::is_own(tx, entry.id)?;
    if sent::has_proof(tx, entry.id)? || (own && before == SentState::Waiting && !withdrawn_here) {
        return Ok(());
    }
    if before == SentState::Draft {
        sent::set_sent_elsewhere(tx, entry.id, verified.signer().device, header.sent_at)?;
    }
    let signed_header = entry.header.as_deref().unwrap_or_default();
    let signed_header = decode_signed(signed_header).unwrap_or_default();
    sent::take_header(tx, entry.id, &signed_header, header.sealed.sha256)?;
    journal::miss(tx, entry.id, Some(entry))
}

/// A draft has one id for good and its files never change, so if the hub answered
/// "id used with other contents", its own acceptance for that id is of the same draft,
/// sealed once before by a terminal that does not remember. The hub's signature
/// proves it; the digests in it are then those that all further receipts must name.
fn adopt_earlier_sealing(
    tx: &rusqlite::Transaction<'_>,
    trust: &Trust,
    id: BundleId,
    signed: &[u8],
    now: UtcSeconds,
) -> Result<bool, StoreError> {
    let Some(pending) = sent::find_pending(tx, id)? else {
        return Ok(false);
    };
    let reused = sent::code(tx, id)?.as_deref() == Some(HubCode::IdReused.code());
    if pending.state != SentState::Refused || !reused {
        return Ok(false);
    }
    let Ok(verified) = verify_receipt(signed, trust, now) else {
        return Ok(false);
    };
    let receipt = verified.receipt();
    let digests = (receipt.header_sha256, receipt.sealed_sha256);
    let accepted = receipt.kind == ReceiptKind::Accepted
        && names(receipt, id, pending.from, pending.to, digests);
    if accepted {
        sent::adopt_digests(tx, id, digests.0, digests.1)?;
    }
    Ok(accepted)
}

/// Verifies a receipt and compares every fact in it with the bundle that we stored.
fn verified_receipt(
    tx: &rusqlite::Transaction<'_>,
    trust: &Trust,
    id: BundleId,
    signed: &[u8],
    now: UtcSeconds,
) -> Result<Option<ReceiptRow>, StoreError> {
    let (Some(pending), Some(digests)) = (sent::find_pending(tx, id)?, sent::digests(tx, id)?)
    else {
        return Ok(None);
    };
    let Ok(verified) = verify_receipt(signed, trust, now) else {
        return Ok(None);
    };
    let receipt = verified.receipt();
    if !names(receipt, id, pending.from, pending.to, digests) {
        return Ok(None);
    }
    Ok(Some(receipt_row(receipt, verified.signer(), signed)))
}

fn names(
    receipt: &Receipt,
    id: BundleId,
    from: Address,
    to: Address,
    (header_sha256, sealed_sha256): (Digest, Digest),
) -> bool {
    receipt.bundle == id
        && receipt.from == from
        && receipt.to == to
        && receipt.header_sha256 == header_sha256
        && receipt.sealed_sha256 == sealed_sha256
}

/// A verified receipt as the row that is kept.
fn receipt_row(receipt: &Receipt, signer: &SignerCertificate, signed: &[u8]) -> ReceiptRow {
    let name = match signer {
        SignerCertificate::Hub(hub) => hub.name.clone(),
        SignerCertificate::Device(device) => device.office.to_string(),
    };
    ReceiptRow {
        kind: receipt.kind,
        at: receipt.at,
        signer: name,
        serial: signer.serial().to_owned(),
        signed: signed.to_vec(),
    }
}

fn keep_receipt(
    tx: &rusqlite::Transaction<'_>,
    id: BundleId,
    row: &ReceiptRow,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    receipts::insert_for_sent(tx, id, row)?;
    sent::set_step_time(tx, id, row.kind, row.at)?;
    let Some(pending) = sent::find_pending(tx, id)? else {
        return Ok(());
    };
    let state = pending.state.after_receipt(row.kind);
    let ended = matches!(state, SentState::Opened | SentState::Withdrawn);
    if ended {
        sent::end_withdrawal(tx, id)?;
    }
    // A wish to withdraw that came while the outcome was unknown is due now.
    let next = (pending.withdraw_asked && !ended).then_some(now);
    sent::advance(tx, id, state, next)
}

fn keep_trying(
    tx: &rusqlite::Transaction<'_>,
    id: BundleId,
    code: &str,
) -> Result<Applied, StoreError> {
    sent::set_code(tx, id, code)?;
    Ok(Applied::TryAgain {
        code: code.to_owned(),
    })
}

/// What a refusal means for the bundle: for good, until something changes, or for now.
fn apply_send_problem(
    tx: &rusqlite::Transaction<'_>,
    id: BundleId,
    code: &str,
) -> Result<Applied, StoreError> {
    let refused = |state: SentState| {
        sent::end_withdrawal(tx, id)?;
        sent::set_state(tx, id, state, Some(code), None)?;
        Ok(Applied::Refused {
            code: code.to_owned(),
        })
    };
    match HubCode::from_code(code) {
        // Repeating the same bytes cannot change these answers.
        Some(
            HubCode::RequestMalformed
            | HubCode::HeaderInvalid
            | HubCode::SignerNotConnectedDevice
            | HubCode::IdMismatch
            | HubCode::SealedMismatch
            | HubCode::TooLarge
            | HubCode::CheckErrors
            | HubCode::SenderAddressForeign,
        ) => refused(SentState::Refused),
        // The hub has this bundle, sealed once before: by this terminal before it was
        // set back to a backup, or by another one. Its list will prove it.
        Some(HubCode::IdReused) => {
            forget_cursor(tx, Feed::Outbox)?;
            // A wish to withdraw stays: it is for the bundle that the hub has.
            sent::set_state(tx, id, SentState::Refused, Some(code), None)?;
            Ok(Applied::Refused {
                code: code.to_owned(),
            })
        }
        Some(HubCode::Withdrawn) => refused(SentState::Withdrawn),
        // The partner may join later; the program goes on trying.
        Some(HubCode::ReceiverUnknown) => {
            sent::set_waiting_as(tx, id, SentState::Blocked, code)?;
            Ok(Applied::TryAgain {
                code: code.to_owned(),
            })
        }
        // Faults of the terminal, the hub or the moment, and codes of newer hubs.
        _ => keep_trying(tx, id, code),
    }
}
