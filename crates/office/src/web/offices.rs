//! 設定 → この端末の事業所: the offices that this program serves, and the way to add one.
//!
//! What a reader would get wrong: an office is not added here but by the first setup of another folder, at
//! another port of this machine (`adding.rs`). So there is a button only where the browser runs on the same machine.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::header::HeaderMap;
use axum::response::Response;

use super::Pages;
use super::adding::Origin;
use super::failure::{Failure, render};
use super::first_start::further::{host_name, lead};
use super::form::CheckedForm;
use super::frame::{Frame, Place, Summary};
use super::network::NetworkState;
use super::settings::Part;
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::{OfficeWords, Status};
use crate::Office;
use crate::history::Action;

#[derive(Template)]
#[template(path = "offices.html")]
struct OfficesPage {
    frame: Frame,
    rows: Vec<Row>,
    way: Way,
    /// Whether other computers use the pages, which asks for an administrator at every office.
    on_network: bool,
}

struct Row {
    office: OfficeWords,
    shown: bool,
}

/// How an office is added.
enum Way {
    /// By the button of this page.
    Button {
        /// Somebody began and did not finish.
        begun: bool,
    },
    /// By the command that starts the program, which names the folders.
    Given,
    /// By this page on another computer.
    Elsewhere,
    /// Not in a practice.
    Practice,
}

/// `GET /settings/offices`
pub(crate) async fn show_offices(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
) -> Result<Response, Failure> {
    let summary = pages.store(Summary::read).await?;
    let language = visit.language;
    let title = visit.texts().offices.title.to_string();
    let frame = Frame::new(
        &pages,
        &visit,
        Place::Settings,
        title,
        &summary,
        pages.now(),
    )
    .with_back_link("/settings", visit.texts().frame.settings.as_str());
    render(&OfficesPage {
        frame,
        rows: rows(language, &pages),
        way: way(&pages).await,
        on_network: matches!(pages.site.network.state(), NetworkState::Open(_)),
    })
}

fn rows(language: Language, pages: &Pages) -> Vec<Row> {
    let own = pages.office.number();
    let row = |office: &Office| Row {
        office: OfficeWords::own(language, office),
        shown: office.number() == own,
    };
    // The office of a practice is none of this terminal.
    match pages.practice {
        Some(_) => vec![row(&pages.office)],
        None => pages.site.offices.iter().map(row).collect(),
    }
}

async fn way(pages: &Pages) -> Way {
    if pages.practice.is_some() {
        return Way::Practice;
    }
    match &pages.site.adding {
        None => Way::Given,
        Some(_) if pages.site.tls => Way::Elsewhere,
        Some(adding) => Way::Button {
            begun: adding.is_begun().await,
        },
    }
}

/// `POST /settings/offices`: leads to the first setup of another office.
pub(crate) async fn add_office(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    headers: HeaderMap,
    CheckedForm(_): CheckedForm,
) -> Result<Response, Failure> {
    let here = pages.practice.is_none() && !pages.site.tls;
    let adding = pages.site.adding.as_ref().filter(|_| here);
    let adding = adding.ok_or(Failure::NotFound)?;
    let origin = Origin {
        address: pages.site.local,
        known: pages.site.offices.iter().map(Office::number).collect(),
        begun: (pages.office.clone(), visit.did(Action::OfficeAdded)),
    };
    let address = adding
        .begin(origin)
        .await
        .map_err(|error| Failure::internal(&error))?;
    // The name by which this browser calls the machine keeps its cookies together.
    let (name, port) = (host_name(&headers)?, address.port());
    let to = format!("http://{name}:{port}/?language={}", visit.language.tag());
    let words = &visit.texts().offices;
    lead(visit.language, &words.opening, &words.opening_text, &to, 0)
}

/// The line on the start page of the settings.
pub(super) fn offices_part(language: Language, pages: &Pages) -> Part {
    let words = &texts(language).offices;
    let count = pages.site.offices.len() as u64;
    Part {
        status: Status::new("status-done", words.part_count.of(count)),
        name: words.title.to_string(),
        what: words.part_what.to_string(),
        href: "/settings/offices",
        button: words.part_open.to_string(),
    }
}
