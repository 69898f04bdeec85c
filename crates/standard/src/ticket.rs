//! What tables 6 and 7 and the supplement of a ticket are remembered by when they are compared.
//!
//! Only sums for each client, office and service code are kept, and of no more services than
//! any office has: a file beyond that is judged line by line and not compared.

use std::collections::BTreeSet;

use crate::file_kind::FileKind;
use crate::hash::QuickMap;
use crate::record::RecordView;
use crate::statement::number;

/// At most so many services of one file are remembered (a few megabytes).
const SERVICES_MAX: usize = 20_000;

/// Insurer and insured number, which have 6 and 10 characters.
pub(crate) type Client = [u8; 16];

/// A client's service: client, office, service code.
pub(crate) type ServiceKey = (Client, [u8; 10], [u8; 6]);

/// What one file of a ticket says.
#[derive(Debug, Default)]
pub(crate) struct TicketFacts {
    /// The services in the order of their first line.
    pub(crate) services: Vec<Service>,
    index: QuickMap<ServiceKey, usize>,
    /// The index of the service of the line before.
    last_service: usize,
    /// A line could not be read or the file has too many services, so nothing is missing.
    pub(crate) incomplete: bool,
    /// The file has too many services; nothing of it is remembered.
    full: bool,
    /// The first and last service day of each client in table 6, with their lines.
    pub(crate) days: QuickMap<Client, [(Vec<u8>, u32); 2]>,
    /// The first and last day so far of the client of the line before.
    last_days: Option<(Client, [[u8; 8]; 2])>,
    /// The grand totals of table 7.
    pub(crate) totals: QuickMap<Client, Total>,
    /// The limits of the supplement.
    pub(crate) limits: QuickMap<Client, Limits>,
}

/// The lines of one client, office and service code.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) key: ServiceKey,
    pub(crate) line: u32,
    pub(crate) lines: u64,
    /// The different units; `None` where they are empty or 0.
    pub(crate) units: BTreeSet<Option<i64>>,
    /// The sum of item 14 in table 6, of item 16 in table 7.
    pub(crate) count: u64,
    /// Days marked in item 11 of table 6.
    pub(crate) marked_days: u64,
    pub(crate) satellites: BTreeSet<Vec<u8>>,
    pub(crate) over_30: bool,
    /// Item 18 of table 7, the units for the limit.
    pub(crate) limited: Option<i64>,
}

/// The amounts of a grand total that the limit concerns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Total {
    pub(crate) line: u32,
    pub(crate) managed: Option<i64>,
    pub(crate) kind_excess: Option<i64>,
    pub(crate) excess: Option<i64>,
    pub(crate) within: Option<i64>,
}

/// The limits of one client.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    pub(crate) line: u32,
    pub(crate) limit: Option<i64>,
    /// The first and last day for which the limit holds, if the need of care is certified.
    pub(crate) period: Option<[Vec<u8>; 2]>,
    /// Service kind, total, and the item of the total.
    pub(crate) kinds: Vec<([u8; 2], i64, u16)>,
}

impl TicketFacts {
    pub(crate) fn record(&mut self, view: &RecordView<'_>, kind: FileKind) {
        if !matches!(
            kind,
            FileKind::UpPlan | FileKind::UpSikyu | FileKind::UpHosoku
        ) || self.full
        {
            return;
        }
        let Some(client) = client_of(view) else {
            self.incomplete = true;
            return;
        };
        match kind {
            FileKind::UpPlan => self.record_ticket(view, client),
            FileKind::UpSikyu => self.record_statement(view, client),
            _ => {
                self.limits
                    .entry(client)
                    .or_insert_with(|| Limits::of(view));
            }
        }
    }

    fn record_ticket(&mut self, view: &RecordView<'_>, client: Client) {
        if let Some(day) = view.valid(10) {
            self.record_day(client, day, view.record.line);
        }
        let flags = view.valid(11).unwrap_or_default();
        let marked = flags.iter().filter(|&&flag| flag == b'1').count();
        let units = number(view, 8).filter(|&units| units != 0);
        let count = number(view, 14);
        let satellite = view.value(22);
        let over_30 = view.value(23) == b"1";
        let wrong = [8, 11, 22, 23].iter().any(|&item| view.is_wrong(item));
        self.incomplete |= wrong || count.is_none();
        let Some(service) = self.service(view, client, 20, 15) else {
            return;
        };
        service.lines += 1;
        service.units.insert(units);
        service.count += count.unwrap_or(0).unsigned_abs();
        service.marked_days += marked as u64;
        if service
            .satellites
            .last()
            .is_none_or(|last| last != satellite)
        {
            service.satellites.insert(satellite.to_vec());
        }
        service.over_30 |= over_30;
    }

