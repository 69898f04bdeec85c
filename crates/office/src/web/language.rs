//! The switch of language at the side of every page: a choice of the visitor, kept in
//! a cookie. Not here: reading it (`visit.rs`). The way back is checked, or the form
//! would lead to other hosts.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{HeaderValue, LOCATION, SET_COOKIE};
use axum::response::{IntoResponse, Response};

use super::Pages;
use super::failure::Failure;
use super::form::CheckedForm;
use super::texts::Language;
use super::visit::{language_cookie, own_path};

/// `POST /language`: keeps the choice and leads back to the page.
pub(crate) async fn choose_language(
    State(pages): State<Arc<Pages>>,
    CheckedForm(fields): CheckedForm,
) -> Result<Response, Failure> {
    let language = fields
        .one("language")
        .and_then(Language::from_tag)
        .ok_or(Failure::Malformed)?;
    let back = fields.one("back").and_then(own_path).unwrap_or("/");
    let back = HeaderValue::from_str(back).map_err(|_| Failure::Malformed)?;
    Ok((
        StatusCode::SEE_OTHER,
        [
            (SET_COOKIE, language_cookie(pages.site.secure(), language)),
            (LOCATION, back),
        ],
    )
        .into_response())
}
