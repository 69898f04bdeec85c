//! `tsunagu`: the office's program. Here is the list of its commands; each has a file.
//!
//! A command reads its arguments, calls one operation and prints. It exits with 0
//! when done, 1 with findings or a refusal, 2 when it could not run (bad arguments,
//! unreadable path, no connection). A reader who has gone (`| head`) changes none of it. Messages are Japanese unless `--lang en` or
//! `TSUNAGU_LANG=en`; `--json` documents are the same in every language.
// A command line prints.
#![allow(clippy::print_stdout, clippy::print_stderr)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod check;
mod conformance;
mod convert;
mod evidence;
mod explain;
mod files;
mod message;
mod office_commands;
mod reconcile;
mod repair;
mod sample;
mod show;
mod start;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use office::error_code::Language;

/// Tsunagu: exchanges care plans between care offices. ケアプランデータをつなぐ。
#[derive(Debug, Parser)]
#[command(name = "tsunagu", version)]
struct CommandLine {
    /// Language of messages; also TSUNAGU_LANG [default: ja]
    #[arg(long, global = true, value_name = "LANG")]
    lang: Option<LanguageTag>,
    /// Without a command: start
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LanguageTag {
    Ja,
    En,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the office on this machine and open its pages. 起動
    Start(start::StartArgs),
    /// End what start started. 終了
    Stop(start::StopArgs),
    /// Check files against the standard. 標準仕様の検査
    Check(check::CheckArgs),
    /// Test care software against the standard. 適合キット
    Conformance(conformance::ConformanceArgs),
    /// Convert files between versions, and to JSON and back. 版の変換と JSON
    Convert(convert::ConvertArgs),
    /// Repair files in copies, each step listed. 修復
    Repair(repair::RepairArgs),
    /// Explain a code of a finding, or an item of a form. 指摘の説明
    Explain(explain::ExplainArgs),
    /// Write invented sample data. 見本データの作成
    Sample(sample::SampleArgs),
    /// Show files as the forms that people know. 帳票の表示
    Show(show::ShowArgs),
    /// Compare what was planned with what was given. 予実突合
    Reconcile(reconcile::ReconcileArgs),
    /// Send, receive and everything else of one office. 事業所の送受信
    Office(office_commands::OfficeArgs),
    /// Export and verify signed evidence. 証跡の書き出しと検証
    Evidence(evidence::EvidenceArgs),
}

fn main() -> ExitCode {
    let command_line = CommandLine::parse();
    let language = language(command_line.lang);
    let start = || Command::Start(start::StartArgs::default());
    let outcome = match command_line.command.unwrap_or_else(start) {
        Command::Start(args) => start::run(&args, language),
        Command::Stop(args) => start::stop(&args, language),
        Command::Check(args) => check::run(args, language),
        Command::Conformance(args) => conformance::run(&args, language),
        Command::Convert(args) => convert::run(&args, language),
        Command::Repair(args) => repair::run(&args, language),
        Command::Explain(args) => Ok(explain::run(&args, language)),
        Command::Sample(args) => sample::run(&args, language),
        Command::Show(args) => show::run(&args, language),
        Command::Reconcile(args) => reconcile::run(&args, language),
        Command::Office(args) => office_commands::run(&args, language),
        Command::Evidence(args) => evidence::run(&args, language),
    };
    outcome.unwrap_or_else(|err| message::report_end(&err, language))
}

/// `--lang`, else `TSUNAGU_LANG`, else Japanese.
fn language(argument: Option<LanguageTag>) -> Language {
    match argument {
        Some(LanguageTag::Ja) => Language::Japanese,
        Some(LanguageTag::En) => Language::English,
        None => std::env::var("TSUNAGU_LANG")
            .ok()
            .and_then(|tag| Language::from_tag(&tag))
            .unwrap_or_default(),
    }
}
