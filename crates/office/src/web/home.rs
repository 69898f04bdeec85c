//! 今日すること: what needs a person of this office, most urgent first.
//!
//! Every task comes from a state in the database and leads to the page where it is
//! done. What a reader would get wrong: a bundle that waits for the hub is shown
//! only while the hub cannot be reached; otherwise it is gone before anyone could
//! look.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use protocol::UtcSeconds;

use super::failure::{Failure, render};
use super::frame::{Frame, Place, Summary};
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::{Contents, OfficeWords};
use super::{Pages, dates};
use crate::error_code::text_of;
use crate::inbox::{InboxFilter, InboxRow, ReceivedState, list_inbox};
use crate::outbox::{OutboxFilter, OutboxRow, SentState, list_outbox};
use crate::page::{PageRequest, cursor};
use crate::store::{Store, StoreError};

/// Tasks of one kind that are named one by one; the rest is counted.
const NAMED_MAX: u32 = 5;

/// Days after which an unopened bundle is worth a telephone call.
const UNOPENED_DAYS: i64 = 3;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    frame: Frame,
    lead: String,
    groups: Vec<TaskGroup>,
}

struct TaskGroup {
    heading: &'static str,
    tasks: Vec<Task>,
}

struct Task {
    class: &'static str,
    word: String,
    what: String,
    offices: Vec<OfficeWords>,
    lines: Vec<String>,
    href: String,
    button: &'static str,
    primary: bool,
}

/// What the database says for this page.
struct Found {
    summary: Summary,
    stopped: Vec<OutboxRow>,
    unread: Vec<InboxRow>,
    unopened: Vec<OutboxRow>,
}

/// `GET /`
pub(crate) async fn show_home(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
) -> Result<Response, Failure> {
    let now = pages.now();
    let found = pages.store(move |store| find(store, now)).await?;
    let groups = groups(visit.language, &found, now);
    let words = visit.texts();
    let date = dates::long_date(visit.language, now);
    let lead = if groups.is_empty() {
        date
    } else {
        words.home.lead.with(&[("date", &date)])
    };
    let title = words.frame.home.to_string();
    let frame = Frame::new(&pages, &visit, Place::Home, title, &found.summary, now);
    render(&HomePage {
        frame,
        lead,
        groups,
    })
}

fn find(store: &mut Store, now: UtcSeconds) -> Result<Found, StoreError> {
    // One more than is named tells whether there are others.
    let first = PageRequest::first(NAMED_MAX + 1);
    let sent = |state| OutboxFilter {
        state: Some(state),
        ..OutboxFilter::default()
    };
    let mut stopped = list_outbox(store, &sent(SentState::Refused), &first)?.rows;
    stopped.extend(list_outbox(store, &sent(SentState::Blocked), &first)?.rows);
    let unread_filter = InboxFilter {
        state: Some(ReceivedState::Received),
        ..InboxFilter::default()
    };
    let unread = list_inbox(store, &unread_filter, &PageRequest::first(NAMED_MAX))?.rows;
    // The list is ordered by the time of sending, so this page begins three days ago.
    let old = PageRequest {
        after: Some(cursor(now.0 - UNOPENED_DAYS * 86_400, "")),
        limit: NAMED_MAX + 1,
    };
    let mut unopened = Vec::new();
    for state in [SentState::Accepted, SentState::Fetched, SentState::Imported] {
        unopened.extend(list_outbox(store, &sent(state), &old)?.rows);
    }
    unopened.sort_by_key(|row| std::cmp::Reverse(row.times.queued));
    Ok(Found {
        summary: Summary::read(store)?,
        stopped,
        unread,
        unopened,
    })
}

fn groups(language: Language, found: &Found, now: UtcSeconds) -> Vec<TaskGroup> {
    let words = &texts(language).home;
    let mut urgent: Vec<Task> = found
        .stopped
        .iter()
        .take(NAMED_MAX as usize)
        .map(|row| stopped(language, row))
        .collect();
    let named = urgent.len() as u64;
    urgent.extend(more_stopped(
        language,
        found.summary.stopped.saturating_sub(named),
    ));
    urgent.extend(damaged(language, found.summary.damaged));
    urgent.extend(arrived(language, found));
    let mut soon = Vec::new();
    if found.summary.contact.failed_at.is_some() {
        soon.extend(waiting(language, found.summary.waiting));
    }
    let unopened_named = found.unopened.iter().take(NAMED_MAX as usize);
    soon.extend(unopened_named.map(|row| unopened(language, row, now)));
    if found.unopened.len() > NAMED_MAX as usize {
        soon.push(more_unopened(language));
    }
    soon.extend(drafts(language, found.summary.drafts));
    if let Some(first) = urgent.first_mut() {
        first.primary = true;
    }
    [(&words.now, urgent), (&words.soon, soon)]
        .into_iter()
        .filter(|(_, tasks)| !tasks.is_empty())
        .map(|(heading, tasks)| TaskGroup {
            heading: heading.as_str(),
            tasks,
        })
        .collect()
}

