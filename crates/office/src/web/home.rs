//! 今日すること: what needs a person of this office, most urgent first.
//!
//! Every task comes from a state in the database and leads to the page where it is
//! done; those of the calendar, of certificates and of the licence are in `home/due.rs`. What a
//! reader would get wrong: a bundle that waits for the hub is shown
//! only while the hub cannot be reached; otherwise it is gone before anyone could look.

mod due;
mod empty;
mod folders;

use std::path::Path;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use protocol::UtcSeconds;
use protocol::certificate::read_device_certificate;

use super::board::sends_plans;
use super::failure::{Failure, render};
use super::frame::{Frame, Place, Summary};
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::{Contents, OfficeWords};
use super::{Pages, dates};
use crate::error_code::text_of;
use crate::folders::{FolderNeed, folders_in_need};
use crate::inbox::{InboxFilter, InboxRow, ReceivedState, list_inbox};
use crate::keys::read_keys;
use crate::licence::{LicenceState, read_licence};
use crate::mail::read_mail_state;
use crate::notices::{StoredNotice, list_notices};
use crate::outbox::{
    HeldSending, OutboxFilter, OutboxRow, Partner, SentState, held_sendings, list_outbox,
};
use crate::page::{PageRequest, cursor};
use crate::partners::{PartnerEntry, list_partners, missing_actuals};
use crate::piles::{PileRow, list_piles};
use crate::reconciling::{ClientState, Side, reconcile_month};
use crate::staff::Role;
use crate::store::{Store, StoreError};
use due::Certificate;
pub(super) use due::month_of_claims;
use empty::{Empty, empty, is_coming};

/// Tasks of one kind that are named one by one; the rest is counted.
const NAMED_MAX: u32 = 5;

/// Piles that are looked at; nobody works on more at once.
const PILES_MAX: u32 = 50;

/// Days after which an unopened bundle is worth a telephone call.
const UNOPENED_DAYS: i64 = 3;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    frame: Frame,
    lead: String,
    groups: Vec<TaskGroup>,
    empty: Empty,
}

struct TaskGroup {
    heading: &'static str,
    tasks: Vec<Task>,
}

/// One line of the list, with one button; without one where nothing can be done here.
#[derive(Default)]
struct Task {
    class: &'static str,
    word: String,
    what: String,
    offices: Vec<OfficeWords>,
    lines: Vec<String>,
    href: Option<String>,
    button: &'static str,
    primary: bool,
}

/// What the database says for this page.
struct Found {
    summary: Summary,
    /// Whether earlier data of the office is still on its way.
    coming: bool,
    stopped: Vec<OutboxRow>,
    unread: Vec<InboxRow>,
    unopened: Vec<OutboxRow>,
    held: Vec<HeldSending>,
    piles: Vec<PileRow>,
    partners: Vec<PartnerEntry>,
    certificate: Certificate,
    /// Clients of that month whose plan and actuals differ and whom nobody confirmed.
    differing: u64,
    notices: Vec<StoredNotice>,
    licence: LicenceState,
    folders: Vec<FolderNeed>,
    /// Why the last mail about arrivals was not sent.
    mail_failed: Option<String>,
    /// The month of the next claims, the days left, and whose actuals are missing.
    actuals: Option<(String, u64, Vec<Partner>)>,
}

/// `GET /`
pub(crate) async fn show_home(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
) -> Result<Response, Failure> {
    let now = pages.now();
    let (found, certificate) = {
        let sends_plans = sends_plans(&pages);
        let dir = pages.office.dir().to_owned();
        let certificate = pages.work(move || read_certificate(&dir, now)).await?;
        let find = move |store: &mut Store| find(store, sends_plans, now);
        (pages.store(find).await?, certificate)
    };
    let found = Found {
        certificate,
        // Turned off, it needs nobody any more.
        mail_failed: found
            .mail_failed
            .filter(|_| pages.office.settings().mail.on),
        ..found
    };
    let may_change = visit.may(Role::Administrator);
    let mut groups = groups(visit.language, &found, may_change, now);
    if !visit.may(Role::Exchange) {
        only_to_look_at(visit.language, &mut groups);
    }
    let words = visit.texts();
    let date = dates::long_date(visit.language, now);
    let lead = if groups.is_empty() {
        date
    } else {
        words.home.lead.with(&[("date", &date)])
    };
    // A practice knows no hub, so there is nothing to wait for.
    let contacted = pages.practice.is_some() || found.summary.contact.reached_at.is_some();
    let title = words.frame.home.to_string();
    let frame = Frame::new(&pages, &visit, Place::Home, title, &found.summary, now);
    render(&HomePage {
        frame,
        lead,
        groups,
        empty: empty(visit.language, found.coming, contacted),
    })
}

