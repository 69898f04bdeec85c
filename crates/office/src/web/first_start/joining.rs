//! 「この端末を事業所に加える」: the page of a terminal that another one must approve.
//!
//! It does what `tsunagu office join` and `tsunagu office restore` do, by the same operations. What a reader would get
//! wrong: no page asks the hub. One task goes on with the joining, and pages show how far it got, so that a page
//! that is open twice, or loaded in haste, changes nothing.

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Form, Json};
use serde::Serialize;

use super::super::failure::{Failure, render};
use super::super::form::TOKEN_FIELD;
use super::super::system_time;
use super::super::texts::{Language, Text, Texts, other, texts};
use super::super::words::OfficeWords;
use super::{Given, HAND_OVER, Problem, Start, one, problem, to_office};
use crate::joining::{
    JoinError, JoinState, confirm_joining, continue_joining, is_joining, joining_office,
    leave_joining, restore_office,
};

/// How often the hub is asked while people work on the two terminals.
const ASK_AGAIN: Duration = Duration::from_secs(1);

/// How far this terminal got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Progress {
    /// No other terminal has answered yet.
    Waiting,
    /// Digits stand on both screens.
    Compare {
        digits: String,
        other: String,
        confirmed: bool,
    },
    /// The last attempt to go on failed, with this code.
    Trouble(String),
}

impl Progress {
    /// What `joining.js` compares.
    fn mark(&self) -> String {
        match self {
            Progress::Waiting => "waiting".to_owned(),
            Progress::Compare {
                digits, confirmed, ..
            } => format!("{digits}-{confirmed}"),
            Progress::Trouble(code) => code.clone(),
        }
    }
}

/// Goes on with the joining whenever the folder is one that joins, until it is an office.
pub(super) async fn go_on(start: Arc<Start>) {
    loop {
        if is_joining(&start.dir) {
            // A person's answer and this step change the same file.
            let one = start.one.lock().await;
            let state = continue_joining(&start.dir, system_time()).await;
            drop(one);
            let progress = match state {
                Ok(JoinState::Joined(own)) => {
                    start.finish(own.number).await;
                    return;
                }
                Ok(JoinState::Waiting) => Progress::Waiting,
                Ok(JoinState::Compare {
                    digits,
                    other,
                    confirmed,
                }) => Progress::Compare {
                    digits,
                    other,
                    confirmed,
                },
                // Somebody started again while this step was on its way.
                Err(JoinError::NotJoining) => Progress::Waiting,
                Err(error) => Progress::Trouble(error.code().to_owned()),
            };
            start.joining.send_replace(progress);
        }
        tokio::time::sleep(ASK_AGAIN).await;
    }
}

#[derive(Template)]
#[template(path = "joining.html")]
struct JoiningPage {
    title: &'static Text,
    texts: &'static Texts,
    language: Language,
    other: Language,
    token: String,
    office: OfficeWords,
    problem: Option<Problem>,
    step: Step,
    /// 「もう一台の画面に…」, with the name of the other terminal.
    shown: String,
    approve: String,
    mark: String,
    /// The recovery code was refused.
    restoring: bool,
    /// Whether other offices are on this terminal already.
    further: bool,
}

enum Step {
    Waiting,
    Compare {
        left: String,
        right: String,
        digits: String,
    },
    Confirmed {
        left: String,
        right: String,
    },
    Stopped,
}

