//! What a reconciliation says.
//!
//! Plain data with facts; the sentences are in [`crate::text`]. Days count from 1.

use crate::service::{ClientKey, EquipmentKey, Occurrence, Times};
use standard::records::value::{InsurerNumber, ProrationDays, ServiceCode};
use standard::{Address, OfficeNumber};

/// The result for all clients and months of the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconciliation {
    /// Each client and month once, by insurer number, insured number and month.
    pub clients: Vec<ClientMonth>,
    /// Records that could not be read and so were not compared.
    pub unread: Vec<UnreadRecord>,
}

/// A record that took part in nothing; `tsunagu check` says what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadRecord {
    /// The file, without its path.
    pub file_name: String,
    /// The line on which the record starts, from 1.
    pub line: u32,
}

/// One client and month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientMonth {
    /// Who and when.
    pub key: ClientKey,
    /// The client's name, where a supplement among the files has it.
    pub name: Option<String>,
    /// Each office and service kind of plan or actuals, in their order.
    pub offices: Vec<OfficeMonth>,
    /// The units that count against the limit of the care level, where the plan's files say
    /// the limit.
    pub limit: Option<LimitUnits>,
    /// The rows of the month form: a service with its planned and its given days.
    pub services: Vec<ServiceDays>,
    /// What differs, in the order of offices and days.
    pub differences: Vec<Difference>,
    /// What the review of claims may return.
    pub risks: Vec<Risk>,
}

/// What came from an office about one service kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// No actuals of this office and kind for the month yet: nothing can be said.
    Waiting,
    /// Actuals came, but without this client.
    WithoutClient,
    /// Actuals of the client came.
    Arrived,
}

/// One office and service kind of a client's month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeMonth {
    /// The office with the service kind.
    pub address: Address,
    /// The office's name, where the files have it.
    pub name: Option<String>,
    /// Whether its actuals are here.
    pub arrival: Arrival,
    /// Planned units of the month.
    pub planned_units: i64,
    /// Units given; 0 while the actuals have not come.
    pub actual_units: i64,
    /// Planned times of the month.
    pub planned_count: i64,
    /// Times given.
    pub actual_count: i64,
}

/// Units against the limit of the care level (区分支給限度基準額).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitUnits {
    /// The limit of the supplement.
    pub limit: i64,
    /// Planned units that count.
    pub planned: i64,
    /// Units given that count; for offices without actuals the planned ones.
    pub actual: i64,
}

/// A row of the month form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceDays {
    /// The office that gives it.
    pub office: OfficeNumber,
    /// The service code.
    pub code: ServiceCode,
    /// When it begins and ends.
    pub times: Times,
    /// Which aid, for welfare equipment.
    pub equipment: Option<EquipmentKey>,
    /// How often on each day it was planned; the first entry is day 1.
    pub planned: [i64; 31],
    /// How often on each day it was given.
    pub actual: [i64; 31],
}

/// Something that is not as planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The office with the service kind.
    pub address: Address,
    /// What differs.
    pub kind: DifferenceKind,
}

/// What differs between plan and actual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DifferenceKind {
    /// Planned and not given (欠).
    NotGiven {
        /// The planned record.
        planned: Occurrence,
    },
    /// Given and not planned (追).
    NotPlanned {
        /// The record of what was given.
        actual: Occurrence,
    },
    /// Given on another day (移).
    OtherDay {
        /// The planned record.
        planned: Occurrence,
        /// What was given instead.
        actual: Occurrence,
    },
    /// Given at another time of the same day (時).
    OtherTime {
        /// The planned record.
        planned: Occurrence,
        /// What was given.
        actual: Occurrence,
    },
    /// Another service code at the same time, such as a longer visit (替).
    OtherService {
        /// The planned record.
        planned: Occurrence,
        /// What was given.
        actual: Occurrence,
    },
    /// More or less often on the same day (回).
    OtherCount {
        /// The planned record.
        planned: Occurrence,
        /// What was given.
        actual: Occurrence,
    },
    /// Other days of a flat rate (日割対象日).
    OtherProration {
        /// The planned record.
        planned: Occurrence,
        /// What was given.
        actual: Occurrence,
    },
    /// The same service with other units; said once for each service code and pair of units.
    OtherUnits {
        /// The service code.
        code: ServiceCode,
        /// Planned units of one time.
        planned: i64,
        /// Units given for one time.
        actual: i64,
        /// On how many records.
        records: usize,
    },
    /// Actuals came and this client is not in them, though services were planned.
    NothingGiven {
        /// How often services were planned.
        planned: i64,
    },
}

/// Something for which a claim may be returned (返戻) or cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// The office with the service kind; none when the client as a whole is meant.
    pub address: Option<Address>,
    /// What it is.
    pub kind: RiskKind,
}

/// Why a claim may be returned or cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RiskKind {
    /// Actuals of a client who is not in the plan of the month.
    ClientNotPlanned {
        /// The plan has the same insured number under this insurer: one of them is a mistake.
        other_insurer: Option<InsurerNumber>,
    },
    /// Actuals of an office and service kind that the plan does not have, so neither does the
    /// benefit management sheet (給付管理票) that is made of it.
    OfficeNotPlanned,
    /// The office gave more units than planned for it.
    UnitsAbovePlan {
        /// Planned units.
        planned: i64,
        /// Units given.
        actual: i64,
    },
    /// The services that count against the limit of the care level are above it, and were not
    /// in the plan.
    AboveLimit {
        /// 区分支給限度基準額 of the supplement.
        limit: i64,
        /// Planned units that count.
        planned: i64,
        /// Units given that count; for offices without actuals the planned ones.
        actual: i64,
    },
    /// An addition without the service that it was planned to go with.
    AdditionAlone {
        /// The addition.
        code: ServiceCode,
        /// The service that the plan has at the same times.
        base: ServiceCode,
        /// The days of the month, from 1.
        days: Vec<u8>,
    },
}

impl ClientMonth {
    /// Whether nothing is left to look at: all actuals are here and nothing differs.
    pub fn is_as_planned(&self) -> bool {
        self.differences.is_empty()
            && self.risks.is_empty()
            && self
                .offices
                .iter()
                .all(|office| office.arrival == Arrival::Arrived)
    }
}

/// The rows of the month form, in the order of the plan, then what only the actuals have.
pub(crate) fn services(planned: &[Occurrence], actual: &[Occurrence]) -> Vec<ServiceDays> {
    let mut rows: Vec<ServiceDays> = Vec::new();
    for (is_actual, one) in planned
        .iter()
        .map(|one| (false, one))
        .chain(actual.iter().map(|one| (true, one)))
    {
        let same = |row: &ServiceDays| {
            row.office == one.office
                && row.code == one.code
                && row.times == one.times
                && row.equipment == one.equipment
        };
        let at = rows.iter().position(same).unwrap_or_else(|| {
            rows.push(ServiceDays {
                office: one.office,
                code: one.code.clone(),
                times: one.times,
                equipment: one.equipment.clone(),
                planned: [0; 31],
                actual: [0; 31],
            });
            rows.len() - 1
        });
        let days = if is_actual {
            &mut rows[at].actual
        } else {
            &mut rows[at].planned
        };
        days[usize::from(one.day) - 1] += one.count;
    }
    rows.sort_by_key(|row| row.office);
    rows
}

/// The days of the month on which a flat rate is claimed, from 1.
pub(crate) fn proration_days(days: ProrationDays) -> Vec<u8> {
    (1..=31).filter(|day| days.contains(*day)).collect()
}
