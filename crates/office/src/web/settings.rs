//! 設定: this office and this terminal in facts, and the way to each part.
//!
//! A part that has a page of its own is one line here with its state and one button.
//! What a reader would get wrong: the language here is the one for browsers in which
//! nobody chose another.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{Redirect, Response};
use protocol::certificate::read_device_certificate;
use protocol::{Digest, OfficeNumber, ServiceKind, UtcSeconds};

use super::failure::{Failure, render};
use super::form::{Asked, CheckedForm, Fields};
use super::frame::{Frame, Place, Summary};
use super::lists::Note;
use super::partners::groups;
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::{Status, service_words};
use super::{Pages, dates, licence, mail, network, offices, staff, terminals};
use crate::access_keys::list_access_keys;
use crate::config::{SESSION_HOURS_LIMITS, SESSION_IDLE_MINUTES_LIMITS, UNDO_SECONDS_LIMITS};
use crate::folders::{FolderStatus, list_folders};
use crate::history::Action;
use crate::keys::read_keys;
use crate::licence::read_licence;
use crate::mail::read_mail_state;
use crate::store::StoreError;

/// Days before its end from which a certificate is worth a warning; renewal is offered
/// from then on.
const CERTIFICATE_DAYS: u64 = 90;

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    frame: Frame,
    notes: Vec<Note>,
    number: OfficeNumber,
    name: String,
    services: String,
    hub: String,
    address: String,
    certificate: Status,
    /// What partners compare by telephone when the certificate of this office changed; nothing when the keys cannot be read.
    fingerprint: Option<String>,
    languages: Vec<Choosable>,
    undo: u32,
    undo_max: u32,
    idle: Limited,
    hours: Limited,
    parts: Vec<Part>,
}

/// A line of a list to choose from.
struct Choosable {
    value: &'static str,
    words: String,
    chosen: bool,
}

/// A number with its limits.
struct Limited {
    value: u32,
    min: u32,
    max: u32,
}

impl Limited {
    fn new(value: u32, (min, max): (u32, u32)) -> Limited {
        Limited { value, min, max }
    }
}

/// A part of the settings that has pages of its own.
pub(super) struct Part {
    pub(super) status: Status,
    pub(super) name: String,
    pub(super) what: String,
    pub(super) href: &'static str,
    pub(super) button: String,
}

/// `GET /settings?saved=`
pub(crate) async fn show_settings(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let now = pages.now();
    let language = visit.language;
    let (summary, folders, terminals, keys, mail_failed, licence) = pages
        .store(move |store| {
            let terminals = terminals::settings_part(language, store)?;
            let keys = list_access_keys(store)?;
            let mail = read_mail_state(store)?.unwrap_or_default();
            let failed = mail.trouble().is_some();
            let summary = Summary::read(store)?;
            let licence = licence::licence_part(language, &read_licence(store)?, now);
            let folders = list_folders(store)?;
            Ok::<_, StoreError>((summary, folders, terminals, keys, failed, licence))
        })
        .await?;
    let accounts = staff::count(&pages).await?;
    let used_keys = keys.iter().filter(|key| key.revoked_at.is_none());
    let dir = pages.office.dir().to_owned();
    let (until, fingerprint) = pages
        .work(move || (certificate_until(&dir, now), own_fingerprint(&dir)))
        .await?;
    let words = &visit.texts().settings;
    let own = pages.office.own();
    let settings = pages.office.settings();
    let saved = asked
        .one("saved")
        .map(|_| Note::new("status-done", &words.saved));
    render(&SettingsPage {
        frame: Frame::new(
            &pages,
            &visit,
            Place::Settings,
            visit.texts().frame.settings.to_string(),
            &summary,
            now,
        ),
        notes: saved.into_iter().collect(),
        number: own.number,
        services: services(language, &own.services),
        name: own.name,
        hub: own.hub_name,
        address: settings.hub_url.clone(),
        certificate: certificate(language, until, now),
        fingerprint,
        languages: [
            (Language::Japanese, &words.japanese),
            (Language::English, &words.english),
        ]
        .into_iter()
        .map(|(known, name)| Choosable {
            value: known.tag(),
            words: name.to_string(),
            chosen: known == settings.language,
        })
        .collect(),
        undo: settings.undo_seconds,
        undo_max: UNDO_SECONDS_LIMITS.1,
        idle: Limited::new(settings.session_idle_minutes, SESSION_IDLE_MINUTES_LIMITS),
        hours: Limited::new(settings.session_hours, SESSION_HOURS_LIMITS),
        parts: vec![
            folders_part(language, &folders),
            terminals,
            network::network_part(language, &pages),
            mail::mail_part(language, &settings.mail, mail_failed),
            access_part(language, used_keys.count() as u64),
            staff_part(language, accounts),
            licence,
            offices::offices_part(language, &pages),
            history_part(language),
        ],
    })
}

