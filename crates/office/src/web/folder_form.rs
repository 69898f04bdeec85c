//! Registering a folder: its place, its use, and help with finding it.
//!
//! The place is typed or chosen from lists that the program makes, since a browser
//! cannot hand over a path. What was wrong is said above the form, which keeps what was
//! typed. What a reader would get wrong: looking into folders is a GET and changes
//! nothing; a folder is made only by the form that asks for it.

use std::path::Path;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::Pages;
use super::failure::{Failure, render};
use super::findings::{Fact, code_facts};
use super::folders::{Use, read_use, uses};
use super::form::{Asked, CheckedForm};
use super::frame::{Frame, Place, Summary};
use super::texts::{Language, texts};
use super::visit::Visit;
use crate::error_code::ErrorCode;
use crate::folders::{
    self, Browsed, FolderError, Subfolder, browse_folders, make_folder, suggest_folders,
};
use crate::history::Action;

#[derive(Template)]
#[template(path = "folder_form.html")]
struct FolderFormPage {
    frame: Frame,
    direction: &'static str,
    why: &'static str,
    path: String,
    uses: Vec<Use>,
    chosen: &'static str,
    minute: Option<String>,
    facts: Vec<Fact>,
    make: bool,
    browsed: Option<Browsed>,
    inside: String,
    up: Option<String>,
    choose_here: String,
    places: Vec<PlaceToEnter>,
}

/// A folder of the list.
struct PlaceToEnter {
    name: String,
    path: String,
    enter: String,
    enter_label: String,
}

/// What was typed so far.
struct Typed {
    direction: &'static str,
    path: String,
    chosen: &'static str,
    minute: String,
    /// The folder to look into.
    inside: Option<String>,
    /// Why it was not registered.
    code: Option<ErrorCode>,
    minute_wrong: bool,
    make: bool,
}

impl Typed {
    fn new(direction: Option<&str>) -> Result<Typed, Failure> {
        let (direction, chosen) = match direction {
            // A person looks at everything before it leaves, until they choose otherwise.
            Some("out") => ("out", "draft"),
            Some("in") => ("in", "flat"),
            _ => return Err(Failure::Malformed),
        };
        Ok(Typed {
            direction,
            path: String::new(),
            chosen,
            minute: "18:00".to_owned(),
            inside: None,
            code: None,
            minute_wrong: false,
            make: false,
        })
    }
}

/// `GET /settings/folders/new?direction=&path=&inside=`
pub(crate) async fn show_form(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let mut typed = Typed::new(asked.one("direction"))?;
    typed.path = asked.one("path").unwrap_or_default().to_owned();
    typed.inside = asked.one("inside").map(str::to_owned);
    form_page(&pages, &visit, typed).await
}

async fn form_page(pages: &Pages, visit: &Visit, typed: Typed) -> Result<Response, Failure> {
    let summary = pages.store(Summary::read).await?;
    let language = visit.language;
    let words = visit.texts();
    let (title, why) = match typed.direction {
        "out" => (&words.folder_form.out_title, &words.folders.out_why),
        _ => (&words.folder_form.in_title, &words.folders.in_why),
    };
    let inside = typed.inside.clone();
    let (browsed, suggested) = pages
        .work(move || {
            let browsed = inside.map(|inside| browse_folders(Path::new(&inside)));
            (browsed, suggest_folders())
        })
        .await?;
    let (browsed, code) = match browsed {
        Some(Ok(browsed)) => (Some(browsed), None),
        Some(Err(err)) => (None, Some(ErrorCode::from(&err))),
        None => (None, None),
    };
    let mut facts = match typed.code.or(code) {
        Some(code) => code_facts(language, code.code()),
        None => Vec::new(),
    };
    if typed.minute_wrong {
        let name = words.folder_form.minute.as_str();
        facts.push(Fact::new(name, words.folder_form.minute_wrong.to_string()));
    }
    let listed = browsed
        .as_ref()
        .map_or(suggested, |browsed| browsed.subfolders.clone());
    let link = |name: &str, path: &str| link(typed.direction, name, path);
    let here = browsed.as_ref().map(|browsed| browsed.path.clone());
    let here = here.unwrap_or_default();
    render(&FolderFormPage {
        frame: Frame::new(
            pages,
            visit,
            Place::Settings,
            title.to_string(),
            &summary,
            pages.now(),
        )
        .with_back_link("/settings/folders", words.folders.title.as_str()),
        direction: typed.direction,
        why: why.as_str(),
        path: typed.path.clone(),
        uses: uses(language, typed.direction, Some(typed.chosen), None),
        chosen: typed.chosen,
        minute: (typed.direction == "out").then(|| typed.minute.clone()),
        facts,
        make: typed.make,
        inside: words.folder_form.inside.with(&[("path", &here)]),
        up: browsed
            .as_ref()
            .and_then(|browsed| browsed.parent.as_deref())
            .map(|parent| link("inside", parent)),
        choose_here: link("path", &here),
        places: listed
            .iter()
            .map(|place| to_enter(language, typed.direction, place))
            .collect(),
        browsed,
    })
}

fn to_enter(language: Language, direction: &str, place: &Subfolder) -> PlaceToEnter {
    let words = &texts(language).folder_form;
    PlaceToEnter {
        enter: link(direction, "inside", &place.path),
        enter_label: words.enter_label.with(&[("name", &place.name)]),
        name: place.name.clone(),
        path: place.path.clone(),
    }
}

/// The address of the form with one more field; a path may hold any sign.
fn link(direction: &str, name: &str, path: &str) -> String {
    let mut link = format!("/settings/folders/new?direction={direction}&{name}=");
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            link.push(char::from(byte));
        } else {
            link.push('%');
            link.push_str(&data_encoding::HEXUPPER.encode(&[byte]));
        }
    }
    link
}

/// `POST /settings/folders`
pub(crate) async fn add_folder(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    CheckedForm(fields): CheckedForm,
) -> Result<Response, Failure> {
    let mut typed = Typed::new(fields.one("direction"))?;
    // Paths copied from a window of Windows come in quotes.
    let path = fields.one("path").unwrap_or_default();
    typed.path = path.trim().trim_matches('"').to_owned();
    typed.minute = fields.one("minute").unwrap_or_default().to_owned();
    let known = uses(visit.language, typed.direction, fields.one("use"), None);
    let chosen = known.iter().find(|one| one.chosen);
    typed.chosen = chosen.ok_or(Failure::Malformed)?.value;
    let Some(direction) = read_use(&fields)? else {
        typed.minute_wrong = true;
        return form_page(&pages, &visit, typed).await;
    };
    if !Path::new(&typed.path).is_absolute() {
        typed.code = Some(ErrorCode::FolderPathIncomplete);
        return form_page(&pages, &visit, typed).await;
    }
    let make = fields.one("make").is_some();
    let now = pages.now();
    let path = typed.path.clone();
    let did = visit.did(Action::SettingsChanged);
    let added = pages
        .office
        .with_store(move |store| {
            let path = Path::new(&path);
            if make {
                make_folder(path)?;
            }
            store.recorded(did, now, |store| {
                folders::add_folder(store, path, direction, now)
            })
        })
        .await;
    match added {
        Ok(()) => Ok(Redirect::to("/settings/folders?added=1").into_response()),
        Err(FolderError::Store(error)) => Err(error.into()),
        Err(error) => {
            let parent = Path::new(&typed.path).parent();
            typed.make =
                matches!(error, FolderError::Missing { .. }) && parent.is_some_and(Path::is_dir);
            typed.code = Some(ErrorCode::from(&error));
            form_page(&pages, &visit, typed).await
        }
    }
}
