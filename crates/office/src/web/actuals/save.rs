//! What the sheet sends: the buttons of the page, and what `actuals.js` saves meanwhile.
//!
//! What a reader would get wrong: both bring every field of the sheet together with the version
//! that the page showed, so what is stored is what was seen.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Serialize;

use super::sheet::show;
use crate::actuals::{
    Change, NewLine, SheetError, SheetState, change_sheet, list_sheets, read_sheet,
};
use crate::error_code::ErrorCode;
use crate::history::Action;
use crate::store::StoreError;
use crate::web::failure::Failure;
use crate::web::form::{CheckedForm, Fields, Place as Path};
use crate::web::frame::Summary;
use crate::web::lists::Note;
use crate::web::reconcile::office_names;
use crate::web::visit::Visit;
use crate::web::{Pages, dates};

/// What the fields of the sheet say.
fn read_change(fields: &Fields) -> Change {
    let mut change = Change {
        version: fields
            .one("version")
            .and_then(|text| text.parse().ok())
            .unwrap_or(-1),
        ..Change::default()
    };
    let (mut days, mut units) = (BTreeMap::new(), BTreeMap::new());
    for (name, value) in fields.pairs() {
        let mut parts = name.split('.');
        match (parts.next(), parts.next(), parts.next()) {
            (Some("d"), Some(line), Some(day)) => {
                if let (Ok(line), Ok(day)) = (line.parse(), day.parse()) {
                    days.insert((line, day), value.to_owned());
                }
            }
            (Some("u"), Some(line), None) => {
                if let Ok(line) = line.parse() {
                    units.insert(line, value.to_owned());
                }
            }
            _ => (),
        }
    }
    change.days = days;
    change.units = units;
    let (what, of) = fields.one("do").map_or(("save", ""), |text| {
        text.split_once(':').unwrap_or((text, ""))
    });
    match what {
        "ready" => change.ready = Some(true),
        "none" => (change.ready, change.none_given) = (Some(true), true),
        "open" => change.ready = Some(false),
        "planned" => change.as_planned = true,
        "follow" => change.follow_plan = true,
        "remove" => change.remove = of.parse().ok(),
        "add" => {
            let text = |name: &str| fields.one(name).unwrap_or_default().to_owned();
            change.add = Some(NewLine {
                code: text("code"),
                start: text("start"),
                end: text("end"),
                units: text("units"),
            });
        }
        _ => (),
    }
    change
}

/// `POST /actuals/{number}`
pub(crate) async fn change(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(number): Path<i64>,
    CheckedForm(fields): CheckedForm,
) -> Result<Response, Failure> {
    let change = read_change(&fields);
    let (own, now) = (pages.office.number(), pages.now());
    let entry = visit.did(Action::ActualsEntered).clients(Some(1));
    let is_ready = change.ready == Some(true);
    let note = match fields.one("do").unwrap_or("save") {
        "planned" => "?planned=1",
        "follow" => "?followed=1",
        "save" => "?saved=1",
        _ => "",
    };
    let changed = pages
        .office
        .with_store(move |store| change_sheet(store, own, number, &change, vec![entry], now))
        .await;
    match changed {
        Ok(_) if is_ready => go_on(&pages, number).await,
        Ok(_) => Ok(Redirect::to(&format!("/actuals/{number}{note}")).into_response()),
        Err(SheetError::NotFound { .. }) => Err(Failure::NotFound),
        Err(SheetError::Store(error)) => Err(error.into()),
        Err(error) => refused(&pages, &visit, number, &fields, &error).await,
    }
}

/// The page again, with the reason and what was typed.
async fn refused(
    pages: &Pages,
    visit: &Visit,
    number: i64,
    fields: &Fields,
    error: &SheetError,
) -> Result<Response, Failure> {
    let own = pages.office.number();
    let (summary, view, names) = pages
        .store(move |store| {
            let view = read_sheet(store, own, number)?;
            Ok::<_, StoreError>((Summary::read(store)?, view, office_names(store)?))
        })
        .await?;
    let view = view.ok_or(Failure::NotFound)?;
    let code = ErrorCode::from(error);
    let words = format!(
        "{} {} {}",
        code.title(visit.language),
        code.remedy(visit.language),
        code.code()
    );
    // What another window stored is shown as it is; only then may somebody type over it.
    let typed = match error {
        SheetError::ChangedElsewhere { .. } => None,
        _ => Some(fields),
    };
    let notes = vec![Note::new("status-failed", words)];
    show(pages, visit, &summary, &view, &names, notes, typed)
}

/// To the next client who is left; back to the list after the last one.
async fn go_on(pages: &Pages, number: i64) -> Result<Response, Failure> {
    let own = pages.office.number();
    let (month, next) = pages
        .store(move |store| {
            let view = read_sheet(store, own, number)?.ok_or(Failure::NotFound)?;
            let sheets = list_sheets(store, own, &view.month)?;
            let at = sheets.iter().position(|one| one.number == number);
            let (before, rest) = sheets.split_at(at.unwrap_or(0));
            let left = |state| {
                matches!(
                    state,
                    SheetState::Nothing | SheetState::Begun | SheetState::Wrong
                )
            };
            let mut others = rest.iter().skip(1).chain(before);
            let next = others.find(|one| left(one.state)).map(|one| one.number);
            Ok::<_, Failure>((view.month, next))
        })
        .await?;
    let path = match next {
        Some(next) => format!("/actuals/{next}?ready=1"),
        None => format!("/actuals?month={month}"),
    };
    Ok(Redirect::to(&path).into_response())
}

/// What `actuals.js` hears.
#[derive(Serialize)]
pub(crate) struct Saved {
    /// The version that is stored now.
    version: i64,
    /// One line for the reader.
    words: String,
    ok: bool,
}

/// `POST /actuals/{number}/save`: what is typed, while it is typed. Not in the history: its
/// end is the button that calls the sheet complete.
pub(crate) async fn save(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(number): Path<i64>,
    CheckedForm(fields): CheckedForm,
) -> Result<Json<Saved>, Failure> {
    let mut change = read_change(&fields);
    change.ready = None;
    let version = change.version;
    let (own, now) = (pages.office.number(), pages.now());
    let changed = pages
        .office
        .with_store(move |store| change_sheet(store, own, number, &change, Vec::new(), now))
        .await;
    let words = &visit.texts().actuals;
    match changed {
        Ok(version) => Ok(Json(Saved {
            version,
            words: words
                .saved_at
                .with(&[("time", &dates::list_time(visit.language, now, now))]),
            ok: true,
        })),
        Err(SheetError::NotFound { .. }) => Err(Failure::NotFound),
        Err(SheetError::Store(error)) => Err(error.into()),
        Err(error) => Ok(Json(Saved {
            version,
            words: ErrorCode::from(&error).title(visit.language).to_owned(),
            ok: false,
        })),
    }
}
