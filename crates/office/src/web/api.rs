//! The local interface for care software: `/api/v1/…` beside the pages.
//!
//! ```text
//! request → guard (this machine, no browser) → Caller (key, scope → the office)
//!     → handler: one operation → document, or a problem with our code
//! ```
//!
//! Nothing here trusts a browser: no cookies are read, a request with an `Origin` is
//! refused, no answer allows another site to read it, and a name that is not this
//! machine's is refused as in `security.rs`. Personal data is never part of a URL: names
//! of files go in a header or a form. What a reader would get wrong: the key decides the
//! office, so one program may serve several.

mod caller;
mod check;
mod documents;
mod drafts;
mod files;
mod given;
mod openapi;
mod problem;
mod received;
mod sent;
mod status;

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{self, HeaderValue};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use tokio::sync::Semaphore;

use super::Pages;
use super::site::Site;
use crate::error_code::ErrorCode;

pub use openapi::openapi_json;
use problem::Refusal;

/// Requests with files that are worked on at once: each may hold 128 MiB.
const UPLOADS_AT_ONCE: usize = 2;

/// What all handlers share.
pub(crate) struct Api {
    site: Arc<Site>,
    /// The offices of this program.
    offices: Vec<Arc<Pages>>,
    uploads: Semaphore,
}

/// All URLs of the interface.
pub(crate) fn routes(site: Arc<Site>, offices: Vec<Arc<Pages>>) -> Router {
    let api = Arc::new(Api {
        site,
        offices,
        uploads: Semaphore::new(UPLOADS_AT_ONCE),
    });
    let inner = Router::new()
        .route("/openapi.json", get(show_openapi))
        .route("/status", get(status::show_status))
        // `given.rs` counts bytes itself.
        .route(
            "/check",
            post(check::check_files).layer(DefaultBodyLimit::disable()),
        )
        .route(
            "/drafts",
            get(drafts::list_drafts)
                .post(drafts::create_drafts)
                .layer(DefaultBodyLimit::disable()),
        )
        .route("/drafts/{id}", axum::routing::delete(drafts::discard_draft))
        .route("/drafts/{id}/send", post(drafts::send_draft))
        .route("/sent", get(sent::list_sent))
        .route(
            "/sent/{id}",
            get(sent::show_sent).delete(sent::withdraw_sent),
        )
        .route("/received", get(received::list_received))
        .route("/received/{id}", get(received::show_received))
        .route("/received/{id}/files/{index}", get(received::fetch_file))
        .route("/received/{id}/archive", get(received::fetch_archive))
        .route("/received/{id}/imported", post(received::note_imported))
        .fallback(async || Refusal::new(ErrorCode::ApiNotFound))
        .method_not_allowed_fallback(async || Refusal::new(ErrorCode::ApiMethodUnknown));
    Router::new()
        .nest("/api/v1", inner)
        .route(
            "/api/{*rest}",
            axum::routing::any(async || Refusal::new(ErrorCode::ApiNotFound)),
        )
        .layer(middleware::from_fn_with_state(api.clone(), guard))
        .with_state(api)
}

/// Refuses what does not come from a program on this machine.
async fn guard(State(api): State<Arc<Api>>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let host = match headers.get_all(header::HOST).iter().collect::<Vec<_>>()[..] {
        [host] => host.to_str().ok(),
        _ => None,
    };
    // A browser sends `Origin` with whatever another site could make it send, and
    // `Sec-Fetch-Site` with everything but what a person typed into it.
    let site = headers.get("sec-fetch-site");
    let browser = headers.contains_key(header::ORIGIN) || site.is_some_and(|site| site != "none");
    let mut response = if !api.site.hosts.accepts(host) || browser {
        Refusal::new(ErrorCode::ApiFromElsewhere).into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The description of the interface; it holds nothing secret and needs no key.
async fn show_openapi() -> Response {
    Json(openapi::document()).into_response()
}
