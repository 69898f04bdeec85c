//! Deletions without anything to delete, told by what this office has sent.
//!
//! The check of the standard sees files only; here their deletions are compared with the history
//! of the same sender and receiver, and with what the pile itself sends before. The result is
//! information and holds nothing back: what was agreed by telephone or sent by another program
//! can be deleted as well.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Transaction;
use standard::nothing_to_delete::{RecordKey, deleted_kind, nothing_to_delete, record_keys};
use standard::{FileKind, FileName, Finding, Report};

use super::DraftInput;
use super::group::PlannedBundle;
use crate::store::sent_history::{ClientFiles, SentFile, files_for_client};
use crate::store::{Store, StoreError};

/// So many records of one deletion file are looked up; nobody deletes more one by one.
const RECORDS_MAX: usize = 1_000;

/// Adds a finding to `report` for every record that `bundles` would delete and that was not sent
/// to the same receiver, or was deleted since. `candidates` are the inputs of the report.
pub(super) fn find_nothing_to_delete(
    tx: &Transaction<'_>,
    inputs: &[DraftInput],
    candidates: &[usize],
    bundles: &[PlannedBundle],
    report: &mut Report,
) -> Result<(), StoreError> {
    let mut history = History::new(tx, false);
    let mut pile = None;
    let files = bundles.iter().flat_map(|bundle| &bundle.files);
    for &(input, _) in files.filter(|(_, standard)| *standard) {
        let Some(index) = candidates.iter().position(|&candidate| candidate == input) else {
            continue;
        };
        let name = report.files[index].file_name;
        let Some(name) = name.filter(|name| deleted_kind(name.kind).is_some()) else {
            continue;
        };
        let pile = pile.get_or_insert_with(|| Pile::of(inputs, candidates, report));
        let findings = history.nothing_to_delete(&name, &inputs[input].bytes, pile)?;
        report.files[index].findings.extend(findings);
    }
    Ok(())
}

/// The same of the files of a draft, given by name and bytes. What is still a draft counts as
/// sent here: it goes out from the same list.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn deletions_without_record(
    store: &mut Store,
    files: &[(String, Vec<u8>)],
) -> Result<Vec<Finding>, StoreError> {
    store.read(|tx| {
        let mut history = History::new(tx, true);
        let mut findings = Vec::new();
        for (name, bytes) in files {
            if let Ok(name) = FileName::parse(name) {
                let nothing = Pile(Vec::new());
                findings.extend(history.nothing_to_delete(&name, bytes, &nothing)?);
            }
        }
        Ok(findings)
    })
}

/// What the files of the pile send that can be deleted.
struct Pile(Vec<(FileName, BTreeSet<RecordKey>)>);

impl Pile {
    fn of(inputs: &[DraftInput], candidates: &[usize], report: &Report) -> Pile {
        let files = report.files.iter().zip(candidates);
        let files = files.filter_map(|(file, &input)| {
            let name = file.file_name?;
            let keys = record_keys(&inputs[input].bytes, name.kind);
            Some((name, keys.into_iter().map(|(key, _)| key).collect()))
        });
        Pile(files.collect())
    }

    /// Whether a file before `deletion` sends the record.
    fn sends(&self, deletion: &FileName, deleted: FileKind, key: &RecordKey) -> bool {
        self.0.iter().any(|(name, keys)| {
            name.kind == deleted
                && (name.from, name.to) == (deletion.from, deletion.to)
                && name.stamp < deletion.stamp
                && keys.contains(key)
        })
    }
}

/// What was sent, with the records of each file once it was read.
struct History<'a> {
    tx: &'a Transaction<'a>,
    with_drafts: bool,
    read: BTreeMap<(String, i64), BTreeSet<RecordKey>>,
}

impl<'a> History<'a> {
    fn new(tx: &'a Transaction<'a>, with_drafts: bool) -> History<'a> {
        History {
            tx,
            with_drafts,
            read: BTreeMap::new(),
        }
    }

    /// The findings of one deletion file; none if it is of another kind.
    fn nothing_to_delete(
        &mut self,
        deletion: &FileName,
        bytes: &[u8],
        pile: &Pile,
    ) -> Result<Vec<Finding>, StoreError> {
        let mut findings = Vec::new();
        let Some(deleted) = deleted_kind(deletion.kind) else {
            return Ok(findings);
        };
        let keys = record_keys(bytes, deletion.kind);
        for (key, line) in keys.into_iter().take(RECORDS_MAX) {
            if !pile.sends(deletion, deleted, &key) && !self.sent(deletion, deleted, &key)? {
                findings.extend(nothing_to_delete(deletion.kind, &key, line));
            }
        }
        Ok(findings)
    }

    /// Whether the last file before this deletion that has the record sent it.
    fn sent(
        &mut self,
        deletion: &FileName,
        deleted: FileKind,
        key: &RecordKey,
    ) -> Result<bool, StoreError> {
        let (from, to) = (deletion.from.service, deletion.to);
        let client = ClientFiles {
            from_service: from.as_str(),
            to_office: to.office.as_str(),
            to_service: to.service.as_str(),
            insurer: &key.insurer,
            insured: &key.insured,
            with_drafts: self.with_drafts,
        };
        let mut last = None;
        for file in files_for_client(self.tx, &client)? {
            let Ok(name) = FileName::parse(&file.name) else {
                continue;
            };
            let concerns = name.kind == deleted || name.kind == deletion.kind;
            let latest = last.is_none_or(|(stamp, _)| stamp < name.stamp);
            if concerns
                && latest
                && name.stamp < deletion.stamp
                && self.has(&file, name.kind, key)?
            {
                last = Some((name.stamp, name.kind));
            }
        }
        Ok(last.is_some_and(|(_, kind)| kind == deleted))
    }

    fn has(
        &mut self,
        file: &SentFile,
        kind: FileKind,
        key: &RecordKey,
    ) -> Result<bool, StoreError> {
        let place = (file.id.clone(), file.position);
        if let Some(keys) = self.read.get(&place) {
            return Ok(keys.contains(key));
        }
        let keys = record_keys(&file.bytes(self.tx)?, kind).into_iter();
        let keys: BTreeSet<RecordKey> = keys.map(|(key, _)| key).collect();
        let known = keys.contains(key);
        self.read.insert(place, keys);
        Ok(known)
    }
}
