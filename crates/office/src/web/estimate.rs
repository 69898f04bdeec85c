//! 効果の試算: what exchanging data saves, with every number in a field of its own.
//!
//! What a reader would get wrong: the numbers stand in the address, so that a page can be kept and shown to others; none
//! of them says anything of a person.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use reconcile::text::grouped_units;

use super::Pages;
use super::failure::{Failure, render};
use super::form::{Asked, Fields};
use super::frame::{Frame, Place, Summary};
use super::visit::Visit;
use crate::estimate::{Answer, Question};
use crate::store::StoreError;

/// So many further partners are tried beside those of the question.
const MORE: [u64; 3] = [1, 5, 10];

#[derive(Template)]
#[template(path = "estimate.html")]
struct EstimatePage {
    frame: Frame,
    office: Vec<NumberField>,
    rates: Vec<NumberField>,
    works: Vec<WorkRow>,
    result: String,
    lines: Vec<String>,
    /// Name, before, after.
    compared: Vec<[String; 3]>,
    /// Partners that take data, yen saved in a year.
    more: Vec<[String; 2]>,
}

/// One number to be given.
struct NumberField {
    name: &'static str,
    label: String,
    value: String,
    max: u64,
    step: &'static str,
}

/// The three numbers of one work.
struct WorkRow {
    label: String,
    cells: Vec<NumberField>,
}

/// `GET /estimate`
pub(crate) async fn show_estimate(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let (summary, known) = pages
        .store(|store| Ok::<_, StoreError>((Summary::read(store)?, Question::of_office(store)?)))
        .await?;
    let words = &visit.texts().estimate;
    let question = read(known, &asked);
    let answer = question.answer();
    let title = words.title.to_string();
    render(&EstimatePage {
        frame: Frame::new(&pages, &visit, Place::Help, title, &summary, pages.now())
            .with_back_link("/help", visit.texts().help.title.as_str()),
        office: office_fields(&visit, &question),
        rates: rate_fields(&visit, &question),
        works: work_rows(&visit, &question),
        result: result(&visit, &answer),
        lines: lines(&visit, &question, &answer),
        compared: compared(&visit, &answer),
        more: more(&visit, &question),
    })
}

/// The question with the numbers that the address gives; what is no number or too large is left as it was.
fn read(known: Question, asked: &Fields) -> Question {
    let number = |name: &str, max: u64, known: u64| {
        let given = asked.one(name).and_then(|text| text.trim().parse().ok());
        given.filter(|given| *given <= max).unwrap_or(known)
    };
    let per_client = asked
        .one("per_client")
        .and_then(|text| text.trim().parse::<f64>().ok())
        .filter(|given| (0.0..=20.0).contains(given))
        .map_or(known.partners_per_client_tenths, |given| {
            (given * 10.0).round() as u64
        });
    let mut works = known.works;
    for (index, work) in works.iter_mut().enumerate() {
        let of = |sort: &str| format!("{sort}{index}");
        work.minutes = number(&of("minutes"), MINUTES_MAX, work.minutes);
        work.yen = number(&of("yen"), YEN_MAX, work.yen);
        work.saved_percent = number(&of("saved"), 100, work.saved_percent);
    }
    let partners = number("partners", COUNT_MAX, known.partners);
    Question {
        clients: number("clients", COUNT_MAX, known.clients),
        partners,
        covered: number("covered", COUNT_MAX, known.covered).min(partners),
        managers: number("managers", COUNT_MAX, known.managers).max(1),
        partners_per_client_tenths: per_client,
        wage_yen: number("wage", YEN_MAX, known.wage_yen),
        fee_yen: number("fee", YEN_MAX, known.fee_yen),
        works,
    }
}

const COUNT_MAX: u64 = 10_000;
const MINUTES_MAX: u64 = 600;
const YEN_MAX: u64 = 100_000;

fn field(name: &'static str, label: String, value: u64, max: u64) -> NumberField {
    NumberField {
        name,
        label,
        value: value.to_string(),
        max,
        step: "1",
    }
}

fn office_fields(visit: &Visit, question: &Question) -> Vec<NumberField> {
    let words = &visit.texts().estimate;
    vec![
        field(
            "clients",
            words.clients.to_string(),
            question.clients,
            COUNT_MAX,
        ),
        field(
            "partners",
            words.partners.to_string(),
            question.partners,
            COUNT_MAX,
        ),
        field(
            "covered",
            words.covered.to_string(),
            question.covered,
            COUNT_MAX,
        ),
        field(
            "managers",
            words.managers.to_string(),
            question.managers,
            COUNT_MAX,
        ),
    ]
}

