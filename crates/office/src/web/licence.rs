//! 設定 → 利用期間: until when this office may send, what it costs, whether it renews by itself.
//!
//! What a reader would get wrong: a button only leaves a wish; what the page shows is what the
//! hub said last, and the page waits for its answer. Looking asks the hub anew.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{Redirect, Response};
use protocol::UtcSeconds;
use protocol::message::Licence;
use reconcile::text::grouped_units;

use super::failure::{Failure, render};
use super::findings::Fact;
use super::form::CheckedForm;
use super::frame::{Frame, Place, Summary};
use super::lists::Note;
use super::settings::Part;
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::Status;
use super::{Pages, dates};
use crate::error_code::text_of;
use crate::history::Action;
use crate::licence::{LicenceStanding, LicenceState, read_licence, wish_renewal};
use crate::store::StoreError;

/// How old an answer may be for somebody who looks at it.
const FRESH_SECONDS: i64 = 5;

#[derive(Template)]
#[template(path = "licence.html")]
struct LicencePage {
    frame: Frame,
    notes: Vec<Note>,
    status: Status,
    /// Why, where there is no licence to show.
    line: Option<String>,
    facts: Vec<Fact>,
    /// A wish is on its way to the hub.
    waits: bool,
    choice: Option<Choice>,
    /// Whose licence it is and when it was printed: on paper the frame is missing.
    printed: String,
}

/// What can be chosen, with the question before it is done.
struct Choice {
    heading: String,
    why: String,
    button: String,
    question: String,
    effect: String,
    yes: String,
    danger: bool,
    value: &'static str,
}

/// `GET /settings/licence`
pub(crate) async fn show_licence(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
) -> Result<Response, Failure> {
    let now = pages.now();
    let (summary, state) = pages
        .store(|store| Ok::<_, StoreError>((Summary::read(store)?, read_licence(store)?)))
        .await?;
    // Whoever looks wants to know how it stands now, not how it stood within the last hour.
    let fresh = state
        .asked_at
        .is_some_and(|at| (0..FRESH_SECONDS).contains(&(now.0 - at.0)));
    if state.wish.is_some() || !fresh {
        pages.office.hint_licence();
        pages.office.wake_worker();
    }
    let language = visit.language;
    let words = &visit.texts().licence;
    let title = words.title.to_string();
    let frame = Frame::new(&pages, &visit, Place::Settings, title, &summary, now)
        .with_back_link("/settings", visit.texts().frame.settings.as_str());
    let licence = state.licence.as_ref();
    let office = format!("{}　{}", frame.office.name, frame.office.line);
    let date = dates::long_date(language, now);
    render(&LicencePage {
        printed: words.printed.with(&[("office", &office), ("date", &date)]),
        notes: refused(language, &state).into_iter().collect(),
        status: status(language, &state, now),
        line: licence.is_none().then(|| match state.asked_at {
            None => words.unknown_why.to_string(),
            Some(_) => words.none_why.to_string(),
        }),
        facts: licence.map_or_else(Vec::new, |licence| facts(language, licence)),
        waits: state.wish.is_some(),
        choice: licence
            .filter(|_| state.wish.is_none())
            .map(|licence| choice(language, licence, now)),
        frame,
    })
}

/// What the hub said to the last choice, if it refused.
fn refused(language: Language, state: &LicenceState) -> Option<Note> {
    let code = state.problem.as_deref()?;
    let remedy = text_of(code, language).map(|text| text.remedy);
    let words = &texts(language).licence.refused;
    let line = words.with(&[("code", &code), ("remedy", &remedy.unwrap_or_default())]);
    Some(Note::new("status-failed", line))
}

