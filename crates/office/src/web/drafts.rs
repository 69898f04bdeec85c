//! 下書き: the list, one draft, discarding it.
//!
//! Sending leads through the page of `confirm.rs`, except from the page of a single
//! draft, which shows the same facts. What a reader would get wrong: the files of a
//! draft never change; 「直す」 begins a pile (`compose.rs`) that takes its place.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{Redirect, Response};
use protocol::{BundleId, UtcSeconds};

use super::failure::{Failure, render};
use super::findings::{self, CheckWords, FindingWords};
use super::form::{Asked, CheckedForm, Fields, Place as Path};
use super::frame::{Frame, Place, Summary};
use super::lists::{Empty, Note, PageLinks, ROWS};
use super::outbox::{read_file, read_files};
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::{Contents, FileWords, OfficeWords, Status, file_words};
use super::{Pages, dates, download};
use crate::drafts::{self, DiscardDraftError, deletions_without_record};
use crate::history::Action;
use crate::outbox::{OutboxBundle, OutboxRow, SentState, read_outbox_bundle};
use crate::page::PageRequest;
use crate::piles::{PileRow, list_piles};
use crate::store::{Store, StoreError};

#[derive(Template)]
#[template(path = "drafts.html")]
struct DraftsPage {
    frame: Frame,
    notes: Vec<Note>,
    piles: Vec<PileLine>,
    rows: Vec<Row>,
    empty: Empty,
    pages: PageLinks,
}

/// Files that somebody is putting together.
struct PileLine {
    number: i64,
    time: String,
    what: String,
    status: Status,
    label: String,
}

/// Piles that the page shows; nobody works on more at once.
const PILES_MAX: u32 = 50;

struct Row {
    id: BundleId,
    time: String,
    office: OfficeWords,
    contents: Contents,
    label: String,
    choose_label: String,
}

/// `GET /drafts?after=&saved=&kept=&own=&discarded=&thrown=&stopped=`
pub(crate) async fn list_drafts(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let request = PageRequest {
        after: asked.one("after").map(str::to_owned),
        limit: ROWS,
    };
    let after = request.after.clone();
    let (summary, page, piles) = pages
        .store(move |store| {
            Ok::<_, StoreError>((
                Summary::read(store)?,
                drafts::list_drafts(store, &request)?,
                list_piles(store, PILES_MAX)?,
            ))
        })
        .await?;
    let now = pages.now();
    let words = visit.texts();
    render(&DraftsPage {
        frame: Frame::new(
            &pages,
            &visit,
            Place::Drafts,
            words.frame.drafts.to_string(),
            &summary,
            now,
        ),
        notes: notes(visit.language, &asked),
        piles: piles
            .iter()
            .map(|pile| pile_line(visit.language, pile, now))
            .collect(),
        rows: page
            .rows
            .iter()
            .map(|row| list_row(visit.language, row, now))
            .collect(),
        empty: Empty {
            what: words.drafts.empty.as_str(),
            why: words.drafts.empty_why.as_str(),
            href: "/new",
            button: words.drafts.empty_button.as_str(),
        },
        pages: PageLinks::new("/drafts", after.as_deref(), page.next.as_deref()),
    })
}

/// What the form before this page did.
fn notes(language: Language, asked: &Fields) -> Vec<Note> {
    let words = &texts(language).drafts;
    let number = |name: &str| -> Option<u64> {
        let count = asked.one(name)?.parse().ok();
        count.filter(|count| *count > 0)
    };
    let mut notes = Vec::new();
    if let Some(count) = number("saved") {
        notes.push(Note::new("status-done", words.saved.of(count)));
    }
    if let Some(count) = number("stopped") {
        notes.push(Note::new(
            "status-done",
            texts(language).sending.stopped.of(count),
        ));
    }
    if let Some(count) = number("kept") {
        notes.push(Note::new("status-warning", words.kept.of(count)));
    }
    for (name, class, text) in [
        ("own", "status-warning", &words.own),
        ("discarded", "status-done", &words.discarded),
        ("thrown", "status-done", &words.thrown),
    ] {
        notes.extend(asked.one(name).map(|_| Note::new(class, text)));
    }
    notes
}

fn pile_line(language: Language, pile: &PileRow, now: UtcSeconds) -> PileLine {
    let words = &texts(language).drafts;
    let status = if pile.left_over {
        Status::new("status-failed", &words.pile_left_over)
    } else if pile.of_draft {
        Status::new("status-part", &words.pile_of_draft)
    } else {
        Status::new("status-part", &words.pile_new)
    };
    let what = words.pile_files.of(pile.files);
    PileLine {
        number: pile.number,
        time: dates::list_time(language, pile.changed, now),
        label: words.pile_label.with(&[("what", &what)]),
        what,
        status,
    }
}

