//! 月次ボード: partners and how far the exchange about one month is with each.
//!
//! Marks have a shape and a word; colour only repeats them. Each cell leads to the
//! bundles that it counts. What a reader would get wrong: a partner is here once
//! something was exchanged about the month or the month before; nobody has said who
//! belongs to a month.

mod reconciled;

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use protocol::{Address, UtcSeconds};
use standard::service_kind::Role;

use super::failure::{Failure, render};
use super::form::{Asked, Fields};
use super::frame::{Frame, Place, Summary};
use super::lists::Empty;
use super::texts::{Language, Text, texts};
use super::visit::Visit;
use super::words::{OfficeWords, Status};
use super::{Pages, dates};
use crate::inbox::ReceivedState;
use crate::outbox::{Partner, SentState};
use crate::partners::{Month, MonthReceived, MonthSent, read_month};
use crate::reconciling::{MonthSummary, Side, reconcile_month};
use crate::search::Kind;
use crate::staff;
use crate::store::StoreError;

/// Days after which an unopened bundle is worth a telephone call, as on the start page.
const UNOPENED_DAYS: u64 = 3;

/// Where sending begins.
const BEGIN: &str = "/new";

#[derive(Template)]
#[template(path = "board.html")]
struct BoardPage {
    frame: Frame,
    month: String,
    previous: String,
    next: String,
    heads: Vec<Head>,
    groups: Vec<Group>,
    empty: Empty,
}

/// The head of a column, with how many partners are done in it.
struct Head {
    name: &'static str,
    done: String,
}

/// Rows with the same urgency.
struct Group {
    heading: String,
    rows: Vec<Row>,
}

struct Row {
    office: OfficeWords,
    cells: Vec<Cell>,
    action: Option<Action>,
}

struct Cell {
    status: Status,
    count: String,
    /// Whether nothing is left to do or to wait for.
    done: bool,
    /// The bundles that it counts; `None` when there are none.
    href: Option<String>,
}

/// The one thing to do in a row.
struct Action {
    href: String,
    name: &'static str,
}

/// Everything of one partner in the month.
#[derive(Default)]
struct Exchange {
    sent: Vec<MonthSent>,
    received: Vec<MonthReceived>,
}

/// In which of the groups a row stands, the first on top.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Urgency {
    Now,
    NotYet,
    Waiting,
    Done,
}

/// `GET /board?month=202612`
pub(crate) async fn show_board(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let now = pages.now();
    let month = asked_month(&asked, this_month(now))?;
    let sends_plans = sends_plans(&pages);
    let (digits, before) = (digits_of(month), digits_of(month - 1));
    let (summary, found, before, reconciled) = pages
        .store(move |store| {
            let found = read_month(store, &digits, sends_plans)?;
            let before = read_month(store, &before, sends_plans)?;
            let reconciled = match sends_plans {
                true => Some(reconcile_month(store, Side::Care, &digits)?),
                false => None,
            };
            Ok::<_, StoreError>((Summary::read(store)?, found, before, reconciled))
        })
        .await?;
    let language = visit.language;
    let words = &visit.texts().board;
    let heads = if sends_plans {
        vec![
            &words.plan_sent,
            &words.their_opening,
            &words.actual_received,
            &words.our_opening,
            &words.reconciled,
        ]
    } else {
        vec![
            &words.actual_sent,
            &words.their_opening,
            &words.plan_received,
            &words.our_opening,
        ]
    };
    let title = words.title.to_string();
    let side = BoardSide {
        month: digits_of(month),
        sends_plans,
        may_exchange: visit.may(staff::Role::Exchange),
        reconciled,
    };
    let groups = groups(language, &side, found, before, now);
    render(&BoardPage {
        frame: Frame::new(&pages, &visit, Place::Board, title, &summary, now),
        month: dates::year_and_month(language, &digits_of(month)),
        previous: format!("/board?month={}", digits_of(month - 1)),
        next: format!("/board?month={}", digits_of(month + 1)),
        heads: column_heads(language, heads, &groups),
        groups,
        empty: Empty {
            what: words.empty.as_str(),
            why: words.empty_why.as_str(),
            href: BEGIN,
            button: words.empty_button.as_str(),
        },
    })
}

