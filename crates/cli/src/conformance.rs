//! `tsunagu conformance …`: the kit with which vendors test their care software.
//!
//! `export` writes patterns, `check` judges what the software made of them, `verify` reads a signed report. The
//! patterns are in `conformance/pattern.rs`; everything else follows from them. Nothing here sends anything anywhere.

mod check;
mod describe;
mod difference;
mod export;
mod facts;
mod file_set;
mod judge;
mod kit_file;
mod page;
mod pattern;
mod plans;
mod records;
mod report;
mod scene;
mod situation;
mod theme;
mod verify;
mod world;

#[cfg(test)]
mod tests;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use office::error_code::Language;
use office::worker::system_clock;
use standard::Month;

/// Arguments of `tsunagu conformance`.
#[derive(Debug, Args)]
pub(crate) struct ConformanceArgs {
    #[command(subcommand)]
    command: ConformanceCommand,
}

#[derive(Debug, Subcommand)]
enum ConformanceCommand {
    /// Write the kit for a role. 適合キットの作成
    Export(export::ExportArgs),
    /// Judge what the software made. 判定と報告書
    Check(check::CheckArgs),
    /// Verify a signed report. 報告書の検証
    Verify(verify::VerifyArgs),
}

/// Runs the command.
///
/// # Errors
///
/// What could not be read or written.
pub(crate) fn run(args: &ConformanceArgs, language: Language) -> anyhow::Result<ExitCode> {
    match &args.command {
        ConformanceCommand::Export(args) => export::run(args, this_month(), language),
        ConformanceCommand::Check(args) => check::run(args, system_clock(), language),
        ConformanceCommand::Verify(args) => verify::run(args, language),
    }
}

fn this_month() -> Month {
    let today = jiff::Zoned::now().date();
    Month::new(today.year(), today.month()).expect("today lies in a year that files can name")
}