/// How the certificate of this terminal stands; what cannot be read cannot be used.
fn read_certificate(dir: &Path, now: UtcSeconds) -> Certificate {
    let keys = read_keys(dir).ok();
    let certificate = keys.and_then(|keys| {
        read_device_certificate(keys.device.certificate_der(), &keys.trust, now).ok()
    });
    certificate.map_or(Certificate::Unusable, |certificate| {
        Certificate::Until(certificate.not_after)
    })
}

fn find(store: &mut Store, sends_plans: bool, now: UtcSeconds) -> Result<Found, StoreError> {
    // One more than is named tells whether there are others.
    let first = PageRequest::first(NAMED_MAX + 1);
    let sent = |state| OutboxFilter {
        state: Some(state),
        ..OutboxFilter::default()
    };
    let mut stopped = list_outbox(store, &sent(SentState::Refused), &first)?.rows;
    stopped.extend(list_outbox(store, &sent(SentState::Blocked), &first)?.rows);
    let unread_filter = InboxFilter {
        state: Some(ReceivedState::Received),
        ..InboxFilter::default()
    };
    let unread = list_inbox(store, &unread_filter, &PageRequest::first(NAMED_MAX))?.rows;
    // The list is ordered by the time of sending, so this page begins three days ago.
    let old = PageRequest {
        after: Some(cursor(now.0 - UNOPENED_DAYS * 86_400, "")),
        limit: NAMED_MAX + 1,
    };
    let mut unopened = Vec::new();
    for state in [SentState::Accepted, SentState::Fetched, SentState::Imported] {
        unopened.extend(list_outbox(store, &sent(state), &old)?.rows);
    }
    unopened.sort_by_key(|row| std::cmp::Reverse(row.times.queued));
    let actuals = match due::month_of_claims(now).filter(|_| sends_plans) {
        Some((month, days_left)) => {
            let missing = missing_actuals(store, &month)?;
            Some((month, days_left, missing))
        }
        None => None,
    };
    let differing = match &actuals {
        Some((month, ..)) => {
            let month = reconcile_month(store, Side::Care, month)?;
            month.count(ClientState::Differs) as u64
        }
        None => 0,
    };
    let mail = read_mail_state(store)?.unwrap_or_default();
    Ok(Found {
        differing,
        mail_failed: mail.trouble().map(str::to_owned),
        notices: list_notices(store, now)?,
        licence: read_licence(store)?,
        folders: folders_in_need(store)?,
        held: held_sendings(store, now)?,
        piles: list_piles(store, PILES_MAX)?,
        partners: list_partners(store)?,
        certificate: Certificate::Unusable,
        actuals,
        summary: Summary::read(store)?,
        coming: is_coming(store)?,
        stopped,
        unread,
        unopened,
    })
}

/// Who may only look still sees what waits, without a button that would be refused.
fn only_to_look_at(language: Language, groups: &mut [TaskGroup]) {
    let words = &texts(language).home;
    for task in groups.iter_mut().flat_map(|group| &mut group.tasks) {
        let href = task.href.as_deref().unwrap_or_default();
        if href.starts_with("/sending/") {
            task.button = words.undo_look.as_str();
        }
        let leads_to_work = |href: &mut String| href.starts_with("/new");
        let _work = task.href.take_if(leads_to_work);
    }
}

fn groups(language: Language, found: &Found, may_change: bool, now: UtcSeconds) -> Vec<TaskGroup> {
    let words = &texts(language).home;
    let mut urgent = due::undo(language, &found.held, now);
    urgent.extend(due::left_over(language, &found.piles));
    let stopped_rows = found.stopped.iter().take(NAMED_MAX as usize);
    let named = stopped_rows.len() as u64;
    urgent.extend(stopped_rows.map(|row| stopped(language, row)));
    urgent.extend(more_stopped(
        language,
        found.summary.stopped.saturating_sub(named),
    ));
    urgent.extend(folders::tasks(language, &found.folders, may_change));
    urgent.extend(due::partner_certificates(language, &found.partners));
    urgent.extend(due::licence_ended(
        language,
        &found.licence,
        may_change,
        now,
    ));
    urgent.extend(due::important_notice(language, &found.notices));
    urgent.extend(damaged(language, found.summary.damaged));
    urgent.extend(due::unreachable(
        language,
        &found.summary.contact,
        found.summary.waiting,
        now,
    ));
    urgent.extend(arrived(language, found));
    let claims = found.actuals.iter();
    let claims: Vec<Task> = claims
        .flat_map(|(month, days, missing)| {
            let missing = due::actuals(language, month, *days, missing);
            missing
                .into_iter()
                .chain(due::differing(language, month, *days, found.differing))
        })
        .collect();
    let mut soon = Vec::new();
    let unopened_named = found.unopened.iter().take(NAMED_MAX as usize);
    soon.extend(unopened_named.map(|row| unopened(language, row, now)));
    if found.unopened.len() > NAMED_MAX as usize {
        soon.push(more_unopened(language));
    }
    soon.extend(due::begun(language, &found.piles));
    soon.extend(drafts(language, found.summary.drafts));
    soon.extend(due::certificate(language, found.certificate, now));
    soon.extend(due::licence_ends(language, &found.licence, may_change, now));
    soon.extend(due::notices(language, &found.notices));
    soon.extend(due::mail(
        language,
        found.mail_failed.as_deref(),
        may_change,
    ));
    if let Some(first) = urgent.first_mut() {
        first.primary = true;
    }
    [
        (&words.now, urgent),
        (&words.claims, claims),
        (&words.soon, soon),
    ]
    .into_iter()
    .filter(|(_, tasks)| !tasks.is_empty())
    .map(|(heading, tasks)| TaskGroup {
        heading: heading.as_str(),
        tasks,
    })
    .collect()
}

