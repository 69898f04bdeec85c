//! Revoking certificates: a terminal was lost, sold or stolen.
//!
//! Takes effect with the next request of that terminal, also on connections that are open. There is no way back: the
//! terminal enrols again. Easily got wrong: this does not erase what the terminal holds, nor does it change the mailbox
//! key that it may know.

use protocol::{DeviceId, OfficeNumber, UtcSeconds};

use crate::store::{CertificateRecord, Records, StoreError};

/// Which certificates to revoke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The one with this serial number (hexadecimal, any case).
    Serial(String),
    /// All of one device.
    Device(DeviceId),
    /// All of one office.
    Office(OfficeNumber),
}

/// One certificate after the operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocation {
    /// The certificate as it was before.
    pub certificate: CertificateRecord,
    /// Since when it is revoked; an earlier revocation keeps its time.
    pub revoked_at: UtcSeconds,
}

/// Revokes certificates; those that are revoked already stay so.
///
/// # Errors
///
/// [`RevokeError`].
pub fn revoke_certificates(
    records: &mut dyn Records,
    target: &Target,
    now: UtcSeconds,
) -> Result<Vec<Revocation>, RevokeError> {
    let certificates = match target {
        Target::Serial(serial) => records
            .certificate_by_serial(&serial.to_ascii_lowercase())?
            .into_iter()
            .collect(),
        Target::Office(office) => records.certificates(Some(*office))?,
        Target::Device(device) => {
            let mut certificates = records.certificates(None)?;
            certificates.retain(|certificate| certificate.device == *device);
            certificates
        }
    };
    if certificates.is_empty() {
        return Err(RevokeError::NotFound);
    }
    let mut revocations = Vec::new();
    for certificate in certificates {
        records.revoke_certificate(certificate.fingerprint, now)?;
        let revoked_at = certificate.revoked_at.unwrap_or(now);
        revocations.push(Revocation {
            certificate,
            revoked_at,
        });
    }
    Ok(revocations)
}

/// Why nothing was revoked.
#[derive(Debug, thiserror::Error)]
pub enum RevokeError {
    /// No certificate fits.
    #[error("no certificate of a device fits; `certificate list` shows them all")]
    NotFound,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
