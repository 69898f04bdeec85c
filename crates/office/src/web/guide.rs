//! The guide of `docs/guide`, as a part of the program: a person at work has the program and nothing else.
//!
//! The pages are those files, word for word, made into HTML when they are asked for, in the language of the visitor. What
//! a reader would get wrong: an address names no language, so that the switch of language works here as on every page;
//! `?in=` shows the other text once, and its links keep it. A new page must be named in [`PAGES`], a new picture in
//! [`PICTURES`]; `guide/tests.rs` compares both with the folder.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::Pages;
use super::failure::{Failure, render};
use super::form::Asked;
use super::frame::{Frame, Place, Summary};
use super::texts::{Language, other};
use super::visit::Visit;

/// One page: its name in the address, its text in both languages.
struct Page {
    name: &'static str,
    japanese: &'static str,
    english: &'static str,
}

impl Page {
    fn text(&self, language: Language) -> &'static str {
        match language {
            Language::Japanese => self.japanese,
            Language::English => self.english,
        }
    }
}

macro_rules! text {
    ($folder:literal $name:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../docs/guide/",
            $folder,
            $name,
            ".md"
        ))
    };
}

macro_rules! pages {
    ($($name:literal)+) => {
        &[$(Page { name: $name, japanese: text!("" $name), english: text!("en/" $name) },)+]
    };
}

macro_rules! pictures {
    ($($name:literal)+) => {
        &[$(($name, include_bytes!(concat!(
            env!("CARGO_MANIFEST_DIR"), "/../../docs/guide/images/", $name, ".png"
        ))),)+]
    };
}

/// The page that lists the others.
const INDEX: &str = "README";

const PAGES: &[Page] = pages!(
    "README" "api" "board" "folder" "hajimeni" "hikae" "hitotsuki" "hoka-no-pasokon" "ikou" "insatsu" "jibun" "jigyousho"
    "jisseki" "jisseki-nyuuryoku" "kiroku" "komatta" "matomete" "moushikomi" "okuru" "oshirase" "renkeisaki" "renshuu" "riyou" "sagasu"
    "settei" "shirase" "shisan" "shitagaki" "shoumeisho" "soushinzumi" "tanmatsu" "tantousha" "teisei" "touroku" "uketoru"
    "yojitsu"
);

/// Name in the address without its end, the bytes.
const PICTURES: &[(&str, &[u8])] = pictures!(
    "access-keys" "actual-sheet" "apply" "board" "drafts" "finding" "first-setup" "folders" "forms" "home" "inbox"
    "joining-digits" "licence" "mail" "network" "notices" "partners" "practice" "reconcile" "save-all" "search" "sent"
    "settings" "staff" "terminals-code"
);

/// Beginning of the address of a page of the program, and the page of the guide about it. The longest that fits counts.
const ABOUT: &[(&str, &str)] = &[
    ("/", "hajimeni"),
    ("/account", "jibun"),
    ("/actuals", "jisseki-nyuuryoku"),
    ("/board", "board"),
    ("/confirm", "okuru"),
    ("/drafts", "shitagaki"),
    ("/estimate", "shisan"),
    ("/help", "komatta"),
    ("/inbox", "uketoru"),
    ("/inbox/save", "matomete"),
    ("/login", "jibun"),
    ("/new", "okuru"),
    ("/notices", "oshirase"),
    ("/partners", "renkeisaki"),
    ("/practice", "renshuu"),
    ("/reconcile", "yojitsu"),
    ("/sending", "okuru"),
    ("/sent", "soushinzumi"),
    ("/settings", "settei"),
    ("/settings/folders", "folder"),
    ("/settings/history", "kiroku"),
    ("/settings/keys", "api"),
    ("/settings/licence", "riyou"),
    ("/settings/mail", "shirase"),
    ("/settings/network", "hoka-no-pasokon"),
    ("/settings/offices", "jigyousho"),
    ("/settings/staff", "tantousha"),
    ("/settings/terminals", "tanmatsu"),
];

/// Where the guide tells about the page at `path`.
pub(crate) fn guide_about(path: &str) -> String {
    let fits = |begin: &str| {
        path.strip_prefix(begin)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || begin == "/")
    };
    let name = if path.ends_with("/forms") {
        // The forms of a draft, of something sent and of something received are one task.
        "insatsu"
    } else {
        let about = ABOUT.iter().filter(|(begin, _)| fits(begin));
        about
            .max_by_key(|(begin, _)| begin.len())
            .map_or(INDEX, |(_, name)| *name)
    };
    format!("/guide/{name}")
}

