//! The sheet of one client: a calendar with a field for each day.
//!
//! `actuals.js` moves between the fields by arrow keys and saves while somebody types; without
//! it the buttons do the same. What a reader would get wrong: the page shows what is stored. A
//! refused change comes back with what was typed, in the answer to the form itself.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::actuals::{Line, SheetView, read_sheet};
use crate::store::StoreError;
use crate::web::failure::{Failure, render};
use crate::web::findings::{FindingWords, finding_words};
use crate::web::form::{Asked, Fields, Place as Path};
use crate::web::frame::{Frame, Place, Summary};
use crate::web::lists::Note;
use crate::web::reconcile::{
    DayHead, Names, client_name, day_heads, missing_days, numbers, office_names, office_words,
};
use crate::web::texts::{Language, texts};
use crate::web::visit::Visit;
use crate::web::words::{OfficeWords, Status, service_words};
use crate::web::{Pages, dates};

#[derive(Template)]
#[template(path = "actual_sheet.html")]
struct SheetPage {
    frame: Frame,
    notes: Vec<Note>,
    number: i64,
    version: i64,
    numbers: String,
    office: Option<OfficeWords>,
    status: Status,
    is_ready: bool,
    /// Nothing is given, and nobody has said that this is so.
    is_empty: bool,
    plan_changed: bool,
    caption: String,
    days: Vec<DayHead>,
    missing: usize,
    lines: Vec<SheetLine>,
    findings: Vec<FindingWords>,
    saved: String,
}

/// A service with its planned days and the fields of what was given.
struct SheetLine {
    index: usize,
    name: String,
    start: String,
    end: String,
    service: String,
    code: String,
    units: String,
    units_label: String,
    planned: Vec<Planned>,
    fields: Vec<DayField>,
    planned_sum: u32,
    given_sum: u32,
    is_added: bool,
    has_errors: bool,
    remove: &'static str,
}

struct Planned {
    class: &'static str,
    text: String,
}

struct DayField {
    name: String,
    class: &'static str,
    value: String,
    planned: u32,
    label: String,
    differs: bool,
    wrong: bool,
}

/// `GET /actuals/{number}`
pub(crate) async fn show_sheet(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(number): Path<i64>,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let own = pages.office.number();
    let (summary, view, names) = pages
        .store(move |store| {
            let view = read_sheet(store, own, number)?;
            Ok::<_, StoreError>((Summary::read(store)?, view, office_names(store)?))
        })
        .await?;
    let view = view.ok_or(Failure::NotFound)?;
    let notes = notes(visit.language, &asked);
    show(&pages, &visit, &summary, &view, &names, notes, None)
}

/// The page; `typed` is what a refused form held.
pub(super) fn show(
    pages: &Pages,
    visit: &Visit,
    summary: &Summary,
    view: &SheetView,
    names: &Names,
    notes: Vec<Note>,
    typed: Option<&Fields>,
) -> Result<Response, Failure> {
    let language = visit.language;
    let words = &visit.texts().actuals;
    let month_words = dates::year_and_month(language, &view.month);
    let list = format!("/actuals?month={}", view.month);
    let back = words.list.with(&[("month", &month_words)]);
    let title = client_name(language, view.name.as_deref());
    let frame = Frame::new(pages, visit, Place::Actuals, title, summary, pages.now());
    let month: standard::Month = view.month.parse().map_err(|_| Failure::NotFound)?;
    let days = day_heads(language, month);
    let form = words.form_name.as_str();
    let findings = view.findings.iter();
    render(&SheetPage {
        frame: frame.with_back_link(list, &back),
        notes,
        number: view.number,
        version: view.sheet.version,
        numbers: numbers(language, &view.insurer, &view.insured),
        office: view
            .partner
            .map(|partner| office_words(language, names, &partner.to_string(), None)),
        status: match view.sheet.ready {
            true => Status::new("status-done", &words.ready),
            false if view.sheet.version > 0 => Status::new("status-part", &words.begun),
            false => Status::new("status-waiting", &words.nothing),
        },
        is_ready: view.sheet.ready,
        is_empty: (view.sheet.is_empty() || typed.is_some()) && !view.sheet.ready,
        plan_changed: view.plan_changed,
        caption: words.caption.with(&[("month", &month_words)]),
        missing: missing_days(&days),
        lines: lines(language, view, &days, typed),
        days,
        findings: findings
            .map(|one| {
                finding_words(
                    language,
                    &place(language, view, one.line, one.day, form),
                    &one.finding,
                )
            })
            .collect(),
        saved: match view.sheet.changed {
            Some(at) => words
                .saved_at
                .with(&[("time", &dates::list_time(language, at, pages.now()))]),
            None => words.not_saved.to_string(),
        },
    })
}

