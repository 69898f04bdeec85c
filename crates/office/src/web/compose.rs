//! 新規作成: putting files in, seeing at once what becomes of them, and sending.
//!
//! Every form here changes the pile (`piles/`) and leads back to its page, so that
//! loading a page again does nothing twice. The one form of the page carries all words
//! and choices, whichever button was pressed, so nothing that was typed is lost. What a
//! reader would get wrong: a request that brought files never sends; the person first
//! sees what became of them.

mod groups;
mod page;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Redirect, Response};
use protocol::BundleId;
use protocol::bundle::MESSAGE_CHARACTERS_MAX;
use serde_json::json;

use super::Pages;
use super::failure::Failure;
use super::form::{Asked, CheckedForm, Place as Path};
use super::lists::Note;
use super::upload::{self, Upload};
use super::visit::Visit;
use crate::drafts::AttachmentPlace;
use crate::piles::{
    self, AddError, Added, ChangeError, Changed, Chosen, EditError, Finish, FinishError, Finished,
    PileWords,
};
use crate::store::{Store, StoreError};
use page::{Shown, compose_page, notes_of};

/// `GET /new`
pub(crate) async fn show_compose(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
) -> Result<Response, Failure> {
    compose_page(&pages, &visit, Shown::default()).await
}

/// `GET /new/{pile}?added=&replaced=&repeated=&left_out=&note=`
pub(crate) async fn show_pile(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(pile): Path<i64>,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let shown = Shown {
        pile: Some(pile),
        notes: notes_of(visit.language, &asked),
        message: None,
    };
    compose_page(&pages, &visit, shown).await
}

/// `POST /new`: the first files of a pile.
pub(crate) async fn begin_pile(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    form: Multipart,
) -> Result<Response, Failure> {
    let mut upload = upload::read(&pages, &visit, form).await?;
    let files = upload.take_files(|_| true);
    let words = &visit.texts().compose;
    let message = upload.one("message").to_owned();
    let refusal = if files.is_empty() {
        Some(&words.nothing_chosen)
    } else if message.chars().count() > MESSAGE_CHARACTERS_MAX {
        Some(&words.message_too_long)
    } else {
        None
    };
    if let Some(refusal) = refusal {
        let shown = Shown {
            pile: None,
            notes: vec![Note::new("status-failed", refusal)],
            message: Some(message),
        };
        return compose_page(&pages, &visit, shown).await;
    }
    let now = pages.now();
    let words = PileWords {
        message,
        ..PileWords::default()
    };
    let added = pages
        .store(move |store| {
            let added = piles::add_files(store, None, &files, now)?;
            piles::change_pile(store, added.pile, &words, now)?;
            Ok::<_, Failure>(added)
        })
        .await?;
    pile_changed(&pages);
    if upload.one("do") == "draft" {
        return finish(&pages, &visit, added.pile, Finish::Save).await;
    }
    Ok(Redirect::to(&back_to(added.pile, Some(&added), None)).into_response())
}

/// `POST /new/files`: one portion of files from the script, into a new pile or that of
/// the field `pile`. The answer tells the pile and what was taken.
pub(crate) async fn add_portion(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    form: Multipart,
) -> Result<Response, Failure> {
    let mut upload = upload::read(&pages, &visit, form).await?;
    let pile = match upload.one("pile") {
        "" => None,
        number => Some(number.parse().map_err(|_| Failure::Malformed)?),
    };
    let files = upload.take_files(|_| true);
    let now = pages.now();
    let added = pages
        .store(move |store| piles::add_files(store, pile, &files, now))
        .await?;
    pile_changed(&pages);
    Ok(Json(json!({
        "pile": added.pile,
        "added": added.added,
        "replaced": added.replaced,
        "repeated": added.repeated,
        "left_out": added.left_out,
    }))
    .into_response())
}

/// What the button of a form asks for.
enum Step {
    Save,
    Remove(Vec<i64>),
    Draft,
    Send(Vec<Chosen>),
    Discard,
}

