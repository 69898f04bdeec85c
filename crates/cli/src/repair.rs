//! `tsunagu repair`: lists what can be repaired, applies what is safe or confirmed, and writes copies.
//!
//! The order is the point: every repair is printed before anything is written, the given files are never touched, and
//! no file is ever overwritten. Files without repairs are copied too, so that the folder is complete. The result is
//! checked again and the report says what is left. How it is said is in `repair/report.rs`.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use office::ErrorCode;
use office::error_code::Language;
use standard::repair::{OwnForms, Proposal, Repair, apply_repairs, propose_repairs};
use standard::{Input, check_files};

mod report;

use crate::files::{self, Unreadable};
use crate::message::{COULD_NOT_RUN, REFUSED, choose, fail, no_files, printed};
use report::{Outcome, RepairReport};

/// Stands at the end of the help, which shows no more than the first line on each command.
const EXIT_CODES: &str = "Exit status: 0 all repaired and no error left, 1 something is left, 2 could not run\n終了コード: 0 すべて修復しエラーなし、1 残りあり、2 実行できない";

/// Repairs what a program may repair, in copies; your files stay as they are.
///
/// Every repair is listed before it is applied: place, before and after, why. Repairs that could change what a file
/// says are applied only with --confirm or --confirm-all. The report goes into a folder of its own, DIR-report beside
/// DIR: it holds personal data and is not for sending. Exits with 0 when all was repaired and no error is left, with 1 when something is left,
/// and with 2 when it could not run.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct RepairArgs {
    /// Folder for the repaired files; nothing in it is overwritten.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Confirm a repair by the id in the list; may be given several times.
    #[arg(long, value_name = "ID", conflicts_with = "confirm_all")]
    confirm: Vec<String>,
    /// Confirm every repair in the list.
    #[arg(long)]
    confirm_all: bool,
    /// The office's own table for characters: lines such as "F040 吉", in UTF-8.
    #[arg(long, value_name = "FILE")]
    characters: Option<PathBuf>,
    /// Print one JSON document instead of text.
    #[arg(long)]
    json: bool,
    /// Files, or folders with all files below them.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
}

/// A file as read, and where its copy goes below the folder.
struct Source {
    path: String,
    bytes: Vec<u8>,
    folder: PathBuf,
}

/// The report in text, for people.
const REPORT_TEXT: &str = "repair-report.txt";
/// The report as the document of `--json`.
const REPORT_JSON: &str = "repair-report.json";

/// Runs the command.
///
/// # Errors
///
/// Standard output that could not be written, or a copy that could not be written once writing had begun.
pub(crate) fn run(args: &RepairArgs, language: Language) -> anyhow::Result<ExitCode> {
    let own = match own_forms(args.characters.as_deref(), language) {
        Ok(own) => own,
        Err(exit) => return Ok(exit),
    };
    let sources = match read(&args.paths) {
        Ok(sources) => sources,
        Err(Unreadable { path, .. }) => {
            let code = ErrorCode::PathUnreadable.code();
            return Ok(fail(code, Some(&path.display()), language, COULD_NOT_RUN));
        }
    };
    if sources.is_empty() {
        return Ok(no_files(language));
    }
    let inputs: Vec<Input<'_>> = sources
        .iter()
        .map(|source| Input {
            path: &source.path,
            bytes: &source.bytes,
        })
        .collect();
    let proposal = propose_repairs(&inputs, &own);
    let unknown = unknown_ids(&args.confirm, &proposal);
    if !unknown.is_empty() {
        let words = choose(
            language,
            "この番号の修復はありません",
            "there is no repair with this id",
        );
        eprintln!("{words}: {}", unknown.join(", "));
        return Ok(ExitCode::from(COULD_NOT_RUN));
    }
    let is_chosen = |repair: &Repair| {
        let confirmed = args.confirm_all || args.confirm.contains(&repair.id.to_string());
        confirmed || !repair.needs_confirmation()
    };
    let outcomes: Vec<Outcome> = inputs
        .iter()
        .zip(&sources)
        .enumerate()
        .map(|(file, (input, source))| outcome(file, input, source, &proposal, is_chosen))
        .collect();
    if let Some(taken) = taken_path(&args.out, &outcomes) {
        let words = choose(
            language,
            "は既にあるか、2つのファイルの行き先です。上書きしません。空のフォルダを --out に指定してください",
            "exists already or is where two files would go; nothing is overwritten: give an empty folder as --out",
        );
        eprintln!("{} {words}", taken.display());
        return Ok(ExitCode::from(COULD_NOT_RUN));
    }
    let repaired: Vec<Input<'_>> = outcomes.iter().map(Outcome::input).collect();
    let report = RepairReport {
        before: check_files(&inputs),
        after: check_files(&repaired),
        proposal: &proposal,
        is_applied: &is_chosen,
        outcomes: &outcomes,
        language,
    };
    say_and_write(args, &report)?;
    Ok(match report.is_complete() {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(REFUSED),
    })
}

