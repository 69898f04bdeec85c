//! Accepting a partner's new mailbox certificate: a person's decision.
//!
//! What waits for that partner and was never sent is sealed again for the new
//! certificate. What may already be at the hub keeps its bytes: repeating it
//! unchanged is the only way to learn whether it arrived.

use protocol::{Digest, OfficeNumber, UtcSeconds};

use super::tell_pin;
use crate::error_code::ErrorCode;
use crate::store::{Store, StoreError, partners, sent};

/// Pins the certificate that the hub offers for `number`, if its fingerprint is
/// `fingerprint`, and lets waiting bundles go on.
///
/// # Errors
///
/// [`AcceptPartnerError`], in the order of its checks; nothing was changed then.
pub fn accept_partner(
    store: &mut Store,
    number: OfficeNumber,
    fingerprint: Digest,
    now: UtcSeconds,
) -> Result<(), AcceptPartnerError> {
    store.write(|tx| {
        let Some(mut partner) = partners::find(tx, number)? else {
            return Err(AcceptPartnerError::Unknown { number });
        };
        let Some(mut offered) = partner.offered.take() else {
            return Err(AcceptPartnerError::NothingOffered { number });
        };
        if offered.fingerprint != fingerprint {
            return Err(AcceptPartnerError::OtherFingerprint {
                number,
                offered: offered.fingerprint,
            });
        }
        offered.at = now;
        partner.pinned = Some(offered);
        partners::save(tx, &partner)?;
        if let Some(pin) = &partner.pinned {
            tell_pin(tx, number, pin, true, now)?;
        }
        sent::release_receiver(tx, number, now)?;
        Ok(())
    })
}

/// Why a certificate was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum AcceptPartnerError {
    /// No bundle ever named this office.
    #[error("office {number} is no partner of this office")]
    Unknown {
        /// The office.
        number: OfficeNumber,
    },
    /// Its certificate did not change.
    #[error("there is no other certificate of office {number} to accept")]
    NothingOffered {
        /// The office.
        number: OfficeNumber,
    },
    /// The certificate changed once more, or the fingerprint was mistyped.
    #[error("the certificate offered for office {number} has fingerprint {offered}")]
    OtherFingerprint {
        /// The office.
        number: OfficeNumber,
        /// The fingerprint that the hub's certificate has.
        offered: Digest,
    },
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&AcceptPartnerError> for ErrorCode {
    fn from(err: &AcceptPartnerError) -> ErrorCode {
        match err {
            AcceptPartnerError::Unknown { .. } => ErrorCode::PartnerUnknown,
            AcceptPartnerError::NothingOffered { .. } => ErrorCode::NothingToAccept,
            AcceptPartnerError::OtherFingerprint { .. } => ErrorCode::PartnerCertificateChanged,
            AcceptPartnerError::Store(err) => ErrorCode::from(err),
        }
    }
}
