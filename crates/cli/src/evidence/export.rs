//! `tsunagu evidence export`: signed headers, sealed parts and receipts as files.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use office::ErrorCode;
use office::error_code::Language;
use office::evidence::export_evidence;
use office::keys::read_keys;
use protocol::BundleId;

use crate::message::{exit_of, fail, say};
use crate::office_commands::open_office;

/// Write the signed documents of bundles into a folder. Contents stay sealed.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// Folder of the office
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// Folder to write into; made if it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Bundles; without any, all
    #[arg(value_name = "ID")]
    ids: Vec<BundleId>,
}

pub(super) fn run(args: &ExportArgs, language: Language) -> anyhow::Result<ExitCode> {
    let office = match open_office(&args.dir, language) {
        Ok(office) => office,
        Err(exit) => return Ok(exit),
    };
    let keys = match read_keys(office.dir()) {
        Ok(keys) => keys,
        Err(err) => {
            let code = ErrorCode::from(&err);
            return Ok(fail(code.code(), Some(&err), language, exit_of(code)));
        }
    };
    match office.store(|store| export_evidence(store, &keys.trust, &args.ids, &args.out)) {
        Ok(export) => {
            let (sent, received, receipts) = (export.sent, export.received, export.receipts);
            match language {
                Language::Japanese => {
                    say!("送信 {sent} 件、受信 {received} 件、受付証・開封確認 {receipts} 通");
                }
                Language::English => {
                    say!("{sent} sent, {received} received, {receipts} receipts");
                }
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(err) => {
            let code = ErrorCode::from(&err);
            Ok(fail(code.code(), Some(&err), language, exit_of(code)))
        }
    }
}