fn rate_fields(visit: &Visit, question: &Question) -> Vec<NumberField> {
    let words = &visit.texts().estimate;
    vec![
        NumberField {
            name: "per_client",
            label: words.per_client.to_string(),
            value: tenths(question.partners_per_client_tenths),
            max: 20,
            step: "0.1",
        },
        field("wage", words.wage.to_string(), question.wage_yen, YEN_MAX),
        field("fee", words.fee.to_string(), question.fee_yen, YEN_MAX),
    ]
}

/// The names of the fields of each work: minutes, yen, percent.
const WORK_FIELDS: [[&str; 3]; crate::estimate::WORKS] = [
    ["minutes0", "yen0", "saved0"],
    ["minutes1", "yen1", "saved1"],
    ["minutes2", "yen2", "saved2"],
    ["minutes3", "yen3", "saved3"],
    ["minutes4", "yen4", "saved4"],
];

fn work_rows(visit: &Visit, question: &Question) -> Vec<WorkRow> {
    let words = &visit.texts().estimate;
    let labels = [
        &words.work_print,
        &words.work_send,
        &words.work_confirm,
        &words.work_file,
        &words.work_type,
    ];
    let columns = [&words.minutes, &words.yen, &words.saved];
    let rows = labels.iter().zip(WORK_FIELDS).zip(question.works);
    rows.map(|((label, names), work)| {
        let values = [work.minutes, work.yen, work.saved_percent];
        let bounds = [MINUTES_MAX, YEN_MAX, 100];
        let cells = (0..3).map(|at| {
            let label = format!("{label}: {}", columns[at]);
            field(names[at], label, values[at], bounds[at])
        });
        WorkRow {
            label: label.to_string(),
            cells: cells.collect(),
        }
    })
    .collect()
}

fn result(visit: &Visit, answer: &Answer) -> String {
    let words = &visit.texts().estimate;
    let yen = grouped(answer.saved_yen_per_year.unsigned_abs());
    let percent = answer.saved_percent.unsigned_abs();
    let pattern = match answer.saved_yen_per_year {
        0 => return words.nothing.to_string(),
        1.. => &words.less,
        _ => &words.more_costly,
    };
    pattern.with(&[("yen", &yen), ("percent", &percent)])
}

fn lines(visit: &Visit, question: &Question, answer: &Answer) -> Vec<String> {
    let words = &visit.texts().estimate;
    let saved = answer.before_minutes - answer.after_minutes;
    let each = hours(saved / question.managers);
    let mut lines = vec![
        words
            .exchanges
            .with(&[("count", &grouped(answer.exchanges))]),
        words.hours_each.with(&[("hours", &each)]),
    ];
    if question.fee_yen > 0 {
        lines.push(match answer.partners_to_break_even {
            Some(count) => words.break_even.of(count),
            None => words.never.to_string(),
        });
    }
    lines
}

fn compared(visit: &Visit, answer: &Answer) -> Vec<[String; 3]> {
    let words = &visit.texts().estimate;
    let yen = |yen| words.in_yen.with(&[("yen", &grouped(yen))]);
    let time = |minutes| words.in_hours.with(&[("hours", &hours(minutes))]);
    vec![
        [
            words.cost.to_string(),
            yen(answer.before_yen),
            yen(answer.after_yen),
        ],
        [
            words.time.to_string(),
            time(answer.before_minutes),
            time(answer.after_minutes),
        ],
    ]
}

/// What it comes to when more partners take data, as far as there are so many.
fn more(visit: &Visit, question: &Question) -> Vec<[String; 2]> {
    let words = &visit.texts().estimate;
    let further = MORE
        .into_iter()
        .filter(|more| question.covered + more <= question.partners);
    further
        .map(|more| {
            let yen = question.answer_with(more).saved_yen_per_year;
            [
                words.partners_then.of(question.covered + more),
                words.in_yen.with(&[("yen", &grouped_units(yen))]),
            ]
        })
        .collect()
}

/// Minutes as hours with one decimal.
fn hours(minutes: u64) -> String {
    tenths(minutes / 6)
}

fn tenths(number: u64) -> String {
    format!("{}.{}", number / 10, number % 10)
}

fn grouped(number: u64) -> String {
    grouped_units(number.cast_signed())
}
