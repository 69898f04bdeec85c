//! `POST /v1/bundles/{id}/receipts`: a receiver states that it fetched, imported or opened a bundle.
//!
//! Easily got wrong: the statement is the signed receipt, not the request; the hub passes on the bytes it was given.

use std::sync::Arc;

use axum::{
    Json,
    extract::{
        Path, State,
        rejection::{JsonRejection, PathRejection},
    },
};
use protocol::{
    message::{ReceiptRequest, decode_signed},
    receipt::verify_receipt,
};
use serde_json::{Value, json};

use super::{bundles::read_id, device::Caller, problem::Refusal};
use crate::{bundles::acknowledge_bundle, hub::Hub};

/// Keeps the receipt and answers with the state of the bundle.
pub(crate) async fn post(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
    id: Result<Path<String>, PathRejection>,
    body: Result<Json<ReceiptRequest>, JsonRejection>,
) -> Result<Json<Value>, Refusal> {
    let id = read_id(id)?;
    let signed = decode_signed(&body?.0.receipt)
        .map_err(|err| Refusal::malformed(format!("receipt: {err}")))?;
    let now = hub.now();
    let receipt = verify_receipt(&signed, &hub.trust, now).map_err(|err| Refusal::of(&err))?;
    let state = hub
        .store
        .write(move |records| acknowledge_bundle(records, id, device, &receipt, &signed, now))
        .await
        .map_err(|err| Refusal::of(&err))?;
    Ok(Json(json!({ "state": state })))
}
