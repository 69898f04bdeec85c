//! `tsunagu office terminals`: the terminals of the office, approving and removing, codes, the recovery sheet.
//!
//! Each command makes a pass with the hub, so that what it says is what the hub knows now.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::{Args, Subcommand};
use office::error_code::Language;
use office::keys::read_keys;
use office::recovery::{make_recovery_sheet, recovery_sheet};
use office::terminals::{
    EnrolmentCodeState, Joining, Terminal, TerminalError, approve_terminal, ask_enrolment_code,
    check_terminal, enrolment_code, list_terminals, remove_terminal, rename_terminal,
};
use office::worker::system_clock;
use office::{ErrorCode, Office};
use protocol::DeviceId;

use super::{open_office, pass, report_problem};
use crate::message::{choose, exit_of, exit_of_text, fail, say};

/// How long `check` waits for the new terminal to answer.
const WAIT_MAX: Duration = Duration::from_secs(60);

/// Arguments of `tsunagu office terminals`.
#[derive(Debug, Args)]
pub(crate) struct TerminalsArgs {
    #[command(subcommand)]
    command: TerminalsCommand,
}

#[derive(Debug, Args)]
struct Folder {
    /// Folder of the office
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
}

#[derive(Debug, Args)]
struct One {
    #[command(flatten)]
    folder: Folder,
    /// The terminal, as `list` shows it
    #[arg(value_name = "TERMINAL")]
    terminal: DeviceId,
}

