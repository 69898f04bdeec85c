//! What surrounds every page: menu, own office, connection, language, title.
//!
//! The frame is read from the database together with the page, in one piece of
//! blocking work. What a reader would get wrong: an entry of the menu leads to a
//! page that exists; a page that is planned has no entry yet.

use protocol::UtcSeconds;

use super::Pages;
use super::access::may_open;
use super::board::sends_plans;
use super::dates;
use super::guide::guide_about;
use super::texts::{Language, Texts, other, texts};
use super::visit::Visit;
use super::words::OfficeWords;
use crate::Office;
use crate::inbox::{InboxFilter, ReceivedState, count_inbox, list_inbox};
use crate::outbox::{OutboxFilter, SentState, count_outbox, list_outbox};
use crate::page::PageRequest;
use crate::staff::Role;
use crate::store::{Store, StoreError, settings::Contact};

/// Rows at the top of a list that decide whether it shows something new.
const MARKED_ROWS: u32 = 50;

/// The entry of the menu under which a page lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Home,
    New,
    Drafts,
    Sent,
    /// One sending: below 送信済, but with its own news.
    Sending,
    Inbox,
    Board,
    Reconcile,
    Actuals,
    Partners,
    Notices,
    Settings,
    Account,
    Help,
    Practice,
    /// Pages without an entry of their own.
    Elsewhere,
}

/// What the database says to every page.
#[derive(Debug, Clone)]
pub(crate) struct Summary {
    /// Received bundles that nobody opened.
    pub(crate) unread: u64,
    /// Received bundles that could not be opened by the program.
    pub(crate) damaged: u64,
    /// Drafts.
    pub(crate) drafts: u64,
    /// Sent bundles that wait for a person of this office.
    pub(crate) stopped: u64,
    /// Bundles on their way to the hub.
    pub(crate) waiting: u64,
    /// Until when the notices hold that nobody read; nothing where they have no end.
    pub(crate) notices: Vec<Option<UtcSeconds>>,
    /// The last contacts with the hub.
    pub(crate) contact: Contact,
    /// What the lists show at this moment.
    pub(crate) mark: Mark,
}

/// Two texts that change when a list has something new; their contents mean
/// nothing else. Pages carry them, `live.js` compares them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Mark {
    /// Changes when a bundle has arrived.
    pub(crate) arrived: String,
    /// Changes with the state of what was sent lately.
    pub(crate) sent: String,
}

impl Summary {
    /// Reads the numbers of the menu, each along an index.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database failed.
    pub(crate) fn read(store: &mut Store) -> Result<Summary, StoreError> {
        let received = |state| InboxFilter {
            state: Some(state),
            ..InboxFilter::default()
        };
        let sent = |state| OutboxFilter {
            state: Some(state),
            ..OutboxFilter::default()
        };
        Ok(Summary {
            unread: count_inbox(store, &received(ReceivedState::Received))?,
            damaged: count_inbox(store, &received(ReceivedState::Damaged))?,
            drafts: count_outbox(store, &sent(SentState::Draft))?,
            stopped: count_outbox(store, &sent(SentState::Blocked))?
                + count_outbox(store, &sent(SentState::Refused))?,
            waiting: count_outbox(store, &sent(SentState::Waiting))?,
            notices: store.read(crate::store::notices::unread)?,
            contact: store.read(crate::store::settings::contact)?,
            mark: read_mark(store)?,
        })
    }
}

impl Summary {
    /// Notices that hold now and that nobody read.
    pub(crate) fn unread_notices(&self, now: UtcSeconds) -> u64 {
        let ends = self.notices.iter();
        ends.filter(|end| end.is_none_or(|end| end > now)).count() as u64
    }
}

fn read_mark(store: &mut Store) -> Result<Mark, StoreError> {
    let newest = PageRequest::first(MARKED_ROWS);
    let received = list_inbox(store, &InboxFilter::default(), &newest)?;
    let sent = list_outbox(store, &OutboxFilter::default(), &newest)?;
    let arrived = received
        .rows
        .iter()
        .filter_map(|row| Some((row.times.received?, row.id)))
        .max();
    Ok(Mark {
        arrived: arrived
            .map(|(at, id)| format!("{}.{id}", at.0))
            .unwrap_or_default(),
        sent: sent
            .rows
            .iter()
            .map(|row| char::from(b'a' + row.state as u8))
            .collect(),
    })
}

/// The state of the connection in words.
#[derive(Debug, Clone, serde::Serialize)]
pub(crate) struct ConnectionWords {
    pub(crate) class: &'static str,
    pub(crate) word: String,
    pub(crate) time: String,
}

