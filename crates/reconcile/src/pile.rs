//! Which records count: of several files, the newest by stamp.
//!
//! Care software imports in the order of stamps, so a later plan replaces an earlier one, later
//! actuals of a sender replace its earlier ones, and a later deletion takes them away (standard
//! 4.1, order of import). A file tells about a client only if it has the client: a sender may
//! send the rest of its clients in a second file.

use crate::SourceFile;
use crate::result::UnreadRecord;
use crate::service::{ClientKey, Occurrence};
use standard::records::value::{InsuredNumber, InsurerNumber, OrZeros};
use standard::records::{
    DeleteActualRecord, DeletePlannedRecord, Record, SupplementRecord, Table06Record, Table07Record,
};
use standard::{Address, FileKind, FileName, Month, OfficeNumber, Stamp};
use std::collections::{BTreeMap, BTreeSet};

/// When a file was made; files without a readable name are the oldest.
type Age = Option<Stamp>;

/// Records of one client and month from one file.
#[derive(Default)]
struct Part {
    age: Age,
    rows: Vec<Occurrence>,
}

/// Everything that the files say, by client and month.
#[derive(Default)]
pub(crate) struct Pile {
    plans: BTreeMap<ClientKey, Part>,
    /// By sender, as the name of the file has it.
    actuals: BTreeMap<(ClientKey, Option<Address>), Part>,
    /// Whose actuals came, for whichever client.
    arrived: BTreeSet<(Address, Month)>,
    deleted_plans: BTreeMap<ClientKey, Age>,
    deleted_actuals: BTreeMap<(ClientKey, Address), Age>,
    names: BTreeMap<(InsurerNumber, InsuredNumber), (Age, String)>,
    offices: BTreeMap<OfficeNumber, String>,
    limits: BTreeMap<ClientKey, (Age, i64)>,
    /// Service codes of table 7 that count against the limit of the care level.
    counted: BTreeMap<ClientKey, (Age, BTreeSet<(OfficeNumber, String)>)>,
    /// Records that could not be read.
    pub(crate) unread: Vec<UnreadRecord>,
}

impl Pile {
    pub(crate) fn read(planned: &[SourceFile<'_>], actual: &[SourceFile<'_>]) -> Pile {
        let mut pile = Pile::default();
        for file in planned {
            pile.take_planned(file);
        }
        for file in actual {
            pile.take_actual(file);
        }
        pile.apply_deletions();
        pile
    }

    fn take_planned(&mut self, file: &SourceFile<'_>) {
        let age = age(file);
        match file.document.kind() {
            FileKind::UpPlan => {
                for (key, rows) in self.tickets(file) {
                    newest(self.plans.entry(key).or_default(), Part { age, rows });
                }
            }
            FileKind::DltPlan => {
                for record in self.records::<DeletePlannedRecord>(file) {
                    let key = key(
                        record.insurer_number,
                        record.insured_number,
                        record.target_month,
                    );
                    let entry = self.deleted_plans.entry(key).or_default();
                    *entry = (*entry).max(age);
                }
            }
            FileKind::UpHosoku => self.take_supplement(file, age),
            FileKind::UpSikyu => self.take_statement(file, age),
            _ => {}
        }
    }

    fn take_actual(&mut self, file: &SourceFile<'_>) {
        let age = age(file);
        match file.document.kind() {
            FileKind::UpJsk => {
                let name = FileName::parse(file.file_name).ok();
                let sender = name.map(|name| name.from);
                if let Some((from, month)) = name.and_then(|name| Some((name.from, name.month?))) {
                    self.arrived.insert((from, month));
                }
                for (key, rows) in self.tickets(file) {
                    let addresses = rows.iter().map(Occurrence::address);
                    self.arrived
                        .extend(addresses.map(|address| (address, key.month)));
                    let entry = self.actuals.entry((key, sender)).or_default();
                    newest(entry, Part { age, rows });
                }
            }
            FileKind::DltJsk => {
                for record in self.records::<DeleteActualRecord>(file) {
                    let address = Address {
                        office: record.service_office_number,
                        service: record.service_kind,
                    };
                    let key = key(
                        record.insurer_number,
                        record.insured_number,
                        record.target_month,
                    );
                    let entry = self.deleted_actuals.entry((key, address)).or_default();
                    *entry = (*entry).max(age);
                }
            }
            FileKind::UpHosoku => self.take_supplement(file, age),
            _ => {}
        }
    }

    fn take_supplement(&mut self, file: &SourceFile<'_>, age: Age) {
        for record in self.records::<SupplementRecord>(file) {
            let who = (record.insurer_number, record.insured_number);
            let name = self.names.entry(who.clone()).or_default();
            if name.0 <= age {
                *name = (age, record.user_name);
            }
            if let (OrZeros::Value(month), Some(limit)) =
                (record.target_month, record.category_limit_units)
            {
                let entry = self.limits.entry(key(who.0, who.1, month)).or_default();
                if entry.0 <= age {
                    *entry = (age, limit.value());
                }
            }
        }
    }

