//! ヘルプ: what every code means and what to do, found by code or by word; the ways of
//! the keyboard; where the manual is.
//!
//! The words come from where the codes are defined: `error_code.rs`, the protocol, and
//! `standard::finding::explain`, as those of `tsunagu explain` do. What a reader would
//! get wrong: a search looks at the words of the visitor's language only.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use standard::finding::explain::{self, Entry, Explanation, ItemWords};
use standard::layout::{Column, Layout};

use super::Pages;
use super::failure::{Failure, render};
use super::findings::Fact;
use super::form::Asked;
use super::frame::{Frame, Place, Summary};
use super::texts::{Language, texts};
use super::visit::Visit;
use crate::error_code::{ErrorCode, text_of};

/// Entries of one answer: what one reads through.
const ENTRIES_MAX: usize = 30;

/// Longest question that is looked at.
const QUERY_CHARACTERS_MAX: usize = 60;

#[derive(Template)]
#[template(path = "help.html")]
struct HelpPage {
    frame: Frame,
    query: String,
    heading: Option<String>,
    entries: Vec<HelpEntry>,
    more: bool,
    keys: Vec<Fact>,
}

/// A code with its explanation.
struct HelpEntry {
    code: String,
    kind: &'static str,
    facts: Vec<Fact>,
}

/// `GET /help?q=`
pub(crate) async fn show_help(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let summary = pages.store(Summary::read).await?;
    let language = visit.language;
    let words = &visit.texts().help;
    let query: String = asked
        .one("q")
        .unwrap_or_default()
        .trim()
        .chars()
        .take(QUERY_CHARACTERS_MAX)
        .collect();
    let mut entries = search(language, &query);
    let count = entries.len();
    entries.truncate(ENTRIES_MAX);
    let heading = match (query.is_empty(), count) {
        (true, _) => None,
        (false, 0) => Some(words.none.with(&[("query", &query)])),
        (false, count) => Some(words.found.with(count as u64, &[("query", &query)])),
    };
    render(&HelpPage {
        frame: Frame::new(
            &pages,
            &visit,
            Place::Help,
            words.title.to_string(),
            &summary,
            pages.now(),
        ),
        query,
        heading,
        entries,
        more: count > ENTRIES_MAX,
        keys: keys(language),
    })
}

fn keys(language: Language) -> Vec<Fact> {
    let words = &texts(language).help;
    [
        ("Tab", &words.key_tab),
        ("Enter", &words.key_enter),
        ("Space", &words.key_space),
        ("Alt + ←", &words.key_back),
        ("Ctrl + +", &words.key_larger),
        ("Ctrl + P", &words.key_print),
    ]
    .into_iter()
    .map(|(key, text)| Fact::new(key, text.to_string()))
    .collect()
}

/// The entry of the code that `query` is, or all entries with every word of it.
fn search(language: Language, query: &str) -> Vec<HelpEntry> {
    if query.is_empty() {
        return Vec::new();
    }
    let code = query.to_ascii_uppercase();
    if let Some(entry) = error_entry(language, &code).or_else(|| finding_entry(language, &code)) {
        return vec![entry];
    }
    let lower = query.to_lowercase();
    let parts: Vec<&str> = lower.split_whitespace().collect();
    let has_all = |entry: &HelpEntry| {
        let facts = entry.facts.iter().map(|fact| fact.text.as_str());
        let text: Vec<&str> = std::iter::once(entry.code.as_str()).chain(facts).collect();
        let text = text.join("\n").to_lowercase();
        parts.iter().all(|part| text.contains(part))
    };
    let office = ErrorCode::ALL.iter().map(|code| code.code().to_owned());
    let hub = protocol::ErrorCode::ALL.iter().map(ToString::to_string);
    let errors = office
        .chain(hub)
        .filter_map(|code| error_entry(language, &code));
    let findings = explain::codes()
        .into_iter()
        .filter_map(|code| finding_entry(language, &code));
    errors.chain(findings).filter(has_all).collect()
}

