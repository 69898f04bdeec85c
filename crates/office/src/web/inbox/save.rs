//! Saving the files of many received bundles as one archive.
//!
//! Saving an unread bundle opens it, and the sender is told; so the page says that
//! first, names each bundle that would be opened, and a form does it. What a reader
//! would get wrong: the archive itself opens nothing and holds only what is open, so
//! that its address may be loaded again.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use askama::Template;
use axum::extract::State;
use axum::response::{Redirect, Response};
use protocol::UtcSeconds;

use super::super::archive::{ArchiveFolder, stream_archive};
use super::super::failure::{Failure, render};
use super::super::form::{Asked, CheckedForm, Fields};
use super::super::frame::{Frame, Place, Summary};
use super::super::texts::{Language, texts};
use super::super::visit::Visit;
use super::super::words::{Contents, OfficeWords};
use super::super::{Pages, dates};
use super::sender;
use crate::history::{Action, Entry};
use crate::inbox::{
    InboxRow, ReceivedId, ReceivedState, open_inbox_bundles, rows_in_order, unread_bundles,
};
use crate::store::StoreError;

/// Bundles in one archive: more than any morning brings, and a bound on what one
/// press of a button does.
const SAVED_MAX: u32 = 500;

/// Choices kept at once, for several open pages.
const KEPT_MAX: usize = 20;

/// Bundles that people chose to save, named by a key that nobody can guess: five
/// hundred ids are too long for an address.
#[derive(Default)]
pub(crate) struct ChosenBundles {
    kept: Mutex<VecDeque<(String, Arc<Vec<ReceivedId>>)>>,
}

impl ChosenBundles {
    fn keep(&self, ids: Vec<ReceivedId>) -> String {
        let random: [u8; 16] = crate::random::random_bytes();
        let key = data_encoding::HEXLOWER.encode(&random);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() == KEPT_MAX {
            kept.pop_front();
        }
        kept.push_back((key.clone(), Arc::new(ids)));
        key
    }

    fn find(&self, fields: &Fields) -> Result<Arc<Vec<ReceivedId>>, Failure> {
        let key = fields.one("of").ok_or(Failure::Malformed)?;
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter()
            .find(|(known, _)| known == key)
            .map(|(_, ids)| Arc::clone(ids))
            .ok_or(Failure::OldPage)
    }
}

/// `POST /inbox/save`: what was chosen, or all that is unread.
pub(crate) async fn choose_to_save(
    State(pages): State<Arc<Pages>>,
    CheckedForm(form): CheckedForm,
) -> Result<Redirect, Failure> {
    let ids = if form.one("what") == Some("unread") {
        pages
            .store(|store| unread_bundles(store, SAVED_MAX))
            .await?
    } else {
        form.all("id")
            .take(SAVED_MAX as usize)
            .map(super::read_id)
            .collect::<Result<_, _>>()?
    };
    if ids.is_empty() {
        return Ok(Redirect::to("/inbox?chosen=none"));
    }
    let key = pages.chosen.keep(ids);
    Ok(Redirect::to(&format!("/inbox/save?of={key}")))
}

#[derive(Template)]
#[template(path = "save.html")]
struct SavePage {
    frame: Frame,
    lead: String,
    of: String,
    /// What would be opened; empty when the archive can be saved.
    unread: Vec<Line>,
    open: String,
    ready: Vec<Line>,
    left_out: Option<String>,
    save: String,
    /// Whether saving begins by itself where scripts run.
    begin: bool,
}

struct Line {
    office: OfficeWords,
    contents: Contents,
    time: String,
}

/// `GET /inbox/save?of=`
pub(crate) async fn show_save(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let ids = pages.chosen.find(&asked)?;
    let (summary, rows) = pages
        .store(move |store| {
            Ok::<_, StoreError>((
                Summary::read(store)?,
                rows_in_order(store, &ids, dates::stamp_digits)?,
            ))
        })
        .await?;
    let now = pages.now();
    let language = visit.language;
    let words = &visit.texts().save;
    let line = |row: &InboxRow| Line {
        office: sender(language, row),
        contents: Contents::received(language, row),
        time: row
            .times
            .received
            .map(|at| dates::list_time(language, at, now))
            .unwrap_or_default(),
    };
    let lines = |state| -> Vec<Line> {
        rows.iter()
            .map(|(_, row)| row)
            .filter(|row| row.state == state)
            .map(line)
            .collect()
    };
    let (unread, opened) = (lines(ReceivedState::Received), lines(ReceivedState::Opened));
    let all = (unread.len() + opened.len()) as u64;
    let left_out = rows.len() as u64 - all;
    let title = words.title.to_string();
    render(&SavePage {
        frame: Frame::new(&pages, &visit, Place::Inbox, title, &summary, now)
            .with_back_link("/inbox", visit.texts().frame.inbox.as_str()),
        lead: match (unread.len() as u64, all) {
            (_, 0) => words.nothing.to_string(),
            (0, all) => words.ready.of(all),
            (unread, _) => words.question.of(unread),
        },
        of: asked.one("of").unwrap_or_default().to_owned(),
        open: words.open.of(all),
        save: words.save.of(opened.len() as u64),
        begin: asked.one("begin").is_some(),
        unread,
        ready: opened,
        left_out: Some(left_out)
            .filter(|count| *count > 0)
            .map(|count| words.left_out.of(count)),
    })
}

