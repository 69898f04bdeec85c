//! Taking files from an out-folder: check, draft or reject, and record, in one
//! transaction.
//!
//! Nothing moves here. When this returns, the database says what each file became and
//! where it goes; `put_away.rs` moves it, now or after a restart.

use protocol::bundle::FILES_SIZE_BYTES_MAX;
use protocol::{Digest, UtcSeconds};
use rusqlite::Transaction;

use super::disk::{Disk, Entry};
use super::explain::{Reason, explanation};
use super::put_away::NAMES_MAX;
use super::schedule::{month_and_time, next_time};
use super::watch::Watch;
use super::{Folder, FolderWords, LookError, Records, SendMode, place};
use crate::drafts::{
    CreateDraftsError, CreatedDrafts, DraftInput, DraftOptions, create_drafts_and,
    is_standard_candidate,
};
use crate::error_code::ErrorCode;
use crate::store::folders::{NewFolderFile, insert_file, send_later};
use crate::store::{StoreError, sent};

/// What is the same for all files of one look.
pub(super) struct Taking<'a> {
    pub folder: &'a Folder,
    pub mode: SendMode,
    pub words: FolderWords,
    pub now: UtcSeconds,
}

/// Where a file goes when it is taken, and where when it is rejected. Nothing has these
/// names when they are chosen, so what lies there later came by our own move.
struct Targets {
    sent: String,
    errors: String,
}

impl Taking<'_> {
    fn targets(&self, disk: &Disk, name: &str) -> Result<Targets, LookError> {
        Ok(Targets {
            sent: self.free_target(disk, self.words.sent, name)?,
            errors: self.free_target(disk, self.words.errors, name)?,
        })
    }

    fn free_target(&self, disk: &Disk, parent: &str, name: &str) -> Result<String, LookError> {
        let (month, _) = month_and_time(self.now);
        let parent = format!("{parent}/{month}");
        let failed = |source| LookError::Disk {
            path: name.to_owned(),
            source,
        };
        for number in 1..NAMES_MAX {
            let target = place::target(&parent, name, number);
            let is_there = |path: &str| disk.exists(&place::below(&self.folder.path, path));
            let taken = is_there(&target).map_err(failed)?
                || is_there(&place::explanation_of(&target)).map_err(failed)?;
            if !taken {
                return Ok(target);
            }
        }
        Err(failed(std::io::ErrorKind::AlreadyExists.into()))
    }

    fn record_taken(
        &self,
        tx: &Transaction<'_>,
        input: &DraftInput,
        created: &CreatedDrafts,
        targets: &Targets,
    ) -> Result<(), StoreError> {
        let file = NewFolderFile {
            name: &input.path,
            size_bytes: input.bytes.len() as u64,
            sha256: Some(Digest::of(&input.bytes).to_string()),
            bundle: created.drafts.first().map(|draft| draft.id),
            code: None,
            explanation: None,
            target: &targets.sent,
        };
        insert_file(tx, self.folder.number, &file, self.now)
    }

    fn record_rejected(
        &self,
        tx: &Transaction<'_>,
        entry: &Entry,
        bytes: Option<&[u8]>,
        reason: &Reason<'_>,
        targets: &Targets,
    ) -> Result<(), StoreError> {
        let (_, time) = month_and_time(self.now);
        let file = NewFolderFile {
            name: &entry.name,
            size_bytes: entry.size_bytes,
            sha256: bytes.map(|bytes| Digest::of(bytes).to_string()),
            bundle: None,
            code: Some(reason.code.code()),
            explanation: Some(&explanation(
                &entry.name,
                &time,
                reason,
                bytes.is_some_and(is_cut),
            )),
            target: &targets.errors,
        };
        insert_file(tx, self.folder.number, &file, self.now)
    }
}

