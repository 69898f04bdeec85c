//! はじめての設定: the page of a program that has no office yet.
//!
//! It stands alone: there is no office whose pages could be around it. It does what `tsunagu office
//! init` does, by the same operation, and is gone once the folder is an office; the pages of the
//! office then answer at the same address. A terminal that another one must approve first gets the page
//! in `first_start/joining.rs`. A further office of a program that runs is set up by the same page, with what
//! `first_start/further.rs` adds to it. The same guard as of all other pages stands before both.

mod apply;
pub(super) mod further;
mod joining;

use std::future::Future;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, Request, State};
use axum::http::header::{CONNECTION, HeaderMap, HeaderValue, LOCATION, SET_COOKIE};
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use protocol::OfficeNumber;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, watch};

use super::adding::Further;
use super::failure::{Failure, render};
use super::form::TOKEN_FIELD;
use super::form_token::{FormToken, FormTokens};
use super::security::{Hosts, add_headers, refusal};
use super::texts::{Language, Text, Texts, other, texts};
use super::visit::{Visit, language_cookie};
use super::{assets, ensure_loopback, system_time};
use crate::error_code::{self, ErrorCode, text_of};
use crate::init::{InitOptions, InitOutcome, init_office};
use crate::joining::is_joining;
use joining::Progress;

/// Serves the page until the terminal is enrolled in `dir`, or `shutdown` completes.
///
/// Which of the two it was is seen by opening the office in `dir`.
///
/// # Errors
///
/// `InvalidInput` when `listener` is not bound to a loopback address, otherwise the error of the
/// socket.
pub async fn serve_first_start(
    dir: PathBuf,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let start = Arc::new(Start::new(dir, &listener, None)?);
    let mut is_enrolled = start.enrolled.subscribe();
    let ended = async move {
        tokio::select! {
            () = shutdown => (),
            _ = is_enrolled.wait_for(|enrolled| *enrolled) => (),
        }
    };
    serve_pages(start, listener, ended).await
}

/// As [`serve_first_start`], for a further office of a program that runs, until it was added or given up; a
/// little longer, because a page that is still open is led to the program's own pages.
///
/// # Errors
///
/// Those of [`serve_first_start`].
pub(super) async fn serve_further(further: Further, listener: TcpListener) -> io::Result<()> {
    let mut step = further.step.subscribe();
    let ended = async move {
        let _ = step.wait_for(|step| step.is_over()).await;
        tokio::time::sleep(LEADS_ON).await;
    };
    let dir = further.folder.clone();
    let start = Arc::new(Start::new(dir, &listener, Some(further))?);
    serve_pages(start, listener, ended).await
}

async fn serve_pages(
    start: Arc<Start>,
    listener: TcpListener,
    ended: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let watching = tokio::spawn(joining::go_on(start.clone()));
    let router = Router::new()
        .route("/", get(show_form).post(enrol))
        .route("/apply", get(apply::show).post(apply::apply))
        .route("/joining", get(joining::show_mark))
        .route("/joining/confirm", post(joining::confirm))
        .route("/joining/restore", post(joining::restore))
        .route("/joining/leave", post(joining::leave))
        .route("/leave", post(further::leave))
        .route("/assets/{name}", get(assets::show_asset))
        .fallback(async || Redirect::to("/"))
        .layer(middleware::from_fn_with_state(start.clone(), guard))
        .with_state(start);
    let served = axum::serve(listener, router)
        .with_graceful_shutdown(ended)
        .await;
    watching.abort();
    served
}

/// How long the answer to an enrolment is held back; closing a listener takes far less.
const HAND_OVER: std::time::Duration = std::time::Duration::from_millis(300);

/// How long browsers are led to the program's pages after a further office was added or given up.
const LEADS_ON: std::time::Duration = std::time::Duration::from_secs(600);

struct Start {
    dir: PathBuf,
    hosts: Hosts,
    token: FormToken,
    /// Whether the folder is an office now.
    enrolled: watch::Sender<bool>,
    /// How far a terminal got that joins.
    joining: watch::Sender<Progress>,
    /// A second click waits for the first: both would make keys.
    one: Mutex<()>,
    /// The program that runs already and gets a further office.
    further: Option<Further>,
}

#[derive(Template)]
#[template(path = "first_start.html")]
struct StartPage {
    title: &'static Text,
    texts: &'static Texts,
    language: Language,
    other: Language,
    token: String,
    place: String,
    hub: String,
    code: String,
    device: String,
    problem: Option<Problem>,
    /// The field that the problem is about; empty for none.
    wrong: &'static str,
    /// Whether other offices are on this terminal already.
    further: bool,
}

struct Problem {
    title: String,
    remedy: String,
    code: String,
}

type Given = Vec<(String, String)>;

async fn guard(State(start): State<Arc<Start>>, request: Request, next: Next) -> Response {
    let refused = refusal(&start.hosts, request.method(), request.headers());
    let mut response = match refused {
        // Not one of our own pages asks like this, so there is nobody to read an explanation.
        Some(failure) => failure.into_response(),
        None => match start.after(&request) {
            Some(page) => page,
            None => next.run(request).await,
        },
    };
    add_headers(&mut response);
    response
}

