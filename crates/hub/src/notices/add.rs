//! Publishing a notice.
//!
//! Easily got wrong: the limits are those of `protocol`, so that every office can show what is published here.

use protocol::{
    UtcSeconds,
    message::{NOTICE_SUBJECT_CHARACTERS_MAX, NOTICE_TEXT_CHARACTERS_MAX, NOTICES_MAX},
};

use crate::store::{Records, StoreError};

/// A notice before it has a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNotice {
    /// One line.
    pub subject: String,
    /// The text.
    pub text: String,
    /// Whether everybody should read it at once.
    pub important: bool,
    /// Until when it holds.
    pub ends_at: Option<UtcSeconds>,
}

/// Publishes a notice and gives its number.
///
/// # Errors
///
/// The first [`AddNoticeError`] that applies; nothing is published then.
pub fn add_notice(
    records: &mut dyn Records,
    notice: &NewNotice,
    now: UtcSeconds,
) -> Result<u64, AddNoticeError> {
    if !is_line(&notice.subject, NOTICE_SUBJECT_CHARACTERS_MAX) {
        return Err(AddNoticeError::Subject);
    }
    let lines_fit = notice
        .text
        .lines()
        .all(|line| !line.chars().any(char::is_control));
    let length = notice.text.chars().count();
    if notice.text.trim().is_empty() || length > NOTICE_TEXT_CHARACTERS_MAX || !lines_fit {
        return Err(AddNoticeError::Text);
    }
    if notice.ends_at.is_some_and(|end| end <= now) {
        return Err(AddNoticeError::Ended);
    }
    if records.notices(now)?.len() >= NOTICES_MAX {
        return Err(AddNoticeError::TooMany);
    }
    Ok(records.add_notice(notice, now)?)
}

fn is_line(text: &str, characters_max: usize) -> bool {
    !text.trim().is_empty()
        && text.chars().count() <= characters_max
        && !text.chars().any(char::is_control)
}

/// Why a notice was not published.
#[derive(Debug, thiserror::Error)]
pub enum AddNoticeError {
    /// The subject is empty, too long, or not one line.
    #[error("the subject must be one line of 1 to {NOTICE_SUBJECT_CHARACTERS_MAX} characters")]
    Subject,
    /// The text is empty, too long, or holds control characters.
    #[error(
        "the text must have 1 to {NOTICE_TEXT_CHARACTERS_MAX} characters and no control characters but line ends"
    )]
    Text,
    /// It would have ended already.
    #[error("the end of the notice is in the past; give a later day")]
    Ended,
    /// Nobody reads that many.
    #[error("{NOTICES_MAX} notices hold already; remove one first")]
    TooMany,
    /// The hub's disk or database failed.
    #[error("the hub's store failed")]
    Store(#[from] StoreError),
}
