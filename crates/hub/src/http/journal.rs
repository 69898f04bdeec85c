//! `/v1/journal`: the sealed entries of the connected device's office, in one order.
//!
//! Easily got wrong: with `after` a terminal also says that it has everything up to there; what all terminals have may be
//! erased when room is needed.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{
        Path, Query, State,
        rejection::{BytesRejection, PathRejection, QueryRejection},
    },
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use protocol::{
    EntryId, ErrorCode,
    journal::ENTRY_SIZE_BYTES_MAX,
    message::{JournalLine, JournalPage, encode_signed},
};

use super::{
    cursor::{List, PageQuery, read_page, write_cursor},
    device::Caller,
    inbox::unreadable,
    problem::Refusal,
};
use crate::{
    hub::Hub,
    journal::{JOURNAL_LIMITS, append_entry, list_journal},
    store::{JournalRecord, StoreError},
};

/// Adds an entry: 201, or 200 for a repeat.
pub(crate) async fn put(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
    id: Result<Path<String>, PathRejection>,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, Refusal> {
    let id = read_id(id)?;
    let sealed = read_body(body)?;
    let now = hub.now();
    let appended = hub
        .store
        .write(move |records| append_entry(records, device, id, &sealed, JOURNAL_LIMITS, now))
        .await
        .map_err(|err| Refusal::of(&err))?;
    Ok(match appended.first {
        true => StatusCode::CREATED,
        false => StatusCode::OK,
    })
}

/// A body that is one sealed thing.
pub(crate) fn read_body(body: Result<Bytes, BytesRejection>) -> Result<Bytes, Refusal> {
    let sealed = body.map_err(|_| Refusal::new(ErrorCode::TooLarge))?;
    if sealed.is_empty() {
        return Err(Refusal::malformed("the body is empty"));
    }
    if sealed.len() as u64 > ENTRY_SIZE_BYTES_MAX {
        return Err(Refusal::new(ErrorCode::TooLarge));
    }
    Ok(sealed)
}

/// Answers with one page.
pub(crate) async fn list(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
    query: Result<Query<PageQuery>, QueryRejection>,
) -> Result<Json<JournalPage>, Refusal> {
    let (after, rows) = read_page(query, List::Journal)?;
    let office = device.office();
    let read = hub.store.read(move |records| {
        let known = records.terminal(office, device.device())?;
        let noted = known.is_some_and(|known| known.journal_read >= after);
        Ok::<_, StoreError>((noted, list_journal(records, office, after, rows)?))
    });
    let (noted, list) = read.await.map_err(unreadable)?;
    if !noted {
        hub.store
            .write(move |records| records.note_journal_read(device.device(), after))
            .await
            .map_err(unreadable)?;
    }
    let cursor = write_cursor(List::Journal, list.last);
    Ok(Json(JournalPage {
        entries: list.entries.into_iter().map(line).collect(),
        next: list.more.then(|| cursor.clone()),
        cursor,
    }))
}

fn line((entry, contents): (JournalRecord, Option<Vec<u8>>)) -> JournalLine {
    JournalLine {
        id: entry.id,
        device: entry.device,
        stored_at: entry.stored_at,
        size_bytes: entry.size_bytes,
        sha256: entry.sha256,
        sealed: contents.map(|contents| encode_signed(&contents)),
    }
}

/// Answers with one sealed entry.
pub(crate) async fn contents(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, Refusal> {
    let id = read_id(id)?;
    let office = device.office();
    let found = hub
        .store
        .read(move |records| {
            let Some(entry) = records.journal_entry(office, id)? else {
                return Ok(None);
            };
            records.journal_contents(entry.sequence).map(Some)
        })
        .await
        .map_err(unreadable)?;
    sealed_body(found)
}

/// One sealed thing as an answer, or 404.
pub(crate) fn sealed_body(found: Option<Vec<u8>>) -> Result<Response, Refusal> {
    let sealed = found.ok_or_else(|| Refusal::new(ErrorCode::NotFound))?;
    let kind = [
        (header::CONTENT_TYPE, "application/pkcs7-mime"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((kind, sealed).into_response())
}

fn read_id(id: Result<Path<String>, PathRejection>) -> Result<EntryId, Refusal> {
    let id = id?.0;
    id.parse()
        .map_err(|err| Refusal::with_detail(ErrorCode::RequestMalformed, format!("id: {err}")))
}
