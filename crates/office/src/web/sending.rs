//! 送信中: what one press of 送信する sends, the seconds in which it can be stopped, and
//! how far it got.
//!
//! `sending.js` asks for the state once a second and changes the words; without it the
//! page is as new as its loading. What a reader would get wrong: the seconds run in the
//! database and not on the page, so a closed page stops nothing and delays nothing.

use std::sync::Arc;

use askama::Template;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use protocol::BundleId;
use serde::Serialize;

use super::Pages;
use super::failure::{Failure, render};
use super::form::{Asked, CheckedForm, Place as Path};
use super::frame::{Frame, Place, Summary};
use super::lists::Note;
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::{Contents, OfficeWords, Status};
use crate::history::Action;
use crate::licence::read_licence;
use crate::outbox::{
    OutboxRow, Sending, SentState, StopError, read_outbox_bundle, read_sending, send_drafts,
    stop_sending,
};

#[derive(Template)]
#[template(path = "sending.html")]
struct SendingPage {
    frame: Frame,
    notes: Vec<Note>,
    licence_ended: bool,
    number: i64,
    state: SendingState,
    rows: Vec<Row>,
}

struct Row {
    id: BundleId,
    office: OfficeWords,
    contents: Contents,
    status: Status,
    label: String,
}

/// What changes on the page while it is open.
#[derive(Serialize)]
struct SendingState {
    /// 「あと24秒で送信します」 or what happens after that.
    line: String,
    class: &'static str,
    /// 「38件中31件」.
    count: String,
    done: usize,
    total: usize,
    /// Whether 「送信をやめる」 still has an effect.
    stoppable: bool,
    /// Whether there is nothing left to wait for.
    ended: bool,
    rows: Vec<RowState>,
}

#[derive(Serialize)]
struct RowState {
    id: String,
    class: &'static str,
    word: String,
}

/// `POST /send`: puts the chosen drafts into the outbox, to leave a little later.
pub(crate) async fn send_chosen(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(fields): CheckedForm,
) -> Result<Redirect, Failure> {
    let ids: Vec<BundleId> = fields
        .all("id")
        .map(str::parse)
        .collect::<Result<_, _>>()
        .map_err(|_| Failure::Malformed)?;
    let now = pages.now();
    let hold_seconds = pages.office.settings().undo_seconds;
    let queued = pages
        .store(move |store| {
            let mut entries = Vec::new();
            for id in &ids {
                let found = read_outbox_bundle(store, *id)?;
                if let Some(draft) = found.filter(|found| found.row.state == SentState::Draft) {
                    let entry = visit.did(Action::Sent).on(id);
                    entries.push(entry.clients(draft.row.clients));
                }
            }
            store.recorded(entries, now, |store| {
                send_drafts(store, &ids, hold_seconds, now)
            })
        })
        .await?;
    pages.office.wake_worker();
    pages.office.announce_change();
    let missed = queued.missed.len();
    Ok(Redirect::to(&if missed == 0 {
        format!("/sending/{}", queued.sending)
    } else {
        format!("/sending/{}?missed={missed}", queued.sending)
    }))
}

/// `GET /sending/{number}?missed=&stopped=&left=&kept=`
pub(crate) async fn show_sending(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(number): Path<i64>,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let now = pages.now();
    let (summary, sending, licence) = pages
        .store(move |store| {
            let sending = read_sending(store, number, now)?;
            Ok::<_, Failure>((Summary::read(store)?, sending, read_licence(store)?))
        })
        .await?;
    let sending = sending.ok_or(Failure::NotFound)?;
    let words = visit.texts();
    let number_of = |name| {
        let text: Option<u64> = asked.one(name).and_then(|text| text.parse().ok());
        text.filter(|count| *count > 0)
    };
    let mut notes = Vec::new();
    if let Some(count) = number_of("missed") {
        notes.push(Note::new("status-failed", words.sending.missed.of(count)));
    }
    if let Some(count) = number_of("stopped") {
        notes.push(Note::new("status-done", words.sending.stopped.of(count)));
    }
    if let Some(count) = number_of("left") {
        notes.push(Note::new("status-failed", words.sending.left.of(count)));
    }
    if let Some(count) = number_of("kept") {
        notes.push(Note::new("status-warning", words.sending.kept.of(count)));
    }
    render(&SendingPage {
        frame: Frame::new(
            &pages,
            &visit,
            Place::Sending,
            words.sending.title.to_string(),
            &summary,
            now,
        )
        .with_back_link("/sent", words.frame.sent.as_str()),
        notes,
        licence_ended: licence.has_ended(now),
        number,
        state: state(visit.language, &sending),
        rows: sending
            .bundles
            .iter()
            .map(|row| list_row(visit.language, row))
            .collect(),
    })
}

