//! `tsunagu office apply`: applies for an office that has no enrolment code yet.

use std::process::ExitCode;

use clap::Args;
use office::application::{Application, send_application};
use office::error_code::Language;
use protocol::ServiceKind;

use crate::message::{choose, exit_of_text, fail, say};

/// Apply to take part, with the application code of the operator. Nothing is kept on this machine.
///
/// The operator checks it and sends the enrolment code to the office; `tsunagu office init` follows then.
#[derive(Debug, Args)]
pub(crate) struct ApplyArgs {
    /// Address of the hub, https://host:port
    #[arg(long, value_name = "URL")]
    hub: String,
    /// Application code of the operator, 7 groups of 5 characters
    #[arg(long, value_name = "CODE")]
    code: String,
    /// Office number, 10 characters
    #[arg(long, value_name = "NUMBER")]
    office: String,
    /// Name of the office
    #[arg(long)]
    name: String,
    /// Service kind, 2 characters; may be given several times
    #[arg(long = "service", required = true, num_args = 1.., value_name = "KIND")]
    services: Vec<ServiceKind>,
    /// Telephone number at which the operator asks
    #[arg(long, value_name = "NUMBER")]
    telephone: String,
    /// Address of mail
    #[arg(long, value_name = "ADDRESS", default_value = "")]
    mail: String,
}

pub(super) fn run(args: &ApplyArgs, language: Language) -> anyhow::Result<ExitCode> {
    let application = Application {
        hub_url: args.hub.clone(),
        code: args.code.clone(),
        number: args.office.clone(),
        name: args.name.clone(),
        services: args.services.clone(),
        telephone: args.telephone.clone(),
        mail: args.mail.clone(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    match runtime.block_on(send_application(&application)) {
        Ok(applied) => {
            let done = choose(
                language,
                "申し込みました。登録コードが届いたら tsunagu office init で登録してください",
                "applied; enrol with tsunagu office init once the enrolment code has come",
            );
            say!("{done}: {}", applied.reply.hub_name);
            Ok(ExitCode::SUCCESS)
        }
        Err(err) => {
            let exit = exit_of_text(err.code());
            Ok(fail(err.code(), None, language, exit))
        }
    }
}
