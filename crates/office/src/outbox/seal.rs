//! Sealing what waits: contents become the bytes that travel.
//!
//! The bytes are stored before anyone sees them, and the first stored ones win, so
//! every attempt carries the same bytes. Nothing is sealed for a partner that is
//! unknown or whose certificate changed without this office's consent.

use protocol::header::CheckSummary;
use protocol::seal::{Draft, DraftFile, seal_bundle};
use protocol::{BundleId, UtcSeconds};

use super::SentState;
use crate::error_code::ErrorCode;
use crate::keys::Keys;
use crate::partners::PartnerEntry;
use crate::store::sent::{DraftParts, Pending};
use crate::store::{Store, StoreError, journal, partners, sendings, sent};

/// Bundles sealed in one pass; more wait for the next pass, which follows at once.
const BUNDLES_PER_PASS_MAX: u32 = 1000;

/// What sealing gave.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct SealReport {
    /// Sealed now; their first attempt is due.
    pub sealed: Vec<BundleId>,
    /// Held back, with the reason.
    pub blocked: Vec<(BundleId, ErrorCode)>,
}

/// Seals every waiting bundle whose partner is known.
///
/// A bundle whose partner the directory was not asked about yet stays as it is, and so
/// does one that its person may still stop (`sending.rs`).
///
/// # Errors
///
/// [`StoreError`] when the database failed; what was sealed before stays sealed.
pub fn seal_waiting(
    store: &mut Store,
    keys: &Keys,
    now: UtcSeconds,
) -> Result<SealReport, StoreError> {
    let mut report = SealReport::default();
    let waiting = store.read(|tx| sent::unsealed(tx, now, BUNDLES_PER_PASS_MAX))?;
    for pending in waiting {
        let partner = store.read(|tx| partners::find(tx, pending.to.office))?;
        let Some(partner) = partner.filter(|partner| partner.asked_at.is_some()) else {
            continue;
        };
        match seal_one(store, keys, &pending, &partner, now)? {
            Ok(()) => report.sealed.push(pending.id),
            Err(code) => {
                block(store, &pending, code, now)?;
                report.blocked.push((pending.id, code));
            }
        }
    }
    Ok(report)
}

fn seal_one(
    store: &mut Store,
    keys: &Keys,
    pending: &Pending,
    partner: &PartnerEntry,
    now: UtcSeconds,
) -> Result<Result<(), ErrorCode>, StoreError> {
    let certificate = match usable_certificate(keys, partner, now) {
        Ok(certificate) => certificate,
        Err(code) => return Ok(Err(code)),
    };
    let Some(parts) = store.read(|tx| sent::draft_parts(tx, pending.id))? else {
        return Ok(Err(ErrorCode::SentNotFound));
    };
    let draft = draft_of(pending, parts);
    // Outside of any transaction: sealing 10 MiB takes tens of milliseconds.
    let own_mailbox = keys.mailbox.certificate_der();
    let Ok(bundle) = seal_bundle(&draft, &keys.device, certificate, own_mailbox, now) else {
        return Ok(Err(ErrorCode::SealingFailed));
    };
    store.write(|tx| {
        // Meanwhile a person may have withdrawn it.
        let state = sent::state(tx, pending.id)?;
        // The time during which it may be stopped may have begun anew as well.
        if let Some(SentState::Waiting | SentState::Blocked) = state
            && !sendings::is_held(tx, pending.id, now)?
        {
            sent::insert_proof(tx, pending.id, &bundle.signed_header, &bundle.sealed)?;
            sent::set_state(tx, pending.id, SentState::Waiting, None, Some(now))?;
        }
        Ok::<_, StoreError>(Ok(()))
    })
}

fn usable_certificate<'a>(
    keys: &Keys,
    partner: &'a PartnerEntry,
    now: UtcSeconds,
) -> Result<&'a [u8], ErrorCode> {
    if partner.offered.is_some() {
        return Err(ErrorCode::PartnerCertificateChanged);
    }
    let Some(pin) = &partner.pinned else {
        return Err(match partner.name {
            None => ErrorCode::PartnerUnknown,
            Some(_) => ErrorCode::PartnerNotReady,
        });
    };
    let read = protocol::certificate::read_mailbox_certificate(&pin.certificate, &keys.trust, now);
    match read {
        Ok(mailbox) if mailbox.office == partner.number => Ok(&pin.certificate),
        _ => Err(ErrorCode::PartnerCertificateInvalid),
    }
}

fn draft_of(pending: &Pending, parts: DraftParts) -> Draft {
    Draft {
        id: pending.id,
        from: pending.from,
        to: pending.to,
        set: parts.set,
        stamp: parts.stamp,
        months: parts.months,
        message: parts.message,
        files: parts
            .files
            .into_iter()
            .map(|(name, standard, bytes)| DraftFile {
                name,
                standard,
                bytes,
            })
            .collect(),
        check: CheckSummary {
            program: parts.check_program,
            standard: parts.check_standard,
            errors: 0,
            warnings: parts.warnings,
        },
    }
}

fn block(
    store: &mut Store,
    pending: &Pending,
    code: ErrorCode,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    store.write(|tx| match sent::state(tx, pending.id)? {
        Some(SentState::Waiting | SentState::Blocked) => {
            journal::tell_sent(tx, pending.id, now)?;
            sent::set_state(tx, pending.id, SentState::Blocked, Some(code.code()), None)
        }
        _ => Ok(()),
    })
}
