//! 設定 → 操作の記録: who did what, by person and time, and as a file.
//!
//! Nothing here changes a line. What a reader would get wrong: saving and verifying
//! the history are lines of the history themselves.

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use protocol::{BundleId, UtcSeconds};

use super::failure::{Failure, render};
use super::findings::{self, Fact, FindingWords};
use super::form::{Asked, CheckedForm, Fields};
use super::frame::{Frame, Place};
use super::lists::{Note, PageLinks, ROWS};
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::OfficeWords;
use super::{Pages, dates, download};
use crate::error_code::ErrorCode;
use crate::history::{
    Action, Actor, HistoryFilter, HistoryRow, VerifyHistoryError, list_history, save_history,
    verify_history, who_did,
};
use crate::inbox::ReceivedId;
use crate::page::PageRequest;
use crate::partners::{PartnerEntry, list_partners};
use crate::staff::{self, StaffId, StaffMember};
use crate::store::{Store, StoreError};
use crate::terminals::{Terminal, list_terminals};

#[derive(Template)]
#[template(path = "history.html")]
struct HistoryPage {
    frame: Frame,
    notes: Vec<Note>,
    findings: Vec<FindingWords>,
    people: Vec<Person>,
    from: String,
    until: String,
    rows: Vec<Row>,
    pages: PageLinks,
    file_href: String,
}

struct Person {
    id: StaffId,
    name: String,
    chosen: bool,
}

struct Row {
    number: i64,
    time: String,
    who: String,
    what: &'static str,
    subject: Option<Subject>,
    clients: String,
}

/// What was acted upon: a link to a bundle or a terminal, or the name of a member of staff.
struct Subject {
    href: Option<String>,
    words: String,
}

/// Names that are still known, by the id that the history keeps.
struct Names {
    /// People, and offices: nobody sees the number of an office without its name.
    people_and_offices: HashMap<String, String>,
    terminals: HashMap<String, String>,
}

impl Names {
    fn of(language: Language, pages: &Pages, found: Found) -> Names {
        let own = pages.site.offices.iter();
        let own = own.map(|office| (office.number(), OfficeWords::own(language, office)));
        let partners = found.partners.iter();
        let partners = partners.map(|entry| (entry.number, OfficeWords::of_entry(language, entry)));
        let offices = partners
            .chain(own)
            .map(|(number, words)| (number.to_string(), format!("{} {}", words.name, words.line)));
        let people = found.people.iter();
        let people = people.map(|member| (member.id.to_string(), member.name.clone()));
        let terminals = found.terminals.into_iter();
        Names {
            people_and_offices: people.chain(offices).collect(),
            terminals: terminals
                .map(|terminal| (terminal.id.to_string(), terminal.name))
                .collect(),
        }
    }
}

/// What the database knows of those that the history names.
struct Found {
    people: Vec<StaffMember>,
    terminals: Vec<Terminal>,
    partners: Vec<PartnerEntry>,
}

/// What the page was asked for, and its address without the paging.
struct Asking {
    filter: HistoryFilter,
    from: String,
    until: String,
    query: String,
}

/// Reads `staff`, `from` and `until`; days are those of Japan, the last one included.
fn asking(asked: &Fields) -> Asking {
    let day = |name: &str| {
        let text = asked.one(name)?;
        text.parse::<Date>().ok()
    };
    let (from, until) = (day("from"), day("until"));
    let staff: Option<StaffId> = asked.one("staff").and_then(|text| text.parse().ok());
    let mut query = Vec::new();
    if let Some(staff) = staff {
        query.push(format!("staff={staff}"));
    }
    let written = |name: &str, day: Option<Date>, query: &mut Vec<String>| {
        let text = day.map(|day| day.to_string()).unwrap_or_default();
        if !text.is_empty() {
            query.push(format!("{name}={text}"));
        }
        text
    };
    Asking {
        filter: HistoryFilter {
            staff,
            subject: None,
            from: from.map(dates::day_begins),
            until: until
                .and_then(|day| day.tomorrow().ok())
                .map(dates::day_begins),
        },
        from: written("from", from, &mut query),
        until: written("until", until, &mut query),
        query: query.join("&"),
    }
}

/// `GET /settings/history?staff=&from=&until=&after=`
pub(crate) async fn show_history(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    history_page(&pages, &visit, &asked, Vec::new(), Vec::new()).await
}

