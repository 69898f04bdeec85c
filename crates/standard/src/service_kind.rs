//! The service kinds (サービス種類): which exist, what they are called, and which
//! are exchanged by the standard.
//!
//! The list of clauses 1.3 and 1.4 of the standard, with the kinds that exist in
//! the field and are left out there. 43, 46 and AF stand in addresses and never
//! in the rows of tables 6 and 7.

use crate::address::ServiceKind;

/// What is known of one service kind.
#[derive(Clone, Copy, Debug)]
pub struct ServiceKindFacts {
    /// The code.
    pub code: &'static str,
    /// The name in Japanese.
    pub name_ja: &'static str,
    /// The name in English.
    pub name_en: &'static str,
    /// Which benefit the kind belongs to.
    pub benefit: Benefit,
    /// What offices of this kind do in the exchange.
    pub role: Role,
}

/// Which benefit pays a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Benefit {
    /// Care benefit (介護給付).
    Care,
    /// Prevention benefit (予防給付).
    Prevention,
    /// Either of the two.
    CareOrPrevention,
    /// Municipal programme (総合事業).
    Programme,
}

/// What offices of a service kind do in the exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Makes care plans (居宅介護支援).
    CareManager,
    /// Makes prevention plans (地域包括支援センター and the like).
    SupportCentre,
    /// Provides services.
    Service,
    /// Provides services and has care managers of its own (小規模多機能 and the like).
    ServiceWithCareManager,
    /// Is not exchanged by the standard.
    OutOfScope,
}

/// What is known of `kind`; `None` if no such kind exists.
pub fn find(kind: ServiceKind) -> Option<&'static ServiceKindFacts> {
    find_code(kind.as_str().as_bytes())
}

/// What is known of the kind with the two characters `code`; `None` if no such kind exists. By
/// a table, because this is asked for every service of a ticket.
pub(crate) fn find_code(code: &[u8]) -> Option<&'static ServiceKindFacts> {
    let &[first, second] = code else { return None };
    let place = place_of(first)? * CHARACTERS + place_of(second)?;
    ALL.get(usize::from(PLACES[place]))
}

/// Digits and capitals, of which codes are made.
const CHARACTERS: usize = 36;

const fn place_of(character: u8) -> Option<usize> {
    match character {
        b'0'..=b'9' => Some((character - b'0') as usize),
        b'A'..=b'Z' => Some((character - b'A') as usize + 10),
        _ => None,
    }
}

/// For each pair of characters the index in [`ALL`], or 255 for none.
static PLACES: [u8; CHARACTERS * CHARACTERS] = {
    let mut places = [u8::MAX; CHARACTERS * CHARACTERS];
    let mut index = 0;
    while index < ALL.len() {
        let code = ALL[index].code.as_bytes();
        if let (Some(first), Some(second)) = (place_of(code[0]), place_of(code[1])) {
            places[first * CHARACTERS + second] = index as u8;
        }
        index += 1;
    }
    places
};

/// Whether only prevention and the municipal programme have to do with `kind`: a support
/// centre, or a service that is planned in no care plan.
pub(crate) fn is_prevention(kind: ServiceKind) -> bool {
    find(kind).is_some_and(|facts| {
        facts.role == Role::SupportCentre
            || matches!(facts.benefit, Benefit::Prevention | Benefit::Programme)
    })
}

/// The Japanese name of `kind`; `None` if no such kind exists.
pub fn service_kind_name(kind: ServiceKind) -> Option<&'static str> {
    find(kind).map(|facts| facts.name_ja)
}

const fn kind(
    code: &'static str,
    name_ja: &'static str,
    name_en: &'static str,
    benefit: Benefit,
    role: Role,
) -> ServiceKindFacts {
    ServiceKindFacts {
        code,
        name_ja,
        name_en,
        benefit,
        role,
    }
}

use Benefit::{Care, CareOrPrevention, Prevention, Programme};
use Role::{CareManager, OutOfScope, Service, ServiceWithCareManager, SupportCentre};

