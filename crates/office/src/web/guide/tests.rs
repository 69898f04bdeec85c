//! The guide is whole, says the same in both languages, and names what is really on the pages.
//!
//! Easily got wrong: 「…」 in Japanese and “…” in English are for words of the pages and for nothing else; what another
//! program shows, or a sheet of paper, is listed in [`FOREIGN`].

use std::collections::BTreeSet;

use super::super::access::ACCESS;
use super::*;
use crate::staff::Role;

const LANGUAGES: [Language; 2] = [Language::Japanese, Language::English];

/// Words that are quoted and stand on no page of ours, with where they stand.
const FOREIGN: &[(&str, &str)] = &[
    ("プライベートネットワーク", "the question of the firewall"),
    ("private networks", "the question of the firewall"),
    (
        "この接続ではプライバシーが保護されません",
        "the warning of the browser",
    ),
    (
        "Your connection is not private",
        "the warning of the browser",
    ),
    ("保護されていない通信", "beside the address in the browser"),
    ("Not secure", "beside the address in the browser"),
    ("詳細設定", "the warning of the browser"),
    ("Advanced", "the warning of the browser"),
    ("A4・横", "the print window of the browser"),
    ("A4, landscape", "the print window of the browser"),
    ("PDF に保存", "the print window of the browser"),
    ("Save as PDF", "the print window of the browser"),
];

fn folder(of: &str) -> String {
    format!("{}/{of}", env!("CARGO_MANIFEST_DIR"))
}

fn names(within: &str, end: &str) -> Vec<String> {
    let path = folder(&format!("../../docs/guide/{within}"));
    let mut names: Vec<String> = std::fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(end).map(str::to_owned))
        .collect();
    names.sort();
    names
}

#[test]
fn every_page_and_picture_of_the_guide_is_in_the_program() {
    let mut pages: Vec<&str> = PAGES.iter().map(|page| page.name).collect();
    pages.sort_unstable();
    assert_eq!(names("", ".md"), pages);
    assert_eq!(names("en", ".md"), pages, "the pages in English");
    let pictures: Vec<&str> = PICTURES.iter().map(|(name, _)| *name).collect();
    assert_eq!(names("images", ".png"), pictures);
}

/// What is quoted in `html` after `attribute`.
fn quoted<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let parts = html.split(attribute).skip(1);
    parts.filter_map(|part| part.split('"').next()).collect()
}

#[test]
fn every_address_of_the_guide_leads_somewhere_in_the_program() {
    let exists = |to: &str| {
        let to = to.split('?').next().unwrap();
        to == "/help"
            || PAGES
                .iter()
                .any(|page| to == format!("/guide/{}", page.name))
            || PICTURES
                .iter()
                .any(|(name, _)| to == format!("/guide/images/{name}.png"))
    };
    for page in PAGES {
        for language in LANGUAGES {
            let (title, html) = written(page.text(language), "?in=en");
            let name = page.name;
            assert!(!title.is_empty(), "{name} has no heading");
            assert_eq!(page.text(language).matches("\n# ").count(), 0, "{name}");
            for to in [quoted(&html, "href=\""), quoted(&html, "src=\"")].concat() {
                assert!(exists(to), "{name} leads to {to}");
            }
            let kept = quoted(&html, "href=\"")
                .iter()
                .all(|to| *to == "/help" || to.ends_with("?in=en") || *to == "/guide/README?in=ja");
            assert!(kept, "{name} changes the language by the way");
        }
    }
}

#[test]
fn html_in_a_page_does_nothing() {
    let (_, html) = written("# A\n\n<script>x</script> and <b>b</b>\n", "");
    assert!(
        !html.contains("<script>") && !html.contains("<b>"),
        "{html}"
    );
}

/// What must be the same in both languages: headings, steps, points, rows of tables, pictures, links.
fn shape(text: &str) -> Vec<String> {
    let mut shape = Vec::new();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        shape.push(match event {
            Event::Start(Tag::Heading { level, .. }) => format!("heading {level}"),
            Event::Start(Tag::List(first)) => format!("list {first:?}"),
            Event::Start(Tag::Item) => "item".to_owned(),
            Event::Start(Tag::TableRow) => "row".to_owned(),
            Event::Start(Tag::CodeBlock(_)) => "code".to_owned(),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let to = dest_url.trim_start_matches("../");
                to.trim_start_matches("en/").to_owned()
            }
            _ => continue,
        });
    }
    shape
}

#[test]
fn both_languages_have_the_same_steps_pictures_and_links() {
    for page in PAGES {
        assert_eq!(
            shape(page.japanese),
            shape(page.english),
            "left Japanese, right English: {}",
            page.name
        );
    }
}

