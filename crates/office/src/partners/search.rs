//! Searching the hub's directory by name or number.
//!
//! A page leaves a question, the next contact with the hub answers it, and the page shows
//! the answer; so a page never waits for the network longer than it wants to. What a reader
//! would get wrong: an office that was found is no partner yet. Choosing it
//! ([`ask_about`](super::ask_about)) asks for its certificate.

use protocol::message::OfficePage;
use protocol::{OfficeNumber, ServiceKind, UtcSeconds};

use crate::hub_client::HubError;
use crate::store::{Store, StoreError, directory};

/// What is searched for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DirectoryQuestion {
    /// A part of the name, or the beginning of the number.
    pub text: String,
    /// The beginning of the number: two digits are a prefecture; empty for everywhere.
    pub area: String,
    /// A service that the office gives.
    pub service: Option<ServiceKind>,
    /// The hub's cursor after which the answer begins.
    pub after: Option<String>,
}

/// What the hub answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DirectoryAnswer {
    /// Offices that fit, by number.
    pub offices: Vec<FoundOffice>,
    /// The hub's cursor for more.
    pub next: Option<String>,
    /// Why there is no answer.
    pub code: Option<String>,
}

/// An office of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundOffice {
    /// Its number.
    pub number: OfficeNumber,
    /// Its name.
    pub name: String,
    /// Its services.
    pub services: Vec<ServiceKind>,
}

/// Leaves a question for the next contact with the hub; its number.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn ask_search(
    store: &mut Store,
    question: &DirectoryQuestion,
    now: UtcSeconds,
) -> Result<i64, StoreError> {
    store.write(|tx| directory::ask(tx, question, now))
}

/// Questions that wait for an answer.
pub(crate) fn waiting_searches(
    store: &mut Store,
) -> Result<Vec<(i64, DirectoryQuestion)>, StoreError> {
    store.read(directory::waiting)
}

/// Keeps what the hub answered, or why it did not.
///
/// # Errors
///
/// [`StoreError`] when the database failed; the question waits on then.
pub fn answer_search(
    store: &mut Store,
    number: i64,
    answer: Result<OfficePage, HubError>,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    let answer = match answer {
        Ok(page) => DirectoryAnswer {
            offices: page
                .offices
                .into_iter()
                .map(|office| FoundOffice {
                    number: office.number,
                    name: office.name,
                    services: office.services,
                })
                .collect(),
            next: page.next,
            code: None,
        },
        Err(error) => DirectoryAnswer {
            code: Some(error.code().to_owned()),
            ..DirectoryAnswer::default()
        },
    };
    store.write(|tx| directory::answer(tx, number, &answer, now))
}

/// A question and, once there is one, its answer; `None` for one that is long forgotten.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn read_search(
    store: &mut Store,
    number: i64,
) -> Result<Option<(DirectoryQuestion, Option<DirectoryAnswer>)>, StoreError> {
    store.read(|tx| directory::find(tx, number))
}
