//! Making the pieces for a new terminal, one after the other.
//!
//! What a reader would get wrong: after an answer that got lost a piece is made anew under the next number, from the same
//! place. Taking something twice changes nothing, and skipping something would lose it.

use data_encoding::BASE64;
use protocol::journal::{JournalEntry, seal_entry};
use protocol::message::{BundleState, InboxEntry, OutboxEntry, encode_signed};
use protocol::{BundleId, DeviceId, UtcSeconds};
use rusqlite::Transaction;

use super::{CheckItem, Item, PAST_KIND, PieceBody, ReceivedItem, SentItem};
use crate::journal::{DraftBody, PinBody, read_draft_body};
use crate::keys::Keys;
use crate::outbox::SentState;
use crate::random::new_entry_id;
use crate::reconciling::checks_told;
use crate::store::past::{next_received, next_sent, place_of, set_place};
use crate::store::settings::own_office;
use crate::store::{Store, StoreError, partners, receipts, sent};

/// A piece is closed when it has more than this. One bundle alone may have more.
const PIECE_SIZE_BYTES: usize = 1024 * 1024;

/// Places: received bundles by their numbers, then sent ones by the order in which they were stored, then the rest.
const SENT_FROM: i64 = 1 << 48;

/// The place behind everything.
const END: i64 = 2 << 48;

/// The next piece for a new terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastPiece {
    /// For whom.
    pub device: DeviceId,
    /// Its number.
    pub number: u64,
    /// The sealed piece.
    pub sealed: Vec<u8>,
    place: i64,
    last: bool,
}

/// The next piece for the terminal `device`; `None` when it is owed nothing.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn next_piece(
    store: &mut Store,
    keys: &Keys,
    device: DeviceId,
    now: UtcSeconds,
) -> Result<Option<PastPiece>, StoreError> {
    let Some((mut place, number)) = store.read(|tx| place_of(tx, device))? else {
        return Ok(None);
    };
    let Some(own) = store.read(own_office)? else {
        return Ok(None);
    };
    let mut items = Vec::new();
    let mut size_bytes = 0;
    while place < END && size_bytes < PIECE_SIZE_BYTES {
        match store.read(|tx| next_item(tx, place))? {
            Some((next, Some(item), size)) => {
                items.push(item);
                place = next;
                size_bytes += size;
            }
            Some((next, None, _)) => place = next,
            None => place = if place < SENT_FROM { SENT_FROM } else { END },
        }
    }
    let last = place >= END;
    if last {
        items.extend(store.read(pins)?.into_iter().map(Item::Pin));
        let checks = store.read(checks_told)?.into_iter();
        items.extend(checks.map(|(entry, body)| Item::Check(CheckItem { entry, body })));
    }
    let body = PieceBody { items, last };
    let entry = JournalEntry {
        id: new_entry_id(),
        office: own.number,
        at: now,
        kind: PAST_KIND.to_owned(),
        body: serde_json::to_value(&body).expect("plain values are JSON"),
    };
    let sealed = match seal_entry(&entry, &keys.device, &keys.mailbox) {
        Ok(sealed) => sealed,
        Err(err) => {
            // One bundle that is too large for a piece: the new terminal has what the hub still has of it.
            tracing::error!(%device, %err, "a piece of history could not be sealed");
            store.write(|tx| set_place(tx, device, Some(place), number))?;
            return Ok(None);
        }
    };
    Ok(Some(PastPiece {
        device,
        number: number + 1,
        sealed,
        place,
        last,
    }))
}

/// Notes that the hub has the piece, or (`kept` false) that its number was used up by an earlier attempt.
///
/// # Errors
///
/// [`StoreError`] when the database failed; the piece is then brought again.
pub fn brought(store: &mut Store, piece: &PastPiece, kept: bool) -> Result<(), StoreError> {
    store.write(|tx| {
        let Some((place, _)) = place_of(tx, piece.device)? else {
            return Ok(());
        };
        let place = match (kept, piece.last) {
            (true, true) => None,
            (true, false) => Some(piece.place),
            (false, _) => Some(place),
        };
        set_place(tx, piece.device, place, piece.number)
    })
}

type Next = (i64, Option<Item>, usize);

fn next_item(tx: &Transaction<'_>, place: i64) -> Result<Option<Next>, StoreError> {
    if place < SENT_FROM {
        return Ok(next_received(tx, place)?.map(|row| {
            let size = row.sealed.len() * 4 / 3;
            let item = ReceivedItem {
                line: InboxEntry {
                    id: row.id,
                    header: encode_signed(&row.signed_header),
                    accepted_at: row.accepted_at,
                    accepted: encode_signed(&row.accepted),
                    state: match row.opened_at {
                        Some(_) => BundleState::Opened,
                        None => BundleState::Fetched,
                    },
                },
                sealed: BASE64.encode(&row.sealed),
                listed_at: row.listed_at,
                opened_at: row.opened_at,
                imported_at: row.imported_at,
            };
            (row.number, Some(Item::Received(Box::new(item))), size)
        }));
    }
    let Some((row, id)) = next_sent(tx, place - SENT_FROM)? else {
        return Ok(None);
    };
    let (item, size) = sent_item(tx, id)?;
    Ok(Some((SENT_FROM + row, item, size)))
}

fn sent_item(tx: &Transaction<'_>, id: BundleId) -> Result<(Option<Item>, usize), StoreError> {
    let (Some(state), Some(bundle)) = (sent::state(tx, id)?, sent::bundle(tx, id)?) else {
        return Ok((None, 0));
    };
    let bytes = sent::sealed_bytes(tx, id)?;
    let (header, sealed) = bytes.unwrap_or_default();
    let signed: Vec<String> = receipts::sent_receipts(tx, id)?
        .iter()
        .map(|receipt| encode_signed(&receipt.signed))
        .collect();
    let at_hub = state >= SentState::Accepted && !header.is_empty() && !signed.is_empty();
    let line = at_hub.then(|| OutboxEntry {
        id,
        state: BundleState::Accepted,
        changed_at: UtcSeconds(0),
        header: Some(encode_signed(&header)),
        receipts: signed,
    });
    let sealed = (at_hub && !sealed.is_empty()).then(|| BASE64.encode(&sealed));
    let draft = match &sealed {
        Some(_) => None,
        None => read_draft_body(tx, id)?.and_then(|body| DraftBody::of(&body)),
    };
    let size = match &sealed {
        Some(sealed) => sealed.len(),
        None => usize::try_from(bundle.row.size_bytes).unwrap_or(usize::MAX / 4) * 4 / 3,
    };
    let times = &bundle.row.times;
    let listed_at = times.queued.or(times.created).unwrap_or(UtcSeconds(0));
    let item = SentItem {
        id,
        state: state.as_str().to_owned(),
        listed_at,
        code: sent::code(tx, id)?,
        line,
        sealed,
        draft,
    };
    Ok((Some(Item::Sent(Box::new(item))), size))
}

fn pins(tx: &Transaction<'_>) -> Result<Vec<PinBody>, StoreError> {
    let partners = partners::all(tx)?;
    Ok(partners
        .into_iter()
        .filter_map(|partner| {
            let pin = partner.pinned?;
            Some(PinBody {
                partner: partner.number,
                certificate: BASE64.encode(&pin.certificate),
                accepted: false,
            })
        })
        .collect())
}
