//! Words in both languages, and which of the two a reader wants.
//!
//! Labels and meanings of codes exist twice; what people wrote into a record exists once and is
//! never translated. Not here: the words of single forms, which stand beside what they label.

use std::borrow::Cow;

/// The language of labels, dates and meanings of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// As on the paper forms.
    Japanese,
    /// The same form for readers without Japanese.
    English,
}

/// A text of a form: in both languages, or as it stands in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    ja: Cow<'static, str>,
    /// `None` for what a person wrote.
    en: Option<Cow<'static, str>>,
}

impl Words {
    /// A fixed text in both languages.
    pub const fn label(ja: &'static str, en: &'static str) -> Words {
        Words {
            ja: Cow::Borrowed(ja),
            en: Some(Cow::Borrowed(en)),
        }
    }

    /// A text that was put together, in both languages.
    pub fn both(ja: impl Into<String>, en: impl Into<String>) -> Words {
        Words {
            ja: Cow::Owned(ja.into()),
            en: Some(Cow::Owned(en.into())),
        }
    }

    /// A text as it stands in the record.
    pub fn data(text: impl Into<String>) -> Words {
        Words {
            ja: Cow::Owned(text.into()),
            en: None,
        }
    }

    /// The text for a reader of `language`.
    pub fn read(&self, language: Language) -> &str {
        match (language, &self.en) {
            (Language::English, Some(en)) => en,
            _ => &self.ja,
        }
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.ja.is_empty()
    }
}
