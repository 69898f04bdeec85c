//! 設定 → 担当者: accounts, made and changed by an administrator.
//!
//! A start password is shown once, in the answer to the form that drew it; it is
//! kept nowhere. What a reader would get wrong: while there is no account this page
//! makes the first one, and from that moment on a login is asked for, so the browser
//! that made it is logged in at once.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use protocol::UtcSeconds;

use super::failure::{Failure, render};
use super::findings::{self, FindingWords};
use super::form::{Asked, CheckedForm, Fields};
use super::frame::{Frame, Place};
use super::lists::Note;
use super::login::begin_session;
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::Status;
use super::{Pages, dates};
use crate::error_code::ErrorCode;
use crate::staff::{self, AddStaffError, NewStaff, Role, StaffId, StaffMember, StartPassword};
use crate::store::StoreError;

#[derive(Template)]
#[template(path = "staff.html")]
struct StaffPage {
    frame: Frame,
    notes: Vec<Note>,
    findings: Vec<FindingWords>,
    rows: Vec<Row>,
    roles: Vec<RoleChoice>,
    typed: Typed,
}

#[derive(Template)]
#[template(path = "staff_first.html")]
struct FirstPage {
    frame: Frame,
    findings: Vec<FindingWords>,
    typed: Typed,
}

#[derive(Template)]
#[template(path = "staff_start.html")]
struct StartPage {
    frame: Frame,
    name: String,
    login_name: String,
    password: String,
    until: String,
}

/// What was typed, to be shown again beside what was wrong with it.
#[derive(Default)]
struct Typed {
    name: String,
    login_name: String,
}

struct Row {
    id: StaffId,
    name: String,
    login_name: String,
    role: &'static str,
    status: Status,
    label: String,
}

pub(super) struct RoleChoice {
    pub(super) value: &'static str,
    pub(super) words: &'static str,
    pub(super) what: &'static str,
    pub(super) chosen: bool,
}

pub(super) fn roles(language: Language, chosen: Role) -> Vec<RoleChoice> {
    let words = &texts(language).staff;
    Role::ALL
        .into_iter()
        .map(|role| RoleChoice {
            value: role.as_str(),
            words: role.words(language),
            what: match role {
                Role::Administrator => words.administrator_what.as_str(),
                Role::Exchange => words.exchange_what.as_str(),
                Role::Viewing => words.viewing_what.as_str(),
            },
            chosen: role == chosen,
        })
        .collect()
}

fn typed(fields: &Fields) -> Typed {
    let field = |name| fields.one(name).unwrap_or_default().to_owned();
    Typed {
        name: field("name"),
        login_name: field("login_name"),
    }
}

/// `GET /settings/staff?removed=`
pub(crate) async fn list_staff(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let removed = asked.one("removed").map(|_| {
        let words = &visit.texts().staff;
        Note::new("status-done", &words.removed)
    });
    let notes = removed.into_iter().collect();
    staff_page(&pages, &visit, notes, Vec::new(), Typed::default()).await
}

async fn staff_page(
    pages: &Pages,
    visit: &Visit,
    notes: Vec<Note>,
    findings: Vec<FindingWords>,
    typed: Typed,
) -> Result<Response, Failure> {
    let all = pages.store(staff::list_staff).await?;
    let words = &visit.texts().staff;
    let refused = !findings.is_empty();
    let frame = Frame::bare(pages, visit, Place::Settings, words.title.to_string())
        .with_back_link("/settings", visit.texts().frame.settings.as_str());
    let page = if all.is_empty() {
        render(&FirstPage {
            frame,
            findings,
            typed,
        })
    } else {
        let now = pages.now();
        let rows = all
            .iter()
            .map(|member| list_row(visit.language, member, now));
        render(&StaffPage {
            frame,
            notes,
            findings,
            rows: rows.collect(),
            roles: roles(visit.language, Role::Exchange),
            typed,
        })
    };
    page.map(|mut response| {
        if refused {
            *response.status_mut() = StatusCode::BAD_REQUEST;
        }
        response
    })
}

fn list_row(language: Language, member: &StaffMember, now: UtcSeconds) -> Row {
    Row {
        id: member.id,
        label: texts(language)
            .staff
            .change_label
            .with(&[("name", &member.name)]),
        name: member.name.clone(),
        login_name: member.login_name.clone(),
        role: member.role.words(language),
        status: status(language, member, now),
    }
}

