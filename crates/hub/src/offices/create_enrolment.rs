//! Making one-time codes with which a terminal of an office enrols.
//!
//! The caller draws the secret and hands the code to the office by another way (post, telephone, in person). Easily got
//! wrong: only the hash of the secret is kept, so a lost code cannot be shown again; make another one.

use protocol::{Digest, ErrorCode, OfficeNumber, UtcSeconds};

use crate::store::{OfficeState, Records, StoreError};

const SECONDS_PER_DAY: i64 = 24 * 60 * 60;

/// A code to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewEnrolment {
    /// For which office.
    pub office: OfficeNumber,
    /// SHA-256 of the secret.
    pub secret_sha256: Digest,
    /// For how long it can be used.
    pub valid_days: u32,
}

/// Keeps a code and gives the time when it expires.
///
/// # Errors
///
/// [`CreateEnrolmentError`].
pub fn create_enrolment(
    records: &mut dyn Records,
    enrolment: &NewEnrolment,
    now: UtcSeconds,
) -> Result<UtcSeconds, CreateEnrolmentError> {
    let number = enrolment.office;
    let office = records.office(number)?;
    if office.is_none_or(|office| office.state != OfficeState::Active) {
        return Err(CreateEnrolmentError::NotActive { number });
    }
    let expires_at = UtcSeconds(now.0 + i64::from(enrolment.valid_days) * SECONDS_PER_DAY);
    records.add_enrolment(enrolment.secret_sha256, number, now, expires_at)?;
    Ok(expires_at)
}

/// Why no code was made.
#[derive(Debug, thiserror::Error)]
pub enum CreateEnrolmentError {
    /// It is unknown, waits for its approval, or is suspended.
    #[error("office {number} is not active")]
    NotActive {
        /// The number asked for.
        number: OfficeNumber,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<&CreateEnrolmentError> for ErrorCode {
    fn from(err: &CreateEnrolmentError) -> ErrorCode {
        match err {
            CreateEnrolmentError::NotActive { .. } => ErrorCode::OfficeSuspended,
            CreateEnrolmentError::Store(_) => ErrorCode::TryAgain,
        }
    }
}
