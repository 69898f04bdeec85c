//! The table of error codes: complete and without repetition.
//!
//! That `docs/reference/hub-errors.md` says the same is checked by `cargo xtask generate-docs --check`.

use std::collections::BTreeSet;

use tsunagu_protocol::ErrorCode;

/// The codes of the contract between hub and offices: never removed, never given another meaning.
const PROMISED: &[&str] = &[
    "HUB-101", "HUB-102", "HUB-103", "HUB-104", "HUB-105", "HUB-106", "HUB-107", "HUB-108",
    "HUB-109", "HUB-110", "HUB-111", "HUB-112", "HUB-113", "HUB-114", "HUB-115", "HUB-116",
    "HUB-117", "HUB-118", "HUB-119", "HUB-120", "HUB-201", "HUB-202", "HUB-203", "HUB-204",
    "HUB-205", "HUB-206", "HUB-207", "HUB-208", "HUB-209", "HUB-210", "HUB-211", "HUB-212",
    "HUB-213", "HUB-301", "HUB-501",
];

#[test]
fn the_codes_are_those_that_were_promised() {
    let codes: Vec<&str> = ErrorCode::ALL.iter().map(|code| code.code()).collect();
    assert_eq!(codes, PROMISED);
    for code in ErrorCode::ALL {
        assert_eq!(ErrorCode::from_code(code.code()), Some(*code));
        assert_eq!(code.to_string().parse(), Ok(*code));
    }
    assert_eq!(ErrorCode::from_code("HUB-999"), None);
}

#[test]
fn every_code_has_its_own_texts() {
    let mut seen = BTreeSet::new();
    for code in ErrorCode::ALL {
        for text in [code.title_en(), code.title_ja()] {
            assert!(seen.insert(text), "{code}: {text}");
            assert!(!text.ends_with(['.', '。']), "{code}: {text}");
        }
        assert!(
            code.remedy_en().ends_with('.') && code.remedy_en().is_ascii(),
            "{code}"
        );
        assert!(
            code.remedy_ja().ends_with('。') && !code.title_ja().is_ascii(),
            "{code}"
        );
        assert!((400..600).contains(&code.status()), "{code}");
    }
}
