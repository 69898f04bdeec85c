//! What may be done with something sent: sending it again, and taking back what a partner
//! already has. Shown on the page of one sent bundle (`outbox.rs`).
//!
//! What a reader would get wrong: taking back makes drafts and sends nothing; the person
//! then sees the page that asks before sending.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Redirect;
use protocol::BundleId;

use super::Pages;
use super::failure::Failure;
use super::form::{CheckedForm, Place as Path};
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::{Contents, OfficeWords};
use crate::outbox::{OutboxBundle, SentState, TakeBackError, can_take_back, take_back};

/// What the page of one sent bundle offers.
pub(super) struct Steps {
    /// Whether the same files may be sent once more.
    pub(super) again: bool,
    /// What taking back would do; `None` where it cannot be done.
    pub(super) take_back: Option<Vec<String>>,
}

/// The steps that the state of a bundle allows.
pub(super) fn steps(language: Language, bundle: &OutboxBundle) -> Steps {
    let on_its_way = matches!(
        bundle.row.state,
        SentState::Draft | SentState::Waiting | SentState::Blocked
    );
    Steps {
        again: !on_its_way,
        take_back: can_take_back(bundle).then(|| effects(language, bundle)),
    }
}

fn effects(language: Language, bundle: &OutboxBundle) -> Vec<String> {
    let words = &texts(language).take_back;
    let office = OfficeWords::of(language, &bundle.row.partner).in_line();
    let contents = Contents::sent(language, &bundle.row);
    let mut lines = vec![
        words.effect.with(&[
            ("office", &office),
            ("contents", &contents.in_line(language)),
        ]),
        words.newer_too.to_string(),
    ];
    if bundle.row.attachments > 0 {
        lines.push(words.documents.of(bundle.row.attachments.into()));
    }
    lines
}

/// `POST /sent/{id}/take-back`: drafts of the deletion files, and the page that asks.
pub(crate) async fn make_deletion(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<BundleId>,
    CheckedForm(_): CheckedForm,
) -> Result<Redirect, Failure> {
    let now = pages.now();
    let drafts = pages
        .store(move |store| take_back(store, id, now, |action| visit.did(action)))
        .await?;
    pages.office.announce_change();
    let asked: Vec<String> = drafts.iter().map(|draft| format!("id={draft}")).collect();
    Ok(Redirect::to(&format!("/confirm?{}", asked.join("&"))))
}

impl From<TakeBackError> for Failure {
    fn from(error: TakeBackError) -> Failure {
        match error {
            TakeBackError::NotFound { .. } => Failure::NotFound,
            TakeBackError::NothingToTakeBack { .. }
            | TakeBackError::Deletion(_)
            | TakeBackError::TakenBackAlready { .. } => Failure::TooLate,
            TakeBackError::CheckFailed { .. } | TakeBackError::Drafts(_) => {
                Failure::internal(&error)
            }
            TakeBackError::Store(error) => error.into(),
        }
    }
}