    fn take_statement(&mut self, file: &SourceFile<'_>, age: Age) {
        let mut found: BTreeMap<ClientKey, BTreeSet<(OfficeNumber, String)>> = BTreeMap::new();
        for record in self.records::<Table07Record>(file) {
            // A kind with several lines may have its units against the limit on the subtotal
            // only; item 18 stands on each line, and is empty outside the limit.
            let counts = record.benefit_management_units.is_some()
                || record.category_limit_within_units.is_some()
                || record.category_limit_excess_units.is_some();
            let codes = found
                .entry(key(
                    record.insurer_number,
                    record.insured_number,
                    record.target_month,
                ))
                .or_default();
            if counts {
                codes.insert((
                    record.service_office_number,
                    record.service_code.to_string(),
                ));
            }
        }
        for (key, codes) in found {
            let entry = self.counted.entry(key).or_default();
            if entry.0 <= age {
                *entry = (age, codes);
            }
        }
    }

    /// The records of table 6 by client and month.
    fn tickets(&mut self, file: &SourceFile<'_>) -> BTreeMap<ClientKey, Vec<Occurrence>> {
        let mut found: BTreeMap<ClientKey, Vec<Occurrence>> = BTreeMap::new();
        for record in self.records::<Table06Record>(file) {
            if let Some(name) = &record.service_office_name {
                self.offices
                    .entry(record.service_office_number)
                    .or_insert_with(|| name.clone());
            }
            let occurrence = Occurrence::of(&record);
            found
                .entry(key(
                    record.insurer_number,
                    record.insured_number,
                    record.target_month,
                ))
                .or_default()
                .push(occurrence);
        }
        found
    }

    /// The records of a file that can be read; the others are named in `unread`.
    fn records<R: Record>(&mut self, file: &SourceFile<'_>) -> Vec<R> {
        let mut records = Vec::new();
        for record in file.document.records() {
            let texts = file.document.texts(record);
            if texts.iter().all(String::is_empty) || !counts_for(file, &texts) {
                continue;
            }
            match R::from_fields(&texts) {
                Ok(read) => records.push(read),
                Err(_) => self.unread.push(UnreadRecord {
                    file_name: file.file_name.to_owned(),
                    line: record.line,
                }),
            }
        }
        records
    }

    /// Takes away what was deleted after it was sent.
    fn apply_deletions(&mut self) {
        let deleted = std::mem::take(&mut self.deleted_plans);
        self.plans
            .retain(|key, part| deleted.get(key).is_none_or(|age| *age <= part.age));
        for ((key, _), part) in &mut self.actuals {
            let deleted = &self.deleted_actuals;
            part.rows.retain(|one| {
                deleted
                    .get(&(key.clone(), one.address()))
                    .is_none_or(|age| *age <= part.age)
            });
        }
        self.actuals.retain(|_, part| !part.rows.is_empty());
    }

    /// Every client and month of plan or actuals, once.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &ClientKey> {
        let with_actuals = self.actuals.keys().map(|(key, _)| key);
        let all: BTreeSet<&ClientKey> = self.plans.keys().chain(with_actuals).collect();
        all.into_iter()
    }

    pub(crate) fn planned_of(&self, key: &ClientKey) -> &[Occurrence] {
        self.plans.get(key).map_or(&[], |part| &part.rows)
    }

    pub(crate) fn actual_of(&self, key: &ClientKey) -> Vec<Occurrence> {
        let of_client = self.actuals.iter().filter(|((other, _), _)| other == key);
        of_client
            .flat_map(|(_, part)| part.rows.iter().cloned())
            .collect()
    }

    /// Whether actuals of this office and service kind came for the month, for whichever client.
    pub(crate) fn has_actuals_of(&self, address: Address, month: Month) -> bool {
        self.arrived.contains(&(address, month))
    }

    pub(crate) fn name_of(&self, key: &ClientKey) -> Option<String> {
        let who = (key.insurer.clone(), key.insured.clone());
        self.names.get(&who).map(|(_, name)| name.clone())
    }

    pub(crate) fn office_name(&self, office: OfficeNumber) -> Option<String> {
        self.offices.get(&office).cloned()
    }

    /// 区分支給限度基準額, where the supplement of the month has it.
    pub(crate) fn limit_of(&self, key: &ClientKey) -> Option<i64> {
        self.limits.get(key).map(|(_, limit)| *limit)
    }

    pub(crate) fn counts_against_limit(&self, key: &ClientKey, one: &Occurrence) -> bool {
        self.counted
            .get(key)
            .is_some_and(|(_, codes)| codes.contains(&(one.office, one.code.to_string())))
    }

    /// Another insurer under which the plan of the month has the same insured number.
    pub(crate) fn planned_insurer_of(&self, key: &ClientKey) -> Option<InsurerNumber> {
        self.plans
            .keys()
            .find(|other| other.insured == key.insured && other.month == key.month)
            .map(|other| other.insurer.clone())
    }
}

/// Whether the file counts for the client of a record.
fn counts_for(file: &SourceFile<'_>, texts: &[String]) -> bool {
    let (Some(clients), Some(layout)) = (file.clients, file.document.kind().layout()) else {
        return true;
    };
    let text = |item: u16| {
        let text = texts.get(usize::from(item) - 1);
        text.cloned().unwrap_or_default()
    };
    clients.contains(&(text(layout.key.insurer), text(layout.key.insured)))
}

fn newest(known: &mut Part, other: Part) {
    if known.rows.is_empty() || known.age <= other.age {
        *known = other;
    }
}

fn age(file: &SourceFile<'_>) -> Age {
    FileName::parse(file.file_name).ok().map(|name| name.stamp)
}

fn key(insurer: InsurerNumber, insured: InsuredNumber, month: Month) -> ClientKey {
    ClientKey {
        insurer,
        insured,
        month,
    }
}
