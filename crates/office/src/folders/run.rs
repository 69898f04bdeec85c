//! The rounds of `tsunagu office run`: which folder is looked at when.
//!
//! Started by `worker.rs`, which brings the clock. Each look has a thread of its own, so
//! that a network drive that hangs holds up nothing but itself; a folder is never looked
//! at twice at the same time.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use protocol::UtcSeconds;
use tokio::task::JoinSet;

use super::disk::Disk;
use super::look::look_at_folder;
use super::schedule::queue_due;
use super::watch::Watch;
use super::{Folder, FolderWords};
use crate::office::Office;
use crate::random::jitter;
use crate::store::{StoreError, folders};

/// Time between two rounds. A complete file is taken after two looks, so within about
/// ten seconds; listing a folder on a slow drive that often is no load.
pub const LOOK_INTERVAL: Duration = Duration::from_secs(5);

/// Looks at all folders, round after round, until it is dropped. A look under way then
/// comes to its end.
pub(crate) async fn watch_folders(office: Office, clock: fn() -> UtcSeconds, interval: Duration) {
    let mut rounds = Rounds {
        office,
        clock,
        watches: HashMap::new(),
        busy: HashSet::new(),
        looks: JoinSet::new(),
    };
    loop {
        if let Err(err) = rounds.begin().await {
            tracing::error!(
                error = &err as &dyn std::error::Error,
                "the database failed"
            );
        }
        tokio::time::sleep(interval).await;
    }
}

struct Rounds {
    office: Office,
    clock: fn() -> UtcSeconds,
    watches: HashMap<i64, Watch>,
    busy: HashSet<i64>,
    looks: JoinSet<(i64, Watch)>,
}

impl Rounds {
    async fn begin(&mut self) -> Result<(), StoreError> {
        while let Some(ended) = self.looks.try_join_next() {
            match ended {
                Ok((number, watch)) => {
                    self.busy.remove(&number);
                    self.watches.insert(number, watch);
                }
                Err(failure) => std::panic::resume_unwind(failure.into_panic()),
            }
        }
        let now = (self.clock)();
        let queued = self.office.with_store(move |store| queue_due(store, now));
        if queued.await? {
            self.office.wake_worker();
            self.office.announce_change();
        }
        let known = self.office.with_store(|store| store.read(folders::all));
        let known = known.await?;
        self.watches
            .retain(|number, _| known.iter().any(|folder| folder.number == *number));
        for folder in known {
            let due = folder.next_look_at.is_none_or(|next| next <= now);
            if due && self.busy.insert(folder.number) {
                self.look(folder);
            }
        }
        Ok(())
    }

    fn look(&mut self, folder: Folder) {
        let mut office = self.office.clone();
        let mut watch = self.watches.remove(&folder.number).unwrap_or_default();
        let now = (self.clock)();
        self.looks.spawn_blocking(move || {
            let words = FolderWords::of(office.settings().language);
            let disk = Disk::default();
            let times = (now, jitter());
            match look_at_folder(&mut office, &disk, &folder, &mut watch, words, times) {
                Ok(looked) if looked.changed => {
                    office.wake_worker();
                    office.announce_change();
                }
                Ok(_) => (),
                Err(err) => tracing::error!(
                    error = &err as &dyn std::error::Error,
                    "the database failed"
                ),
            }
            (folder.number, watch)
        });
    }
}
