//! The office's local pages.
//!
//! ```text
//! request → site: chooses the office → security::guard → routes → handler: reads the request,
//!     calls operations on a thread that may block, fills a page model → template
//! ```
//!
//! `routes.rs` lists every page and form. A handler decides nothing about bundles;
//! the operations of `drafts`, `outbox` and `inbox` do. Words come from the
//! catalogues in `web/texts/`, looks from `web/styles/`; every file is part of the
//! program, so the pages work from any folder and without a network.
//!
//! What a reader would get wrong: the pages never talk to the hub. They read and
//! write the database, and wake the worker where it has something new to do.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use protocol::UtcSeconds;
use protocol::certificate::Trust;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};

use crate::Office;
use crate::history::Entry;
use crate::keys::read_trust;
use crate::read_stored::read_stored_bundles;
use crate::store::{Store, StoreError};

mod access;
mod access_keys;
mod account;
mod actuals;
mod adding;
pub(crate) mod api;
mod archive;
mod assets;
mod board;
mod compose;
mod confirm;
mod dates;
mod download;
mod drafts;
mod estimate;
mod failure;
mod findings;
mod first_start;
mod folder_form;
mod folder_record;
mod folders;
mod form;
mod form_token;
mod frame;
mod gate;
mod guide;
mod help;
mod history;
mod home;
mod inbox;
mod language;
mod licence;
mod lists;
mod live;
mod login;
mod mail;
mod multipart;
mod network;
mod notices;
mod offices;
mod outbox;
mod paper;
mod partners;
mod partners_search;
mod practice;
mod practices;
mod prefectures;
mod qr_code;
mod reconcile;
mod routes;
mod routes_monthly;
mod routes_own;
mod routes_staff;
mod search;
mod security;
mod sending;
mod session;
mod settings;
mod site;
mod staff;
mod staff_member;
mod take_back;
mod terminal;
mod terminals;
mod texts;
mod timeline;
mod upload;
mod versions;
mod visit;
mod words;

use failure::Failure;
use form_token::FormTokens;
use network::Ground;
use practices::{Practices, RunningPractice};
use security::Hosts;
use session::Sessions;
use site::{HASHINGS_MAX, Site};

pub use adding::{AddedOffice, Adding};
pub use api::openapi_json;
pub use first_start::serve_first_start;
pub use network::{Network, NetworkState, OpenNetwork};
pub use site::{GivenTwice, check_offices};

/// What all handlers share.
pub(crate) struct Pages {
    office: Office,
    site: Arc<Site>,
    /// Of this office, wherever its pages are served.
    sessions: Arc<Sessions>,
    /// What people typed into searches.
    typed: search::TypedTexts,
    /// What people chose to save.
    chosen: inbox::ChosenBundles,
    /// To name the signers of receipts; without it they stay unnamed.
    trust: Option<Trust>,
    clock: Clock,
    /// The practice whose office this is; nothing for a real office.
    practice: Option<RunningPractice>,
}

impl Pages {
    /// What the forms of a practice are bound to besides the office number, which a real
    /// office may have as well; nothing for a real office.
    fn practice_key(&self) -> &[u8] {
        let practice = self.practice.as_ref();
        practice.map_or(&[], |running| running.key.as_bytes())
    }

    /// The time of the request.
    fn now(&self) -> UtcSeconds {
        (self.clock)()
    }

