//! What `office run` and `start` share: workers and pages of offices until somebody ends them, the lock of
//! the one program for a folder, and the file that says where its pages are.

use std::fs::{self, File, TryLockError};
use std::future::Future;
use std::path::Path;
use std::process::ExitCode;

use office::error_code::Language;
use office::web::{Network, NetworkState};
use office::{ErrorCode, Office, web, worker};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::network::report;
use crate::message::{choose, exit_of, fail, say};

/// The file in the office's folder that holds the address of the pages.
pub(crate) const ADDRESS_FILE: &str = "address";

/// Serves `offices` until `ended` completes, or a worker cannot work at all.
pub(crate) async fn serve(
    offices: &[Office],
    listener: TcpListener,
    network: Network,
    language: Language,
    ended: impl Future<Output = anyhow::Result<()>>,
) -> anyhow::Result<ExitCode> {
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
    let served = web::serve(offices.to_vec(), listener, network.clone(), pages_end);
    let mut pages = tokio::spawn(served);
    let state = tokio::select! {
        state = network.settled() => state,
        served = &mut pages => { served??; NetworkState::Unknown }
    };
    if let Some(exit) = report(&state, network.is_wished(), language) {
        let _ = stop.send(true);
        pages.await??;
        return Ok(exit);
    }
    for office in offices {
        write_address(office.dir(), &url)?;
    }
    say!("{}: {url}", choose(language, "画面", "pages"));
    let ended = tokio::select! {
        asked = ended => { asked?; None }
        // A worker ends by itself only when it cannot work at all; that must be seen.
        outcome = workers.join_next() => outcome,
    };
    let _ = stop.send(true);
    pages.await??;
    for office in offices {
        let _ = fs::remove_file(office.dir().join(ADDRESS_FILE));
    }
    match ended {
        Some(Ok(Err(err))) => {
            let code = ErrorCode::from(&err);
            Ok(fail(code.code(), Some(&err), language, exit_of(code)))
        }
        Some(Err(failure)) => Err(failure.into()),
        Some(Ok(Ok(()))) | None => Ok(ExitCode::SUCCESS),
    }
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
