//! Renews the certificates of this terminal and of the office's mailbox, from 90 days before their end.
//!
//! The keys stay: partners pin the mailbox's key and see no change, and what was sealed or signed before stays readable
//! and valid. What a reader would get wrong: the connection that renews still shows the old certificate; `worker.rs`
//! makes a new one when the report says so. A hub that does not renew is no failure of the pass: the page of today tells
//! people in time.

use std::sync::atomic::Ordering;

use protocol::UtcSeconds;
use protocol::certificate::{
    CertificateError, Identity, KeyPair, Role, are_of_one_key, is_renewal_due,
    read_device_certificate, read_mailbox_certificate,
};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;

use super::{Connection, PassReport, Stop};
use crate::hub_client::HubError;
use crate::keys::{Keys, KeysError, write_device_certificate, write_mailbox_certificate};

/// What a hub refused once it will refuse in the next pass as well.
const AGAIN_SECONDS: i64 = 60 * 60;

pub(super) async fn renew(connection: &Connection, report: &mut PassReport) -> Result<(), Stop> {
    let now = connection.now();
    if now.0 < connection.renewal_at.load(Ordering::Relaxed) {
        return Ok(());
    }
    connection
        .renewal_at
        .store(now.0 + AGAIN_SECONDS, Ordering::Relaxed);
    for role in [Role::Device, Role::Mailbox] {
        if !is_due(&connection.keys, role, now) {
            continue;
        }
        match renew_one(connection, role).await {
            Ok(()) => report.renewed = true,
            Err(NotRenewed::Hub(err @ HubError::Refused { .. })) => {
                tracing::warn!(code = err.code(), "the hub did not renew a certificate");
            }
            Err(NotRenewed::Hub(err)) => return Err(err.into()),
            Err(NotRenewed::Unusable) => {
                tracing::warn!("the hub's answer to a renewal was no certificate of this key");
            }
            Err(NotRenewed::Keys(err)) => {
                let error = &err as &dyn std::error::Error;
                tracing::error!(error, "a renewed certificate could not be stored");
            }
        }
    }
    Ok(())
}

/// Whether a certificate ends soon. A device whose certificate has ended is let in no more, a mailbox can still be renewed.
fn is_due(keys: &Keys, role: Role, now: UtcSeconds) -> bool {
    let not_after = match role {
        Role::Mailbox => {
            let mailbox = keys.mailbox.certificate_der();
            match read_mailbox_certificate(mailbox, &keys.trust, now) {
                Err(CertificateError::Expired) => return true,
                read => read.map(|certificate| certificate.not_after),
            }
        }
        _ => read_device_certificate(keys.device.certificate_der(), &keys.trust, now)
            .map(|certificate| certificate.not_after),
    };
    not_after.is_ok_and(|not_after| is_renewal_due(not_after, now))
}

enum NotRenewed {
    Hub(HubError),
    /// What came is no certificate of this key for this office, or not a later one.
    Unusable,
    Keys(KeysError),
}

async fn renew_one(connection: &Connection, role: Role) -> Result<(), NotRenewed> {
    let keys = &connection.keys;
    let identity = match role {
        Role::Mailbox => &keys.mailbox,
        _ => &keys.device,
    };
    let request = request_of(identity, role, connection.office.number().as_str())?;
    let reply = match role {
        Role::Mailbox => connection.client.renew_mailbox_certificate(request).await,
        _ => connection.client.renew_certificate(request).await,
    };
    let pem = reply.map_err(NotRenewed::Hub)?;
    if !is_a_later_one(&connection.office, keys, role, &pem, connection.now()) {
        return Err(NotRenewed::Unusable);
    }
    let dir = connection.office.dir();
    match role {
        Role::Mailbox => write_mailbox_certificate(dir, &pem),
        _ => write_device_certificate(dir, &pem),
    }
    .map_err(NotRenewed::Keys)
}

fn request_of(identity: &Identity, role: Role, number: &str) -> Result<String, NotRenewed> {
    let key = KeyPair::from_pem(&identity.key_pem());
    let request = key.and_then(|key| key.request_pem(role, number));
    request.map_err(|err| NotRenewed::Keys(err.into()))
}

fn is_a_later_one(
    office: &crate::office::Office,
    keys: &Keys,
    role: Role,
    pem: &str,
    now: UtcSeconds,
) -> bool {
    let Ok(der) = CertificateDer::from_pem_slice(pem.as_bytes()) else {
        return false;
    };
    let (present, own) = match role {
        Role::Mailbox => {
            let read = read_mailbox_certificate(&der, &keys.trust, now);
            let own = read.is_ok_and(|new| {
                new.office == office.number() && !is_renewal_due(new.not_after, now)
            });
            (keys.mailbox.certificate_der(), own)
        }
        _ => {
            let read = read_device_certificate(&der, &keys.trust, now);
            let own = read.is_ok_and(|new| {
                new.office == office.number()
                    && new.device == office.device()
                    && !is_renewal_due(new.not_after, now)
            });
            (keys.device.certificate_der(), own)
        }
    };
    own && are_of_one_key(present, &der).unwrap_or(false)
}