/// All texts of the pages in `language`.
fn words_of_pages(language: Language) -> BTreeSet<String> {
    fn gather(value: &toml::Value, words: &mut BTreeSet<String>) {
        match value {
            toml::Value::String(text) => {
                words.insert(text.clone());
            }
            toml::Value::Table(table) => table.values().for_each(|value| gather(value, words)),
            _ => (),
        }
    }
    let mut words = BTreeSet::new();
    for group in std::fs::read_dir(folder("web/texts")).unwrap() {
        let file = group
            .unwrap()
            .path()
            .join(format!("{}.toml", language.tag()));
        let text = std::fs::read_to_string(file).unwrap();
        gather(
            &toml::Value::Table(toml::from_str(&text).unwrap()),
            &mut words,
        );
    }
    words
}

/// Whether `said` is `text` with something in its places.
fn fits(text: &str, said: &str) -> bool {
    let mut pieces = text
        .split('{')
        .enumerate()
        .map(|(index, piece)| match index {
            0 => piece,
            _ => piece.split_once('}').map_or("", |(_, rest)| rest),
        });
    let letters: usize = pieces
        .clone()
        .map(|piece| piece.chars().filter(|sign| sign.is_alphabetic()).count())
        .sum();
    let Some(mut rest) = said.strip_prefix(pieces.next().unwrap_or_default()) else {
        return false;
    };
    let mut last = "";
    for piece in pieces {
        let Some(at) = rest.find(piece) else {
            return false;
        };
        rest = &rest[at + piece.len()..];
        last = piece;
    }
    // A text that is nearly all places would fit everything.
    letters >= 2 && (rest.is_empty() || (last.is_empty() && text.ends_with('}')))
}

/// Whether `said` is the beginning of `text`, up to the end of one of its sentences.
fn begins(text: &str, said: &str) -> bool {
    text.match_indices(['。', '.'])
        .map(|(at, end)| &text[..at + end.len()])
        .any(|sentences| fits(sentences, said))
}

/// What stands between `open` and `close`, the outermost of both.
fn between(text: &str, open: char, close: char) -> Vec<&str> {
    let mut found = Vec::new();
    let mut begin = 0;
    let mut depth = 0;
    for (at, sign) in text.char_indices() {
        if sign == open {
            if depth == 0 {
                begin = at + sign.len_utf8();
            }
            depth += 1;
        } else if sign == close && depth > 0 {
            depth -= 1;
            if depth == 0 {
                found.push(&text[begin..at]);
            }
        }
    }
    found
}

#[test]
fn every_word_that_the_guide_quotes_is_on_a_page() {
    let mut missing = Vec::new();
    for (language, open, close) in [
        (Language::Japanese, '「', '」'),
        (Language::English, '“', '”'),
    ] {
        let words = words_of_pages(language);
        assert!(words.len() > 800, "the texts are no longer found");
        let titles: Vec<String> = PAGES
            .iter()
            .map(|page| written(page.text(language), "").0)
            .collect();
        let known = |said: &str| {
            let sentence = said.ends_with(['。', '.']);
            FOREIGN.iter().any(|(word, _)| *word == said)
                // A long text may be quoted by its first sentences.
                || words.iter().any(|text| fits(text, said) || (sentence && begins(text, said)))
                // Names of roles come from the code; a page may also name another page of the guide.
                || [Role::Administrator, Role::Exchange, Role::Viewing]
                    .iter()
                    .any(|role| role.words(language) == said)
                || titles.iter().any(|title| title == said)
        };
        for page in PAGES {
            for said in between(page.text(language), open, close) {
                if !known(said) {
                    missing.push(format!("{} {}: {said}", language.tag(), page.name));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn what_is_in_places_may_be_anything_and_the_rest_is_word_for_word() {
    assert!(fits("送信する（{n}件）", "送信する（2件）"));
    assert!(fits("次へ", "次へ") && fits("Back to {page}", "Back to Sent"));
    assert!(!fits("送信する（{n}件）", "送信（2件）"));
    assert!(!fits("次へ", "次へ進む") && !fits("{title}（{facts}）", "何でも（何か）"));
    assert!(!fits("{n}件", "2件"));
}

/// Routes that answer GET without being a page with the link to the guide.
fn is_no_page(route: &str) -> bool {
    ["/assets/", "/guide/", "/api/"]
        .iter()
        .any(|begin| route.starts_with(begin))
        || ["/state", "/archive", "/file", ".pdf", "{index}", "/joining"]
            .iter()
            .any(|end| route.ends_with(end))
}

#[test]
fn every_page_of_the_program_leads_to_the_guide_about_it() {
    for (_, name) in ABOUT {
        assert!(PAGES.iter().any(|page| page.name == *name), "{name}");
    }
    let pages = ACCESS
        .iter()
        .filter(|(method, route, _)| *method == "GET" && !is_no_page(route));
    let start = guide_about("/");
    for (_, route, _) in pages {
        let about = guide_about(route);
        assert!(
            *route == "/" || about != start,
            "say in guide.rs which page of the guide is about {route}"
        );
    }
    assert_eq!(guide_about("/inbox/3/forms"), "/guide/insatsu");
    assert_eq!(guide_about("/inbox/save/open"), "/guide/matomete");
    assert_eq!(guide_about("/settings/keys/3/revoke"), "/guide/api");
    assert_eq!(guide_about("/newer"), start);
}
