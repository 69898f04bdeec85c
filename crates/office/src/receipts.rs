//! Receipts that this office owes: what it fetched, imported and opened.
//!
//! A receipt is owed from the moment its fact is durable (same transaction), signed
//! before the first attempt and repeated unchanged until the hub has it. Receipts
//! of partners for what this office sent are in `outbox/send.rs`.

use protocol::receipt::sign_receipt;
use protocol::{Address, BundleId, ErrorCode as HubCode, Receipt, ReceiptKind, UtcSeconds};

use crate::inbox::ReceivedId;
use crate::keys::Keys;
use crate::outbox::{Answer, Attempts, ReceiptRow, next_attempt};
use crate::store::{Store, StoreError, receipts, received};

/// Receipts handled in one pass; a morning's 200 bundles give 400.
const RECEIPTS_PER_PASS_MAX: u32 = 1000;

/// A receipt that must be delivered now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueReceipt {
    /// The received bundle.
    pub bundle: ReceivedId,
    /// What it states.
    pub kind: ReceiptKind,
    /// The signed document; the same in every attempt.
    pub signed: Vec<u8>,
    number: i64,
    attempts: u32,
}

impl DueReceipt {
    /// The id under which the hub knows the bundle.
    pub fn id(&self) -> BundleId {
        self.bundle.id
    }
}

/// What became of a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptOutcome {
    /// The hub has it.
    Delivered,
    /// The sender had withdrawn the bundle; it is marked so.
    Withdrawn,
    /// The hub does not want it, now or later.
    Refused,
    /// It is tried again.
    TryAgain,
}

/// Receipts whose time has come, signed, in the order in which they arose.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn due_receipts(
    store: &mut Store,
    keys: &Keys,
    now: UtcSeconds,
) -> Result<Vec<DueReceipt>, StoreError> {
    let owed = store.read(|tx| receipts::due(tx, now, RECEIPTS_PER_PASS_MAX))?;
    let mut due = Vec::with_capacity(owed.len());
    for owed in owed {
        let signed = match owed.signed {
            Some(signed) => signed,
            None => match sign(store, keys, owed.bundle, owed.number, owed.kind, owed.at)? {
                Some(signed) => signed,
                None => continue,
            },
        };
        due.push(DueReceipt {
            bundle: owed.bundle,
            kind: owed.kind,
            signed,
            number: owed.number,
            attempts: owed.attempts,
        });
    }
    Ok(due)
}

fn sign(
    store: &mut Store,
    keys: &Keys,
    bundle: ReceivedId,
    number: i64,
    kind: ReceiptKind,
    at: UtcSeconds,
) -> Result<Option<Vec<u8>>, StoreError> {
    let Some((from, to, header_sha256, sealed_sha256)) = store.read(|tx| facts(tx, bundle))? else {
        return Ok(None);
    };
    let receipt = Receipt {
        kind,
        bundle: bundle.id,
        from,
        to,
        header_sha256,
        sealed_sha256,
        at,
    };
    let signed = match sign_receipt(&receipt, &keys.device) {
        Ok(signed) => signed,
        Err(err) => {
            tracing::error!(bundle = %bundle.id, %err, "a receipt could not be signed");
            return Ok(None);
        }
    };
    let serial = keys.device_serial(at);
    store
        .write(|tx| receipts::keep_signed(tx, number, kind, &signed, &serial))
        .map(Some)
}

type Facts = (Address, Address, protocol::Digest, protocol::Digest);

fn facts(tx: &rusqlite::Transaction<'_>, bundle: ReceivedId) -> Result<Option<Facts>, StoreError> {
    let Some((proof, _)) = received::proof(tx, bundle)? else {
        return Ok(None);
    };
    Ok(Some((
        proof.from,
        proof.to,
        protocol::Digest::of(&proof.signed_header),
        protocol::Digest::of(&proof.sealed),
    )))
}

/// Applies the hub's answer to a delivered receipt.
///
/// # Errors
///
/// [`StoreError`] when the database failed; the receipt is then sent again, which is
/// harmless.
pub fn apply_receipt_answer(
    store: &mut Store,
    receipt: &DueReceipt,
    answer: &Answer,
    now: UtcSeconds,
    jitter: f64,
) -> Result<ReceiptOutcome, StoreError> {
    let attempts = Attempts {
        made: receipt.attempts.saturating_add(1),
    };
    let later = next_attempt(attempts, now, jitter);
    store.write(|tx| {
        let end = |delivered: Option<UtcSeconds>, next: Option<UtcSeconds>, code: Option<&str>| {
            receipts::set_owed(tx, receipt.number, receipt.kind, delivered, next, code)
        };
        match answer {
            Answer::Done { .. } => {
                end(Some(now), None, None)?;
                Ok(ReceiptOutcome::Delivered)
            }
            Answer::Problem { code } => match HubCode::from_code(code) {
                Some(HubCode::Withdrawn) => {
                    end(None, None, Some(code))?;
                    receipts::stop_owed(tx, receipt.number, code)?;
                    received::set_withdrawn(tx, receipt.number, code, now)?;
                    Ok(ReceiptOutcome::Withdrawn)
                }
                Some(HubCode::RequestMalformed | HubCode::ReceiptInvalid | HubCode::NotFound) => {
                    end(None, None, Some(code))?;
                    Ok(ReceiptOutcome::Refused)
                }
                _ => {
                    end(None, Some(later), Some(code))?;
                    Ok(ReceiptOutcome::TryAgain)
                }
            },
            Answer::None { code } => {
                end(None, Some(later), Some(code.code()))?;
                Ok(ReceiptOutcome::TryAgain)
            }
        }
    })
}

/// The hub's acceptance of a received bundle as a row. It was verified before it
/// was stored; `None` when the bundle carries none.
pub(crate) fn hub_receipt_row(signed: &[u8], at: Option<UtcSeconds>) -> Option<ReceiptRow> {
    if signed.is_empty() {
        return None;
    }
    Some(ReceiptRow {
        kind: ReceiptKind::Accepted,
        at: at?,
        signer: "hub".to_owned(),
        serial: String::new(),
        signed: signed.to_vec(),
    })
}
