//! Searching in 受信 and 送信済: the form, the conditions that hold, taking one away.
//!
//! The form is sent as a POST and answered with a list whose address holds the
//! conditions, so that paging, the way back and a bookmark work. Typed texts stand in
//! the address as keys only, see `typed.rs`. What a reader would get wrong: the
//! address decides what is shown; the form only makes addresses.

mod form;
mod typed;

use std::sync::Arc;

use axum::extract::State;
use axum::response::Redirect;
use jiff::civil::date;
use protocol::{OfficeNumber, UtcSeconds};

use super::failure::Failure;
use super::form::{CheckedForm, Fields};
use super::texts::{Language, Text, texts};
use super::{Pages, dates};
use crate::partners::{PartnerEntry, list_partners};
use crate::search::{ClientKey, FoundClients, Kind, Stretch, Words, find_clients, partners_named};
use crate::store::{Store, StoreError};

pub(crate) use form::SearchForm;
pub(crate) use typed::TypedTexts;

/// Which of the two lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    Inbox,
    Sent,
}

impl List {
    pub(crate) fn path(self) -> &'static str {
        match self {
            List::Inbox => "/inbox",
            List::Sent => "/sent",
        }
    }

    /// The words of `show` in addresses, with their names on the screen.
    pub(crate) fn shows(self, language: Language) -> Vec<(&'static str, &'static Text)> {
        let words = texts(language);
        match self {
            List::Inbox => vec![
                ("unread", &words.inbox.unread_only),
                ("read", &words.inbox.read),
                ("damaged", &words.inbox.damaged),
                ("withdrawn", &words.inbox.withdrawn),
            ],
            List::Sent => vec![
                ("unopened", &words.outbox.unopened_only),
                ("stopped", &words.outbox.stopped_only),
                ("waiting", &words.outbox.waiting),
                ("opened", &words.outbox.opened),
                ("withdrawn", &words.outbox.withdrawn),
            ],
        }
    }
}

/// One condition of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Condition {
    Show,
    Month,
    Listed,
    Partner,
    Kind,
    Client,
    Words,
}

impl Condition {
    const ALL: [Condition; 7] = [
        Condition::Show,
        Condition::Partner,
        Condition::Month,
        Condition::Listed,
        Condition::Kind,
        Condition::Client,
        Condition::Words,
    ];

    /// Its name in addresses and forms.
    fn name(self) -> &'static str {
        match self {
            Condition::Show => "show",
            Condition::Month => "month",
            Condition::Listed => "listed",
            Condition::Partner => "partner",
            Condition::Kind => "kind",
            Condition::Client => "client",
            Condition::Words => "words",
        }
    }
}

/// A typed text with its key; the text is missing when it is no longer kept.
struct Typed {
    key: String,
    text: Option<String>,
}

/// The conditions of a page, as its address says them.
pub(crate) struct Asking {
    list: List,
    pub(crate) show: Option<&'static str>,
    pub(crate) month: Option<String>,
    listed: Option<String>,
    pub(crate) partner: Option<OfficeNumber>,
    pub(crate) kind: Option<Kind>,
    client: Option<Typed>,
    words: Option<Typed>,
    /// A name that fits several partners.
    which: Option<Typed>,
}

impl Asking {
    /// Reads an address. Conditions that no form makes are left out.
    pub(crate) fn read(pages: &Pages, list: List, asked: &Fields, now: UtcSeconds) -> Asking {
        let typed = |name: &str| {
            asked.one(name).map(|key| Typed {
                key: key.to_owned(),
                text: pages.typed.find(key, now),
            })
        };
        Asking {
            list,
            show: asked.one("show").and_then(|word| {
                let shows = list.shows(Language::Japanese);
                shows
                    .into_iter()
                    .map(|(known, _)| known)
                    .find(|known| *known == word)
            }),
            month: asked.one("month").and_then(month_digits),
            listed: asked.one("listed").and_then(month_digits),
            partner: asked.one("partner").and_then(|number| number.parse().ok()),
            kind: asked.one("kind").and_then(Kind::from_word),
            client: typed("client"),
            words: typed("words"),
            which: typed("which"),
        }
    }

    fn value(&self, condition: Condition) -> Option<String> {
        match condition {
            Condition::Show => self.show.map(str::to_owned),
            Condition::Month => self.month.clone(),
            Condition::Listed => self.listed.clone(),
            Condition::Partner => self.partner.map(|number| number.to_string()),
            Condition::Kind => self.kind.map(|kind| kind.as_str().to_owned()),
            Condition::Client => self.client.as_ref().map(|typed| typed.key.clone()),
            Condition::Words => self.words.as_ref().map(|typed| typed.key.clone()),
        }
    }

    /// The address of the list under these conditions.
    pub(crate) fn path(&self) -> String {
        self.path_with(None, None)
    }