/// Every service kind in the order of the codes. The standard does not list 46, AF and the
/// kinds after 2B that it leaves out of the exchange; they are known from the field.
#[rustfmt::skip]
pub const ALL: &[ServiceKindFacts] = &[
    kind("11", "訪問介護", "home visit", Care, Service),
    kind("12", "訪問入浴介護", "bathing visit", Care, Service),
    kind("13", "訪問看護", "nursing visit", Care, Service),
    kind("14", "訪問リハビリテーション", "rehabilitation visit", Care, Service),
    kind("15", "通所介護", "day care", Care, Service),
    kind("16", "通所リハビリテーション", "day rehabilitation", Care, Service),
    kind("17", "福祉用具貸与", "equipment rental", Care, Service),
    kind("21", "短期入所生活介護", "short stay", Care, Service),
    kind("22", "短期入所療養介護（介護老人保健施設）", "short stay, health facility", Care, Service),
    kind("23", "短期入所療養介護（介護療養型医療施設等）", "short stay, medical facility", Care, Service),
    kind("24", "介護予防短期入所生活介護", "preventive short stay", Prevention, Service),
    kind("25", "介護予防短期入所療養介護（介護老人保健施設）", "preventive short stay, health facility", Prevention, Service),
    kind("26", "介護予防短期入所療養介護（介護療養型医療施設等）", "preventive short stay, medical facility", Prevention, Service),
    kind("27", "特定施設入居者生活介護（短期利用）", "specified facility, short use", Care, Service),
    kind("28", "地域密着型特定施設入居者生活介護（短期利用）", "community specified facility, short use", Care, Service),
    kind("2A", "短期入所療養介護（介護医療院）", "short stay, medical care house", Care, Service),
    kind("2B", "介護予防短期入所療養介護（介護医療院）", "preventive short stay, medical care house", Prevention, Service),
    kind("31", "居宅療養管理指導", "home care guidance", Care, Service),
    kind("32", "認知症対応型共同生活介護（短期利用以外）", "dementia group home", Care, OutOfScope),
    kind("33", "特定施設入居者生活介護", "specified facility", Care, OutOfScope),
    kind("34", "介護予防居宅療養管理指導", "preventive home care guidance", Prevention, Service),
    kind("35", "介護予防特定施設入居者生活介護", "preventive specified facility", Prevention, OutOfScope),
    kind("36", "地域密着型特定施設入居者生活介護", "community specified facility", Care, OutOfScope),
    kind("37", "介護予防認知症対応型共同生活介護（短期利用以外）", "preventive dementia group home", Prevention, OutOfScope),
    kind("38", "認知症対応型共同生活介護（短期利用）", "dementia group home, short use", Care, Service),
    kind("39", "介護予防認知症対応型共同生活介護（短期利用）", "preventive dementia group home, short use", Prevention, Service),
    kind("41", "特定福祉用具販売", "equipment sale", Care, OutOfScope),
    kind("42", "住宅改修", "home modification", Care, OutOfScope),
    kind("43", "居宅介護支援", "care management", Care, CareManager),
    kind("44", "特定介護予防福祉用具販売", "preventive equipment sale", Prevention, OutOfScope),
    kind("45", "介護予防住宅改修", "preventive home modification", Prevention, OutOfScope),
    kind("46", "介護予防支援", "prevention support", Prevention, SupportCentre),
    kind("51", "介護福祉施設サービス", "welfare facility", Care, OutOfScope),
    kind("52", "介護保健施設サービス", "health facility", Care, OutOfScope),
    kind("53", "介護療養施設サービス", "medical facility", Care, OutOfScope),
    kind("54", "地域密着型介護老人福祉施設入所者生活介護", "community welfare facility", Care, OutOfScope),
    kind("55", "介護医療院サービス", "medical care house", Care, OutOfScope),
    kind("59", "特定介護サービス等", "specified care service", CareOrPrevention, OutOfScope),
    kind("61", "介護予防訪問介護", "preventive home visit (abolished)", Prevention, OutOfScope),
    kind("62", "介護予防訪問入浴介護", "preventive bathing visit", Prevention, Service),
    kind("63", "介護予防訪問看護", "preventive nursing visit", Prevention, Service),
    kind("64", "介護予防訪問リハビリテーション", "preventive rehabilitation visit", Prevention, Service),
    kind("65", "介護予防通所介護", "preventive day care (abolished)", Prevention, OutOfScope),
    kind("66", "介護予防通所リハビリテーション", "preventive day rehabilitation", Prevention, Service),
    kind("67", "介護予防福祉用具貸与", "preventive equipment rental", Prevention, Service),
    kind("68", "小規模多機能型居宅介護（短期利用）", "small multifunctional care, short use", Care, Service),
    kind("69", "介護予防小規模多機能型居宅介護（短期利用）", "preventive small multifunctional care, short use", Prevention, Service),
    kind("71", "夜間対応型訪問介護", "night visits", Care, Service),
    kind("72", "認知症対応型通所介護", "dementia day care", Care, Service),
    kind("73", "小規模多機能型居宅介護", "small multifunctional care", Care, ServiceWithCareManager),
    kind("74", "介護予防認知症対応型通所介護", "preventive dementia day care", Prevention, Service),
    kind("75", "介護予防小規模多機能型居宅介護", "preventive small multifunctional care", Prevention, ServiceWithCareManager),
    kind("76", "定期巡回・随時対応型訪問介護看護", "regular and on-demand visits", Care, Service),
    kind("77", "看護小規模多機能型居宅介護", "multifunctional nursing care", Care, ServiceWithCareManager),
    kind("78", "地域密着型通所介護", "community day care", Care, Service),
    kind("79", "看護小規模多機能型居宅介護（短期利用）", "multifunctional nursing care, short use", Care, Service),
    kind("81", "市町村特別給付", "municipal special benefit", CareOrPrevention, OutOfScope),
    kind("A1", "訪問型サービス（みなし）", "visit programme (deemed)", Programme, Service),
    kind("A2", "訪問型サービス（独自）", "visit programme (own)", Programme, Service),
    kind("A3", "訪問型サービス（独自／定率）", "visit programme (own, fixed rate)", Programme, Service),
    kind("A4", "訪問型サービス（独自／定額）", "visit programme (own, fixed sum)", Programme, Service),
    kind("A5", "通所型サービス（みなし）", "day programme (deemed)", Programme, Service),
    kind("A6", "通所型サービス（独自）", "day programme (own)", Programme, Service),
    kind("A7", "通所型サービス（独自／定率）", "day programme (own, fixed rate)", Programme, Service),
    kind("A8", "通所型サービス（独自／定額）", "day programme (own, fixed sum)", Programme, Service),
    kind("A9", "その他の生活支援サービス（配食／定率）", "meals (fixed rate)", Programme, OutOfScope),
    kind("AA", "その他の生活支援サービス（配食／定額）", "meals (fixed sum)", Programme, OutOfScope),
    kind("AB", "その他の生活支援サービス（見守り／定率）", "watching over (fixed rate)", Programme, OutOfScope),
    kind("AC", "その他の生活支援サービス（見守り／定額）", "watching over (fixed sum)", Programme, OutOfScope),
    kind("AD", "その他の生活支援サービス（その他／定率）", "other support (fixed rate)", Programme, OutOfScope),
    kind("AE", "その他の生活支援サービス（その他／定額）", "other support (fixed sum)", Programme, OutOfScope),
    kind("AF", "介護予防ケアマネジメント", "prevention care management", Programme, SupportCentre),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_code() {
        for facts in ALL {
            let found = find(facts.code.parse().unwrap()).unwrap();
            assert_eq!(found.name_ja, facts.name_ja);
        }
        assert!(find("99".parse().unwrap()).is_none());
        assert_eq!(service_kind_name("11".parse().unwrap()), Some("訪問介護"));
    }

    #[test]
    fn forty_eight_of_seventy_two_kinds_are_exchanged() {
        let in_scope = ALL
            .iter()
            .filter(|facts| facts.role != Role::OutOfScope)
            .count();
        assert_eq!((in_scope, ALL.len()), (48, 72));
    }
}
