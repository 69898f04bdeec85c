//! The guide of `docs/guide`, as a part of the program: a person at work has the program and nothing else.
//!
//! The pages are those files, word for word, made into HTML when they are asked for. What a reader would get wrong: a
//! new page must be named in [`PAGES`], a new picture in [`PICTURES`]; a test compares both with the folder.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::Pages;
use super::failure::{Failure, render};
use super::frame::{Frame, Place, Summary};
use super::visit::Visit;

/// The files with these names, each with its contents.
macro_rules! files {
    ($include:ident $folder:literal $end:literal: $($name:literal)+) => {
        &[$(($name, $include!(concat!(
            env!("CARGO_MANIFEST_DIR"), "/../../docs/guide/", $folder, $name, $end
        )) as _),)+]
    };
}

/// Name in the address, the text.
const PAGES: &[(&str, &str)] = files!(include_str "" ".md":
    "README" "board" "folder" "hajimeni" "hoka-no-pasokon" "insatsu" "jisseki" "jisseki-nyuuryoku" "komatta" "okuru" "renshuu" "sagasu" "shirase" "shitagaki" "tanmatsu" "tantousha" "teisei" "touroku" "uketoru" "yojitsu");

/// The short guide in English.
const ENGLISH: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../docs/guide/en/README.md"
));

/// Name in the address without its end, the bytes.
const PICTURES: &[(&str, &[u8])] = files!(include_bytes "images/" ".png":
    "actual-sheet" "board" "drafts" "finding" "first-setup" "forms" "home" "inbox" "joining-digits" "practice" "reconcile" "sent" "terminals-code");

#[derive(Template)]
#[template(path = "guide.html")]
struct GuidePage {
    frame: Frame,
    /// The language of the text, which need not be that of the page around it.
    language: &'static str,
    html: String,
}

/// `GET /guide/{page}`
pub(crate) async fn show_guide(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(page): Path<String>,
) -> Result<Response, Failure> {
    let found = PAGES.iter().find(|(name, _)| *name == page);
    let (language, text) = match found {
        Some((_, text)) => ("ja", *text),
        None if page == "en" => ("en", ENGLISH),
        None => return Err(Failure::NotFound),
    };
    let summary = pages.store(Summary::read).await?;
    let (title, html) = written(text);
    let words = visit.texts();
    let back = if page == "README" || page == "en" {
        ("/help", words.help.title.as_str())
    } else {
        ("/guide/README", words.help.manual.as_str())
    };
    render(&GuidePage {
        frame: Frame::new(&pages, &visit, Place::Help, title, &summary, pages.now())
            .with_back_link(back.0, back.1),
        language,
        html,
    })
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

/// The heading of the page, and the rest as HTML.
fn written(text: &str) -> (String, String) {
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
            Event::Start(tag) => events.push(Event::Start(led(tag))),
            event => events.push(event),
        }
    }
    let mut written = String::new();
    html::push_html(&mut written, events.into_iter());
    (title, written)
}

/// The tag with its address as it is in the program.
fn led(tag: Tag<'_>) -> Tag<'_> {
    match tag {
        Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        } => Tag::Link {
            link_type,
            dest_url: address(&dest_url),
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
            dest_url: address(&dest_url),
            title,
            id,
        },
        tag => tag,
    }
}

fn address(file: &str) -> CowStr<'static> {
    let in_program = match file.strip_suffix(".md") {
        _ if file.starts_with("http") => file.to_owned(),
        // ヘルプ finds the codes of the reference.
        Some(page) if page.contains("reference/") => "/help".to_owned(),
        Some("en/README") => "/guide/en".to_owned(),
        Some(page) => format!("/guide/{}", page.trim_start_matches("../")),
        None => format!("/guide/{file}"),
    };
    in_program.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &str, end: &str) -> Vec<String> {
        let path = format!("{}/../../docs/guide/{folder}", env!("CARGO_MANIFEST_DIR"));
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
        let mut pages: Vec<&str> = PAGES.iter().map(|(name, _)| *name).collect();
        pages.sort_unstable();
        assert_eq!(names("", ".md"), pages);
        let pictures: Vec<&str> = PICTURES.iter().map(|(name, _)| *name).collect();
        assert_eq!(names("images", ".png"), pictures);
    }

    #[test]
    fn every_address_of_the_guide_leads_somewhere_in_the_program() {
        for (name, text) in PAGES.iter().chain([&("en", ENGLISH)]) {
            let (title, html) = written(text);
            assert!(!title.is_empty(), "{name} has no heading");
            assert!(!html.contains("<h1>"), "{name} has two");
            for quoted in ["href=\"", "src=\""] {
                for part in html.split(quoted).skip(1) {
                    let to = part.split('"').next().unwrap();
                    let page = to.strip_prefix("/guide/");
                    let known = to == "/help"
                        || page == Some("en")
                        || page.is_some_and(|page| PAGES.iter().any(|(known, _)| *known == page))
                        || PICTURES
                            .iter()
                            .any(|(known, _)| to == format!("/guide/images/{known}.png"));
                    assert!(known, "{name} leads to {to}");
                }
            }
        }
    }

    #[test]
    fn html_in_a_page_does_nothing() {
        let (_, html) = written("# A\n\n<script>x</script> and <b>b</b>\n");
        assert!(
            !html.contains("<script>") && !html.contains("<b>"),
            "{html}"
        );
    }
}
