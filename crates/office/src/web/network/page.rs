//! 設定 → ほかのパソコンから使う: whether the pages are on the office's network, under which
//! names, and the fingerprint that a colleague compares.
//!
//! What a reader would get wrong: the answer to the form is a page and no redirect when
//! it came over the network, for the address that a redirect would name may be gone.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::super::failure::{Failure, render};
use super::super::findings::{Fact, code_facts};
use super::super::form::{Asked, CheckedForm, Fields};
use super::super::frame::{Frame, Place, Summary};
use super::super::lists::Note;
use super::super::settings::Part;
use super::super::texts::{Language, texts};
use super::super::visit::Visit;
use super::super::words::Status;
use super::super::{Pages, dates};
use super::{NetworkState, OpenNetwork};
use crate::config::NetworkSettings;
use crate::error_code::ErrorCode;
use crate::history::Action;
use crate::network::{
    NetworkError, ensure_administrators, own_names, read_names, renew_network_certificate,
};

/// Groups of digits on one line: two lines of a fingerprint are compared more easily
/// than one.
const GROUPS: usize = 8;

#[derive(Template)]
#[template(path = "network.html")]
struct NetworkPage {
    frame: Frame,
    notes: Vec<Note>,
    needs_administrator: bool,
    status: Status,
    /// Whether the command that started the program asked for it.
    wished: bool,
    refusal: Vec<Fact>,
    open: Option<OpenWords>,
    cannot: Vec<Fact>,
    on: bool,
    names: String,
    port: String,
}

/// What another computer needs.
struct OpenWords {
    urls: Vec<String>,
    fingerprint: Vec<String>,
    until: String,
}

impl OpenWords {
    fn of(language: Language, open: &OpenNetwork) -> OpenWords {
        let date = dates::long_date(language, open.certificate_until);
        let groups: Vec<&str> = open.fingerprint.split(' ').collect();
        OpenWords {
            urls: open.urls(),
            fingerprint: groups.chunks(GROUPS).map(|line| line.join(" ")).collect(),
            until: texts(language).network.until_value.with(&[("date", &date)]),
        }
    }
}

/// What a form left to say.
#[derive(Default)]
struct Said {
    note: Option<Note>,
    cannot: Option<(ErrorCode, String)>,
    /// What was typed and not saved.
    typed: Option<(bool, String, String)>,
}

/// `GET /settings/network?saved=&renewed=`
pub(crate) async fn show_network(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let words = &visit.texts().network;
    let note = if asked.one("renewed").is_some() {
        Some(Note::new("status-done", &words.renewed))
    } else {
        let saved = asked.one("saved");
        saved.map(|_| Note::new("status-done", &words.saved))
    };
    let said = Said {
        note,
        ..Said::default()
    };
    network_page(&pages, &visit, said).await
}

async fn network_page(pages: &Pages, visit: &Visit, said: Said) -> Result<Response, Failure> {
    let now = pages.now();
    let language = visit.language;
    let words = &visit.texts().network;
    let summary = pages.store(Summary::read).await?;
    let needs_administrator = match check_administrators(pages).await? {
        Ok(()) => false,
        Err(NetworkError::Store(error)) => return Err(error.into()),
        Err(_) => true,
    };
    let state = pages.site.network.state();
    let settings = first_settings(pages);
    let (on, names, port) = said.typed.unwrap_or_else(|| typed_of(&settings));
    let frame = Frame::new(
        pages,
        visit,
        Place::Settings,
        words.title.to_string(),
        &summary,
        now,
    )
    .with_back_link("/settings", visit.texts().frame.settings.as_str());
    render(&NetworkPage {
        frame,
        notes: said.note.into_iter().collect(),
        needs_administrator,
        status: status(language, &state),
        wished: pages.site.network.is_wished(),
        refusal: match &state {
            NetworkState::Refused { code, about } => refusal(language, *code, about),
            _ => Vec::new(),
        },
        open: match &state {
            NetworkState::Open(open) => Some(OpenWords::of(language, open)),
            _ => None,
        },
        cannot: match said.cannot {
            Some((code, about)) => refusal(language, code, &about),
            None => Vec::new(),
        },
        on,
        names,
        port,
    })
}

/// The settings of the whole program are those of its first office.
fn first_settings(pages: &Pages) -> NetworkSettings {
    pages.site.offices[0].settings().network.clone()
}

/// The settings as the form shows them; names of the machine where none were chosen.
fn typed_of(settings: &NetworkSettings) -> (bool, String, String) {
    let names = if settings.names.is_empty() {
        own_names().iter().map(ToString::to_string).collect()
    } else {
        settings.names.clone()
    };
    (settings.on, names.join("\n"), settings.port.to_string())
}

