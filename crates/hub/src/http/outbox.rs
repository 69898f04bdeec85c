//! `GET /v1/outbox?after=&limit=`: what became of what the office of the connected device sent.
//!
//! Easily got wrong: the order is that of the last change, so the cursor of one poll is the start of the next.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
};
use protocol::message::{OutboxEntry, OutboxPage, encode_signed};

use super::{
    cursor::{List, PageQuery, read_page, write_cursor},
    device::Caller,
    inbox::unreadable,
    problem::Refusal,
};
use crate::{
    bundles::{OutboxLine, list_outbox},
    hub::Hub,
};

/// Answers with one page.
pub(crate) async fn list(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
    query: Result<Query<PageQuery>, QueryRejection>,
) -> Result<Json<OutboxPage>, Refusal> {
    let (after, rows) = read_page(query, List::Outbox)?;
    let office = device.office();
    let list = hub
        .store
        .read(move |records| list_outbox(records, office, after, rows))
        .await;
    let list = list.map_err(unreadable)?;
    let cursor = write_cursor(List::Outbox, list.last);
    Ok(Json(OutboxPage {
        bundles: list.bundles.into_iter().map(entry).collect(),
        next: list.more.then(|| cursor.clone()),
        cursor,
    }))
}

fn entry(line: OutboxLine) -> OutboxEntry {
    OutboxEntry {
        id: line.bundle.id,
        state: line.bundle.state,
        changed_at: line.bundle.changed_at,
        header: Some(encode_signed(&line.bundle.signed_header)),
        receipts: line
            .receipts
            .iter()
            .map(|receipt| encode_signed(receipt))
            .collect(),
    }
}
