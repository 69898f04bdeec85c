//! Writing evidence into a folder.
//!
//! Files that are there already with the same bytes are left; different ones are an
//! error, for evidence must never be replaced silently. Contents stay sealed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use protocol::BundleId;
use protocol::certificate::Trust;

use super::{CA_FILE, HEADER_FILE, SEALED_FILE};
use crate::error_code::ErrorCode;
use crate::inbox::{ReceivedId, find_by_bundle, read_inbox_proof};
use crate::outbox::{Proof, read_outbox_proof};
use crate::store::{Store, StoreError, receipts, received, sent};

/// What was written.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct EvidenceExport {
    /// Sent bundles.
    pub sent: u32,
    /// Received bundles.
    pub received: u32,
    /// Signed receipts.
    pub receipts: u32,
}

/// Writes the evidence of the bundles `ids`, or of all bundles when it is empty,
/// below `out`.
///
/// Drafts and what was never sealed have no evidence and are passed over.
///
/// # Errors
///
/// [`ExportEvidenceError`]; what was written before stays.
pub fn export_evidence(
    store: &mut Store,
    trust: &Trust,
    ids: &[BundleId],
    out: &Path,
) -> Result<EvidenceExport, ExportEvidenceError> {
    let (sent_ids, received_ids) = wanted(store, ids)?;
    write(&out.join(CA_FILE), trust.ca_pem().as_bytes())?;
    let mut export = EvidenceExport::default();
    for id in sent_ids {
        if let Some(proof) = read_outbox_proof(store, id)? {
            export.receipts += write_proof(&out.join("sent").join(id.to_string()), &proof)?;
            export.sent += 1;
        }
    }
    for key in received_ids {
        if let Some(proof) = read_inbox_proof(store, key)? {
            export.receipts += write_proof(&out.join("received").join(key.to_string()), &proof)?;
            export.received += 1;
        }
    }
    Ok(export)
}

type Wanted = (Vec<BundleId>, Vec<ReceivedId>);

fn wanted(store: &mut Store, ids: &[BundleId]) -> Result<Wanted, ExportEvidenceError> {
    if ids.is_empty() {
        let sent_ids = store.read(sent::all_sealed)?;
        let received_ids = store.read(received::all)?;
        return Ok((sent_ids, received_ids));
    }
    let (mut sent_ids, mut received_ids) = (Vec::new(), Vec::new());
    for id in ids {
        let keys = find_by_bundle(store, *id)?;
        let is_sent = store.read(|tx| sent::state(tx, *id))?.is_some();
        if keys.is_empty() && !is_sent {
            return Err(ExportEvidenceError::NotFound { id: *id });
        }
        received_ids.extend(keys);
        if is_sent {
            sent_ids.push(*id);
        }
    }
    Ok((sent_ids, received_ids))
}

fn write_proof(folder: &Path, proof: &Proof) -> Result<u32, ExportEvidenceError> {
    // A terminal that was set back in time may know receipts of a header that it lost.
    if !proof.signed_header.is_empty() {
        write(&folder.join(HEADER_FILE), &proof.signed_header)?;
    }
    if !proof.sealed.is_empty() {
        write(&folder.join(SEALED_FILE), &proof.sealed)?;
    }
    for (index, receipt) in proof.receipts.iter().enumerate() {
        let kind = receipts::kind_word(receipt.kind);
        let name = format!("receipt-{}-{kind}.p7s", index + 1);
        write(&folder.join(name), &receipt.signed)?;
    }
    Ok(u32::try_from(proof.receipts.len()).unwrap_or(u32::MAX))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), ExportEvidenceError> {
    let cannot = |source: io::Error| ExportEvidenceError::Write {
        path: path.to_owned(),
        source,
    };
    match fs::read(path) {
        Ok(present) if present == bytes => return Ok(()),
        Ok(_) => {
            return Err(ExportEvidenceError::OtherFile {
                path: path.to_owned(),
            });
        }
        Err(err) if err.kind() == io::ErrorKind::NotFound => (),
        Err(err) => return Err(cannot(err)),
    }
    let folder = path.parent().expect("evidence lies in a folder");
    fs::create_dir_all(folder).map_err(cannot)?;
    fs::write(path, bytes).map_err(cannot)
}

/// Why evidence was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportEvidenceError {
    /// The office has no bundle of this id.
    #[error("there is no bundle {id}")]
    NotFound {
        /// The id that was asked for.
        id: BundleId,
    },
    /// A different file has the name.
    #[error("{} exists with other contents", path.display())]
    OtherFile {
        /// The file in the way.
        path: PathBuf,
    },
    /// The folder cannot be written to.
    #[error("{} cannot be written", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&ExportEvidenceError> for ErrorCode {
    fn from(err: &ExportEvidenceError) -> ErrorCode {
        match err {
            ExportEvidenceError::NotFound { .. } => ErrorCode::SentNotFound,
            ExportEvidenceError::OtherFile { .. } => ErrorCode::OtherFileInTheWay,
            ExportEvidenceError::Write { .. } => ErrorCode::CannotWriteFolder,
            ExportEvidenceError::Store(err) => ErrorCode::from(err),
        }
    }
}
