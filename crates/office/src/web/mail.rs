//! 設定 → 新着の知らせ: mail that tells of arrivals.
//!
//! Here stands how it went, too: a mail that a server refused is told on this page, on
//! 設定 and on 今日すること. What a reader would get wrong: the field of the password is always
//! empty; an empty one keeps what there is, and no user name forgets it.

use std::fmt::Display;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::failure::{Failure, render};
use super::findings::{Fact, code_facts};
use super::form::{Asked, CheckedForm, Fields};
use super::frame::{Frame, Place, Summary};
use super::lists::Note;
use super::settings::Part;
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::{OfficeWords, Status};
use super::{Pages, dates};
use crate::config::{MAIL_MINUTES_LIMITS, MailSecurity, MailSettings};
use crate::error_code::ErrorCode;
use crate::history::Action;
use crate::mail::{
    MailState, MailUnfit, begin_mail, check_mail, has_password, read_mail_state, remove_password,
    retry_mail, save_password, send_mail, test_letter,
};
use crate::store::StoreError;

/// Characters of one field; addresses and names of servers are shorter.
const FIELD_CHARACTERS_MAX: usize = 200;

#[derive(Template)]
#[template(path = "mail.html")]
struct MailPage {
    frame: Frame,
    notes: Vec<Note>,
    cannot_heading: String,
    cannot: Vec<Fact>,
    invalid: &'static str,
    status: Status,
    facts: Vec<Fact>,
    may_try: bool,
    typed: MailSettings,
    to: String,
    securities: Vec<Choice>,
    has_password: bool,
    minutes_min: u32,
    minutes_max: u32,
    minutes_hint: String,
}

struct Choice {
    value: &'static str,
    words: String,
    chosen: bool,
}

/// What a form left to say.
#[derive(Default)]
struct Said {
    note: Option<Note>,
    /// Heading, code, and what it is about.
    cannot: Option<(String, ErrorCode, Option<String>)>,
    /// Receivers for which a mail to try was not taken.
    part: Vec<String>,
    /// The name of the field that is to be corrected.
    invalid: &'static str,
    typed: Option<MailSettings>,
}

/// `GET /settings/mail?saved=&tried=`
pub(crate) async fn show_mail(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let words = &visit.texts().mail;
    let note = if asked.one("tried").is_some() {
        Some(Note::new("status-done", &words.tried))
    } else {
        let saved = asked.one("saved");
        saved.map(|_| Note::new("status-done", &words.saved))
    };
    let said = Said {
        note,
        ..Said::default()
    };
    mail_page(&pages, &visit, said).await
}

async fn mail_page(pages: &Pages, visit: &Visit, said: Said) -> Result<Response, Failure> {
    let now = pages.now();
    let language = visit.language;
    let words = &visit.texts().mail;
    let (summary, state) = pages
        .store(|store| Ok::<_, StoreError>((Summary::read(store)?, read_mail_state(store)?)))
        .await?;
    let state = state.unwrap_or_default();
    let kept = pages.office.settings().mail.clone();
    let may_try = check_mail(&kept).is_ok();
    let status = status(language, &kept, &state);
    let typed = said.typed.unwrap_or(kept);
    let (cannot_heading, cannot) = match said.cannot {
        Some((heading, code, about)) => (heading, refusal(language, code, about)),
        None if !said.part.is_empty() => (
            words.state_part.to_string(),
            part_facts(language, &said.part),
        ),
        None => (String::new(), Vec::new()),
    };
    let frame = Frame::new(
        pages,
        visit,
        Place::Settings,
        words.title.to_string(),
        &summary,
        now,
    )
    .with_back_link("/settings", visit.texts().frame.settings.as_str());
    render(&MailPage {
        frame,
        notes: said.note.into_iter().collect(),
        cannot_heading,
        cannot,
        invalid: said.invalid,
        status,
        facts: facts(language, &state, now),
        may_try,
        to: typed.to.join("\n"),
        securities: securities(language, typed.security),
        typed,
        has_password: has_password(pages.office.dir()),
        minutes_min: MAIL_MINUTES_LIMITS.0,
        minutes_max: MAIL_MINUTES_LIMITS.1,
        minutes_hint: words.minutes_hint.with(&[
            ("min", &MAIL_MINUTES_LIMITS.0),
            ("max", &MAIL_MINUTES_LIMITS.1),
        ]),
    })
}

