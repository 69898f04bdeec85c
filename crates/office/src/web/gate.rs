//! The gate behind the guard: who the visitor is, and whether they may do this.
//!
//! ```text
//! cookie → session → account as it is now → line of access.rs → handler, or the login
//! ```
//!
//! While an office has no account, everybody at this machine may do everything, as
//! one person at one PC. What a reader would get wrong: an office whose pages reach
//! beyond this machine is never open like that; without accounts it refuses all.

use std::sync::Arc;

use askama::Template;
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse, Redirect, Response};

use super::Pages;
use super::access::{Access, access_of};
use super::failure::{self, Failure, render};
use super::session::{self, SessionTimes};
use super::texts::Language;
use super::visit::Visit;
use crate::staff::{Role, find_staff, has_staff};
use crate::store::StoreError;

/// Where somebody with a start password is led, whatever they ask for.
const CHOOSE_PASSWORD: &str = "/account/password";

/// The question that open pages ask by themselves; see `live.rs`.
const ASKED_BY_PAGES: [&str; 2] = ["/state", "/sending/{number}/state"];

/// Why a request does not reach its handler.
pub(super) enum Refusal {
    Failure(Failure),
    /// To another page of ours.
    To(String),
    /// The browser left the cookie at home because another site led here.
    Again,
}

impl Refusal {
    pub(super) fn into_response(self, pages: &Pages, visit: &Visit) -> Response {
        match self {
            Refusal::Failure(failure) => failure::page(pages, visit, &failure),
            Refusal::To(path) => Redirect::to(&path).into_response(),
            Refusal::Again => {
                let page = AgainPage {
                    href: &visit.back,
                    language: visit.language,
                    brand: visit.texts().frame.brand.as_str(),
                };
                render(&page).unwrap_or_else(|failure| failure.into_response())
            }
        }
    }
}

/// Loads the same address once more. A browser does not send cookies of
/// `SameSite=Strict` when a link of another site, such as a mail page, leads here; it
/// does when our own page leads to the same place.
#[derive(Template)]
#[template(path = "again.html")]
struct AgainPage<'a> {
    href: &'a str,
    language: Language,
    brand: &'a str,
}

/// Fills in who the visitor is, and refuses what they may not do. `route` is the
/// pattern of `routes.rs` that fits, or empty.
pub(super) async fn admit(
    pages: &Arc<Pages>,
    visit: &mut Visit,
    method: &Method,
    headers: &HeaderMap,
    route: &str,
) -> Result<(), Refusal> {
    // The files of the pages are the same for everybody.
    if route == "/assets/{name}" {
        return Ok(());
    }
    let has_accounts = identify(pages, visit, headers, route)
        .await
        .map_err(Refusal::Failure)?;
    if !has_accounts {
        return if pages.site.tls {
            Err(Refusal::Failure(Failure::NoAccounts))
        } else {
            Ok(())
        };
    }
    judge(visit, method, headers, route)
}

/// Reads the session and the account behind it; whether this office has accounts.
async fn identify(
    pages: &Arc<Pages>,
    visit: &mut Visit,
    headers: &HeaderMap,
    route: &str,
) -> Result<bool, Failure> {
    let number = pages.office.number();
    let now = pages.now();
    let times = SessionTimes::of(&pages.office.settings());
    let in_use = !ASKED_BY_PAGES.contains(&route);
    let found = session::brought(headers, &pages.site, number.as_str())
        .and_then(|text| pages.sessions.find(text, times, in_use, now));
    let staff = found.as_ref().map(|(_, session)| session.staff);
    let (has_accounts, member) = pages
        .store(move |store| {
            let member = match staff {
                Some(id) => find_staff(store, id)?,
                None => None,
            };
            Ok::<_, StoreError>((has_staff(store)?, member))
        })
        .await?;
    let Some((hash, session)) = found else {
        return Ok(has_accounts);
    };
    match member {
        // What changed the account since then has ended its sessions.
        Some(member) if member.epoch == session.epoch => {
            visit.token = pages.site.tokens.of(number, &hash);
            visit.session = Some(hash);
            visit.staff = Some(member);
        }
        _ => pages.sessions.end(&hash),
    }
    Ok(has_accounts)
}

fn judge(visit: &Visit, method: &Method, headers: &HeaderMap, route: &str) -> Result<(), Refusal> {
    // What has no line and no route is not there for anybody, and says so only to
    // whoever is logged in.
    let access = if route.is_empty() {
        Some(Access::Needs(Role::Viewing))
    } else {
        access_of(method, route)
    };
    if access == Some(Access::Public) {
        return Ok(());
    }
    let Some(member) = &visit.staff else {
        return Err(to_login(visit, method, headers, route));
    };
    if access == Some(Access::Own) {
        return Ok(());
    }
    if member.start_until.is_some() {
        return Err(Refusal::To(CHOOSE_PASSWORD.to_owned()));
    }
    match access {
        Some(Access::Needs(role)) if member.role >= role => Ok(()),
        _ => Err(Refusal::Failure(Failure::NotAllowed)),
    }
}

fn to_login(visit: &Visit, method: &Method, headers: &HeaderMap, route: &str) -> Refusal {
    // A form that came too late must not look as if it had been done.
    if method != Method::GET || ASKED_BY_PAGES.contains(&route) {
        return Refusal::Failure(Failure::LoggedOut);
    }
    if headers
        .get("sec-fetch-site")
        .is_some_and(|site| site == "cross-site")
    {
        return Refusal::Again;
    }
    if visit.back == "/" {
        return Refusal::To("/login".to_owned());
    }
    let mut back = String::new();
    for byte in visit.back.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
            back.push(char::from(byte));
        } else {
            back.push_str(&format!("%{byte:02X}"));
        }
    }
    Refusal::To(format!("/login?back={back}"))
}
