//! Finding the sealed part of a bundle for its receiver, or for its sender, who can open it too.
//!
//! Only finding: `http/bundles.rs` streams the bytes. Fetching changes no state; the receiver's signed receipt does.
//! Easily got wrong: one id may name a bundle that an office received and another one that it sent; the received one
//! goes first, since nobody else can get at it.

use protocol::{BundleId, Digest, ErrorCode, OfficeNumber, message::BundleState};

use crate::store::{BundleNumber, Place, Records, StoreError};

/// Where a sealed part is and how large.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedPart {
    /// The hub's number of the bundle.
    pub bundle: BundleNumber,
    /// In the database or in a file; never [`Place::Erased`].
    pub place: Place,
    /// Its size.
    pub size_bytes: u64,
    /// Its digest; also a good entity tag.
    pub sha256: Digest,
}

/// Finds the sealed part of a bundle that `office` received or sent.
///
/// # Errors
///
/// [`FetchError`], in the order of its variants.
pub fn fetch_sealed(
    records: &dyn Records,
    office: OfficeNumber,
    id: BundleId,
) -> Result<SealedPart, FetchError> {
    let received = records.bundle_to(office, id)?;
    let is_receiver = received.is_some();
    let bundle = match received {
        Some(received) => received,
        None => records
            .bundle_from(office, id)?
            .ok_or(FetchError::NotFound)?,
    };
    // Other terminals of the sender may still want to show what it took back.
    if is_receiver && bundle.state == BundleState::Withdrawn {
        return Err(FetchError::Withdrawn);
    }
    if bundle.place == Place::Erased {
        return Err(FetchError::Erased);
    }
    Ok(SealedPart {
        bundle: bundle.number,
        place: bundle.place,
        size_bytes: bundle.sealed_size_bytes,
        sha256: bundle.sealed_sha256,
    })
}

/// Why there is nothing to fetch, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The office neither received nor sent a bundle of this id.
    #[error("the connected device's office has no bundle of this id")]
    NotFound,
    /// The sender took it back.
    #[error("the sender has withdrawn the bundle")]
    Withdrawn,
    /// Its time was over.
    #[error("the contents have been erased")]
    Erased,
    /// The hub's disk or database failed; its operator is told by the log.
    #[error("the hub's store failed")]
    Store(#[from] StoreError),
}

impl From<&FetchError> for ErrorCode {
    fn from(err: &FetchError) -> ErrorCode {
        match err {
            FetchError::NotFound => ErrorCode::NotFound,
            FetchError::Withdrawn => ErrorCode::Withdrawn,
            FetchError::Erased => ErrorCode::ContentsErased,
            FetchError::Store(_) => ErrorCode::TryAgain,
        }
    }
}
