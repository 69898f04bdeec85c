//! `tsunagu office status`: how the office stands, and with `--json` its newest bundles.
//!
//! The hub is not asked; the last contact is shown.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use office::error_code::Language;
use office::folders::list_folders;
use office::inbox::{InboxFilter, InboxRow, list_inbox};
use office::keys::read_keys;
use office::outbox::{OutboxFilter, OutboxRow, list_outbox};
use office::page::PageRequest;
use office::status::{Status, read_status};
use office::worker::system_clock;
use office::{ErrorCode, Office};
use serde_json::{Value, json};

use super::folder::print_folder;
use super::open_office;
use crate::message::{choose, describe, exit_of, fail, say};

/// Show how the office stands: what waits, what is new, the last contact.
#[derive(Debug, Args)]
pub(crate) struct StatusArgs {
    /// Folder of the office
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
    /// With --json: how many of the newest sent and received bundles
    #[arg(long, value_name = "N", default_value_t = 1000)]
    rows: u32,
}

pub(super) fn run(args: &StatusArgs, language: Language) -> anyhow::Result<ExitCode> {
    let office = match open_office(&args.dir, language) {
        Ok(office) => office,
        Err(exit) => return Ok(exit),
    };
    let keys = match read_keys(office.dir()) {
        Ok(keys) => keys,
        Err(err) => {
            let code = ErrorCode::from(&err);
            return Ok(fail(code.code(), Some(&err), language, exit_of(code)));
        }
    };
    let own = office.own();
    let status = office.store(|store| read_status(store, &own, &keys, system_clock()))?;
    if args.json {
        let document = document(&office, &status, args.rows as usize)?;
        say!("{}", serde_json::to_string_pretty(&document)?);
    } else {
        print_status(&status, language);
        for folder in office.store(list_folders)? {
            print_folder(&folder, language);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// `office`, `counts`, `contact`, `folders`, and the newest `sent` and `received` bundles.
fn document(office: &Office, status: &Status, rows: usize) -> anyhow::Result<Value> {
    Ok(json!({
        "office": {
            "number": status.number,
            "name": status.name,
            "services": status.services,
            "device": status.device,
            "hub": status.hub,
            "certificate_until": status.certificate_until,
        },
        "contact": status.contact,
        "counts": { "sent": status.sent, "received": status.received },
        "certificate_changes": status.certificate_changes,
        "folders": office.store(list_folders)?,
        "sent": sent_rows(office, rows)?,
        "received": received_rows(office, rows)?,
    }))
}

fn sent_rows(office: &Office, rows: usize) -> anyhow::Result<Vec<OutboxRow>> {
    let mut all = Vec::new();
    let mut page = PageRequest::first(office::page::ROWS_MAX);
    while all.len() < rows {
        let found = office.store(|store| list_outbox(store, &OutboxFilter::default(), &page))?;
        all.extend(found.rows);
        match found.next {
            Some(next) => page.after = Some(next),
            None => break,
        }
    }
    all.truncate(rows);
    Ok(all)
}

fn received_rows(office: &Office, rows: usize) -> anyhow::Result<Vec<Value>> {
    let mut all: Vec<InboxRow> = Vec::new();
    let mut page = PageRequest::first(office::page::ROWS_MAX);
    while all.len() < rows {
        let found = office.store(|store| list_inbox(store, &InboxFilter::default(), &page))?;
        all.extend(found.rows);
        match found.next {
            Some(next) => page.after = Some(next),
            None => break,
        }
    }
    all.truncate(rows);
    all.iter()
        .map(|row| {
            // `id` is the sender's id, the same that the sender's own status shows;
            // `key` names the bundle even if a hostile sender used the id of another.
            let mut value = serde_json::to_value(row)?;
            value["key"] = json!(row.id.to_string());
            value["id"] = json!(row.id.id);
            Ok(value)
        })
        .collect()
}

fn print_status(status: &Status, language: Language) {
    say!("{} {}", status.number, status.name);
    let contact = &status.contact;
    match contact.reached_at {
        Some(at) => say!("{}: {at}", choose(language, "最終接続", "last contact")),
        None => say!("{}", choose(language, "未接続", "never connected")),
    }
    if let Some(code) = &contact.code {
        say!("{}", describe(code, language));
    }
    match status.certificate_until {
        Some(until) => say!(
            "{}: {until}",
            choose(language, "証明書の期限", "certificate valid until")
        ),
        None => say!(
            "{}",
            describe(ErrorCode::CertificateExpired.code(), language)
        ),
    }
    let sent = &status.sent;
    say!(
        "{}: {}={} {}={} {}={} {}={} {}={} {}={} {}={} {}={} {}={}",
        choose(language, "送信", "sent"),
        choose(language, "下書き", "draft"),
        sent.draft,
        choose(language, "送信待ち", "waiting"),
        sent.waiting,
        choose(language, "保留", "blocked"),
        sent.blocked,
        choose(language, "拒否", "refused"),
        sent.refused,
        choose(language, "受付済み", "accepted"),
        sent.accepted,
        choose(language, "受信済み", "fetched"),
        sent.fetched,
        choose(language, "取込済み", "imported"),
        sent.imported,
        choose(language, "開封済み", "opened"),
        sent.opened,
        choose(language, "取り下げ", "withdrawn"),
        sent.withdrawn,
    );
    let received = &status.received;
    say!(
        "{}: {}={} {}={} {}={} {}={} {}={}",
        choose(language, "受信", "received"),
        choose(language, "取得中", "announced"),
        received.announced,
        choose(language, "未開封", "unopened"),
        received.received,
        choose(language, "開封済み", "opened"),
        received.opened,
        choose(language, "破損", "damaged"),
        received.damaged,
        choose(language, "取り下げ", "withdrawn"),
        received.withdrawn,
    );
    for number in &status.certificate_changes {
        let code = ErrorCode::PartnerCertificateChanged.code();
        say!("{number}: {}", describe(code, language));
    }
}
