//! Every URL that the hub answers.
//!
//! Limits that hold for all of them are set here too. What a URL does is in `http/`. Easily got wrong: a handler without
//! a `Caller` among its arguments answers anybody; there are exactly two.

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{get, post, put},
};
use tower_http::catch_panic::CatchPanicLayer;

use crate::{
    http::{
        bundles, enrolments, events, health, inbox, log, offices, outbox, problem, receipts,
        upload::BODY_SIZE_BYTES_MAX,
    },
    hub::Hub,
};

/// The body of a request that is JSON. The largest is a receipt: 16 KiB in base64 are 22 KiB.
const JSON_SIZE_BYTES_MAX: usize = 64 * 1024;

/// The URLs of API version 1.
pub(crate) fn routes(hub: Arc<Hub>) -> Router {
    Router::new()
        .route("/v1/health", get(health::health)) // anybody
        .route("/v1/enrolments", post(enrolments::enrol)) // anybody who has a code
        .route(
            "/v1/bundles/{id}",
            put(bundles::put)
                .layer(DefaultBodyLimit::max(BODY_SIZE_BYTES_MAX))
                .delete(bundles::delete),
        )
        .route("/v1/bundles/{id}/sealed", get(bundles::sealed))
        .route("/v1/bundles/{id}/receipts", post(receipts::post))
        .route("/v1/inbox", get(inbox::list))
        .route("/v1/outbox", get(outbox::list))
        .route("/v1/events", get(events::listen))
        .route("/v1/offices/{number}", get(offices::look_up))
        .fallback(problem::unknown_url)
        .method_not_allowed_fallback(problem::unknown_method)
        .layer(DefaultBodyLimit::max(JSON_SIZE_BYTES_MAX))
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(middleware::from_fn(log::log_request))
        .with_state(hub)
}
