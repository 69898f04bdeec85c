//! Table 7 across lines: every client has one grand total, several lines of one service
//! kind have a subtotal, and the amounts of totals are sums (T07-R01 to R03, R11, R13, R16).
//!
//! Programs differ in which lines carry an amount: the line, its subtotal, or both. A total is
//! therefore right if it is the sum in any of these ways, and wrong ones are warnings. Only lines
//! with item 18 count for the demand of a subtotal: services outside the limit leave it empty.

use std::collections::BTreeMap;

use crate::finding::{AmountProblem, Code, Finding, Problem, Severity, TotalProblem};
use crate::keyed::KeyedList;
use crate::record::RecordView;
use crate::tables::table07::LAYOUT;
use crate::ticket::Client as ClientKey;

mod sums;

pub(crate) use sums::number;
use sums::{Amounts, ITEMS, possible_totals, wrong_subtotals};

/// At most so many service kinds of clients are summed, each with less than a kilobyte. A right
/// statement of 10 MiB, all that can be sent, has fewer unless clients have dozens of kinds.
const KINDS_MAX: usize = 1 << 16;

/// At most so many clients are told apart, more than have a line in a statement of 10 MiB.
const CLIENTS_MAX: usize = 100_000;

/// The lines of table 7 so far, by client.
#[derive(Debug, Default)]
pub(crate) struct Statement {
    clients: KeyedList<ClientKey, Client>,
    /// The index of the client of the line before: most lines are of the same one.
    last: usize,
    /// How many service kinds all clients have together.
    kinds: usize,
    /// A line whose client cannot be told may be the one that seems to be missing.
    unknown_client: bool,
    /// The file has too many clients or kinds; nothing of it is summed.
    full: bool,
}

#[derive(Debug)]
struct Client {
    first_line: u32,
    grand_total: Option<u32>,
    second_total: Option<u32>,
    /// The amounts of the grand total.
    grand_amounts: Amounts,
    /// A line with a wrong code or amount may be the one that seems to be missing.
    unknown_line: bool,
    kinds: BTreeMap<[u8; 2], Lines>,
}

/// The lines of one client and service kind.
#[derive(Debug, Default)]
struct Lines {
    first: u32,
    count: u32,
    subtotal: bool,
    over_30: bool,
    sums: Box<Sums>,
}

/// The amounts of a service kind, by the sort of line.
#[derive(Debug, Default)]
struct Sums {
    all: Amounts,
    /// Lines with item 18, which count towards the limit.
    limited: Amounts,
    /// Lines beyond 30 days.
    over_30: Amounts,
    /// The subtotals AAAA, EEEE, ZZZZ, with the line of the first.
    subtotals: [(u32, Amounts); 3],
}

const ENDINGS: [&[u8; 4]; 3] = [b"AAAA", b"EEEE", b"ZZZZ"];

impl Statement {
    pub(crate) fn record(&mut self, view: &RecordView<'_>) {
        if self.full {
            return;
        }
        let Some(client) = view.client else {
            self.unknown_client = true;
            return;
        };
        let line = view.record.line;
        let last = self.clients.entries().get(self.last);
        let index = match last.filter(|(last, _)| *last == client) {
            Some(_) => Some(self.last),
            None => self
                .clients
                .index_or_add(client, CLIENTS_MAX, || Client::new(line)),
        };
        if let Some(index) = index {
            self.last = index;
            self.kinds += usize::from(self.clients.value_mut(index).record(view, line));
        }
        if index.is_none() || self.kinds > KINDS_MAX {
            // Of some of the lines sums would be wrong, so none are kept.
            *self = Statement {
                full: true,
                ..Statement::default()
            };
        }
    }

    /// Whether the file has more than what is summed.
    pub(crate) fn is_full(&self) -> bool {
        self.full
    }

    /// A line that could not be read may be the one that seems to be missing.
    pub(crate) fn skip(&mut self) {
        self.unknown_client = true;
    }

    pub(crate) fn finish(self, findings: &mut Vec<Finding>) {
        for (_, client) in self.clients.entries() {
            let doubtful = client.unknown_line || self.unknown_client;
            if let (Some(first), Some(second)) = (client.grand_total, client.second_total) {
                let problem = TotalProblem::SecondGrandTotal { first };
                push(findings, Severity::Warning, 3, second, problem);
            }
            if doubtful {
                continue;
            }
            if client.grand_total.is_none() {
                let line = client.first_line;
                push(
                    findings,
                    Severity::Error,
                    1,
                    line,
                    TotalProblem::NoGrandTotal,
                );
            }
            for (kind, lines) in &client.kinds {
                lines.finish(&String::from_utf8_lossy(kind), findings);
            }
            client.check_grand_total(findings);
        }
    }
}

