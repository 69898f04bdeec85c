//! Reading lists and details of received bundles.
//!
//! As in `sent_rows.rs`, a list reads one page by key along an index and touches
//! neither files nor proofs.

use protocol::{Address, BundleId, UtcSeconds};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, Transaction, params, params_from_iter};

use super::list_source::{self, Source};
use super::receipts::signed_by_us;
use super::received::{find, read_state, sender_text};
use super::sent::words;
use super::sent_rows::{file_columns, file_row, message_start};
use super::{StoreError, parsed};
use crate::inbox::{InboxBundle, InboxFilter, InboxRow, ReceivedId, ReceivedState, ReceivedTimes};
use crate::outbox::{FileRow, Partner, Proof};
use crate::page::{Page, PageRequest, cursor, read_cursor};

const COLUMNS: &str = "received.number, sender, received.id, state, listed_at, from_service, to_service, partner.name, \
     set_kind, stamp, months, standard_files, attachments, clients, size_bytes, first_file, \
     substr(message, 1, 200), check_errors, check_warnings, sent_at, accepted_at, received_at, imported_at, \
     opened_at, withdrawn_at, code";

const PARTNER: &str = "LEFT JOIN partner ON partner.number = sender";

/// Reads a key from its two columns.
pub(crate) fn key(sender: &str, id: &str) -> Result<ReceivedId, StoreError> {
    Ok(ReceivedId {
        sender: match sender {
            "" => None,
            number => Some(parsed("received.sender", number)?),
        },
        id: parsed("received.id", id)?,
    })
}

pub(crate) fn count(tx: &Transaction<'_>, filter: &InboxFilter) -> Result<u64, StoreError> {
    let Source { from, found } = list_source::received(tx, filter)?;
    let sql = format!("SELECT count(*) FROM {from} WHERE {}", found.sql());
    let count: i64 = tx
        .prepare_cached(&sql)?
        .query_row(params_from_iter(found.values), |row| row.get(0))?;
    Ok(count.cast_unsigned())
}

/// One row more than wanted, which tells whether there is another page.
fn page_sql(
    tx: &Transaction<'_>,
    filter: &InboxFilter,
    page: &PageRequest,
) -> Result<(String, Vec<Value>), StoreError> {
    let Source { from, mut found } = list_source::received(tx, filter)?;
    // Of one partner the stamps give the order: it is the order of processing. Of all
    // partners the time of arrival does, and stamps only within the same second.
    if let Some(place) = page.after.as_deref().and_then(Place::read) {
        match filter.partner {
            Some(_) => {
                let [_, stamp, number] = place.values();
                found.add("(stamp, received.number) < (?, ?)", [stamp, number]);
            }
            None => found.add(
                "(listed_at, stamp, received.number) < (?, ?, ?)",
                place.values(),
            ),
        }
    }
    let order = match filter.partner {
        Some(_) => "stamp DESC, received.number DESC",
        None => "listed_at DESC, stamp DESC, received.number DESC",
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM {from} {PARTNER} WHERE {} ORDER BY {order} LIMIT {}",
        found.sql(),
        page.rows() + 1
    );
    Ok((sql, found.values))
}

/// How the database goes about a page of the list, step by step.
#[cfg(test)]
pub(crate) fn explain(
    tx: &Transaction<'_>,
    filter: &InboxFilter,
) -> Result<Vec<String>, StoreError> {
    let page = PageRequest {
        after: Some(cursor(1, "20261001090000.1")),
        limit: 50,
    };
    super::sent_rows::explained(tx, page_sql(tx, filter, &page)?)
}

pub(crate) fn list(
    tx: &Transaction<'_>,
    filter: &InboxFilter,
    page: &PageRequest,
) -> Result<Page<InboxRow>, StoreError> {
    let rows_wanted = page.rows() as usize;
    let (sql, values) = page_sql(tx, filter, page)?;
    let mut statement = tx.prepare_cached(&sql)?;
    let raw = statement.query_map(params_from_iter(values), raw_row)?;
    let mut rows = Vec::new();
    let mut next = None;
    let mut last = None;
    for row in raw {
        let row = row?;
        if rows.len() == rows_wanted {
            next = last;
            break;
        }
        last = Some(row.place(filter.partner.is_some()).write());
        rows.push(inbox_row(row)?);
    }
    Ok(Page { rows, next })
}

/// Where a row stands in the list: time (0 in the list of one partner), stamp, number.
struct Place {
    time: i64,
    stamp: String,
    number: i64,
}

impl Place {
    fn read(text: &str) -> Option<Place> {
        let (time, rest) = read_cursor(text)?;
        let (stamp, number) = rest.split_once('.')?;
        Some(Place {
            time,
            stamp: stamp.to_owned(),
            number: number.parse().ok()?,
        })
    }

    fn write(&self) -> String {
        cursor(self.time, &format!("{}.{}", self.stamp, self.number))
    }

    fn values(self) -> [Value; 3] {
        [
            Value::Integer(self.time),
            Value::Text(self.stamp),
            Value::Integer(self.number),
        ]
    }
}

