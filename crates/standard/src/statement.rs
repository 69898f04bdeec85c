//! Table 7 across lines: every client has one grand total, and several lines of one
//! service kind have a subtotal (T07-R01 to R03).
//!
//! The sums are not computed here. Only lines with item 18 count for a subtotal:
//! services outside the limit leave it empty, and their subtotal is optional.

use std::collections::{BTreeMap, HashMap};

use crate::finding::{Code, Finding, Severity, TotalProblem};
use crate::record::RecordView;
use crate::tables::table07::LAYOUT;

/// The lines of table 7 so far, by client.
#[derive(Debug, Default)]
pub(crate) struct Statement {
    clients: Vec<Client>,
    indexes: HashMap<Vec<u8>, usize>,
    /// A line whose client cannot be told may be the one that seems to be missing.
    unknown_client: bool,
}

#[derive(Debug)]
struct Client {
    first_line: u32,
    grand_total: Option<u32>,
    second_total: Option<u32>,
    /// A line with a wrong service code may be the one that seems to be missing.
    unknown_code: bool,
    kinds: BTreeMap<[u8; 2], Lines>,
}

#[derive(Debug, Default)]
struct Lines {
    first: u32,
    count: u32,
    subtotal: bool,
}

impl Statement {
    pub(crate) fn record(&mut self, view: &RecordView<'_>) {
        let (Some(insurer), Some(insured)) = (view.valid(2), view.valid(3)) else {
            self.unknown_client = true;
            return;
        };
        let line = view.record.line;
        let key = [insurer, insured].concat();
        let next = self.clients.len();
        let index = *self.indexes.entry(key).or_insert(next);
        if index == next {
            self.clients.push(Client {
                first_line: line,
                grand_total: None,
                second_total: None,
                unknown_code: false,
                kinds: BTreeMap::new(),
            });
        }
        self.clients[index].record(view, line);
    }

    /// A line that could not be read may be the one that seems to be missing.
    pub(crate) fn skip(&mut self) {
        self.unknown_client = true;
    }

    pub(crate) fn finish(self, findings: &mut Vec<Finding>) {
        for client in &self.clients {
            let doubtful = client.unknown_code || self.unknown_client;
            if client.grand_total.is_none() && !doubtful {
                push(
                    findings,
                    Severity::Error,
                    1,
                    client.first_line,
                    TotalProblem::NoGrandTotal,
                );
            }
            if let (Some(first), Some(second)) = (client.grand_total, client.second_total) {
                let problem = TotalProblem::SecondGrandTotal { first };
                push(findings, Severity::Warning, 3, second, problem);
            }
            for (kind, lines) in &client.kinds {
                if lines.count > 1 && !lines.subtotal && !doubtful {
                    let kind = String::from_utf8_lossy(kind).into_owned();
                    let problem = TotalProblem::NoSubtotal {
                        kind,
                        lines: lines.count,
                    };
                    push(findings, Severity::Error, 2, lines.first, problem);
                }
            }
        }
    }
}

impl Client {
    fn record(&mut self, view: &RecordView<'_>, line: u32) {
        let Some(code) = view.valid(9) else {
            self.unknown_code = true;
            return;
        };
        if code == b"999999" {
            match self.grand_total {
                None => self.grand_total = Some(line),
                Some(_) => self.second_total = self.second_total.or(Some(line)),
            }
            return;
        }
        let lines = self.kinds.entry([code[0], code[1]]).or_default();
        match &code[2..] {
            b"AAAA" => lines.subtotal = true,
            b"EEEE" | b"ZZZZ" => (),
            _ if view.value(18).is_empty() => (),
            _ => {
                lines.first = if lines.count == 0 { line } else { lines.first };
                lines.count += 1;
            }
        }
    }
}

fn push(
    findings: &mut Vec<Finding>,
    severity: Severity,
    rule: u16,
    line: u32,
    problem: TotalProblem,
) {
    let finding = Finding::new(severity, Code::rule(&LAYOUT, rule), problem);
    findings.push(finding.at(line, LAYOUT.column(9)));
}
