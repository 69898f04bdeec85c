//! Codes rise, and each has its words.

use super::*;

#[test]
fn codes_rise_and_are_found_by_their_text() {
    let codes: Vec<&str> = ErrorCode::ALL.iter().map(|code| code.code()).collect();
    assert!(codes.is_sorted_by(|left, right| left < right), "{codes:?}");
    for code in ErrorCode::ALL {
        assert_eq!(ErrorCode::from_code(code.code()), Some(*code));
    }
    assert_eq!(ErrorCode::from_code("OFF-100"), None);
}

#[test]
fn every_code_has_words_in_both_languages() {
    for code in ErrorCode::ALL {
        for text in [
            code.title(Language::Japanese),
            code.remedy(Language::Japanese),
        ] {
            assert!(text.ends_with('。'), "{}: {text}", code.code());
        }
        for text in [
            code.title(Language::English),
            code.remedy(Language::English),
        ] {
            assert!(
                text.ends_with('.') && text.is_ascii() || text.contains('…'),
                "{}: {text}",
                code.code()
            );
        }
    }
}

#[test]
fn the_words_of_hub_codes_are_those_of_the_protocol() {
    let hub = protocol::ErrorCode::from_code("HUB-109").unwrap();
    let text = text_of("HUB-109", Language::Japanese).unwrap();
    assert_eq!(text.title, hub.title_ja());
    assert_eq!(text.remedy, hub.remedy_ja());
    assert_eq!(text_of("HUB-999", Language::English), None);
}
