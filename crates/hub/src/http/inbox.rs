//! `GET /v1/inbox?after=&limit=`: what was sent to the office of the connected device.
//!
//! Easily got wrong: asking changes nothing; a terminal that asks twice gets the same twice.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
};
use protocol::{
    ErrorCode,
    message::{InboxEntry, InboxPage, encode_signed},
};

use super::{
    cursor::{List, PageQuery, read_page, write_cursor},
    device::Caller,
    problem::Refusal,
};
use crate::{
    bundles::list_inbox,
    hub::Hub,
    store::{InboxRecord, StoreError},
};

/// Answers with one page.
pub(crate) async fn list(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
    query: Result<Query<PageQuery>, QueryRejection>,
) -> Result<Json<InboxPage>, Refusal> {
    let (after, rows) = read_page(query, List::Inbox)?;
    let office = device.office();
    let list = hub
        .store
        .read(move |records| list_inbox(records, office, after, rows))
        .await;
    let list = list.map_err(unreadable)?;
    let cursor = write_cursor(List::Inbox, list.last);
    Ok(Json(InboxPage {
        bundles: list.bundles.into_iter().map(entry).collect(),
        next: list.more.then(|| cursor.clone()),
        cursor,
    }))
}

/// A list that could not be read.
pub(crate) fn unreadable(err: StoreError) -> Refusal {
    tracing::error!(error = %err, "a list could not be read");
    Refusal::new(ErrorCode::TryAgain)
}

fn entry(bundle: InboxRecord) -> InboxEntry {
    InboxEntry {
        id: bundle.id,
        header: encode_signed(&bundle.signed_header),
        accepted_at: bundle.accepted_at,
        accepted: encode_signed(&bundle.accepted),
        state: bundle.state,
    }
}
