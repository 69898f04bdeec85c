//! What one folder did: files taken or rejected, bundles laid and handed over.
//!
//! For software that leaves its files where they are, a person says here that it has
//! them. What a reader would get wrong: that tells the sender "imported", not "opened".

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{Redirect, Response};
use protocol::UtcSeconds;

use super::failure::{Failure, render};
use super::folders::{FolderWords, folder_words};
use super::form::{Asked, CheckedForm, Place as Path};
use super::frame::{Frame, Place, Summary};
use super::lists::{Empty, Note, PageLinks, ROWS};
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::{Contents, OfficeWords, Status, form_words};
use super::{Pages, dates};
use crate::folders::{
    self, ConfirmError, FolderFile, FolderStatus, HandedOver, find_folder, list_folder_files,
    list_handovers,
};
use crate::inbox::{ReceivedId, ReceivedState};
use crate::outbox::{SentState, read_outbox_bundle};
use crate::page::PageRequest;
use crate::store::{Store, StoreError};

#[derive(Template)]
#[template(path = "folder_record.html")]
struct FolderRecordPage {
    frame: Frame,
    notes: Vec<Note>,
    folder: FolderWords,
    files: Vec<FileLine>,
    handovers: Vec<HandoverLine>,
    empty: Empty,
    pages: PageLinks,
}

struct FileLine {
    time: String,
    form: String,
    name: String,
    status: Status,
    moved: String,
    explanation: Option<String>,
    explanation_label: String,
    bundle: Option<String>,
    bundle_label: String,
}

struct HandoverLine {
    id: ReceivedId,
    time: String,
    office: OfficeWords,
    contents: Contents,
    status: Status,
    taken: Option<String>,
    confirm: bool,
    confirm_label: String,
}

/// The rows of one page, of the one kind or the other.
#[derive(Default)]
struct Rows {
    files: Vec<(FolderFile, Option<String>)>,
    handovers: Vec<HandedOver>,
    next: Option<String>,
}

/// `GET /settings/folders/{number}?after=&confirmed=`
pub(crate) async fn show_record(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(number): Path<i64>,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let request = PageRequest {
        after: asked.one("after").map(str::to_owned),
        limit: ROWS,
    };
    let after = request.after.clone();
    let (summary, folder, rows) = pages
        .store(move |store| {
            let folder = find_folder(store, number)?.ok_or(Failure::NotFound)?;
            let rows = read_rows(store, &folder, &request)?;
            Ok::<_, Failure>((Summary::read(store)?, folder, rows))
        })
        .await?;
    let now = pages.now();
    let language = visit.language;
    let words = &visit.texts().folder_record;
    let (title, why) = match folder.direction {
        "out" => (&words.out_title, &words.out_empty_why),
        _ => (&words.in_title, &words.in_empty_why),
    };
    let confirmed = asked
        .one("confirmed")
        .map(|_| Note::new("status-done", &words.confirmed));
    let path = format!("/settings/folders/{number}");
    render(&FolderRecordPage {
        frame: Frame::new(
            &pages,
            &visit,
            Place::Settings,
            title.to_string(),
            &summary,
            now,
        )
        .with_back_link("/settings/folders", visit.texts().folders.title.as_str()),
        notes: confirmed.into_iter().collect(),
        folder: folder_words(language, &folder, now),
        files: rows
            .files
            .iter()
            .map(|(file, href)| file_line(language, file, href.clone(), now))
            .collect(),
        handovers: rows
            .handovers
            .iter()
            .map(|handover| handover_line(language, handover, now))
            .collect(),
        empty: Empty {
            what: words.empty.as_str(),
            why: why.as_str(),
            href: "/settings/folders",
            button: words.empty_button.as_str(),
        },
        pages: PageLinks::new(&path, after.as_deref(), rows.next.as_deref()),
    })
}

fn read_rows(
    store: &mut Store,
    folder: &FolderStatus,
    request: &PageRequest,
) -> Result<Rows, StoreError> {
    if folder.direction != "out" {
        let page = list_handovers(store, folder.number, request)?;
        return Ok(Rows {
            handovers: page.rows,
            next: page.next,
            ..Rows::default()
        });
    }
    let page = list_folder_files(store, folder.number, request)?;
    let mut files = Vec::new();
    for file in page.rows {
        let href = bundle_page(store, &file)?;
        files.push((file, href));
    }
    Ok(Rows {
        files,
        next: page.next,
        ..Rows::default()
    })
}

