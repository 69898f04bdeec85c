//! 「利用を申し込む」: the page of an office that has no enrolment code yet.
//!
//! It does what `tsunagu office apply` does, by the same operation. What a reader would get wrong: nothing is kept on this
//! terminal, so the page after it is shown once and says what to keep of it.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::{HeaderMap, SET_COOKIE};
use axum::response::{IntoResponse, Response};

use super::super::dates;
use super::super::failure::{Failure, render};
use super::super::form::TOKEN_FIELD;
use super::super::partners_search::SERVICES;
use super::super::texts::{Language, Text, Texts, other, texts};
use super::super::visit::language_cookie;
use super::super::words::service_words;
use super::{Given, Problem, Start, answer, one, problem};
use crate::application::{Application, send_application};
use crate::error_code::ErrorCode;

#[derive(Template)]
#[template(path = "apply.html")]
struct ApplyPage {
    title: &'static Text,
    texts: &'static Texts,
    language: Language,
    other: Language,
    token: String,
    typed: Application,
    services: Vec<Service>,
    others: Vec<Service>,
    /// One of the others was chosen, so their list is open.
    others_open: bool,
    problem: Option<Problem>,
    /// The field that the problem is about; empty for none.
    wrong: &'static str,
}

/// A service to choose.
struct Service {
    value: String,
    words: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "applied.html")]
struct AppliedPage {
    title: &'static Text,
    texts: &'static Texts,
    language: Language,
    problem: Option<Problem>,
    hub_name: String,
    when: String,
    number: protocol::OfficeNumber,
    typed: Application,
    services: String,
}

/// `GET /apply?language=`
pub(super) async fn show(
    State(start): State<Arc<Start>>,
    Query(asked): Query<Given>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let chosen = one(&asked, "language").and_then(Language::from_tag);
    let language = chosen.unwrap_or_else(|| start.language(&headers));
    let mut response = render(&page(&start, language, Application::default()))?;
    if chosen.is_some() {
        let cookie = language_cookie("", language);
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

fn page(start: &Start, language: Language, typed: Application) -> ApplyPage {
    let service = |code: &str| -> Option<Service> {
        let kind: protocol::ServiceKind = code.parse().ok()?;
        Some(Service {
            value: kind.to_string(),
            words: format!("{} {kind}", service_words(language, kind)),
            chosen: typed.services.contains(&kind),
        })
    };
    let services = SERVICES.iter().filter_map(|code| service(code)).collect();
    let others = standard::service_kind::ALL.iter();
    let others = others.filter(|facts| {
        facts.role != standard::service_kind::Role::OutOfScope && !SERVICES.contains(&facts.code)
    });
    let others: Vec<Service> = others.filter_map(|facts| service(facts.code)).collect();
    ApplyPage {
        title: &texts(language).apply.title,
        texts: texts(language),
        language,
        other: other(language),
        token: start.token.as_str().to_owned(),
        services,
        others_open: others.iter().any(|service| service.chosen),
        others,
        typed,
        problem: None,
        wrong: "",
    }
}

/// `POST /apply`
pub(super) async fn apply(
    State(start): State<Arc<Start>>,
    Form(given): Form<Given>,
) -> Result<Response, Failure> {
    let language = one(&given, "language")
        .and_then(Language::from_tag)
        .unwrap_or(Language::Japanese);
    let typed = typed(&given);
    if !start
        .token
        .fits(one(&given, TOKEN_FIELD).unwrap_or_default())
    {
        let mut page = page(&start, language, typed);
        page.problem = Some(Problem {
            title: texts(language).start.old_page.to_string(),
            remedy: String::new(),
            code: String::new(),
        });
        return answer(StatusCode::FORBIDDEN, &page);
    }
    let applied = match send_application(&typed).await {
        Ok(applied) => applied,
        Err(error) => {
            tracing::warn!(code = error.code(), "the application was not kept");
            let mut page = page(&start, language, typed);
            page.wrong = field_of(error.code());
            page.problem = Some(problem(error.code(), language));
            return answer(StatusCode::CONFLICT, &page);
        }
    };
    let services: Vec<String> = typed
        .services
        .iter()
        .map(|kind| format!("{} {kind}", service_words(language, *kind)))
        .collect();
    let page = AppliedPage {
        title: &texts(language).apply.done,
        texts: texts(language),
        language,
        problem: None,
        hub_name: applied.reply.hub_name,
        when: dates::long_time(language, applied.reply.applied_at),
        services: services.join("\u{3000}"),
        number: applied.number,
        typed,
    };
    Ok(render(&page)?.into_response())
}

fn typed(given: &Given) -> Application {
    let text = |name: &str| one(given, name).unwrap_or_default().trim().to_owned();
    let services = given.iter().filter(|(name, _)| name == "service");
    Application {
        hub_url: text("hub"),
        code: text("code"),
        number: text("number"),
        name: text("name"),
        services: services.filter_map(|(_, code)| code.parse().ok()).collect(),
        telephone: text("telephone"),
        mail: text("mail"),
    }
}

/// The field that a person has to look at again.
fn field_of(code: &str) -> &'static str {
    match ErrorCode::from_code(code) {
        Some(ErrorCode::ApplicationCodeUnreadable) => "code",
        Some(ErrorCode::HubAddressInvalid) => "hub",
        Some(ErrorCode::ApplicationNumberInvalid) => "number",
        _ => "",
    }
}