pub(super) fn status(language: Language, member: &StaffMember, now: UtcSeconds) -> Status {
    let words = &texts(language).staff;
    match member.start_until {
        Some(until) if until < now => Status::new("status-failed", &words.start_lapsed),
        Some(until) => {
            let time = dates::list_time(language, until, now);
            Status::new("status-waiting", words.start_open.with(&[("time", &time)]))
        }
        None if member.has_second_factor => Status::new("status-done", &words.with_code),
        None => Status::new("status-done", &words.without_code),
    }
}

pub(super) fn finding(visit: &Visit, code: ErrorCode) -> Vec<FindingWords> {
    vec![findings::code_words(
        visit.language,
        code.code(),
        Vec::new(),
    )]
}

/// `POST /settings/staff/first`: name, login name, password twice.
pub(crate) async fn add_first(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(fields): CheckedForm,
) -> Result<Response, Failure> {
    if fields.one("password") != fields.one("again") {
        let words = &visit.texts().account;
        let unequal = findings::plain(
            visit.language,
            words.unequal.as_str(),
            words.unequal_remedy.as_str(),
        );
        return staff_page(&pages, &visit, Vec::new(), vec![unequal], typed(&fields)).await;
    }
    let (actor, now) = (visit.actor(), pages.now());
    let Typed { name, login_name } = typed(&fields);
    let password = fields.one("password").unwrap_or_default().to_owned();
    let added = pages
        .store(move |store| {
            Ok::<_, Failure>(staff::add_first_administrator(
                store,
                &login_name,
                &name,
                &password,
                &actor,
                now,
            ))
        })
        .await?;
    match added {
        Ok(id) => {
            let member = pages
                .store(move |store| staff::find_staff(store, id))
                .await?;
            let member = member.ok_or(Failure::NotFound)?;
            Ok(begin_session(
                &pages,
                &visit,
                &member,
                "/settings/staff",
                now,
            ))
        }
        Err(AddStaffError::Store(cause)) => Err(Failure::internal(&cause)),
        Err(error) => {
            let found = finding(&visit, ErrorCode::from(&error));
            staff_page(&pages, &visit, Vec::new(), found, typed(&fields)).await
        }
    }
}

/// `POST /settings/staff`: name, login name, role; the answer shows the start password.
pub(crate) async fn add_staff(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(fields): CheckedForm,
) -> Result<Response, Failure> {
    let Typed { name, login_name } = typed(&fields);
    let new = NewStaff {
        login_name,
        name,
        role: read_role(&fields)?,
    };
    let start = draw_start(&pages).await?;
    let (actor, now) = (visit.actor(), pages.now());
    let (start, added) = pages
        .store(move |store| {
            let added = staff::add_staff(store, &new, &start, &actor, now);
            Ok::<_, Failure>((start, added))
        })
        .await?;
    match added {
        Ok(id) => start_page(&pages, &visit, id, &start).await,
        Err(AddStaffError::Store(cause)) => Err(Failure::internal(&cause)),
        Err(error) => {
            let found = finding(&visit, ErrorCode::from(&error));
            staff_page(&pages, &visit, Vec::new(), found, typed(&fields)).await
        }
    }
}

pub(super) fn read_role(fields: &Fields) -> Result<Role, Failure> {
    let role = fields.one("role").and_then(|text| text.parse().ok());
    role.ok_or(Failure::Malformed)
}

pub(super) async fn draw_start(pages: &Pages) -> Result<StartPassword, Failure> {
    let turn = pages.site.hashing.acquire().await;
    let _turn = turn.map_err(|error| Failure::internal(&error))?;
    let now = pages.now();
    pages.work(move || StartPassword::draw(now)).await
}

pub(super) async fn start_page(
    pages: &Pages,
    visit: &Visit,
    id: StaffId,
    start: &StartPassword,
) -> Result<Response, Failure> {
    let member = pages
        .store(move |store| staff::find_staff(store, id))
        .await?;
    let member = member.ok_or(Failure::NotFound)?;
    let words = &visit.texts().staff;
    render(&StartPage {
        frame: Frame::bare(pages, visit, Place::Settings, words.start_title.to_string())
            .with_back_link("/settings/staff", words.title.as_str()),
        name: member.name,
        login_name: member.login_name,
        password: start.text().to_owned(),
        until: dates::long_time(visit.language, start.until()),
    })
}

/// How many accounts there are, for the page of all settings.
pub(super) async fn count(pages: &Pages) -> Result<usize, Failure> {
    let all = pages
        .store(|store| Ok::<_, StoreError>(staff::list_staff(store)?.len()))
        .await?;
    Ok(all)
}
