//! 設定 → 介護ソフトとの接続: access keys of programs on this machine.
//!
//! The text of a key is in the answer to the form that made it and nowhere else, so that
//! answer is a page and no redirect: loading it again would make another key, and the
//! browser asks before it does.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{Redirect, Response};
use protocol::UtcSeconds;

use super::failure::{Failure, render};
use super::findings::{Fact, code_facts};
use super::form::{Asked, CheckedForm, Place as Path};
use super::frame::{Frame, Place, Summary};
use super::lists::Note;
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::Status;
use super::{Pages, dates};
use crate::access_keys::{
    AccessKey, CreateKeyError, RevokeKeyError, Scope, create_access_key, list_access_keys,
    revoke_access_key,
};
use crate::error_code::ErrorCode;
use crate::store::StoreError;

#[derive(Template)]
#[template(path = "access.html")]
struct AccessPage {
    frame: Frame,
    notes: Vec<Note>,
    /// The key that was just made.
    made: Option<String>,
    /// The address of this program, for whoever sets up the care software.
    address: String,
    /// Where the interface is described.
    described: String,
    /// Whether this browser is on the machine where the interface is.
    linked: bool,
    facts: Vec<Fact>,
    keys: Vec<KeyLine>,
    name: String,
}

struct KeyLine {
    number: i64,
    name: String,
    allows: String,
    created: String,
    used: String,
    status: Status,
    valid: bool,
    revoke_label: String,
}

/// What a form left to say.
#[derive(Default)]
struct Said {
    made: Option<String>,
    code: Option<ErrorCode>,
    name: String,
    revoked: bool,
}

/// `GET /settings/keys?revoked=`
pub(crate) async fn list_keys(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let said = Said {
        revoked: asked.one("revoked").is_some(),
        ..Said::default()
    };
    access_page(&pages, &visit, said).await
}

async fn access_page(pages: &Pages, visit: &Visit, said: Said) -> Result<Response, Failure> {
    let (summary, keys) = pages
        .store(|store| Ok::<_, StoreError>((Summary::read(store)?, list_access_keys(store)?)))
        .await?;
    let now = pages.now();
    let language = visit.language;
    let words = &visit.texts().access;
    let revoked = said
        .revoked
        .then(|| Note::new("status-done", &words.was_revoked));
    let address = format!("http://127.0.0.1:{}/api/v1", pages.site.local.port());
    render(&AccessPage {
        frame: Frame::new(
            pages,
            visit,
            Place::Settings,
            words.title.to_string(),
            &summary,
            now,
        )
        .with_back_link("/settings", visit.texts().frame.settings.as_str()),
        notes: revoked.into_iter().collect(),
        made: said.made,
        described: format!("{address}/openapi.json"),
        linked: !pages.site.tls,
        address,
        facts: match said.code {
            Some(code) => code_facts(language, code.code()),
            None => Vec::new(),
        },
        keys: keys.iter().map(|key| line(language, key, now)).collect(),
        name: said.name,
    })
}

fn line(language: Language, key: &AccessKey, now: UtcSeconds) -> KeyLine {
    let words = &texts(language).access;
    let allows: Vec<&str> = key
        .scopes
        .iter()
        .map(|scope| match scope {
            Scope::Send => words.scope_send_short.as_str(),
            Scope::Receive => words.scope_receive_short.as_str(),
            Scope::Read => words.scope_read_short.as_str(),
        })
        .collect();
    let time = |at: UtcSeconds| dates::list_time(language, at, now);
    KeyLine {
        number: key.number,
        allows: allows.join("\u{3000}"),
        created: time(key.created_at),
        used: key
            .used_at
            .map_or_else(|| words.never_used.to_string(), time),
        status: match key.revoked_at {
            None => Status::new("status-done", &words.valid),
            Some(at) => Status::new(
                "status-withdrawn",
                words.revoked.with(&[("time", &time(at))]),
            ),
        },
        valid: key.revoked_at.is_none(),
        revoke_label: words.revoke_label.with(&[("name", &key.name)]),
        name: key.name.clone(),
    }
}

/// `POST /settings/keys`
pub(crate) async fn create_key(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(fields): CheckedForm,
) -> Result<Response, Failure> {
    let scopes: Vec<Scope> = fields
        .all("scope")
        .map(Scope::from_word)
        .collect::<Option<_>>()
        .ok_or(Failure::Malformed)?;
    let name = fields.one("name").unwrap_or_default().to_owned();
    let (called, now) = (name.clone(), pages.now());
    let made = pages
        .office
        .with_store(move |store| create_access_key(store, &called, &scopes, now))
        .await;
    let said = match made {
        Ok(key) => Said {
            made: Some(key.text),
            ..Said::default()
        },
        Err(CreateKeyError::Store(error)) => return Err(error.into()),
        Err(error) => Said {
            code: Some(ErrorCode::from(&error)),
            name,
            ..Said::default()
        },
    };
    access_page(&pages, &visit, said).await
}

/// `POST /settings/keys/{number}/revoke`
pub(crate) async fn revoke_key(
    State(pages): State<Arc<Pages>>,
    Path(number): Path<i64>,
    CheckedForm(_): CheckedForm,
) -> Result<Redirect, Failure> {
    let now = pages.now();
    pages
        .store(move |store| revoke_access_key(store, number, now))
        .await?;
    Ok(Redirect::to("/settings/keys?revoked=1"))
}

impl From<RevokeKeyError> for Failure {
    fn from(error: RevokeKeyError) -> Failure {
        match error {
            RevokeKeyError::NotFound => Failure::NotFound,
            RevokeKeyError::Store(error) => error.into(),
        }
    }
}
