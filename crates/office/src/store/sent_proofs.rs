//! Queries on what travels: signed headers, sealed parts and their digests.
//!
//! The bytes stored first stay: every attempt carries the same. What a bundle is and
//! how far it got is in `sent.rs`.

use protocol::{BundleId, Digest, OfficeNumber, UtcSeconds};
use rusqlite::{OptionalExtension, Transaction, params};

use super::{StoreError, parsed};

/// Stores what will travel, unless something is stored already: the first one wins,
/// also between two programs.
pub(crate) fn insert_proof(
    tx: &Transaction<'_>,
    id: BundleId,
    signed_header: &[u8],
    sealed: &[u8],
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT OR IGNORE INTO sent_proof (id, header_sha256, sealed_sha256, signed_header, sealed)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            id.to_string(),
            Digest::of(signed_header).to_string(),
            Digest::of(sealed).to_string(),
            signed_header,
            sealed
        ],
    )?;
    Ok(())
}

/// Signed header and sealed part: what travels.
pub(crate) type SealedBytes = (Vec<u8>, Vec<u8>);

/// Signed header and sealed part of a bundle.
pub(crate) fn sealed_bytes(
    tx: &Transaction<'_>,
    id: BundleId,
) -> Result<Option<SealedBytes>, StoreError> {
    Ok(tx
        .query_row(
            "SELECT signed_header, sealed FROM sent_proof WHERE id = ?1",
            [id.to_string()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?)
}

/// Ids of everything that was sealed, oldest first.
pub(crate) fn all_sealed(tx: &Transaction<'_>) -> Result<Vec<BundleId>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT id FROM sent_proof ORDER BY id")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    rows.map(|row| parsed("sent_proof.id", &row?)).collect()
}

/// Takes over the digests under which the hub has this bundle: it was sealed once
/// before, by a terminal whose memory of that is lost. Our own bytes never travelled.
pub(crate) fn adopt_digests(
    tx: &Transaction<'_>,
    id: BundleId,
    header_sha256: Digest,
    sealed_sha256: Digest,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE sent_proof SET header_sha256 = ?2, sealed_sha256 = ?3, signed_header = x'', sealed = x''
         WHERE id = ?1",
        params![
            id.to_string(),
            header_sha256.to_string(),
            sealed_sha256.to_string()
        ],
    )?;
    Ok(())
}

/// Sets a bundle back to the moment before it was sealed, as a backup would.
#[cfg(test)]
pub(crate) fn forget_sealing(tx: &Transaction<'_>, id: BundleId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM sent_proof WHERE id = ?1", [id.to_string()])?;
    tx.execute(
        "UPDATE sent SET attempts = 0, next_attempt_at = queued_at WHERE id = ?1",
        [id.to_string()],
    )?;
    Ok(())
}

/// Digests of signed header and sealed part, to compare with those in a receipt.
pub(crate) fn digests(
    tx: &Transaction<'_>,
    id: BundleId,
) -> Result<Option<(Digest, Digest)>, StoreError> {
    let row: Option<(String, String)> = tx
        .query_row(
            "SELECT header_sha256, sealed_sha256 FROM sent_proof WHERE id = ?1",
            [id.to_string()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    row.map(|(header, sealed)| {
        Ok((
            parsed("sent_proof.header_sha256", &header)?,
            parsed("sent_proof.sealed_sha256", &sealed)?,
        ))
    })
    .transpose()
}

/// Forgets the sealed parts for a receiver that were never tried, so that they are
/// sealed again, and lets everything blocked for it go on.
pub(crate) fn release_receiver(
    tx: &Transaction<'_>,
    receiver: OfficeNumber,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM sent_proof WHERE id IN
             (SELECT id FROM sent WHERE to_office = ?1 AND state IN ('waiting', 'blocked') AND attempts = 0)",
        [receiver.as_str()],
    )?;
    tx.execute(
        "UPDATE sent SET state = 'waiting', code = NULL, next_attempt_at = ?2
         WHERE to_office = ?1 AND state = 'blocked'",
        params![receiver.as_str(), now.0],
    )?;
    Ok(())
}
