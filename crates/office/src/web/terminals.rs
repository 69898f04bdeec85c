//! 設定 → 端末: the list, the enrolment code for a further terminal, the recovery sheet.
//!
//! One terminal has its page in `terminal.rs`. What a reader would get wrong: the code of a recovery sheet is in the
//! answer to the form that makes it and nowhere else; loading that page again makes another sheet.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{Redirect, Response};
use protocol::{DeviceId, UtcSeconds};

use super::failure::{Failure, render};
use super::form::{Asked, CheckedForm};
use super::frame::{Frame, Place, Summary};
use super::lists::Note;
use super::settings::Part;
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::{OfficeWords, Status};
use super::{Pages, dates};
use crate::error_code::text_of;
use crate::history::Action;
use crate::keys::read_keys;
use crate::recovery::{RecoveryError, RecoverySheet, make_recovery_sheet, recovery_sheet};
use crate::store::{Store, StoreError};
use crate::terminals::{
    EnrolmentCodeState, Joining, Terminal, ask_enrolment_code, enrolment_code, list_terminals,
};

#[derive(Template)]
#[template(path = "terminals.html")]
struct TerminalsPage {
    frame: Frame,
    notes: Vec<Note>,
    rows: Vec<Row>,
    code: Option<Code>,
    /// The hub's address, which the new terminal needs too.
    hub: String,
    sheet: Status,
    sheet_made: bool,
}

struct Row {
    id: DeviceId,
    name: String,
    status: Status,
    seen: String,
    label: String,
}

/// What is known of the enrolment code.
struct Code {
    /// The code itself, once the hub made it.
    text: Option<String>,
    /// Until when it counts, or why there is none.
    line: String,
    /// The page has to be loaded again to see it.
    waits: bool,
}

/// `GET /settings/terminals?renamed=&removed=&approved=`
pub(crate) async fn show_terminals(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let now = pages.now();
    let (summary, terminals, code, sheet) = pages
        .store(move |store| {
            Ok::<_, StoreError>((
                Summary::read(store)?,
                list_terminals(store)?,
                enrolment_code(store, now)?,
                recovery_sheet(store)?,
            ))
        })
        .await?;
    let waits = matches!(code, Some(EnrolmentCodeState::Asked))
        || terminals.iter().any(|one| one.joining.is_some());
    if waits {
        // The new terminal speaks to the hub only; whoever looks at this page waits for it.
        pages.office.wake_worker();
    }
    let language = visit.language;
    let words = &visit.texts().terminals;
    let notes = [
        ("renamed", &words.renamed),
        ("removed", &words.removed),
        ("approved", &words.approval_sent),
    ]
    .into_iter()
    .filter(|(name, _)| asked.one(name).is_some())
    .map(|(_, text)| Note::new("status-done", text));
    render(&TerminalsPage {
        notes: notes.collect(),
        rows: terminals
            .iter()
            .map(|terminal| row(language, terminal, now))
            .collect(),
        code: code.map(|state| code_words(language, state)),
        hub: pages.office.settings().hub_url.clone(),
        sheet_made: sheet.is_some(),
        sheet: sheet_status(language, sheet),
        frame: frame(&pages, &visit, words.title.to_string(), &summary, now)
            .with_back_link("/settings", visit.texts().frame.settings.as_str()),
    })
}

/// The frame of every page below 設定 → 端末.
pub(super) fn frame(
    pages: &Pages,
    visit: &Visit,
    title: String,
    summary: &Summary,
    now: UtcSeconds,
) -> Frame {
    Frame::new(pages, visit, Place::Settings, title, summary, now)
}

fn row(language: Language, terminal: &Terminal, now: UtcSeconds) -> Row {
    let words = &texts(language).terminals;
    Row {
        id: terminal.id,
        label: words.open_label.with(&[("name", &terminal.name)]),
        name: terminal.name.clone(),
        status: terminal_status(language, terminal),
        seen: terminal.seen_at.map_or_else(
            || words.never_seen.to_string(),
            |at| dates::recent_time(language, at, now),
        ),
    }
}