    /// The address without one condition.
    fn path_without(&self, condition: Condition) -> String {
        self.path_with(Some(condition), None)
    }

    /// The address with another value for one condition.
    fn path_with(&self, without: Option<Condition>, other: Option<(Condition, &str)>) -> String {
        let mut path = self.list.path().to_owned();
        for condition in Condition::ALL {
            let value = match other {
                Some((known, value)) if known == condition => Some(value.to_owned()),
                _ => self.value(condition).filter(|_| without != Some(condition)),
            };
            if let Some(value) = value {
                path.push(if path.contains('?') { '&' } else { '?' });
                path.push_str(condition.name());
                path.push('=');
                // Words, digits and keys: nothing to escape.
                path.push_str(&value);
            }
        }
        path
    }

    /// Whether anything but the state narrows the list.
    pub(crate) fn is_search(&self) -> bool {
        Condition::ALL
            .into_iter()
            .any(|condition| condition != Condition::Show && self.value(condition).is_some())
            || self.which.is_some()
    }

    /// The stretch of time in which a bundle came or was sent.
    pub(crate) fn stretch(&self) -> Option<Stretch> {
        let digits = self.listed.as_deref()?;
        Some(Stretch {
            from: month_start(digits, 0)?,
            until: month_start(digits, 1)?,
        })
    }

    /// The words to look for.
    pub(crate) fn words(&self) -> Option<Words> {
        self.words
            .as_ref()
            .and_then(|typed| typed.text.as_deref())
            .map(Words::read)
    }

    /// Finds the clients that were asked for, and what the form offers.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database failed.
    pub(crate) fn look_up(&self, store: &mut Store) -> Result<LookedUp, StoreError> {
        let clients = match self.client.as_ref().and_then(|typed| typed.text.as_deref()) {
            Some(text) => Some(find_clients(store, text)?),
            None => None,
        };
        Ok(LookedUp {
            clients,
            partners: list_partners(store)?,
        })
    }
}

/// What the database says about a search.
pub(crate) struct LookedUp {
    clients: Option<FoundClients>,
    partners: Vec<PartnerEntry>,
}

impl LookedUp {
    /// The clients whose bundles are shown; `None` when nobody was asked for.
    pub(crate) fn clients(&self) -> Option<Vec<ClientKey>> {
        match &self.clients {
            None => None,
            Some(FoundClients::TooMany) => Some(Vec::new()),
            Some(FoundClients::These(found)) => {
                Some(found.iter().map(|client| client.key.clone()).collect())
            }
        }
    }
}

/// `POST /inbox/search`
pub(crate) async fn search_inbox(
    State(pages): State<Arc<Pages>>,
    CheckedForm(form): CheckedForm,
) -> Result<Redirect, Failure> {
    search(&pages, List::Inbox, &form).await
}

/// `POST /sent/search`
pub(crate) async fn search_sent(
    State(pages): State<Arc<Pages>>,
    CheckedForm(form): CheckedForm,
) -> Result<Redirect, Failure> {
    search(&pages, List::Sent, &form).await
}

/// Makes the address of the list that the form asks for.
async fn search(pages: &Pages, list: List, form: &Fields) -> Result<Redirect, Failure> {
    let now = pages.now();
    let keep = |name: &str| {
        form.one(name)
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(|text| Typed {
                key: pages.typed.keep(text, now),
                text: Some(text.to_owned()),
            })
    };
    let mut asking = Asking::read(pages, list, form, now);
    asking.client = keep("client");
    asking.words = keep("words");
    asking.partner = None;
    asking.which = None;
    if let Some(text) = form.one("partner").map(str::to_owned) {
        let partners = pages.store(list_partners).await?;
        match partners_named(&partners, &text).as_slice() {
            [one] => asking.partner = Some(one.number),
            _ => asking.which = keep("partner"),
        }
    }
    let mut path = asking.path();
    if let Some(which) = &asking.which {
        path.push(if path.contains('?') { '&' } else { '?' });
        path.push_str("which=");
        path.push_str(&which.key);
    }
    Ok(Redirect::to(&path))
}

/// Six digits of a month that can be.
fn month_digits(text: &str) -> Option<String> {
    month_start(text, 0).map(|_| text.to_owned())
}

/// The first second, in Japan, of the month that lies `later` months after this one.
fn month_start(digits: &str, later: i16) -> Option<UtcSeconds> {
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year: i16 = digits[..4]
        .parse()
        .ok()
        .filter(|year| (2000..2200).contains(year))?;
    let month: i16 = digits[4..]
        .parse()
        .ok()
        .filter(|month| (1..=12).contains(month))?;
    let months = year * 12 + month - 1 + later;
    let first = date(months / 12, i8::try_from(months % 12 + 1).ok()?, 1);
    Some(dates::day_begins(first))
}
