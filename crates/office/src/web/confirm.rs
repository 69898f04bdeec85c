//! 送信の確認: to whom, what, how much, and what stays behind, before anything
//! leaves. The sending itself is in `sending.rs`.
//!
//! The page shows drafts of the database, and beside them what an upload could not
//! make drafts of. What a reader would get wrong: refused files are nowhere kept;
//! their findings are, for a while (`results.rs`).

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use protocol::{Address, BundleId, OfficeNumber};

use super::Pages;
use super::failure::{Failure, render};
use super::findings::{self, Fact, FindingWords};
use super::form::Asked;
use super::frame::{Frame, Place, Summary};
use super::lists::Note;
use super::outbox::read_files;
use super::results::UploadResult;
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::{Contents, FileWords, OfficeWords, file_words, form_words};
use crate::drafts::{DraftProblem, DuplicateDraft};
use crate::error_code::ErrorCode;
use crate::outbox::{OutboxBundle, Partner, SentState, read_outbox_bundle};
use crate::partners::find_partner;
use crate::store::Store;

/// Drafts that one page confirms: what a list shows, twice.
const DRAFTS_MAX: usize = 100;

#[derive(Template)]
#[template(path = "confirm.html")]
struct ConfirmPage {
    frame: Frame,
    lead: String,
    notes: Vec<Note>,
    ready_count: Option<String>,
    stopped_count: Option<String>,
    stopped_bundles: Vec<Stopped>,
    ready_bundles: Vec<Ready>,
    send: String,
    send_one: String,
    send_other: String,
}

/// A draft that can be sent.
struct Ready {
    id: BundleId,
    number: String,
    office: OfficeWords,
    contents: Contents,
    message: String,
    files: Vec<FileWords>,
    findings: Vec<FindingWords>,
}

/// Files that did not become drafts, by the addressee in their names.
struct Stopped {
    to: Option<Address>,
    office: Option<OfficeWords>,
    files: Vec<StoppedFile>,
}

struct StoppedFile {
    form: String,
    name: String,
    findings: Vec<FindingWords>,
    more: Option<String>,
}

/// A draft, and its files if they have warnings to show.
struct FoundDraft {
    bundle: OutboxBundle,
    files: Vec<(String, Vec<u8>)>,
}

/// What the database says for this page.
struct Found {
    summary: Summary,
    drafts: Vec<FoundDraft>,
    names: Vec<(OfficeNumber, Option<String>)>,
}

/// `GET /confirm?upload=` after an upload, `GET /confirm?id=&id=` from the drafts
pub(crate) async fn show_confirm(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let upload = asked.one("upload").map(|key| pages.results.find(key));
    let gone = matches!(upload, Some(None));
    let upload = upload.flatten();
    let ids: Vec<BundleId> = match &upload {
        Some(result) => result.drafts.clone(),
        None => asked
            .all("id")
            .filter_map(|text| text.parse().ok())
            .take(DRAFTS_MAX)
            .collect(),
    };
    let partners: Vec<OfficeNumber> = upload
        .iter()
        .flat_map(|result| addressees(result))
        .map(|to| to.office)
        .collect();
    let Found {
        summary,
        drafts,
        names,
    } = pages
        .store(move |store| find(store, &ids, &partners))
        .await?;
    let language = visit.language;
    let ready = pages.work(move || ready_bundles(language, drafts)).await?;
    let stopped = upload
        .as_deref()
        .map(|result| stopped_bundles(language, result, &names))
        .unwrap_or_default();
    let words = &visit.texts().confirm;
    let count = ready.len() as u64;
    let notes = if gone {
        vec![Note::new("status-warning", &words.gone)]
    } else {
        Vec::new()
    };
    render(&ConfirmPage {
        frame: Frame::new(
            &pages,
            &visit,
            Place::New,
            words.title.to_string(),
            &summary,
            pages.now(),
        )
        .with_back_link("/drafts", visit.texts().frame.drafts.as_str()),
        lead: match count {
            0 if stopped.is_empty() => words.lead_empty.to_string(),
            0 => words.lead_none.to_string(),
            count => words.lead.of(count),
        },
        notes,
        ready_count: (count > 0).then(|| words.ready_count.of(count)),
        stopped_count: (!stopped.is_empty()).then(|| words.stopped_count.of(stopped.len() as u64)),
        stopped_bundles: stopped,
        ready_bundles: ready,
        send: words.send.of(count),
        send_one: words.send.of(1),
        send_other: words.send.sample("#"),
    })
}

fn find(store: &mut Store, ids: &[BundleId], partners: &[OfficeNumber]) -> Result<Found, Failure> {
    let mut drafts = Vec::new();
    for id in ids {
        // A draft that was sent or discarded meanwhile is no longer to be confirmed.
        let Some(bundle) = read_outbox_bundle(store, *id)? else {
            continue;
        };
        if bundle.row.state == SentState::Draft {
            let files = if bundle.warnings > 0 {
                read_files(store, &bundle)?
            } else {
                Vec::new()
            };
            drafts.push(FoundDraft { bundle, files });
        }
    }
    let mut names = Vec::new();
    for number in partners {
        names.push((
            *number,
            find_partner(store, *number)?.and_then(|partner| partner.name),
        ));
    }
    Ok(Found {
        summary: Summary::read(store)?,
        drafts,
        names,
    })
}

