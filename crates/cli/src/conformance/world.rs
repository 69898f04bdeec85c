//! The invented people and offices of the kit, and the months that its patterns lie in.
//!
//! Everything follows from role, seed and month, so that the check can make again what the export wrote. Nothing
//! is read from the exported folder but these three: a kit cannot be made easier by editing it.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use standard::{Address, Month};

/// Whose software is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(super) enum Role {
    /// Care management, 43
    #[value(alias = "居宅")]
    Kyotaku,
    /// An office that gives services
    #[value(alias = "サービス")]
    Service,
    /// Community support centre, 46
    #[value(alias = "包括")]
    Hokatsu,
}

impl Role {
    #[cfg(test)]
    pub(super) const ALL: [Role; 3] = [Role::Kyotaku, Role::Service, Role::Hokatsu];

    pub(super) fn name_ja(self) -> &'static str {
        match self {
            Role::Kyotaku => "居宅介護支援事業所",
            Role::Service => "サービス事業所",
            Role::Hokatsu => "地域包括支援センター",
        }
    }

    pub(super) fn name_en(self) -> &'static str {
        match self {
            Role::Kyotaku => "care-management office",
            Role::Service => "service office",
            Role::Hokatsu => "community support centre",
        }
    }
}

/// What a kit is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kit {
    pub(super) role: Role,
    pub(super) seed: u64,
    pub(super) month: Month,
}

/// An office with the service under which it exchanges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Party {
    pub(super) number: &'static str,
    pub(super) kind: &'static str,
    pub(super) name: &'static str,
}

impl Party {
    pub(super) fn address(self) -> Address {
        format!("{}-{}", self.number, self.kind)
            .parse()
            .expect("the offices of this file have right numbers and kinds")
    }
}

const fn party(number: &'static str, kind: &'static str, name: &'static str) -> Party {
    Party { number, kind, name }
}

pub(super) const CARE: Party = party("1370200015", "43", "こもれび居宅介護支援事業所");
/// The same care office where it plans preventive care itself (指定介護予防支援).
pub(super) const CARE_PREVENTION: Party = party("1370200015", "46", "こもれび居宅介護支援事業所");
pub(super) const CENTRE: Party = party("1300500046", "46", "神宮前地域包括支援センター");
pub(super) const HOME_HELP: Party = party("1370300021", "11", "ひだまりケアステーション");
pub(super) const NURSING: Party = party("1370400037", "13", "あおぞら訪問看護ステーション");
pub(super) const EQUIPMENT: Party = party("1370600058", "17", "㈱つばさ福祉用具");
pub(super) const STAY: Party = party("1370700063", "21", "さくら苑ショートステイ");
pub(super) const ROUND_VISITS: Party = party("1390800071", "76", "なごみ定期巡回ステーション");
pub(super) const VISIT_PROGRAMME: Party = party("1370300021", "A2", "ひだまりケアステーション");
pub(super) const PREVENTIVE_NURSING: Party =
    party("1370400037", "63", "あおぞら訪問看護ステーション");
pub(super) const PREVENTIVE_EQUIPMENT: Party = party("1370600058", "67", "㈱つばさ福祉用具");
pub(super) const PREVENTIVE_STAY: Party = party("1370700063", "24", "さくら苑ショートステイ");

/// Who makes the tickets in every pattern.
pub(super) const CARE_MANAGER: &str = "佐藤　恵";
/// Who makes the plans of the centre.
pub(super) const CENTRE_PLANNER: &str = "渡辺　直子";

/// A person who is cared for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Client {
    pub(super) insured: String,
    pub(super) name: &'static str,
    pub(super) kana: &'static str,
    /// `1` or `2`, as in the standard.
    pub(super) sex: &'static str,
    pub(super) birth: &'static str,
    pub(super) level: &'static str,
    pub(super) limit_units: &'static str,
    pub(super) postal_code: &'static str,
    pub(super) address1: &'static str,
    pub(super) address2: &'static str,
    pub(super) phone: &'static str,
}

/// The insurer of all clients.
pub(super) const INSURER: &str = "131130";

struct Person(&'static str, &'static str, &'static str, &'static str);

/// Invented: name, reading, sex, birth.
const PEOPLE: [Person; 8] = [
    Person("山田　花子", "ヤマダ　ハナコ", "2", "19380512"),
    Person("鈴木　一郎", "スズキ　イチロウ", "1", "19410203"),
    Person("小林　トメ", "コバヤシ　トメ", "2", "19331130"),
    Person("加藤　正", "カトウ　タダシ", "1", "19450817"),
    Person("中村　ヨシ", "ナカムラ　ヨシ", "2", "19360229"),
    Person("松本　清子", "マツモト　キヨコ", "2", "19430721"),
    Person("井上　武", "イノウエ　タケシ", "1", "19391008"),
    Person("木村　千代", "キムラ　チヨ", "2", "19400401"),
];

impl Kit {
    /// The client number `index` of the kit; needs care, or only support when `prevention`.
    pub(super) fn client(self, index: u64, prevention: bool) -> Client {
        let at = (self.seed.wrapping_add(index) % PEOPLE.len() as u64) as usize;
        let Person(name, kana, sex, birth) = PEOPLE[at];
        let (level, limit_units) = if prevention {
            ("13", "10531")
        } else {
            ("23", "27048")
        };
        // Leading zeros on purpose: software that takes the number for a number loses them.
        let serial = self.seed.wrapping_mul(37).wrapping_add(index * 101) % 1_000_000;
        Client {
            insured: format!("00{:02}{serial:06}", index % 100),
            name,
            kana,
            sex,
            birth,
            level,
            limit_units,
            postal_code: "150-0001",
            address1: "東京都渋谷区神宮前１－２－３",
            address2: "",
            phone: "03-0123-4567",
        }
    }

    /// A day of the seed's choice, 1 to 7, on which weekly services begin.
    pub(super) fn first_day(self) -> u8 {
        (self.seed % 7) as u8 + 1
    }

    /// The next months from the kit's month: February of a leap year, one with 31 days, one with 30.
    pub(super) fn special_months(self) -> [Month; 3] {
        let find = |wanted: fn(Month) -> bool| {
            let mut month = self.month;
            while !wanted(month) && month.next() != month {
                month = month.next();
            }
            month
        };
        [
            find(|month| month.month() == 2 && month.days() == 29),
            find(|month| month.days() == 31),
            find(|month| month.days() == 30),
        ]
    }
}

/// `YYYYMMDD` of a day of `month`.
pub(super) fn ymd(month: Month, day: u8) -> String {
    format!("{month}{day:02}")
}

/// `YYYYMMDD` of the day that lies `days` after the first of `month`.
pub(super) fn near(month: Month, days: i64) -> String {
    let first: Date = date(month.year(), month.month(), 1);
    let day = first.saturating_add(jiff::Span::new().days(days));
    day.strftime("%Y%m%d").to_string()
}

/// `YYYYMMDD` of the first day of the month that lies `months` after `month`.
pub(super) fn first_after(month: Month, months: i64) -> String {
    let first: Date = date(month.year(), month.month(), 1);
    let day = first.saturating_add(jiff::Span::new().months(months));
    day.strftime("%Y%m%d").to_string()
}
