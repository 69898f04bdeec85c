//! `tsunagu start`, and `tsunagu` alone: the program of a person who clicks. `tsunagu stop` ends it.
//!
//! One instance for a folder: a second start only opens the browser at the one that runs. A folder
//! without an office gets the page of the first setup, and the office's pages at the same address
//! once the terminal is enrolled. Further offices lie below that folder, and are added from the pages.
//! What it has to say goes into a log, for there may be no console.

mod place;
mod served;

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use office::error_code::Language;
use office::web::{Adding, Network};
use office::{ErrorCode, Office, OpenOfficeError, keys, web};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

use crate::message::{COULD_NOT_RUN, choose, fail, say};
use crate::office_commands::network::NetworkOptions;
use crate::office_commands::serving::{
    ADDRESS_FILE, Round, RoundEnd, lock, serve, shutdown_signal, write_address,
};
use served::Served;

/// A file of this name asks the running program to end: a way that every system has.
const STOP_FILE: &str = "stop";

/// How often the running program looks for that file.
const STOP_LOOK: Duration = Duration::from_millis(500);

/// The log, and the one before it.
const LOG_FILE: &str = "tsunagu.log";
const LOG_BEFORE: &str = "tsunagu.log.1";

/// A log of this size is put away at the next start: some months of an office.
const LOG_SIZE_BYTES_MAX: u64 = 5 << 20;

/// How long a second start waits for the first to say where its pages are, and how long `stop`
/// waits for the program to end: both take a second on an old PC.
const WAIT_MAX: Duration = Duration::from_secs(10);

/// How often they look.
const WAIT_LOOK: Duration = Duration::from_millis(100);

/// Start the office on this machine and open its pages; without an office, set one up.
///
/// A second start only opens the pages of the first. Without --dir the data lies in the profile of the
/// user: %LOCALAPPDATA%\Tsunagu, or ~/.local/share/tsunagu.
#[derive(Debug, Default, Args)]
pub(crate) struct StartArgs {
    /// Folder of the office
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Address of the pages, a loopback address; port 0 lets the system choose
    /// [default: 127.0.0.1 and the port of the settings]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    #[command(flatten)]
    network: NetworkOptions,
    /// Do not open the browser
    #[arg(long)]
    no_browser: bool,
}

