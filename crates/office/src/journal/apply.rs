//! What an entry of another terminal means here.
//!
//! Entries may come again and in any order (the history for a new terminal is one more order), so each arm asks what is
//! there already. A body that cannot be read is passed over with a line in the log: it was signed by a terminal of this
//! office, whose program is newer or has a fault, and holding up all others would lose more.

use data_encoding::BASE64;
use protocol::certificate::{Trust, read_mailbox_certificate};
use protocol::journal::JournalEntry;
use protocol::{BundleId, DeviceId, Digest, OfficeNumber, UtcSeconds};
use rusqlite::Transaction;
use serde::Deserialize;

use super::{BundleBody, DraftBody, PinBody, ReceivedBody, kind};
use crate::inbox::{ReceivedId, ReceivedState};
use crate::outbox::{SentState, WithdrawError, WithdrawOutcome, withdraw_in};
use crate::partners::{MailboxPin, PartnerEntry};
use crate::reconciling::{CheckBody, check_told};
use crate::store::{StoreError, journal, partners, receipts, received, sent};

/// Takes over what the terminal `device` tells.
pub(crate) fn apply_entry(
    tx: &Transaction<'_>,
    entry: &JournalEntry,
    device: DeviceId,
    trust: &Trust,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    match entry.kind.as_str() {
        kind::DRAFT_MADE => match DraftBody::of(&entry.body) {
            Some(body) => draft_told(tx, entry.id.as_draft(), entry.office, &body),
            None => unreadable(entry),
        },
        kind::DRAFT_GONE => with_body(entry, |body: BundleBody| draft_gone(tx, body.bundle)),
        kind::DRAFT_AGAIN => with_body(entry, |body: BundleBody| {
            draft_again(tx, body.bundle, device)
        }),
        kind::BUNDLE_SENT => with_body(entry, |body: BundleBody| {
            bundle_sent(tx, body.bundle, device, entry.at)
        }),
        kind::BUNDLE_WITHDRAW => with_body(entry, |body: BundleBody| {
            bundle_withdraw(tx, body.bundle, now)
        }),
        kind::BUNDLE_WITHDRAWN => with_body(entry, |body: BundleBody| {
            bundle_withdrawn(tx, body.bundle, entry.at, now)
        }),
        kind::INBOX_OPENED => with_body(entry, |body: ReceivedBody| {
            let key = key_of(&body);
            journal::mark_received(tx, key, Some(body.at), None)?;
            apply_received_marks(tx, key)
        }),
        kind::INBOX_IMPORTED => with_body(entry, |body: ReceivedBody| {
            let key = key_of(&body);
            journal::mark_received(tx, key, None, Some(body.at))?;
            apply_received_marks(tx, key)
        }),
        kind::CLIENT_CHECKED => with_body(entry, |body: CheckBody| check_told(tx, entry.id, &body)),
        kind::PARTNER_PINNED => with_body(entry, |body: PinBody| pin_told(tx, &body, trust, now)),
        _ => journal::keep_unknown(tx, entry, device),
    }
}

fn with_body<'a, T: Deserialize<'a>>(
    entry: &'a JournalEntry,
    apply: impl FnOnce(T) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    match T::deserialize(&entry.body) {
        Ok(body) => apply(body),
        Err(_) => unreadable(entry),
    }
}

fn unreadable(entry: &JournalEntry) -> Result<(), StoreError> {
    tracing::warn!(entry = %entry.id, kind = entry.kind, "an entry of the journal cannot be read");
    Ok(())
}

fn key_of(body: &ReceivedBody) -> ReceivedId {
    ReceivedId {
        sender: Some(body.sender),
        id: body.bundle,
    }
}

/// A draft was told: it is put here unless it is gone, or here already.
pub(crate) fn draft_told(
    tx: &Transaction<'_>,
    id: BundleId,
    own: OfficeNumber,
    body: &DraftBody,
) -> Result<(), StoreError> {
    let mark = journal::sent_mark(tx, id)?;
    let gone = mark.is_none() && journal::is_gone(tx, id)?;
    if gone || sent::state(tx, id)?.is_some() || !body.insert(tx, id, own)? {
        return Ok(());
    }
    if let Some((device, at)) = mark {
        sent::set_sent_elsewhere(tx, id, device, at)?;
        if !journal::has_line(tx, id)? {
            journal::forget_missing(tx, id)?;
        }
    }
    Ok(())
}

fn draft_gone(tx: &Transaction<'_>, id: BundleId) -> Result<(), StoreError> {
    journal::mark_gone(tx, id)?;
    // What is being sent, here or elsewhere, cannot be discarded any more. What was withdrawn before anybody began to send
    // it is as good as a draft.
    let unsent = match sent::state(tx, id)? {
        Some(SentState::Draft) => true,
        Some(SentState::Withdrawn) => {
            journal::sent_mark(tx, id)?.is_none() && receipts::sent_receipts(tx, id)?.is_empty()
        }
        _ => false,
    };
    match unsent {
        true => sent::delete_row(tx, id),
        false => Ok(()),
    }
}

