//! Receiving: what the hub lists, and the contents that follow.
//!
//! Step one stores what the hub announces together with the place in its list; step
//! two stores the contents of one bundle, opened and checked again, together with
//! the owed `fetched` receipt. Between any two steps the program may die: the next
//! pass goes on from what is stored. A bundle that cannot be opened or verified
//! becomes damaged, keeps its bytes, and is never acknowledged.

use protocol::certificate::Trust;
use protocol::message::{BundleState, InboxEntry, InboxPage, decode_signed};
use protocol::open::{OpenError, OpenedBundle, open_bundle};
use protocol::receipt::verify_receipt;
use protocol::signed::read_signed;
use protocol::verify::{VerifiedBundle, verify_bundle};
use protocol::{ErrorCode as HubCode, Header, OfficeNumber, ReceiptKind, UtcSeconds};

use super::{ReceivedId, ReceivedState};
use crate::error_code::ErrorCode;
use crate::journal::apply_received_marks;
use crate::keys::Keys;
use crate::outbox::{Attempts, next_attempt};
use crate::store::received::{NewContents, NewReceived};
use crate::store::sent::NewFile;
use crate::store::settings::{Feed, own_office, save_cursor};
use crate::store::{Store, StoreError, journal, past, receipts, received};
use crate::subjects::subjects_of;

/// Contents fetched in one pass: a full morning of the largest offices.
const CONTENTS_PER_PASS_MAX: u32 = 1000;

/// What a page of the hub's list brought.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct StoredPage {
    /// Announced for the first time; their contents are due.
    pub announced: Vec<ReceivedId>,
    /// Not verifiable; visible as damaged.
    pub damaged: Vec<ReceivedId>,
    /// Withdrawn by their senders.
    pub withdrawn: Vec<ReceivedId>,
}

/// What became of fetched contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoredContents {
    /// On disk, and `fetched` is owed.
    Received,
    /// Kept, but visible as damaged.
    Damaged(ErrorCode),
    /// Nothing to do: they were here, or the bundle was withdrawn.
    AlreadySettled,
}

/// Stores what a page of the hub's list announces and the place after it, in one
/// transaction. Announcements that are known already change nothing, except that a
/// withdrawal is taken over.
///
/// # Errors
///
/// [`StoreError`] when the database failed; the page is then read again.
pub fn store_inbox_page(
    store: &mut Store,
    trust: &Trust,
    page: &InboxPage,
    now: UtcSeconds,
) -> Result<StoredPage, StoreError> {
    store.write(|tx| {
        let mut stored = StoredPage::default();
        announce(tx, trust, page, now, &mut stored)?;
        save_cursor(tx, Feed::Inbox, &page.cursor)?;
        Ok(stored)
    })
}

/// Stores announcements that came by another way than the hub's list; the place in that list stays. Gives the keys of
/// all of them, known ones among them.
pub(crate) fn announce_entries(
    tx: &rusqlite::Transaction<'_>,
    trust: &Trust,
    page: &InboxPage,
    now: UtcSeconds,
) -> Result<Vec<ReceivedId>, StoreError> {
    announce(tx, trust, page, now, &mut StoredPage::default())
}

