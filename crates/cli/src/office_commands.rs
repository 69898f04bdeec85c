//! `tsunagu office …`: the list of the office's commands; each has a file.
//!
//! What they share is here: opening the office and one pass with the hub.

mod apply;
mod drafts;
mod folder;
mod init;
mod join;
pub(crate) mod network;
mod open;
mod partner;
mod receive;
mod run;
mod send;
pub(crate) mod serving;
mod staff;
mod status;
mod terminals;
mod withdraw;

use std::path::Path;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use office::error_code::Language;
use office::sync::{Connection, PassReport, run_pass};
use office::worker::system_clock;
use office::{ErrorCode, Office};

use crate::message::{COULD_NOT_RUN, exit_of, exit_of_text, fail};

/// Arguments of `tsunagu office`.
#[derive(Debug, Args)]
pub(crate) struct OfficeArgs {
    #[command(subcommand)]
    command: OfficeCommand,
}

#[derive(Debug, Subcommand)]
enum OfficeCommand {
    /// Apply to take part with a code from the operator. 利用申請
    Apply(apply::ApplyArgs),
    /// Enrol this terminal with a code from the operator. 端末の登録
    Init(init::InitArgs),
    /// Join an office that has terminals already. 端末の追加
    Join(join::JoinArgs),
    /// Restore an office that lost all its terminals. 復旧
    Restore(join::RestoreArgs),
    /// Check, group and send files. 送信
    Send(send::SendArgs),
    /// Receive what is new. データ取得
    Receive(receive::ReceiveArgs),
    /// Open a received bundle as a person. 開封
    Open(open::OpenArgs),
    /// Show how the office stands. 状況
    Status(status::StatusArgs),
    /// Keep exchanging in the background and serve the pages. 常駐と画面
    Run(run::RunArgs),
    /// The pages for other computers of the office. ほかのパソコンから使う
    Network(network::NetworkArgs),
    /// List, send or discard drafts. 下書き
    Drafts(drafts::DraftsArgs),
    /// Withdraw a sent bundle that nobody opened. 取り下げ
    Withdraw(withdraw::WithdrawArgs),
    /// Partners and their certificates. 連携先
    Partner(partner::PartnerArgs),
    /// The terminals of the office, codes, recovery sheet. 端末
    Terminals(terminals::TerminalsArgs),
    /// Folders shared with the care software. 連携フォルダ
    Folder(folder::FolderArgs),
    /// Accounts of staff and their history. 担当者と操作の記録
    Staff(staff::StaffArgs),
}

/// Runs the command.
pub(crate) fn run(args: &OfficeArgs, language: Language) -> anyhow::Result<ExitCode> {
    match &args.command {
        OfficeCommand::Apply(args) => apply::run(args, language),
        OfficeCommand::Init(args) => init::run(args, language),
        OfficeCommand::Join(args) => join::run(args, language),
        OfficeCommand::Restore(args) => join::restore(args, language),
        OfficeCommand::Send(args) => send::run(args, language),
        OfficeCommand::Receive(args) => receive::run(args, language),
        OfficeCommand::Open(args) => open::run(args, language),
        OfficeCommand::Status(args) => status::run(args, language),
        OfficeCommand::Run(args) => run::run(args, language),
        OfficeCommand::Network(args) => network::run(args, language),
        OfficeCommand::Drafts(args) => drafts::run(args, language),
        OfficeCommand::Withdraw(args) => withdraw::run(args, language),
        OfficeCommand::Partner(args) => partner::run(args, language),
        OfficeCommand::Terminals(args) => terminals::run(args, language),
        OfficeCommand::Folder(args) => folder::run(args, language),
        OfficeCommand::Staff(args) => staff::run(args, language),
    }
}

/// Opens the office, or says why not and gives the exit code.
pub(crate) fn open_office(dir: &Path, language: Language) -> Result<Office, ExitCode> {
    Office::open(dir).map_err(|err| {
        if let office::OpenOfficeError::Settings(settings) = &err {
            eprintln!("{settings}");
        }
        fail(
            ErrorCode::from(&err).code(),
            Some(&dir.display()),
            language,
            COULD_NOT_RUN,
        )
    })
}

/// One pass with the hub, or an exit code when this machine cannot do one.
fn pass(office: &Office, language: Language) -> anyhow::Result<Result<PassReport, ExitCode>> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let outcome = runtime.block_on(async {
        let connection = Connection::new(office, system_clock)?;
        run_pass(&connection).await
    });
    Ok(outcome.map_err(|err| {
        let code = ErrorCode::from(&err);
        fail(code.code(), None, language, exit_of(code))
    }))
}

/// Says that the hub was not reached, and gives the exit code.
fn report_problem(code: &str, language: Language) -> ExitCode {
    let exit = match exit_of_text(code) {
        exit if code.starts_with("OFF-4") => exit.max(COULD_NOT_RUN),
        exit => exit,
    };
    fail(code, None, language, exit)
}
