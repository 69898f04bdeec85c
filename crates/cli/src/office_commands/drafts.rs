//! `tsunagu office drafts`: lists, sends and discards drafts.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use office::drafts::{discard_draft, list_drafts};
use office::error_code::Language;
use office::outbox::{OutboxRow, queue_drafts};
use office::page::{PageRequest, ROWS_MAX};
use office::worker::system_clock;
use office::{ErrorCode, Office};
use protocol::BundleId;

use super::open_office;
use super::send::{bundle_line, send_now};
use crate::message::{exit_of, fail, say};

/// Arguments of `tsunagu office drafts`.
#[derive(Debug, Args)]
pub(crate) struct DraftsArgs {
    #[command(subcommand)]
    command: DraftsCommand,
}

#[derive(Debug, Subcommand)]
enum DraftsCommand {
    /// List the drafts, newest first. 下書き一覧
    List {
        /// Folder of the office
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
        /// Print one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Send drafts. 下書きの送信
    Send {
        /// Folder of the office
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
        /// All drafts
        #[arg(long, conflicts_with = "ids")]
        all: bool,
        /// The drafts
        #[arg(value_name = "ID", required_unless_present = "all")]
        ids: Vec<BundleId>,
    },
    /// Discard a draft with its files. 下書きの削除
    Discard {
        /// Folder of the office
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
        /// The draft
        #[arg(value_name = "ID")]
        id: BundleId,
    },
}

pub(super) fn run(args: &DraftsArgs, language: Language) -> anyhow::Result<ExitCode> {
    let (DraftsCommand::List { dir, .. }
    | DraftsCommand::Send { dir, .. }
    | DraftsCommand::Discard { dir, .. }) = &args.command;
    let office = match open_office(dir, language) {
        Ok(office) => office,
        Err(exit) => return Ok(exit),
    };
    match &args.command {
        DraftsCommand::List { json, .. } => {
            let drafts = all_drafts(&office)?;
            if *json {
                let document = serde_json::json!({ "drafts": drafts });
                say!("{}", serde_json::to_string_pretty(&document)?);
            } else {
                for draft in &drafts {
                    say!("{}", bundle_line(draft, language));
                }
            }
            Ok(ExitCode::SUCCESS)
        }
        DraftsCommand::Send { all, ids, .. } => {
            let ids = match all {
                true => all_drafts(&office)?.iter().map(|draft| draft.id).collect(),
                false => ids.clone(),
            };
            send(&office, &ids, language)
        }
        DraftsCommand::Discard { id, .. } => {
            match office.store(|store| discard_draft(store, *id)) {
                Ok(()) => Ok(ExitCode::SUCCESS),
                Err(err) => {
                    let code = ErrorCode::from(&err);
                    Ok(fail(code.code(), Some(id), language, exit_of(code)))
                }
            }
        }
    }
}

fn send(office: &Office, ids: &[BundleId], language: Language) -> anyhow::Result<ExitCode> {
    if ids.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    match office.store(|store| queue_drafts(store, ids, system_clock())) {
        Ok(()) => Ok(ExitCode::from(send_now(office, ids, language)?)),
        Err(err) => {
            let code = ErrorCode::from(&err);
            Ok(fail(code.code(), Some(&err), language, exit_of(code)))
        }
    }
}

fn all_drafts(office: &Office) -> anyhow::Result<Vec<OutboxRow>> {
    let mut drafts = Vec::new();
    let mut page = PageRequest::first(ROWS_MAX);
    loop {
        let found = office.store(|store| list_drafts(store, &page))?;
        drafts.extend(found.rows);
        match found.next {
            Some(next) => page.after = Some(next),
            None => return Ok(drafts),
        }
    }
}