async fn history_page(
    pages: &Pages,
    visit: &Visit,
    asked: &Fields,
    notes: Vec<Note>,
    findings: Vec<FindingWords>,
) -> Result<Response, Failure> {
    let Asking {
        filter,
        from,
        until,
        query,
    } = asking(asked);
    let chosen = filter.staff;
    let request = PageRequest {
        after: asked.one("after").map(str::to_owned),
        limit: ROWS,
    };
    let after = request.after.clone();
    let (page, found) = pages
        .store(move |store| {
            let page = list_history(store, &filter, &request)?;
            let found = Found {
                people: staff::list_staff(store)?,
                terminals: list_terminals(store)?,
                partners: list_partners(store)?,
            };
            Ok::<_, StoreError>((page, found))
        })
        .await?;
    let (now, language) = (pages.now(), visit.language);
    let all = found.people.clone();
    let names = Names::of(language, pages, found);
    let path = if query.is_empty() {
        "/settings/history".to_owned()
    } else {
        format!("/settings/history?{query}")
    };
    render(&HistoryPage {
        frame: Frame::bare(
            pages,
            visit,
            Place::Settings,
            visit.texts().history.title.to_string(),
        )
        .with_back_link("/settings", visit.texts().frame.settings.as_str()),
        notes,
        findings,
        people: all
            .into_iter()
            .map(|member| Person {
                chosen: chosen == Some(member.id),
                id: member.id,
                name: member.name,
            })
            .collect(),
        from,
        until,
        rows: page
            .rows
            .iter()
            .map(|row| list_row(language, row, &names, now))
            .collect(),
        pages: PageLinks::new(&path, after.as_deref(), page.next.as_deref()),
        file_href: format!("/settings/history/file?{query}"),
    })
}

fn list_row(language: Language, row: &HistoryRow, names: &Names, now: UtcSeconds) -> Row {
    Row {
        number: row.number,
        time: dates::receipt_time(language, row.at, now),
        who: row.actor.words(language),
        what: row.action.words(language),
        subject: subject(language, row, names),
        clients: row
            .clients
            .map(|count| texts(language).history.clients.of(count.into()))
            .unwrap_or_default(),
    }
}

fn subject(language: Language, row: &HistoryRow, names: &Names) -> Option<Subject> {
    let words = &texts(language).history;
    if row.subject.is_empty() {
        return None;
    }
    if let Some(name) = names.people_and_offices.get(&row.subject) {
        return Some(Subject {
            href: None,
            words: name.clone(),
        });
    }
    let (href, words) = match row.action {
        Action::StaffRemoved | Action::StaffAdded | Action::StaffChanged | Action::StaffReset => {
            (None, words.removed_person.to_string())
        }
        Action::Drafted => (
            Some(format!("/drafts/{}", row.subject)),
            words.draft.to_string(),
        ),
        Action::Discarded => (None, words.draft.to_string()),
        // The id of a terminal looks like that of a bundle; only the action tells them apart.
        Action::TerminalApproved | Action::TerminalRenamed | Action::TerminalRemoved => {
            terminal(language, &row.subject, names)
        }
        _ if row.subject.parse::<BundleId>().is_ok() => (
            Some(format!("/sent/{}", row.subject)),
            words.sent.to_string(),
        ),
        _ if row.subject.parse::<ReceivedId>().is_ok() => (
            Some(format!("/inbox/{}", row.subject)),
            words.received.to_string(),
        ),
        _ => (None, row.subject.clone()),
    };
    Some(Subject { href, words })
}

fn terminal(language: Language, id: &str, names: &Names) -> (Option<String>, String) {
    let words = &texts(language).history;
    match names.terminals.get(id) {
        Some(name) => (
            Some(format!("/settings/terminals/{id}")),
            words.named_terminal.with(&[("name", name)]),
        ),
        None => (None, words.terminal.to_string()),
    }
}

/// `GET /settings/history/file?staff=&from=&until=`
pub(crate) async fn save_file(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let (filter, language) = (asking(&asked).filter, visit.language);
    let bytes = pages
        .recorded(visit.did(Action::HistorySaved), move |store| {
            save_history(store, &filter, language, |at| {
                dates::japan_time(at)
                    .strftime("%Y-%m-%d %H:%M:%S")
                    .to_string()
            })
        })
        .await?;
    let day = dates::japan_time(pages.now()).strftime("%Y%m%d");
    let name = format!("{}_{day}.csv", visit.texts().history.title.as_str());
    Ok(download::file(&name, bytes))
}

/// `POST /settings/history/verify`
pub(crate) async fn verify(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(fields): CheckedForm,
) -> Result<Response, Failure> {
    let outcome = pages
        .store(|store| Ok::<_, Failure>(verify_history(store)))
        .await?;
    pages.noted(visit.did(Action::HistoryVerified)).await?;
    let words = &visit.texts().history;
    let (mut notes, mut found) = (Vec::new(), Vec::new());
    match outcome {
        Ok(end) => {
            let line = words
                .in_order
                .with(end.number.unsigned_abs(), &[("check", &end.check)]);
            notes.push(Note::new("status-done", line));
        }
        Err(VerifyHistoryError::Store(cause)) => return Err(Failure::internal(&cause)),
        Err(error) => {
            let code = ErrorCode::from(&error).code();
            let mut facts = Vec::new();
            if let VerifyHistoryError::Altered { number } = error {
                facts.push(Fact::new(words.number.as_str(), number.to_string()));
            }
            found.push(findings::code_words(visit.language, code, facts));
        }
    }
    history_page(&pages, &visit, &fields, notes, found).await
}

/// The member of staff who did this last, for the page of a bundle. `None` for what
/// nobody did who was logged in at this terminal.
pub(super) fn person_who(
    store: &mut Store,
    action: Action,
    subject: &str,
) -> Result<Option<String>, StoreError> {
    Ok(match who_did(store, action, subject)? {
        Some((_, Actor::Staff { name, .. })) => Some(name),
        _ => None,
    })
}
