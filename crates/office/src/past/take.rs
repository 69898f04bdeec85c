//! Taking a piece of history: everything in it is verified as if it had come from the hub.
//!
//! What a reader would get wrong: what is here already stays as it is, except that contents which the hub has erased come
//! back, and that lists show things at the time at which the office had them, not at the time of joining.

use data_encoding::BASE64;
use protocol::journal::open_entry;
use protocol::message::InboxPage;
use protocol::{BundleId, DeviceId, UtcSeconds};
use rusqlite::Transaction;
use serde::Deserialize;

use super::{Item, PAST_KIND, PieceBody, ReceivedItem, SentItem};
use crate::inbox::{ReceivedId, ReceivedState, announce_entries, store_contents};
use crate::journal::{
    apply_received_marks, draft_told, pin_told, restore_from_sealed, verify_line,
};
use crate::keys::Keys;
use crate::outbox::{SentState, apply_receipts};
use crate::reconciling::check_told;
use crate::store::past::{end_taking, is_taking};
use crate::store::settings::own_office;
use crate::store::{Store, StoreError, journal, past, received, sent};

/// Whether this terminal still takes the history of its office.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn wants_past(store: &mut Store) -> Result<bool, StoreError> {
    store.read(is_taking)
}

/// Takes a sealed piece. Taking it again changes nothing.
///
/// # Errors
///
/// [`StoreError`] when the database failed; the piece is then taken again.
pub fn take_piece(
    store: &mut Store,
    keys: &Keys,
    sealed: &[u8],
    now: UtcSeconds,
) -> Result<(), StoreError> {
    let Some(own) = store.read(own_office)? else {
        return Ok(());
    };
    let mailboxes = std::slice::from_ref(&keys.mailbox);
    let opened = match open_entry(sealed, mailboxes, own.number, &keys.trust, now) {
        Ok(opened) if opened.entry().kind == PAST_KIND => opened,
        Ok(_) => return Ok(()),
        Err(err) => {
            tracing::warn!(%err, "a piece of history could not be opened");
            return Ok(());
        }
    };
    let Ok(body) = PieceBody::deserialize(&opened.entry().body) else {
        tracing::warn!("a piece of history cannot be read");
        return Ok(());
    };
    let from = opened.signer().device;
    for item in &body.items {
        match item {
            Item::Received(item) => take_received(store, keys, item, now)?,
            Item::Sent(item) => take_sent(store, keys, item, from, now)?,
            Item::Pin(pin) => store.write(|tx| pin_told(tx, pin, &keys.trust, now))?,
            Item::Check(check) => {
                store.write(|tx| check_told(tx, check.entry, &check.body))?;
            }
            Item::Unknown => (),
        }
    }
    match body.last {
        true => store.write(end_taking),
        false => Ok(()),
    }
}

fn take_received(
    store: &mut Store,
    keys: &Keys,
    item: &ReceivedItem,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    let page = InboxPage {
        bundles: vec![item.line.clone()],
        next: None,
        cursor: String::new(),
    };
    let keyed = store.write(|tx| announce_entries(tx, &keys.trust, &page, now))?;
    let Some(key) = keyed.first().copied() else {
        return Ok(());
    };
    let ready = store.write(|tx| {
        let Some(known) = received::find(tx, key)? else {
            return Ok(false);
        };
        past::set_listed(tx, known.number, item.listed_at)?;
        journal::mark_received(tx, key, item.opened_at, item.imported_at)?;
        journal::mark_acknowledged(tx, key, item.opened_at.is_some())?;
        make_ready(tx, key, known.number, known.state)
    })?;
    let sealed = BASE64.decode(item.sealed.as_bytes());
    if let (true, Ok(sealed)) = (ready, sealed) {
        match store_contents(store, keys, key, &sealed, now) {
            Ok(_) | Err(crate::inbox::ReceiveError::NotFound { .. }) => (),
            Err(crate::inbox::ReceiveError::Store(err)) => return Err(err),
        }
    }
    store.write(|tx| {
        if let Some(known) = received::find(tx, key)? {
            past::set_received(tx, known.number, item.listed_at)?;
        }
        apply_received_marks(tx, key)
    })
}

/// Whether contents may be put there: they never came, or the hub had erased them.
fn make_ready(
    tx: &Transaction<'_>,
    key: ReceivedId,
    number: i64,
    state: ReceivedState,
) -> Result<bool, StoreError> {
    match state {
        ReceivedState::Announced => Ok(true),
        ReceivedState::Damaged if past::is_erased(tx, key)? => {
            received::set_state(tx, number, ReceivedState::Announced, None, None)?;
            Ok(true)
        }
        _ => Ok(false),
    }
}

fn take_sent(
    store: &mut Store,
    keys: &Keys,
    item: &SentItem,
    from: DeviceId,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    if let (Some(line), Some(sealed)) = (&item.line, &item.sealed) {
        let known = store.read(|tx| sent::state(tx, item.id))?.is_some();
        let Ok(sealed) = BASE64.decode(sealed.as_bytes()) else {
            return Ok(());
        };
        if !known {
            store.write(|tx| journal::miss(tx, item.id, Some(line)))?;
            restore_from_sealed(store, keys, item.id, &sealed, now)?;
            store.write(|tx| past::set_sent_listed(tx, item.id, item.listed_at))?;
        }
        return Ok(());
    }
    let Some(draft) = &item.draft else {
        return Ok(());
    };
    let Some(state) = SentState::from_word(&item.state) else {
        return Ok(());
    };
    store.write(|tx| {
        let Some(own) = own_office(tx)? else {
            return Ok(());
        };
        let before = sent::state(tx, item.id)?;
        draft_told(tx, item.id, own.number, draft)?;
        if before.is_some() || sent::state(tx, item.id)?.is_none() {
            return Ok(());
        }
        settle_sent(tx, item, state, from)?;
        if let Some(line) = &item.line
            && let Some(verified) = verify_line(&keys.trust, line)
        {
            let header =
                protocol::message::decode_signed(line.header.as_deref().unwrap_or_default());
            let sealed_sha256 = verified.header().sealed.sha256;
            sent::take_header(tx, item.id, &header.unwrap_or_default(), sealed_sha256)?;
            apply_receipts(tx, &keys.trust, line, now)?;
        }
        Ok(())
    })
}

/// Brings a bundle that was told as a draft to the state that it has at the other terminal.
fn settle_sent(
    tx: &Transaction<'_>,
    item: &SentItem,
    state: SentState,
    from: DeviceId,
) -> Result<(), StoreError> {
    let id: BundleId = item.id;
    match state {
        SentState::Draft => Ok(()),
        SentState::Withdrawn => sent::set_withdrawn_elsewhere(tx, id, item.listed_at),
        SentState::Refused => {
            sent::set_sent_elsewhere(tx, id, from, item.listed_at)?;
            sent::set_state(tx, id, state, item.code.as_deref(), None)
        }
        _ => sent::set_sent_elsewhere(tx, id, from, item.listed_at),
    }
}
