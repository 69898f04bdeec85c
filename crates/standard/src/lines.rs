//! Lines of one file against each other: totals of table 7, the receiver's services,
//! numbers of lines and equipment.
//!
//! Files of a set are compared in [`crate::file_set`]. What is remembered is bounded: beyond
//! the bounds lines are judged by themselves only.

use crate::file_kind::FileKind;
use crate::file_name::FileName;
use crate::finding::{Code, Finding, Severity, TotalProblem};
use crate::keyed::KeyedList;
use crate::record::RecordView;
use crate::service_kind::{self, Role};
use crate::statement::Statement;
use crate::tables::table06;
use crate::ticket::Client;

mod numbers;

use numbers::{DetailNumbers, PlanOrder, RepeatedTexts};

/// The services of at most so many clients of one file are counted, more than fit in a bundle;
/// of others it is not said that the receiver has none.
const CLIENTS_MAX: usize = 100_000;

/// What the lines of a file so far say together.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    statement: Statement,
    /// For each client of table 6: the first line, and what the receiver has.
    received: KeyedList<Client, (u32, Received)>,
    /// The index of the client of the line before: most lines are of the same one.
    last_client: usize,
    /// There were more clients than are counted.
    full: bool,
    details: DetailNumbers,
    order: PlanOrder,
    texts: RepeatedTexts,
}

/// What the receiving office has among a client's lines, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Received {
    Nothing,
    /// Services of another kind than the one in the name (doubt B9).
    OtherKind,
    Service,
}

impl Lines {
    /// Takes a line; what it contradicts is added to its own findings.
    pub(crate) fn record(&mut self, view: &mut RecordView<'_>, kind: FileKind) {
        match kind {
            FileKind::UpSikyu => self.statement.record(view),
            FileKind::UpPlan => {
                self.count_receiver(view);
                self.details.record(view);
            }
            FileKind::UpJsk => self.details.record(view),
            FileKind::Up2Kyo => self.order.record(view),
            FileKind::UpYoboSub => self.texts.record(view),
            _ => (),
        }
    }

    /// A line that could not be read may be the one that seems to be missing.
    pub(crate) fn skip(&mut self) {
        self.statement.skip();
    }

    /// Whether the file has more than what is remembered, so that lines were not compared.
    pub(crate) fn is_full(&self) -> bool {
        self.full || self.details.full || self.texts.full || self.statement.is_full()
    }

    /// What the file as a whole lacks; `name` is given if it is right.
    pub(crate) fn finish(self, name: Option<&FileName>, findings: &mut Vec<Finding>) {
        if let Some(name) = name {
            self.finish_receiver(name, findings);
        }
        self.statement.finish(findings);
    }

    fn count_receiver(&mut self, view: &RecordView<'_>) {
        let Some(to) = view.name.map(|name| name.to) else {
            return;
        };
        let Some(client) = view.client.filter(|_| !self.full) else {
            return;
        };
        let last = self.received.entries().get(self.last_client);
        if last.is_none_or(|(last, _)| *last != client) {
            let nothing = || (view.record.line, Received::Nothing);
            match self.received.index_or_add(client, CLIENTS_MAX, nothing) {
                Some(index) => self.last_client = index,
                None => {
                    // Who has nothing of the receiver cannot be said of all clients any more.
                    self.received = KeyedList::default();
                    self.full = true;
                    return;
                }
            }
        }
        let own_kind = view.value(15).starts_with(to.service.as_bytes());
        let own_office = view.value(20) == to.office.as_bytes();
        // A wrong office or code may be the receiver's.
        let unknown = view.is_wrong(15) || view.is_wrong(20);
        let received = match (own_office, own_kind) {
            _ if unknown => Received::Service,
            (true, true) => Received::Service,
            (true, false) => Received::OtherKind,
            (false, _) => Received::Nothing,
        };
        let (_, known) = self.received.value_mut(self.last_client);
        *known = received.max(*known);
    }

    /// A ticket is sent only for clients who have a service of the receiver (standard, how files
    /// are made: 送信先に関係ない利用者は送らない). A receiver that plans as well may get it for
    /// another reason.
    fn finish_receiver(&self, name: &FileName, findings: &mut Vec<Finding>) {
        let role = service_kind::find(name.to.service).map(|facts| facts.role);
        let severity = match role {
            Some(Role::Service) => Severity::Error,
            Some(Role::ServiceWithCareManager) => Severity::Warning,
            _ => return,
        };
        for &(_, (line, received)) in self.received.entries() {
            let severity = match received {
                Received::Nothing => severity,
                Received::OtherKind => Severity::Warning,
                Received::Service => continue,
            };
            let problem = TotalProblem::NoLineOfReceiver {
                receiver: name.to.to_string(),
            };
            let code = Code::rule(&table06::LAYOUT, 9);
            let finding = Finding::new(severity, code, problem);
            findings.push(finding.at(line, table06::LAYOUT.column(20)));
        }
    }
}
