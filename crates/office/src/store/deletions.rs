//! Questions about deletions that this office sends.

use protocol::{Address, BundleId, Digest};
use rusqlite::{OptionalExtension, Transaction, params};

use super::sent::read_state;
use super::{StoreError, parsed};
use crate::outbox::SentState;

/// The latest stamp of what was sent or drafted to `to`.
pub(crate) fn last_stamp(tx: &Transaction<'_>, to: Address) -> Result<Option<String>, StoreError> {
    Ok(tx.query_row(
        "SELECT max(stamp) FROM sent WHERE to_office = ?1 AND to_service = ?2",
        params![to.office.as_str(), to.service.as_str()],
        |row| row.get(0),
    )?)
}

/// A bundle to `to` with a file of these contents and a stamp after `stamp`. What was
/// withdrawn or refused does not count.
pub(crate) fn same_contents(
    tx: &Transaction<'_>,
    to: Address,
    sha256: Digest,
    stamp: &str,
) -> Result<Option<(BundleId, SentState)>, StoreError> {
    let row: Option<(String, String)> = tx
        .prepare_cached(
            "SELECT sent.id, state FROM sent JOIN sent_file ON sent_file.id = sent.id
             WHERE to_office = ?1 AND to_service = ?2 AND stamp > ?3 AND sha256 = ?4
               AND state NOT IN ('withdrawn', 'refused')
             ORDER BY stamp DESC LIMIT 1",
        )?
        .query_row(
            params![
                to.office.as_str(),
                to.service.as_str(),
                stamp,
                sha256.to_string()
            ],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    row.map(|(id, state)| Ok((parsed("sent.id", &id)?, read_state(&state)?)))
        .transpose()
}
