//! The office's database: opening, migrations, transactions.
//!
//! SQL is here and in `store/` and nowhere else. `store/` has one file per group
//! of tables; its functions are plain queries on rows, and the rules (what may
//! follow what) are in the operations that call them.
//!
//! A commit returns after the bytes are on disk (`synchronous=FULL`). Two programs
//! may have the same database open: `tsunagu office run` and a command beside it.

pub(crate) mod access_keys;
pub(crate) mod actuals;
pub(crate) mod arrivals;
pub(crate) mod board;
pub(crate) mod deletions;
pub(crate) mod directory;
pub(crate) mod estimate;
pub(crate) mod folder_records;
pub(crate) mod folders;
pub(crate) mod handovers;
pub(crate) mod history;
pub(crate) mod joined;
pub(crate) mod journal;
pub(crate) mod licence;
mod list_source;
pub(crate) mod login_attempts;
pub(crate) mod mail;
pub(crate) mod month_marks;
pub(crate) mod notices;
pub(crate) mod partners;
pub(crate) mod past;
pub(crate) mod piles;
pub(crate) mod receipts;
pub(crate) mod received;
mod received_rows;
pub(crate) mod reconciling;
pub(crate) mod search;
pub(crate) mod sendings;
pub(crate) mod sent;
pub(crate) mod sent_history;
mod sent_proofs;
mod sent_rows;
mod sent_shared;
pub(crate) mod settings;
pub(crate) mod staff;
pub(crate) mod subjects;
pub(crate) mod terminals;
pub(crate) mod versions;

use std::path::Path;
use std::time::Duration;

use protocol::UtcSeconds;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::history::{Entry, append};

/// The file of the database inside the office's folder.
pub const DATABASE_FILE: &str = "office.db";

/// How long a command waits for another program that is writing. The longest
/// transaction stores one bundle of 10 MiB, well under a second on a slow disk;
/// the rest is for a machine that is busy or just woke up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// One entry per version of the database, oldest first; a database of version n
/// has had the first n. Entries are never edited once released.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_first.sql"),
    include_str!("../migrations/0002_folders.sql"),
    include_str!("../migrations/0003_composing.sql"),
    include_str!("../migrations/0004_staff.sql"),
    include_str!("../migrations/0005_search.sql"),
    include_str!("../migrations/0006_terminals.sql"),
    include_str!("../migrations/0007_access_keys.sql"),
    include_str!("../migrations/0008_reconcile.sql"),
    include_str!("../migrations/0009_network.sql"),
    include_str!("../migrations/0010_month_marks.sql"),
    include_str!("../migrations/0011_licence.sql"),
    include_str!("../migrations/0012_folder_errors.sql"),
    include_str!("../migrations/0013_mail_refused.sql"),
];

/// The one connection of a program to the office's database.
pub struct Store {
    connection: Connection,
    /// The lines of the history that the next change commits with itself.
    entries: Option<(Vec<Entry>, UtcSeconds)>,
}

/// The database failed; what was asked for did not happen.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite or the disk failed.
    #[error("the office's database failed")]
    Database(#[from] rusqlite::Error),
    /// The database was written by a newer program; install that one.
    #[error("the database has version {found}, this program knows versions up to {known}")]
    Newer {
        /// Version in the file.
        found: u32,
        /// Newest version of this program.
        known: u32,
    },
    /// A value in the database is not what this program writes.
    #[error("column {column} holds a value that this program does not write")]
    Unreadable {
        /// The column; its value is never shown.
        column: &'static str,
    },
}

