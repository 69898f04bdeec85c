//! `tsunagu office withdraw`: takes back a bundle that nobody has opened.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use office::ErrorCode;
use office::error_code::Language;
use office::outbox::{SentState, read_outbox_bundle, withdraw_bundle};
use office::worker::system_clock;
use protocol::BundleId;

use super::{open_office, pass, report_problem};
use crate::message::{REFUSED, choose, describe, exit_of, fail, say};

/// Withdraw a sent bundle that nobody has opened.
#[derive(Debug, Args)]
pub(crate) struct WithdrawArgs {
    /// Folder of the office
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// The bundle
    #[arg(value_name = "ID")]
    id: BundleId,
}

pub(super) fn run(args: &WithdrawArgs, language: Language) -> anyhow::Result<ExitCode> {
    let office = match open_office(&args.dir, language) {
        Ok(office) => office,
        Err(exit) => return Ok(exit),
    };
    let asked = office.store(|store| withdraw_bundle(store, args.id, system_clock()));
    if let Err(err) = asked {
        let code = ErrorCode::from(&err);
        return Ok(fail(code.code(), Some(&args.id), language, exit_of(code)));
    }
    let state = || -> anyhow::Result<Option<(SentState, Option<String>)>> {
        let bundle = office.store(|store| read_outbox_bundle(store, args.id))?;
        Ok(bundle.map(|bundle| {
            let code = bundle.row.problem.map(|problem| problem.code);
            (bundle.row.state, code)
        }))
    };
    // What never left is withdrawn already; anything else the hub decides.
    if !matches!(state()?, Some((SentState::Withdrawn, _))) {
        let report = match pass(&office, language)? {
            Ok(report) => report,
            Err(exit) => return Ok(exit),
        };
        if let Some(code) = &report.problem {
            return Ok(report_problem(code, language));
        }
    }
    match state()? {
        Some((SentState::Withdrawn, _)) => {
            say!(
                "{} {}",
                args.id,
                choose(language, "取り下げました", "withdrawn")
            );
            Ok(ExitCode::SUCCESS)
        }
        Some((_, Some(code))) => {
            say!("{} {}", args.id, describe(&code, language));
            Ok(ExitCode::from(REFUSED))
        }
        _ => {
            let code = ErrorCode::AlreadyOpened;
            Ok(fail(code.code(), Some(&args.id), language, REFUSED))
        }
    }
}
