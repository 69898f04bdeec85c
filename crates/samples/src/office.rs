//! The offices of a sample world: one care-management office, service offices, and with three or more of these a
//! community support centre (地域包括支援センター) for preventive care.
//!
//! All names are invented. The first service offices have the numbers of the examples of this project, so that a
//! reader meets the same numbers everywhere.

use std::collections::HashSet;

use crate::dice::Dice;
use crate::people::{PersonName, staff_member};
use crate::places::{Place, WARDS, full_width, phone, premises};
use crate::service::{SERVICE_ORDER, kind_facts};

/// What an office does in the exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Makes care plans (居宅介護支援, 43).
    CareManagement,
    /// Makes plans of preventive care (地域包括支援センター, 46).
    SupportCentre,
    /// Gives services.
    Service,
}

/// An office as its partners know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleOffice {
    /// Ten digits.
    pub number: String,
    /// The invented name.
    pub name: String,
    /// Service kinds, two characters each; the first is the main one.
    pub services: Vec<String>,
    /// What it does.
    pub role: Role,
}

/// An office with what its records need besides.
pub(crate) struct Office {
    pub(crate) facts: SampleOffice,
    pub(crate) place: Place,
    pub(crate) phone: String,
    pub(crate) staff: Vec<PersonName>,
    /// Some clients of this office belong to a satellite.
    pub(crate) has_satellite: bool,
}

/// Everyone who sends or receives.
pub(crate) struct Offices {
    pub(crate) care: Office,
    pub(crate) centre: Option<Office>,
    pub(crate) services: Vec<Office>,
}

impl Offices {
    /// The offices that offer `kind`, as indexes of `services`.
    pub(crate) fn offering(&self, kind: &str) -> Vec<usize> {
        let offers = |office: &Office| office.facts.services.iter().any(|own| own == kind);
        (0..self.services.len())
            .filter(|index| offers(&self.services[*index]))
            .collect()
    }

    /// Care management first, then the centre, then the service offices.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Office> {
        std::iter::once(&self.care)
            .chain(&self.centre)
            .chain(&self.services)
    }
}

/// The number of the centre in the examples.
const CENTRE_NUMBER: &str = "1300500046";

/// Fewer service offices than this have no community support centre beside them.
const SERVICE_OFFICES_FOR_CENTRE: u32 = 3;

/// Makes the offices of a world with `service_offices` service offices and `clients` clients.
pub(crate) fn make_offices(dice: &mut Dice, service_offices: u32, clients: u32) -> Offices {
    let mut taken = HashSet::new();
    let with_centre = service_offices >= SERVICE_OFFICES_FOR_CENTRE;
    let care_number = number_with_check_digit("137", 2, 1);
    let care_name = unused_name(
        dice,
        &mut taken,
        &["居宅介護支援事業所", "ケアプランセンター"],
    );
    let care = office(
        dice,
        care_number,
        care_name,
        &["43"],
        Role::CareManagement,
        clients,
    );
    let centre = with_centre.then(|| {
        let name = format!(
            "{}地域包括支援センター",
            dice.pick(&["神宮前", "笹塚", "幡ヶ谷", "代々木", "広尾"])
        );
        office(
            dice,
            CENTRE_NUMBER.to_owned(),
            name,
            &["46"],
            Role::SupportCentre,
            clients / 6,
        )
    });
    let mut services = Vec::new();
    for index in 0..service_offices {
        let kind = SERVICE_ORDER[index as usize % SERVICE_ORDER.len()];
        let mut kinds = vec![kind];
        match kind {
            "11" if with_centre => kinds.push("A2"),
            "15" | "78" if with_centre => kinds.push("A6"),
            _ => (),
        }
        // Ward part and serial number run together: 1370300021, 1370400037, 1370500043, …
        let number = number_with_check_digit("137", 3 + index % 21, 2 + index);
        let name = unused_name(dice, &mut taken, kind_facts(kind).office_names);
        services.push(office(dice, number, name, &kinds, Role::Service, 0));
    }
    Offices {
        care,
        centre,
        services,
    }
}

