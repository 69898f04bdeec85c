//! 連携先: offices with which something was exchanged, the question about a certificate
//! that changed, and choosing an office that the search (`partners_search.rs`) found.
//!
//! Looking up leaves a question in the database, which the next contact with the hub
//! answers. What a reader would get wrong: the form that accepts a certificate carries
//! the fingerprint that the person saw, so that one that changed meanwhile is refused.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{Redirect, Response};
use protocol::{Digest, OfficeNumber, UtcSeconds};

use super::failure::{Failure, render};
use super::form::{Asked, CheckedForm, Place as Path};
use super::frame::{Frame, Place, Summary};
use super::lists::{Empty, Note};
use super::partners_search::{Kept, SearchState, SearchWords, search_words};
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::{OfficeWords, Status, service_words};
use super::{Pages, dates};
use crate::history::Action;
use crate::partners::{
    AcceptPartnerError, Coverage, Exchange, PartnerEntry, accept_partner, ask_about, find_partner,
    list_exchanges, read_coverage, read_search, unopened_by,
};
use crate::store::{Store, StoreError};

#[derive(Template)]
#[template(path = "partners.html")]
struct PartnersPage {
    frame: Frame,
    notes: Vec<Note>,
    coverage: Option<String>,
    changed: Vec<Changed>,
    /// Sent before a certificate was accepted, and not opened: how many, and where they are listed.
    resend: Option<(String, String)>,
    asked: String,
    found: Option<Found>,
    search: SearchWords,
    rows: Vec<Row>,
    empty: Empty,
}

/// A partner whose certificate changed.
struct Changed {
    number: OfficeNumber,
    office: OfficeWords,
    fingerprint: Digest,
    old: String,
    new: String,
}

/// What is known about the office that was looked up.
struct Found {
    office: Option<OfficeWords>,
    status: Status,
    refresh: bool,
}

struct Row {
    office: OfficeWords,
    services: String,
    sent: String,
    received: String,
    status: Status,
}

/// `GET /partners?asked=&search=&accepted=&failed=&later=&wrong=`
pub(crate) async fn list_partners(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let now = pages.now();
    let number: Option<OfficeNumber> = asked.one("asked").and_then(|text| text.parse().ok());
    let month = dates::japan_time(now).strftime("%Y%m").to_string();
    let accepted: Option<OfficeNumber> = asked.one("accepted").and_then(|text| text.parse().ok());
    let search: Option<i64> = asked.one("search").and_then(|text| text.parse().ok());
    let (summary, exchanges, coverage, found, kept, unopened) = pages
        .store(move |store| {
            let found = match number {
                Some(number) => find_partner(store, number)?,
                None => None,
            };
            let exchanges = list_exchanges(store)?;
            let coverage = read_coverage(store, &month)?;
            let kept = search.map(|number| kept(store, number)).transpose()?;
            let unopened = accepted.map(|number| unopened_by(store, number));
            let unopened = unopened.transpose()?.unwrap_or(0);
            let summary = Summary::read(store)?;
            Ok::<_, StoreError>((summary, exchanges, coverage, found, kept, unopened))
        })
        .await?;
    let language = visit.language;
    let words = &visit.texts().partners;
    let notes = [
        ("accepted", "status-done", &words.accepted),
        ("failed", "status-failed", &words.accept_failed),
        ("later", "status-waiting", &words.not_accepted),
        ("wrong", "status-failed", &words.find_wrong),
    ];
    let notes = notes
        .into_iter()
        .filter(|(name, ..)| asked.one(name).is_some());
    render(&PartnersPage {
        frame: Frame::new(
            &pages,
            &visit,
            Place::Partners,
            words.title.to_string(),
            &summary,
            now,
        ),
        notes: notes
            .map(|(_, class, text)| Note::new(class, text))
            .collect(),
        coverage: coverage_words(language, &coverage),
        changed: exchanges
            .iter()
            .filter_map(|exchange| changed(language, &exchange.partner))
            .collect(),
        resend: resend(language, accepted, unopened),
        asked: number.map(|number| number.to_string()).unwrap_or_default(),
        found: found.map(|partner| looked_up(language, &partner)),
        search: search_words(language, kept.flatten()),
        rows: exchanges
            .iter()
            .map(|exchange| row(language, exchange, now))
            .collect(),
        empty: Empty {
            what: words.empty.as_str(),
            why: words.empty_why.as_str(),
            href: "/new",
            button: words.empty_button.as_str(),
        },
    })
}

fn kept(store: &mut Store, number: i64) -> Result<Kept, StoreError> {
    let kept = read_search(store, number)?;
    Ok(kept.map(|(question, answer)| (number, question, answer)))
}

fn office(language: Language, partner: &PartnerEntry) -> OfficeWords {
    let unnamed = &texts(language).frame.office_unnamed;
    OfficeWords {
        name: partner.name.clone().unwrap_or_else(|| unnamed.to_string()),
        line: partner.number.to_string(),
    }
}

