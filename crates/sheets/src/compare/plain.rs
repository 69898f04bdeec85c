//! What stands in a box as text, to be compared and to be quoted.

use crate::sheet::Content;
use crate::words::{Language, Words};

/// Longest quotation in the list of changes, in characters. The whole old text stands struck out in
/// the form itself.
const QUOTE_CHARACTERS_MAX: usize = 60;

/// The text of a box in both languages, its lines below each other.
pub(super) fn plain(content: &Content) -> Words {
    let lines = |language| lines(content, language).join("\n");
    Words::both(lines(Language::Japanese), lines(Language::English))
}

/// The lines that are not empty. Of choices only those that apply count.
pub(super) fn lines(content: &Content, language: Language) -> Vec<String> {
    let one = |text: &str| match text.is_empty() {
        true => Vec::new(),
        false => vec![text.to_owned()],
    };
    match content {
        Content::Text(words) | Content::Strong(words) | Content::Small(words) => {
            one(words.read(language))
        }
        Content::Digits(text) | Content::OfficeName(text) | Content::Name(text) => one(text),
        Content::Stack(contents) => contents
            .iter()
            .flat_map(|content| lines(content, language))
            .collect(),
        Content::Line(contents) => one(&contents
            .iter()
            .flat_map(|content| lines(content, language))
            .collect::<Vec<_>>()
            .join(" ")),
        Content::Choice(choices) => {
            let chosen = choices.iter().filter(|(_, chosen)| *chosen);
            let words: Vec<&str> = chosen.map(|(words, _)| words.read(language)).collect();
            one(&words.join(comma(language)))
        }
        Content::Changed { now, .. } => lines(now, language),
    }
}

/// What stands between parts of a list.
pub(super) fn comma(language: Language) -> &'static str {
    match language {
        Language::Japanese => "、",
        Language::English => ", ",
    }
}

/// `words` on one line, cut where a list would become hard to read.
pub(super) fn quote(words: &Words) -> Words {
    let cut = |language| cut(&one_line(words.read(language)), QUOTE_CHARACTERS_MAX);
    Words::both(cut(Language::Japanese), cut(Language::English))
}

/// `text` with its line breaks as spaces.
pub(super) fn one_line(text: &str) -> String {
    text.split(['\r', '\n'])
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The first `characters_max` of `text`, with a mark when there are more.
pub(super) fn cut(text: &str, characters_max: usize) -> String {
    match text.char_indices().nth(characters_max) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Several words joined in each language.
pub(super) fn joined(parts: &[Words], between: impl Fn(Language) -> &'static str) -> Words {
    let join = |language| {
        let texts: Vec<&str> = parts
            .iter()
            .map(|part| part.read(language))
            .filter(|text| !text.is_empty())
            .collect();
        texts.join(between(language))
    };
    Words::both(join(Language::Japanese), join(Language::English))
}
