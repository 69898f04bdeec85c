//! 送信済: the list, one sent bundle with its receipts, withdrawing it, saving its
//! files.
//!
//! What a reader would get wrong: "not opened yet" is three states, so that choice
//! merges three lists by their common key; it pages as quickly as one.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use protocol::{BundleId, UtcSeconds};

use super::failure::{Failure, render};
use super::findings::{self, Fact};
use super::form::{Asked, CheckedForm, Place as Path};
use super::frame::{Frame, Place, Summary};
use super::history::person_who;
use super::lists::{Choice, Empty, Note, PageLinks, ROWS};
use super::texts::{Language, texts};
use super::timeline::{self, Step};
use super::visit::Visit;
use super::words::{Contents, FileWords, OfficeWords, Status, file_words};
use super::{Pages, dates, download, take_back};
use crate::history::Action;
use crate::outbox::{
    self, OutboxBundle, OutboxFilter, OutboxRow, SentState, WithdrawError, read_outbox_bundle,
    read_outbox_file,
};
use crate::page::{Page, PageRequest, cursor};
use crate::store::{Store, StoreError};

/// States of bundles that are on their way to a person's eyes.
const UNOPENED: [SentState; 3] = [SentState::Accepted, SentState::Fetched, SentState::Imported];

/// States in which a person of this office has to act.
const STOPPED: [SentState; 2] = [SentState::Blocked, SentState::Refused];

#[derive(Template)]
#[template(path = "outbox.html")]
struct OutboxPage {
    frame: Frame,
    choices: Vec<Choice>,
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
    label: String,
}

/// `GET /sent?show=&after=`
pub(crate) async fn list_sent(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let (states, path): (&'static [SentState], _) = match asked.one("show") {
        Some("unopened") => (&UNOPENED, "/sent?show=unopened"),
        Some("stopped") => (&STOPPED, "/sent?show=stopped"),
        _ => (&[], "/sent"),
    };
    let request = PageRequest {
        after: asked.one("after").map(str::to_owned),
        limit: ROWS,
    };
    let after = request.after.clone();
    let (summary, page) = pages
        .store(move |store| {
            Ok::<_, StoreError>((Summary::read(store)?, list_states(store, states, &request)?))
        })
        .await?;
    let now = pages.now();
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
        choices: choices(visit.language, path),
        rows: page
            .rows
            .iter()
            .map(|row| list_row(visit.language, row, now))
            .collect(),
        empty: empty(visit.language, states),
        pages: PageLinks::new(path, after.as_deref(), page.next.as_deref()),
    })
}

/// One page of the bundles in any of `states`; of all bundles when there are none.
fn list_states(
    store: &mut Store,
    states: &[SentState],
    request: &PageRequest,
) -> Result<Page<OutboxRow>, StoreError> {
    if states.is_empty() {
        return outbox::list_outbox(store, &OutboxFilter::default(), request);
    }
    let mut rows = Vec::new();
    let mut more = false;
    for state in states {
        let filter = OutboxFilter {
            state: Some(*state),
            ..OutboxFilter::default()
        };
        let page = outbox::list_outbox(store, &filter, request)?;
        more |= page.next.is_some();
        rows.extend(page.rows);
    }
    let key = |row: &OutboxRow| (row.times.queued, row.id);
    rows.sort_by_key(|row| std::cmp::Reverse(key(row)));
    more |= rows.len() > request.rows() as usize;
    rows.truncate(request.rows() as usize);
    let last = rows
        .last()
        .filter(|_| more)
        .and_then(|row| Some(cursor(row.times.queued?.0, &row.id.to_string())));
    Ok(Page { rows, next: last })
}

fn choices(language: Language, path: &str) -> Vec<Choice> {
    let words = texts(language);
    [
        ("/sent", &words.list.everything),
        ("/sent?show=unopened", &words.outbox.unopened_only),
        ("/sent?show=stopped", &words.outbox.stopped_only),
    ]
    .into_iter()
    .map(|(href, name)| Choice {
        href,
        name: name.as_str(),
        current: href == path,
    })
    .collect()
}

fn empty(language: Language, states: &[SentState]) -> Empty {
    let words = &texts(language).outbox;
    let everything = states.is_empty();
    let (what, href, button) = if everything {
        (&words.empty, "/new", &words.empty_button)
    } else {
        (&words.empty_filtered, "/sent", &words.empty_filtered_button)
    };
    Empty {
        what: what.as_str(),
        why: words.empty_why.as_str(),
        href,
        button: button.as_str(),
    }
}

