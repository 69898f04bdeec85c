//! 受信: one received bundle, opening it, saving its files. The list is in `list.rs`,
//! saving many in `save.rs`.
//!
//! Message and files are shown once a person opened the bundle, and that is a form
//! of its own: only then does the sender's receipt say something. What a reader
//! would get wrong: looking at `/inbox/{id}` sends nothing.

mod list;
mod save;

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::failure::{Failure, render};
use super::findings::{self, CheckWords, Fact, FindingWords};
use super::form::{CheckedForm, Place as Path};
use super::frame::{Frame, Place, Summary};
use super::history::person_who;
use super::texts::{Language, texts};
use super::timeline::{self, Step};
use super::versions::{Side, VersionLine, version_lines};
use super::visit::Visit;
use super::words::{Contents, FileWords, OfficeWords, Status, deletes, file_words};
use super::{Pages, dates, download};
use crate::history::Action;
use crate::inbox::{self, InboxBundle, InboxRow, OpenError, ReceivedId, ReceivedState};
use crate::store::Store;
use crate::terminals::list_terminals;
use crate::versions::find_received_versions;

pub(crate) use list::list_inbox;
pub(crate) use save::{ChosenBundles, choose_to_save, open_chosen, save_chosen, show_save};

/// The sender in words.
pub(super) fn sender(language: Language, row: &InboxRow) -> OfficeWords {
    row.partner.as_ref().map_or_else(
        || OfficeWords::unknown(language),
        |partner| OfficeWords::of(language, partner),
    )
}

#[derive(Template)]
#[template(path = "received.html")]
struct ReceivedPage {
    frame: Frame,
    id: ReceivedId,
    office: OfficeWords,
    contents: Contents,
    received: String,
    by: Option<String>,
    status: Status,
    notice: Option<Notice>,
    versions: Vec<VersionLine>,
    opens: bool,
    shown: Option<Inside>,
    steps: Vec<Step>,
}

/// Why the contents cannot be seen.
struct Notice {
    class: &'static str,
    status: &'static str,
    text: &'static str,
    facts: Vec<Fact>,
}

/// What is seen after opening.
struct Inside {
    message: String,
    has_forms: bool,
    files: Vec<FileWords>,
    save_all: String,
    check: Status,
    findings: Vec<FindingWords>,
}

/// `GET /inbox/{id}`
pub(crate) async fn show_received(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = read_id(&id)?;
    let (summary, bundle, contents, by, versions, terminals) = pages
        .store(move |store| {
            let summary = Summary::read(store)?;
            let by = person_who(store, Action::Opened, &id.to_string())?;
            let bundle = inbox::read_inbox_bundle(store, id)?.ok_or(Failure::NotFound)?;
            let contents = match bundle.row.state {
                ReceivedState::Opened => read_files(store, id, &bundle)?,
                _ => Vec::new(),
            };
            let versions = find_received_versions(store, &[id])?;
            let terminals = list_terminals(store)?;
            Ok::<_, Failure>((summary, bundle, contents, by, versions, terminals))
        })
        .await?;
    let now = pages.now();
    let language = visit.language;
    let words = visit.texts();
    let shown = match bundle.row.state {
        ReceivedState::Opened => Some(inside(&pages, language, id, &bundle, contents).await?),
        _ => None,
    };
    let received = bundle.row.times.received.or(bundle.row.times.accepted);
    let title = words.received.title.to_string();
    render(&ReceivedPage {
        frame: Frame::new(&pages, &visit, Place::Inbox, title, &summary, now)
            .with_back_link("/inbox", words.frame.inbox.as_str()),
        id,
        office: sender(language, &bundle.row),
        contents: Contents::received(language, &bundle.row),
        received: received
            .map(|at| dates::long_time(language, at))
            .unwrap_or_default(),
        by,
        status: Status::received(language, bundle.row.state),
        notice: notice(language, &bundle.row),
        versions: versions
            .iter()
            .flat_map(|versions| {
                let deletes = bundle.row.set.as_deref().is_some_and(deletes);
                version_lines(language, Side::Received, versions, deletes)
            })
            .collect(),
        opens: bundle.row.state == ReceivedState::Received,
        shown,
        steps: timeline::of_received(language, &bundle, &terminals, pages.trust.as_ref(), now),
    })
}

async fn inside(
    pages: &Pages,
    language: Language,
    id: ReceivedId,
    bundle: &InboxBundle,
    contents: Vec<(String, Vec<u8>)>,
) -> Result<Inside, Failure> {
    let files = bundle.files.clone();
    let CheckWords { status, findings } = pages
        .work(move || findings::check(language, &files, &contents, &[]))
        .await?;
    Ok(Inside {
        message: bundle.message.clone(),
        has_forms: bundle.row.standard_files > 0,
        files: file_words(language, &bundle.files, &format!("/inbox/{id}")),
        save_all: texts(language)
            .received
            .save_all
            .of(bundle.files.len() as u64),
        check: status,
        findings,
    })
}