impl ConnectionWords {
    /// Says how the last contact went and when it was.
    pub(crate) fn of(language: Language, contact: &Contact, now: UtcSeconds) -> ConnectionWords {
        let words = &texts(language).frame;
        let reached = contact
            .reached_at
            .map(|at| dates::recent_time(language, at, now));
        match (reached, contact.failed_at) {
            (Some(time), None) => ConnectionWords {
                class: "status-done",
                word: words.connected.to_string(),
                time: words.checked_at.with(&[("time", &time)]),
            },
            (Some(time), Some(_)) => ConnectionWords {
                class: "status-failed",
                word: words.disconnected.to_string(),
                time: words.last_contact.with(&[("time", &time)]),
            },
            (None, failed) => ConnectionWords {
                class: if failed.is_some() {
                    "status-failed"
                } else {
                    "status-waiting"
                },
                word: if failed.is_some() {
                    &words.disconnected
                } else {
                    &words.never_connected
                }
                .to_string(),
                time: String::new(),
            },
        }
    }
}

/// One office that may be chosen at the top of the page.
pub(crate) struct OfficeChoice {
    pub(crate) number: String,
    pub(crate) words: String,
    pub(crate) current: bool,
}

fn offices(language: Language, pages: &Pages) -> Vec<OfficeChoice> {
    let all = &pages.site.offices;
    // Practice is left by its own button, so that nobody changes into real work by the way.
    if all.len() < 2 || pages.practice.is_some() {
        return Vec::new();
    }
    let own = pages.office.number();
    let choice = |office: &Office| {
        let words = OfficeWords::own(language, office);
        OfficeChoice {
            number: office.number().to_string(),
            words: format!("{} {}", words.name, words.line),
            current: office.number() == own,
        }
    };
    all.iter().map(choice).collect()
}

/// Who is logged in, as every page names them.
pub(crate) struct Who {
    pub(crate) name: String,
    pub(crate) role: &'static str,
}

fn document_title(words: &Texts, title: &str, practice: bool) -> String {
    let page = words.frame.page_title.with(&[("page", &title)]);
    if practice {
        words.practice.document_title.with(&[("page", &page)])
    } else {
        page
    }
}

/// A group of the menu.
pub(crate) struct MenuGroup {
    pub(crate) heading: Option<&'static str>,
    pub(crate) entries: Vec<MenuEntry>,
}

/// One entry of the menu.
pub(crate) struct MenuEntry {
    pub(crate) href: &'static str,
    pub(crate) name: &'static str,
    pub(crate) count: Option<String>,
    pub(crate) current: bool,
}

/// The link that leads from a detail back to its list.
pub(crate) struct BackLink {
    pub(crate) href: String,
    pub(crate) words: String,
}

/// What the template of every page needs.
pub(crate) struct Frame {
    pub(crate) language: Language,
    pub(crate) texts: &'static Texts,
    /// The one heading of the page.
    pub(crate) title: String,
    pub(crate) document_title: String,
    pub(crate) office: OfficeWords,
    pub(crate) office_number: String,
    /// All offices of this program, if there are several; the own one is chosen.
    pub(crate) offices: Vec<OfficeChoice>,
    pub(crate) connection: Option<ConnectionWords>,
    pub(crate) menu: Vec<MenuGroup>,
    /// Whether this visitor may send, open and withdraw.
    pub(crate) may_exchange: bool,
    /// Whether this visitor may change settings and accept certificates.
    pub(crate) may_administer: bool,
    /// The role of who is logged in; without accounts everybody may do everything.
    role: Option<Role>,
    /// Who is logged in.
    pub(crate) who: Option<Who>,
    pub(crate) back_link: Option<BackLink>,
    /// What the lists showed when the page was made; `None` where it does not matter.
    pub(crate) mark: Option<Mark>,
    /// Whether the page is printed as forms, without its heading.
    pub(crate) paper: bool,
    /// Whether this is the office of a practice, which every page must say.
    pub(crate) practice: bool,
    /// Where the switch of language leads back to.
    pub(crate) back: String,
    /// The page of the guide about this page; `None` where nobody is logged in yet, for the guide would not open.
    pub(crate) guide: Option<String>,
    /// For the hidden field of every form.
    pub(crate) token: String,
}

impl Frame {
    /// The frame of a page that has read its [`Summary`].
    pub(crate) fn new(
        pages: &Pages,
        visit: &Visit,
        place: Place,
        title: String,
        summary: &Summary,
        now: UtcSeconds,
    ) -> Frame {
        let mut frame = Frame::bare(pages, visit, place, title);
        frame.connection = Some(ConnectionWords::of(visit.language, &summary.contact, now));
        frame.menu = menu(pages, visit, place, Some((summary, now)));
        let mut mark = summary.mark.clone();
        if place != Place::Sent {
            // Elsewhere the steps of sent bundles would only distract.
            mark.sent.clear();
        }
        frame.mark = Some(mark);
        frame
    }

