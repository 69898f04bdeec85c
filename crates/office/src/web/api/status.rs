//! `GET /api/v1/status`: how the office stands.

use axum::Json;

use super::caller::{Caller, ToCheck};
use super::documents::StatusDocument;
use super::problem::{Problem, Refusal};
use crate::web::frame::Summary;

/// How the office stands: connection, drafts, what waits, what nobody opened.
#[utoipa::path(
    get, path = "/status", tag = "status", security(("access_key" = [])),
    responses(
        (status = 200, body = StatusDocument),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show_status(caller: Caller<ToCheck>) -> Result<Json<StatusDocument>, Refusal> {
    let office = &caller.pages.office;
    let summary = office.with_store(Summary::read).await?;
    let own = office.own();
    Ok(Json(StatusDocument {
        office: own.number.to_string(),
        name: own.name,
        services: own.services.iter().map(ToString::to_string).collect(),
        hub: own.hub_name,
        reached_at: summary.contact.reached_at,
        failed_at: summary.contact.failed_at,
        drafts: summary.drafts,
        waiting: summary.waiting,
        stopped: summary.stopped,
        unopened: summary.unread,
        version: env!("CARGO_PKG_VERSION"),
    }))
}
