//! `tsunagu office run`: the background exchange and the pages, until it is stopped.
//!
//! One program may serve several offices: each has its own worker, and the pages show
//! one at a time. One such program per folder: the second one says so and ends. Commands
//! may be run beside it. The pages are on this machine; by the settings or `--network` also on the
//! office's network.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use office::error_code::Language;
use office::web::Network;
use office::{ErrorCode, web};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use super::network::NetworkOptions;
use super::open_office;
use super::serving::{Round, RoundEnd, lock, serve, shutdown_signal};
use crate::message::{COULD_NOT_RUN, fail};

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
    #[command(flatten)]
    network: NetworkOptions,
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
    let listen = args.listen.unwrap_or(default);
    runtime.block_on(async {
        let listener = TcpListener::bind(listen)
            .await
            .with_context(|| format!("cannot listen on {listen}"))?;
        let network = Network::new(args.network.wish());
        let round = Round {
            offices: &offices,
            listener,
            network,
            adding: None,
            again: false,
        };
        match serve(round, language, shutdown_signal()).await? {
            RoundEnd::Exit(exit) => Ok(exit),
            RoundEnd::Added(_) => unreachable!("the folders are given"),
        }
    })
}