pub(super) fn notes(language: Language, asked: &Fields) -> Vec<Note> {
    let words = &texts(language).actuals;
    [
        ("saved", "status-done", &words.saved_note),
        ("ready", "status-done", &words.ready_note),
        ("planned", "status-done", &words.planned_note),
        ("followed", "status-done", &words.followed_note),
    ]
    .into_iter()
    .filter(|(name, ..)| asked.one(name).is_some())
    .map(|(_, class, text)| Note::new(class, text))
    .collect()
}

/// Where on the sheet a finding is: the service and the day, for lines of a file that nobody
/// has seen yet would say nothing.
fn place(
    language: Language,
    view: &SheetView,
    line: Option<usize>,
    day: Option<u8>,
    form: &str,
) -> String {
    let words = &texts(language).actuals;
    match (line.and_then(|line| view.sheet.lines.get(line)), day) {
        (Some(line), Some(day)) => words
            .finding_place
            .with(&[("line", &line_name(language, line)), ("day", &day)]),
        _ => form.to_owned(),
    }
}

/// 「9:00〜10:00 訪問介護 111211」.
fn line_name(language: Language, line: &Line) -> String {
    let words = &texts(language).actuals;
    let service = service_name(language, line.code());
    match line.times() {
        Some((start, end)) => words.line_timed.with(&[
            ("start", &start),
            ("end", &end),
            ("service", &service),
            ("code", &line.code()),
        ]),
        None => words
            .line_untimed
            .with(&[("service", &service), ("code", &line.code())]),
    }
}

fn service_name(language: Language, code: &str) -> String {
    match code.get(..2).and_then(|kind| kind.parse().ok()) {
        Some(kind) => service_words(language, kind),
        None => code.to_owned(),
    }
}

fn lines(
    language: Language,
    view: &SheetView,
    days: &[DayHead],
    typed: Option<&Fields>,
) -> Vec<SheetLine> {
    let lines = view.sheet.lines.iter().enumerate();
    lines
        .map(|(index, line)| sheet_line(language, view, days, typed, index, line))
        .collect()
}

fn show_count(count: u32) -> String {
    match count {
        0 => String::new(),
        count => count.to_string(),
    }
}

fn day_field(
    language: Language,
    typed: Option<&Fields>,
    index: usize,
    line: &Line,
    line_name: &str,
    day: &DayHead,
    wrong: &[Option<u8>],
) -> DayField {
    let words = &texts(language).actuals;
    let planned = line.planned.get(&day.number).copied().unwrap_or(0);
    let given = line.given.get(&day.number).copied().unwrap_or(0);
    let name = format!("d.{index}.{}", day.number);
    let value = match typed.and_then(|fields| fields.all(&name).next()) {
        Some(text) => text.to_owned(),
        None => show_count(given),
    };
    DayField {
        class: day.class,
        planned,
        label: words.field.with(&[
            ("line", &line_name),
            ("day", &day.number),
            ("weekday", &day.weekday),
            ("planned", &planned),
        ]),
        differs: value != show_count(planned),
        wrong: wrong.contains(&Some(day.number)),
        name,
        value,
    }
}

fn sheet_line(
    language: Language,
    view: &SheetView,
    days: &[DayHead],
    typed: Option<&Fields>,
    index: usize,
    line: &Line,
) -> SheetLine {
    let words = &texts(language).actuals;
    let name = line_name(language, line);
    let of_line = |one: &&crate::actuals::LineFinding| one.line == Some(index) && one.is_error();
    let wrong: Vec<Option<u8>> = view
        .findings
        .iter()
        .filter(of_line)
        .map(|one| one.day)
        .collect();
    let field = |day: &DayHead| day_field(language, typed, index, line, &name, day, &wrong);
    let (start, end) = line.times().unwrap_or_default();
    let units_name = format!("u.{index}");
    let units = typed.and_then(|fields| fields.all(&units_name).next());
    SheetLine {
        index,
        start,
        end,
        service: service_name(language, line.code()),
        code: match line.aid() {
            "" => line.code().to_owned(),
            aid => format!("{} {aid}", line.code()),
        },
        units: units.unwrap_or(line.units()).to_owned(),
        units_label: words.units_label.with(&[("line", &name)]),
        planned: days
            .iter()
            .map(|day| Planned {
                class: day.class,
                text: show_count(line.planned.get(&day.number).copied().unwrap_or(0)),
            })
            .collect(),
        fields: days.iter().map(field).collect(),
        planned_sum: line.planned.values().sum(),
        given_sum: line.given.values().sum(),
        is_added: !line.is_planned(),
        has_errors: !wrong.is_empty(),
        remove: match line.is_planned() {
            true => words.clear_line.as_str(),
            false => words.remove_line.as_str(),
        },
        name,
    }
}
