//! The form of a search in words: what it offers, what holds, what a person should
//! know about what is found.

use protocol::{OfficeNumber, UtcSeconds};

use super::super::dates;
use super::super::texts::{Language, Text, texts};
use super::{Asking, Condition, List, LookedUp, Typed};
use crate::partners::PartnerEntry;
use crate::search::{CLIENTS_FOUND_MAX, FoundClient, FoundClients, Kind, partners_named};

/// Months before this one that the form offers.
const MONTHS_OFFERED: i32 = 36;

/// Partners that the page names when a typed name fits several.
const PARTNERS_NAMED_MAX: usize = 12;

/// An entry of a field that offers some.
pub(crate) struct Offer {
    pub(crate) value: String,
    pub(crate) name: String,
    pub(crate) chosen: bool,
}

/// A condition that holds, and the list without it.
pub(crate) struct Held {
    pub(crate) name: &'static str,
    pub(crate) value: String,
    pub(crate) without: String,
    pub(crate) label: String,
}

/// The search above a list.
pub(crate) struct SearchForm {
    pub(crate) action: String,
    pub(crate) open: bool,
    pub(crate) shows: Vec<Offer>,
    pub(crate) months: Vec<Offer>,
    pub(crate) listed: Vec<Offer>,
    pub(crate) listed_name: &'static str,
    pub(crate) partner_name: &'static str,
    pub(crate) partner: String,
    pub(crate) partners: Vec<String>,
    pub(crate) kinds: Vec<Offer>,
    pub(crate) client: String,
    pub(crate) words: String,
    pub(crate) held: Vec<Held>,
    pub(crate) all: &'static str,
    /// What the person should know about the search.
    pub(crate) notes: Vec<String>,
    /// The partners that the typed name fits.
    pub(crate) which: Vec<(String, String)>,
}

impl SearchForm {
    /// The form and its conditions in words.
    pub(crate) fn new(
        language: Language,
        asking: &Asking,
        found: &LookedUp,
        now: UtcSeconds,
    ) -> SearchForm {
        let words = &texts(language).search;
        let (listed_name, partner_name) = match asking.list {
            List::Inbox => (&words.received_in, &words.from),
            List::Sent => (&words.sent_in, &words.to),
        };
        let text = |typed: &Option<Typed>| {
            typed
                .as_ref()
                .and_then(|typed| typed.text.clone())
                .unwrap_or_default()
        };
        let which = text(&asking.which);
        let fitting = partners_named(&found.partners, &which);
        SearchForm {
            action: format!("{}/search", asking.list.path()),
            open: asking.is_search(),
            shows: shows(language, asking),
            // A plan is made before its month begins.
            months: months(language, asking.month.as_deref(), 2, now),
            listed: months(language, asking.listed.as_deref(), 0, now),
            listed_name: listed_name.as_str(),
            partner_name: partner_name.as_str(),
            partner: match asking.partner {
                Some(number) => partner_words(&found.partners, number),
                None => which.clone(),
            },
            partners: found.partners.iter().map(partner_offer).collect(),
            kinds: kinds(language, asking.kind),
            client: text(&asking.client),
            words: text(&asking.words),
            held: held(language, asking, found),
            all: asking.list.path(),
            notes: notes(language, asking, found, fitting.len()),
            which: fitting
                .iter()
                .take(PARTNERS_NAMED_MAX)
                .filter(|_| fitting.len() > 1)
                .map(|partner| {
                    let number = partner.number.to_string();
                    let path = asking.path_with(None, Some((Condition::Partner, &number)));
                    (path, partner_offer(partner))
                })
                .collect(),
        }
    }
}

fn shows(language: Language, asking: &Asking) -> Vec<Offer> {
    asking
        .list
        .shows(language)
        .into_iter()
        .map(|(value, name)| Offer {
            value: value.to_owned(),
            name: name.to_string(),
            chosen: asking.show == Some(value),
        })
        .collect()
}

fn kind_words(language: Language, kind: Kind) -> &'static Text {
    let words = texts(language);
    match kind {
        Kind::Registration => &words.bundle.register,
        Kind::Deletion => &words.bundle.delete,
        Kind::Documents => &words.bundle.other,
        Kind::Plan => &words.search.plan,
        Kind::Ticket => &words.bundle.ticket,
        Kind::Actual => &words.bundle.actual,
        Kind::Basics => &words.bundle.basics,
    }
}

fn kinds(language: Language, chosen: Option<Kind>) -> Vec<Offer> {
    Kind::ALL
        .into_iter()
        .map(|kind| Offer {
            value: kind.as_str().to_owned(),
            name: kind_words(language, kind).to_string(),
            chosen: chosen == Some(kind),
        })
        .collect()
}

