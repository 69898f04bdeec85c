//! 練習: its start, and the page with its five steps, which notices what is done.
//!
//! Everything else in a practice happens on the ordinary pages. What a reader would get wrong: the buttons that put
//! files in do what dropping the same files on 新規作成 does, no more.

use std::sync::Arc;

use askama::Template;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{HeaderValue, LOCATION, SET_COOKIE};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Serialize;

use super::failure::{Failure, render};
use super::form::{Asked, CheckedForm};
use super::frame::{Frame, Place, Summary};
use super::lists::Note;
use super::practices::RunningPractice;
use super::texts::catalogue::PracticeTexts;
use super::texts::{Language, Text, texts};
use super::visit::Visit;
use super::{Pages, pages_of_practice, routes};
use crate::piles::{add_files, list_piles};
use crate::practice::{PracticeProgress, begin_practice, read_progress, worker};
use crate::store::StoreError;

#[derive(Template)]
#[template(path = "practice.html")]
struct PracticePage {
    frame: Frame,
    lead: &'static str,
    notes: Vec<Note>,
    done: u8,
    opened: bool,
    steps: Vec<Step>,
}

struct Step {
    title: &'static str,
    why: &'static str,
    state: &'static str,
    class: &'static str,
    current: bool,
    /// What the one button of the step does.
    action: Action,
    button: &'static str,
}