#[derive(Template)]
#[template(path = "guide.html")]
struct GuidePage {
    frame: Frame,
    /// The language of the text, which need not be that of the page around it.
    language: &'static str,
    html: String,
    /// The same page in the other language.
    translation: String,
    translation_language: &'static str,
    translation_words: &'static str,
}

/// `GET /guide/{page}?in=`
pub(crate) async fn show_guide(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(name): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let found = PAGES.iter().find(|page| page.name == name);
    let page = found.ok_or(Failure::NotFound)?;
    let language = asked.one("in").and_then(Language::from_tag);
    let language = language.unwrap_or(visit.language);
    let summary = pages.store(Summary::read).await?;
    let (title, html) = written(page.text(language), kept(language, &visit));
    let words = &visit.texts().help;
    let (back, name) = match page.name {
        INDEX => ("/help".to_owned(), &words.title),
        _ => (
            format!("/guide/{INDEX}{}", kept(language, &visit)),
            &words.manual,
        ),
    };
    let mut frame = Frame::new(&pages, &visit, Place::Help, title, &summary, pages.now())
        .with_back_link(back, name.as_str());
    // Whoever switches the language of the pages wants the text in it too.
    frame.back = format!("/guide/{}", page.name);
    frame.guide = None;
    let translation = other(language);
    render(&GuidePage {
        frame,
        language: language.tag(),
        html,
        translation: format!("/guide/{}{}", page.name, kept(translation, &visit)),
        translation_language: translation.tag(),
        translation_words: match translation {
            Language::Japanese => &words.manual_in_japanese,
            Language::English => &words.manual_in_english,
        }
        .as_str(),
    })
}

/// What links of a text in `language` carry, so that a visitor of the other one stays in it.
fn kept(language: Language, visit: &Visit) -> &'static str {
    match language {
        _ if language == visit.language => "",
        Language::Japanese => "?in=ja",
        Language::English => "?in=en",
    }
}

/// `GET /guide/images/{name}`
pub(crate) async fn show_picture(Path(name): Path<String>) -> Result<Response, Failure> {
    let name = name.strip_suffix(".png").ok_or(Failure::NotFound)?;
    let (_, bytes) = PICTURES
        .iter()
        .find(|(known, _)| *known == name)
        .ok_or(Failure::NotFound)?;
    Ok(([(CONTENT_TYPE, "image/png")], *bytes).into_response())
}

/// The heading of the page, and the rest as HTML whose links carry `kept`.
fn written(text: &str, kept: &str) -> (String, String) {
    let mut title = String::new();
    let mut in_title = false;
    let mut events = Vec::new();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H1,
                ..
            }) => in_title = true,
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => in_title = false,
            Event::Text(words) if in_title => title.push_str(&words),
            // The pages hold no HTML; should one ever, it is shown and does nothing.
            Event::Html(words) | Event::InlineHtml(words) => events.push(Event::Text(words)),
            Event::Start(tag) => events.push(Event::Start(led(tag, kept))),
            event => events.push(event),
        }
    }
    let mut written = String::new();
    html::push_html(&mut written, events.into_iter());
    (title, written)
}

/// The tag with its address as it is in the program.
fn led<'a>(tag: Tag<'a>, kept: &str) -> Tag<'a> {
    match tag {
        Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        } => Tag::Link {
            link_type,
            dest_url: address(&dest_url, kept),
            title,
            id,
        },
        Tag::Image {
            link_type,
            dest_url,
            title,
            id,
        } => Tag::Image {
            link_type,
            dest_url: address(&dest_url, kept),
            title,
            id,
        },
        tag => tag,
    }
}

/// Both languages lie in folders of their own and share the pictures; in the program all addresses are `/guide/…`.
fn address(file: &str, kept: &str) -> CowStr<'static> {
    let in_program = match file.strip_suffix(".md") {
        _ if file.starts_with("http") => file.to_owned(),
        // ヘルプ finds the codes of the reference.
        Some(page) if page.contains("reference/") => "/help".to_owned(),
        // The two index pages lead to each other.
        Some("en/README") => format!("/guide/{INDEX}?in=en"),
        Some("../README") => format!("/guide/{INDEX}?in=ja"),
        Some(page) => format!("/guide/{page}{kept}"),
        None => format!("/guide/{}", file.trim_start_matches("../")),
    };
    in_program.into()
}
