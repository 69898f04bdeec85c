//! `tsunagu check`: reads files or folders, checks them against the standard and prints the findings.
//!
//! Folders are walked with their names sorted, so two runs print the same. Everything found in a folder is
//! checked, hidden files excepted: a file with another name is a finding, not something to skip. How findings are
//! shown is in `check/text.rs`, `check/html.rs` and `check/json.rs`.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use office::error_code::Language;
use standard::repair::{OwnForms, propose_repairs};
use standard::{Input, Report};

use crate::message::choose;

mod html;
pub(crate) mod json;
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
    let mut files = Vec::new();
    for path in &args.paths {
        if let Err((path, error)) = collect(path, &mut files) {
            return Ok(unreadable(&path, &error, language));
        }
    }
    let paths: Vec<String> = files
        .iter()
        .map(|(path, _)| path.to_string_lossy().into_owned())
        .collect();
    let inputs: Vec<Input<'_>> = paths
        .iter()
        .zip(&files)
        .map(|(path, (_, bytes))| Input { path, bytes })
        .collect();
    let report = standard::check_files(&inputs);
    let for_people = !args.json || args.html.is_some();
    let repairable = for_people && is_repairable(&inputs, &report);
    if let Some(path) = &args.html {
        let page = html::page(&inputs, &report, repairable, language);
        if let Err(error) = fs::write(path, page) {
            return Ok(unwritable(path, &error, language));
        }
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    if args.json {
        serde_json::to_writer_pretty(&mut out, &json::ReportJson::new(&report, language))?;
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
const HINT_SIZE_BYTES_MAX: usize = 64 * 1024 * 1024;

/// Whether `tsunagu repair` could do something about an error or a warning.
fn is_repairable(inputs: &[Input<'_>], report: &Report) -> bool {
    let size_bytes: usize = inputs.iter().map(|input| input.bytes.len()).sum();
    report.errors() + report.warnings() > 0
        && size_bytes <= HINT_SIZE_BYTES_MAX
        && !propose_repairs(inputs, &OwnForms::default())
            .repairs
            .is_empty()
}

type Unreadable = (PathBuf, io::Error);

/// Reads `path`, or every file below it in the order of names.
fn collect(path: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) -> Result<(), Unreadable> {
    let failed = |error| (path.to_path_buf(), error);
    if !fs::metadata(path).map_err(failed)?.is_dir() {
        files.push((path.to_path_buf(), fs::read(path).map_err(failed)?));
        return Ok(());
    }
    let entries: Result<Vec<fs::DirEntry>, io::Error> =
        fs::read_dir(path).map_err(failed)?.collect();
    let mut children: Vec<PathBuf> = entries
        .map_err(failed)?
        .into_iter()
        .filter(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."))
        .map(|entry| entry.path())
        .collect();
    children.sort();
    children.iter().try_for_each(|child| collect(child, files))
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
