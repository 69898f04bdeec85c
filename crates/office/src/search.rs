//! What lists can be narrowed to, and finding clients and partners by what people type.
//!
//! What a reader would get wrong: nothing here goes into an address of a page. What
//! people type may name a client, and addresses are kept by browsers; the pages keep
//! it in memory instead (`web/search.rs`).

use protocol::{OfficeNumber, UtcSeconds};

use crate::compared::compared_text;
use crate::partners::PartnerEntry;
use crate::store::{Store, StoreError, search};

/// Clients that one search may mean; with more, the person is asked to type more.
pub const CLIENTS_FOUND_MAX: usize = 50;

/// Words of one search; what is typed beyond them is not looked at.
const WORDS_MAX: usize = 8;

/// A kind of bundle, as people ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 登録: files of the standard that register something.
    Registration,
    /// 削除: files of the standard that take something back.
    Deletion,
    /// PDF等: documents, also beside files of the standard.
    Documents,
    /// 計画書: tables 1 to 3, prevention plans.
    Plan,
    /// 予定: tables 6 and 7.
    Ticket,
    /// 実績.
    Actual,
    /// 利用者基本情報.
    Basics,
}

impl Kind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Kind; 7] = [
        Kind::Registration,
        Kind::Deletion,
        Kind::Documents,
        Kind::Plan,
        Kind::Ticket,
        Kind::Actual,
        Kind::Basics,
    ];

    /// The word in addresses of pages.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Registration => "registration",
            Kind::Deletion => "deletion",
            Kind::Documents => "documents",
            Kind::Plan => "plan",
            Kind::Ticket => "ticket",
            Kind::Actual => "actual",
            Kind::Basics => "basics",
        }
    }

    /// Reads the word that [`Kind::as_str`] gives.
    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The first second.
    pub from: UtcSeconds,
    /// The first second after it.
    pub until: UtcSeconds,
}

/// A client: insurer number and insured number together (standard, 2.3).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClientKey {
    /// The insurer number.
    pub insurer: String,
    /// The insured number.
    pub insured: String,
}

/// A client that a search may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundClient {
    /// Who it is.
    pub key: ClientKey,
    /// The name in the newest file that says one; `None` when none does.
    pub name: Option<String>,
}

/// The clients that a search may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundClients {
    /// These; none when nobody has such a name or number.
    These(Vec<FoundClient>),
    /// More than [`CLIENTS_FOUND_MAX`].
    TooMany,
}

/// Words that a bundle must all have, in the form in which they are compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(pub(crate) Vec<String>);

impl Words {
    /// Reads what a person typed; blanks stand between words.
    pub fn read(text: &str) -> Words {
        Words(
            text.split_whitespace()
                .map(compared_text)
                .filter(|word| !word.is_empty())
                .take(WORDS_MAX)
                .collect(),
        )
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Finds clients by a part of the name, in any kind of kana, or by the beginning of
/// the insured number (four digits or more).
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn find_clients(store: &mut Store, text: &str) -> Result<FoundClients, StoreError> {
    let compared = compared_text(text);
    if compared.is_empty() {
        return Ok(FoundClients::These(Vec::new()));
    }
    let number = compared.to_uppercase();
    let is_number = number.len() >= 4
        && number
            .strip_prefix('H')
            .unwrap_or(&number)
            .bytes()
            .all(|byte| byte.is_ascii_digit());
    let found = store.read(|tx| {
        if is_number {
            search::clients_by_number(tx, &number, CLIENTS_FOUND_MAX + 1)
        } else {
            search::clients_by_name(tx, &compared, CLIENTS_FOUND_MAX + 1)
        }
    })?;
    Ok(if found.len() > CLIENTS_FOUND_MAX {
        FoundClients::TooMany
    } else {
        FoundClients::These(found)
    })
}

/// The partners that a person may mean by a part of a name or of a number, or by
/// both as a list offers them (`name number`).
pub fn partners_named<'a>(partners: &'a [PartnerEntry], text: &str) -> Vec<&'a PartnerEntry> {
    let typed = compared_text(text);
    if typed.is_empty() {
        return Vec::new();
    }
    let exact: Vec<&PartnerEntry> = partners
        .iter()
        .filter(|partner| typed.ends_with(&compared_text(partner.number.as_str())))
        .collect();
    if !exact.is_empty() {
        return exact;
    }
    partners
        .iter()
        .filter(|partner| {
            let name = compared_text(partner.name.as_deref().unwrap_or_default());
            name.contains(&typed) || compared_text(partner.number.as_str()).contains(&typed)
        })
        .collect()
}

/// The offices among `partners` whose name has `word`.
pub(crate) fn offices_with_word(
    partners: &[(OfficeNumber, String)],
    word: &str,
) -> Vec<OfficeNumber> {
    partners
        .iter()
        .filter(|(number, name)| {
            compared_text(name).contains(word) || number.as_str().to_lowercase() == word
        })
        .map(|(number, _)| *number)
        .collect()
}
