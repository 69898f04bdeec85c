//! Beginning a practice: two offices in a new folder, certified by an authority that nobody else knows.

use std::fs;
use std::path::Path;

use protocol::authority::Authority;
use protocol::certificate::Role;
use protocol::message::OfficeEntry;
use protocol::{DeviceId, OfficeNumber, ServiceKind, UtcMillis, UtcSeconds};
use samples::SampleOffice;

use super::carry::{Carrier, Member};
use super::files::PracticeFiles;
use super::partner::PracticePartner;
use super::{NO_HUB, Play, Practice, PracticeError};
use crate::config::{SETTINGS_FILE, Settings};
use crate::error_code::Language;
use crate::keys::{create_keys, read_keys, write_certificates};
use crate::office::Office;
use crate::partners::learn_partner;
use crate::random::random_bytes;
use crate::store::settings::{OwnOffice, save_own_office};
use crate::store::{DATABASE_FILE, Store};

/// Seconds in which sending can be stopped: enough to see it, short enough to go on.
const UNDO_SECONDS: u32 = 5;

/// Begins the names of both offices.
const PREFIX: &str = "（練習）";

/// Makes a practice whose folder lies in `parent` and vanishes with it.
///
/// # Errors
///
/// [`PracticeError`]; nothing is left then.
pub(crate) fn begin_practice(
    parent: &Path,
    language: Language,
    now: UtcSeconds,
) -> Result<Practice, PracticeError> {
    let folder = tempfile::Builder::new()
        .prefix("tsunagu-practice-")
        .tempdir_in(parent)
        .map_err(PracticeError::Folder)?;
    let files = PracticeFiles::make(now);
    let authority = Authority::create("Tsunagu practice", now)?;
    let mut members = Vec::new();
    for sample in &files.offices {
        let dir = folder.path().join(&sample.number);
        members.push(enrol(&dir, sample, &authority, language, now)?);
    }
    let members: [Member; 2] = members
        .try_into()
        .unwrap_or_else(|_| unreachable!("a practice has two offices"));
    for member in &members {
        for other in &members {
            let entry = &other.entry;
            let trust = &member.keys.trust;
            member
                .office
                .store(|store| learn_partner(store, trust, entry.number, Some(entry), now))?;
        }
    }
    let hub = authority.issue_hub_signer("練習", now)?;
    let partner = PracticePartner::new(files.actual.clone());
    Ok(Practice {
        office: members[0].office.clone(),
        files,
        play: std::sync::Mutex::new(Play {
            carrier: Carrier::new(authority, hub),
            members,
            partner,
        }),
        _folder: folder,
    })
}

/// Makes one office as `tsunagu office init` would, with certificates of this practice.
fn enrol(
    dir: &Path,
    sample: &SampleOffice,
    authority: &Authority,
    language: Language,
    now: UtcSeconds,
) -> Result<Member, PracticeError> {
    let number: OfficeNumber = sample.number.parse().expect("samples have valid numbers");
    let services: Vec<ServiceKind> = sample
        .services
        .iter()
        .map(|service| service.parse().expect("samples have valid service kinds"))
        .collect();
    fs::create_dir_all(dir.join("keys")).map_err(PracticeError::Folder)?;
    let keys = create_keys(dir)?;
    let device = DeviceId::new(UtcMillis(now.0.unsigned_abs() * 1000), random_bytes());
    let device_request = keys.device.request_pem(Role::Device, "office")?;
    let mailbox_request = keys.mailbox.request_pem(Role::Mailbox, "office")?;
    let device_pem = authority.issue_device(&device_request, number, device, now)?;
    let mailbox_pem = authority.issue_mailbox(&mailbox_request, number, now)?;
    write_certificates(dir, &device_pem, Some(&mailbox_pem), &authority.trust())?;
    let settings = Settings {
        language,
        undo_seconds: UNDO_SECONDS,
        ..Settings::new(NO_HUB.to_owned())
    };
    fs::write(dir.join(SETTINGS_FILE), settings.to_toml()).map_err(PracticeError::Folder)?;
    let name = format!("{PREFIX}{}", sample.name);
    let own = OwnOffice {
        number,
        name: name.clone(),
        services: services.clone(),
        hub_name: "練習".to_owned(),
        device,
    };
    Store::open(&dir.join(DATABASE_FILE))?.write(|tx| save_own_office(tx, &own))?;
    Ok(Member {
        office: Office::open(dir)?,
        keys: read_keys(dir)?,
        entry: OfficeEntry {
            number,
            name,
            services,
            mailbox_certificate: Some(mailbox_pem),
        },
    })
}
