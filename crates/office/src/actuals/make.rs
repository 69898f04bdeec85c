//! Making files of what was entered: one for each partner and service kind, in a new pile.
//!
//! What a reader would get wrong: a client of whom nothing was given is in no file, because a
//! file of actuals has records only. What was sent before of such a client is taken back with a
//! deletion, from the page of what was sent.

use std::collections::BTreeMap;

use protocol::{Address, OfficeNumber, UtcSeconds};
use standard::{FileKind, write_file};

use super::SheetView;
use super::check::records;
use super::month::views;
use super::read::file_name;
use crate::drafts::DraftInput;
use crate::error_code::ErrorCode;
use crate::history::Entry;
use crate::piles::{AddError, add_files};
use crate::store::{Store, StoreError, actuals as rows};

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MadeFiles {
    /// The pile with the files.
    pub pile: i64,
    /// Clients in them.
    pub clients: usize,
    /// Files.
    pub files: usize,
}

/// Makes files of every sheet of `month` that is complete and in no file yet. `stamp` is the
/// ファイル連番 of the files, 14 digits; `entries` go into the history.
///
/// # Errors
///
/// [`MakeError`]; no file was made then.
pub fn make_files(
    store: &mut Store,
    own: OfficeNumber,
    month: &str,
    stamp: &str,
    entries: Vec<Entry>,
    now: UtcSeconds,
) -> Result<MadeFiles, MakeError> {
    let created = stamp.get(..8).unwrap_or_default();
    let views: Vec<SheetView> = views(store, own, month)?
        .into_iter()
        .filter(|view| view.sheet.ready && !view.sheet.is_made())
        .collect();
    let has_errors = |view: &&SheetView| view.findings.iter().any(super::LineFinding::is_error);
    let wrong = views.iter().filter(has_errors).count();
    if wrong > 0 {
        return Err(MakeError::HasErrors { clients: wrong });
    }
    let mut files: BTreeMap<(Address, String), Vec<Vec<String>>> = BTreeMap::new();
    let mut clients = 0;
    for view in &views {
        let Some(to) = view.partner else { continue };
        let before = files.values().map(Vec::len).sum::<usize>();
        for (_, _, record) in records(&view.sheet.lines, month, created) {
            let kind = record[super::lines::item::CODE - 1][..2].to_owned();
            files.entry((to, kind)).or_default().push(record);
        }
        clients += usize::from(files.values().map(Vec::len).sum::<usize>() > before);
    }
    if files.is_empty() {
        return Err(MakeError::NothingReady);
    }
    let mut inputs = Vec::with_capacity(files.len());
    for ((to, kind), records) in &files {
        let bytes = write_file(FileKind::UpJsk, records)
            .map_err(|_| MakeError::HasErrors { clients: 1 })?;
        inputs.push(DraftInput {
            path: file_name(own, kind, month, *to, stamp),
            bytes,
        });
    }
    let pile = store.recorded(entries, now, |store| {
        let pile = add_files(store, None, &inputs, now)?.pile;
        store.write(|tx| {
            for view in &views {
                let client = (view.insurer.clone(), view.insured.clone());
                rows::set_made(tx, month, &client, view.sheet.version, now)?;
            }
            Ok::<_, MakeError>(pile)
        })
    })?;
    Ok(MadeFiles {
        pile,
        clients,
        files: inputs.len(),
    })
}

/// Why no file was made.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    /// Nothing is complete that is in no file yet.
    #[error("nothing is ready to be made into a file")]
    NothingReady,
    /// The check found errors.
    #[error("the actuals of {clients} clients have errors")]
    HasErrors {
        /// In how many clients.
        clients: usize,
    },
    /// The pile took nothing.
    #[error("the files could not be put into a pile")]
    Add(#[from] AddError),
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&MakeError> for ErrorCode {
    fn from(err: &MakeError) -> ErrorCode {
        match err {
            MakeError::NothingReady => ErrorCode::NoActualsReady,
            MakeError::HasErrors { .. } => ErrorCode::ActualsHaveErrors,
            MakeError::Add(err) => ErrorCode::from(err),
            MakeError::Store(err) => ErrorCode::from(err),
        }
    }
}
