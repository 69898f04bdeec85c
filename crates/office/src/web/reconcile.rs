//! 予実突合: the clients of a month, and one client with the calendar of plan and actual.
//!
//! The list is here, the page of one client in `reconcile/client.rs`, what people do there in
//! `reconcile/decide.rs` and `reconcile/inquiry.rs`. What a reader would get wrong: addresses
//! name a client by a number of this terminal; numbers of insurers and insured stand in no
//! address, because browsers and logs keep addresses.

mod client;
mod decide;
mod inquiry;
mod table;

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use protocol::{OfficeNumber, UtcSeconds};

use super::board::{asked_month, digits_of, sends_plans, this_month};
use super::failure::{Failure, render};
use super::form::{Asked, Fields};
use super::frame::{Frame, Place, Summary};
use super::lists::{Empty, Note};
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::{OfficeWords, Status};
use super::{Pages, dates};
use crate::outbox::Partner;
use crate::partners::list_partners;
use crate::reconciling::{Came, ClientState, ClientSummary, MonthSummary, Side, reconcile_month};
use crate::store::{Store, StoreError};

pub(crate) use client::show_client;
pub(crate) use decide::{decide, open_unread};
pub(crate) use inquiry::prepare_inquiry;
pub(super) use table::{DayHead, day_heads, missing_days};

/// Rows of one page. An office has some 35 clients for each care manager; with more than this
/// the page gets slow to draw before it is slow to read.
const ROWS: usize = 200;

#[derive(Template)]
#[template(path = "reconcile.html")]
struct MonthPage {
    frame: Frame,
    notes: Vec<Note>,
    month: String,
    previous: String,
    next: String,
    /// The month in digits, for forms.
    digits: String,
    progress: Option<Progress>,
    unread: Option<String>,
    doubtful: Vec<Doubtful>,
    choices: Vec<Choice>,
    partner: Option<OfficeWords>,
    rows: Vec<Row>,
    is_care: bool,
    more: Option<String>,
    empty: Empty,
    has_clients: bool,
}

/// How many clients are done with.
struct Progress {
    words: String,
    done: usize,
    all: usize,
    /// 「10日まで あと2日」, in the days in which that counts.
    left: Option<String>,
}

/// A bundle that counts although it has errors.
struct Doubtful {
    href: String,
    words: String,
}

/// A choice of what the list shows, with how many that is.
struct Choice {
    href: String,
    name: String,
    current: bool,
}

struct Row {
    href: String,
    name: String,
    numbers: String,
    status: Status,
    reopened: bool,
    differences: String,
    risks: String,
    waiting: Vec<OfficeWords>,
    checked: String,
    note: String,
    label: String,
}

/// What the list shows, by the word in its address.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Show {
    /// Everything that is not done with.
    Open,
    State(ClientState),
    All,
}

const SHOWS: [(Show, &str); 6] = [
    (Show::Open, "open"),
    (Show::State(ClientState::Differs), "differs"),
    (Show::State(ClientState::Waiting), "waiting"),
    (Show::State(ClientState::Agrees), "agrees"),
    (Show::State(ClientState::Confirmed), "confirmed"),
    (Show::All, "all"),
];

impl Show {
    fn takes(self, state: ClientState) -> bool {
        match self {
            Show::Open => matches!(state, ClientState::Differs | ClientState::Waiting),
            Show::State(wanted) => wanted == state,
            Show::All => true,
        }
    }
}

/// The side of this office.
pub(super) fn side_of(pages: &Pages) -> Side {
    match sends_plans(pages) {
        true => Side::Care,
        false => Side::Service(pages.office.number()),
    }
}

/// Names of offices by number, as the directory has them.
pub(super) type Names = BTreeMap<String, String>;

pub(super) fn office_names(store: &mut Store) -> Result<Names, StoreError> {
    let partners = list_partners(store)?.into_iter();
    Ok(partners
        .filter_map(|partner| Some((partner.number.to_string(), partner.name?)))
        .collect())
}

/// An office of plan or actuals in words; `known` is the name that the files have.
pub(super) fn office_words(
    language: Language,
    names: &Names,
    address: &str,
    known: Option<&str>,
) -> OfficeWords {
    let parts = address.split_once('-');
    let parsed = parts.and_then(|(number, service)| {
        Some(Partner {
            number: number.parse().ok()?,
            name: names
                .get(number)
                .cloned()
                .or_else(|| known.map(str::to_owned)),
            service: service.parse().ok()?,
        })
    });
    parsed.map_or_else(
        || OfficeWords {
            name: texts(language).frame.office_unnamed.to_string(),
            line: address.to_owned(),
        },
        |partner| OfficeWords::of(language, &partner),
    )
}

