//! Searching the directory by name or number, area and service.
//!
//! A name fits if it contains what was typed, whatever the width of its characters and whichever kana; a number fits if it
//! begins with it. Easily got wrong: names are compared one by one. 36,000 of them take some ten milliseconds, and a
//! search happens when a person presses a button.

use protocol::{OfficeNumber, ServiceKind};
use unicode_normalization::UnicodeNormalization;

use crate::store::{OfficeRecord, Records, StoreError};

/// Names read at a time while searching.
const PORTION: u32 = 1000;

/// What is searched for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DirectoryQuery {
    /// A part of the name, or the beginning of the number; empty for all.
    pub text: String,
    /// The beginning of the number: two digits are a prefecture.
    pub area: String,
    /// A service that the office gives.
    pub service: Option<ServiceKind>,
    /// Only offices whose number comes after this one.
    pub after: Option<OfficeNumber>,
}

/// Offices that were found.
#[derive(Debug, PartialEq, Eq)]
pub struct FoundOffices {
    /// By number.
    pub offices: Vec<OfficeRecord>,
    /// Whether there are more.
    pub more: bool,
}

/// Finds active offices, at most `rows_max`.
///
/// # Errors
///
/// [`StoreError`] if the store failed.
pub fn find_offices(
    records: &dyn Records,
    query: &DirectoryQuery,
    rows_max: usize,
) -> Result<FoundOffices, StoreError> {
    let wanted = comparable(&query.text);
    let mut after = query
        .after
        .map(|number| number.as_str().to_owned())
        .unwrap_or_default();
    let mut offices = Vec::new();
    loop {
        let portion = records.directory(&after, &query.area, query.service, PORTION)?;
        let is_last = portion.len() < PORTION as usize;
        for (number, name) in portion {
            number.as_str().clone_into(&mut after);
            let fits = comparable(&name).contains(&wanted)
                || number.as_str().to_lowercase().starts_with(&wanted);
            if !fits {
                continue;
            }
            if offices.len() == rows_max {
                return Ok(FoundOffices {
                    offices,
                    more: true,
                });
            }
            offices.extend(records.office(number)?);
        }
        if is_last {
            return Ok(FoundOffices {
                offices,
                more: false,
            });
        }
    }
}

/// A name without what people type differently: width, capitals, spaces, katakana for hiragana.
fn comparable(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|character| !character.is_whitespace())
        .map(|character| match character {
            // The two rows of kana have the same order, 0x60 apart.
            'ァ'..='ヶ' => char::from_u32(character as u32 - 0x60).unwrap_or(character),
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::comparable;

    #[test]
    fn names_are_compared_as_people_type_them() {
        assert_eq!(comparable("ｻｸﾗ　ケア"), comparable("さくらけあ"));
        assert_eq!(comparable("ＡＢＣ ヴィラ"), "abcゔぃら");
        assert_eq!(comparable("訪問介護ステーション"), "訪問介護すてーしょん");
    }
}