fn refusal(language: Language, code: ErrorCode, about: &str) -> Vec<Fact> {
    let mut facts = code_facts(language, code.code());
    if !about.is_empty() {
        facts.insert(0, Fact::new(texts(language).network.about.as_str(), about));
    }
    facts
}

fn status(language: Language, state: &NetworkState) -> Status {
    let words = &texts(language).network;
    match state {
        NetworkState::Unknown => Status::new("status-waiting", &words.state_unknown),
        NetworkState::Off => Status::new("status-waiting", &words.state_off),
        NetworkState::Open(_) => Status::new("status-done", &words.state_open),
        NetworkState::Refused { .. } => Status::new("status-failed", &words.state_refused),
    }
}

/// The line of 設定 that leads here.
pub(crate) fn network_part(language: Language, pages: &Pages) -> Part {
    let words = &texts(language).network;
    Part {
        status: match pages.site.network.state() {
            NetworkState::Unknown | NetworkState::Off => {
                Status::new("status-waiting", &words.part_off)
            }
            NetworkState::Open(_) => Status::new("status-done", &words.part_on),
            NetworkState::Refused { .. } => Status::new("status-failed", &words.part_refused),
        },
        name: words.title.to_string(),
        what: words.part_what.to_string(),
        href: "/settings/network",
        button: words.part_open.to_string(),
    }
}

async fn check_administrators(pages: &Pages) -> Result<Result<(), NetworkError>, Failure> {
    let offices = pages.site.offices.clone();
    pages.work(move || ensure_administrators(&offices)).await
}

/// `POST /settings/network`
pub(crate) async fn change_network(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(fields): CheckedForm,
) -> Result<Response, Failure> {
    let settings = match read_form(&pages, &fields).await? {
        Ok(settings) => settings,
        Err(said) => return network_page(&pages, &visit, said).await,
    };
    let office = pages.site.offices[0].clone();
    pages
        .work(move || crate::change_settings(&office, |all| all.network = settings))
        .await?
        .map_err(|error| Failure::internal(&error))?;
    // The settings are a file; the line of the history follows it.
    pages.noted(visit.did(Action::SettingsChanged)).await?;
    carried_out(&pages, &visit, "saved").await
}

/// What the form asks for, or what is wrong with it.
async fn read_form(
    pages: &Pages,
    fields: &Fields,
) -> Result<Result<NetworkSettings, Said>, Failure> {
    let on = fields.one("on").is_some();
    let typed_names = fields.one("names").unwrap_or_default().to_owned();
    let typed_port = fields.one("port").unwrap_or_default().to_owned();
    let port = typed_port.parse().ok().filter(|port| *port > 0);
    let port = port.ok_or(Failure::Malformed)?;
    let refused = |code, about| {
        Ok(Err(Said {
            cannot: Some((code, about)),
            typed: Some((on, typed_names.clone(), typed_port.clone())),
            ..Said::default()
        }))
    };
    let names = match read_names(&typed_names) {
        Ok(names) => names,
        Err(wrong) => return refused(ErrorCode::NetworkNameUnfit, wrong),
    };
    if on {
        match check_administrators(pages).await? {
            Ok(()) => (),
            Err(NetworkError::Store(error)) => return Err(error.into()),
            Err(NetworkError::NoAdministrator(office)) => {
                let code = ErrorCode::NetworkNeedsAdministrator;
                return refused(code, office.to_string());
            }
            Err(error) => return Err(Failure::internal(&error)),
        }
    }
    Ok(Ok(NetworkSettings {
        on,
        port,
        names: names.iter().map(ToString::to_string).collect(),
    }))
}

/// Waits until the network is as the settings say, then shows it.
async fn carried_out(pages: &Pages, visit: &Visit, done: &str) -> Result<Response, Failure> {
    pages.site.network.carry_out().await;
    if !pages.site.tls {
        let to = format!("/settings/network?{done}=1");
        return Ok(Redirect::to(&to).into_response());
    }
    let words = &visit.texts().network;
    let note = match done {
        "renewed" => &words.renewed,
        _ => &words.saved,
    };
    let said = Said {
        note: Some(Note::new("status-done", note)),
        ..Said::default()
    };
    network_page(pages, visit, said).await
}

/// `POST /settings/network/renew`
pub(crate) async fn renew_certificate(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(_): CheckedForm,
) -> Result<Response, Failure> {
    let NetworkState::Open(open) = pages.site.network.state() else {
        return Err(Failure::TooLate);
    };
    let (dir, now) = (pages.site.offices[0].dir().to_owned(), pages.now());
    pages
        .work(move || renew_network_certificate(&dir, &open.names, now))
        .await?
        .map_err(|error| Failure::internal(&error))?;
    pages.noted(visit.did(Action::SettingsChanged)).await?;
    carried_out(&pages, &visit, "renewed").await
}
