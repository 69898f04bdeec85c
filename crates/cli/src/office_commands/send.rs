//! `tsunagu office send`: any pile of files becomes bundles, and they go out.
//!
//! What has errors stays and is named; the rest goes. When the hub is not there, the
//! bundles wait in the outbox: the exit code is then 2, and nothing is lost.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use office::drafts::{CreatedDrafts, DraftOptions, DraftProblem, create_drafts};
use office::error_code::Language;
use office::outbox::{OutboxRow, SentState, queue_drafts};
use office::sync::PassReport;
use office::worker::system_clock;
use office::{ErrorCode, Office};
use protocol::{Address, BundleId, ServiceKind};
use standard::Severity;

use super::{open_office, pass, report_problem};
use crate::files::read_files;
use crate::message::{COULD_NOT_RUN, REFUSED, choose, describe, exit_of, fail, say};

/// Check, group and send files. Files of one sender, receiver and stamp become one
/// bundle; attachments (PDF, jpg, png, gif, txt) go along.
#[derive(Debug, Args)]
pub(crate) struct SendArgs {
    /// Folder of the office
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// Message to the receivers, at most 4,000 characters
    #[arg(long, value_name = "TEXT", default_value = "")]
    message: String,
    /// Receiver of the attachments, OFFICE-KIND such as 1370300021-11
    #[arg(long, value_name = "OFFICE-KIND")]
    to: Option<Address>,
    /// Service kind to send attachments as, where the office has several
    #[arg(long, value_name = "KIND")]
    from_service: Option<ServiceKind>,
    /// Send again what was sent before
    #[arg(long)]
    again: bool,
    /// Only make drafts
    #[arg(long)]
    draft: bool,
    /// Files, or folders with all files below them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

pub(super) fn run(args: &SendArgs, language: Language) -> anyhow::Result<ExitCode> {
    let office = match open_office(&args.dir, language) {
        Ok(office) => office,
        Err(exit) => return Ok(exit),
    };
    let inputs = match read_files(&args.paths) {
        Ok(inputs) => inputs,
        Err(unreadable) => {
            let code = ErrorCode::PathUnreadable;
            let fact = format!("{} ({})", unreadable.path.display(), unreadable.source);
            return Ok(fail(code.code(), Some(&fact), language, COULD_NOT_RUN));
        }
    };
    let options = DraftOptions {
        message: args.message.clone(),
        to: args.to,
        from_service: args.from_service,
        send_again: args.again,
    };
    let created = office.store(|store| create_drafts(store, &inputs, &options, system_clock()));
    let created = match created {
        Ok(created) => created,
        Err(err) => {
            let code = ErrorCode::from(&err);
            return Ok(fail(code.code(), Some(&err), language, exit_of(code)));
        }
    };
    let held_back = print_created(&created, args.draft, language);
    let mut exit = if held_back { REFUSED } else { 0 };
    if !args.draft {
        let ids = to_queue(&created);
        if !ids.is_empty() {
            office.store(|store| queue_drafts(store, &ids, system_clock()))?;
            exit = exit.max(send_now(&office, &ids, language)?);
        }
    }
    Ok(ExitCode::from(exit))
}

/// New drafts, and the drafts that hold the same files since an interrupted attempt.
fn to_queue(created: &CreatedDrafts) -> Vec<BundleId> {
    let new = created.drafts.iter().map(|draft| draft.id);
    let same = created
        .duplicates
        .iter()
        .filter(|duplicate| duplicate.state == SentState::Draft)
        .map(|duplicate| duplicate.id);
    new.chain(same).collect()
}

/// Prints drafts, findings and duplicates; `true` when something was held back.
fn print_created(created: &CreatedDrafts, only_drafts: bool, language: Language) -> bool {
    print_findings(created, language);
    for problem in &created.problems {
        say!("{}", problem_text(problem, language));
    }
    let mut sent_before = false;
    for duplicate in &created.duplicates {
        if duplicate.state == SentState::Draft && !only_drafts {
            continue;
        }
        sent_before = true;
        let code = ErrorCode::AlreadySent.code();
        say!("{} {}", duplicate.to, duplicate.id);
        for path in &duplicate.paths {
            say!("  {path}");
        }
        say!("  {}", describe(code, language).replace('\n', "\n  "));
    }
    for draft in &created.drafts {
        say!("{}", bundle_line(draft, language));
    }
    sent_before || !created.problems.is_empty()
}

fn print_findings(created: &CreatedDrafts, language: Language) {
    let files = created.report.files.iter().flat_map(|file| {
        file.findings
            .iter()
            .map(|finding| (Some(&file.path), finding))
    });
    let sets = created
        .report
        .sets
        .iter()
        .flat_map(|set| set.findings.iter().map(|finding| (None, finding)));
    for (path, finding) in files.chain(sets) {
        // What is worth knowing of a file is asked for with `check`; what a set does to others at
        // the receiver is worth knowing before it goes.
        let of_set = matches!(finding.problem, standard::Problem::Set(_));
        if finding.severity == Severity::Information && !of_set {
            continue;
        }
        let text = match language {
            Language::Japanese => standard::finding::ja::text(finding),
            Language::English => standard::finding::en::text(finding),
        };
        let mut place = path.cloned().unwrap_or_default();
        if let Some(line) = finding.line {
            place.push_str(&format!(":{line}"));
        }
        if !place.is_empty() {
            place.push_str(": ");
        }
        say!("{place}{} {}", finding.code, text.message);
        say!("  {}", text.remedy);
    }
}

fn problem_text(problem: &DraftProblem, language: Language) -> String {
    let place = match &problem.path {
        Some(path) => format!("{path}: "),
        None => String::new(),
    };
    let facts = match (&problem.found, &problem.expected) {
        (Some(found), Some(expected)) => format!(" ({found} / {expected})"),
        (None, Some(expected)) => format!(" ({expected})"),
        _ => String::new(),
    };
    let description = describe(problem.code.code(), language);
    let (title, remedy) = description.split_once('\n').unwrap_or((&description, ""));
    format!("{place}{title}{facts}\n{remedy}")
}

/// One line for one bundle: id, receiver, set, months, number of files.
pub(super) fn bundle_line(row: &OutboxRow, language: Language) -> String {
    let name = row.partner.name.as_deref().unwrap_or("");
    let files = row.standard_files + row.attachments;
    let unit = choose(language, "ファイル", "files");
    format!(
        "{} {}-{} {name} {} {} {files} {unit} {}",
        row.id,
        row.partner.number,
        row.partner.service,
        row.set.as_deref().unwrap_or("-"),
        row.months.join(","),
        row.state.as_str(),
    )
}

/// One pass with the hub, and what became of `ids`; the exit code.
pub(super) fn send_now(
    office: &Office,
    ids: &[BundleId],
    language: Language,
) -> anyhow::Result<u8> {
    let report = match pass(office, language)? {
        Ok(report) => report,
        Err(_) => return Ok(COULD_NOT_RUN),
    };
    print_report(&report, ids, language);
    if let Some(code) = &report.problem {
        let waiting = choose(
            language,
            "送信待ちに入れました。つながりしだい送信します。",
            "the bundles wait in the outbox and are sent when the hub is there",
        );
        let _ = report_problem(code, language);
        eprintln!("{waiting}");
        return Ok(COULD_NOT_RUN);
    }
    let all_accepted = ids.iter().all(|id| report.accepted.contains(id));
    let progressed = ids.iter().any(|id| report.progressed.contains(id));
    Ok(match all_accepted || progressed {
        true => 0,
        false => exit_of_ids(office, ids)?,
    })
}

/// 0 when every bundle is at the hub, by whomever it was sent; else 1.
fn exit_of_ids(office: &Office, ids: &[BundleId]) -> anyhow::Result<u8> {
    for id in ids {
        let found = office.store(|store| office::outbox::read_outbox_bundle(store, *id))?;
        let state = found.map(|bundle| bundle.row.state);
        if state.is_none_or(|state| state < SentState::Accepted) {
            return Ok(REFUSED);
        }
    }
    Ok(0)
}

fn print_report(report: &PassReport, ids: &[BundleId], language: Language) {
    for id in &report.accepted {
        say!("{id} {}", choose(language, "受付済み", "accepted"));
    }
    let refused = report.refused.iter().map(|(id, code)| (id, code.as_str()));
    let waiting = report.waiting.iter().map(|(id, code)| (id, code.as_str()));
    let blocked = report.blocked.iter().map(|(id, code)| (id, code.code()));
    for (id, code) in refused.chain(waiting).chain(blocked) {
        if ids.contains(id) {
            say!("{id} {}", describe(code, language));
        }
    }
}
