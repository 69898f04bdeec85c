//! `tsunagu convert`: between the versions of the standard, and to JSON and back.
//!
//! Every file is converted by itself and listed with what changed or was lost; what cannot be
//! converted is named with the reason. The converting is in the `standard` crate. Nothing is
//! written over: a file that is there already stays as it is, and the new one is refused.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use office::ErrorCode;
use office::drafts::DraftInput;
use office::error_code::Language;
use standard::file_name::NameProblem;
use standard::json::{JsonError, from_json, to_json};
use standard::version3::{Change, ConvertProblem, Converted, Kinds, to_version_3, to_version_41};
use standard::{Input, ServiceKind, service_kind_name};

use crate::files::{self, Unreadable};
use crate::message::{COULD_NOT_RUN, REFUSED, choose, fail, no_files, say};

/// Stands at the end of the help, which shows no more than the first line on each command.
const EXIT_CODES: &str = "Exit status: 0 converted, 1 a file could not be converted or needs a correction, 2 could not run\n終了コード: 0 変換した、1 変換できないか修正が要るファイルあり、2 実行できない";

/// Converts files between standard 3 and 4.1, and to JSON and back, and says what changed and what was lost.
///
/// Names of 4.1 carry service kinds and names of standard 3 do not: what is not given is taken from the lines of the
/// files where they show one kind only. Exits with 1 when a file could not be converted, or needs a correction before
/// it passes a check.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct ConvertArgs {
    /// What to make: files of standard 4.1 or 3, JSON of files, or files of JSON.
    #[arg(long, value_name = "FORM")]
    to: Form,
    /// Service kind of the sender, for names of 4.1 (for example 43).
    #[arg(long, value_name = "KK", value_parser = service_kind)]
    from_kind: Option<ServiceKind>,
    /// Service kind of the receiver, for names of 4.1 (for example 11).
    #[arg(long, value_name = "KK", value_parser = service_kind)]
    to_kind: Option<ServiceKind>,
    /// Folder to write into; made if it is not there. Nothing in it is written over.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Files, or folders with all files below them.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    #[value(name = "4.1")]
    Version41,
    #[value(name = "3")]
    Version3,
    Json,
    Csv,
}

fn service_kind(text: &str) -> Result<ServiceKind, String> {
    let kind: Result<ServiceKind, _> = text.parse();
    kind.ok()
        .filter(|kind| service_kind_name(*kind).is_some())
        .ok_or_else(|| "no service kind of the standard (two characters such as 43)".to_owned())
}

/// What became of one file.
enum Outcome {
    /// The file to write, if the other form has one, and what changed.
    Done(Option<(String, Vec<u8>)>, Vec<Change>),
    /// A file that this conversion is not for, such as an attachment; the reason.
    Left(String),
    /// A file that should have been converted; the reason.
    Refused(String),
}

/// Converts the files.
///
/// # Errors
///
/// None so far; what goes wrong is printed and told by the exit code.
pub(crate) fn run(args: &ConvertArgs, language: Language) -> anyhow::Result<ExitCode> {
    if args.to != Form::Version41 && (args.from_kind.is_some() || args.to_kind.is_some()) {
        let text = choose(
            language,
            "--from-kind と --to-kind は --to 4.1 のときだけ使えます",
            "--from-kind and --to-kind go with --to 4.1 only",
        );
        eprintln!("tsunagu: {text}");
        return Ok(ExitCode::from(COULD_NOT_RUN));
    }
    let inputs = match files::read_files(&args.paths) {
        Ok(inputs) => inputs,
        Err(Unreadable { path, .. }) => {
            let code = ErrorCode::PathUnreadable.code();
            return Ok(fail(code, Some(&path.display()), language, COULD_NOT_RUN));
        }
    };
    if inputs.is_empty() {
        return Ok(no_files(language));
    }
    if std::fs::create_dir_all(&args.out).is_err() {
        return Ok(cannot_write(&args.out, language));
    }
    let mut counts = Counts::default();
    for (input, outcome) in inputs.iter().zip(convert(args, &inputs, language)) {
        if let Err(path) = finish(input, outcome, &args.out, language, &mut counts) {
            return Ok(cannot_write(&path, language));
        }
    }
    counts.print(language);
    Ok(
        if counts.refused > 0 || counts.to_correct > 0 || counts.converted == 0 {
            ExitCode::from(REFUSED)
        } else {
            ExitCode::SUCCESS
        },
    )
}

fn cannot_write(path: &Path, language: Language) -> ExitCode {
    let code = ErrorCode::CannotWriteFolder.code();
    fail(code, Some(&path.display()), language, COULD_NOT_RUN)
}

/// The outcomes in the order of `inputs`.
fn convert(args: &ConvertArgs, inputs: &[DraftInput], language: Language) -> Vec<Outcome> {
    let files: Vec<Input<'_>> = inputs
        .iter()
        .map(|input| Input {
            path: &input.path,
            bytes: &input.bytes,
        })
        .collect();
    let kinds = Kinds {
        from: args.from_kind,
        to: args.to_kind,
    };
    match args.to {
        Form::Version41 => to_version_41(&files, kinds)
            .into_iter()
            .map(|result| of_version(result, language))
            .collect(),
        Form::Version3 => files
            .iter()
            .map(|file| of_version(to_version_3(file), language))
            .collect(),
        Form::Json => files.iter().map(|file| json_of(file, language)).collect(),
        Form::Csv => files.iter().map(|file| csv_of(file, language)).collect(),
    }
}