fn notice(language: Language, row: &InboxRow) -> Option<Notice> {
    let words = &texts(language).received;
    let (class, status, text) = match row.state {
        ReceivedState::Announced => ("finding-information", "status-waiting", &words.fetching),
        ReceivedState::Damaged => ("finding-error", "status-failed", &words.damaged_why),
        ReceivedState::Withdrawn => (
            "finding-information",
            "status-withdrawn",
            &words.withdrawn_why,
        ),
        ReceivedState::Received | ReceivedState::Opened => return None,
    };
    let facts = row
        .code
        .as_deref()
        .map(|code| findings::code_facts(language, code))
        .unwrap_or_default();
    Some(Notice {
        class,
        status,
        text: text.as_str(),
        facts,
    })
}

pub(super) fn read_files(
    store: &mut Store,
    id: ReceivedId,
    bundle: &InboxBundle,
) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut files = Vec::with_capacity(bundle.files.len());
    for file in &bundle.files {
        let bytes = inbox::read_inbox_file(store, id, &file.name)?.ok_or(Failure::NotFound)?;
        files.push((file.name.clone(), bytes));
    }
    Ok(files)
}

pub(super) fn read_id(text: &str) -> Result<ReceivedId, Failure> {
    text.parse().map_err(|_| Failure::NotFound)
}

/// `POST /fetch`: asks the worker to look at the hub now.
pub(crate) async fn fetch_now(
    State(pages): State<Arc<Pages>>,
    CheckedForm(_): CheckedForm,
) -> Redirect {
    pages.office.wake_worker();
    Redirect::to("/inbox?checking=1")
}

/// `POST /inbox/{id}/open`: a person opens the bundle, and the sender is told.
pub(crate) async fn open_received(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<String>,
    CheckedForm(_): CheckedForm,
) -> Result<Redirect, Failure> {
    let id = read_id(&id)?;
    let now = pages.now();
    pages
        .store(move |store| {
            let found = inbox::read_inbox_bundle(store, id)?;
            let entry = visit.did(Action::Opened).on(id);
            let entry = entry.clients(found.and_then(|bundle| bundle.row.clients));
            store.recorded(entry, now, |store| inbox::open_inbox_bundle(store, id, now))
        })
        .await?;
    // The receipt is due now; the list of other open pages looks different.
    pages.office.wake_worker();
    pages.office.announce_change();
    Ok(Redirect::to(&format!("/inbox/{id}")))
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Failure {
        match error {
            OpenError::NotFound { .. } => Failure::NotFound,
            OpenError::Store(error) => error.into(),
            _ => Failure::TooLate,
        }
    }
}

/// The opened bundle; its files are handed out only then.
pub(super) fn read_opened(store: &mut Store, id: ReceivedId) -> Result<InboxBundle, Failure> {
    let bundle = inbox::read_inbox_bundle(store, id)?.ok_or(Failure::NotFound)?;
    match bundle.row.state {
        ReceivedState::Opened => Ok(bundle),
        _ => Err(Failure::NotOpened),
    }
}

/// `GET /inbox/{id}/files/{index}`
pub(crate) async fn save_file(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path((id, index)): Path<(String, usize)>,
) -> Result<Response, Failure> {
    let id = read_id(&id)?;
    let (name, bytes) = pages
        .recorded(visit.did(Action::FileSaved).on(id), move |store| {
            let mut bundle = read_opened(store, id)?;
            if index >= bundle.files.len() {
                return Err(Failure::NotFound);
            }
            let name = bundle.files.swap_remove(index).name;
            let bytes = inbox::read_inbox_file(store, id, &name)?.ok_or(Failure::NotFound)?;
            Ok((name, bytes))
        })
        .await?;
    Ok(download::file(&name, bytes))
}

/// `GET /inbox/{id}/archive`
pub(crate) async fn save_archive(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = read_id(&id)?;
    let (bundle, files) = pages
        .recorded(visit.did(Action::ArchiveSaved).on(id), move |store| {
            let bundle = read_opened(store, id)?;
            let files = read_files(store, id, &bundle)?;
            Ok::<_, Failure>((bundle, files))
        })
        .await?;
    let sender = id
        .sender
        .map(|number| number.to_string())
        .unwrap_or_default();
    let name = download::archive_name(
        &sender,
        bundle.row.stamp.as_deref(),
        bundle.row.times.received,
    );
    Ok(pages
        .work(move || download::archive(&name, &files))
        .await??
        .into_response())
}