/// The months from `ahead` months after this one back, newest first, with the chosen
/// one among them.
fn months(language: Language, chosen: Option<&str>, ahead: i32, now: UtcSeconds) -> Vec<Offer> {
    let today = dates::japan_time(now);
    let this = i32::from(today.year()) * 12 + i32::from(today.month()) - 1;
    let mut offered: Vec<String> = (this - MONTHS_OFFERED..=this + ahead)
        .rev()
        .map(|month| format!("{:04}{:02}", month.div_euclid(12), month.rem_euclid(12) + 1))
        .collect();
    if let Some(chosen) = chosen.filter(|chosen| !offered.iter().any(|known| known == chosen)) {
        offered.push(chosen.to_owned());
    }
    offered
        .into_iter()
        .map(|digits| Offer {
            name: dates::year_and_month(language, &digits),
            chosen: chosen == Some(digits.as_str()),
            value: digits,
        })
        .collect()
}

fn partner_offer(partner: &PartnerEntry) -> String {
    match &partner.name {
        Some(name) => format!("{name} {}", partner.number),
        None => partner.number.to_string(),
    }
}

fn partner_words(partners: &[PartnerEntry], number: OfficeNumber) -> String {
    partners
        .iter()
        .find(|partner| partner.number == number)
        .map_or_else(|| number.to_string(), partner_offer)
}

/// The conditions in words, each with the list without it.
fn held(language: Language, asking: &Asking, found: &LookedUp) -> Vec<Held> {
    let words = &texts(language).search;
    let of = |condition: Condition| -> Option<(&'static Text, String)> {
        Some(match condition {
            Condition::Show => {
                let shows = asking.list.shows(language);
                let (_, name) = shows
                    .into_iter()
                    .find(|(known, _)| asking.show == Some(known))?;
                (&words.state, name.to_string())
            }
            Condition::Month => {
                let month = asking.month.as_deref()?;
                (&words.month, dates::year_and_month(language, month))
            }
            Condition::Listed => {
                let name = match asking.list {
                    List::Inbox => &words.received_in,
                    List::Sent => &words.sent_in,
                };
                let month = asking.listed.as_deref()?;
                (name, dates::year_and_month(language, month))
            }
            Condition::Partner => {
                let name = match asking.list {
                    List::Inbox => &words.from,
                    List::Sent => &words.to,
                };
                (name, partner_words(&found.partners, asking.partner?))
            }
            Condition::Kind => (&words.kind, kind_words(language, asking.kind?).to_string()),
            Condition::Client => (&words.client, client_words(language, asking, found)?),
            Condition::Words => (&words.words, asking.words.as_ref()?.text.clone()?),
        })
    };
    if !asking.is_search() {
        // The choice above the list says it already.
        return Vec::new();
    }
    Condition::ALL
        .into_iter()
        .filter_map(|condition| Some((condition, of(condition)?)))
        .map(|(condition, (name, value))| Held {
            label: words
                .remove_label
                .with(&[("name", name), ("value", &value)]),
            name: name.as_str(),
            value,
            without: asking.path_without(condition),
        })
        .collect()
}

/// The typed text, and whom it means when that is one person.
fn client_words(language: Language, asking: &Asking, found: &LookedUp) -> Option<String> {
    let words = &texts(language).search;
    let typed = asking.client.as_ref()?.text.as_deref()?;
    let Some(FoundClients::These(clients)) = &found.clients else {
        return Some(typed.to_owned());
    };
    Some(match clients.as_slice() {
        [
            FoundClient {
                key,
                name: Some(name),
            },
        ] => words
            .one_client
            .with(&[("name", name), ("number", &key.insured)]),
        [] | [_] => typed.to_owned(),
        several => words
            .several_clients
            .with(several.len() as u64, &[("typed", &typed)]),
    })
}

fn notes(language: Language, asking: &Asking, found: &LookedUp, fitting: usize) -> Vec<String> {
    let words = &texts(language).search;
    let mut notes = Vec::new();
    let gone = [&asking.client, &asking.words, &asking.which]
        .into_iter()
        .flatten()
        .any(|typed| typed.text.is_none());
    if gone {
        notes.push(words.gone.to_string());
    }
    match &found.clients {
        Some(FoundClients::TooMany) => {
            notes.push(words.too_many_clients.of(CLIENTS_FOUND_MAX as u64));
        }
        Some(FoundClients::These(clients)) if clients.is_empty() => {
            notes.push(words.no_client.to_string());
        }
        _ => (),
    }
    if let Some(Typed {
        text: Some(text), ..
    }) = &asking.which
    {
        notes.push(match fitting {
            0 => words.no_partner.with(&[("typed", text)]),
            _ => words.which_partner.with(fitting as u64, &[("typed", text)]),
        });
    }
    notes
}
