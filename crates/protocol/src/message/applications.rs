//! The JSON bodies of an application: an office that has nothing yet but the operator's application code asks to take part.
//!
//! Easily got wrong: whoever has the code can state anything here. The operator checks it, and sends the enrolment code by a
//! way that reaches the office itself.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    address::{OfficeNumber, ServiceKind},
    time::UtcSeconds,
};

/// Characters of an office's name; the standard's own field holds fewer.
pub const APPLICATION_NAME_CHARACTERS_MAX: usize = 100;

/// Characters of a telephone number or an address of mail.
pub const CONTACT_CHARACTERS_MAX: usize = 100;

/// Applies for an office: `POST /v1/applications`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApplicationRequest {
    /// The secret of the application code: 20 hexadecimal digits in lower case.
    pub secret: String,
    /// 事業所番号.
    pub number: OfficeNumber,
    /// 事業所名, one line.
    pub name: String,
    /// Service kinds, at least one.
    pub services: Vec<ServiceKind>,
    /// Where the operator calls to check the application.
    pub telephone: String,
    /// Where the operator writes; empty for nowhere.
    pub mail: String,
}

/// Prints everything but the secret and how the office is reached.
impl fmt::Debug for ApplicationRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApplicationRequest")
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

/// The application is kept; the operator decides about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationReply {
    /// The hub's name, for people.
    pub hub_name: String,
    /// When it was kept: the first time, if it was repeated.
    pub applied_at: UtcSeconds,
}