#[derive(Debug, Subcommand)]
enum TerminalsCommand {
    /// List the terminals of the office. 端末一覧
    List {
        #[command(flatten)]
        folder: Folder,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Make an enrolment code for a further terminal. 登録コードの発行
    Code {
        #[command(flatten)]
        folder: Folder,
    },
    /// Show the six digits of a terminal that asks to join. 数字の表示
    Check(One),
    /// Approve a terminal after comparing the digits. 承認
    Approve {
        #[command(flatten)]
        one: One,
        /// The six digits that the new terminal shows
        #[arg(long, value_name = "DIGITS")]
        digits: String,
    },
    /// Give a terminal another name. 名前の変更
    Rename {
        #[command(flatten)]
        one: One,
        /// The new name
        #[arg(long, value_name = "NAME")]
        name: String,
    },
    /// Remove a terminal; the hub refuses it from then on. 端末を外す
    Remove(One),
    /// Make a new recovery sheet and print its code; earlier sheets become worthless. 復旧シート
    Sheet {
        #[command(flatten)]
        folder: Folder,
    },
}

impl TerminalsCommand {
    fn dir(&self) -> &Path {
        match self {
            TerminalsCommand::List { folder, .. }
            | TerminalsCommand::Code { folder }
            | TerminalsCommand::Sheet { folder } => &folder.dir,
            TerminalsCommand::Check(one)
            | TerminalsCommand::Remove(one)
            | TerminalsCommand::Approve { one, .. }
            | TerminalsCommand::Rename { one, .. } => &one.folder.dir,
        }
    }
}

pub(super) fn run(args: &TerminalsArgs, language: Language) -> anyhow::Result<ExitCode> {
    let office = match open_office(args.command.dir(), language) {
        Ok(office) => office,
        Err(exit) => return Ok(exit),
    };
    match &args.command {
        TerminalsCommand::List { json, .. } => list(&office, *json, language),
        TerminalsCommand::Code { .. } => code(&office, language),
        TerminalsCommand::Check(one) => check(&office, one.terminal, language),
        TerminalsCommand::Approve { one, digits } => {
            let id = one.terminal;
            act(&office, language, |store| {
                let keys = read_keys(args.command.dir()).map_err(|_| TerminalError::Random)?;
                approve_terminal(store, &keys, id, digits, system_clock())
            })
        }
        TerminalsCommand::Rename { one, name } => act(&office, language, |store| {
            rename_terminal(store, one.terminal, name)
        }),
        TerminalsCommand::Remove(one) => act(&office, language, |store| {
            remove_terminal(store, one.terminal, system_clock())
        }),
        TerminalsCommand::Sheet { .. } => sheet(&office, language),
    }
}

/// A pass with the hub; `Some` when it did not come about.
fn contact(office: &Office, language: Language) -> anyhow::Result<Option<ExitCode>> {
    Ok(match pass(office, language)? {
        Err(exit) => Some(exit),
        Ok(report) => report
            .problem
            .as_deref()
            .map(|code| report_problem(code, language)),
    })
}

fn list(office: &Office, json: bool, language: Language) -> anyhow::Result<ExitCode> {
    if let Some(exit) = contact(office, language)? {
        return Ok(exit);
    }
    let terminals = office.store(list_terminals)?;
    if json {
        say!("{}", serde_json::to_string(&terminals)?);
        return Ok(ExitCode::SUCCESS);
    }
    for terminal in &terminals {
        say!(
            "{}  {}  {}",
            terminal.id,
            terminal.name,
            state(terminal, language)
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn state(terminal: &Terminal, language: Language) -> String {
    let word = |japanese: &'static str, english: &'static str| {
        choose(language, japanese, english).to_owned()
    };
    match &terminal.joining {
        _ if terminal.own => word("この端末", "this terminal"),
        None => word("使用中", "in use"),
        Some(Joining::Silent) => word("登録済み・応答待ち", "enrolled, has not asked yet"),
        Some(Joining::Asks) => word("承認待ち", "asks to join"),
        Some(Joining::Begun) => word("応答待ち", "waits for its answer"),
        Some(Joining::Digits(digits)) => digits.clone(),
        Some(Joining::Approved) => word("承認済み", "approved"),
        Some(Joining::Failed(code)) => code.clone(),
    }
}

fn code(office: &Office, language: Language) -> anyhow::Result<ExitCode> {
    office.store(|store| ask_enrolment_code(store, system_clock()))?;
    if let Some(exit) = contact(office, language)? {
        return Ok(exit);
    }
    match office.store(|store| enrolment_code(store, system_clock()))? {
        Some(EnrolmentCodeState::Made { code, .. }) => {
            say!("{code}");
            Ok(ExitCode::SUCCESS)
        }
        Some(EnrolmentCodeState::Refused { code }) => {
            Ok(fail(&code, None, language, exit_of_text(&code)))
        }
        Some(EnrolmentCodeState::Asked) | None => {
            let code = ErrorCode::HubAnswerUnclear;
            Ok(fail(code.code(), None, language, exit_of(code)))
        }
    }
}

fn check(office: &Office, id: DeviceId, language: Language) -> anyhow::Result<ExitCode> {
    if let Some(exit) = contact(office, language)? {
        return Ok(exit);
    }
    if let Err(err) = office.store(|store| check_terminal(store, id, system_clock())) {
        return Ok(refuse(&err, language));
    }
    let start = Instant::now();
    loop {
        if let Some(exit) = contact(office, language)? {
            return Ok(exit);
        }
        let terminals = office.store(list_terminals)?;
        let found = terminals.into_iter().find(|terminal| terminal.id == id);
        match found.and_then(|terminal| terminal.joining) {
            Some(Joining::Digits(digits)) => {
                let (left, right) = digits.split_at(3);
                say!("{}: {left} {right}", choose(language, "数字", "digits"));
                return Ok(ExitCode::SUCCESS);
            }
            Some(Joining::Failed(code)) => {
                return Ok(fail(&code, None, language, exit_of_text(&code)));
            }
            _ if start.elapsed() > WAIT_MAX => {
                return Ok(refuse(&TerminalError::NotReady { id }, language));
            }
            _ => std::thread::sleep(Duration::from_millis(500)),
        }
    }
}

/// One act on a terminal, and a pass that tells the hub.
fn act(
    office: &Office,
    language: Language,
    act: impl FnOnce(&mut office::store::Store) -> Result<(), TerminalError>,
) -> anyhow::Result<ExitCode> {
    if let Some(exit) = contact(office, language)? {
        return Ok(exit);
    }
    if let Err(err) = office.store(act) {
        return Ok(refuse(&err, language));
    }
    if let Some(exit) = contact(office, language)? {
        return Ok(exit);
    }
    say!("{}", choose(language, "完了しました", "done"));
    Ok(ExitCode::SUCCESS)
}

fn sheet(office: &Office, language: Language) -> anyhow::Result<ExitCode> {
    let keys = match read_keys(office.dir()) {
        Ok(keys) => keys,
        Err(err) => {
            let code = ErrorCode::from(&err);
            return Ok(fail(code.code(), Some(&err), language, exit_of(code)));
        }
    };
    let made = match office.store(|store| make_recovery_sheet(store, &keys, system_clock())) {
        Ok(made) => made,
        Err(err) => {
            let code = ErrorCode::from(&err);
            return Ok(fail(code.code(), Some(&err), language, exit_of(code)));
        }
    };
    if let Some(exit) = contact(office, language)? {
        return Ok(exit);
    }
    // Printed only once the hub has its part: before, the paper would be worthless.
    match office.store(recovery_sheet)? {
        Some(sheet) if sheet.kept => {
            say!("{made}");
            Ok(ExitCode::SUCCESS)
        }
        _ => {
            let code = ErrorCode::HubAnswerUnclear;
            Ok(fail(code.code(), None, language, exit_of(code)))
        }
    }
}

fn refuse(err: &TerminalError, language: Language) -> ExitCode {
    let code = ErrorCode::from(err);
    fail(code.code(), Some(err), language, exit_of(code))
}
