//! How commands end and how they say why.
//!
//! An error is two lines: code and what happened, then what to do. The words come
//! from `office::error_code`; nothing is worded here.

use std::io::{ErrorKind, Write};
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

/// Prints a line. A reader who has gone (`tsunagu … | head`) ends the program
/// quietly: what it did is done, and nobody reads the rest.
pub(crate) fn write_line(line: std::fmt::Arguments<'_>) {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{line}") {
        Ok(()) => (),
        Err(err) if err.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        Err(err) => {
            eprintln!("tsunagu: {err}");
            std::process::exit(i32::from(COULD_NOT_RUN));
        }
    }
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
    fn an_error_is_what_happened_and_what_to_do() {
        assert_eq!(
            describe("OFF-501", Language::English),
            "OFF-501 There is no office in this folder.\n  Enrol one with tsunagu office init."
        );
        assert_eq!(describe("HUB-999", Language::English), "HUB-999");
    }
}
