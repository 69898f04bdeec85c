//! Queries on bundles of this office that another terminal sends, and on what the journal tells of any.
//!
//! Nothing here tells the others. What a reader would get wrong: such a bundle has no time for a next attempt, since its
//! terminal makes the attempts; here it moves on by the hub's receipts only.

use protocol::{BundleId, DeviceId, Digest, UtcSeconds};
use rusqlite::{OptionalExtension, Transaction, params};

use super::StoreError;

/// A draft is now being sent by another terminal.
pub(crate) fn set_sent_elsewhere(
    tx: &Transaction<'_>,
    id: BundleId,
    device: DeviceId,
    at: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE sent SET state = 'waiting', listed_at = ?3, queued_at = ?3, next_attempt_at = NULL, sender_device = ?2
         WHERE id = ?1",
        params![id.to_string(), device.to_string(), at.0],
    )?;
    super::subjects::insert_sent_text(tx, id)
}

/// The other terminal stopped sending it before anything left, and nobody else sends it.
pub(crate) fn set_draft_elsewhere(tx: &Transaction<'_>, id: BundleId) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE sent SET state = 'draft', listed_at = created_at, queued_at = NULL, sender_device = NULL,
             withdraw_asked_at = NULL WHERE id = ?1",
        [id.to_string()],
    )?;
    Ok(())
}

/// Another terminal stopped it before it left.
pub(crate) fn set_withdrawn_elsewhere(
    tx: &Transaction<'_>,
    id: BundleId,
    at: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE sent SET state = 'withdrawn', code = NULL, next_attempt_at = NULL, withdraw_asked_at = NULL,
             withdrawn_at = coalesce(withdrawn_at, ?2), queued_at = coalesce(queued_at, ?2) WHERE id = ?1",
        params![id.to_string(), at.0],
    )?;
    super::subjects::insert_sent_text(tx, id)
}

/// A person here wants it withdrawn; the terminal that sends it has to be told.
pub(crate) fn ask_withdrawal_elsewhere(
    tx: &Transaction<'_>,
    id: BundleId,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE sent SET withdraw_asked_at = coalesce(withdraw_asked_at, ?2) WHERE id = ?1",
        params![id.to_string(), now.0],
    )?;
    Ok(())
}

/// What was withdrawn here before it left was sent by another terminal meanwhile: the hub is asked to take it back.
pub(crate) fn pursue_withdrawal(
    tx: &Transaction<'_>,
    id: BundleId,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute("DELETE FROM sent_proof WHERE id = ?1", [id.to_string()])?;
    tx.execute(
        "UPDATE sent SET state = 'waiting', withdrawn_at = NULL, withdraw_asked_at = ?2 WHERE id = ?1",
        params![id.to_string(), now.0],
    )?;
    Ok(())
}

/// Whether there is anything that was sealed for it, here or elsewhere.
pub(crate) fn has_proof(tx: &Transaction<'_>, id: BundleId) -> Result<bool, StoreError> {
    let mut statement = tx.prepare_cached("SELECT 1 FROM sent_proof WHERE id = ?1")?;
    Ok(statement.exists([id.to_string()])?)
}

/// Whether this terminal sends it.
pub(crate) fn is_own(tx: &Transaction<'_>, id: BundleId) -> Result<bool, StoreError> {
    let own: Option<bool> = tx
        .query_row(
            "SELECT sender_device IS NULL FROM sent WHERE id = ?1",
            [id.to_string()],
            |row| row.get(0),
        )
        .optional()?;
    Ok(own.unwrap_or(false))
}

/// Takes the signed header that the hub has; the sealed part is still at the hub. What was sealed here stays.
pub(crate) fn take_header(
    tx: &Transaction<'_>,
    id: BundleId,
    signed_header: &[u8],
    sealed_sha256: Digest,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT OR IGNORE INTO sent_proof (id, header_sha256, sealed_sha256, signed_header, sealed)
         VALUES (?1, ?2, ?3, ?4, x'')",
        params![
            id.to_string(),
            Digest::of(signed_header).to_string(),
            sealed_sha256.to_string(),
            signed_header
        ],
    )?;
    Ok(())
}

/// Puts the sealed part beside the header; only if it is the one that the header was signed for.
pub(crate) fn fill_sealed(
    tx: &Transaction<'_>,
    id: BundleId,
    signed_header: &[u8],
    sealed: &[u8],
) -> Result<(), StoreError> {
    let (id, sealed_sha256) = (id.to_string(), Digest::of(sealed).to_string());
    let header_sha256 = Digest::of(signed_header).to_string();
    tx.execute(
        "INSERT OR IGNORE INTO sent_proof (id, header_sha256, sealed_sha256, signed_header, sealed)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id, header_sha256, sealed_sha256, signed_header, sealed],
    )?;
    tx.execute(
        "UPDATE sent_proof SET signed_header = ?4, sealed = ?5
         WHERE id = ?1 AND header_sha256 = ?2 AND sealed_sha256 = ?3",
        params![id, header_sha256, sealed_sha256, signed_header, sealed],
    )?;
    Ok(())
}

/// When the draft was made.
pub(crate) fn created_at(tx: &Transaction<'_>, id: BundleId) -> Result<UtcSeconds, StoreError> {
    let at = tx.query_row(
        "SELECT created_at FROM sent WHERE id = ?1",
        [id.to_string()],
        |row| row.get(0),
    )?;
    Ok(UtcSeconds(at))
}

/// The code that explains the state, if any.
pub(crate) fn code(tx: &Transaction<'_>, id: BundleId) -> Result<Option<String>, StoreError> {
    let code: Option<Option<String>> = tx
        .query_row(
            "SELECT code FROM sent WHERE id = ?1",
            [id.to_string()],
            |row| row.get(0),
        )
        .optional()?;
    Ok(code.flatten())
}