/// The state of a terminal in words.
pub(super) fn terminal_status(language: Language, terminal: &Terminal) -> Status {
    let words = &texts(language).terminals;
    if terminal.removing {
        return Status::new("status-withdrawn", &words.removing);
    }
    match &terminal.joining {
        None if terminal.own => Status::new("status-done", &words.own),
        None => Status::new("status-done", &words.member),
        Some(Joining::Silent) => Status::new("status-waiting", &words.silent),
        Some(Joining::Asks) => Status::new("status-warning", &words.asks),
        Some(Joining::Begun) => Status::new("status-waiting", &words.begun),
        Some(Joining::Digits(_)) => Status::new("status-warning", &words.digits),
        Some(Joining::Approved) => Status::new("status-done", &words.approved),
        Some(Joining::Failed(code)) => {
            Status::new("status-failed", words.failed.with(&[("code", code)]))
        }
    }
}

fn code_words(language: Language, state: EnrolmentCodeState) -> Code {
    let words = &texts(language).terminals;
    match state {
        EnrolmentCodeState::Asked => Code {
            text: None,
            line: words.code_asked.to_string(),
            waits: true,
        },
        EnrolmentCodeState::Made { code, expires_at } => Code {
            text: Some(code),
            line: words
                .code_until
                .with(&[("date", &dates::long_date(language, expires_at))]),
            waits: false,
        },
        EnrolmentCodeState::Refused { code } => {
            let remedy = text_of(&code, language).map(|text| text.remedy);
            Code {
                text: None,
                line: words
                    .code_refused
                    .with(&[("code", &code), ("remedy", &remedy.unwrap_or_default())]),
                waits: false,
            }
        }
    }
}

fn sheet_status(language: Language, sheet: Option<RecoverySheet>) -> Status {
    let words = &texts(language).terminals;
    match sheet {
        None => Status::new("status-waiting", &words.sheet_none),
        Some(sheet) if !sheet.kept => Status::new("status-warning", &words.sheet_waiting),
        Some(sheet) => {
            let date = dates::long_date(language, sheet.made_at);
            Status::new("status-done", words.sheet_made.with(&[("date", &date)]))
        }
    }
}

/// The line on the start page of the settings.
pub(super) fn settings_part(language: Language, store: &mut Store) -> Result<Part, StoreError> {
    let terminals = list_terminals(store)?;
    let words = &texts(language).settings_terminals;
    let asking = terminals
        .iter()
        .filter(|terminal| terminal.joining.is_some())
        .count() as u64;
    let status = match (asking, terminals.len() as u64) {
        (0, 0 | 1) => Status::new("status-done", &words.alone),
        (0, count) => Status::new("status-done", words.count.of(count)),
        (asking, _) => Status::new("status-warning", words.asks.of(asking)),
    };
    Ok(Part {
        status,
        name: words.name.to_string(),
        what: words.what.to_string(),
        href: "/settings/terminals",
        button: words.open.to_string(),
    })
}

/// `POST /settings/terminals/code`
pub(crate) async fn make_code(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(_): CheckedForm,
) -> Result<Redirect, Failure> {
    let now = pages.now();
    pages
        .store(move |store| {
            let entry = visit.did(Action::TerminalCodeMade);
            store.recorded(entry, now, |store| ask_enrolment_code(store, now))
        })
        .await?;
    pages.office.wake_worker();
    Ok(Redirect::to("/settings/terminals#add"))
}

#[derive(Template)]
#[template(path = "recovery_sheet.html")]
struct SheetPage {
    frame: Frame,
    office: OfficeWords,
    made: String,
    hub: String,
    code: String,
}

/// `POST /settings/terminals/sheet`: makes a sheet and shows it, this once.
pub(crate) async fn make_sheet(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(_): CheckedForm,
) -> Result<Response, Failure> {
    let now = pages.now();
    let dir = pages.office.dir().to_owned();
    let entry = visit.did(Action::RecoverySheetMade);
    let (summary, code) = pages
        .store(move |store| {
            let keys = read_keys(&dir).map_err(|error| Failure::internal(&error))?;
            let code = store.recorded(entry, now, |store| make_recovery_sheet(store, &keys, now));
            Ok::<_, Failure>((Summary::read(store)?, code?))
        })
        .await?;
    pages.office.wake_worker();
    let words = &visit.texts().recovery_sheet;
    render(&SheetPage {
        office: OfficeWords::own(visit.language, &pages.office),
        made: dates::long_time(visit.language, now),
        hub: pages.office.settings().hub_url.clone(),
        code: code.to_string(),
        frame: frame(&pages, &visit, words.title.to_string(), &summary, now),
    })
}

impl From<RecoveryError> for Failure {
    fn from(error: RecoveryError) -> Failure {
        Failure::internal(&error)
    }
}