impl RawRow {
    fn place(&self, of_one_partner: bool) -> Place {
        Place {
            time: if of_one_partner { 0 } else { self.listed_at },
            stamp: self.stamp.clone(),
            number: self.number,
        }
    }
}

struct RawRow {
    number: i64,
    sender: String,
    id: String,
    state: String,
    listed_at: i64,
    services: (Option<String>, Option<String>),
    stamp: String,
    partner_name: Option<String>,
    months: String,
    message: String,
    plain: PlainColumns,
}

struct PlainColumns {
    set: Option<String>,
    standard_files: u32,
    attachments: u32,
    clients: Option<u32>,
    size_bytes: u64,
    first_file: Option<String>,
    check_errors: u32,
    check_warnings: u32,
    times: ReceivedTimes,
    code: Option<String>,
}

fn raw_row(row: &Row<'_>) -> rusqlite::Result<RawRow> {
    let time = |index: usize| -> rusqlite::Result<Option<UtcSeconds>> {
        Ok(row.get::<_, Option<i64>>(index)?.map(UtcSeconds))
    };
    Ok(RawRow {
        number: row.get(0)?,
        sender: row.get(1)?,
        id: row.get(2)?,
        state: row.get(3)?,
        listed_at: row.get(4)?,
        services: (row.get(5)?, row.get(6)?),
        stamp: row.get(9)?,
        partner_name: row.get(7)?,
        months: row.get(10)?,
        message: row.get(16)?,
        plain: PlainColumns {
            set: row.get(8)?,
            standard_files: row.get(11)?,
            attachments: row.get(12)?,
            clients: row.get(13)?,
            size_bytes: row.get::<_, i64>(14)?.cast_unsigned(),
            first_file: row.get(15)?,
            check_errors: row.get(17)?,
            check_warnings: row.get(18)?,
            times: ReceivedTimes {
                sent: time(19)?,
                accepted: time(20)?,
                received: time(21)?,
                imported: time(22)?,
                opened: time(23)?,
                withdrawn: time(24)?,
            },
            code: row.get(25)?,
        },
    })
}

fn inbox_row(raw: RawRow) -> Result<InboxRow, StoreError> {
    let id = key(&raw.sender, &raw.id)?;
    let (from_service, to_service) = raw.services;
    let partner = match (id.sender, from_service) {
        (Some(number), Some(service)) => Some(Partner {
            number,
            name: raw.partner_name,
            service: parsed("received.from_service", &service)?,
        }),
        _ => None,
    };
    let to_service = to_service
        .map(|service| parsed("received.to_service", &service))
        .transpose()?;
    Ok(InboxRow {
        id,
        partner,
        to_service,
        set: raw.plain.set,
        stamp: Some(raw.stamp).filter(|stamp| !stamp.is_empty()),
        months: words(&raw.months),
        standard_files: raw.plain.standard_files,
        attachments: raw.plain.attachments,
        clients: raw.plain.clients,
        size_bytes: raw.plain.size_bytes,
        first_file: raw.plain.first_file,
        message_start: message_start(&raw.message),
        state: read_state(&raw.state)?,
        times: raw.plain.times,
        check_errors: raw.plain.check_errors,
        check_warnings: raw.plain.check_warnings,
        code: raw.plain.code,
    })
}

/// The line of one bundle by its number; `None` when there is none.
pub(crate) fn row_of(tx: &Transaction<'_>, number: i64) -> Result<Option<InboxRow>, StoreError> {
    let mut statement = tx.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM received {PARTNER} WHERE received.number = ?1"
    ))?;
    let raw = statement.query_row([number], raw_row).optional()?;
    raw.map(inbox_row).transpose()
}

/// The row of one bundle.
pub(crate) fn row(tx: &Transaction<'_>, key: ReceivedId) -> Result<Option<InboxRow>, StoreError> {
    tx.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM received {PARTNER} WHERE sender = ?1 AND received.id = ?2"
    ))?
    .query_row(params![sender_text(key), key.id.to_string()], raw_row)
    .optional()?
    .map(inbox_row)
    .transpose()
}

/// The oldest bundles in a state.
pub(crate) fn oldest_in_state(
    tx: &Transaction<'_>,
    state: ReceivedState,
    limit: u32,
) -> Result<Vec<ReceivedId>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT sender, id FROM received INDEXED BY received_by_state WHERE state = ?1
         ORDER BY listed_at, stamp, number LIMIT ?2",
    )?;
    let rows = statement.query_map(params![state.as_str(), limit], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    rows.map(|row| {
        let (sender, id) = row?;
        key(&sender, &id)
    })
    .collect()
}