fn list_row(language: Language, row: &OutboxRow, now: UtcSeconds) -> Row {
    let words = texts(language);
    let office = OfficeWords::of(language, &row.partner);
    let contents = Contents::sent(language, row);
    let label = [
        ("office", &office.name as &dyn std::fmt::Display),
        ("contents", &contents.title),
    ];
    Row {
        id: row.id,
        time: row
            .times
            .created
            .map(|at| dates::list_time(language, at, now))
            .unwrap_or_default(),
        label: words.list.open_label.with(&label),
        choose_label: words.drafts.choose_label.with(&label),
        office,
        contents,
    }
}

#[derive(Template)]
#[template(path = "draft.html")]
struct DraftPage {
    frame: Frame,
    id: BundleId,
    office: OfficeWords,
    contents: Contents,
    created: String,
    has_forms: bool,
    files: Vec<FileWords>,
    message: String,
    check: Status,
    findings: Vec<FindingWords>,
    send_what: String,
    send: String,
    discard_effect: String,
}

/// `GET /drafts/{id}`
pub(crate) async fn show_draft(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<BundleId>,
) -> Result<Response, Failure> {
    let (summary, bundle, files, history) = pages
        .store(move |store| {
            let bundle = read_draft(store, id)?;
            let files = read_files(store, &bundle)?;
            let history = deletions_without_record(store, &files)?;
            Ok::<_, Failure>((Summary::read(store)?, bundle, files, history))
        })
        .await?;
    let language = visit.language;
    let rows = bundle.files.clone();
    let CheckWords { status, findings } = pages
        .work(move || findings::check(language, &rows, &files, &history))
        .await?;
    let now = pages.now();
    let words = visit.texts();
    let office = OfficeWords::of(language, &bundle.row.partner);
    let contents = Contents::sent(language, &bundle.row);
    let facts = [
        ("office", &office.in_line() as &dyn std::fmt::Display),
        ("contents", &contents.in_line(language)),
    ];
    render(&DraftPage {
        frame: Frame::new(
            &pages,
            &visit,
            Place::Drafts,
            words.draft.title.to_string(),
            &summary,
            now,
        )
        .with_back_link("/drafts", words.frame.drafts.as_str()),
        id,
        created: bundle
            .row
            .times
            .created
            .map(|at| dates::long_time(language, at))
            .unwrap_or_default(),
        has_forms: bundle.row.standard_files > 0,
        files: file_words(language, &bundle.files, &format!("/drafts/{id}")),
        send_what: words.draft.send_what.with(&facts),
        send: words.draft.send.of(1),
        discard_effect: words.draft.discard_effect.with(&facts),
        office,
        contents,
        message: bundle.message,
        check: status,
        findings,
    })
}

/// A bundle that is still a draft.
pub(super) fn read_draft(store: &mut Store, id: BundleId) -> Result<OutboxBundle, Failure> {
    let bundle = read_outbox_bundle(store, id)?.ok_or(Failure::NotFound)?;
    if bundle.row.state == SentState::Draft {
        Ok(bundle)
    } else {
        Err(Failure::NotFound)
    }
}

/// `GET /drafts/{id}/files/{index}`
pub(crate) async fn save_file(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path((id, index)): Path<(BundleId, usize)>,
) -> Result<Response, Failure> {
    let (name, bytes) = pages
        .recorded(visit.did(Action::FileSaved).on(id), move |store| {
            let bundle = read_draft(store, id)?;
            read_file(store, &bundle, index)
        })
        .await?;
    Ok(download::file(&name, bytes))
}

/// `POST /drafts/{id}/discard`
pub(crate) async fn discard_draft(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<BundleId>,
    CheckedForm(_): CheckedForm,
) -> Result<Redirect, Failure> {
    pages
        .recorded(visit.did(Action::Discarded).on(id), move |store| {
            drafts::discard_draft(store, id)
        })
        .await?;
    pages.office.announce_change();
    Ok(Redirect::to("/drafts?discarded=1"))
}

impl From<DiscardDraftError> for Failure {
    fn from(error: DiscardDraftError) -> Failure {
        match error {
            DiscardDraftError::NotFound { .. } => Failure::NotFound,
            DiscardDraftError::AlreadySent { .. } => Failure::TooLate,
            DiscardDraftError::Store(error) => error.into(),
        }
    }
}
