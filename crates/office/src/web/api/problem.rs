//! Refusals of the local interface: `application/problem+json` (RFC 9457) with our code.
//!
//! The same shape as the hub's. Easily got wrong: `detail` never quotes a file's
//! contents, a name of a file or a key.

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::{self, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::error_code::{ErrorCode, Language};
use crate::store::StoreError;

/// After how many seconds a program may try again when others are being worked on.
const RETRY_AFTER_SECONDS: HeaderValue = HeaderValue::from_static("5");

/// Why a request was not done. A program decides by `code`.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// `urn:tsunagu:error:` and the code.
    #[serde(rename = "type")]
    #[schema(example = "urn:tsunagu:error:OFF-841")]
    kind: String,
    /// What happened, in English.
    title: &'static str,
    /// What happened, in Japanese.
    title_ja: &'static str,
    /// What to do, in English.
    remedy: &'static str,
    /// What to do, in Japanese.
    remedy_ja: &'static str,
    /// The status of the answer.
    status: u16,
    /// `OFF-…`; its meaning never changes.
    #[schema(example = "OFF-841")]
    code: &'static str,
    /// Facts that help to find the mistake.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// Why each file did not become a part of a draft; only with `OFF-849`.
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Box<super::documents::CreatedDocument>>,
}

/// A refused request.
#[derive(Debug)]
pub(crate) struct Refusal {
    code: ErrorCode,
    detail: Option<String>,
    outcome: Option<Box<super::documents::CreatedDocument>>,
}

impl Refusal {
    /// A refusal with a code that says it all.
    pub(crate) fn new(code: ErrorCode) -> Refusal {
        Refusal {
            code,
            detail: None,
            outcome: None,
        }
    }

    /// A request that cannot be read, and what about it.
    pub(crate) fn malformed(detail: impl Into<String>) -> Refusal {
        Refusal {
            detail: Some(detail.into()),
            ..Refusal::new(ErrorCode::ApiRequestMalformed)
        }
    }

    /// Nothing became a draft; `outcome` says why.
    pub(crate) fn nothing(outcome: super::documents::CreatedDocument) -> Refusal {
        Refusal {
            outcome: Some(Box::new(outcome)),
            ..Refusal::new(ErrorCode::NothingBecameDraft)
        }
    }

    /// Maps the error of an operation. Failures of our own are logged here, once.
    pub(crate) fn of<E>(error: &E) -> Refusal
    where
        E: std::error::Error + 'static,
        for<'a> ErrorCode: From<&'a E>,
    {
        let code = ErrorCode::from(error);
        if status_of(code) == StatusCode::INTERNAL_SERVER_ERROR {
            let cause = error.source().map(ToString::to_string).unwrap_or_default();
            tracing::error!(%error, cause, "a request of a program failed");
            return Refusal::new(ErrorCode::ApiFailed);
        }
        Refusal::new(code)
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Refusal {
        Refusal::of(&error)
    }
}

/// The status of a code; one that no request can meet is a failure of our own.
pub(crate) fn status_of(code: ErrorCode) -> StatusCode {
    match code {
        ErrorCode::AccessKeyRefused => StatusCode::UNAUTHORIZED,
        ErrorCode::AccessKeyScope | ErrorCode::ApiFromElsewhere => StatusCode::FORBIDDEN,
        ErrorCode::ApiRequestMalformed
        | ErrorCode::NothingToSend
        | ErrorCode::TooManyFiles
        | ErrorCode::MessageTooLong => StatusCode::BAD_REQUEST,
        ErrorCode::ApiNotFound
        | ErrorCode::DraftNotFound
        | ErrorCode::ReceivedNotFound
        | ErrorCode::SentNotFound => StatusCode::NOT_FOUND,
        ErrorCode::ApiMethodUnknown => StatusCode::METHOD_NOT_ALLOWED,
        ErrorCode::ApiTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorCode::ApiMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ErrorCode::ApiBusy => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::NothingBecameDraft => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorCode::ContentsNotHere
        | ErrorCode::ContentsNotOpenable
        | ErrorCode::WithdrawnBySender
        | ErrorCode::KeyAmbiguous
        | ErrorCode::AlreadyOpened
        | ErrorCode::NotWithdrawable => StatusCode::CONFLICT,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let code = self.code;
        let status = status_of(code);
        let problem = Problem {
            kind: format!("urn:tsunagu:error:{}", code.code()),
            title: code.title(Language::English),
            title_ja: code.title(Language::Japanese),
            remedy: code.remedy(Language::English),
            remedy_ja: code.remedy(Language::Japanese),
            status: status.as_u16(),
            code: code.code(),
            detail: self.detail,
            outcome: self.outcome,
        };
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        let kind = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, kind);
        if code == ErrorCode::ApiBusy {
            headers.insert(header::RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if code == ErrorCode::AccessKeyRefused {
            let scheme = HeaderValue::from_static("Bearer");
            headers.insert(header::WWW_AUTHENTICATE, scheme);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_of_our_own_hides_its_cause() {
        let refusal = Refusal::from(StoreError::Unreadable { column: "sent.id" });
        assert_eq!((refusal.code.code(), &refusal.detail), ("OFF-853", &None));
        assert_eq!(status_of(refusal.code), StatusCode::INTERNAL_SERVER_ERROR);
    }
}
