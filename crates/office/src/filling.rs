//! Bundles that nobody exchanged, for measuring: written through the store as real
//! ones are, without sealing, signing or checking them.
//!
//! Only with the feature `filling`, which no program of the product has.

use protocol::{Address, BundleId, Digest, ReceiptKind, ServiceKind, UtcMillis, UtcSeconds};
use rusqlite::Transaction;

use crate::inbox::{ReceivedId, ReceivedState};
use crate::outbox::SentState;
use crate::partners::PartnerEntry;
use crate::random::random_bytes;
use crate::store::received::{self, NewContents, NewReceived};
use crate::store::sent::{self, NewFile, NewSent};
use crate::store::settings::{OwnOffice, save_own_office};
use crate::store::{Store, StoreError, partners, receipts};
use crate::subjects::subjects_of;

/// What both sides of an invented bundle have.
pub struct Invented {
    /// The other office.
    pub partner: Address,
    /// The service of this office.
    pub own_service: ServiceKind,
    /// The file set.
    pub set: Option<String>,
    /// ファイル連番.
    pub stamp: Option<String>,
    /// The months of its files.
    pub months: Vec<String>,
    /// Name, whether of the standard, and bytes of each file.
    pub files: Vec<(String, bool, Vec<u8>)>,
    /// The message.
    pub message: String,
    /// When it was sent or came.
    pub at: UtcSeconds,
}

/// Makes the database that of an office with these partners.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn fill_office(
    store: &mut Store,
    own: &OwnOffice,
    known: &[PartnerEntry],
) -> Result<(), StoreError> {
    store.write(|tx| {
        save_own_office(tx, own)?;
        for partner in known {
            partners::save(tx, partner)?;
        }
        Ok(())
    })
}

/// Stores sent bundles in one transaction.
///
/// # Errors
///
/// [`StoreError`] when the database failed; none was stored then.
pub fn fill_sent(store: &mut Store, bundles: &[(Invented, SentState)]) -> Result<(), StoreError> {
    let own = store.read(crate::store::settings::own_office)?;
    let own = own.ok_or(StoreError::Unreadable {
        column: "office.number",
    })?;
    store.write(|tx| {
        for (bundle, state) in bundles {
            one_sent(tx, &own, bundle, *state)?;
        }
        Ok(())
    })
}

fn one_sent(
    tx: &Transaction<'_>,
    own: &OwnOffice,
    bundle: &Invented,
    state: SentState,
) -> Result<(), StoreError> {
    let id = new_id(bundle.at);
    let files = new_files(bundle);
    let subjects = subjects(bundle);
    let draft = NewSent {
        id,
        from: Address {
            office: own.number,
            service: bundle.own_service,
        },
        to: bundle.partner,
        set: bundle.set.as_deref(),
        stamp: bundle.stamp.as_deref(),
        months: &bundle.months,
        subjects: &subjects,
        message: &bundle.message,
        files: &files,
        files_sha256: Digest::of(id.to_string().as_bytes()),
        check_program: "invented",
        check_standard: "4.1",
        warnings: 0,
    };
    sent::insert_draft(tx, &draft, bundle.at)?;
    if state == SentState::Draft {
        return Ok(());
    }
    sent::set_queued(tx, id, bundle.at)?;
    let steps = [
        (SentState::Accepted, ReceiptKind::Accepted, 12),
        (SentState::Fetched, ReceiptKind::Fetched, 60),
        (SentState::Opened, ReceiptKind::Opened, 7_200),
    ];
    for (reached, kind, later) in steps {
        if state >= reached && state != SentState::Withdrawn {
            sent::set_step_time(tx, id, kind, UtcSeconds(bundle.at.0 + later))?;
        }
    }
    sent::set_state(tx, id, state, None, None)
}

/// Stores received bundles in one transaction.
///
/// # Errors
///
/// [`StoreError`] when the database failed; none was stored then.
pub fn fill_received(
    store: &mut Store,
    bundles: &[(Invented, ReceivedState)],
) -> Result<(), StoreError> {
    let own = store.read(crate::store::settings::own_office)?;
    let own = own.ok_or(StoreError::Unreadable {
        column: "office.number",
    })?;
    store.write(|tx| {
        for (bundle, state) in bundles {
            one_received(tx, &own, bundle, *state)?;
        }
        Ok(())
    })
}

fn one_received(
    tx: &Transaction<'_>,
    own: &OwnOffice,
    bundle: &Invented,
    state: ReceivedState,
) -> Result<(), StoreError> {
    let key = ReceivedId {
        sender: Some(bundle.partner.office),
        id: new_id(bundle.at),
    };
    let files = new_files(bundle);
    let standard_files = files.iter().filter(|file| file.standard).count();
    let to = Address {
        office: own.number,
        service: bundle.own_service,
    };
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let new = NewReceived {
        key,
        state: ReceivedState::Announced,
        addresses: Some((bundle.partner, to)),
        set: bundle.set.as_deref(),
        stamp: bundle.stamp.as_deref(),
        months: &bundle.months,
        standard_files: count(standard_files),
        attachments: count(files.len() - standard_files),
        size_bytes: files.iter().map(|file| file.bytes.len() as u64).sum(),
        sent_at: Some(UtcSeconds(bundle.at.0 - 20)),
        accepted_at: UtcSeconds(bundle.at.0 - 10),
        code: None,
        signed_header: b"invented",
        accepted: b"invented",
    };
    received::insert(tx, &new, bundle.at)?;
    let Some(known) = received::find(tx, key)? else {
        return Ok(());
    };
    if state == ReceivedState::Damaged {
        return received::set_state(tx, known.number, state, Some("OFF-303"), None);
    }
    let contents = NewContents {
        message: &bundle.message,
        files: &files,
        subjects: &subjects(bundle),
        check_errors: 0,
        check_warnings: 0,
        sealed: b"invented",
    };
    received::insert_contents(tx, known.number, &contents, bundle.at)?;
    receipts::owe(tx, known.number, ReceiptKind::Fetched, bundle.at)?;
    match state {
        ReceivedState::Opened => received::set_opened(tx, known.number, bundle.at),
        ReceivedState::Withdrawn => received::set_withdrawn(tx, known.number, "OFF-305", bundle.at),
        ReceivedState::Announced | ReceivedState::Received | ReceivedState::Damaged => Ok(()),
    }
}

fn new_id(at: UtcSeconds) -> BundleId {
    let millis = u64::try_from(at.0).unwrap_or(0).saturating_mul(1000);
    BundleId::new(UtcMillis(millis), random_bytes())
}

fn new_files(bundle: &Invented) -> Vec<NewFile<'_>> {
    bundle
        .files
        .iter()
        .map(|(name, standard, bytes)| NewFile {
            name,
            standard: *standard,
            sha256: Digest::of(bytes),
            bytes,
        })
        .collect()
}

fn subjects(bundle: &Invented) -> crate::subjects::Subjects {
    let standard = bundle.files.iter().filter(|(_, standard, _)| *standard);
    subjects_of(standard.map(|(name, _, bytes)| (name.as_str(), bytes.as_slice())))
}
