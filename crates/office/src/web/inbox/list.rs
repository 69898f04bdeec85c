//! 受信: the list, under the conditions of its address.
//!
//! What a reader would get wrong: the message of an unread bundle is not in the list,
//! not even its beginning; that there is one, is.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use protocol::UtcSeconds;

use super::super::failure::{Failure, render};
use super::super::form::Asked;
use super::super::frame::{Frame, Place, Summary};
use super::super::lists::{Choice, Empty, Note, PageLinks, ROWS};
use super::super::search::{Asking, List, SearchForm};
use super::super::texts::{Language, texts};
use super::super::versions::VersionMarks;
use super::super::visit::Visit;
use super::super::words::{Contents, OfficeWords, Status, deletes};
use super::super::{Pages, dates};
use super::sender;
use crate::inbox::{InboxFilter, InboxRow, ReceivedId, ReceivedState, list_inbox as read_list};
use crate::page::PageRequest;
use crate::staff::Role;
use crate::store::StoreError;
use crate::versions::{Versions, find_received_versions};

#[derive(Template)]
#[template(path = "inbox.html")]
struct InboxPage {
    frame: Frame,
    lead: String,
    refresh: String,
    notes: Vec<Note>,
    choices: Vec<Choice>,
    search: SearchForm,
    save_unread: Option<String>,
    rows: Vec<Row>,
    empty: Empty,
    pages: PageLinks,
}

struct Row {
    id: ReceivedId,
    unread: bool,
    can_save: bool,
    choose_label: String,
    /// The mark of states that are neither read nor unread.
    status: Option<&'static str>,
    state: String,
    time: String,
    office: OfficeWords,
    contents: Contents,
    /// The name of the first file, and how many others there are.
    file: Option<String>,
    /// The beginning of the message, or that there is one.
    message: Option<String>,
    versions: VersionMarks,
    /// Whether the button opens in the sense of the receipt.
    opens: bool,
    action: &'static str,
    label: String,
    look_label: Option<String>,
}

/// `GET /inbox?show=&month=&listed=&partner=&kind=&client=&words=&after=&checking=`
pub(crate) async fn list_inbox(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let now = pages.now();
    let asking = Asking::read(&pages, List::Inbox, &asked, now);
    let request = PageRequest {
        after: asked.one("after").map(str::to_owned),
        limit: ROWS,
    };
    let after = request.after.clone();
    let (asking, found, summary, page, versions) = pages
        .store(move |store| {
            let found = asking.look_up(store)?;
            let filter = InboxFilter {
                state: asking.show.map(state),
                partner: asking.partner,
                month: asking.month.clone(),
                kind: asking.kind,
                listed: asking.stretch(),
                clients: found.clients(),
                words: asking.words(),
            };
            let page = read_list(store, &filter, &request)?;
            let ids: Vec<ReceivedId> = page.rows.iter().map(|row| row.id).collect();
            let versions = find_received_versions(store, &ids)?;
            Ok::<_, StoreError>((asking, found, Summary::read(store)?, page, versions))
        })
        .await?;
    let language = visit.language;
    let words = visit.texts();
    let path = asking.path();
    render(&InboxPage {
        frame: Frame::new(
            &pages,
            &visit,
            Place::Inbox,
            words.frame.inbox.to_string(),
            &summary,
            now,
        ),
        lead: match summary.unread {
            0 => words.inbox.read_lead.to_string(),
            unread => words.inbox.unread_lead.of(unread),
        },
        refresh: path.clone(),
        notes: notes(language, &asked),
        choices: choices(language, &asking, summary.damaged),
        search: SearchForm::new(language, &asking, &found, now),
        save_unread: Some(summary.unread)
            .filter(|unread| *unread > 0)
            .map(|unread| words.save.save_unread.of(unread)),
        rows: page
            .rows
            .iter()
            .zip(&versions)
            .map(|(row, versions)| list_row(&visit, row, versions, now))
            .collect(),
        empty: empty(language, &asking),
        pages: PageLinks::new(&path, after.as_deref(), page.next.as_deref()),
    })
}

/// The state that a word of the address stands for.
fn state(show: &'static str) -> ReceivedState {
    match show {
        "unread" => ReceivedState::Received,
        "damaged" => ReceivedState::Damaged,
        "withdrawn" => ReceivedState::Withdrawn,
        _ => ReceivedState::Opened,
    }
}

fn notes(language: Language, asked: &super::super::form::Fields) -> Vec<Note> {
    let words = texts(language);
    let checking = asked
        .one("checking")
        .map(|_| Note::new("status-part", &words.inbox.checking));
    let none_chosen = asked
        .one("chosen")
        .map(|_| Note::new("status-warning", &words.save.none_chosen));
    checking.into_iter().chain(none_chosen).collect()
}