/// `GET /reconcile?month=202611&show=&partner=&from=`
pub(crate) async fn show_month(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let now = pages.now();
    // What was given is known when the month is over, so the page begins with the one before.
    let month = asked_month(&asked, this_month(now) - 1)?;
    let side = side_of(&pages);
    let digits = digits_of(month);
    let (summary, found, names) = {
        let digits = digits.clone();
        pages
            .store(move |store| {
                let found = reconcile_month(store, side, &digits)?;
                Ok::<_, StoreError>((Summary::read(store)?, found, office_names(store)?))
            })
            .await?
    };
    let language = visit.language;
    let words = &visit.texts().reconcile;
    let address = Address::read(&asked, &digits, &found)?;
    let (rows, more) = rows(language, &found, &names, &address, side, now);
    render(&MonthPage {
        frame: Frame::new(
            &pages,
            &visit,
            Place::Reconcile,
            words.title.to_string(),
            &summary,
            now,
        ),
        notes: notes(language, &asked),
        month: dates::year_and_month(language, &digits),
        previous: format!("/reconcile?month={}", digits_of(month - 1)),
        next: format!("/reconcile?month={}", digits_of(month + 1)),
        progress: progress(language, &found, &digits, now),
        unread: (!found.unread.is_empty()).then(|| {
            let counted = match side {
                Side::Care => &words.unread,
                Side::Service(_) => &words.unread_plans,
            };
            counted.of(found.unread.len() as u64)
        }),
        doubtful: doubtful(language, &found, &names),
        choices: choices(language, &found, &address),
        partner: address
            .partner
            .map(|number| partner_words(language, &names, number)),
        rows,
        is_care: side == Side::Care,
        more,
        empty: empty(language, side),
        has_clients: !found.clients.is_empty(),
        digits,
    })
}

/// What the address of the list says.
struct Address {
    month: String,
    show: Show,
    partner: Option<OfficeNumber>,
    from: usize,
}

impl Address {
    fn read(asked: &Fields, month: &str, found: &MonthSummary) -> Result<Address, Failure> {
        let partner = match asked.one("partner") {
            None => None,
            Some(number) => Some(number.parse().map_err(|_| Failure::NotFound)?),
        };
        let show = match asked.one("show") {
            Some(word) => {
                let known = SHOWS.iter().find(|(_, known)| *known == word);
                known.ok_or(Failure::NotFound)?.0
            }
            // Whoever is through sees what was done, and no empty list.
            None => {
                let is_open = |one: &ClientSummary| Show::Open.takes(one.state());
                match found.clients.iter().any(is_open) {
                    true => Show::Open,
                    false => Show::All,
                }
            }
        };
        let from = asked.one("from").and_then(|from| from.parse().ok());
        Ok(Address {
            month: month.to_owned(),
            show,
            partner,
            from: from.unwrap_or(0),
        })
    }

    fn with(&self, show: Show, from: usize) -> String {
        let word = SHOWS.iter().find(|(known, _)| *known == show);
        let mut path = format!("/reconcile?month={}", self.month);
        if let Some((_, word)) = word {
            path.push_str(&format!("&show={word}"));
        }
        if let Some(partner) = self.partner {
            path.push_str(&format!("&partner={partner}"));
        }
        if from > 0 {
            path.push_str(&format!("&from={from}"));
        }
        path
    }

    /// Whether the client has something with the partner that was asked for.
    fn is_of_partner(&self, client: &ClientSummary) -> bool {
        self.partner.is_none_or(|number| {
            let number = number.to_string();
            let mut offices = client.outcome.offices.iter();
            offices.any(|office| office.address.starts_with(&number))
        })
    }
}

fn rows(
    language: Language,
    found: &MonthSummary,
    names: &Names,
    address: &Address,
    side: Side,
    now: UtcSeconds,
) -> (Vec<Row>, Option<String>) {
    let wanted = |client: &&ClientSummary| {
        address.show.takes(client.state()) && address.is_of_partner(client)
    };
    let mut clients: Vec<&ClientSummary> = found.clients.iter().filter(wanted).collect();
    // The order of the states is that of urgency; inside of it the names' stays.
    clients.sort_by_key(|client| (client.state(), client.outcome.risks.is_empty()));
    let rest = clients.len().saturating_sub(address.from);
    let more = (rest > ROWS).then(|| address.with(address.show, address.from + ROWS));
    let shown = clients.into_iter().skip(address.from).take(ROWS);
    let rows = shown.map(|client| row(language, client, names, side, now));
    (rows.collect(), more)
}

fn row(
    language: Language,
    client: &ClientSummary,
    names: &Names,
    side: Side,
    now: UtcSeconds,
) -> Row {
    let words = &texts(language).reconcile;
    let name = client_name(language, client.name.as_deref());
    let waiting = client.outcome.offices.iter();
    let waiting = waiting.filter(|office| office.arrival == Came::Waiting && side == Side::Care);
    let count = |count: usize| match count {
        0 => String::new(),
        count => texts(language).frame.count.of(count as u64),
    };
    Row {
        href: format!("/reconcile/{}", client.number),
        numbers: numbers(language, &client.insurer, &client.insured),
        status: status(language, client.state()),
        reopened: client.is_reopened(),
        differences: count(client.outcome.differences as usize),
        risks: count(client.outcome.risks.len()),
        waiting: waiting
            .map(|office| office_words(language, names, &office.address, office.name.as_deref()))
            .collect(),
        checked: match &client.check {
            Some(check) if check.confirmed => checked_by(language, &check.staff, check.at, now),
            _ => String::new(),
        },
        note: client
            .check
            .as_ref()
            .map(|check| check.note.clone())
            .unwrap_or_default(),
        label: words.look_label.with(&[("client", &name)]),
        name,
    }
}

