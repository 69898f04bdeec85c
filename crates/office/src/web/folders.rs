//! 設定 → フォルダ: the registered folders, how each stands, changing and removing one.
//!
//! Registering is in `folder_form.rs`, what a folder did in `folder_record.rs`. What a
//! reader would get wrong: nothing here looks at the folders; the running program does,
//! every few seconds, and this page reads what it noted.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{Redirect, Response};
use protocol::UtcSeconds;

use super::failure::{Failure, render};
use super::findings::{Fact, code_facts};
use super::form::{Asked, CheckedForm, Fields, Place as Path};
use super::frame::{Frame, Place, Summary};
use super::lists::Note;
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::Status;
use super::{Pages, dates};
use crate::folders::{
    self, ChangeFolderError, Direction, FolderError, FolderStatus, InLayout, SendMode,
    parse_time_of_day,
};
use crate::history::Action;
use crate::store::StoreError;

#[derive(Template)]
#[template(path = "folders.html")]
struct FoldersPage {
    frame: Frame,
    notes: Vec<Note>,
    groups: Vec<Group>,
}

/// The folders of one direction.
struct Group {
    direction: &'static str,
    heading: &'static str,
    why: &'static str,
    none: &'static str,
    add: &'static str,
    folders: Vec<FolderWords>,
}

/// One folder as people see it.
pub(super) struct FolderWords {
    pub(super) number: i64,
    pub(super) path: String,
    pub(super) how: String,
    pub(super) looked: String,
    pub(super) status: Status,
    /// Files with errors that nobody has seen to.
    pub(super) unseen: bool,
    pub(super) counts: String,
    pub(super) facts: Vec<Fact>,
    record_label: String,
    change_label: String,
    remove_label: String,
    uses: Vec<Use>,
    minute: Option<String>,
}

/// A way in which a folder can be used.
pub(super) struct Use {
    pub(super) value: &'static str,
    pub(super) words: String,
    pub(super) chosen: bool,
}

/// `GET /settings/folders?added=&changed=&removed=`
pub(crate) async fn list_folders(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let (summary, folders) = pages
        .store(|store| Ok::<_, StoreError>((Summary::read(store)?, folders::list_folders(store)?)))
        .await?;
    let now = pages.now();
    let language = visit.language;
    let words = &visit.texts().folders;
    let group = |direction: &'static str| -> Vec<FolderWords> {
        let of_direction = folders
            .iter()
            .filter(|folder| folder.direction == direction);
        of_direction
            .map(|folder| folder_words(language, folder, now))
            .collect()
    };
    render(&FoldersPage {
        frame: Frame::new(
            &pages,
            &visit,
            Place::Settings,
            words.title.to_string(),
            &summary,
            now,
        )
        .with_back_link("/settings", visit.texts().frame.settings.as_str()),
        notes: notes(language, &asked),
        groups: vec![
            Group {
                direction: "out",
                heading: words.out_heading.as_str(),
                why: words.out_why.as_str(),
                none: words.out_none.as_str(),
                add: words.out_add.as_str(),
                folders: group("out"),
            },
            Group {
                direction: "in",
                heading: words.in_heading.as_str(),
                why: words.in_why.as_str(),
                none: words.in_none.as_str(),
                add: words.in_add.as_str(),
                folders: group("in"),
            },
        ],
    })
}

fn notes(language: Language, asked: &Fields) -> Vec<Note> {
    let words = &texts(language).folders;
    [
        ("added", &words.added),
        ("changed", &words.changed),
        ("removed", &words.removed),
    ]
    .into_iter()
    .filter(|(name, _)| asked.one(name).is_some())
    .map(|(_, text)| Note::new("status-done", text))
    .collect()
}

/// A folder in words, with all that its page shows.
pub(super) fn folder_words(
    language: Language,
    folder: &FolderStatus,
    now: UtcSeconds,
) -> FolderWords {
    let words = &texts(language).folders;
    let path = &folder.path;
    let used = [folder.mode, folder.layout].into_iter().flatten().next();
    let uses = uses(language, folder.direction, used, folder.send_at.as_deref());
    let how = uses.iter().find(|one| one.chosen);
    FolderWords {
        number: folder.number,
        how: how.map(|one| one.words.clone()).unwrap_or_default(),
        looked: match folder.looked_at {
            Some(at) => dates::receipt_time(language, at, now),
            None => words.looked_never.to_string(),
        },
        status: match folder.problem {
            Some(_) => Status::new("status-failed", &words.trouble),
            None if folder.looked_at.is_none() => {
                Status::new("status-waiting", &words.looked_never)
            }
            None if folder.counts.unseen > 0 => {
                Status::new("status-failed", words.rejected.of(folder.counts.unseen))
            }
            None => Status::new("status-done", &words.fine),
        },
        unseen: folder.counts.unseen > 0,
        counts: counts(language, folder),
        facts: problem(language, folder, now),
        record_label: words.record_label.with(&[("path", path)]),
        change_label: words.change_label.with(&[("path", path)]),
        remove_label: words.remove_label.with(&[("path", path)]),
        uses,
        minute: (folder.direction == "out")
            .then(|| folder.send_at.clone().unwrap_or_else(|| "18:00".to_owned())),
        path: path.clone(),
    }
}

