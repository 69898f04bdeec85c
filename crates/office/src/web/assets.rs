//! The files that pages load: the style sheet, the scripts, the icon.
//!
//! They are part of the program. Not here: anything from another host; the
//! content security policy would not let it in. Nothing is cached by browsers, so
//! that a new version of the program never meets an old style sheet.

use axum::extract::Path;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use super::failure::Failure;

/// Name, kind and contents of each file.
const ASSETS: [(&str, &str, &str); 15] = [
    (
        "tsunagu.css",
        "text/css; charset=utf-8",
        include_str!("../../web/styles/tsunagu.css"),
    ),
    ("sheets.css", "text/css; charset=utf-8", sheets::STYLE),
    (
        "tsunagu.svg",
        "image/svg+xml",
        include_str!("../../web/styles/tsunagu.svg"),
    ),
    (
        "live.js",
        "text/javascript; charset=utf-8",
        include_str!("../../web/scripts/live.js"),
    ),
    (
        "tell.js",
        "text/javascript; charset=utf-8",
        include_str!("../../web/scripts/tell.js"),
    ),
    (
        "compose.js",
        "text/javascript; charset=utf-8",
        include_str!("../../web/scripts/compose.js"),
    ),
    (
        "sending.js",
        "text/javascript; charset=utf-8",
        include_str!("../../web/scripts/sending.js"),
    ),
    (
        "print.js",
        "text/javascript; charset=utf-8",
        include_str!("../../web/scripts/print.js"),
    ),
    (
        "pick.js",
        "text/javascript; charset=utf-8",
        include_str!("../../web/scripts/pick.js"),
    ),
    (
        "practice.js",
        "text/javascript; charset=utf-8",
        include_str!("../../web/scripts/practice.js"),
    ),
    (
        "joining.js",
        "text/javascript; charset=utf-8",
        include_str!("../../web/scripts/joining.js"),
    ),
    (
        "mail.js",
        "text/javascript; charset=utf-8",
        include_str!("../../web/scripts/mail.js"),
    ),
    (
        "waiting.js",
        "text/javascript; charset=utf-8",
        include_str!("../../web/scripts/waiting.js"),
    ),
    (
        "actuals.js",
        "text/javascript; charset=utf-8",
        include_str!("../../web/scripts/actuals.js"),
    ),
    (
        "choose.js",
        "text/javascript; charset=utf-8",
        include_str!("../../web/scripts/choose.js"),
    ),
];

/// `GET /assets/{name}`
pub(crate) async fn show_asset(Path(name): Path<String>) -> Result<Response, Failure> {
    let (_, kind, contents) = ASSETS
        .iter()
        .find(|(known, ..)| *known == name)
        .ok_or(Failure::NotFound)?;
    Ok(([(CONTENT_TYPE, *kind)], *contents).into_response())
}
