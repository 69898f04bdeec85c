//! Learning what the directory says about a partner.
//!
//! The first mailbox certificate is pinned, one of another key later is only noted as
//! offered, one of the same key takes its place. Whether a certificate is genuine is checked before it is pinned, and
//! again whenever something is sealed to it.

use protocol::certificate::{Trust, are_of_one_key, read_mailbox_certificate};
use protocol::message::OfficeEntry;
use protocol::{Digest, OfficeNumber, UtcSeconds};
use standard::FileName;

use super::{MailboxPin, PartnerEntry, tell_pin};
use crate::store::{Store, StoreError, partners, piles, sent};

/// Names and services are asked again after a day.
const ENTRY_SECONDS_MAX: i64 = 24 * 60 * 60;

/// Before something goes out for the first time its receiver is asked about again, unless the answer is younger than
/// this: an office that lost its keys could not open what is sealed for the certificate of yesterday.
const ANSWER_SECONDS_MAX: i64 = 60;

/// Offices asked about in one pass: more than any office has partners at once, and
/// 200 small requests take a few seconds.
const PARTNERS_PER_PASS_MAX: u32 = 200;

/// What was new about a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Learned {
    /// Nothing that concerns sending.
    Nothing,
    /// Its certificate was pinned now.
    Pinned,
    /// Its certificate is another one than before: a person has to decide.
    CertificateChanged,
    /// What the hub showed is no mailbox certificate of that office; it was ignored.
    CertificateInvalid,
}

/// The offices that the directory should be asked about now: receivers of what waits
/// first (also those known, just before the first attempt), then those whose entry is older than a day.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn partners_to_ask(
    store: &mut Store,
    now: UtcSeconds,
) -> Result<Vec<OfficeNumber>, StoreError> {
    store.read(|tx| {
        let mut numbers = sent::unsealed_receivers(tx)?;
        let before = UtcSeconds(now.0.saturating_sub(ANSWER_SECONDS_MAX));
        for number in partners::untried_receivers(tx, before)? {
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        // Those are asked about however many they are; what is left of the pass is for the others.
        let others_max = (PARTNERS_PER_PASS_MAX as usize).max(numbers.len());
        // So that the page which puts files together can call their receivers by name.
        for name in piles::file_names(tx)? {
            let number = FileName::parse(&name).ok();
            let number = number.and_then(|name| name.to.office.as_str().parse().ok());
            let asked = match number {
                Some(number) => {
                    partners::find(tx, number)?.is_some_and(|known| known.asked_at.is_some())
                }
                None => true,
            };
            numbers.extend(number.filter(|number| !asked && !numbers.contains(number)));
        }
        let before = UtcSeconds(now.0.saturating_sub(ENTRY_SECONDS_MAX));
        for number in partners::to_ask(tx, before, PARTNERS_PER_PASS_MAX)? {
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        numbers.truncate(others_max);
        Ok(numbers)
    })
}

/// Takes over the directory's entry for `number`; `None` when the hub does not know
/// the office.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn learn_partner(
    store: &mut Store,
    trust: &Trust,
    number: OfficeNumber,
    entry: Option<&OfficeEntry>,
    now: UtcSeconds,
) -> Result<Learned, StoreError> {
    store.write(|tx| {
        let mut partner = partners::find(tx, number)?.unwrap_or_else(|| PartnerEntry::new(number));
        partner.asked_at = Some(now);
        let mut learned = Learned::Nothing;
        if let Some(entry) = entry.filter(|entry| entry.number == number) {
            partner.name = Some(entry.name.clone());
            partner.services.clone_from(&entry.services);
            if let Some(pem) = &entry.mailbox_certificate {
                learned = learn_certificate(&mut partner, trust, pem, now);
            }
        }
        partners::save(tx, &partner)?;
        if let (Learned::Pinned, Some(pin)) = (learned, &partner.pinned) {
            tell_pin(tx, number, pin, false, now)?;
        }
        Ok(learned)
    })
}

fn learn_certificate(
    partner: &mut PartnerEntry,
    trust: &Trust,
    pem: &str,
    now: UtcSeconds,
) -> Learned {
    let Some(certificate) = certificate_der(pem) else {
        return Learned::CertificateInvalid;
    };
    match read_mailbox_certificate(&certificate, trust, now) {
        Ok(mailbox) if mailbox.office == partner.number => (),
        _ => return Learned::CertificateInvalid,
    }
    let shown = MailboxPin {
        fingerprint: Digest::of(&certificate),
        certificate,
        at: now,
    };
    match &partner.pinned {
        None => {
            partner.pinned = Some(shown);
            Learned::Pinned
        }
        Some(pinned) if pinned.fingerprint == shown.fingerprint => {
            partner.offered = None;
            Learned::Nothing
        }
        // A renewal: who holds the key is who held it, and the authority says so for longer.
        Some(pinned) if are_of_one_key(&pinned.certificate, &shown.certificate) == Ok(true) => {
            partner.pinned = Some(shown);
            partner.offered = None;
            Learned::Nothing
        }
        Some(_) => {
            let known = partner
                .offered
                .as_ref()
                .is_some_and(|offered| offered.fingerprint == shown.fingerprint);
            if !known {
                partner.offered = Some(shown);
            }
            Learned::CertificateChanged
        }
    }
}

fn certificate_der(pem: &str) -> Option<Vec<u8>> {
    use rustls_pki_types::CertificateDer;
    use rustls_pki_types::pem::PemObject;
    let certificate = CertificateDer::from_pem_slice(pem.as_bytes()).ok()?;
    Some(certificate.as_ref().to_vec())
}
