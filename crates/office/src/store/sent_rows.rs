//! Reading lists and details of sent bundles.
//!
//! Every list reads one page by key and touches neither files nor proofs; where it
//! begins is decided in `list_source.rs`.

use protocol::{Address, BundleId, UtcSeconds};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, Transaction, params_from_iter};

use super::list_source::{self, Source};
use super::receipts::sent_receipts;
use super::sent::{read_state, words};
use super::{StoreError, parsed};
use crate::outbox::{
    FileRow, OutboxBundle, OutboxFilter, OutboxRow, Partner, Proof, SendProblem, SentTimes,
};
use crate::page::{Page, PageRequest, cursor, read_cursor};

const COLUMNS: &str = "sent.id, sent.state, sent.listed_at, from_service, to_office, to_service, partner.name, \
     set_kind, stamp, months, standard_files, attachments, clients, size_bytes, \
     substr(message, 1, 200), created_at, queued_at, accepted_at, fetched_at, imported_at, opened_at, \
     withdrawn_at, withdraw_asked_at IS NOT NULL, attempts, next_attempt_at, code, warnings";

const PARTNER: &str = "LEFT JOIN partner ON partner.number = to_office";

/// Characters of a message that a list shows.
const MESSAGE_START_CHARACTERS_MAX: usize = 80;

/// The first line of a message, cut to what a list shows.
pub(crate) fn message_start(message: &str) -> String {
    let line = message.trim_start().lines().next().unwrap_or_default();
    line.chars().take(MESSAGE_START_CHARACTERS_MAX).collect()
}

/// Conditions of a `WHERE` with their values, collected one by one.
#[derive(Default)]
pub(crate) struct Conditions {
    terms: Vec<String>,
    pub(crate) values: Vec<Value>,
}

impl Conditions {
    /// Adds a condition; each `?` in it takes the next of `values`.
    pub(crate) fn add(&mut self, term: &str, values: impl IntoIterator<Item = Value>) {
        self.terms.push(term.to_owned());
        self.values.extend(values);
    }

    /// Adds the conditions of another, with their values.
    pub(crate) fn add_all(&mut self, other: Conditions) {
        self.terms.extend(other.terms);
        self.values.extend(other.values);
    }

    pub(crate) fn sql(&self) -> String {
        match self.terms.is_empty() {
            true => "1".to_owned(),
            false => self.terms.join(" AND "),
        }
    }
}

pub(crate) fn list(
    tx: &Transaction<'_>,
    filter: &OutboxFilter,
    page: &PageRequest,
) -> Result<Page<OutboxRow>, StoreError> {
    read_page(tx, list_source::sent(tx, filter)?, page)
}

pub(crate) fn list_drafts(
    tx: &Transaction<'_>,
    page: &PageRequest,
) -> Result<Page<OutboxRow>, StoreError> {
    let mut source = Source::index("sent", "sent_drafts");
    source.found.add("state = 'draft'", []);
    read_page(tx, source, page)
}

pub(crate) fn count(tx: &Transaction<'_>, filter: &OutboxFilter) -> Result<u64, StoreError> {
    let Source { from, found } = list_source::sent(tx, filter)?;
    let sql = format!("SELECT count(*) FROM {from} WHERE {}", found.sql());
    let count: i64 = tx
        .prepare_cached(&sql)?
        .query_row(params_from_iter(found.values), |row| row.get(0))?;
    Ok(count.cast_unsigned())
}

/// One row more than wanted, which tells whether there is another page.
fn page_sql(source: Source, page: &PageRequest) -> (String, Vec<Value>) {
    let Source { from, mut found } = source;
    if let Some((time, key)) = page.after.as_deref().and_then(read_cursor) {
        found.add(
            "(listed_at, sent.id) < (?, ?)",
            [Value::Integer(time), Value::Text(key)],
        );
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM {from} {PARTNER} WHERE {} ORDER BY listed_at DESC, sent.id DESC LIMIT {}",
        found.sql(),
        page.rows() + 1
    );
    (sql, found.values)
}

/// How the database goes about a page of the list, step by step.
#[cfg(test)]
pub(crate) fn explain(
    tx: &Transaction<'_>,
    filter: &OutboxFilter,
) -> Result<Vec<String>, StoreError> {
    let page = PageRequest {
        after: Some(cursor(1, "01a200b5-81e8-7861-95fe-f80bdb82eeff")),
        limit: 50,
    };
    explained(tx, page_sql(list_source::sent(tx, filter)?, &page))
}

/// The steps of a query.
#[cfg(test)]
pub(super) fn explained(
    tx: &Transaction<'_>,
    (sql, values): (String, Vec<Value>),
) -> Result<Vec<String>, StoreError> {
    let mut statement = tx.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
    let steps = statement.query_map(params_from_iter(values), |row| row.get(3))?;
    Ok(steps.collect::<Result<_, _>>()?)
}

fn read_page(
    tx: &Transaction<'_>,
    source: Source,
    page: &PageRequest,
) -> Result<Page<OutboxRow>, StoreError> {
    let rows_wanted = page.rows() as usize;
    let (sql, values) = page_sql(source, page);
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
        last = Some(cursor(row.listed_at, &row.id));
        rows.push(outbox_row(row)?.0);
    }
    Ok(Page { rows, next })
}

struct RawRow {
    id: String,
    state: String,
    listed_at: i64,
    from_service: String,
    to_office: String,
    to_service: String,
    row: PlainColumns,
}

