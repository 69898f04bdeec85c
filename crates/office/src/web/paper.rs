//! 中身を見る: the forms of a received, sent or unsent bundle as they look on paper.
//!
//! `sheets` draws them; here they get their links, the plan that actuals answer, and
//! words about data that is no longer the newest. What a reader would get wrong: a
//! received bundle is not opened by looking here; before its form `open` there is
//! nothing to look at.

mod changes;
mod draw;
mod notes;
mod pdf;

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use protocol::{Address, BundleId};
use sheets::{OfficeNames, Sheet};

use draw::{Files, OfClient, actuals_in, draw, months_of};
pub(crate) use pdf::{save_draft, save_received, save_sent};

use super::drafts::read_draft;
use super::failure::{Failure, render};
use super::form::{Asked, Fields, Place as Path};
use super::frame::{Frame, Place, Summary};
use super::lists::Empty;
use super::outbox::{read_files, read_sent};
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::{Contents, OfficeWords};
use super::{Pages, inbox};
use crate::clients::ClientMonth;
use crate::history::Action;
use crate::inbox::ReceivedId;
use crate::outbox::{OutboxBundle, SentState, find_plan_sent, read_outbox_bundle};
use crate::partners::list_partners;
use crate::store::{Store, StoreError};

#[derive(Template)]
#[template(path = "paper.html")]
struct PaperPage {
    frame: Frame,
    office: OfficeWords,
    notes: Vec<PaperNote>,
    clients: Vec<Link>,
    choose: String,
    /// Where the shown forms are as a PDF.
    pdf: String,
    forms: Vec<Link>,
    previous: Option<String>,
    next: Option<String>,
    sheets: Vec<String>,
    empty: Empty,
}

/// A link to what can be seen instead.
struct Link {
    href: String,
    name: String,
    current: bool,
}

/// A line above the forms, printed with them.
struct PaperNote {
    class: &'static str,
    text: String,
    /// Where the newer data is.
    href: Option<String>,
    /// What leads there is called.
    link: &'static str,
}

/// Which bundle is looked at.
#[derive(Clone, Copy)]
enum Bundle {
    Received(ReceivedId),
    Sent(BundleId),
    Draft(BundleId),
}

impl Bundle {
    fn path(self) -> String {
        match self {
            Bundle::Received(id) => format!("/inbox/{id}"),
            Bundle::Sent(id) => format!("/sent/{id}"),
            Bundle::Draft(id) => format!("/drafts/{id}"),
        }
    }

    fn place(self) -> Place {
        match self {
            Bundle::Received(_) => Place::Inbox,
            Bundle::Sent(_) => Place::Sent,
            Bundle::Draft(_) => Place::Drafts,
        }
    }

    fn title(self, language: Language) -> &'static str {
        let words = texts(language);
        match self {
            Bundle::Received(_) => &words.received.title,
            Bundle::Sent(_) => &words.sent.title,
            Bundle::Draft(_) => &words.draft.title,
        }
        .as_str()
    }
}

/// What the page knows of its bundle before anything is drawn.
struct Loaded {
    summary: Summary,
    bundle: Bundle,
    office: OfficeWords,
    contents: Contents,
    withdrawn: bool,
    files: Files,
    /// Plans of this office for the clients of received actuals.
    plans: Files,
    offices: OfficeNames,
}

/// `GET /inbox/{id}/forms?client=&form=`
pub(crate) async fn show_received(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let loaded = load_received(&pages, &visit, &id).await?;
    show(&pages, &visit, loaded, &asked, None).await
}

/// `GET /sent/{id}/forms?client=&form=`
pub(crate) async fn show_sent(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<BundleId>,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let loaded = load_sent(&pages, &visit, id).await?;
    show(&pages, &visit, loaded, &asked, None).await
}

/// `GET /drafts/{id}/forms?client=&form=`
pub(crate) async fn show_draft(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<BundleId>,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let loaded = load_draft(&pages, &visit, id).await?;
    show(&pages, &visit, loaded, &asked, None).await
}

async fn load_received(pages: &Pages, visit: &Visit, id: &str) -> Result<Loaded, Failure> {
    let id = inbox::read_id(id)?;
    let language = visit.language;
    let (mut loaded, from) = pages
        .recorded(visit.did(Action::FormsSeen).on(id), move |store| {
            let bundle = inbox::read_opened(store, id)?;
            let partner = bundle.row.partner.as_ref();
            let from = partner.map(|partner| Address {
                office: partner.number,
                service: partner.service,
            });
            let loaded = Loaded {
                summary: Summary::read(store)?,
                bundle: Bundle::Received(id),
                office: inbox::sender(language, &bundle.row),
                contents: Contents::received(language, &bundle.row),
                withdrawn: false,
                files: inbox::read_files(store, id, &bundle)?,
                plans: Files::new(),
                offices: office_names(store)?,
            };
            Ok::<_, Failure>((loaded, from))
        })
        .await?;
    if let Some(from) = from {
        let files = std::mem::take(&mut loaded.files);
        let (files, actuals) = pages
            .work(move || {
                let actuals = actuals_in(&files);
                (files, actuals)
            })
            .await?;
        loaded.files = files;
        loaded.plans = pages
            .store(move |store| read_plans(store, from, &actuals))
            .await?;
    }
    Ok(loaded)
}

