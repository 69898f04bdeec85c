//! What an open page asks from time to time: is there anything new?
//!
//! `live.js` asks while the page is seen and shows a quiet line; it never moves or
//! replaces what somebody reads. The answer comes from the database, so that it
//! also tells what another program of this office did. An event stream would not
//! do that, and six open pages would use up a browser's connections to this host.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::Pages;
use super::failure::Failure;
use super::frame::{ConnectionWords, Mark, Summary};
use super::visit::Visit;

#[derive(Serialize)]
struct LiveState {
    /// Which office the answer is about: its number.
    office: String,
    mark: Mark,
    /// Received bundles that nobody opened.
    unread: u64,
    connection: ConnectionWords,
}

/// `GET /state`
pub(crate) async fn show_state(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
) -> Result<Response, Failure> {
    let summary = pages.store(Summary::read).await?;
    let connection = ConnectionWords::of(visit.language, &summary.contact, pages.now());
    Ok(Json(LiveState {
        office: pages.office.number().to_string(),
        mark: summary.mark,
        unread: summary.unread,
        connection,
    })
    .into_response())
}