/// `None` when the keys or the certificate cannot be read; the inner `None` when it has
/// ended.
fn certificate_until(dir: &std::path::Path, now: UtcSeconds) -> Option<Option<UtcSeconds>> {
    let keys = read_keys(dir)
        .inspect_err(|error| tracing::error!(%error, "the keys cannot be read"))
        .ok()?;
    let read = read_device_certificate(keys.device.certificate_der(), &keys.trust, now);
    Some(read.ok().map(|certificate| certificate.not_after))
}

/// As partners see it when they are asked whether to accept a changed certificate.
fn own_fingerprint(dir: &std::path::Path) -> Option<String> {
    let keys = read_keys(dir).ok()?;
    Some(groups(Digest::of(keys.mailbox.certificate_der())))
}

fn certificate(language: Language, until: Option<Option<UtcSeconds>>, now: UtcSeconds) -> Status {
    let words = &texts(language).settings;
    match until {
        None => Status::new("status-failed", &words.certificate_unknown),
        Some(None) => Status::new("status-failed", &words.certificate_ended),
        Some(Some(until)) => {
            let days = dates::days_between(now, until);
            let date = dates::long_date(language, until);
            let class = if days <= CERTIFICATE_DAYS {
                "status-warning"
            } else {
                "status-done"
            };
            let line = words
                .certificate_until
                .with(&[("date", &date), ("days", &days)]);
            Status::new(class, line)
        }
    }
}

fn services(language: Language, services: &[ServiceKind]) -> String {
    let words: Vec<String> = services
        .iter()
        .map(|service| format!("{} {service}", service_words(language, *service)))
        .collect();
    words.join("\u{3000}")
}

fn folders_part(language: Language, folders: &[FolderStatus]) -> Part {
    let words = &texts(language).settings;
    let trouble = folders.iter().filter(|folder| folder.problem.is_some());
    let status = match (trouble.count() as u64, folders.len() as u64) {
        (0, 0) => Status::new("status-waiting", &words.folders_none),
        (0, count) => Status::new("status-done", words.folders_fine.of(count)),
        (trouble, _) => Status::new("status-failed", words.folders_trouble.of(trouble)),
    };
    Part {
        status,
        name: words.folders.to_string(),
        what: words.folders_what.to_string(),
        href: "/settings/folders",
        button: words.folders_open.to_string(),
    }
}

fn access_part(language: Language, keys: u64) -> Part {
    let words = &texts(language).access;
    let status = match keys {
        0 => Status::new("status-waiting", &words.part_none),
        keys => Status::new("status-done", words.part_some.of(keys)),
    };
    Part {
        status,
        name: words.title.to_string(),
        what: words.lead.to_string(),
        href: "/settings/keys",
        button: words.part_open.to_string(),
    }
}

fn staff_part(language: Language, accounts: usize) -> Part {
    let words = &texts(language).staff;
    let status = match accounts as u64 {
        0 => Status::new("status-waiting", &words.part_none),
        count => Status::new("status-done", words.part_count.of(count)),
    };
    Part {
        status,
        name: words.title.to_string(),
        what: words.part_what.to_string(),
        href: "/settings/staff",
        button: words.part_open.to_string(),
    }
}

fn history_part(language: Language) -> Part {
    let words = &texts(language).history;
    Part {
        status: Status::new("status-none", ""),
        name: words.title.to_string(),
        what: words.part_what.to_string(),
        href: "/settings/history",
        button: words.part_open.to_string(),
    }
}

/// `POST /settings`: the language shown at first, how long sending can be stopped, and how
/// long somebody stays logged in.
pub(crate) async fn change_settings(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(fields): CheckedForm,
) -> Result<Redirect, Failure> {
    let language = fields
        .one("first_language")
        .and_then(Language::from_tag)
        .ok_or(Failure::Malformed)?;
    let undo_seconds = number(&fields, "undo_seconds", UNDO_SECONDS_LIMITS)?;
    let idle = number(&fields, "session_idle_minutes", SESSION_IDLE_MINUTES_LIMITS)?;
    let hours = number(&fields, "session_hours", SESSION_HOURS_LIMITS)?;
    let office = pages.office.clone();
    pages
        .work(move || {
            crate::change_settings(&office, |settings| {
                settings.language = language;
                settings.undo_seconds = undo_seconds;
                settings.session_idle_minutes = idle;
                settings.session_hours = hours;
            })
        })
        .await?
        .map_err(|error| Failure::internal(&error))?;
    // The settings are a file; the line of the history follows it.
    pages.noted(visit.did(Action::SettingsChanged)).await?;
    Ok(Redirect::to("/settings?saved=1"))
}

/// A number of the form within its limits; browsers keep to them by themselves.
fn number(fields: &Fields, name: &str, limits: (u32, u32)) -> Result<u32, Failure> {
    fields
        .one(name)
        .and_then(|text| text.parse().ok())
        .filter(|number| (limits.0..=limits.1).contains(number))
        .ok_or(Failure::Malformed)
}