fn securities(language: Language, chosen: MailSecurity) -> Vec<Choice> {
    let words = &texts(language).mail;
    let choice = |security: MailSecurity| Choice {
        value: security.as_str(),
        words: match security {
            MailSecurity::Tls => words.security_tls.to_string(),
            MailSecurity::StartTls => words.security_starttls.to_string(),
            MailSecurity::Plain => words.security_none.to_string(),
        },
        chosen: security == chosen,
    };
    MailSecurity::ALL.map(choice).into_iter().collect()
}

fn status(language: Language, settings: &MailSettings, state: &MailState) -> Status {
    let words = &texts(language).mail;
    match (settings.on, state.failed_at) {
        (false, _) => Status::new("status-waiting", &words.state_off),
        (true, None) if !state.refused.is_empty() => {
            Status::new("status-warning", &words.state_part)
        }
        (true, None) => Status::new("status-done", &words.state_on),
        (true, Some(_)) => Status::new("status-failed", &words.state_failed),
    }
}

fn facts(language: Language, state: &MailState, now: protocol::UtcSeconds) -> Vec<Fact> {
    let words = &texts(language).mail;
    let sent = state.sent_at.map_or_else(
        || words.never_sent.to_string(),
        |at| dates::list_time(language, at, now),
    );
    let mut facts = vec![Fact::new(words.last_sent.as_str(), sent)];
    if let (Some(at), Some(code)) = (state.failed_at, &state.code) {
        let time = dates::list_time(language, at, now);
        facts.push(Fact::new(words.last_failed.as_str(), time));
        facts.extend(code_facts(language, code));
    }
    if state.failed_at.is_none() && !state.refused.is_empty() {
        facts.extend(part_facts(language, &state.refused));
    }
    facts
}

/// That some receivers were not taken, and which.
fn part_facts(language: Language, refused: &[String]) -> Vec<Fact> {
    let words = &texts(language).mail;
    let mut facts = vec![Fact::new(words.refused.as_str(), refused.join("、"))];
    facts.extend(code_facts(language, ErrorCode::MailPartlyRefused.code()));
    facts
}

fn refusal(language: Language, code: ErrorCode, about: Option<String>) -> Vec<Fact> {
    let words = &texts(language).mail;
    let mut facts = code_facts(language, code.code());
    if let Some(about) = about {
        facts.insert(0, Fact::new(words.where_word.as_str(), about));
    }
    facts
}

/// The line of 設定 that leads here.
pub(super) fn mail_part(language: Language, settings: &MailSettings, failed: bool) -> Part {
    let words = &texts(language).mail;
    Part {
        status: match (settings.on, failed) {
            (false, _) => Status::new("status-waiting", &words.part_off),
            (true, false) => Status::new("status-done", &words.part_on),
            (true, true) => Status::new("status-failed", &words.part_failed),
        },
        name: words.title.to_string(),
        what: words.part_what.to_string(),
        href: "/settings/mail",
        button: words.part_open.to_string(),
    }
}

/// `POST /settings/mail`
pub(crate) async fn change_mail(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(fields): CheckedForm,
) -> Result<Response, Failure> {
    let settings = read_form(&fields)?;
    if settings.on
        && let Err(unfit) = check_mail(&settings)
    {
        let said = unfit_said(visit.language, settings, &unfit);
        return mail_page(&pages, &visit, said).await;
    }
    let password = fields.one("password").map(str::to_owned);
    let office = pages.office.clone();
    let was_on = office.settings().mail.on;
    let is_on = settings.on;
    pages
        .work(move || {
            if settings.user.is_empty() {
                remove_password(office.dir())?;
            } else if let Some(password) = password {
                save_password(office.dir(), &password)?;
            }
            Ok::<_, crate::keys::KeysError>(crate::change_settings(&office, |all| {
                all.mail = settings;
            }))
        })
        .await?
        .map_err(|error| Failure::internal(&error))?
        .map_err(|error| Failure::internal(&error))?;
    pages
        .recorded(visit.did(Action::SettingsChanged), move |store| {
            match (was_on, is_on) {
                (false, true) => begin_mail(store),
                (true, true) => retry_mail(store),
                _ => Ok(()),
            }
        })
        .await?;
    Ok(Redirect::to("/settings/mail?saved=1").into_response())
}