fn changed(language: Language, partner: &PartnerEntry) -> Option<Changed> {
    let offered = partner.offered.as_ref()?;
    let old = partner.pinned.as_ref().map(|pin| groups(pin.fingerprint));
    Some(Changed {
        number: partner.number,
        office: office(language, partner),
        fingerprint: offered.fingerprint,
        old: old.unwrap_or_default(),
        new: groups(offered.fingerprint),
    })
}

/// A fingerprint in groups of four, as people read it aloud.
pub(super) fn groups(fingerprint: Digest) -> String {
    let text = fingerprint.to_string();
    let groups: Vec<&str> = (0..text.len() / 4)
        .filter_map(|index| text.get(index * 4..index * 4 + 4))
        .collect();
    groups.join(" ")
}

fn looked_up(language: Language, partner: &PartnerEntry) -> Found {
    let words = &texts(language).partners;
    let named = partner.name.is_some();
    let status = match (named, partner.asked_at) {
        (_, None) => Status::new("status-waiting", &words.find_asking),
        (true, Some(_)) => Status::new("status-done", &words.find_known),
        (false, Some(_)) => Status::new("status-failed", &words.find_unknown),
    };
    Found {
        office: named.then(|| office(language, partner)),
        status,
        refresh: partner.asked_at.is_none(),
    }
}

fn row(language: Language, exchange: &Exchange, now: UtcSeconds) -> Row {
    let words = &texts(language).partners;
    let partner = &exchange.partner;
    let time = |at: Option<UtcSeconds>| {
        at.map_or_else(
            || words.never.to_string(),
            |at| dates::list_time(language, at, now),
        )
    };
    let services: Vec<String> = partner
        .services
        .iter()
        .map(|service| service_words(language, *service))
        .collect();
    let status = match partner {
        PartnerEntry {
            offered: Some(_), ..
        } => Status::new("status-failed", &words.changed),
        PartnerEntry {
            pinned: Some(_), ..
        } => Status::new("status-done", &words.pinned),
        PartnerEntry { name: Some(_), .. } => Status::new("status-waiting", &words.not_ready),
        PartnerEntry { asked_at: None, .. } => Status::new("status-waiting", &words.asking),
        _ => Status::new("status-warning", &words.unknown),
    };
    Row {
        office: office(language, partner),
        services: services.join("\u{3000}"),
        sent: time(exchange.sent_at),
        received: time(exchange.received_at),
        status,
    }
}

/// How many of the receivers of this month take part; nothing before the first one.
fn coverage_words(language: Language, coverage: &Coverage) -> Option<String> {
    let joined = &coverage.joined;
    let words = &texts(language).partners.coverage;
    (coverage.receivers > 0).then(|| words.with(coverage.receivers, &[("joined", joined)]))
}

/// What a partner whose certificate was accepted has not opened: in words, and where it is listed.
fn resend(
    language: Language,
    accepted: Option<OfficeNumber>,
    unopened: u64,
) -> Option<(String, String)> {
    let number = accepted.filter(|_| unopened > 0)?;
    let list = format!("/sent?show=unopened&partner={number}");
    Some((texts(language).partners.resend.of(unopened), list))
}

/// `POST /partners/ask`
pub(crate) async fn ask_directory(
    State(pages): State<Arc<Pages>>,
    CheckedForm(fields): CheckedForm,
) -> Result<Redirect, Failure> {
    let text = fields.one("number").unwrap_or_default().trim();
    let Ok(number) = text.parse::<OfficeNumber>() else {
        return Ok(Redirect::to("/partners?wrong=1"));
    };
    let now = pages.now();
    pages
        .store(move |store| ask_about(store, number, now))
        .await?;
    pages.office.wake_worker();
    Ok(Redirect::to(&format!("/partners?asked={number}")))
}

/// `POST /partners/{number}/accept`
pub(crate) async fn accept_certificate(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(number): Path<String>,
    CheckedForm(fields): CheckedForm,
) -> Result<Redirect, Failure> {
    // Read here and not on the way in: a form without its token learns nothing first.
    let number: OfficeNumber = number.parse().map_err(|_| Failure::NotFound)?;
    let fingerprint: Digest = fields
        .one("fingerprint")
        .and_then(|text| text.parse().ok())
        .ok_or(Failure::Malformed)?;
    let now = pages.now();
    let entry = visit.did(Action::PartnerAccepted).on(number);
    let accept = move |store: &mut Store| {
        store.recorded(entry, now, |store| {
            accept_partner(store, number, fingerprint, now)
        })
    };
    let accepted = pages.office.with_store(accept).await;
    match accepted {
        Ok(()) => {
            pages.office.wake_worker();
            pages.office.announce_change();
            Ok(Redirect::to(&format!("/partners?accepted={number}")))
        }
        Err(AcceptPartnerError::Store(error)) => Err(error.into()),
        Err(AcceptPartnerError::Unknown { .. }) => Err(Failure::NotFound),
        Err(
            AcceptPartnerError::NothingOffered { .. } | AcceptPartnerError::OtherFingerprint { .. },
        ) => Ok(Redirect::to("/partners?failed=1")),
    }
}
