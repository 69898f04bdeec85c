//! お知らせ: what the operator tells all offices.
//!
//! Looking changes nothing; a button says that it was read, for the whole office. What a
//! reader would get wrong: the text is shown as it is, line by line, and an address in it
//! is no link: nobody should follow one because a page of ours made it clickable.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{Redirect, Response};
use protocol::UtcSeconds;

use super::failure::{Failure, render};
use super::form::{Asked, CheckedForm, Place as Path};
use super::frame::{Frame, Place, Summary};
use super::lists::Note;
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::Status;
use super::{Pages, dates};
use crate::notices::{ReadNoticeError, StoredNotice, list_notices, mark_notice_read};
use crate::store::StoreError;

#[derive(Template)]
#[template(path = "notices.html")]
struct NoticesPage {
    frame: Frame,
    notes: Vec<Note>,
    notices: Vec<NoticeWords>,
}

struct NoticeWords {
    number: u64,
    subject: String,
    lines: Vec<String>,
    status: Status,
    published: String,
    ends: Option<String>,
    unread: bool,
    read_label: String,
}

/// `GET /notices?read=`
pub(crate) async fn show_notices(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let now = pages.now();
    let (summary, notices) = pages
        .store(move |store| Ok::<_, StoreError>((Summary::read(store)?, list_notices(store, now)?)))
        .await?;
    let language = visit.language;
    let words = &visit.texts().notices;
    let read = asked.one("read");
    let read = read.map(|_| Note::new("status-done", &words.was_read));
    let title = words.title.to_string();
    render(&NoticesPage {
        frame: Frame::new(&pages, &visit, Place::Notices, title, &summary, now),
        notes: read.into_iter().collect(),
        notices: notices
            .iter()
            .map(|notice| notice_words(language, notice, now))
            .collect(),
    })
}

fn notice_words(language: Language, stored: &StoredNotice, now: UtcSeconds) -> NoticeWords {
    let words = &texts(language).notices;
    let notice = &stored.notice;
    let status = match (stored.read_at, notice.important) {
        (Some(at), _) => {
            let time = dates::list_time(language, at, now);
            Status::new("status-opened", words.read_at.with(&[("time", &time)]))
        }
        (None, true) => Status::new("status-warning", &words.important),
        (None, false) => Status::new("status-fetched", &words.unread),
    };
    NoticeWords {
        number: notice.number,
        subject: notice.subject.clone(),
        lines: notice.text.lines().map(str::to_owned).collect(),
        status,
        published: dates::long_time(language, notice.published_at),
        ends: notice.ends_at.map(|end| {
            // It ends with the day before this second.
            let last = UtcSeconds(end.0 - 1);
            words
                .until
                .with(&[("date", &dates::long_date(language, last))])
        }),
        unread: stored.read_at.is_none(),
        read_label: words.read_label.with(&[("subject", &notice.subject)]),
    }
}

/// `POST /notices/{number}/read`
pub(crate) async fn read_notice(
    State(pages): State<Arc<Pages>>,
    Path(number): Path<u64>,
    CheckedForm(_): CheckedForm,
) -> Result<Redirect, Failure> {
    let now = pages.now();
    pages
        .store(move |store| mark_notice_read(store, number, now))
        .await?;
    pages.office.announce_change();
    Ok(Redirect::to("/notices?read=1"))
}

impl From<ReadNoticeError> for Failure {
    fn from(error: ReadNoticeError) -> Failure {
        match error {
            ReadNoticeError::NotFound => Failure::NotFound,
            ReadNoticeError::Store(error) => error.into(),
        }
    }
}
