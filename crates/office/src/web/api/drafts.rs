//! `/api/v1/drafts`: making drafts, listing, sending and discarding them.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use protocol::{Address, BundleId, ServiceKind};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::Api;
use super::caller::{Caller, ToSend};
use super::documents::{CreatedDocument, Duplicate, FileProblem, SentDocument, SentPage};
use super::files::{Asked, Place};
use super::given::{self, Given};
use super::problem::{Problem, Refusal};
use super::sent::PageAsked;
use crate::drafts::{self, CreatedDrafts, DraftOptions};
use crate::error_code::ErrorCode;
use crate::outbox::{SentState, queue_draft, queue_drafts, read_outbox_bundle};
use crate::store::{Store, StoreError};

/// Files and what goes with them.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form; `given.rs` reads it")]
pub(crate) struct Upload {
    /// Each is a file with its name; at most 600, together 128 MiB.
    #[schema(value_type = Vec<String>, format = Binary)]
    file: Vec<Vec<u8>>,
    /// The message to the receiver, at most 4,000 characters.
    message: Option<String>,
}

/// What to do with the files.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct CreateAsked {
    /// Send at once what has no errors, instead of leaving it in the drafts.
    #[serde(default)]
    #[param(required = false)]
    send: bool,
    /// Where files that are not of the standard go: office number and service kind, `1370300021-11`.
    #[param(value_type = Option<String>)]
    to: Option<Address>,
    /// The service kind that such files are sent as; needed when the office has several.
    #[param(value_type = Option<String>)]
    from_service: Option<ServiceKind>,
    /// Take files also when the same were sent before.
    #[serde(default)]
    #[param(required = false)]
    again: bool,
}

/// Checks and groups files by receiver and stamp, and makes a draft of each group that
/// has no errors; with `send=true` each is sent. `201` when at least one was made: look
/// into `problems` for the others. `422` when none was, with the same document in `outcome`.
#[utoipa::path(
    post, path = "/drafts", tag = "send", security(("access_key" = [])),
    params(CreateAsked, ("File-Name" = Option<String>, Header,
        description = "Name of the one file that is the body, percent-encoded UTF-8")),
    request_body(content(
        (Upload = "multipart/form-data"),
        (Vec<u8> = "text/csv"),
        (Vec<u8> = "application/octet-stream"),
    )),
    responses(
        (status = 201, body = CreatedDocument),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn create_drafts(
    State(api): State<Arc<Api>>,
    caller: Caller<ToSend>,
    Asked(asked): Asked<CreateAsked>,
    request: Request,
) -> Result<(StatusCode, Json<CreatedDocument>), Refusal> {
    let _turn = given::take_turn(&api)?;
    let Given { files, message } = given::read(request, &api).await?;
    let options = DraftOptions {
        message,
        to: asked.to,
        from_service: asked.from_service,
        send_again: asked.again,
    };
    let now = caller.pages.now();
    let office = &caller.pages.office;
    let created = office
        .with_store(move |store| {
            let created = drafts::create_drafts(store, &files, &options, now)
                .map_err(|err| Refusal::of(&err))?;
            if asked.send {
                let ids: Vec<BundleId> = created.drafts.iter().map(|draft| draft.id).collect();
                queue_drafts(store, &ids, now).map_err(|err| Refusal::of(&err))?;
            }
            Ok::<_, Refusal>(document(store, &created)?)
        })
        .await?;
    office.wake_worker();
    office.announce_change();
    match created.bundles.is_empty() {
        true => Err(Refusal::nothing(created)),
        false => Ok((StatusCode::CREATED, Json(created))),
    }
}

fn document(store: &mut Store, created: &CreatedDrafts) -> Result<CreatedDocument, StoreError> {
    let mut bundles = Vec::new();
    for draft in &created.drafts {
        // Read again: sending changed it.
        if let Some(bundle) = read_outbox_bundle(store, draft.id)? {
            bundles.push(SentDocument::from(&bundle.row));
        }
    }
    Ok(CreatedDocument {
        bundles,
        problems: created.problems.iter().map(FileProblem::from).collect(),
        duplicates: created.duplicates.iter().map(Duplicate::from).collect(),
        check_errors: created.report.errors() as u64,
        check_warnings: created.report.warnings() as u64,
    })
}

/// The drafts of the office, newest first: those of people as well.
#[utoipa::path(
    get, path = "/drafts", tag = "send", security(("access_key" = [])),
    params(PageAsked),
    responses(
        (status = 200, body = SentPage),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list_drafts(
    caller: Caller<ToSend>,
    Asked(asked): Asked<PageAsked>,
) -> Result<Json<SentPage>, Refusal> {
    let request = asked.request()?;
    let page = caller
        .pages
        .office
        .with_store(move |store| drafts::list_drafts(store, &request))
        .await?;
    Ok(Json(SentPage {
        bundles: page.rows.iter().map(SentDocument::from).collect(),
        next: page.next,
    }))
}

/// Sends a draft. Sending it again changes nothing.
#[utoipa::path(
    post, path = "/drafts/{id}/send", tag = "send", security(("access_key" = [])),
    params(("id" = String, Path, description = "The draft")),
    responses(
        (status = 202, body = SentDocument),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn send_draft(
    caller: Caller<ToSend>,
    Place(id): Place<BundleId>,
) -> Result<(StatusCode, Json<SentDocument>), Refusal> {
    let now = caller.pages.now();
    let office = &caller.pages.office;
    let found = office
        .with_store(move |store| {
            queue_draft(store, id, now).map_err(|err| Refusal::of(&err))?;
            Ok::<_, Refusal>(read_outbox_bundle(store, id)?)
        })
        .await?;
    office.wake_worker();
    office.announce_change();
    let bundle = found.ok_or_else(|| Refusal::new(ErrorCode::DraftNotFound))?;
    Ok((StatusCode::ACCEPTED, Json(SentDocument::from(&bundle.row))))
}

/// Discards a draft; its files leave the database.
#[utoipa::path(
    delete, path = "/drafts/{id}", tag = "send", security(("access_key" = [])),
    params(("id" = String, Path, description = "The draft")),
    responses(
        (status = 204),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn discard_draft(
    caller: Caller<ToSend>,
    Place(id): Place<BundleId>,
) -> Result<StatusCode, Refusal> {
    let office = &caller.pages.office;
    office
        .with_store(move |store| drafts::discard_draft(store, id))
        .await
        .map_err(|err| Refusal::of(&err))?;
    office.announce_change();
    Ok(StatusCode::NO_CONTENT)
}

/// Whether a state is that of a draft.
pub(super) fn is_draft(state: SentState) -> bool {
    state == SentState::Draft
}
