//! The language of a text: the one that a person reads.

/// The language of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// 日本語, the first language of the program.
    #[default]
    Japanese,
    /// English.
    English,
}

impl Language {
    /// Reads `ja` or `en`.
    pub fn from_tag(tag: &str) -> Option<Language> {
        match tag {
            "ja" => Some(Language::Japanese),
            "en" => Some(Language::English),
            _ => None,
        }
    }

    /// `ja` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Japanese => "ja",
            Language::English => "en",
        }
    }
}
