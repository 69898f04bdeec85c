//! `GET /v1/licence`, `PUT /v1/licence/renewal`: until when the caller's office may send, and whether that renews by itself.

use std::sync::Arc;

use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
};
use protocol::message::{LicenceRenewalRequest, LicenceReply};

use super::{device::Caller, inbox::unreadable, problem::Refusal};
use crate::{
    hub::Hub,
    licences::{ChooseRenewalError, choose_renewal, find_licence},
};

/// Answers with the licence of the caller's office.
pub(crate) async fn show(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
) -> Result<Json<LicenceReply>, Refusal> {
    let (terms, now) = (hub.settings.licence_terms(), hub.now());
    let licence = hub
        .store
        .read(move |records| find_licence(records, terms, device.office(), now))
        .await
        .map_err(unreadable)?;
    Ok(Json(LicenceReply { licence }))
}

/// Switches the renewal and answers with how the licence stands then.
pub(crate) async fn renewal(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
    body: Result<Json<LicenceRenewalRequest>, JsonRejection>,
) -> Result<Json<LicenceReply>, Refusal> {
    let Json(LicenceRenewalRequest { renews }) = body?;
    let (terms, now) = (hub.settings.licence_terms(), hub.now());
    let chosen = hub.store.write(move |records| {
        choose_renewal(records, terms, device.office(), renews, now)?;
        Ok::<_, ChooseRenewalError>(find_licence(records, terms, device.office(), now)?)
    });
    let licence = chosen.await.map_err(|err| Refusal::of(&err))?;
    Ok(Json(LicenceReply { licence }))
}
