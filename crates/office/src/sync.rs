//! One pass between this office and the hub: everything that is due, once.
//!
//! Order: read the hub's list (also tells whether the hub is there at all), ask the
//! directory, seal, send, fetch contents, deliver receipts, read the states of what
//! was sent, tell the other terminals and read what they told. Every step takes its work from the database and stores its result
//! before the next, so a pass may be cut off anywhere and two passes of two programs
//! may overlap; the lock only saves them double work.

mod directory;
mod error;
mod journal;
mod licence;
mod lock;
mod past;
mod renewal;
mod terminals;

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use futures_util::stream::{self, StreamExt};
use protocol::{BundleId, ErrorCode as HubCode, UtcSeconds};

use crate::error_code::ErrorCode;
use crate::hub_client::{HubClient, HubError};
use crate::inbox::{
    self, ReceivedId, StoredContents, apply_fetch_problem, due_contents, store_contents,
    store_inbox_page,
};
use crate::keys::{Keys, read_keys};
use crate::office::Office;
use crate::outbox::{
    Answer, Applied, Attempt, apply_outbox_page, apply_send_answer, apply_withdraw_answer,
    begin_attempt, due_bundles, seal_waiting,
};
use crate::random::jitter;
use crate::receipts::{ReceiptOutcome, apply_receipt_answer, due_receipts};
use crate::store::settings::{Contact, Feed, read_cursor, save_contact};
use crate::store::{Store, StoreError};

pub use error::PassError;

/// Requests under way at once. The hub commits several accepts with one write to
/// disk, so four are quicker than one; more would only crowd a poor line.
const REQUESTS_AT_ONCE: usize = 4;

/// Reads the clock; brought by the caller (`worker.rs`, `cli`).
pub type Clock = fn() -> UtcSeconds;

/// What a pass did.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct PassReport {
    /// Accepted by the hub, proven by its receipt.
    pub accepted: Vec<BundleId>,
    /// Refused for good, with the code.
    pub refused: Vec<(BundleId, String)>,
    /// Withdrawn at the hub.
    pub withdrawn: Vec<BundleId>,
    /// Held back until a person or the partner acts.
    pub blocked: Vec<(BundleId, ErrorCode)>,
    /// Tried without a final answer; tried again later.
    pub waiting: Vec<(BundleId, String)>,
    /// Received: contents here and checked.
    pub received: Vec<ReceivedId>,
    /// Came, but cannot be opened or verified.
    pub damaged: Vec<ReceivedId>,
    /// Withdrawn by their senders.
    pub withdrawn_by_sender: Vec<ReceivedId>,
    /// Receipts delivered.
    pub receipts: u32,
    /// Sent bundles whose state changed at the partner.
    pub progressed: Vec<BundleId>,
    /// Partners whose certificate changed.
    pub certificate_changes: Vec<protocol::OfficeNumber>,
    /// Whether the notices of the operator are others now.
    pub notices: bool,
    /// Whether the licence stands in another way now.
    pub licence: bool,
    /// Searches in the directory that were answered.
    pub searches: u32,
    /// What other terminals of this office told or sent.
    pub told: u32,
    /// Whether a certificate was renewed: connections made from now on show it.
    pub renewed: bool,
    /// Why the pass was cut short: the code of the failed contact.
    pub problem: Option<String>,
}

impl PassReport {
    /// Whether lists may look different now.
    pub fn changed_anything(&self) -> bool {
        let quiet = PassReport {
            problem: self.problem.clone(),
            ..PassReport::default()
        };
        *self != quiet
    }
}

/// Everything a pass needs besides the time.
#[derive(Clone)]
pub struct Connection {
    office: Office,
    keys: Arc<Keys>,
    client: HubClient,
    clock: Clock,
    /// When a refused renewal is tried again, in seconds.
    renewal_at: Arc<AtomicI64>,
}

impl Connection {
    /// Reads the keys and prepares the client; connects only when asked.
    ///
    /// # Errors
    ///
    /// [`PassError::Practice`] for an office of a practice: nothing of it may leave this
    /// machine. Otherwise [`PassError::Keys`].
    pub fn new(office: &Office, clock: Clock) -> Result<Connection, PassError> {
        if office.is_practice() {
            return Err(PassError::Practice);
        }
        let keys = read_keys(office.dir())?;
        let client = HubClient::new(&office.settings().hub_url, &keys)
            // Keys that were read and an address that was checked make a client.
            .map_err(|_| PassError::Lock(io::Error::other("the connection cannot be prepared")))?;
        Ok(Connection {
            office: office.clone(),
            keys: Arc::new(keys),
            client,
            clock,
            renewal_at: Arc::default(),
        })
    }

    /// The client, for events.
    pub fn client(&self) -> &HubClient {
        &self.client
    }

    /// The office, for hints.
    pub(crate) fn office(&self) -> &Office {
        &self.office
    }

