//! 送信済: the list, under the conditions of its address.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use protocol::{BundleId, UtcSeconds};

use super::super::failure::{Failure, render};
use super::super::form::Asked;
use super::super::frame::{Frame, Place, Summary};
use super::super::lists::{Choice, Empty, PageLinks, ROWS};
use super::super::search::{Asking, List, SearchForm};
use super::super::texts::{Language, texts};
use super::super::versions::VersionMarks;
use super::super::visit::Visit;
use super::super::words::{Contents, OfficeWords, Status, deletes};
use super::super::{Pages, dates};
use crate::outbox::{OutboxFilter, OutboxRow, SentGroup, SentState, list_outbox};
use crate::page::PageRequest;
use crate::store::StoreError;
use crate::versions::{Versions, find_sent_versions};

#[derive(Template)]
#[template(path = "outbox.html")]
struct OutboxPage {
    frame: Frame,
    choices: Vec<Choice>,
    search: SearchForm,
    rows: Vec<Row>,
    empty: Empty,
    pages: PageLinks,
}

struct Row {
    id: BundleId,
    status: Status,
    reached: Option<String>,
    time: String,
    office: OfficeWords,
    contents: Contents,
    message: String,
    versions: VersionMarks,
    label: String,
}

/// `GET /sent?show=&month=&listed=&partner=&kind=&client=&words=&after=`
pub(crate) async fn list_sent(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let now = pages.now();
    let asking = Asking::read(&pages, List::Sent, &asked, now);
    let request = PageRequest {
        after: asked.one("after").map(str::to_owned),
        limit: ROWS,
    };
    let after = request.after.clone();
    let (asking, found, summary, page, versions) = pages
        .store(move |store| {
            let found = asking.look_up(store)?;
            let filter = OutboxFilter {
                state: asking.show.and_then(state),
                group: asking.show.and_then(group),
                partner: asking.partner,
                month: asking.month.clone(),
                kind: asking.kind,
                listed: asking.stretch(),
                clients: found.clients(),
                words: asking.words(),
            };
            let page = list_outbox(store, &filter, &request)?;
            let ids: Vec<BundleId> = page.rows.iter().map(|row| row.id).collect();
            let versions = find_sent_versions(store, &ids)?;
            Ok::<_, StoreError>((asking, found, Summary::read(store)?, page, versions))
        })
        .await?;
    let language = visit.language;
    let words = visit.texts();
    render(&OutboxPage {
        frame: Frame::new(
            &pages,
            &visit,
            Place::Sent,
            words.frame.sent.to_string(),
            &summary,
            now,
        ),
        choices: choices(language, &asking),
        search: SearchForm::new(language, &asking, &found, now),
        rows: page
            .rows
            .iter()
            .zip(&versions)
            .map(|(row, versions)| list_row(language, row, versions, now))
            .collect(),
        empty: empty(language, &asking),
        pages: PageLinks::new(&asking.path(), after.as_deref(), page.next.as_deref()),
    })
}

/// The one state that a word of the address stands for.
fn state(show: &'static str) -> Option<SentState> {
    match show {
        "waiting" => Some(SentState::Waiting),
        "opened" => Some(SentState::Opened),
        "withdrawn" => Some(SentState::Withdrawn),
        _ => None,
    }
}

/// The states that a word of the address stands for.
fn group(show: &'static str) -> Option<SentGroup> {
    match show {
        "unopened" => Some(SentGroup::Unopened),
        "stopped" => Some(SentGroup::Stopped),
        _ => None,
    }
}

fn choices(language: Language, asking: &Asking) -> Vec<Choice> {
    let words = texts(language);
    [
        (None, "/sent", &words.list.everything),
        (
            Some("unopened"),
            "/sent?show=unopened",
            &words.outbox.unopened_only,
        ),
        (
            Some("stopped"),
            "/sent?show=stopped",
            &words.outbox.stopped_only,
        ),
    ]
    .into_iter()
    .map(|(show, href, name)| Choice {
        href,
        name: name.as_str(),
        current: !asking.is_search() && asking.show == show,
    })
    .collect()
}

fn empty(language: Language, asking: &Asking) -> Empty {
    let words = &texts(language).outbox;
    let search = &texts(language).search;
    let (what, why, href, button) = match (asking.is_search(), asking.show) {
        (true, _) => (
            &search.nothing,
            &search.nothing_why,
            "/sent",
            &search.remove_all,
        ),
        (_, None) => (&words.empty, &words.empty_why, "/new", &words.empty_button),
        (_, Some(_)) => (
            &words.empty_filtered,
            &words.empty_why,
            "/sent",
            &words.empty_filtered_button,
        ),
    };
    Empty {
        what: what.as_str(),
        why: why.as_str(),
        href,
        button: button.as_str(),
    }
}

fn list_row(
    language: Language,
    row: &OutboxRow,
    versions: &Versions<BundleId>,
    now: UtcSeconds,
) -> Row {
    let office = OfficeWords::of(language, &row.partner);
    let contents = Contents::sent(language, row);
    let times = &row.times;
    let reached = match row.state {
        SentState::Accepted => times.accepted,
        SentState::Fetched => times.fetched,
        SentState::Imported => times.imported,
        SentState::Opened => times.opened,
        SentState::Withdrawn => times.withdrawn,
        SentState::Draft | SentState::Waiting | SentState::Blocked | SentState::Refused => None,
    };
    let sent = times.queued.or(times.created);
    Row {
        id: row.id,
        status: Status::sent(language, row),
        reached: reached.map(|at| dates::list_time(language, at, now)),
        time: sent
            .map(|at| dates::list_time(language, at, now))
            .unwrap_or_default(),
        label: texts(language)
            .list
            .open_label
            .with(&[("office", &office.name), ("contents", &contents.title)]),
        message: row.message_start.clone(),
        versions: VersionMarks::new(
            language,
            "/sent",
            versions,
            row.set.as_deref().is_some_and(deletes),
        ),
        office,
        contents,
    }
}
