//! `tsunagu office join` and `tsunagu office restore`: a terminal that was enrolled becomes one of its office.
//!
//! What a reader would get wrong: a person types the digits of the *other* screen here. Whoever stands between the two
//! terminals could otherwise hand this one a key of their own.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;
use office::error_code::Language;
use office::joining::{JoinError, JoinState, confirm_joining, continue_joining, restore_office};
use office::worker::system_clock;

use crate::message::{choose, exit_of_text, fail, say};

/// How often the hub is asked while a person works on the other terminal.
const ASK_AGAIN: Duration = Duration::from_secs(1);

/// How long a command waits for the other terminal. It can be run again at any time.
const WAIT_MAX: Duration = Duration::from_secs(10 * 60);

/// Join the office: show the six digits, then take the mailbox key that the other terminal sends.
///
/// Without --digits it waits until another terminal has answered and shows the digits. With them, as the other
/// terminal shows them, it waits for the approval there.
#[derive(Debug, Args)]
pub(crate) struct JoinArgs {
    /// Folder of the office
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// The six digits that the other terminal shows
    #[arg(long, value_name = "DIGITS")]
    digits: Option<String>,
}

/// Restore the office with the code of its recovery sheet, when all other terminals are lost.
///
/// Enrol this terminal first (`tsunagu office init`) with a code from the operator.
#[derive(Debug, Args)]
pub(crate) struct RestoreArgs {
    /// Folder of the office
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// The code of the newest recovery sheet, 7 groups of 5 characters
    #[arg(long, value_name = "CODE")]
    recovery: String,
}

pub(super) fn run(args: &JoinArgs, language: Language) -> anyhow::Result<ExitCode> {
    let runtime = runtime()?;
    let Some(digits) = &args.digits else {
        return runtime.block_on(wait_for_digits(&args.dir, language));
    };
    if let Err(err) = confirm_joining(&args.dir, digits) {
        return Ok(refuse(&args.dir, &err, language));
    }
    runtime.block_on(wait_for_approval(&args.dir, language))
}

pub(super) fn restore(args: &RestoreArgs, language: Language) -> anyhow::Result<ExitCode> {
    let restored = restore_office(&args.dir, &args.recovery, system_clock());
    match runtime()?.block_on(restored) {
        Ok(own) => {
            let done = choose(language, "復旧しました", "restored");
            say!("{done}: {} {}", own.number, own.name);
            Ok(ExitCode::SUCCESS)
        }
        Err(err) => Ok(refuse(&args.dir, &err, language)),
    }
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?)
}

/// Waits until there are digits to compare, prints them, and says how to go on.
pub(super) async fn wait_for_digits(dir: &Path, language: Language) -> anyhow::Result<ExitCode> {
    let state = wait(dir, |state| !matches!(state, JoinState::Waiting)).await;
    match state {
        Ok(Some(JoinState::Compare { digits, other, .. })) => {
            let (left, right) = digits.split_at(3);
            say!(
                "{}: {left} {right}  ({}: {other})",
                choose(language, "数字", "digits"),
                choose(language, "もう一台", "other terminal"),
            );
            say!(
                "{}",
                choose(
                    language,
                    "もう一台にも同じ数字が出ていることを確かめ、tsunagu office join --digits にその数字を入れてください。違うときは承認しないでください。",
                    "Make sure that the other terminal shows the same digits, and give them to tsunagu office join --digits. If they differ, do not approve.",
                )
            );
            Ok(ExitCode::SUCCESS)
        }
        other => Ok(end(dir, other, language)),
    }
}

async fn wait_for_approval(dir: &Path, language: Language) -> anyhow::Result<ExitCode> {
    let state = wait(dir, |state| matches!(state, JoinState::Joined(_))).await;
    Ok(end(dir, state, language))
}

async fn wait(
    dir: &Path,
    enough: impl Fn(&JoinState) -> bool,
) -> Result<Option<JoinState>, JoinError> {
    let start = Instant::now();
    loop {
        let state = continue_joining(dir, system_clock()).await?;
        if enough(&state) || matches!(state, JoinState::Joined(_)) {
            return Ok(Some(state));
        }
        if start.elapsed() > WAIT_MAX {
            return Ok(None);
        }
        tokio::time::sleep(ASK_AGAIN).await;
    }
}

fn end(dir: &Path, state: Result<Option<JoinState>, JoinError>, language: Language) -> ExitCode {
    match state {
        Ok(Some(JoinState::Joined(own))) => {
            let done = choose(language, "事業所に加わりました", "joined");
            say!("{done}: {} {}", own.number, own.name);
            ExitCode::SUCCESS
        }
        Ok(_) => {
            let code = office::ErrorCode::TerminalWaits.code();
            fail(code, Some(&dir.display()), language, exit_of_text(code))
        }
        Err(err) => refuse(dir, &err, language),
    }
}

fn refuse(dir: &Path, err: &JoinError, language: Language) -> ExitCode {
    let exit = exit_of_text(err.code());
    fail(err.code(), Some(&dir.display()), language, exit)
}