impl Store {
    /// Opens the database at `path`, creates it if it is missing, and brings it to
    /// the version of this program.
    ///
    /// # Errors
    ///
    /// [`StoreError::Newer`] when a newer program wrote it; nothing was changed then.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Store::prepare(Connection::open_with_flags(path, flags)?)
    }

    /// A database in memory that vanishes with the value: for `practice` and tests.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] when memory runs out.
    pub fn in_memory() -> Result<Store, StoreError> {
        Store::prepare(Connection::open_in_memory()?)
    }

    fn prepare(connection: Connection) -> Result<Store, StoreError> {
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", "ON")?;
        // 外字 and names of clients stay in this file only if nothing is left in
        // freed pages after a draft was discarded.
        connection.pragma_update(None, "secure_delete", "ON")?;
        connection.set_prepared_statement_cache_capacity(64);
        search::add_holds(&connection)?;
        let mut store = Store {
            connection,
            entries: None,
        };
        store.migrate()?;
        Ok(store)
    }

    fn migrate(&mut self) -> Result<(), StoreError> {
        let known = u32::try_from(MIGRATIONS.len()).expect("there are few migrations");
        self.write(|tx| {
            let found: u32 = tx.query_row("PRAGMA user_version", [], |row| row.get(0))?;
            if found > known {
                return Err(StoreError::Newer { found, known });
            }
            for migration in &MIGRATIONS[found as usize..] {
                tx.execute_batch(migration)?;
            }
            if found < known {
                tx.pragma_update(None, "user_version", known)?;
            }
            Ok(())
        })
    }

    /// Runs `work` in one writing transaction: all of it is on disk when this
    /// returns `Ok`, none of it when `work` or the commit failed.
    pub(crate) fn write<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let tx = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let value = work(&tx)?;
        if let Some((entries, now)) = &self.entries {
            for entry in entries {
                append(&tx, entry, *now)?;
            }
        }
        tx.commit().map_err(StoreError::from)?;
        self.entries = None;
        Ok(value)
    }

    /// Runs an operation and adds one or several lines to the history: in the transaction of the
    /// operation's first change, so that neither is there without the other. An
    /// operation that succeeds and changes nothing is recorded after it; one that
    /// fails before any change is not recorded.
    ///
    /// # Errors
    ///
    /// Those of the operation, and [`StoreError`] when the line cannot be written.
    pub fn recorded<T, E: From<StoreError>>(
        &mut self,
        entries: impl Into<Vec<Entry>>,
        now: UtcSeconds,
        operation: impl FnOnce(&mut Store) -> Result<T, E>,
    ) -> Result<T, E> {
        /// Forgets the entries even if the operation panics, or they would be
        /// committed with a change of somebody else.
        struct Recording<'a>(&'a mut Store);
        impl Drop for Recording<'_> {
            fn drop(&mut self) {
                self.0.entries = None;
            }
        }
        let recording = Recording(self);
        recording.0.entries = Some((entries.into(), now));
        let value = operation(recording.0)?;
        if recording.0.entries.is_some() {
            recording.0.write(|_| Ok::<_, StoreError>(()))?;
        }
        Ok(value)
    }

    /// Runs `work` on one unchanging view of the database.
    pub(crate) fn read<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let tx = self.connection.transaction().map_err(StoreError::from)?;
        work(&tx)
    }
}

/// Reads a column whose text must parse, such as an id or a number.
pub(crate) fn parsed<T: std::str::FromStr>(
    column: &'static str,
    text: &str,
) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::Unreadable { column })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_of_a_newer_program_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(DATABASE_FILE);
        Store::open(&path)
            .unwrap()
            .connection
            .pragma_update(None, "user_version", 99)
            .unwrap();
        let Err(err) = Store::open(&path) else {
            panic!("a newer database was opened")
        };
        assert_eq!(
            err.to_string(),
            format!(
                "the database has version 99, this program knows versions up to {}",
                MIGRATIONS.len()
            )
        );
    }

    #[test]
    fn commits_are_synchronous_and_the_log_is_write_ahead() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&dir.path().join(DATABASE_FILE)).unwrap();
        let pragma = |name: &str| -> String {
            store
                .connection
                .query_row(&format!("PRAGMA {name}"), [], |row| {
                    row.get::<_, rusqlite::types::Value>(0)
                })
                .map(|value| format!("{value:?}"))
                .unwrap()
        };
        assert_eq!(pragma("journal_mode"), "Text(\"wal\")");
        assert_eq!(pragma("synchronous"), "Integer(2)");
        assert_eq!(pragma("foreign_keys"), "Integer(1)");
    }
}
