//! `/v1/devices`, `/v1/enrolment-codes`, `/v1/recovery`, `/v1/history`: an office's own care for its terminals.
//!
//! Easily got wrong: the list is that of the connected device's office; a terminal of another office is 404.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{
        Path, State,
        rejection::{BytesRejection, JsonRejection, PathRejection},
    },
    http::StatusCode,
    response::Response,
};
use protocol::{
    DeviceId, Digest, EnrolmentCode, ErrorCode,
    message::{
        ApprovalRequest, EnrolmentCodeReply, HistoryPage, HistoryPiece, NameRequest, NonceRequest,
        Offer, RecoveryReply, RecoveryRequest, TerminalEntry, TerminalJoining, TerminalList,
        decode_signed, encode_signed,
    },
    recovery::RECOVERY_SIZE_BYTES_MAX,
};

use super::{
    device::{Caller, JoiningCaller},
    inbox::unreadable,
    journal::{read_body, sealed_body},
    problem::Refusal,
};
use crate::{
    devices::{
        approve_joining, bring_history, offer_joining, remove_terminal, rename_terminal,
        take_history,
    },
    hub::Hub,
    offices::{NewEnrolment, create_enrolment},
    store::{JoiningRecord, Records, RecoveryRecord, StoreError, TerminalRecord},
};

/// Codes of one office that wait to be used: more than terminals are set up in a fortnight.
const UNUSED_CODES_MAX: u32 = 10;

/// Lists the terminals of the office.
pub(crate) async fn list(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
) -> Result<Json<TerminalList>, Refusal> {
    let office = device.office();
    let terminals = hub
        .store
        .read(move |records| {
            let terminals = records.terminals(office)?;
            let entries = terminals.iter().map(|terminal| entry(records, terminal));
            entries.collect::<Result<Vec<_>, StoreError>>()
        })
        .await
        .map_err(unreadable)?;
    let terminals = terminals.into_iter().map(|terminal| TerminalEntry {
        seen_at: hub.seen.last(terminal.id).max(terminal.seen_at),
        ..terminal
    });
    Ok(Json(TerminalList {
        terminals: terminals.collect(),
    }))
}

fn entry(records: &dyn Records, terminal: &TerminalRecord) -> Result<TerminalEntry, StoreError> {
    let joining = match terminal.waiting {
        false => None,
        true => {
            let joining = records.joining(terminal.device)?;
            Some(TerminalJoining {
                commitment: joining.as_ref().map(|joining| joining.commitment),
                offer: offer(records, terminal, joining.as_ref())?,
                nonce: joining.and_then(|joining| joining.nonce),
            })
        }
    };
    Ok(TerminalEntry {
        id: terminal.device,
        name: terminal.name.clone(),
        enrolled_at: terminal.enrolled_at,
        seen_at: terminal.seen_at,
        certificate: terminal.certificate_pem.clone(),
        joining,
    })
}

/// The answer of an existing terminal; nothing once that terminal is removed.
pub(crate) fn offer(
    records: &dyn Records,
    terminal: &TerminalRecord,
    joining: Option<&JoiningRecord>,
) -> Result<Option<Offer>, StoreError> {
    let Some((by, nonce)) = joining.and_then(|joining| joining.offer) else {
        return Ok(None);
    };
    let existing = records.terminal(terminal.office, by)?;
    Ok(existing.map(|existing| Offer {
        device: by,
        name: existing.name,
        certificate: existing.certificate_pem,
        nonce,
    }))
}

