//! 自分の設定: the own password and the own second factor.
//!
//! Each change asks for the present password once more: a page that somebody left
//! open must not be enough to take over the account. What a reader would get wrong:
//! a change ends all sessions of the account, this one too; the browser that made it
//! gets a new one at once.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::Pages;
use super::failure::{Failure, render};
use super::findings::{self, FindingWords};
use super::form::{Asked, CheckedForm, Fields};
use super::frame::{Frame, Place};
use super::lists::Note;
use super::login::{begin_session, login_finding, verify};
use super::qr_code::{QrCode, qr_code};
use super::visit::Visit;
use crate::error_code::ErrorCode;
use crate::staff::{
    PASSWORD_CHARACTERS_MIN, PASSWORD_CHARACTERS_MIN_WITH_CODE, PasswordError, SecondFactorError,
    StaffMember, check_new_password, code_secret_text, confirm_second_factor, find_staff,
    finish_proof, offer_second_factor, read_password_facts, remove_second_factor, save_password,
};

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    frame: Frame,
    notes: Vec<Note>,
    findings: Vec<FindingWords>,
    name: String,
    login_name: String,
    role: &'static str,
    has_second_factor: bool,
}

#[derive(Template)]
#[template(path = "password.html")]
struct PasswordPage {
    frame: Frame,
    findings: Vec<FindingWords>,
    /// Whether the present one is a start password.
    first: bool,
    has_second_factor: bool,
    rule: String,
}

#[derive(Template)]
#[template(path = "code.html")]
struct CodePage {
    frame: Frame,
    findings: Vec<FindingWords>,
    picture: QrCode,
    secret: String,
}

#[derive(Template)]
#[template(path = "recovery.html")]
struct RecoveryPage {
    frame: Frame,
    codes: Vec<String>,
}

fn own(visit: &Visit) -> Result<&StaffMember, Failure> {
    // While nobody needs to log in, there is no account to set.
    visit.staff.as_ref().ok_or(Failure::NotFound)
}

/// `GET /account?saved=`
pub(crate) async fn show_account(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let words = &visit.texts().account;
    let note = match asked.one("saved") {
        Some("password") => Some(&words.password_saved),
        Some("code") => Some(&words.code_removed),
        _ => None,
    };
    let notes = note.map(|note| Note::new("status-done", note));
    account_page(&pages, &visit, notes.into_iter().collect(), Vec::new())
}

fn account_page(
    pages: &Pages,
    visit: &Visit,
    notes: Vec<Note>,
    findings: Vec<FindingWords>,
) -> Result<Response, Failure> {
    let member = own(visit)?;
    let title = visit.texts().account.title.to_string();
    render(&AccountPage {
        frame: Frame::bare(pages, visit, Place::Account, title),
        notes,
        findings,
        name: member.name.clone(),
        login_name: member.login_name.clone(),
        role: member.role.words(visit.language),
        has_second_factor: member.has_second_factor,
    })
}

/// `GET /account/password`
pub(crate) async fn show_password(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
) -> Result<Response, Failure> {
    password_page(&pages, &visit, Vec::new())
}

fn password_page(
    pages: &Pages,
    visit: &Visit,
    findings: Vec<FindingWords>,
) -> Result<Response, Failure> {
    let member = own(visit)?;
    let words = &visit.texts().account;
    let first = member.start_until.is_some();
    let title = if first {
        &words.first_title
    } else {
        &words.password_title
    };
    let frame = if first {
        Frame::outside(pages, visit, title.to_string())
    } else {
        Frame::bare(pages, visit, Place::Account, title.to_string())
            .with_back_link("/account", words.title.as_str())
    };
    let characters = if member.has_second_factor {
        PASSWORD_CHARACTERS_MIN_WITH_CODE
    } else {
        PASSWORD_CHARACTERS_MIN
    };
    let refused = !findings.is_empty();
    let mut response = render(&PasswordPage {
        frame,
        findings,
        first,
        has_second_factor: member.has_second_factor,
        rule: words.rule.with(&[("characters", &characters)]),
    })?;
    if refused {
        *response.status_mut() = StatusCode::BAD_REQUEST;
    }
    Ok(response)
}

