//! お知らせ: what the operator tells all offices, and what this one has read.
//!
//! The hub gives the whole list each time; what is missing from it was taken back. What a
//! reader would get wrong: "read" is said by a person with a button, for the whole office;
//! looking at the page says nothing.

use protocol::UtcSeconds;
use protocol::message::{
    NOTICE_SUBJECT_CHARACTERS_MAX, NOTICE_TEXT_CHARACTERS_MAX, NOTICES_MAX, Notice, NoticeList,
};

use crate::store::{Store, StoreError, notices};

/// How old the list may be. Between two questions the hub's events tell of new notices.
const ASK_SECONDS: i64 = 3600;

/// A notice as this office keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredNotice {
    /// The notice.
    pub notice: Notice,
    /// When somebody of this office said that it was read.
    pub read_at: Option<UtcSeconds>,
}

/// The notices that hold now, the newest first.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn list_notices(store: &mut Store, now: UtcSeconds) -> Result<Vec<StoredNotice>, StoreError> {
    store.read(|tx| notices::all(tx, now))
}

/// Whether the list is so old that the hub is asked again.
pub(crate) fn notices_due(store: &mut Store, now: UtcSeconds) -> Result<bool, StoreError> {
    let asked = store.read(notices::asked_at)?;
    // A time in the future comes from a clock that was wrong.
    Ok(asked.is_none_or(|at| !(0..ASK_SECONDS).contains(&(now.0 - at.0))))
}

/// Keeps what the hub listed; whether anything looks different now.
///
/// # Errors
///
/// [`StoreError`]; the notices are as before then.
pub fn store_notices(
    store: &mut Store,
    list: &NoticeList,
    now: UtcSeconds,
) -> Result<bool, StoreError> {
    store.write(|tx| {
        let before = notices::all(tx, UtcSeconds(i64::MIN))?;
        let fit = list.notices.iter().filter(|notice| is_showable(notice));
        let listed: Vec<&Notice> = fit.take(NOTICES_MAX).collect();
        for known in &before {
            let number = known.notice.number;
            if !listed.iter().any(|notice| notice.number == number) {
                notices::remove(tx, number)?;
            }
        }
        for notice in &listed {
            notices::save(tx, notice)?;
        }
        notices::save_asked(tx, now)?;
        Ok(notices::all(tx, UtcSeconds(i64::MIN))? != before)
    })
}

/// Notes that the hub was asked, whatever it answered.
pub(crate) fn note_asked(store: &mut Store, now: UtcSeconds) -> Result<(), StoreError> {
    store.write(|tx| notices::save_asked(tx, now))
}

/// Whether a page can show it: what another hub made is not trusted to keep to the limits.
fn is_showable(notice: &Notice) -> bool {
    notice.subject.chars().count() <= NOTICE_SUBJECT_CHARACTERS_MAX
        && notice.text.chars().count() <= NOTICE_TEXT_CHARACTERS_MAX
        && i64::try_from(notice.number).is_ok()
}

/// Notes that somebody of this office has read a notice.
///
/// # Errors
///
/// [`ReadNoticeError`].
pub fn mark_notice_read(
    store: &mut Store,
    number: u64,
    now: UtcSeconds,
) -> Result<(), ReadNoticeError> {
    match store.write(|tx| notices::mark_read(tx, number, now))? {
        true => Ok(()),
        false => Err(ReadNoticeError::NotFound),
    }
}

/// Why nothing was noted.
#[derive(Debug, thiserror::Error)]
pub enum ReadNoticeError {
    /// It was taken back meanwhile.
    #[error("there is no such notice")]
    NotFound,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UtcSeconds = UtcSeconds(1_796_686_920);

    fn notice(number: u64, subject: &str) -> Notice {
        Notice {
            number,
            subject: subject.to_owned(),
            text: "本文".to_owned(),
            important: false,
            published_at: NOW,
            ends_at: None,
        }
    }

    fn numbers(store: &mut Store) -> Vec<(u64, bool)> {
        let all = list_notices(store, NOW).unwrap();
        let pair = |kept: &StoredNotice| (kept.notice.number, kept.read_at.is_some());
        all.iter().map(pair).collect()
    }

    #[test]
    fn the_list_of_the_hub_takes_the_place_of_the_one_before_and_keeps_what_was_read() {
        let mut store = Store::in_memory().unwrap();
        let list = |notices: &[Notice]| NoticeList {
            notices: notices.to_vec(),
        };
        assert!(notices_due(&mut store, NOW).unwrap());
        let two = list(&[notice(2, "二"), notice(1, "一")]);
        assert!(store_notices(&mut store, &two, NOW).unwrap());
        assert!(
            !store_notices(&mut store, &two, NOW).unwrap(),
            "nothing new"
        );
        assert!(!notices_due(&mut store, UtcSeconds(NOW.0 + 3599)).unwrap());
        assert!(notices_due(&mut store, UtcSeconds(NOW.0 + 3600)).unwrap());
        assert!(notices_due(&mut store, UtcSeconds(NOW.0 - 1)).unwrap());
        mark_notice_read(&mut store, 2, NOW).unwrap();
        assert_eq!(numbers(&mut store), [(2, true), (1, false)]);
        let other = list(&[notice(3, "三"), notice(2, "二（訂正）")]);
        assert!(store_notices(&mut store, &other, NOW).unwrap());
        assert_eq!(numbers(&mut store), [(3, false), (2, true)]);
        let gone = mark_notice_read(&mut store, 1, NOW).unwrap_err();
        assert!(matches!(gone, ReadNoticeError::NotFound));
    }

    #[test]
    fn what_has_ended_or_is_too_long_is_not_shown() {
        let mut store = Store::in_memory().unwrap();
        let ended = Notice {
            ends_at: Some(NOW),
            ..notice(1, "終わり")
        };
        let long = notice(2, &"あ".repeat(NOTICE_SUBJECT_CHARACTERS_MAX + 1));
        let list = NoticeList {
            notices: vec![ended, long, notice(3, "三")],
        };
        store_notices(&mut store, &list, NOW).unwrap();
        assert_eq!(numbers(&mut store), [(3, false)]);
    }
}
