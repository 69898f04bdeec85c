//! `tsunagu check`: reads files or folders, checks them against the standard and prints the findings.
//!
//! Folders are walked with their names sorted, so two runs print the same. Everything found in a folder is
//! checked, hidden files excepted: a file with another name is a finding, not something to skip. What the exit codes
//! mean is a promise to scripts: see `docs/internals/decisions/check-exit-codes.md`. How findings are shown is in `check/text.rs` and `check/html.rs`; the document of `--json` is in the office.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use office::check_document::ReportJson;
use office::error_code::Language;
use standard::repair::{OwnForms, propose_repairs};
use standard::{Input, Report};

use crate::files::{self, PageProblem, Unreadable};
use crate::message::{COULD_NOT_RUN, REFUSED, choose, no_files, printed};

mod html;
mod read;
pub(crate) mod text;

/// Stands at the end of the help, which shows no more than the first line on each command.
const EXIT_CODES: &str = "Exit status: 0 no error, 1 an error (with --fail-on warning: or a warning), 2 could not run, as when a path cannot be read or has no file\n終了コード: 0 エラーなし、1 エラーあり（--fail-on warning では注意も）、2 検査できない";

/// Checks files of the care-plan data standard 4.1 and explains what is wrong.
///
/// Exits with 0 when there is no error (warnings and information may be printed), with 1 when there is an error, and
/// with 2 when a path could not be read or has no file. With --fail-on warning it exits with 1 for warnings too.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct CheckArgs {
    /// Print one JSON document instead of text.
    #[arg(long)]
    json: bool,
    /// Also write a page to read and print: each finding with its record.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// The least serious finding for which the command exits with 1.
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    fail_on: FailOn,
    /// Files, or folders whose files are all checked.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
}

/// From which severity on findings fail the command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
}

impl FailOn {
    fn fails(self, report: &Report) -> bool {
        match self {
            FailOn::Error => report.errors() > 0,
            FailOn::Warning => report.errors() + report.warnings() > 0,
        }
    }
}

/// Checks the files and prints the result.
///
/// # Errors
///
/// A path that could not be read, or standard output that could not be written.
pub(crate) fn run(args: CheckArgs, language: Language) -> anyhow::Result<ExitCode> {
    let listed = files::list_files(&args.paths);
    let checked = listed.and_then(|paths| {
        let report = read::check_paths(&paths)?;
        let contents = contents_to_show(&args, &paths, &report)?;
        Ok((report, contents))
    });
    let (report, contents) = match checked {
        Ok(checked) => checked,
        Err(err) => return Ok(unreadable(&err, language)),
    };
    if report.files.is_empty() {
        return Ok(no_files(language));
    }
    let inputs: Vec<Input<'_>> = (report.files.iter().zip(&contents))
        .map(|(file, bytes)| Input {
            path: &file.path,
            bytes,
        })
        .collect();
    let repairable = !inputs.is_empty() && is_repairable(&inputs, &report);
    if let Some(path) = &args.html {
        let page = html::page(&inputs, &report, repairable, language);
        if let Err(problem) = files::write_page(path, page.as_bytes()) {
            return Ok(unwritten(path, &problem, language));
        }
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = if args.json {
        let document = ReportJson::new(&report, language);
        let written = serde_json::to_writer_pretty(&mut out, &document).map_err(io::Error::from);
        written.and_then(|()| writeln!(out))
    } else {
        text::print_report(&mut out, &report, repairable, language)
    };
    printed(result.and_then(|()| out.flush()))?;
    Ok(match args.fail_on.fails(&report) {
        true => ExitCode::from(REFUSED),
        false => ExitCode::SUCCESS,
    })
}

/// Larger piles are not looked through twice for the sake of a hint; nothing so large can be sent.
const HINT_SIZE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// The contents of the files where they are looked at again: for the page, which shows records, and for the hint
/// that something can be repaired. None otherwise, and none of a pipe, which can be read once only.
fn contents_to_show(
    args: &CheckArgs,
    paths: &[PathBuf],
    report: &Report,
) -> Result<Vec<Vec<u8>>, Unreadable> {
    let size = |path: &PathBuf| fs::metadata(path).map_or(0, |facts| facts.len());
    let hint = !args.json
        && report.errors() + report.warnings() > 0
        && paths.iter().map(size).sum::<u64>() <= HINT_SIZE_BYTES_MAX;
    if args.html.is_none() && !hint {
        return Ok(Vec::new());
    }
    let read = |path: &PathBuf| match fs::metadata(path) {
        Ok(facts) if !facts.is_file() => Ok(Vec::new()),
        _ => fs::read(path).map_err(|source| Unreadable {
            path: path.clone(),
            source,
        }),
    };
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
fn unreadable(err: &Unreadable, language: Language) -> ExitCode {
    let (path, error) = (err.path.display(), &err.source);
    match language {
        Language::Japanese => {
            eprintln!("{path} を読めません（{error}）\nファイルやフォルダの場所を確かめてください")
        }
        Language::English => {
            eprintln!("cannot read {path} ({error})\ncheck the place of the file or folder")
        }
    }
    ExitCode::from(COULD_NOT_RUN)
}

/// Says that a page was not written.
#[allow(clippy::print_stderr)]
pub(crate) fn unwritten(path: &Path, problem: &PageProblem, language: Language) -> ExitCode {
    let path = path.display();
    let remedy = choose(
        language,
        "書ける場所を指定してください",
        "give a place that can be written",
    );
    match problem {
        PageProblem::CannotWrite(error) => {
            let what = choose(language, "に書けません", "cannot be written");
            eprintln!("{path} {what} ({error})\n{remedy}");
        }
        PageProblem::OtherFile => {
            let what = choose(
                language,
                "には別のファイルがあるので、書きませんでした",
                "is another file already and was not written over",
            );
            let remedy = choose(
                language,
                "結果のページの名前（例: result.html）を指定してください",
                "give a name for the page, such as result.html",
            );
            eprintln!("{path} {what}\n{remedy}");
        }
    }
    ExitCode::from(COULD_NOT_RUN)
}
