//! Every URL that the hub answers.
//!
//! Limits that hold for all of them are set here too. What a URL does is in `http/`. Easily got wrong: a handler without
//! a `Caller` among its arguments answers anybody; there are exactly three. One with a `JoiningCaller` also answers a
//! terminal that nobody has approved yet.

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{delete, get, post, put},
};
use protocol::journal::ENTRY_SIZE_BYTES_MAX;
use tower_http::catch_panic::CatchPanicLayer;

use crate::{
    http::{
        applications, bundles, certificates, enrolments, events, health, inbox, joining, journal,
        licences, log, notices, offices, outbox, problem, receipts, terminals,
        upload::BODY_SIZE_BYTES_MAX,
    },
    hub::Hub,
};

/// The body of a request that is JSON. The largest is a receipt: 16 KiB in base64 are 22 KiB.
const JSON_SIZE_BYTES_MAX: usize = 64 * 1024;

/// The body of a request that is one sealed thing of a terminal for its own office.
const SEALED_BODY_SIZE_BYTES_MAX: usize = 16 * 1024 * 1024;

const _: () = assert!(SEALED_BODY_SIZE_BYTES_MAX as u64 == ENTRY_SIZE_BYTES_MAX);

/// The URLs of API version 1.
pub(crate) fn routes(hub: Arc<Hub>) -> Router {
    Router::new()
        .route("/v1/health", get(health::health)) // anybody
        .route("/v1/enrolments", post(enrolments::enrol)) // anybody who has a code
        .route("/v1/applications", post(applications::apply)) // anybody who has a code
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
        .route("/v1/licence", get(licences::show))
        .route("/v1/licence/renewal", put(licences::renewal))
        .route("/v1/notices", get(notices::list))
        .route("/v1/offices", get(offices::find))
        .route("/v1/offices/{number}", get(offices::look_up))
        .route("/v1/joining", get(joining::show).put(joining::commit))
        .route("/v1/joining/nonce", put(joining::reveal))
        .route("/v1/joining/mailbox-proof", put(joining::prove))
        .route("/v1/certificate", post(certificates::renew_own))
        .route("/v1/mailbox-certificate", post(certificates::renew_office))
        .route("/v1/devices", get(terminals::list))
        .route("/v1/devices/{id}", delete(terminals::delete))
        .route("/v1/devices/{id}/name", put(terminals::put_name))
        .route("/v1/devices/{id}/offer", put(terminals::put_offer))
        .route("/v1/devices/{id}/approval", put(terminals::put_approval))
        .route(
            "/v1/devices/{id}/history/{number}",
            put(terminals::put_history).layer(DefaultBodyLimit::max(SEALED_BODY_SIZE_BYTES_MAX)),
        )
        .route("/v1/history", get(terminals::list_history))
        .route(
            "/v1/history/{number}",
            get(terminals::history).delete(terminals::delete_history),
        )
        .route("/v1/enrolment-codes", post(terminals::post_code))
        .route(
            "/v1/recovery",
            get(terminals::recovery).put(terminals::put_recovery),
        )
        .route("/v1/journal", get(journal::list))
        .route(
            "/v1/journal/{id}",
            get(journal::contents)
                .put(journal::put)
                .layer(DefaultBodyLimit::max(SEALED_BODY_SIZE_BYTES_MAX)),
        )
        .fallback(problem::unknown_url)
        .method_not_allowed_fallback(problem::unknown_method)
        .layer(DefaultBodyLimit::max(JSON_SIZE_BYTES_MAX))
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(middleware::from_fn(log::log_request))
        .with_state(hub)
}
