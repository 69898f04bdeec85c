//! `tsunagu office receive`: one pass with the hub, then what is new.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use office::error_code::Language;
use office::inbox::{
    InboxRow, ReceivedId, bundles_not_exported, export_bundles, read_inbox_bundle,
};
use office::worker::system_clock;
use office::{ErrorCode, Office};

use super::{open_office, pass, report_problem};
use crate::message::{REFUSED, choose, describe, exit_of, fail, say};

/// Receive what is new, and send what waits.
#[derive(Debug, Args)]
pub(crate) struct ReceiveArgs {
    /// Folder of the office
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// Write the files that were never written out, as PARTNER/STAMP_ID/FILE
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn run(args: &ReceiveArgs, language: Language) -> anyhow::Result<ExitCode> {
    let office = match open_office(&args.dir, language) {
        Ok(office) => office,
        Err(exit) => return Ok(exit),
    };
    let report = match pass(&office, language)? {
        Ok(report) => report,
        Err(exit) => return Ok(exit),
    };
    let new = [
        &report.received,
        &report.damaged,
        &report.withdrawn_by_sender,
    ];
    for key in new.into_iter().flatten() {
        print_row(&office, *key, language)?;
    }
    for (id, code) in &report.refused {
        say!("{id} {}", describe(code, language));
    }
    if let Some(out) = &args.out
        && let Err(exit) = write_out(&office, out, language)?
    {
        return Ok(exit);
    }
    if let Some(code) = &report.problem {
        return Ok(report_problem(code, language));
    }
    let clean = report.damaged.is_empty() && report.refused.is_empty();
    Ok(ExitCode::from(if clean { 0 } else { REFUSED }))
}

fn write_out(
    office: &Office,
    out: &Path,
    language: Language,
) -> anyhow::Result<Result<(), ExitCode>> {
    let keys = office.store(bundles_not_exported)?;
    let written = office.store(|store| export_bundles(store, &keys, out, system_clock()));
    match written {
        Ok(report) => {
            for path in &report.written {
                say!("{}", path.display());
            }
            Ok(Ok(()))
        }
        Err(err) => {
            let code = ErrorCode::from(&err);
            Ok(Err(fail(code.code(), Some(&err), language, exit_of(code))))
        }
    }
}

fn print_row(office: &Office, key: ReceivedId, language: Language) -> anyhow::Result<()> {
    let bundle = office.store(|store| read_inbox_bundle(store, key))?;
    if let Some(bundle) = bundle {
        say!("{}", received_line(&bundle.row, language));
    }
    Ok(())
}

/// One line for one received bundle: key, sender, set, months, number of files, state.
pub(super) fn received_line(row: &InboxRow, language: Language) -> String {
    let sender = match &row.partner {
        Some(partner) => format!(
            "{}-{} {}",
            partner.number,
            partner.service,
            partner.name.as_deref().unwrap_or("")
        ),
        None => choose(language, "送信元不明", "unknown sender").to_owned(),
    };
    let files = row.standard_files + row.attachments;
    let unit = choose(language, "ファイル", "files");
    let code = row.code.as_deref().map(|code| describe(code, language));
    format!(
        "{} {sender} {} {} {files} {unit} {}{}",
        row.id,
        row.set.as_deref().unwrap_or("-"),
        row.months.join(","),
        row.state.as_str(),
        code.map(|code| format!("\n  {code}")).unwrap_or_default(),
    )
}
