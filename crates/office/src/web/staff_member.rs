//! 設定 → 担当者 → one account: name and role, a new start password, the end of a lock, of
//! sessions, and of the account itself.
//!
//! Every change ends the sessions of the account, by itself or here. What a reader
//! would get wrong: nobody can remove the account in which they are; the last
//! administrator stays (`staff/change.rs`).

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use protocol::UtcSeconds;

use super::failure::{Failure, render};
use super::findings::FindingWords;
use super::form::{Asked, CheckedForm, Place as Path};
use super::frame::{Frame, Place};
use super::lists::Note;
use super::session::{Session, SessionTimes};
use super::staff::{RoleChoice, draw_start, finding, read_role, roles, start_page, status};
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::Status;
use super::{Pages, dates};
use crate::error_code::ErrorCode;
use crate::history::Action;
use crate::staff::{self, ChangeStaffError, RemoveStaffError, StaffId};

#[derive(Template)]
#[template(path = "staff_member.html")]
struct MemberPage {
    frame: Frame,
    notes: Vec<Note>,
    findings: Vec<FindingWords>,
    id: StaffId,
    name: String,
    login_name: String,
    status: Status,
    roles: Vec<RoleChoice>,
    sessions: Vec<SessionRow>,
    own: bool,
}

struct SessionRow {
    started: String,
    used: String,
    from: String,
}

/// `GET /settings/staff/{id}?saved=`
pub(crate) async fn show_member(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let words = &visit.texts().staff;
    let note = match asked.one("saved") {
        Some("changed") => Some(&words.changed),
        Some("unlocked") => Some(&words.unlocked),
        Some("ended") => Some(&words.ended),
        _ => None,
    };
    let notes = note.map(|note| Note::new("status-done", note));
    member_page(
        &pages,
        &visit,
        read_id(&id)?,
        notes.into_iter().collect(),
        Vec::new(),
    )
    .await
}

fn read_id(text: &str) -> Result<StaffId, Failure> {
    text.parse().map_err(|_| Failure::NotFound)
}

async fn member_page(
    pages: &Pages,
    visit: &Visit,
    id: StaffId,
    notes: Vec<Note>,
    findings: Vec<FindingWords>,
) -> Result<Response, Failure> {
    let member = pages
        .store(move |store| staff::find_staff(store, id))
        .await?;
    let member = member.ok_or(Failure::NotFound)?;
    let (now, language) = (pages.now(), visit.language);
    let times = SessionTimes::of(&pages.office.settings());
    let sessions = pages.sessions.all(times, now);
    let sessions = sessions.iter().filter(|session| session.staff == id);
    let words = &visit.texts().staff;
    let refused = !findings.is_empty();
    let mut response = render(&MemberPage {
        frame: Frame::bare(pages, visit, Place::Settings, member.name.clone())
            .with_back_link("/settings/staff", words.title.as_str()),
        notes,
        findings,
        id,
        status: status(language, &member, now),
        roles: roles(language, member.role),
        sessions: sessions
            .map(|session| session_row(language, session, now))
            .collect(),
        own: visit.staff.as_ref().is_some_and(|own| own.id == id),
        name: member.name,
        login_name: member.login_name,
    })?;
    if refused {
        *response.status_mut() = StatusCode::CONFLICT;
    }
    Ok(response)
}

fn session_row(language: Language, session: &Session, now: UtcSeconds) -> SessionRow {
    let here = &texts(language).staff.this_machine;
    SessionRow {
        started: dates::list_time(language, session.started, now),
        used: dates::list_time(language, session.used, now),
        from: match session.from {
            Some(address) if !address.is_loopback() => address.to_string(),
            _ => here.to_string(),
        },
    }
}

/// What a change came to: back to the page with a note, or the page with the reason.
async fn answer(
    pages: &Pages,
    visit: &Visit,
    id: StaffId,
    outcome: Result<(), ErrorCode>,
    saved: &str,
) -> Result<Response, Failure> {
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("/settings/staff/{id}?saved={saved}")).into_response()),
        Err(ErrorCode::StaffNotFound) => Err(Failure::NotFound),
        Err(code) => member_page(pages, visit, id, Vec::new(), finding(visit, code)).await,
    }
}

