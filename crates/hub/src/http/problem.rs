//! Error replies: `application/problem+json` (RFC 9457) with the code that clients act on.
//!
//! Every refusal of the hub is written here, also for unknown URLs and for panics. Easily got wrong: the detail is seen
//! by the client; the cause of a failure of the hub itself goes to the log only.

use std::any::Any;

use axum::{
    Json,
    extract::rejection::{JsonRejection, PathRejection, QueryRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use protocol::{ErrorCode, message::Problem};

/// After how many seconds a client may try again. It adds a random part itself, so that not all come at once.
const RETRY_AFTER_SECONDS: HeaderValue = HeaderValue::from_static("10");

/// A refused request.
#[derive(Debug)]
pub(crate) struct Refusal {
    code: ErrorCode,
    detail: Option<String>,
    status: Option<StatusCode>,
}

impl Refusal {
    /// A refusal with a code that says it all.
    pub(crate) fn new(code: ErrorCode) -> Refusal {
        Refusal {
            code,
            detail: None,
            status: None,
        }
    }

    /// A refusal with facts that help to find the mistake, without personal data.
    pub(crate) fn with_detail(code: ErrorCode, detail: impl Into<String>) -> Refusal {
        Refusal {
            detail: Some(detail.into()),
            ..Refusal::new(code)
        }
    }

    /// The same refusal under a status of its own, where HTTP wants one.
    pub(crate) fn with_status(self, status: StatusCode) -> Refusal {
        Refusal {
            status: Some(status),
            ..self
        }
    }

    /// A request that cannot be read.
    pub(crate) fn malformed(detail: impl Into<String>) -> Refusal {
        Refusal::with_detail(ErrorCode::RequestMalformed, detail)
    }

    /// Maps the error of an operation. Failures of the hub itself are logged here, once.
    pub(crate) fn of<E>(err: &E) -> Refusal
    where
        E: std::error::Error,
        for<'a> ErrorCode: From<&'a E>,
    {
        let code = ErrorCode::from(err);
        match code {
            ErrorCode::TryAgain => {
                let cause = err.source().map(ToString::to_string).unwrap_or_default();
                tracing::error!(error = %err, cause, "a request failed");
                Refusal::new(code)
            }
            // Whoever guesses codes must not learn which guess was near.
            ErrorCode::EnrolmentRefused => Refusal::new(code),
            _ => Refusal::with_detail(code, err.to_string()),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        tracing::Span::current().record("code", self.code.code());
        let mut problem = Problem::new(self.code, self.detail);
        let status = self
            .status
            .or_else(|| StatusCode::from_u16(self.code.status()).ok())
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        problem.status = status.as_u16();
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        let kind = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, kind);
        if matches!(self.code, ErrorCode::TooManyRequests | ErrorCode::TryAgain) {
            headers.insert(header::RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        response
    }
}

impl From<JsonRejection> for Refusal {
    fn from(rejection: JsonRejection) -> Refusal {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            return Refusal::new(ErrorCode::TooLarge);
        }
        // The library's own text may quote the body, so it stays here.
        Refusal::malformed("the body is not the JSON document that this URL takes")
    }
}

impl From<PathRejection> for Refusal {
    fn from(_: PathRejection) -> Refusal {
        Refusal::malformed("the URL cannot be read")
    }
}

impl From<QueryRejection> for Refusal {
    fn from(_: QueryRejection) -> Refusal {
        Refusal::malformed("the part of the URL after ? cannot be read")
    }
}

/// Answers URLs that do not exist.
pub(crate) async fn unknown_url() -> Refusal {
    Refusal::with_detail(ErrorCode::NotFound, "no such URL")
}

/// Answers methods that a URL does not take; the router adds the header `Allow`.
pub(crate) async fn unknown_method() -> Refusal {
    Refusal::malformed("this URL does not take this method")
        .with_status(StatusCode::METHOD_NOT_ALLOWED)
}

/// Answers for a handler that panicked.
pub(crate) fn panicked(_: Box<dyn Any + Send>) -> Response {
    // The panic's own text was printed by the panic hook; it may hold anything, so it is not repeated.
    tracing::error!("a request panicked");
    Refusal::new(ErrorCode::TryAgain).into_response()
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, http::Request, routing::get};
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;

    use super::*;

    async fn bug() -> StatusCode {
        panic!("a bug with 利用者 in its text")
    }

    #[tokio::test]
    async fn a_panic_is_answered_without_its_text() {
        let router = Router::new()
            .route("/", get(bug))
            .layer(CatchPanicLayer::custom(panicked));
        let request = Request::get("/").body(Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        assert_eq!(response.status(), 503);
        assert_eq!(
            response.headers()["content-type"],
            "application/problem+json"
        );
        assert_eq!(response.headers()["retry-after"], "10");
        let body = axum::body::to_bytes(response.into_body(), 10_000)
            .await
            .unwrap();
        let problem: Problem = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem, Problem::new(ErrorCode::TryAgain, None));
    }
}
