//! `tsunagu-hub run`: the hub itself, until a signal.
//!
//! Easily got wrong: a second signal does not hurry; answers that are due take ten seconds at most anyway.

use tracing_subscriber::EnvFilter;
use tsunagu_hub::{folder::Folder, http::clock, serve};

use super::Failure;
use crate::{LogForm, Run};

/// What is logged when the environment variable `RUST_LOG` says nothing.
const LOG_FILTER: &str = "info";

pub(super) fn run(arguments: Run) -> Result<(), Failure> {
    start_log(arguments.log);
    let folder = Folder::open(&arguments.folder.dir)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        // Listened for before the start, so that no signal is missed.
        let signal = stop_signal()?;
        let running = serve::start(&folder, arguments.listen.as_deref(), clock::system_clock())
            .await
            .map_err(|err| Failure::Failed(err.to_string()))?;
        signal.await;
        running.stop().await;
        Ok(())
    })
}

fn start_log(form: LogForm) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(LOG_FILTER));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match form {
        LogForm::Text => log.with_ansi(false).init(),
        LogForm::Json => log.json().init(),
    }
}

#[cfg(unix)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => (),
            _ = interrupt.recv() => (),
        }
    })
}

#[cfg(not(unix))]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
