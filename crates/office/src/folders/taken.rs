//! Imported: the care software took a bundle from an in-folder, or a person says so.
//!
//! Taken means that all files of the standard of a bundle were gone at two looks, each
//! between two sights of the folder's mark. The receipt is owed from the same moment on.

use protocol::{ReceiptKind, UtcSeconds};

use super::disk::Disk;
use super::watch::Watch;
use super::{Folder, LookError, Records, place};
use crate::error_code::ErrorCode;
use crate::inbox::{OpenError, ReceivedId, ReceivedState};
use crate::store::handovers::{Laid, LaidFile, not_taken, set_taken, was_laid};
use crate::store::{Store, StoreError, receipts, received};

/// Sees which bundles went away since they were laid; how many count as imported now.
pub(super) fn see_taken<R: Records>(
    records: &mut R,
    disk: &Disk,
    folder: &Folder,
    watch: &mut Watch,
    now: UtcSeconds,
) -> Result<u32, LookError> {
    let laid = records.run(|store| store.read(|tx| not_taken(tx, folder.number)))?;
    let mut gone = Vec::new();
    for bundle in &laid {
        if is_gone(disk, folder, bundle)? {
            gone.push(bundle.received);
        }
    }
    // A drive that went away in between takes all files with it, and the mark.
    disk.check_mark(folder)?;
    let (taken, fresh): (Vec<i64>, Vec<i64>) = gone
        .into_iter()
        .partition(|received| watch.gone.contains(received));
    for received in &taken {
        disk.step().map_err(|source| LookError::Disk {
            path: String::new(),
            source,
        })?;
        records.run(|store| {
            store.write(|tx| {
                received::set_imported(tx, *received, now)?;
                receipts::owe(tx, *received, ReceiptKind::Imported, now)?;
                set_taken(tx, Some(folder.number), *received, now)
            })
        })?;
    }
    watch.gone = fresh.into_iter().collect();
    Ok(u32::try_from(taken.len()).unwrap_or(u32::MAX))
}

fn is_gone(disk: &Disk, folder: &Folder, bundle: &Laid) -> Result<bool, LookError> {
    let any_standard = bundle.files.iter().any(|file| file.standard);
    let matters = |file: &&LaidFile| file.standard || !any_standard;
    for file in bundle.files.iter().filter(matters) {
        let there = disk.exists(&place::below(&folder.path, &file.path));
        let failed = |source| LookError::Disk {
            path: file.path.clone(),
            source,
        };
        if there.map_err(failed)? {
            return Ok(false);
        }
    }
    Ok(!bundle.files.is_empty())
}

/// Notes that the care software has the bundle and owes the receipt: for software that
/// leaves the files where they are. Confirming again changes nothing.
///
/// # Errors
///
/// [`ConfirmError`]; the bundle is then as before.
pub fn confirm_handover(
    store: &mut Store,
    id: ReceivedId,
    now: UtcSeconds,
) -> Result<(), ConfirmError> {
    store.write(|tx| {
        let Some(known) = received::find(tx, id)? else {
            return Err(OpenError::NotFound { id }.into());
        };
        match known.state {
            ReceivedState::Received | ReceivedState::Opened => (),
            ReceivedState::Announced => return Err(OpenError::NotHere { id }.into()),
            ReceivedState::Damaged => return Err(OpenError::Damaged { id }.into()),
            ReceivedState::Withdrawn => return Err(OpenError::Withdrawn { id }.into()),
        }
        if !was_laid(tx, known.number)? {
            return Err(ConfirmError::NotLaid { id });
        }
        received::set_imported(tx, known.number, now)?;
        receipts::owe(tx, known.number, ReceiptKind::Imported, now)?;
        set_taken(tx, None, known.number, now)?;
        Ok(())
    })
}

/// Why a hand-over was not confirmed.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmError {
    /// The bundle is not one with contents.
    #[error(transparent)]
    Bundle(#[from] OpenError),
    /// It was never laid into a folder.
    #[error("bundle {id} was not laid into a folder")]
    NotLaid {
        /// The bundle.
        id: ReceivedId,
    },
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&ConfirmError> for ErrorCode {
    fn from(err: &ConfirmError) -> ErrorCode {
        match err {
            ConfirmError::Bundle(err) => ErrorCode::from(err),
            ConfirmError::NotLaid { .. } => ErrorCode::NotHandedOver,
            ConfirmError::Store(err) => ErrorCode::from(err),
        }
    }
}
