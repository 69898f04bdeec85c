//! `/api/v1/sent`: what this office sent and how far it got.

use axum::Json;
use axum::http::StatusCode;
use protocol::BundleId;
use serde::Deserialize;
use utoipa::IntoParams;

use super::caller::{Caller, ToRead, ToSend};
use super::documents::{SentDetail, SentDocument, SentPage};
use super::drafts::is_draft;
use super::files::{Asked, Place};
use super::problem::{Problem, Refusal};
use crate::error_code::ErrorCode;
use crate::outbox::{OutboxFilter, SentState, list_outbox, read_outbox_bundle, withdraw_bundle};
use crate::page::{PageRequest, ROWS_MAX};

/// Which part of a list is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageAsked {
    /// The `next` of the page before.
    after: Option<String>,
    /// Bundles wanted, 1 to 500; 50 when left out.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
}

impl PageAsked {
    pub(super) fn request(self) -> Result<PageRequest, Refusal> {
        Ok(PageRequest {
            after: self.after,
            limit: limit(self.limit)?,
        })
    }
}

/// The number of rows; 0 stands for the default.
pub(super) fn limit(asked: Option<u32>) -> Result<u32, Refusal> {
    match asked {
        None => Ok(0),
        Some(limit) if (1..=ROWS_MAX).contains(&limit) => Ok(limit),
        Some(_) => Err(Refusal::malformed("limit must be from 1 to 500")),
    }
}

/// Which bundles are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SentAsked {
    /// The `next` of the page before.
    after: Option<String>,
    /// Bundles wanted, 1 to 500; 50 when left out.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
    /// Only in this state: `waiting`, `blocked`, `refused`, `accepted`, `fetched`, `imported`, `opened` or `withdrawn`.
    state: Option<String>,
    /// Only with files of this month, `202610`.
    #[param(pattern = "^[0-9]{6}$")]
    month: Option<String>,
}

/// What was sent, newest first, and how far each got.
#[utoipa::path(
    get, path = "/sent", tag = "read", security(("access_key" = [])),
    params(SentAsked),
    responses(
        (status = 200, body = SentPage),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list_sent(
    caller: Caller<ToRead>,
    Asked(asked): Asked<SentAsked>,
) -> Result<Json<SentPage>, Refusal> {
    let state = match asked.state.as_deref().map(SentState::from_word) {
        None => None,
        Some(Some(state)) if !is_draft(state) => Some(state),
        Some(_) => {
            return Err(Refusal::malformed(
                "there is no such state of a sent bundle",
            ));
        }
    };
    let wrong_month =
        |month: &String| month.len() != 6 || !month.bytes().all(|b| b.is_ascii_digit());
    if asked.month.as_ref().is_some_and(wrong_month) {
        return Err(Refusal::malformed("month must be six digits"));
    }
    let filter = OutboxFilter {
        state,
        month: asked.month,
        ..OutboxFilter::default()
    };
    let request = PageRequest {
        after: asked.after,
        limit: limit(asked.limit)?,
    };
    let page = caller
        .pages
        .office
        .with_store(move |store| list_outbox(store, &filter, &request))
        .await?;
    Ok(Json(SentPage {
        bundles: page.rows.iter().map(SentDocument::from).collect(),
        next: page.next,
    }))
}

/// One bundle that was sent.
#[utoipa::path(
    get, path = "/sent/{id}", tag = "read", security(("access_key" = [])),
    params(("id" = String, Path, description = "The bundle")),
    responses(
        (status = 200, body = SentDetail),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show_sent(
    caller: Caller<ToRead>,
    Place(id): Place<BundleId>,
) -> Result<Json<SentDetail>, Refusal> {
    let found = caller
        .pages
        .office
        .with_store(move |store| read_outbox_bundle(store, id))
        .await?;
    match found {
        Some(bundle) if !is_draft(bundle.row.state) => Ok(Json(SentDetail::from(&bundle))),
        _ => Err(Refusal::new(ErrorCode::SentNotFound)),
    }
}

/// Withdraws a bundle that nobody opened. `202`: the hub is asked; the state tells when it
/// is done.
#[utoipa::path(
    delete, path = "/sent/{id}", tag = "send", security(("access_key" = [])),
    params(("id" = String, Path, description = "The bundle")),
    responses(
        (status = 202),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn withdraw_sent(
    caller: Caller<ToSend>,
    Place(id): Place<BundleId>,
) -> Result<StatusCode, Refusal> {
    let now = caller.pages.now();
    let office = &caller.pages.office;
    office
        .with_store(move |store| withdraw_bundle(store, id, now))
        .await
        .map_err(|err| Refusal::of(&err))?;
    office.wake_worker();
    office.announce_change();
    Ok(StatusCode::ACCEPTED)
}