fn stopped(language: Language, row: &OutboxRow) -> Task {
    let words = &texts(language).home;
    let reason = row
        .problem
        .as_ref()
        .and_then(|problem| text_of(&problem.code, language));
    Task {
        class: "status-failed",
        word: words.stopped.to_string(),
        what: words
            .stopped_what
            .with(&[("contents", &Contents::sent(language, row).title)]),
        offices: vec![OfficeWords::of(language, &row.partner)],
        lines: reason.map(|text| text.title).into_iter().collect(),
        href: Some(format!("/sent/{}", row.id)),
        button: words.stopped_button.as_str(),
        primary: false,
    }
}

fn more_stopped(language: Language, count: u64) -> Option<Task> {
    let words = &texts(language).home;
    (count > 0).then(|| Task {
        class: "status-failed",
        word: words.stopped.to_string(),
        what: words.more_stopped_what.of(count),
        offices: Vec::new(),
        lines: Vec::new(),
        href: Some("/sent?show=stopped".to_owned()),
        button: words.more_stopped_button.as_str(),
        primary: false,
    })
}

fn more_unopened(language: Language) -> Task {
    let words = &texts(language).home;
    Task {
        class: "status-accepted",
        word: words.more_unopened.to_string(),
        what: words.more_unopened_what.to_string(),
        offices: Vec::new(),
        lines: Vec::new(),
        href: Some("/sent?show=unopened".to_owned()),
        button: words.more_unopened_button.as_str(),
        primary: false,
    }
}

fn damaged(language: Language, count: u64) -> Option<Task> {
    let words = &texts(language).home;
    (count > 0).then(|| Task {
        class: "status-failed",
        word: words.damaged.to_string(),
        what: words.damaged_what.of(count),
        offices: Vec::new(),
        lines: Vec::new(),
        href: Some("/inbox?show=damaged".to_owned()),
        button: words.damaged_button.as_str(),
        primary: false,
    })
}

fn arrived(language: Language, found: &Found) -> Option<Task> {
    let words = &texts(language).home;
    let count = found.summary.unread;
    let more = count.saturating_sub(found.unread.len() as u64);
    (count > 0).then(|| Task {
        class: "status-fetched",
        word: words.arrived.to_string(),
        what: words.arrived_what.of(count),
        offices: found
            .unread
            .iter()
            .map(|row| sender(language, row))
            .collect(),
        lines: if more > 0 {
            vec![words.more.of(more)]
        } else {
            Vec::new()
        },
        href: Some("/inbox?show=unread".to_owned()),
        button: words.arrived_button.as_str(),
        primary: false,
    })
}

fn sender(language: Language, row: &InboxRow) -> OfficeWords {
    row.partner.as_ref().map_or_else(
        || OfficeWords::unknown(language),
        |partner| OfficeWords::of(language, partner),
    )
}

fn unopened(language: Language, row: &OutboxRow, now: UtcSeconds) -> Task {
    let words = &texts(language).home;
    let sent = row.times.queued.unwrap_or(now);
    Task {
        class: "status-accepted",
        word: words.unopened.of(dates::days_between(sent, now)),
        what: words
            .unopened_what
            .with(&[("contents", &Contents::sent(language, row).title)]),
        offices: vec![OfficeWords::of(language, &row.partner)],
        lines: vec![
            words
                .unopened_when
                .with(&[("time", &dates::long_time(language, sent))]),
        ],
        href: Some(format!("/sent/{}", row.id)),
        button: words.unopened_button.as_str(),
        primary: false,
    }
}

fn drafts(language: Language, count: u64) -> Option<Task> {
    let words = &texts(language).home;
    (count > 0).then(|| Task {
        class: "status-waiting",
        word: words.draft.to_string(),
        what: words.draft_what.of(count),
        offices: Vec::new(),
        lines: Vec::new(),
        href: Some("/drafts".to_owned()),
        button: words.draft_button.as_str(),
        primary: false,
    })
}