fn announce(
    tx: &rusqlite::Transaction<'_>,
    trust: &Trust,
    page: &InboxPage,
    now: UtcSeconds,
    stored: &mut StoredPage,
) -> Result<Vec<ReceivedId>, StoreError> {
    let own = own_office(tx)?.map(|own| own.number);
    let mut keys = Vec::new();
    for entry in &page.bundles {
        let announced = read_announcement(entry, trust, own);
        let key = announced.key(entry);
        keys.push(key);
        let known = received::find(tx, key)?;
        if let Some(known) = known {
            let open = matches!(
                known.state,
                ReceivedState::Announced | ReceivedState::Received | ReceivedState::Damaged
            );
            if entry.state == BundleState::Withdrawn && open {
                let code = ErrorCode::WithdrawnBySender.code();
                receipts::stop_owed(tx, known.number, code)?;
                received::set_withdrawn(tx, known.number, code, now)?;
                stored.withdrawn.push(key);
            }
            continue;
        }
        insert(tx, entry, &announced, key, now)?;
        if (BundleState::Fetched..=BundleState::Opened).contains(&entry.state) {
            // The office has had it for long; it is not new to anybody but this terminal.
            journal::mark_acknowledged(tx, key, entry.state == BundleState::Opened)?;
            if let Some(known) = received::find(tx, key)? {
                past::set_listed(tx, known.number, entry.accepted_at)?;
            }
        }
        match announced.state(entry) {
            ReceivedState::Damaged => stored.damaged.push(key),
            ReceivedState::Withdrawn => stored.withdrawn.push(key),
            _ => stored.announced.push(key),
        }
    }
    Ok(keys)
}

/// An entry of the list with all that could be verified of it.
struct Announcement {
    signed_header: Vec<u8>,
    accepted: Vec<u8>,
    verified: Result<VerifiedBundle, ErrorCode>,
}

impl Announcement {
    fn header(&self) -> Option<&Header> {
        self.verified.as_ref().ok().map(VerifiedBundle::header)
    }

    fn key(&self, entry: &InboxEntry) -> ReceivedId {
        ReceivedId {
            sender: self.header().map(|header| header.from.office),
            id: entry.id,
        }
    }

    fn state(&self, entry: &InboxEntry) -> ReceivedState {
        match (&self.verified, entry.state) {
            (_, BundleState::Withdrawn) => ReceivedState::Withdrawn,
            (Err(_), _) => ReceivedState::Damaged,
            (Ok(_), _) => ReceivedState::Announced,
        }
    }

    fn code(&self, entry: &InboxEntry) -> Option<&'static str> {
        match (&self.verified, entry.state) {
            (Err(code), _) => Some(code.code()),
            (Ok(_), BundleState::Withdrawn) => Some(ErrorCode::WithdrawnBySender.code()),
            (Ok(_), _) => None,
        }
    }
}

/// Verifies header and acceptance of an entry. The certificates must have been valid
/// when the hub accepted the bundle; that they may have expired since is no fault.
fn read_announcement(entry: &InboxEntry, trust: &Trust, own: Option<OfficeNumber>) -> Announcement {
    let signed_header = decode_signed(&entry.header).unwrap_or_default();
    let accepted = decode_signed(&entry.accepted).unwrap_or_default();
    let verified = verify_announcement(entry, &signed_header, &accepted, trust, own);
    Announcement {
        signed_header,
        accepted,
        verified,
    }
}

fn verify_announcement(
    entry: &InboxEntry,
    signed_header: &[u8],
    accepted: &[u8],
    trust: &Trust,
    own: Option<OfficeNumber>,
) -> Result<VerifiedBundle, ErrorCode> {
    let accepted = verify_receipt(accepted, trust, entry.accepted_at)
        .map_err(|_| ErrorCode::HubReceiptInvalid)?;
    let receipt = accepted.receipt();
    // The header says how large its sealed part is; whether the bytes that come are
    // those is checked when they are opened.
    let signed = read_signed(signed_header).map_err(|_| ErrorCode::HeaderInvalid)?;
    let claimed: Header =
        serde_json::from_slice(&signed.content).map_err(|_| ErrorCode::HeaderInvalid)?;
    let verified = verify_bundle(
        signed_header,
        claimed.sealed.size_bytes,
        claimed.sealed.sha256,
        trust,
        receipt.at,
    )
    .map_err(|_| ErrorCode::HeaderInvalid)?;
    let header = verified.header();
    let names_it = receipt.kind == ReceiptKind::Accepted
        && receipt.bundle == header.id
        && receipt.from == header.from
        && receipt.to == header.to
        && receipt.header_sha256 == verified.header_digest()
        && receipt.sealed_sha256 == header.sealed.sha256;
    if !names_it {
        return Err(ErrorCode::HubReceiptInvalid);
    }
    if header.id != entry.id {
        return Err(ErrorCode::HeaderInvalid);
    }
    if own != Some(header.to.office) {
        return Err(ErrorCode::NotForThisOffice);
    }
    Ok(verified)
}

