//! The opened office: its folder, settings, keys and database in one value.
//!
//! [`Office`] is cheap to clone and safe to share between the pages, the worker and
//! a command. It holds the one connection to the database; work on it is short and
//! never waits for the network.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use protocol::{DeviceId, OfficeNumber};
use tokio::sync::{Notify, watch};

use crate::config::{Settings, SettingsError};
use crate::error_code::ErrorCode;
use crate::joining::is_joining;
use crate::store::settings::{OwnOffice, own_office};
use crate::store::{DATABASE_FILE, Store, StoreError};

/// One enrolled office on this machine.
#[derive(Clone)]
pub struct Office {
    shared: Arc<Shared>,
}

struct Shared {
    dir: PathBuf,
    settings: Mutex<Arc<Settings>>,
    own: Mutex<OwnOffice>,
    store: Mutex<Store>,
    wake: Notify,
    changes: watch::Sender<u64>,
    notice_hint: AtomicBool,
    licence_hint: AtomicBool,
}

impl Office {
    /// Opens the office in `dir`, as `tsunagu office init` left it.
    ///
    /// # Errors
    ///
    /// [`OpenOfficeError`], in the order of its checks.
    pub fn open(dir: &Path) -> Result<Office, OpenOfficeError> {
        if is_joining(dir) {
            return Err(OpenOfficeError::Joins {
                dir: dir.to_owned(),
            });
        }
        if !dir.join(DATABASE_FILE).is_file() {
            return Err(OpenOfficeError::NotAnOffice {
                dir: dir.to_owned(),
            });
        }
        let settings = Settings::read(dir)?;
        let mut store = Store::open(&dir.join(DATABASE_FILE))?;
        let own = store
            .read(own_office)?
            .ok_or_else(|| OpenOfficeError::NotAnOffice {
                dir: dir.to_owned(),
            })?;
        Ok(Office {
            shared: Arc::new(Shared {
                dir: dir.to_owned(),
                settings: Mutex::new(Arc::new(settings)),
                own: Mutex::new(own),
                store: Mutex::new(store),
                wake: Notify::new(),
                changes: watch::Sender::new(0),
                notice_hint: AtomicBool::new(false),
                licence_hint: AtomicBool::new(false),
            }),
        })
    }

    /// The folder of the office.
    pub fn dir(&self) -> &Path {
        &self.shared.dir
    }

    /// The settings as they are now: as the file said when the office was opened, or as
    /// they were changed since.
    pub fn settings(&self) -> Arc<Settings> {
        lock(&self.shared.settings).clone()
    }

    /// Takes over settings that were written to the file.
    pub(crate) fn set_settings(&self, settings: Settings) {
        *lock(&self.shared.settings) = Arc::new(settings);
    }

    /// Whether this is an office of a practice, from which nothing may leave.
    pub fn is_practice(&self) -> bool {
        self.settings().hub_url == crate::practice::NO_HUB
    }

    /// The office number.
    pub fn number(&self) -> OfficeNumber {
        self.own().number
    }

    /// The office's name in the hub's directory.
    pub fn name(&self) -> String {
        self.own().name
    }

    /// This terminal.
    pub fn device(&self) -> DeviceId {
        self.own().device
    }

    /// All that the hub knows about this office.
    pub fn own(&self) -> OwnOffice {
        lock(&self.shared.own).clone()
    }

    /// Runs `work` on the database. Others wait meanwhile, so `work` must be short;
    /// from async code prefer [`Office::with_store`].
    pub fn store<T>(&self, work: impl FnOnce(&mut Store) -> T) -> T {
        work(&mut lock(&self.shared.store))
    }

    /// Runs `work` on the database from async code, on a thread that may block.
    pub async fn with_store<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store) -> T + Send + 'static,
    ) -> T {
        let office = self.clone();
        match tokio::task::spawn_blocking(move || office.store(work)).await {
            Ok(value) => value,
            Err(failure) => std::panic::resume_unwind(failure.into_panic()),
        }
    }

    /// Tells the running worker that there is something to do. Without a worker it
    /// does nothing.
    pub fn wake_worker(&self) {
        self.shared.wake.notify_one();
    }

    /// Waits until [`Office::wake_worker`] is called.
    pub(crate) async fn woken(&self) {
        self.shared.wake.notified().await;
    }

    /// The hub told that its notices changed: the next pass asks for them.
    pub(crate) fn hint_notices(&self) {
        self.shared.notice_hint.store(true, Ordering::Relaxed);
    }

    /// Whether the hub told so since this was last asked.
    pub(crate) fn take_notice_hint(&self) -> bool {
        self.shared.notice_hint.swap(false, Ordering::Relaxed)
    }

    /// Somebody looks at the licence, or the hub refused because of it: the next pass asks how it stands.
    pub(crate) fn hint_licence(&self) {
        self.shared.licence_hint.store(true, Ordering::Relaxed);
    }

    /// Whether that happened since this was last asked.
    pub(crate) fn take_licence_hint(&self) -> bool {
        self.shared.licence_hint.swap(false, Ordering::Relaxed)
    }

    /// A counter that rises whenever lists may look different, for live pages.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.shared.changes.subscribe()
    }

    /// Tells live pages that lists may look different.
    pub fn announce_change(&self) {
        self.shared.changes.send_modify(|count| *count += 1);
    }

    /// Takes over what the hub says about this office now.
    pub(crate) fn set_own(&self, own: OwnOffice) {
        *lock(&self.shared.own) = own;
    }
}

/// A panic while the lock was held cannot leave half a change behind: changes are
/// database transactions, and those were rolled back.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Why an office could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenOfficeError {
    /// The terminal was enrolled and still waits for its approval by another one.
    #[error("the terminal in {} waits for its approval", dir.display())]
    Joins {
        /// The folder.
        dir: PathBuf,
    },
    /// Nothing was enrolled in this folder, or enrolment did not finish.
    #[error("there is no enrolled office in {}", dir.display())]
    NotAnOffice {
        /// The folder.
        dir: PathBuf,
    },
    /// The settings file has errors.
    #[error("the settings file has errors")]
    Settings(#[from] SettingsError),
    /// The database cannot be used.
    #[error("the office's database cannot be used")]
    Store(#[from] StoreError),
}

impl From<&OpenOfficeError> for ErrorCode {
    fn from(err: &OpenOfficeError) -> ErrorCode {
        match err {
            OpenOfficeError::Joins { .. } => ErrorCode::TerminalWaits,
            OpenOfficeError::NotAnOffice { .. } => ErrorCode::NotAnOffice,
            OpenOfficeError::Settings(_) => ErrorCode::SettingsInvalid,
            OpenOfficeError::Store(err) => ErrorCode::from(err),
        }
    }
}

impl From<&StoreError> for ErrorCode {
    fn from(err: &StoreError) -> ErrorCode {
        match err {
            StoreError::Database(_) | StoreError::Unreadable { .. } => ErrorCode::DatabaseFailed,
            StoreError::Newer { .. } => ErrorCode::DatabaseNewer,
        }
    }
}
