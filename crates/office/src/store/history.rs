//! Queries on the history. It is only ever added to; triggers refuse the rest.

use protocol::UtcSeconds;
use rusqlite::{OptionalExtension, Transaction, params};

use super::{StoreError, parsed};
use crate::history::{Actor, Entry, HistoryFilter, HistoryRow};

#[cfg(test)]
mod tests;

/// A line as it is stored; its hash covers all other fields.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) number: i64,
    pub(crate) at: i64,
    pub(crate) who: String,
    pub(crate) staff: Option<String>,
    pub(crate) staff_name: Option<String>,
    pub(crate) action: String,
    pub(crate) subject: String,
    pub(crate) clients: Option<u32>,
    pub(crate) hash: Vec<u8>,
}

impl Row {
    pub(crate) fn of(entry: &Entry, number: i64, now: UtcSeconds) -> Row {
        let (staff, staff_name) = match &entry.actor {
            Actor::Staff { id, name } => (Some(id.to_string()), Some(name.clone())),
            _ => (None, None),
        };
        Row {
            number,
            at: now.0,
            who: entry.actor.kind().to_owned(),
            staff,
            staff_name,
            action: entry.action.as_str().to_owned(),
            subject: entry.subject.clone(),
            clients: entry.clients,
            hash: Vec::new(),
        }
    }

    pub(crate) fn read(self) -> Result<HistoryRow, StoreError> {
        let actor = match (self.who.as_str(), &self.staff, self.staff_name) {
            ("staff", Some(id), Some(name)) => Actor::Staff {
                id: parsed("history.staff", id)?,
                name,
            },
            ("terminal", ..) => Actor::Terminal,
            ("command", ..) => Actor::CommandLine,
            ("program", ..) => Actor::Program,
            ("software", ..) => Actor::Software,
            _ => {
                return Err(StoreError::Unreadable {
                    column: "history.who",
                });
            }
        };
        Ok(HistoryRow {
            number: self.number,
            at: UtcSeconds(self.at),
            actor,
            action: parsed("history.action", &self.action)?,
            subject: self.subject,
            clients: self.clients,
        })
    }
}

const COLUMNS: &str = "number, at, who, staff, staff_name, action, subject, clients, hash";

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        number: row.get(0)?,
        at: row.get(1)?,
        who: row.get(2)?,
        staff: row.get(3)?,
        staff_name: row.get(4)?,
        action: row.get(5)?,
        subject: row.get(6)?,
        clients: row.get(7)?,
        hash: row.get(8)?,
    })
}

/// Number and hash of the last line; 0 and nothing before the first.
pub(crate) fn end(tx: &Transaction<'_>) -> Result<(i64, Vec<u8>), StoreError> {
    let last = tx
        .query_row(
            "SELECT number, hash FROM history ORDER BY number DESC LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    Ok(last.unwrap_or_default())
}

pub(crate) fn insert(tx: &Transaction<'_>, row: &Row) -> Result<(), StoreError> {
    tx.prepare_cached(&format!(
        "INSERT INTO history ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
    ))?
    .execute(params![
        row.number,
        row.at,
        row.who,
        row.staff,
        row.staff_name,
        row.action,
        row.subject,
        row.clients,
        row.hash
    ])?;
    Ok(())
}

/// Lines before the line with number `before`, newest first.
pub(crate) fn list(
    tx: &Transaction<'_>,
    filter: &HistoryFilter,
    before: Option<i64>,
    rows: u32,
) -> Result<Vec<Row>, StoreError> {
    // One condition for each that is asked, so that an index is used.
    let mut conditions = vec!["number < :before", "at >= :from", "at < :until"];
    let staff = filter.staff.map(|id| id.to_string());
    let before = before.unwrap_or(i64::MAX);
    let from = filter.from.map_or(i64::MIN, |at| at.0);
    let until = filter.until.map_or(i64::MAX, |at| at.0);
    let mut values: Vec<(&str, &dyn rusqlite::ToSql)> = vec![
        (":before", &before),
        (":from", &from),
        (":until", &until),
        (":rows", &rows),
    ];
    if let Some(staff) = &staff {
        conditions.push("staff = :staff");
        values.push((":staff", staff));
    }
    if let Some(subject) = &filter.subject {
        conditions.push("subject = :subject AND subject <> ''");
        values.push((":subject", subject));
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM history WHERE {} ORDER BY number DESC LIMIT :rows",
        conditions.join(" AND ")
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let found = statement.query_map(values.as_slice(), row)?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Lines after the line with number `after`, oldest first.
pub(crate) fn rising(tx: &Transaction<'_>, after: i64, rows: u32) -> Result<Vec<Row>, StoreError> {
    let mut statement = tx.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM history WHERE number > ?1 ORDER BY number LIMIT ?2"
    ))?;
    let found = statement.query_map(params![after, rows], row)?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Who did this to this subject last.
pub(crate) fn last_actor(
    tx: &Transaction<'_>,
    subject: &str,
    action: &str,
) -> Result<Option<(UtcSeconds, Actor)>, StoreError> {
    let found = tx
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM history WHERE subject = ?1 AND subject <> '' AND action = ?2
             ORDER BY number DESC LIMIT 1"
        ))?
        .query_row([subject, action], row)
        .optional()?;
    found
        .map(|row| row.read().map(|row| (row.at, row.actor)))
        .transpose()
}
