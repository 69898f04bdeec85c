//! `/v1/joining`: what a new terminal says and hears until it takes part.
//!
//! Easily got wrong: these calls, and `GET /v1/recovery`, are the only ones that a waiting device may make.

use std::sync::Arc;

use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
    http::StatusCode,
};
use protocol::message::{
    CommitmentRequest, JoiningReply, MailboxProofRequest, NonceRequest, encode_signed,
};

use super::{device::JoiningCaller, inbox::unreadable, problem::Refusal, terminals::offer};
use crate::{
    devices::{commit_joining, prove_mailbox, reveal_joining},
    hub::Hub,
    store::StoreError,
};

/// Tells how far this terminal got.
pub(crate) async fn show(
    State(hub): State<Arc<Hub>>,
    JoiningCaller { device, waiting }: JoiningCaller,
) -> Result<Json<JoiningReply>, Refusal> {
    let reply = hub.store.read(move |records| {
        let joining = records.joining(device.device())?;
        let terminal = records.terminal(device.office(), device.device())?;
        let offer = match &terminal {
            None => None,
            Some(terminal) => offer(records, terminal, joining.as_ref())?,
        };
        let approval = joining.and_then(|joining| joining.approval);
        Ok::<_, StoreError>(JoiningReply {
            waiting,
            offer,
            approval: approval.map(|approval| encode_signed(&approval)),
        })
    });
    Ok(Json(reply.await.map_err(unreadable)?))
}

/// Begins an attempt.
pub(crate) async fn commit(
    State(hub): State<Arc<Hub>>,
    JoiningCaller { device, .. }: JoiningCaller,
    body: Result<Json<CommitmentRequest>, JsonRejection>,
) -> Result<StatusCode, Refusal> {
    let Json(request) = body?;
    hub.store
        .write(move |records| commit_joining(records, device, request.commitment))
        .await
        .map_err(|err| Refusal::of(&err))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Shows the nonce of this terminal.
pub(crate) async fn reveal(
    State(hub): State<Arc<Hub>>,
    JoiningCaller { device, .. }: JoiningCaller,
    body: Result<Json<NonceRequest>, JsonRejection>,
) -> Result<StatusCode, Refusal> {
    let Json(request) = body?;
    hub.store
        .write(move |records| reveal_joining(records, device, request.nonce))
        .await
        .map_err(|err| Refusal::of(&err))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets a terminal take part that was restored from a recovery sheet.
pub(crate) async fn prove(
    State(hub): State<Arc<Hub>>,
    JoiningCaller { device, .. }: JoiningCaller,
    body: Result<Json<MailboxProofRequest>, JsonRejection>,
) -> Result<StatusCode, Refusal> {
    let Json(request) = body?;
    hub.store
        .write(move |records| prove_mailbox(records, device, &request.request))
        .await
        .map_err(|err| Refusal::of(&err))?;
    Ok(StatusCode::NO_CONTENT)
}
