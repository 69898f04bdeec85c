//! The workspace's own commands: `ci`, `tidy`, `demo`, `windows`, `generate-docs`, `guide-pictures`.
//!
//! Nothing here is part of the product, and nothing here depends on the product's crates: tidy reads their
//! text and the demo runs their programs. A change that breaks a crate therefore never stops tidy from saying why.
//! Not obvious: `cargo xtask` is an alias of `cargo run` in `.cargo/config.toml`, so it works from any folder inside.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod ci;
mod demo;
mod guide_pictures;
mod local_interface;
mod reference;
mod tidy;
mod tree;
mod windows;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Checks, demo and generated documents of this workspace.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Everything that must hold before a change lands: format, tidy, lints, tests, examples in the docs, licences.
    Ci,
    /// House rules that no compiler checks; prints one line for each breach.
    Tidy,
    /// A hub and three offices on this machine, with sample data, step by step.
    Demo(demo::Options),
    /// The office's program for Windows: built, tried under Wine, packed into a ZIP.
    Windows(windows::Options),
    /// Writes the pages of docs/reference that are made from the code.
    GenerateDocs {
        /// Only say which pages differ; write nothing.
        #[arg(long)]
        check: bool,
    },
    /// Takes the pictures of docs/guide anew, in a browser, and puts them there.
    GuidePictures,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Runs one command; `Ok(false)` means that it ran and found something wrong.
fn run(arguments: Arguments) -> anyhow::Result<bool> {
    let root = workspace_root();
    match arguments.command {
        Command::Ci => ci::run_ci(&root),
        Command::Tidy => tidy::run_tidy(&root),
        Command::Demo(options) => demo::run_demo(&root, &options),
        Command::Windows(options) => windows::run_windows(&root, &options),
        Command::GuidePictures => guide_pictures::run_guide_pictures(&root),
        Command::GenerateDocs { check } => reference::run_generate_docs(&root, check),
    }
}

/// The folder above this crate: the place of the workspace's manifest.
fn workspace_root() -> PathBuf {
    // Cargo says at run time where the crate lies; what was true at build time may be another clone.
    let manifest_dir =
        std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let manifest_dir = PathBuf::from(manifest_dir);
    manifest_dir
        .parent()
        .map_or(manifest_dir.clone(), PathBuf::from)
}
