//! `POST /v1/certificate`, `POST /v1/mailbox-certificate`: a terminal renews what it and its office are known by.

use std::sync::Arc;

use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
};
use protocol::message::{RenewalReply, RenewalRequest};

use super::{device::Caller, problem::Refusal};
use crate::{
    devices::{renew_device, renew_mailbox},
    hub::Hub,
};

/// The caller's own certificate.
pub(crate) async fn renew_own(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
    body: Result<Json<RenewalRequest>, JsonRejection>,
) -> Result<Json<RenewalReply>, Refusal> {
    let Json(RenewalRequest { request }) = body?;
    let (authority, now) = (Arc::clone(&hub.authority), hub.now());
    let renewed = hub
        .store
        .write(move |records| renew_device(records, &authority, device, &request, now));
    let certificate = renewed.await.map_err(|err| Refusal::of(&err))?;
    Ok(Json(RenewalReply { certificate }))
}

/// That of the office's mailbox.
pub(crate) async fn renew_office(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
    body: Result<Json<RenewalRequest>, JsonRejection>,
) -> Result<Json<RenewalReply>, Refusal> {
    let Json(RenewalRequest { request }) = body?;
    let (authority, now) = (Arc::clone(&hub.authority), hub.now());
    let renewed = hub
        .store
        .write(move |records| renew_mailbox(records, &authority, device, &request, now));
    let certificate = renewed.await.map_err(|err| Refusal::of(&err))?;
    Ok(Json(RenewalReply { certificate }))
}
