//! Creating drafts from any pile of files: check, group, store.
//!
//! Bad input is a result, not a failure: what has errors is reported, the rest
//! becomes drafts, in one transaction. Original bytes are stored unchanged.

use protocol::bundle::MESSAGE_CHARACTERS_MAX;
use protocol::{BundleId, Digest, DigestBuilder, UtcMillis, UtcSeconds};
use rusqlite::Transaction;

use super::deletion::find_nothing_to_delete;
use super::group::{Placing, PlannedBundle, group_files, is_standard_candidate, name_of};
use super::{
    AttachmentPlace, CreatedDrafts, DraftInput, DraftOptions, DraftProblem, DuplicateDraft,
};
use crate::error_code::ErrorCode;
use crate::random::random_bytes;
use crate::store::sent::{NewFile, NewSent};
use crate::store::settings::{OwnOffice, own_office};
use crate::store::{Store, StoreError, sent};
use crate::subjects::subjects_of;

/// Files in one pile: 60 files for 20 partners are usual, a year's archive dropped
/// by mistake is not.
const INPUTS_MAX: usize = 5_000;

/// Name and version of the program that checked, as the header states it.
pub const CHECK_PROGRAM: &str = concat!("tsunagu ", env!("CARGO_PKG_VERSION"));

/// The version of the standard that was checked against.
pub const CHECK_STANDARD: &str = "4.1";

/// Checks and groups `inputs` and stores what can be sent as drafts.
///
/// The order of the inputs does not matter. Problems, duplicates and the whole
/// report of the check are in the result.
///
/// # Errors
///
/// [`CreateDraftsError`] when nothing could be looked at; no draft was made then.
pub fn create_drafts(
    store: &mut Store,
    inputs: &[DraftInput],
    options: &DraftOptions,
    now: UtcSeconds,
) -> Result<CreatedDrafts, CreateDraftsError> {
    create_drafts_and(store, inputs, options, now, |_, _| Ok(()))
}

/// As [`create_drafts`], with `record` in the same transaction: what it writes is there
/// if and only if the drafts are.
pub(crate) fn create_drafts_and(
    store: &mut Store,
    inputs: &[DraftInput],
    options: &DraftOptions,
    now: UtcSeconds,
    record: impl FnOnce(&Transaction<'_>, &CreatedDrafts) -> Result<(), StoreError>,
) -> Result<CreatedDrafts, CreateDraftsError> {
    if inputs.is_empty() {
        return Err(CreateDraftsError::NothingToSend);
    }
    if inputs.len() > INPUTS_MAX {
        return Err(CreateDraftsError::TooManyFiles {
            found: inputs.len(),
        });
    }
    let characters = options.message.chars().count();
    if characters > MESSAGE_CHARACTERS_MAX {
        return Err(CreateDraftsError::MessageTooLong { found: characters });
    }
    let own = store
        .read(own_office)?
        .ok_or(CreateDraftsError::NotAnOffice)?;
    let places = vec![options.to.map(AttachmentPlace::To); inputs.len()];
    let Plan {
        mut report,
        bundles,
        problems,
    } = plan_bundles(
        inputs,
        &own,
        &Placing {
            from_service: options.from_service,
            places: &places,
        },
    );
    let candidates = standard_candidates(inputs);
    store.read(|tx| find_nothing_to_delete(tx, inputs, &candidates, &bundles, &mut report))?;
    let mut created = CreatedDrafts {
        drafts: Vec::new(),
        report,
        problems,
        duplicates: Vec::new(),
    };
    store.write(|tx| {
        for bundle in &bundles {
            store_draft(tx, inputs, bundle, options, now, &mut created)?;
        }
        record(tx, &created)?;
        Ok::<_, CreateDraftsError>(())
    })?;
    Ok(created)
}

/// Checked files in their bundles.
pub(crate) struct Plan {
    pub report: standard::Report,
    pub bundles: Vec<PlannedBundle>,
    pub problems: Vec<DraftProblem>,
}

/// Checks the files and groups them into bundles. Pure; takes time with large files.
pub(crate) fn plan_bundles(inputs: &[DraftInput], own: &OwnOffice, placing: &Placing<'_>) -> Plan {
    let candidates: Vec<usize> = standard_candidates(inputs);
    let to_check: Vec<standard::Input<'_>> = candidates
        .iter()
        .map(|index| standard::Input {
            path: &inputs[*index].path,
            bytes: &inputs[*index].bytes,
        })
        .collect();
    let report = standard::check_files(&to_check);
    let (bundles, problems) = group_files(inputs, &candidates, &report, own, placing);
    Plan {
        report,
        bundles,
        problems,
    }
}

/// The inputs that the check of the standard is about, in the order of its report.
pub(crate) fn standard_candidates(inputs: &[DraftInput]) -> Vec<usize> {
    (0..inputs.len())
        .filter(|index| is_standard_candidate(name_of(&inputs[*index].path)))
        .collect()
}

fn store_draft(
    tx: &Transaction<'_>,
    inputs: &[DraftInput],
    bundle: &PlannedBundle,
    options: &DraftOptions,
    now: UtcSeconds,
    created: &mut CreatedDrafts,
) -> Result<(), StoreError> {
    let before = sent::same_files(tx, bundle.to, bundle_digest(inputs, bundle))?;
    if !options.send_again
        && let Some((id, state)) = before
    {
        let paths = bundle
            .files
            .iter()
            .map(|(index, _)| inputs[*index].path.clone());
        created.duplicates.push(DuplicateDraft {
            id,
            state,
            to: bundle.to,
            stamp: bundle.stamp.clone(),
            paths: paths.collect(),
        });
        return Ok(());
    }
    let id = store_planned(tx, inputs, bundle, &options.message, now)?;
    created
        .drafts
        .extend(sent::bundle(tx, id)?.map(|stored| stored.row));
    Ok(())
}

/// Stores one planned bundle as a draft with a fresh id.
pub(crate) fn store_planned(
    tx: &Transaction<'_>,
    inputs: &[DraftInput],
    bundle: &PlannedBundle,
    message: &str,
    now: UtcSeconds,
) -> Result<BundleId, StoreError> {
    let files = new_files(inputs, bundle);
    let standard_files = files.iter().filter(|file| file.standard);
    let subjects = subjects_of(standard_files.map(|file| (file.name, file.bytes)));
    let id = new_bundle_id(now);
    let draft = NewSent {
        id,
        from: bundle.from,
        to: bundle.to,
        set: bundle.set.as_deref(),
        stamp: bundle.stamp.as_deref(),
        months: &bundle.months,
        subjects: &subjects,
        message,
        files: &files,
        files_sha256: files_digest(&files),
        check_program: CHECK_PROGRAM,
        check_standard: CHECK_STANDARD,
        warnings: bundle.warnings,
    };
    sent::insert_draft(tx, &draft, now)?;
    Ok(id)
}

fn new_files<'a>(inputs: &'a [DraftInput], bundle: &PlannedBundle) -> Vec<NewFile<'a>> {
    let files = bundle.files.iter().map(|(index, standard)| NewFile {
        name: name_of(&inputs[*index].path),
        standard: *standard,
        sha256: Digest::of(&inputs[*index].bytes),
        bytes: &inputs[*index].bytes,
    });
    files.collect()
}