fn insert(
    tx: &rusqlite::Transaction<'_>,
    entry: &InboxEntry,
    announced: &Announcement,
    key: ReceivedId,
    now: UtcSeconds,
) -> Result<bool, StoreError> {
    let header = announced.header();
    let files = header.map_or(0, |header| header.files.len());
    let sizes = header.map_or(0, |header| {
        let standard: u64 = header.files.iter().map(|file| file.size_bytes).sum();
        standard.saturating_add(header.others.size_bytes)
    });
    let new = NewReceived {
        key,
        state: announced.state(entry),
        addresses: header.map(|header| (header.from, header.to)),
        set: header.and_then(|header| header.set.as_deref()),
        stamp: header.and_then(|header| header.stamp.as_deref()),
        months: header.map_or(&[][..], |header| &header.months),
        standard_files: u32::try_from(files).unwrap_or(u32::MAX),
        attachments: header.map_or(0, |header| header.others.count),
        size_bytes: sizes,
        sent_at: header.map(|header| header.sent_at),
        accepted_at: entry.accepted_at,
        code: announced.code(entry),
        signed_header: &announced.signed_header,
        accepted: &announced.accepted,
    };
    received::insert(tx, &new, now)
}

/// A bundle whose contents must be fetched now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueContents {
    /// The bundle.
    pub key: ReceivedId,
}

/// Bundles whose contents should be fetched now, oldest first.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn due_contents(store: &mut Store, now: UtcSeconds) -> Result<Vec<DueContents>, StoreError> {
    store.read(|tx| {
        let keys = received::due(tx, now, CONTENTS_PER_PASS_MAX)?;
        Ok(keys.into_iter().map(|key| DueContents { key }).collect())
    })
}

/// Opens, checks and stores the sealed part of bundle `key`, and owes the `fetched`
/// receipt, in one transaction. Storing it again changes nothing.
///
/// # Errors
///
/// [`ReceiveError`]; the contents are then fetched again.
pub fn store_contents(
    store: &mut Store,
    keys: &Keys,
    key: ReceivedId,
    sealed: &[u8],
    now: UtcSeconds,
) -> Result<StoredContents, ReceiveError> {
    let found = store.read(|tx| {
        let bundle = received::bundle(tx, key)?;
        let own = own_office(tx)?;
        Ok::<_, StoreError>(received::find(tx, key)?.zip(bundle).zip(own))
    })?;
    let Some(((known, (bundle, _)), own)) = found else {
        return Err(ReceiveError::NotFound { key });
    };
    if known.state != ReceivedState::Announced {
        return Ok(StoredContents::AlreadySettled);
    }
    // Outside of any transaction: opening and checking 10 MiB takes a while.
    let at = bundle.row.times.accepted.unwrap_or(now);
    let opened = open_bundle(&known.signed_header, sealed, &keys.mailbox, &keys.trust, at);
    let opened = match opened {
        Ok(opened) if opened.header().to.office != own.number => Err(ErrorCode::NotForThisOffice),
        Ok(opened) if opened.header().id != key.id => Err(ErrorCode::HeaderInvalid),
        Ok(opened) => Ok(opened),
        Err(err) => {
            tracing::warn!(bundle = %key.id, %err, "a received bundle could not be opened");
            Err(code_of(&err))
        }
    };
    let outcome = match &opened {
        Ok(opened) => save_opened(store, key, opened, sealed, now),
        Err(code) => save_damaged(store, key, *code, sealed),
    };
    Ok(outcome?)
}

