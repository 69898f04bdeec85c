//! How commands end and how they say why.
//!
//! An error is two lines: code and what happened, then what to do. The words come
//! from `office::error_code`; nothing is worded here.

use std::fmt;
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use office::ErrorCode;
use office::error_code::{Language, text_of};

/// Prints a line to the standard output; see [`write_line`].
macro_rules! say {
    ($($argument:tt)*) => {
        $crate::message::write_line(format_args!($($argument)*))
    };
}
pub(crate) use say;

/// Prints a line. A reader who has gone (`tsunagu … | head`) changes nothing: the command
/// ends its work, and its exit code says how it came out.
pub(crate) fn write_line(line: fmt::Arguments<'_>) {
    let mut out = io::stdout().lock();
    if let Err(err) = printed(writeln!(out, "{line}")) {
        eprintln!("tsunagu: {err}");
        std::process::exit(i32::from(COULD_NOT_RUN));
    }
}

/// What became of printing: a reader who has gone has read enough.
///
/// # Errors
///
/// Whatever else kept the output from being written.
pub(crate) fn printed(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(err) if err.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// A path that ends a command; [`report_end`] words it.
#[derive(Debug)]
pub(crate) enum PathProblem {
    /// It cannot be read.
    Unreadable(PathBuf),
    /// It cannot be written.
    CannotWrite(PathBuf),
}

impl fmt::Display for PathProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PathProblem::Unreadable(path) => write!(f, "cannot read {}", path.display()),
            PathProblem::CannotWrite(path) => write!(f, "cannot write {}", path.display()),
        }
    }
}

impl std::error::Error for PathProblem {}

/// Says why a command could not run to its end.
pub(crate) fn report_end(err: &anyhow::Error, language: Language) -> ExitCode {
    if let Some(problem) = err.downcast_ref::<PathProblem>() {
        let (code, path) = match problem {
            PathProblem::Unreadable(path) => (ErrorCode::PathUnreadable, path),
            PathProblem::CannotWrite(path) => (ErrorCode::CannotWriteFolder, path),
        };
        return fail(code.code(), Some(&path.display()), language, COULD_NOT_RUN);
    }
    match err.downcast_ref::<io::Error>() {
        Some(err) => eprintln!(
            "tsunagu: {} ({err})\n  {}",
            choose(
                language,
                "結果を出力できません",
                "the output cannot be written"
            ),
            choose(
                language,
                "出力先とディスクの空きを確かめてください。",
                "Check where the output goes, and the space on the disk."
            )
        ),
        None => eprintln!("tsunagu: {err:#}"),
    }
    ExitCode::from(COULD_NOT_RUN)
}

/// Findings, or something was refused.
pub(crate) const REFUSED: u8 = 1;

/// Bad arguments, unreadable path, no connection.
pub(crate) const COULD_NOT_RUN: u8 = 2;

/// The text in the asked language.
pub(crate) fn choose<'a>(language: Language, japanese: &'a str, english: &'a str) -> &'a str {
    match language {
        Language::Japanese => japanese,
        Language::English => english,
    }
}

/// `OFF-501 what happened`, with the remedy on a second line.
pub(crate) fn describe(code: &str, language: Language) -> String {
    match text_of(code, language) {
        Some(text) => format!("{code} {}\n  {}", text.title, text.remedy),
        None => code.to_owned(),
    }
}

/// Says that the given paths have no file, which could not run: a folder that is empty by mistake must not look like
/// one in which all is right.
pub(crate) fn no_files(language: Language) -> ExitCode {
    let (what, remedy) = (
        choose(language, "ファイルがひとつもありません", "there is no file"),
        choose(
            language,
            "ファイルやフォルダの場所を確かめてください",
            "check the place of the file or folder",
        ),
    );
    eprintln!("{what}\n{remedy}");
    ExitCode::from(COULD_NOT_RUN)
}

/// Prints an error to the standard error output, with a fact that helps, such as the
/// path, and gives the exit code.
pub(crate) fn fail(
    code: &str,
    fact: Option<&dyn std::fmt::Display>,
    language: Language,
    exit: u8,
) -> ExitCode {
    let description = describe(code, language);
    match fact {
        Some(fact) => eprintln!("{fact}: {description}"),
        None => eprintln!("{description}"),
    }
    ExitCode::from(exit)
}

/// How a refused operation ends: what could not run at all is 2, the rest is 1.
pub(crate) fn exit_of(code: ErrorCode) -> u8 {
    match code {
        ErrorCode::PathUnreadable
        | ErrorCode::CannotWriteFolder
        | ErrorCode::HubUnreachable
        | ErrorCode::HubNotTrusted
        | ErrorCode::HubAnswerUnclear
        | ErrorCode::HubTooSlow
        | ErrorCode::NotAnOffice
        | ErrorCode::OtherOfficeInFolder
        | ErrorCode::EnrolmentCodeUnreadable
        | ErrorCode::HubDoesNotMatchCode
        | ErrorCode::SettingsInvalid
        | ErrorCode::KeysUnreadable
        | ErrorCode::DatabaseFailed
        | ErrorCode::HubAddressInvalid
        | ErrorCode::DatabaseNewer
        | ErrorCode::RecoveryCodeUnreadable
        | ErrorCode::TerminalWaits
        | ErrorCode::NotJoining
        | ErrorCode::RunsAlready
        | ErrorCode::FolderMissing
        | ErrorCode::FolderDiskFull
        | ErrorCode::FolderRefuses
        | ErrorCode::EvidenceIncomplete
        | ErrorCode::NetworkNeedsAdministrator
        | ErrorCode::NetworkCannotListen
        | ErrorCode::NetworkCertificateFailed
        | ErrorCode::OfficeGivenTwice => COULD_NOT_RUN,
        _ => REFUSED,
    }
}

/// The exit code for any code, the hub's among them: a hub that refuses is 1.
pub(crate) fn exit_of_text(code: &str) -> u8 {
    ErrorCode::from_code(code).map_or(REFUSED, exit_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_run_ends_with_2_and_a_refusal_with_1() {
        for code in [
            "OFF-117", "OFF-310", "OFF-401", "OFF-402", "OFF-403", "OFF-404", "OFF-501", "OFF-502",
            "OFF-503", "OFF-504", "OFF-505", "OFF-506", "OFF-507", "OFF-509", "OFF-511", "OFF-513",
            "OFF-521", "OFF-526", "OFF-532", "OFF-601", "OFF-701", "OFF-703", "OFF-704", "OFF-727",
            "OFF-728", "OFF-729", "OFF-801",
        ] {
            assert_eq!(exit_of_text(code), COULD_NOT_RUN, "{code}");
        }
        for code in [
            "OFF-102", "OFF-206", "OFF-309", "OFF-512", "OFF-705", "HUB-206", "HUB-999",
        ] {
            assert_eq!(exit_of_text(code), REFUSED, "{code}");
        }
    }

    #[test]
    fn a_reader_who_has_gone_is_no_error() {
        let gone = || Err(io::Error::from(ErrorKind::BrokenPipe));
        assert!(printed(gone()).is_ok());
        assert!(printed(Err(io::Error::from(ErrorKind::StorageFull))).is_err());
    }

    #[test]
    fn an_error_is_what_happened_and_what_to_do() {
        assert_eq!(
            describe("OFF-501", Language::English),
            "OFF-501 There is no office in this folder.\n  Enrol one with tsunagu office init."
        );
        assert_eq!(describe("HUB-999", Language::English), "HUB-999");
    }
}
