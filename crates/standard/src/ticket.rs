//! What tables 6 and 7 and the supplement of a ticket are remembered by when they are compared.
//!
//! Only sums for each client, office and service code are kept, of more services than fit in
//! a bundle: a file beyond that is judged line by line and not compared, which finding
//! `FIL-06` says.

use crate::file_kind::FileKind;
use crate::keyed::{Few, Key, KeyedList};
use crate::record::RecordView;
use crate::statement::number;

/// At most so many services of one file are remembered. The shortest line of table 6 that is
/// right has 110 bytes, so no more than 95,326 fit in a bundle of 10 MiB.
const SERVICES_MAX: usize = 100_000;

/// Insurer and insured number, which have 6 and 10 characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Client([u64; 2]);

/// A client's service: client, number of the office (10 characters), service code (6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ServiceKey([u64; 4]);

/// What one file of a ticket says.
#[derive(Debug, Default)]
pub(crate) struct TicketFacts {
    /// The services in the order of their first line.
    pub(crate) services: KeyedList<ServiceKey, Service>,
    /// The index of the service of the line before.
    last_service: usize,
    /// A line could not be read or the file has too many services, so nothing is missing.
    pub(crate) incomplete: bool,
    /// The file has too many services; nothing of it is remembered.
    pub(crate) full: bool,
    /// The first and last service day of each client in table 6, with their lines.
    pub(crate) days: KeyedList<Client, [DayPlace; 2]>,
    /// The index of the client of the line before.
    last_client: usize,
    /// The grand totals of table 7.
    pub(crate) totals: KeyedList<Client, Total>,
    /// The limits of the supplement.
    pub(crate) limits: KeyedList<Client, Limits>,
}

/// A service day, `YYYYMMDD`, and the line it stands on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DayPlace {
    pub(crate) day: [u8; 8],
    pub(crate) line: u32,
}

/// The lines of one client, office and service code.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) line: u32,
    pub(crate) lines: u32,
    /// The different units; `None` where they are empty or 0.
    pub(crate) units: Few<Option<i32>>,
    /// The sum of item 14 in table 6, of item 16 in table 7.
    pub(crate) count: u64,
    /// Days marked in item 11 of table 6.
    pub(crate) marked_days: u64,
    pub(crate) satellites: Few<Satellite>,
    pub(crate) over_30: bool,
    /// Item 18 of table 7, the units for the limit.
    pub(crate) limited: Option<i64>,
}

/// A satellite number as it stands in the file: at most two characters, the rest is zero.
pub(crate) type Satellite = [u8; 2];

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
    pub(crate) period: Option<[[u8; 8]; 2]>,
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
        let Some(client) = view.client else {
            self.incomplete = true;
            return;
        };
        let kept = match kind {
            FileKind::UpPlan => self.record_ticket(view, client),
            FileKind::UpSikyu => self.record_statement(view, client),
            _ => {
                let limits = || Limits::of(view);
                let index = self.limits.index_or_add(client, SERVICES_MAX, limits);
                index.map(|_| ())
            }
        };
        if kept.is_none() {
            // Sums of some of the lines would be wrong, so none are kept.
            *self = TicketFacts {
                incomplete: true,
                full: true,
                ..TicketFacts::default()
            };
        }
    }

    /// `None` if there is no room for another service.
    fn record_ticket(&mut self, view: &RecordView<'_>, client: Client) -> Option<()> {
        if let Some(day) = view.valid(10).and_then(|day| day.try_into().ok()) {
            self.record_day(client, day, view.record.line)?;
        }
        let flags = view.valid(11).unwrap_or_default();
        let marked = flags.iter().filter(|&&flag| flag == b'1').count();
        let units = units_of(number(view, 8));
        let count = number(view, 14);
        let over_30 = view.value(23) == b"1";
        self.incomplete |= any_wrong(view, &[8, 11, 22, 23]) || count.is_none();
        let Some(key) = service_key(view, client, 20, 15) else {
            self.incomplete = true;
            return Some(());
        };
        let service = self.service(key, view.record.line)?;
        service.lines += 1;
        service.units.insert(units);
        service.count += count.unwrap_or(0).unsigned_abs();
        service.marked_days += marked as u64;
        service.satellites.insert(satellite(view.value(22)));
        service.over_30 |= over_30;
        Some(())
    }

    /// `None` if there is no room for another client.
    fn record_day(&mut self, client: Client, day: [u8; 8], line: u32) -> Option<()> {
        let place = DayPlace { day, line };
        let last = self.days.entries().get(self.last_client);
        if last.is_none_or(|(last, _)| *last != client) {
            self.last_client = self
                .days
                .index_or_add(client, SERVICES_MAX, || [place, place])?;
        }
        let [first, last] = self.days.value_mut(self.last_client);
        if day < first.day {
            *first = place;
        }
        if day > last.day {
            *last = place;
        }
        Some(())
    }

    /// `None` if there is no room for another service or client.
    fn record_statement(&mut self, view: &RecordView<'_>, client: Client) -> Option<()> {
        let code = view.value(9);
        if code == b"999999" {
            let total = || Total {
                line: view.record.line,
                managed: number(view, 18),
                kind_excess: number(view, 19),
                excess: number(view, 21),
                within: number(view, 22),
            };
            self.totals.index_or_add(client, SERVICES_MAX, total)?;
            return Some(());
        }
        if crate::field::is_subtotal(code) {
            return Some(());
        }
        let units = units_of(number(view, 15).or_else(|| number(view, 13)));
        let (count, limited) = (number(view, 16), number(view, 18));
        self.incomplete |= any_wrong(view, &[8, 13, 15, 16, 18, 33]) || count.is_none();
        let over_30 = view.value(33) == b"1";
        let Some(key) = service_key(view, client, 7, 9) else {
            self.incomplete = true;
            return Some(());
        };
        let service = self.service(key, view.record.line)?;
        service.lines += 1;
        service.units.insert(units);
        service.count += count.unwrap_or(0).unsigned_abs();
        service.satellites.insert(satellite(view.value(8)));
        service.over_30 |= over_30;
        if let Some(limited) = limited {
            service.limited = Some(service.limited.unwrap_or(0) + limited);
        }
        Some(())
    }

    /// The service with `key`, which begins on `line` if it is new; `None` if there is no room.
    fn service(&mut self, key: ServiceKey, line: u32) -> Option<&mut Service> {
        let last = self.services.entries().get(self.last_service);
        if last.is_none_or(|(last, _)| *last != key) {
            self.last_service = self
                .services
                .index_or_add(key, SERVICES_MAX, || Service::new(line))?;
        }
        Some(self.services.value_mut(self.last_service))
    }

    /// A line whose items cannot be told may be the one that seems to be missing.
    pub(crate) fn skip(&mut self) {
        self.incomplete = true;
    }
}