/// Whether this office makes plans; otherwise it receives them.
pub(in crate::web) fn sends_plans(pages: &Pages) -> bool {
    let own = pages.office.own();
    own.services.iter().any(|service| {
        standard::ServiceKind::from_bytes(service.as_str().as_bytes())
            .and_then(standard::service_kind::find)
            .is_some_and(|facts| matches!(facts.role, Role::CareManager | Role::SupportCentre))
    })
}

/// Which month is shown, and what this office sends.
struct BoardSide {
    month: String,
    sends_plans: bool,
    /// Whether this visitor may send; others get no button that would be refused.
    may_exchange: bool,
    /// What differs in the month, at an office that makes plans.
    reconciled: Option<MonthSummary>,
}

impl BoardSide {
    fn kind(&self, sent: bool) -> Kind {
        if sent == self.sends_plans {
            Kind::Ticket
        } else {
            Kind::Actual
        }
    }

    /// The list of what was sent to the partner about the month, or came.
    fn list(&self, partner: &Partner, sent: bool, show: Option<&str>) -> String {
        let list = if sent { "/sent" } else { "/inbox" };
        let show = show.map(|show| format!("show={show}&")).unwrap_or_default();
        format!(
            "{list}?{show}partner={}&month={}&kind={}",
            partner.number,
            self.month,
            self.kind(sent).as_str()
        )
    }
}

/// The names of the columns, each with the partners that are done in it.
fn column_heads(language: Language, names: Vec<&'static Text>, groups: &[Group]) -> Vec<Head> {
    let words = &texts(language).board;
    let rows = || groups.iter().flat_map(|group| &group.rows);
    let all = rows().count();
    let head = |(column, name): (usize, &'static Text)| {
        let is_done = |row: &&Row| row.cells.get(column).is_some_and(|cell| cell.done);
        let done = rows().filter(is_done).count();
        Head {
            name: name.as_str(),
            done: words.some_of.with(&[("some", &done), ("all", &all)]),
        }
    };
    names.into_iter().enumerate().map(head).collect()
}

/// Months since the year 0.
pub(super) fn this_month(now: UtcSeconds) -> u32 {
    let today = dates::japan_time(now);
    u32::from(today.year().unsigned_abs()) * 12 + u32::from(today.month().unsigned_abs()) - 1
}

/// The month of care that an address asks for (`?month=202612`), else `usual`.
pub(super) fn asked_month(asked: &Fields, usual: u32) -> Result<u32, Failure> {
    match asked.one("month") {
        None => Ok(usual),
        Some(month) => read_month_text(month).ok_or(Failure::NotFound),
    }
}

pub(super) fn read_month_text(text: &str) -> Option<u32> {
    let (year, month) = text.is_ascii().then(|| text.split_at_checked(4))??;
    let year: u32 = year
        .parse()
        .ok()
        .filter(|year| (2000..=2199).contains(year))?;
    let month: u32 = month.parse().ok().filter(|_| text.len() == 6)?;
    (1..=12).contains(&month).then_some(year * 12 + month - 1)
}

pub(super) fn digits_of(month: u32) -> String {
    format!("{:04}{:02}", month / 12, month % 12 + 1)
}

