//! How the office stands: counts, last contact, certificate. For `tsunagu status` and
//! the home page.
//!
//! Everything here is counted from the database; the hub is not asked.

use protocol::certificate::read_device_certificate;
use protocol::{DeviceId, OfficeNumber, ServiceKind, UtcSeconds};
use serde::Serialize;

use crate::inbox::{InboxFilter, ReceivedState, count_inbox};
use crate::keys::Keys;
use crate::outbox::{OutboxFilter, SentState, count_outbox};
use crate::store::settings::{Contact, OwnOffice, contact};
use crate::store::{Store, StoreError, partners};

/// How the office stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
    /// The office number.
    pub number: OfficeNumber,
    /// Its name.
    pub name: String,
    /// Its services.
    pub services: Vec<ServiceKind>,
    /// This terminal.
    pub device: DeviceId,
    /// The hub's name.
    pub hub: String,
    /// Last contact with the hub.
    pub contact: Contact,
    /// Until when this terminal's certificate is valid; `None` when it has expired.
    pub certificate_until: Option<UtcSeconds>,
    /// Bundles of this office by state.
    pub sent: SentCounts,
    /// Received bundles by state.
    pub received: ReceivedCounts,
    /// Partners whose new certificate waits for a decision.
    pub certificate_changes: Vec<OfficeNumber>,
}

/// Bundles of this office by state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SentCounts {
    /// Drafts.
    pub draft: u64,
    /// In the outbox, no answer yet.
    pub waiting: u64,
    /// Waiting for a person or the partner.
    pub blocked: u64,
    /// Refused by the hub.
    pub refused: u64,
    /// Accepted by the hub, not fetched.
    pub accepted: u64,
    /// Fetched by the partner.
    pub fetched: u64,
    /// Handed to the partner's care software.
    pub imported: u64,
    /// Opened by a person.
    pub opened: u64,
    /// Withdrawn.
    pub withdrawn: u64,
}

/// Received bundles by state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ReceivedCounts {
    /// Announced, contents not here.
    pub announced: u64,
    /// Here and unopened.
    pub received: u64,
    /// Opened.
    pub opened: u64,
    /// Damaged.
    pub damaged: u64,
    /// Withdrawn by the sender.
    pub withdrawn: u64,
}

/// Counts everything.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn read_status(
    store: &mut Store,
    own: &OwnOffice,
    keys: &Keys,
    now: UtcSeconds,
) -> Result<Status, StoreError> {
    let certificate = read_device_certificate(keys.device.certificate_der(), &keys.trust, now);
    Ok(Status {
        number: own.number,
        name: own.name.clone(),
        services: own.services.clone(),
        device: own.device,
        hub: own.hub_name.clone(),
        contact: store.read(contact)?,
        certificate_until: certificate.ok().map(|certificate| certificate.not_after),
        sent: count_sent(store)?,
        received: count_received(store)?,
        certificate_changes: store
            .read(partners::all)?
            .into_iter()
            .filter(|partner| partner.offered.is_some())
            .map(|partner| partner.number)
            .collect(),
    })
}

fn count_sent(store: &mut Store) -> Result<SentCounts, StoreError> {
    let mut count = |state: SentState| {
        let filter = OutboxFilter {
            state: Some(state),
            ..OutboxFilter::default()
        };
        count_outbox(store, &filter)
    };
    Ok(SentCounts {
        draft: count(SentState::Draft)?,
        waiting: count(SentState::Waiting)?,
        blocked: count(SentState::Blocked)?,
        refused: count(SentState::Refused)?,
        accepted: count(SentState::Accepted)?,
        fetched: count(SentState::Fetched)?,
        imported: count(SentState::Imported)?,
        opened: count(SentState::Opened)?,
        withdrawn: count(SentState::Withdrawn)?,
    })
}

fn count_received(store: &mut Store) -> Result<ReceivedCounts, StoreError> {
    let mut count = |state: ReceivedState| {
        let filter = InboxFilter {
            state: Some(state),
            ..InboxFilter::default()
        };
        count_inbox(store, &filter)
    };
    Ok(ReceivedCounts {
        announced: count(ReceivedState::Announced)?,
        received: count(ReceivedState::Received)?,
        opened: count(ReceivedState::Opened)?,
        damaged: count(ReceivedState::Damaged)?,
        withdrawn: count(ReceivedState::Withdrawn)?,
    })
}