/// `POST /new/{pile}`: all buttons of the page.
pub(crate) async fn change(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(pile): Path<i64>,
    form: Multipart,
) -> Result<Response, Failure> {
    let mut upload = upload::read(&pages, &visit, form).await?;
    let step = step(&upload)?;
    let words = words_of(&upload)?;
    let now = pages.now();
    let message = words.message.clone();
    let changed = pages
        .store(move |store| {
            Ok::<_, Failure>(match piles::change_pile(store, pile, &words, now) {
                Ok(changed) => Some(changed),
                Err(ChangeError::MessageTooLong { .. }) => None,
                Err(error) => return Err(error.into()),
            })
        })
        .await?;
    let Some(changed) = changed else {
        let note = Note::new("status-failed", &visit.texts().compose.message_too_long);
        let shown = Shown {
            pile: Some(pile),
            notes: vec![note],
            message: Some(message),
        };
        return compose_page(&pages, &visit, shown).await;
    };
    if let Changed::Copied(copy) = changed {
        return Ok(Redirect::to(&back_to(copy, None, Some("copied"))).into_response());
    }
    let added = pages
        .store(move |store| take_files(store, pile, &mut upload, now))
        .await?;
    pile_changed(&pages);
    if added.is_some() {
        return Ok(Redirect::to(&back_to(pile, added.as_ref(), None)).into_response());
    }
    match step {
        Step::Save => Ok(Redirect::to(&back_to(pile, None, None)).into_response()),
        Step::Remove(files) => {
            pages
                .store(move |store| piles::remove_files(store, pile, &files, now))
                .await?;
            Ok(Redirect::to(&back_to(pile, None, None)).into_response())
        }
        Step::Draft => finish(&pages, &visit, pile, Finish::Save).await,
        Step::Send(chosen) => {
            let hold_seconds = pages.office.settings().undo_seconds;
            let send = Finish::Send {
                chosen,
                hold_seconds,
            };
            finish(&pages, &visit, pile, send).await
        }
        Step::Discard => {
            pages
                .store(move |store| piles::discard_pile(store, pile))
                .await?;
            Ok(Redirect::to("/drafts?thrown=1").into_response())
        }
    }
}

/// Puts the files of a form into the pile: those for the place of another file, and the
/// others. `None` when it brought none.
fn take_files(
    store: &mut Store,
    pile: i64,
    upload: &mut Upload,
    now: protocol::UtcSeconds,
) -> Result<Option<Added>, Failure> {
    let plain = upload.take_files(|name| name == "file");
    let mut report: Option<Added> = None;
    let mut note = |added: Added| match &mut report {
        Some(sum) => {
            sum.added += added.added;
            sum.replaced += added.replaced;
            sum.repeated += added.repeated;
            sum.left_out += added.left_out;
        }
        None => report = Some(added),
    };
    while let Some(field) = upload.field_with_files().map(str::to_owned) {
        let number = field.strip_prefix("replace-").and_then(|n| n.parse().ok());
        let number = number.ok_or(Failure::Malformed)?;
        let files = upload.take_files(|name| name == field);
        note(piles::replace_file(store, pile, number, &files, now)?);
    }
    if !plain.is_empty() {
        note(piles::add_files(store, Some(pile), &plain, now)?);
    }
    Ok(report)
}

fn step(upload: &Upload) -> Result<Step, Failure> {
    let asked = upload.one("do");
    if let Some(numbers) = asked.strip_prefix("remove:") {
        let numbers = numbers.split(',').map(str::parse).collect::<Result<_, _>>();
        return numbers.map(Step::Remove).map_err(|_| Failure::Malformed);
    }
    match asked {
        "draft" => Ok(Step::Draft),
        "discard" => Ok(Step::Discard),
        "send" => {
            let chosen = upload.all("send").map(chosen).collect::<Option<_>>();
            chosen.map(Step::Send).ok_or(Failure::Malformed)
        }
        "" | "save" | "add" => Ok(Step::Save),
        replace if replace.starts_with("replace:") => Ok(Step::Save),
        _ => Err(Failure::Malformed),
    }
}

fn chosen(value: &str) -> Option<Chosen> {
    let (key, digest) = value.split_once(' ')?;
    Some(Chosen {
        key: key.to_owned(),
        digest: digest.parse().ok()?,
    })
}

fn words_of(upload: &Upload) -> Result<PileWords, Failure> {
    let mut places = Vec::new();
    for (number, place) in upload.below("place.") {
        let number = number.parse().map_err(|_| Failure::Malformed)?;
        let place = match place {
            "" => None,
            "all" => Some(AttachmentPlace::Everyone),
            address => Some(AttachmentPlace::To(
                address.parse().map_err(|_| Failure::Malformed)?,
            )),
        };
        places.push((number, place));
    }
    let messages: BTreeMap<String, String> = upload
        .below("message.")
        .map(|(key, message)| (key.to_owned(), message.to_owned()))
        .collect();
    let from = match upload.one("from") {
        "" => None,
        service => Some(service.parse().map_err(|_| Failure::Malformed)?),
    };
    Ok(PileWords {
        words_version: upload
            .one("version")
            .parse()
            .map_err(|_| Failure::Malformed)?,
        message: upload.one("message").to_owned(),
        messages,
        places,
        from_service: from,
        send_again: upload.one("again") == "yes",
    })
}

