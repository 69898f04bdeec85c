//! How texts are compared when people search.
//!
//! People type a name with or without the space between its parts, in hiragana for
//! what the file has in half-width katakana, with digits of either width. All of
//! that is one. What a reader would get wrong: this is for finding only; nothing
//! that is shown or sent is written this way.

use icu_normalizer::ComposingNormalizerBorrowed;

/// The form of `text` in which searches compare: compatible forms of a character
/// are one, hiragana is katakana, capital letters are small, blanks are gone.
pub(crate) fn compared_text(text: &str) -> String {
    ComposingNormalizerBorrowed::new_nfkc()
        .normalize(text)
        .chars()
        .filter(|character| !character.is_whitespace() && !character.is_control())
        .flat_map(char::to_lowercase)
        .map(katakana)
        .collect()
}

fn katakana(character: char) -> char {
    // The two tables lie 96 places apart, from small a to the sign of repetition.
    match character {
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => {
            char::from_u32(u32::from(character) + 0x60).unwrap_or(character)
        }
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::compared_text;

    #[test]
    fn the_same_name_is_found_however_it_is_typed() {
        for typed in [
            "ｻﾄｳ ﾊﾅｺ",
            "サトウ　ハナコ",
            "さとうはなこ",
            " さとう ハナコ ",
        ] {
            assert_eq!(compared_text(typed), "サトウハナコ", "{typed}");
        }
        for typed in ["ガーデン", "ｶﾞｰﾃﾞﾝ", "がーでん", "か\u{3099}ーてﾞん"]
        {
            assert_eq!(compared_text(typed), "ガーデン", "{typed}");
        }
        assert_eq!(compared_text("００１２ Ａbc"), "0012abc");
        assert_eq!(compared_text("佐藤\u{3000}花子\r\n"), "佐藤花子");
        assert_eq!(compared_text(" 　\t"), "");
    }
}
