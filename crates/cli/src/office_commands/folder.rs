//! `tsunagu office folder`: registers the folders that are shared with the care software.
//!
//! Nothing is taken or laid here: the running program (`tsunagu office run`) looks at
//! the folders.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use office::error_code::Language;
use office::folders::{
    Direction, FolderError, FolderStatus, InLayout, SendMode, add_folder, confirm_handover,
    list_folders, parse_time_of_day, remove_folder,
};
use office::inbox::find_received;
use office::worker::system_clock;
use office::{ErrorCode, Office};

use super::open_office;
use crate::message::{COULD_NOT_RUN, choose, describe, exit_of, fail, say};

/// Arguments of `tsunagu office folder`.
#[derive(Debug, Args)]
pub(crate) struct FolderArgs {
    #[command(subcommand)]
    command: FolderCommand,
}

#[derive(Debug, Subcommand)]
enum FolderCommand {
    /// Watch a folder for files to send. 送信フォルダの登録
    Out {
        /// Folder of the office
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
        /// What becomes of complete file sets: draft, send, or at HH:MM (time in Japan)
        #[arg(long, value_name = "MODE", num_args = 1..=2, default_value = "draft")]
        mode: Vec<String>,
        /// The folder that the care software writes to
        #[arg(value_name = "PATH")]
        path: Option<PathBuf>,
    },
    /// Lay received files into a folder. 受信フォルダの登録
    In {
        /// Folder of the office
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
        /// flat: all files side by side; partner: PARTNER/STAMP_ID/FILE
        #[arg(long, value_enum, default_value_t = Layout::Flat)]
        layout: Layout,
        /// The folder that the care software reads
        #[arg(value_name = "PATH")]
        path: PathBuf,
    },
    /// List the folders and how they stand. 登録フォルダ一覧
    List {
        /// Folder of the office
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
        /// Print one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Watch a folder no longer; its files stay. 登録の解除
    Remove {
        /// Folder of the office
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
        /// The registered folder
        #[arg(value_name = "PATH")]
        path: PathBuf,
    },
    /// Say that the care software has imported bundles that it left in the folder. 取込済みの記録
    Confirm {
        /// Folder of the office
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
        /// The bundles: their ids, or OFFICE-ID
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Layout {
    Flat,
    Partner,
}

pub(super) fn run(args: &FolderArgs, language: Language) -> anyhow::Result<ExitCode> {
    let (FolderCommand::Out { dir, .. }
    | FolderCommand::In { dir, .. }
    | FolderCommand::List { dir, .. }
    | FolderCommand::Remove { dir, .. }
    | FolderCommand::Confirm { dir, .. }) = &args.command;
    let out = match &args.command {
        FolderCommand::Out { mode, path, .. } => match read_mode(mode, path.as_deref()) {
            Some(out) => Some(out),
            None => return Ok(wrong_mode(language)),
        },
        _ => None,
    };
    let office = match open_office(dir, language) {
        Ok(office) => office,
        Err(exit) => return Ok(exit),
    };
    match &args.command {
        FolderCommand::Out { .. } => {
            let (mode, path) = out.expect("it was read above");
            add(&office, &path, Direction::Out(mode), language)
        }
        FolderCommand::In { layout, path, .. } => {
            let layout = match layout {
                Layout::Flat => InLayout::Flat,
                Layout::Partner => InLayout::Partner,
            };
            add(&office, path, Direction::In(layout), language)
        }
        FolderCommand::List { json, .. } => list(&office, *json, language),
        FolderCommand::Remove { path, .. } => {
            let removed = office.store(|store| remove_folder(store, path, system_clock()));
            let done = choose(language, "登録を外しました", "removed");
            Ok(report(removed, path, done, language))
        }
        FolderCommand::Confirm { ids, .. } => confirm(&office, ids, language),
    }
}

/// Mode and folder. `--mode draft PATH` reaches us as two values of the mode, because
/// `--mode at HH:MM` has two.
fn read_mode(words: &[String], path: Option<&Path>) -> Option<(SendMode, PathBuf)> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (mode, rest) = match words.as_slice() {
        ["draft", rest @ ..] => (SendMode::Draft, rest),
        ["send", rest @ ..] => (SendMode::Send, rest),
        ["at", time, rest @ ..] => {
            let minute = parse_time_of_day(time)?;
            (SendMode::At { minute }, rest)
        }
        _ => return None,
    };
    match (rest, path) {
        ([], Some(path)) => Some((mode, path.to_owned())),
        ([path], None) => Some((mode, PathBuf::from(path))),
        _ => None,
    }
}

fn wrong_mode(language: Language) -> ExitCode {
    eprintln!(
        "{}",
        choose(
            language,
            "フォルダと --mode draft、--mode send、--mode at 時:分 のどれかを指定してください。",
            "give one folder, and --mode draft, --mode send or --mode at HH:MM",
        )
    );
    ExitCode::from(COULD_NOT_RUN)
}

fn add(
    office: &Office,
    path: &Path,
    direction: Direction,
    language: Language,
) -> anyhow::Result<ExitCode> {
    let added = office.store(|store| add_folder(store, path, direction, system_clock()));
    let done = choose(language, "登録しました", "registered");
    Ok(report(added, path, done, language))
}

fn report(
    outcome: Result<(), FolderError>,
    path: &Path,
    done: &str,
    language: Language,
) -> ExitCode {
    match outcome {
        Ok(()) => {
            say!("{}: {done}", path.display());
            ExitCode::SUCCESS
        }
        Err(err) => {
            let code = ErrorCode::from(&err);
            fail(code.code(), Some(&path.display()), language, exit_of(code))
        }
    }
}

fn list(office: &Office, json: bool, language: Language) -> anyhow::Result<ExitCode> {
    let folders = office.store(list_folders)?;
    if json {
        let document = serde_json::json!({ "folders": folders });
        say!("{}", serde_json::to_string_pretty(&document)?);
    } else {
        for folder in &folders {
            print_folder(folder, language);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// One folder: its way, its counts, and its problem if it has one.
pub(super) fn print_folder(folder: &FolderStatus, language: Language) {
    let how = [folder.mode, folder.send_at.as_deref(), folder.layout];
    let how: Vec<&str> = how.into_iter().flatten().collect();
    let way = match folder.direction {
        "out" => choose(language, "送信フォルダ", "out-folder"),
        _ => choose(language, "受信フォルダ", "in-folder"),
    };
    say!("{way} {} ({})", folder.path, how.join(" "));
    match folder.looked_at {
        Some(at) => say!("  {}: {at}", choose(language, "最終確認", "last look")),
        None => say!("  {}", choose(language, "未確認", "not looked at yet")),
    }
    let counts = &folder.counts;
    let numbers: &[(&str, &str, u64)] = match folder.direction {
        "out" => &[
            ("待ち", "waiting", counts.waiting),
            ("取込", "taken", counts.taken),
            ("エラー", "rejected", counts.rejected),
            ("移動待ち", "to move", counts.to_move),
        ],
        _ => &[
            ("配置", "laid", counts.laid),
            ("取込済み", "imported", counts.imported),
        ],
    };
    let numbers: Vec<String> = numbers
        .iter()
        .map(|(japanese, english, number)| {
            format!("{}={number}", choose(language, japanese, english))
        })
        .collect();
    say!("  {}", numbers.join(" "));
    if let Some(problem) = &folder.problem {
        if let Some(path) = &problem.path {
            say!("  {path}");
        }
        say!("  {}", describe(&problem.code, language));
    }
}

fn confirm(office: &Office, ids: &[String], language: Language) -> anyhow::Result<ExitCode> {
    for id in ids {
        let key = match office.store(|store| find_received(store, id))? {
            Ok(key) => key,
            Err(code) => return Ok(fail(code.code(), Some(id), language, exit_of(code))),
        };
        if let Err(err) = office.store(|store| confirm_handover(store, key, system_clock())) {
            let code = ErrorCode::from(&err);
            return Ok(fail(code.code(), Some(id), language, exit_of(code)));
        }
        say!("{key} {}", choose(language, "取込済み", "imported"));
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mode_is_one_word_or_at_and_a_time_and_the_folder_may_follow() {
        let at = SendMode::At { minute: 17 * 60 };
        for (words, path, expected) in [
            ("draft", Some("p"), Some(SendMode::Draft)),
            ("send", Some("p"), Some(SendMode::Send)),
            ("send p", None, Some(SendMode::Send)),
            ("at 17:00", Some("p"), Some(at)),
            ("at", Some("p"), None),
            ("at 25:00", Some("p"), None),
            ("draft", None, None),
            ("draft q", Some("p"), None),
            ("now", Some("p"), None),
        ] {
            let parts: Vec<String> = words.split(' ').map(str::to_owned).collect();
            let found = read_mode(&parts, path.map(Path::new));
            let expected = expected.map(|mode| (mode, PathBuf::from("p")));
            assert_eq!(found, expected, "{words}");
        }
    }
}
