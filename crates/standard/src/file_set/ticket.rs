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
use crate::ticket::{Client, Service, TicketFacts, Total};

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
            push_all(&mut files[plan], missing_in_statement(ticket, table));
            push_all(&mut files[statement], differing(ticket, table));
        }
    }
    if let (Some(plan), Some(supplement)) = (plan, supplement) {
        let days = outside_period(&links[plan].ticket, &links[supplement].ticket);
        push_all(&mut files[plan], days);
    }
    if let (Some(statement), Some(supplement)) = (statement, supplement) {
        let (table, limits) = (&links[statement].ticket, &links[supplement].ticket);
        push_all(&mut files[statement], limit_not_applied(table, limits));
        if !table.incomplete {
            push_all(&mut files[supplement], kind_totals(table, limits));
        }
    }
}

fn push_all(file: &mut FileReport, findings: Vec<Finding>) {
    if !findings.is_empty() {
        file.findings.extend(findings);
        file.findings
            .sort_by_key(|finding| (finding.line, finding.item));
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
    facts.services.iter().map(|service| service.key.0).collect()
}

/// Services of table 6 that table 7 lacks; clients it lacks altogether are told elsewhere.
fn missing_in_statement(ticket: &TicketFacts, table: &TicketFacts) -> Vec<Finding> {
    let known = clients(table);
    let missing = ticket.services.iter().filter(|service| {
        let free = service.units.iter().all(Option::is_none);
        let left_out = OFTEN_LEFT_OUT.contains(&&service.kind());
        known.contains(&service.key.0) && !free && !left_out && table.find(&service.key).is_none()
    });
    missing
        .map(|service| {
            let office = text(&service.key.1);
            let problem = TicketProblem::NotInStatement { office };
            of_plan(10, service.line, 15, text(&service.key.2), problem)
        })
        .collect()
}

/// Services of table 7 that table 6 lacks or has otherwise.
fn differing(ticket: &TicketFacts, table: &TicketFacts) -> Vec<Finding> {
    let known = clients(ticket);
    let mut findings = Vec::new();
    for service in &table.services {
        if !known.contains(&service.key.0) {
            continue;
        }
        match ticket.find(&service.key) {
            Some(planned) => compare(planned, service, &mut findings),
            None => {
                let office = text(&service.key.1);
                let problem = TicketProblem::NotInTicket { office };
                let code = text(&service.key.2);
                findings.push(of_statement(17, service.line, 9, code, problem));
            }
        }
    }
    findings
}

fn compare(planned: &Service, stated: &Service, findings: &mut Vec<Finding>) {
    let monthly = MONTHLY.contains(&&stated.kind());
    let counted = [planned.count, planned.marked_days].contains(&stated.count);
    let by_month = monthly && stated.count == stated.lines;
    if !counted && !by_month {
        let ticket = planned.count;
        let problem = TicketProblem::Count { ticket };
        let found = stated.count.to_string();
        findings.push(of_statement(18, stated.line, 16, found, problem));
    }
    // Additions in per cent lie outside the limit, and their units may be settled later.
    let settled = stated.limited.is_some() && !planned.units.contains(&None);
    let other = stated.units.difference(&planned.units).flatten().next();
    if let Some(units) = other.filter(|_| settled) {
        let planned: Vec<String> = planned.units.iter().flatten().map(i64::to_string).collect();
        let ticket = planned.join("・");
        let problem = TicketProblem::Units { ticket };
        findings.push(of_statement(
            19,
            stated.line,
            13,
            units.to_string(),
            problem,
        ));
    }
    let other = stated.satellites.difference(&planned.satellites).next();
    if let Some(satellite) = other {
        let planned: Vec<String> = planned
            .satellites
            .iter()
            .map(|number| text(number))
            .collect();
        let ticket = planned.join("・");
        let problem = TicketProblem::Satellite { ticket };
        findings.push(of_statement(20, stated.line, 8, text(satellite), problem));
    }
    if planned.over_30 != stated.over_30 {
        let ticket = planned.over_30;
        let problem = TicketProblem::Over30 { ticket };
        let found = u8::from(stated.over_30).to_string();
        findings.push(of_statement(21, stated.line, 33, found, problem));
    }
}

/// Services before or after the period of the limit: the first or the last of each client.
fn outside_period(ticket: &TicketFacts, limits: &TicketFacts) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (client, [first, last]) in &ticket.days {
        let Some([start, end]) = limits
            .limits
            .get(client)
            .and_then(|limits| limits.period.as_ref())
        else {
            continue;
        };
        let outside = if first.0 < *start {
            first
        } else if last.0 > *end {
            last
        } else {
            continue;
        };
        let problem = LimitProblem::OutsidePeriod {
            start: text(start),
            end: text(end),
        };
        findings.push(of_plan(11, outside.1, 10, text(&outside.0), problem));
    }
    findings
}

/// Grand totals that do not stop at the limit of the supplement.
fn limit_not_applied(table: &TicketFacts, limits: &TicketFacts) -> Vec<Finding> {
    let faults = table.totals.iter().filter_map(|(client, total)| {
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
    for service in &table.services {
        let key = (service.key.0, limited_as(service.kind()));
        *sums.entry(key).or_default() += service.limited.unwrap_or(0);
    }
    let mut findings = Vec::new();
    for (client, limit) in &limits.limits {
        if !table.totals.contains_key(client) {
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
