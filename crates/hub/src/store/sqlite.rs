//! The embedded engine: SQLite in write-ahead mode, with fsync at every commit.
//!
//! Opening, migrations and transactions; the statements are in the files beside this one, one file for each kind of
//! record. Other processes (commands of the operator) may have the same database open; SQLite's locks keep them apart.
//! Easily got wrong: when the disk is full SQLite may roll back the whole transaction by itself in the middle of a
//! batch, so after each operation we look whether the transaction is still there.

use std::{
    fs::{File, OpenOptions},
    path::Path,
    time::Duration,
};

use protocol::{OfficeNumber, message::Event};
use rusqlite::{Connection, OpenFlags};

use super::{
    Records, StoreError,
    engine::{Announcement, Engine, Operation, Outcome, run_caught},
};

/// All migrations in order; the database remembers how many of them it has had.
const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/0001_exchange.sql"),
    include_str!("../../migrations/0002_terminals.sql"),
    include_str!("../../migrations/0003_notices.sql"),
    include_str!("../../migrations/0004_licences.sql"),
    include_str!("../../migrations/0005_applications.sql"),
];

/// How long to wait for another process's lock. The operator's commands hold it for milliseconds, a backup not at all;
/// after ten seconds something is wrong and the client should try again later.
const LOCK_WAIT: Duration = Duration::from_secs(10);

/// Statements kept compiled for each connection; there are about eighty in all.
const STATEMENTS_MAX: usize = 96;

/// Pages of the log after which SQLite moves it into the main file: 16 MiB. Larger means fewer and longer pauses.
const CHECKPOINT_PAGES: u32 = 4096;

/// One connection to the hub's database.
pub struct SqliteEngine {
    connection: Connection,
}

/// Whether a connection may change the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Reads and changes; runs migrations when it opens.
    Change,
    /// Reads only.
    Read,
}

impl SqliteEngine {
    /// Makes a new, empty database.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the file exists already or cannot be made.
    pub fn create(path: &Path) -> Result<SqliteEngine, StoreError> {
        private_file(path)?;
        SqliteEngine::open(path, Access::Change)
    }

    /// Opens an existing database.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if there is none, if it was made by a newer version of this program, or if SQLite cannot open it.
    pub fn open(path: &Path, access: Access) -> Result<SqliteEngine, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(LOCK_WAIT)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // FULL: an fsync before every commit returns. NORMAL would lose the last commits with the power.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
        let mut engine = SqliteEngine { connection };
        match access {
            Access::Change => engine.migrate()?,
            Access::Read => engine.connection.pragma_update(None, "query_only", true)?,
        }
        Ok(engine)
    }

    /// Writes a copy of the database, as of now, to a new file, durably. Others may go on reading and writing.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the file exists or cannot be written.
    pub fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        let file = private_file(path)?;
        // SQLite takes an empty file for a new database.
        let name = path.to_string_lossy();
        self.connection.execute("VACUUM INTO ?1", [name.as_ref()])?;
        file.sync_all().map_err(StoreError::file)
    }

    fn migrate(&mut self) -> Result<(), StoreError> {
        let transaction = self
            .connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let done: u32 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let done = done as usize;
        if done > MIGRATIONS.len() {
            return Err(StoreError::Newer);
        }
        for migration in &MIGRATIONS[done..] {
            transaction.execute_batch(migration)?;
        }
        transaction.pragma_update(None, "user_version", MIGRATIONS.len() as u32)?;
        transaction.commit()?;
        Ok(())
    }

    /// Runs the operations between BEGIN and COMMIT.
    fn run_all<'a>(
        &self,
        operations: &mut [&'a mut (dyn Operation + 'a)],
    ) -> Result<Vec<Announcement>, StoreError> {
        let mut records = SqliteRecords {
            connection: &self.connection,
            announcements: Vec::new(),
        };
        for operation in operations {
            let announced = records.announcements.len();
            self.connection.execute_batch("SAVEPOINT operation")?;
            let outcome = run_caught(*operation, &mut records);
            if self.connection.is_autocommit() {
                return Err(StoreError::RolledBack);
            }
            if outcome == Outcome::Undo {
                records.announcements.truncate(announced);
                self.connection.execute_batch("ROLLBACK TO operation")?;
            }
            self.connection.execute_batch("RELEASE operation")?;
        }
        Ok(records.announcements)
    }
}

impl Engine for SqliteEngine {
    fn commit_batch<'a>(
        &mut self,
        operations: &mut [&'a mut (dyn Operation + 'a)],
    ) -> Result<Vec<Announcement>, StoreError> {
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        let committed = self.run_all(operations).and_then(|announcements| {
            self.connection.execute_batch("COMMIT")?;
            Ok(announcements)
        });
        if committed.is_err() && !self.connection.is_autocommit() {
            // The first error is the one to report; if this fails too, the next BEGIN will say so.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
        committed
    }

    fn query(&mut self, query: &mut dyn FnMut(&dyn Records)) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        query(&SqliteRecords {
            connection: &transaction,
            announcements: Vec::new(),
        });
        transaction.finish()?;
        Ok(())
    }
}

/// Makes a new, empty file here and not by SQLite, so that nobody but the hub's own account can read it.
fn private_file(path: &Path) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(StoreError::file)
}

/// The records as seen inside one transaction of this engine.
pub(super) struct SqliteRecords<'c> {
    pub(super) connection: &'c Connection,
    announcements: Vec<Announcement>,
}

impl Records for SqliteRecords<'_> {
    fn announce(&mut self, office: OfficeNumber, event: Event) {
        self.announcements.push(Announcement { office, event });
    }
}

/// Reads a column whose text was written by this program, so anything unreadable is damage.
pub(super) fn parsed<T: std::str::FromStr>(
    row: &rusqlite::Row<'_>,
    column: &str,
) -> rusqlite::Result<T>
where
    T::Err: std::error::Error + Send + Sync + 'static,
{
    let index = row.as_ref().column_index(column)?;
    let text = row.get_ref(index)?.as_str()?;
    text.parse().map_err(|err| {
        rusqlite::Error::FromSqlConversionFailure(index, rusqlite::types::Type::Text, Box::new(err))
    })
}

/// A value of a column that no version of this program writes.
#[derive(Debug, thiserror::Error)]
#[error("the database holds a word that this program does not know")]
pub(super) struct UnknownWord;

#[cfg(test)]
mod tests;
