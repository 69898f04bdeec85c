//! Who is on the other end of a connection, and whether it may act now.
//!
//! Called for every request, because connections live longer than the right to use them. Nothing here knows TLS:
//! `tls.rs` made sure that the peer owns the certificate's key. Easily got wrong: the office number comes from the hub's
//! own record of the certificate, never from anything the client says.

use protocol::{DeviceId, Digest, ErrorCode, OfficeNumber, UtcSeconds};

use crate::store::{OfficeState, Records, StoreError};

/// A device that may act. Only [`authenticate_device`] makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConnectedDevice {
    office: OfficeNumber,
    device: DeviceId,
    fingerprint: Digest,
}

impl ConnectedDevice {
    /// The office it acts for.
    pub fn office(&self) -> OfficeNumber {
        self.office
    }

    /// The device.
    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// Digest of the certificate it is connected with.
    pub fn fingerprint(&self) -> Digest {
        self.fingerprint
    }
}

/// Finds out which device owns the certificate with this fingerprint, if it may act for its office at `now`.
///
/// # Errors
///
/// [`AuthenticateError`], in the order of its variants.
pub fn authenticate_device(
    records: &dyn Records,
    fingerprint: Digest,
    now: UtcSeconds,
) -> Result<ConnectedDevice, AuthenticateError> {
    let (device, waiting) = authenticate_joining(records, fingerprint, now)?;
    match waiting {
        true => Err(AuthenticateError::Waiting),
        false => Ok(device),
    }
}

/// As [`authenticate_device`], also for a device that waits for its approval; tells whether it does.
///
/// Only for what a waiting device may ask: how its own joining stands, and the office's recovery.
///
/// # Errors
///
/// [`AuthenticateError`], in the order of its variants.
pub fn authenticate_joining(
    records: &dyn Records,
    fingerprint: Digest,
    now: UtcSeconds,
) -> Result<(ConnectedDevice, bool), AuthenticateError> {
    let certificate = records
        .certificate(fingerprint)?
        .ok_or(AuthenticateError::Unknown)?;
    if certificate.revoked_at.is_some() {
        return Err(AuthenticateError::Revoked);
    }
    if certificate.not_after < now {
        return Err(AuthenticateError::Expired);
    }
    if certificate.office_state != OfficeState::Active {
        return Err(AuthenticateError::Suspended);
    }
    let device = ConnectedDevice {
        office: certificate.office,
        device: certificate.device,
        fingerprint,
    };
    Ok((device, certificate.waiting))
}

/// Whether something that a certificate signed comes from the connected device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signer {
    /// It does.
    Connected,
    /// It comes from another device, or from a certificate that is not one of ours.
    Other,
    /// It comes from this device, but from an earlier certificate that has been revoked.
    Revoked,
}

/// Compares a signer with the connected device.
///
/// A renewed device may still send what it sealed with its earlier certificate, so the device counts; but a revoked key
/// may be in other hands, so nothing that it signed is taken any more.
///
/// # Errors
///
/// [`StoreError`] if the store cannot be read.
pub fn compare_signer(
    records: &dyn Records,
    signer: Digest,
    device: &ConnectedDevice,
) -> Result<Signer, StoreError> {
    if signer == device.fingerprint {
        return Ok(Signer::Connected);
    }
    Ok(match records.certificate(signer)? {
        Some(earlier) if earlier.device != device.device => Signer::Other,
        Some(earlier) if earlier.revoked_at.is_some() => Signer::Revoked,
        Some(_) => Signer::Connected,
        None => Signer::Other,
    })
}

/// Why a device may not act, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum AuthenticateError {
    /// Our authority signed it, but it is no device's certificate: a mailbox certificate, or one of a lost database.
    #[error("the certificate is not one of a device")]
    Unknown,
    /// The operator revoked it.
    #[error("the certificate has been revoked")]
    Revoked,
    /// Its time is over.
    #[error("the certificate has expired")]
    Expired,
    /// The operator suspended the office.
    #[error("the office is not active")]
    Suspended,
    /// Another terminal of the office has to approve it first.
    #[error("the device waits for its approval")]
    Waiting,
    /// The store failed.
    #[error("the hub's store failed")]
    Store(#[from] StoreError),
}

impl From<&AuthenticateError> for ErrorCode {
    fn from(err: &AuthenticateError) -> ErrorCode {
        match err {
            AuthenticateError::Unknown => ErrorCode::CertificateUnknown,
            AuthenticateError::Revoked => ErrorCode::CertificateRevoked,
            AuthenticateError::Expired => ErrorCode::CertificateExpired,
            AuthenticateError::Suspended => ErrorCode::OfficeSuspended,
            AuthenticateError::Waiting => ErrorCode::TerminalWaiting,
            AuthenticateError::Store(_) => ErrorCode::TryAgain,
        }
    }
}
