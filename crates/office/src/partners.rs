//! Partners: directory entries kept here, and their pinned mailbox certificates.
//!
//! A partner's mailbox certificate is pinned at first use. When the hub shows
//! another one, nothing more is sealed for that partner until a person accepted it
//! ([`accept_partner`]): otherwise a hostile hub could put its own key in between.
//! Names are the directory's and prove nothing.

mod accept;
mod ask;
mod exchanges;
mod learn;
mod missing;
mod month;
mod search;
mod unopened;

use protocol::{Digest, OfficeNumber, ServiceKind, UtcSeconds};

use data_encoding::BASE64;
use rusqlite::Transaction;

use crate::journal::PinBody;
use crate::store::{Store, StoreError, journal};

pub use accept::{AcceptPartnerError, accept_partner};
pub use ask::ask_about;
pub use exchanges::{Coverage, Exchange, list_exchanges, read_coverage};
pub use learn::{Learned, learn_partner, partners_to_ask};
pub use missing::missing_actuals;
pub use month::{Month, MonthReceived, MonthSent, read_month};
pub(crate) use search::waiting_searches;
pub use search::{
    DirectoryAnswer, DirectoryQuestion, FoundOffice, answer_search, ask_search, read_search,
};
pub use unopened::unopened_by;

/// One office of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerEntry {
    /// The office number.
    pub number: OfficeNumber,
    /// Its name; `None` when the hub does not know the office.
    pub name: Option<String>,
    /// Its services at the hub.
    pub services: Vec<ServiceKind>,
    /// The certificate that this office seals to.
    pub pinned: Option<MailboxPin>,
    /// Another certificate that the hub shows now; sending is blocked until it is accepted.
    pub offered: Option<MailboxPin>,
    /// When the directory was asked last.
    pub asked_at: Option<UtcSeconds>,
}

/// A mailbox certificate and since when it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailboxPin {
    /// The certificate, DER.
    pub certificate: Vec<u8>,
    /// SHA-256 of it: what two offices compare on the telephone.
    pub fingerprint: Digest,
    /// When it was pinned or first seen.
    pub at: UtcSeconds,
}

impl PartnerEntry {
    /// An office about which nothing is known yet.
    pub fn new(number: OfficeNumber) -> PartnerEntry {
        PartnerEntry {
            number,
            name: None,
            services: Vec::new(),
            pinned: None,
            offered: None,
            asked_at: None,
        }
    }
}

/// Tells the other terminals which certificate is pinned.
fn tell_pin(
    tx: &Transaction<'_>,
    partner: OfficeNumber,
    pin: &MailboxPin,
    accepted: bool,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    let body = PinBody {
        partner,
        certificate: BASE64.encode(&pin.certificate),
        accepted,
    };
    journal::tell_pin(tx, &body, now)
}

/// All partners, by number.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn list_partners(store: &mut Store) -> Result<Vec<PartnerEntry>, StoreError> {
    store.read(crate::store::partners::all)
}

/// One partner; `None` when no bundle ever named it.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn find_partner(
    store: &mut Store,
    number: OfficeNumber,
) -> Result<Option<PartnerEntry>, StoreError> {
    store.read(|tx| crate::store::partners::find(tx, number))
}