fn stopped(language: Language, row: &OutboxRow) -> Task {
    let words = &texts(language).home;
    let reason = row
        .problem
        .as_ref()
        .and_then(|problem| text_of(&problem.code, language));
    Task {
        class: "status-failed",
        word: words.stopped.to_string(),
        what: words
            .stopped_what
            .with(&[("contents", &Contents::sent(language, row).title)]),
        offices: vec![OfficeWords::of(language, &row.partner)],
        lines: reason.map(|text| text.title).into_iter().collect(),
        href: format!("/sent/{}", row.id),
        button: words.stopped_button.as_str(),
        primary: false,
    }
}

fn more_stopped(language: Language, count: u64) -> Option<Task> {
    let words = &texts(language).home;
    (count > 0).then(|| Task {
        class: "status-failed",
        word: words.stopped.to_string(),
        what: words.more_stopped_what.of(count),
        offices: Vec::new(),
        lines: Vec::new(),
        href: "/sent?show=stopped".to_owned(),
        button: words.more_stopped_button.as_str(),
        primary: false,
    })
}

fn more_unopened(language: Language) -> Task {
    let words = &texts(language).home;
    Task {
        class: "status-accepted",
        word: words.more_unopened.to_string(),
        what: words.more_unopened_what.to_string(),
        offices: Vec::new(),
        lines: Vec::new(),
        href: "/sent?show=unopened".to_owned(),
        button: words.more_unopened_button.as_str(),
        primary: false,
    }
}

fn damaged(language: Language, count: u64) -> Option<Task> {
    let words = &texts(language).home;
    (count > 0).then(|| Task {
        class: "status-failed",
        word: words.damaged.to_string(),
        what: words.damaged_what.of(count),
        offices: Vec::new(),
        lines: Vec::new(),
        href: "/inbox?show=damaged".to_owned(),
        button: words.damaged_button.as_str(),
        primary: false,
    })
}

fn arrived(language: Language, found: &Found) -> Option<Task> {
    let words = &texts(language).home;
    let count = found.summary.unread;
    let more = count.saturating_sub(found.unread.len() as u64);
    (count > 0).then(|| Task {
        class: "status-fetched",
        word: words.arrived.to_string(),
        what: words.arrived_what.of(count),
        offices: found
            .unread
            .iter()
            .map(|row| sender(language, row))
            .collect(),
        lines: if more > 0 {
            vec![words.more.of(more)]
        } else {
            Vec::new()
        },
        href: "/inbox?show=unread".to_owned(),
        button: words.arrived_button.as_str(),
        primary: false,
    })
}

fn sender(language: Language, row: &InboxRow) -> OfficeWords {
    row.partner.as_ref().map_or_else(
        || OfficeWords::unknown(language),
        |partner| OfficeWords::of(language, partner),
    )
}

fn waiting(language: Language, count: u64) -> Option<Task> {
    let words = &texts(language).home;
    (count > 0).then(|| Task {
        class: "status-waiting",
        word: words.waiting.to_string(),
        what: words.waiting_what.of(count),
        offices: Vec::new(),
        lines: vec![words.waiting_why.to_string()],
        href: "/sent".to_owned(),
        button: words.waiting_button.as_str(),
        primary: false,
    })
}

fn unopened(language: Language, row: &OutboxRow, now: UtcSeconds) -> Task {
    let words = &texts(language).home;
    let sent = row.times.queued.unwrap_or(now);
    Task {
        class: "status-accepted",
        word: words.unopened.of(dates::days_between(sent, now)),
        what: words
            .unopened_what
            .with(&[("contents", &Contents::sent(language, row).title)]),
        offices: vec![OfficeWords::of(language, &row.partner)],
        lines: vec![
            words
                .unopened_when
                .with(&[("time", &dates::long_time(language, sent))]),
        ],
        href: format!("/sent/{}", row.id),
        button: words.unopened_button.as_str(),
        primary: false,
    }
}

fn drafts(language: Language, count: u64) -> Option<Task> {
    let words = &texts(language).home;
    (count > 0).then(|| Task {
        class: "status-waiting",
        word: words.draft.to_string(),
        what: words.draft_what.of(count),
        offices: Vec::new(),
        lines: Vec::new(),
        href: "/drafts".to_owned(),
        button: words.draft_button.as_str(),
        primary: false,
    })
}
