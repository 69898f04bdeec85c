//! Adding an office to the program that runs.
//!
//! ```text
//! page この端末の事業所 → Adding::begin → first setup of another folder, on a port of its own
//!   → AddedOffice → program: ends pages and workers, begins again with all → AddedOffice::is_served
//!   → the first setup leads the browser to the new office
//! ```
//!
//! What a reader would get wrong: nothing is added to pages that run. They end in good order, and others
//! begin at the same address, whose socket stays open meanwhile. The first setup outlives that change.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use protocol::OfficeNumber;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, mpsc, watch};

use super::first_start::serve_further;
use super::system_time;
use crate::Office;
use crate::further::{remove_try, unfinished_folder, waits_for_approval};
use crate::history::Entry;
use crate::store::StoreError;

/// The way in which the pages of this program add an office: cheap to clone, and the same for all
/// rounds of pages that follow each other.
#[derive(Debug, Clone)]
pub struct Adding {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    dir: PathBuf,
    running: Mutex<Option<Try>>,
    tell: mpsc::Sender<AddedOffice>,
    told: Mutex<mpsc::Receiver<AddedOffice>>,
}

/// A first setup that was begun from a page.
#[derive(Debug)]
struct Try {
    address: SocketAddr,
    step: watch::Receiver<Step>,
}

/// How far adding got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Somebody fills in the first setup, or may.
    Open,
    /// The office is there; the program is about to serve it.
    Added,
    /// The program serves it.
    Served(OfficeNumber),
    /// Somebody gave it up.
    GivenUp,
}

impl Step {
    pub(super) fn is_over(self) -> bool {
        matches!(self, Step::Served(_) | Step::GivenUp)
    }
}

/// An office that was added from the pages and that nobody serves yet.
#[derive(Debug)]
pub struct AddedOffice {
    folder: PathBuf,
    number: OfficeNumber,
    step: watch::Sender<Step>,
}

impl AddedOffice {
    /// Its folder, which has no name of its own yet: see [`open_further`](crate::further::open_further).
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The pages that served without it have ended: browsers may be led to those that follow.
    pub fn is_served(self) {
        self.step.send_replace(Step::Served(self.number));
    }
}

/// From where an office is being added.
pub(super) struct Origin {
    /// Where the pages of the program listen.
    pub(super) address: SocketAddr,
    /// The offices that the program serves.
    pub(super) known: Vec<OfficeNumber>,
    /// The office from whose page it was begun, and the line that its history gets.
    pub(super) begun: (Office, Entry),
}

impl Adding {
    /// Offices are added below `dir`, the folder of the first one.
    pub fn new(dir: PathBuf) -> Adding {
        // One office is added at a time.
        let (tell, told) = mpsc::channel(1);
        Adding {
            shared: Arc::new(Shared {
                dir,
                running: Mutex::default(),
                tell,
                told: Mutex::new(told),
            }),
        }
    }

    /// Waits until an office was added.
    pub async fn added(&self) -> AddedOffice {
        match self.shared.told.lock().await.recv().await {
            Some(added) => added,
            // A sender lives in this value.
            None => std::future::pending().await,
        }
    }

    /// Whether somebody began to add an office and did not finish.
    pub(super) async fn is_begun(&self) -> bool {
        if self.running().await.is_some() {
            return true;
        }
        let dir = self.shared.dir.clone();
        let asked = tokio::task::spawn_blocking(move || waits_for_approval(&dir));
        asked.await.unwrap_or(false)
    }

    /// Where the first setup is that runs already.
    async fn running(&self) -> Option<SocketAddr> {
        let running = self.shared.running.lock().await;
        running
            .as_ref()
            .filter(|known| !known.step.borrow().is_over())
            .map(|known| known.address)
    }

    /// Serves the first setup of another folder, or finds the one that is served already; its address.
    ///
    /// # Errors
    ///
    /// Those of the socket.
    pub(super) async fn begin(&self, origin: Origin) -> io::Result<SocketAddr> {
        let mut running = self.shared.running.lock().await;
        if let Some(known) = running.as_ref()
            && !known.step.borrow().is_over()
        {
            return Ok(known.address);
        }
        // A port that the system chooses: browsers give their cookies to every port of a machine.
        let listener = TcpListener::bind((origin.address.ip(), 0)).await?;
        let address = listener.local_addr()?;
        let dir = self.shared.dir.clone();
        let folder = tokio::task::spawn_blocking(move || unfinished_folder(&dir))
            .await
            .map_err(io::Error::other)?;
        let (step, watched) = watch::channel(Step::Open);
        let further = Further {
            folder,
            port: origin.address.port(),
            known: origin.known,
            begun: std::sync::Mutex::new(Some(origin.begun)),
            step,
            tell: self.shared.tell.clone(),
        };
        tokio::spawn(async move {
            if let Err(error) = serve_further(further, listener).await {
                tracing::error!(%error, "the first setup of a further office failed");
            }
        });
        *running = Some(Try {
            address,
            step: watched,
        });
        Ok(address)
    }
}

/// What the first setup of a further office knows of the program that it belongs to.
pub(super) struct Further {
    /// The folder that is to be the office.
    pub(super) folder: PathBuf,
    /// The port of the program's pages.
    pub(super) port: u16,
    known: Vec<OfficeNumber>,
    begun: std::sync::Mutex<Option<(Office, Entry)>>,
    pub(super) step: watch::Sender<Step>,
    tell: mpsc::Sender<AddedOffice>,
}

impl Further {
    /// Whether the program serves this office already.
    pub(super) fn knows(&self, number: OfficeNumber) -> bool {
        self.known.contains(&number)
    }

    /// Records who added the office, and tells the program to serve it.
    pub(super) async fn finish(&self, number: OfficeNumber) {
        let begun = self
            .begun
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        // What comes twice was done by whoever came first.
        let Some((office, entry)) = begun else { return };
        let entry = entry.on(number);
        let recorded = office
            .with_store(move |store| {
                store.recorded(entry, system_time(), |_| Ok::<_, StoreError>(()))
            })
            .await;
        if let Err(error) = recorded {
            let error = &error as &dyn std::error::Error;
            tracing::error!(error, "that an office was added could not be recorded");
        }
        self.step.send_replace(Step::Added);
        let added = AddedOffice {
            folder: self.folder.clone(),
            number,
            step: self.step.clone(),
        };
        if self.tell.send(added).await.is_err() {
            tracing::error!("nobody serves an office that was added");
        }
    }

    /// Removes what was made so far, and ends the try.
    ///
    /// # Errors
    ///
    /// Those of the file system; it is ended all the same.
    pub(super) async fn give_up(&self) -> io::Result<()> {
        let removed = self.remove().await;
        self.begun
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        self.step.send_replace(Step::GivenUp);
        removed
    }

    /// Removes what was made so far; another code can be tried.
    ///
    /// # Errors
    ///
    /// Those of the file system.
    pub(super) async fn remove(&self) -> io::Result<()> {
        let folder = self.folder.clone();
        tokio::task::spawn_blocking(move || remove_try(&folder))
            .await
            .map_err(io::Error::other)?
    }
}
