//! One line in the log for each request.
//!
//! Holds the method, the route (with `{id}`, not the id), the status, the code of a refusal, the office and the time it
//! took. Easily got wrong: never log the URL itself or a header; what a client puts there is not ours to keep.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use tracing::{Instrument, field::Empty};

/// Runs a request inside a span that its handlers fill in, and logs its end.
pub(crate) async fn log_request(request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("", MatchedPath::as_str);
    let span = tracing::info_span!(
        "request", method = %request.method(), route, office = Empty, code = Empty
    );
    let begun = Instant::now();
    async move {
        let response = next.run(request).await;
        let status = response.status().as_u16();
        let duration_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(status, duration_ms, "answered");
        response
    }
    .instrument(span)
    .await
}
