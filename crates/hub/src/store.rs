//! The hub's store: one writer that commits many operations at once, several readers, and the files of large sealed
//! parts.
//!
//! Here is the asynchronous side that `http/` and `worker.rs` call. What can be asked of an engine is in `records`, the
//! embedded engine in `sqlite`, its statements in the files named like the records. No rules here. Easily got wrong:
//! when a caller stops waiting (its client went away), an operation that is queued already still runs and is committed.

mod application_records;
mod applications;
mod bundles;
mod devices;
mod engine;
mod enrolments;
mod journal;
mod licence_records;
mod licences;
mod notice_records;
mod notices;
mod offices;
mod receipts;
mod records;
mod sealed_files;
mod sqlite;
mod terminal_records;
mod terminals;
mod writer;

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::Semaphore;

pub use application_records::{ApplicationCodeRecord, ApplicationRecords, ContactRecord};
pub use engine::{Announcement, Engine, Operation, Outcome, read, write};
pub use licence_records::{LicencePeriod, LicenceRecord, LicenceRecords};
pub use notice_records::{DirectoryRecords, NoticeRecord, NoticeRecords};
pub use records::{
    BundleNumber, BundleRecord, BundleRecords, CertificateRecord, Contents, DeviceRecords,
    EnrolmentRecord, EnrolmentRecords, EnrolmentUse, InboxRecord, NewBundle, OfficeRecord,
    OfficeRecords, OfficeState, OutboxRecord, Place, ReceiptRecords, Records,
};
pub(crate) use sealed_files::sync_folder;
pub use sealed_files::{SealedFiles, Upload};
pub use sqlite::{Access, SqliteEngine};
pub use terminal_records::{
    JoiningRecord, JournalRecord, JournalRecords, RecoveryRecord, TerminalRecord, TerminalRecords,
};
use writer::Writer;

/// The store as the running hub uses it. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    writer: Arc<Writer>,
    readers: Arc<Readers>,
}

/// Engines that only read, one for each query that may run at the same time.
struct Readers {
    idle: Mutex<Vec<Box<dyn Engine>>>,
    permits: Semaphore,
}

impl Store {
    /// Starts the writer's thread on `writer` and spreads queries over `readers`.
    ///
    /// `announce` is called on the writer's thread after each commit, with what the kept operations announced.
    ///
    /// # Errors
    ///
    /// [`StoreError::File`] if the thread cannot be started.
    pub fn start(
        writer: Box<dyn Engine>,
        readers: Vec<Box<dyn Engine>>,
        announce: impl Fn(Announcement) + Send + 'static,
    ) -> Result<Store, StoreError> {
        let permits = Semaphore::new(readers.len());
        Ok(Store {
            writer: Arc::new(Writer::start(writer, announce)?),
            readers: Arc::new(Readers {
                idle: Mutex::new(readers),
                permits,
            }),
        })
    }

    /// Runs an operation on the writer's thread and returns once it is committed and on disk.
    ///
    /// # Errors
    ///
    /// What the operation refused (then nothing of it was kept), or a [`StoreError`]: then it is unknown whether it
    /// was kept, and the same may be asked again.
    pub async fn write<T, E>(
        &self,
        operation: impl FnOnce(&mut dyn Records) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.writer.run(operation).await
    }

    /// Runs a query on one consistent, committed state.
    ///
    /// # Errors
    ///
    /// What the query refused, or a [`StoreError`].
    pub async fn read<T, E>(
        &self,
        query: impl FnOnce(&dyn Records) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let readers = Arc::clone(&self.readers);
        let _permit = self
            .readers
            .permits
            .acquire()
            .await
            .map_err(|_| StoreError::Closed)?;
        let task = tokio::task::spawn_blocking(move || {
            let mut engine = readers.take().ok_or(StoreError::Closed)?;
            // A query that panics has a bug, not its engine: others go on with it.
            let result = catch_unwind(AssertUnwindSafe(|| read(engine.as_mut(), query)));
            readers.give_back(engine);
            result.unwrap_or_else(|_| Err(StoreError::Panicked.into()))
        });
        task.await.map_err(|_| StoreError::Panicked)?
    }

    /// Waits until every queued operation is committed, then ends the writer's thread.
    pub async fn close(&self) {
        self.writer.close().await;
    }
}

impl Readers {
    fn take(&self) -> Option<Box<dyn Engine>> {
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop()
    }

    fn give_back(&self, engine: Box<dyn Engine>) {
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(engine);
    }
}

/// The disk or the database failed. Clients are told to try again; the operator finds the cause in the log.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// The database engine refused.
    #[error("the database failed: {0}")]
    Database(Arc<rusqlite::Error>),
    /// A file or folder could not be written or read.
    #[error("a file of the store failed: {0}")]
    File(Arc<io::Error>),
    /// The engine gave up the whole transaction in the middle of a batch, as it does when the disk is full.
    #[error("the transaction was rolled back by the database")]
    RolledBack,
    /// The database was written by a newer version of this program.
    #[error("the database belongs to a newer version of this program")]
    Newer,
    /// A word that this version has no place for.
    #[error("a state of a later protocol cannot be stored")]
    UnknownWord,
    /// The operation panicked; its changes were undone.
    #[error("the operation panicked")]
    Panicked,
    /// More operations wait than the hub can work off in time.
    #[error("too many operations are waiting")]
    Busy,
    /// The hub is stopping.
    #[error("the store is closed")]
    Closed,
}

impl StoreError {
    /// A failure of a file or folder.
    pub fn file(err: io::Error) -> StoreError {
        StoreError::File(Arc::new(err))
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(err: rusqlite::Error) -> StoreError {
        StoreError::Database(Arc::new(err))
    }
}
