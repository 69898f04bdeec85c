//! 設定 → 端末: one terminal: comparing digits and approving, renaming, removing.
//!
//! What a reader would get wrong: the form that approves carries the digits that the page showed. If others stand in the
//! database by then, another attempt has begun, and the person has to compare again.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{Redirect, Response};
use protocol::DeviceId;

use super::failure::{Failure, render};
use super::form::{Asked, CheckedForm, Place as Path};
use super::frame::{Frame, Summary};
use super::lists::Note;
use super::terminals::{frame, terminal_status};
use super::visit::Visit;
use super::words::Status;
use super::{Pages, dates};
use crate::error_code::text_of;
use crate::history::Action;
use crate::keys::read_keys;
use crate::store::Store;
use crate::terminals::{
    Joining, Terminal, TerminalError, approve_terminal, check_terminal, list_terminals,
    remove_terminal, rename_terminal,
};

#[derive(Template)]
#[template(path = "terminal.html")]
struct TerminalPage {
    frame: Frame,
    notes: Vec<Note>,
    id: DeviceId,
    name: String,
    own: bool,
    status: Status,
    enrolled: String,
    seen: String,
    step: Step,
    remove_question: String,
}

/// What a person can do about a terminal that joins.
enum Step {
    /// It takes part, or it is being removed or approved.
    Nothing,
    /// Its program does not run.
    Silent,
    /// The digits may be asked for.
    Begin,
    /// The new terminal has to answer.
    Wait,
    /// Six digits in two groups, and as they go into the form.
    Compare {
        left: String,
        right: String,
        digits: String,
    },
    /// Something does not fit together.
    Failed { what: String, remedy: String },
}

/// `GET /settings/terminals/{id}?again=&name=`
pub(crate) async fn show_terminal(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<DeviceId>,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let now = pages.now();
    let (summary, terminal) = pages
        .store(move |store| Ok::<_, Failure>((Summary::read(store)?, find(store, id)?)))
        .await?;
    let step = step(&visit, &terminal);
    if matches!(step, Step::Silent | Step::Wait) {
        // Nobody tells this terminal that the other one has answered, and a person looks at the page.
        pages.office.wake_worker();
    }
    let language = visit.language;
    let words = visit.texts();
    let notes = [
        ("again", &words.terminal.not_same),
        ("name", &words.terminal.bad_name),
    ]
    .into_iter()
    .filter(|(name, _)| asked.one(name).is_some())
    .map(|(_, text)| Note::new("status-failed", text));
    render(&TerminalPage {
        notes: notes.collect(),
        id,
        own: terminal.own,
        status: terminal_status(language, &terminal),
        enrolled: dates::long_time(language, terminal.enrolled_at),
        seen: terminal.seen_at.map_or_else(
            || words.terminals.never_seen.to_string(),
            |at| dates::long_time(language, at),
        ),
        step,
        remove_question: words
            .terminal
            .remove_question
            .with(&[("name", &terminal.name)]),
        frame: frame(&pages, &visit, terminal.name.clone(), &summary, now)
            .with_back_link("/settings/terminals", words.terminals.title.as_str()),
        name: terminal.name,
    })
}

fn find(store: &mut Store, id: DeviceId) -> Result<Terminal, Failure> {
    let terminals = list_terminals(store)?;
    terminals
        .into_iter()
        .find(|terminal| terminal.id == id)
        .ok_or(Failure::NotFound)
}

fn step(visit: &Visit, terminal: &Terminal) -> Step {
    if terminal.removing {
        return Step::Nothing;
    }
    match &terminal.joining {
        None | Some(Joining::Approved) => Step::Nothing,
        Some(Joining::Silent) => Step::Silent,
        Some(Joining::Asks) => Step::Begin,
        Some(Joining::Begun) => Step::Wait,
        Some(Joining::Digits(digits)) => {
            let (left, right) = digits.split_at(digits.len() / 2);
            Step::Compare {
                left: left.to_owned(),
                right: right.to_owned(),
                digits: digits.clone(),
            }
        }
        Some(Joining::Failed(code)) => {
            let text = text_of(code, visit.language);
            let (what, remedy) = text
                .map(|text| (text.title, text.remedy))
                .unwrap_or_default();
            Step::Failed { what, remedy }
        }
    }
}

/// `POST /settings/terminals/{id}/check`
pub(crate) async fn check(
    State(pages): State<Arc<Pages>>,
    Path(id): Path<DeviceId>,
    CheckedForm(_): CheckedForm,
) -> Result<Redirect, Failure> {
    let now = pages.now();
    pages
        .store(move |store| check_terminal(store, id, now))
        .await?;
    pages.office.wake_worker();
    Ok(Redirect::to(&format!("/settings/terminals/{id}")))
}

/// `POST /settings/terminals/{id}/approve`
pub(crate) async fn approve(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<DeviceId>,
    CheckedForm(fields): CheckedForm,
) -> Result<Redirect, Failure> {
    let digits = fields.one("digits").ok_or(Failure::Malformed)?.to_owned();
    let now = pages.now();
    let dir = pages.office.dir().to_owned();
    let entry = visit.did(Action::TerminalApproved).on(id);
    let same = pages
        .store(move |store| {
            let keys = read_keys(&dir).map_err(|error| Failure::internal(&error))?;
            let approved = store.recorded(entry, now, |store| {
                approve_terminal(store, &keys, id, &digits, now)
            });
            match approved {
                Err(TerminalError::OtherDigits | TerminalError::NotReady { .. }) => Ok(false),
                approved => approved.map(|()| true).map_err(Failure::from),
            }
        })
        .await?;
    if !same {
        return Ok(Redirect::to(&format!("/settings/terminals/{id}?again=1")));
    }
    pages.office.wake_worker();
    Ok(Redirect::to("/settings/terminals?approved=1"))
}

/// `POST /settings/terminals/{id}/rename`
pub(crate) async fn rename(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<DeviceId>,
    CheckedForm(fields): CheckedForm,
) -> Result<Redirect, Failure> {
    let name = fields.one("name").unwrap_or_default().to_owned();
    let now = pages.now();
    let entry = visit.did(Action::TerminalRenamed).on(id);
    let renamed = pages
        .store(move |store| {
            let renamed = store.recorded(entry, now, |store| rename_terminal(store, id, &name));
            match renamed {
                Err(TerminalError::Name) => Ok(false),
                renamed => renamed.map(|()| true).map_err(Failure::from),
            }
        })
        .await?;
    if !renamed {
        return Ok(Redirect::to(&format!("/settings/terminals/{id}?name=1")));
    }
    pages.office.wake_worker();
    Ok(Redirect::to("/settings/terminals?renamed=1"))
}

/// `POST /settings/terminals/{id}/remove`
pub(crate) async fn remove(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<DeviceId>,
    CheckedForm(_): CheckedForm,
) -> Result<Redirect, Failure> {
    let now = pages.now();
    let entry = visit.did(Action::TerminalRemoved).on(id);
    pages
        .store(move |store| store.recorded(entry, now, |store| remove_terminal(store, id, now)))
        .await?;
    pages.office.wake_worker();
    Ok(Redirect::to("/settings/terminals?removed=1"))
}

impl From<TerminalError> for Failure {
    fn from(error: TerminalError) -> Failure {
        match error {
            TerminalError::NotFound { .. } => Failure::NotFound,
            TerminalError::Store(error) => error.into(),
            TerminalError::Random => Failure::internal(&error),
            TerminalError::Name
            | TerminalError::Own
            | TerminalError::NotReady { .. }
            | TerminalError::OtherDigits => Failure::TooLate,
        }
    }
}
