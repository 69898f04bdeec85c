//! `tsunagu reconcile`: plan against actual, client by client.
//!
//! Folders are read whole on both sides; of several files about the same client and month, the one
//! with the newest stamp counts. Exits with 0 when everything was given as planned or has not come
//! yet, and with 1 when something differs, may be returned, or could not be read.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use office::ErrorCode;
use office::error_code::Language;
use reconcile::text;
use reconcile::{ClientMonth, Reconciliation, SourceFile};
use standard::{Document, FileName, read_file};

use crate::files::{self, Unreadable};
use crate::message::{COULD_NOT_RUN, REFUSED, choose, fail, no_files, printed};

mod json;

/// Stands at the end of the help, which shows no more than the first line on each command.
const EXIT_CODES: &str = "Exit status: 0 as planned or not come yet, 1 something differs, may be returned or cannot be read, 2 could not run\n終了コード: 0 予定どおりか未着、1 違い・返戻のおそれ・読めないものあり、2 実行できない";

/// Compares what was planned with what was given.
///
/// Exits with 1 when something differs, may be returned by the review of claims, or cannot be read.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct ReconcileArgs {
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
    /// Files and folders of plans: UPPLAN, with UPHOSOKU and UPSIKYU for names and limits.
    #[arg(long, value_name = "PATH", required = true, num_args = 1..)]
    planned: Vec<PathBuf>,
    /// Files and folders of actuals: UPJSK, DLTJSK.
    #[arg(long, value_name = "PATH", required = true, num_args = 1..)]
    actual: Vec<PathBuf>,
}

/// Reads, compares and prints.
///
/// # Errors
///
/// Standard output that could not be written.
pub(crate) fn run(args: &ReconcileArgs, language: Language) -> anyhow::Result<ExitCode> {
    let read = |paths: &[PathBuf]| {
        files::read_files(paths).map(|inputs| {
            let documents = inputs
                .iter()
                .filter_map(|input| document(&input.path, &input.bytes));
            documents.collect::<Vec<(String, Document)>>()
        })
    };
    let (planned, actual) = match (read(&args.planned), read(&args.actual)) {
        (Ok(planned), Ok(actual)) => (planned, actual),
        (Err(Unreadable { path, .. }), _) | (_, Err(Unreadable { path, .. })) => {
            let code = ErrorCode::PathUnreadable.code();
            return Ok(fail(code, Some(&path.display()), language, COULD_NOT_RUN));
        }
    };
    if planned.is_empty() && actual.is_empty() {
        return Ok(no_files(language));
    }
    let result = reconcile::reconcile(&sources(&planned), &sources(&actual));
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result_printed = if args.json {
        json::write(&mut out, &result, language)
    } else {
        print(&mut out, &result, language)
    };
    printed(result_printed.and_then(|()| out.flush()))?;
    Ok(if is_quiet(&result) {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(REFUSED)
    })
}

/// The records of a file with a name of the standard; others say nothing about a month.
fn document(path: &str, bytes: &[u8]) -> Option<(String, Document)> {
    let name = Path::new(path).file_name()?.to_string_lossy().into_owned();
    let kind = FileName::parse(&name).ok()?.kind;
    kind.layout()?;
    Some((name, read_file(bytes, kind)))
}

fn sources(files: &[(String, Document)]) -> Vec<SourceFile<'_>> {
    files
        .iter()
        .map(|(file_name, document)| SourceFile {
            file_name,
            document,
            clients: None,
        })
        .collect()
}

fn is_quiet(result: &Reconciliation) -> bool {
    let quiet = |client: &ClientMonth| client.differences.is_empty() && client.risks.is_empty();
    result.unread.is_empty() && result.clients.iter().all(quiet)
}

/// The language of the words of `reconcile`.
fn words(language: Language) -> text::Language {
    match language {
        Language::Japanese => text::Language::Japanese,
        Language::English => text::Language::English,
    }
}

fn print(out: &mut impl Write, result: &Reconciliation, language: Language) -> io::Result<()> {
    let choose = |ja, en| choose(language, ja, en);
    for client in &result.clients {
        print_client(out, client, language)?;
    }
    for unread in &result.unread {
        let (file, line) = (&unread.file_name, unread.line);
        let why = choose(
            "読めない行があります。tsunagu check で確かめてください",
            "cannot be read; look at it with tsunagu check",
        );
        writeln!(out, "{file}:{line}: {why}")?;
    }
    let (clients, quiet) = (
        result.clients.len(),
        result
            .clients
            .iter()
            .filter(|client| client.is_as_planned())
            .count(),
    );
    match language {
        Language::Japanese => writeln!(out, "{clients}人のうち {quiet}人が予定どおりです"),
        Language::English => writeln!(out, "{quiet} of {clients} clients as planned"),
    }
}

fn print_client(out: &mut impl Write, client: &ClientMonth, language: Language) -> io::Result<()> {
    if client.is_as_planned() {
        return Ok(());
    }
    let key = &client.key;
    let who = match (&client.name, language) {
        (Some(name), Language::Japanese) => format!(" {name} 様"),
        (Some(name), Language::English) => format!(" {name}"),
        (None, _) => String::new(),
    };
    writeln!(out, "{} {}-{}{who}", key.month, key.insurer, key.insured)?;
    for office in &client.offices {
        let word = match office.arrival {
            reconcile::Arrival::Arrived => continue,
            reconcile::Arrival::Waiting => {
                choose(language, "実績がまだ届いていません", "no actuals yet")
            }
            reconcile::Arrival::WithoutClient => choose(
                language,
                "届いた実績にこの利用者がいません",
                "the actuals that came do not have this client",
            ),
        };
        let name = office.name.as_deref().unwrap_or_default();
        writeln!(out, "  {name} {}: {word}", office.address)?;
    }
    for difference in &client.differences {
        let sentence = difference.sentence(words(language));
        let (code, mark) = (difference.code(), difference.mark(words(language)));
        writeln!(out, "  {code} {mark} {}", sentence.what)?;
        writeln!(out, "      {}", sentence.remedy)?;
    }
    for risk in &client.risks {
        let sentence = risk.sentence(words(language));
        let place = risk
            .address
            .map(|address| format!(" {address}"))
            .unwrap_or_default();
        let word = choose(language, "返戻のおそれ", "may be returned");
        writeln!(out, "  {} {word}{place}: {}", risk.code(), sentence.what)?;
        writeln!(out, "      {}", sentence.remedy)?;
    }
    Ok(())
}
