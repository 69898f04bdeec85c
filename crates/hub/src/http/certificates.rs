//! `POST /v1/certificate`, `POST /v1/mailbox-certificate`: a terminal renews what it and its office are known by.

use std::sync::Arc;

use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
};
use protocol::{
    UtcSeconds,
    authority::Authority,
    message::{RenewalReply, RenewalRequest},
};

use super::{device::Caller, problem::Refusal};
use crate::{
    devices::{ConnectedDevice, RenewError, renew_device, renew_mailbox},
    hub::Hub,
    store::Records,
};

/// One of the two operations: what is renewed for the caller by a request.
type Renew = fn(
    &mut dyn Records,
    &Authority,
    ConnectedDevice,
    &str,
    UtcSeconds,
) -> Result<String, RenewError>;

/// The caller's own certificate.
pub(crate) async fn renew_own(
    hub: State<Arc<Hub>>,
    caller: Caller,
    body: Result<Json<RenewalRequest>, JsonRejection>,
) -> Result<Json<RenewalReply>, Refusal> {
    renew(hub, caller, body, renew_device).await
}

/// That of the office's mailbox.
pub(crate) async fn renew_office(
    hub: State<Arc<Hub>>,
    caller: Caller,
    body: Result<Json<RenewalRequest>, JsonRejection>,
) -> Result<Json<RenewalReply>, Refusal> {
    renew(hub, caller, body, renew_mailbox).await
}

async fn renew(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
    body: Result<Json<RenewalRequest>, JsonRejection>,
    operation: Renew,
) -> Result<Json<RenewalReply>, Refusal> {
    let Json(RenewalRequest { request }) = body?;
    let (authority, now) = (Arc::clone(&hub.authority), hub.now());
    let renewed = hub
        .store
        .write(move |records| operation(records, &authority, device, &request, now));
    let certificate = renewed.await.map_err(|err| Refusal::of(&err))?;
    Ok(Json(RenewalReply { certificate }))
}
