//! What people typed into a search, kept for a while and named by a key.
//!
//! A typed text may name a client. Addresses of pages stay in the browser's history,
//! so a text never gets into one: the page's address has a key that nobody can guess
//! and that means nothing elsewhere. What a reader would get wrong: after a restart,
//! after a long pause or after many other searches the text is gone, and the page
//! asks for it again.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use protocol::UtcSeconds;

/// Texts kept at once: several open pages of all people of an office.
const KEPT_MAX: usize = 200;

/// How long a text is kept after it was used last.
const KEPT_SECONDS: i64 = 4 * 3_600;

struct Kept {
    key: String,
    text: String,
    used: UtcSeconds,
}

/// The texts of the last searches.
#[derive(Default)]
pub(crate) struct TypedTexts {
    kept: Mutex<VecDeque<Kept>>,
}

impl TypedTexts {
    /// Keeps a text and gives its key.
    pub(crate) fn keep(&self, text: &str, now: UtcSeconds) -> String {
        let random: [u8; 16] = crate::random::random_bytes();
        let key = data_encoding::HEXLOWER.encode(&random);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|known| now.0 - known.used.0 <= KEPT_SECONDS);
        if kept.len() == KEPT_MAX {
            kept.pop_front();
        }
        kept.push_back(Kept {
            key: key.clone(),
            text: text.to_owned(),
            used: now,
        });
        key
    }

    /// The text with this key; `None` when it is no longer kept.
    pub(crate) fn find(&self, key: &str, now: UtcSeconds) -> Option<String> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|known| now.0 - known.used.0 <= KEPT_SECONDS);
        let at = kept.iter().position(|known| known.key == key)?;
        let mut found = kept.remove(at)?;
        found.used = now;
        let text = found.text.clone();
        // The one used last is the last to go.
        kept.push_back(found);
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_go_when_they_are_old_or_too_many() {
        let texts = TypedTexts::default();
        let start = UtcSeconds(1_000_000);
        let first = texts.keep("佐藤", start);
        let second = texts.keep("鈴木", start);
        assert_ne!(first, second);
        let later = UtcSeconds(start.0 + KEPT_SECONDS);
        assert_eq!(texts.find(&first, later).as_deref(), Some("佐藤"));
        // The first was used since, the second was not.
        let still_later = UtcSeconds(later.0 + 1);
        assert_eq!(texts.find(&second, still_later), None);
        for number in 1..KEPT_MAX {
            texts.keep(&number.to_string(), still_later);
        }
        assert_eq!(texts.find(&first, still_later).as_deref(), Some("佐藤"));
        for number in 0..KEPT_MAX {
            texts.keep(&number.to_string(), still_later);
        }
        assert_eq!(texts.find(&first, still_later), None);
        assert_eq!(texts.find("", still_later), None);
    }
}
