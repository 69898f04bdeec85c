//! 新規作成: putting files in and making drafts of them.
//!
//! The form makes drafts and nothing more; what was put in is then shown by
//! addressee before anything is sent (`confirm.rs`). After the form the browser is
//! led to another page, so that loading it again does not put the files in again.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Redirect, Response};
use protocol::Address;

use super::Pages;
use super::failure::{Failure, render};
use super::frame::{Frame, Place, Summary};
use super::lists::Note;
use super::texts::{Language, texts};
use super::upload::{self, UPLOAD_BYTES_MAX, UPLOAD_FILES_MAX, Upload};
use super::visit::Visit;
use super::words::service_words;
use crate::drafts::{self, CreateDraftsError, DraftOptions};
use crate::partners::{self, PartnerEntry};
use crate::store::StoreError;

/// Characters of a message, as the protocol counts them.
const MESSAGE_CHARACTERS_MAX: usize = 4_000;

#[derive(Template)]
#[template(path = "compose.html")]
struct ComposePage {
    frame: Frame,
    notes: Vec<Note>,
    files_max: usize,
    bytes_max: usize,
    too_large: String,
    chosen_one: String,
    chosen_other: String,
    remove_label: String,
    message: String,
    addresses: Vec<Choosable>,
    services: Vec<Choosable>,
}

/// One line of a list to choose from.
struct Choosable {
    value: String,
    words: String,
}

/// `GET /new`
pub(crate) async fn show_compose(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
) -> Result<Response, Failure> {
    compose_page(&pages, &visit, Vec::new(), String::new()).await
}

async fn compose_page(
    pages: &Pages,
    visit: &Visit,
    notes: Vec<Note>,
    message: String,
) -> Result<Response, Failure> {
    let (summary, partners) = pages
        .store(|store| {
            Ok::<_, StoreError>((Summary::read(store)?, partners::list_partners(store)?))
        })
        .await?;
    let words = visit.texts();
    let own = pages.office.own();
    let several = own.services.len() > 1;
    render(&ComposePage {
        frame: Frame::new(
            pages,
            visit,
            Place::New,
            words.frame.new.to_string(),
            &summary,
            pages.now(),
        ),
        notes,
        files_max: UPLOAD_FILES_MAX,
        bytes_max: UPLOAD_BYTES_MAX,
        too_large: words.compose.too_large.with(&[
            ("files", &UPLOAD_FILES_MAX),
            ("megabytes", &(UPLOAD_BYTES_MAX >> 20)),
        ]),
        // `#` stands for what the script knows; no text has it.
        chosen_one: words.compose.chosen.of(1),
        chosen_other: words.compose.chosen.sample("#"),
        remove_label: words.compose.remove_label.with(&[("file", &"#")]),
        message,
        addresses: partners
            .iter()
            .flat_map(|partner| addresses(visit.language, partner))
            .collect(),
        services: own
            .services
            .iter()
            .filter(|_| several)
            .map(|service| Choosable {
                value: service.to_string(),
                words: service_words(visit.language, *service),
            })
            .collect(),
    })
}

fn addresses(language: Language, partner: &PartnerEntry) -> Vec<Choosable> {
    let unnamed = &texts(language).frame.office_unnamed;
    let name = partner.name.clone().unwrap_or_else(|| unnamed.to_string());
    partner
        .services
        .iter()
        .map(|service| Choosable {
            value: Address {
                office: partner.number,
                service: *service,
            }
            .to_string(),
            words: format!(
                "{name}\u{3000}{}\u{3000}{}",
                partner.number,
                service_words(language, *service)
            ),
        })
        .collect()
}

/// `POST /new`
pub(crate) async fn create_drafts(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    form: Multipart,
) -> Result<Response, Failure> {
    let upload = upload::read(&pages, &visit, form).await?;
    let words = &visit.texts().compose;
    if upload.files.is_empty() {
        let note = Note::new("status-failed", &words.nothing_chosen);
        return compose_page(&pages, &visit, vec![note], upload.message).await;
    }
    if upload.message.chars().count() > MESSAGE_CHARACTERS_MAX {
        let note = Note::new("status-failed", &words.message_too_long);
        return compose_page(&pages, &visit, vec![note], upload.message).await;
    }
    let keep = upload.then == "draft";
    let Upload {
        files,
        message,
        to,
        from,
        again,
        ..
    } = upload;
    let options = DraftOptions {
        message,
        to: chosen(&to)?,
        from_service: chosen(&from)?,
        send_again: again,
    };
    let now = pages.now();
    let created = pages
        .store(move |store| drafts::create_drafts(store, &files, &options, now))
        .await?;
    pages.office.announce_change();
    // The directory is asked for the names of receivers that are new to this office.
    pages.office.wake_worker();
    let result = super::results::UploadResult::from(created);
    if keep && result.is_clean() {
        return Ok(Redirect::to(&format!("/drafts?saved={}", result.drafts.len())).into_response());
    }
    let key = pages.results.keep(result);
    Ok(Redirect::to(&format!("/confirm?upload={key}")).into_response())
}

/// What was chosen from a list; `None` for its first, empty line.
fn chosen<T: std::str::FromStr>(value: &str) -> Result<Option<T>, Failure> {
    if value.is_empty() {
        return Ok(None);
    }
    value.parse().map(Some).map_err(|_| Failure::Malformed)
}

impl From<CreateDraftsError> for Failure {
    fn from(error: CreateDraftsError) -> Failure {
        Failure::internal(&error)
    }
}