/// What recognises the files of a bundle when they come again.
pub(crate) fn bundle_digest(inputs: &[DraftInput], bundle: &PlannedBundle) -> Digest {
    files_digest(&new_files(inputs, bundle))
}

/// A fresh id; the random part comes from the operating system's generator.
fn new_bundle_id(now: UtcSeconds) -> BundleId {
    let millis = u64::try_from(now.0).unwrap_or(0).saturating_mul(1000);
    BundleId::new(UtcMillis(millis), random_bytes())
}

/// One digest for a set of files, whatever their order: names, kinds and contents.
pub(crate) fn files_digest(files: &[NewFile<'_>]) -> Digest {
    let mut lines: Vec<String> = files
        .iter()
        .map(|file| format!("{} {} {}\n", file.sha256, file.standard, file.name))
        .collect();
    lines.sort();
    let mut builder = DigestBuilder::new();
    for line in lines {
        builder.update(line.as_bytes());
    }
    builder.finish()
}

/// Why no file was looked at.
#[derive(Debug, thiserror::Error)]
pub enum CreateDraftsError {
    /// There is no file.
    #[error("there is no file to send")]
    NothingToSend,
    /// More files than anyone sends at once.
    #[error("found {found} files, at most {INPUTS_MAX} are taken at once")]
    TooManyFiles {
        /// How many there are.
        found: usize,
    },
    /// The message has too many characters.
    #[error("the message has {found} characters, at most {MESSAGE_CHARACTERS_MAX} are allowed")]
    MessageTooLong {
        /// How many there are.
        found: usize,
    },
    /// Enrolment did not finish.
    #[error("the office is not enrolled")]
    NotAnOffice,
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&CreateDraftsError> for ErrorCode {
    fn from(err: &CreateDraftsError) -> ErrorCode {
        match err {
            CreateDraftsError::NothingToSend => ErrorCode::NothingToSend,
            CreateDraftsError::TooManyFiles { .. } => ErrorCode::TooManyFiles,
            CreateDraftsError::MessageTooLong { .. } => ErrorCode::MessageTooLong,
            CreateDraftsError::NotAnOffice => ErrorCode::NotAnOffice,
            CreateDraftsError::Store(err) => ErrorCode::from(err),
        }
    }
}
