//! The notices that hold now.

use protocol::{
    UtcSeconds,
    message::{Notice, NoticeList},
};

use crate::store::{NoticeRecord, Records, StoreError};

/// Gives all notices that hold at `now`, the newest first.
///
/// # Errors
///
/// [`StoreError`] if the store failed.
pub fn list_notices(records: &dyn Records, now: UtcSeconds) -> Result<NoticeList, StoreError> {
    let notices = records.notices(now)?.into_iter().map(travelling).collect();
    Ok(NoticeList { notices })
}

fn travelling(record: NoticeRecord) -> Notice {
    Notice {
        number: record.number,
        subject: record.subject,
        text: record.text,
        important: record.important,
        published_at: record.published_at,
        ends_at: record.ends_at,
    }
}
