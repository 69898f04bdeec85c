//! Verifying evidence: with the folder alone, by anyone, years later.
//!
//! Signatures, certificates at the time of the statement, and that header, sealed
//! part and receipts belong to each other. Certificates may have expired since; they
//! must have been valid when the statement was made.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use protocol::bundle::{SEALED_SIZE_BYTES_MAX, SIGNED_HEADER_SIZE_BYTES_MAX};
use protocol::certificate::{SignerCertificate, Trust};
use protocol::receipt::verify_receipt;
use protocol::signed::read_signed;
use protocol::verify::verify_bundle;
use protocol::{Address, BundleId, Digest, Header, Receipt, ReceiptKind, UtcSeconds};
use serde::Serialize;

use super::{CA_FILE, HEADER_FILE, SEALED_FILE};
use crate::error_code::ErrorCode;

/// What the evidence shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EvidenceReport {
    /// SHA-256 of the CA's certificate: compare it with the hub's.
    pub ca_sha256: Digest,
    /// The bundles, by folder.
    pub bundles: Vec<BundleEvidence>,
    /// What does not hold. Empty means that everything holds.
    pub problems: Vec<EvidenceProblem>,
}

/// What the evidence shows about one bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BundleEvidence {
    /// The folder.
    pub folder: PathBuf,
    /// The bundle.
    pub id: Option<BundleId>,
    /// The sender.
    pub from: Option<Address>,
    /// The receiver.
    pub to: Option<Address>,
    /// When the sender says that it was sealed.
    pub sent_at: Option<UtcSeconds>,
    /// Whether the header is there and its signature holds.
    pub header: bool,
    /// Whether the sealed part is there and is the one that was signed.
    pub sealed: bool,
    /// The receipts that hold.
    pub receipts: Vec<ReceiptEvidence>,
}

/// A receipt that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReceiptEvidence {
    /// What it states.
    pub kind: ReceiptKind,
    /// When.
    pub at: UtcSeconds,
    /// Who states it: the hub's name or the office number of the device.
    pub signer: String,
}

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EvidenceProblem {
    /// The file.
    pub path: PathBuf,
    /// `OFF-601` to `OFF-605`.
    pub code: ErrorCode,
    /// The reason in English, without names and contents.
    pub detail: String,
}

/// Verifies evidence folders, or single files in them.
///
/// `expected_ca` is the CA that the reader trusts; without it the CA in the folder is
/// taken and its fingerprint must be compared by hand.
///
/// # Errors
///
/// [`VerifyEvidenceError`] when there is nothing to verify. What does not hold is in
/// the report.
pub fn verify_evidence(
    paths: &[PathBuf],
    expected_ca: Option<&Trust>,
) -> Result<EvidenceReport, VerifyEvidenceError> {
    let mut folders = Vec::new();
    for path in paths {
        collect_folders(path, &mut folders)?;
    }
    folders.sort();
    folders.dedup();
    let first = folders.first().ok_or(VerifyEvidenceError::Nothing)?;
    let (ca_path, trust) = find_ca(first)?;
    let mut report = EvidenceReport {
        ca_sha256: trust.fingerprint(),
        bundles: Vec::new(),
        problems: Vec::new(),
    };
    if let Some(expected) = expected_ca
        && expected.fingerprint() != trust.fingerprint()
    {
        report.problems.push(EvidenceProblem {
            path: ca_path,
            code: ErrorCode::EvidenceOfOtherHub,
            detail: format!(
                "found the CA {}, expected {}",
                trust.fingerprint(),
                expected.fingerprint()
            ),
        });
    }
    for folder in folders {
        let bundle = verify_folder(&folder, &trust, &mut report.problems)?;
        report.bundles.push(bundle);
    }
    Ok(report)
}

