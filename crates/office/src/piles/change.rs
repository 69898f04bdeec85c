//! Words and choices of a pile, and taking files out.
//!
//! Two pages may show the same pile. Words that were typed on a page which did not know
//! the words of the other are kept in a pile of their own, so nobody's words are lost.

use std::collections::BTreeMap;

use protocol::bundle::MESSAGE_CHARACTERS_MAX;
use protocol::{ServiceKind, UtcSeconds};

use crate::drafts::AttachmentPlace;
use crate::error_code::ErrorCode;
use crate::store::{Store, StoreError, piles};

/// What a page says about a pile besides its files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PileWords {
    /// [`super::Pile::words_version`] as the page showed it.
    pub words_version: i64,
    /// The common message.
    pub message: String,
    /// Messages of single bundles by their keys; empty ones are left out. Keys that the
    /// page did not show keep what they have.
    pub messages: BTreeMap<String, String>,
    /// Where files go, by their numbers. Files that are not named stay as they are.
    pub places: Vec<(i64, Option<AttachmentPlace>)>,
    /// The service of documents without standard files.
    pub from_service: Option<ServiceKind>,
    /// Also what was sent before.
    pub send_again: bool,
}

/// Where the words are now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// In the pile.
    Here,
    /// Another page had changed the words meanwhile; these are in a copy of the pile
    /// with this number.
    Copied(i64),
}

/// Takes over words, choices and places.
///
/// # Errors
///
/// [`ChangeError`]; nothing was changed then.
pub fn change_pile(
    store: &mut Store,
    pile: i64,
    words: &PileWords,
    now: UtcSeconds,
) -> Result<Changed, ChangeError> {
    let texts = std::iter::once(&words.message).chain(words.messages.values());
    if let Some(long) = texts
        .map(|text| text.chars().count())
        .find(|characters| *characters > MESSAGE_CHARACTERS_MAX)
    {
        return Err(ChangeError::MessageTooLong { found: long });
    }
    store.write(|tx| {
        let found = piles::find(tx, pile)?.ok_or(ChangeError::NotFound { pile })?;
        let mut messages = found.messages.clone();
        messages.extend(words.messages.clone());
        messages.retain(|_, message| !message.is_empty());
        let same = found.message == words.message && found.messages == messages;
        let (number, changed) = if same || found.words_version == words.words_version {
            (pile, Changed::Here)
        } else {
            let copy = piles::copy(tx, pile, now)?;
            (copy, Changed::Copied(copy))
        };
        if !same {
            piles::set_messages(tx, number, &words.message, &messages, now)?;
        }
        let service = words.from_service.map(|service| service.to_string());
        piles::set_choices(tx, number, service.as_deref(), words.send_again)?;
        // A copy has files of other numbers; its places are those of the original.
        let mut moved = found.from_service != words.from_service;
        for (file, place) in &words.places {
            let known = found.files.iter().find(|known| known.number == *file);
            if changed == Changed::Here && known.is_some_and(|known| known.place != *place) {
                piles::set_place(tx, number, *file, *place)?;
                moved = true;
            }
        }
        if moved || found.send_again != words.send_again {
            piles::files_changed(tx, number, now)?;
        }
        Ok(changed)
    })
}

/// Takes files out of a pile; numbers that are gone already are passed over. How many
/// were taken out.
///
/// # Errors
///
/// [`ChangeError`]; nothing was changed then.
pub fn remove_files(
    store: &mut Store,
    pile: i64,
    files: &[i64],
    now: UtcSeconds,
) -> Result<usize, ChangeError> {
    store.write(|tx| {
        piles::find(tx, pile)?.ok_or(ChangeError::NotFound { pile })?;
        let mut removed = 0;
        for file in files {
            removed += usize::from(piles::remove_file(tx, pile, *file)?);
        }
        if removed > 0 {
            piles::files_changed(tx, pile, now)?;
        }
        Ok(removed)
    })
}

/// Why a pile was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// A message has too many characters.
    #[error("the message has {found} characters, at most {MESSAGE_CHARACTERS_MAX} are allowed")]
    MessageTooLong {
        /// How many it has.
        found: usize,
    },
    /// There is no such pile: it was finished or discarded in another window.
    #[error("there is no pile {pile}")]
    NotFound {
        /// The number that was asked for.
        pile: i64,
    },
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&ChangeError> for ErrorCode {
    fn from(err: &ChangeError) -> ErrorCode {
        match err {
            ChangeError::MessageTooLong { .. } => ErrorCode::MessageTooLong,
            ChangeError::NotFound { .. } => ErrorCode::PileNotFound,
            ChangeError::Store(err) => ErrorCode::from(err),
        }
    }
}
