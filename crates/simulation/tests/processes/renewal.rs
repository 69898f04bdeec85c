//! Certificates near their end are renewed by the programs themselves, and nothing that was under way is lost.
//!
//! Nobody waits for three years: the test issues, with the hub's own key, certificates as they would have been issued then
//! for the keys that an office has, and puts them into its folder and the hub's database. Easily got wrong: after that the
//! office has the same keys, and bundles that were sealed before name a certificate that it no longer has.

use anyhow::{Context, Result};
use protocol::authority::Authority;
use protocol::certificate::{Identity, KeyPair, Role, is_renewal_due, read_device_certificate};
use protocol::{Digest, UtcSeconds};
use testkit::{HubProgram, OfficeProgram, wait_for};

use crate::month::{CARE, Month, addressed_to, all_are, compare_received, states};
use crate::store::Store;

/// So long ago a certificate was issued that ends in two months.
const AGE_SECONDS: i64 = (3 * 365 - 60) * 24 * 60 * 60;

fn now() -> UtcSeconds {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    UtcSeconds(since.unwrap().as_secs().cast_signed())
}

fn authority(hub: &HubProgram) -> Result<Authority> {
    let read = |name: &str| std::fs::read_to_string(hub.folder().join(name));
    Ok(Authority::from_pem(&read("ca.pem")?, &read("ca.key.pem")?)?)
}

fn identity(office: &OfficeProgram, name: &str) -> Result<Identity> {
    let read = |end: &str| {
        let path = office.folder().join("keys").join(format!("{name}.{end}"));
        std::fs::read_to_string(&path).with_context(|| format!("{}", path.display()))
    };
    Ok(Identity::from_pem(&read("pem")?, &read("key")?)?)
}

/// Gives an office certificates that end in two months.
fn age(hub: &HubProgram, office: &OfficeProgram) -> Result<()> {
    let (authority, then) = (authority(hub)?, UtcSeconds(now().0 - AGE_SECONDS));
    let (device, mailbox) = (identity(office, "device")?, identity(office, "mailbox")?);
    let request = |identity: &Identity, role| {
        KeyPair::from_pem(&identity.key_pem())?.request_pem(role, "office")
    };
    let trust = authority.trust();
    let known = read_device_certificate(device.certificate_der(), &trust, now())?;
    let request_of_device = request(&device, Role::Device)?;
    let pem = authority.issue_device(&request_of_device, known.office, known.device, then)?;
    let aged = device_of(&pem, &device)?;
    let read = read_device_certificate(aged.certificate_der(), &trust, now())?;
    let store = Store::open(hub.folder())?;
    store.replace_certificate(&read, &pem)?;
    let keys = office.folder().join("keys");
    std::fs::write(keys.join("device.pem"), &pem)?;
    let pem = authority.issue_mailbox(&request(&mailbox, Role::Mailbox)?, known.office, then)?;
    store.set_mailbox(known.office, &pem)?;
    std::fs::write(keys.join("mailbox.pem"), &pem)?;
    Ok(())
}

fn device_of(pem: &str, device: &Identity) -> Result<Identity> {
    Ok(Identity::from_pem(pem, &device.key_pem())?)
}

/// Whether both certificates of an office end in years.
fn is_renewed(hub: &HubProgram, office: &OfficeProgram) -> Result<bool> {
    let trust = authority(hub)?.trust();
    let device = identity(office, "device")?;
    let mailbox = identity(office, "mailbox")?;
    let device = read_device_certificate(device.certificate_der(), &trust, now())?;
    let mailbox =
        protocol::certificate::read_mailbox_certificate(mailbox.certificate_der(), &trust, now())?;
    let ends = [device.not_after, mailbox.not_after];
    Ok(!ends.iter().any(|end| is_renewal_due(*end, now())))
}

#[test]
fn a_terminal_renews_and_opens_what_was_sealed_before() {
    let month = Month::new(11, 4).unwrap();
    let files = month.outward_files().unwrap();
    let (care, service) = (&month.offices[CARE], &month.offices[1]);
    let for_service = addressed_to(&files, service.number());
    let run = |office: &OfficeProgram, words: &str, paths: &[std::path::PathBuf]| {
        office.command(words, paths).unwrap().success().unwrap();
    };
    run(care, "office send", &for_service);
    age(&month.hub, service).unwrap();
    assert!(!is_renewed(&month.hub, service).unwrap());
    run(service, "office receive", &[]);
    assert!(is_renewed(&month.hub, service).unwrap());
    compare_received(service, &for_service).unwrap();

    // With the new certificates both directions go on, and nobody is asked about a changed partner.
    run(service, "office send", &month.files(1, "actual").unwrap());
    run(care, "office receive", &[]);
    compare_received(care, &month.files(1, "actual").unwrap()).unwrap();
    run(service, "office receive", &[]);
    let sent = states(service, "sent").unwrap();
    assert!(
        all_are(&sent, sent.len(), "opened") && !sent.is_empty(),
        "{sent:?}"
    );
}

#[test]
fn a_program_that_runs_goes_on_with_the_renewed_certificate() {
    let month = Month::new(12, 4).unwrap();
    let (care, service) = (&month.offices[CARE], &month.offices[2]);
    let for_service = addressed_to(&month.outward_files().unwrap(), service.number());
    age(&month.hub, service).unwrap();
    let before = Digest::of(identity(service, "device").unwrap().certificate_der());
    let _program = service.start("office run", [""; 0]).unwrap();
    wait_for("renewed certificates", || {
        Ok(is_renewed(&month.hub, service)?.then_some(()))
    })
    .unwrap();

    // Whoever still showed the certificate before would be refused now.
    let store = Store::open(month.hub.folder()).unwrap();
    store.revoke(before, now()).unwrap();
    care.command("office send", &for_service)
        .unwrap()
        .success()
        .unwrap();
    let sent = states(care, "sent").unwrap();
    wait_for("what was sent after the renewal", || {
        let received = states(service, "received")?;
        Ok((received.len() == sent.len()).then_some(()))
    })
    .unwrap();
}