/// What a person did on this page and was refused, with the code that says why.
pub(super) enum Refused<'a> {
    /// The digits of a page that was older than the joining.
    Digits(&'a str),
    /// The code of the recovery sheet.
    Recovery(&'a str),
}

/// The page as far as the joining got.
pub(super) fn page(
    start: &Start,
    language: Language,
    refused: Option<Refused<'_>>,
) -> Result<Response, Failure> {
    let Ok((number, name)) = joining_office(&start.dir) else {
        // It was given up or done a moment ago.
        return Ok(Redirect::to("/").into_response());
    };
    let progress = start.joining.borrow().clone();
    let words = &texts(language).joining;
    let mut page = JoiningPage {
        title: &words.title,
        texts: texts(language),
        language,
        other: other(language),
        token: start.token.as_str().to_owned(),
        office: OfficeWords {
            name,
            line: number.to_string(),
        },
        problem: refused.as_ref().map(|refused| match refused {
            Refused::Digits(code) | Refused::Recovery(code) => problem(code, language),
        }),
        step: Step::Waiting,
        shown: String::new(),
        approve: String::new(),
        mark: progress.mark(),
        restoring: matches!(refused, Some(Refused::Recovery(_))),
        further: start.further.is_some(),
    };
    match progress {
        Progress::Waiting => (),
        Progress::Trouble(code) => {
            page.step = Step::Stopped;
            if page.problem.is_none() {
                page.problem = Some(problem(&code, language));
            }
        }
        Progress::Compare {
            digits,
            other,
            confirmed,
        } => {
            page.shown = words.shown.with(&[("other", &other)]);
            page.approve = words.approve.with(&[("other", &other)]);
            let (left, right) = digits.split_at(digits.len() / 2);
            let (left, right) = (left.to_owned(), right.to_owned());
            page.step = if confirmed {
                Step::Confirmed { left, right }
            } else {
                Step::Compare {
                    left,
                    right,
                    digits,
                }
            };
        }
    }
    let mut response = render(&page)?;
    if refused.is_some() {
        *response.status_mut() = StatusCode::CONFLICT;
    }
    Ok(response)
}

/// What the script asks.
#[derive(Serialize)]
pub(super) struct Mark {
    mark: String,
}

/// `GET /joining`: how far it got, to be compared with what a page shows.
pub(super) async fn show_mark(State(start): State<Arc<Start>>) -> Json<Mark> {
    let mark = match is_joining(&start.dir) {
        true => start.joining.borrow().mark(),
        // The page has to be loaded again: it is the form now, or the office.
        false => String::new(),
    };
    Json(Mark { mark })
}

/// `POST /joining/confirm`: a person compared the digits that the page showed.
pub(super) async fn confirm(
    State(start): State<Arc<Start>>,
    headers: HeaderMap,
    Form(given): Form<Given>,
) -> Result<Response, Failure> {
    check_token(&start, &given)?;
    let digits = one(&given, "digits").unwrap_or_default();
    let _one = start.one.lock().await;
    match confirm_joining(&start.dir, digits) {
        Ok(()) => {
            start.joining.send_if_modified(|progress| match progress {
                Progress::Compare { confirmed, .. } => {
                    *confirmed = true;
                    true
                }
                _ => false,
            });
        }
        // The page was older than the digits: it says so, and shows the new ones.
        Err(error) => {
            tracing::warn!(code = error.code(), "the digits were not confirmed");
            let refused = Refused::Digits(error.code());
            return page(&start, start.language(&headers), Some(refused));
        }
    }
    Ok(Redirect::to("/").into_response())
}

/// `POST /joining/restore`: the code of the recovery sheet.
pub(super) async fn restore(
    State(start): State<Arc<Start>>,
    headers: HeaderMap,
    Form(given): Form<Given>,
) -> Result<Response, Failure> {
    check_token(&start, &given)?;
    let code = one(&given, "recovery").unwrap_or_default().trim();
    let _one = start.one.lock().await;
    match restore_office(&start.dir, code, system_time()).await {
        Ok(own) => {
            start.finish(own.number).await;
            // As after an enrolment: the next connection must find the office's pages.
            tokio::time::sleep(HAND_OVER).await;
            Ok(to_office().into_response())
        }
        Err(error) => {
            tracing::warn!(code = error.code(), "the office was not restored");
            let refused = Refused::Recovery(error.code());
            page(&start, start.language(&headers), Some(refused))
        }
    }
}

/// `POST /joining/leave`: back to the form, for another enrolment code.
pub(super) async fn leave(
    State(start): State<Arc<Start>>,
    Form(given): Form<Given>,
) -> Result<Response, Failure> {
    check_token(&start, &given)?;
    let _one = start.one.lock().await;
    if let Err(error) = leave_joining(&start.dir) {
        tracing::warn!(code = error.code(), "the enrolment was not given up");
        let trouble = Progress::Trouble(error.code().to_owned());
        start.joining.send_replace(trouble);
    }
    Ok(Redirect::to("/").into_response())
}

fn check_token(start: &Start, given: &Given) -> Result<(), Failure> {
    match start
        .token
        .fits(one(given, TOKEN_FIELD).unwrap_or_default())
    {
        true => Ok(()),
        false => Err(Failure::OldPage),
    }
}