fn unfit_said(language: Language, settings: MailSettings, unfit: &MailUnfit) -> Said {
    let words = &texts(language).mail;
    let (invalid, about) = match unfit {
        MailUnfit::Server(text) => ("server", Some((&words.server, text))),
        MailUnfit::Sender(text) => ("from", Some((&words.sender, text))),
        MailUnfit::Receivers(text) => ("to", Some((&words.receivers, text))),
        MailUnfit::PasswordInClear => ("security", None),
    };
    let about = about.map(|(field, text)| match text.is_empty() {
        true => format!("{field}{}", words.empty_word),
        false => words
            .where_value
            .with(&[("field", field as &dyn Display), ("value", text)]),
    });
    Said {
        cannot: Some((words.cannot.to_string(), ErrorCode::from(unfit), about)),
        invalid,
        typed: Some(settings),
        ..Said::default()
    }
}

/// What the form asks for. Texts that no browser sends are refused.
fn read_form(fields: &Fields) -> Result<MailSettings, Failure> {
    let text = |name: &str| {
        let text = fields.one(name).unwrap_or_default().trim();
        let fits = text.chars().count() <= FIELD_CHARACTERS_MAX;
        let fits = fits && !text.chars().any(char::is_control);
        fits.then(|| text.to_owned()).ok_or(Failure::Malformed)
    };
    let port = fields.one("port").and_then(|port| port.parse().ok());
    let minutes = fields.one("minutes").and_then(|text| text.parse().ok());
    let limits = MAIL_MINUTES_LIMITS.0..=MAIL_MINUTES_LIMITS.1;
    let security = fields.one("security").and_then(MailSecurity::from_word);
    let lines = fields.one("to").unwrap_or_default().split(['\n', ',', ' ']);
    let to: Vec<String> = lines
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| line.chars().take(FIELD_CHARACTERS_MAX).collect())
        .take(crate::config::MAIL_RECEIVERS_MAX + 1)
        .collect();
    Ok(MailSettings {
        on: fields.one("on").is_some(),
        server: text("server")?,
        port: port.filter(|port| *port > 0).ok_or(Failure::Malformed)?,
        security: security.ok_or(Failure::Malformed)?,
        user: text("user")?,
        from: text("from")?,
        to,
        minutes: minutes
            .filter(|minutes| limits.contains(minutes))
            .ok_or(Failure::Malformed)?,
        names: fields.one("names").is_some(),
    })
}

/// `POST /settings/mail/test`: one mail with the settings as they were saved.
pub(crate) async fn try_mail(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(_): CheckedForm,
) -> Result<Response, Failure> {
    let settings = pages.office.settings();
    let own = OfficeWords::own(settings.language, &pages.office);
    let name = format!("{}（{}）", own.name, pages.office.number());
    let letter = test_letter(settings.language, &name);
    match send_mail(pages.office.dir(), &settings.mail, &letter).await {
        Ok(delivered) if delivered.refused.is_empty() => {
            Ok(Redirect::to("/settings/mail?tried=1").into_response())
        }
        Ok(delivered) => {
            let said = Said {
                part: delivered.refused,
                invalid: "to",
                ..Said::default()
            };
            mail_page(&pages, &visit, said).await
        }
        Err(error) => {
            let code = ErrorCode::from(&error);
            tracing::warn!(code = code.code(), "the mail to try was not sent");
            let heading = visit.texts().mail.cannot_send.to_string();
            let said = Said {
                cannot: Some((heading, code, None)),
                ..Said::default()
            };
            mail_page(&pages, &visit, said).await
        }
    }
}
