//! What people do in 予実突合: confirm, leave for later, take a confirmation back, and open
//! what of the month nobody opened yet.
//!
//! What a reader would get wrong: opening here is opening as everywhere. The senders get their
//! receipts, so it needs 送受信 and stands in the history bundle by bundle.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Redirect;

use super::side_of;
use crate::history::{Action, Entry};
use crate::inbox::open_inbox_bundles;
use crate::reconciling::{
    Decision, Judgement, MarkError, mark_client, reconcile_client, reconcile_month,
};
use crate::web::Pages;
use crate::web::board::read_month_text;
use crate::web::failure::Failure;
use crate::web::form::{CheckedForm, Place as Path};
use crate::web::visit::Visit;

/// `POST /reconcile/{number}`
pub(crate) async fn decide(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(number): Path<i64>,
    CheckedForm(fields): CheckedForm,
) -> Result<Redirect, Failure> {
    let decision = match fields.one("do") {
        Some("confirm") => Decision::Confirm,
        Some("later") => Decision::Later,
        Some("reopen") => Decision::Reopen,
        _ => return Err(Failure::Malformed),
    };
    let judgement = Judgement {
        decision,
        // A form sends the ends of lines of its own kind.
        note: fields
            .one("note")
            .unwrap_or_default()
            .replace("\r\n", "\n")
            .trim()
            .to_owned(),
        data: fields.one("data").unwrap_or_default().to_owned(),
    };
    let (side, actor, now) = (side_of(&pages), visit.actor(), pages.now());
    let marked = pages
        .office
        .with_store(move |store| mark_client(store, side, number, &judgement, actor, now))
        .await;
    let path = format!("/reconcile/{number}");
    match marked {
        Ok(()) => (),
        Err(MarkError::OtherData { .. }) => return Ok(Redirect::to(&format!("{path}?other=1"))),
        Err(MarkError::NoteTooLong { .. }) => return Ok(Redirect::to(&format!("{path}?long=1"))),
        Err(MarkError::NotFound { .. }) => return Err(Failure::NotFound),
        Err(MarkError::Store(error)) => return Err(error.into()),
    }
    pages.office.wake_worker();
    pages.office.announce_change();
    match decision {
        Decision::Reopen => Ok(Redirect::to(&path)),
        Decision::Later => Ok(Redirect::to(&format!("{path}?kept=1"))),
        Decision::Confirm => go_on(&pages, number).await,
    }
}

/// To the next client who is to be looked at; back to the list after the last one.
async fn go_on(pages: &Pages, number: i64) -> Result<Redirect, Failure> {
    let side = side_of(pages);
    let view = pages
        .store(move |store| reconcile_client(store, side, number))
        .await?
        .ok_or(Failure::NotFound)?;
    let next = super::client::next_open(&view.of_month, number);
    Ok(Redirect::to(&match next {
        Some(next) => format!("/reconcile/{next}?confirmed={number}"),
        None => format!("/reconcile?month={}&show=all", view.month),
    }))
}

/// `POST /reconcile/open`: opens all of the month that nobody opened.
pub(crate) async fn open_unread(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(fields): CheckedForm,
) -> Result<Redirect, Failure> {
    let month = fields.one("month").unwrap_or_default().to_owned();
    read_month_text(&month).ok_or(Failure::Malformed)?;
    let (side, now) = (side_of(&pages), pages.now());
    let unread = {
        let month = month.clone();
        pages
            .store(move |store| reconcile_month(store, side, &month))
            .await?
            .unread
    };
    let entries: Vec<Entry> = unread
        .iter()
        .map(|id| visit.did(Action::Opened).on(id))
        .collect();
    // 実績入力 asks in the same way.
    let path = match fields.one("back") {
        Some("actuals") => "/actuals",
        _ => "/reconcile",
    };
    if entries.is_empty() {
        return Ok(Redirect::to(&format!("{path}?month={month}")));
    }
    let opened = pages
        .recorded(entries, move |store| {
            open_inbox_bundles(store, &unread, now)
        })
        .await?;
    pages.office.wake_worker();
    pages.office.announce_change();
    Ok(Redirect::to(&format!(
        "{path}?month={month}&opened={opened}"
    )))
}
