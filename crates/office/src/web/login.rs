//! Logging in and out: ログイン, ログアウト.
//!
//! One page asks for everything, the code of the second factor too: what is wrong is
//! said for all together, so that nobody learns which login names there are. What a
//! reader would get wrong: the form has a token although nobody is logged in, or a
//! foreign page could log somebody in under another name.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::response::{IntoResponse, Redirect, Response};
use protocol::UtcSeconds;

use super::failure::{Failure, render};
use super::findings::{self, Fact, FindingWords};
use super::form::{Asked, CheckedForm, Fields};
use super::frame::Frame;
use super::session::session_cookie;
use super::visit::{Visit, own_path};
use super::{Pages, dates};
use crate::error_code::ErrorCode;
use crate::history::Action;
use crate::staff::{
    LoggedIn, LoginError, Proof, StaffMember, begin_login, finish_login, has_staff, list_staff,
};

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage {
    frame: Frame,
    findings: Vec<FindingWords>,
    login_name: String,
    back: String,
    /// Whether anybody here uses a second factor.
    asks_code: bool,
}

/// `GET /login?back=`
pub(crate) async fn show_login(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    if visit.staff.is_some() || !pages.store(has_staff).await? {
        return Ok(Redirect::to("/").into_response());
    }
    let back = asked.one("back").and_then(own_path).unwrap_or("/");
    login_page(&pages, &visit, Vec::new(), "", back).await
}

async fn login_page(
    pages: &Pages,
    visit: &Visit,
    findings: Vec<FindingWords>,
    login_name: &str,
    back: &str,
) -> Result<Response, Failure> {
    let staff = pages.store(list_staff).await?;
    render(&LoginPage {
        frame: Frame::outside(pages, visit, visit.texts().login.title.to_string()),
        findings,
        login_name: login_name.to_owned(),
        back: back.to_owned(),
        asks_code: staff.iter().any(|member| member.has_second_factor),
    })
}

/// `POST /login`
pub(crate) async fn log_in(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(fields): CheckedForm,
) -> Result<Response, Failure> {
    let now = pages.now();
    let typed = fields.one("login_name").unwrap_or_default().to_owned();
    let back = fields
        .one("back")
        .and_then(own_path)
        .unwrap_or("/")
        .to_owned();
    let proof = match verify(&pages, &typed, &fields, now).await? {
        Ok(proof) => proof,
        Err(error) => return refused(&pages, &visit, &error, &typed, &back).await,
    };
    let outcome = pages
        .store(move |store| Ok::<_, Failure>(finish_login(store, proof, now)))
        .await?;
    match outcome {
        Ok(LoggedIn { member }) => {
            // A session that this browser had before ends with its cookie.
            if let Some(hash) = visit.session {
                pages.sessions.end(&hash);
            }
            Ok(begin_session(&pages, &visit, &member, &back, now))
        }
        Err(error) => refused(&pages, &visit, &error, &typed, &back).await,
    }
}

/// Counts the attempt and verifies what was typed; the fields are `password` and
/// `code`.
pub(super) async fn verify(
    pages: &Pages,
    login_name: &str,
    fields: &Fields,
    now: UtcSeconds,
) -> Result<Result<Proof, LoginError>, Failure> {
    // Hashing takes much memory on purpose: only few at the same time.
    let turn = pages.site.hashing.acquire().await;
    let _turn = turn.map_err(|error| Failure::internal(&error))?;
    let name = login_name.to_owned();
    let begun = pages
        .store(move |store| Ok::<_, Failure>(begin_login(store, &name, now)))
        .await?;
    let attempt = match begun {
        Ok(attempt) => attempt,
        Err(error) => return Ok(Err(error)),
    };
    let password = fields.one("password").unwrap_or_default().to_owned();
    let code = fields.one("code").unwrap_or_default().to_owned();
    let proof = pages
        .work(move || attempt.verify(&password, &code, now))
        .await?;
    Ok(Ok(proof))
}

async fn refused(
    pages: &Pages,
    visit: &Visit,
    error: &LoginError,
    typed: &str,
    back: &str,
) -> Result<Response, Failure> {
    let finding = login_finding(pages, visit, error)?;
    let mut response = login_page(pages, visit, vec![finding], typed, back).await?;
    *response.status_mut() = StatusCode::FORBIDDEN;
    Ok(response)
}

/// Why nobody was logged in, in words, with the time when it can be tried again.
pub(super) fn login_finding(
    pages: &Pages,
    visit: &Visit,
    error: &LoginError,
) -> Result<FindingWords, Failure> {
    let mut facts = Vec::new();
    match error {
        LoginError::Store(cause) => return Err(Failure::internal(cause)),
        LoginError::Locked { until } | LoginError::TooMany { until } => {
            let time = dates::receipt_time(visit.language, *until, pages.now());
            facts.push(Fact::new(visit.texts().login.again_at.as_str(), time));
        }
        LoginError::Wrong | LoginError::StartLapsed => (),
    }
    let code = ErrorCode::from(error);
    Ok(findings::code_words(visit.language, code.code(), facts))
}

/// Gives this browser a new session and leads to `back`.
pub(super) fn begin_session(
    pages: &Pages,
    visit: &Visit,
    member: &StaffMember,
    back: &str,
    now: UtcSeconds,
) -> Response {
    let text = pages.sessions.begin(member, visit.from, now);
    let office = pages.office.number();
    let cookie = session_cookie(&pages.site, office.as_str(), &text);
    (
        StatusCode::SEE_OTHER,
        [(SET_COOKIE, cookie)],
        [(LOCATION, back.to_owned())],
    )
        .into_response()
}

/// `POST /logout`
pub(crate) async fn log_out(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(_): CheckedForm,
) -> Result<Response, Failure> {
    if let Some(hash) = visit.session {
        pages.sessions.end(&hash);
        let entry = visit.did(Action::LoggedOut);
        pages.noted(entry).await?;
    }
    let office = pages.office.number();
    let cookie = session_cookie(&pages.site, office.as_str(), "");
    Ok((
        StatusCode::SEE_OTHER,
        [(SET_COOKIE, cookie)],
        [(LOCATION, "/login")],
    )
        .into_response())
}
