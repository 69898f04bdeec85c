//! Applying: an office and its services become known to the hub, not yet to others.
//!
//! Done by the operator, or by the office itself with a code (`apply_by_code.rs`). Easily got wrong: one office number has one application with all of its services, since
//! a certificate counts for the number, not for a service.

use protocol::{OfficeNumber, ServiceKind, UtcSeconds, message::APPLICATION_NAME_CHARACTERS_MAX};

use crate::store::{Records, StoreError};

/// What an office states about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// 事業所番号.
    pub number: OfficeNumber,
    /// 事業所名.
    pub name: String,
    /// Service kinds, at least one; doubles count once.
    pub services: Vec<ServiceKind>,
}

/// Keeps an application.
///
/// # Errors
///
/// [`ApplyError`], in the order of its variants; then nothing was kept.
pub fn apply_for_office(
    records: &mut dyn Records,
    application: &Application,
    now: UtcSeconds,
) -> Result<(), ApplyError> {
    let name = application.name.trim();
    let length = name.chars().count();
    if length == 0 || length > APPLICATION_NAME_CHARACTERS_MAX || name.chars().any(char::is_control)
    {
        return Err(ApplyError::Name);
    }
    let mut services = application.services.clone();
    services.sort_unstable();
    services.dedup();
    if services.is_empty() {
        return Err(ApplyError::NoService);
    }
    if records.office(application.number)?.is_some() {
        return Err(ApplyError::Known {
            number: application.number,
        });
    }
    records.add_office(application.number, name, &services, now)?;
    Ok(())
}

/// Why an application was not kept, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// Empty, too long, or with control characters.
    #[error("the name of an office has 1 to 100 characters, none of them a control character")]
    Name,
    /// Without a service it has no address.
    #[error("an office has at least one service kind")]
    NoService,
    /// The number is taken.
    #[error("office {number} has applied already")]
    Known {
        /// The number.
        number: OfficeNumber,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
