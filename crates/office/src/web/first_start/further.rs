//! The first setup of a further office: the way back, and the way to the new office.
//!
//! Its page is that of every first setup; only what is around it differs. What a reader would get wrong: no
//! form is answered with a redirect to the program's pages. They are at another port, to which the content
//! security policy lets no form lead; a page whose header `Refresh` leads there is no form.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Request, State};
use axum::http::header::{HOST, HeaderMap, HeaderValue, REFRESH, SET_COOKIE};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::adding::Step;
use super::super::failure::{Failure, render};
use super::super::form::TOKEN_FIELD;
use super::super::site::choice_of;
use super::super::texts::{Language, Text, Texts, texts};
use super::{Given, Problem, Start, one};
use crate::Office;

/// How long the page waits before it looks again whether the program serves the new office.
const LOOK_AGAIN_SECONDS: u8 = 1;

/// A page that leads somewhere else by itself, and has a button for browsers that do not follow.
#[derive(Template)]
#[template(path = "leads.html")]
struct LeadingPage<'a> {
    title: &'static Text,
    text: &'static Text,
    texts: &'static Texts,
    language: Language,
    problem: Option<Problem>,
    to: &'a str,
}

/// A page that leads to `to` after so many seconds.
///
/// # Errors
///
/// [`Failure::Malformed`] for an address that no header can hold.
pub(crate) fn lead(
    language: Language,
    title: &'static Text,
    text: &'static Text,
    to: &str,
    seconds: u8,
) -> Result<Response, Failure> {
    let mut response = render(&LeadingPage {
        title,
        text,
        texts: texts(language),
        language,
        problem: None,
        to,
    })?;
    let refresh = HeaderValue::from_str(&format!("{seconds};url={to}"));
    let refresh = refresh.map_err(|_| Failure::Malformed)?;
    response.headers_mut().insert(REFRESH, refresh);
    Ok(response)
}

/// The name of this machine that a browser used, without the port.
pub(crate) fn host_name(headers: &HeaderMap) -> Result<&str, Failure> {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let host = host.ok_or(Failure::Malformed)?;
    // An address of IPv6 stands in brackets and has colons of its own.
    Ok(match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    })
}

impl Start {
    /// The page that is all there is to see once the office was added, or adding was given up.
    pub(super) fn after(&self, request: &Request) -> Option<Response> {
        let further = self.further.as_ref()?;
        let path = request.uri().path();
        // A page that is still open asks how far it got, and everything needs its style sheet.
        if path == "/joining" || path.starts_with("/assets/") {
            return None;
        }
        let step = *further.step.borrow();
        let language = self.language(request.headers());
        let words = &texts(language).offices;
        let home = |path: &str| {
            let name = host_name(request.headers())?;
            Ok::<_, Failure>(format!("http://{name}:{}{path}", further.port))
        };
        let page = match step {
            Step::Open => return None,
            Step::Added => lead(
                language,
                &words.added,
                &words.added_text,
                "/",
                LOOK_AGAIN_SECONDS,
            ),
            Step::Served(number) => home("/").and_then(|home| {
                let mut page = lead(language, &words.added, &words.added_text, &home, 0)?;
                let choice = choice_of(further.port, number.as_str(), "")?;
                page.headers_mut().append(SET_COOKIE, choice);
                Ok(page)
            }),
            Step::GivenUp => home("/settings/offices").and_then(|home| {
                let (title, text) = (&words.given_up, &words.given_up_text);
                lead(language, title, text, &home, 0)
            }),
        };
        Some(page.unwrap_or_else(IntoResponse::into_response))
    }

    /// Where the folder will be, as far as it is known.
    pub(super) fn place(&self) -> String {
        match (&self.further, self.dir.parent()) {
            (Some(_), Some(offices)) => offices.display().to_string(),
            _ => self.dir.display().to_string(),
        }
    }
}

/// `POST /leave`: the office is not added; nothing of it is left.
pub(super) async fn leave(
    State(start): State<Arc<Start>>,
    Form(given): Form<Given>,
) -> Result<Response, Failure> {
    let further = start.further.as_ref().ok_or(Failure::NotFound)?;
    let token = one(&given, TOKEN_FIELD).unwrap_or_default();
    if !start.token.fits(token) {
        return Err(Failure::OldPage);
    }
    let _one = start.one.lock().await;
    // The other terminal may have approved it a moment ago: then it is there, and is shown.
    let is_office = Office::open(&start.dir).is_ok();
    if *further.step.borrow() == Step::Open
        && !is_office
        && let Err(error) = further.give_up().await
    {
        // It is no office and is never shown as one; the next try uses the folder.
        tracing::warn!(%error, "the folder of an office that is not added could not be removed");
    }
    Ok(Redirect::to("/").into_response())
}
