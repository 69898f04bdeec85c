//! `GET /v1/notices`: what the operator tells all offices.
//!
//! For every enrolled device. Always the whole list, which is short: what is missing from it was taken back.

use std::sync::Arc;

use axum::{Json, extract::State};
use protocol::message::NoticeList;

use super::{device::Caller, inbox::unreadable, problem::Refusal};
use crate::{hub::Hub, notices::list_notices};

/// Answers with the notices that hold now.
pub(crate) async fn list(
    State(hub): State<Arc<Hub>>,
    _: Caller,
) -> Result<Json<NoticeList>, Refusal> {
    let now = hub.now();
    let listed = hub
        .store
        .read(move |records| list_notices(records, now))
        .await;
    Ok(Json(listed.map_err(unreadable)?))
}
