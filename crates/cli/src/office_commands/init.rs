//! `tsunagu office init`: enrols this terminal.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use office::error_code::Language;
use office::init::{InitError, InitOptions, init_office};
use office::worker::system_clock;

use crate::message::{choose, exit_of_text, fail, say};

/// Enrol this terminal: keys are made here, certificates come from the hub.
///
/// Run it again with the same code after an interruption.
#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// Folder of the office; made if it is not there
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// Address of the hub, https://host:port
    #[arg(long, value_name = "URL")]
    hub: String,
    /// Enrolment code from the operator, 7 groups of 5 characters
    #[arg(long, value_name = "CODE")]
    code: String,
    /// What the office calls this terminal
    #[arg(long, value_name = "NAME", default_value = "terminal 1")]
    device_name: String,
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
        Ok(own) => {
            let done = choose(language, "登録しました", "enrolled");
            say!("{done}: {} {}", own.number, own.name);
            Ok(ExitCode::SUCCESS)
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