fn groups(
    language: Language,
    side: &BoardSide,
    month: Month,
    before: Month,
    now: UtcSeconds,
) -> Vec<Group> {
    let words = &texts(language).board;
    let mut partners: BTreeMap<Address, (Partner, Exchange)> = BTreeMap::new();
    let address = |partner: &Partner| Address {
        office: partner.number,
        service: partner.service,
    };
    for sent in month.sent {
        let known = partners
            .entry(address(&sent.partner))
            .or_insert_with(|| (sent.partner.clone(), Exchange::default()));
        known.1.sent.push(sent);
    }
    for received in month.received {
        let known = partners
            .entry(address(&received.partner))
            .or_insert_with(|| (received.partner.clone(), Exchange::default()));
        known.1.received.push(received);
    }
    let sent = before.sent.into_iter().map(|sent| sent.partner);
    let received = before.received.into_iter().map(|received| received.partner);
    for partner in sent.chain(received) {
        partners
            .entry(address(&partner))
            .or_insert_with(|| (partner, Exchange::default()));
    }
    let mut rows: BTreeMap<Urgency, Vec<Row>> = BTreeMap::new();
    for (partner, exchange) in partners.into_values() {
        let (urgency, row) = row(language, side, &partner, &exchange, now);
        rows.entry(urgency).or_default().push(row);
    }
    rows.into_iter()
        .map(|(urgency, rows)| Group {
            heading: match urgency {
                Urgency::Now => &words.now,
                Urgency::NotYet => &words.not_begun,
                Urgency::Waiting => &words.waiting,
                Urgency::Done => &words.done,
            }
            .of(rows.len() as u64),
            rows,
        })
        .collect()
}

fn row(
    language: Language,
    side: &BoardSide,
    partner: &Partner,
    exchange: &Exchange,
    now: UtcSeconds,
) -> (Urgency, Row) {
    let (urgency, action) = next_step(language, exchange, now);
    let row = Row {
        office: OfficeWords::of(language, partner),
        cells: cells(language, side, partner, exchange),
        action: action.filter(|action| side.may_exchange || action.href != BEGIN),
    };
    (urgency, row)
}

fn cells(
    language: Language,
    side: &BoardSide,
    partner: &Partner,
    exchange: &Exchange,
) -> Vec<Cell> {
    let unopened = exchange.sent.iter().any(|sent| is_with_partner(sent.state));
    let unread = exchange
        .received
        .iter()
        .any(|received| received.state == ReceivedState::Received);
    let sent = |show| (!exchange.sent.is_empty()).then(|| side.list(partner, true, show));
    let received = |show| (!exchange.received.is_empty()).then(|| side.list(partner, false, show));
    let mut cells = vec![
        Cell {
            href: sent(None),
            ..sent_cell(language, &exchange.sent)
        },
        Cell {
            href: sent(unopened.then_some("unopened")),
            ..their_opening_cell(language, &exchange.sent)
        },
        Cell {
            href: received(None),
            ..received_cell(language, exchange)
        },
        Cell {
            href: received(unread.then_some("unread")),
            ..our_opening_cell(language, &exchange.received)
        },
    ];
    cells.extend(reconciled::cell(language, side, partner));
    cells
}

/// What is to be done, the most urgent only.
fn next_step(
    language: Language,
    exchange: &Exchange,
    now: UtcSeconds,
) -> (Urgency, Option<Action>) {
    let words = &texts(language).board;
    let act = |href: String, name: &'static super::texts::Text| {
        let name = name.as_str();
        (Urgency::Now, Some(Action { href, name }))
    };
    if let Some(stopped) = exchange.sent.iter().find(|sent| is_stopped(sent.state)) {
        return act(format!("/sent/{}", stopped.id), &words.correct);
    }
    let received = |state| {
        exchange
            .received
            .iter()
            .find(move |known| known.state == state)
    };
    if let Some(damaged) = received(ReceivedState::Damaged) {
        return act(format!("/inbox/{}", damaged.id), &words.see_reason);
    }
    if let Some(unread) = received(ReceivedState::Received) {
        return act(format!("/inbox/{}", unread.id), &words.open);
    }
    let old = exchange.sent.iter().find(|sent| {
        is_with_partner(sent.state)
            && sent
                .queued
                .is_some_and(|at| dates::days_between(at, now) >= UNOPENED_DAYS)
    });
    if let Some(old) = old {
        return act(format!("/sent/{}", old.id), &words.call);
    }
    if exchange.sent.is_empty() && exchange.received.is_empty() {
        let name = words.begin.as_str();
        let href = BEGIN.to_owned();
        return (Urgency::NotYet, Some(Action { href, name }));
    }
    let all_opened = exchange
        .sent
        .iter()
        .all(|sent| sent.state == SentState::Opened);
    if all_opened && !exchange.sent.is_empty() && !exchange.received.is_empty() {
        return (Urgency::Done, None);
    }
    (Urgency::Waiting, None)
}

