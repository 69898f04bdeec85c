//! What `office run` and `start` share: workers and pages of offices until somebody ends them, the lock of
//! the one program for a folder, and the file that says where its pages are.

use std::fs::{self, File, TryLockError};
use std::future::Future;
use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use office::error_code::Language;
use office::sync::PassError;
use office::web::{AddedOffice, Adding, Network, NetworkState};
use office::{ErrorCode, Office, web, worker};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use super::network::report;
use crate::message::{choose, exit_of, fail, say};

/// The file in the office's folder that holds the address of the pages.
pub(crate) const ADDRESS_FILE: &str = "address";

/// How long requests that run may take when the pages make way for others at the same address. A browser may
/// hold a connection open without asking anything.
const MAKE_WAY_MAX: Duration = Duration::from_secs(5);

/// What is served.
pub(crate) struct Round<'a> {
    /// At least one, each once.
    pub(crate) offices: &'a [Office],
    pub(crate) listener: TcpListener,
    pub(crate) network: Network,
    /// How the pages add an office; nothing when the offices are given.
    pub(crate) adding: Option<Adding>,
    /// Whether pages were at this address before: what is missing ends a program only when it starts.
    pub(crate) again: bool,
}

/// How a round ended.
pub(crate) enum RoundEnd {
    /// The program ends.
    Exit(ExitCode),
    /// An office was added: another round serves all of them.
    Added(AddedOffice),
}

/// Serves offices until `ended` completes, a worker cannot work at all, or an office was added.
pub(crate) async fn serve(
    round: Round<'_>,
    language: Language,
    ended: impl Future<Output = anyhow::Result<()>>,
) -> anyhow::Result<RoundEnd> {
    let Round {
        offices,
        listener,
        network,
        adding,
        again,
    } = round;
    let url = format!("http://{}", listener.local_addr()?);
    let (stop, stopped) = watch::channel(false);
    let mut workers = JoinSet::new();
    for office in offices {
        workers.spawn(worker::run(office.clone(), stopped.clone()));
    }
    let mut pages_stopped = stopped;
    let pages_end = async move {
        let _ = pages_stopped.wait_for(|stop| *stop).await;
    };
    let (all, known) = (offices.to_vec(), network.clone());
    let mut pages = match adding.clone() {
        Some(adding) => tokio::spawn(web::serve_and_add(all, listener, known, adding, pages_end)),
        None => tokio::spawn(web::serve(all, listener, known, pages_end)),
    };
    let state = tokio::select! {
        state = network.settled() => state,
        served = &mut pages => { served??; NetworkState::Unknown }
    };
    if let Some(exit) = report(&state, network.is_wished() && !again, language) {
        let _ = stop.send(true);
        pages.await??;
        return Ok(RoundEnd::Exit(exit));
    }
    for office in offices {
        write_address(office.dir(), &url)?;
    }
    say!("{}: {url}", choose(language, "画面", "pages"));
    let ended = tokio::select! {
        asked = ended => { asked?; None }
        // A worker ends by itself only when it cannot work at all; that must be seen.
        outcome = workers.join_next() => outcome,
        added = added(adding.as_ref()) => {
            let _ = stop.send(true);
            make_way(pages, workers).await?;
            return Ok(RoundEnd::Added(added));
        }
    };
    let _ = stop.send(true);
    pages.await??;
    for office in offices {
        let _ = fs::remove_file(office.dir().join(ADDRESS_FILE));
    }
    match ended {
        Some(Ok(Err(err))) => {
            let code = ErrorCode::from(&err);
            let exit = fail(code.code(), Some(&err), language, exit_of(code));
            Ok(RoundEnd::Exit(exit))
        }
        Some(Err(failure)) => Err(failure.into()),
        Some(Ok(Ok(()))) | None => Ok(RoundEnd::Exit(ExitCode::SUCCESS)),
    }
}

async fn added(adding: Option<&Adding>) -> AddedOffice {
    match adding {
        Some(adding) => adding.added().await,
        None => std::future::pending().await,
    }
}

/// Waits until pages and workers that were told to stop have ended, so that others can take their places.
async fn make_way(
    mut pages: JoinHandle<io::Result<()>>,
    mut workers: JoinSet<Result<(), PassError>>,
) -> anyhow::Result<()> {
    // Two workers of one office would send everything twice, so these are waited for however long it takes.
    while let Some(worker) = workers.join_next().await {
        if let Err(error) = worker? {
            let code = ErrorCode::from(&error).code();
            tracing::error!(code, "a worker failed as it ended");
        }
    }
    match tokio::time::timeout(MAKE_WAY_MAX, &mut pages).await {
        Ok(ended) => ended??,
        // They listen no more, and what is left of them ends with its connection.
        Err(_) => pages.abort(),
    }
    Ok(())
}

/// Writes the address completely or not at all: others wait for this file.
pub(crate) fn write_address(dir: &Path, url: &str) -> anyhow::Result<()> {
    let temporary = dir.join(".address.new");
    fs::write(&temporary, format!("{url}\n"))?;
    fs::rename(temporary, dir.join(ADDRESS_FILE))?;
    Ok(())
}

/// The lock of the running program; `None` when another one holds it. The system
/// releases it when the program ends, however it ends.
pub(crate) fn lock(dir: &Path) -> anyhow::Result<Option<File>> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(dir.join("run.lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(err)) => Err(err.into()),
    }
}

/// Waits until the system asks the program to end: Ctrl-C and SIGTERM; on Windows also the closing of
/// its console, the end of the session and of the machine.
pub(crate) async fn shutdown_signal() -> anyhow::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted?,
            _ = terminate.recv() => (),
        }
    }
    #[cfg(windows)]
    {
        use tokio::signal::windows::{ctrl_break, ctrl_close, ctrl_logoff, ctrl_shutdown};
        let (mut stop, mut close) = (ctrl_break()?, ctrl_close()?);
        let (mut logoff, mut shutdown) = (ctrl_logoff()?, ctrl_shutdown()?);
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted?,
            _ = stop.recv() => (),
            _ = close.recv() => (),
            _ = logoff.recv() => (),
            _ = shutdown.recv() => (),
        }
    }
    Ok(())
}