/// The page of the bundle that has the file; `None` when it was rejected, or when the
/// draft was discarded.
fn bundle_page(store: &mut Store, file: &FolderFile) -> Result<Option<String>, StoreError> {
    let Some(id) = file.bundle else {
        return Ok(None);
    };
    let found = read_outbox_bundle(store, id)?;
    Ok(found.map(|bundle| match bundle.row.state {
        SentState::Draft => format!("/drafts/{id}"),
        _ => format!("/sent/{id}"),
    }))
}

fn file_line(
    language: Language,
    file: &FolderFile,
    bundle: Option<String>,
    now: UtcSeconds,
) -> FileLine {
    let words = &texts(language).folder_record;
    let name = &file.name;
    let status = match (&file.bundle, file.moved_at) {
        (None, _) => Status::new("status-failed", &words.rejected),
        (Some(_), None) => Status::new("status-waiting", &words.not_moved),
        (Some(_), Some(_)) => Status::new("status-done", &words.became_bundle),
    };
    let moved = match file.moved_at {
        Some(_) => &words.moved_to,
        None => &words.will_move,
    };
    FileLine {
        time: dates::receipt_time(language, file.taken_at, now),
        form: form_words(language, name),
        status,
        moved: moved.with(&[("target", &file.target)]),
        explanation: file.explanation.clone(),
        explanation_label: words.explanation_label.with(&[("file", name)]),
        bundle,
        bundle_label: words.show_bundle_label.with(&[("file", name)]),
        name: name.clone(),
    }
}

fn handover_line(language: Language, handover: &HandedOver, now: UtcSeconds) -> HandoverLine {
    let words = &texts(language).folder_record;
    let row = &handover.row;
    let office = match &row.partner {
        Some(partner) => OfficeWords::of(language, partner),
        None => OfficeWords::unknown(language),
    };
    let contents = Contents::received(language, row);
    let withdrawn = row.state == ReceivedState::Withdrawn;
    let status = match (withdrawn, handover.taken_at) {
        (true, _) => Status::new("status-withdrawn", &words.withdrawn),
        (false, Some(_)) => Status::new("status-done", &words.handed),
        (false, None) => Status::new("status-part", &words.lies),
    };
    HandoverLine {
        id: row.id,
        time: dates::receipt_time(language, handover.laid_at, now),
        status,
        taken: handover
            .taken_at
            .map(|at| dates::receipt_time(language, at, now)),
        confirm: !withdrawn && handover.taken_at.is_none(),
        confirm_label: words
            .confirm_label
            .with(&[("office", &office.name), ("contents", &contents.title)]),
        office,
        contents,
    }
}

/// `POST /settings/folders/{number}/taken`
pub(crate) async fn confirm_handover(
    State(pages): State<Arc<Pages>>,
    Path(number): Path<i64>,
    CheckedForm(fields): CheckedForm,
) -> Result<Redirect, Failure> {
    let id: ReceivedId = fields
        .one("id")
        .and_then(|id| id.parse().ok())
        .ok_or(Failure::Malformed)?;
    let now = pages.now();
    pages
        .store(move |store| folders::confirm_handover(store, id, now))
        .await?;
    pages.office.wake_worker();
    pages.office.announce_change();
    Ok(Redirect::to(&format!(
        "/settings/folders/{number}?confirmed=1"
    )))
}

/// `POST /settings/folders/{number}/seen`: somebody has seen to the files with errors.
pub(crate) async fn see_errors(
    State(pages): State<Arc<Pages>>,
    Path(number): Path<i64>,
    CheckedForm(_): CheckedForm,
) -> Result<Redirect, Failure> {
    pages
        .store(move |store| folders::see_errors(store, number))
        .await?;
    pages.office.announce_change();
    Ok(Redirect::to(&format!("/settings/folders/{number}")))
}

impl From<ConfirmError> for Failure {
    fn from(error: ConfirmError) -> Failure {
        match error {
            ConfirmError::Bundle(error) => error.into(),
            ConfirmError::NotLaid { .. } => Failure::TooLate,
            ConfirmError::Store(error) => error.into(),
        }
    }
}
