//! 実績入力: the clients of a month whose plan came, and what is left to enter.
//!
//! The list is here, the sheet of one client in `actuals/sheet.rs`. What a reader would get
//! wrong: making files ends in 新規作成, where a person sees once more what goes to whom.

mod save;
mod sheet;

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{Redirect, Response};
use protocol::UtcSeconds;

use super::board::{asked_month, digits_of, read_month_text, this_month};
use super::failure::{Failure, render};
use super::form::{Asked, CheckedForm, Fields};
use super::frame::{Frame, Place, Summary};
use super::lists::{Empty, Note};
use super::reconcile::{Names, client_name, numbers, office_names, office_words};
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::{OfficeWords, Status};
use super::{Pages, dates};
use crate::actuals::{
    MakeError, SheetState, SheetSummary, fill_as_planned, list_sheets, make_files,
};
use crate::history::Action;
use crate::inbox::ReceivedId;
use crate::reconciling::{Side, reconcile_month};
use crate::store::StoreError;

pub(crate) use save::{change, save};
pub(crate) use sheet::show_sheet;

#[derive(Template)]
#[template(path = "actuals.html")]
struct MonthPage {
    frame: Frame,
    notes: Vec<Note>,
    month: String,
    previous: String,
    next: String,
    digits: String,
    unread: Option<String>,
    progress: String,
    done: usize,
    all: usize,
    /// 「まだ入力していない 18人を予定どおりにする」.
    fill: Option<String>,
    /// 「入力済みの 20人の実績ファイルを作る」.
    make: Option<String>,
    groups: Vec<Group>,
    empty: Empty,
}

/// The clients of one partner.
struct Group {
    office: OfficeWords,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    name: String,
    numbers: String,
    status: Status,
    differing: String,
    plan_changed: bool,
    changed: String,
    label: String,
}

/// `GET /actuals?month=202611`
pub(crate) async fn show_month(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let now = pages.now();
    // As in 予実突合: what was given is known when the month is over.
    let month = asked_month(&asked, this_month(now) - 1)?;
    let digits = digits_of(month);
    let own = pages.office.number();
    let (summary, sheets, unread, names) = {
        let digits = digits.clone();
        pages
            .store(move |store| {
                let sheets = list_sheets(store, own, &digits)?;
                let unread = reconcile_month(store, Side::Service(own), &digits)?.unread;
                Ok::<_, StoreError>((Summary::read(store)?, sheets, unread, office_names(store)?))
            })
            .await?
    };
    let language = visit.language;
    let words = &visit.texts().actuals;
    let title = words.title.to_string();
    let count = |states: &[SheetState]| {
        let of = |one: &&SheetSummary| states.contains(&one.state);
        sheets.iter().filter(of).count()
    };
    let done = count(&[SheetState::Ready, SheetState::Made, SheetState::Sent]);
    let left = count(&[SheetState::Nothing]);
    // Who was given nothing is in no file.
    let to_make = |one: &&SheetSummary| one.state == SheetState::Ready && !one.is_empty;
    let ready = sheets.iter().filter(to_make).count();
    render(&MonthPage {
        frame: Frame::new(&pages, &visit, Place::Actuals, title, &summary, now),
        notes: notes(language, &asked),
        month: dates::year_and_month(language, &digits),
        previous: format!("/actuals?month={}", digits_of(month - 1)),
        next: format!("/actuals?month={}", digits_of(month + 1)),
        unread: unread_words(language, &unread),
        progress: words
            .progress
            .with(&[("all", &sheets.len()), ("done", &done)]),
        done,
        all: sheets.len(),
        fill: (left > 0).then(|| words.fill.of(left as u64)),
        make: (ready > 0).then(|| words.make.of(ready as u64)),
        groups: groups(language, &sheets, &names, now),
        empty: Empty {
            what: words.empty.as_str(),
            why: words.empty_why.as_str(),
            href: "/inbox",
            button: words.empty_button.as_str(),
        },
        digits,
    })
}

fn unread_words(language: Language, unread: &[ReceivedId]) -> Option<String> {
    let words = &texts(language).reconcile;
    (!unread.is_empty()).then(|| words.unread_plans.of(unread.len() as u64))
}