/// `GET /?language=`: the form, or the page of a terminal that joins.
async fn show_form(
    State(start): State<Arc<Start>>,
    Query(asked): Query<Given>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    if *start.enrolled.borrow() {
        // This connection was taken before the office's pages took over the address.
        return Ok(to_office().into_response());
    }
    let chosen = one(&asked, "language").and_then(Language::from_tag);
    let language = chosen.unwrap_or_else(|| start.language(&headers));
    let mut response = if is_joining(&start.dir) {
        joining::page(&start, language, None)?
    } else {
        render(&start.page(language, &Vec::new()))?
    };
    if chosen.is_some() {
        let cookie = language_cookie("", language);
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// `POST /`: enrols the terminal, and leads to the pages of its office.
async fn enrol(
    State(start): State<Arc<Start>>,
    Form(given): Form<Given>,
) -> Result<Response, Failure> {
    let language = one(&given, "language")
        .and_then(Language::from_tag)
        .unwrap_or(Language::Japanese);
    let mut page = start.page(language, &given);
    if !start
        .token
        .fits(one(&given, TOKEN_FIELD).unwrap_or_default())
    {
        page.problem = Some(Problem {
            title: texts(language).start.old_page.to_string(),
            remedy: String::new(),
            code: String::new(),
        });
        return answer(StatusCode::FORBIDDEN, &page);
    }
    let options = InitOptions {
        hub_url: page.hub.clone(),
        code: page.code.clone(),
        device_name: page.device.clone(),
    };
    let _one = start.one.lock().await;
    match start.enrol(&options).await {
        Ok(InitOutcome::Joins(_)) => {
            start.joining.send_replace(Progress::Waiting);
            let language = [(SET_COOKIE, language_cookie("", language))];
            Ok((language, Redirect::to("/")).into_response())
        }
        Ok(InitOutcome::Enrolled(own)) => {
            start.finish(own.number).await;
            // What is connected from now on must find the office's pages, so the answer goes out
            // once this server has stopped taking connections.
            tokio::time::sleep(HAND_OVER).await;
            let language = [(SET_COOKIE, language_cookie("", language))];
            Ok((language, to_office()).into_response())
        }
        Err(code) => {
            tracing::warn!(code, "the terminal was not enrolled");
            page.wrong = field_of(&code);
            if code == ErrorCode::OfficeGivenTwice.code() {
                // It was used, and cannot be used again.
                page.code.clear();
            }
            page.problem = Some(problem(&code, language));
            answer(StatusCode::CONFLICT, &page)
        }
    }
}

impl Start {
    fn new(dir: PathBuf, listener: &TcpListener, further: Option<Further>) -> io::Result<Start> {
        let address = listener.local_addr()?;
        ensure_loopback(address)?;
        Ok(Start {
            dir,
            hosts: Hosts::of(address),
            token: FormTokens::draw().of_first_start(),
            enrolled: watch::Sender::new(false),
            joining: watch::Sender::new(Progress::Waiting),
            one: Mutex::new(()),
            further,
        })
    }

    /// Enrols this terminal; the code of the error otherwise.
    async fn enrol(&self, options: &InitOptions) -> Result<InitOutcome, String> {
        let outcome = init_office(&self.dir, options, system_time())
            .await
            .map_err(|error| error.code().to_owned())?;
        let (InitOutcome::Enrolled(own) | InitOutcome::Joins(own)) = &outcome;
        if let Some(further) = &self.further
            && further.knows(own.number)
        {
            // The folder of the office that is there is another one, and stays as it is.
            if let Err(error) = further.remove().await {
                tracing::warn!(%error, "the folder of an office that is there already is left");
            }
            return Err(ErrorCode::OfficeGivenTwice.code().to_owned());
        }
        Ok(outcome)
    }

    /// The folder is an office now: its pages take over.
    async fn finish(&self, number: OfficeNumber) {
        match &self.further {
            Some(further) => further.finish(number).await,
            None => {
                self.enrolled.send_replace(true);
            }
        }
    }

    /// The language that the browser was last given.
    fn language(&self, headers: &HeaderMap) -> Language {
        let usual = error_code::Language::Japanese;
        let token = self.token.clone();
        Visit::of(&Method::GET, &Uri::default(), headers, usual, token).language
    }

    /// The form with what was typed into it.
    fn page(&self, language: Language, given: &Given) -> StartPage {
        let text = |name: &str| one(given, name).unwrap_or_default().trim().to_owned();
        StartPage {
            title: match self.further {
                Some(_) => &texts(language).offices.add,
                None => &texts(language).start.title,
            },
            texts: texts(language),
            language,
            other: other(language),
            token: self.token.as_str().to_owned(),
            place: self.place(),
            hub: text("hub"),
            code: text("code"),
            device: text("device"),
            problem: None,
            wrong: "",
            further: self.further.is_some(),
        }
    }
}

/// Leads to the office's own pages, which come at the same address on a connection of their own.
fn to_office() -> impl IntoResponse {
    let to = [
        (LOCATION, HeaderValue::from_static("/")),
        (CONNECTION, HeaderValue::from_static("close")),
    ];
    (StatusCode::SEE_OTHER, to)
}

fn one<'a>(given: &'a Given, name: &str) -> Option<&'a str> {
    let found = given.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.as_str())
}

fn answer(status: StatusCode, page: &impl Template) -> Result<Response, Failure> {
    let mut response = render(page)?;
    *response.status_mut() = status;
    Ok(response)
}

/// The field that a person has to look at again.
fn field_of(code: &str) -> &'static str {
    match ErrorCode::from_code(code) {
        Some(ErrorCode::EnrolmentCodeUnreadable) => "code",
        Some(ErrorCode::HubAddressInvalid) => "hub",
        _ => "",
    }
}

fn problem(code: &str, language: Language) -> Problem {
    let language = match language {
        Language::Japanese => error_code::Language::Japanese,
        Language::English => error_code::Language::English,
    };
    let text = text_of(code, language);
    let (title, remedy) = text.map_or((String::new(), String::new()), |text| {
        (text.title, text.remedy)
    });
    Problem {
        title,
        remedy,
        code: code.to_owned(),
    }
}
