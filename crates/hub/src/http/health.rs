//! `GET /v1/health`: whether the hub can read its database, for supervisors and load balancers.
//!
//! Answers anybody, so it says nothing about offices or numbers. Easily got wrong: it does not prove that the disk takes
//! writes; a failed commit shows itself by HUB-501 and in the log.

use std::sync::Arc;

use axum::{Json, extract::State};
use protocol::ErrorCode;
use serde_json::{Value, json};

use super::problem::Refusal;
use crate::{hub::Hub, store::StoreError};

/// Answers `{"status":"ok"}` with the hub's name and version, or HUB-501.
pub(crate) async fn health(State(hub): State<Arc<Hub>>) -> Result<Json<Value>, Refusal> {
    hub.store
        .read(|_| Ok::<_, StoreError>(()))
        .await
        .map_err(|err| {
            tracing::error!(error = %err, "the database cannot be read");
            Refusal::new(ErrorCode::TryAgain)
        })?;
    let (name, version) = (&hub.settings.name, env!("CARGO_PKG_VERSION"));
    Ok(Json(
        json!({ "status": "ok", "name": name, "version": version }),
    ))
}
