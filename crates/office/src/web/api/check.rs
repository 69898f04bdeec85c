//! `POST /api/v1/check`: the check of the standard, without keeping anything.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::Api;
use super::caller::{Caller, ToCheck};
use super::drafts::Upload;
use super::given;
use super::problem::{Problem, Refusal};
use crate::check_document::ReportJson;
use crate::error_code::{ErrorCode, Language};

/// Checks files against the standard. The answer is the document of `tsunagu check --json`;
/// nothing is kept and nothing is sent. Messages are Japanese, or English with
/// `Accept-Language: en`.
#[utoipa::path(
    post, path = "/check", tag = "send", security(("access_key" = [])),
    params(("File-Name" = Option<String>, Header,
        description = "Name of the one file that is the body, percent-encoded UTF-8")),
    request_body(content(
        (Upload = "multipart/form-data"),
        (Vec<u8> = "text/csv"),
        (Vec<u8> = "application/octet-stream"),
    )),
    responses(
        (status = 200, body = ReportJson, content_type = "application/json"),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn check_files(
    State(api): State<Arc<Api>>,
    _caller: Caller<ToCheck>,
    request: Request,
) -> Result<Response, Refusal> {
    let _turn = given::take_turn(&api)?;
    let language = request
        .headers()
        .get(ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .filter(|value| value.starts_with("en"))
        .map_or(Language::Japanese, |_| Language::English);
    let given = given::read(request, &api).await?;
    let checked = tokio::task::spawn_blocking(move || {
        let inputs: Vec<standard::Input<'_>> = given
            .files
            .iter()
            .map(|file| standard::Input {
                path: &file.path,
                bytes: &file.bytes,
            })
            .collect();
        let report = standard::check_files(&inputs);
        serde_json::to_vec(&ReportJson::new(&report, language))
    });
    let failed = |cause: String| {
        tracing::error!(cause, "a check for a program failed");
        Refusal::new(ErrorCode::ApiFailed)
    };
    let json = checked
        .await
        .map_err(|err| failed(err.to_string()))?
        .map_err(|err| failed(err.to_string()))?;
    let kind = HeaderValue::from_static("application/json");
    Ok(([(CONTENT_TYPE, kind)], json).into_response())
}