    fn now(&self) -> UtcSeconds {
        (self.clock)()
    }

    async fn store<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store) -> T + Send + 'static,
    ) -> T {
        self.office.with_store(work).await
    }
}

/// Does everything that is due, once.
///
/// # Errors
///
/// [`PassError`]; what was done before stays done.
pub async fn run_pass(connection: &Connection) -> Result<PassReport, PassError> {
    let _lock = lock::lock_folder(&connection.office).await?;
    let mut report = PassReport::default();
    let outcome = run_steps(connection, &mut report).await;
    let now = connection.now();
    let contact = match &outcome {
        Ok(()) => Contact {
            reached_at: Some(now),
            failed_at: None,
            code: None,
        },
        Err(Stop::Hub(err)) => {
            report.problem = Some(err.code().to_owned());
            Contact {
                reached_at: None,
                failed_at: Some(now),
                code: Some(err.code().to_owned()),
            }
        }
        Err(Stop::Store(_)) => Contact::default(),
    };
    if let Err(Stop::Store(err)) = outcome {
        return Err(err.into());
    }
    connection
        .store(move |store| store.write(|tx| save_contact(tx, &contact)))
        .await?;
    if report.changed_anything() {
        connection.office.announce_change();
    }
    Ok(report)
}

/// What ends a pass early.
enum Stop {
    Hub(HubError),
    Store(StoreError),
}

impl From<StoreError> for Stop {
    fn from(err: StoreError) -> Stop {
        Stop::Store(err)
    }
}

impl From<HubError> for Stop {
    fn from(err: HubError) -> Stop {
        Stop::Hub(err)
    }
}

async fn run_steps(connection: &Connection, report: &mut PassReport) -> Result<(), Stop> {
    // What can be sealed without the hub is sealed first: bytes that are on disk are
    // the same in every attempt, also after this machine was set back.
    seal(connection, report).await?;
    read_inbox(connection, report).await?;
    past::take(connection, report).await?;
    directory::ask(connection, report).await?;
    directory::answer_searches(connection, report).await?;
    send_due(connection, report).await?;
    fetch_due(connection, report).await?;
    deliver_receipts(connection, report).await?;
    read_outbox(connection, report).await?;
    directory::read_notices(connection, report).await?;
    licence::tend(connection, report).await?;
    // What was accepted above need not be told.
    journal::tell(connection).await?;
    journal::read(connection, report).await?;
    journal::fetch_missing(connection, report).await?;
    terminals::tend(connection, report).await?;
    past::bring(connection).await?;
    renewal::renew(connection, report).await
}

async fn read_inbox(connection: &Connection, report: &mut PassReport) -> Result<(), Stop> {
    loop {
        let after = connection
            .store(|store| store.read(|tx| read_cursor(tx, Feed::Inbox)))
            .await?;
        let page = connection.client.inbox(after.as_deref()).await?;
        let more = page.next.is_some() && Some(&page.cursor) != after.as_ref();
        let now = connection.now();
        let keys = Arc::clone(&connection.keys);
        let stored = connection
            .store(move |store| store_inbox_page(store, &keys.trust, &page, now))
            .await?;
        report.damaged.extend(stored.damaged);
        report.withdrawn_by_sender.extend(stored.withdrawn);
        if !more {
            return Ok(());
        }
    }
}

async fn seal(connection: &Connection, report: &mut PassReport) -> Result<(), Stop> {
    let now = connection.now();
    let keys = Arc::clone(&connection.keys);
    let sealed = connection
        .store(move |store| seal_waiting(store, &keys, now))
        .await?;
    report.blocked = sealed.blocked;
    Ok(())
}

async fn send_due(connection: &Connection, report: &mut PassReport) -> Result<(), Stop> {
    seal(connection, report).await?;
    let now = connection.now();
    let due = connection
        .store(move |store| due_bundles(store, now))
        .await?;
    let mut outcomes = stream::iter(due)
        .map(|id| async move { (id, attempt(connection, id).await) })
        .buffer_unordered(REQUESTS_AT_ONCE);
    let mut stop = None;
    while let Some((id, outcome)) = outcomes.next().await {
        match outcome {
            Ok(None) => (),
            Ok(Some(Applied::Accepted)) => report.accepted.push(id),
            Ok(Some(Applied::Withdrawn)) => report.withdrawn.push(id),
            Ok(Some(Applied::Refused { code })) => report.refused.push((id, code)),
            Ok(Some(Applied::TryAgain { code })) => {
                if HubCode::from_code(&code) == Some(HubCode::LicenceEnded) {
                    connection.office.hint_licence();
                }
                report.waiting.push((id, code));
            }
            Err(err) => stop = Some(err),
        }
        if stop.is_some() {
            break;
        }
    }
    match stop {
        Some(err) => Err(err.into()),
        None => Ok(()),
    }
}

