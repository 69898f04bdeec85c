//! `tsunagu office open`: a person opens a received bundle.
//!
//! The receipt is stored with the opening and delivered now or with the next contact,
//! so a hub that is away is no reason to fail.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use office::ErrorCode;
use office::error_code::Language;
use office::inbox::{export_bundles, find_received, open_inbox_bundle, read_inbox_bundle};
use office::worker::system_clock;

use super::receive::received_line;
use super::{open_office, pass};
use crate::message::{choose, describe, exit_of, fail, say};

/// Open a received bundle: shows it, and the sender gets a signed receipt.
#[derive(Debug, Args)]
pub(crate) struct OpenArgs {
    /// Folder of the office
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// Write its files as PARTNER/STAMP_ID/FILE
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The bundle: its id, or OFFICE-ID
    #[arg(value_name = "ID")]
    id: String,
}

pub(super) fn run(args: &OpenArgs, language: Language) -> anyhow::Result<ExitCode> {
    let office = match open_office(&args.dir, language) {
        Ok(office) => office,
        Err(exit) => return Ok(exit),
    };
    let key = match office.store(|store| find_received(store, &args.id))? {
        Ok(key) => key,
        Err(code) => {
            let exit = exit_of(code);
            return Ok(fail(code.code(), Some(&args.id), language, exit));
        }
    };
    let opened = office.store(|store| open_inbox_bundle(store, key, system_clock()));
    if let Err(err) = opened {
        let code = ErrorCode::from(&err);
        return Ok(fail(code.code(), Some(&args.id), language, exit_of(code)));
    }
    if let Some(out) = &args.out {
        let written = office.store(|store| export_bundles(store, &[key], out, system_clock()));
        match written {
            Ok(report) => {
                for path in report.written.iter().chain(&report.present) {
                    say!("{}", path.display());
                }
            }
            Err(err) => {
                let code = ErrorCode::from(&err);
                return Ok(fail(code.code(), Some(&err), language, exit_of(code)));
            }
        }
    }
    let problem = match pass(&office, language)? {
        Ok(report) => report.problem,
        Err(exit) => return Ok(exit),
    };
    let bundle = office.store(|store| read_inbox_bundle(store, key))?;
    if let Some(bundle) = bundle {
        say!("{}", received_line(&bundle.row, language));
        if !bundle.message.is_empty() {
            say!("{}", bundle.message);
        }
        for file in &bundle.files {
            say!("  {} ({} B)", file.name, file.size_bytes);
        }
    }
    if let Some(code) = problem {
        eprintln!("{}", describe(&code, language));
        let later = choose(
            language,
            "開封確認は、つながりしだい送ります。",
            "the receipt is delivered when the hub is there",
        );
        eprintln!("{later}");
    }
    Ok(ExitCode::SUCCESS)
}