/// End what `tsunagu start` started, and wait until it has.
#[derive(Debug, Args)]
pub(crate) struct StopArgs {
    /// Folder of the office
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Runs `start`.
pub(crate) fn run(args: &StartArgs, language: Language) -> anyhow::Result<ExitCode> {
    let Some(dir) = args.dir.clone().or_else(place::data_folder) else {
        return Ok(fail(
            ErrorCode::NoDataFolder.code(),
            None,
            language,
            COULD_NOT_RUN,
        ));
    };
    if keys::create_private_folder(&dir).is_err() {
        let code = ErrorCode::CannotWriteFolder.code();
        return Ok(fail(code, Some(&dir.display()), language, COULD_NOT_RUN));
    }
    let Some(lock) = lock(&dir)? else {
        return Ok(show_running(&dir, args, language));
    };
    start_log(&dir)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let ended = runtime.block_on(serve_office(&dir, args, language));
    drop(lock);
    ended
}

/// Runs `stop`.
pub(crate) fn stop(args: &StopArgs, language: Language) -> anyhow::Result<ExitCode> {
    let dir = args.dir.clone().or_else(place::data_folder);
    let Some(dir) = dir.filter(|dir| dir.is_dir()) else {
        return Ok(ExitCode::SUCCESS);
    };
    if lock(&dir)?.is_some() {
        say!("{}", choose(language, "動いていません", "not running"));
        return Ok(ExitCode::SUCCESS);
    }
    fs::write(dir.join(STOP_FILE), b"")?;
    match wait_for(|| lock(&dir).ok().flatten()) {
        Some(_) => {
            say!("{}", choose(language, "終わりました", "ended"));
            Ok(ExitCode::SUCCESS)
        }
        None => {
            let code = ErrorCode::StillRuns.code();
            Ok(fail(code, Some(&dir.display()), language, COULD_NOT_RUN))
        }
    }
}

/// The pages of the first setup while there is no office, then those of the office.
async fn serve_office(
    dir: &Path,
    args: &StartArgs,
    language: Language,
) -> anyhow::Result<ExitCode> {
    let _ = fs::remove_file(dir.join(STOP_FILE));
    let mut office = Office::open(dir);
    let port = office
        .as_ref()
        .map_or(0, |office| office.settings().listen_port);
    let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listen = args.listen.unwrap_or(listen);
    // The socket stays open between the two: what comes in the meantime waits in its queue.
    let listener = std::net::TcpListener::bind(listen)
        .with_context(|| format!("cannot listen on {listen}"))?;
    listener.set_nonblocking(true)?;
    let url = format!("http://{}", listener.local_addr()?);
    if matches!(office, Err(OpenOfficeError::NotAnOffice { .. })) {
        write_address(dir, &url)?;
        say!(
            "{}: {url}",
            choose(language, "はじめての設定", "first setup")
        );
        open_browser(args, &url);
        first_start(dir, listener.try_clone()?).await?;
        office = Office::open(dir);
        if matches!(office, Err(OpenOfficeError::NotAnOffice { .. })) {
            // It was asked to end before anybody enrolled.
            let _ = fs::remove_file(dir.join(ADDRESS_FILE));
            return Ok(ExitCode::SUCCESS);
        }
    } else {
        open_browser(args, &url);
    }
    match office {
        Ok(office) => {
            let served = Served::with_further(dir, office);
            serve_rounds(dir, served, &listener, args, language).await
        }
        Err(err) => {
            let code = ErrorCode::from(&err).code();
            tracing::error!(code, "the office cannot be opened");
            Ok(fail(code, Some(&dir.display()), language, COULD_NOT_RUN))
        }
    }
}

/// Serves all offices, and again with one more whenever one was added from the pages.
async fn serve_rounds(
    dir: &Path,
    mut served: Served,
    listener: &std::net::TcpListener,
    args: &StartArgs,
    language: Language,
) -> anyhow::Result<ExitCode> {
    let adding = Adding::new(dir.to_owned());
    // One future for all rounds: a signal that comes between two of them is not lost.
    let mut ended = std::pin::pin!(asked_to_end(dir));
    let mut again = false;
    loop {
        let round = Round {
            offices: served.offices(),
            // The socket stays open, so that what comes between two rounds waits in its queue.
            listener: TcpListener::from_std(listener.try_clone()?)?,
            network: Network::new(args.network.wish()),
            adding: Some(adding.clone()),
            again,
        };
        match serve(round, language, &mut ended).await? {
            RoundEnd::Exit(exit) => return Ok(exit),
            RoundEnd::Added(added) => {
                served.add(added.folder());
                added.is_served();
            }
        }
        again = true;
    }
}

async fn first_start(dir: &Path, listener: std::net::TcpListener) -> anyhow::Result<()> {
    let (stop, mut stopped) = watch::channel(false);
    let ended = async move {
        let _ = stopped.wait_for(|stop| *stop).await;
    };
    let listener = TcpListener::from_std(listener)?;
    // The page shows where the data will lie, and a person has to find it again.
    let place = std::path::absolute(dir)?;
    let mut pages = tokio::spawn(web::serve_first_start(place, listener, ended));
    tokio::select! {
        served = &mut pages => return Ok(served??),
        asked = asked_to_end(dir) => asked?,
    }
    let _ = stop.send(true);
    Ok(pages.await??)
}

/// Waits for a signal of the system, or for `tsunagu stop`.
async fn asked_to_end(dir: &Path) -> anyhow::Result<()> {
    let file = dir.join(STOP_FILE);
    let stop = async {
        while !file.exists() {
            tokio::time::sleep(STOP_LOOK).await;
        }
        let _ = fs::remove_file(&file);
    };
    tokio::select! {
        signal = shutdown_signal() => signal,
        () = stop => Ok(()),
    }
}

/// Opens the pages of the program that runs already.
fn show_running(dir: &Path, args: &StartArgs, language: Language) -> ExitCode {
    let address = wait_for(|| {
        let address = fs::read_to_string(dir.join(ADDRESS_FILE)).ok()?;
        let address = address.trim();
        address.starts_with("http://").then(|| address.to_owned())
    });
    match address {
        Some(url) => {
            say!("{}: {url}", choose(language, "動いています", "it runs"));
            open_browser(args, &url);
            ExitCode::SUCCESS
        }
        None => {
            let code = ErrorCode::StillRuns.code();
            fail(code, Some(&dir.display()), language, COULD_NOT_RUN)
        }
    }
}

/// Asks again and again until there is an answer or the time is over.
fn wait_for<T>(ask: impl Fn() -> Option<T>) -> Option<T> {
    let looks = WAIT_MAX.as_millis() / WAIT_LOOK.as_millis();
    for _ in 0..looks {
        if let Some(answer) = ask() {
            return Some(answer);
        }
        std::thread::sleep(WAIT_LOOK);
    }
    None
}

/// The log in the folder of the office. It holds no personal data (see the house rules).
fn start_log(dir: &Path) -> anyhow::Result<()> {
    let path = dir.join(LOG_FILE);
    if fs::metadata(&path).is_ok_and(|log| log.len() > LOG_SIZE_BYTES_MAX) {
        fs::rename(&path, dir.join(LOG_BEFORE))?;
    }
    let log = File::options().create(true).append(true).open(&path)?;
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_from_env("TSUNAGU_LOG").unwrap_or_else(|_| "info".into()))
        .with_ansi(false)
        .with_writer(Mutex::new(log))
        .init();
    Ok(())
}

/// Opens `url` in the browser that the person uses. Without one the address is printed anyway.
fn open_browser(args: &StartArgs, url: &str) {
    if args.no_browser {
        return;
    }
    let mut command = if cfg!(windows) {
        let mut command = Command::new("rundll32.exe");
        command.args(["url.dll,FileProtocolHandler", url]);
        command
    } else if cfg!(target_os = "macos") {
        let mut command = Command::new("open");
        command.arg(url);
        command
    } else {
        let mut command = Command::new("xdg-open");
        command.arg(url);
        command
    };
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if let Err(error) = command.spawn() {
        tracing::warn!(%error, "no browser could be opened");
    }
}
