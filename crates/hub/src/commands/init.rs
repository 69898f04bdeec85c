//! `tsunagu-hub init` and `backup`: making a hub's folder, and copying one.
//!
//! Easily got wrong: the fingerprint printed is that of the certificate authority; half of it is part of every enrolment
//! code, so it need not be told to offices in another way.

use serde_json::json;
use tsunagu_hub::{config::Settings, folder::Folder, http::clock};

use super::{Failure, print, print_json};
use crate::{Backup, Init};

/// Names by which the hub can always be reached from its own machine.
const LOCAL_HOSTS: [&str; 2] = ["localhost", "127.0.0.1"];

pub(super) fn init(arguments: Init) -> Result<(), Failure> {
    let mut hosts = arguments.hosts;
    for local in LOCAL_HOSTS {
        if !hosts.iter().any(|host| host == local) {
            hosts.push(local.to_owned());
        }
    }
    let settings = Settings {
        licence_months: arguments.licence_months,
        licence_fee_yen: arguments.licence_fee,
        ..Settings::new(arguments.name, hosts)
    };
    let folder = Folder::create(&arguments.dir, &settings, clock::now())?;
    let fingerprint = folder.authority()?.trust().fingerprint();
    if arguments.output.json {
        let dir = arguments.dir.display().to_string();
        return print_json(&json!({ "dir": dir, "ca_sha256": fingerprint }));
    }
    print(format_args!("made a hub in {}", arguments.dir.display()))?;
    print(format_args!(
        "SHA-256 of its certificate authority: {fingerprint}"
    ))
}

pub(super) fn backup(arguments: &Backup) -> Result<(), Failure> {
    let folder = Folder::open(&arguments.folder.dir)?;
    let copied = folder.back_up(&arguments.out)?;
    print(format_args!(
        "copied the hub to {}: settings, keys, database and {copied} large sealed parts",
        arguments.out.display()
    ))
}