/// Answers a terminal that asks to join.
pub(crate) async fn put_offer(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
    id: Result<Path<String>, PathRejection>,
    body: Result<Json<NonceRequest>, JsonRejection>,
) -> Result<StatusCode, Refusal> {
    let (id, Json(request)) = (read_device(id)?, body?);
    hub.store
        .write(move |records| offer_joining(records, device, id, request.nonce))
        .await
        .map_err(|err| Refusal::of(&err))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Approves a terminal that asks to join.
pub(crate) async fn put_approval(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
    id: Result<Path<String>, PathRejection>,
    body: Result<Json<ApprovalRequest>, JsonRejection>,
) -> Result<StatusCode, Refusal> {
    let (id, Json(request)) = (read_device(id)?, body?);
    let approval = decode_signed(&request.approval)
        .map_err(|err| Refusal::malformed(format!("approval: {err}")))?;
    if approval.len() > protocol::joining::APPROVAL_SIZE_BYTES_MAX {
        return Err(Refusal::new(ErrorCode::TooLarge));
    }
    hub.store
        .write(move |records| approve_joining(records, device, id, &approval))
        .await
        .map_err(|err| Refusal::of(&err))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Changes what a terminal is called.
pub(crate) async fn put_name(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
    id: Result<Path<String>, PathRejection>,
    body: Result<Json<NameRequest>, JsonRejection>,
) -> Result<StatusCode, Refusal> {
    let (id, Json(request)) = (read_device(id)?, body?);
    hub.store
        .write(move |records| rename_terminal(records, device, id, &request.name))
        .await
        .map_err(|err| Refusal::of(&err))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Removes a terminal.
pub(crate) async fn delete(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
    id: Result<Path<String>, PathRejection>,
) -> Result<StatusCode, Refusal> {
    let id = read_device(id)?;
    let now = hub.now();
    hub.store
        .write(move |records| remove_terminal(records, device, id, now))
        .await
        .map_err(|err| Refusal::of(&err))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes an enrolment code for a further terminal of the office.
pub(crate) async fn post_code(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
) -> Result<(StatusCode, Json<EnrolmentCodeReply>), Refusal> {
    let mut secret = [0; 10];
    aws_lc_rs::rand::fill(&mut secret).map_err(|_| Refusal::new(ErrorCode::TryAgain))?;
    let code = EnrolmentCode::new(secret, &hub.trust);
    let enrolment = NewEnrolment {
        office: device.office(),
        secret_sha256: Digest::of(&secret),
        valid_days: hub.settings.enrolment_valid_days,
    };
    let now = hub.now();
    let expires_at = hub
        .store
        .write(move |records| {
            if records.unused_enrolments(enrolment.office, now)? >= UNUSED_CODES_MAX {
                return Ok(None);
            }
            create_enrolment(records, &enrolment, now).map(Some)
        })
        .await
        .map_err(|err| Refusal::of(&err))?
        .ok_or_else(|| Refusal::new(ErrorCode::TooManyCodes))?;
    let reply = EnrolmentCodeReply {
        code: code.to_string(),
        expires_at,
    };
    Ok((StatusCode::CREATED, Json(reply)))
}

/// Keeps what belongs to a new recovery sheet.
pub(crate) async fn put_recovery(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
    body: Result<Json<RecoveryRequest>, JsonRejection>,
) -> Result<StatusCode, Refusal> {
    let Json(request) = body?;
    let sealed = decode_signed(&request.sealed)
        .map_err(|err| Refusal::malformed(format!("sealed: {err}")))?;
    if sealed.len() > RECOVERY_SIZE_BYTES_MAX {
        return Err(Refusal::new(ErrorCode::TooLarge));
    }
    let made_at = hub.now();
    hub.store
        .write(move |records| {
            records.save_recovery(device.office(), &RecoveryRecord { sealed, made_at })
        })
        .await
        .map_err(unreadable)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Answers with what belongs to the newest recovery sheet, also to a terminal that waits: it opens nothing without the
/// sheet.
pub(crate) async fn recovery(
    State(hub): State<Arc<Hub>>,
    JoiningCaller { device, .. }: JoiningCaller,
) -> Result<Json<RecoveryReply>, Refusal> {
    let kept = hub
        .store
        .read(move |records| records.recovery(device.office()))
        .await
        .map_err(unreadable)?
        .ok_or_else(|| Refusal::new(ErrorCode::NotFound))?;
    Ok(Json(RecoveryReply {
        sealed: encode_signed(&kept.sealed),
        made_at: kept.made_at,
    }))
}

/// Brings a piece of history for another terminal.
pub(crate) async fn put_history(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
    place: Result<Path<(String, u64)>, PathRejection>,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, Refusal> {
    let Path((id, number)) = place?;
    let id = read_device(Ok(Path(id)))?;
    let sealed = read_body(body)?;
    hub.store
        .write(move |records| bring_history(records, device, id, number, &sealed))
        .await
        .map_err(|err| Refusal::of(&err))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists the pieces that wait for this terminal.
pub(crate) async fn list_history(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
) -> Result<Json<HistoryPage>, Refusal> {
    let pieces = hub
        .store
        .read(move |records| records.history_pieces(device.device()))
        .await
        .map_err(unreadable)?;
    let pieces = pieces
        .into_iter()
        .map(|(number, size_bytes)| HistoryPiece { number, size_bytes });
    Ok(Json(HistoryPage {
        pieces: pieces.collect(),
    }))
}

/// Answers with one piece.
pub(crate) async fn history(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
    number: Result<Path<u64>, PathRejection>,
) -> Result<Response, Refusal> {
    let Path(number) = number?;
    let found = hub
        .store
        .read(move |records| records.history_piece(device.device(), number))
        .await
        .map_err(unreadable)?;
    sealed_body(found)
}

/// Forgets a piece that this terminal has taken.
pub(crate) async fn delete_history(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
    number: Result<Path<u64>, PathRejection>,
) -> Result<StatusCode, Refusal> {
    let Path(number) = number?;
    hub.store
        .write(move |records| take_history(records, device, number))
        .await
        .map_err(|err| Refusal::of(&err))?;
    Ok(StatusCode::NO_CONTENT)
}

fn read_device(id: Result<Path<String>, PathRejection>) -> Result<DeviceId, Refusal> {
    let id = id?.0;
    id.parse()
        .map_err(|err| Refusal::with_detail(ErrorCode::RequestMalformed, format!("id: {err}")))
}
