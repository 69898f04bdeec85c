//! Bundles that another terminal of this office sent and whose contents are not here: found, fetched, put beside the rest.
//!
//! Contents come from the journal (the draft), or from the hub's sealed part, which is sealed for the sender's own mailbox
//! too. What a reader would get wrong: a bundle that the hub has erased comes with the history of the terminal that has
//! it, not from here.

use protocol::message::{OutboxEntry, decode_signed};
use protocol::open::{OpenedBundle, open_bundle};
use protocol::signed::read_signed;
use protocol::verify::{VerifiedBundle, verify_bundle};
use protocol::{BundleId, EntryId, ErrorCode as HubCode, Header, UtcSeconds, journal::open_entry};
use rusqlite::Transaction;

use super::apply_entry;
use crate::drafts::files_digest;
use crate::keys::Keys;
use crate::outbox::{Attempts, SentState, apply_receipts, next_attempt};
use crate::store::journal::{forget_missing, line_of, missing, put_off_missing};
use crate::store::sent::{NewFile, NewSent, insert_draft_row};
use crate::store::settings::own_office;
use crate::store::{Store, StoreError, sent};
use crate::subjects::subjects_of;

/// Bundles restored in one pass.
const BUNDLES_PER_PASS_MAX: u32 = 500;

/// A bundle whose contents should be fetched now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingBundle {
    /// The bundle.
    pub id: BundleId,
    /// Whether the hub has it: then ask for its sealed part, otherwise for the entry of its draft.
    pub at_hub: bool,
    attempts: u32,
}

impl MissingBundle {
    /// The entry of its draft.
    pub fn entry(&self) -> EntryId {
        EntryId::of_draft(self.id)
    }
}

/// Bundles whose contents should be fetched now.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn due_missing(store: &mut Store, now: UtcSeconds) -> Result<Vec<MissingBundle>, StoreError> {
    let rows = store.read(|tx| missing(tx, now, BUNDLES_PER_PASS_MAX))?;
    Ok(rows
        .into_iter()
        .map(|(id, at_hub, attempts)| MissingBundle {
            id,
            at_hub,
            attempts,
        })
        .collect())
}

/// Takes a draft from its entry in the journal.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn restore_from_journal(
    store: &mut Store,
    keys: &Keys,
    id: BundleId,
    sealed: &[u8],
    now: UtcSeconds,
) -> Result<(), StoreError> {
    let Some(own) = store.read(own_office)? else {
        return Ok(());
    };
    let mailboxes = std::slice::from_ref(&keys.mailbox);
    let opened = open_entry(sealed, mailboxes, own.number, &keys.trust, now);
    store.write(|tx| {
        match &opened {
            Ok(entry) if entry.entry().id == EntryId::of_draft(id) => {
                apply_entry(tx, entry.entry(), entry.signer().device, &keys.trust, now)?;
            }
            Ok(_) => tracing::warn!(bundle = %id, "an entry lies under another id"),
            Err(err) => tracing::warn!(bundle = %id, %err, "an entry could not be opened"),
        }
        forget_missing(tx, id)
    })
}

/// Verifies the header in the hub's line about a bundle of this office.
pub(crate) fn verify_line(
    keys_trust: &protocol::Trust,
    line: &OutboxEntry,
) -> Option<VerifiedBundle> {
    let signed_header = decode_signed(line.header.as_deref()?).ok()?;
    let signed = read_signed(&signed_header).ok()?;
    let claimed: Header = serde_json::from_slice(&signed.content).ok()?;
    // The certificate must have been valid when the bundle was sealed; that it may have ended since is no fault.
    let verified = verify_bundle(
        &signed_header,
        claimed.sealed.size_bytes,
        claimed.sealed.sha256,
        keys_trust,
        claimed.sent_at,
    )
    .ok()?;
    (verified.header().id == line.id).then_some(verified)
}

/// Opens the sealed part of a bundle that another terminal sent, and puts it beside what this one sent.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn restore_from_sealed(
    store: &mut Store,
    keys: &Keys,
    id: BundleId,
    sealed: &[u8],
    now: UtcSeconds,
) -> Result<bool, StoreError> {
    let Some(line) = store.read(|tx| line_of(tx, id))? else {
        return Ok(false);
    };
    let own = store.read(own_office)?.map(|own| own.number);
    let header = line
        .header
        .as_deref()
        .and_then(|text| decode_signed(text).ok());
    let (Some(header), Some(verified)) = (header, verify_line(&keys.trust, &line)) else {
        store.write(|tx| forget_missing(tx, id))?;
        return Ok(false);
    };
    let at = verified.header().sent_at;
    let opened = open_bundle(&header, sealed, &keys.mailbox, &keys.trust, at);
    let opened = match opened {
        Ok(opened) if Some(opened.header().from.office) == own && opened.header().id == id => {
            opened
        }
        Ok(_) => {
            store.write(|tx| forget_missing(tx, id))?;
            return Ok(false);
        }
        Err(err) => {
            tracing::warn!(bundle = %id, %err, "a sent bundle could not be opened");
            store.write(|tx| forget_missing(tx, id))?;
            return Ok(false);
        }
    };
    store.write(|tx| {
        insert_opened(tx, &opened)?;
        sent::fill_sealed(tx, id, &header, sealed)?;
        apply_receipts(tx, &keys.trust, &line, now)?;
        forget_missing(tx, id)?;
        Ok(true)
    })
}

/// Puts an opened bundle of this office into the database as one that another terminal sends.
fn insert_opened(tx: &Transaction<'_>, opened: &OpenedBundle) -> Result<(), StoreError> {
    let header = opened.header();
    let device = opened.signer().device;
    match sent::state(tx, header.id)? {
        Some(SentState::Draft) => {
            return sent::set_sent_elsewhere(tx, header.id, device, header.sent_at);
        }
        Some(_) => return Ok(()),
        None => (),
    }
    let files: Vec<NewFile<'_>> = opened
        .files()
        .iter()
        .map(|file| NewFile {
            name: &file.name,
            standard: file.standard,
            sha256: file.sha256,
            bytes: &file.bytes,
        })
        .collect();
    let standard_files = files.iter().filter(|file| file.standard);
    let subjects = subjects_of(standard_files.map(|file| (file.name, file.bytes)));
    let row = NewSent {
        id: header.id,
        from: header.from,
        to: header.to,
        set: header.set.as_deref(),
        stamp: header.stamp.as_deref(),
        months: &header.months,
        subjects: &subjects,
        message: opened.message(),
        files_sha256: files_digest(&files),
        files: &files,
        check_program: &header.check.program,
        check_standard: &header.check.standard,
        warnings: header.check.warnings,
    };
    insert_draft_row(tx, &row, header.sent_at)?;
    sent::set_sent_elsewhere(tx, header.id, device, header.sent_at)
}

/// Notes that contents did not come. What the hub does not have any more is not asked for again.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn apply_missing_problem(
    store: &mut Store,
    missing: &MissingBundle,
    code: &str,
    now: UtcSeconds,
    jitter: f64,
) -> Result<(), StoreError> {
    let next = match HubCode::from_code(code) {
        Some(HubCode::NotFound | HubCode::ContentsErased | HubCode::Withdrawn) => None,
        _ => {
            let made = missing.attempts.saturating_add(1);
            Some(next_attempt(Attempts { made }, now, jitter))
        }
    };
    store.write(|tx| put_off_missing(tx, missing.id, next))
}
