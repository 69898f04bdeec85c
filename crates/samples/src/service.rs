//! The services that sample offices give: codes, units, lengths, prices.
//!
//! Codes and units follow the tables of fiscal year 2024 in shape and size; they are sample data and no source for
//! claims. Each kind has a few basic services, additions, and for most a percentage addition at the end of the month.

mod kinds;

pub(crate) use kinds::{SERVICE_ORDER, kind_facts};

use crate::level::CareLevel;

/// What samples know about one service kind.
pub(crate) struct KindFacts {
    /// The two characters of the standard.
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    /// How many in a hundred clients have it, if an office offers it.
    pub(crate) share_percent: u32,
    /// Yen per unit times 100, for the area of the special wards.
    pub(crate) unit_price: u32,
    pub(crate) pattern: Pattern,
    pub(crate) services: &'static [Service],
    pub(crate) additions: &'static [Addition],
    pub(crate) percentage: Option<Percentage>,
    /// Endings of office names: "ケアステーション" and the like.
    pub(crate) office_names: &'static [&'static str],
}

/// How the visits of a kind lie in the month.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// The same weekdays and times, so often a week.
    Weekly { times_min: u32, times_max: u32 },
    /// Once or twice a month at a set time.
    Monthly,
    /// Some days without a break, no times.
    Stay,
    /// Things lent for the whole month.
    Lease,
    /// One charge for the month, or for part of it by days (日割).
    WholeMonth,
}

/// A basic service.
pub(crate) struct Service {
    /// Code and units: one pair for every level, or one for each care level from 1 to 5, or one for support level 1
    /// (and below) and one for support level 2.
    tariff: &'static [(&'static str, u32)],
    pub(crate) name: &'static str,
    pub(crate) minutes: u32,
    /// How often it counts for one visit (サービス回数).
    pub(crate) times: u32,
    /// False for services outside the monthly limit.
    pub(crate) within_limit: bool,
}

impl Service {
    /// Service code and units for a client of `level`.
    pub(crate) fn tariff(&self, level: CareLevel) -> (&'static str, u32) {
        match self.tariff.len() {
            5 => self.tariff[level.care_index()],
            2 => self.tariff[usize::from(level == CareLevel::Support2)],
            _ => self.tariff[0],
        }
    }
}

/// An addition (加算) to a basic service, at the same time as a visit.
pub(crate) struct Addition {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) units: u32,
    pub(crate) when: AdditionDay,
    pub(crate) within_limit: bool,
    pub(crate) share_percent: u32,
}

/// With which visits an addition is charged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum AdditionDay {
    Every,
    First,
    /// The first and the last day: the way there and back.
    FirstAndLast,
}

/// The improvement addition for staff (処遇改善加算): a share of the month's units, outside the limit, no time.
#[derive(Clone, Copy)]
pub(crate) struct Percentage {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) per_mille: u32,
}

impl Percentage {
    /// The units for `basis_units`, rounded half up as the tariff demands.
    pub(crate) fn units(self, basis_units: u32) -> u32 {
        (basis_units * self.per_mille + 500) / 1000
    }
}

/// A thing that is lent (福祉用具), with the code that TAIS or the notification gave it.
pub(crate) struct Equipment {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) tais: &'static str,
    /// Instead of a TAIS code, for things that have none.
    pub(crate) notification: &'static str,
    pub(crate) units: u32,
}

/// Things to lend. Names carry what names of real things carry: full-width and half-width characters, quotes, commas.
pub(crate) const EQUIPMENT: &[Equipment] = &[
    equipment("171001", "車いす　ＡＢ－１（自走式）", "01501-000010", 500),
    equipment("171001", "車いす ＮＥＯ\"軽量\"タイプ", "00170-000392", 650),
    equipment(
        "171003",
        "特殊寝台　ラクリア３モーター",
        "00206-000881",
        900,
    ),
    equipment("171004", "サイドレール,２本組", "00206-000415", 50),
    equipment("171004", "ベッド用手すり　ニーパロ", "00206-000320", 150),
    equipment(
        "171005",
        "床ずれ防止マットレス　エアロ",
        "00380-000071",
        700,
    ),
    equipment("171007", "手すり　たちあっぷ２型", "00412-000155", 350),
    equipment(
        "171007",
        "手すり　上がりかまち用　R-40",
        "00412-000190",
        350,
    ),
    equipment("171009", "歩行器　ｱﾙｺｰ10型", "00221-000033", 300),
    Equipment {
        code: "171010",
        name: "四点杖（小）",
        tais: "",
        notification: "20012-000007",
        units: 100,
    },
];

const fn equipment(
    code: &'static str,
    name: &'static str,
    tais: &'static str,
    units: u32,
) -> Equipment {
    Equipment {
        code,
        name,
        tais,
        notification: "",
        units,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashSet};

    use super::*;

    #[test]
    fn every_code_belongs_to_its_kind_and_is_used_once() {
        let mut seen = HashSet::new();
        let kinds: BTreeSet<&str> = SERVICE_ORDER.iter().copied().chain(["A2", "A6"]).collect();
        for kind in kinds {
            let facts = kind_facts(kind);
            let mut codes: Vec<&str> = facts
                .services
                .iter()
                .flat_map(|s| s.tariff.iter().map(|t| t.0))
                .collect();
            codes.extend(facts.additions.iter().map(|addition| addition.code));
            codes.extend(facts.percentage.map(|percentage| percentage.code));
            for code in codes {
                assert_eq!(code.len(), 6, "{code}");
                assert!(code.starts_with(kind), "{code}");
                assert!(seen.insert(code.to_owned()), "{code} twice");
            }
        }
        for thing in EQUIPMENT {
            assert_eq!(
                thing.tais.len() + thing.notification.len(),
                12,
                "{}",
                thing.name
            );
        }
    }

    #[test]
    fn a_percentage_rounds_half_up() {
        let percentage = Percentage {
            code: "116001",
            name: "",
            per_mille: 245,
        };
        assert_eq!(percentage.units(0), 0);
        assert_eq!(percentage.units(2), 0, "0.49");
        assert_eq!(percentage.units(100), 25, "24.5");
        assert_eq!(percentage.units(1952), 478, "478.24");
    }
}
