//! 中身を見る: the forms of a received, sent or unsent bundle as they look on paper.
//!
//! `sheets` draws them; here they get their links, the plan that actuals answer, and
//! words about data that is no longer the newest. What a reader would get wrong: a
//! received bundle is not opened by looking here; before its form `open` there is
//! nothing to look at.

mod draw;

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use protocol::{Address, BundleId};
use sheets::{Form, OfficeNames, Sheet};
use standard::FileKind;

use draw::{Files, OfClient, actuals_in, draw, months_of};

use super::drafts::read_draft;
use super::failure::{Failure, render};
use super::form::{Asked, Fields, Place as Path};
use super::frame::{Frame, Place, Summary};
use super::lists::Empty;
use super::outbox::{read_files, read_sent};
use super::texts::{Language, texts};
use super::visit::Visit;
use super::words::{Contents, OfficeWords};
use super::{Pages, dates, inbox};
use crate::clients::ClientMonth;
use crate::history::Action;
use crate::inbox::{ReceivedId, find_newer_received};
use crate::outbox::{OutboxBundle, SentState, find_newer_sent, find_plan_sent, read_outbox_bundle};
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
    let id = inbox::read_id(&id)?;
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
    show(&pages, &visit, loaded, &asked).await
}

/// `GET /sent/{id}/forms?client=&form=`
pub(crate) async fn show_sent(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<BundleId>,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let language = visit.language;
    let loaded = pages
        .recorded(visit.did(Action::FormsSeen).on(id), move |store| {
            let bundle = read_sent(store, id)?;
            load_own(store, language, Bundle::Sent(id), &bundle)
        })
        .await?;
    show(&pages, &visit, loaded, &asked).await
}

/// `GET /drafts/{id}/forms?client=&form=`
pub(crate) async fn show_draft(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(id): Path<BundleId>,
    Asked(asked): Asked,
) -> Result<Response, Failure> {
    let language = visit.language;
    let loaded = pages
        .recorded(visit.did(Action::FormsSeen).on(id), move |store| {
            let bundle = read_draft(store, id)?;
            load_own(store, language, Bundle::Draft(id), &bundle)
        })
        .await?;
    show(&pages, &visit, loaded, &asked).await
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
}

async fn show(
    pages: &Pages,
    visit: &Visit,
    mut loaded: Loaded,
    asked: &Fields,
) -> Result<Response, Failure> {
    let language = visit.language;
    let own = pages.office.own();
    loaded.offices.insert(own.number.to_string(), own.name);
    let (files, plans, offices) = (loaded.files, loaded.plans, loaded.offices);
    let with_plans = !plans.is_empty();
    let clients = pages.work(move || draw(&files, &plans, &offices)).await?;
    let chosen = Chosen::read(asked, &clients)?;
    let shown = chosen.sheets(&clients).to_vec();
    let bundle = loaded.bundle;
    let now = pages.now();
    let mut notes = state_notes(language, bundle, loaded.withdrawn);
    let months = months_of(&shown);
    notes.extend(
        pages
            .store(move |store| newer_notes(store, language, bundle, &months))
            .await?,
    );
    notes.extend(plan_note(language, bundle, &shown, with_plans));
    let words = &visit.texts().paper;
    let title = loaded.contents.title.clone();
    let frame = Frame::new(pages, visit, bundle.place(), title, &loaded.summary, now);
    render(&PaperPage {
        frame: frame
            .with_back_link(bundle.path(), bundle.title(language))
            .with_paper(),
        office: loaded.office,
        notes,
        choose: words.clients.of(clients.len() as u64),
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

fn state_notes(language: Language, bundle: Bundle, withdrawn: bool) -> Vec<PaperNote> {
    let words = &texts(language).paper;
    let note = |class, text: &super::texts::Text| PaperNote {
        class,
        text: text.to_string(),
        href: None,
    };
    match bundle {
        Bundle::Draft(_) => vec![note("status-waiting", &words.draft)],
        _ if withdrawn => vec![note("status-withdrawn", &words.withdrawn)],
        _ => Vec::new(),
    }
}

/// Says where newer data about the same client and month is.
fn newer_notes(
    store: &mut Store,
    language: Language,
    bundle: Bundle,
    months: &BTreeSet<ClientMonth>,
) -> Result<Vec<PaperNote>, StoreError> {
    let words = &texts(language).paper;
    let mut notes = Vec::new();
    for of in months {
        let (deletes, at, path) = match bundle {
            Bundle::Received(id) => match find_newer_received(store, id, of)? {
                Some(newer) => (
                    newer.deletes,
                    newer.received,
                    format!("/inbox/{}", newer.id),
                ),
                None => continue,
            },
            Bundle::Sent(id) => match find_newer_sent(store, id, of)? {
                Some(newer) => (newer.deletes, newer.sent, format!("/sent/{}", newer.id)),
                None => continue,
            },
            Bundle::Draft(_) => continue,
        };
        let text = match (bundle, deletes) {
            (Bundle::Received(_), false) => &words.replaced,
            (Bundle::Received(_), true) => &words.deleted,
            (_, false) => &words.sent_replaced,
            (_, true) => &words.sent_deleted,
        };
        let time = at.map(|at| dates::long_time(language, at));
        let month = dates::care_month(language, &of.month);
        notes.push(PaperNote {
            class: "status-warning",
            text: text.with(&[("time", &time.unwrap_or_default()), ("month", &month)]),
            href: Some(path),
        });
    }
    Ok(notes)
}

/// Says whose the planned lines beside received actuals are, or that there are none.
fn plan_note(
    language: Language,
    bundle: Bundle,
    shown: &[Sheet],
    with_plans: bool,
) -> Option<PaperNote> {
    let words = &texts(language).paper;
    let Bundle::Received(_) = bundle else {
        return None;
    };
    let ticket = shown.iter().find(|sheet| sheet.form == Form::Table6)?;
    let beside_plan = ticket
        .file
        .is_some_and(|name| name.kind == FileKind::UpPlan);
    let (class, text) = match (beside_plan, with_plans) {
        (true, true) => ("status-done", &words.with_plan),
        (true, false) => return None,
        (false, _) => ("status-waiting", &words.no_plan),
    };
    Some(PaperNote {
        class,
        text: text.to_string(),
        href: None,
    })
}