fn status(language: Language, state: &LicenceState, now: UtcSeconds) -> Status {
    let words = &texts(language).licence;
    match (state.standing(now), &state.licence, state.asked_at) {
        (_, None, None) => Status::new("status-waiting", &words.unknown),
        (_, None, Some(_)) => Status::new("status-done", &words.none),
        (LicenceStanding::Holds, ..) => Status::new("status-done", &words.holds),
        (LicenceStanding::EndsSoon { ends_at }, ..) => {
            let days = dates::days_between(now, last_second(ends_at));
            Status::new("status-warning", words.ends_soon.of(days))
        }
        (LicenceStanding::Ended { .. }, ..) => Status::new("status-failed", &words.ended),
    }
}

/// The licence ends with the day before this second.
pub(super) fn last_second(ends_at: UtcSeconds) -> UtcSeconds {
    UtcSeconds(ends_at.0 - 1)
}

fn facts(language: Language, licence: &Licence) -> Vec<Fact> {
    let words = &texts(language).licence;
    let first = dates::long_date(language, licence.began_at);
    let last = dates::long_date(language, last_second(licence.ends_at));
    // What does not come by itself is not announced as if it did.
    let (renewal, next_name) = match licence.renews {
        true => (words.renews.to_string(), &words.next),
        false => (words.renews_not.to_string(), &words.next_if),
    };
    vec![
        Fact::new(
            words.period.as_str(),
            words.from_to.with(&[("first", &first), ("last", &last)]),
        ),
        Fact::new(words.fee.as_str(), fee(language, licence.fee_yen)),
        Fact::new(words.renewal.as_str(), renewal),
        Fact::new(next_name.as_str(), next(language, licence)),
    ]
}

fn fee(language: Language, yen: u32) -> String {
    let words = &texts(language).licence;
    match yen {
        0 => words.free.to_string(),
        yen => words.yen.with(&[("yen", &grouped_units(yen.into()))]),
    }
}

/// Length and fee of the period that would follow.
fn next(language: Language, licence: &Licence) -> String {
    let fee = fee(language, licence.next_fee_yen);
    texts(language)
        .licence
        .next_for
        .with(u64::from(licence.next_months), &[("fee", &fee)])
}

fn choice(language: Language, licence: &Licence, now: UtcSeconds) -> Choice {
    let words = &texts(language).licence;
    let last = dates::long_date(language, last_second(licence.ends_at));
    let next = next(language, licence);
    let dated = [
        ("last", &last as &dyn std::fmt::Display),
        ("next", &next as &dyn std::fmt::Display),
    ];
    if licence.renews {
        return Choice {
            heading: words.stop_heading.to_string(),
            why: words.stop_why.to_string(),
            button: words.stop.to_string(),
            question: words.stop_question.to_string(),
            effect: words.stop_effect.with(&dated),
            yes: words.stop_yes.to_string(),
            danger: true,
            value: "no",
        };
    }
    let (effect, button) = match licence.holds(now) {
        true => (words.go_on_effect.with(&dated), &words.go_on),
        false => (words.again_effect.with(&dated), &words.again),
    };
    Choice {
        heading: words.go_on_heading.to_string(),
        why: words.go_on_why.to_string(),
        button: button.to_string(),
        question: words.go_on_question.to_string(),
        effect,
        yes: words.go_on_yes.to_string(),
        danger: false,
        value: "yes",
    }
}

/// `POST /settings/licence`
pub(crate) async fn choose_renewal(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(fields): CheckedForm,
) -> Result<Redirect, Failure> {
    let renews = match fields.one("renews") {
        Some("yes") => true,
        Some("no") => false,
        _ => return Err(Failure::Malformed),
    };
    let now = pages.now();
    let entry = visit.did(Action::LicenceRenewalChosen);
    pages
        .store(move |store| store.recorded(entry, now, |store| wish_renewal(store, renews)))
        .await?;
    pages.office.wake_worker();
    Ok(Redirect::to("/settings/licence"))
}

/// The line on the start page of the settings.
pub(super) fn licence_part(language: Language, state: &LicenceState, now: UtcSeconds) -> Part {
    let words = &texts(language).licence;
    Part {
        status: status(language, state, now),
        name: words.title.to_string(),
        what: words.part_what.to_string(),
        href: "/settings/licence",
        button: words.part_open.to_string(),
    }
}
