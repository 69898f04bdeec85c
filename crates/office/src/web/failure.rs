//! What a page says when a request cannot be done.
//!
//! A handler returns a [`Failure`]; `security::guard` turns it into a page in the
//! visitor's language. The visitor reads what to do; the cause of an internal
//! failure goes to the log once, here, and never to the screen. What a reader
//! would get wrong: a failed read is [`Failure::Internal`], not
//! [`Failure::NotFound`].

use std::error::Error;

use askama::Template;
use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use super::Pages;
use super::frame::{Frame, Place};
use super::texts::Language;
use super::visit::Visit;

/// Why a request was not done, as its visitor is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    /// No such page, or no such bundle here (any more).
    NotFound,
    /// The form or the address is not one that our pages make.
    Malformed,
    /// The request was addressed to a name that is not this machine.
    ForeignHost,
    /// The form was not sent by one of our pages.
    ForeignForm,
    /// The form carries no token or an old one: the page was open too long.
    OldPage,
    /// The form belongs to another office of this program than the one that is shown now.
    OtherOffice,
    /// Nobody is logged in any more: the time was over, or the account was changed.
    LoggedOut,
    /// The role of whoever is logged in does not include this.
    NotAllowed,
    /// The pages reach beyond this machine, and the office has no accounts.
    NoAccounts,
    /// More files or bytes were chosen at once than an upload may have.
    TooLarge,
    /// A received bundle is not opened yet, so its contents are not handed out.
    NotOpened,
    /// The step is no longer possible in the state that the bundle has now.
    TooLate,
    /// Our own failure; the log has the cause.
    Internal,
}

impl Failure {
    /// Logs the cause of a failure of our own and hides it from the visitor.
    pub(crate) fn internal(cause: &(dyn Error + 'static)) -> Failure {
        tracing::error!(error = %Chain(cause), "a page could not be made");
        Failure::Internal
    }

    fn status(self) -> StatusCode {
        match self {
            Failure::NotFound => StatusCode::NOT_FOUND,
            Failure::Malformed => StatusCode::BAD_REQUEST,
            Failure::ForeignHost => StatusCode::MISDIRECTED_REQUEST,
            Failure::ForeignForm
            | Failure::OldPage
            | Failure::OtherOffice
            | Failure::LoggedOut
            | Failure::NotAllowed
            | Failure::NoAccounts => StatusCode::FORBIDDEN,
            Failure::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Failure::NotOpened | Failure::TooLate => StatusCode::CONFLICT,
            Failure::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// An error with its causes, on one line of the log.
struct Chain<'a>(&'a (dyn Error + 'static));

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(formatter, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage<'a> {
    frame: Frame,
    explanation: &'a str,
    remedy: &'a str,
}

/// A page that stands alone: under a foreign name neither the style sheet nor any link would be
/// answered, and nothing of the office is shown to whoever chose that name.
#[derive(Template)]
#[template(path = "foreign_host.html")]
struct ForeignHostPage<'a> {
    language: Language,
    title: &'a str,
    explanation: &'a str,
    remedy: &'a str,
    addresses: Vec<String>,
}

/// The page that explains a failure.
pub(crate) fn page(pages: &Pages, visit: &Visit, failure: &Failure) -> Response {
    let texts = &visit.texts().failure;
    if *failure == Failure::ForeignHost {
        let words = &texts.foreign_host;
        let page = ForeignHostPage {
            language: visit.language,
            title: words.title.as_str(),
            explanation: words.explanation.as_str(),
            remedy: words.remedy.as_str(),
            addresses: pages.site.hosts.addresses(),
        };
        return finished(&page, *failure);
    }
    let words = match failure {
        Failure::NotFound => &texts.not_found,
        Failure::Malformed => &texts.malformed,
        Failure::ForeignHost => &texts.foreign_host,
        Failure::ForeignForm => &texts.foreign_form,
        Failure::OldPage => &texts.old_page,
        Failure::OtherOffice => &texts.other_office,
        Failure::LoggedOut => &texts.logged_out,
        Failure::NotAllowed => &texts.not_allowed,
        Failure::NoAccounts => &texts.no_accounts,
        Failure::TooLarge => &texts.too_large,
        Failure::NotOpened => &texts.not_opened,
        Failure::TooLate => &texts.too_late,
        Failure::Internal => &texts.internal,
    };
    let page = FailurePage {
        frame: Frame::bare(
            pages,
            visit,
            Place::Elsewhere,
            words.title.as_str().to_owned(),
        ),
        explanation: words.explanation.as_str(),
        remedy: words.remedy.as_str(),
    };
    finished(&page, *failure)
}

fn finished(page: &impl Template, failure: Failure) -> Response {
    let mut response = render(page).unwrap_or_else(|_| Response::new(Body::empty()));
    *response.status_mut() = failure.status();
    response
}

/// A page as an answer.
///
/// # Errors
///
/// [`Failure::Internal`] when a template cannot be written, which only a lack
/// of memory would cause.
pub(crate) fn render(template: &impl Template) -> Result<Response, Failure> {
    let html = template
        .render()
        .map_err(|error| Failure::internal(&error))?;
    let mut response = Response::new(Body::from(html));
    response.headers_mut().insert(
        CONTENT_TYPE,
        axum::http::HeaderValue::from_static("text/html; charset=utf-8"),
    );
    Ok(response)
}
