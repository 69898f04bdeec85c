//! One service on one day, in the form in which plan and actual are compared.
//!
//! An [`Occurrence`] is one record of table 6 (UPPLAN or UPJSK). Names are not here: a name may
//! be written in two ways and still mean the same office or aid.

use standard::records::Table06Record;
use standard::records::value::{
    InsuredNumber, InsurerNumber, ProrationDays, ServiceCode, ServiceTime,
};
use standard::{Address, Month, OfficeNumber, ServiceKind};

/// A client and a month: insurer number and insured number belong together, because insured
/// numbers alone are not unique (standard 4.1, keys).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClientKey {
    /// 保険者番号.
    pub insurer: InsurerNumber,
    /// 被保険者番号.
    pub insured: InsuredNumber,
    /// 対象年月.
    pub month: Month,
}

/// When a service begins and ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Times {
    /// Item 12 of table 6.
    pub start: ServiceTime,
    /// Item 13 of table 6.
    pub end: ServiceTime,
}

/// Which aid of a welfare equipment service is meant (items 16, 17 and 19 of table 6).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EquipmentKey {
    /// TAISコード or 福祉用具届出コード.
    pub code: String,
    /// 明細判別コード; 0 where there is none.
    pub detail: i64,
}

/// One record of table 6.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Item 20: the office that gives the service.
    pub office: OfficeNumber,
    /// Item 15.
    pub code: ServiceCode,
    /// The day of the month of item 10, from 1.
    pub day: u8,
    /// Items 12 and 13.
    pub times: Times,
    /// Item 14: how often on this day.
    pub count: i64,
    /// Item 8: units of one time, after a discount; none where the record has none.
    pub units: Option<i64>,
    /// Item 11: set for flat-rate services that are claimed by the day.
    pub proration: Option<ProrationDays>,
    /// Set for welfare equipment.
    pub equipment: Option<EquipmentKey>,
}

impl Occurrence {
    /// What is compared of a record.
    pub(crate) fn of(record: &Table06Record) -> Occurrence {
        let equipment = record
            .tais_code
            .clone()
            .or_else(|| record.equipment_notification_code.clone())
            .map(|code| EquipmentKey {
                code,
                detail: record.detail_no.map_or(0, |number| number.value()),
            });
        Occurrence {
            office: record.service_office_number,
            code: record.service_code.clone(),
            day: record.service_date.day(),
            times: Times {
                start: record.start_time,
                end: record.end_time,
            },
            count: record.service_count.value(),
            units: record.units.map(|number| number.value()),
            proration: record.proration_days,
            equipment,
        }
    }

    /// The office with the kind of this service: what a claim and its plan are held together by.
    pub fn address(&self) -> Address {
        Address {
            office: self.office,
            service: self.kind(),
        }
    }

    /// The kind of the service: the first two characters of its code.
    pub fn kind(&self) -> ServiceKind {
        ServiceKind::from_bytes(&self.code.as_str().as_bytes()[..2])
            .expect("a service code has six characters of a code")
    }

    /// Whether the record stands for the whole month, so that its day says nothing: aids, and
    /// flat rates that are claimed by the day.
    pub(crate) fn is_monthly(&self) -> bool {
        self.equipment.is_some() || self.proration.is_some()
    }

    /// Units times count; nothing where the record has no units.
    pub(crate) fn total_units(&self) -> i64 {
        self.units.unwrap_or(0) * self.count
    }
}

impl Times {
    /// Whether both have times that lie over each other, or one of them has none.
    pub(crate) fn overlap(self, other: Times) -> bool {
        use ServiceTime::At;
        match (self.start, self.end, other.start, other.end) {
            (At(start), At(end), At(other_start), At(other_end)) => {
                // A service that ends after midnight ends before it begins; it then lies over
                // everything that begins or ends later than its start.
                let ends = if end > start { Some(end) } else { None };
                let other_ends = if other_end > other_start {
                    Some(other_end)
                } else {
                    None
                };
                other_ends.is_none_or(|other_end| start < other_end)
                    && ends.is_none_or(|end| other_start < end)
            }
            _ => true,
        }
    }
}
