//! Renewing certificates: the same key gets a later certificate, from 90 days before the end.
//!
//! Nobody decides anything here, so nobody is asked: whoever shows both the certificate and its key has had the right
//! until now, and gets it for three years more. Easily got wrong: an answer may be lost and the call repeated, so whoever
//! asks before it is time, or again, gets the certificate that is in force.

use protocol::{
    ErrorCode, UtcSeconds,
    authority::{Authority, AuthorityError, request_is_by_key_of},
    certificate::{
        CertificateError, is_renewal_due, read_device_certificate, read_mailbox_certificate,
    },
};
use rustls_pki_types::{CertificateDer, pem::PemObject};

use super::ConnectedDevice;
use crate::store::{CertificateRecord, Records, StoreError};

/// The certificate of the caller that ends last, PEM: a new one if that end is near.
///
/// # Errors
///
/// [`RenewError`], in the order of its variants.
pub fn renew_device(
    records: &mut dyn Records,
    authority: &Authority,
    device: ConnectedDevice,
    request: &str,
    now: UtcSeconds,
) -> Result<String, RenewError> {
    let known = records.certificates(Some(device.office()))?;
    let newest = known
        .into_iter()
        .filter(|known| known.device == device.device() && known.revoked_at.is_none())
        .max_by_key(|known| known.not_after)
        .ok_or(RenewError::OtherKey)?;
    if !request_is_by_key_of(request, &newest.certificate_pem, None)? {
        return Err(RenewError::OtherKey);
    }
    if !is_renewal_due(newest.not_after, now) {
        return Ok(newest.certificate_pem);
    }
    let certificate_pem = authority.issue_device(request, device.office(), device.device(), now)?;
    let issued = read_device_certificate(&der_of(&certificate_pem)?, &authority.trust(), now)?;
    records.add_certificate(&CertificateRecord {
        fingerprint: issued.fingerprint,
        serial: issued.serial,
        certificate_pem: certificate_pem.clone(),
        not_after: issued.not_after,
        ..newest
    })?;
    Ok(certificate_pem)
}

/// The mailbox certificate of the caller's office, PEM: a new one if its end is near.
///
/// # Errors
///
/// [`RenewError`], in the order of its variants.
pub fn renew_mailbox(
    records: &mut dyn Records,
    authority: &Authority,
    device: ConnectedDevice,
    request: &str,
    now: UtcSeconds,
) -> Result<String, RenewError> {
    let office = records.office(device.office())?;
    let present = office
        .and_then(|office| office.mailbox_certificate)
        .ok_or(RenewError::OtherKey)?;
    if !request_is_by_key_of(request, &present, None)? {
        return Err(RenewError::OtherKey);
    }
    let ends = match read_mailbox_certificate(&der_of(&present)?, &authority.trust(), now) {
        Ok(certificate) => Some(certificate.not_after),
        // The office was away for so long that its mailbox ended while a terminal was enrolled later.
        Err(CertificateError::Expired) => None,
        Err(err) => return Err(err.into()),
    };
    if ends.is_some_and(|ends| !is_renewal_due(ends, now)) {
        return Ok(present);
    }
    let issued = authority.issue_mailbox(request, device.office(), now)?;
    records.set_mailbox_certificate(device.office(), &issued)?;
    Ok(issued)
}

fn der_of(pem: &str) -> Result<CertificateDer<'static>, CertificateError> {
    CertificateDer::from_pem_slice(pem.as_bytes()).map_err(|_| CertificateError::Unreadable)
}

/// Why nothing was renewed, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum RenewError {
    /// The request is by another key than that of the certificate in force.
    #[error("the request is not by the key of the certificate in force")]
    OtherKey,
    /// A request that cannot be read or is wrongly signed; or the authority's own key failed.
    #[error(transparent)]
    Authority(#[from] AuthorityError),
    /// The hub keeps or issued something that this program does not read; its operator is told by the log.
    #[error("a certificate cannot be read: {0}")]
    Certificate(#[from] CertificateError),
    /// The store failed.
    #[error("the hub's store failed")]
    Store(#[from] StoreError),
}

impl From<&RenewError> for ErrorCode {
    fn from(err: &RenewError) -> ErrorCode {
        match err {
            RenewError::OtherKey => ErrorCode::CertificateRequestInvalid,
            RenewError::Authority(err) => ErrorCode::from(err),
            RenewError::Certificate(_) | RenewError::Store(_) => ErrorCode::TryAgain,
        }
    }
}
