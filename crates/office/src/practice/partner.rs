//! The practice partner: it opens what it receives a little later, and answers tickets with actuals.
//!
//! Easily got wrong: it waits on purpose. Whoever practises must have the time to see 受付済 and 未開封.

use protocol::UtcSeconds;

use super::PracticeError;
use crate::drafts::{DraftInput, DraftOptions, create_drafts};
use crate::inbox::{InboxFilter, ReceivedState, list_inbox, open_inbox_bundle};
use crate::office::Office;
use crate::outbox::queue_drafts;
use crate::page::PageRequest;

/// Seconds from the arrival of a bundle until the partner opens it.
const OPENS_AFTER_SECONDS: i64 = 3;

/// Bundles that it looks at in one step; practice has a handful.
const ROWS: u32 = 50;

/// The set of tickets (tables 6, 7 and supplement), which is answered.
const TICKETS: &str = "K2";

const MESSAGE: &str = "練習用の返信です。実績をお送りします。";

/// What the partner still has to do.
pub(super) struct PracticePartner {
    /// Emptied when sent.
    actual: Vec<DraftInput>,
}

impl PracticePartner {
    pub(super) fn new(actual: Vec<DraftInput>) -> PracticePartner {
        PracticePartner { actual }
    }

    /// Opens what lies long enough, and answers once.
    pub(super) fn act(&mut self, office: &Office, now: UtcSeconds) -> Result<(), PracticeError> {
        let filter = InboxFilter {
            state: Some(ReceivedState::Received),
            ..InboxFilter::default()
        };
        let unopened =
            office.store(|store| list_inbox(store, &filter, &PageRequest::first(ROWS)))?;
        for row in unopened.rows {
            let arrived = row.times.received.unwrap_or(now);
            if now.0 - arrived.0 < OPENS_AFTER_SECONDS {
                continue;
            }
            office.store(|store| open_inbox_bundle(store, row.id, now))?;
            if row.set.as_deref() == Some(TICKETS) {
                self.answer(office, now)?;
            }
        }
        Ok(())
    }

    fn answer(&mut self, office: &Office, now: UtcSeconds) -> Result<(), PracticeError> {
        let files = std::mem::take(&mut self.actual);
        if files.is_empty() {
            return Ok(());
        }
        let options = DraftOptions {
            message: MESSAGE.to_owned(),
            ..DraftOptions::default()
        };
        let created = office.store(|store| create_drafts(store, &files, &options, now))?;
        let ids: Vec<_> = created.drafts.iter().map(|draft| draft.id).collect();
        office.store(|store| queue_drafts(store, &ids, now))?;
        Ok(())
    }
}
