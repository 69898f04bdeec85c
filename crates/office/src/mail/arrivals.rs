//! What mail has to tell, and when.
//!
//! Two waits make few mails of many arrivals: a short one after the first arrival, and
//! the minutes of the settings after the last mail. What was opened meanwhile is no news
//! any more. What a reader would get wrong: turning mail on tells nothing of what lies
//! here already.

use protocol::{OfficeNumber, UtcSeconds};

use super::Delivered;
use crate::config::MailSettings;
use crate::error_code::ErrorCode;
use crate::outbox::{Attempts, next_attempt};
use crate::store::{Store, StoreError, mail};

/// Seconds after an arrival in which others are waited for: data of a month comes in
/// portions.
const COLLECT_SECONDS: i64 = 20;

/// How the mail that tells of arrivals stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MailState {
    /// The place in the order of arrival up to which mail told.
    pub told: i64,
    /// When a server last took a mail.
    pub sent_at: Option<UtcSeconds>,
    /// When the last attempt failed; `None` after success.
    pub failed_at: Option<UtcSeconds>,
    /// Why it failed.
    pub code: Option<String>,
    /// Failed attempts in a row.
    pub attempts: u32,
    /// Not again before this time.
    pub next_at: Option<UtcSeconds>,
    /// Receivers that the server did not take the last mail for; the others have it.
    pub refused: Vec<String>,
}

impl MailState {
    /// Why somebody should look at the settings; `None` while all receivers get their mail.
    pub fn trouble(&self) -> Option<&str> {
        match (self.failed_at, self.refused.is_empty()) {
            (Some(_), _) => self.code.as_deref(),
            (None, false) => Some(ErrorCode::MailPartlyRefused.code()),
            (None, true) => None,
        }
    }
}

/// What one partner sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFrom {
    /// The partner.
    pub number: OfficeNumber,
    /// Its name, once the directory was asked.
    pub name: Option<String>,
    /// How many bundles that nobody opened yet.
    pub count: u64,
    /// When the first of them arrived.
    pub first_at: UtcSeconds,
    /// The last place of them in the order of arrival.
    pub place: i64,
}

/// What the next mail tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct News {
    pub(crate) from: Vec<NewFrom>,
    /// The place up to which it tells.
    pub(crate) told: i64,
}

/// From now on arrivals are told by mail; those that are here already are not.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn begin_mail(store: &mut Store) -> Result<(), StoreError> {
    store.write(|tx| {
        let told = mail::last_place(tx)?;
        let known = mail::state(tx)?.unwrap_or_default();
        mail::save_state(
            tx,
            &MailState {
                told,
                sent_at: known.sent_at,
                ..MailState::default()
            },
        )
    })
}

/// What failed is tried again at once, because the settings changed.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn retry_mail(store: &mut Store) -> Result<(), StoreError> {
    store.write(|tx| match mail::state(tx)? {
        Some(state) => mail::save_state(
            tx,
            &MailState {
                attempts: 0,
                next_at: None,
                refused: Vec::new(),
                ..state
            },
        ),
        None => Ok(()),
    })
}

/// How mail stands; `None` before it was ever turned on.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn read_mail_state(store: &mut Store) -> Result<Option<MailState>, StoreError> {
    store.read(mail::state)
}

/// What is to be told now; `None` when there is nothing new, or it is not time yet.
pub(crate) fn due_mail(
    store: &mut Store,
    settings: &MailSettings,
    now: UtcSeconds,
) -> Result<Option<News>, StoreError> {
    let found = store.read(|tx| match mail::state(tx)? {
        Some(state) => {
            let new = mail::new_from(tx, state.told)?;
            Ok::<_, StoreError>(Some((state, new)))
        }
        None => Ok(None),
    })?;
    let Some((state, from)) = found else {
        // Turned on in the file: begin here.
        begin_mail(store)?;
        return Ok(None);
    };
    let first = from.iter().map(|from| from.first_at.0).min();
    let told = from.iter().map(|from| from.place).max();
    let (Some(first), Some(told)) = (first, told) else {
        return Ok(None);
    };
    let pause = i64::from(settings.minutes) * 60;
    let collected = now.0 >= first + COLLECT_SECONDS;
    let rested = state.sent_at.is_none_or(|sent| now.0 >= sent.0 + pause);
    let again = state.next_at.is_none_or(|next| now >= next);
    let due = collected && rested && again;
    Ok(due.then_some(News { from, told }))
}

/// A server took the mail.
pub(crate) fn record_sent(
    store: &mut Store,
    told: i64,
    delivered: Delivered,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    store.write(|tx| {
        mail::save_state(
            tx,
            &MailState {
                told,
                sent_at: Some(now),
                refused: delivered.refused,
                ..MailState::default()
            },
        )
    })
}

/// The mail was not sent; it is tried again later.
pub(crate) fn record_failed(
    store: &mut Store,
    code: ErrorCode,
    now: UtcSeconds,
    jitter: f64,
) -> Result<(), StoreError> {
    store.write(|tx| {
        let mut state = mail::state(tx)?.unwrap_or_default();
        state.attempts = state.attempts.saturating_add(1);
        let made = Attempts {
            made: state.attempts,
        };
        state.failed_at = Some(now);
        state.code = Some(code.code().to_owned());
        state.next_at = Some(next_attempt(made, now, jitter));
        mail::save_state(tx, &state)
    })
}
