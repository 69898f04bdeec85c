//! 送信済: one sent bundle with its receipts, withdrawing it, saving its files. The
//! list is in `list.rs`.

mod list;
mod problem;

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use protocol::{BundleId, UtcSeconds};

use super::failure::{Failure, render};
use super::form::{Asked, CheckedForm, Place as Path};
use super::frame::{Frame, Place, Summary};
use super::history::person_who;
use super::lists::Note;
use super::texts::{Language, texts};
use super::timeline::{self, Step};
use super::versions::{Side, VersionLine, version_lines};
use super::visit::Visit;
use super::words::{Contents, FileWords, OfficeWords, Status, deletes, file_words};
use super::{Pages, dates, download, take_back};
use crate::history::Action;
use crate::outbox::{
    self, OutboxBundle, OutboxRow, SentState, WithdrawError, read_outbox_bundle, read_outbox_file,
};
use crate::store::Store;
use crate::versions::find_sent_versions;

pub(crate) use list::list_sent;
use problem::{Problem, problem_of};

/// States of bundles that are on their way to a person's eyes.
const UNOPENED: [SentState; 3] = [SentState::Accepted, SentState::Fetched, SentState::Imported];

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
    versions: Vec<VersionLine>,
    steps: Vec<Step>,
    has_forms: bool,
    files: Vec<FileWords>,
    save_all: String,
    message: String,
    withdrawal: Option<Withdrawal>,
    no_withdrawal: &'static str,
    further: take_back::Steps,
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
    let (summary, bundle, by, versions) = pages
        .store(move |store| {
            let by = person_who(store, Action::Sent, &id.to_string())?;
            let bundle = read_sent(store, id)?;
            let versions = find_sent_versions(store, &[id])?;
            Ok::<_, Failure>((Summary::read(store)?, bundle, by, versions))
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
        problem: problem_of(&visit, row, now),
        versions: versions
            .iter()
            .flat_map(|versions| {
                let deletes = row.set.as_deref().is_some_and(deletes);
                version_lines(language, Side::Sent, versions, deletes)
            })
            .collect(),
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
