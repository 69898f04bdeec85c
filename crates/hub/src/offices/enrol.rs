//! Enrolling a terminal: a one-time code and two certificate requests become two certificates.
//!
//! The keys were made on the terminal and stay there. Easily got wrong: the answer may be lost after the code was used,
//! so the same secret with the same requests gets the same certificates again; with other requests it is refused. A
//! further terminal waits until another one of the office approves it, unless its request shows that it holds the mailbox
//! key already.

use protocol::{
    DeviceId, Digest, ErrorCode, UtcSeconds,
    authority::{Authority, AuthorityError, request_is_by_key_of},
    certificate::{CertificateError, read_device_certificate},
    message::Event,
};
use rustls_pki_types::{CertificateDer, pem::PemObject};

use crate::store::{
    CertificateRecord, EnrolmentUse, OfficeRecord, OfficeState, Records, StoreError,
};

/// The longest name of a terminal, in characters.
const DEVICE_NAME_CHARACTERS_MAX: usize = 100;

/// What a terminal asks for.
#[derive(Debug, Clone)]
pub struct Enrolment {
    /// SHA-256 of the code's secret.
    pub secret_sha256: Digest,
    /// PKCS#10 request of the device key, PEM.
    pub device_request: String,
    /// PKCS#10 request of the mailbox key, PEM.
    pub mailbox_request: String,
    /// What the office calls the terminal.
    pub device_name: String,
    /// The id that the device gets if it is new.
    pub new_device: DeviceId,
}

/// What a terminal gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolled {
    /// The office to which the code belonged.
    pub office: OfficeRecord,
    /// The id of the device.
    pub device: DeviceId,
    /// Its certificate, PEM.
    pub device_certificate: String,
    /// The office's mailbox certificate, PEM: made for this request if it was the office's first terminal.
    pub mailbox_certificate: String,
    /// Whether the device may do nothing yet but join.
    pub waiting: bool,
}

/// Uses a one-time code to issue the certificates of a terminal.
///
/// # Errors
///
/// [`EnrolError`], in the order of its variants; the code stays usable after a request that was invalid.
pub fn enrol_device(
    records: &mut dyn Records,
    authority: &Authority,
    enrolment: &Enrolment,
    now: UtcSeconds,
) -> Result<Enrolled, EnrolError> {
    let known = records
        .enrolment(enrolment.secret_sha256)?
        .ok_or(EnrolError::UnknownCode)?;
    let office = records
        .office(known.office)?
        .ok_or(EnrolError::UnknownCode)?;
    let device_request = Digest::of(enrolment.device_request.as_bytes());
    let mailbox_request = Digest::of(enrolment.mailbox_request.as_bytes());
    if let Some(usage) = known.usage {
        if usage.device_request != device_request || usage.mailbox_request != mailbox_request {
            return Err(EnrolError::UsedCode);
        }
        return enrolled_before(records, office, &usage);
    }
    if known.expires_at < now {
        return Err(EnrolError::ExpiredCode);
    }
    if office.state != OfficeState::Active {
        return Err(EnrolError::Suspended);
    }
    let waiting = match &office.mailbox_certificate {
        None => false,
        Some(existing) => !request_is_by_key_of(&enrolment.mailbox_request, existing, None)?,
    };
    let certificate = CertificateRecord {
        waiting,
        ..issue_device_certificate(authority, enrolment, &office, now)?
    };
    records.add_device(&certificate, now)?;
    let usage = EnrolmentUse {
        used_at: now,
        device: certificate.device,
        device_request,
        mailbox_request,
    };
    records.use_enrolment(enrolment.secret_sha256, &usage)?;
    if waiting {
        records.announce(office.number, Event::Terminals);
    }
    let mailbox_certificate = match &office.mailbox_certificate {
        Some(existing) => existing.clone(),
        None => {
            let issued = authority.issue_mailbox(&enrolment.mailbox_request, office.number, now)?;
            records.set_mailbox_certificate(office.number, &issued)?;
            issued
        }
    };
    Ok(Enrolled {
        device: certificate.device,
        device_certificate: certificate.certificate_pem,
        mailbox_certificate: mailbox_certificate.clone(),
        waiting,
        office: OfficeRecord {
            mailbox_certificate: Some(mailbox_certificate),
            ..office
        },
    })
}

/// Gives again what an earlier call gave.
fn enrolled_before(
    records: &dyn Records,
    office: OfficeRecord,
    usage: &EnrolmentUse,
) -> Result<Enrolled, EnrolError> {
    let certificates = records.certificates(Some(office.number))?;
    let first = certificates
        .into_iter()
        .find(|certificate| certificate.device == usage.device);
    let (Some(first), Some(mailbox_certificate)) = (first, office.mailbox_certificate.clone())
    else {
        return Err(EnrolError::UsedCode);
    };
    Ok(Enrolled {
        office,
        device: usage.device,
        waiting: first.waiting,
        device_certificate: first.certificate_pem,
        mailbox_certificate,
    })
}

/// What an office calls a terminal, without what would break a list.
pub(crate) fn plain_name(name: &str) -> String {
    name.chars()
        .filter(|character| !character.is_control())
        .take(DEVICE_NAME_CHARACTERS_MAX)
        .collect()
}

fn issue_device_certificate(
    authority: &Authority,
    enrolment: &Enrolment,
    office: &OfficeRecord,
    now: UtcSeconds,
) -> Result<CertificateRecord, EnrolError> {
    let certificate_pem = authority.issue_device(
        &enrolment.device_request,
        office.number,
        enrolment.new_device,
        now,
    )?;
    let der = CertificateDer::from_pem_slice(certificate_pem.as_bytes())
        .map_err(|_| CertificateError::Unreadable)?;
    let issued = read_device_certificate(&der, &authority.trust(), now)?;
    let device_name = plain_name(&enrolment.device_name);
    Ok(CertificateRecord {
        fingerprint: issued.fingerprint,
        serial: issued.serial,
        device: enrolment.new_device,
        device_name,
        office: office.number,
        office_state: office.state,
        waiting: false,
        certificate_pem,
        not_after: issued.not_after,
        revoked_at: None,
    })
}

/// Why a terminal got no certificates, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// No such code; the only reason that counts as a wrong guess.
    #[error("the enrolment code is unknown")]
    UnknownCode,
    /// Used for another terminal's keys.
    #[error("the enrolment code was used before")]
    UsedCode,
    /// Its days are over.
    #[error("the enrolment code has expired")]
    ExpiredCode,
    /// The operator suspended the office.
    #[error("the office is not active")]
    Suspended,
    /// A request that is unreadable, wrongly signed or not for P-256; or the authority's own key failed.
    #[error(transparent)]
    Authority(#[from] AuthorityError),
    /// The authority issued something that this program does not read; its operator is told by the log.
    #[error("the issued certificate is not one of a device: {0}")]
    Issued(#[from] CertificateError),
    /// The hub's disk or database failed; its operator is told by the log.
    #[error("the hub's store failed")]
    Store(#[from] StoreError),
}

impl From<&EnrolError> for ErrorCode {
    fn from(err: &EnrolError) -> ErrorCode {
        match err {
            // One answer for all three: whoever guesses learns nothing.
            EnrolError::UnknownCode | EnrolError::UsedCode | EnrolError::ExpiredCode => {
                ErrorCode::EnrolmentRefused
            }
            EnrolError::Suspended => ErrorCode::OfficeSuspended,
            EnrolError::Authority(err) => ErrorCode::from(err),
            EnrolError::Issued(_) | EnrolError::Store(_) => ErrorCode::TryAgain,
        }
    }
}
