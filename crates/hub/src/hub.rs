//! The running hub: what every request can reach.
//!
//! Only things that live as long as the process; nothing of a request. Easily got wrong: the time comes from `clock`,
//! never from the system directly, so that a test can let three years pass.

use std::{fmt, sync::Arc};

use protocol::{
    UtcSeconds,
    authority::Authority,
    certificate::{Identity, Trust},
};
use tokio::sync::{Semaphore, watch};

use crate::{
    config::Settings,
    devices::Seen,
    events::Events,
    http::attempts::Attempts,
    store::{SealedFiles, Store},
};

/// Tells the time in whole seconds UTC.
pub type Clock = Arc<dyn Fn() -> UtcSeconds + Send + Sync>;

/// Everything that a request may need.
pub struct Hub {
    pub(crate) store: Store,
    pub(crate) sealed_files: SealedFiles,
    pub(crate) events: Arc<Events>,
    pub(crate) settings: Settings,
    pub(crate) trust: Trust,
    pub(crate) authority: Arc<Authority>,
    pub(crate) signer: Arc<Identity>,
    /// When the certificates of connection and receipts end.
    pub(crate) own_certificates_end: UtcSeconds,
    pub(crate) clock: Clock,
    /// Places for uploads at the same time.
    pub(crate) uploads: Semaphore,
    pub(crate) enrolment_attempts: Attempts,
    pub(crate) seen: Seen,
    /// Becomes true when the hub stops, so that streams without end can end.
    pub(crate) stopping: watch::Receiver<bool>,
}

impl Hub {
    /// The time of the request that is answered now.
    pub(crate) fn now(&self) -> UtcSeconds {
        (self.clock)()
    }
}

impl fmt::Debug for Hub {
    /// Prints the name only: keys have no business in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hub")
            .field("name", &self.settings.name)
            .finish_non_exhaustive()
    }
}
