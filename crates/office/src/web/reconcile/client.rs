//! One client of a month: calendar, what differs with what to do, totals, and the decision.
//!
//! What a reader would get wrong: a difference is a fact, and the program never says which side
//! is right. 確認済み means that a person has looked at it, whatever came of it.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use protocol::UtcSeconds;
use reconcile::text::grouped_units;
use reconcile::{Arrival, ClientMonth, OfficeMonth};

use super::inquiry::{Inquiry, inquiries};
use super::table::{DayHead, Line, day_heads, lines, missing_days};
use super::{Names, client_name, numbers, office_names, office_words, side_of, status};
use crate::history::Action;
use crate::reconciling::{
    Check, ClientState, ClientView, MonthSummary, NOTE_CHARACTERS_MAX, Side, SourceBundle,
    reconcile_client,
};
use crate::web::failure::{Failure, render};
use crate::web::form::{Asked, Fields, Place as Path};
use crate::web::frame::{Frame, Place, Summary};
use crate::web::lists::Note;
use crate::web::texts::{Language, texts};
use crate::web::visit::Visit;
use crate::web::words::{OfficeWords, Status};
use crate::web::{Pages, dates};

#[derive(Template)]
#[template(path = "reconcile_client.html")]
struct ClientPage {
    frame: Frame,
    notes: Vec<Note>,
    number: i64,
    numbers: String,
    status: Status,
    reopened: bool,
    findings_count: String,
    previous: Option<String>,
    next: Option<String>,
    next_open: Option<String>,
    days: Vec<DayHead>,
    missing: usize,
    caption: String,
    lines: Vec<Line>,
    risks: Vec<Risk>,
    differences: Vec<Difference>,
    differences_head: String,
    unreadable: Vec<String>,
    totals: Vec<Total>,
    limit: Option<Limit>,
    inquiries: Vec<Inquiry>,
    sources: Vec<Source>,
    data: String,
    note: String,
    note_max: usize,
    note_hint: String,
    checked: Option<String>,
    is_confirmed: bool,
    waits: bool,
}

/// Something for which a claim may be returned.
struct Risk {
    code: &'static str,
    office: Option<OfficeWords>,
    what: String,
    remedy: String,
}

struct Difference {
    class: &'static str,
    mark: &'static str,
    code: &'static str,
    office: OfficeWords,
    what: String,
    remedy: String,
}

/// An office with its units and times.
struct Total {
    office: OfficeWords,
    status: Status,
    planned_count: i64,
    actual_count: String,
    planned_units: String,
    actual_units: String,
    differs: bool,
}

/// Units against the limit of the care level.
struct Limit {
    limit: String,
    planned: String,
    actual: String,
    above: bool,
}

/// A bundle that was compared.
struct Source {
    href: String,
    words: String,
}

/// The language of the words of `reconcile`.
pub(super) fn of_reconcile(language: Language) -> reconcile::text::Language {
    match language {
        Language::Japanese => reconcile::text::Language::Japanese,
        Language::English => reconcile::text::Language::English,
    }
}

/// The next client who differs and is not confirmed, after `number` and then from the start.
pub(super) fn next_open(month: &MonthSummary, number: i64) -> Option<i64> {
    let at = month.clients.iter().position(|one| one.number == number)?;
    let (before, rest) = month.clients.split_at(at);
    rest.iter()
        .skip(1)
        .chain(before)
        .find(|one| one.state() == ClientState::Differs)
        .map(|one| one.number)
}

/// `GET /reconcile/{number}`
pub(crate) async fn show_client(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(number): Path<i64>,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let side = side_of(&pages);
    let seen = visit.did(Action::MonthCompared).clients(Some(1));
    let (summary, view, names) = pages
        .recorded(seen, move |store| {
            let view = reconcile_client(store, side, number)?.ok_or(Failure::NotFound)?;
            Ok::<_, Failure>((Summary::read(store)?, view, office_names(store)?))
        })
        .await?;
    let (language, now) = (visit.language, pages.now());
    let words = &visit.texts().reconcile_client;
    let title = client_name(language, view.client.name.as_deref());
    let month = dates::year_and_month(language, &view.month);
    let list = format!("/reconcile?month={}", view.month);
    let frame = Frame::new(&pages, &visit, Place::Reconcile, title, &summary, now)
        .with_back_link(list, words.list.with(&[("month", &month)]).as_str());
    let own = pages.office.name();
    render(&page(frame, &view, &names, side, &own, &asked, now)?)
}