fn notes(language: Language, asked: &Fields) -> Vec<Note> {
    let words = &texts(language).actuals;
    let filled = asked.one("filled").and_then(|count| count.parse().ok());
    let filled = filled.map(|count| Note::new("status-done", words.filled.of(count)));
    let failed = [
        ("nothing", &words.nothing_ready),
        ("wrong", &words.has_errors),
    ];
    let failed = failed
        .into_iter()
        .filter(|(name, _)| asked.one(name).is_some())
        .map(|(_, text)| Note::new("status-failed", text));
    filled.into_iter().chain(failed).collect()
}

fn groups(
    language: Language,
    sheets: &[SheetSummary],
    names: &Names,
    now: UtcSeconds,
) -> Vec<Group> {
    let mut partners: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    let mut sheets: Vec<&SheetSummary> = sheets.iter().collect();
    sheets.sort_by_key(|sheet| sheet.state);
    for sheet in sheets {
        let partner = sheet.partner.map(|partner| partner.to_string());
        let rows = partners.entry(partner.unwrap_or_default()).or_default();
        rows.push(row(language, sheet, now));
    }
    partners
        .into_iter()
        .map(|(address, rows)| Group {
            office: office_words(language, names, &address, None),
            rows,
        })
        .collect()
}

fn row(language: Language, sheet: &SheetSummary, now: UtcSeconds) -> Row {
    let words = &texts(language).actuals;
    let name = client_name(language, sheet.name.as_deref());
    let entered = sheet.changed.is_some();
    Row {
        href: format!("/actuals/{}", sheet.number),
        numbers: numbers(language, &sheet.insurer, &sheet.insured),
        status: status(language, sheet),
        differing: match (entered, sheet.differing) {
            (false, _) => String::new(),
            (true, _) if sheet.is_empty => words.nothing_given.to_string(),
            (true, 0) => words.as_planned.to_string(),
            (true, days) => words.differing.of(days as u64),
        },
        plan_changed: sheet.plan_changed,
        changed: sheet
            .changed
            .map(|at| dates::list_time(language, at, now))
            .unwrap_or_default(),
        label: words.enter_label.with(&[("client", &name)]),
        name,
    }
}

fn status(language: Language, sheet: &SheetSummary) -> Status {
    let words = &texts(language).actuals;
    match sheet.state {
        SheetState::Wrong => Status::new("status-failed", words.wrong.of(sheet.errors as u64)),
        SheetState::Begun => Status::new("status-part", &words.begun),
        SheetState::Nothing => Status::new("status-waiting", &words.nothing),
        SheetState::Ready => Status::new("status-done", &words.ready),
        SheetState::Made => Status::new("status-done", &words.made),
        SheetState::Sent => Status::new("status-accepted", &words.sent),
    }
}

fn month_of(fields: &Fields) -> Result<String, Failure> {
    let month = fields.one("month").unwrap_or_default();
    read_month_text(month).ok_or(Failure::Malformed)?;
    Ok(month.to_owned())
}

/// `POST /actuals/fill`: everybody of whom nothing is entered, as planned.
pub(crate) async fn fill(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(fields): CheckedForm,
) -> Result<Redirect, Failure> {
    let month = month_of(&fields)?;
    let (own, now) = (pages.office.number(), pages.now());
    let entries = vec![visit.did(Action::ActualsEntered).on(&month)];
    let filled = {
        let month = month.clone();
        pages
            .store(move |store| fill_as_planned(store, own, &month, entries, now))
            .await?
    };
    Ok(Redirect::to(&format!(
        "/actuals?month={month}&filled={filled}"
    )))
}

/// `POST /actuals/make`: files of what is complete, in a new pile.
pub(crate) async fn make(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(fields): CheckedForm,
) -> Result<Redirect, Failure> {
    let month = month_of(&fields)?;
    let (own, now) = (pages.office.number(), pages.now());
    let stamp = dates::stamp_digits(now);
    let entries = vec![visit.did(Action::ActualsMade).on(&month)];
    let made = {
        let month = month.clone();
        pages
            .office
            .with_store(move |store| make_files(store, own, &month, &stamp, entries, now))
            .await
    };
    match made {
        Ok(made) => Ok(Redirect::to(&format!("/new/{}", made.pile))),
        Err(MakeError::NothingReady) => {
            Ok(Redirect::to(&format!("/actuals?month={month}&nothing=1")))
        }
        Err(MakeError::HasErrors { .. }) => {
            Ok(Redirect::to(&format!("/actuals?month={month}&wrong=1")))
        }
        Err(MakeError::Add(error)) => Err(error.into()),
        Err(MakeError::Store(error)) => Err(error.into()),
    }
}
