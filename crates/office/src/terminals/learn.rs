//! Taking over the hub's list of terminals, and finding out what it means for one that joins.
//!
//! What a reader would get wrong: everything in the list is the hub's word. The commitment binds the certificate and the
//! nonce of a new terminal; whether the person at it means the same is said by the digits alone.

use protocol::joining::{joining_commitment, joining_digits};
use protocol::message::{TerminalEntry, TerminalList};
use protocol::{DeviceId, Trust, UtcSeconds, read_device_certificate};
use rusqlite::Transaction;

use crate::error_code::ErrorCode;
use crate::keys::Keys;
use crate::store::settings::{OwnOffice, own_office};
use crate::store::terminals::{TerminalRow, all, delete_others, forget_code, save};
use crate::store::{Store, StoreError};

/// Takes over the list. Terminals that are not in it any more are gone.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn learn_terminals(
    store: &mut Store,
    keys: &Keys,
    list: &TerminalList,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    store.write(|tx| {
        let Some(own) = own_office(tx)? else {
            return Ok(());
        };
        let known = all(tx)?;
        let mut ids = Vec::new();
        for entry in &list.terminals {
            let before = known.iter().find(|row| row.id == entry.id).cloned();
            if let Some(row) = learn_one(keys, &own, entry, before, now) {
                save(tx, &row)?;
                ids.push(row.id);
            }
        }
        // A terminal that was not there before used the code, so nobody can use it any more.
        let is_new = |id: &DeviceId| !known.iter().any(|row| row.id == *id);
        if !known.is_empty() && ids.iter().any(is_new) {
            forget_code(tx)?;
        }
        delete_others(tx, &ids)
    })
}

fn learn_one(
    keys: &Keys,
    own: &OwnOffice,
    entry: &TerminalEntry,
    before: Option<TerminalRow>,
    now: UtcSeconds,
) -> Option<TerminalRow> {
    let certificate = certificate_of(entry, own, &keys.trust, now)?;
    let mut row = before.unwrap_or_else(|| TerminalRow::new(entry.id));
    row.name.clone_from(&entry.name);
    row.enrolled_at = entry.enrolled_at;
    row.seen_at = entry.seen_at;
    row.waiting = entry.joining.is_some();
    if row.certificate != certificate {
        row.forget_attempt();
        row.certificate = certificate;
    }
    let Some(joining) = &entry.joining else {
        return Some(row);
    };
    row.commitment = joining.commitment;
    if row.answered.is_some() && row.answered != row.commitment {
        // The new terminal began anew; our answer was to something else.
        row.forget_attempt();
    }
    let (Some(nonce), Some(answered)) = (row.nonce, row.answered) else {
        return Some(row);
    };
    let ours = joining
        .offer
        .as_ref()
        .is_some_and(|offer| offer.device == own.device && offer.nonce == nonce);
    if let (true, Some(shown)) = (ours, joining.nonce) {
        if joining_commitment(own.number, &row.certificate, shown) == answered {
            let existing = keys.device.certificate_der();
            let digits = joining_digits(own.number, &row.certificate, existing, shown, nonce);
            row.digits = Some(digits);
        } else {
            row.problem = Some(ErrorCode::JoiningForged.code().to_owned());
        }
    }
    Some(row)
}

/// The certificate in the list, if it is what the list says: of this office and this device, by our CA.
fn certificate_of(
    entry: &TerminalEntry,
    own: &OwnOffice,
    trust: &Trust,
    now: UtcSeconds,
) -> Option<Vec<u8>> {
    use rustls_pki_types::CertificateDer;
    use rustls_pki_types::pem::PemObject;
    let der = CertificateDer::from_pem_slice(entry.certificate.as_bytes()).ok()?;
    let read = read_device_certificate(&der, trust, now);
    match read {
        Ok(device) if device.office == own.number && device.device == entry.id => {
            Some(der.to_vec())
        }
        _ => {
            tracing::warn!(device = %entry.id, "the hub lists a terminal with a certificate that is not its own");
            None
        }
    }
}

/// The row of one terminal.
pub(super) fn find(
    tx: &Transaction<'_>,
    id: protocol::DeviceId,
) -> Result<Option<TerminalRow>, StoreError> {
    Ok(all(tx)?.into_iter().find(|row| row.id == id))
}