    /// The frame without anything from the database, for failures.
    pub(crate) fn bare(pages: &Pages, visit: &Visit, place: Place, title: String) -> Frame {
        let words = visit.texts();
        Frame {
            language: visit.language,
            texts: words,
            document_title: document_title(words, &title, pages.practice.is_some()),
            practice: pages.practice.is_some(),
            title,
            office: OfficeWords::own(visit.language, &pages.office),
            connection: None,
            menu: menu(pages, visit, place, None),
            may_exchange: visit.may(Role::Exchange),
            may_administer: visit.may(Role::Administrator),
            role: visit.staff.as_ref().map(|member| member.role),
            who: visit.staff.as_ref().map(|member| Who {
                name: member.name.clone(),
                role: member.role.words(visit.language),
            }),
            back_link: None,
            mark: None,
            paper: false,
            back: visit.back.clone(),
            guide: Some(guide_about(&visit.path)),
            token: visit.token.as_str().to_owned(),
            office_number: pages.office.number().to_string(),
            offices: offices(visit.language, pages),
        }
    }

    /// The frame of a page on which nothing else can be done than what it asks for.
    pub(crate) fn outside(pages: &Pages, visit: &Visit, title: String) -> Frame {
        let mut frame = Frame::bare(pages, visit, Place::Elsewhere, title);
        frame.menu.clear();
        frame.guide = None;
        frame
    }

    /// Adds the link back to the list at `href`, called `name`.
    #[must_use]
    pub(crate) fn with_back_link(mut self, href: impl Into<String>, name: &str) -> Frame {
        let words = self.texts.frame.back_to.with(&[("page", &name)]);
        self.back_link = Some(BackLink {
            href: href.into(),
            words,
        });
        self
    }

    /// Prints the forms of the page without what is around them.
    #[must_use]
    pub(crate) fn with_paper(mut self) -> Frame {
        self.paper = true;
        self
    }

    /// Whether this visitor may open the page at `path`, which has no id in it: a button that
    /// would only be refused is not shown.
    pub(crate) fn leads_to(&self, path: &str) -> bool {
        self.role.is_none_or(|role| may_open(role, path))
    }

    /// What a browser tells of arrivals; `tell.js` fills the number in.
    pub(crate) fn told_text(&self) -> String {
        self.texts.mail.told_text.sample("{n}")
    }

    /// The language that the switch leads to.
    pub(crate) fn other_language(&self) -> Language {
        other(self.language)
    }
}

fn menu(
    pages: &Pages,
    visit: &Visit,
    place: Place,
    summary: Option<(&Summary, UtcSeconds)>,
) -> Vec<MenuGroup> {
    let words = &visit.texts().frame;
    let entry = |at: Place, href, name: &'static str, count: Option<u64>| MenuEntry {
        href,
        name,
        count: count.filter(|count| *count > 0).map(|count| match at {
            Place::Sent => words.unsent.of(count),
            _ => words.count.of(count),
        }),
        current: place == at,
    };
    let count = |read: fn(&Summary) -> u64| summary.map(|(summary, _)| read(summary));
    let notices = summary.map(|(summary, now)| summary.unread_notices(now));
    let mut groups = vec![
        MenuGroup {
            heading: None,
            entries: vec![entry(Place::Home, "/", words.home.as_str(), None)],
        },
        MenuGroup {
            heading: Some(words.exchange.as_str()),
            entries: vec![
                entry(Place::New, "/new", words.new.as_str(), None),
                entry(
                    Place::Drafts,
                    "/drafts",
                    words.drafts.as_str(),
                    count(|summary| summary.drafts),
                ),
                entry(
                    Place::Sent,
                    "/sent",
                    words.sent.as_str(),
                    count(|summary| summary.stopped),
                ),
                entry(
                    Place::Inbox,
                    "/inbox",
                    words.inbox.as_str(),
                    count(|summary| summary.unread),
                ),
            ],
        },
        MenuGroup {
            heading: Some(words.monthly.as_str()),
            entries: vec![
                entry(Place::Board, "/board", words.board.as_str(), None),
                entry(
                    Place::Reconcile,
                    "/reconcile",
                    visit.texts().reconcile.title.as_str(),
                    None,
                ),
            ],
        },
        MenuGroup {
            heading: Some(words.own.as_str()),
            entries: vec![
                entry(
                    Place::Notices,
                    "/notices",
                    visit.texts().notices.title.as_str(),
                    notices,
                ),
                entry(Place::Partners, "/partners", words.partners.as_str(), None),
                entry(Place::Settings, "/settings", words.settings.as_str(), None),
                entry(
                    Place::Practice,
                    "/practice",
                    visit.texts().practice.title.as_str(),
                    None,
                ),
                entry(Place::Help, "/help", words.help.as_str(), None),
            ],
        },
    ];
    // An office that makes plans gets its actuals from others and enters none.
    if !sends_plans(pages) {
        let name = visit.texts().actuals.title.as_str();
        let actuals = entry(Place::Actuals, "/actuals", name, None);
        groups[2].entries.push(actuals);
    }
    if visit.staff.is_some() {
        let account = entry(Place::Account, "/account", words.account.as_str(), None);
        if let Some(own) = groups.last_mut() {
            own.entries.insert(0, account);
        }
    }
    // An entry that would only be refused leads nowhere.
    if let Some(member) = &visit.staff {
        for group in &mut groups {
            group
                .entries
                .retain(|entry| may_open(member.role, entry.href));
        }
        groups.retain(|group| !group.entries.is_empty());
    }
    groups
}
