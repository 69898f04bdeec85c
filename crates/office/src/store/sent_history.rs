//! What was sent of one client to one partner, for whoever must know what the partner has.

use rusqlite::{Transaction, params};

use super::StoreError;

/// So many files of one client are looked at, the newest: years of sending to one partner.
const FILES_MAX: i64 = 500;

/// A file of the standard that was sent; its bytes are read when they are asked for.
pub(crate) struct SentFile {
    pub id: String,
    pub position: i64,
    pub name: String,
}

impl SentFile {
    pub(crate) fn bytes(&self, tx: &Transaction<'_>) -> Result<Vec<u8>, StoreError> {
        let query = "SELECT bytes FROM sent_file WHERE id = ?1 AND position = ?2";
        let bytes = tx
            .prepare_cached(query)?
            .query_row(params![self.id, self.position], |row| row.get(0))?;
        Ok(bytes)
    }
}

/// Whose files are asked for, and between whom.
pub(crate) struct ClientFiles<'a> {
    pub from_service: &'a str,
    pub to_office: &'a str,
    pub to_service: &'a str,
    pub insurer: &'a str,
    pub insured: &'a str,
    /// Whether drafts count as sent.
    pub with_drafts: bool,
}

/// The files that may name the client, newest first. What was withdrawn or refused was not sent.
pub(crate) fn files_for_client(
    tx: &Transaction<'_>,
    client: &ClientFiles<'_>,
) -> Result<Vec<SentFile>, StoreError> {
    let mut query = tx.prepare_cached(
        "SELECT sent_file.id, sent_file.position, sent_file.name
         FROM sent_client
         JOIN sent ON sent.id = sent_client.id
         JOIN sent_file ON sent_file.id = sent.id
         WHERE sent_client.insured = ?1 AND sent_client.insurer = ?2
           AND sent.from_service = ?3 AND sent.to_office = ?4 AND sent.to_service = ?5
           AND sent.state NOT IN ('withdrawn', 'refused') AND (?7 OR sent.state <> 'draft')
           AND sent_file.standard
         ORDER BY sent.listed_at DESC, sent_file.position LIMIT ?6",
    )?;
    let given = params![
        client.insured,
        client.insurer,
        client.from_service,
        client.to_office,
        client.to_service,
        FILES_MAX,
        client.with_drafts
    ];
    let rows = query.query_map(given, |row| {
        Ok(SentFile {
            id: row.get(0)?,
            position: row.get(1)?,
            name: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
