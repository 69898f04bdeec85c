//! Taking back what a partner has already opened or imported: drafts of deletion files.
//!
//! Withdrawing ends when a person opened the bundle, and does not reach what was handed to
//! care software. From then on only the deletion records of the standard help. They are made
//! of the files that were sent, checked like everything else, and kept as drafts: a person
//! confirms and sends them. What a reader would get wrong: a deletion is processed in the
//! order of stamps, so its stamp is later than every stamp sent to that address.

use jiff::civil::DateTime;
use jiff::tz::Offset;
use jiff::{Span, Timestamp};
use protocol::{Address, BundleId, UtcSeconds};
use standard::deletion::{DeletionError, make_deletions};
use standard::{FileName, Stamp};

use super::{OutboxBundle, SentState};
use crate::drafts::{CreateDraftsError, DraftInput, DraftOptions, create_drafts_and};
use crate::error_code::ErrorCode;
use crate::history::{self, Action, Entry};
use crate::store::{Store, StoreError, deletions, sent};

/// Stamps are times of the clock in Japan.
const JAPAN: Offset = Offset::constant(9);

/// Whether deletion files can be made of the bundle: a partner opened it or handed it to
/// care software, and it registers something that the standard can delete.
pub fn can_take_back(bundle: &OutboxBundle) -> bool {
    let reached = bundle.row.times.opened.or(bundle.row.times.imported);
    let registers = matches!(
        bundle.row.set.as_deref(),
        Some("K1" | "K2" | "K5" | "Y1" | "Y2" | "Y3" | "Y4" | "Y8")
    );
    reached.is_some() && registers
}

/// Makes drafts of the files that take back the sent bundle `id`; their ids in the order
/// in which they are to be processed. Drafts that were made of it before are given again.
/// `did` begins the lines of the history, kept in the same transaction.
///
/// # Errors
///
/// [`TakeBackError`]; no draft was made then.
pub fn take_back(
    store: &mut Store,
    id: BundleId,
    now: UtcSeconds,
    did: impl Fn(Action) -> Entry,
) -> Result<Vec<BundleId>, TakeBackError> {
    let bundle = store.read(|tx| sent::bundle(tx, id))?;
    let bundle = bundle.ok_or(TakeBackError::NotFound { id })?;
    if !can_take_back(&bundle) {
        return Err(TakeBackError::NothingToTakeBack { id });
    }
    let to = Address {
        office: bundle.row.partner.number,
        service: bundle.row.partner.service,
    };
    let files = sent_files(store, &bundle)?;
    let named: Vec<(FileName, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (*name, bytes.as_slice()))
        .collect();
    let last = store.read(|tx| deletions::last_stamp(tx, to))?;
    let made = make_deletions(&named, stamps_after(last.as_deref(), now))?;
    let inputs: Vec<DraftInput> = made
        .into_iter()
        .map(|file| DraftInput {
            path: file.name.to_string(),
            bytes: file.bytes,
        })
        .collect();
    let known = made_before(store, &bundle, to, &inputs)?;
    if !known.is_empty() {
        return Ok(known);
    }
    let options = DraftOptions::default();
    let created = create_drafts_and(store, &inputs, &options, now, |tx, created| {
        for draft in &created.drafts {
            let entry = did(Action::Drafted).on(draft.id).clients(draft.clients);
            history::append(tx, &entry, now)?;
        }
        Ok(())
    })?;
    let mut drafts: Vec<_> = created.drafts.iter().collect();
    drafts.sort_by(|a, b| a.stamp.cmp(&b.stamp));
    if drafts.len() != inputs.len() {
        return Err(TakeBackError::CheckFailed { id });
    }
    Ok(drafts.into_iter().map(|draft| draft.id).collect())
}