/// Whether an error was found in one of `items`.
fn any_wrong(view: &RecordView<'_>, items: &[u16]) -> bool {
    items.iter().any(|&item| view.is_wrong(item))
}

/// Units that say something: 0 stands for units that are not known yet, as nothing does.
fn units_of(units: Option<i64>) -> Option<i32> {
    i32::try_from(units?).ok().filter(|&units| units != 0)
}

/// A longer number has an error, so that nothing is compared.
fn satellite(value: &[u8]) -> Satellite {
    let mut satellite = [0; 2];
    for (byte, &given) in satellite.iter_mut().zip(value) {
        *byte = given;
    }
    satellite
}

fn service_key(
    view: &RecordView<'_>,
    client: Client,
    office: u16,
    code: u16,
) -> Option<ServiceKey> {
    let [first, second] = client.0;
    let [third, fourth] = words_of(view.valid(code)?, view.valid(office)?)?;
    Some(ServiceKey([first, second, third, fourth]))
}

/// Six and ten characters as two words.
#[inline(always)]
fn words_of(six: &[u8], ten: &[u8]) -> Option<[u64; 2]> {
    let (six, ten): (&[u8; 6], &[u8; 10]) = (six.try_into().ok()?, ten.try_into().ok()?);
    let [a, b, c, d, e, f] = *six;
    let [.., g, h] = *ten;
    let (first, _) = ten.split_first_chunk()?;
    Some([
        u64::from_le_bytes([a, b, c, d, e, f, g, h]),
        u64::from_le_bytes(*first),
    ])
}

/// The six and the ten characters of two words.
fn characters_of([first, second]: [u64; 2]) -> ([u8; 6], [u8; 10]) {
    let [a, b, c, d, e, f, g, h] = first.to_le_bytes();
    let mut ten = [0; 10];
    ten[..8].copy_from_slice(&second.to_le_bytes());
    ten[8..].copy_from_slice(&[g, h]);
    ([a, b, c, d, e, f], ten)
}

impl Client {
    /// The client of these numbers, if they have 6 and 10 characters.
    #[inline]
    pub(crate) fn new(insurer: &[u8], insured: &[u8]) -> Option<Client> {
        words_of(insurer, insured).map(Client)
    }

    /// The client whose key has these words.
    pub(crate) fn of_words(words: [u64; 2]) -> Client {
        Client(words)
    }

    /// The numbers of the insurer and of the insured person.
    pub(crate) fn numbers(self) -> ([u8; 6], [u8; 10]) {
        characters_of(self.0)
    }
}

impl Key for Client {
    #[inline(always)]
    fn words(&self) -> &[u64] {
        &self.0
    }
}

impl ServiceKey {
    pub(crate) fn client(&self) -> Client {
        Client([self.0[0], self.0[1]])
    }

    /// The number of the office.
    pub(crate) fn office(&self) -> [u8; 10] {
        characters_of([self.0[2], self.0[3]]).1
    }

    /// The service code.
    pub(crate) fn code(&self) -> [u8; 6] {
        characters_of([self.0[2], self.0[3]]).0
    }

    /// The two characters of the service kind.
    pub(crate) fn kind(&self) -> [u8; 2] {
        let [first, second, ..] = self.code();
        [first, second]
    }
}

impl Key for ServiceKey {
    #[inline(always)]
    fn words(&self) -> &[u64] {
        &self.0
    }
}

impl Service {
    fn new(line: u32) -> Service {
        Service {
            line,
            lines: 0,
            units: Few::default(),
            count: 0,
            marked_days: 0,
            satellites: Few::default(),
            over_30: false,
            limited: None,
        }
    }
}

impl Limits {
    fn of(view: &RecordView<'_>) -> Limits {
        let applied_for = view.value(16) == b"1";
        let period = match (view.valid(14), view.valid(15)) {
            (Some(start), Some(end)) if !applied_for && start <= end => start
                .try_into()
                .ok()
                .zip(end.try_into().ok())
                .map(Into::into),
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

/// The client of the line, if neither number has an error.
pub(crate) fn client_of(view: &RecordView<'_>) -> Option<Client> {
    let key = view.layout.key;
    Client::new(view.valid(key.insurer)?, view.valid(key.insured)?)
}