fn page(
    frame: Frame,
    view: &ClientView,
    names: &Names,
    side: Side,
    own: &str,
    asked: &Fields,
    now: UtcSeconds,
) -> Result<ClientPage, Failure> {
    let language = frame.language;
    let words = &texts(language).reconcile_client;
    let month: standard::Month = view.month.parse().map_err(|_| Failure::NotFound)?;
    let days = day_heads(language, month);
    let client = &view.client;
    let state = client.state();
    let check = client.check.as_ref();
    let all = &view.of_month.clients;
    let at = all.iter().position(|one| one.number == client.number);
    let link = |index: Option<usize>| {
        let found = index.and_then(|index| all.get(index));
        found.map(|one| format!("/reconcile/{}", one.number))
    };
    let comparison = view.comparison.as_ref();
    let findings = client.outcome.differences as usize + client.outcome.risks.len();
    Ok(ClientPage {
        notes: notes(language, asked),
        number: client.number,
        numbers: numbers(language, &client.insurer, &client.insured),
        status: status(language, state),
        reopened: client.is_reopened(),
        findings_count: words.findings.of(findings as u64),
        previous: link(at.and_then(|at| at.checked_sub(1))),
        next: link(at.map(|at| at + 1)),
        next_open: next_open(&view.of_month, client.number).map(|one| format!("/reconcile/{one}")),
        missing: missing_days(&days),
        caption: words
            .caption
            .with(&[("month", &dates::year_and_month(language, &view.month))]),
        lines: comparison.map_or_else(Vec::new, |one| lines(language, names, one, &days)),
        days,
        risks: comparison.map_or_else(Vec::new, |one| risks(language, names, side, one)),
        differences: comparison
            .map_or_else(Vec::new, |one| differences(language, names, side, one)),
        differences_head: words.differences.of(client.outcome.differences.into()),
        unreadable: unreadable(language, view),
        totals: comparison.map_or_else(Vec::new, |one| totals(language, names, side, one)),
        limit: comparison.and_then(|one| one.limit).map(limit),
        inquiries: match side {
            Side::Care => inquiries(language, names, own, view),
            Side::Service(_) => Vec::new(),
        },
        sources: sources(language, view),
        data: client.outcome.data.clone(),
        note: check.map(|check| check.note.clone()).unwrap_or_default(),
        note_max: NOTE_CHARACTERS_MAX,
        note_hint: words.note_hint.of(NOTE_CHARACTERS_MAX as u64),
        checked: check.map(|check| checked(language, check, now)),
        is_confirmed: state == ClientState::Confirmed,
        waits: client.outcome.is_waiting() && side == Side::Care,
        frame,
    })
}

fn unreadable(language: Language, view: &ClientView) -> Vec<String> {
    let words = &texts(language).reconcile_client;
    let line = |one: &reconcile::UnreadRecord| {
        words
            .unreadable_line
            .with(&[("file", &one.file_name), ("line", &one.line)])
    };
    view.unreadable.iter().map(line).collect()
}

fn limit(units: reconcile::LimitUnits) -> Limit {
    Limit {
        limit: grouped_units(units.limit),
        planned: grouped_units(units.planned),
        actual: grouped_units(units.actual),
        above: units.actual > units.limit,
    }
}

/// Who confirmed, or noted something, and when.
fn checked(language: Language, check: &Check, now: UtcSeconds) -> String {
    let words = &texts(language).reconcile_client;
    let by = super::checked_by(language, &check.staff, check.at, now);
    match check.confirmed {
        true => words.confirmed_by.with(&[("by", &by)]),
        false => words.noted_by.with(&[("by", &by)]),
    }
}

fn notes(language: Language, asked: &Fields) -> Vec<Note> {
    let words = &texts(language).reconcile_client;
    [
        ("confirmed", "status-done", &words.confirmed_note),
        ("kept", "status-done", &words.kept_note),
        ("other", "status-failed", &words.other_note),
        ("long", "status-failed", &words.long_note),
    ]
    .into_iter()
    .filter(|(name, ..)| asked.one(name).is_some())
    .map(|(_, class, text)| Note::new(class, text))
    .collect()
}

