//! Table 7 and the supplement against table 6 of the same ticket (T06-R10, R11, T07-R17 to R22,
//! HOS-R07).
//!
//! Both tables have the services of all offices of a client (standard, how files are made). How
//! a program counts a monthly service or writes an addition in per cent is not said, so all of
//! these are warnings, and what several readings allow is passed over.

use std::collections::{BTreeSet, HashMap};

use crate::file_kind::FileKind;
use crate::finding::{Code, Finding, LimitProblem, Problem, Severity, TicketProblem};
use crate::links::Links;
use crate::report::FileReport;
use crate::tables::{supplement, table06, table07};
use crate::ticket::{Client, Satellite, Service, ServiceKey, TicketFacts, Total};

/// Services that are paid by the month, so that table 7 has 1 where table 6 has every day.
const MONTHLY: &[&[u8; 2]] = &[
    b"13", b"17", b"66", b"67", b"71", b"73", b"75", b"76", b"77", b"A1", b"A2", b"A3", b"A4",
    b"A5", b"A6", b"A7", b"A8",
];

/// Guidance at home has no limit, and many programs leave it out of table 7.
const OFTEN_LEFT_OUT: &[&[u8; 2]] = &[b"31", b"34"];

/// Compares the files `members` of one set.
pub(super) fn check_ticket(files: &mut [FileReport], links: &[Links], members: &[usize]) {
    let find = |kind: FileKind| {
        members
            .iter()
            .copied()
            .find(|&index| files[index].file_name.is_some_and(|name| name.kind == kind))
    };
    let plan = find(FileKind::UpPlan);
    let statement = find(FileKind::UpSikyu);
    let supplement = find(FileKind::UpHosoku);
    if let (Some(plan), Some(statement)) = (plan, statement) {
        let (ticket, table) = (&links[plan].ticket, &links[statement].ticket);
        if !ticket.incomplete && !table.incomplete {
            files[plan].add_compared(missing_in_statement(ticket, table));
            files[statement].add_compared(differing(ticket, table));
        }
    }
    if let (Some(plan), Some(supplement)) = (plan, supplement) {
        let days = outside_period(&links[plan].ticket, &links[supplement].ticket);
        files[plan].add_compared(days);
    }
    if let (Some(statement), Some(supplement)) = (statement, supplement) {
        let (table, limits) = (&links[statement].ticket, &links[supplement].ticket);
        files[statement].add_compared(limit_not_applied(table, limits));
        if !table.incomplete {
            files[supplement].add_compared(kind_totals(table, limits));
        }
    }
}

fn of_plan(rule: u16, line: u32, item: u16, found: String, problem: impl Into<Problem>) -> Finding {
    Finding::new(
        Severity::Warning,
        Code::rule(&table06::LAYOUT, rule),
        problem,
    )
    .with_found(found)
    .at(line, table06::LAYOUT.column(item))
}