fn sent_files(
    store: &mut Store,
    bundle: &OutboxBundle,
) -> Result<Vec<(FileName, Vec<u8>)>, StoreError> {
    store.read(|tx| {
        let mut files = Vec::new();
        for file in bundle.files.iter().filter(|file| file.standard) {
            let bytes = sent::file(tx, bundle.row.id, &file.name)?;
            let name = FileName::parse(&file.name).ok();
            files.extend(name.zip(bytes));
        }
        Ok(files)
    })
}

/// Stamps from `now` on, one second apart, all later than `last`.
fn stamps_after(last: Option<&str>, now: UtcSeconds) -> impl FnMut() -> Stamp {
    let clock = Timestamp::from_second(now.0).unwrap_or(Timestamp::UNIX_EPOCH);
    let clock = JAPAN.to_datetime(clock);
    let last = last.and_then(|stamp| DateTime::strptime("%Y%m%d%H%M%S", stamp).ok());
    let after = |time: DateTime| time.saturating_add(Span::new().seconds(1));
    let mut next = last.map_or(clock, |last| after(last).max(clock));
    move || {
        let text = next.strftime("%Y%m%d%H%M%S").to_string();
        next = after(next);
        Stamp::from_bytes(text.as_bytes()).expect("a civil time is a stamp")
    }
}

/// The bundles that take back the same records and were made after `bundle`, if each file
/// has one that is still a draft.
fn made_before(
    store: &mut Store,
    bundle: &OutboxBundle,
    to: Address,
    inputs: &[DraftInput],
) -> Result<Vec<BundleId>, TakeBackError> {
    let stamp = bundle.row.stamp.as_deref().unwrap_or_default();
    let mut drafts = Vec::new();
    for input in inputs {
        let sha256 = protocol::Digest::of(&input.bytes);
        match store.read(|tx| deletions::same_contents(tx, to, sha256, stamp))? {
            Some((id, SentState::Draft)) => drafts.push(id),
            Some((taken_back_by, _)) => {
                return Err(TakeBackError::TakenBackAlready {
                    id: bundle.row.id,
                    taken_back_by,
                });
            }
            None => return Ok(Vec::new()),
        }
    }
    Ok(drafts)
}

/// Why nothing is taken back.
#[derive(Debug, thiserror::Error)]
pub enum TakeBackError {
    /// There is no such bundle.
    #[error("there is no sent bundle {id}")]
    NotFound {
        /// The id that was asked for.
        id: BundleId,
    },
    /// Nobody has it yet (it can be withdrawn), or it registers nothing that the standard
    /// can delete.
    #[error("bundle {id} has nothing to take back")]
    NothingToTakeBack {
        /// The bundle.
        id: BundleId,
    },
    /// The deletion was sent already.
    #[error("bundle {id} was taken back by {taken_back_by}")]
    TakenBackAlready {
        /// The bundle.
        id: BundleId,
        /// What takes it back.
        taken_back_by: BundleId,
    },
    /// Our own deletion files did not pass the check; nothing of them is kept.
    #[error("the deletion files of bundle {id} did not pass the check")]
    CheckFailed {
        /// The bundle.
        id: BundleId,
    },
    /// The deletion cannot be made of the files.
    #[error("no deletion can be made of the files")]
    Deletion(#[from] DeletionError),
    /// The drafts could not be made.
    #[error("the drafts could not be made")]
    Drafts(#[from] CreateDraftsError),
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&TakeBackError> for ErrorCode {
    fn from(err: &TakeBackError) -> ErrorCode {
        match err {
            TakeBackError::NotFound { .. } => ErrorCode::SentNotFound,
            TakeBackError::NothingToTakeBack { .. } | TakeBackError::Deletion(_) => {
                ErrorCode::NothingToTakeBack
            }
            TakeBackError::TakenBackAlready { .. } => ErrorCode::TakenBackAlready,
            TakeBackError::CheckFailed { .. } => ErrorCode::DeletionNotMade,
            TakeBackError::Drafts(err) => ErrorCode::from(err),
            TakeBackError::Store(err) => ErrorCode::from(err),
        }
    }
}
