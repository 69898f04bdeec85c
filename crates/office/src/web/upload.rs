//! Reading the forms of 新規作成, with their files, while they stream.
//!
//! The limits count while bytes arrive, so that no more is ever held than they
//! allow. What a reader would get wrong: after a refusal the rest of the request is
//! still read and thrown away, up to a bound; a browser whose request is cut off
//! shows a broken connection instead of our page. The token is the first field of
//! the form, so a foreign form is refused before a single file is kept.

use axum::extract::Multipart;
use axum::extract::multipart::Field;

use super::Pages;
use super::failure::Failure;
use super::form::{TOKEN_FIELD, check_token};
use super::visit::Visit;
use crate::drafts::DraftInput;
use crate::piles::{PILE_BYTES_MAX, PILE_FILES_MAX};

/// Most bytes of a field that is no file. The message has at most 4,000
/// characters of up to four bytes; the rest is for line ends.
const FIELD_BYTES_MAX: usize = 32 << 10;

/// Most fields that are no files: a place for each file, and a message and a check
/// mark for each bundle.
const FIELDS_MAX: usize = 4 * PILE_FILES_MAX;

/// Most bytes that are read after a refusal, so that its page can be shown.
const DISCARDED_BYTES_MAX: usize = 1 << 30;

/// What a person put into a form with files.
#[derive(Debug, Default)]
pub(crate) struct Upload {
    fields: Vec<(String, String)>,
    files: Vec<(String, DraftInput)>,
}

impl Upload {
    /// The first value of `name`; empty when it is missing.
    pub(crate) fn one(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// All values of `name`.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let values = self.fields.iter().filter(move |(known, _)| known == name);
        values.map(|(_, value)| value.as_str())
    }

    /// The fields whose names begin with `prefix`: the rest of the name, and the value.
    pub(crate) fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let fields = self.fields.iter();
        fields.filter_map(move |(name, value)| Some((name.strip_prefix(prefix)?, value.as_str())))
    }

    /// Takes the files of the fields that `wanted` names.
    pub(crate) fn take_files(&mut self, wanted: impl Fn(&str) -> bool) -> Vec<DraftInput> {
        let (taken, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut self.files)
            .into_iter()
            .partition(|(name, _)| wanted(name));
        self.files = rest;
        taken.into_iter().map(|(_, file)| file).collect()
    }

    /// The name of the first field that still has files.
    pub(crate) fn field_with_files(&self) -> Option<&str> {
        self.files.first().map(|(name, _)| name.as_str())
    }
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
    let mut bytes_left = usize::try_from(PILE_BYTES_MAX).unwrap_or(usize::MAX);
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
        if let Some(path) = field.file_name().map(str::to_owned) {
            let bytes = take(field, bytes_left).await?;
            bytes_left -= bytes.len();
            // A browser sends one empty file without a name when none was chosen.
            if !path.is_empty() {
                upload.files.push((name, DraftInput { path, bytes }));
            }
        } else {
            // Browsers send every line end as CR LF; a message has LF.
            let value = text(field).await?.replace("\r\n", "\n");
            upload.fields.push((name, value));
        }
        if upload.files.len() > PILE_FILES_MAX || upload.fields.len() > FIELDS_MAX {
            return Err(Failure::TooLarge);
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