/// Takes one group of complete files. Returns whether drafts were made; a file that
/// changed meanwhile leaves the whole group for a later look.
pub(super) fn take_group<R: Records>(
    records: &mut R,
    disk: &Disk,
    taking: &Taking<'_>,
    group: &[Entry],
    watch: &mut Watch,
) -> Result<bool, LookError> {
    if let [entry] = group
        && !is_standard_candidate(&entry.name)
    {
        return reject_unread(records, disk, taking, group, ErrorCode::AttachmentInFolder);
    }
    // Before it is read: a disk image in the folder must not fill the memory.
    let size_bytes: u64 = group.iter().map(|entry| entry.size_bytes).sum();
    if size_bytes > FILES_SIZE_BYTES_MAX {
        let code = match group {
            [_] => ErrorCode::FileTooLarge,
            _ => ErrorCode::SetTooLarge,
        };
        return reject_unread(records, disk, taking, group, code);
    }
    let targets = targets_of(disk, taking, group)?;
    let mut inputs = Vec::with_capacity(group.len());
    for entry in group {
        let read = disk.read(&taking.folder.path, entry);
        let bytes = read.map_err(|source| LookError::Disk {
            path: entry.name.clone(),
            source,
        })?;
        let Some(bytes) = bytes else {
            watch.forget(&entry.name);
            return Ok(false);
        };
        inputs.push(DraftInput {
            path: entry.name.clone(),
            bytes,
        });
    }
    // A slow disk or a slow program may stop in the middle of a line for a while.
    let cut = inputs.iter().any(|input| is_cut(&input.bytes));
    if cut && !watch.is_quiet(group, taking.now) {
        return Ok(false);
    }
    step(disk)?;
    let created = records.run(|store| {
        let options = DraftOptions::default();
        create_drafts_and(store, &inputs, &options, taking.now, |tx, created| {
            record(tx, taking, group, (&inputs, &targets), created)
        })
    });
    step(disk)?;
    match created {
        Ok(created) => Ok(!created.drafts.is_empty()),
        Err(CreateDraftsError::Store(err)) => Err(err.into()),
        Err(err) => reject_unread(records, disk, taking, group, ErrorCode::from(&err)),
    }
}

/// Whether the last line has no end, as while a program still writes it.
fn is_cut(bytes: &[u8]) -> bool {
    !bytes.ends_with(b"\n")
}

fn step(disk: &Disk) -> Result<(), LookError> {
    disk.step().map_err(|source| LookError::Disk {
        path: String::new(),
        source,
    })
}

fn record(
    tx: &Transaction<'_>,
    taking: &Taking<'_>,
    group: &[Entry],
    (inputs, targets): (&[DraftInput], &[Targets]),
    created: &CreatedDrafts,
) -> Result<(), StoreError> {
    for draft in &created.drafts {
        match taking.mode {
            SendMode::Draft => (),
            SendMode::Send => sent::set_queued(tx, draft.id, taking.now)?,
            SendMode::At { minute } => send_later(tx, draft.id, next_time(minute, taking.now))?,
        }
    }
    for ((entry, input), targets) in group.iter().zip(inputs).zip(targets) {
        match reason_of(&input.path, created) {
            Some(reason) => {
                taking.record_rejected(tx, entry, Some(&input.bytes), &reason, targets)?;
            }
            None => taking.record_taken(tx, input, created, targets)?,
        }
    }
    Ok(())
}

fn targets_of(
    disk: &Disk,
    taking: &Taking<'_>,
    group: &[Entry],
) -> Result<Vec<Targets>, LookError> {
    let targets = group.iter().map(|entry| taking.targets(disk, &entry.name));
    targets.collect()
}

/// Why a file did not become part of a draft; `None` when it did.
fn reason_of<'a>(path: &str, created: &'a CreatedDrafts) -> Option<Reason<'a>> {
    let duplicate = created
        .duplicates
        .iter()
        .find(|duplicate| duplicate.paths.iter().any(|known| known == path));
    if let Some(earlier) = duplicate {
        return Some(Reason {
            earlier: Some(earlier),
            ..Reason::plain(ErrorCode::SameFilesAgain)
        });
    }
    let problem = created
        .problems
        .iter()
        .find(|problem| problem.path.as_deref().is_none_or(|known| known == path));
    let code = match problem {
        Some(problem) => problem.code,
        // What is in no draft and has no problem of its own must not count as sent.
        None if created.drafts.is_empty() => ErrorCode::SetHasErrors,
        None => return None,
    };
    Some(Reason {
        problem,
        report: Some(&created.report),
        ..Reason::plain(code)
    })
}

fn reject_unread<R: Records>(
    records: &mut R,
    disk: &Disk,
    taking: &Taking<'_>,
    group: &[Entry],
    code: ErrorCode,
) -> Result<bool, LookError> {
    let targets = targets_of(disk, taking, group)?;
    records.run(|store| {
        store.write(|tx| {
            for (entry, targets) in group.iter().zip(&targets) {
                taking.record_rejected(tx, entry, None, &Reason::plain(code), targets)?;
            }
            Ok::<_, StoreError>(())
        })
    })?;
    Ok(false)
}
