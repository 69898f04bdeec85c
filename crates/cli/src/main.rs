//! `tsunagu`, the office's program: the list of commands.
//!
//! Each command is a file of its own with its arguments and a `run` function. The language is chosen here, once:
//! `--lang`, then `TSUNAGU_LANG`, then Japanese.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use office::error_code::Language;

mod check;
mod sample;

/// Exchange of care plans between care offices.
#[derive(Debug, Parser)]
#[command(name = "tsunagu", version)]
struct Arguments {
    /// Language of messages: ja or en.
    #[arg(long, global = true, value_name = "ja|en", value_parser = ["ja", "en"])]
    lang: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::CheckArgs),
    Sample(sample::SampleArgs),
}

fn main() -> anyhow::Result<ExitCode> {
    let arguments = Arguments::parse();
    let tag = arguments.lang.or_else(|| std::env::var("TSUNAGU_LANG").ok());
    let language = tag.and_then(|tag| Language::from_tag(&tag)).unwrap_or_default();
    match arguments.command {
        Command::Check(args) => check::run(args, language),
        Command::Sample(args) => sample::run(&args, language),
    }
}