impl Client {
    fn new(first_line: u32) -> Client {
        Client {
            first_line,
            grand_total: None,
            second_total: None,
            grand_amounts: Amounts::default(),
            unknown_line: false,
            kinds: BTreeMap::new(),
        }
    }

    /// Takes a line; whether it is the first of its service kind.
    fn record(&mut self, view: &RecordView<'_>, line: u32) -> bool {
        let Some(code) = view.valid(9) else {
            self.unknown_line = true;
            return false;
        };
        self.unknown_line |= ITEMS.iter().any(|&item| view.is_wrong(item));
        if code == b"999999" {
            match self.grand_total {
                None => {
                    self.grand_total = Some(line);
                    self.grand_amounts.add(view);
                }
                Some(_) => self.second_total = self.second_total.or(Some(line)),
            }
            return false;
        }
        let known = self.kinds.len();
        let lines = self.kinds.entry([code[0], code[1]]).or_default();
        lines.sums.record(view, &code[2..], line);
        match &code[2..] {
            b"AAAA" => lines.subtotal = true,
            b"EEEE" | b"ZZZZ" => (),
            _ => {
                lines.over_30 |= view.value(33) == b"1" || view.is_wrong(33);
                if !view.value(18).is_empty() {
                    lines.first = if lines.count == 0 { line } else { lines.first };
                    lines.count += 1;
                }
            }
        }
        self.kinds.len() > known
    }

    fn check_grand_total(&self, findings: &mut Vec<Finding>) {
        let (Some(line), None) = (self.grand_total, self.second_total) else {
            return;
        };
        let sums: Vec<&Sums> = self.kinds.values().map(|lines| &*lines.sums).collect();
        for (index, &item) in ITEMS.iter().enumerate() {
            let Some(found) = self.grand_amounts.value(index) else {
                continue;
            };
            let totals = possible_totals(&sums, index);
            if !totals.is_empty() && !totals.contains(&found) {
                let problem = AmountProblem::GrandTotal { sum: totals[0] };
                push_amount(findings, 13, line, item, found, problem);
                // One missing line makes every amount wrong: the first says enough.
                return;
            }
        }
    }
}

impl Lines {
    fn finish(&self, kind: &str, findings: &mut Vec<Finding>) {
        if self.count > 1 && !self.subtotal {
            let problem = TotalProblem::NoSubtotal {
                kind: kind.to_string(),
                lines: self.count,
            };
            push(findings, Severity::Error, 2, self.first, problem);
        }
        let sums = &self.sums;
        for wrong in wrong_subtotals(sums, self.count) {
            let code = format!("{kind}{}", wrong.ending);
            let problem = AmountProblem::Subtotal {
                code,
                sum: wrong.sum,
            };
            push_amount(findings, 11, wrong.line, wrong.item, wrong.found, problem);
        }
        let (line, over_30) = &sums.subtotals[2];
        if over_30.lines > 0 && !self.over_30 {
            let kind = kind.to_string();
            let problem = AmountProblem::NoLineOver30 { kind };
            push(findings, Severity::Warning, 16, *line, problem);
        }
    }
}

impl Sums {
    fn record(&mut self, view: &RecordView<'_>, ending: &[u8], line: u32) {
        if let Some(index) = ENDINGS.iter().position(|known| *known == ending) {
            let (first, amounts) = &mut self.subtotals[index];
            *first = if amounts.lines == 0 { line } else { *first };
            return amounts.add(view);
        }
        self.all.add(view);
        if !view.value(18).is_empty() {
            self.limited.add(view);
        }
        if view.value(33) == b"1" {
            self.over_30.add(view);
        }
    }
}

fn push(
    findings: &mut Vec<Finding>,
    severity: Severity,
    rule: u16,
    line: u32,
    problem: impl Into<Problem>,
) {
    let finding = Finding::new(severity, Code::rule(&LAYOUT, rule), problem);
    findings.push(finding.at(line, LAYOUT.column(9)));
}

fn push_amount(
    findings: &mut Vec<Finding>,
    rule: u16,
    line: u32,
    item: u16,
    found: i64,
    problem: AmountProblem,
) {
    let finding = Finding::new(Severity::Warning, Code::rule(&LAYOUT, rule), problem)
        .with_found(found.to_string());
    findings.push(finding.at(line, LAYOUT.column(item)));
}
