//! Carrying out the commands: one call of the library each, then printing.
//!
//! Easily got wrong: what is printed on stdout is for people or, with `--json`, for programs; logs go to stderr.

mod applications;
mod certificates;
mod init;
mod invitations;
mod licences;
mod notices;
mod run;

use std::{
    fmt::Display,
    io::{self, Write},
    process::ExitCode,
};

use serde_json::Value;
use tsunagu_hub::{folder::FolderError, store::StoreError};

use crate::{
    Application, Certificate, Command, Enrolment, Invitation, LicenceCommand, NoticeCommand,
};

/// Why a command did not do what it was told.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It was understood and refused; nothing was changed.
    Refused(String),
    /// It could not run.
    Failed(String),
}

impl Failure {
    /// Prints the reason on stderr and gives the exit status.
    pub(crate) fn report(self) -> ExitCode {
        let (text, status) = match self {
            Failure::Refused(text) => (text, 1),
            Failure::Failed(text) => (text, 2),
        };
        // Nobody is left to tell if stderr is closed.
        let _ = writeln!(io::stderr(), "tsunagu-hub: {text}");
        ExitCode::from(status)
    }

    /// The store failed, or an operation refused: `err` says which.
    pub(crate) fn of(err: &(impl std::error::Error + 'static)) -> Failure {
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(err);
        while let Some(err) = cause {
            if err.is::<StoreError>() {
                return Failure::Failed(err.to_string());
            }
            cause = err.source();
        }
        Failure::Refused(err.to_string())
    }
}

impl From<FolderError> for Failure {
    fn from(err: FolderError) -> Failure {
        Failure::Failed(err.to_string())
    }
}

impl From<StoreError> for Failure {
    fn from(err: StoreError) -> Failure {
        Failure::Failed(err.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(err: io::Error) -> Failure {
        Failure::Failed(err.to_string())
    }
}

/// Carries out one command.
pub(crate) fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Init(arguments) => init::init(arguments),
        Command::Run(arguments) => run::run(arguments),
        Command::Application(Application::Add {
            folder,
            office,
            name,
            services,
        }) => applications::add(&folder.dir, office, name, services),
        Command::Application(Application::Approve(arguments)) => applications::approve(&arguments),
        Command::Application(Application::Refuse(arguments)) => applications::refuse(&arguments),
        Command::Application(Application::StartAnew(arguments)) => {
            applications::start_anew(&arguments)
        }
        Command::Application(Application::List { folder, output }) => {
            applications::list(&folder.dir, output.json)
        }
        Command::Application(Application::Suspend(arguments)) => applications::suspend(&arguments),
        Command::Application(Application::Resume(arguments)) => applications::resume(&arguments),
        Command::Invitation(Invitation::Create(arguments)) => invitations::create(&arguments),
        Command::Invitation(Invitation::List { folder, output }) => {
            invitations::list(&folder.dir, &output)
        }
        Command::Invitation(Invitation::Remove { folder, number }) => {
            invitations::remove(&folder.dir, number)
        }
        Command::Enrolment(Enrolment::Create(arguments)) => applications::enrolment(&arguments),
        Command::Certificate(Certificate::List {
            folder,
            office,
            output,
        }) => certificates::list(&folder.dir, office, output.json),
        Command::Certificate(Certificate::Revoke {
            folder,
            target,
            output,
        }) => certificates::revoke(&folder.dir, target, output.json),
        Command::Licence(LicenceCommand::List(arguments)) => licences::list(&arguments),
        Command::Licence(LicenceCommand::Grant(arguments)) => licences::grant(&arguments),
        Command::Licence(LicenceCommand::Renewal(arguments)) => licences::renewal(&arguments),
        Command::Notice(NoticeCommand::Add(arguments)) => notices::add(&arguments),
        Command::Notice(NoticeCommand::List { folder, output }) => {
            notices::list(&folder.dir, &output)
        }
        Command::Notice(NoticeCommand::Remove { folder, number }) => {
            notices::remove(&folder.dir, number)
        }
        Command::Backup(arguments) => init::backup(&arguments),
    }
}

/// Prints lines on stdout.
fn print(text: impl Display) -> Result<(), Failure> {
    Ok(writeln!(io::stdout(), "{text}")?)
}

/// Prints one JSON document on stdout.
fn print_json(document: &Value) -> Result<(), Failure> {
    print(format_args!("{document:#}"))
}
