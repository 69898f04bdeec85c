//! The words of the pages: one catalogue for each language, read once.
//!
//! `web/texts/` has a folder for each group of pages, with `ja.toml` and `en.toml`:
//! they hold every sentence and every label; templates and Rust code hold none. The structs of
//! [`catalogue`] give each text a name that the compiler knows: a text that a
//! catalogue lacks, or that no struct names, fails the test that reads both; a
//! text that no page uses fails the build with its "never read" warning and
//! another test. Findings and error codes are not here: their words come from
//! the crates that define them. Dates are put together in `dates.rs`.
//!
//! What a reader would get wrong: a text is either plain ([`Text`]), or has
//! places to fill ([`Pattern`]), or also a number that decides its form
//! ([`Counted`]). Reading the catalogue refuses one in the place of another.

use std::collections::BTreeSet;
use std::fmt::{self, Display};
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::{self, Deserializer};

pub(crate) mod catalogue;
#[cfg(test)]
mod tests;

pub(crate) use crate::error_code::Language;
pub(crate) use catalogue::Texts;

static JAPANESE: LazyLock<Texts> = LazyLock::new(|| parse(catalogue::JAPANESE));
static ENGLISH: LazyLock<Texts> = LazyLock::new(|| parse(catalogue::ENGLISH));

fn parse(source: &str) -> Texts {
    toml::from_str(source).expect("both catalogues are embedded, and a test reads them")
}

/// All words of the pages in `language`.
pub(crate) fn texts(language: Language) -> &'static Texts {
    match language {
        Language::Japanese => &JAPANESE,
        Language::English => &ENGLISH,
    }
}

/// The other language: what the switch on every page leads to.
pub(crate) fn other(language: Language) -> Language {
    match language {
        Language::Japanese => Language::English,
        Language::English => Language::Japanese,
    }
}

/// A text without places to fill.
#[derive(Debug)]
pub(crate) struct Text(String);

impl Text {
    /// The words.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        let text = String::deserialize(deserializer)?;
        if places(&text).is_empty() {
            Ok(Text(text))
        } else {
            Err(unfit("has places to fill", &text))
        }
    }
}

/// A text with named places to fill, such as `{office}`.
#[derive(Debug)]
pub(crate) struct Pattern(String);

impl Pattern {
    /// The words with each place filled; a value without a place is left out. A
    /// page that forgets a place is a bug that its tests meet.
    pub(crate) fn with(&self, values: &[(&str, &dyn Display)]) -> String {
        fill(&self.0, values)
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Pattern, D::Error> {
        let text = String::deserialize(deserializer)?;
        if places(&text).is_empty() {
            Err(unfit("has no place to fill", &text))
        } else {
            Ok(Pattern(text))
        }
    }
}

/// A text about a number of things: its place `{n}` takes the number, and the
/// number decides the form. Japanese has one form, English two.
#[derive(Debug)]
pub(crate) struct Counted {
    one: String,
    other: String,
}

impl Counted {
    /// The words for `n` things.
    pub(crate) fn of(&self, n: u64) -> String {
        self.with(n, &[])
    }

    /// The words for several things whose number a script fills in for `sign`.
    pub(crate) fn sample(&self, sign: &str) -> String {
        fill(&self.other, &[("n", &sign)])
    }

    /// The words for `n` things, with other places filled too.
    pub(crate) fn with(&self, n: u64, values: &[(&str, &dyn Display)]) -> String {
        let form = if n == 1 { &self.one } else { &self.other };
        let mut all: Vec<(&str, &dyn Display)> = vec![("n", &n)];
        all.extend_from_slice(values);
        fill(form, &all)
    }
}

impl<'de> Deserialize<'de> for Counted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Counted, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Forms {
            Same(String),
            Two { one: String, other: String },
        }
        let (one, other) = match Forms::deserialize(deserializer)? {
            Forms::Same(text) => (text.clone(), text),
            Forms::Two { one, other } => (one, other),
        };
        if places(&one).contains("n") && places(&one) == places(&other) {
            Ok(Counted { one, other })
        } else {
            Err(unfit("needs {n} and the same places in both forms", &other))
        }
    }
}

fn unfit<E: de::Error>(reason: &str, text: &str) -> E {
    E::custom(format!("{reason}: {text:?}"))
}

fn fill(text: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut rest = text;
    let mut filled = String::with_capacity(text.len() + 16);
    while let Some((before, name, after)) = next_place(rest) {
        filled.push_str(before);
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => filled.push_str(&value.to_string()),
            None => debug_assert!(false, "nothing fills {{{name}}} in {text:?}"),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

fn next_place(text: &str) -> Option<(&str, &str, &str)> {
    let (before, behind) = text.split_once('{')?;
    let (name, after) = behind.split_once('}')?;
    Some((before, name, after))
}

fn places(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    let mut rest = text;
    while let Some((_, name, after)) = next_place(rest) {
        found.insert(name);
        rest = after;
    }
    found
}