enum Action {
    /// Puts files in: the value of the field `files`.
    PutIn(&'static str),
    /// Leads to a page.
    Go(String),
}

/// What `practice.js` asks: it shows the page again when this changes.
#[derive(Serialize)]
pub(crate) struct PracticeState {
    done: u8,
    opened: bool,
}

/// `GET /practice?left=`
pub(crate) async fn show_practice(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let running = pages.practice.is_some();
    let (summary, progress) = pages
        .store(move |store| {
            let summary = Summary::read(store)?;
            let progress = match running {
                true => read_progress(store)?,
                false => PracticeProgress::default(),
            };
            Ok::<_, StoreError>((summary, progress))
        })
        .await?;
    let words = &visit.texts().practice;
    let steps = if running {
        steps(visit.language, progress)
    } else {
        Vec::new()
    };
    let lead = match (running, usize::from(progress.done) == steps.len()) {
        (false, _) => &words.lead,
        (true, false) => &words.lead_running,
        (true, true) => &words.lead_done,
    };
    let left = asked
        .one("left")
        .filter(|_| !running)
        .map(|_| Note::new("status-done", &words.left));
    let mut frame = Frame::new(
        &pages,
        &visit,
        Place::Practice,
        words.title.to_string(),
        &summary,
        pages.now(),
    );
    // This page says itself what is new.
    frame.mark = frame.mark.filter(|_| !running);
    render(&PracticePage {
        frame,
        lead: lead.as_str(),
        notes: left.into_iter().collect(),
        done: progress.done,
        opened: progress.opened,
        steps,
    })
}

fn steps(language: Language, progress: PracticeProgress) -> Vec<Step> {
    let words: &'static PracticeTexts = &texts(language).practice;
    let answer = match progress.opened {
        true => &words.answer_opened,
        false => &words.answer_why,
    };
    let send = match progress.pile {
        Some(number) => format!("/new/{number}"),
        None => "/drafts".to_owned(),
    };
    let all = [
        (
            &words.put_in,
            &words.put_in_why,
            Action::PutIn("first"),
            &words.put_in_button,
        ),
        (
            &words.correct,
            &words.correct_why,
            Action::PutIn("corrected"),
            &words.correct_button,
        ),
        (
            &words.send,
            &words.send_why,
            Action::Go(send),
            &words.send_button,
        ),
        (
            &words.answer,
            answer,
            Action::Go("/sent".to_owned()),
            &words.answer_button,
        ),
        (
            &words.look,
            &words.look_why,
            Action::Go("/inbox".to_owned()),
            &words.look_button,
        ),
    ];
    let step = |(number, row): (u8, (&'static Text, &'static Text, Action, &'static Text))| {
        let (title, why, action, button) = row;
        let (state, class) = match progress.done.cmp(&number) {
            std::cmp::Ordering::Greater => (&words.done, "status-done"),
            std::cmp::Ordering::Equal => (&words.current, "status-fetched"),
            std::cmp::Ordering::Less => (&words.later, "status-waiting"),
        };
        Step {
            title: title.as_str(),
            why: why.as_str(),
            state: state.as_str(),
            class,
            current: progress.done == number,
            action,
            button: button.as_str(),
        }
    };
    (0..).zip(all).map(step).collect()
}

/// `POST /practice/begin`: a new practice for this browser, also in the place of the one that it has.
pub(crate) async fn begin(
    State(pages): State<Arc<Pages>>,
    CheckedForm(_): CheckedForm,
) -> Result<Response, Failure> {
    let left_to = match &pages.practice {
        Some(before) => before.left_to.clone(),
        None => pages.office.number().to_string(),
    };
    let language = pages.office.settings().language;
    let now = pages.now();
    let practice = pages
        .work(move || begin_practice(&std::env::temp_dir(), language, now))
        .await?
        .map_err(|error| Failure::internal(&error))?;
    let running = RunningPractice::new(practice, left_to);
    let clock = Arc::clone(&pages.clock);
    tokio::spawn(worker::run(Arc::downgrade(&running.practice), move || {
        clock()
    }));
    if let Some(before) = &pages.practice {
        pages.site.practices.end(&before.key);
    }
    let inner = routes::all(pages_of_practice(&running, &pages));
    pages.site.practices.add(running.key.clone(), inner);
    choose(&pages, &running.key, "/practice")
}

/// `POST /practice/leave`: back to the real office; the practice and its data end.
pub(crate) async fn leave(
    State(pages): State<Arc<Pages>>,
    CheckedForm(_): CheckedForm,
) -> Result<Response, Failure> {
    let Some(running) = &pages.practice else {
        return Ok(Redirect::to("/practice").into_response());
    };
    pages.site.practices.end(&running.key);
    choose(&pages, &running.left_to, "/practice?left=1")
}

fn choose(pages: &Pages, choice: &str, to: &'static str) -> Result<Response, Failure> {
    let cookie = pages.site.choice(choice)?;
    let headers = [
        (SET_COOKIE, cookie),
        (LOCATION, HeaderValue::from_static(to)),
    ];
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}

/// `POST /practice/files`: puts in the first files, or those without the mistake.
pub(crate) async fn put_in(
    State(pages): State<Arc<Pages>>,
    CheckedForm(fields): CheckedForm,
) -> Result<Redirect, Failure> {
    let running = pages.practice.as_ref().ok_or(Failure::NotFound)?;
    let files = running.practice.files();
    let (files, corrected) = match fields.one("files") {
        Some("first") => (files.first.clone(), false),
        Some("corrected") => (files.corrected.clone(), true),
        _ => return Err(Failure::Malformed),
    };
    let now = pages.now();
    let added = pages
        .store(move |store| {
            let newest = list_piles(store, 1)?.first().map(|row| row.number);
            // A file of the same name takes the place of the wrong one.
            add_files(store, newest.filter(|_| corrected), &files, now).map_err(Failure::from)
        })
        .await?;
    pages.office.announce_change();
    Ok(Redirect::to(&format!("/new/{}", added.pile)))
}

/// `GET /practice/state`
pub(crate) async fn show_state(
    State(pages): State<Arc<Pages>>,
) -> Result<Json<PracticeState>, Failure> {
    if pages.practice.is_none() {
        return Err(Failure::NotFound);
    }
    let progress = pages.store(read_progress).await?;
    Ok(Json(PracticeState {
        done: progress.done,
        opened: progress.opened,
    }))
}