fn office(
    dice: &mut Dice,
    number: String,
    name: String,
    kinds: &[&str],
    role: Role,
    clients: u32,
) -> Office {
    // A care manager looks after about 35 people.
    let staff = (0..=clients / 35).map(|_| staff_member(dice)).collect();
    let ward = if role == Role::Service {
        dice.pick(WARDS)
    } else {
        &WARDS[0]
    };
    let services = kinds.iter().map(|kind| (*kind).to_owned()).collect();
    let facts = SampleOffice {
        number,
        name,
        services,
        role,
    };
    let has_satellite = role == Role::Service && kinds[0] != "17" && dice.percent(15);
    Office {
        facts,
        place: premises(dice, ward),
        phone: phone(dice),
        staff,
        has_satellite,
    }
}

/// Prefecture and kind, ward, serial number, and the check digit over weights 2 and 1 that the project's examples use.
fn number_with_check_digit(prefix: &str, ward: u32, serial: u32) -> String {
    let body = format!("{prefix}{ward:02}{serial:04}");
    let weighted =
        |(index, digit): (usize, u8)| u32::from(digit - b'0') * if index % 2 == 0 { 2 } else { 1 };
    let sum: u32 = body.bytes().enumerate().map(weighted).sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

fn unused_name(dice: &mut Dice, taken: &mut HashSet<String>, endings: &[&str]) -> String {
    let place = if dice.percent(50) {
        *dice.pick(NAME_PLACES)
    } else {
        ""
    };
    let base = format!("{place}{}{}", dice.pick(NAME_WORDS), dice.pick(endings));
    let mut name = base.clone();
    let mut number = 2;
    while !taken.insert(name.clone()) {
        name = format!("{base}第{}", full_width(number));
        number += 1;
    }
    name
}

const NAME_PLACES: &[&str] = &[
    "神宮前",
    "渋谷",
    "恵比寿",
    "代々木",
    "笹塚",
    "上原",
    "三軒茶屋",
    "経堂",
    "駒場",
    "北新宿",
];

const NAME_WORDS: &[&str] = &[
    "こもれび",
    "ひだまり",
    "あおぞら",
    "つばさ",
    "みどりの風",
    "さくら苑",
    "ゆうゆう",
    "なごみ",
    "すみれ",
    "はるかぜ",
    "ほほえみ",
    "やまぼうし",
    "いぶき",
    "つむぎ",
    "けやき",
    "くすの木",
    "あさがお",
    "ＫＡＺＥ",
    "髙砂",
    "ふれあい",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Purpose;

    fn world(offices: u32) -> Offices {
        make_offices(&mut Dice::new(1, Purpose::Offices), offices, 10)
    }

    #[test]
    fn the_first_numbers_are_those_of_the_examples() {
        let offices = world(3);
        let numbers: Vec<&str> = offices
            .all()
            .map(|office| office.facts.number.as_str())
            .collect();
        assert_eq!(
            numbers,
            [
                "1370200015",
                "1300500046",
                "1370300021",
                "1370400037",
                "1370500043"
            ]
        );
    }

    #[test]
    fn the_first_two_offices_give_home_help_and_home_nursing() {
        for count in 0..20 {
            let offices = world(count);
            let kinds: Vec<&str> = offices
                .services
                .iter()
                .map(|o| o.facts.services[0].as_str())
                .collect();
            assert_eq!(
                kinds.iter().take(2).copied().collect::<Vec<_>>(),
                ["11", "13"][..kinds.len().min(2)]
            );
            assert_eq!(offices.centre.is_some(), count >= 3);
        }
    }

    #[test]
    fn a_thousand_offices_have_a_thousand_numbers_and_names() {
        let offices = world(1000);
        let numbers: HashSet<&str> = offices
            .all()
            .map(|office| office.facts.number.as_str())
            .collect();
        let names: HashSet<&str> = offices
            .all()
            .map(|office| office.facts.name.as_str())
            .collect();
        assert_eq!((numbers.len(), names.len()), (1002, 1002));
        assert!(numbers.iter().all(|number| number.len() == 10));
    }
}