fn draft_again(tx: &Transaction<'_>, id: BundleId, device: DeviceId) -> Result<(), StoreError> {
    journal::unmark_sent(tx, id, device)?;
    if sent::state(tx, id)? == Some(SentState::Waiting) && !sent::is_own(tx, id)? {
        match journal::sent_mark(tx, id)? {
            Some((other, at)) => sent::set_sent_elsewhere(tx, id, other, at)?,
            None => sent::set_draft_elsewhere(tx, id)?,
        }
    }
    let nobody_sends = journal::sent_mark(tx, id)?.is_none();
    if nobody_sends && journal::is_gone(tx, id)? {
        draft_gone(tx, id)?;
    }
    Ok(())
}

fn bundle_sent(
    tx: &Transaction<'_>,
    id: BundleId,
    device: DeviceId,
    at: UtcSeconds,
) -> Result<(), StoreError> {
    journal::mark_sent(tx, id, device, at)?;
    match sent::state(tx, id)? {
        Some(SentState::Draft) => sent::set_sent_elsewhere(tx, id, device, at),
        Some(_) => Ok(()),
        // It was discarded here, or its draft was never told: its contents are asked for.
        None => journal::miss(tx, id, None),
    }
}

/// Only the terminal that sends a bundle can still stop it; a bundle that the hub has is withdrawn by whoever wants it.
fn bundle_withdraw(tx: &Transaction<'_>, id: BundleId, now: UtcSeconds) -> Result<(), StoreError> {
    match sent::state(tx, id)? {
        Some(state) if state >= SentState::Waiting && sent::is_own(tx, id)? => {
            settle(withdraw_in(tx, id, now))
        }
        _ => Ok(()),
    }
}

/// Whether the wish could be followed is seen by the state of the bundle; here only a failure of the database counts.
fn settle(outcome: Result<WithdrawOutcome, WithdrawError>) -> Result<(), StoreError> {
    match outcome {
        Err(WithdrawError::Store(err)) => Err(err),
        _ => Ok(()),
    }
}

fn bundle_withdrawn(
    tx: &Transaction<'_>,
    id: BundleId,
    at: UtcSeconds,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    match sent::state(tx, id)? {
        Some(SentState::Draft) => sent::set_withdrawn_elsewhere(tx, id, at),
        Some(SentState::Waiting | SentState::Blocked) if sent::is_own(tx, id)? => {
            // Both terminals had begun to send it: the wish holds for both.
            settle(withdraw_in(tx, id, now))
        }
        Some(SentState::Waiting | SentState::Blocked) => sent::set_withdrawn_elsewhere(tx, id, at),
        _ => Ok(()),
    }
}

/// Takes over what others did with a received bundle, as far as its row allows it.
pub(crate) fn apply_received_marks(
    tx: &Transaction<'_>,
    key: ReceivedId,
) -> Result<(), StoreError> {
    let (Some(known), Some(mark)) = (received::find(tx, key)?, journal::received_mark(tx, key)?)
    else {
        return Ok(());
    };
    if !matches!(known.state, ReceivedState::Received | ReceivedState::Opened) {
        return Ok(());
    }
    if mark.opened || mark.opened_at.is_some() {
        received::set_opened_elsewhere(tx, known.number, mark.opened_at)?;
    }
    if let Some(at) = mark.imported_at {
        received::set_imported_elsewhere(tx, known.number, at)?;
    }
    Ok(())
}

/// The first pin in the hub's order stands; another one of a first use becomes an offer that a person decides on; one
/// that a person accepted takes its place.
pub(crate) fn pin_told(
    tx: &Transaction<'_>,
    body: &PinBody,
    trust: &Trust,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    let Ok(certificate) = BASE64.decode(body.certificate.as_bytes()) else {
        return Ok(());
    };
    match read_mailbox_certificate(&certificate, trust, now) {
        Ok(mailbox) if mailbox.office == body.partner => (),
        _ => return Ok(()),
    }
    let told = MailboxPin {
        fingerprint: Digest::of(&certificate),
        certificate,
        at: now,
    };
    let mut partner =
        partners::find(tx, body.partner)?.unwrap_or_else(|| PartnerEntry::new(body.partner));
    let stands = partners::is_pin_told(tx, body.partner)?;
    let same = |pin: &Option<MailboxPin>| {
        pin.as_ref()
            .is_some_and(|pin| pin.fingerprint == told.fingerprint)
    };
    if same(&partner.pinned) {
        if body.accepted {
            partner.offered = None;
        }
    } else if body.accepted || !stands {
        if !body.accepted && partner.offered.is_none() {
            // What this terminal had pinned by itself now waits for a person.
            partner.offered = partner.pinned.take();
        }
        if body.accepted || same(&partner.offered) {
            partner.offered = None;
        }
        partner.pinned = Some(told);
        partners::save(tx, &partner)?;
        if body.accepted {
            sent::release_receiver(tx, body.partner, now)?;
        }
    } else if !same(&partner.offered) {
        partner.offered = Some(told);
    }
    partners::save(tx, &partner)?;
    partners::set_pin_told(tx, body.partner)
}
