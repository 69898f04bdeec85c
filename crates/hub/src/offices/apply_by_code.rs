//! An office applies by itself, with an application code of the operator.
//!
//! Easily got wrong: the code shows only that the operator's letter was read. Who applies may state any number, so nothing is
//! given in answer: the operator looks, and sends the enrolment code by a way that reaches the office. And the answer may be
//! lost, so the same application again is kept once and answered the same.

use protocol::{Digest, ErrorCode, OfficeNumber, UtcSeconds, message::CONTACT_CHARACTERS_MAX};

use super::apply::{Application, ApplyError, apply_for_office};
use crate::store::{ContactRecord, OfficeState, Records, StoreError};

/// Applications that wait at the same time; more come from nobody who means it.
const WAITING_MAX: u64 = 1_000;

/// What an office sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentApplication {
    /// SHA-256 of the application code's secret.
    pub secret_sha256: Digest,
    /// What it states about itself.
    pub application: Application,
    /// How it is reached.
    pub contact: ContactRecord,
}

/// Keeps an application and gives the time at which it was kept first.
///
/// # Errors
///
/// [`ApplyByCodeError`], in the order of its variants; then nothing was kept.
pub fn apply_by_code(
    records: &mut dyn Records,
    sent: &SentApplication,
    now: UtcSeconds,
) -> Result<UtcSeconds, ApplyByCodeError> {
    let code = records.application_code(sent.secret_sha256)?;
    let code = code.ok_or(ApplyByCodeError::UnknownCode)?;
    if code.expires_at <= now {
        return Err(ApplyByCodeError::ExpiredCode);
    }
    let contact = ContactRecord {
        telephone: sent.contact.telephone.trim().to_owned(),
        mail: sent.contact.mail.trim().to_owned(),
    };
    if contact.telephone.is_empty() || !is_line(&contact.telephone) || !is_line(&contact.mail) {
        return Err(ApplyByCodeError::Contact);
    }
    let number = sent.application.number;
    if let Some(known) = records.office(number)? {
        let same = known.state == OfficeState::Applied
            && known.name == sent.application.name.trim()
            && records.contact(number)?.as_ref() == Some(&contact);
        return match same {
            true => Ok(known.applied_at),
            false => Err(ApplyByCodeError::Known { number }),
        };
    }
    if records.applications_waiting()? >= WAITING_MAX {
        return Err(ApplyByCodeError::TooMany);
    }
    apply_for_office(records, &sent.application, now).map_err(|err| match err {
        ApplyError::Known { number } => ApplyByCodeError::Known { number },
        ApplyError::Store(err) => ApplyByCodeError::Store(err),
        err @ (ApplyError::Name | ApplyError::NoService) => ApplyByCodeError::Unfit(err),
    })?;
    records.set_contact(number, &contact)?;
    Ok(now)
}

fn is_line(text: &str) -> bool {
    text.chars().count() <= CONTACT_CHARACTERS_MAX && !text.chars().any(char::is_control)
}

/// Why an application was not kept, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum ApplyByCodeError {
    /// No such code, or it was removed; the only reason that counts as a wrong guess.
    #[error("the application code is unknown")]
    UnknownCode,
    /// Its days are over.
    #[error("the application code has expired")]
    ExpiredCode,
    /// A telephone number is missing, or something is too long or no line.
    #[error(
        "contact: expected a telephone number, each of at most {CONTACT_CHARACTERS_MAX} characters in one line"
    )]
    Contact,
    /// Another application for the number is kept, or the office takes part.
    #[error("office {number} has applied already")]
    Known {
        /// The number.
        number: OfficeNumber,
    },
    /// The operator has to decide about others first.
    #[error("{WAITING_MAX} applications wait for the operator")]
    TooMany,
    /// The name or the services cannot be kept.
    #[error("{0}")]
    Unfit(ApplyError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<&ApplyByCodeError> for ErrorCode {
    fn from(err: &ApplyByCodeError) -> ErrorCode {
        match err {
            // One answer for both: whoever guesses learns nothing.
            ApplyByCodeError::UnknownCode | ApplyByCodeError::ExpiredCode => {
                ErrorCode::ApplicationRefused
            }
            ApplyByCodeError::Contact | ApplyByCodeError::Unfit(_) => ErrorCode::RequestMalformed,
            ApplyByCodeError::Known { .. } => ErrorCode::AlreadyApplied,
            ApplyByCodeError::TooMany => ErrorCode::TooManyRequests,
            ApplyByCodeError::Store(_) => ErrorCode::TryAgain,
        }
    }
}