/// A code of the office or the hub.
fn error_entry(language: Language, code: &str) -> Option<HelpEntry> {
    let words = &texts(language).help;
    let text = text_of(code, language)?;
    let kind = match ErrorCode::from_code(code) {
        Some(_) => &words.office,
        None => &words.hub,
    };
    Some(HelpEntry {
        code: code.to_owned(),
        kind: kind.as_str(),
        facts: vec![
            Fact::new(words.cause.as_str(), text.title),
            Fact::new(words.remedy.as_str(), text.remedy),
        ],
    })
}

/// A code of a finding.
fn finding_entry(language: Language, code: &str) -> Option<HelpEntry> {
    let facts = match explain::explain(code)? {
        Explanation::Entry(entry) => rule_facts(language, entry),
        Explanation::Item { layout, column, .. } => item_facts(language, layout, column),
    };
    Some(HelpEntry {
        code: code.to_owned(),
        kind: texts(language).help.check.as_str(),
        facts,
    })
}

fn rule_facts(language: Language, entry: &Entry) -> Vec<Fact> {
    let words = &texts(language).help;
    let pick = |words: explain::Words| match language {
        Language::Japanese => words.ja,
        Language::English => words.en,
    };
    [
        (&words.cause, pick(entry.cause)),
        (&words.remedy, pick(entry.remedy)),
        (&words.clause, pick(entry.clause)),
        (&words.wrong, entry.wrong),
        (&words.right, entry.right),
    ]
    .into_iter()
    .map(|(name, text)| Fact::new(name.as_str(), text))
    .collect()
}

fn item_facts(language: Language, layout: &'static Layout, column: &'static Column) -> Vec<Fact> {
    let words = &texts(language).help;
    let (item, form) = match language {
        Language::Japanese => (ItemWords::ja(layout, column), layout.name_ja),
        Language::English => (ItemWords::en(layout, column), layout.name_en),
    };
    let cause = words.item_cause.with(&[
        ("form", &form),
        ("number", &column.number),
        ("name", &item.name),
    ]);
    let mut facts = vec![
        Fact::new(words.cause.as_str(), cause),
        Fact::new(words.item_need.as_str(), item.need),
        Fact::new(words.item_form.as_str(), item.form.clone()),
        Fact::new(words.remedy.as_str(), words.item_remedy.to_string()),
    ];
    facts.extend(item.wrong.map(|text| Fact::new(words.wrong.as_str(), text)));
    facts.extend(item.right.map(|text| Fact::new(words.right.as_str(), text)));
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_an_entry_in_both_languages() {
        for language in [Language::Japanese, Language::English] {
            let office = ErrorCode::ALL.iter().map(|code| code.code().to_owned());
            let hub = protocol::ErrorCode::ALL.iter().map(ToString::to_string);
            for code in office.chain(hub).chain(explain::codes()) {
                let found = search(language, &code);
                assert_eq!(found.len(), 1, "{code}");
                assert!(found[0].facts.len() >= 2, "{code}");
            }
        }
    }

    #[test]
    fn words_are_found_together_and_in_small_letters_too() {
        let codes = |language, query: &str| -> Vec<String> {
            let found = search(language, query);
            found.into_iter().map(|entry| entry.code).collect()
        };
        assert_eq!(codes(Language::Japanese, "off-701"), ["OFF-701"]);
        assert_eq!(codes(Language::English, "t06-c15"), ["T06-C15"]);
        let found = codes(Language::English, "FOLDER full");
        assert_eq!(found, ["OFF-703"]);
        assert!(codes(Language::Japanese, "フォルダ ネットワーク").contains(&"OFF-701".to_owned()));
        assert_eq!(codes(Language::Japanese, "無い言葉"), [""; 0]);
        assert_eq!(codes(Language::Japanese, ""), [""; 0]);
    }
}
