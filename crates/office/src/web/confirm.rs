//! 送信の確認: to whom, what, how much, and what stays behind, before anything
//! leaves. The sending itself is in `sending.rs`.
//!
//! For drafts that were chosen from their list; 新規作成 asks on its own page.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use protocol::BundleId;
use standard::Finding;
use standard::nothing_to_delete::deleted_kind;

use super::Pages;
use super::failure::{Failure, render};
use super::findings::{self, FindingWords};
use super::form::Asked;
use super::frame::{Frame, Place, Summary};
use super::outbox::read_files;
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::{Contents, FileWords, OfficeWords, file_words};
use crate::drafts::deletions_without_record;
use crate::outbox::{FileRow, OutboxBundle, SentState, read_outbox_bundle};
use crate::store::Store;

/// Drafts that one page confirms: what a list shows, twice.
const DRAFTS_MAX: usize = 100;

#[derive(Template)]
#[template(path = "confirm.html")]
struct ConfirmPage {
    frame: Frame,
    lead: String,
    ready_count: Option<String>,
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

/// A draft, its files if they have findings to show, and what the history says of them.
struct FoundDraft {
    bundle: OutboxBundle,
    files: Vec<(String, Vec<u8>)>,
    history: Vec<Finding>,
}

/// `GET /confirm?id=&id=`
pub(crate) async fn show_confirm(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let ids: Vec<BundleId> = asked
        .all("id")
        .filter_map(|text| text.parse().ok())
        .take(DRAFTS_MAX)
        .collect();
    let (summary, drafts) = pages
        .store(move |store| Ok::<_, Failure>((Summary::read(store)?, find(store, &ids)?)))
        .await?;
    let language = visit.language;
    let ready = pages.work(move || ready_bundles(language, drafts)).await?;
    let words = &visit.texts().confirm;
    let count = ready.len() as u64;
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
            0 => words.lead_empty.to_string(),
            count => words.lead.of(count),
        },
        ready_count: (count > 0).then(|| words.ready_count.of(count)),
        ready_bundles: ready,
        send: words.send.of(count),
        send_one: words.send.of(1),
        send_other: words.send.sample("#"),
    })
}

fn find(store: &mut Store, ids: &[BundleId]) -> Result<Vec<FoundDraft>, Failure> {
    let mut drafts = Vec::new();
    for id in ids {
        // A draft that was sent or discarded meanwhile is no longer to be confirmed.
        let Some(bundle) = read_outbox_bundle(store, *id)? else {
            continue;
        };
        if bundle.row.state == SentState::Draft {
            let files = if bundle.warnings > 0 || deletes(&bundle.files) {
                read_files(store, &bundle)?
            } else {
                Vec::new()
            };
            let history = deletions_without_record(store, &files)?;
            drafts.push(FoundDraft {
                bundle,
                files,
                history,
            });
        }
    }
    Ok(drafts)
}

fn ready_bundles(language: Language, drafts: Vec<FoundDraft>) -> Vec<Ready> {
    let one = |(index, draft): (usize, FoundDraft)| ready(language, index, draft);
    drafts.into_iter().enumerate().map(one).collect()
}

fn ready(language: Language, index: usize, draft: FoundDraft) -> Ready {
    let words = &texts(language).confirm;
    let FoundDraft {
        bundle,
        files,
        history,
    } = draft;
    Ready {
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
            findings::check(language, &bundle.files, &files, &history).findings
        },
    }
}

/// Whether one of the files deletes what was sent before.
fn deletes(files: &[FileRow]) -> bool {
    let names = files
        .iter()
        .map(|file| standard::FileName::parse(&file.name));
    names
        .flatten()
        .any(|name| deleted_kind(name.kind).is_some())
}