fn choices(language: Language, asking: &Asking, damaged: u64) -> Vec<Choice> {
    let words = texts(language);
    let current = |show| !asking.is_search() && asking.show == show;
    let mut choices = vec![
        Choice {
            href: "/inbox",
            name: words.list.everything.as_str(),
            current: current(None),
        },
        Choice {
            href: "/inbox?show=unread",
            name: words.inbox.unread_only.as_str(),
            current: current(Some("unread")),
        },
    ];
    if damaged > 0 || asking.show == Some("damaged") {
        choices.push(Choice {
            href: "/inbox?show=damaged",
            name: words.inbox.damaged.as_str(),
            current: current(Some("damaged")),
        });
    }
    choices
}

fn empty(language: Language, asking: &Asking) -> Empty {
    let words = &texts(language).inbox;
    let search = &texts(language).search;
    let (what, why, href, button) = match (asking.is_search(), asking.show) {
        (true, _) | (_, Some("read" | "withdrawn")) => (
            &search.nothing,
            &search.nothing_why,
            "/inbox",
            &search.remove_all,
        ),
        (_, None) => (&words.empty, &words.empty_why, "/", &words.empty_button),
        (_, Some("unread")) => (
            &words.empty_unread,
            &words.empty_why,
            "/inbox",
            &words.empty_unread_button,
        ),
        (_, Some(_)) => (
            &words.empty_damaged,
            &words.empty_why,
            "/inbox",
            &words.empty_unread_button,
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
    visit: &Visit,
    row: &InboxRow,
    versions: &Versions<ReceivedId>,
    now: UtcSeconds,
) -> Row {
    let language = visit.language;
    let words = texts(language);
    // Who may only look neither opens nor saves what nobody opened yet.
    let may_open = visit.may(Role::Exchange);
    let office = sender(language, row);
    let contents = Contents::received(language, row);
    let received = Status::received(language, row.state);
    let (status, state) = match row.state {
        ReceivedState::Received => (None, words.inbox.unread.to_string()),
        ReceivedState::Opened => (None, words.inbox.read.to_string()),
        ReceivedState::Announced | ReceivedState::Damaged | ReceivedState::Withdrawn => {
            (Some(received.class), received.word)
        }
    };
    let (action, action_label) = match row.state {
        ReceivedState::Received if !may_open => (&words.inbox.show, &words.inbox.show_label),
        ReceivedState::Received | ReceivedState::Opened => {
            (&words.list.open, &words.list.open_label)
        }
        ReceivedState::Damaged => (&words.inbox.reason, &words.inbox.reason_label),
        ReceivedState::Announced | ReceivedState::Withdrawn => {
            (&words.inbox.show, &words.inbox.show_label)
        }
    };
    let label = |pattern: &super::super::texts::Pattern| {
        pattern.with(&[("office", &office.name), ("contents", &contents.title)])
    };
    let at = row.times.received.or(row.times.accepted);
    Row {
        id: row.id,
        unread: row.state == ReceivedState::Received,
        can_save: row.state == ReceivedState::Opened
            || (row.state == ReceivedState::Received && may_open),
        choose_label: label(&words.save.choose_label),
        status,
        state,
        time: at
            .map(|at| dates::receipt_time(language, at, now))
            .unwrap_or_default(),
        label: label(action_label),
        file: file(language, row),
        message: message(language, row),
        versions: VersionMarks::new(
            language,
            "/inbox",
            versions,
            row.set.as_deref().is_some_and(deletes),
        ),
        opens: row.state == ReceivedState::Received,
        action: action.as_str(),
        look_label: (row.state == ReceivedState::Opened && row.standard_files > 0)
            .then(|| label(&words.inbox.look_label)),
        office,
        contents,
    }
}

/// The name of the first file, and how many others there are.
fn file(language: Language, row: &InboxRow) -> Option<String> {
    let name = row.first_file.clone()?;
    let others = (row.standard_files + row.attachments).saturating_sub(1);
    Some(match others {
        0 => name,
        others => texts(language)
            .inbox
            .more_files
            .with(others.into(), &[("name", &name)]),
    })
}

/// The beginning of the message once the bundle is opened; before, that there is one.
fn message(language: Language, row: &InboxRow) -> Option<String> {
    if row.message_start.is_empty() {
        return None;
    }
    match row.state {
        ReceivedState::Opened => Some(row.message_start.clone()),
        ReceivedState::Received => Some(texts(language).inbox.message_unread.to_string()),
        ReceivedState::Announced | ReceivedState::Damaged | ReceivedState::Withdrawn => None,
    }
}