fn code_of(err: &OpenError) -> ErrorCode {
    match err {
        OpenError::Verify(_) => ErrorCode::ContentsAltered,
        OpenError::Decrypt(_) => ErrorCode::ContentsNotOpenable,
        OpenError::Signature(_)
        | OpenError::OtherSigner
        | OpenError::Contents(_)
        | OpenError::OtherId
        | OpenError::OtherAddress
        | OpenError::OtherFiles => ErrorCode::ContentsAltered,
    }
}

fn save_opened(
    store: &mut Store,
    key: ReceivedId,
    opened: &OpenedBundle,
    sealed: &[u8],
    now: UtcSeconds,
) -> Result<StoredContents, StoreError> {
    let inputs: Vec<standard::Input<'_>> = opened
        .files()
        .iter()
        .filter(|file| file.standard)
        .map(|file| standard::Input {
            path: &file.name,
            bytes: &file.bytes,
        })
        .collect();
    let report = standard::check_files(&inputs);
    let subjects = subjects_of(inputs.iter().map(|input| (input.path, input.bytes)));
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
    let contents = NewContents {
        message: opened.message(),
        files: &files,
        subjects: &subjects,
        check_errors: u32::try_from(report.errors()).unwrap_or(u32::MAX),
        check_warnings: u32::try_from(report.warnings()).unwrap_or(u32::MAX),
        sealed,
    };
    store.write(|tx| {
        let Some(known) = received::find(tx, key)? else {
            return Ok(StoredContents::AlreadySettled);
        };
        if known.state != ReceivedState::Announced {
            return Ok(StoredContents::AlreadySettled);
        }
        received::insert_contents(tx, known.number, &contents, now)?;
        let mark = journal::received_mark(tx, key)?.unwrap_or_default();
        if !mark.fetched {
            receipts::owe(tx, known.number, ReceiptKind::Fetched, now)?;
        }
        apply_received_marks(tx, key)?;
        Ok(StoredContents::Received)
    })
}

fn save_damaged(
    store: &mut Store,
    key: ReceivedId,
    code: ErrorCode,
    sealed: &[u8],
) -> Result<StoredContents, StoreError> {
    store.write(|tx| {
        let Some(known) = received::find(tx, key)? else {
            return Ok(StoredContents::AlreadySettled);
        };
        if known.state != ReceivedState::Announced {
            return Ok(StoredContents::AlreadySettled);
        }
        received::keep_sealed(tx, known.number, sealed)?;
        let state = ReceivedState::Damaged;
        received::set_state(tx, known.number, state, Some(code.code()), None)?;
        Ok(StoredContents::Damaged(code))
    })
}

/// Notes that the contents of `key` did not come, with the hub's or our own code.
///
/// Withdrawn and erased contents will never come; anything else is tried again.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn apply_fetch_problem(
    store: &mut Store,
    key: ReceivedId,
    code: &str,
    now: UtcSeconds,
    jitter: f64,
) -> Result<(), StoreError> {
    store.write(|tx| {
        let Some(known) = received::find(tx, key)? else {
            return Ok(());
        };
        if known.state != ReceivedState::Announced {
            return Ok(());
        }
        match HubCode::from_code(code) {
            Some(HubCode::Withdrawn) => {
                let code = ErrorCode::WithdrawnBySender.code();
                received::set_withdrawn(tx, known.number, code, now)
            }
            Some(HubCode::ContentsErased) => {
                let code = ErrorCode::ContentsErased.code();
                received::set_state(tx, known.number, ReceivedState::Damaged, Some(code), None)
            }
            _ => {
                let made = known.attempts.saturating_add(1);
                let later = next_attempt(Attempts { made }, now, jitter);
                received::count_attempt(tx, known.number, code, later)
            }
        }
    })
}

/// Why contents were not stored.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    /// Nothing of this key was announced.
    #[error("bundle {key} was not announced")]
    NotFound {
        /// The key.
        key: ReceivedId,
    },
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}