/// `POST /inbox/save/open`: opens what is unread among the chosen ones.
pub(crate) async fn open_chosen(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(form): CheckedForm,
) -> Result<Redirect, Failure> {
    let ids = pages.chosen.find(&form)?;
    let now = pages.now();
    let opened = pages
        .store(move |store| {
            let rows = rows_in_order(store, &ids, dates::stamp_digits)?;
            let entries = entries(&visit, Action::Opened, ReceivedState::Received, &rows);
            if entries.is_empty() {
                return Ok::<_, StoreError>(0);
            }
            store.recorded(entries, now, |store| open_inbox_bundles(store, &ids, now))
        })
        .await?;
    if opened > 0 {
        // The receipts are due now; lists of other open pages look different.
        pages.office.wake_worker();
        pages.office.announce_change();
    }
    let key = form.one("of").unwrap_or_default();
    Ok(Redirect::to(&format!("/inbox/save?of={key}&begin=1")))
}

/// `GET /inbox/save/archive?of=`: the files of the opened ones among the chosen.
pub(crate) async fn save_chosen(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let ids = pages.chosen.find(&asked)?;
    let (now, language) = (pages.now(), visit.language);
    let rows = pages
        .store(move |store| {
            let rows = rows_in_order(store, &ids, dates::stamp_digits)?;
            let entries = entries(&visit, Action::ArchiveSaved, ReceivedState::Opened, &rows);
            if !entries.is_empty() {
                store.recorded(entries, now, |_| Ok::<_, StoreError>(()))?;
            }
            Ok::<_, StoreError>(rows)
        })
        .await?;
    let opened: Vec<(String, InboxRow)> = rows
        .into_iter()
        .filter(|(_, row)| row.state == ReceivedState::Opened)
        .collect();
    if opened.is_empty() {
        return Err(Failure::NotOpened);
    }
    let name = archive_name(language, opened.len(), now);
    let digits = opened.len().to_string().len().max(3);
    let folders = opened
        .iter()
        .enumerate()
        .map(|(index, (place, row))| ArchiveFolder {
            id: row.id,
            name: folder_name(language, index + 1, digits, place, row),
            at: row.times.received.unwrap_or(now),
        })
        .collect();
    Ok(stream_archive(&pages.office, &name, folders))
}

/// Lines for the history about the bundles in `state`.
fn entries(
    visit: &Visit,
    action: Action,
    state: ReceivedState,
    rows: &[(String, InboxRow)],
) -> Vec<Entry> {
    rows.iter()
        .filter(|(_, row)| row.state == state)
        .map(|(_, row)| visit.did(action).on(row.id).clients(row.clients))
        .collect()
}

fn archive_name(language: Language, bundles: usize, now: UtcSeconds) -> String {
    let words = &texts(language).save;
    let count = texts(language).frame.count.of(bundles as u64);
    let time = dates::stamp_digits(now);
    words.archive.with(&[("time", &time), ("count", &count)])
}

/// Number, stamp, office number and name, and what is in it: sorted by name, the
/// folders stand in the order of import. Names of documents are not in it.
fn folder_name(
    language: Language,
    number: usize,
    digits: usize,
    place: &str,
    row: &InboxRow,
) -> String {
    let words = &texts(language).save;
    let office = row.partner.as_ref().map_or_else(
        || sender(language, row).name,
        |partner| match &partner.name {
            Some(name) => format!("{}_{name}", partner.number),
            None => partner.number.to_string(),
        },
    );
    let what = if row.standard_files > 0 {
        Contents::received(language, row).title
    } else {
        words.documents.to_string()
    };
    format!("{number:0digits$}_{place}_{office}_{what}")
}