async fn load_sent(pages: &Pages, visit: &Visit, id: BundleId) -> Result<Loaded, Failure> {
    let language = visit.language;
    pages
        .store(move |store| {
            let bundle = read_sent(store, id)?;
            load_own(store, language, Bundle::Sent(id), &bundle)
        })
        .await
}

async fn load_draft(pages: &Pages, visit: &Visit, id: BundleId) -> Result<Loaded, Failure> {
    let language = visit.language;
    pages
        .store(move |store| {
            let bundle = read_draft(store, id)?;
            load_own(store, language, Bundle::Draft(id), &bundle)
        })
        .await
}

fn load_own(
    store: &mut Store,
    language: Language,
    of: Bundle,
    bundle: &OutboxBundle,
) -> Result<Loaded, Failure> {
    Ok(Loaded {
        summary: Summary::read(store)?,
        bundle: of,
        office: OfficeWords::of(language, &bundle.row.partner),
        contents: Contents::sent(language, &bundle.row),
        withdrawn: bundle.row.state == SentState::Withdrawn || bundle.row.withdrawing,
        files: read_files(store, bundle)?,
        plans: Files::new(),
        offices: office_names(store)?,
    })
}

/// The names that the directory gave to partners.
fn office_names(store: &mut Store) -> Result<OfficeNames, StoreError> {
    let partners = list_partners(store)?.into_iter();
    Ok(partners
        .filter_map(|partner| Some((partner.number.to_string(), partner.name?)))
        .collect())
}

/// The files of the newest plans that were sent to `to` for these clients and months.
fn read_plans(
    store: &mut Store,
    to: Address,
    actuals: &BTreeSet<ClientMonth>,
) -> Result<Files, Failure> {
    let mut ids = BTreeSet::new();
    for of in actuals {
        ids.extend(find_plan_sent(store, to, of)?);
    }
    let mut files = Files::new();
    for id in ids {
        if let Some(bundle) = read_outbox_bundle(store, id)? {
            files.extend(read_files(store, &bundle)?);
        }
    }
    Ok(files)
}

/// What of the bundle is on the page: a client, and one of the forms or all.
struct Chosen {
    client: usize,
    form: Option<usize>,
}

impl Chosen {
    /// Reads the address; a number that is not there is not found.
    fn read(asked: &Fields, clients: &[OfClient]) -> Result<Chosen, Failure> {
        let index = |name: &str, count: usize| match asked.one(name) {
            None => Ok(0),
            Some(number) => number
                .parse::<usize>()
                .ok()
                .filter(|number| (1..=count).contains(number))
                .map(|number| number - 1)
                .ok_or(Failure::NotFound),
        };
        let client = index("client", clients.len())?;
        let forms = clients.get(client).map_or(0, Vec::len);
        let form = match asked.one("form") {
            Some("all") => None,
            _ => Some(index("form", forms)?),
        };
        Ok(Chosen { client, form })
    }

    fn sheets<'a>(&self, clients: &'a [OfClient]) -> &'a [Sheet] {
        let Some(sheets) = clients.get(self.client) else {
            return &[];
        };
        match self.form {
            Some(form) => &sheets[form..=form],
            None => sheets,
        }
    }

    /// The address of what is chosen, as the page or in another form.
    fn address(&self, bundle: Bundle, last: &str) -> String {
        let form = match self.form {
            Some(form) => (form + 1).to_string(),
            None => "all".to_owned(),
        };
        let client = self.client + 1;
        format!("{}/{last}?client={client}&form={form}", bundle.path())
    }
}

/// The forms that were asked for, and all that stands around them.
struct Prepared {
    clients: Vec<OfClient>,
    chosen: Chosen,
    /// Those of the chosen client, with what changed and what must not be overlooked.
    shown: Vec<Sheet>,
    notes: Vec<PaperNote>,
    bundle: Bundle,
    summary: Summary,
    office: OfficeWords,
    title: String,
}