/// Says what will be done before anything is written; what is left comes after.
fn say_and_write(args: &RepairArgs, report: &RepairReport<'_>) -> anyhow::Result<()> {
    let folder = report_folder(&args.out);
    let (listed, result) = (report.list(), report.result());
    let json = serde_json::to_string_pretty(&report.json())? + "\n";
    print(if args.json { &json } else { &listed })?;
    let text = format!("{listed}{result}");
    let reports = [(REPORT_TEXT, text.as_str()), (REPORT_JSON, json.as_str())];
    write_all(&args.out, report.outcomes, &folder, &reports)?;
    if !args.json {
        let place = folder.join(REPORT_TEXT);
        let words = choose(report.language, "修復の記録", "record of the repair");
        print(&format!("{result}{words}: {}\n", place.display()))?;
    }
    Ok(())
}

/// The folder of the reports, beside `out`: what lies in `out` is meant to be sent, and a report
/// quotes what the files say.
fn report_folder(out: &Path) -> PathBuf {
    let whole = std::path::absolute(out).unwrap_or_else(|_| out.to_path_buf());
    match (out.file_name(), whole.file_name()) {
        (Some(name), _) => out.with_file_name(report_name(name)),
        (None, Some(name)) => whole.with_file_name(report_name(name)),
        // The root of a disk has nothing beside it.
        (None, None) => out.join(report_name(OsStr::new("tsunagu"))),
    }
}

fn report_name(name: &OsStr) -> OsString {
    let mut name = name.to_os_string();
    name.push("-report");
    name
}

fn own_forms(path: Option<&Path>, language: Language) -> Result<OwnForms, ExitCode> {
    let Some(path) = path else {
        return Ok(OwnForms::default());
    };
    let unreadable = || {
        let code = ErrorCode::PathUnreadable.code();
        fail(code, Some(&path.display()), language, COULD_NOT_RUN)
    };
    let text = fs::read_to_string(path).map_err(|_| unreadable())?;
    OwnForms::parse(&text).map_err(|line| {
        let words = match language {
            Language::Japanese => format!(
                "{line}行目を読めません。「F040 吉」のように、文字、空白、MS932にある文字の順に書いてください"
            ),
            Language::English => format!(
                "cannot read line {line}: write the character, a space, and characters of MS932, as in \"F040 吉\""
            ),
        };
        eprintln!("{}: {words}", path.display());
        ExitCode::from(COULD_NOT_RUN)
    })
}

/// Reads every file with its place below the folder that was given.
fn read(paths: &[PathBuf]) -> Result<Vec<Source>, Unreadable> {
    let mut sources = Vec::new();
    for root in paths {
        for input in files::read_files(std::slice::from_ref(root))? {
            let below = Path::new(&input.path)
                .strip_prefix(root)
                .unwrap_or(Path::new(""));
            sources.push(Source {
                folder: below.parent().unwrap_or(Path::new("")).to_path_buf(),
                path: input.path,
                bytes: input.bytes,
            });
        }
    }
    Ok(sources)
}

fn unknown_ids(confirmed: &[String], proposal: &Proposal) -> Vec<String> {
    let known: Vec<String> = proposal
        .repairs
        .iter()
        .map(|repair| repair.id.to_string())
        .collect();
    confirmed
        .iter()
        .filter(|id| !known.contains(id))
        .cloned()
        .collect()
}

fn outcome(
    file: usize,
    input: &Input<'_>,
    source: &Source,
    proposal: &Proposal,
    is_chosen: impl Fn(&Repair) -> bool,
) -> Outcome {
    let chosen: Vec<&Repair> = proposal
        .repairs
        .iter()
        .filter(|repair| repair.file == file && is_chosen(repair))
        .collect();
    let repaired = apply_repairs(input, &chosen);
    let target = source.folder.join(&repaired.name);
    Outcome {
        path: source.path.clone(),
        target_text: target.to_string_lossy().into_owned(),
        changed: !chosen.is_empty(),
        target,
        bytes: repaired.bytes,
    }
}

/// The first place that is taken: by a file that is there, or by another file of this run.
fn taken_path(out: &Path, outcomes: &[Outcome]) -> Option<PathBuf> {
    let mut targets: Vec<&PathBuf> = outcomes.iter().map(|outcome| &outcome.target).collect();
    targets.sort();
    let twice = targets
        .windows(2)
        .find(|pair| pair[0] == pair[1])
        .map(|pair| pair[0]);
    let there = targets
        .iter()
        .copied()
        .find(|target| out.join(target).exists());
    let taken = twice.or(there).map(|target| out.join(target));
    let folder = report_folder(out);
    let mut reports = [REPORT_TEXT, REPORT_JSON]
        .map(|name| folder.join(name))
        .into_iter();
    taken.or_else(|| reports.find(|report| report.exists()))
}

/// Writes copies and reports; `create_new`, so that nothing that appeared meanwhile is overwritten either.
fn write_all(
    out: &Path,
    outcomes: &[Outcome],
    folder: &Path,
    reports: &[(&str, &str)],
) -> anyhow::Result<()> {
    let copies = outcomes
        .iter()
        .map(|outcome| (out.join(&outcome.target), outcome.bytes.as_slice()));
    let reports = reports
        .iter()
        .map(|(name, text)| (folder.join(name), text.as_bytes()));
    for (path, bytes) in copies.chain(reports) {
        let written = path
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| {
                fs::OpenOptions::new()
                    .write(true)
                    .create_new(true)
                    .open(&path)
            })
            .and_then(|mut file| file.write_all(bytes));
        written.map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
    }
    Ok(())
}

fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    printed(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}
