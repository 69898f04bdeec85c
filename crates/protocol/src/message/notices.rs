//! The JSON bodies of notices (お知らせ) and of the search in the directory.
//!
//! Easily got wrong: a notice is the operator's word to all offices; nothing in it is signed, so an office shows it and
//! acts on nothing that it says.

use serde::{Deserialize, Serialize};

use crate::{
    address::{OfficeNumber, ServiceKind},
    time::UtcSeconds,
};

/// Characters of a subject.
pub const NOTICE_SUBJECT_CHARACTERS_MAX: usize = 100;

/// Characters of a text: a page on a screen.
pub const NOTICE_TEXT_CHARACTERS_MAX: usize = 4000;

/// Notices at the same time. Nobody reads more, and the list is one answer.
pub const NOTICES_MAX: usize = 50;

/// All notices that hold now: `GET /v1/notices`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeList {
    /// The newest first; what is no longer among them was taken back or has ended.
    pub notices: Vec<Notice>,
}

/// One notice of the operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Its number, which is never used again.
    pub number: u64,
    /// One line.
    pub subject: String,
    /// The text; lines end with a line feed.
    pub text: String,
    /// Whether everybody should read it at once.
    #[serde(default)]
    pub important: bool,
    /// When it was published.
    pub published_at: UtcSeconds,
    /// Until when it holds; nothing when it holds until it is taken back.
    pub ends_at: Option<UtcSeconds>,
}

/// A piece of the directory, by office number: `GET /v1/offices?name=&area=&service=&after=&limit=`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficePage {
    /// Offices that take part and fit.
    pub offices: Vec<ListedOffice>,
    /// Ask with this for more; nothing at the end.
    pub next: Option<String>,
}

/// One office in a list. Its certificate is asked for when it is chosen: `GET /v1/offices/{number}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedOffice {
    /// Its number.
    pub number: OfficeNumber,
    /// Its name.
    pub name: String,
    /// Its services.
    pub services: Vec<ServiceKind>,
}
