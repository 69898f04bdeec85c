//! `tsunagu evidence …`: exports and verifies signed evidence.

mod export;
mod verify;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use office::error_code::Language;

/// Arguments of `tsunagu evidence`.
#[derive(Debug, Args)]
pub(crate) struct EvidenceArgs {
    #[command(subcommand)]
    command: EvidenceCommand,
}

#[derive(Debug, Subcommand)]
enum EvidenceCommand {
    /// Write the signed documents of bundles into a folder. 証跡の書き出し
    Export(export::ExportArgs),
    /// Verify an evidence folder, without any office or hub. 証跡の検証
    Verify(verify::VerifyArgs),
}

/// Runs the command.
pub(crate) fn run(args: &EvidenceArgs, language: Language) -> anyhow::Result<ExitCode> {
    match &args.command {
        EvidenceCommand::Export(args) => export::run(args, language),
        EvidenceCommand::Verify(args) => verify::run(args, language),
    }
}
