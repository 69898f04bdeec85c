//! `POST /v1/enrolments`: a terminal without a certificate turns its one-time code into one.
//!
//! Easily got wrong: this is open to everybody, so wrong codes are counted, and every wrong code gets the same answer.

use std::sync::Arc;

use axum::{
    Extension, Json,
    extract::{State, rejection::JsonRejection},
};
use data_encoding::HEXLOWER;
use protocol::{
    DeviceId, Digest, ErrorCode, UtcMillis,
    message::{EnrolmentReply, EnrolmentRequest},
};

use super::{offices::office_entry, problem::Refusal};
use crate::{
    hub::Hub,
    offices::{EnrolError, Enrolment, enrol_device},
    tls::Peer,
};

/// Issues the certificates, or answers HUB-206 or HUB-207.
pub(crate) async fn enrol(
    State(hub): State<Arc<Hub>>,
    Extension(peer): Extension<Peer>,
    body: Result<Json<EnrolmentRequest>, JsonRejection>,
) -> Result<Json<EnrolmentReply>, Refusal> {
    let Json(request) = body?;
    let now = hub.now();
    let address = peer.address.ip();
    if !hub.enrolment_attempts.may_try(address, now) {
        return Err(Refusal::new(ErrorCode::TooManyRequests));
    }
    let enrolment = read_enrolment(request, UtcMillis(now.0.unsigned_abs() * 1000))?;
    let authority = Arc::clone(&hub.authority);
    let enrolled = hub
        .store
        .write(move |records| enrol_device(records, &authority, &enrolment, now))
        .await;
    let enrolled = enrolled.map_err(|err| {
        if matches!(err, EnrolError::UnknownCode) {
            hub.enrolment_attempts.count_wrong(address, now);
        }
        Refusal::of(&err)
    })?;
    tracing::Span::current().record("office", enrolled.office.number.as_str());
    Ok(Json(EnrolmentReply {
        office: office_entry(enrolled.office),
        device: enrolled.device,
        device_certificate: enrolled.device_certificate,
        mailbox_certificate: enrolled.mailbox_certificate,
        hub_name: hub.settings.name.clone(),
        waiting: enrolled.waiting,
    }))
}

/// The secret of a code as it travels.
pub(super) fn read_secret(text: &str) -> Result<[u8; 10], Refusal> {
    let secret = HEXLOWER.decode(text.as_bytes()).ok();
    secret
        .and_then(|secret| secret.try_into().ok())
        .ok_or_else(|| Refusal::malformed("secret: expected 20 hexadecimal digits in lower case"))
}

fn read_enrolment(request: EnrolmentRequest, now: UtcMillis) -> Result<Enrolment, Refusal> {
    let secret = read_secret(&request.secret)?;
    let mut random = [0; 10];
    aws_lc_rs::rand::fill(&mut random).map_err(|_| Refusal::new(ErrorCode::TryAgain))?;
    Ok(Enrolment {
        secret_sha256: Digest::of(&secret),
        device_request: request.device_request,
        mailbox_request: request.mailbox_request,
        device_name: request.device_name,
        new_device: DeviceId::new(now, random),
    })
}