fn is_stopped(state: SentState) -> bool {
    matches!(state, SentState::Blocked | SentState::Refused)
}

/// Whether the hub or the partner has it and nobody opened it.
fn is_with_partner(state: SentState) -> bool {
    matches!(
        state,
        SentState::Accepted | SentState::Fetched | SentState::Imported
    )
}

fn cell(language: Language, class: &'static str, word: &super::texts::Text, count: usize) -> Cell {
    Cell {
        status: Status::new(class, word),
        count: match count {
            0 => String::new(),
            count => texts(language).frame.count.of(count as u64),
        },
        done: matches!(class, "status-done" | "status-opened"),
        href: None,
    }
}

/// Some of all.
fn part(language: Language, some: usize, all: usize) -> Cell {
    let words = &texts(language).board;
    Cell {
        status: Status::new("status-part", &words.part),
        count: words.some_of.with(&[("some", &some), ("all", &all)]),
        done: false,
        href: None,
    }
}

fn sent_cell(language: Language, sent: &[MonthSent]) -> Cell {
    let words = &texts(language).board;
    let stopped = sent.iter().filter(|sent| is_stopped(sent.state)).count();
    let waiting = sent
        .iter()
        .filter(|sent| sent.state == SentState::Waiting)
        .count();
    match (sent.len(), stopped, waiting) {
        (0, _, _) => cell(language, "status-none", &words.nothing, 0),
        (_, 1.., _) => cell(language, "status-failed", &words.not_sent, stopped),
        (_, _, 1..) => cell(language, "status-waiting", &words.to_be_sent, waiting),
        (all, ..) => cell(language, "status-done", &words.sent, all),
    }
}

fn their_opening_cell(language: Language, sent: &[MonthSent]) -> Cell {
    let words = &texts(language).board;
    let all = sent
        .iter()
        .filter(|sent| sent.state == SentState::Opened || is_with_partner(sent.state))
        .count();
    let opened = sent
        .iter()
        .filter(|sent| sent.state == SentState::Opened)
        .count();
    match opened {
        _ if all == 0 => cell(language, "status-none", &words.nothing, 0),
        0 => cell(language, "status-accepted", &words.unopened, all),
        opened if opened == all => cell(language, "status-opened", &words.opened, all),
        opened => part(language, opened, all),
    }
}

fn received_cell(language: Language, exchange: &Exchange) -> Cell {
    let words = &texts(language).board;
    let damaged = exchange
        .received
        .iter()
        .filter(|received| received.state == ReceivedState::Damaged)
        .count();
    match (exchange.received.len(), damaged) {
        (0, _) if exchange.sent.is_empty() => cell(language, "status-none", &words.nothing, 0),
        (0, _) => cell(language, "status-waiting", &words.not_yet, 0),
        (_, 1..) => cell(language, "status-failed", &words.damaged, damaged),
        (all, 0) => cell(language, "status-done", &words.received, all),
    }
}

fn our_opening_cell(language: Language, received: &[MonthReceived]) -> Cell {
    let words = &texts(language).board;
    let count = |state| received.iter().filter(|known| known.state == state).count();
    let (opened, unread) = (count(ReceivedState::Opened), count(ReceivedState::Received));
    match (opened, unread) {
        (0, 0) => cell(language, "status-none", &words.nothing, 0),
        (0, unread) => cell(language, "status-fetched", &words.unread, unread),
        (opened, 0) => cell(language, "status-opened", &words.opened, opened),
        (opened, unread) => part(language, opened, opened + unread),
    }
}
