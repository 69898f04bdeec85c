//! `tsunagu check`: reads files or folders, checks them against the standard and prints the findings.
//!
//! Folders are walked with their names sorted, so two runs print the same. Everything found in a folder is
//! checked, hidden files excepted: a file with another name is a finding, not something to skip. How findings are
//! shown is in `check/text.rs` and `check/html.rs`; the document of `--json` is in the office.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use office::check_document::ReportJson;
use office::error_code::Language;
use standard::repair::{OwnForms, propose_repairs};
use standard::{Input, Report};

use crate::message::choose;

mod html;
mod read;
pub(crate) mod text;

/// Checks files of the care-plan data standard 4.1 and explains what is wrong.
///
/// Exits with 0 when there is no error (warnings and information may be printed), with 1 when there is an error,
/// and with 2 when a path could not be read.
#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {
    /// Print one JSON document instead of text.
    #[arg(long)]
    json: bool,
    /// Also write a page to read and print: each finding with its record.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Files, or folders whose files are all checked.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
}

/// Checks the files and prints the result.
///
/// # Errors
///
/// A path that could not be read, or standard output that could not be written.
pub(crate) fn run(args: CheckArgs, language: Language) -> anyhow::Result<ExitCode> {
    let mut paths = Vec::new();
    for path in &args.paths {
        if let Err((path, error)) = read::list_files(path, &mut paths) {
            return Ok(unreadable(&path, &error, language));
        }
    }
    let report = match read::check_paths(&paths) {
        Ok(report) => report,
        Err((path, error)) => return Ok(unreadable(&path, &error, language)),
    };
    let contents = match contents_to_show(&args, &paths, &report) {
        Ok(contents) => contents,
        Err((path, error)) => return Ok(unreadable(&path, &error, language)),
    };
    let inputs: Vec<Input<'_>> = (report.files.iter().zip(&contents))
        .map(|(file, bytes)| Input {
            path: &file.path,
            bytes,
        })
        .collect();
    let repairable = !inputs.is_empty() && is_repairable(&inputs, &report);
    if let Some(path) = &args.html {
        let page = html::page(&inputs, &report, repairable, language);
        if let Err(error) = fs::write(path, page) {
            return Ok(unwritable(path, &error, language));
        }
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    if args.json {
        serde_json::to_writer_pretty(&mut out, &ReportJson::new(&report, language))?;
        writeln!(out)?;
    } else {
        text::print_report(&mut out, &report, repairable, language)?;
    }
    out.flush()?;
    Ok(if report.errors() > 0 {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}

/// Larger piles are not looked through twice for the sake of a hint; nothing so large can be sent.
const HINT_SIZE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// The contents of the files where they are looked at again: for the page, which shows records, and for the hint
/// that something can be repaired. None otherwise.
fn contents_to_show(
    args: &CheckArgs,
    paths: &[PathBuf],
    report: &Report,
) -> Result<Vec<Vec<u8>>, read::Unreadable> {
    let size = |path: &PathBuf| fs::metadata(path).map_or(0, |facts| facts.len());
    let hint = !args.json
        && report.errors() + report.warnings() > 0
        && paths.iter().map(size).sum::<u64>() <= HINT_SIZE_BYTES_MAX;
    if args.html.is_none() && !hint {
        return Ok(Vec::new());
    }
    let read = |path: &PathBuf| fs::read(path).map_err(|error| (path.clone(), error));
    paths.iter().map(read).collect()
}

/// Whether `tsunagu repair` could do something about an error or a warning.
fn is_repairable(inputs: &[Input<'_>], report: &Report) -> bool {
    let size_bytes: u64 = inputs.iter().map(|input| input.bytes.len() as u64).sum();
    report.errors() + report.warnings() > 0
        && size_bytes <= HINT_SIZE_BYTES_MAX
        && !propose_repairs(inputs, &OwnForms::default())
            .repairs
            .is_empty()
}

#[allow(clippy::print_stderr)] // What could not run is told on standard error, so that JSON on standard output stays JSON.
fn unreadable(path: &Path, error: &io::Error, language: Language) -> ExitCode {
    let path = path.display();
    match language {
        Language::Japanese => {
            eprintln!("{path} を読めません（{error}）\nファイルやフォルダの場所を確かめてください")
        }
        Language::English => {
            eprintln!("cannot read {path} ({error})\ncheck the place of the file or folder")
        }
    }
    ExitCode::from(2)
}

#[allow(clippy::print_stderr)]
fn unwritable(path: &Path, error: &io::Error, language: Language) -> ExitCode {
    let path = path.display();
    let (what, remedy) = (
        choose(language, "に書けません", "cannot be written"),
        choose(
            language,
            "書ける場所を指定してください",
            "give a place that can be written",
        ),
    );
    eprintln!("{path} {what} ({error})\n{remedy}");
    ExitCode::from(2)
}