/// Row, message, files and receipts of one bundle. The hub's acceptance is not
/// among the receipts here: `inbox/read.rs` puts it in front.
pub(crate) fn bundle(
    tx: &Transaction<'_>,
    key: ReceivedId,
) -> Result<Option<(InboxBundle, Vec<u8>)>, StoreError> {
    let raw = tx
        .query_row(
            &format!(
                "SELECT {COLUMNS} FROM received {PARTNER} WHERE sender = ?1 AND received.id = ?2"
            ),
            params![sender_text(key), key.id.to_string()],
            raw_row,
        )
        .optional()?;
    let Some(raw) = raw else { return Ok(None) };
    let number = raw.number;
    let row = inbox_row(raw)?;
    let message = tx.query_row(
        "SELECT message FROM received WHERE number = ?1",
        [number],
        |row| row.get(0),
    )?;
    let (header_sha256, sealed_sha256, accepted) = tx.query_row(
        "SELECT header_sha256, sealed_sha256, accepted FROM received_proof WHERE number = ?1",
        [number],
        |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, Option<String>>(1)?,
                row.get::<_, Vec<u8>>(2)?,
            ))
        },
    )?;
    let bundle = InboxBundle {
        row,
        message,
        files: files(tx, number)?,
        receipts: signed_by_us(tx, number)?,
        header_sha256: parsed("received_proof.header_sha256", &header_sha256)?,
        sealed_sha256: sealed_sha256
            .map(|digest| parsed("received_proof.sealed_sha256", &digest))
            .transpose()?,
    };
    Ok(Some((bundle, accepted)))
}

fn files(tx: &Transaction<'_>, number: i64) -> Result<Vec<FileRow>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT name, standard, size_bytes, sha256 FROM received_file WHERE number = ?1 ORDER BY position",
    )?;
    let rows = statement.query_map([number], file_columns)?;
    rows.map(|row| file_row(row?)).collect()
}

/// Keys of all bundles with this id: one, unless a sender used the id of another.
pub(crate) fn by_bundle(tx: &Transaction<'_>, id: BundleId) -> Result<Vec<ReceivedId>, StoreError> {
    let mut statement =
        tx.prepare_cached("SELECT sender, id FROM received WHERE id = ?1 ORDER BY number")?;
    let rows = statement.query_map([id.to_string()], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    rows.map(|row| {
        let (sender, id) = row?;
        self::key(&sender, &id)
    })
    .collect()
}

/// Keys of all bundles, in the order of arrival.
pub(crate) fn all(tx: &Transaction<'_>) -> Result<Vec<ReceivedId>, StoreError> {
    keys_where(tx, "1")
}

/// Keys of bundles with contents that were never laid into a folder, in the order of
/// arrival.
pub(crate) fn not_exported(tx: &Transaction<'_>) -> Result<Vec<ReceivedId>, StoreError> {
    keys_where(
        tx,
        "exported_at IS NULL AND state IN ('received', 'opened')",
    )
}

fn keys_where(tx: &Transaction<'_>, condition: &str) -> Result<Vec<ReceivedId>, StoreError> {
    let sql = format!("SELECT sender, id FROM received WHERE {condition} ORDER BY number");
    let mut statement = tx.prepare_cached(&sql)?;
    let rows = statement.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    rows.map(|row| {
        let (sender, id) = row?;
        key(&sender, &id)
    })
    .collect()
}

/// One bundle to lay into a folder.
pub(crate) struct ExportRow {
    pub key: ReceivedId,
    pub number: i64,
    pub stamp: String,
}

/// Bundles with contents, partner by partner and in each by stamp, then by arrival:
/// the order in which care software must import them.
pub(crate) fn export_rows(
    tx: &Transaction<'_>,
    keys: &[ReceivedId],
) -> Result<Vec<ExportRow>, StoreError> {
    let mut rows = Vec::new();
    for key in keys {
        let row = tx
            .prepare_cached("SELECT number, stamp FROM received WHERE sender = ?1 AND id = ?2")?
            .query_row(params![sender_text(*key), key.id.to_string()], |row| {
                Ok(ExportRow {
                    key: *key,
                    number: row.get(0)?,
                    stamp: row.get(1)?,
                })
            })
            .optional()?;
        rows.extend(row);
    }
    rows.sort_by(|left, right| {
        (left.key.sender, &left.stamp, left.number).cmp(&(
            right.key.sender,
            &right.stamp,
            right.number,
        ))
    });
    Ok(rows)
}

/// The proof of one bundle; `None` when it is unknown or its header was unreadable.
/// Its receipts are those of this office; the hub's acceptance comes as bytes.
pub(crate) fn proof(
    tx: &Transaction<'_>,
    key: ReceivedId,
) -> Result<Option<(Proof, Vec<u8>)>, StoreError> {
    let Some((bundle, accepted)) = bundle(tx, key)? else {
        return Ok(None);
    };
    let Some(known) = find(tx, key)? else {
        return Ok(None);
    };
    let own = super::settings::own_office(tx)?;
    let (Some(partner), Some(to_service), Some(own)) =
        (bundle.row.partner, bundle.row.to_service, own)
    else {
        return Ok(None);
    };
    let sealed: Option<Vec<u8>> = tx.query_row(
        "SELECT sealed FROM received_proof WHERE number = ?1",
        [known.number],
        |row| row.get(0),
    )?;
    let proof = Proof {
        from: Address {
            office: partner.number,
            service: partner.service,
        },
        to: Address {
            office: own.number,
            service: to_service,
        },
        signed_header: known.signed_header,
        sealed: sealed.unwrap_or_default(),
        receipts: bundle.receipts,
    };
    Ok(Some((proof, accepted)))
}
