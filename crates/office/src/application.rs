//! 利用申請: an office that has nothing yet asks the operator to take part.
//!
//! What a reader would get wrong: nothing is kept here. The hub keeps the application, the operator decides, and what comes
//! back is an enrolment code by post or telephone. The application code shows which hub is meant before anything is told.

use protocol::hub_code::{ApplicationCode, HubCodeError};
use protocol::message::{
    APPLICATION_NAME_CHARACTERS_MAX, ApplicationReply, ApplicationRequest, CONTACT_CHARACTERS_MAX,
};
use protocol::{OfficeNumber, ServiceKind};
use unicode_normalization::UnicodeNormalization;

use crate::config::check_hub_url;
use crate::error_code::ErrorCode;
use crate::hub_client::{HubError, apply};

/// What a person types to apply.
#[derive(Clone, Default)]
pub struct Application {
    /// The hub's address, `https://host:port`.
    pub hub_url: String,
    /// The application code as typed.
    pub code: String,
    /// The office number as typed.
    pub number: String,
    /// The name of the office.
    pub name: String,
    /// Its services.
    pub services: Vec<ServiceKind>,
    /// Where the operator calls.
    pub telephone: String,
    /// Where the operator writes; empty for nowhere.
    pub mail: String,
}

/// What the operator has now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The office number as it was understood.
    pub number: OfficeNumber,
    /// What the hub answered.
    pub reply: ApplicationReply,
}

/// Sends an application. The same again is kept once and gets the same answer.
///
/// # Errors
///
/// [`ApplicationError`]. Send it again unchanged after [`ApplicationError::Hub`].
pub async fn send_application(application: &Application) -> Result<Applied, ApplicationError> {
    let code: ApplicationCode = application.code.parse()?;
    let hub_url = check_hub_url(&application.hub_url).ok_or(ApplicationError::HubAddress)?;
    let number: String = application.number.trim().nfkc().collect();
    let number: OfficeNumber = number.parse().map_err(|_| ApplicationError::Number)?;
    let line = |text: &str, characters_max: usize| -> Result<String, ApplicationError> {
        let line: String = text.trim().nfc().collect();
        let fits = line.chars().count() <= characters_max && !line.chars().any(char::is_control);
        fits.then_some(line).ok_or(ApplicationError::Incomplete)
    };
    let request = ApplicationRequest {
        secret: code.secret_hex().to_string(),
        number,
        name: line(&application.name, APPLICATION_NAME_CHARACTERS_MAX)?,
        services: application.services.clone(),
        telephone: line(&application.telephone, CONTACT_CHARACTERS_MAX)?,
        mail: line(&application.mail, CONTACT_CHARACTERS_MAX)?,
    };
    if request.name.is_empty() || request.telephone.is_empty() || request.services.is_empty() {
        return Err(ApplicationError::Incomplete);
    }
    let reply = apply(&hub_url, &code, &request).await?;
    Ok(Applied { number, reply })
}

/// Why nothing was applied for, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum ApplicationError {
    /// The code has a typing mistake, or is one of another kind.
    #[error("the application code cannot be read")]
    Code(#[from] HubCodeError),
    /// Not an `https://` address.
    #[error("the hub's address is not of the form https://host:port")]
    HubAddress,
    /// Not an office number.
    #[error("the office number is not one")]
    Number,
    /// Something is missing or too long.
    #[error("something is missing or too long")]
    Incomplete,
    /// The hub was not reached or refused.
    #[error("{0}")]
    Hub(#[from] HubError),
}

impl ApplicationError {
    /// The code to show: the hub's own, or ours.
    pub fn code(&self) -> &str {
        match self {
            ApplicationError::Code(_) => ErrorCode::ApplicationCodeUnreadable.code(),
            ApplicationError::HubAddress => ErrorCode::HubAddressInvalid.code(),
            ApplicationError::Number => ErrorCode::ApplicationNumberInvalid.code(),
            ApplicationError::Incomplete => ErrorCode::ApplicationIncomplete.code(),
            ApplicationError::Hub(err) => err.code(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is refused before anybody is asked; the address answers nothing.
    #[tokio::test]
    async fn what_cannot_be_an_application_is_not_sent() {
        let good = Application {
            hub_url: "https://localhost:1".to_owned(),
            code: String::new(),
            number: "１３７０２０００１５".to_owned(),
            name: "みやこ".to_owned(),
            services: vec!["43".parse().unwrap()],
            telephone: "03-0000-0000".to_owned(),
            mail: String::new(),
        };
        let trust = protocol::Authority::create("Hub", protocol::UtcSeconds(1_796_686_920));
        let code = ApplicationCode::new([7; 10], &trust.unwrap().trust()).to_string();
        let other: String = code.chars().rev().collect();
        let no = String::new;
        let refused = [
            (
                Application {
                    code: other,
                    ..good.clone()
                },
                "OFF-895",
            ),
            (
                Application {
                    hub_url: "http://x".to_owned(),
                    code: code.clone(),
                    ..good.clone()
                },
                "OFF-509",
            ),
            (
                Application {
                    number: "13702".to_owned(),
                    code: code.clone(),
                    ..good.clone()
                },
                "OFF-896",
            ),
            (
                Application {
                    name: no(),
                    code: code.clone(),
                    ..good.clone()
                },
                "OFF-897",
            ),
            (
                Application {
                    services: vec![],
                    code: code.clone(),
                    ..good.clone()
                },
                "OFF-897",
            ),
            (
                Application {
                    telephone: "0\n3".to_owned(),
                    code: code.clone(),
                    ..good.clone()
                },
                "OFF-897",
            ),
            (
                Application {
                    telephone: no(),
                    code: code.clone(),
                    ..good.clone()
                },
                "OFF-897",
            ),
            // All in order, and nobody there.
            (
                Application {
                    code,
                    ..good.clone()
                },
                "OFF-401",
            ),
        ];
        for (application, expected) in refused {
            let error = send_application(&application).await.unwrap_err();
            assert_eq!(error.code(), expected, "{error}");
        }
    }
}
