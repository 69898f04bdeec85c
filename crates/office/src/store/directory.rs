//! Queries on searches in the hub's directory.

use protocol::UtcSeconds;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::settings::{join_services, split_services};
use super::{StoreError, parsed};
use crate::partners::{DirectoryAnswer, DirectoryQuestion, FoundOffice};

/// Searches that are kept; a page that asks for an older one begins again.
const KEPT: i64 = 50;

/// Adds a question and gives its number; forgets the oldest ones.
pub(crate) fn ask(
    tx: &Transaction<'_>,
    question: &DirectoryQuestion,
    now: UtcSeconds,
) -> Result<i64, StoreError> {
    tx.execute(
        "INSERT INTO directory_search (text, area, service, position, asked_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            question.text,
            question.area,
            question.service.map(|service| service.as_str().to_owned()),
            question.after,
            now.0
        ],
    )?;
    let number = tx.last_insert_rowid();
    tx.execute(
        "DELETE FROM directory_search WHERE number <= ?1",
        [number - KEPT],
    )?;
    Ok(number)
}

/// Questions that wait for an answer, oldest first.
pub(crate) fn waiting(tx: &Transaction<'_>) -> Result<Vec<(i64, DirectoryQuestion)>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT number, text, area, service, position FROM directory_search WHERE answered_at IS NULL ORDER BY number",
    )?;
    let rows = statement.query_map([], |row| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get::<_, Option<String>>(3)?,
            row.get(4)?,
        ))
    })?;
    let mut found = Vec::new();
    for row in rows {
        let (number, text, area, service, after) = row?;
        let service = service.map(|word| parsed("directory_search.service", &word));
        let question = DirectoryQuestion {
            text,
            area,
            service: service.transpose()?,
            after,
        };
        found.push((number, question));
    }
    Ok(found)
}

/// Keeps the answer to a question.
pub(crate) fn answer(
    tx: &Transaction<'_>,
    number: i64,
    answer: &DirectoryAnswer,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    let changed = tx.execute(
        "UPDATE directory_search SET answered_at = ?2, code = ?3, next = ?4 WHERE number = ?1 AND answered_at IS NULL",
        params![number, now.0, answer.code, answer.next],
    )?;
    if changed == 0 {
        return Ok(());
    }
    let mut statement = tx.prepare_cached(
        "INSERT INTO directory_found (search, place, office, name, services) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (place, office) in (0_i64..).zip(&answer.offices) {
        let services = join_services(&office.services);
        statement.execute(params![
            number,
            place,
            office.number.as_str(),
            office.name,
            services
        ])?;
    }
    Ok(())
}

/// A question and its answer, once there is one.
pub(crate) fn find(
    tx: &Transaction<'_>,
    number: i64,
) -> Result<Option<(DirectoryQuestion, Option<DirectoryAnswer>)>, StoreError> {
    let row = tx
        .query_row(
            "SELECT text, area, service, position, answered_at, code, next FROM directory_search WHERE number = ?1",
            [number],
            |row| {
                let question = (row.get(0)?, row.get(1)?, row.get::<_, Option<String>>(2)?);
                let answered: Option<i64> = row.get(4)?;
                Ok((question, row.get(3)?, answered, row.get(5)?, row.get(6)?))
            },
        )
        .optional()?;
    let Some(((text, area, service), after, answered, code, next)) = row else {
        return Ok(None);
    };
    let service = service.map(|word| parsed("directory_search.service", &word));
    let question = DirectoryQuestion {
        text,
        area,
        service: service.transpose()?,
        after,
    };
    if answered.is_none() {
        return Ok(Some((question, None)));
    }
    let offices = offices_of(tx, number)?;
    let answer = DirectoryAnswer {
        offices,
        next,
        code,
    };
    Ok(Some((question, Some(answer))))
}

fn offices_of(tx: &Transaction<'_>, search: i64) -> Result<Vec<FoundOffice>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT office, name, services FROM directory_found WHERE search = ?1 ORDER BY place",
    )?;
    let read = |row: &Row<'_>| -> rusqlite::Result<(String, String, String)> {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    };
    let mut offices = Vec::new();
    for row in statement.query_map([search], read)? {
        let (number, name, services) = row?;
        offices.push(FoundOffice {
            number: parsed("directory_found.office", &number)?,
            name,
            services: split_services("directory_found.services", &services)?,
        });
    }
    Ok(offices)
}