async fn prepare(
    pages: &Pages,
    language: Language,
    mut loaded: Loaded,
    asked: &Fields,
) -> Result<Prepared, Failure> {
    let own = pages.office.own();
    loaded.offices.insert(own.number.to_string(), own.name);
    let with_plans = !loaded.plans.is_empty();
    let (files, beside) = (loaded.files, Arc::new((loaded.plans, loaded.offices)));
    let drawn_beside = beside.clone();
    let clients = pages
        .work(move || draw(&files, &drawn_beside.0, &drawn_beside.1))
        .await?;
    let chosen = Chosen::read(asked, &clients)?;
    let bundle = loaded.bundle;
    let shown = chosen.sheets(&clients).to_vec();
    let shown = changes::mark_changes(pages, bundle, shown, beside).await?;
    let mut notes = notes::state_notes(language, bundle, loaded.withdrawn);
    let months = months_of(&shown);
    let (newer, shown) = pages
        .store(move |store| notes::newer_notes(store, language, bundle, &months, shown))
        .await?;
    notes.extend(newer);
    notes.extend(notes::plan_note(language, bundle, &shown, with_plans));
    Ok(Prepared {
        shown: notes::warn_withdrawn(shown, loaded.withdrawn),
        clients,
        chosen,
        notes,
        bundle,
        summary: loaded.summary,
        office: loaded.office,
        title: loaded.contents.title,
    })
}

/// The page; `problem` says why something that was asked for before could not be done.
async fn show(
    pages: &Pages,
    visit: &Visit,
    loaded: Loaded,
    asked: &Fields,
    problem: Option<PaperNote>,
) -> Result<Response, Failure> {
    let language = visit.language;
    let Prepared {
        clients,
        chosen,
        shown,
        notes,
        bundle,
        summary,
        office,
        title,
    } = prepare(pages, language, loaded, asked).await?;
    let (now, words) = (pages.now(), &visit.texts().paper);
    let place = bundle.place();
    let frame = Frame::new(pages, visit, place, title, &summary, now);
    render(&PaperPage {
        frame: frame
            .with_back_link(bundle.path(), bundle.title(language))
            .with_paper(),
        office,
        notes: problem.into_iter().chain(notes).collect(),
        choose: words.clients.of(clients.len() as u64),
        pdf: chosen.address(bundle, "forms.pdf"),
        clients: client_links(language, bundle, &clients, &chosen),
        forms: form_links(language, bundle, &clients, &chosen),
        previous: chosen
            .client
            .checked_sub(1)
            .map(|client| address(bundle, client, None)),
        next: Some(chosen.client + 1)
            .filter(|client| *client < clients.len())
            .map(|client| address(bundle, client, None)),
        sheets: shown
            .iter()
            .map(|sheet| sheet.to_html(of_sheets(language)))
            .collect(),
        empty: Empty {
            what: words.nothing.as_str(),
            why: words.nothing_why.as_str(),
            href: "/",
            button: visit.texts().inbox.empty_button.as_str(),
        },
    })
}

fn of_sheets(language: Language) -> sheets::Language {
    match language {
        Language::Japanese => sheets::Language::Japanese,
        Language::English => sheets::Language::English,
    }
}

/// The address of a client, and of a form of the client.
fn address(bundle: Bundle, client: usize, form: Option<&str>) -> String {
    let path = format!("{}/forms?client={}", bundle.path(), client + 1);
    match form {
        Some(form) => format!("{path}&form={form}"),
        None => path,
    }
}

fn client_links(
    language: Language,
    bundle: Bundle,
    clients: &[OfClient],
    chosen: &Chosen,
) -> Vec<Link> {
    let words = &texts(language).paper;
    let name = |sheets: &OfClient| match &sheets[0].client {
        None => words.nobody.to_string(),
        Some(client) if client.name.is_empty() => {
            words.unnamed.with(&[("number", &client.insured)])
        }
        Some(client) => words
            .client
            .with(&[("name", &client.name), ("number", &client.insured)]),
    };
    clients
        .iter()
        .enumerate()
        .map(|(index, sheets)| Link {
            href: address(bundle, index, None),
            name: name(sheets),
            current: index == chosen.client,
        })
        .collect()
}

fn form_links(
    language: Language,
    bundle: Bundle,
    clients: &[OfClient],
    chosen: &Chosen,
) -> Vec<Link> {
    let Some(sheets) = clients.get(chosen.client) else {
        return Vec::new();
    };
    let mut links: Vec<Link> = sheets
        .iter()
        .enumerate()
        .map(|(index, sheet)| Link {
            href: address(bundle, chosen.client, Some(&(index + 1).to_string())),
            name: sheet.title.read(of_sheets(language)).to_owned(),
            current: chosen.form == Some(index),
        })
        .collect();
    if links.len() > 1 {
        links.push(Link {
            href: address(bundle, chosen.client, Some("all")),
            name: texts(language).paper.all_of_client.to_string(),
            current: chosen.form.is_none(),
        });
    }
    links
}
