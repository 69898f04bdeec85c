//! Taking in the files of 新規作成 while they stream.
//!
//! The limits count while bytes arrive, so that no more is ever held than they
//! allow. What a reader would get wrong: after a refusal the rest of the request is
//! still read and thrown away, up to a bound; a browser whose upload is cut off
//! shows a broken connection instead of our page. The token is the first field of
//! the form, so a foreign form is refused before a single file is kept.

use axum::extract::Multipart;
use axum::extract::multipart::Field;

use super::Pages;
use super::failure::Failure;
use super::form::{TOKEN_FIELD, check_token};
use super::visit::Visit;
use crate::drafts::DraftInput;

/// Most files of one upload: 20 partners with all 30 files of a bundle.
pub(crate) const UPLOAD_FILES_MAX: usize = 600;

/// Most bytes of all files of one upload; they are in memory until they are
/// drafts. Twenty full bundles of 10 MiB would be 200 MiB, but a month of plans
/// for 100 partners is under 20 MiB.
pub(crate) const UPLOAD_BYTES_MAX: usize = 128 << 20;

/// Most bytes of a field that is no file. The message has at most 4,000
/// characters of up to four bytes; the rest is for line ends.
const FIELD_BYTES_MAX: usize = 32 << 10;

/// Most bytes that are read after a refusal, so that its page can be shown.
const DISCARDED_BYTES_MAX: usize = 1 << 30;

/// What a person put into the form of 新規作成.
#[derive(Debug, Default)]
pub(crate) struct Upload {
    pub(crate) files: Vec<DraftInput>,
    pub(crate) message: String,
    pub(crate) to: String,
    pub(crate) from: String,
    pub(crate) again: bool,
    pub(crate) then: String,
}

/// Reads the form to its end.
///
/// # Errors
///
/// [`Failure::OldPage`] or [`Failure::OtherOffice`] without the right token, [`Failure::TooLarge`] above the limits,
/// [`Failure::Malformed`] for anything that no browser sends.
pub(crate) async fn read(
    pages: &Pages,
    visit: &Visit,
    mut form: Multipart,
) -> Result<Upload, Failure> {
    let outcome = read_fields(pages, visit, &mut form).await;
    if outcome.is_err() {
        discard(&mut form).await;
    }
    outcome
}

async fn read_fields(
    pages: &Pages,
    visit: &Visit,
    form: &mut Multipart,
) -> Result<Upload, Failure> {
    let mut upload = Upload::default();
    let mut checked = false;
    let mut bytes_left = UPLOAD_BYTES_MAX;
    while let Some(field) = form.next_field().await.map_err(|_| Failure::Malformed)? {
        let name = field.name().unwrap_or_default().to_owned();
        if !checked {
            let token = text(field).await?;
            if name != TOKEN_FIELD {
                return Err(Failure::OldPage);
            }
            check_token(pages, visit, &token)?;
            checked = true;
            continue;
        }
        match name.as_str() {
            "file" => {
                let path = field.file_name().unwrap_or_default().to_owned();
                let bytes = take(field, bytes_left).await?;
                bytes_left -= bytes.len();
                // A browser sends one empty file without a name when none was chosen.
                if !path.is_empty() {
                    upload.files.push(DraftInput { path, bytes });
                }
                if upload.files.len() > UPLOAD_FILES_MAX {
                    return Err(Failure::TooLarge);
                }
            }
            // Browsers send every line end as CR LF; a message has LF.
            "message" => upload.message = text(field).await?.replace("\r\n", "\n"),
            "to" => upload.to = text(field).await?,
            "from" => upload.from = text(field).await?,
            "again" => upload.again = text(field).await? == "yes",
            "then" => upload.then = text(field).await?,
            _ => return Err(Failure::Malformed),
        }
    }
    if checked {
        Ok(upload)
    } else {
        Err(Failure::OldPage)
    }
}

async fn text(field: Field<'_>) -> Result<String, Failure> {
    String::from_utf8(take(field, FIELD_BYTES_MAX).await?).map_err(|_| Failure::Malformed)
}

async fn take(mut field: Field<'_>, bytes_max: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|_| Failure::Malformed)? {
        if bytes.len() + piece.len() > bytes_max {
            return Err(Failure::TooLarge);
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

async fn discard(form: &mut Multipart) {
    let mut bytes_left = DISCARDED_BYTES_MAX;
    while let Ok(Some(mut field)) = form.next_field().await {
        while let Ok(Some(piece)) = field.chunk().await {
            let Some(left) = bytes_left.checked_sub(piece.len()) else {
                return;
            };
            bytes_left = left;
        }
    }
}