fn ready_bundles(language: Language, drafts: Vec<FoundDraft>) -> Vec<Ready> {
    let words = &texts(language).confirm;
    let one = |(index, FoundDraft { bundle, files }): (usize, FoundDraft)| Ready {
        id: bundle.row.id,
        number: words.address.of(index as u64 + 1),
        office: OfficeWords::of(language, &bundle.row.partner),
        contents: Contents::sent(language, &bundle.row),
        message: bundle.message.clone(),
        files: file_words(
            language,
            &bundle.files,
            &format!("/drafts/{}", bundle.row.id),
        ),
        findings: if files.is_empty() {
            Vec::new()
        } else {
            findings::check(language, &bundle.files, &files).findings
        },
    };
    drafts.into_iter().enumerate().map(one).collect()
}

/// The address in the name of a file of the standard.
fn addressee(path: &str) -> Option<Address> {
    let name = standard::FileName::parse(file_name(path)).ok()?;
    format!("{}-{}", name.to.office.as_str(), name.to.service.as_str())
        .parse()
        .ok()
}

fn addressees(result: &UploadResult) -> Vec<Address> {
    let problems = result
        .problems
        .iter()
        .filter_map(|problem| problem.path.as_deref())
        .filter_map(addressee);
    problems
        .chain(result.duplicates.iter().map(|duplicate| duplicate.to))
        .collect()
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn stopped_bundles(
    language: Language,
    result: &UploadResult,
    names: &[(OfficeNumber, Option<String>)],
) -> Vec<Stopped> {
    let mut stopped: Vec<Stopped> = Vec::new();
    let mut add = |to: Option<Address>, file: StoppedFile| match stopped
        .iter_mut()
        .find(|group| group.to == to)
    {
        Some(group) => group.files.push(file),
        None => {
            let office = to.map(|to| office_words(language, to, names));
            stopped.push(Stopped {
                to,
                office,
                files: vec![file],
            });
        }
    };
    for problem in &result.problems {
        let to = problem.path.as_deref().and_then(addressee);
        add(to, stopped_file(language, problem, result));
    }
    for duplicate in &result.duplicates {
        let last = duplicate.paths.len().saturating_sub(1);
        for (index, path) in duplicate.paths.iter().enumerate() {
            let mut file = duplicate_file(language, path, duplicate);
            // Said once, below the files that it is about.
            file.findings.truncate(usize::from(index == last));
            add(Some(duplicate.to), file);
        }
    }
    stopped
}

fn office_words(
    language: Language,
    to: Address,
    names: &[(OfficeNumber, Option<String>)],
) -> OfficeWords {
    let name = names
        .iter()
        .find(|(number, _)| *number == to.office)
        .and_then(|(_, name)| name.clone());
    OfficeWords::of(
        language,
        &Partner {
            number: to.office,
            name,
            service: to.service,
        },
    )
}

fn stopped_file(language: Language, problem: &DraftProblem, result: &UploadResult) -> StoppedFile {
    let words = &texts(language).confirm;
    let path = problem.path.as_deref().unwrap_or_default();
    let name = file_name(path).to_owned();
    let form = if name.is_empty() {
        words.all_files.to_string()
    } else {
        form_words(language, &name)
    };
    let files = &result.report.files;
    let checked = files.iter().position(|file| file.path == path);
    let mut shown = Vec::new();
    let mut more = None;
    if let Some(index) = checked {
        (shown, more) = findings::of_file(language, &form, &files[index].findings);
        // What is wrong with a set is said once, at its first file.
        let sets = &result.report.sets;
        for set in sets.iter().filter(|set| set.files.first() == Some(&index)) {
            let set_form = texts(language).finding.set.as_str();
            shown.extend(findings::of_file(language, set_form, &set.findings).0);
        }
    }
    match problem.code {
        // The findings say it better.
        ErrorCode::FileHasErrors if !shown.is_empty() => (),
        // Nothing is wrong with this file; it stays behind with its set.
        ErrorCode::SetHasErrors => {
            more = more.or_else(|| Some(problem.code.title(language).to_owned()));
        }
        code => {
            let found = problem.found.clone();
            let expected = problem.expected.clone();
            let facts = [
                (&words.problem_found, found),
                (&words.problem_expected, expected),
            ];
            let facts = facts
                .into_iter()
                .filter_map(|(name, text)| Some(Fact::new(name.as_str(), text?)));
            shown.insert(
                0,
                findings::code_words(language, code.code(), facts.collect()),
            );
        }
    }
    StoppedFile {
        form,
        name,
        findings: shown,
        more,
    }
}

fn duplicate_file(language: Language, path: &str, duplicate: &DuplicateDraft) -> StoppedFile {
    let words = &texts(language).confirm;
    let name = file_name(path).to_owned();
    let message = if duplicate.state == SentState::Draft {
        &words.duplicate_draft
    } else {
        &words.duplicate
    };
    StoppedFile {
        form: form_words(language, &name),
        name,
        findings: vec![FindingWords {
            class: "finding-warning",
            status: "status-warning",
            word: texts(language).finding.warning.as_str(),
            message: message.to_string(),
            facts: vec![Fact::new(
                texts(language).finding.remedy.as_str(),
                words.duplicate_remedy.as_str(),
            )],
        }],
        more: None,
    }
}