    /// Most lines are of the client before, on a day between the known ones.
    fn record_day(&mut self, client: Client, day: &[u8], line: u32) {
        let known = |(last, days): &(Client, [[u8; 8]; 2])| {
            *last == client && days[0].as_slice() <= day && day <= days[1].as_slice()
        };
        if self.last_days.as_ref().is_some_and(known)
            || self.days.len() >= SERVICES_MAX && !self.days.contains_key(&client)
        {
            return;
        }
        let [first, last] = self
            .days
            .entry(client)
            .or_insert_with(|| [(day.to_vec(), line), (day.to_vec(), line)]);
        if day < first.0.as_slice() {
            *first = (day.to_vec(), line);
        }
        if day > last.0.as_slice() {
            *last = (day.to_vec(), line);
        }
        self.last_days = match (first.0.as_slice().try_into(), last.0.as_slice().try_into()) {
            (Ok(first), Ok(last)) => Some((client, [first, last])),
            _ => None,
        };
    }

    fn record_statement(&mut self, view: &RecordView<'_>, client: Client) {
        let code = view.value(9);
        if code == b"999999" {
            self.totals.entry(client).or_insert_with(|| Total {
                line: view.record.line,
                managed: number(view, 18),
                kind_excess: number(view, 19),
                excess: number(view, 21),
                within: number(view, 22),
            });
            return;
        }
        if crate::field::is_subtotal(code) {
            return;
        }
        let reduced = number(view, 15).or_else(|| number(view, 13));
        let (units, count) = (reduced.filter(|&units| units != 0), number(view, 16));
        let limited = number(view, 18);
        let wrong = [8, 13, 15, 16, 18, 33]
            .iter()
            .any(|&item| view.is_wrong(item));
        self.incomplete |= wrong || count.is_none();
        let over_30 = view.value(33) == b"1";
        let satellite = view.value(8).to_vec();
        let Some(service) = self.service(view, client, 7, 9) else {
            return;
        };
        service.lines += 1;
        service.units.insert(units);
        service.count += count.unwrap_or(0).unsigned_abs();
        service.satellites.insert(satellite);
        service.over_30 |= over_30;
        if let Some(limited) = limited {
            service.limited = Some(service.limited.unwrap_or(0) + limited);
        }
    }

    fn service(
        &mut self,
        view: &RecordView<'_>,
        client: Client,
        office: u16,
        code: u16,
    ) -> Option<&mut Service> {
        let fixed = (view.valid(office), view.valid(code));
        let (Some(office), Some(code)) = fixed else {
            self.incomplete = true;
            return None;
        };
        let key = (client, office.try_into().ok()?, code.try_into().ok()?);
        let last = self.services.get(self.last_service);
        let index = match last.filter(|last| last.key == key) {
            Some(_) => Some(self.last_service),
            None => self.index.get(&key).copied(),
        };
        let Some(index) = index else {
            if self.services.len() == SERVICES_MAX {
                // Sums of some of the lines would be wrong, so none are kept.
                *self = TicketFacts {
                    incomplete: true,
                    full: true,
                    ..TicketFacts::default()
                };
                return None;
            }
            self.last_service = self.services.len();
            self.index.insert(key, self.last_service);
            self.services.push(Service::new(key, view.record.line));
            return self.services.last_mut();
        };
        self.last_service = index;
        Some(&mut self.services[index])
    }

    /// A line whose items cannot be told may be the one that seems to be missing.
    pub(crate) fn skip(&mut self) {
        self.incomplete = true;
    }

    pub(crate) fn find(&self, key: &ServiceKey) -> Option<&Service> {
        Some(&self.services[*self.index.get(key)?])
    }
}

impl Service {
    fn new(key: ServiceKey, line: u32) -> Service {
        Service {
            key,
            line,
            lines: 0,
            units: BTreeSet::new(),
            count: 0,
            marked_days: 0,
            satellites: BTreeSet::new(),
            over_30: false,
            limited: None,
        }
    }

    /// The two characters of the service kind.
    pub(crate) fn kind(&self) -> [u8; 2] {
        [self.key.2[0], self.key.2[1]]
    }
}

impl Limits {
    fn of(view: &RecordView<'_>) -> Limits {
        let applied_for = view.value(16) == b"1";
        let period = match (view.valid(14), view.valid(15)) {
            (Some(start), Some(end)) if !applied_for && start <= end => {
                Some([start.to_vec(), end.to_vec()])
            }
            _ => None,
        };
        let kinds = (20..=52).step_by(4).filter_map(|first| {
            let kind = view.valid(first)?.try_into().ok()?;
            Some((kind, number(view, first + 2)?, first + 2))
        });
        Limits {
            line: view.record.line,
            limit: number(view, 19),
            period,
            kinds: kinds.collect(),
        }
    }
}

fn client_of(view: &RecordView<'_>) -> Option<Client> {
    let mut client = [0; 16];
    let (insurer, insured) = (view.valid(2)?, view.valid(3)?);
    client.get_mut(..6)?.copy_from_slice(insurer.get(..6)?);
    client.get_mut(6..)?.copy_from_slice(insured.get(..10)?);
    Some(client)
}