fn of_statement(
    rule: u16,
    line: u32,
    item: u16,
    found: String,
    problem: impl Into<Problem>,
) -> Finding {
    Finding::new(
        Severity::Warning,
        Code::rule(&table07::LAYOUT, rule),
        problem,
    )
    .with_found(found)
    .at(line, table07::LAYOUT.column(item))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn clients(facts: &TicketFacts) -> BTreeSet<Client> {
    let services = facts.services.entries().iter();
    services.map(|(key, _)| key.client()).collect()
}

/// Services of table 6 that table 7 lacks; clients it lacks altogether are told elsewhere.
fn missing_in_statement(ticket: &TicketFacts, table: &TicketFacts) -> Vec<Finding> {
    let known = clients(table);
    let missing = ticket.services.entries().iter().filter(|(key, service)| {
        let free = service.units.sorted().iter().all(Option::is_none);
        let left_out = OFTEN_LEFT_OUT.contains(&&key.kind());
        known.contains(&key.client())
            && !free
            && !left_out
            && table.services.index_of(key).is_none()
    });
    missing
        .map(|(key, service)| {
            let office = text(&key.office());
            let problem = TicketProblem::NotInStatement { office };
            of_plan(10, service.line, 15, text(&key.code()), problem)
        })
        .collect()
}

/// Services of table 7 that table 6 lacks or has otherwise.
fn differing(ticket: &TicketFacts, table: &TicketFacts) -> Vec<Finding> {
    let known = clients(ticket);
    let mut findings = Vec::new();
    for (key, service) in table.services.entries() {
        if !known.contains(&key.client()) {
            continue;
        }
        match ticket.services.get(key) {
            Some(planned) => compare(key, planned, service, &mut findings),
            None => {
                let office = text(&key.office());
                let problem = TicketProblem::NotInTicket { office };
                findings.push(of_statement(
                    17,
                    service.line,
                    9,
                    text(&key.code()),
                    problem,
                ));
            }
        }
    }
    findings
}

fn compare(key: &ServiceKey, planned: &Service, stated: &Service, findings: &mut Vec<Finding>) {
    let monthly = MONTHLY.contains(&&key.kind());
    let counted = [planned.count, planned.marked_days].contains(&stated.count);
    let by_month = monthly && stated.count == u64::from(stated.lines);
    if !counted && !by_month {
        let ticket = planned.count;
        let problem = TicketProblem::Count { ticket };
        let found = stated.count.to_string();
        findings.push(of_statement(18, stated.line, 16, found, problem));
    }
    // Additions in per cent lie outside the limit, and their units may be settled later.
    let settled = stated.limited.is_some() && !planned.units.contains(&None);
    let mut others = stated.units.sorted().into_iter().flatten();
    let other = others.find(|&units| !planned.units.contains(&Some(units)));
    if let Some(units) = other.filter(|_| settled) {
        let planned = planned.units.sorted().into_iter().flatten();
        let ticket = planned.map(|units| units.to_string()).collect::<Vec<_>>();
        let problem = TicketProblem::Units {
            ticket: ticket.join("・"),
        };
        let found = units.to_string();
        findings.push(of_statement(19, stated.line, 13, found, problem));
    }
    let mut others = stated.satellites.sorted().into_iter();
    let other = others.find(|number| !planned.satellites.contains(number));
    if let Some(satellite) = other {
        let planned = planned.satellites.sorted().into_iter();
        let ticket = planned.map(satellite_text).collect::<Vec<_>>().join("・");
        let problem = TicketProblem::Satellite { ticket };
        let found = satellite_text(satellite);
        findings.push(of_statement(20, stated.line, 8, found, problem));
    }
    if planned.over_30 != stated.over_30 {
        let ticket = planned.over_30;
        let problem = TicketProblem::Over30 { ticket };
        let found = u8::from(stated.over_30).to_string();
        findings.push(of_statement(21, stated.line, 33, found, problem));
    }
}

fn satellite_text(number: Satellite) -> String {
    text(&number).trim_end_matches('\0').to_string()
}

/// Services before or after the period of the limit: the first or the last of each client.
fn outside_period(ticket: &TicketFacts, limits: &TicketFacts) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (client, [first, last]) in ticket.days.entries() {
        let Some([start, end]) = limits
            .limits
            .get(client)
            .and_then(|limits| limits.period.as_ref())
        else {
            continue;
        };
        let outside = if first.day < *start {
            first
        } else if last.day > *end {
            last
        } else {
            continue;
        };
        let problem = LimitProblem::OutsidePeriod {
            start: text(start),
            end: text(end),
        };
        findings.push(of_plan(11, outside.line, 10, text(&outside.day), problem));
    }
    findings
}

/// Grand totals that do not stop at the limit of the supplement.
fn limit_not_applied(table: &TicketFacts, limits: &TicketFacts) -> Vec<Finding> {
    let faults = table.totals.entries().iter().filter_map(|(client, total)| {
        let limit = limits.limits.get(client)?.limit?;
        limit_fault(total, limit)
    });
    faults.collect()
}

fn limit_fault(total: &Total, limit: i64) -> Option<Finding> {
    if let Some(within) = total.within.filter(|&within| within > limit) {
        let problem = LimitProblem::AboveLimit { limit };
        return Some(of_statement(
            22,
            total.line,
            22,
            within.to_string(),
            problem,
        ));
    }
    let counted = total.managed? - total.kind_excess.unwrap_or(0);
    let expected = (counted - limit).max(0);
    let excess = total.excess?;
    (excess != expected).then(|| {
        let problem = LimitProblem::Excess { limit, expected };
        of_statement(22, total.line, 21, excess.to_string(), problem)
    })
}

/// Short stays in medical facilities are limited together under 22 (25 in prevention).
fn limited_as(kind: [u8; 2]) -> [u8; 2] {
    match &kind {
        b"23" | b"2A" => *b"22",
        b"26" | b"2B" => *b"25",
        _ => kind,
    }
}

/// Totals of limits by service kind that are not those of table 7, one for each client.
fn kind_totals(table: &TicketFacts, limits: &TicketFacts) -> Vec<Finding> {
    let mut sums: HashMap<(Client, [u8; 2]), i64> = HashMap::new();
    for (key, service) in table.services.entries() {
        let key = (key.client(), limited_as(key.kind()));
        *sums.entry(key).or_default() += service.limited.unwrap_or(0);
    }
    let mut findings = Vec::new();
    for (client, limit) in limits.limits.entries() {
        if table.totals.index_of(client).is_none() {
            continue;
        }
        for &(kind, total, item) in &limit.kinds {
            let sum = sums.get(&(*client, limited_as(kind))).copied().unwrap_or(0);
            if sum != total {
                findings.push(kind_total(limit.line, item, kind, total, sum));
                break;
            }
        }
    }
    findings
}

fn kind_total(line: u32, item: u16, kind: [u8; 2], total: i64, sum: i64) -> Finding {
    let problem = LimitProblem::KindTotal {
        kind: text(&kind),
        sum,
    };
    Finding::new(
        Severity::Warning,
        Code::rule(&supplement::LAYOUT, 7),
        problem,
    )
    .with_found(total.to_string())
    .at(line, supplement::LAYOUT.column(item))
}
