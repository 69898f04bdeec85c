//! `/api/v1/received`: what arrived, its files, and that care software has it.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;

use super::caller::{Caller, ToReceive};
use super::documents::{ReceivedDetail, ReceivedDocument, ReceivedPage};
use super::files::{Asked, Place};
use super::problem::{Problem, Refusal};
use super::sent::limit;
use crate::error_code::ErrorCode;
use crate::inbox::{
    InboxBundle, ReceivedId, ReceivedState, import_inbox_bundle, list_arrivals, read_inbox_bundle,
    read_inbox_file,
};
use crate::page::ROWS_DEFAULT;
use crate::store::Store;
use crate::web::download;

/// Which part of the order of arrival is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ArrivalsAsked {
    /// The `cursor` of the answer before; without it from the first that ever arrived.
    after: Option<String>,
    /// Bundles wanted, 1 to 500; 50 when left out.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
}

/// What arrived since the last question, in the order of arrival. Take them in by their
/// stamps, partner by partner.
#[utoipa::path(
    get, path = "/received", tag = "receive", security(("access_key" = [])),
    params(ArrivalsAsked),
    responses(
        (status = 200, body = ReceivedPage),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list_received(
    caller: Caller<ToReceive>,
    Asked(asked): Asked<ArrivalsAsked>,
) -> Result<Json<ReceivedPage>, Refusal> {
    let place = |text: &str| {
        text.strip_prefix('a')
            .and_then(|number| number.parse::<i64>().ok())
            .filter(|number| *number >= 0)
    };
    let after = match asked.after.as_deref() {
        None => 0,
        Some(text) => place(text).ok_or_else(|| Refusal::malformed("after is no cursor"))?,
    };
    let limit = match limit(asked.limit)? {
        0 => ROWS_DEFAULT,
        limit => limit,
    };
    let arrivals = caller
        .pages
        .office
        .with_store(move |store| list_arrivals(store, after, limit))
        .await?;
    Ok(Json(ReceivedPage {
        bundles: arrivals.rows.iter().map(ReceivedDocument::from).collect(),
        cursor: format!("a{}", arrivals.cursor),
        more: arrivals.more,
    }))
}

/// One received bundle. Looking at it is not opening it in the sense of the receipt.
#[utoipa::path(
    get, path = "/received/{id}", tag = "receive", security(("access_key" = [])),
    params(("id" = String, Path, description = "The key of the bundle")),
    responses(
        (status = 200, body = ReceivedDetail),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show_received(
    caller: Caller<ToReceive>,
    Place(id): Place<ReceivedId>,
) -> Result<Json<ReceivedDetail>, Refusal> {
    let office = &caller.pages.office;
    let bundle = office.with_store(move |store| read(store, id)).await?;
    Ok(Json(ReceivedDetail::from(&bundle)))
}

/// A bundle whose contents are here, also one that was withdrawn since.
fn read(store: &mut Store, id: ReceivedId) -> Result<InboxBundle, Refusal> {
    let found = read_inbox_bundle(store, id)?;
    let bundle = found.ok_or_else(|| Refusal::new(ErrorCode::ReceivedNotFound))?;
    match bundle.row.state {
        ReceivedState::Announced => Err(Refusal::new(ErrorCode::ContentsNotHere)),
        ReceivedState::Damaged => Err(Refusal::new(ErrorCode::ContentsNotOpenable)),
        ReceivedState::Received | ReceivedState::Opened | ReceivedState::Withdrawn => Ok(bundle),
    }
}

/// Files of a bundle that was withdrawn are not handed out any more.
fn read_files(
    store: &mut Store,
    bundle: &InboxBundle,
    indexes: impl Iterator<Item = usize>,
) -> Result<Vec<(String, Vec<u8>)>, Refusal> {
    if bundle.row.state == ReceivedState::Withdrawn {
        return Err(Refusal::new(ErrorCode::WithdrawnBySender));
    }
    let mut files = Vec::new();
    for index in indexes {
        let missing = || Refusal::new(ErrorCode::ReceivedNotFound);
        let name = &bundle.files.get(index).ok_or_else(missing)?.name;
        let bytes = read_inbox_file(store, bundle.row.id, name)?.ok_or_else(missing)?;
        files.push((name.clone(), bytes));
    }
    Ok(files)
}

/// The original bytes of one file; `Content-Disposition` has its name.
#[utoipa::path(
    get, path = "/received/{id}/files/{index}", tag = "receive", security(("access_key" = [])),
    params(
        ("id" = String, Path, description = "The key of the bundle"),
        ("index" = u32, Path, description = "The place of the file in the bundle, from 0"),
    ),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn fetch_file(
    caller: Caller<ToReceive>,
    Place((id, index)): Place<(ReceivedId, u32)>,
) -> Result<Response, Refusal> {
    let office = &caller.pages.office;
    let files = office
        .with_store(move |store| {
            let bundle = read(store, id)?;
            read_files(store, &bundle, std::iter::once(index as usize))
        })
        .await?;
    let (name, bytes) = files
        .into_iter()
        .next()
        .ok_or_else(|| Refusal::new(ErrorCode::ReceivedNotFound))?;
    Ok(download::file(&name, bytes))
}

/// All files of a bundle as a ZIP, each with its original bytes.
#[utoipa::path(
    get, path = "/received/{id}/archive", tag = "receive", security(("access_key" = [])),
    params(("id" = String, Path, description = "The key of the bundle")),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/zip"),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn fetch_archive(
    caller: Caller<ToReceive>,
    Place(id): Place<ReceivedId>,
) -> Result<Response, Refusal> {
    let office = &caller.pages.office;
    let (bundle, files) = office
        .with_store(move |store| {
            let bundle = read(store, id)?;
            let files = read_files(store, &bundle, 0..bundle.files.len())?;
            Ok::<_, Refusal>((bundle, files))
        })
        .await?;
    let row = &bundle.row;
    let sender = id.sender.map(|sender| sender.to_string());
    let name = download::archive_name(
        &sender.unwrap_or_default(),
        row.stamp.as_deref(),
        row.times.received,
    );
    download::archive(&name, &files).map_err(|_| Refusal::new(ErrorCode::ApiFailed))
}

/// Notes that care software has the bundle and tells its sender so (取込済). Doing it again
/// changes nothing.
#[utoipa::path(
    post, path = "/received/{id}/imported", tag = "receive", security(("access_key" = [])),
    params(("id" = String, Path, description = "The key of the bundle")),
    responses(
        (status = 204),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn note_imported(
    caller: Caller<ToReceive>,
    Place(id): Place<ReceivedId>,
) -> Result<Response, Refusal> {
    let now = caller.pages.now();
    let office = &caller.pages.office;
    office
        .with_store(move |store| import_inbox_bundle(store, id, now))
        .await
        .map_err(|err| Refusal::of(&err))?;
    office.wake_worker();
    office.announce_change();
    Ok(StatusCode::NO_CONTENT.into_response())
}
