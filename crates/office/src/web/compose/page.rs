//! The page of 新規作成: what it shows of a pile.
//!
//! Files are in groups: what stays and why, first; then what can be sent, by addressee.
//! Words of groups are in `groups.rs`.

use askama::Template;
use axum::response::Response;
use protocol::{Address, ServiceKind};

use super::groups::{Group, Named, Row, groups, rows};
use super::partner_names;
use crate::licence::read_licence;
use crate::partners::PartnerEntry;
use crate::piles::{PILE_BYTES_MAX, PILE_FILES_MAX, PilePlan, plan_pile};
use crate::store::StoreError;
use crate::web::Pages;
use crate::web::failure::{Failure, render};
use crate::web::form::Fields;
use crate::web::frame::{Frame, Place, Summary};
use crate::web::lists::Note;
use crate::web::texts::{Language, texts};
use crate::web::visit::Visit;
use crate::web::words::service_words;

/// What is to be shown.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) pile: Option<i64>,
    pub(super) notes: Vec<Note>,
    /// A message that could not be stored, in the place of the stored one.
    pub(super) message: Option<String>,
}

/// One line of a list to choose from.
#[derive(Clone)]
pub(super) struct Choosable {
    pub(super) value: String,
    pub(super) words: String,
    pub(super) chosen: bool,
}

#[derive(Template)]
#[template(path = "compose.html")]
struct ComposePage {
    frame: Frame,
    lead: String,
    notes: Vec<Note>,
    licence_ended: bool,
    action: String,
    pile: Option<i64>,
    version: i64,
    files_max: usize,
    bytes_max: u64,
    too_large: String,
    reading: String,
    ready_count: Option<String>,
    stopped_count: Option<String>,
    stopped: Vec<Group>,
    ready: Vec<Group>,
    message: String,
    services: Vec<Choosable>,
    /// Whether 「前に送ったファイルも、もう一度送る」 has anything to do with this pile.
    asks_again: bool,
    again: bool,
    rows: Vec<Row>,
    what: String,
    send: String,
    send_one: String,
    send_other: String,
    ready_any: bool,
    /// Whether there is anything to save or to throw away.
    filled: bool,
}

/// The page of a pile, or of none yet.
pub(super) async fn compose_page(
    pages: &Pages,
    visit: &Visit,
    shown: Shown,
) -> Result<Response, Failure> {
    let number = shown.pile;
    let (summary, partners, names, licence) = pages
        .store(|store| {
            Ok::<_, StoreError>((
                Summary::read(store)?,
                crate::partners::list_partners(store)?,
                partner_names(store)?,
                read_licence(store)?,
            ))
        })
        .await?;
    let plan = match number {
        None => None,
        Some(number) => {
            let plan = pages.store(move |store| plan_pile(store, number)).await?;
            Some(plan.ok_or(Failure::NotFound)?)
        }
    };
    let language = visit.language;
    let words = visit.texts();
    let known = addresses(language, &partners);
    let named = Named {
        language,
        names: &names,
        known: &known,
    };
    let title = match &plan {
        Some(plan) if plan.pile.row.of_draft => &words.compose.edit_title,
        _ => &words.frame.new,
    };
    let frame = Frame::new(
        pages,
        visit,
        Place::New,
        title.to_string(),
        &summary,
        pages.now(),
    );
    let frame = match number {
        Some(_) => frame.with_back_link("/drafts", words.frame.drafts.as_str()),
        None => frame,
    };
    let mut page = filled_page(pages, visit, frame, shown, plan, &named);
    page.licence_ended = licence.has_ended(pages.now());
    render(&page)
}

