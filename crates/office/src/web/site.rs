//! Several offices in one program: each request goes to the pages of one office.
//!
//! The inner routes know one office only, so that no handler can mix two. Which
//! office a browser sees is its own choice, kept in a cookie that holds nothing
//! secret; who may see it is decided behind it, by `security.rs`.
//!
//! What a reader would get wrong: one browser has one choice for all its windows. A
//! window that still shows another office cannot change anything with it, because
//! the token of every form belongs to one office (`form_token.rs`).

use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{HeaderValue, LOCATION, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use protocol::OfficeNumber;
use tokio::sync::Semaphore;
use tower::ServiceExt;

use super::Pages;
use super::adding::Adding;
use super::failure::Failure;
use super::form::CheckedForm;
use super::form_token::FormTokens;
use super::network::Network;
use super::practices::Practices;
use super::security::Hosts;
use super::visit::cookie;
use crate::{ErrorCode, Office};

/// Passwords that are hashed at the same time: each takes 46 MiB and a processor, and
/// somebody who sends many logins must not stop the exchange.
pub(crate) const HASHINGS_MAX: usize = 2;

/// What all pages of this program share, whatever the office.
pub(crate) struct Site {
    /// All offices of this program, the first one being shown to new visitors.
    pub(crate) offices: Vec<Office>,
    pub(crate) hosts: Hosts,
    pub(crate) tokens: FormTokens,
    /// Browsers share cookies between the ports of a machine; the port in their
    /// names keeps two programs apart.
    pub(crate) port: u16,
    /// Where the pages on this machine are, at which programs of this machine ask.
    pub(crate) local: SocketAddr,
    /// Whether the pages reach beyond this machine, over TLS.
    pub(crate) tls: bool,
    /// Turns of hashing a password; one limit for all sites of this program.
    pub(crate) hashing: Arc<Semaphore>,
    /// The pages on the office's network: whether they are, and why not.
    pub(crate) network: Network,
    /// The practices that run now, each an office of its own.
    pub(crate) practices: Practices,
    /// How an office is added; nothing when the program was started for given folders.
    pub(crate) adding: Option<Adding>,
}

impl Site {
    /// The name of the cookie that keeps the chosen office.
    pub(crate) fn choice_cookie(&self) -> String {
        choice_cookie(self.port)
    }

    /// The `Set-Cookie` value that keeps a choice.
    ///
    /// # Errors
    ///
    /// [`Failure::Malformed`] for what no cookie can hold.
    pub(crate) fn choice(&self, choice: &str) -> Result<HeaderValue, Failure> {
        choice_of(self.port, choice, self.secure())
    }

    /// What keeps a cookie of the network off lines that are not secret.
    pub(crate) fn secure(&self) -> &'static str {
        if self.tls { "; Secure" } else { "" }
    }

    /// The office of this program with this number.
    pub(crate) fn office(&self, number: &str) -> Option<&Office> {
        self.offices
            .iter()
            .find(|office| office.number().as_str() == number)
    }
}

fn choice_cookie(port: u16) -> String {
    format!("tsunagu-office-{port}")
}

/// As [`Site::choice`], for whoever leads to the pages at this port.
///
/// # Errors
///
/// [`Failure::Malformed`] for what no cookie can hold.
pub(crate) fn choice_of(port: u16, choice: &str, secure: &str) -> Result<HeaderValue, Failure> {
    let name = choice_cookie(port);
    let cookie = format!("{name}={choice}; Path=/; HttpOnly; SameSite=Strict{secure}");
    HeaderValue::from_str(&cookie).map_err(|_| Failure::Malformed)
}

/// Two folders hold the same office; only one of them can be served.
#[derive(Debug, thiserror::Error)]
#[error("office {0} is given twice")]
pub struct GivenTwice(pub OfficeNumber);

impl From<&GivenTwice> for ErrorCode {
    fn from(_: &GivenTwice) -> ErrorCode {
        ErrorCode::OfficeGivenTwice
    }
}

/// Whether every office is there once.
///
/// # Errors
///
/// [`GivenTwice`] with the first number that comes again.
pub fn check_offices(offices: &[Office]) -> Result<(), GivenTwice> {
    let mut seen = HashSet::new();
    match offices
        .iter()
        .map(Office::number)
        .find(|number| !seen.insert(number.as_str().to_owned()))
    {
        Some(number) => Err(GivenTwice(number)),
        None => Ok(()),
    }
}

struct Inner {
    site: Arc<Site>,
    routers: Vec<Router>,
}

/// All pages of all offices; `routers` are those of `site.offices`, in their order.
pub(crate) fn routes(site: Arc<Site>, routers: Vec<Router>) -> Router {
    let inner = Arc::new(Inner { site, routers });
    Router::new().fallback(to_chosen).with_state(inner)
}

async fn to_chosen(State(inner): State<Arc<Inner>>, request: Request) -> Response {
    let chosen = cookie(request.headers(), &inner.site.choice_cookie());
    if let Some(practice) = chosen.and_then(|chosen| inner.site.practices.router(chosen)) {
        return match practice.oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
    }
    let index = inner
        .site
        .offices
        .iter()
        .position(|office| Some(office.number().as_str()) == chosen)
        .unwrap_or(0);
    match inner.routers[index].clone().oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// `POST /switch`: shows another office of this program from now on.
pub(crate) async fn switch_office(
    State(pages): State<Arc<Pages>>,
    CheckedForm(fields): CheckedForm,
) -> Result<Response, Failure> {
    let number = fields
        .one("office")
        .and_then(|number| pages.site.office(number))
        .map(Office::number)
        .ok_or(Failure::Malformed)?;
    let cookie = pages.site.choice(number.as_str())?;
    Ok((
        StatusCode::SEE_OTHER,
        // Not back to the same address: a bundle of one office is not found at another.
        [
            (SET_COOKIE, cookie),
            (LOCATION, HeaderValue::from_static("/")),
        ],
    )
        .into_response())
}
