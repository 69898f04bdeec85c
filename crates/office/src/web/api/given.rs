//! Reading the files of a request: a form with several, or one file as the body.
//!
//! One file as it is: its name is in the header `File-Name`, percent-encoded UTF-8. A form
//! (`multipart/form-data`): each field `file` is a file; `message` is its text. The limits
//! are counted while bytes arrive, so that no more is ever held.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use futures_util::StreamExt;
use tokio::sync::SemaphorePermit;

use super::Api;
use super::problem::Refusal;
use crate::drafts::DraftInput;
use crate::error_code::ErrorCode;
use crate::web::multipart::in_pieces;

/// The header with the name of a file that is the whole body.
pub(crate) const NAME_HEADER: &str = "file-name";

/// Most files of one request: 20 partners with all 30 files of a bundle.
const UPLOAD_FILES_MAX: usize = 600;

/// Most bytes of all files of one request; a month of plans for 100 partners is under
/// 20 MiB.
const UPLOAD_BYTES_MAX: usize = 128 << 20;

/// Longest message in bytes: 4,000 characters of up to four.
const MESSAGE_BYTES_MAX: usize = 32 << 10;

/// Files and what goes with them.
#[derive(Debug, Default)]
pub(crate) struct Given {
    pub(crate) files: Vec<DraftInput>,
    pub(crate) message: String,
}

/// A place among the requests with files; `OFF-847` when all are taken.
pub(crate) fn take_turn(api: &Api) -> Result<SemaphorePermit<'_>, Refusal> {
    api.uploads
        .try_acquire()
        .map_err(|_| Refusal::new(ErrorCode::ApiBusy))
}

/// Reads the request to its end.
pub(crate) async fn read(request: Request, api: &Arc<Api>) -> Result<Given, Refusal> {
    let kind = request.headers().get(CONTENT_TYPE);
    let kind = kind.and_then(|value| value.to_str().ok()).unwrap_or("");
    let kind = kind.split(';').next().unwrap_or("").trim();
    let given = match kind.to_ascii_lowercase().as_str() {
        "multipart/form-data" => {
            let form = Multipart::from_request(in_pieces(request).await, api)
                .await
                .map_err(|_| Refusal::malformed("the form has no boundary"))?;
            read_form(form).await?
        }
        "text/csv" | "application/octet-stream" | "application/pdf" => read_one(request).await?,
        _ => return Err(Refusal::new(ErrorCode::ApiMediaType)),
    };
    if given.files.is_empty() {
        return Err(Refusal::new(ErrorCode::NothingToSend));
    }
    Ok(given)
}

async fn read_one(request: Request) -> Result<Given, Refusal> {
    let path = name_of(request.headers())?;
    let bytes = take_body(request.into_body()).await?;
    Ok(Given {
        files: vec![DraftInput { path, bytes }],
        message: String::new(),
    })
}

fn name_of(headers: &HeaderMap) -> Result<String, Refusal> {
    let wrong =
        || Refusal::malformed("the header File-Name is missing or not percent-encoded UTF-8");
    let text = headers.get(NAME_HEADER).ok_or_else(wrong)?;
    let text = text.to_str().map_err(|_| wrong())?;
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = after.get(..2).ok_or_else(wrong)?;
        let digits = digits.to_ascii_uppercase();
        let byte = data_encoding::HEXUPPER
            .decode(&digits)
            .map_err(|_| wrong())?;
        bytes.extend(byte);
        rest = &after[2..];
    }
    let name = String::from_utf8(bytes).map_err(|_| wrong())?;
    match name.trim().is_empty() {
        true => Err(wrong()),
        false => Ok(name),
    }
}

async fn take_body(body: Body) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let mut stream = body.into_data_stream();
    while let Some(piece) = stream.next().await {
        let piece = piece.map_err(|_| Refusal::malformed("the body was cut off"))?;
        add(&mut bytes, &piece, UPLOAD_BYTES_MAX)?;
    }
    Ok(bytes)
}

async fn read_form(mut form: Multipart) -> Result<Given, Refusal> {
    let cut_off = |_| Refusal::malformed("the form cannot be read");
    let mut given = Given::default();
    let mut bytes_left = UPLOAD_BYTES_MAX;
    while let Some(field) = form.next_field().await.map_err(cut_off)? {
        match field.name() {
            Some("file") => {
                let path = field.file_name().unwrap_or_default().to_owned();
                if path.trim().is_empty() {
                    return Err(Refusal::malformed("a field file has no name of a file"));
                }
                let bytes = take_field(field, bytes_left).await?;
                bytes_left -= bytes.len();
                given.files.push(DraftInput { path, bytes });
                if given.files.len() > UPLOAD_FILES_MAX {
                    return Err(Refusal::new(ErrorCode::TooManyFiles));
                }
            }
            Some("message") => {
                let bytes = take_field(field, MESSAGE_BYTES_MAX).await?;
                given.message = String::from_utf8(bytes)
                    .map_err(|_| Refusal::malformed("the message is not UTF-8"))?
                    .replace("\r\n", "\n");
            }
            _ => {
                return Err(Refusal::malformed(
                    "the form has fields file and message only",
                ));
            }
        }
    }
    Ok(given)
}

async fn take_field(mut field: Field<'_>, bytes_max: usize) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    while let Some(piece) = field
        .chunk()
        .await
        .map_err(|_| Refusal::malformed("the form cannot be read"))?
    {
        add(&mut bytes, &piece, bytes_max)?;
    }
    Ok(bytes)
}

fn add(bytes: &mut Vec<u8>, piece: &[u8], bytes_max: usize) -> Result<(), Refusal> {
    if bytes.len() + piece.len() > bytes_max {
        return Err(Refusal::new(ErrorCode::ApiTooLarge));
    }
    bytes.extend_from_slice(piece);
    Ok(())
}
