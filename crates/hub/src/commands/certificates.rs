//! `tsunagu-hub certificate …`: which terminals there are, and taking their right away.
//!
//! Easily got wrong: a revoked terminal keeps what it has fetched; revoking protects what comes after.

use std::path::Path;

use protocol::OfficeNumber;
use serde_json::{Value, json};
use tsunagu_hub::{
    devices::{self, revoke_certificates},
    folder::Folder,
    http::clock,
    store::{self, Access, CertificateRecord},
};

use super::{Failure, print, print_json};
use crate::Target;

pub(super) fn list(dir: &Path, office: Option<OfficeNumber>, as_json: bool) -> Result<(), Failure> {
    let mut engine = Folder::open(dir)?.engine(Access::Read)?;
    let certificates = store::read(&mut engine, |records| records.certificates(office))?;
    print_all(&certificates, as_json)
}

pub(super) fn revoke(dir: &Path, target: Target, as_json: bool) -> Result<(), Failure> {
    let target = match (target.serial, target.device, target.office) {
        (Some(serial), _, _) => devices::Target::Serial(serial),
        (_, Some(device), _) => devices::Target::Device(device),
        (_, _, Some(office)) => devices::Target::Office(office),
        (None, None, None) => return Err(Failure::Failed("nothing to revoke was named".into())),
    };
    let now = clock::now();
    let mut engine = Folder::open(dir)?.engine(Access::Change)?;
    let revoked = store::write(&mut engine, |records| {
        revoke_certificates(records, &target, now)
    })
    .map_err(|err| Failure::of(&err))?;
    let certificates: Vec<CertificateRecord> = revoked
        .into_iter()
        .map(|revocation| CertificateRecord {
            revoked_at: Some(revocation.revoked_at),
            ..revocation.certificate
        })
        .collect();
    print_all(&certificates, as_json)
}

fn print_all(certificates: &[CertificateRecord], as_json: bool) -> Result<(), Failure> {
    if as_json {
        return print_json(&Value::Array(
            certificates.iter().map(certificate_json).collect(),
        ));
    }
    for certificate in certificates {
        let state = match certificate.revoked_at {
            Some(at) => format!("revoked {at}"),
            None => format!("valid until {}", certificate.not_after),
        };
        let CertificateRecord {
            office,
            serial,
            device,
            device_name,
            ..
        } = certificate;
        print(format_args!(
            "{office}  {serial}  {device}  {state}  {device_name}"
        ))?;
    }
    Ok(())
}

fn certificate_json(certificate: &CertificateRecord) -> Value {
    json!({
        "office": certificate.office,
        "serial": certificate.serial,
        "device": certificate.device,
        "device_name": certificate.device_name,
        "fingerprint": certificate.fingerprint,
        "not_after": certificate.not_after,
        "revoked_at": certificate.revoked_at,
    })
}