    /// Runs `work` on the database, on a thread that may block.
    async fn store<T, E>(
        &self,
        work: impl FnOnce(&mut Store) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Failure>
    where
        T: Send + 'static,
        E: Into<Failure> + Send + 'static,
    {
        self.office.with_store(work).await.map_err(Into::into)
    }

    /// As [`Pages::store`], and adds `entries` to the history: with the first change that
    /// `work` makes, or after it when it only reads. `visit.did(action)` begins an entry.
    async fn recorded<T, E>(
        &self,
        entries: impl Into<Vec<Entry>>,
        work: impl FnOnce(&mut Store) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Failure>
    where
        T: Send + 'static,
        E: Into<Failure> + From<StoreError> + Send + 'static,
    {
        let now = self.now();
        let entries: Vec<Entry> = entries.into();
        self.store(move |store| store.recorded(entries, now, work))
            .await
    }

    /// Adds an entry for something that changed nothing in the database.
    async fn noted(&self, entry: Entry) -> Result<(), Failure> {
        self.recorded(entry, |_| Ok::<_, Failure>(())).await
    }

    /// Runs other work that takes time, such as checking files, on a thread that
    /// may block.
    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failure> {
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|error| Failure::internal(&error))
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        Failure::internal(&error)
    }
}

/// Tells the time of a request.
type Clock = Arc<dyn Fn() -> UtcSeconds + Send + Sync>;

fn system_time() -> UtcSeconds {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    UtcSeconds(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// Serves the pages of `offices` until `shutdown` completes, then lets requests
/// that run come to their end. Every office must be there once (see
/// [`check_offices`]); the first one is shown to a browser that chose none, and its
/// settings say whether the pages are on the office's network too.
///
/// # Errors
///
/// `InvalidInput` when `listener` is not bound to a loopback address: these pages
/// go without TLS and may have no login, so only this machine may reach them, or when
/// there is no office. Otherwise the error of the socket.
pub async fn serve(
    offices: Vec<Office>,
    listener: TcpListener,
    network: Network,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    serve_with_clock(offices, listener, network, system_time, shutdown).await
}

/// As [`serve`], and lets people add an office from the pages. When one was added ([`Adding::added`]) the
/// caller ends these pages and serves all offices anew, at the same listener.
///
/// # Errors
///
/// Those of [`serve`].
pub async fn serve_and_add(
    offices: Vec<Office>,
    listener: TcpListener,
    network: Network,
    adding: Adding,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let clock: Clock = Arc::new(system_time);
    serve_pages(offices, listener, network, Some(adding), clock, shutdown).await
}

/// As [`serve`], with another clock: to see the pages as they are at another time.
///
/// # Errors
///
/// Those of [`serve`].
pub async fn serve_with_clock(
    offices: Vec<Office>,
    listener: TcpListener,
    network: Network,
    clock: impl Fn() -> UtcSeconds + Send + Sync + 'static,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    serve_pages(offices, listener, network, None, Arc::new(clock), shutdown).await
}

async fn serve_pages(
    offices: Vec<Office>,
    listener: TcpListener,
    network: Network,
    adding: Option<Adding>,
    clock: Clock,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let address = listener.local_addr()?;
    ensure_loopback(address)?;
    if offices.is_empty() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "there is no office to serve",
        ));
    }
    let site = Arc::new(Site {
        offices,
        hosts: Hosts::of(address),
        tokens: FormTokens::draw(),
        port: address.port(),
        local: address,
        tls: false,
        hashing: Arc::new(Semaphore::new(HASHINGS_MAX)),
        network,
        practices: Practices::default(),
        adding,
    });
    let pages: Vec<Arc<Pages>> = site
        .offices
        .iter()
        .map(|office| pages_of(office, &site, &clock))
        .collect();
    let routers = pages.iter().cloned().map(routes::all).collect();
    let (stop, stopped) = watch::channel(false);
    let ground = Ground {
        pages: pages.clone(),
        site: Arc::clone(&site),
    };
    let keeper = tokio::spawn(network::keep(ground, stopped));
    let api = api::routes(Arc::clone(&site), pages);
    let all = api
        .merge(site::routes(site, routers))
        .into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, all)
        .with_graceful_shutdown(async move {
            shutdown.await;
            let _ = stop.send(true);
        })
        .await;
    // The port on the network is free as well when this returns.
    if let Err(failure) = keeper.await {
        std::panic::resume_unwind(failure.into_panic());
    }
    served
}

/// Without a login only this machine may reach a page.
fn ensure_loopback(address: SocketAddr) -> io::Result<()> {
    match address.ip().is_loopback() {
        true => Ok(()),
        false => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "the pages are served on a loopback address only",
        )),
    }
}

fn pages_of(office: &Office, site: &Arc<Site>, clock: &Clock) -> Arc<Pages> {
    tokio::spawn(read_stored_bundles(office.clone()));
    Arc::new(new_pages(office, site, clock, None))
}

/// The pages of the same office for other computers: whoever is logged in is known to both.
fn pages_on_network(local: &Pages, site: &Arc<Site>) -> Arc<Pages> {
    let mut pages = new_pages(&local.office, site, &local.clock, None);
    pages.sessions = Arc::clone(&local.sessions);
    Arc::new(pages)
}

/// The pages of a practice that was begun from `pages`.
fn pages_of_practice(practice: &RunningPractice, pages: &Pages) -> Arc<Pages> {
    let office = practice.practice.office();
    tokio::spawn(read_stored_bundles(office.clone()));
    Arc::new(new_pages(
        office,
        &pages.site,
        &pages.clock,
        Some(practice.clone()),
    ))
}

fn new_pages(
    office: &Office,
    site: &Arc<Site>,
    clock: &Clock,
    practice: Option<RunningPractice>,
) -> Pages {
    let trust = read_trust(office.dir()).unwrap_or_else(|error| {
        tracing::error!(%error, "the CA's certificate cannot be read");
        None
    });
    Pages {
        office: office.clone(),
        site: Arc::clone(site),
        sessions: Arc::default(),
        typed: search::TypedTexts::default(),
        chosen: inbox::ChosenBundles::default(),
        trust,
        clock: Arc::clone(clock),
        practice,
    }
}
