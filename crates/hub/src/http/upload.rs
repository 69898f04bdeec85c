//! Receiving a bundle: `multipart/form-data` with the parts `header` and `sealed`, in this order.
//!
//! Limits are enforced while the bytes stream in; large sealed parts go to a temporary file, never whole into memory.
//! Nothing is verified here. Easily got wrong: a client that still sends does not read an answer, so after a refusal the
//! rest of the body is read and thrown away, up to a limit.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{FromRequest, Multipart, Request, multipart::Field},
    http::StatusCode,
};
use protocol::{
    ErrorCode,
    bundle::{SEALED_SIZE_BYTES_MAX, SIGNED_HEADER_SIZE_BYTES_MAX},
};

use super::{multipart::in_pieces, problem::Refusal};
use crate::{hub::Hub, store::Upload, tls::Peer};

/// The whole body: twice the largest sealed part. The second half is only ever thrown away.
pub(crate) const BODY_SIZE_BYTES_MAX: usize = 2 * SEALED_SIZE_BYTES_MAX as usize;

/// How long the next piece of a body may take. A line that gives nothing for half a minute is dead.
const PIECE_TIME_MAX: Duration = Duration::from_secs(30);

/// How long a whole bundle may take: 16 MiB at 256 kbit/s are nine minutes.
const BODY_TIME_MAX: Duration = Duration::from_secs(10 * 60);

/// How long to go on reading a body that was refused.
const REST_TIME_MAX: Duration = Duration::from_secs(10);

/// What arrived.
pub(crate) struct Received {
    /// The signed header, not verified.
    pub signed_header: Vec<u8>,
    /// The sealed part, not durable yet.
    pub sealed: Upload,
}

/// Receives both parts.
pub(crate) async fn receive(hub: &Arc<Hub>, request: Request) -> Result<Received, Refusal> {
    let _place = hub
        .uploads
        .acquire()
        .await
        .map_err(|_| Refusal::new(ErrorCode::TryAgain))?;
    let mut body = Multipart::from_request(in_pieces(request).await, &())
        .await
        .map_err(|_| Refusal::malformed("expected a body of type multipart/form-data"))?;
    let received = tokio::time::timeout(BODY_TIME_MAX, receive_parts(hub, &mut body)).await;
    let result = received.unwrap_or_else(|_| Err(too_slow()));
    if result.is_err() {
        discard_rest(&mut body).await;
    }
    result
}

/// Reads a refused body to its end, if that is near. Strangers are not worth the trouble.
pub(crate) async fn discard(request: Request) {
    let peer = request.extensions().get::<Peer>();
    if peer.is_none_or(|peer| peer.certificate.is_none()) {
        return;
    }
    if let Ok(mut body) = Multipart::from_request(in_pieces(request).await, &()).await {
        discard_rest(&mut body).await;
    }
}

async fn discard_rest(body: &mut Multipart) {
    let rest = async {
        while let Ok(Some(mut field)) = body.next_field().await {
            while let Ok(Some(_)) = field.chunk().await {}
        }
    };
    let _ = tokio::time::timeout(REST_TIME_MAX, rest).await;
}

async fn receive_parts(hub: &Hub, body: &mut Multipart) -> Result<Received, Refusal> {
    let mut field = next_part(body, "header").await?;
    let mut signed_header = Vec::new();
    while let Some(piece) = next_piece(&mut field).await? {
        if signed_header.len() + piece.len() > SIGNED_HEADER_SIZE_BYTES_MAX {
            let limit = SIGNED_HEADER_SIZE_BYTES_MAX;
            return Err(too_large(format!("header: more than {limit} bytes")));
        }
        signed_header.extend_from_slice(&piece);
    }
    drop(field);
    let mut field = next_part(body, "sealed").await?;
    let mut sealed = hub.sealed_files.begin();
    while let Some(piece) = next_piece(&mut field).await? {
        if sealed.size_bytes() + piece.len() as u64 > SEALED_SIZE_BYTES_MAX {
            return Err(too_large(format!(
                "sealed: more than {SEALED_SIZE_BYTES_MAX} bytes"
            )));
        }
        sealed.add(&piece);
        if sealed.is_full() {
            sealed = write_out(sealed).await?;
        }
    }
    drop(field);
    match in_time(body.next_field()).await? {
        None => Ok(Received {
            signed_header,
            sealed,
        }),
        Some(_) => Err(Refusal::malformed(
            "expected the end of the body after part sealed",
        )),
    }
}

async fn next_part<'a>(body: &'a mut Multipart, name: &str) -> Result<Field<'a>, Refusal> {
    let field = in_time(body.next_field()).await?;
    field
        .filter(|field| field.name() == Some(name))
        .ok_or_else(|| Refusal::malformed(format!("expected the part {name}")))
}

async fn next_piece(field: &mut Field<'_>) -> Result<Option<bytes::Bytes>, Refusal> {
    in_time(field.chunk()).await
}

/// Waits for the next piece of the body, but not for ever.
async fn in_time<T>(
    piece: impl Future<Output = Result<T, axum::extract::multipart::MultipartError>>,
) -> Result<T, Refusal> {
    match tokio::time::timeout(PIECE_TIME_MAX, piece).await {
        Ok(Ok(piece)) => Ok(piece),
        Ok(Err(err)) if err.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            Err(too_large(format!("more than {BODY_SIZE_BYTES_MAX} bytes")))
        }
        Ok(Err(_)) => Err(Refusal::malformed(
            "the body is not valid multipart/form-data",
        )),
        Err(_) => Err(too_slow()),
    }
}

/// Writes to the temporary file on a thread that may block.
async fn write_out(mut sealed: Upload) -> Result<Upload, Refusal> {
    let written = tokio::task::spawn_blocking(move || {
        sealed.write_out()?;
        Ok::<_, crate::store::StoreError>(sealed)
    });
    match written.await {
        Ok(Ok(sealed)) => Ok(sealed),
        Ok(Err(err)) => {
            tracing::error!(error = %err, "an arriving sealed part could not be written");
            Err(Refusal::new(ErrorCode::TryAgain))
        }
        Err(_) => Err(Refusal::new(ErrorCode::TryAgain)),
    }
}

fn too_large(detail: String) -> Refusal {
    Refusal::with_detail(ErrorCode::TooLarge, detail)
}

fn too_slow() -> Refusal {
    Refusal::malformed("the body came too slowly")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_body_that_stops_coming_is_given_up() {
        let begun = tokio::time::Instant::now();
        let refusal = in_time::<()>(std::future::pending()).await.unwrap_err();
        assert_eq!(begun.elapsed(), PIECE_TIME_MAX);
        assert!(format!("{refusal:?}").contains("the body came too slowly"));
    }
}