/// Lets the visitor prove once more who they are.
async fn prove(
    pages: &Pages,
    visit: &Visit,
    fields: &Fields,
) -> Result<Option<FindingWords>, Failure> {
    let now = pages.now();
    let name = own(visit)?.login_name.clone();
    let outcome = match verify(pages, &name, fields, now).await? {
        Ok(proof) => {
            pages
                .store(move |store| Ok::<_, Failure>(finish_proof(store, proof, now)))
                .await?
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => Ok(None),
        Err(error) => login_finding(pages, visit, &error).map(Some),
    }
}

/// `POST /account/password`: the present one, the new one, the new one again.
pub(crate) async fn change_password(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(fields): CheckedForm,
) -> Result<Response, Failure> {
    let id = own(&visit)?.id;
    if fields.one("new") != fields.one("again") {
        let words = &visit.texts().account;
        let finding = findings::plain(
            visit.language,
            words.unequal.as_str(),
            words.unequal_remedy.as_str(),
        );
        return password_page(&pages, &visit, vec![finding]);
    }
    if let Some(finding) = prove(&pages, &visit, &fields).await? {
        return password_page(&pages, &visit, vec![finding]);
    }
    let facts = pages
        .store(move |store| read_password_facts(store, id))
        .await?;
    let facts = facts.ok_or(Failure::NotFound)?;
    let typed = fields.one("new").unwrap_or_default().to_owned();
    let turn = pages.site.hashing.acquire().await;
    let turn = turn.map_err(|error| Failure::internal(&error))?;
    let (facts, judged) = pages
        .work(move || {
            let judged = check_new_password(&typed, &facts);
            (facts, judged)
        })
        .await?;
    drop(turn);
    let (actor, now) = (visit.actor(), pages.now());
    let saved = match judged {
        Ok(new) => {
            pages
                .store(move |store| {
                    Ok::<_, Failure>(save_password(store, &facts, &new, &actor, now))
                })
                .await?
        }
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => renew(&pages, &visit, "/account?saved=password").await,
        Err(PasswordError::Store(cause)) => Err(Failure::internal(&cause)),
        Err(error) => {
            let code = ErrorCode::from(&error).code();
            let finding = findings::code_words(visit.language, code, Vec::new());
            password_page(&pages, &visit, vec![finding])
        }
    }
}

/// A new session for this browser; all others of the account have ended.
async fn renew(pages: &Pages, visit: &Visit, back: &str) -> Result<Response, Failure> {
    let id = own(visit)?.id;
    pages.sessions.end_all_of(id);
    let member = pages.store(move |store| find_staff(store, id)).await?;
    let member = member.ok_or(Failure::NotFound)?;
    Ok(begin_session(pages, visit, &member, back, pages.now()))
}

/// `GET /account/code`
pub(crate) async fn show_code(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
) -> Result<Response, Failure> {
    code_page(&pages, &visit, Vec::new()).await
}

async fn code_page(
    pages: &Pages,
    visit: &Visit,
    findings: Vec<FindingWords>,
) -> Result<Response, Failure> {
    let member = own(visit)?;
    if member.has_second_factor {
        return Ok(Redirect::to("/account").into_response());
    }
    let (id, now) = (member.id, pages.now());
    let secret = pages
        .store(move |store| offer_second_factor(store, id, now))
        .await?;
    let words = &visit.texts().account;
    let text = code_secret_text(&secret);
    let refused = !findings.is_empty();
    let mut response = render(&CodePage {
        frame: Frame::bare(pages, visit, Place::Account, words.code_title.to_string())
            .with_back_link("/account", words.title.as_str()),
        findings,
        picture: qr_code(&authenticator_address(pages, member, &text)),
        secret: text,
    })?;
    if refused {
        *response.status_mut() = StatusCode::BAD_REQUEST;
    }
    Ok(response)
}

/// What an authenticator reads from the picture. Names are percent-encoded; the
/// office's number tells two offices apart.
fn authenticator_address(pages: &Pages, member: &StaffMember, secret: &str) -> String {
    let issuer = format!("Tsunagu {}", pages.office.number());
    format!(
        "otpauth://totp/{}:{}?secret={}&issuer={}",
        percent(&issuer),
        percent(&member.login_name),
        secret.replace(' ', ""),
        percent(&issuer)
    )
}

fn percent(text: &str) -> String {
    let mut written = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            written.push(char::from(byte));
        } else {
            written.push_str(&format!("%{byte:02X}"));
        }
    }
    written
}

/// `POST /account/code`: a code of the offered secret, and the present password.
pub(crate) async fn add_code(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(fields): CheckedForm,
) -> Result<Response, Failure> {
    let id = own(&visit)?.id;
    if let Some(finding) = prove(&pages, &visit, &fields).await? {
        return code_page(&pages, &visit, vec![finding]).await;
    }
    let typed = fields.one("new_code").unwrap_or_default().to_owned();
    let (actor, now) = (visit.actor(), pages.now());
    let confirmed = pages
        .store(move |store| Ok::<_, Failure>(confirm_second_factor(store, id, &typed, &actor, now)))
        .await?;
    let codes = match confirmed {
        Ok(codes) => codes,
        Err(error) => {
            let finding = second_factor_finding(&visit, &error)?;
            return code_page(&pages, &visit, vec![finding]).await;
        }
    };
    let renewed = renew(&pages, &visit, "/account").await?;
    let title = visit.texts().account.recovery_title.to_string();
    let mut response = render(&RecoveryPage {
        frame: Frame::outside(&pages, &visit, title),
        codes,
    })?;
    // The page is shown in this answer: the codes are kept nowhere else.
    if let Some(cookie) = renewed.headers().get(axum::http::header::SET_COOKIE) {
        let headers = response.headers_mut();
        headers.insert(axum::http::header::SET_COOKIE, cookie.clone());
    }
    Ok(response)
}

/// `POST /account/code/remove`
pub(crate) async fn remove_code(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(fields): CheckedForm,
) -> Result<Response, Failure> {
    let id = own(&visit)?.id;
    let mut finding = prove(&pages, &visit, &fields).await?;
    if finding.is_none() {
        let (actor, now) = (visit.actor(), pages.now());
        let removed = pages
            .store(move |store| Ok::<_, Failure>(remove_second_factor(store, id, &actor, now)))
            .await?;
        match removed {
            Ok(()) => return renew(&pages, &visit, "/account?saved=code").await,
            Err(error) => finding = Some(second_factor_finding(&visit, &error)?),
        }
    }
    let mut response = account_page(&pages, &visit, Vec::new(), finding.into_iter().collect())?;
    *response.status_mut() = StatusCode::BAD_REQUEST;
    Ok(response)
}

fn second_factor_finding(
    visit: &Visit,
    error: &SecondFactorError,
) -> Result<FindingWords, Failure> {
    if let SecondFactorError::Store(cause) = error {
        return Err(Failure::internal(cause));
    }
    let code = ErrorCode::from(error).code();
    Ok(findings::code_words(visit.language, code, Vec::new()))
}

impl From<SecondFactorError> for Failure {
    fn from(error: SecondFactorError) -> Failure {
        match error {
            SecondFactorError::Store(cause) => cause.into(),
            _ => Failure::NotFound,
        }
    }
}