fn words_of(language: Language, names: &Names, client: &ClientMonth, address: &str) -> OfficeWords {
    let mut offices = client.offices.iter();
    let known = offices.find(|office| office.address.to_string() == address);
    let name = known.and_then(|office| office.name.as_deref());
    office_words(language, names, address, name)
}

/// The remedies of `reconcile` are written for whoever makes the plan.
fn remedy(language: Language, side: Side, of_care: &str) -> String {
    match side {
        Side::Care => of_care.to_owned(),
        Side::Service(_) => texts(language).reconcile_client.remedy_service.to_string(),
    }
}

fn risks(language: Language, names: &Names, side: Side, client: &ClientMonth) -> Vec<Risk> {
    let risk = |one: &reconcile::Risk| {
        let sentence = one.sentence(of_reconcile(language));
        Risk {
            code: one.code(),
            office: one
                .address
                .map(|address| words_of(language, names, client, &address.to_string())),
            what: sentence.what,
            remedy: remedy(language, side, sentence.remedy),
        }
    };
    client.risks.iter().map(risk).collect()
}

fn differences(
    language: Language,
    names: &Names,
    side: Side,
    client: &ClientMonth,
) -> Vec<Difference> {
    use reconcile::DifferenceKind as Kind;
    let difference = |one: &reconcile::Difference| {
        let sentence = one.sentence(of_reconcile(language));
        Difference {
            class: match one.kind {
                Kind::NotGiven { .. } | Kind::NothingGiven { .. } => "diff-missing",
                Kind::NotPlanned { .. } => "diff-extra",
                Kind::OtherDay { .. } => "diff-moved",
                _ => "diff-time",
            },
            mark: one.mark(of_reconcile(language)),
            code: one.code(),
            office: words_of(language, names, client, &one.address.to_string()),
            what: sentence.what,
            remedy: remedy(language, side, sentence.remedy),
        }
    };
    client.differences.iter().map(difference).collect()
}

fn totals(language: Language, names: &Names, side: Side, client: &ClientMonth) -> Vec<Total> {
    let words = &texts(language).reconcile_client;
    let total = |one: &OfficeMonth| {
        let address = one.address.to_string();
        let (class, word) = match one.arrival {
            Arrival::Arrived => ("status-done", &words.arrived),
            Arrival::WithoutClient => ("status-warning", &words.without_client),
            Arrival::Waiting if side == Side::Care => ("status-waiting", &words.not_arrived),
            Arrival::Waiting => ("status-waiting", &words.not_sent),
        };
        let waiting = one.arrival == Arrival::Waiting;
        let given = |number: i64| match waiting {
            true => words.nothing_yet.to_string(),
            false => grouped_units(number),
        };
        Total {
            office: office_words(language, names, &address, one.name.as_deref()),
            status: Status::new(class, word),
            planned_count: one.planned_count,
            actual_count: given(one.actual_count),
            planned_units: grouped_units(one.planned_units),
            actual_units: given(one.actual_units),
            differs: !waiting
                && (one.planned_units, one.planned_count) != (one.actual_units, one.actual_count),
        }
    };
    client.offices.iter().map(total).collect()
}

/// The bundles that were compared, as links.
fn sources(language: Language, view: &ClientView) -> Vec<Source> {
    let words = &texts(language).reconcile_client;
    let source = |bundle: &SourceBundle, planned: bool| {
        let (href, word) = match (bundle, planned) {
            (SourceBundle::Sent(id), true) => (format!("/sent/{id}/forms"), &words.plan_sent),
            (SourceBundle::Sent(id), false) => (format!("/sent/{id}/forms"), &words.actual_sent),
            (SourceBundle::Received(id), true) => {
                (format!("/inbox/{id}/forms"), &words.plan_received)
            }
            (SourceBundle::Received(id), false) => {
                (format!("/inbox/{id}/forms"), &words.actual_received)
            }
        };
        Source {
            href,
            words: word.to_string(),
        }
    };
    let planned = view.planned.iter().map(|one| source(one, true));
    let actual = view.actual.iter().map(|one| source(one, false));
    planned.chain(actual).collect()
}