/// The page of a pile, with what was just done.
fn back_to(pile: i64, added: Option<&Added>, note: Option<&str>) -> String {
    let mut asked = Vec::new();
    if let Some(added) = added {
        for (name, count) in [
            ("added", added.added),
            ("replaced", added.replaced),
            ("repeated", added.repeated),
            ("left_out", added.left_out),
        ] {
            if count > 0 {
                asked.push(format!("{name}={count}"));
            }
        }
    }
    asked.extend(note.map(|note| format!("note={note}")));
    match asked.is_empty() {
        true => format!("/new/{pile}"),
        false => format!("/new/{pile}?{}", asked.join("&")),
    }
}

async fn finish(
    pages: &Pages,
    visit: &Visit,
    pile: i64,
    finish: Finish,
) -> Result<Response, Failure> {
    let now = pages.now();
    let visit = visit.clone();
    let outcome = pages
        .store(move |store| {
            Ok::<_, Failure>(
                match piles::finish_pile(store, pile, &finish, now, |action| visit.did(action)) {
                    Ok(finished) => Ok(finished),
                    Err(FinishError::NothingChosen) => Err("nothing"),
                    Err(FinishError::Changed) => Err("changed"),
                    Err(FinishError::NotFound { .. }) => return Err(Failure::NotFound),
                    Err(FinishError::Store(error)) => return Err(error.into()),
                },
            )
        })
        .await?;
    pile_changed(pages);
    let place = match outcome {
        Err(note) => back_to(pile, None, Some(note)),
        Ok(finished) => finished_place(pile, &finished),
    };
    Ok(Redirect::to(&place).into_response())
}

fn finished_place(pile: i64, finished: &Finished) -> String {
    let (made, kept) = (finished.drafts.len(), finished.kept_files);
    match &finished.sending {
        _ if finished.base_gone => format!("/drafts?saved={made}&kept={kept}&own=1"),
        Some(sending) if kept > 0 => format!("/sending/{}?kept={kept}", sending.sending),
        Some(sending) => format!("/sending/{}", sending.sending),
        None if made == 0 => back_to(pile, None, Some("none_ready")),
        None if kept > 0 => format!("/drafts?saved={made}&kept={kept}"),
        None => format!("/drafts?saved={made}"),
    }
}

fn pile_changed(pages: &Pages) {
    pages.office.announce_change();
    // The directory is asked for the names of receivers that are new to this office.
    pages.office.wake_worker();
}

/// `POST /drafts/{id}/edit`
pub(crate) async fn edit_draft(
    State(pages): State<Arc<Pages>>,
    Path(id): Path<BundleId>,
    CheckedForm(_): CheckedForm,
) -> Result<Redirect, Failure> {
    let now = pages.now();
    let pile = pages
        .store(move |store| piles::edit_draft(store, id, now))
        .await?;
    Ok(Redirect::to(&back_to(pile, None, None)))
}

/// `POST /sent/{id}/again`
pub(crate) async fn send_again(
    State(pages): State<Arc<Pages>>,
    Path(id): Path<BundleId>,
    CheckedForm(_): CheckedForm,
) -> Result<Redirect, Failure> {
    let now = pages.now();
    let pile = pages
        .store(move |store| piles::edit_sent(store, id, now))
        .await?;
    Ok(Redirect::to(&back_to(pile, None, Some("again"))))
}

impl From<AddError> for Failure {
    fn from(error: AddError) -> Failure {
        match error {
            AddError::NotFound { .. } => Failure::NotFound,
            AddError::NothingGiven => Failure::Malformed,
            AddError::TooMuch { .. } => Failure::TooLarge,
            AddError::Store(error) => error.into(),
        }
    }
}

impl From<ChangeError> for Failure {
    fn from(error: ChangeError) -> Failure {
        match error {
            ChangeError::NotFound { .. } => Failure::NotFound,
            ChangeError::MessageTooLong { .. } => Failure::Malformed,
            ChangeError::Store(error) => error.into(),
        }
    }
}

impl From<EditError> for Failure {
    fn from(error: EditError) -> Failure {
        match error {
            EditError::NotFound { .. } => Failure::NotFound,
            EditError::WrongState { .. } => Failure::TooLate,
            EditError::Store(error) => error.into(),
        }
    }
}

/// The names of partners, as far as they are known.
fn partner_names(
    store: &mut Store,
) -> Result<BTreeMap<protocol::OfficeNumber, Option<String>>, StoreError> {
    let partners = crate::partners::list_partners(store)?;
    let named = partners.into_iter();
    Ok(named
        .map(|partner| (partner.number, partner.name))
        .collect())
}
