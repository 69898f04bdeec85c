//! `/v1/bundles/{id}`: sending, withdrawing and fetching one bundle.
//!
//! Easily got wrong: the answer to `PUT` is sent after the commit, and a sealed part that was written to a file for a
//! bundle that was then not accepted by this very request is removed again.

use std::sync::Arc;

use axum::{
    Json,
    body::Body,
    extract::{Path, Request, State, rejection::PathRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::stream;
use protocol::{
    BundleId, ErrorCode,
    message::{AcceptReply, encode_signed},
    verify::verify_bundle,
};
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tracing::Instrument;

use super::{
    device::Caller,
    problem::Refusal,
    range::{Part, read_range},
    upload::{self, Received},
};
use crate::{
    bundles::{
        AcceptError, Accepted, Delivery, FetchError, SealedPart, accept_bundle, fetch_sealed,
        withdraw_bundle,
    },
    devices::ConnectedDevice,
    hub::Hub,
    store::{Contents, Place, StoreError},
};

/// How much of a file is read at once while it is sent.
const PIECE_SIZE_BYTES: usize = 64 * 1024;

/// Accepts a bundle: 201 with the receipt, 200 with the first receipt for a repeat.
pub(crate) async fn put(
    State(hub): State<Arc<Hub>>,
    caller: Result<Caller, Refusal>,
    id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, Refusal> {
    let (device, id) = match (caller, read_id(id)) {
        (Ok(Caller(device)), Ok(id)) => (device, id),
        (Err(refusal), _) | (Ok(_), Err(refusal)) => {
            upload::discard(request).await;
            return Err(refusal);
        }
    };
    let received = upload::receive(&hub, request).await?;
    // A task of its own goes on when the client leaves, so that a file which is not needed is removed in any case.
    let accepting = async move { accept(&hub, device, id, received).await };
    let accepting = tokio::spawn(accepting.in_current_span());
    let accepted = accepting
        .await
        .map_err(|_| Refusal::new(ErrorCode::TryAgain))??;
    let status = if accepted.first {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(reply(accepted))).into_response())
}

async fn accept(
    hub: &Arc<Hub>,
    device: ConnectedDevice,
    id: BundleId,
    received: Received,
) -> Result<Accepted, Refusal> {
    let now = hub.now();
    let Received {
        signed_header,
        sealed,
    } = received;
    let bundle = verify_bundle(
        &signed_header,
        sealed.size_bytes(),
        sealed.digest(),
        &hub.trust,
        now,
    )
    .map_err(|err| Refusal::of(&err))?;
    let contents = keep(hub, sealed, id)
        .await
        .map_err(|err| Refusal::of(&AcceptError::from(err)))?;
    let file = match &contents {
        Contents::File(file) => Some(file.clone()),
        Contents::Small(_) => None,
    };
    let (signer, terms) = (Arc::clone(&hub.signer), hub.settings.licence_terms());
    let result = hub
        .store
        .write(move |records| {
            let delivery = Delivery {
                id,
                device,
                bundle: &bundle,
                contents: &contents,
            };
            accept_bundle(records, &delivery, terms, &signer, now)
        })
        .await;
    let unneeded = match &result {
        Ok(accepted) => !accepted.first,
        // It is unknown whether the row was committed; if not, the next start removes the file.
        Err(AcceptError::Store(_)) => false,
        Err(_) => true,
    };
    if let Some(file) = file.filter(|_| unneeded) {
        let sealed_files = hub.sealed_files.clone();
        let _ = tokio::task::spawn_blocking(move || sealed_files.remove(&file)).await;
    }
    result.map_err(|err| Refusal::of(&err))
}

/// Makes a large sealed part durable, on a thread that may block; a small one stays in memory.
async fn keep(
    hub: &Hub,
    sealed: crate::store::Upload,
    id: BundleId,
) -> Result<Contents, StoreError> {
    let sealed_files = hub.sealed_files.clone();
    if sealed.is_small() {
        return sealed_files.keep(sealed, id);
    }
    let kept = tokio::task::spawn_blocking(move || sealed_files.keep(sealed, id));
    kept.await.map_err(|_| StoreError::Panicked)?
}

/// Withdraws a bundle: 200 with the hub's receipt for that.
pub(crate) async fn delete(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<AcceptReply>, Refusal> {
    let id = read_id(id)?;
    let now = hub.now();
    let signer = Arc::clone(&hub.signer);
    let withdrawn = hub
        .store
        .write(move |records| withdraw_bundle(records, id, device, &signer, now))
        .await
        .map_err(|err| Refusal::of(&err))?;
    Ok(Json(reply(withdrawn)))
}

fn reply(accepted: Accepted) -> AcceptReply {
    AcceptReply {
        receipt: encode_signed(&accepted.receipt),
        first: accepted.first,
    }
}

/// Sends the sealed part, or the range of it that was asked for.
pub(crate) async fn sealed(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let id = read_id(id)?;
    let office = device.office();
    let sealed = hub
        .store
        .read(move |records| fetch_sealed(records, office, id))
        .await;
    let sealed = sealed.map_err(|err| Refusal::of(&err))?;
    let tag = format!("\"{}\"", sealed.sha256);
    let Ok(part) = read_range(&headers, sealed.size_bytes, &tag) else {
        let size = format!("bytes */{}", sealed.size_bytes);
        let refusal = Refusal::malformed("Range: outside of the contents");
        let status = StatusCode::RANGE_NOT_SATISFIABLE;
        return Ok(([(header::CONTENT_RANGE, size)], refusal.with_status(status)).into_response());
    };
    let body = open(&hub, &sealed, part)
        .await
        .map_err(|err| Refusal::of(&FetchError::from(err)))?;
    let kind = [
        (header::CONTENT_TYPE, "application/pkcs7-mime".to_owned()),
        (header::CONTENT_LENGTH, part.length.to_string()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::ETAG, tag),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    if !part.partial {
        return Ok((StatusCode::OK, kind, body).into_response());
    }
    let last = part.start + part.length - 1;
    let range = format!("bytes {}-{last}/{}", part.start, sealed.size_bytes);
    let range = [(header::CONTENT_RANGE, range)];
    Ok((StatusCode::PARTIAL_CONTENT, kind, range, body).into_response())
}

async fn open(hub: &Hub, sealed: &SealedPart, part: Part) -> Result<Body, StoreError> {
    let bundle = sealed.bundle;
    match &sealed.place {
        Place::File(file) => {
            let file = hub.sealed_files.read(file)?;
            Ok(stream_file(tokio::fs::File::from_std(file), part).await?)
        }
        Place::Database | Place::Erased => {
            let read = hub
                .store
                .read(move |records| records.sealed_part(bundle, part.start, part.length));
            Ok(Body::from(read.await?))
        }
    }
}

/// Reads a part of a file while it is sent, so that memory does not grow with the bundle.
async fn stream_file(mut file: tokio::fs::File, part: Part) -> Result<Body, StoreError> {
    file.seek(std::io::SeekFrom::Start(part.start))
        .await
        .map_err(StoreError::file)?;
    let pieces = stream::try_unfold((file, part.length), async |(mut file, left)| {
        if left == 0 {
            return Ok(None);
        }
        let size =
            usize::try_from(left).map_or(PIECE_SIZE_BYTES, |left| left.min(PIECE_SIZE_BYTES));
        let mut piece = vec![0; size];
        file.read_exact(&mut piece).await?;
        Ok::<_, std::io::Error>(Some((Bytes::from(piece), (file, left - size as u64))))
    });
    Ok(Body::from_stream(pieces))
}

/// Reads the id in a URL.
pub(crate) fn read_id(id: Result<Path<String>, PathRejection>) -> Result<BundleId, Refusal> {
    let id = id?.0;
    id.parse()
        .map_err(|err| Refusal::with_detail(ErrorCode::RequestMalformed, format!("id: {err}")))
}
