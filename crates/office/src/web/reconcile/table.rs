//! The calendar of one client: planned and given days, with the marks that people write on
//! the paper form.
//!
//! What a reader would get wrong: a service that was moved or came at another time stands on two
//! lines, that of the plan and that of what was given, so both get a mark.

use reconcile::{Arrival, ClientMonth, DifferenceKind, Occurrence, ServiceDays};
use sheets::month_block::{DAYS_MAX, days_of_month};

use super::{Names, office_words};
use crate::web::texts::{Language, texts};
use crate::web::words::OfficeWords;

/// The days of the month as columns.
pub(crate) struct DayHead {
    pub(crate) number: u8,
    pub(crate) weekday: String,
    pub(crate) class: &'static str,
}

/// A service with its two rows.
pub(crate) struct Line {
    pub(crate) start: String,
    pub(crate) end: String,
    pub(crate) service: String,
    pub(crate) code: String,
    pub(crate) office: OfficeWords,
    pub(crate) planned: Vec<Cell>,
    pub(crate) actual: Vec<Cell>,
    pub(crate) planned_sum: i64,
    pub(crate) actual_sum: String,
}

/// One day of a row.
pub(crate) struct Cell {
    pub(crate) class: String,
    pub(crate) text: String,
    /// The difference that is marked here: its place in the list below, and what it says.
    pub(crate) mark: Option<(usize, String)>,
}

/// Columns that a short month lacks.
pub(crate) fn missing_days(days: &[DayHead]) -> usize {
    DAYS_MAX.saturating_sub(days.len())
}

pub(crate) fn day_heads(language: Language, month: standard::Month) -> Vec<DayHead> {
    let of_sheets = match language {
        Language::Japanese => sheets::Language::Japanese,
        Language::English => sheets::Language::English,
    };
    days_of_month(month)
        .into_iter()
        .map(|day| DayHead {
            number: day.number,
            weekday: day.weekday.read(of_sheets).to_owned(),
            class: day.mark.class(),
        })
        .collect()
}

/// A mark on one day of one line.
struct Mark<'a> {
    occurrence: &'a Occurrence,
    class: &'static str,
    text: &'static str,
    difference: usize,
    words: String,
}

pub(crate) fn lines(
    language: Language,
    names: &Names,
    client: &ClientMonth,
    days: &[DayHead],
) -> Vec<Line> {
    let marks = marks(language, client);
    client
        .services
        .iter()
        .map(|row| line(language, names, client, days, row, &marks))
        .collect()
}

fn line(
    language: Language,
    names: &Names,
    client: &ClientMonth,
    days: &[DayHead],
    row: &ServiceDays,
    marks: &[Mark<'_>],
) -> Line {
    let of_row: Vec<&Mark<'_>> = marks
        .iter()
        .filter(|mark| is_of_row(mark.occurrence, row))
        .collect();
    let address = format!("{}-{}", row.office, &row.code.as_str()[..2]);
    let mut offices = client.offices.iter();
    let known = offices.find(|office| office.address.to_string() == address);
    let (start, end) = times(row);
    let cell = |day: &DayHead, count: i64, mark: Option<&&Mark<'_>>| {
        let class = format!("day {}", day.class);
        let number = match count {
            0 => String::new(),
            count => count.to_string(),
        };
        match mark {
            None => Cell {
                class: class.trim_end().to_owned(),
                text: number,
                mark: None,
            },
            Some(mark) => Cell {
                class: format!("{} diff {}", class.trim_end(), mark.class),
                text: mark.text.to_owned(),
                mark: Some((mark.difference, mark.words.clone())),
            },
        }
    };
    let counts = |all: &[i64; 31]| -> Vec<i64> { all.iter().copied().take(days.len()).collect() };
    let planned = days.iter().zip(counts(&row.planned));
    let actual = days.iter().zip(counts(&row.actual));
    Line {
        start,
        end,
        service: service_name(language, row.code.as_str()),
        code: match &row.equipment {
            Some(aid) => format!("{} {}", row.code.as_str(), aid.code),
            None => row.code.as_str().to_owned(),
        },
        office: office_words(
            language,
            names,
            &address,
            known.and_then(|office| office.name.as_deref()),
        ),
        planned: planned.map(|(day, count)| cell(day, count, None)).collect(),
        actual: actual
            .map(|(day, count)| {
                let mut of_day = of_row.iter();
                let mark = of_day.find(|mark| mark.occurrence.day == day.number);
                cell(day, count, mark)
            })
            .collect(),
        planned_sum: row.planned.iter().sum(),
        actual_sum: match known.is_some_and(|office| office.arrival == Arrival::Waiting) {
            true => texts(language).reconcile_client.nothing_yet.to_string(),
            false => row.actual.iter().sum::<i64>().to_string(),
        },
    }
}

/// The files have no names of services, so a service is its kind and its code.
fn service_name(language: Language, code: &str) -> String {
    match code[..2].parse() {
        Ok(kind) => crate::web::words::service_words(language, kind),
        Err(_) => code.to_owned(),
    }
}

fn times(row: &ServiceDays) -> (String, String) {
    use standard::records::value::ServiceTime;
    let show = |time: ServiceTime| match time {
        ServiceTime::At(time) => format!("{}:{:02}", time.hour(), time.minute()),
        ServiceTime::Untimed => String::new(),
    };
    (show(row.times.start), show(row.times.end))
}

fn is_of_row(one: &Occurrence, row: &ServiceDays) -> bool {
    one.office == row.office
        && one.code == row.code
        && one.times == row.times
        && one.equipment == row.equipment
}

/// The marks of all differences that have a day.
fn marks(language: Language, client: &ClientMonth) -> Vec<Mark<'_>> {
    let words = &texts(language).reconcile_client;
    let of_reconcile = super::client::of_reconcile(language);
    let mut marks = Vec::new();
    for (index, difference) in client.differences.iter().enumerate() {
        let text = difference.mark(of_reconcile);
        let what = difference.sentence(of_reconcile).what;
        let mut push = |occurrence, class, text| {
            marks.push(Mark {
                occurrence,
                class,
                text,
                difference: index + 1,
                words: words.marked.with(&[("what", &what)]),
            });
        };
        match &difference.kind {
            DifferenceKind::NotGiven { planned } => push(planned, "diff-missing", text),
            DifferenceKind::NotPlanned { actual } => push(actual, "diff-extra", text),
            DifferenceKind::OtherDay { planned, actual } => {
                push(planned, "diff-moved", "→");
                push(actual, "diff-moved", text);
            }
            DifferenceKind::OtherTime { planned, actual }
            | DifferenceKind::OtherService { planned, actual }
            | DifferenceKind::OtherCount { planned, actual }
            | DifferenceKind::OtherProration { planned, actual } => {
                push(planned, "diff-time", text);
                push(actual, "diff-time", text);
            }
            DifferenceKind::OtherUnits { .. } | DifferenceKind::NothingGiven { .. } => (),
        }
    }
    marks
}