struct PlainColumns {
    name: Option<String>,
    set: Option<String>,
    stamp: Option<String>,
    months: String,
    standard_files: u32,
    attachments: u32,
    clients: Option<u32>,
    size_bytes: u64,
    message: String,
    times: SentTimes,
    withdrawing: bool,
    attempts: u32,
    next_attempt_at: Option<i64>,
    code: Option<String>,
    warnings: u32,
}

fn raw_row(row: &Row<'_>) -> rusqlite::Result<RawRow> {
    let time = |index: usize| -> rusqlite::Result<Option<UtcSeconds>> {
        Ok(row.get::<_, Option<i64>>(index)?.map(UtcSeconds))
    };
    Ok(RawRow {
        id: row.get(0)?,
        state: row.get(1)?,
        listed_at: row.get(2)?,
        from_service: row.get(3)?,
        to_office: row.get(4)?,
        to_service: row.get(5)?,
        row: PlainColumns {
            name: row.get(6)?,
            set: row.get(7)?,
            stamp: row.get(8)?,
            months: row.get(9)?,
            standard_files: row.get(10)?,
            attachments: row.get(11)?,
            clients: row.get(12)?,
            size_bytes: row.get::<_, i64>(13)?.cast_unsigned(),
            message: row.get(14)?,
            times: SentTimes {
                created: time(15)?,
                queued: time(16)?,
                accepted: time(17)?,
                fetched: time(18)?,
                imported: time(19)?,
                opened: time(20)?,
                withdrawn: time(21)?,
            },
            withdrawing: row.get(22)?,
            attempts: row.get(23)?,
            next_attempt_at: row.get(24)?,
            code: row.get(25)?,
            warnings: row.get(26)?,
        },
    })
}

/// The row and the number of warnings, which only the detail shows.
fn outbox_row(raw: RawRow) -> Result<(OutboxRow, u32), StoreError> {
    let columns = raw.row;
    let state = read_state(&raw.state)?;
    let problem = columns.code.map(|code| SendProblem {
        code,
        attempts: columns.attempts,
        next_attempt_at: columns.next_attempt_at.map(UtcSeconds),
    });
    let row = OutboxRow {
        id: parsed("sent.id", &raw.id)?,
        partner: Partner {
            number: parsed("sent.to_office", &raw.to_office)?,
            name: columns.name,
            service: parsed("sent.to_service", &raw.to_service)?,
        },
        from_service: parsed("sent.from_service", &raw.from_service)?,
        set: columns.set,
        stamp: columns.stamp,
        months: words(&columns.months),
        standard_files: columns.standard_files,
        attachments: columns.attachments,
        clients: columns.clients,
        size_bytes: columns.size_bytes,
        message_start: message_start(&columns.message),
        state,
        times: columns.times,
        problem,
        withdrawing: columns.withdrawing,
    };
    Ok((row, columns.warnings))
}

/// Row, message, files and receipts of one bundle, drafts included.
pub(crate) fn bundle(
    tx: &Transaction<'_>,
    id: BundleId,
) -> Result<Option<OutboxBundle>, StoreError> {
    let key = id.to_string();
    let raw = tx
        .query_row(
            &format!("SELECT {COLUMNS} FROM sent {PARTNER} WHERE sent.id = ?1"),
            [&key],
            raw_row,
        )
        .optional()?;
    let Some(raw) = raw else { return Ok(None) };
    let (row, warnings) = outbox_row(raw)?;
    let message = tx.query_row("SELECT message FROM sent WHERE id = ?1", [&key], |row| {
        row.get(0)
    })?;
    let digests = super::sent::digests(tx, id)?;
    Ok(Some(OutboxBundle {
        row,
        message,
        files: files(tx, &key)?,
        receipts: sent_receipts(tx, id)?,
        header_sha256: digests.map(|(header, _)| header),
        sealed_sha256: digests.map(|(_, sealed)| sealed),
        warnings,
    }))
}

fn files(tx: &Transaction<'_>, id: &str) -> Result<Vec<FileRow>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT name, standard, size_bytes, sha256 FROM sent_file WHERE id = ?1 ORDER BY position",
    )?;
    let rows = statement.query_map([id], file_columns)?;
    rows.map(|row| file_row(row?)).collect()
}

pub(crate) fn file_columns(row: &Row<'_>) -> rusqlite::Result<(String, bool, u64, String)> {
    Ok((
        row.get(0)?,
        row.get(1)?,
        row.get::<_, i64>(2)?.cast_unsigned(),
        row.get(3)?,
    ))
}

pub(crate) fn file_row(columns: (String, bool, u64, String)) -> Result<FileRow, StoreError> {
    let (name, standard, size_bytes, sha256) = columns;
    Ok(FileRow {
        name,
        standard,
        size_bytes,
        sha256: parsed("sha256", &sha256)?,
    })
}

/// The proof of one bundle; `None` until it is sealed.
pub(crate) fn proof(tx: &Transaction<'_>, id: BundleId) -> Result<Option<Proof>, StoreError> {
    let Some(pending) = super::sent::find_pending(tx, id)? else {
        return Ok(None);
    };
    let Some((signed_header, sealed)) = super::sent::sealed_bytes(tx, id)? else {
        return Ok(None);
    };
    let (from, to): (Address, Address) = (pending.from, pending.to);
    Ok(Some(Proof {
        from,
        to,
        signed_header,
        sealed,
        receipts: sent_receipts(tx, id)?,
    }))
}
