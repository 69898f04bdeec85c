//! `tsunagu office run`: the background exchange and the pages, until it is stopped.
//!
//! One program may serve several offices: each has its own worker, and the pages show
//! one at a time. One such program per folder: the second one says so and ends. Commands
//! may be run beside it.

use std::fs::{self, File, TryLockError};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use office::error_code::Language;
use office::{ErrorCode, Office, web, worker};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tracing_subscriber::EnvFilter;

use super::open_office;
use crate::message::{COULD_NOT_RUN, choose, exit_of, fail, say};

/// The file in the office's folder that holds the address of the pages.
const ADDRESS_FILE: &str = "address";

/// Keep exchanging in the background and serve the pages on this machine.
///
/// Writes the address of the pages to DIR/address. Ends with Ctrl-C or SIGTERM.
/// Give --dir several times to serve several offices in one program.
#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    /// Folder of the office; several offices, several times
    #[arg(long = "dir", value_name = "DIR", required = true)]
    dirs: Vec<PathBuf>,
    /// Address of the pages, a loopback address; port 0 lets the system choose
    /// [default: 127.0.0.1 and the port of the first office's settings]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
}

pub(super) fn run(args: &RunArgs, language: Language) -> anyhow::Result<ExitCode> {
    let mut offices = Vec::new();
    let mut locks = Vec::new();
    for dir in &args.dirs {
        offices.push(match open_office(dir, language) {
            Ok(office) => office,
            Err(exit) => return Ok(exit),
        });
        let Some(lock) = lock(dir)? else {
            let code = ErrorCode::RunsAlready.code();
            return Ok(fail(code, Some(&dir.display()), language, COULD_NOT_RUN));
        };
        locks.push(lock);
    }
    if let Err(err) = web::check_offices(&offices) {
        let code = ErrorCode::from(&err).code();
        return Ok(fail(code, Some(&err.0), language, COULD_NOT_RUN));
    }
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_from_env("TSUNAGU_LOG").unwrap_or_else(|_| "info".into()))
        .with_writer(std::io::stderr)
        .init();
    let default = SocketAddr::from((Ipv4Addr::LOCALHOST, offices[0].settings().listen_port));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(serve(&offices, args.listen.unwrap_or(default), language))
}

async fn serve(
    offices: &[Office],
    listen: SocketAddr,
    language: Language,
) -> anyhow::Result<ExitCode> {
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen}"))?;
    let url = format!("http://{}", listener.local_addr()?);
    let (stop, stopped) = watch::channel(false);
    let mut workers = JoinSet::new();
    for office in offices {
        workers.spawn(worker::run(office.clone(), stopped.clone()));
    }
    let mut pages_stopped = stopped;
    let pages = tokio::spawn(web::serve(offices.to_vec(), listener, async move {
        let _ = pages_stopped.wait_for(|stop| *stop).await;
    }));
    for office in offices {
        write_address(office.dir(), &url)?;
    }
    say!("{}: {url}", choose(language, "画面", "pages"));
    let ended = tokio::select! {
        signal = shutdown_signal() => { signal?; None }
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
fn write_address(dir: &Path, url: &str) -> anyhow::Result<()> {
    let temporary = dir.join(".address.new");
    fs::write(&temporary, format!("{url}\n"))?;
    fs::rename(temporary, dir.join(ADDRESS_FILE))?;
    Ok(())
}

/// The lock of the running program; `None` when another one holds it. The system
/// releases it when the program ends, however it ends.
fn lock(dir: &Path) -> anyhow::Result<Option<File>> {
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

/// Waits for Ctrl-C, or SIGTERM where there is one.
async fn shutdown_signal() -> anyhow::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted?,
            _ = terminate.recv() => (),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await?;
    Ok(())
}