/// Tries one bundle. A bundle that was accepted and is to be withdrawn goes through
/// both in one pass.
async fn attempt(connection: &Connection, id: BundleId) -> Result<Option<Applied>, StoreError> {
    let mut last = None;
    // Send and withdraw: two requests at most.
    for _ in 0..2 {
        let now = connection.now();
        let spread = jitter();
        let begun = connection
            .store(move |store| begin_attempt(store, id, now, spread))
            .await?;
        let (answer, withdrawing) = match begun {
            None => break,
            Some(Attempt::Send {
                id,
                signed_header,
                sealed,
            }) => (
                connection
                    .client
                    .send_bundle(id, signed_header, sealed)
                    .await,
                false,
            ),
            Some(Attempt::Withdraw { id }) => (connection.client.withdraw_bundle(id).await, true),
        };
        let done = matches!(answer, Answer::Done { .. });
        let keys = Arc::clone(&connection.keys);
        let now = connection.now();
        let applied = connection
            .store(move |store| match withdrawing {
                true => apply_withdraw_answer(store, &keys.trust, id, &answer, now),
                false => apply_send_answer(store, &keys.trust, id, &answer, now),
            })
            .await?;
        last = Some(applied);
        if !done {
            break;
        }
    }
    Ok(last)
}

async fn fetch_due(connection: &Connection, report: &mut PassReport) -> Result<(), Stop> {
    let now = connection.now();
    let due = connection
        .store(move |store| due_contents(store, now))
        .await?;
    let mut outcomes = stream::iter(due)
        .map(|due| async move { (due.key, fetch(connection, due.key).await) })
        .buffer_unordered(REQUESTS_AT_ONCE);
    while let Some((key, outcome)) = outcomes.next().await {
        match outcome? {
            Some(StoredContents::Received) => report.received.push(key),
            Some(StoredContents::Damaged(_)) => report.damaged.push(key),
            Some(StoredContents::AlreadySettled) | None => (),
        }
    }
    Ok(())
}

async fn fetch(connection: &Connection, key: ReceivedId) -> Result<Option<StoredContents>, Stop> {
    let fetched = connection.client.sealed(key.id).await;
    let now = connection.now();
    match fetched {
        Ok(sealed) => {
            let keys = Arc::clone(&connection.keys);
            let stored = connection
                .store(move |store| store_contents(store, &keys, key, &sealed, now))
                .await;
            match stored {
                Ok(stored) => Ok(Some(stored)),
                Err(inbox::ReceiveError::NotFound { .. }) => Ok(None),
                Err(inbox::ReceiveError::Store(err)) => Err(err.into()),
            }
        }
        Err(err) => {
            let code = err.code().to_owned();
            let spread = jitter();
            connection
                .store(move |store| apply_fetch_problem(store, key, &code, now, spread))
                .await?;
            match err.stops_pass() {
                true => Err(err.into()),
                false => Ok(None),
            }
        }
    }
}

async fn deliver_receipts(connection: &Connection, report: &mut PassReport) -> Result<(), Stop> {
    let now = connection.now();
    let keys = Arc::clone(&connection.keys);
    let due = connection
        .store(move |store| due_receipts(store, &keys, now))
        .await?;
    for receipt in due {
        let answer = connection
            .client
            .deliver_receipt(receipt.id(), &receipt.signed)
            .await;
        let lost = match &answer {
            Answer::None { code } => Some(*code),
            _ => None,
        };
        let now = connection.now();
        let spread = jitter();
        let key = receipt.bundle;
        let outcome = connection
            .store(move |store| apply_receipt_answer(store, &receipt, &answer, now, spread))
            .await?;
        match outcome {
            ReceiptOutcome::Delivered => report.receipts += 1,
            ReceiptOutcome::Withdrawn => report.withdrawn_by_sender.push(key),
            ReceiptOutcome::Refused | ReceiptOutcome::TryAgain => (),
        }
        if lost == Some(ErrorCode::HubUnreachable) {
            return Err(HubError::Unreachable.into());
        }
    }
    Ok(())
}

async fn read_outbox(connection: &Connection, report: &mut PassReport) -> Result<(), Stop> {
    loop {
        let after = connection
            .store(|store| store.read(|tx| read_cursor(tx, Feed::Outbox)))
            .await?;
        let page = connection.client.outbox(after.as_deref()).await?;
        let more = page.next.is_some() && Some(&page.cursor) != after.as_ref();
        let now = connection.now();
        let keys = Arc::clone(&connection.keys);
        let changed = connection
            .store(move |store| apply_outbox_page(store, &keys.trust, &page, now))
            .await?;
        // What the hub had from an earlier sealing is not refused after all.
        report.refused.retain(|(id, _)| !changed.contains(id));
        report.progressed.extend(changed);
        if !more {
            return Ok(());
        }
    }
}