fn of_version(result: Result<Converted, ConvertProblem>, language: Language) -> Outcome {
    match result {
        Ok(converted) => {
            let file = converted.name.map(|name| (name, converted.bytes));
            Outcome::Done(file, converted.changes)
        }
        Err(problem) => {
            let left = match &problem {
                ConvertProblem::Name(name) => is_other_file(name),
                ConvertProblem::SameVersion => true,
                _ => false,
            };
            let text = match language {
                Language::Japanese => problem.text_ja(),
                Language::English => problem.text_en(),
            };
            refusal(left, text)
        }
    }
}

fn json_of(file: &Input<'_>, language: Language) -> Outcome {
    let name = name_of(file.path);
    match to_json(name, file.bytes) {
        Ok(json) => Outcome::Done(
            Some((format!("{name}.json"), json.into_bytes())),
            Vec::new(),
        ),
        Err(error) => {
            let left = matches!(&error, JsonError::Name(name) if is_other_file(name));
            refusal(left, json_text(&error, language))
        }
    }
}

fn csv_of(file: &Input<'_>, language: Language) -> Outcome {
    let name = name_of(file.path);
    let is_json = name
        .rsplit_once('.')
        .is_some_and(|(_, e)| e.eq_ignore_ascii_case("json"));
    if !is_json {
        let text = choose(language, "JSON のファイルではありません", "not a JSON file");
        return Outcome::Left(text.to_owned());
    }
    let Ok(text) = std::str::from_utf8(file.bytes) else {
        let text = choose(
            language,
            "文字コードが UTF-8 ではありません",
            "not in UTF-8",
        );
        return Outcome::Refused(text.to_owned());
    };
    match from_json(text.strip_prefix('\u{feff}').unwrap_or(text)) {
        Ok(file) => Outcome::Done(Some((file.name, file.bytes)), Vec::new()),
        Err(error) => Outcome::Refused(json_text(&error, language)),
    }
}

fn json_text(error: &JsonError, language: Language) -> String {
    match language {
        Language::Japanese => error.text_ja(),
        Language::English => error.to_string(),
    }
}

fn refusal(left: bool, text: String) -> Outcome {
    if left {
        Outcome::Left(text)
    } else {
        Outcome::Refused(text)
    }
}

/// Whether a name is that of an attachment rather than a spoilt one of the standard.
fn is_other_file(problem: &NameProblem) -> bool {
    matches!(
        problem,
        NameProblem::UnknownPrefix | NameProblem::Extension { .. }
    )
}

fn name_of(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[derive(Default)]
struct Counts {
    converted: usize,
    lost: usize,
    to_correct: usize,
    left: usize,
    refused: usize,
}

/// Writes the file, prints what became of it and counts; gives back a path that cannot be written.
fn finish(
    input: &DraftInput,
    outcome: Outcome,
    out: &Path,
    language: Language,
    counts: &mut Counts,
) -> Result<(), PathBuf> {
    let path = &input.path;
    match outcome {
        Outcome::Left(reason) => {
            counts.left += 1;
            let word = choose(language, "対象外", "left");
            eprintln!("{path}: {word}: {reason}");
        }
        Outcome::Refused(reason) => {
            counts.refused += 1;
            let word = choose(language, "変換できません", "not converted");
            eprintln!("{path}: {word}: {reason}");
        }
        Outcome::Done(file, changes) => {
            match file {
                Some((name, bytes)) => {
                    let target = out.join(name);
                    if !write_new(&target, &bytes).map_err(|_| target.clone())? {
                        counts.refused += 1;
                        let word = choose(
                            language,
                            "同じ名前のファイルがすでにあるので、書き出しませんでした",
                            "not written, a file of this name is there already",
                        );
                        eprintln!("{path}: {word}: {}", target.display());
                        return Ok(());
                    }
                    say!("{path} → {}", target.display());
                    counts.converted += 1;
                }
                None => say!("{path}"),
            }
            print_changes(&changes, language, counts);
        }
    }
    Ok(())
}

fn print_changes(changes: &[Change], language: Language, counts: &mut Counts) {
    for change in changes {
        counts.lost += usize::from(change.is_loss());
        counts.to_correct += usize::from(change.needs_correction());
        let word = match (change.needs_correction(), change.is_loss()) {
            (true, _) => choose(language, "要修正", "correct"),
            (_, true) => choose(language, "失われた情報", "lost"),
            _ => choose(language, "変更", "changed"),
        };
        let text = match language {
            Language::Japanese => change.text_ja(),
            Language::English => change.text_en(),
        };
        say!("  {word}: {text}");
    }
}

/// Writes a file that is not there yet; `false` if it is.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => {
            file.write_all(bytes)?;
            Ok(true)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}

impl Counts {
    fn print(&self, language: Language) {
        let Counts {
            converted,
            lost,
            to_correct,
            left,
            refused,
        } = self;
        match language {
            Language::Japanese => say!(
                "ファイル{converted}個を変換しました。失われた情報{lost}件、要修正{to_correct}件、変換できないファイル{refused}個、対象外{left}個。"
            ),
            Language::English => say!(
                "files converted: {converted}; lost: {lost}; to correct: {to_correct}; not converted: {refused}; left: {left}"
            ),
        }
    }
}