/// The ways in which a folder of `direction` can be used; `used` is the present one.
pub(super) fn uses(
    language: Language,
    direction: &str,
    used: Option<&str>,
    send_at: Option<&str>,
) -> Vec<Use> {
    let words = &texts(language).folders;
    let time = send_at.unwrap_or(words.some_time.as_str());
    let choices = match direction {
        "out" => vec![
            ("draft", words.mode_draft.to_string()),
            ("send", words.mode_send.to_string()),
            ("at", words.mode_at.with(&[("time", &time)])),
        ],
        _ => vec![
            ("flat", words.layout_flat.to_string()),
            ("partner", words.layout_partner.to_string()),
        ],
    };
    choices
        .into_iter()
        .map(|(value, words)| Use {
            value,
            words,
            chosen: used == Some(value),
        })
        .collect()
}

fn counts(language: Language, folder: &FolderStatus) -> String {
    let words = &texts(language).folders;
    let counts = &folder.counts;
    let parts = match folder.direction {
        "out" => vec![
            words.waiting.of(counts.waiting),
            words.taken.of(counts.taken),
            words.rejected.of(counts.rejected),
            words.to_move.of(counts.to_move),
        ],
        _ => vec![
            words.laid.of(counts.laid),
            words.imported.of(counts.imported),
        ],
    };
    parts.join("\u{3000}")
}

fn problem(language: Language, folder: &FolderStatus, now: UtcSeconds) -> Vec<Fact> {
    let words = &texts(language).folders;
    let Some(problem) = &folder.problem else {
        return Vec::new();
    };
    let mut facts = code_facts(language, &problem.code);
    if let Some(path) = &problem.path {
        facts.push(Fact::new(words.place.as_str(), path.clone()));
    }
    let at = dates::receipt_time(language, problem.at, now);
    facts.push(Fact::new(words.when.as_str(), at));
    facts
}

/// What the fields of a form say about the use of a folder; `None` when the time is
/// missing or no time.
pub(super) fn read_use(fields: &Fields) -> Result<Option<Direction>, Failure> {
    Ok(Some(match fields.one("use") {
        Some("draft") => Direction::Out(SendMode::Draft),
        Some("send") => Direction::Out(SendMode::Send),
        Some("at") => match fields.one("minute").and_then(parse_time_of_day) {
            Some(minute) => Direction::Out(SendMode::At { minute }),
            None => return Ok(None),
        },
        Some("flat") => Direction::In(InLayout::Flat),
        Some("partner") => Direction::In(InLayout::Partner),
        _ => return Err(Failure::Malformed),
    }))
}

/// `POST /settings/folders/{number}/change`
pub(crate) async fn change_folder(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(number): Path<i64>,
    CheckedForm(fields): CheckedForm,
) -> Result<Redirect, Failure> {
    // The field of the time takes nothing else, and is never empty there.
    let direction = read_use(&fields)?.ok_or(Failure::Malformed)?;
    let now = pages.now();
    pages
        .recorded(visit.did(Action::SettingsChanged), move |store| {
            folders::change_folder(store, number, direction, now)
        })
        .await?;
    Ok(Redirect::to("/settings/folders?changed=1"))
}

/// `POST /settings/folders/{number}/remove`
pub(crate) async fn remove_folder(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(number): Path<i64>,
    CheckedForm(_): CheckedForm,
) -> Result<Redirect, Failure> {
    let now = pages.now();
    pages
        .recorded(visit.did(Action::SettingsChanged), move |store| {
            let folder = folders::find_folder(store, number)?.ok_or(Failure::NotFound)?;
            folders::remove_folder(store, folder.path.as_ref(), now).map_err(Failure::from)
        })
        .await?;
    Ok(Redirect::to("/settings/folders?removed=1"))
}

impl From<ChangeFolderError> for Failure {
    fn from(error: ChangeFolderError) -> Failure {
        match error {
            ChangeFolderError::Unknown => Failure::NotFound,
            ChangeFolderError::OtherDirection => Failure::Malformed,
            ChangeFolderError::Store(error) => error.into(),
        }
    }
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Failure {
        match error {
            FolderError::Unknown { .. } => Failure::NotFound,
            other => Failure::internal(&other),
        }
    }
}