pub(super) fn client_name(language: Language, name: Option<&str>) -> String {
    let words = &texts(language).reconcile;
    match name {
        Some(name) if !name.is_empty() => words.client.with(&[("name", &name)]),
        _ => words.unnamed.to_string(),
    }
}

pub(super) fn numbers(language: Language, insurer: &str, insured: &str) -> String {
    let words = &texts(language).reconcile;
    words
        .numbers
        .with(&[("insurer", &insurer), ("insured", &insured)])
}

pub(super) fn status(language: Language, state: ClientState) -> Status {
    let words = &texts(language).reconcile;
    match state {
        ClientState::Differs => Status::new("status-warning", &words.differs),
        ClientState::Waiting => Status::new("status-waiting", &words.waiting),
        ClientState::Agrees => Status::new("status-done", &words.agrees),
        ClientState::Confirmed => Status::new("status-opened", &words.confirmed),
    }
}

/// 「三浦 12月8日 9:12」.
pub(super) fn checked_by(
    language: Language,
    staff: &str,
    at: UtcSeconds,
    now: UtcSeconds,
) -> String {
    let words = &texts(language).reconcile;
    let time = dates::list_time(language, at, now);
    match staff {
        "" => time,
        name => words.checked_by.with(&[("name", &name), ("time", &time)]),
    }
}

fn progress(
    language: Language,
    found: &MonthSummary,
    digits: &str,
    now: UtcSeconds,
) -> Option<Progress> {
    let words = &texts(language).reconcile;
    let all = found.clients.len();
    let agree = found.count(ClientState::Agrees);
    let confirmed = found.count(ClientState::Confirmed);
    let left = super::home::month_of_claims(now).filter(|(month, _)| month == digits);
    (all > 0).then(|| Progress {
        words: words.progress.with(&[
            ("all", &all),
            ("done", &(agree + confirmed)),
            ("agree", &agree),
            ("confirmed", &confirmed),
        ]),
        done: agree + confirmed,
        all,
        left: left.map(|(_, days)| words.left.of(days)),
    })
}

fn choices(language: Language, found: &MonthSummary, address: &Address) -> Vec<Choice> {
    let words = &texts(language).reconcile;
    let choice = |(show, _): &(Show, &str)| {
        let taken =
            |client: &&ClientSummary| show.takes(client.state()) && address.is_of_partner(client);
        let count = found.clients.iter().filter(taken).count();
        let name = match show {
            Show::Open => &words.show_open,
            Show::State(ClientState::Differs) => &words.differs,
            Show::State(ClientState::Waiting) => &words.waiting,
            Show::State(ClientState::Agrees) => &words.agrees,
            Show::State(ClientState::Confirmed) => &words.confirmed,
            Show::All => &words.show_all,
        };
        Choice {
            href: address.with(*show, 0),
            name: words.choice.with(&[("name", name), ("count", &count)]),
            current: address.show == *show,
        }
    };
    SHOWS.iter().map(choice).collect()
}

fn doubtful(language: Language, found: &MonthSummary, names: &Names) -> Vec<Doubtful> {
    let words = &texts(language).reconcile;
    let line = |id: &crate::inbox::ReceivedId| Doubtful {
        href: format!("/inbox/{id}"),
        words: words.doubtful.with(&[(
            "office",
            &id.sender
                .map(|number| partner_words(language, names, number).in_line())
                .unwrap_or_default(),
        )]),
    };
    found.doubtful.iter().map(line).collect()
}

fn partner_words(language: Language, names: &Names, number: OfficeNumber) -> OfficeWords {
    let unnamed = || texts(language).frame.office_unnamed.to_string();
    OfficeWords {
        name: names.get(number.as_str()).cloned().unwrap_or_else(unnamed),
        line: number.to_string(),
    }
}

fn notes(language: Language, asked: &Fields) -> Vec<Note> {
    let words = &texts(language).reconcile;
    let opened = asked.one("opened").and_then(|count| count.parse().ok());
    opened
        .map(|count| Note::new("status-done", words.opened.of(count)))
        .into_iter()
        .collect()
}

fn empty(language: Language, side: Side) -> Empty {
    let words = &texts(language).reconcile;
    Empty {
        what: words.empty.as_str(),
        why: match side {
            Side::Care => words.empty_why.as_str(),
            Side::Service(_) => words.empty_why_service.as_str(),
        },
        href: "/board",
        button: words.empty_button.as_str(),
    }
}