/// The code of a refusal; what failed in the database is a failure of ours.
fn refusal<E>(outcome: Result<(), E>) -> Result<Result<(), ErrorCode>, Failure>
where
    for<'a> ErrorCode: From<&'a E>,
    E: std::error::Error + 'static,
{
    let Err(error) = outcome else {
        return Ok(Ok(()));
    };
    match ErrorCode::from(&error) {
        ErrorCode::DatabaseFailed | ErrorCode::DatabaseNewer => Err(Failure::internal(&error)),
        code => Ok(Err(code)),
    }
}

/// `POST /settings/staff/{id}`: name and role.
pub(crate) async fn change_member(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<String>,
    CheckedForm(fields): CheckedForm,
) -> Result<Response, Failure> {
    let (id, role) = (read_id(&id)?, read_role(&fields)?);
    let (actor, now) = (visit.actor(), pages.now());
    let name = fields.one("name").unwrap_or_default().to_owned();
    let outcome: Result<(), ChangeStaffError> = pages
        .store(move |store| {
            Ok::<_, Failure>(staff::change_staff(store, id, &name, role, &actor, now))
        })
        .await?;
    answer(&pages, &visit, id, refusal(outcome)?, "changed").await
}

/// `POST /settings/staff/{id}/reset`: the answer shows the new start password.
pub(crate) async fn reset_member(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<String>,
    CheckedForm(_): CheckedForm,
) -> Result<Response, Failure> {
    let id = read_id(&id)?;
    let start = draw_start(&pages).await?;
    let (actor, now) = (visit.actor(), pages.now());
    let (start, outcome) = pages
        .store(move |store| {
            let outcome = staff::reset_password(store, id, &start, &actor, now);
            Ok::<_, Failure>((start, outcome))
        })
        .await?;
    match refusal(outcome)? {
        Ok(()) => start_page(&pages, &visit, id, &start).await,
        Err(code) => answer(&pages, &visit, id, Err(code), "").await,
    }
}

/// `POST /settings/staff/{id}/unlock`
pub(crate) async fn unlock_member(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<String>,
    CheckedForm(_): CheckedForm,
) -> Result<Response, Failure> {
    let id = read_id(&id)?;
    let (actor, now) = (visit.actor(), pages.now());
    let outcome = pages
        .store(move |store| Ok::<_, Failure>(staff::unlock_login(store, id, &actor, now)))
        .await?;
    answer(&pages, &visit, id, refusal(outcome)?, "unlocked").await
}

/// `POST /settings/staff/{id}/remove`
pub(crate) async fn remove_member(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<String>,
    CheckedForm(_): CheckedForm,
) -> Result<Response, Failure> {
    let id = read_id(&id)?;
    let (actor, now) = (visit.actor(), pages.now());
    let outcome: Result<(), RemoveStaffError> = pages
        .store(move |store| Ok::<_, Failure>(staff::remove_staff(store, id, &actor, now)))
        .await?;
    match refusal(outcome)? {
        Ok(()) => {
            pages.sessions.end_all_of(id);
            Ok(Redirect::to("/settings/staff?removed=1").into_response())
        }
        Err(code) => answer(&pages, &visit, id, Err(code), "").await,
    }
}

/// `POST /settings/staff/{id}/end`: logs somebody out everywhere.
pub(crate) async fn end_sessions(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<String>,
    CheckedForm(_): CheckedForm,
) -> Result<Response, Failure> {
    let id = read_id(&id)?;
    pages
        .recorded(visit.did(Action::SessionEnded).on(id), move |store| {
            staff::find_staff(store, id)?.ok_or(Failure::NotFound)
        })
        .await?;
    pages.sessions.end_all_of(id);
    answer(&pages, &visit, id, Ok(()), "ended").await
}
