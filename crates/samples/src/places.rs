//! Places: special wards of Tokyo with their insurer numbers, and town names with the postal codes that belong to them.
//!
//! Wards, towns and postal codes exist, so that an address looks right and fits its postal code; house numbers and
//! buildings are invented. Telephone numbers begin with 03-0, which is not given to anyone.

use crate::dice::Dice;

/// A ward: the insurer of the people who live there.
pub(crate) struct Ward {
    pub(crate) name: &'static str,
    /// Six digits, the last one a check digit.
    pub(crate) insurer_number: &'static str,
    towns: &'static [(&'static str, &'static str)],
}

/// An address in the two parts of the forms.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) postal_code: String,
    pub(crate) address: String,
    /// Building and room; often empty.
    pub(crate) building: String,
}

impl Place {
    /// Both parts on one line.
    pub(crate) fn one_line(&self) -> String {
        if self.building.is_empty() {
            self.address.clone()
        } else {
            format!("{}　{}", self.address, self.building)
        }
    }
}

/// Where someone lives in `ward`.
pub(crate) fn home(dice: &mut Dice, ward: &Ward) -> Place {
    let mut place = address(dice, ward);
    if dice.percent(45) {
        let building = dice.pick(BUILDINGS);
        place.building = format!(
            "{building}　{}号室",
            full_width(100 * dice.between(1, 8) + dice.between(1, 12))
        );
    }
    place
}

/// Where an office is in `ward`.
pub(crate) fn premises(dice: &mut Dice, ward: &Ward) -> Place {
    let mut place = address(dice, ward);
    if dice.percent(60) {
        place.building = format!(
            "{}{}階",
            dice.pick(OFFICE_BUILDINGS),
            full_width(dice.between(1, 6))
        );
    }
    place
}

fn address(dice: &mut Dice, ward: &Ward) -> Place {
    let (town, postal_code) = dice.pick(ward.towns);
    let numbers = [dice.between(1, 5), dice.between(1, 38), dice.between(1, 22)].map(full_width);
    Place {
        postal_code: (*postal_code).to_owned(),
        address: format!("東京都{}{town}{}", ward.name, numbers.join("－")),
        building: String::new(),
    }
}

/// A telephone number that belongs to nobody.
pub(crate) fn phone(dice: &mut Dice) -> String {
    format!("03-0{:03}-{:04}", dice.below(1000), dice.below(10000))
}

/// `number` in full-width digits, as people write addresses.
pub(crate) fn full_width(number: u32) -> String {
    const DIGITS: [char; 10] = ['０', '１', '２', '３', '４', '５', '６', '７', '８', '９'];
    number
        .to_string()
        .bytes()
        .map(|digit| DIGITS[usize::from(digit - b'0')])
        .collect()
}

/// The wards that clients come from; the first is where the care-management office is.
pub(crate) const WARDS: &[Ward] = &[
    Ward {
        name: "渋谷区",
        insurer_number: "131136",
        towns: &[
            ("神宮前", "150-0001"),
            ("渋谷", "150-0002"),
            ("恵比寿", "150-0013"),
            ("広尾", "150-0012"),
            ("千駄ヶ谷", "151-0051"),
            ("代々木", "151-0053"),
            ("初台", "151-0061"),
            ("富ヶ谷", "151-0063"),
            ("上原", "151-0064"),
            ("本町", "151-0071"),
            ("幡ヶ谷", "151-0072"),
            ("笹塚", "151-0073"),
        ],
    },
    Ward {
        name: "世田谷区",
        insurer_number: "131128",
        towns: &[
            ("三軒茶屋", "154-0024"),
            ("太子堂", "154-0004"),
            ("北沢", "155-0031"),
            ("代沢", "155-0032"),
            ("松原", "156-0043"),
            ("経堂", "156-0052"),
            ("桜新町", "154-0015"),
        ],
    },
    Ward {
        name: "目黒区",
        insurer_number: "131102",
        towns: &[
            ("上目黒", "153-0051"),
            ("東山", "153-0043"),
            ("駒場", "153-0041"),
            ("下目黒", "153-0064"),
            ("自由が丘", "152-0035"),
        ],
    },
    Ward {
        name: "新宿区",
        insurer_number: "131045",
        towns: &[
            ("西新宿", "160-0023"),
            ("北新宿", "169-0074"),
            ("高田馬場", "169-0075"),
            ("百人町", "169-0073"),
        ],
    },
    Ward {
        name: "杉並区",
        insurer_number: "131151",
        towns: &[
            ("和泉", "168-0063"),
            ("永福", "168-0064"),
            ("方南", "168-0062"),
            ("高円寺南", "166-0003"),
        ],
    },
];

const BUILDINGS: &[&str] = &[
    "コーポさくら",
    "メゾン欅",
    "都営第２アパート",
    "ハイツ若葉",
    "グリーンパレス",
    "シャトー富士",
    "第３つばき荘",
];

const OFFICE_BUILDINGS: &[&str] = &[
    "三光ビル",
    "第一ミヤマビル",
    "福祉会館",
    "ケアプラザ",
    "丸十ビル",
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Multiplies the first five digits by 2, 1, 2, 1, 2 and adds the digits of the products.
    fn check_digit(number: &str) -> u32 {
        let sum: u32 = number[..5]
            .chars()
            .zip([2, 1, 2, 1, 2])
            .map(|(digit, weight)| digit.to_digit(10).unwrap() * weight)
            .map(|product| product / 10 + product % 10)
            .sum();
        (10 - sum % 10) % 10
    }

    #[test]
    fn insurer_numbers_end_with_their_check_digit() {
        for ward in WARDS {
            assert_eq!(ward.insurer_number.len(), 6);
            let last: u32 = ward.insurer_number[5..].parse().unwrap();
            assert_eq!(check_digit(ward.insurer_number), last, "{}", ward.name);
        }
    }
}
