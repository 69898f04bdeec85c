//! `POST /v1/applications`: an office that has nothing yet but an application code asks to take part.
//!
//! Easily got wrong: this is open to everybody, so wrong codes are counted together with wrong enrolment codes, and every
//! wrong code gets the same answer.

use std::sync::Arc;

use axum::{
    Extension, Json,
    extract::{State, rejection::JsonRejection},
    http::StatusCode,
};
use protocol::{
    Digest, ErrorCode,
    message::{ApplicationReply, ApplicationRequest},
};

use super::{enrolments::read_secret, problem::Refusal};
use crate::{
    hub::Hub,
    offices::{Application, ApplyByCodeError, SentApplication, apply_by_code},
    store::ContactRecord,
    tls::Peer,
};

/// Keeps the application, or answers HUB-101, HUB-120 or HUB-213.
pub(crate) async fn apply(
    State(hub): State<Arc<Hub>>,
    Extension(peer): Extension<Peer>,
    body: Result<Json<ApplicationRequest>, JsonRejection>,
) -> Result<(StatusCode, Json<ApplicationReply>), Refusal> {
    let Json(request) = body?;
    let (now, address) = (hub.now(), peer.address.ip());
    if !hub.enrolment_attempts.may_try(address, now) {
        return Err(Refusal::new(ErrorCode::TooManyRequests));
    }
    let sent = SentApplication {
        secret_sha256: Digest::of(&read_secret(&request.secret)?),
        application: Application {
            number: request.number,
            name: request.name,
            services: request.services,
        },
        contact: ContactRecord {
            telephone: request.telephone,
            mail: request.mail,
        },
    };
    let kept = hub
        .store
        .write(move |records| apply_by_code(records, &sent, now))
        .await;
    let applied_at = kept.map_err(|err| {
        if matches!(err, ApplyByCodeError::UnknownCode) {
            hub.enrolment_attempts.count_wrong(address, now);
        }
        Refusal::of(&err)
    })?;
    let hub_name = hub.settings.name.clone();
    let reply = ApplicationReply {
        hub_name,
        applied_at,
    };
    Ok((StatusCode::ACCEPTED, Json(reply)))
}