fn filled_page(
    pages: &Pages,
    visit: &Visit,
    frame: Frame,
    shown: Shown,
    plan: Option<PilePlan>,
    named: &Named<'_>,
) -> ComposePage {
    let words = &visit.texts().compose;
    let (stopped, ready) = plan
        .as_ref()
        .map(|plan| groups(named, plan))
        .unwrap_or_default();
    let count = ready.len() as u64;
    let pile = plan.as_ref().map(|plan| &plan.pile);
    let services_here = pages.office.own().services;
    let chosen_service = pile.and_then(|pile| pile.from_service);
    ComposePage {
        lead: match pile {
            Some(pile) if pile.row.files > 0 => words.read.with(
                pile.row.files,
                &[("groups", &(stopped.len() + ready.len()))],
            ),
            _ => words.lead.to_string(),
        },
        notes: shown.notes,
        licence_ended: false,
        action: shown
            .pile
            .map_or("/new".to_owned(), |pile| format!("/new/{pile}")),
        pile: shown.pile,
        version: pile.map_or(0, |pile| pile.words_version),
        files_max: PILE_FILES_MAX,
        bytes_max: PILE_BYTES_MAX,
        too_large: words.too_large.with(&[
            ("files", &PILE_FILES_MAX),
            ("megabytes", &(PILE_BYTES_MAX >> 20)),
        ]),
        // `#` stands for what the script knows; no text has it.
        reading: words
            .reading_count
            .with(&[("total", &"#total"), ("done", &"#done")]),
        ready_count: (count > 0).then(|| words.ready_count.of(count)),
        stopped_count: (!stopped.is_empty()).then(|| words.stopped_count.of(stopped.len() as u64)),
        message: shown
            .message
            .or_else(|| pile.map(|pile| pile.message.clone()))
            .unwrap_or_default(),
        services: services(visit.language, &services_here, chosen_service),
        asks_again: plan.as_ref().is_some_and(|plan| {
            plan.pile.send_again || plan.bundles.iter().any(|bundle| bundle.before.is_some())
        }),
        again: pile.is_some_and(|pile| pile.send_again),
        rows: rows(visit.language, &ready, &stopped),
        what: match stopped.len() as u64 {
            0 => words.what.of(count),
            stopped => words.what_stopped.with(count, &[("stopped", &stopped)]),
        },
        send: words.send.of(count),
        send_one: words.send.of(1),
        send_other: words.send.sample("#"),
        ready_any: count > 0,
        filled: pile.is_some_and(|pile| pile.row.files > 0),
        stopped,
        ready,
        frame,
    }
}

/// The services of this office to choose from, if there are several.
fn services(
    language: Language,
    services: &[ServiceKind],
    chosen: Option<ServiceKind>,
) -> Vec<Choosable> {
    let several = services.iter().filter(|_| services.len() > 1);
    let one = |service: &ServiceKind| Choosable {
        value: service.to_string(),
        words: service_words(language, *service),
        chosen: chosen == Some(*service),
    };
    several.map(one).collect()
}

/// All addresses that this office knows, to choose from.
fn addresses(language: Language, partners: &[PartnerEntry]) -> Vec<(Address, String)> {
    let unnamed = &texts(language).frame.office_unnamed;
    let mut found = Vec::new();
    for partner in partners {
        let name = partner.name.clone().unwrap_or_else(|| unnamed.to_string());
        for service in &partner.services {
            let address = Address {
                office: partner.number,
                service: *service,
            };
            let service = service_words(language, *service);
            let words = format!("{name}\u{3000}{}\u{3000}{service}", partner.number);
            found.push((address, words));
        }
    }
    found
}

/// What the form before this page did.
pub(super) fn notes_of(language: Language, asked: &Fields) -> Vec<Note> {
    let words = &texts(language).compose;
    let counted = [
        ("added", "status-done", &words.added),
        ("replaced", "status-done", &words.replaced),
        ("repeated", "status-none", &words.repeated),
        ("left_out", "status-none", &words.left_out),
    ];
    let mut notes = Vec::new();
    for (name, class, words) in counted {
        let count: Option<u64> = asked.one(name).and_then(|text| text.parse().ok());
        notes.extend(count.map(|count| Note::new(class, words.of(count))));
    }
    let (class, text) = match asked.one("note") {
        Some("copied") => ("status-warning", &words.copied),
        Some("changed") => ("status-warning", &words.changed),
        Some("nothing") => ("status-failed", &words.nothing_to_send),
        Some("none_ready") => ("status-warning", &words.none_ready),
        Some("again") => ("status-done", &words.again_note),
        _ => return notes,
    };
    notes.push(Note::new(class, text));
    notes
}
