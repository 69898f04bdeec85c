//! A draft as it stands in the journal: everything that the other terminals need to show and to send it.
//!
//! Files are base64 of their original bytes. What a reader would get wrong: digests and clients are read again from the
//! bytes, never taken from the entry.

use data_encoding::BASE64;
use protocol::{Address, BundleId, Digest, ServiceKind, UtcSeconds};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::drafts::files_digest;
use crate::store::sent::{DraftParts, NewFile, NewSent, insert_draft_row};
use crate::store::{StoreError, sent};
use crate::subjects::subjects_of;

/// The body of `draft.made`. Fields that later versions add are ignored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DraftBody {
    pub(crate) from_service: ServiceKind,
    pub(crate) to: Address,
    pub(crate) set: Option<String>,
    pub(crate) stamp: Option<String>,
    pub(crate) months: Vec<String>,
    pub(crate) message: String,
    pub(crate) check_program: String,
    pub(crate) check_standard: String,
    pub(crate) warnings: u32,
    pub(crate) made_at: UtcSeconds,
    pub(crate) files: Vec<DraftFileBody>,
}

/// A file of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DraftFileBody {
    pub(crate) name: String,
    pub(crate) standard: bool,
    pub(crate) bytes: String,
}

/// The body for the draft `id` as it lies in the database; `None` when it is not there any more.
pub(crate) fn read_draft_body(
    tx: &rusqlite::Transaction<'_>,
    id: BundleId,
) -> Result<Option<Value>, StoreError> {
    let (Some(parts), Some(pending)) = (sent::draft_parts(tx, id)?, sent::find_pending(tx, id)?)
    else {
        return Ok(None);
    };
    let DraftParts {
        set,
        stamp,
        months,
        message,
        check_program,
        check_standard,
        warnings,
        files,
    } = parts;
    let body = DraftBody {
        from_service: pending.from.service,
        to: pending.to,
        set,
        stamp,
        months,
        message,
        check_program,
        check_standard,
        warnings,
        made_at: sent::created_at(tx, id)?,
        files: files
            .into_iter()
            .map(|(name, standard, bytes)| DraftFileBody {
                name,
                standard,
                bytes: BASE64.encode(&bytes),
            })
            .collect(),
    };
    Ok(serde_json::to_value(&body).ok())
}

impl DraftBody {
    /// Reads the body of an entry; `None` when it is not one.
    pub(crate) fn of(body: &Value) -> Option<DraftBody> {
        DraftBody::deserialize(body).ok()
    }

    /// Puts the draft into the database, without telling anybody. Returns `false` when a file cannot be read.
    pub(crate) fn insert(
        &self,
        tx: &rusqlite::Transaction<'_>,
        id: BundleId,
        own: protocol::OfficeNumber,
    ) -> Result<bool, StoreError> {
        let mut decoded = Vec::with_capacity(self.files.len());
        for file in &self.files {
            let Ok(bytes) = BASE64.decode(file.bytes.as_bytes()) else {
                return Ok(false);
            };
            decoded.push(bytes);
        }
        let files: Vec<NewFile<'_>> = self
            .files
            .iter()
            .zip(&decoded)
            .map(|(file, bytes)| NewFile {
                name: &file.name,
                standard: file.standard,
                sha256: Digest::of(bytes),
                bytes,
            })
            .collect();
        let standard_files = files.iter().filter(|file| file.standard);
        let subjects = subjects_of(standard_files.map(|file| (file.name, file.bytes)));
        let draft = NewSent {
            id,
            from: Address {
                office: own,
                service: self.from_service,
            },
            to: self.to,
            set: self.set.as_deref(),
            stamp: self.stamp.as_deref(),
            months: &self.months,
            subjects: &subjects,
            message: &self.message,
            files_sha256: files_digest(&files),
            files: &files,
            check_program: &self.check_program,
            check_standard: &self.check_standard,
            warnings: self.warnings,
        };
        insert_draft_row(tx, &draft, self.made_at)?;
        Ok(true)
    }
}
