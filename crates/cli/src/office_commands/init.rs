//! `tsunagu office init`: enrols this terminal.
//!
//! The first terminal of an office is ready then. A further one joins: see `join.rs`, of which the beginning is done here
//! with `--wait`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use office::error_code::Language;
use office::init::{InitError, InitOptions, InitOutcome, init_office};
use office::worker::system_clock;

use super::join;
use crate::message::{choose, exit_of_text, fail, say};

/// Enrol this terminal: keys are made here, certificates come from the hub.
///
/// Run it again with the same code after an interruption. If the office has terminals already, one of them
/// has to approve this one: go on with `tsunagu office join`.
#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// Folder of the office; made if it is not there
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// Address of the hub, https://host:port
    #[arg(long, value_name = "URL")]
    hub: String,
    /// Enrolment code from the operator or from another terminal, 7 groups of 5 characters
    #[arg(long, value_name = "CODE")]
    code: String,
    /// What the office calls this terminal
    #[arg(long, value_name = "NAME", default_value = "terminal 1")]
    device_name: String,
    /// Wait for the digits to compare, if the office has terminals already
    #[arg(long)]
    wait: bool,
}

pub(super) fn run(args: &InitArgs, language: Language) -> anyhow::Result<ExitCode> {
    let options = InitOptions {
        hub_url: args.hub.clone(),
        code: args.code.clone(),
        device_name: args.device_name.clone(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    match runtime.block_on(init_office(&args.dir, &options, system_clock())) {
        Ok(InitOutcome::Enrolled(own)) => {
            let done = choose(language, "登録しました", "enrolled");
            say!("{done}: {} {}", own.number, own.name);
            Ok(ExitCode::SUCCESS)
        }
        Ok(InitOutcome::Joins(own)) => {
            say!("{} {}", own.number, own.name);
            say!(
                "{}",
                choose(
                    language,
                    "この端末は、ほかの端末での承認を待っています。ほかの端末で tsunagu office terminals list を見てください。",
                    "This terminal waits for the approval of another one. See tsunagu office terminals list there.",
                )
            );
            match args.wait {
                true => runtime.block_on(join::wait_for_digits(&args.dir, language)),
                false => Ok(ExitCode::SUCCESS),
            }
        }
        Err(err) => {
            match &err {
                InitError::Settings(settings) => eprintln!("{settings}"),
                InitError::Code(code) => eprintln!("{code}"),
                _ => (),
            }
            let exit = exit_of_text(err.code());
            Ok(fail(err.code(), Some(&args.dir.display()), language, exit))
        }
    }
}
