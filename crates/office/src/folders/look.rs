//! One look at one folder, from the mark to the note in the database.
//!
//! A look that fails as a whole comes again later and later, up to
//! [`LOOK_DELAY_SECONDS_MAX`]; trouble with one file never delays the next look.

use protocol::UtcSeconds;

use super::disk::Disk;
use super::lay::{lay_bundles, lay_notices};
use super::put_away::put_away;
use super::take::{Taking, take_group};
use super::taken::see_taken;
use super::watch::Watch;
use super::{Direction, Folder, FolderWords, InLayout, LookError, Records, SendMode, Trouble};
use crate::error_code::ErrorCode;
use crate::outbox::{Attempts, next_attempt};
use crate::store::{StoreError, folders};

/// The longest time between two looks at a folder that is away: five minutes after a
/// network drive came back its files go on.
const LOOK_DELAY_SECONDS_MAX: i64 = 5 * 60;

/// How long a look without news needs no note in the database.
const NOTE_SECONDS: i64 = 60;

/// What a look changed, for those who show or send it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Looked {
    /// Lists look different.
    pub changed: bool,
}

#[derive(Debug, Default)]
struct Seen {
    waiting: u64,
    trouble: Option<Trouble>,
    changed: bool,
}

/// Looks at the folder and does all that can be done now.
///
/// # Errors
///
/// [`StoreError`] when the database failed, of which nothing can be noted.
pub(crate) fn look_at_folder<R: Records>(
    records: &mut R,
    disk: &Disk,
    folder: &Folder,
    watch: &mut Watch,
    words: FolderWords,
    (now, jitter): (UtcSeconds, f64),
) -> Result<Looked, StoreError> {
    let outcome = disk
        .check_mark(folder)
        .and_then(|()| match folder.direction {
            Direction::Out(mode) => look_out(records, disk, folder, watch, (mode, words), now),
            Direction::In(layout) => look_in(records, disk, folder, watch, (layout, words), now),
        });
    match outcome {
        Ok(seen) => {
            note(records, folder, watch, &seen, now)?;
            Ok(Looked {
                changed: seen.changed,
            })
        }
        Err(LookError::Store(err)) => Err(err),
        Err(err) => {
            // What was remembered may be of another disk.
            *watch = Watch::default();
            let trouble = err.trouble();
            tracing::warn!(code = trouble.code.code(), "a folder cannot be looked at");
            let made = folder.failures.saturating_add(1);
            let next = next_attempt(Attempts { made }, now, jitter);
            let next = next.min(UtcSeconds(now.0.saturating_add(LOOK_DELAY_SECONDS_MAX)));
            let problem = (trouble.code.code(), trouble.path.as_deref());
            records.run(|store| {
                store.write(|tx| folders::set_failed(tx, folder.number, problem, now, next))
            })?;
            Ok(Looked::default())
        }
    }
}

/// Notes what was seen when it is news or the last note is old: a note is a write to
/// the disk, and looks come every few seconds.
fn note<R: Records>(
    records: &mut R,
    folder: &Folder,
    watch: &mut Watch,
    seen: &Seen,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    let same = watch.noted.as_ref().is_some_and(|(at, waiting, trouble)| {
        now.0.saturating_sub(at.0) < NOTE_SECONDS
            && *waiting == seen.waiting
            && *trouble == seen.trouble
    });
    if same && folder.failures == 0 {
        return Ok(());
    }
    let trouble = seen.trouble.as_ref();
    let problem = trouble.map(|trouble| (trouble.code.code(), trouble.path.as_deref()));
    records.run(|store| {
        store.write(|tx| folders::set_looked(tx, folder.number, seen.waiting, problem, now))
    })?;
    watch.noted = Some((now, seen.waiting, seen.trouble.clone()));
    Ok(())
}

fn look_out<R: Records>(
    records: &mut R,
    disk: &Disk,
    folder: &Folder,
    watch: &mut Watch,
    (mode, words): (SendMode, FolderWords),
    now: UtcSeconds,
) -> Result<Seen, LookError> {
    let mut seen = Seen::default();
    // What an earlier look recorded comes first: until it is moved its files are not new.
    let (stuck, failed) = put_away(records, disk, folder, now)?;
    let mut trouble = failed;
    let failed = |source| LookError::Disk {
        path: String::new(),
        source,
    };
    let (mut entries, strange) = disk.list(&folder.path).map_err(failed)?;
    entries.retain(|entry| !stuck.contains(&entry.name));
    watch.observe(&entries, now);
    let taking = Taking {
        folder,
        mode,
        words,
        now,
    };
    for group in watch.ready(&entries, now) {
        match take_group(records, disk, &taking, &group, watch) {
            Ok(drafts) => seen.changed |= drafts,
            Err(LookError::Store(err)) => return Err(err.into()),
            // A file that another program holds open is complete later.
            Err(err) => {
                trouble.get_or_insert(err);
            }
        }
    }
    let (stuck, failed) = put_away(records, disk, folder, now)?;
    let (left, _) = disk.list(&folder.path).map_err(|source| LookError::Disk {
        path: String::new(),
        source,
    })?;
    let waits = |name: &String| !stuck.contains(name);
    seen.waiting = left.iter().filter(|entry| waits(&entry.name)).count() as u64;
    if let Some(err) = trouble.or(failed) {
        let found = err.trouble();
        match found.code {
            // A disk that is full is the folder's trouble, not a file's.
            ErrorCode::FolderDiskFull => return Err(err),
            ErrorCode::FolderMissing => disk.check_mark(folder)?,
            _ => (),
        }
        seen.trouble = Some(found);
    }
    if strange {
        seen.trouble.get_or_insert(Trouble {
            code: ErrorCode::NameNotUsable,
            path: None,
        });
    }
    Ok(seen)
}

fn look_in<R: Records>(
    records: &mut R,
    disk: &Disk,
    folder: &Folder,
    watch: &mut Watch,
    (layout, words): (InLayout, FolderWords),
    now: UtcSeconds,
) -> Result<Seen, LookError> {
    let imported = see_taken(records, disk, folder, watch, now)?;
    let noticed = lay_notices(records, disk, folder, now)?;
    let laid = lay_bundles(records, disk, folder, (layout, words), now)?;
    Ok(Seen {
        waiting: 0,
        trouble: laid.trouble.or(noticed),
        changed: imported > 0 || laid.bundles > 0,
    })
}
