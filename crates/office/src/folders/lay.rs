//! Laying received bundles into an in-folder, partner by partner in the order of their
//! stamps, and the notice when one is withdrawn afterwards.
//!
//! The order of the stamps is the order of processing (standard, 2.5). Therefore a
//! bundle that cannot be laid, or whose contents are still to come, holds up the later
//! ones of the same partner, and of nobody else. A laid bundle is never taken back.

use protocol::{OfficeNumber, UtcSeconds};

use super::disk::{Disk, Written};
use super::schedule::month_and_time;
use super::{Folder, FolderWords, InLayout, LookError, Records, Trouble, explain, place};
use crate::error_code::ErrorCode;
use crate::inbox::ReceivedState;
use crate::store::handovers::{Laid, LaidFile, ToLay, insert, not_noticed, set_noticed, to_lay};
use crate::store::{StoreError, received};

/// What stands for the stamp of a bundle without files of the standard.
const NO_STAMP: &str = "00000000000000";

/// What laying out came to.
#[derive(Debug, Default)]
pub(super) struct LaidOut {
    pub bundles: u32,
    pub trouble: Option<Trouble>,
}

/// Lays what can be laid now.
///
/// # Errors
///
/// [`LookError`] when the disk or the database refused; a different file in the way is
/// the trouble of one partner and no error.
pub(super) fn lay_bundles<R: Records>(
    records: &mut R,
    disk: &Disk,
    folder: &Folder,
    (layout, words): (InLayout, FolderWords),
    now: UtcSeconds,
) -> Result<LaidOut, LookError> {
    let rows = records.run(|store| store.read(|tx| to_lay(tx, folder.number, folder.added_at)))?;
    let mut out = LaidOut::default();
    let mut blocked: Option<OfficeNumber> = None;
    for row in rows {
        if blocked == Some(row.sender) {
            continue;
        }
        if row.state == ReceivedState::Announced {
            // Without a stamp it has no place in the order.
            if !row.stamp.is_empty() {
                blocked = Some(row.sender);
            }
            continue;
        }
        match lay_bundle(records, disk, folder, &row, (layout, words), now)? {
            None => out.bundles += 1,
            Some(path) => {
                blocked = Some(row.sender);
                out.trouble.get_or_insert(Trouble {
                    code: ErrorCode::OtherFileInTheWay,
                    path: Some(path),
                });
            }
        }
    }
    Ok(out)
}

/// Lays one bundle and records it. Returns the file in the way, if there is one.
fn lay_bundle<R: Records>(
    records: &mut R,
    disk: &Disk,
    folder: &Folder,
    row: &ToLay,
    (layout, words): (InLayout, FolderWords),
    now: UtcSeconds,
) -> Result<Option<String>, LookError> {
    let bundle = records.run(|store| store.read(|tx| received::bundle(tx, row.key)))?;
    let Some((bundle, _)) = bundle else {
        return Ok(None);
    };
    let mut files = Vec::new();
    for file in &bundle.files {
        let bytes =
            records.run(|store| store.read(|tx| received::file(tx, row.key, &file.name)))?;
        let Some(bytes) = bytes else { continue };
        let path = path_of(row, &file.name, file.standard, layout, words);
        let written = disk.write_new(&place::below(&folder.path, &path), &bytes);
        let failed = |source| LookError::Disk {
            path: path.clone(),
            source,
        };
        if written.map_err(failed)? == Written::OtherFile {
            return Ok(Some(path));
        }
        files.push(LaidFile {
            path,
            standard: file.standard,
            sha256: file.sha256,
        });
    }
    let failed = |source| LookError::Disk {
        path: String::new(),
        source,
    };
    disk.step().map_err(failed)?;
    records.run(|store| {
        store.write(|tx| {
            insert(tx, folder.number, row.number, &files, now)?;
            received::set_exported(tx, row.number, now)
        })
    })?;
    disk.step().map_err(failed)?;
    Ok(None)
}

fn path_of(
    row: &ToLay,
    name: &str,
    standard: bool,
    layout: InLayout,
    words: FolderWords,
) -> String {
    // The stamp comes from the sender; only digits become part of a path.
    let plain = !row.stamp.is_empty() && row.stamp.bytes().all(|byte| byte.is_ascii_digit());
    let stamp = if plain { row.stamp.as_str() } else { NO_STAMP };
    let own = format!("{}/{stamp}_{}/{name}", row.sender, row.key.id);
    match layout {
        InLayout::Flat if standard => name.to_owned(),
        // Attachments of different bundles may have one name.
        InLayout::Flat => format!("{}/{own}", words.attachments),
        InLayout::Partner => own,
    }
}

/// Lays the notice beside each bundle that was withdrawn after it had been laid.
pub(super) fn lay_notices<R: Records>(
    records: &mut R,
    disk: &Disk,
    folder: &Folder,
    now: UtcSeconds,
) -> Result<Option<Trouble>, LookError> {
    let withdrawn = records.run(|store| store.read(|tx| not_noticed(tx, folder.number)))?;
    let mut trouble = None;
    for laid in withdrawn {
        let found = lay_notice(records, disk, folder, &laid, now)?;
        trouble = trouble.or(found);
    }
    Ok(trouble)
}

fn lay_notice<R: Records>(
    records: &mut R,
    disk: &Disk,
    folder: &Folder,
    laid: &Laid,
    now: UtcSeconds,
) -> Result<Option<Trouble>, LookError> {
    let withdrawn_at = records.run(|store| {
        store.read(|tx| {
            let bundle = received::bundle(tx, laid.key)?;
            Ok::<_, StoreError>(bundle.and_then(|(bundle, _)| bundle.row.times.withdrawn))
        })
    })?;
    let Some(first) = laid.files.first() else {
        return Ok(None);
    };
    let names: Vec<&str> = laid.files.iter().map(|file| file.path.as_str()).collect();
    let sender = laid.key.sender.map(|sender| sender.to_string());
    // The stored time, so that a repetition after a crash writes the same bytes.
    let (_, time) = month_and_time(withdrawn_at.unwrap_or(now));
    let text = explain::notice(&names, &sender.unwrap_or_default(), &time).replace('\n', "\r\n");
    let path = place::notice_of(&first.path);
    let failed = |source| LookError::Disk {
        path: path.clone(),
        source,
    };
    let written = disk.write_new(&place::below(&folder.path, &path), text.as_bytes());
    if written.map_err(failed)? == Written::OtherFile {
        return Ok(Some(Trouble {
            code: ErrorCode::OtherFileInTheWay,
            path: Some(path),
        }));
    }
    disk.step().map_err(failed)?;
    records.run(|store| store.write(|tx| set_noticed(tx, folder.number, laid.received, now)))?;
    Ok(None)
}