/// Folders with signed documents at or below `path`; for a file its own folder.
fn collect_folders(path: &Path, folders: &mut Vec<PathBuf>) -> Result<(), VerifyEvidenceError> {
    if path.is_file() {
        folders.push(path.parent().unwrap_or(Path::new(".")).to_owned());
        return Ok(());
    }
    let mut has_documents = false;
    for entry in entries(path)? {
        if entry.is_dir() {
            collect_folders(&entry, folders)?;
        }
        has_documents |= is_signed_document(&entry);
    }
    if has_documents {
        folders.push(path.to_owned());
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, VerifyEvidenceError> {
    let unreadable = |source| VerifyEvidenceError::Unreadable {
        path: folder.to_owned(),
        source,
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        paths.push(entry.map_err(unreadable)?.path());
    }
    paths.sort();
    Ok(paths)
}

fn is_signed_document(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "p7s")
}

/// The CA of an evidence folder lies beside or above its documents.
fn find_ca(folder: &Path) -> Result<(PathBuf, Trust), VerifyEvidenceError> {
    for place in folder.ancestors().take(4) {
        let path = place.join(CA_FILE);
        if path.is_file() {
            let pem = String::from_utf8_lossy(&read(&path)?).into_owned();
            let trust = Trust::from_pem(&pem).map_err(|_| VerifyEvidenceError::NoCa)?;
            return Ok((path, trust));
        }
    }
    Err(VerifyEvidenceError::NoCa)
}

fn read(path: &Path) -> Result<Vec<u8>, VerifyEvidenceError> {
    let unreadable = |source| VerifyEvidenceError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let size_bytes = fs::metadata(path).map_err(unreadable)?.len();
    if size_bytes > SEALED_SIZE_BYTES_MAX {
        return Err(unreadable(io::Error::from(io::ErrorKind::FileTooLarge)));
    }
    fs::read(path).map_err(unreadable)
}

/// The digests that every receipt of a bundle must name.
struct Named {
    id: BundleId,
    from: Address,
    to: Address,
    header_sha256: Digest,
    sealed_sha256: Digest,
}

fn verify_folder(
    folder: &Path,
    trust: &Trust,
    problems: &mut Vec<EvidenceProblem>,
) -> Result<BundleEvidence, VerifyEvidenceError> {
    let mut push = |path: &Path, code: ErrorCode, detail: String| {
        problems.push(EvidenceProblem {
            path: path.to_owned(),
            code,
            detail,
        });
    };
    let mut receipts = Vec::new();
    for path in entries(folder)? {
        if !is_signed_document(&path) || path.file_name().is_some_and(|name| name == HEADER_FILE) {
            continue;
        }
        match verified(&read(&path)?, trust) {
            Ok((receipt, signer)) => receipts.push((path, receipt, signer)),
            Err(detail) => push(&path, ErrorCode::EvidenceSignatureInvalid, detail),
        }
    }
    let mut bundle = BundleEvidence {
        folder: folder.to_owned(),
        id: None,
        from: None,
        to: None,
        sent_at: None,
        header: false,
        sealed: false,
        receipts: Vec::new(),
    };
    let accepted = receipts
        .iter()
        .find(|(_, receipt, _)| receipt.kind == ReceiptKind::Accepted);
    let accepted_at = accepted.map(|(_, receipt, _)| receipt.at);
    if accepted_at.is_none() {
        let detail = "there is no receipt of the hub's acceptance".to_owned();
        push(folder, ErrorCode::EvidenceIncomplete, detail);
    }
    let named = verify_header(folder, trust, accepted_at, &mut bundle, &mut push)?;
    // Without a header the first receipt says what all others must agree with.
    let named = named.or_else(|| receipts.first().map(|(_, receipt, _)| named_by(receipt)));
    if let Some(named) = &named {
        bundle.id = Some(named.id);
        bundle.from = Some(named.from);
        bundle.to = Some(named.to);
    }
    for (path, receipt, signer) in receipts {
        if named.as_ref().is_some_and(|named| agrees(named, &receipt)) {
            bundle.receipts.push(ReceiptEvidence {
                kind: receipt.kind,
                at: receipt.at,
                signer,
            });
        } else {
            let detail = "the receipt names another bundle or other bytes".to_owned();
            push(&path, ErrorCode::EvidenceOfOtherBundle, detail);
        }
    }
    bundle
        .receipts
        .sort_by_key(|receipt| (receipt.at, receipt.kind));
    Ok(bundle)
}

/// Verifies a receipt at the time that it states itself: its signer's certificate
/// must have been valid then.
fn verified(signed: &[u8], trust: &Trust) -> Result<(Receipt, String), String> {
    let content = read_signed(signed).map_err(|err| err.to_string())?.content;
    let claimed: Receipt =
        serde_json::from_slice(&content).map_err(|_| "this is no receipt".to_owned())?;
    let verified = verify_receipt(signed, trust, claimed.at).map_err(|err| err.to_string())?;
    let signer = match verified.signer() {
        SignerCertificate::Hub(hub) => hub.name.clone(),
        SignerCertificate::Device(device) => device.office.to_string(),
    };
    Ok((verified.receipt().clone(), signer))
}

fn named_by(receipt: &Receipt) -> Named {
    Named {
        id: receipt.bundle,
        from: receipt.from,
        to: receipt.to,
        header_sha256: receipt.header_sha256,
        sealed_sha256: receipt.sealed_sha256,
    }
}

fn agrees(named: &Named, receipt: &Receipt) -> bool {
    receipt.bundle == named.id
        && receipt.from == named.from
        && receipt.to == named.to
        && receipt.header_sha256 == named.header_sha256
        && receipt.sealed_sha256 == named.sealed_sha256
}

fn verify_header(
    folder: &Path,
    trust: &Trust,
    accepted_at: Option<UtcSeconds>,
    bundle: &mut BundleEvidence,
    push: &mut impl FnMut(&Path, ErrorCode, String),
) -> Result<Option<Named>, VerifyEvidenceError> {
    let path = folder.join(HEADER_FILE);
    if !path.is_file() {
        return Ok(None);
    }
    let signed = read(&path)?;
    let header = match claimed_header(&signed) {
        Ok(header) => header,
        Err(detail) => {
            push(&path, ErrorCode::EvidenceSignatureInvalid, detail);
            return Ok(None);
        }
    };
    let at = accepted_at.unwrap_or(header.sent_at);
    let claimed = (header.sealed.size_bytes, header.sealed.sha256);
    if let Err(err) = verify_bundle(&signed, claimed.0, claimed.1, trust, at) {
        push(&path, ErrorCode::EvidenceSignatureInvalid, err.to_string());
        return Ok(None);
    }
    bundle.header = true;
    bundle.sent_at = Some(header.sent_at);
    let sealed_path = folder.join(SEALED_FILE);
    if sealed_path.is_file() {
        let sealed = read(&sealed_path)?;
        if (sealed.len() as u64, Digest::of(&sealed)) == claimed {
            bundle.sealed = true;
        } else {
            let detail = "the sealed part is not the one that was signed".to_owned();
            push(&sealed_path, ErrorCode::EvidenceDigestDiffers, detail);
        }
    }
    Ok(Some(Named {
        id: header.id,
        from: header.from,
        to: header.to,
        header_sha256: Digest::of(&signed),
        sealed_sha256: header.sealed.sha256,
    }))
}

fn claimed_header(signed: &[u8]) -> Result<Header, String> {
    if signed.len() > SIGNED_HEADER_SIZE_BYTES_MAX {
        return Err("the header is too large".to_owned());
    }
    let content = read_signed(signed).map_err(|err| err.to_string())?.content;
    serde_json::from_slice(&content).map_err(|_| "this is no header".to_owned())
}

/// Why there is nothing to verify.
#[derive(Debug, thiserror::Error)]
pub enum VerifyEvidenceError {
    /// No signed document was found.
    #[error("found no signed document")]
    Nothing,
    /// The CA's certificate is missing or unreadable.
    #[error("found no readable {CA_FILE} beside or above the documents")]
    NoCa,
    /// A file or folder cannot be read.
    #[error("{} cannot be read", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

impl From<&VerifyEvidenceError> for ErrorCode {
    fn from(err: &VerifyEvidenceError) -> ErrorCode {
        match err {
            VerifyEvidenceError::Nothing | VerifyEvidenceError::NoCa => {
                ErrorCode::EvidenceIncomplete
            }
            VerifyEvidenceError::Unreadable { .. } => ErrorCode::PathUnreadable,
        }
    }
}