fn list_row(language: Language, row: &OutboxRow) -> Row {
    let office = OfficeWords::of(language, &row.partner);
    let contents = Contents::sent(language, row);
    Row {
        id: row.id,
        status: Status::sent(language, row),
        label: texts(language)
            .list
            .open_label
            .with(&[("office", &office.name), ("contents", &contents.title)]),
        office,
        contents,
    }
}

/// Whether the bundle waits for nothing more on its way to the hub.
fn has_arrived(row: &OutboxRow) -> bool {
    matches!(
        row.state,
        SentState::Accepted | SentState::Fetched | SentState::Imported | SentState::Opened
    )
}

fn state(language: Language, sending: &Sending) -> SendingState {
    let words = &texts(language).sending;
    let total = sending.bundles.len();
    let done = sending
        .bundles
        .iter()
        .filter(|row| has_arrived(row))
        .count();
    let halted = |row: &&OutboxRow| {
        matches!(
            row.state,
            SentState::Blocked | SentState::Refused | SentState::Withdrawn
        )
    };
    let halted = sending.bundles.iter().filter(halted).count();
    let (class, line) = match (sending.seconds_left, total - done - halted) {
        _ if total == 0 => ("status-none", words.nothing_left.to_string()),
        (0, 0) if halted > 0 => ("status-failed", words.ended_halted.of(halted as u64)),
        (0, 0) => ("status-done", words.ended.to_string()),
        (0, _) => ("status-accepted", words.running.to_string()),
        (seconds, _) => ("status-waiting", words.soon.of(seconds.into())),
    };
    SendingState {
        line,
        class,
        count: words.count.with(&[("done", &done), ("total", &total)]),
        done,
        total,
        stoppable: sending.stoppable > 0,
        ended: sending.seconds_left == 0 && done + halted == total,
        rows: sending
            .bundles
            .iter()
            .map(|row| {
                let status = Status::sent(language, row);
                RowState {
                    id: row.id.to_string(),
                    class: status.class,
                    word: status.word,
                }
            })
            .collect(),
    }
}

/// `GET /sending/{number}/state`: what `sending.js` asks for.
pub(crate) async fn show_state(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(number): Path<i64>,
) -> Result<Response, Failure> {
    let now = pages.now();
    let sending = pages
        .store(move |store| read_sending(store, number, now))
        .await?
        .ok_or(Failure::NotFound)?;
    Ok(Json(state(visit.language, &sending)).into_response())
}

/// `POST /sending/{number}/stop`: back to the drafts with all that has not left.
pub(crate) async fn stop(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(number): Path<i64>,
    CheckedForm(_): CheckedForm,
) -> Result<Redirect, Failure> {
    let now = pages.now();
    let stopped = pages
        .store(move |store| stop_sending(store, number, now, |action| visit.did(action)))
        .await?;
    pages.office.announce_change();
    let (drafts, left) = (stopped.drafts.len(), stopped.left.len());
    Ok(Redirect::to(&if left == 0 {
        format!("/drafts?stopped={drafts}")
    } else {
        format!("/sending/{number}?stopped={drafts}&left={left}")
    }))
}

impl From<StopError> for Failure {
    fn from(error: StopError) -> Failure {
        match error {
            StopError::NotFound { .. } => Failure::NotFound,
            StopError::Store(error) => error.into(),
        }
    }
}