fn list_row(language: Language, row: &OutboxRow, now: UtcSeconds) -> Row {
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
        office,
        contents,
    }
}

#[derive(Template)]
#[template(path = "sent.html")]
struct SentPage {
    frame: Frame,
    id: BundleId,
    notes: Vec<Note>,
    office: OfficeWords,
    contents: Contents,
    sent: String,
    by: Option<String>,
    status: Status,
    unopened: Option<String>,
    problem: Option<Problem>,
    steps: Vec<Step>,
    has_forms: bool,
    files: Vec<FileWords>,
    save_all: String,
    message: String,
    withdrawal: Option<Withdrawal>,
    no_withdrawal: &'static str,
    further: take_back::Steps,
}

/// What holds a bundle up.
struct Problem {
    class: &'static str,
    status: &'static str,
    word: &'static str,
    facts: Vec<Fact>,
}

/// What withdrawing would do.
struct Withdrawal {
    lines: Vec<String>,
    /// Whether the other office may have the files already.
    call: bool,
}

/// `GET /sent/{id}?asked=`
pub(crate) async fn show_sent(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<BundleId>,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let (summary, bundle, by) = pages
        .store(move |store| {
            let by = person_who(store, Action::Sent, &id.to_string())?;
            Ok::<_, Failure>((Summary::read(store)?, read_sent(store, id)?, by))
        })
        .await?;
    let now = pages.now();
    let language = visit.language;
    let words = visit.texts();
    let row = &bundle.row;
    let asked = asked
        .one("withdrawal")
        .map(|_| Note::new("status-done", &words.outbox.withdrawal_asked));
    let contents = Contents::sent(language, row);
    render(&SentPage {
        frame: Frame::new(
            &pages,
            &visit,
            Place::Sent,
            words.sent.title.to_string(),
            &summary,
            now,
        )
        .with_back_link("/sent", words.frame.sent.as_str()),
        id,
        notes: asked.into_iter().collect(),
        office: OfficeWords::of(language, &row.partner),
        sent: row
            .times
            .queued
            .map(|at| dates::long_time(language, at))
            .unwrap_or_default(),
        by,
        status: Status::sent(language, row),
        unopened: unopened(language, row, now),
        problem: problem(language, row, now),
        steps: timeline::of_sent(language, &bundle, pages.trust.as_ref(), now),
        has_forms: row.standard_files > 0,
        files: file_words(language, &bundle.files, &format!("/sent/{id}")),
        save_all: words.sent.save_all.of(bundle.files.len() as u64),
        withdrawal: withdrawal(language, row, &contents),
        no_withdrawal: no_withdrawal(language, row),
        further: take_back::steps(language, &bundle),
        contents,
        message: bundle.message,
    })
}

/// A bundle that was sent; a draft is not here.
pub(super) fn read_sent(store: &mut Store, id: BundleId) -> Result<OutboxBundle, Failure> {
    let bundle = read_outbox_bundle(store, id)?.ok_or(Failure::NotFound)?;
    if bundle.row.state == SentState::Draft {
        Err(Failure::NotFound)
    } else {
        Ok(bundle)
    }
}

fn unopened(language: Language, row: &OutboxRow, now: UtcSeconds) -> Option<String> {
    let words = &texts(language).sent;
    if !UNOPENED.contains(&row.state) {
        return None;
    }
    Some(match dates::days_between(row.times.queued?, now) {
        0 => words.unopened_today.to_string(),
        days => words.unopened.of(days),
    })
}

fn problem(language: Language, row: &OutboxRow, now: UtcSeconds) -> Option<Problem> {
    let words = &texts(language).sent;
    let problem = row.problem.as_ref()?;
    let mut facts = findings::code_facts(language, &problem.code);
    if let Some(at) = problem.next_attempt_at {
        facts.push(Fact::new(
            words.problem_next.as_str(),
            dates::receipt_time(language, at, now),
        ));
    }
    if problem.attempts > 0 {
        facts.push(Fact::new(
            words.problem_tried.as_str(),
            words.problem_attempts.of(problem.attempts.into()),
        ));
    }
    let stopped = STOPPED.contains(&row.state);
    Some(Problem {
        class: if stopped {
            "finding-error"
        } else {
            "finding-warning"
        },
        status: if stopped {
            "status-failed"
        } else {
            "status-waiting"
        },
        word: if stopped {
            &words.stopped
        } else {
            &words.retrying
        }
        .as_str(),
        facts,
    })
}

