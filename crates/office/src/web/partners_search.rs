//! The search in the hub's directory on 連携先: the question, and what came back.
//!
//! The form waits a few seconds for the answer, so that it looks like any other search; if
//! the hub needs longer, the page says that it asks and offers to look again.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::Redirect;
use protocol::ServiceKind;

use super::Pages;
use super::failure::Failure;
use super::findings::{Fact, code_facts};
use super::form::CheckedForm;
use super::prefectures::PREFECTURES;
use super::texts::{Language, texts};
use super::words::{OfficeWords, service_words};
use crate::partners::{DirectoryAnswer, DirectoryQuestion, ask_search, read_search};

/// How long the form waits for the hub.
const ANSWER_TIME_MAX: Duration = Duration::from_secs(5);

/// Characters of a name; the hub compares no more.
const TEXT_CHARACTERS_MAX: usize = 100;

/// Services that offices mostly give.
pub(super) const SERVICES: [&str; 16] = [
    "43", "46", "11", "12", "13", "14", "15", "16", "17", "21", "22", "33", "76", "78", "A2", "A6",
];

/// A choice of a list.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) words: String,
    pub(super) chosen: bool,
}

/// The search as the page shows it.
pub(super) struct SearchWords {
    pub(super) text: String,
    pub(super) areas: Vec<Choice>,
    pub(super) services: Vec<Choice>,
    pub(super) state: SearchState,
    /// The hub's cursor for more, with what was searched for.
    pub(super) more: Option<More>,
}

pub(super) struct More {
    pub(super) area: String,
    pub(super) service: String,
    pub(super) after: String,
}

/// What came of it.
pub(super) enum SearchState {
    /// Nothing was searched for.
    Nothing,
    /// The hub has not answered yet.
    Asking {
        /// Where to look again.
        href: String,
    },
    /// The hub could not answer.
    Failed(Vec<Fact>),
    /// Offices, possibly none.
    Found(Vec<FoundRow>),
}

/// An office that was found.
pub(super) struct FoundRow {
    pub(super) number: String,
    pub(super) office: OfficeWords,
    pub(super) services: String,
    pub(super) choose_label: String,
}

/// A search, read from the database.
pub(super) type Kept = Option<(i64, DirectoryQuestion, Option<DirectoryAnswer>)>;

/// The form, with what came of the search before.
pub(super) fn search_words(language: Language, kept: Kept) -> SearchWords {
    let (question, state, next) = match kept {
        None => (DirectoryQuestion::default(), SearchState::Nothing, None),
        Some((number, question, None)) => {
            let href = format!("/partners?search={number}");
            (question, SearchState::Asking { href }, None)
        }
        Some((_, question, Some(answer))) => match answer.code {
            Some(code) => {
                let facts = code_facts(language, &code);
                (question, SearchState::Failed(facts), None)
            }
            None => {
                let rows = answer.offices.iter().map(|office| FoundRow {
                    number: office.number.to_string(),
                    office: OfficeWords {
                        name: office.name.clone(),
                        line: office.number.to_string(),
                    },
                    services: services_line(language, &office.services),
                    choose_label: texts(language)
                        .partners
                        .choose_label
                        .with(&[("office", &office.name)]),
                });
                (question, SearchState::Found(rows.collect()), answer.next)
            }
        },
    };
    let service = question.service.map(|kind| kind.to_string());
    let service = service.unwrap_or_default();
    SearchWords {
        areas: areas(language, &question.area),
        services: services(language, &service),
        more: next.map(|after| More {
            area: question.area.clone(),
            service,
            after,
        }),
        text: question.text,
        state,
    }
}

fn services_line(language: Language, services: &[ServiceKind]) -> String {
    let words: Vec<String> = services
        .iter()
        .map(|service| service_words(language, *service))
        .collect();
    words.join("\u{3000}")
}

fn areas(language: Language, chosen: &str) -> Vec<Choice> {
    let areas = PREFECTURES.iter().map(|(code, ja, en)| Choice {
        value: (*code).to_owned(),
        words: match language {
            Language::Japanese => (*ja).to_owned(),
            Language::English => (*en).to_owned(),
        },
        chosen: *code == chosen,
    });
    areas.collect()
}

fn services(language: Language, chosen: &str) -> Vec<Choice> {
    let kinds = SERVICES.iter().filter_map(|code| code.parse().ok());
    kinds
        .map(|kind: ServiceKind| Choice {
            value: kind.to_string(),
            words: format!("{} {kind}", service_words(language, kind)),
            chosen: kind.as_str() == chosen,
        })
        .collect()
}

/// `POST /partners/search`
pub(crate) async fn search_directory(
    State(pages): State<Arc<Pages>>,
    CheckedForm(fields): CheckedForm,
) -> Result<Redirect, Failure> {
    let text = fields.one("text").unwrap_or_default().trim().to_owned();
    let area = fields.one("area").unwrap_or_default().to_owned();
    let known = area.is_empty() || PREFECTURES.iter().any(|(code, ..)| *code == area);
    let fits = text.chars().count() <= TEXT_CHARACTERS_MAX && !text.chars().any(char::is_control);
    if !known || !fits {
        return Err(Failure::Malformed);
    }
    let service = fields.one("service").map(str::parse).transpose();
    let question = DirectoryQuestion {
        service: service.map_err(|_| Failure::Malformed)?,
        after: fields.one("after").map(str::to_owned),
        text,
        area,
    };
    if question.text.is_empty() && question.area.is_empty() && question.service.is_none() {
        return Ok(Redirect::to("/partners?wrong=1"));
    }
    let now = pages.now();
    let mut changes = pages.office.changes();
    let number = pages
        .store(move |store| ask_search(store, &question, now))
        .await?;
    pages.office.wake_worker();
    let answered = async {
        loop {
            changes.mark_unchanged();
            let kept = pages.store(move |store| read_search(store, number)).await?;
            if !matches!(kept, Some((_, None))) || changes.changed().await.is_err() {
                return Ok::<_, Failure>(());
            }
        }
    };
    if let Ok(outcome) = tokio::time::timeout(ANSWER_TIME_MAX, answered).await {
        outcome?;
    }
    Ok(Redirect::to(&format!("/partners?search={number}#find")))
}