fn withdrawal(language: Language, row: &OutboxRow, contents: &Contents) -> Option<Withdrawal> {
    let words = &texts(language).sent;
    if row.withdrawing {
        return None;
    }
    let mut lines = Vec::new();
    let mut call = false;
    match row.state {
        SentState::Waiting | SentState::Blocked => lines.push(words.withdraw_unsent.to_string()),
        SentState::Accepted | SentState::Fetched | SentState::Imported => {
            let what = contents.in_line(language);
            lines.push(words.withdraw_effect.with(&[("contents", &what)]));
        }
        SentState::Draft | SentState::Refused | SentState::Opened | SentState::Withdrawn => {
            return None;
        }
    }
    if let Some(at) = row.times.fetched {
        let time = dates::long_time(language, at);
        lines.push(words.withdraw_fetched.with(&[("time", &time)]));
        call = true;
    }
    if let Some(at) = row.times.imported {
        let time = dates::long_time(language, at);
        lines.push(words.withdraw_imported.with(&[("time", &time)]));
    }
    Some(Withdrawal { lines, call })
}

fn no_withdrawal(language: Language, row: &OutboxRow) -> &'static str {
    let words = &texts(language).sent;
    match row.state {
        SentState::Opened => words.opened_why.as_str(),
        SentState::Withdrawn => words.withdrawn_why.as_str(),
        SentState::Refused => words.refused_why.as_str(),
        _ => words.withdrawing_why.as_str(),
    }
}

/// `POST /sent/{id}/withdraw`
pub(crate) async fn withdraw(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<BundleId>,
    CheckedForm(_): CheckedForm,
) -> Result<Redirect, Failure> {
    let now = pages.now();
    pages
        .recorded(visit.did(Action::Withdrawn).on(id), move |store| {
            outbox::withdraw_bundle(store, id, now)
        })
        .await?;
    pages.office.wake_worker();
    pages.office.announce_change();
    Ok(Redirect::to(&format!("/sent/{id}?withdrawal=asked")))
}

impl From<WithdrawError> for Failure {
    fn from(error: WithdrawError) -> Failure {
        match error {
            WithdrawError::NotFound { .. } => Failure::NotFound,
            WithdrawError::WrongState { .. } | WithdrawError::AlreadyOpened { .. } => {
                Failure::TooLate
            }
            WithdrawError::Store(error) => error.into(),
        }
    }
}

/// `GET /sent/{id}/files/{index}`
pub(crate) async fn save_file(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path((id, index)): Path<(BundleId, usize)>,
) -> Result<Response, Failure> {
    let (name, bytes) = pages
        .recorded(visit.did(Action::FileSaved).on(id), move |store| {
            let bundle = read_sent(store, id)?;
            read_file(store, &bundle, index)
        })
        .await?;
    Ok(download::file(&name, bytes))
}

/// Name and bytes of one file of a sent bundle or a draft.
pub(super) fn read_file(
    store: &mut Store,
    bundle: &OutboxBundle,
    index: usize,
) -> Result<(String, Vec<u8>), Failure> {
    let name = bundle
        .files
        .get(index)
        .ok_or(Failure::NotFound)?
        .name
        .clone();
    let bytes = read_outbox_file(store, bundle.row.id, &name)?.ok_or(Failure::NotFound)?;
    Ok((name, bytes))
}

/// All files of a sent bundle or a draft, in their order.
pub(super) fn read_files(
    store: &mut Store,
    bundle: &OutboxBundle,
) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    (0..bundle.files.len())
        .map(|index| read_file(store, bundle, index))
        .collect()
}

/// `GET /sent/{id}/archive`
pub(crate) async fn save_archive(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<BundleId>,
) -> Result<Response, Failure> {
    let (bundle, files) = pages
        .recorded(visit.did(Action::ArchiveSaved).on(id), move |store| {
            let bundle = read_sent(store, id)?;
            let files = read_files(store, &bundle)?;
            Ok::<_, Failure>((bundle, files))
        })
        .await?;
    let row = &bundle.row;
    let name = download::archive_name(
        row.partner.number.as_str(),
        row.stamp.as_deref(),
        row.times.queued,
    );
    Ok(pages
        .work(move || download::archive(&name, &files))
        .await??
        .into_response())
}
